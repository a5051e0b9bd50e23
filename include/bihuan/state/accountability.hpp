// state/accountability.hpp: accountability in days: under which unit and post a hazard stood open, and who held the post when it became overdue.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// Days in a row on which a hazard stood open under one unit, with the same person, or nobody, in the post that answers for the unit.
struct Tenure {
  Span days;                     ///< a day belongs to whom the hazard stood under at its end
  UnitId unit;
  PostInUnit seat;               ///< the head's of the unit
  std::optional<Holder> holder;  ///< nothing: the seat was vacant
  int open_days = 0;
  int overdue_days = 0;          ///< of them past the limit
  friend bool operator==(const Tenure&, const Tenure&) = default;
};

/// Who answered on the first day past a limit.
struct AnsweredWhenOverdue {
  Day on;
  UnitId unit;
  PostInUnit seat;
  std::optional<Holder> holder;
  friend bool operator==(const AnsweredWhenOverdue&, const AnsweredWhenOverdue&) = default;
};

/// What one hazard's days come to. The day of closing is no open day.
struct Accountability {
  HazardId hazard;
  int open_days = 0;
  int overdue_days = 0;
  std::vector<Tenure> tenures;                  ///< in order; together exactly the open days
  std::vector<AnsweredWhenOverdue> became_overdue;
};

/// Of one hazard up to the day of the snapshot. Throws Refused (unknown_subject).
Accountability accountability(const HazardId& hazard, const Snapshot& state, const History& history, const Plan& plan);
/// Of all that were open at some time, in the order of the snapshot.
std::vector<Accountability> accountability(const Snapshot& state, const History& history, const Plan& plan);

}  // namespace bihuan
