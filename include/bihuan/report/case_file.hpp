// report/case_file.hpp: how a hazard came to stand where it stands, by whom and under which rule, and what is due next.
#pragma once

#include "bihuan/state/agenda.hpp"
#include "bihuan/state/likeness.hpp"

namespace bihuan {

/// A limit that a fact started or moved, and why it ends on its day.
struct CaseLimit {
  Limit limit;
  std::string rule;                  ///< id, as written down; empty where the paper itself names the day
  std::string title;
  std::string source;                ///< law, article, date
  Day started_on;
  std::optional<Day> due_on;         ///< as written down: what counts
  std::string edition;               ///< of the calendar, as written down
  std::optional<Day> recomputed_on;  ///< what the rules and calendar in use give, where that is another day
  std::string explanation;           ///< Chinese: rule, article, days counted and skipped and why, calendar edition
};

/// One fact of a hazard, as it stands after corrections.
struct CaseLine {
  ItemNumber number = 0;
  Day on;
  Instant recorded_at;
  Day recorded_on;                   ///< the same in the office's zone
  bool late_entry = false;           ///< 补报: of days that an earlier issued report covers
  FactKind kind;
  State state;                       ///< after it
  std::vector<std::string> who;      ///< unit, post and name of each who acted; an erased or unknown name shows its id
  std::string source;                ///< the law or rule of the lifecycle's arrow
  std::string text;                  ///< Chinese: what the fact says, by the fields' terms
  std::optional<CaseLimit> limit;    ///< the limit that it started
  std::vector<ItemNumber> corrected_by;
};

/// The case file (案卷) of one hazard as of a day, as known at a point.
struct CaseFile {
  Day as_of;
  Checkpoint checkpoint;
  Hazard hazard;
  std::vector<CaseLine> lines;       ///< in the order of days
  std::vector<Due> next;
  std::vector<Cooperation> requests = {};  ///< to bodies outside, about this hazard
  std::vector<std::string> asked = {};     ///< Chinese: each of these, act by act
  std::vector<Likeness> likenesses = {};   ///< the same device first, what nobody decided first
  std::string heading;               ///< Chinese: where, what, how it stands, who supervises
  std::string answers;               ///< Chinese: who answers, upward
  /// The whole, as people read it.
  std::string text() const;
};

/// `names` gives persons' names. Throws Refused (unknown_subject).
CaseFile make_case_file(const HazardId& hazard, const Snapshot& state, const History& history, const Plan& plan, const Rulebook& rules,
                        const Calendar& calendar, const std::map<PersonId, std::string>& names);

}  // namespace bihuan
