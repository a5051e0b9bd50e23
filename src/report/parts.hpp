// report/parts.hpp: what the parts of a report are made from, and who makes which table.
#pragma once

#include "bihuan/report/report.hpp"

namespace bihuan::parts {

/// One report being made.
struct Desk {
  const History& history;
  const Plan& plan;
  const std::map<PersonId, std::string>& names;
  const Filing& filing;
  Period period;
  Span span;           ///< the days that the period's own figures cover
  Day year_first;      ///< first day of the cumulative figures
  ItemNumber last;     ///< known up to here
  Snapshot state;      ///< as of the cutoff
  std::vector<Issued> earlier;  ///< reports of this filing issued for earlier cutoffs
  const IndicatorBook& book;
  Day house_on;                 ///< whose units and names the figures stand under: the cutoff, or a later day (as now)

  Day cutoff_on() const { return span.last; }
  /// Whether a fact was missing from an issued report that covered its day (补报).
  bool is_late(Day on, ItemNumber number) const;
  /// The name on the day of the house, of the heir where the unit has ended by then.
  std::string unit(const UnitId& id) const;
  std::string person(const PersonId& id) const;
  std::string persons(const std::vector<PersonId>& ids) const;
};

/// The desk of a period's report as known at an item.
Desk desk_for(const History& history, const Plan& plan, const Filing& filing, const Period& period, Day cutoff_on, ItemNumber last,
              const std::map<PersonId, std::string>& names, const IndicatorBook& book, std::optional<Day> house_on = std::nullopt);
/// The report issued for the day before the period's first, or nullptr.
const Issued* issued_before(const Desk& desk);

/// What a report warns of: a stable word and a Chinese sentence.
using Warnings = std::vector<std::pair<std::string, std::string>>;

Cell cell(const std::string& text);               ///< blank for an empty text
Cell cell(const std::optional<Day>& day);

Table list_one(const Desk& desk);
Table list_two(const Desk& desk);
Table open_work(const Desk& desk);
Table late_entries(const Desk& desk);
Table exceptions(const Desk& desk);
Table progress(const Desk& desk, const Desk* before, Warnings& warnings);
Table texts(const Desk& desk);
/// `before`: the accounts as issued for the day before the period, if any.
Table balance(const Desk& desk, const Accounts& accounts, const Accounts* before);
Table board(const Desk& desk, const DueFiling& due, std::vector<std::string>& late_units);
Headline headline(const Desk& desk);
/// The headline by the names of its figures, as issued reports keep them.
std::vector<std::pair<std::string, std::int64_t>> headline_figures(const Headline& headline);
Table coverage(const Desk& desk);
Table shared_problems(const Desk& desk);
Table phases(const Desk& desk);
Table tasks(const Desk& desk);

}  // namespace bihuan::parts
