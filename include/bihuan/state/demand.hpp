// state/demand.hpp: what a phase demands, met by a unit on a day, with what shows it.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/history.hpp"

namespace bihuan {

/// A unit's latest word that it has met a demand of the plan. A meeting (现场推进会, 专题研讨会, 约谈) says which problems
/// it was held about.
struct DemandMet {
  std::string demand;  ///< search.4
  UnitId unit;
  Day on;
  ItemNumber number = 0;
  std::string evidence;
  std::string document;
  std::optional<DemandKind> event;
  std::optional<std::int64_t> attended;  ///< persons
  std::vector<std::string> problems;     ///< hazard ids or problem classes
};

/// The words in force on a day, as known at an item: the latest of each demand and unit, withdrawn ones left out, in the
/// order of their numbers.
std::vector<DemandMet> demands_met(const History& history, Day as_of, ItemNumber last);

/// A demand with its phase, or nothing.
struct FoundDemand {
  const Phase* phase;
  const Demand* demand;
};
std::optional<FoundDemand> find_demand(const Plan& plan, std::string_view id) noexcept;

/// Who has to meet the demands of a phase: its names and collective terms expanded on a day held within the phase; the
/// office of the leading group where the plan names nobody. `open_names` are names that nobody has expanded.
struct DemandedUnits {
  std::vector<UnitId> units;
  std::vector<std::string> open_names;
};
DemandedUnits demanded_units(const Plan& plan, const Phase& phase, Day on);

/// The DemandMet that a statement becomes: unit as the plan's id, `event` in our word. Throws Refused: unknown_subject
/// (no such demand), field_missing, field_bad (a unit that is not demanded, an event that is none, a problem that names
/// neither hazard nor class, nothing to withdraw), day_in_future.
Fact decide_demand(const History& history, const Plan& plan, Day recorded_on, Fact met);

}  // namespace bihuan
