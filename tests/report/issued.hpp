// tests/report/issued.hpp: issues reports into a small world, as a campaign does, without files.
#pragma once

#include "../state/world.hpp"

#include "bihuan/report/assertion.hpp"

#include <algorithm>

namespace issued {

using namespace bihuan;

inline const Calendar& calendar() {
  static const Calendar shipped = Calendar::china();
  return shipped;
}

inline Report report(const world::World& w, const char* period, std::optional<ItemNumber> known_at = {}) {
  return make_report(w.history, world::plan(), calendar(), FilingId{"monthly"}, Period::parse(period), known_at, {});
}

/// The fact that issues a report; tests change it before it is written down.
inline Fact fact_of(const Report& report, Day on) {
  Fact fact{FactKind::report_issued, on, "report/monthly/" + report.period.text(), 0, {}, {}};
  fact.fields.set("filing", Value{std::string("monthly")}).set("period", Value{report.period.text()});
  fact.fields.set("cutoff_on", report.cutoff_on).set("pinned", Value{report.checkpoint.size});
  fact.fields.set("figures", Value{figure_lines(report.headline, report.accounts)});
  return fact;
}

inline ItemNumber issue(world::World& w, const char* period) {
  const Report made = report(w, period);
  w.write(fact_of(made, made.cutoff_on + 1));
  return w.history.issued().back().number;
}

inline std::string cell(const Table& table, const std::string& key_column, const std::string& key, const std::string& column) {
  for (std::size_t i = 0; i < table.row_count(); ++i)
    if (cell_text(table.at(i, key_column)) == key) return cell_text(table.at(i, column));
  return "no row " + key;
}

inline std::vector<std::string> warned(const Report& report, const std::string& code) {
  std::vector<std::string> out;
  const Table& table = report.table("warnings");
  for (std::size_t i = 0; i < table.row_count(); ++i)
    if (cell_text(table.at(i, "code")) == code) out.push_back(cell_text(table.at(i, "sentence")));
  return out;
}

}  // namespace issued
