#include "rooms.hpp"

#include "bihuan/report/assertion.hpp"
#include "bihuan/report/case_file.hpp"
#include "bihuan/report/coverage.hpp"
#include "bihuan/report/phase_check.hpp"

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
  bind_columns_of(table);
  lend(table, "to_dicts", "bihuan.views", "table_dicts", "The rows, a dict each; blank cells are None.");
  lend(table, "to_pandas", "bihuan.views", "table_frame", "A pandas.DataFrame with the table's keys as columns.");
  lend(table, "_repr_html_", "bihuan.views", "table_page", "The first rows, for notebooks.");
}

/// A row's cell of a column; blank where it is blank. Flags are 0 and 1.
Cell cell_of(const NamedColumn& column, std::size_t row) {
  if (!column.presence().at(row)) return {};
  switch (column.kind()) {
    case ColumnKind::text: return std::string(column.text(row));
    case ColumnKind::day: return Day::from_serial(column.cells<std::int32_t>()[row]);
    case ColumnKind::flag: return std::int64_t{column.cells<std::uint8_t>()[row]};
    default: return std::int64_t{column.cells<std::int32_t>()[row]};
  }
}

Table hazard_table(const Snapshot& snapshot) {
  const Columns columns = snapshot.columns();
  Table table{"hazards", {}, {}};
  for (const NamedColumn& column : columns.all()) table.keys.push_back(column.name());
  for (std::size_t row = 0; row < columns.row_count(); ++row) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const NamedColumn& column : columns.all()) cells.push_back(cell_of(column, row));
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
      {"lowered_count", &Headline::lowered_count},
      {"extension_count", &Headline::extension_count},
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

void bind_accounts(py::module_& module) {
  py::class_<Account> account(module, "Account", "The hazards of one supervising unit and grade over a span of days.");
  field(account, "unit", &Account::unit);
  field(account, "grade", &Account::grade);
  field(account, "opening", &Account::opening, "open on the day before the span");
  field(account, "open", &Account::open, "on the last day, counted from the states");
  field(account, "awaiting_opening", &Account::awaiting_opening, "transferred and not acknowledged, the day before");
  field(account, "awaiting", &Account::awaiting, "the same on the last day, counted from the states");
  account
      .def_property_readonly("flows",
                             [](const Account& self) {
                               std::map<std::string, std::int64_t> flows;
                               for (int i = 0; i < flow_count; ++i)
                                 flows.emplace(flow_name(static_cast<Flow>(i)), self.flow(static_cast<Flow>(i)));
                               return flows;
                             },
                             "registered, closed, transferred …")
      .def_property_readonly("closing", &Account::closing, "opening and what came in, less what went out")
      .def_property_readonly("awaiting_closing", &Account::awaiting_closing)
      .def_property_readonly("check", &Account::check, "what the identity misses; 0 when it holds")
      .def_property_readonly("awaiting_check", &Account::awaiting_check)
      .def("__repr__", [](const Account& self) {
        return "<Account " + self.unit.text() + "/" + std::string(grade_name(self.grade)) + ", open " + std::to_string(self.open) + ">";
      });
  py::class_<Misplaced> misplaced(module, "Misplaced", "A hazard that its movements do not leave where its state says.");
  field(misplaced, "hazard", &Misplaced::hazard);
  field(misplaced, "stands", &Misplaced::stands, "by its state");
  field(misplaced, "moved", &Misplaced::moved, "by its movements");
  misplaced.def("__repr__", [](const Misplaced& self) { return "<Misplaced " + self.hazard.text() + ">"; });
  py::class_<Accounts> accounts(module, "Accounts", "The accounts of every unit and grade.");
  field(accounts, "lines", &Accounts::lines);
  field(accounts, "misplaced", &Accounts::misplaced);
  accounts.def_property_readonly("balanced", &Accounts::balanced, "every identity holds, every hazard stands in one account")
      .def("__repr__", [](const Accounts& self) {
        return "<Accounts " + std::to_string(self.lines.size()) + (self.balanced() ? " balanced>" : " not balanced>");
      });
}

void bind_assertions(py::module_& module) {
  py::class_<FigureCheck> figure(module, "FigureCheck", "An issued figure that folding again does not give.");
  field(figure, "name", &FigureCheck::name);
  field(figure, "issued", &FigureCheck::issued);
  field(figure, "folded", &FigureCheck::folded);
  figure.def("__repr__", [](const FigureCheck& self) { return "<FigureCheck " + self.name + ">"; });
  py::class_<Carried> carried(module, "Carried", "An account whose opening is not the closing issued before.");
  field(carried, "unit", &Carried::unit);
  field(carried, "grade", &Carried::grade);
  field(carried, "closing", &Carried::closing, "as issued by the report before");
  field(carried, "opening", &Carried::opening);
  field(carried, "explained", &Carried::explained, "how much of the difference the facts make");
  field(carried, "facts", &Carried::facts, "late entries and corrections, by number");
  carried.def_property_readonly("ok", &Carried::ok).def("__repr__", [](const Carried& self) {
    return "<Carried " + self.unit.text() + "/" + std::string(grade_name(self.grade)) + (self.ok() ? " explained>" : " unexplained>");
  });
  py::class_<IssuedCheck> check(module, "IssuedCheck", "One issued report: what it said, and whether the ledger bears it out.");
  field(check, "filing", &IssuedCheck::filing);
  field(check, "period", &IssuedCheck::period);
  field(check, "number", &IssuedCheck::number, "of the fact that issued it");
  field(check, "pinned", &IssuedCheck::pinned);
  field(check, "pin_holds", &IssuedCheck::pin_holds);
  field(check, "balanced", &IssuedCheck::balanced);
  field(check, "figure_count", &IssuedCheck::figure_count);
  field(check, "differing", &IssuedCheck::differing);
  field(check, "carried", &IssuedCheck::carried);
  check.def_property_readonly("ok", &IssuedCheck::ok)
      .def_property_readonly("sentence", &IssuedCheck::sentence)
      .def_property_readonly("chinese", &IssuedCheck::chinese)
      .def("__repr__", [](const IssuedCheck& self) {
        return "<IssuedCheck " + self.filing.text() + " " + self.period + (self.ok() ? " ok>" : " not honoured>");
      });
  py::class_<AccountsCheck> all(module, "AccountsCheck", "Every issued report, in order of its number; true when all are honoured.");
  field(all, "reports", &AccountsCheck::reports);
  all.def("__bool__", &AccountsCheck::ok).def("__repr__", [](const AccountsCheck& self) {
    return "<AccountsCheck " + std::to_string(self.reports.size()) + (self.ok() ? " reports honoured>" : " reports, not all honoured>");
  });
}

template <class Enum, std::size_t N>
void bind_words(py::module_& module, const char* name, const std::array<std::string_view, N>& names, const char* doc) {
  py::native_enum<Enum> words(module, name, word, doc);
  for (std::size_t i = 0; i < N; ++i) words.value(std::string(names[i]).c_str(), static_cast<Enum>(i));
  words.finalize();
}

void bind_indicators(py::module_& module) {
  bind_words<CountOf>(module, "CountOf", count_of_names, "What an indicator counts.");
  bind_words<Knowledge>(module, "Knowledge", knowledge_names, "Who knows a figure: the ledger whole, in part, or not at all.");
  py::class_<Indicator> indicator(module, "Indicator", "One indicator of the progress table.");
  field(indicator, "code", &Indicator::code);
  field(indicator, "title", &Indicator::title);
  field(indicator, "measure", &Indicator::measure, "the unit of measure");
  field(indicator, "counts", &Indicator::counts);
  field(indicator, "knowledge", &Indicator::knowledge);
  field(indicator, "derived_from", &Indicator::from, "what the ledger counts for it");
  field(indicator, "grade", &Indicator::grade);
  field(indicator, "words", &Indicator::words);
  field(indicator, "part", &Indicator::part);
  field(indicator, "whole", &Indicator::whole);
  field(indicator, "also", &Indicator::also);
  field(indicator, "source", &Indicator::source);
  field(indicator, "rule", &Indicator::rule);
  indicator.def("__repr__", [](const Indicator& self) { return "<Indicator " + self.code + " " + self.title + ">"; });
  py::class_<IndicatorBook> book(module, "IndicatorBook", "A catalogue of indicators.");
  book.def_static("standard", [] { return IndicatorBook(IndicatorBook::standard()); }, "The shipped one.")
      .def_static("load", &IndicatorBook::load, py::arg("path"), "Another campaign's own.")
      .def_static("parse", &IndicatorBook::parse, py::arg("text"), py::arg("file_name"))
      .def("find",
           [](const IndicatorBook& self, std::string_view code, std::string_view measure) {
             const Indicator* row = self.find(code, measure);
             return row == nullptr ? std::nullopt : std::optional<Indicator>(*row);
           },
           py::arg("code"), py::arg("measure") = "", "By its code, or by one that was split: then the measure decides.")
      .def("__len__", [](const IndicatorBook& self) { return self.rows().size(); })
      .def("__repr__", [](const IndicatorBook& self) { return "<IndicatorBook " + std::to_string(self.rows().size()) + " indicators>"; });
  book.def_property_readonly("rows", [](const IndicatorBook& self) { return std::vector<Indicator>(self.rows()); });
  module.def("check_published",
             [](std::int64_t rectified, std::int64_t found, const Cell& published) {
               const auto* whole = std::get_if<std::int64_t>(&published);
               const auto* amount = std::get_if<Amount>(&published);
               if (whole == nullptr && amount == nullptr) throw py::type_error("a rate is an int or a Decimal, in percent");
               return check_published(rectified, found, whole != nullptr ? Amount{*whole, 0} : *amount).agrees;
             },
             py::arg("rectified"), py::arg("found"), py::arg("published"),
             "Whether a published rate is that of its own counts, but for rounding.");
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
  field(report, "house_on", &Report::house_on, "a later day whose units the figures stand under; None: as they were then");
  field(report, "balanced", &Report::balanced);
  field(report, "headline", &Report::headline);
  field(report, "tables", &Report::tables);
  field(report, "accounts", &Report::accounts);
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

void bind_case_file(py::module_& module) {
  py::class_<CaseLimit> limit(module, "CaseLimit", "A limit that a fact started, and why it ends on its day.");
  field(limit, "limit", &CaseLimit::limit);
  field(limit, "rule", &CaseLimit::rule, "id, as written down; empty where the paper itself names the day");
  field(limit, "title", &CaseLimit::title);
  field(limit, "source", &CaseLimit::source, "law, article, date");
  field(limit, "started_on", &CaseLimit::started_on);
  field(limit, "due_on", &CaseLimit::due_on, "as written down: what counts");
  field(limit, "edition", &CaseLimit::edition, "of the calendar, as written down");
  field(limit, "recomputed_on", &CaseLimit::recomputed_on, "what the rules and calendar in use give, where that is another day");
  field(limit, "explanation", &CaseLimit::explanation);
  limit.def("__repr__", [](const CaseLimit& self) {
    return "<CaseLimit " + std::string(limit_name(self.limit)) + (self.due_on ? " by " + self.due_on->iso() : "") + ">";
  });

  py::class_<CaseLine> line(module, "CaseLine", "One fact of a hazard, as it stands after corrections.");
  field(line, "number", &CaseLine::number);
  field(line, "on", &CaseLine::on);
  field(line, "recorded_at", &CaseLine::recorded_at);
  field(line, "recorded_on", &CaseLine::recorded_on, "the same in the office's zone");
  field(line, "late_entry", &CaseLine::late_entry, "of days that an earlier issued report covers");
  field(line, "kind", &CaseLine::kind);
  field(line, "state", &CaseLine::state, "after it");
  field(line, "who", &CaseLine::who, "unit, post and name of each who acted");
  field(line, "source", &CaseLine::source, "the law or rule of the lifecycle's arrow");
  field(line, "text", &CaseLine::text, "what the fact says, in Chinese");
  field(line, "limit", &CaseLine::limit, "the limit that it started");
  field(line, "corrected_by", &CaseLine::corrected_by);
  line.def("__repr__", [](const CaseLine& self) {
    return "<CaseLine " + std::to_string(self.number) + " " + std::string(fact_name(self.kind)) + " on " + self.on.iso() + ">";
  });

  py::class_<CaseFile> file(module, "CaseFile", "The case file (案卷) of one hazard; str() reads as people read it.");
  field(file, "as_of", &CaseFile::as_of);
  field(file, "checkpoint", &CaseFile::checkpoint);
  field(file, "hazard", &CaseFile::hazard);
  field(file, "lines", &CaseFile::lines);
  field(file, "next", &CaseFile::next, "what is due, and why");
  field(file, "requests", &CaseFile::requests, "to bodies outside, about this hazard");
  field(file, "asked", &CaseFile::asked, "Chinese: each of these, act by act");
  field(file, "likenesses", &CaseFile::likenesses);
  field(file, "heading", &CaseFile::heading);
  field(file, "answers", &CaseFile::answers, "who answers, upward");
  file.def_property_readonly("text", &CaseFile::text, "the whole, in Chinese")
      .def("__str__", &CaseFile::text)
      .def("__repr__", [](const CaseFile& self) {
        return "<CaseFile " + self.hazard.id.text() + " " + std::string(state_name(self.hazard.state)) + ", " +
               std::to_string(self.lines.size()) + " lines, " + std::to_string(self.next.size()) + " due>";
      });
  lend(file, "_repr_html_", "bihuan.views", "case_file_html", "The case file, for notebooks.");
}

}  // namespace

void bind_report(py::module_& module) {
  bind_table(module);
  auto snapshot = py::reinterpret_borrow<py::class_<Snapshot>>(module.attr("Snapshot"));
  snapshot.def("table", &hazard_table, "The hazards as a table.");
  bind_columns_of(snapshot);
  bind_headline(module);
  bind_accounts(module);
  bind_assertions(module);
  bind_indicators(module);
  bind_reports(module);
  bind_phase_check(module);
  module.def("phase_check", &phase_check, py::arg("snapshot"), py::arg("plan"), py::arg("phase"),
             "What a phase demands, held against what units say and what the ledger shows.");
  module.def("coverage", &coverage, py::arg("snapshot"), py::arg("plan"), "Problem classes against measures.");
  module.def("shared_problems", &shared_problems, py::arg("snapshot"), py::arg("plan"), "Problem classes by what they touch and their causes.");
  bind_case_file(module);
  module.def("rectification_rate", &rate, py::arg("rectified"), py::arg("found"), "In percent, rounded half up.");
}

}  // namespace bihuan::python
