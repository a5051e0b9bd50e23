// plan/problem.hpp: what is odd or wrong in a plan, said in one list.
#pragma once

#include <string>

namespace bihuan {

/// An error blocks adoption; an oddity of the notice warns.
enum class Severity { warning, error };

/// What `Plan::problems` can find.
///
///     leaf_without_leading_unit       a leaf task names no leading unit
///     leading_unit_alone              the leading unit is the only responsible unit
///     unknown_name                    a name that no unit, body, alias or term has (error)
///     ambiguous_name                  a name that means several units where one is meant (error)
///     unknown_reference               an id that the plan does not define (error)
///     alias_used                      a unit is called by another name than its own; one per alias
///     term_open, term_assumed         a collective term whose members nobody gives, or the typist assumed
///     responsible_without_filing      units that answer for tasks and file nothing; one per name in the tasks
///     filing_without_responsibility   a unit that files and answers for nothing
///     text_annex_differ               text and annex of the notice disagree
///     phases_overlap                  two phases share days
///     outside_campaign                a phase, or a filing's period, on days that are not the campaign's
///     due_on_non_working_day          a due day that is not worked, with both neighbours
///     roll_before_cutoff              rolled back, the due day lies before the last day of the figures
///     due_before_cutoff               the due day lies there without any rolling
///     calendar_missing                no working calendar for a due day's year
///     role_without_posts              no post may act in a role of the lifecycle
///     limit_missing                   neither law nor plan gives a limit of the life of a hazard on some days
///     duplicate_rule                  a rule of the plan has the id of a rule of the law (error)
///     ladder_out_of_order             a rung stands after a higher one, or comes no later than a lower one of its kind
struct Problem {
  std::string code;      ///< stable word, as above
  Severity severity;
  std::string place;     ///< "task 7.1", "filing monthly 2022-01", "phase search", "name …"
  std::string sentence;  ///< in Chinese, for the office
  int line = 0;          ///< line in the plan file, 0 when it speaks of the whole
};

std::string chinese(Severity severity);  ///< 提示, 错误

}  // namespace bihuan
