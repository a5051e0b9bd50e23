// time/deadline.hpp: deadline rules, and deadlines that explain themselves.
#pragma once

#include "bihuan/time/calendar.hpp"

namespace bihuan {

enum class Roll { none, backward, forward };               ///< what happens to a due day that is not worked
enum class Counting { calendar_days, working_days };

/// "within n days of": how many days, which days count, and what happens at the end.
struct DeadlineRule {
  std::string id;
  std::string title;
  int days = 0;
  Counting counting = Counting::calendar_days;
  bool counts_start_day = false;  ///< 民法典 201: the start day is not counted
  Roll roll = Roll::none;         ///< 民法典 203 rolls forward; the seed rolls nothing
  Validity valid;
  std::string source;             ///< law, article, date; or the notice's section
};

struct SkippedDay {
  Day day;
  std::string why;  ///< 周末, 国庆节 …
};

/// A resolved day with the reason for it; it is written down, never recomputed.
struct Deadline {
  Day due_on;
  Day nominal_on;                  ///< before rolling
  std::string nominal_name;        ///< what the nominal day is: 春节，节假日; 调休上班日; empty for a plain working day
  Day previous_working_day;        ///< strictly before due_on
  Day next_working_day;            ///< strictly after due_on
  bool on_working_day;
  std::vector<SkippedDay> skipped; ///< days that did not count, and days rolled over, in order
  std::string rule;                ///< rule and source, as people read them
  std::string counted;             ///< 自某日起10个工作日，起算日不计; empty for a fixed day
  std::string edition;             ///< ids of the calendar editions used, `,` between
  std::string notice;              ///< and their notices, `；` between
  /// One Chinese sentence: rule, days counted and skipped and why, neighbours, notice.
  std::string explanation() const;
};

/// Applies a rule from a day. Throws TimeError (bad_rule) when the rule is not in force on `start`.
Deadline resolve(const DeadlineRule& rule, Day start, const Calendar& calendar);
/// A fixed day (每月1日前): only rolling can move it.
Deadline resolve_fixed(Day nominal, Roll roll, const std::string& rule, const Calendar& calendar);

}  // namespace bihuan
