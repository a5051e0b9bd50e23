// state/snapshot.hpp: what was true on a day, as known at a point: hazards, measures, filings, accounts.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/columns.hpp"
#include "bihuan/state/cooperation.hpp"
#include "bihuan/state/demand.hpp"
#include "bihuan/state/hazard.hpp"
#include "bihuan/state/measure.hpp"

namespace bihuan {

/// How hazards move between the accounts of (unit, grade).
enum class Flow : std::uint8_t {
  registered, reopened, taken_back, regraded_in, reassigned_in, closed, voided, transferred, terminated, regraded_out,
  reassigned_out, acknowledged, returned,
  awaiting_in, awaiting_out,  ///< what awaits a receipt goes to the heir of a unit that ended
};
inline constexpr int flow_count = 15;
std::string_view flow_name(Flow flow) noexcept;

/// One movement of a hazard on a day.
struct Movement {
  Day on;
  ItemNumber number = 0;   ///< the fact's, or that of the correction which moved it to its day
  std::size_t hazard = 0;  ///< place in `hazards()`
  Flow flow;
  UnitId unit;
  Grade grade;
};

/// One counted event: a hazard found, rectified (or undone: -1), struck off (or undone: -1).
struct Count {
  enum class What : std::uint8_t { found, rectified, struck_off };
  Day on;
  ItemNumber number = 0;  ///< as in Movement
  std::size_t hazard = 0;
  What what;
  int sign = 1;
  UnitId unit;
  Grade grade;
};

/// A return that was received, as last known for its key.
struct Received {
  UnitId unit;
  FilingId filing;
  std::string period;
  Day received_on;        ///< of the latest return for the key
  Day first_received_on;  ///< of the first one: what decides whether the filing was late
  std::string standing;   ///< complete, partial
  bool zero = false;
  bool contribution = false;
  bool corrected = false;
  bool sent_back = false;
  bool taken = false;
  std::int64_t row_count = 0;
  std::int64_t refused_count = 0;
  std::int64_t unstated_count = 0;
  ItemNumber number = 0;
  std::string content = {};  ///< digest
  std::string source = {};
  Checkpoint checkpoint = {};  ///< after its commit: what the receipt shows
};

/// A stated indicator (unit + code + period) or text block.
struct Stated {
  UnitId unit;
  std::string code;
  std::string period;
  std::string title, measure, text;
  std::int64_t value = 0;
  int scale = 0;
  ItemNumber number = 0;
};

/// The plan's terms of office with the appointments known up to an item; facts end terms of both.
std::vector<Term> terms_known(const History& history, ItemNumber last, std::vector<Term> of_plan);

/// The returns received up to a day and an item, the latest for each key.
std::vector<Received> received_returns(const History& history, Day as_of, ItemNumber last);

/// State: a pure function of plan and facts. `as_of` and the known point are part of it.
class Snapshot {
 public:
  Snapshot(const History& history, Day as_of, std::optional<ItemNumber> known_at = std::nullopt);

  /// The same with the house of a later day (as now): hazards, movements and counts stand under the heirs of their units on that day, by the
  /// reorganisations known here; what passed between units that are one by then is no movement. Nothing else differs. Throws TimeError (bad_span)
  /// for a day before `as_of`.
  Snapshot under(const History& history, Day house_on) const;

  Day as_of() const noexcept { return as_of_; }
  const Checkpoint& checkpoint() const noexcept { return checkpoint_; }
  Instant known_at() const noexcept { return known_at_; }

  const std::vector<Hazard>& hazards() const& noexcept { return hazards_; }
  /// Of a snapshot that is about to go: by value, so that a loop over it is safe.
  std::vector<Hazard> hazards() &&;
  /// Throws Refused (unknown_subject) naming near misses.
  const Hazard& hazard(const HazardId& id) const&;
  Hazard hazard(const HazardId& id) &&;
  const Hazard* find_hazard(const HazardId& id) const noexcept;
  /// The hazards by columns, a row each in the order of `hazards()`: texts as codes of a dictionary, days, flags; blank where
  /// nothing is known. `overdue_days` is as of this snapshot's day.
  Columns columns() const;
  const std::vector<Movement>& movements() const& noexcept { return movements_; }
  std::vector<Movement> movements() &&;
  const std::vector<Count>& counts() const& noexcept { return counts_; }
  std::vector<Count> counts() &&;
  const std::vector<Measure>& measures() const& noexcept { return measures_; }
  std::vector<Measure> measures() &&;
  /// What units say that they have met, withdrawn words left out.
  const std::vector<DemandMet>& demands_met() const& noexcept { return demands_met_; }
  std::vector<DemandMet> demands_met() &&;
  /// What bodies outside were asked for, settled or not.
  const std::vector<Cooperation>& cooperations() const& noexcept { return cooperations_; }
  std::vector<Cooperation> cooperations() &&;
  const std::vector<Received>& received() const& noexcept { return received_; }
  std::vector<Received> received() &&;
  const std::vector<Stated>& indicators() const& noexcept { return indicators_; }
  std::vector<Stated> indicators() &&;
  const std::vector<Stated>& texts() const& noexcept { return texts_; }
  std::vector<Stated> texts() &&;
  const std::vector<Stated>& task_reports() const& noexcept { return task_reports_; }
  std::vector<Stated> task_reports() &&;

 private:
  void fold_hazards(const History& history, ItemNumber last);
  void fold_measures(const History& history, ItemNumber last);
  void fold_rest(const History& history, ItemNumber last);

  Day as_of_;
  Checkpoint checkpoint_;
  Instant known_at_;
  std::vector<Hazard> hazards_;
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<Movement> movements_;
  std::vector<Count> counts_;
  std::vector<Measure> measures_;
  std::vector<DemandMet> demands_met_;
  std::vector<Cooperation> cooperations_;
  std::vector<Received> received_;
  std::vector<Stated> indicators_, texts_, task_reports_;
};

}  // namespace bihuan
