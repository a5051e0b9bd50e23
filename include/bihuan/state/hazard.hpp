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
  std::optional<Day> due_on = {};     ///< the day to decide by, as written down
  ItemNumber number = 0;              ///< of the fact that asked
  std::string rule = {}, edition = {};  ///< as in Awaited
  friend bool operator==(const PendingExtension&, const PendingExtension&) = default;
};

/// A limit that runs, as the fact that started it wrote it down: what is awaited, by which day, under which rule.
struct Awaited {
  Limit limit = Limit::none;
  Day started_on;
  ItemNumber number = 0;      ///< of the fact that started it
  std::optional<Day> due_on;  ///< nothing where neither law nor campaign gives a limit, or no calendar covers it
  std::string rule = {};      ///< id in the rulebook of that time
  std::string edition = {};   ///< of the calendar used
  friend bool operator==(const Awaited&, const Awaited&) = default;
};

/// A case of enforcement (立案). It outlives its hazard and blocks nothing.
struct Case {
  std::string document;             ///< 立案文号
  Awaited awaited;                  ///< the decision
  std::optional<Day> decided_on;    ///< the first penalty after it was opened
  std::optional<Day> closed_on;
  friend bool operator==(const Case&, const Case&) = default;
};

/// An act of the ladder that was taken (催办, 约谈, 上报).
struct Raised {
  FactKind kind;
  std::string to;
  Day on;
  ItemNumber number = 0;
  bool proposes_closure = false;  ///< reported upward so that the enterprise be closed (提请关闭)
  friend bool operator==(const Raised&, const Raised&) = default;
};

/// One past step, for the story of a hazard.
struct Step {
  ItemNumber number = 0;
  Day on;
  FactKind kind;
  State state;  ///< after it
  friend bool operator==(const Step&, const Step&) = default;
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
  std::int64_t version = 0;          ///< facts recorded of it up to the known point: what an act names as `seen_version`
  std::optional<Day> found_on, limit_on, rectified_on, passed_on, closed_on;
  std::optional<PendingExtension> pending;
  int extension_count = 0;
  int extended_days = 0;
  std::optional<Awaited> awaited;    ///< nothing once nothing more is awaited
  std::optional<Day> paused_on, paused_until;
  std::optional<Day> unpaused_limit_on;  ///< the limit without the pause: what a resume moves by the days that it stood
  std::optional<Day> graded_on;      ///< last graded or regraded
  std::optional<Day> reassigned_on;  ///< when the supervising unit took over from another
  bool once_listed = false;
  bool acknowledged = false;         ///< a transfer's receipt has come
  bool ordered_since_graded = false;
  int seal_count = 0;
  std::optional<Day> sealed_until;
  std::optional<Awaited> sealing;    ///< how long the seal may last, while it is set
  std::vector<PersonId> rectifiers;  ///< of this round
  std::vector<PersonId> reviewers;   ///< of this round
  std::vector<PersonId> withdrawn;   ///< who withdrew for an interest, for good
  std::vector<Case> cases;
  std::vector<Day> penalties;        ///< days of penalties decided
  std::vector<Raised> raised;        ///< what the ladder did, in order
  int override_count = 0;
  int unstated_count = 0;
  Fields details;                    ///< the latest value of every descriptive field
  std::map<std::string, ItemNumber> set_by;  ///< the fact that set each value
  std::vector<Step> steps;

  bool is_open() const noexcept { return open_states.has(state); }
  bool is_final() const noexcept;
  /// The day by which the awaited step is due: the limit written down, or the day that the order or transfer names.
  std::optional<Day> due_on() const;
  bool has(Hold hold) const noexcept { return holds.has(hold); }
  /// Open with a limit that has passed on `as_of`, not paused, not yet reported rectified.
  bool is_overdue(Day as_of) const noexcept;
  /// Days past the limit, 0 when not overdue.
  int overdue_days(Day as_of) const noexcept;
  friend bool operator==(const Hazard&, const Hazard&) = default;
};

}  // namespace bihuan
