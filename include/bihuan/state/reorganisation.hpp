// state/reorganisation.hpp: reorganisations as facts: who inherits an open hazard, may it be done, and the plan in force.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/history.hpp"

namespace bihuan {

/// The change as a fact, and a fact of that kind as the change.
Fact fact_of(const Change& change, Day on, std::vector<Actor> by, const Fields& more = {});
Change change_of(const Fact& fact);

/// Who takes over a hazard of `unit` by such a fact: nothing where the unit keeps what it has, an empty id where it would
/// be nobody's (which `decide_reorganisation` refuses).
std::optional<UnitId> heir_in(const Fact& fact, const UnitId& unit, const TaskId& task, const HazardId& hazard);
/// Whether there is no such unit any more from the day of the fact.
bool ends_unit(const Fact& fact, const UnitId& unit);

/// The facts that a hazard is folded from, up to an item: its own, and the reorganisations of units that had it; in order of number.
std::vector<const Known*> facts_of_hazard(const History& history, const std::string& id, std::optional<ItemNumber> last = std::nullopt);

/// The fact that a change becomes. Throws Refused: day_in_future, unknown_subject, subject_exists, wrong_state (a unit that is no more),
/// field_missing, field_bad, day_out_of_order (a later change of the same unit is known), orphaned (hazards, tasks, measures, filings, seats
/// that nobody would take over, all of them listed).
Fact decide_reorganisation(const History& history, const Plan& plan, Day recorded_on, Fact asked);

/// The fact that gave the text of the plan in force at an item, or nullptr; and the last one that changed the plan in any way.
/// Whether facts of the kind change the plan in force.
bool changes_plan(FactKind kind) noexcept;
const Known* plan_fact_at(const History& history, ItemNumber last);
const Known* plan_change_at(const History& history, ItemNumber last);
/// The plan as adopted or amended, with the reorganisations and appointments known up to an item, each from its day on. Throws LedgerError
/// (ledger_foreign) for a history without a plan.
Plan plan_in_force(const History& history, std::optional<ItemNumber> known_at = std::nullopt);

}  // namespace bihuan
