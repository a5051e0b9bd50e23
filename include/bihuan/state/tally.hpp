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

/// Where all hazards stood on some days.
struct Tally {
  std::vector<Standing> standings;  ///< by day, task, unit, grade and state; nothing where the count would be 0
  /// Facts up to the last day that no arrow of the lifecycle allows at their place: none in a ledger that was written
  /// through `decide`.
  std::int64_t deviation_count = 0;

  /// as_of, task, unit, grade, state, count; a tip's task and unit may be blank.
  Columns columns() const;
};

/// Counts every hazard on each of the days, as known at an item. Units are those of that day: reorganisations count from
/// their day. The same figures as counting the hazards of a Snapshot of each day, in one pass over the history.
/// The days may come in any order and more than once; they are answered in order, each once.
Tally tally(const History& history, std::span<const Day> as_of, std::optional<ItemNumber> known_at = std::nullopt);

}  // namespace bihuan
