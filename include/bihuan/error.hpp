// error.hpp: the closed list of refusals; everything this library throws is one of these.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan {

/// Why something was refused. The list is closed; `code_name` gives the stable word that programs test for.
enum class ErrorCode {
  // time
  bad_day, bad_span, bad_period, bad_calendar, no_calendar, bad_rule,
  // org and plan
  unknown_name, ambiguous_name, plan_syntax, plan_value, plan_blocked,
  // ledger
  no_ledger, ledger_exists, ledger_foreign, ledger_newer, ledger_altered, ledger_unreadable, ledger_read_only,
  storage_full, bad_fact, conflict, bad_proof,
  // state: why a request was refused
  unknown_subject, subject_exists, wrong_state, hold_set, field_missing, field_bad, role_missing, persons_missing,
  persons_not_distinct, too_late, day_out_of_order, day_in_future, nothing_pending, grade_forbids, orphaned,
  // report and form
  bad_return, reason_missing, bad_text, bad_file, already_issued, nothing_to_report,
};

/// The stable word of a code, for example "wrong_state".
std::string_view code_name(ErrorCode code) noexcept;

/// Where and about what an error speaks; fields that do not apply are empty or 0.
struct ErrorContext {
  std::string subject;               ///< the thing, for example "hazard H-0042"
  std::string state;                 ///< its state, for example "closed"
  std::string asked;                 ///< what was asked, for example "report_rectified"
  std::vector<std::string> allowed;  ///< what would be allowed now
  std::string file;                  ///< file or sheet
  int line = 0;                      ///< line or row, from 1
  int column = 0;                    ///< column, from 1
  std::vector<std::string> orphans = {};  ///< what nobody would take over
};

/// Every error: an English sentence (`what()`), the same for a clerk in Chinese (`chinese()`), a code and its context.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& english, std::string chinese = {}, ErrorContext context = {});

  ErrorCode code() const noexcept { return code_; }
  /// The sentence in Chinese; the English one where no Chinese was given.
  const std::string& chinese() const noexcept { return chinese_; }
  const ErrorContext& context() const noexcept { return context_; }

 private:
  ErrorCode code_;
  std::string chinese_;
  ErrorContext context_;
};

/// A day, span, period, calendar or rule that is not one, or a year without a calendar.
class TimeError : public Error { using Error::Error; };
/// A plan file that can't be read, names nothing or names too much, or may not be adopted.
class PlanError : public Error { using Error::Error; };
/// A ledger that can't be opened, read, believed or written.
class LedgerError : public Error { using Error::Error; };
/// Another writer was first: read again and decide again.
class Conflict : public LedgerError { using LedgerError::LedgerError; };
/// A request that the lifecycle or its guards refuse.
class Refused : public Error { using Error::Error; };
/// A return that can't be taken.
class ReturnError : public Error { using Error::Error; };
/// A form that can't be read or written.
class FormError : public Error { using Error::Error; };

}  // namespace bihuan
