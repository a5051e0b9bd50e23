// state/problem_class.cpp: classes of problems and causes, by their ids and titles.
#include "bihuan/state/problem_class.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/snapshot.hpp"

#include <algorithm>
#include <array>

namespace bihuan {

namespace {

struct CauseWord {
  std::string_view name, chinese;
};
constexpr std::array<CauseWord, cause_count> cause_words = {{{"person", "人"}, {"thing", "物"}, {"management", "管理"}, {"environment", "环境"}}};

Refused class_refusal(const std::string& hazard, std::string_view field, const std::string& english, const std::string& chinese,
                      std::vector<std::string> allowed, const std::string& allowed_chinese) {
  ErrorContext context;
  context.subject = hazard.empty() ? "" : "hazard " + hazard;
  context.asked = "register." + std::string(field);
  std::string all;
  for (const std::string& word : allowed) all += (all.empty() ? "" : ", ") + word;
  context.allowed = std::move(allowed);
  const std::string start = hazard.empty() ? "" : "hazard " + hazard + ": ";
  const std::string start_chinese = hazard.empty() ? "" : "隐患" + hazard;
  return Refused(ErrorCode::field_bad, start + english + "; there are: " + all, start_chinese + chinese + "；可填：" + allowed_chinese, context);
}

Refused cause_refusal(const std::string& hazard, std::string_view word) {
  std::vector<std::string> names;
  for (const CauseWord& cause : cause_words) names.emplace_back(cause.name);
  return class_refusal(hazard, "cause", "\"" + std::string(word) + "\" is no cause", "的原因“" + std::string(word) + "”无法识别", names, "人、物、管理、环境");
}

const ProblemClass* plan_class(const Plan& plan, std::string_view id_or_title) {
  const auto& classes = plan.problem_classes;
  auto found = std::find_if(classes.begin(), classes.end(), [&](const ProblemClass& one) { return one.id == id_or_title; });
  if (found == classes.end())
    found = std::find_if(classes.begin(), classes.end(), [&](const ProblemClass& one) { return one.title == id_or_title; });
  return found == classes.end() ? nullptr : &*found;
}

}  // namespace

std::string_view cause_name(Cause cause) noexcept { return cause_words[static_cast<std::size_t>(cause)].name; }
std::string chinese(Cause cause) { return std::string(cause_words[static_cast<std::size_t>(cause)].chinese); }

std::optional<Cause> try_parse_cause(std::string_view word) noexcept {
  for (std::size_t i = 0; i < cause_words.size(); ++i)
    if (word == cause_words[i].name || word == cause_words[i].chinese) return static_cast<Cause>(i);
  return std::nullopt;
}

Cause parse_cause(std::string_view word) {
  if (const auto cause = try_parse_cause(word)) return *cause;
  throw cause_refusal("", word);
}

std::optional<std::string> find_problem_class(const Plan& plan, std::string_view id_or_title) {
  if (!plan.problem_classes.empty()) {
    const ProblemClass* found = plan_class(plan, id_or_title);
    return found == nullptr ? std::nullopt : std::optional<std::string>(found->id);
  }
  for (const Task& task : plan.tasks)
    if (task.is_leaf && task.id.text() == id_or_title) return task.id.text();
  const Task* only = nullptr;  // titles of leaf tasks may repeat
  for (const Task& task : plan.tasks) {
    if (!task.is_leaf || task.title != id_or_title) continue;
    if (only != nullptr) return std::nullopt;
    only = &task;
  }
  return only == nullptr ? std::nullopt : std::optional<std::string>(only->id.text());
}

std::string problem_class_title(const Plan& plan, std::string_view id) {
  if (const ProblemClass* found = plan_class(plan, id)) return found->title;
  if (const Task* task = plan.find_task(TaskId{std::string(id)})) return task->title;
  return std::string(id);
}

std::string problem_class_of(const Plan& plan, const Hazard& hazard) {
  if (const std::string& stated = hazard.details.text("problem_class"); !stated.empty())
    if (auto found = find_problem_class(plan, stated)) return *found;
  const std::string& task = hazard.details.text("task");
  if (plan.problem_classes.empty()) return task;
  const ProblemClass* only = nullptr;
  for (const ProblemClass& one : plan.problem_classes) {
    if (std::find(one.tasks.begin(), one.tasks.end(), task) == one.tasks.end()) continue;
    if (only != nullptr) return {};
    only = &one;
  }
  return only == nullptr ? std::string{} : only->id;
}

std::optional<Cause> cause_of(const Hazard& hazard) { return try_parse_cause(hazard.details.text("cause")); }

void settle_class_and_cause(const Plan& plan, const std::string& hazard, Fields& fields) {
  if (const std::string word = fields.text("cause"); !word.empty()) {
    const auto cause = try_parse_cause(word);
    if (!cause) throw cause_refusal(hazard, word);
    fields.set("cause", Value{std::string(cause_name(*cause))});
  }
  const std::string stated = fields.text("problem_class");
  if (stated.empty()) return;
  if (const auto found = find_problem_class(plan, stated)) {
    fields.set("problem_class", Value{*found});
    return;
  }
  if (plan.problem_classes.empty()) return;  // nothing to hold it against
  std::vector<std::string> ids;
  std::string titles;
  for (const ProblemClass& one : plan.problem_classes) {
    ids.push_back(one.id);
    titles += (titles.empty() ? "" : "、") + one.title;
  }
  throw class_refusal(hazard, "problem_class", "the plan has no problem class \"" + stated + "\"", "：方案中没有问题类别“" + stated + "”", ids, titles);
}

Targets targets_of(const Measure& measure, const Plan& plan, const Snapshot& snapshot) {
  Targets out;
  const auto add_class = [&](const std::string& id) {
    if (!id.empty() && std::find(out.classes.begin(), out.classes.end(), id) == out.classes.end()) out.classes.push_back(id);
  };
  for (const std::string& target : measure.targets) {
    if (const auto found = find_problem_class(plan, target)) {
      add_class(*found);
    } else if (const Hazard* hazard = snapshot.find_hazard(HazardId{target})) {
      out.hazards.push_back(hazard->id);
      add_class(problem_class_of(plan, *hazard));
    } else {
      out.unknown.push_back(target);
    }
  }
  return out;
}

}  // namespace bihuan
