// state/guards.cpp: why a fact may not stand where it would stand: state, holds, limits and separate persons.
#include "state/replay.hpp"

#include <algorithm>

namespace bihuan {

bool Hazard::is_final() const noexcept {
  return state == State::transferred ? acknowledged : final_states.has(state);
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
  if (when == When::raising) return hazard.grade != Grade::major;
  if (when == When::raising_ordered) return hazard.grade != Grade::major && hazard.ordered_since_graded;
  if (when == When::raising_unordered) return hazard.grade != Grade::major && !hazard.ordered_since_graded;
  return true;
}

bool fact_allows(const Hazard& hazard, const Fact& fact, When when) noexcept {
  const std::string& grade = fact.fields.text("new_grade");
  switch (when) {
    case When::lowering: return grade == "general";
    case When::raising:
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

/// No arrow fits: say the nearest reason (state, then grade and condition, then holds).
Refused no_arrow(const Hazard& hazard, const Fact& fact) {
  Set from;
  const Arrow* in_state = nullptr;
  const Arrow* in_condition = nullptr;
  for (const Arrow& arrow : lifecycle()) {
    if (arrow.fact != fact.kind) continue;
    from = from | arrow.from;
    if (!arrow.from.has(hazard.state)) continue;
    in_state = &arrow;
    if (grade_allows(hazard, arrow.when) && fact_allows(hazard, fact, arrow.when)) in_condition = &arrow;
  }
  if (in_state == nullptr)
    return replay::refusal(hazard.state == State::none ? ErrorCode::unknown_subject : ErrorCode::wrong_state, hazard, fact,
                           states_text(from, false), "须处于" + states_text(from, true));
  if (in_condition == nullptr) {
    const bool by_grade = in_state->when == When::is_general || in_state->when == When::is_major;
    return replay::refusal(by_grade ? ErrorCode::grade_forbids : ErrorCode::wrong_state, hazard, fact,
                           "the condition " + std::string(when_name(in_state->when)) + " (the grade is " +
                               std::string(grade_name(hazard.grade)) + ")",
                           "当前等级为" + chinese(hazard.grade) + "，不符合该项请求的条件");
  }
  const Set missing{in_condition->needs.bits & ~hazard.holds.bits};
  if (!missing.empty())
    return replay::refusal(ErrorCode::hold_set, hazard, fact, "the hold " + holds_text(missing, false) + " to be set",
                           "须先有：" + holds_text(missing, true));
  const Set standing{in_condition->without.bits & hazard.holds.bits};
  return replay::refusal(ErrorCode::hold_set, hazard, fact, "no hold; now set: " + holds_text(standing, false),
                         "须先解除：" + holds_text(standing, true));
}

bool meets(const std::vector<PersonId>& persons, const std::vector<Actor>& actors) {
  return std::any_of(actors.begin(), actors.end(), [&](const Actor& actor) {
    return std::find(persons.begin(), persons.end(), actor.person) != persons.end();
  });
}

Refused same_person(const Hazard& hazard, const Fact& fact, const std::string& who, const std::string& who_chinese) {
  return replay::refusal(ErrorCode::persons_not_distinct, hazard, fact, "another person than " + who,
                         "办理人不得与" + who_chinese + "为同一人");
}

/// Separation of duties compares persons, per round of rectification.
std::optional<Refused> person_obstacle(const Hazard& hazard, const Fact& fact) {
  if (fact.fields.has("override_post")) return std::nullopt;
  const auto approved_by = fact.fields.text("approved_by");
  if (!approved_by.empty() && meets({Actor::parse(approved_by).person}, fact.by))
    return same_person(hazard, fact, "who asks for approval", "申请人");
  switch (fact.kind) {
    case FactKind::review_passed:
    case FactKind::review_failed:
      if (meets(hazard.rectifiers, fact.by)) return same_person(hazard, fact, "the rectifier", "整改人");
      break;
    case FactKind::rectification_begun:
    case FactKind::rectification_reported:
      if (meets(hazard.reviewers, fact.by)) return same_person(hazard, fact, "the reviewers", "复查人");
      break;
    case FactKind::fixed_on_spot:
      if (const auto& rectifier = fact.fields.text("rectified_by"); !rectifier.empty())
        if (meets({Actor::parse(rectifier).person}, fact.by)) return same_person(hazard, fact, "the rectifier", "整改人");
      break;
    case FactKind::hazard_closed:
      if (meets(hazard.rectifiers, fact.by)) return same_person(hazard, fact, "the rectifier", "整改人");
      if (meets(hazard.reviewers, fact.by)) return same_person(hazard, fact, "the reviewers", "复查人");
      break;
    case FactKind::extension_granted:
    case FactKind::extension_refused:
      if (hazard.pending && meets(hazard.pending->askers, fact.by)) return same_person(hazard, fact, "who asked", "申请人");
      break;
    default: break;
  }
  return std::nullopt;
}

/// The few limits that refuse an act (lifecycle.md), and what must be pending or paused.
std::optional<Refused> limit_obstacle(const Hazard& hazard, const Fact& fact) {
  switch (fact.kind) {
    case FactKind::extension_asked:
      if (hazard.pending)
        return replay::refusal(ErrorCode::wrong_state, hazard, fact, "no extension request to be pending", "已有延期申请待批");
      if (hazard.limit_on && fact.on > *hazard.limit_on && !(hazard.paused_until && fact.on <= *hazard.paused_until))
        return replay::refusal(ErrorCode::too_late, hazard, fact, "a day up to the limit " + hazard.limit_on->iso(),
                               "延期须在整改期限" + hazard.limit_on->chinese() + "届满前申请");
      break;
    case FactKind::extension_granted:
    case FactKind::extension_refused:
      if (!hazard.pending)
        return replay::refusal(ErrorCode::nothing_pending, hazard, fact, "a pending extension request", "没有待批的延期申请");
      break;
    case FactKind::fixed_on_spot:
      if (hazard.found_on && fact.on != *hazard.found_on)
        return replay::refusal(ErrorCode::too_late, hazard, fact, "the day it was found, " + hazard.found_on->iso(),
                               "当场改正只能在发现当日" + hazard.found_on->chinese());
      break;
    case FactKind::equipment_sealed:
      if (hazard.seal_count >= 2)
        return replay::refusal(ErrorCode::too_late, hazard, fact, "at most one prolongation of a seal", "查封扣押只能延长一次");
      break;
    case FactKind::clock_paused:
      if (hazard.paused_until && fact.on <= *hazard.paused_until)
        return replay::refusal(ErrorCode::wrong_state, hazard, fact, "a clock that runs", "已中止计时");
      break;
    case FactKind::clock_resumed:
      if (!hazard.paused_until)
        return replay::refusal(ErrorCode::nothing_pending, hazard, fact, "a clock that is paused", "并未中止计时");
      break;
    default: break;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Request> allowed_requests(const Hazard& hazard) {
  std::vector<Request> out;
  for (const Arrow& arrow : lifecycle())
    if (arrow.from.has(hazard.state) && holds_allow(hazard, arrow) && grade_allows(hazard, arrow.when) &&
        std::find(out.begin(), out.end(), arrow.request) == out.end()) {
      if (arrow.request == Request::decide_extension && !hazard.pending) continue;
      if (arrow.request == Request::ask_extension && hazard.pending) continue;
      if (arrow.request == Request::resume && !hazard.paused_until) continue;
      if (arrow.request == Request::seal && hazard.seal_count >= 2) continue;
      out.push_back(arrow.request);
    }
  return out;
}

namespace replay {

Refused refusal(ErrorCode code, const Hazard& hazard, const Fact& fact, const std::string& needs,
                const std::string& needs_chinese) {
  const Request request = request_of(fact.kind);
  ErrorContext context;
  context.subject = "hazard " + hazard.id.text();
  context.state = std::string(state_name(hazard.state));
  context.asked = std::string(request_name(request));
  std::string allowed, allowed_chinese;
  for (const Request r : allowed_requests(hazard)) {
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

const Arrow* arrow_for(const Hazard& hazard, const Fact& fact) noexcept {
  for (const Arrow& arrow : lifecycle())
    if (arrow.fact == fact.kind && arrow.from.has(hazard.state) && holds_allow(hazard, arrow) &&
        grade_allows(hazard, arrow.when) && fact_allows(hazard, fact, arrow.when))
      return &arrow;
  return nullptr;
}

std::optional<Refused> obstacle(const Hazard& hazard, const Fact& fact) {
  if (arrow_for(hazard, fact) == nullptr) {
    if (fact.kind == FactKind::hazard_registered && hazard.state != State::none)
      return refusal(ErrorCode::subject_exists, hazard, fact, "an id that is not taken", "编号已被使用");
    return no_arrow(hazard, fact);
  }
  if (auto limit = limit_obstacle(hazard, fact)) return limit;
  return person_obstacle(hazard, fact);
}

}  // namespace replay

}  // namespace bihuan
