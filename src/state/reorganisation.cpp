// state/reorganisation.cpp: reorganisations as facts, and what follows from them for hazards and for the plan.
#include "bihuan/state/reorganisation.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/snapshot.hpp"

#include <algorithm>
#include <set>

namespace bihuan {
namespace {

using Texts = std::vector<std::string>;

/// `KEY UNIT`: ids of hazards may hold blanks, those of units don't.
template <class Id>
Texts lines_of(const std::map<Id, UnitId>& heirs) {
  Texts out;
  for (const auto& [of, unit] : heirs) out.push_back(of.text() + " " + unit.text());
  return out;
}

template <class Id>
std::map<Id, UnitId> heirs_in(const Texts& lines) {
  std::map<Id, UnitId> out;
  for (const std::string& line : lines) {
    const auto blank = line.rfind(' ');
    if (blank != std::string::npos) out.emplace(Id{line.substr(0, blank)}, UnitId{line.substr(blank + 1)});
  }
  return out;
}

Texts texts_of(const std::vector<UnitId>& units) {
  Texts out;
  for (const UnitId& unit : units) out.push_back(unit.text());
  return out;
}

std::vector<UnitId> units_in(const Texts& texts) {
  std::vector<UnitId> out;
  for (const std::string& text : texts) out.emplace_back(text);
  return out;
}

Heirs heirs_of(const Fact& fact) {
  return {heirs_in<TaskId>(fact.fields.texts("task_heirs")), heirs_in<HazardId>(fact.fields.texts("hazard_heirs")), UnitId{fact.fields.text("rest")}};
}

void set_heirs(Fields& fields, const Heirs& heirs) {
  fields.set("task_heirs", Value{lines_of(heirs.of_task)}).set("hazard_heirs", Value{lines_of(heirs.of_hazard)}).set("rest", Value{heirs.rest.text()});
}

/// Kind, subject and fields of each kind of change.
struct ChangeWriter {
  Fact& fact;
  void operator()(const UnitRenamed& change) const {
    fact.kind = FactKind::unit_renamed;
    fact.subject = change.unit.text();
    fact.fields.set("name", Value{change.name});
  }
  void operator()(const UnitsMerged& change) const {
    fact.kind = FactKind::units_merged;
    fact.subject = change.into.text();
    fact.fields.set("units", Value{texts_of(change.units)}).set("name", Value{change.name});
  }
  void operator()(const UnitSplit& change) const {
    fact.kind = FactKind::unit_split;
    fact.subject = change.unit.text();
    Texts into;
    for (const NewUnit& fresh : change.into) into.push_back(fresh.unit.text() + " " + fresh.name);
    fact.fields.set("into", Value{into});
    set_heirs(fact.fields, change.heirs);
  }
  void operator()(const UnitClosed& change) const {
    fact.kind = FactKind::unit_closed;
    fact.subject = change.unit.text();
    set_heirs(fact.fields, change.heirs);
  }
  void operator()(const ResponsibilityMoved& change) const {
    fact.kind = FactKind::responsibility_moved;
    fact.subject = change.task.text();
    fact.fields.set("bond", Value{std::string(bond_name(change.bond))}).set("from", Value{change.from.text()}).set("to", Value{change.to.text()});
  }
  void operator()(const MembershipChanged& change) const {
    fact.kind = FactKind::membership_changed;
    fact.subject = change.term;
    fact.fields.set("joined", Value{texts_of(change.joined)}).set("left", Value{texts_of(change.left)});
  }
};

Bond bond_in(const Fact& fact) {
  const std::string& word = fact.fields.text("bond");
  return word == "leads" ? Bond::leads : word == "cooperates" ? Bond::cooperates : Bond::carries;
}

bool lists_unit(const Fact& fact, std::string_view field, const UnitId& unit) {
  const Value* value = fact.fields.find(field);
  const auto* texts = value == nullptr ? nullptr : std::get_if<Texts>(value);
  return texts != nullptr && std::find(texts->begin(), texts->end(), unit.text()) != texts->end();
}

}  // namespace

Fact fact_of(const Change& change, Day on, std::vector<Actor> by, const Fields& more) {
  Fact fact{FactKind::unit_renamed, on, {}, 0, std::move(by), more};
  std::visit(ChangeWriter{fact}, change);
  return fact;
}

Change change_of(const Fact& fact) {
  const Fields& f = fact.fields;
  switch (fact.kind) {
    case FactKind::unit_renamed: return UnitRenamed{UnitId{fact.subject}, f.text("name")};
    case FactKind::units_merged: return UnitsMerged{units_in(f.texts("units")), UnitId{fact.subject}, f.text("name")};
    case FactKind::unit_split: {
      UnitSplit out{UnitId{fact.subject}, {}, heirs_of(fact)};
      for (const std::string& line : f.texts("into")) {
        const auto blank = line.find(' ');  // a name may hold blanks
        out.into.push_back({UnitId{line.substr(0, blank)}, blank == std::string::npos ? std::string() : line.substr(blank + 1)});
      }
      return out;
    }
    case FactKind::unit_closed: return UnitClosed{UnitId{fact.subject}, heirs_of(fact)};
    case FactKind::responsibility_moved: return ResponsibilityMoved{TaskId{fact.subject}, bond_in(fact), UnitId{f.text("from")}, UnitId{f.text("to")}};
    default: return MembershipChanged{fact.subject, units_in(f.texts("joined")), units_in(f.texts("left"))};
  }
}

std::optional<UnitId> heir_in(const Fact& fact, const UnitId& unit, const TaskId& task, const HazardId& hazard) {
  if (unit.empty()) return std::nullopt;
  switch (fact.kind) {
    case FactKind::units_merged: return lists_unit(fact, "units", unit) ? std::optional(UnitId{fact.subject}) : std::nullopt;
    case FactKind::unit_split:
    case FactKind::unit_closed: return fact.subject == unit.text() ? std::optional(heirs_of(fact).of(task, hazard)) : std::nullopt;
    case FactKind::responsibility_moved: {
      const std::string& to = fact.fields.text("to");
      const bool goes = fact.fields.text("from") == unit.text() && bond_in(fact) != Bond::cooperates && !to.empty() && is_within(task, TaskId{fact.subject});
      return goes ? std::optional(UnitId{to}) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

bool ends_unit(const Fact& fact, const UnitId& unit) {
  if (fact.kind == FactKind::units_merged) return lists_unit(fact, "units", unit);
  return (fact.kind == FactKind::unit_split || fact.kind == FactKind::unit_closed) && fact.subject == unit.text() && fact.fields.text("rest") != unit.text();
}

namespace {

/// Units that the facts of a hazard name, and their heirs.
class Concerned {
 public:
  void learn(const Fact& fact) {
    for (const char* field : {"supervising_unit", "territorial_unit"})
      if (fact.fields.has(field)) units_.insert(fact.fields.text(field));
    const std::string& corrected = fact.fields.text("field");
    if (fact.kind == FactKind::fact_corrected && (corrected == "supervising_unit" || corrected == "territorial_unit")) units_.insert(fact.fields.text("value"));
  }
  /// Whether the fact passes on something that one of the units may have had.
  bool by(const Fact& fact) {
    bool found = false;
    if (fact.kind == FactKind::units_merged) {
      for (const std::string& unit : fact.fields.texts("units")) found = found || units_.contains(unit);
      if (found) units_.insert(fact.subject);
    } else if (fact.kind == FactKind::responsibility_moved) {
      found = units_.contains(fact.fields.text("from"));
      if (found) units_.insert(fact.fields.text("to"));
    } else if (units_.contains(fact.subject)) {
      found = true;
      const Heirs heirs = heirs_of(fact);
      for (const auto& [task, unit] : heirs.of_task) units_.insert(unit.text());
      for (const auto& [hazard, unit] : heirs.of_hazard) units_.insert(unit.text());
      units_.insert(heirs.rest.text());
    }
    return found;
  }
  std::size_t size() const noexcept { return units_.size(); }

 private:
  std::set<std::string> units_;
};

}  // namespace

std::vector<const Known*> facts_of_hazard(const History& history, const std::string& id, std::optional<ItemNumber> last) {
  std::vector<const Known*> out;
  const ItemNumber end = last.value_or(history.checkpoint().size);
  Concerned concerned;
  for (const std::size_t place : history.of_subject(id)) {
    const Known& known = history.facts()[place];
    if (known.number > end || !is_hazard_fact(known.fact.kind)) continue;
    out.push_back(&known);
    concerned.learn(known.fact);
  }
  if (history.successions().empty()) return out;
  std::set<const Known*> found;
  for (std::size_t before = 0; before != concerned.size();) {  // a back-dated one may have been recorded after its heirs'
    before = concerned.size();
    for (const std::size_t place : history.successions())
      if (const Known& known = history.facts()[place]; known.number <= end && concerned.by(known.fact)) found.insert(&known);
  }
  out.insert(out.end(), found.begin(), found.end());
  std::sort(out.begin(), out.end(), [](const Known* a, const Known* b) { return a->number < b->number; });
  return out;
}

const Known* plan_fact_at(const History& history, ItemNumber last) {
  const Known* found = nullptr;
  for (const FactKind kind : {FactKind::plan_adopted, FactKind::plan_amended})
    for (const std::size_t place : history.of_kind(kind)) {
      const Known& known = history.facts()[place];
      if (known.number <= last && (found == nullptr || known.number > found->number)) found = &known;
    }
  return found;
}

namespace {

constexpr FactKind kinds_that_change_a_plan[] = {
    FactKind::plan_adopted, FactKind::plan_amended, FactKind::person_appointed, FactKind::term_ended, FactKind::unit_renamed, FactKind::units_merged,
    FactKind::unit_split, FactKind::unit_closed, FactKind::responsibility_moved, FactKind::membership_changed};

}  // namespace

bool changes_plan(FactKind kind) noexcept {
  return std::find(std::begin(kinds_that_change_a_plan), std::end(kinds_that_change_a_plan), kind) != std::end(kinds_that_change_a_plan);
}

const Known* plan_change_at(const History& history, ItemNumber last) {
  const Known* found = nullptr;
  for (const FactKind kind : kinds_that_change_a_plan)
    for (const std::size_t place : history.of_kind(kind)) {
      const Known& known = history.facts()[place];
      if (known.number <= last && (found == nullptr || known.number > found->number)) found = &known;
    }
  return found;
}

Plan plan_in_force(const History& history, std::optional<ItemNumber> known_at) {
  const ItemNumber last = known_at.value_or(history.checkpoint().size);
  const Known* text = plan_fact_at(history, last);
  if (text == nullptr)
    throw LedgerError(ErrorCode::ledger_foreign, "the ledger has no adopted plan: it was left before its first act",
                      "台账中没有已采用的方案");
  Plan plan = Plan::parse(text->fact.fields.text("text"), text->fact.fields.text("file"));
  std::vector<const Known*> changes;
  for (FactKind kind = FactKind::unit_renamed; is_reorganisation(kind); kind = static_cast<FactKind>(static_cast<int>(kind) + 1))
    for (const std::size_t place : history.of_kind(kind))
      if (history.facts()[place].number <= last) changes.push_back(&history.facts()[place]);
  std::sort(changes.begin(), changes.end(), [](const Known* a, const Known* b) {
    return a->fact.on != b->fact.on ? a->fact.on < b->fact.on : a->number < b->number;
  });
  for (const Known* known : changes) plan.reorganise({known->fact.on, change_of(known->fact)});
  plan.organisation.incumbencies = terms_known(history, last, std::move(plan.organisation.incumbencies));
  return plan;
}

}  // namespace bihuan
