#include "rooms.hpp"

#include "bihuan/report/coverage.hpp"
#include "bihuan/report/phase_check.hpp"
#include "bihuan/report/report.hpp"

namespace bihuan::python {

namespace {

void bind_table(py::module_& module) {
  py::class_<Table> table(module, "Table", "A named table of keyed columns.");
  table
      .def(py::init([](std::string name, std::vector<std::string> keys, std::vector<std::vector<Cell>> rows) {
             for (const auto& row : rows) {
               if (row.size() != keys.size()) {
                 throw py::value_error("a row of table " + name + " has " + std::to_string(row.size()) +
                                       " cells for " + std::to_string(keys.size()) + " keys");
               }
             }
             return Table{std::move(name), std::move(keys), std::move(rows)};
           }),
           py::arg("name"), py::arg("keys"), py::arg("rows"))
      .def("column",
           [](const Table& self, std::string_view key) {
             const std::size_t place = self.column(key);
             std::vector<Cell> cells;
             for (const auto& row : self.rows) cells.push_back(row.at(place));
             return cells;
           },
           py::arg("key"), "The cells of a column.")
      .def("__len__", &Table::row_count)
      .def(py::self == py::self)
      .def("__repr__", [](const Table& self) {
        return "<Table " + self.name + ", " + std::to_string(self.rows.size()) + " rows of " +
               std::to_string(self.keys.size()) + ">";
      });
  table.attr("__hash__") = py::none();
  field(table, "name", &Table::name);
  field(table, "keys", &Table::keys);
  field(table, "rows", &Table::rows);
  lend(table, "to_dicts", "bihuan.views", "table_dicts", "The rows, a dict each; blank cells are None.");
  lend(table, "to_pandas", "bihuan.views", "table_frame", "A pandas.DataFrame with the table's keys as columns.");
  lend(table, "_repr_html_", "bihuan.views", "table_page", "The first rows, for notebooks.");
}

Cell cell_of(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell cell_of(const std::optional<Day>& day) { return day ? Cell{*day} : Cell{}; }
Cell cell_of(int number) { return Cell{std::int64_t{number}}; }

/// The hazards as columns: what analysts and notebooks take.
Table hazard_table(const Snapshot& snapshot) {
  Table table{"hazards",
              {"id", "state", "grade", "holds", "supervising_unit", "territorial_unit", "task", "enterprise", "place",
               "text", "found_on", "limit_on", "rectified_on", "passed_on", "closed_on", "round", "extension_count",
               "extended_days", "overdue_days", "is_open", "once_listed", "last_on", "last_kind"},
              {}};
  for (const Hazard& hazard : snapshot.hazards()) {
    std::string holds;
    for (int i = 0; i < hold_count; ++i) {
      const auto hold = static_cast<Hold>(i);
      if (hazard.has(hold)) holds += (holds.empty() ? "" : " ") + std::string(hold_name(hold));
    }
    const Step* last = hazard.steps.empty() ? nullptr : &hazard.steps.back();
    const Fields& details = hazard.details;
    table.rows.push_back({cell_of(hazard.id.text()), cell_of(std::string(state_name(hazard.state))),
                          cell_of(std::string(grade_name(hazard.grade))), cell_of(holds),
                          cell_of(hazard.supervising_unit.text()), cell_of(hazard.territorial_unit.text()),
                          cell_of(details.text("task")), cell_of(details.text("enterprise")),
                          cell_of(details.text("place")), cell_of(details.text("text")), cell_of(hazard.found_on),
                          cell_of(hazard.limit_on), cell_of(hazard.rectified_on), cell_of(hazard.passed_on),
                          cell_of(hazard.closed_on), cell_of(hazard.round), cell_of(hazard.extension_count),
                          cell_of(hazard.extended_days), cell_of(hazard.overdue_days(snapshot.as_of())),
                          cell_of(hazard.is_open() ? 1 : 0), cell_of(hazard.once_listed ? 1 : 0),
                          last == nullptr ? Cell{} : Cell{last->on},
                          cell_of(last == nullptr ? std::string{} : std::string(fact_name(last->kind)))});
  }
  return table;
}

std::optional<Cell> rate(std::int64_t rectified, std::int64_t found) {
  const std::optional<Amount> amount = rectification_rate(rectified, found);
  return amount ? std::optional<Cell>(*amount) : std::nullopt;
}

void bind_headline(py::module_& module) {
  py::class_<Headline> headline(module, "Headline", "The figures at the head of a report.");
  const std::pair<const char*, std::int64_t Headline::*> figures[] = {
      {"found", &Headline::found},
      {"rectified", &Headline::rectified},
      {"struck_off", &Headline::struck_off},
      {"found_cumulative", &Headline::found_cumulative},
      {"rectified_cumulative", &Headline::rectified_cumulative},
      {"struck_off_cumulative", &Headline::struck_off_cumulative},
      {"found_total", &Headline::found_total},
      {"rectified_total", &Headline::rectified_total},
      {"found_late", &Headline::found_late},
      {"rectified_late", &Headline::rectified_late},
      {"struck_off_late", &Headline::struck_off_late},
      {"open", &Headline::open},
      {"open_major", &Headline::open_major},
      {"overdue", &Headline::overdue},
      {"override_count", &Headline::override_count},
      {"unstated_count", &Headline::unstated_count},
  };
  py::list names;
  for (const auto& [name, member] : figures) {
    field(headline, name, member);
    names.append(name);
  }
  headline.attr("figures") = py::tuple(names);
  headline
      .def_property_readonly("rate", [](const Headline& self) { return rate(self.rectified, self.found); },
                             "rectified / found of the period, in percent; None when nothing was found")
      .def_property_readonly("rate_cumulative",
                             [](const Headline& self) {
                               return rate(self.rectified_cumulative, self.found_cumulative);
                             })
      .def("__repr__", [](const Headline& self) {
        return "<Headline found " + std::to_string(self.found) + ", rectified " + std::to_string(self.rectified) +
               ", open " + std::to_string(self.open) + ">";
      });
  lend(headline, "to_dict", "bihuan.views", "headline_dict", "The figures and the rates.");
}

void bind_reports(py::module_& module) {
  py::class_<Report> report(module, "Report", "The report of a period: lists, progress, balance, board. Draft until issued.");
  field(report, "campaign", &Report::campaign);
  field(report, "notice_number", &Report::notice_number);
  field(report, "issuer", &Report::issuer);
  field(report, "filing", &Report::filing);
  field(report, "filing_title", &Report::filing_title);
  field(report, "period", &Report::period);
  field(report, "cutoff_on", &Report::cutoff_on);
  field(report, "due_on", &Report::due_on);
  field(report, "known_at", &Report::known_at);
  field(report, "zone_minutes", &Report::zone_minutes);
  field(report, "checkpoint", &Report::checkpoint);
  field(report, "issued", &Report::issued);
  field(report, "balanced", &Report::balanced);
  field(report, "headline", &Report::headline);
  field(report, "tables", &Report::tables);
  report.def("table", [](const Report& self, std::string_view name) { return Table(self.table(name)); }, py::arg("name"))
      .def("of_unit",
           [](const Report& self, const UnitId& unit, const Organisation& organisation) {
             return of_unit(self, organisation, unit);
           },
           py::arg("unit"), py::arg("organisation"), "One unit's rows of the tables.")
      .def("__repr__", [](const Report& self) {
        return "<Report " + self.filing.text() + " " + self.period.text() + (self.issued ? " issued" : " draft") +
               ", found " + std::to_string(self.headline.found) + ", open " + std::to_string(self.headline.open) + ">";
      });
  lend(report, "to_dicts", "bihuan.views", "report_dicts", "The tables by name, a list of dicts each.");
  lend(report, "to_pandas", "bihuan.views", "report_frames", "The tables by name, a pandas.DataFrame each.");
  lend(report, "_repr_html_", "bihuan.views", "report_summary", "Headline and tables, for notebooks.");
}

void bind_phase_check(py::module_& module) {
  py::native_enum<DemandStanding> standing(module, "DemandStanding", word, "How a demand stands with a unit.");
  for (int i = 0; i < demand_standing_count; ++i)
    standing.value(std::string(demand_standing_name(static_cast<DemandStanding>(i))).c_str(), static_cast<DemandStanding>(i));
  standing.finalize();
  bind_chinese<DemandStanding>(module);

  py::class_<PhaseRow> row(module, "PhaseRow", "One demand of a phase, with one unit that has to meet it.");
  field(row, "demand", &PhaseRow::demand);
  field(row, "text", &PhaseRow::text);
  field(row, "kind", &PhaseRow::kind);
  field(row, "unit", &PhaseRow::unit);
  field(row, "standing", &PhaseRow::standing);
  field(row, "number", &PhaseRow::number, "of the fact that says it is met; 0 without one");
  field(row, "on", &PhaseRow::on);
  field(row, "evidence", &PhaseRow::evidence, "as stated, or what the ledger shows");
  row.def("__repr__", [](const PhaseRow& self) {
    return "<PhaseRow " + self.demand + " of " + self.unit.text() + " " + std::string(demand_standing_name(self.standing)) + ">";
  });

  py::class_<PhaseCheck> check(module, "PhaseCheck", "The exit check of a phase.");
  field(check, "phase", &PhaseCheck::phase);
  field(check, "title", &PhaseCheck::title);
  field(check, "span", &PhaseCheck::span);
  field(check, "as_of", &PhaseCheck::as_of);
  field(check, "rows", &PhaseCheck::rows);
  field(check, "missing", &PhaseCheck::missing, "in Chinese, a sentence for each demand that is open");
  check.def_property_readonly("may_exit", &PhaseCheck::may_exit)
      .def("count", &PhaseCheck::count, py::arg("standing"))
      .def("__repr__", [](const PhaseCheck& self) {
        return "<PhaseCheck " + self.phase.text() + " as of " + self.as_of.iso() + (self.may_exit() ? ", may exit>" : ", open>");
      });
}

}  // namespace

void bind_report(py::module_& module) {
  bind_table(module);
  py::reinterpret_borrow<py::class_<Snapshot>>(module.attr("Snapshot"))
      .def("table", &hazard_table, "The hazards as a table.");
  bind_headline(module);
  bind_reports(module);
  bind_phase_check(module);
  module.def("phase_check", &phase_check, py::arg("snapshot"), py::arg("plan"), py::arg("phase"),
             "What a phase demands, held against what units say and what the ledger shows.");
  module.def("coverage", &coverage, py::arg("snapshot"), py::arg("plan"), "Problem classes against measures.");
  module.def("shared_problems", &shared_problems, py::arg("snapshot"), py::arg("plan"), "Problem classes by what they touch and their causes.");
  module.def("rectification_rate", &rate, py::arg("rectified"), py::arg("found"), "In percent, rounded half up.");
}

}  // namespace bihuan::python
