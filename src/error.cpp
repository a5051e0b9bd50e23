#include "bihuan/error.hpp"

#include <utility>

namespace bihuan {

std::string_view code_name(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::bad_day: return "bad_day";
    case ErrorCode::bad_span: return "bad_span";
    case ErrorCode::bad_period: return "bad_period";
    case ErrorCode::bad_calendar: return "bad_calendar";
    case ErrorCode::no_calendar: return "no_calendar";
    case ErrorCode::bad_rule: return "bad_rule";
    case ErrorCode::unknown_name: return "unknown_name";
    case ErrorCode::ambiguous_name: return "ambiguous_name";
    case ErrorCode::plan_syntax: return "plan_syntax";
    case ErrorCode::plan_value: return "plan_value";
    case ErrorCode::plan_blocked: return "plan_blocked";
    case ErrorCode::no_ledger: return "no_ledger";
    case ErrorCode::ledger_exists: return "ledger_exists";
    case ErrorCode::ledger_foreign: return "ledger_foreign";
    case ErrorCode::ledger_newer: return "ledger_newer";
    case ErrorCode::ledger_altered: return "ledger_altered";
    case ErrorCode::ledger_unreadable: return "ledger_unreadable";
    case ErrorCode::ledger_read_only: return "ledger_read_only";
    case ErrorCode::storage_full: return "storage_full";
    case ErrorCode::bad_fact: return "bad_fact";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::bad_proof: return "bad_proof";
    case ErrorCode::unknown_subject: return "unknown_subject";
    case ErrorCode::subject_exists: return "subject_exists";
    case ErrorCode::wrong_state: return "wrong_state";
    case ErrorCode::hold_set: return "hold_set";
    case ErrorCode::field_missing: return "field_missing";
    case ErrorCode::field_bad: return "field_bad";
    case ErrorCode::role_missing: return "role_missing";
    case ErrorCode::persons_missing: return "persons_missing";
    case ErrorCode::persons_not_distinct: return "persons_not_distinct";
    case ErrorCode::too_late: return "too_late";
    case ErrorCode::day_out_of_order: return "day_out_of_order";
    case ErrorCode::day_in_future: return "day_in_future";
    case ErrorCode::nothing_pending: return "nothing_pending";
    case ErrorCode::grade_forbids: return "grade_forbids";
    case ErrorCode::orphaned: return "orphaned";
    case ErrorCode::bad_return: return "bad_return";
    case ErrorCode::reason_missing: return "reason_missing";
    case ErrorCode::bad_text: return "bad_text";
    case ErrorCode::bad_file: return "bad_file";
    case ErrorCode::already_issued: return "already_issued";
    case ErrorCode::nothing_to_report: return "nothing_to_report";
  }
  return "unknown";
}

Error::Error(ErrorCode code, const std::string& english, std::string chinese, ErrorContext context)
    : std::runtime_error(english),
      code_(code),
      chinese_(chinese.empty() ? english : std::move(chinese)),
      context_(std::move(context)) {}

}  // namespace bihuan
