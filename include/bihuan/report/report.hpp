// report/report.hpp: the report of a period as values: two lists, one progress, the balance and the board of filings.
#pragma once

#include "bihuan/report/accounts.hpp"
#include "bihuan/report/indicator.hpp"

#include <map>

namespace bihuan {

/// The figures at the head of the report. Counts follow lifecycle.md, "Counting".
struct Headline {
  std::int64_t found = 0;              ///< in the period
  std::int64_t rectified = 0;          ///< entries into passed less those undone
  std::int64_t struck_off = 0;         ///< closed less reopened from closed
  std::int64_t found_cumulative = 0;   ///< in the calendar year of the period, up to the cutoff
  std::int64_t rectified_cumulative = 0;
  std::int64_t struck_off_cumulative = 0;
  std::int64_t found_total = 0;        ///< since the campaign began
  std::int64_t rectified_total = 0;
  std::int64_t found_late = 0;         ///< of the cumulative figures, how many came in as late entries (补报)
  std::int64_t rectified_late = 0;
  std::int64_t struck_off_late = 0;
  std::int64_t open = 0;               ///< on the cutoff day
  std::int64_t open_major = 0;
  std::int64_t overdue = 0;
  std::int64_t override_count = 0;     ///< guards lifted, ever
  std::int64_t unstated_count = 0;     ///< facts of the period that leave a required field unstated
  std::int64_t lowered_count = 0;      ///< grades lowered in the period, or recorded since the report before
  std::int64_t extension_count = 0;    ///< extensions granted, likewise: both are as grave as closing
};

/// A report. Draft until issued; a draft says so on every page.
struct Report {
  std::string campaign;
  std::string notice_number;
  std::string issuer;       ///< the office that reports
  FilingId filing;
  std::string filing_title;
  Period period;
  Day cutoff_on;
  Day due_on;
  Instant known_at;         ///< of the last commit in it
  int zone_minutes;         ///< the office's clock, as an offset from UTC
  Checkpoint checkpoint;    ///< the point it was folded from
  bool issued = false;
  bool balanced = false;    ///< the identities hold in every account, and every hazard stands in one
  Headline headline;
  std::vector<Table> tables;
  Accounts accounts = {};   ///< of every unit and grade
  std::optional<Day> house_on = {};  ///< a later day whose units the figures stand under (as now); nothing: as they were then

  /// Throws FormError (nothing_to_report) naming the tables there are.
  const Table& table(std::string_view name) const&;
  Table table(std::string_view name) &&;
};

/// The report of a period of a filing, as known at a point (nothing: now). `names` gives persons' names for print. `house_on`: with the units and
/// names of a later day, those that have ended under their heirs; totals are the same.
Report make_report(const History& history, const Plan& plan, const Calendar& calendar, const FilingId& filing,
                   const Period& period, std::optional<ItemNumber> known_at,
                   const std::map<PersonId, std::string>& names, const IndicatorBook& book = IndicatorBook::standard(),
                   std::optional<Day> house_on = std::nullopt);

/// What a program that computes per unit needs: one unit's rows of the report's tables.
Report of_unit(const Report& report, const Organisation& organisation, const UnitId& unit);

}  // namespace bihuan
