// state/likeness.hpp: hazards like this one: does it come back, is it entered twice, and how long did such hazards take.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// The party that a hazard was found at, as last stated.
Enterprise enterprise_of(const Hazard& hazard);

/// Another hazard of the same class, at the same enterprise or on the same device: found earlier, or open still.
struct Likeness {
  HazardId hazard;
  HazardId other;
  bool same_enterprise = false;
  bool same_device = false;
  std::string problem_class;
  State state;                   ///< of the other
  std::optional<Day> found_on;   ///< of the other
  std::optional<Day> closed_on;  ///< of the other
  bool decided = false;          ///< recorded: a recurrence of it, or distinct from it
  std::string why;               ///< one Chinese sentence
  friend bool operator==(const Likeness&, const Likeness&) = default;
};

/// The hazards like one, in the order in which they were found. What is void, or still a tip, is like nothing.
/// The outcome is a recorded decision: `recurrence_of` or `distinct_from` when registering or by `correct`; `reopen` of
/// the earlier one (回头看); `void` with `duplicate_of`.
std::vector<Likeness> likenesses(const Snapshot& state, const Plan& plan, const HazardId& hazard);
/// Open hazards like an earlier one about which nobody has decided: every pair once, from the later one.
std::vector<Likeness> undecided_likenesses(const Snapshot& state, const Plan& plan);

/// Whether a limit can be kept, judged by how long such hazards have taken.
struct Feasibility {
  HazardId hazard;
  Day as_of;
  Day limit_on;
  std::optional<int> working_days_left;  ///< the first day not counted; nothing where no calendar covers them
  std::string problem_class;             ///< id
  std::string class_title;
  Grade grade;
  int case_count = 0;                    ///< hazards of the class and grade ordered and passed by then
  int within_count = 0;                  ///< of these, how many took no more working days than are left
  std::optional<int> median_days;        ///< working days within which half of them were done; nothing below 5 cases
  std::string text() const;              ///< one Chinese sentence
};

/// Fewer past cases than this tell nothing.
inline constexpr int fewest_cases = 5;

/// As of the snapshot's day. A case is counted from the order to the passed review, a failed one in between included.
/// Throws Refused (unknown_subject).
Feasibility feasibility(const Snapshot& state, const Plan& plan, const HazardId& hazard, Day limit_on, const Calendar& calendar);

}  // namespace bihuan
