#include "plan/rule_problems.hpp"

#include <algorithm>
#include <set>

namespace bihuan::plan {
namespace {

/// A limit of the life of a hazard, with the grades for which it runs.
struct Lived {
  Limit limit;
  std::vector<Grade> grades;
};

const std::vector<Lived>& lived_limits() {
  static const std::vector<Grade> both = {Grade::general, Grade::major};
  static const std::vector<Lived> all = {
      {Limit::grade, {Grade::ungraded}}, {Limit::order, both},       {Limit::treatment, {Grade::major}}, {Limit::begin, both},
      {Limit::review, both},             {Limit::order_again, both}, {Limit::close, both},               {Limit::decide_extension, both}};
  return all;
}

std::string quoted(const std::string& text) { return "“" + text + "”"; }

std::string told_days(const Span& span) { return span.first.chinese() + "至" + span.last.chinese(); }

/// The days of the campaign on which no rule gives the limit, in spans.
std::vector<Span> days_without(const Rulebook& rules, Limit limit, Grade grade, const Span& campaign) {
  std::set<Day> changes{campaign.first};
  for (const Rule& rule : rules.rules()) {
    const Validity& valid = rule.term.valid;
    if (valid.first && campaign.contains(*valid.first)) changes.insert(*valid.first);
    if (valid.last && campaign.contains(*valid.last) && *valid.last < campaign.last) changes.insert(*valid.last + 1);
  }
  std::vector<Span> out;
  for (auto day = changes.begin(); day != changes.end(); ++day) {
    if (rules.find(limit, *day, grade) != nullptr) continue;
    const Day last = std::next(day) == changes.end() ? campaign.last : *std::next(day) - 1;
    if (!out.empty() && out.back().last + 1 == *day) out.back().last = last;
    else out.push_back({*day, last});
  }
  return out;
}

class RuleInspection {
 public:
  RuleInspection(const Plan& plan, const Rulebook& law) : plan_(plan), law_(law) {}

  std::vector<Problem> all() {
    check_ids();
    check_limits();
    check_ladder();
    check_classes();
    return std::move(found_);
  }

 private:
  void warn(const char* code, const std::string& place, const std::string& sentence) {
    found_.push_back({code, Severity::warning, place, sentence, 0});
  }
  void fail(const char* code, const std::string& place, const std::string& sentence) {
    found_.push_back({code, Severity::error, place, sentence, 0});
  }

  void check_ids() {
    for (const Rule& rule : plan_.rules) {
      if (const Rule* other = law_.find_id(rule.term.id)) {
        fail("duplicate_rule", "rule " + rule.term.id,
             "期限规定 " + rule.term.id + " 与法律规定的代号重复：" + other->term.title + "（" + other->term.source + "）；请换一个代号");
      }
    }
  }

  void check_limits() {
    const Rulebook rules = law_.with(plan_.rules);
    for (const Lived& lived : lived_limits()) {
      std::vector<std::pair<Grade, std::vector<Span>>> without;
      for (const Grade grade : lived.grades) {
        std::vector<Span> days = days_without(rules, lived.limit, grade, plan_.notice.span);
        if (!days.empty()) without.emplace_back(grade, std::move(days));
      }
      if (without.empty()) continue;
      const bool all_alike = without.size() == lived.grades.size() && without.front().second == without.back().second;
      std::string told;
      for (const auto& [grade, days] : without) {
        std::string spans;
        for (const Span& span : days) spans += (spans.empty() ? "" : "、") + told_days(span);
        const std::string whose = all_alike ? "" : grade == Grade::major ? "重大隐患" : "一般隐患";
        told += (told.empty() ? "" : "；") + whose + spans;
        if (all_alike) break;
      }
      warn("limit_missing", "limit " + std::string(limit_name(lived.limit)),
           "期限" + quoted(chinese(lived.limit)) + "（" + std::string(limit_name(lived.limit)) + "）法律和方案都没有规定：" + told +
               "；这些日子不计期限，请用 [[rule]] 写明");
    }
  }

  /// Rung `at`, as the file counts them.
  static std::string rung_place(std::size_t at) { return "ladder " + std::to_string(at + 1); }
  std::string called(std::size_t at) const {
    return "督办阶梯第" + std::to_string(at + 1) + "项" + quoted(plan_.ladder[at].title);
  }

  void check_ladder() {
    for (std::size_t at = 0; at < plan_.ladder.size(); ++at) {
      check_addressee(at);
      check_order(at);
    }
  }

  void check_addressee(std::size_t at) {
    const std::string& to = plan_.ladder[at].to;
    const LeadingGroup& group = plan_.organisation.leading_group;
    const bool lacks_group = (to == "leading_group" && group.name.empty()) || (to == "office" && group.office.empty());
    if (lacks_group) fail("unknown_reference", rung_place(at), called(at) + "指向" + quoted(to) + "，但方案没有写领导小组或其办公室");
    if (plan_.organisation.find_term(to) != nullptr) {
      fail("ambiguous_name", rung_place(at), called(at) + "指向统称" + quoted(to) + "；请写一个单位或部门");
    }
  }

  /// Lower rungs stand first, and a higher one is not reached before a lower one of its kind.
  void check_order(std::size_t at) {
    const Rung& rung = plan_.ladder[at];
    if (at > 0 && rung.step < plan_.ladder[at - 1].step) {
      warn("ladder_out_of_order", rung_place(at),
           called(at) + "的级次为 " + std::to_string(rung.step) + "，却排在第 " + std::to_string(plan_.ladder[at - 1].step) + " 级之后；请由低到高排列");
    }
    for (std::size_t below = 0; below < at; ++below) {
      const Rung& lower = plan_.ladder[below];
      const bool alike = lower.when == rung.when && lower.counting == rung.counting && lower.grade == rung.grade;
      if (!alike || (lower.step < rung.step && lower.days < rung.days) || rung.step < lower.step) continue;
      warn("ladder_out_of_order", rung_place(at),
           called(at) + "（第 " + std::to_string(rung.step) + " 级，" + std::to_string(rung.days) + " 日）并不晚于" + called(below) + "（第 " +
               std::to_string(lower.step) + " 级，" + std::to_string(lower.days) + " 日），较低的一级永远用不上");
      return;
    }
  }

  void check_classes() {
    for (const ProblemClass& one : plan_.problem_classes) {
      for (const std::string& id : one.tasks) {
        const Task* task = plan_.find_task(TaskId(id));
        if (task != nullptr && task->is_leaf) continue;
        fail("unknown_reference", "problem_class " + one.id,
             "问题类别" + quoted(one.title) + "的任务 " + id + (task == nullptr ? " 在方案中没有定义" : " 不是具体任务，请写它下面的任务"));
      }
    }
  }

  const Plan& plan_;
  const Rulebook& law_;
  std::vector<Problem> found_;
};

}  // namespace

bool is_rung_word(const std::string& to) {
  static const std::set<std::string> words = {"supervising_unit", "leading_unit", "office", "leading_group"};
  return words.count(to) != 0;
}

std::vector<Problem> rule_problems(const Plan& plan, const Rulebook& law) { return RuleInspection(plan, law).all(); }

}  // namespace bihuan::plan
