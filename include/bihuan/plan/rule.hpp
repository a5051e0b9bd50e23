// plan/rule.hpp: limits as dated data: which law, or which rule of the campaign, gives how many days for what.
#pragma once

#include "bihuan/org/unit.hpp"
#include "bihuan/time/deadline.hpp"

#include <array>
#include <filesystem>

namespace bihuan {

enum class Grade : std::uint8_t { ungraded, general, major };  ///< 未分级, 一般, 重大

/// What a limit runs for: the step that is awaited, or the time that a thing may last.
enum class Limit : std::uint8_t {
  none,
  grade,             ///< 分级, from registration
  order,             ///< 责令, from grading or reopening
  treatment,         ///< 定治理方案, from the order
  begin,             ///< 开工, from the order or the treatment plan
  rectify,           ///< 整改, the order's own limit day
  review,            ///< 复查, from the report
  order_again,       ///< 重新责令, from the failed review
  close,             ///< 销号, from the passed review
  receipt,           ///< 移送答复, the day the transfer names
  decide_extension,  ///< 审批延期, from the request
  seal,              ///< 查封扣押, how long it may last; prolonged once by as much
  review_pause,      ///< 中止计时的复核, the day the pause names
  decide_case,       ///< 立案后作出决定
  propose_closure,   ///< 提请关闭: so many penalties within so many days
  ask_extension,     ///< 申请延期, so many days before the limit; a late request is accepted and shown as late
};

inline constexpr std::array<std::string_view, 16> limit_names = {
    "none", "grade", "order", "treatment", "begin", "rectify", "review", "order_again",
    "close", "receipt", "decide_extension", "seal", "review_pause", "decide_case", "propose_closure",
    "ask_extension"};

constexpr std::string_view limit_name(Limit limit) noexcept { return limit_names[static_cast<std::size_t>(limit)]; }
std::string chinese(Limit limit);  ///< 复查 …

/// One rule with its source and its days (期限规定). `term` counts; the rest says for what, for whom and on whose word.
struct Rule {
  DeadlineRule term;           ///< id, title, days, working or calendar days, validity, source
  Limit limit = Limit::none;   ///< none: a limit of the trade outside the life of a hazard (公示, 送达 …)
  std::optional<Grade> grade;  ///< only for hazards of this grade
  int count = 0;               ///< propose_closure: how many within the days
  bool is_law = false;         ///< false: the campaign's own
  Origin origin = Origin::printed;
};

/// The rules in force, as a value. The law goes before the campaign's own rules; within either the one for the hazard's
/// grade goes first, then the one that began last, then the first in the file.
class Rulebook {
 public:
  /// The shipped law of the special-equipment trade (src/plan/law.toml).
  static Rulebook law();
  /// Another rule file of the same form, taken as law. Throws PlanError (plan_syntax, plan_value) with file, line, column.
  static Rulebook load(const std::filesystem::path& file);
  static Rulebook parse(std::string_view text, const std::string& file_name);
  static Rulebook none() { return {}; }

  /// This book with more rules behind it: a plan's own.
  Rulebook with(const std::vector<Rule>& more) const;
  const std::vector<Rule>& rules() const noexcept { return rules_; }
  /// The rule for a limit on the day of the event, or nullptr where neither law nor campaign has one.
  const Rule* find(Limit limit, Day on, Grade grade = Grade::ungraded) const noexcept;
  /// Throws PlanError (unknown_name) naming the nearest ids.
  const Rule& rule(std::string_view id) const;
  const Rule* find_id(std::string_view id) const noexcept;
  /// A line a rule, every value in a fixed order: what an issued report pins by its digest.
  std::string text() const;

 private:
  std::vector<Rule> rules_;
};

/// One rung of the ladder by which trouble rises (催办, 约谈, 上报): plan data.
struct Rung {
  enum class When : std::uint8_t {
    overdue,  ///< so many days past a due day
    silent,   ///< so many days without a fact
    graded,   ///< so many days after grading
  };
  int step = 0;                ///< 1, 2 … upward
  When when = When::overdue;
  int days = 0;
  Counting counting = Counting::working_days;
  std::optional<Grade> grade;  ///< only for hazards of this grade
  std::string act;             ///< the request: remind, interview, report_up
  std::string to;              ///< supervising_unit, leading_unit, office, leading_group, or the name of a unit or body
  std::string title;
  std::string place;           ///< where in the notice
  Origin origin = Origin::printed;
};

inline constexpr std::array<std::string_view, 3> rung_when_names = {"overdue", "silent", "graded"};
constexpr std::string_view rung_when_name(Rung::When when) noexcept { return rung_when_names[static_cast<std::size_t>(when)]; }

/// A class of problems (问题类别), by which recurrence and measures are looked at. A plan that names none uses its leaf
/// tasks.
struct ProblemClass {
  std::string id;
  std::string title;
  std::vector<std::string> tasks;  ///< leaf tasks it belongs to; empty: any
  Origin origin = Origin::assumed;
  std::string place;
};

/// What a phase may demand.
enum class DemandKind : std::uint8_t {
  arrangement, study, publicity, screening, lists, on_site_push, study_meeting, interview, assessment, summary,
  analysis, mechanism, follow_up,
};
inline constexpr std::array<std::string_view, 13> demand_kind_names = {
    "arrangement", "study", "publicity", "screening", "lists", "on_site_push", "study_meeting", "interview",
    "assessment", "summary", "analysis", "mechanism", "follow_up"};
constexpr std::string_view demand_kind_name(DemandKind kind) noexcept { return demand_kind_names[static_cast<std::size_t>(kind)]; }
/// 安排部署, 专题学习, 宣传, 排查, 建立清单, 现场推进会, 专题研讨会, 约谈, 检查评估, 总结, 分析研判, 制度机制, 跟踪整改.
std::string chinese(DemandKind kind);

}  // namespace bihuan
