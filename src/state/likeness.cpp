// state/likeness.cpp: hazards like one another, and how long such hazards took.
#include "bihuan/state/likeness.hpp"

#include "bihuan/state/problem_class.hpp"

#include <algorithm>

namespace bihuan {

namespace {

/// What can be like something: registered, and not void.
bool counts(const Hazard& hazard) { return hazard.found_on && hazard.state != State::void_; }

bool same_device(const Hazard& a, const Hazard& b) {
  const std::string& code = a.details.text("device_code");
  return !code.empty() && code == b.details.text("device_code");
}

/// Where a hazard says of another that it comes back from it, or is another thing.
bool names(const Hazard& hazard, const HazardId& other) {
  if (hazard.details.text("recurrence_of") == other.text()) return true;
  const auto distinct = hazard.details.texts("distinct_from");
  return std::find(distinct.begin(), distinct.end(), other.text()) != distinct.end();
}

/// Hazards by class, enterprise and device, so that a question looks only at those that may be alike.
class Alike {
 public:
  Alike(const Snapshot& state, const Plan& plan) : state_(state), plan_(plan) {
    for (std::size_t place = 0; place < state.hazards().size(); ++place) {
      const Hazard& hazard = state.hazards()[place];
      if (!counts(hazard)) continue;
      for (const std::string& key : keys_of(hazard)) places_[key].push_back(place);
    }
  }

  /// Places of the hazards like one, each once, as found.
  std::vector<std::size_t> of(const Hazard& hazard) const {
    std::vector<std::size_t> out;
    if (!counts(hazard)) return out;
    for (const std::string& key : keys_of(hazard))
      if (const auto found = places_.find(key); found != places_.end()) out.insert(out.end(), found->second.begin(), found->second.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    std::erase_if(out, [&](std::size_t place) {
      const Hazard& other = state_.hazards()[place];
      return other.id == hazard.id || !(enterprise_of(hazard).same_as(enterprise_of(other)) || same_device(hazard, other));
    });
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return state_.hazards()[a].found_on < state_.hazards()[b].found_on; });
    return out;
  }

  Likeness told(const Hazard& hazard, const Hazard& other) const {
    Likeness out{hazard.id, other.id, enterprise_of(hazard).same_as(enterprise_of(other)), same_device(hazard, other),
                 problem_class_of(plan_, hazard), other.state, other.found_on, other.closed_on, decided(hazard, other), {}};
    out.why = std::string("与") + other.id.text() + (out.same_enterprise ? "同一单位（" + enterprise_of(other).name + "）" : "") +
              (out.same_enterprise && out.same_device ? "、" : "") +
              (out.same_device ? "同一设备（" + other.details.text("device_code") + "）" : "") + "、同一问题类别（" + problem_class_title(plan_, out.problem_class) + "）；该隐患" +
              other.found_on->chinese() + "发现，现为“" + chinese(other.state) + "”" +
              (other.closed_on ? "，" + other.closed_on->chinese() + "销号" : "") + (out.decided ? "；已认定" : "");
    return out;
  }

  /// Decided when either names the other, or the chain of what came back leads there.
  bool decided(const Hazard& hazard, const Hazard& other) const {
    return names(hazard, other.id) || names(other, hazard.id) || comes_from(hazard, other) || comes_from(other, hazard);
  }

 private:
  bool comes_from(const Hazard& hazard, const Hazard& origin) const {
    const Hazard* one = &hazard;
    for (std::size_t steps = 0; one != nullptr && steps < state_.hazards().size(); ++steps) {  // a ring ends too
      const std::string& before = one->details.text("recurrence_of");
      if (before.empty()) return false;
      if (before == origin.id.text()) return true;
      one = state_.find_hazard(HazardId{before});
    }
    return false;
  }

  std::vector<std::string> keys_of(const Hazard& hazard) const {
    const std::string kind = problem_class_of(plan_, hazard);
    const Enterprise enterprise = enterprise_of(hazard);
    std::vector<std::string> keys;
    for (const auto& [what, key] : {std::pair<const char*, const std::string&>{"\nname\n", enterprise.name},
                                    {"\ncode\n", enterprise.credit_code},
                                    {"\ndevice\n", hazard.details.text("device_code")}})
      if (!key.empty()) keys.push_back(kind + what + key);
    return keys;
  }

  const Snapshot& state_;
  const Plan& plan_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;
};

bool found_before(const Snapshot& state, const Hazard& a, const Hazard& b) {
  if (a.found_on != b.found_on) return a.found_on < b.found_on;
  return &a - state.hazards().data() < &b - state.hazards().data();
}

/// Working days from the order to the passed review, of each time that a hazard went this way.
std::vector<int> times_taken(const Hazard& hazard, const Calendar& calendar) {
  std::vector<int> out;
  std::optional<Day> ordered_on;
  for (const Step& step : hazard.steps) {
    if (step.kind == FactKind::order_issued && !ordered_on) ordered_on = step.on;
    if (step.kind == FactKind::review_passed && ordered_on)
      if (const auto days = working_days_between(*ordered_on, step.on, calendar)) out.push_back(*days);
    if (step.kind == FactKind::review_passed || step.state == State::graded || step.state == State::registered) ordered_on.reset();
  }
  return out;
}

}  // namespace

Enterprise enterprise_of(const Hazard& hazard) { return {hazard.details.text("enterprise"), hazard.details.text("credit_code")}; }

std::vector<Likeness> likenesses(const Snapshot& state, const Plan& plan, const HazardId& id) {
  const Hazard& hazard = state.hazard(id);
  const Alike alike(state, plan);
  std::vector<Likeness> out;
  for (const std::size_t place : alike.of(hazard)) {
    const Hazard& other = state.hazards()[place];
    if (other.is_open() || found_before(state, other, hazard)) out.push_back(alike.told(hazard, other));
  }
  return out;
}

std::vector<Likeness> undecided_likenesses(const Snapshot& state, const Plan& plan) {
  const Alike alike(state, plan);
  std::vector<Likeness> out;
  for (const Hazard& hazard : state.hazards()) {
    if (!hazard.is_open()) continue;
    for (const std::size_t place : alike.of(hazard)) {
      const Hazard& other = state.hazards()[place];
      if (found_before(state, other, hazard) && !alike.decided(hazard, other)) out.push_back(alike.told(hazard, other));
    }
  }
  return out;
}

Feasibility feasibility(const Snapshot& state, const Plan& plan, const HazardId& id, Day limit_on, const Calendar& calendar) {
  const Hazard& hazard = state.hazard(id);
  Feasibility out{id, state.as_of(), limit_on, working_days_between(state.as_of(), limit_on, calendar), problem_class_of(plan, hazard), {}, hazard.grade, 0, 0, {}};
  out.class_title = problem_class_title(plan, out.problem_class);
  std::vector<int> days;
  for (const Hazard& other : state.hazards()) {
    if (other.id == id || !counts(other) || other.grade != hazard.grade || problem_class_of(plan, other) != out.problem_class) continue;
    const auto taken = times_taken(other, calendar);
    days.insert(days.end(), taken.begin(), taken.end());
  }
  std::sort(days.begin(), days.end());
  out.case_count = static_cast<int>(days.size());
  if (out.working_days_left)
    out.within_count = static_cast<int>(std::upper_bound(days.begin(), days.end(), *out.working_days_left) - days.begin());
  if (out.case_count >= fewest_cases) out.median_days = days[(days.size() - 1) / 2];
  return out;
}

std::string Feasibility::text() const {
  if (!working_days_left) return "至" + limit_on.chinese() + "所涉年份尚无工作日历，无法推算剩余工作日";
  if (*working_days_left < 0) return limit_on.chinese() + "已过" + std::to_string(-*working_days_left) + "个工作日";
  const std::string left = std::to_string(*working_days_left) + "个工作日";
  const std::string alike = "剩余" + left + "；同类（" + class_title + "，" + chinese(grade) + "）";
  if (!median_days) return alike + "已整改的仅" + std::to_string(case_count) + "项，不足" + std::to_string(fewest_cases) + "项，不作推断";
  const int percent = (within_count * 200 + case_count) / (case_count * 2);
  return alike + std::to_string(case_count) + "项中" + std::to_string(percent) + "%在" + left + "内完成整改，半数在" +
         std::to_string(*median_days) + "个工作日内完成";
}

}  // namespace bihuan
