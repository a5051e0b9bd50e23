// state/hazard.hpp: one hazard as it stands: state, holds, limit, who, and the number of the fact behind each value.
#pragma once

#include "bihuan/state/history.hpp"

namespace bihuan {

/// An extension that was asked for and not decided.
struct PendingExtension {
  Day asked_on;
  Day extended_to_on;
  PersonId asker;
  std::vector<PersonId> askers = {};  ///< everybody who asked
  friend bool operator==(const PendingExtension&, const PendingExtension&) = default;
};

/// One past step, for the story of a hazard.
struct Step {
  ItemNumber number = 0;
  Day on;
  FactKind kind;
  State state;       ///< after it
  std::string text;  ///< one Chinese sentence; written by `with_story` only
};

/// A hazard (隐患). What is derived from a day (overdue, due soon) is asked, never kept.
struct Hazard {
  HazardId id;
  State state = State::none;
  Set holds;
  Grade grade = Grade::ungraded;
  UnitId supervising_unit;
  UnitId territorial_unit;
  int round = 1;                     ///< of rectification
  std::optional<Day> found_on, limit_on, rectified_on, passed_on, closed_on;
  std::optional<PendingExtension> pending;
  int extension_count = 0;
  int extended_days = 0;
  std::optional<Day> paused_on, paused_until;
  bool once_listed = false;
  bool acknowledged = false;         ///< a transfer's receipt has come
  bool ordered_since_graded = false;
  int seal_count = 0;
  std::optional<Day> sealed_until;
  std::vector<PersonId> rectifiers;  ///< of this round
  std::vector<PersonId> reviewers;   ///< of this round
  int override_count = 0;
  int unstated_count = 0;
  Fields details;                    ///< the latest value of every descriptive field
  std::map<std::string, ItemNumber> set_by;  ///< the fact that set each value
  std::vector<Step> steps;

  bool is_open() const noexcept { return open_states.has(state); }
  bool is_final() const noexcept;
  bool has(Hold hold) const noexcept { return holds.has(hold); }
  /// Open with a limit that has passed on `as_of`, not paused, not yet reported rectified.
  bool is_overdue(Day as_of) const noexcept;
  /// Days past the limit, 0 when not overdue.
  int overdue_days(Day as_of) const noexcept;
};

}  // namespace bihuan
