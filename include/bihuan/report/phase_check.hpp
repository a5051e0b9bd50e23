// report/phase_check.hpp: may a phase be left: what it demands of whom, held against what was said and what the ledger shows.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// How a demand stands with a unit.
enum class DemandStanding : std::uint8_t {
  open,   ///< 未完成
  met,    ///< 已填报完成: the unit says so, with evidence
  shown,  ///< 台账可证: nobody says so, and the ledger shows it
};
inline constexpr int demand_standing_count = 3;
std::string_view demand_standing_name(DemandStanding standing) noexcept;
std::string chinese(DemandStanding standing);

/// One demand of a phase, with one unit that has to meet it.
struct PhaseRow {
  std::string demand;  ///< search.4
  std::string text;
  DemandKind kind = DemandKind::arrangement;
  UnitId unit;
  DemandStanding standing = DemandStanding::open;
  ItemNumber number = 0;     ///< of the DemandMet
  std::optional<Day> on;
  std::string evidence;      ///< as stated, or a sentence on what the ledger shows
};

/// The exit check of a phase (阶段验收).
struct PhaseCheck {
  PhaseId phase;
  std::string title;
  Span span;
  Day as_of;
  std::vector<PhaseRow> rows;         ///< demands in the order of the plan, units in that of its names
  std::vector<std::string> missing;   ///< Chinese, a sentence for each demand that is open, and for each name nobody has expanded
  bool may_exit() const noexcept { return missing.empty(); }
  std::int64_t count(DemandStanding standing) const noexcept;
};

/// What the ledger shows by itself, within the days of the phase: screening, hazards that the unit registered; lists, a
/// return of the unit with hazards, or measures that it stated; interview, an interview about a hazard it supervises;
/// summary, its return of a yearly filing. A return counts where it was received in the phase or is for a period that ends
/// in it. Throws PlanError (unknown_name) naming the phases there are.
PhaseCheck phase_check(const Snapshot& snapshot, const Plan& plan, const PhaseId& phase);

}  // namespace bihuan
