// state/agenda.hpp: what needs doing on a day: every limit that runs, whose move it is, who answers, how far it has risen.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// The rung of the plan's ladder that applies to something due (催办, 约谈, 上报).
struct Rise {
  int step = 0;
  Request act;
  std::string to;     ///< the addressee by name: what the fact's field `to` should say
  std::string title;
  std::string place;  ///< where in the notice
  bool done = false;  ///< such a fact stands since the limit began, or since the unit that answers now took over
  friend bool operator==(const Rise&, const Rise&) = default;
};

/// One thing that needs doing: a limit that runs, or a duty that the rules found.
struct Due {
  HazardId hazard;
  Limit limit;
  Request request;             ///< what would end it
  Day started_on;
  ItemNumber number = 0;       ///< of the fact that started it
  std::optional<Day> due_on;   ///< nothing where neither law nor campaign gives a day, or no calendar covers it
  std::string rule;            ///< id, as written down; empty where the paper itself names the day
  std::string edition;         ///< of the calendar, as written down
  bool resolved_now = false;   ///< no day was written down, most often for want of a calendar: resolved for the question
  bool paused = false;         ///< the limit stands still
  std::optional<int> working_days_left;  ///< 0 on the day itself, negative: overdue; nothing without a day or a calendar
  int overdue_days = 0;        ///< calendar days past `due_on`
  Day last_on;                 ///< of the hazard's last fact, acts of the ladder aside: a reminder is no answer
  int silent_days = 0;         ///< calendar days since then
  Set movers;                  ///< roles that may make the move
  UnitId unit;                 ///< the supervising unit
  std::vector<Answerer> answers;  ///< who answers, upward, with whoever holds the post on the day
  std::optional<Rise> rung;    ///< nothing while no rung's condition is met
  std::string reason;          ///< one Chinese sentence: what, since when, under which rule, by when, how long that is
};

/// What needs doing as of the snapshot's day, by due day, what has none last. Every open hazard stands in it at least
/// once, a transfer without receipt and an open case too. While the clock is paused the rectifier's limits stand still,
/// those of the administration run on.
std::vector<Due> agenda(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar);
/// The same for one hazard; nothing for one that the snapshot has not.
std::vector<Due> agenda_of(const HazardId& hazard, const Snapshot& state, const Plan& plan, const Rulebook& rules,
                           const Calendar& calendar);

/// Due today or within so many working days, not overdue.
std::vector<Due> due_within(const std::vector<Due>& dues, int working_days);
/// Past its day, longest first.
std::vector<Due> overdue(const std::vector<Due>& dues);
/// One for each hazard that nothing has happened to for so many calendar days, longest first.
std::vector<Due> silent(const std::vector<Due>& dues, int days);

/// The path by which a unit's trouble rises, with whoever holds the posts on the snapshot's day: by appointment in the
/// ledger, else by the plan.
std::vector<Answerer> answerers(const UnitId& unit, const Snapshot& state, const Plan& plan);
/// What an open hazard waits for, in Chinese; a passed one under a hold says what to lift first.
std::string next_step(const Hazard& hazard);

}  // namespace bihuan
