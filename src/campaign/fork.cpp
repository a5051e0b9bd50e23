// campaign/fork.cpp: a campaign in memory that goes on from where another one stands, and its load.
#include "bihuan/state/reorganisation.hpp"
#include "campaign/inside.hpp"

#include <algorithm>

namespace bihuan {
namespace {

/// Whether two ledgers have the same items up to one: so it is for all before it then.
bool share(const Campaign& a, const Campaign& b, ItemNumber item) {
  return item <= a.checkpoint().size && item <= b.checkpoint().size && a.history().checkpoint_at(item) == b.history().checkpoint_at(item);
}

/// A change in the words of a clerk.
class Telling {
 public:
  Telling(const Organisation& organisation, Day on) : organisation_(organisation), before_(on - 1), on_(on) {}

  std::string operator()(const UnitRenamed& one) const { return was(one.unit) + "更名为" + one.name; }
  std::string operator()(const UnitsMerged& one) const { return were(one.units) + "合并为" + is(one.into); }
  std::string operator()(const UnitSplit& one) const {
    std::string into;
    for (const NewUnit& unit : one.into) into += (into.empty() ? "" : "、") + unit.name;
    return was(one.unit) + "拆分，新设" + into;
  }
  std::string operator()(const UnitClosed& one) const {
    return "撤销" + was(one.unit) + (one.heirs.rest.empty() ? "，工作分别移交" : "，其余工作由" + is(one.heirs.rest) + "承接");
  }
  std::string operator()(const ResponsibilityMoved& one) const {
    const std::string what = "任务" + one.task.text() + "的" + chinese(one.bond) + "职责";
    if (one.from.empty()) return what + "新增" + is(one.to);
    return one.to.empty() ? was(one.from) + "不再承担" + what : what + "由" + was(one.from) + "划转" + is(one.to);
  }
  std::string operator()(const MembershipChanged& one) const {
    return "“" + one.term + "”" + (one.joined.empty() ? "" : "增加" + were(one.joined)) + (one.joined.empty() || one.left.empty() ? "" : "、") +
           (one.left.empty() ? "" : "减少" + were(one.left));
  }

  std::string seat(const std::string& text) const {
    const auto at = text.find('@');
    return is(UnitId(text.substr(at + 1))) + organisation_.post_title(PostId(text.substr(0, at)));
  }

 private:
  std::string was(const UnitId& unit) const { return organisation_.unit_name(unit, before_); }
  std::string is(const UnitId& unit) const { return organisation_.unit_name(unit, on_); }
  std::string were(const std::vector<UnitId>& units) const {
    std::string out;
    for (const UnitId& unit : units) out += (out.empty() ? "" : "、") + was(unit);
    return out;
  }

  const Organisation& organisation_;
  Day before_, on_;
};

std::string told(const Fact& fact, const Organisation& organisation) {
  const Telling telling(organisation, fact.on);
  std::string said;
  if (is_reorganisation(fact.kind)) said = std::visit(telling, change_of(fact));
  else if (fact.kind == FactKind::term_ended) said = telling.seat(fact.subject) + "任职至当日";
  else if (fact.kind == FactKind::person_appointed) said = telling.seat(fact.subject) + (fact.fields.has("acting") ? "由他人代理" : "换人任职");
  else said = chinese(fact.kind) + " " + fact.subject;
  return fact.on.chinese() + (is_reorganisation(fact.kind) ? "起，" : "，") + said;
}

}  // namespace

Campaign Campaign::fork(Clock clock) const {
  const Inside& from = *inside_;
  auto inside = std::make_unique<Inside>(copy_into_memory(*from.store, from.history.last_seq()), from.plan, clock ? std::move(clock) : from.clock,
                                         std::filesystem::path());
  inside->is_fork = true;
  inside->calendar = from.calendar;
  inside->law = from.law;
  inside->rules = from.rules;
  inside->form = from.form;
  inside->indicators = from.indicators;
  inside->history = from.history;
  inside->names = from.names;
  inside->ids = from.ids;
  inside->last_person = from.last_person;
  return Campaign(std::move(inside));
}

bool Campaign::is_fork() const noexcept { return inside_->is_fork; }

void Campaign::Inside::refuse_in_fork(const std::string& asked) const {
  if (!is_fork) return;
  throw Refused(ErrorCode::wrong_state, "this campaign is a fork for trying things out; what comes of it must not look official, so it does not " + asked + "; write_draft does",
                "这是用于推演的副本，不得正式印发、签署或出具核验包；可用草稿", {"campaign", "fork", asked, {"write_draft"}, "", 0, 0});
}

Load Campaign::load(Day as_of, const LoadOptions& options, const KnownAt& known_at) const {
  return load_on(snapshot(as_of, known_at), plan_at(known_at), rules_at(known_at), calendar_at(known_at), options);
}

WhatIf compare(const Campaign& reality, const Campaign& supposed, Day as_of, const LoadOptions& options) {
  if (reality.checkpoint().ledger != supposed.checkpoint().ledger)
    throw LedgerError(ErrorCode::ledger_foreign, "ledger " + supposed.checkpoint().ledger + " is no fork of " + reality.checkpoint().ledger + ": only those are compared",
                      "只能与同一台账的推演副本比较");
  WhatIf out = compare(reality.load(as_of, options), supposed.load(as_of, options));
  const Facts facts = supposed.history().facts();
  const auto own = std::partition_point(facts.begin(), facts.end(), [&](const Known& known) { return share(reality, supposed, known.number); });
  for (auto known = own; known != facts.end(); ++known) out.suppositions.push_back(told(known->fact, supposed.plan().organisation));
  return out;
}

}  // namespace bihuan
