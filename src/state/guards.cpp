// state/guards.cpp: why a fact may not stand where it would stand: state, holds, limits and separate persons.
#include "state/replay.hpp"

#include <algorithm>

namespace bihuan {

bool Hazard::is_final() const noexcept {
  return state == State::transferred ? acknowledged : final_states.has(state);
}

std::optional<Day> Hazard::due_on() const {
  if (!awaited) return std::nullopt;
  if (awaited->limit == Limit::rectify) return limit_on;
  if (awaited->limit == Limit::receipt) return details.day("answer_due_on");
  return awaited->due_on;
}

bool Hazard::is_overdue(Day as_of) const noexcept { return overdue_days(as_of) > 0; }

int Hazard::overdue_days(Day as_of) const noexcept {
  const bool waiting_for_work = is_open() && state != State::awaiting_review && state != State::passed;
  if (!waiting_for_work || !limit_on || as_of <= *limit_on) return 0;
  if (paused_until && as_of <= *paused_until) return 0;
  return as_of - *limit_on;
}

namespace {

bool grade_allows(const Hazard& hazard, When when) noexcept {
  if (when == When::is_general) return hazard.grade == Grade::general;
  if (when == When::is_major) return hazard.grade == Grade::major;
  if (when == When::once_listed) return hazard.once_listed;
  if (when == When::never_listed) return !hazard.once_listed;
  if (when == When::unacknowledged) return !hazard.acknowledged;
  if (when == When::lowering) return hazard.grade == Grade::major;
  if (when == When::raising_ordered) return hazard.grade != Grade::major && hazard.ordered_since_graded;
  if (when == When::raising_unordered) return hazard.grade != Grade::major && !hazard.ordered_since_graded;
  return true;
}

bool fact_allows(const Hazard& hazard, const Fact& fact, When when) noexcept {
  const std::string& grade = fact.fields.text("new_grade");
  switch (when) {
    case When::lowering: return grade == "general";
    case When::raising_ordered:
    case When::raising_unordered: return grade == "major" && grade_allows(hazard, when);
    case When::as_duplicate: return fact.fields.has("duplicate_of");
    default: return true;
  }
}

bool holds_allow(const Hazard& hazard, const Arrow& arrow) noexcept {
  return (hazard.holds.bits & arrow.needs.bits) == arrow.needs.bits && (hazard.holds.bits & arrow.without.bits) == 0;
}

std::string states_text(Set set, bool in_chinese) {
  if (set == open_states) return in_chinese ? "未销号" : "an open state (registered to passed)";
  std::string out;
  for (int s = 0; s < state_count; ++s)
    if (set.has(static_cast<State>(s))) {
      if (!out.empty()) out += in_chinese ? "或" : " or ";
      out += in_chinese ? chinese(static_cast<State>(s)) : std::string(state_name(static_cast<State>(s)));
    }
  return out;
}

std::string holds_text(Set set, bool in_chinese) {
  std::string out;
  for (int h = 0; h < hold_count; ++h)
    if (set.has(static_cast<Hold>(h))) {
      if (!out.empty()) out += in_chinese ? "、" : ", ";
      out += in_chinese ? chinese(static_cast<Hold>(h)) : std::string(hold_name(static_cast<Hold>(h)));
    }
  return out;
}

/// Why no arrow of a request fits a hazard in a state that the request may start from.
std::string condition_in_chinese(const Hazard& hazard, When when) {
  switch (when) {
    case When::as_duplicate: return "方案已定以后只能作为重复登记作废，须写明重复的隐患编号（duplicate_of）";
    case When::unacknowledged: return "接收单位已确认接收";
    case When::lowering:
    case When::raising_ordered:
    case When::raising_unordered: return "新等级须与当前等级不同，当前等级为" + chinese(hazard.grade);
    default: return "当前等级为" + chinese(hazard.grade) + "，不符合该项请求的条件";
  }
}

/// No arrow fits: say the nearest reason (state, then grade and condition, then holds).
Refused no_arrow(const Hazard& hazard, const Fact& fact, Lifecycle table) {
  const auto refuse = [&](ErrorCode code, const Hazard& h, const Fact& f, const std::string& needs, const std::string& needs_chinese) {
    return replay::refusal(code, h, f, needs, needs_chinese, table);
  };
  Set from;
  const Arrow* in_state = nullptr;
  const Arrow* in_condition = nullptr;
  for (const Arrow& arrow : table) {
    if (arrow.fact != fact.kind) continue;
    from = from | arrow.from;
    if (!arrow.from.has(hazard.state)) continue;
    in_state = &arrow;
    if (grade_allows(hazard, arrow.when) && fact_allows(hazard, fact, arrow.when)) in_condition = &arrow;
  }
  if (in_state == nullptr)
    return refuse(hazard.state == State::none ? ErrorCode::unknown_subject : ErrorCode::wrong_state, hazard, fact,
                           states_text(from, false), "须处于" + states_text(from, true));
  if (in_condition == nullptr) {
    const bool by_grade = in_state->when == When::is_general || in_state->when == When::is_major;
    return refuse(by_grade ? ErrorCode::grade_forbids : ErrorCode::wrong_state, hazard, fact,
                           "the condition " + std::string(when_name(in_state->when)) + " (the grade is " +
                               std::string(grade_name(hazard.grade)) + ")",
                           condition_in_chinese(hazard, in_state->when));
  }
  const Set missing{in_condition->needs.bits & ~hazard.holds.bits};
  if (!missing.empty())
    return refuse(ErrorCode::hold_set, hazard, fact, "the hold " + holds_text(missing, false) + " to be set",
                           "须先有：" + holds_text(missing, true));
  const Set standing{in_condition->without.bits & hazard.holds.bits};
  return refuse(ErrorCode::hold_set, hazard, fact, "no hold; now set: " + holds_text(standing, false),
                         "须先解除：" + holds_text(standing, true));
}

bool meets(const std::vector<PersonId>& persons, const std::vector<Actor>& actors) {
  return std::any_of(actors.begin(), actors.end(), [&](const Actor& actor) {
    return std::find(persons.begin(), persons.end(), actor.person) != persons.end();
  });
}

/// The persons of a party in this round, as far as the hazard and the fact tell.
std::vector<PersonId> persons_of(const Hazard& hazard, const Fact& fact, Party party) {
  switch (party) {
    case Party::rectifier: {
      std::vector<PersonId> persons = hazard.rectifiers;
      if (const auto& named = fact.fields.text("rectified_by"); !named.empty()) persons.push_back(Actor::parse(named).person);
      return persons;
    }
    case Party::reviewer: return hazard.reviewers;
    case Party::asker: return hazard.pending ? hazard.pending->askers : std::vector<PersonId>{};
    case Party::applicant: {
      const auto& approved_by = fact.fields.text("approved_by");
      return approved_by.empty() ? std::vector<PersonId>{} : std::vector<PersonId>{Actor::parse(approved_by).person};
    }
    default: return {};  // author and overseer: decide.cpp, which has the history and the plan
  }
}

/// Separation of duties compares persons, per round of rectification.
std::optional<Refused> person_obstacle(const Hazard& hazard, const Fact& fact, const Arrow& arrow, Lifecycle table) {
  if (fact.fields.has("override_post")) return std::nullopt;
  std::vector<PersonId> away = hazard.withdrawn;
  for (const std::string& person : fact.fields.texts("withdrawn")) away.emplace_back(person);
  std::vector<Actor> acting = fact.by;
  for (const char* field : {"approved_by", "rectified_by"})
    if (fact.fields.has(field)) acting.push_back(Actor::parse(fact.fields.text(field)));
  if (meets(away, acting))
    return replay::refusal(ErrorCode::persons_not_distinct, hazard, fact, "nobody who withdrew for an interest", "办理人已回避", table);
  for (int p = 0; p < party_count; ++p) {
    const auto party = static_cast<Party>(p);
    if (arrow.apart.has(party) && meets(persons_of(hazard, fact, party), fact.by))
      return replay::refusal(ErrorCode::persons_not_distinct, hazard, fact, "another person than " + std::string(party_name(party)),
                             "办理人不得与" + chinese(party) + "为同一人", table);
  }
  return std::nullopt;
}

/// Whether a guard holds for a hazard, the day of the fact aside.
bool may_hold(const Hazard& hazard, Guard guard) noexcept {
  switch (guard) {
    case Guard::nothing_pending: return !hazard.pending;
    case Guard::pending: return hazard.pending.has_value();
    case Guard::clock_stands: return hazard.paused_until.has_value();
    case Guard::one_prolongation: return hazard.seal_count < 2;
    default: return true;
  }
}

bool holds(const Hazard& hazard, const Fact& fact, Guard guard) noexcept {
  const bool stands_still = hazard.paused_until && fact.on <= *hazard.paused_until;
  if (guard == Guard::day_found) return !hazard.found_on || fact.on == *hazard.found_on;
  if (guard == Guard::within_limit) return !hazard.limit_on || fact.on <= *hazard.limit_on || stands_still;
  if (guard == Guard::clock_runs) return !stands_still;
  if (guard == Guard::clock_stands) return stands_still;  // after the review day it runs by itself
  return may_hold(hazard, guard);
}

Refused guard_refusal(const Hazard& hazard, const Fact& fact, Guard guard, Lifecycle table) {
  const auto refuse = [&](ErrorCode code, const std::string& needs, const std::string& needs_chinese) {
    return replay::refusal(code, hazard, fact, needs, needs_chinese, table);
  };
  switch (guard) {
    case Guard::day_found:
      return refuse(ErrorCode::too_late, "the day it was found, " + hazard.found_on->iso(), "当场改正只能在发现当日" + hazard.found_on->chinese());
    case Guard::within_limit:
      return refuse(ErrorCode::too_late, "a day up to the limit " + hazard.limit_on->iso(),
                    "延期须在整改期限" + hazard.limit_on->chinese() + "届满前申请");
    case Guard::nothing_pending: return refuse(ErrorCode::wrong_state, "no extension request to be pending", "已有延期申请待批");
    case Guard::pending: return refuse(ErrorCode::nothing_pending, "a pending extension request", "没有待批的延期申请");
    case Guard::clock_runs: return refuse(ErrorCode::wrong_state, "a clock that runs", "已中止计时");
    case Guard::clock_stands: return refuse(ErrorCode::nothing_pending, "a clock that is paused", "并未中止计时");
    case Guard::one_prolongation: return refuse(ErrorCode::too_late, "at most one prolongation of a seal", "查封扣押只能延长一次");
    default: return refuse(ErrorCode::wrong_state, std::string(guard_name(guard)), "不符合办理条件");
  }
}

/// The few limits that refuse an act (lifecycle.md), and what must be pending or paused.
std::optional<Refused> guard_obstacle(const Hazard& hazard, const Fact& fact, const Arrow& arrow, Lifecycle table) {
  for (int g = 0; g < guard_count; ++g)
    if (const auto guard = static_cast<Guard>(g); arrow.guards.has(guard) && !holds(hazard, fact, guard))
      return guard_refusal(hazard, fact, guard, table);
  return std::nullopt;
}

}  // namespace

std::vector<Request> allowed_requests(const Hazard& hazard, Lifecycle table) {
  std::vector<Request> out;
  for (const Arrow& arrow : table) {
    if (!arrow.from.has(hazard.state) || !holds_allow(hazard, arrow) || !grade_allows(hazard, arrow.when)) continue;
    bool may = std::find(out.begin(), out.end(), arrow.request) == out.end();
    for (int g = 0; g < guard_count && may; ++g)
      if (const auto guard = static_cast<Guard>(g); arrow.guards.has(guard)) may = may_hold(hazard, guard);
    if (may) out.push_back(arrow.request);
  }
  return out;
}

namespace replay {

Refused refusal(ErrorCode code, const Hazard& hazard, const Fact& fact, const std::string& needs,
                const std::string& needs_chinese, Lifecycle table) {
  const Request request = request_of(fact.kind);
  ErrorContext context;
  context.subject = "hazard " + hazard.id.text();
  context.state = std::string(state_name(hazard.state));
  context.asked = std::string(request_name(request));
  std::string allowed, allowed_chinese;
  for (const Request r : allowed_requests(hazard, table)) {
    if (r == request && code == ErrorCode::too_late) continue;  // its day has gone; the same sentence must not offer it
    context.allowed.emplace_back(request_name(r));
    allowed += (allowed.empty() ? "" : ", ") + std::string(request_name(r));
    allowed_chinese += (allowed_chinese.empty() ? "" : "、") + chinese(r);
  }
  const std::string state = hazard.state == State::none ? "not registered" : std::string(state_name(hazard.state));
  return Refused(code,
                 "hazard " + hazard.id.text() + " is " + state + "; " + std::string(request_name(request)) + " on " +
                     fact.on.iso() + " needs " + needs + "; allowed now: " + allowed,
                 "隐患" + hazard.id.text() + "现为“" + (hazard.state == State::none ? "未登记" : chinese(hazard.state)) +
                     "”，不能于" + fact.on.chinese() + "“" + chinese(request) + "”：" + needs_chinese + "；目前可以：" +
                     allowed_chinese,
                 context);
}

const Arrow* arrow_for(const Hazard& hazard, const Fact& fact, Lifecycle table) noexcept {
  for (const Arrow& arrow : table)
    if (arrow.fact == fact.kind && arrow.from.has(hazard.state) && holds_allow(hazard, arrow) &&
        grade_allows(hazard, arrow.when) && fact_allows(hazard, fact, arrow.when))
      return &arrow;
  return nullptr;
}

std::optional<Refused> obstacle(const Hazard& hazard, const Fact& fact, Lifecycle table) {
  const Arrow* arrow = arrow_for(hazard, fact, table);
  if (arrow == nullptr) {
    if (fact.kind == FactKind::hazard_registered && hazard.state != State::none)
      return refusal(ErrorCode::subject_exists, hazard, fact, "an id that is not taken", "编号已被使用", table);
    return no_arrow(hazard, fact, table);
  }
  if (auto guard = guard_obstacle(hazard, fact, *arrow, table)) return guard;
  return person_obstacle(hazard, fact, *arrow, table);
}

}  // namespace replay

}  // namespace bihuan
