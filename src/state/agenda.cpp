// state/agenda.cpp: what needs doing, read from the limits that the facts wrote down.
#include "bihuan/state/agenda.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/likeness.hpp"

#include <algorithm>
#include <set>

namespace bihuan {

namespace {

bool of_ladder(FactKind kind) {
  return kind == FactKind::reminded || kind == FactKind::interviewed || kind == FactKind::reported_upward;
}

bool clock_stands_still(const Hazard& hazard, Day on) { return hazard.paused_until && on <= *hazard.paused_until; }

/// The rectifier's own steps: what a pause is granted for. The administration's limits run on.
bool of_rectifier(Limit limit) { return limit == Limit::treatment || limit == Limit::begin || limit == Limit::rectify; }

/// Whether the arrow could be the one taken, as far as grade, listing and receipt tell.
bool could_apply(const Hazard& hazard, const Arrow& arrow) {
  switch (arrow.when) {
    case When::is_general: return hazard.grade == Grade::general;
    case When::is_major: return hazard.grade == Grade::major;
    case When::once_listed: return hazard.once_listed;
    case When::never_listed: return !hazard.once_listed;
    default: break;
  }
  return (hazard.holds.bits & arrow.needs.bits) == arrow.needs.bits && (arrow.without.bits & hazard.holds.bits) == 0;
}

Set movers_of(const Hazard& hazard, Request request) {
  Set roles, any;
  for (const Arrow& arrow : lifecycle()) {
    if (arrow.request != request) continue;
    any = any | arrow.roles;
    if (arrow.from.has(hazard.state) && could_apply(hazard, arrow)) roles = roles | arrow.roles;
  }
  return roles.empty() ? any : roles;
}

std::string holds_to_lift(const Hazard& hazard) {
  std::string out;
  for (int h = 0; h < hold_count; ++h)
    if (hazard.has(static_cast<Hold>(h))) out += (out.empty() ? "" : "、") + chinese(static_cast<Hold>(h));
  return out;
}

/// Whom a rung speaks to.
struct Addressee {
  std::string name;
  UnitId unit;  ///< empty for the leading group, and for names that the plan does not know
};

/// Reads dues off hazards. Holds what every hazard's dues need: the chart, chains of posts, calendar and rules.
class Clerk {
 public:
  Clerk(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar)
      : state_(state), plan_(plan), rules_(rules), calendar_(calendar), chart_(plan.chart()) {}

  void read(const Hazard& hazard, std::vector<Due>& out) {
    const std::size_t first = out.size();
    if (hazard.awaited && (hazard.is_open() || hazard.state == State::transferred)) add_awaited(hazard, out);
    if (hazard.is_open()) add_beside(hazard, out);
    for (const Case& one : hazard.cases)
      if (!one.closed_on && !one.decided_on) out.push_back(started(hazard, one.awaited, Request::penalise));
    for (std::size_t i = first; i < out.size(); ++i) finish(hazard, out[i]);
  }

  /// n penalties of one enterprise within the days of a rule: closure is to be proposed.
  void read_closures(std::vector<Due>& out, const HazardId* only) {
    std::map<std::string, Party> parties;
    for (const Hazard& hazard : state_.hazards()) {
      const std::string key = enterprise_of(hazard).key();
      if (key.empty() || hazard.state == State::void_) continue;
      Party& party = parties[key];
      party.hazards.push_back(&hazard);
      for (const Step& step : hazard.steps)
        if (step.kind == FactKind::penalty_decided) party.penalties.push_back({step.on, step.number, &hazard});
    }
    for (auto& [key, party] : parties) {
      std::sort(party.penalties.begin(), party.penalties.end(), [](const Penalty& a, const Penalty& b) {
        return a.on != b.on ? a.on < b.on : a.number < b.number;
      });
      for (const Rule& rule : rules_.rules())
        if (rule.limit == Limit::propose_closure && add_closure(rule, party, only, out)) break;
    }
  }

  std::vector<Answerer> chain(const UnitId& unit) {
    const auto [found, fresh] = chains_.try_emplace(unit);
    if (!fresh) return found->second;
    const bool is_unit = plan_.organisation.find_unit(unit) != nullptr;
    const Node node{is_unit ? NodeKind::unit : NodeKind::body, unit.text()};
    // A unit that the plan does not know answers by its head all the same.
    if (chart_.knows(node)) {
      found->second = chart_.chain(node, state_.as_of());
    } else {
      found->second = chart_.chain_of_group(state_.as_of());
      if (!unit.empty()) found->second.insert(found->second.begin(), {{plan_.head_post, unit}, "单位负责人", {}, false, "方案中没有这一单位"});
    }
    return found->second;
  }

 private:
  struct Penalty { Day on; ItemNumber number; const Hazard* hazard; };
  struct Party {
    std::vector<Penalty> penalties;
    std::vector<const Hazard*> hazards;
  };

  Due started(const Hazard& hazard, const Awaited& awaited, Request request) const {
    return {hazard.id, awaited.limit, request, awaited.started_on, awaited.number, awaited.due_on, awaited.rule, awaited.edition,
            false, false, {}, 0, awaited.started_on, 0, {}, hazard.supervising_unit, {}, {}, {}};
  }

  void add_awaited(const Hazard& hazard, std::vector<Due>& out) const {
    const Wait* wait = awaited_in(hazard.state, hazard.grade);
    if (wait == nullptr || wait->limit == Limit::rectify) return;  // the order's own day stands beside
    Due due = started(hazard, *hazard.awaited, wait->request);
    if (wait->limit == Limit::receipt) due.due_on = hazard.due_on();
    out.push_back(std::move(due));
  }

  Day day_of(const Hazard& hazard, ItemNumber number, Day otherwise) const {
    for (const Step& step : hazard.steps)
      if (step.number == number) return step.on;
    return otherwise;
  }

  static ItemNumber setter(const Hazard& hazard, const char* value) {
    const auto found = hazard.set_by.find(value);
    return found == hazard.set_by.end() ? 0 : found->second;
  }

  void add_beside(const Hazard& hazard, std::vector<Due>& out) const {
    const Day began = hazard.awaited ? hazard.awaited->started_on : state_.as_of();
    const bool rectifying = hazard.state == State::rectifying;
    const bool owes_work = hazard.limit_on && hazard.state != State::awaiting_review && hazard.state != State::passed;
    if (rectifying || owes_work) {
      const ItemNumber number = hazard.limit_on ? setter(hazard, "limit_on") : hazard.awaited ? hazard.awaited->number : 0;
      out.push_back(started(hazard, {Limit::rectify, day_of(hazard, number, began), number, hazard.limit_on}, Request::report_rectified));
    }
    if (hazard.pending)
      out.push_back(started(hazard, {Limit::decide_extension, hazard.pending->asked_on, hazard.pending->number, hazard.pending->due_on,
                                     hazard.pending->rule, hazard.pending->edition}, Request::decide_extension));
    if (hazard.has(Hold::sealed) && hazard.sealing) {
      Awaited seal = *hazard.sealing;
      if (hazard.sealed_until) seal.due_on = hazard.sealed_until;
      out.push_back(started(hazard, seal, Request::unseal));
    }
    if (clock_stands_still(hazard, state_.as_of()))
      out.push_back(started(hazard, {Limit::review_pause, hazard.paused_on.value_or(began), setter(hazard, "review_on"), hazard.paused_until},
                            Request::resume));
  }

  /// Nothing was written down, as nobody had announced the year, or a fact that was entered later put another one to
  /// where it starts a limit: resolved for the question, and said so.
  void resolve_late(const Hazard& hazard, Due& due) const {
    if (due.due_on || due.rule == "none" || due.limit == Limit::propose_closure) return;
    const Rule* rule = due.rule.empty() ? rules_.find(due.limit, due.started_on, hazard.grade) : rules_.find_id(due.rule);
    if (rule == nullptr) return;
    due.rule = rule->term.id;
    try {
      const Deadline deadline = resolve(rule->term, due.started_on, calendar_);
      due.due_on = deadline.due_on;
      due.edition = deadline.edition;
      due.resolved_now = true;
    } catch (const TimeError& error) {
      if (error.code() != ErrorCode::no_calendar && error.code() != ErrorCode::bad_rule) throw;
    }
  }

  void finish(const Hazard& hazard, Due& due) {
    const Day today = state_.as_of();
    resolve_late(hazard, due);
    due.paused = of_rectifier(due.limit) && clock_stands_still(hazard, today);
    if (due.due_on) {
      due.working_days_left = working_days_between(due.paused ? hazard.paused_on.value_or(today) : today, *due.due_on, calendar_);
      if (!due.paused) due.overdue_days = std::max(today - *due.due_on, 0);
    }
    for (const Step& step : hazard.steps)
      if (!of_ladder(step.kind)) due.last_on = step.on;
    due.silent_days = today - due.last_on;
    due.movers = movers_of(hazard, due.request);
    due.answers = chain(hazard.supervising_unit);
    if (hazard.is_open() && due.limit != Limit::propose_closure) due.rung = rise(hazard, due);
    if (due.reason.empty()) due.reason = told(hazard, due);
  }

  // The ladder.

  /// Since when a rung's condition is counted; a new unit begins at the bottom. Nothing when it does not speak of this.
  std::optional<Day> counted_from(const Hazard& hazard, const Due& due, const Rung& rung) const {
    if (rung.grade && *rung.grade != hazard.grade) return std::nullopt;
    if (rung.when == Rung::When::graded) return hazard.grade == Grade::ungraded ? std::nullopt : hazard.graded_on;
    if (clock_stands_still(hazard, state_.as_of())) return std::nullopt;
    if (rung.when == Rung::When::silent) return due.last_on;
    if (due.overdue_days == 0) return std::nullopt;
    return hazard.reassigned_on ? std::max(*due.due_on, *hazard.reassigned_on) : *due.due_on;
  }

  bool is_met(const Hazard& hazard, const Due& due, const Rung& rung) const {
    const auto from = counted_from(hazard, due, rung);
    if (!from) return false;
    if (rung.counting == Counting::calendar_days) return state_.as_of() - *from >= rung.days;
    const auto count = working_days_between(*from, state_.as_of(), calendar_);
    return count && *count >= rung.days;
  }

  Addressee addressee(const Hazard& hazard, const Rung& rung) const {
    const Organisation& organisation = plan_.organisation;
    const auto of_unit = [&](const UnitId& unit) { return Addressee{organisation.unit_name(unit), unit}; };
    if (rung.to == "supervising_unit") return of_unit(hazard.supervising_unit);
    if (rung.to == "leading_group") return {organisation.leading_group.name, {}};
    const Node task{NodeKind::task, hazard.details.text("task")};
    if (rung.to == "leading_unit" && chart_.knows(task))
      for (const Tie& tie : chart_.who(TaskId{task.id}, Bond::leads, state_.as_of()))
        return tie.from.id.empty() ? Addressee{tie.printed, {}} : of_unit(UnitId{tie.from.id});
    if (rung.to == "leading_unit") return of_unit(hazard.supervising_unit);
    const std::string& name = rung.to == "office" ? organisation.leading_group.office : rung.to;
    const auto found = organisation.try_resolve(name, state_.as_of());
    return found ? of_unit(found->unit) : Addressee{name, {}};
  }

  bool stands(const Hazard& hazard, const Due& due, const Rung& rung, Request act, const Addressee& to) const {
    Day since = rung.when == Rung::When::graded && hazard.graded_on ? *hazard.graded_on : due.started_on;
    if (rung.when == Rung::When::silent) since = std::max(since, due.last_on);
    if (rung.when == Rung::When::overdue && hazard.reassigned_on) since = std::max(since, *hazard.reassigned_on);
    return std::any_of(hazard.raised.begin(), hazard.raised.end(), [&](const Raised& raised) {
      if (request_of(raised.kind) != act || raised.on < since) return false;
      if (raised.to == to.name || raised.to == rung.to) return true;
      const auto found = to.unit.empty() ? std::nullopt : plan_.organisation.try_resolve(raised.to, raised.on);
      return found && found->unit == to.unit;
    });
  }

  /// Of each kind of condition the highest rung that is met; of these the highest that is still to be done.
  std::optional<Rise> rise(const Hazard& hazard, const Due& due) const {
    std::array<const Rung*, 3> met{};
    for (const Rung& rung : plan_.ladder) {
      const Rung*& highest = met[static_cast<std::size_t>(rung.when)];
      if ((highest == nullptr || rung.step >= highest->step) && is_met(hazard, due, rung)) highest = &rung;
    }
    std::optional<Rise> found;
    for (const Rung* rung : met) {
      if (rung == nullptr) continue;
      const Request act = parse_request(rung->act);
      const Addressee to = addressee(hazard, *rung);
      const Rise one{rung->step, act, to.name, rung->title, rung->place, stands(hazard, due, *rung, act, to)};
      if (!found || std::pair(!one.done, one.step) > std::pair(!found->done, found->step)) found = one;
    }
    return found;
  }

  // Closure.

  /// The open hazard, of the rule's grade, for which closure is to be proposed: the last penalised one if it is open.
  static const Hazard* ground_for(const Rule& rule, const Party& party, const Hazard& penalised) {
    const auto serves = [&](const Hazard& hazard) { return hazard.is_open() && (!rule.grade || hazard.grade == *rule.grade); };
    if (serves(penalised)) return &penalised;
    const auto found = std::find_if(party.hazards.begin(), party.hazards.end(), [&](const Hazard* hazard) { return serves(*hazard); });
    return found == party.hazards.end() ? nullptr : *found;
  }

  /// Whether the rule found its penalties; the latest that complete them are what is to be proposed, unless it was.
  bool add_closure(const Rule& rule, const Party& party, const HazardId* only, std::vector<Due>& out) {
    const auto count = static_cast<std::size_t>(std::max(rule.count, 1));
    const std::vector<Penalty>& penalties = party.penalties;
    for (std::size_t last = penalties.size(); last >= count; --last) {
      const Penalty& end = penalties[last - 1];
      if (end.on - penalties[last - count].on > rule.term.days || !rule.term.valid.on(end.on)) continue;
      const Hazard* hazard = ground_for(rule, party, *end.hazard);
      if (hazard == nullptr) return false;
      const auto proposed = [&](const Hazard* one) {
        return std::any_of(one->raised.begin(), one->raised.end(), [&](const Raised& raised) { return raised.proposes_closure && raised.on >= end.on; });
      };
      if (std::any_of(party.hazards.begin(), party.hazards.end(), proposed) || (only != nullptr && hazard->id != *only)) return true;
      Due due = started(*hazard, {Limit::propose_closure, end.on, end.number, {}, rule.term.id}, Request::report_up);
      due.reason = "提请关闭：" + enterprise_of(*hazard).name + "在" + std::to_string(rule.term.days) + "日内已受处罚" + std::to_string(rule.count) +
                   "次，依" + rule.term.title + "（" + rule.term.source + "）应提请关闭；没有规定办理日期";
      finish(*hazard, due);
      out.push_back(std::move(due));
      return true;
    }
    return false;
  }

  // In words.

  std::string by_which_rule(const Hazard& hazard, const Due& due) const {
    const std::string number = "第" + std::to_string(due.number) + "项";
    if (due.limit == Limit::rectify) {
      const bool by_order = hazard.extension_count == 0 && !hazard.paused_on;
      return hazard.limit_on ? "依" + number + (by_order ? "文书" : "") + "写明的时限" : "文书没有写明时限";
    }
    if (due.limit == Limit::receipt) return "依移送文书（" + number + "）写明的答复期限";
    if (due.limit == Limit::review_pause) return "依中止计时决定（" + number + "）";
    const Rule* rule = rules_.find_id(due.rule);
    if (rule != nullptr) return "依" + rule->term.title + "（" + rule->term.source + "）";
    return due.rule.empty() || due.rule == "none" ? "当时的法规和本方案都没有规定期限" : "依规则" + due.rule;
  }

  static std::string left(const Due& due) {
    if (due.paused) return "，已中止计时，不计超期";
    if (due.overdue_days > 0)
      return "，已超期" + std::to_string(due.overdue_days) + "日" +
             (due.working_days_left ? "（" + std::to_string(-*due.working_days_left) + "个工作日）" : "");
    if (!due.working_days_left) return "，该年份尚无工作日历";
    return *due.working_days_left == 0 ? "，今日之后没有剩余工作日" : "，还剩" + std::to_string(*due.working_days_left) + "个工作日";
  }

  std::string told(const Hazard& hazard, const Due& due) const {
    std::string out = chinese(due.limit) + "：自" + due.started_on.chinese() + "起，" + by_which_rule(hazard, due);
    if (due.due_on) out += "，期限至" + due.due_on->chinese() + left(due);
    else if (!due.rule.empty() && due.rule != "none") out += "，所涉年份尚无工作日历，期限待定";
    if (due.resolved_now) out += "（记录时没有记下日期，现按规定推算）";
    if (due.request == Request::close && !hazard.holds.empty()) out += "；须先解除" + holds_to_lift(hazard);
    return out;
  }

  const Snapshot& state_;
  const Plan& plan_;
  const Rulebook& rules_;
  const Calendar& calendar_;
  Chart chart_;
  std::map<UnitId, std::vector<Answerer>> chains_;
};

void by_due_day(std::vector<Due>& dues) {
  std::stable_sort(dues.begin(), dues.end(), [](const Due& a, const Due& b) {
    return a.due_on && b.due_on ? *a.due_on < *b.due_on : a.due_on.has_value() && !b.due_on;
  });
}

}  // namespace

std::vector<Due> agenda(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar) {
  Clerk clerk(state, plan, rules, calendar);
  std::vector<Due> dues;
  for (const Hazard& hazard : state.hazards()) clerk.read(hazard, dues);
  clerk.read_closures(dues, nullptr);
  by_due_day(dues);
  return dues;
}

std::vector<Due> agenda_of(const HazardId& hazard, const Snapshot& state, const Plan& plan, const Rulebook& rules,
                           const Calendar& calendar) {
  const Hazard* found = state.find_hazard(hazard);
  if (found == nullptr) return {};
  Clerk clerk(state, plan, rules, calendar);
  std::vector<Due> dues;
  clerk.read(*found, dues);
  clerk.read_closures(dues, &hazard);
  by_due_day(dues);
  return dues;
}

std::vector<Due> due_within(const std::vector<Due>& dues, int working_days) {
  std::vector<Due> out;
  for (const Due& due : dues)
    if (due.working_days_left && due.overdue_days == 0 && !due.paused && *due.working_days_left <= working_days) out.push_back(due);
  return out;
}

std::vector<Due> overdue(const std::vector<Due>& dues) {
  std::vector<Due> out;
  for (const Due& due : dues)
    if (due.overdue_days > 0) out.push_back(due);
  std::stable_sort(out.begin(), out.end(), [](const Due& a, const Due& b) { return a.overdue_days > b.overdue_days; });
  return out;
}

std::vector<Due> silent(const std::vector<Due>& dues, int days) {
  std::vector<Due> out;
  std::set<HazardId> seen;
  for (const Due& due : dues)
    if (due.silent_days >= days && seen.insert(due.hazard).second) out.push_back(due);
  std::stable_sort(out.begin(), out.end(), [](const Due& a, const Due& b) { return a.silent_days > b.silent_days; });
  return out;
}

std::vector<Answerer> answerers(const UnitId& unit, const Snapshot& state, const Plan& plan) {
  return Clerk(state, plan, Rulebook::none(), Calendar::china()).chain(unit);
}

std::string next_step(const Hazard& hazard) {
  const Wait* wait = hazard.awaited ? awaited_in(hazard.state, hazard.grade) : nullptr;
  if (wait == nullptr) return "";
  if (hazard.pending) return chinese(Request::decide_extension);
  if (wait->request == Request::pass_review) return chinese(Limit::review);
  if (wait->limit == Limit::order_again) return chinese(Limit::order_again);
  return wait->request == Request::close && !hazard.holds.empty() ? "解除" + holds_to_lift(hazard) + "后销号" : chinese(wait->request);
}

}  // namespace bihuan
