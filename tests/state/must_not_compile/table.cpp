// A table with one thing wrong, chosen by BREAK: tests/house/test_must_not_compile.py sees that it does not compile.
#include "bihuan/state/lifecycle_table.hpp"

using namespace bihuan;

namespace {

consteval auto broken_arrows() {
  auto rows = table::arrows;
  for (Arrow& row : rows) {
    [[maybe_unused]] const Request request = row.request;
#if defined(BREAK_UNREACHABLE)
    if (request == Request::tip_off) row.to = State::registered;
#elif defined(BREAK_DEAD_END)
    if (request == Request::begin && row.from == set_of(State::planned)) row.to = State::none;
    else if (row.to != State::none) row.from.bits &= ~set_of(State::planned).bits;
#elif defined(BREAK_TOGETHER)
    if (row.when == When::once_listed) row.when = When::always;
#elif defined(BREAK_CLOSE_UNDER_HOLD)
    if (row.when == When::never_listed) row.without = set_of(Hold::out_of_use, Hold::sealed);
#elif defined(BREAK_TERMINATE_UNDER_HOLD)
    if (request == Request::terminate) row.without = set_of(Hold::out_of_use, Hold::listed);
#elif defined(BREAK_VOID_UNDER_HOLD)
    if (row.when == When::as_duplicate) row.without = {};
#elif defined(BREAK_REQUEST_MISSING)
    if (request == Request::remind) row.request = Request::interview;
#elif defined(BREAK_FACT_MISSING)
    if (row.fact == FactKind::extension_refused) row.fact = FactKind::extension_granted, row.from = {};
#endif
  }
  return rows;
}

consteval auto broken_waits() {
  auto all = table::waits;
  for (Wait& wait : all) {
#if defined(BREAK_NOTHING_AWAITED)
    if (wait.state == State::passed) wait.state = State::closed;
#elif defined(BREAK_TWO_AWAITED)
    if (wait.state == State::ordered) wait.grade = Grade::ungraded;
#elif defined(BREAK_AWAITED_IMPOSSIBLE)
    if (wait.state == State::rectifying) wait.request = Request::close;
#else
    (void)wait;
#endif
  }
  return all;
}

constexpr auto broken_rows = broken_arrows();
constexpr auto broken_wants = broken_waits();

}  // namespace

template struct table::Checked<broken_rows, broken_wants>;
