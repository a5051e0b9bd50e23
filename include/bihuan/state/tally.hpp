// state/tally.hpp: how many hazards stood where on each of some days, by task, unit, grade and state.
#pragma once

#include "bihuan/state/columns.hpp"
#include "bihuan/state/history.hpp"

namespace bihuan {

/// So many hazards of a task, under a supervising unit, of a grade and in a state at the end of a day. A tip that nobody
/// has registered has no unit yet.
struct Standing {
  Day as_of;
  TaskId task;
  UnitId unit;
  Grade grade = Grade::ungraded;
  State state = State::none;
  std::int64_t count = 0;
  friend bool operator==(const Standing&, const Standing&) = default;
};

/// Where all hazards stood on some days: a row for each day, task, unit, grade and state that held any, in that order.
class Tally {
 public:
  Tally(Columns columns, std::int64_t deviation_count);

  std::size_t size() const noexcept { return columns_.row_count(); }
  /// One row, its names copied. Precondition: row < size().
  Standing operator[](std::size_t row) const;
  /// All rows one by one; who wants many takes `columns`.
  std::vector<Standing> standings() const;
  /// as_of, task, unit, grade, state, count, as they were counted; a tip's task and unit may be blank.
  const Columns& columns() const noexcept { return columns_; }
  /// Facts up to the last day that no arrow of the lifecycle allows at their place: none in a ledger that was written
  /// through `decide`.
  std::int64_t deviation_count() const noexcept { return deviation_count_; }

 private:
  Columns columns_;
  std::int64_t deviation_count_;
};

/// Counts every hazard on each of the days, as known at an item. Units are those of that day: reorganisations count from
/// their day. The same figures as counting the hazards of a Snapshot of each day, in one pass over the history.
/// The days may come in any order and more than once; they are answered in order, each once.
Tally tally(const History& history, std::span<const Day> as_of, std::optional<ItemNumber> known_at = std::nullopt);

}  // namespace bihuan
