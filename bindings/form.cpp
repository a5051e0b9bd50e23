#include "rooms.hpp"

#include "bihuan/form/hand_in.hpp"
#include "bihuan/form/merge.hpp"
#include "bihuan/form/write.hpp"

namespace bihuan::python {

namespace {

void bind_templates(py::module_& module) {
  py::native_enum<ColumnType>(module, "ColumnType", word, "What a column holds.")
      .value("text", ColumnType::text)
      .value("identifier", ColumnType::identifier)
      .value("integer", ColumnType::integer)
      .value("amount", ColumnType::amount)
      .value("day", ColumnType::day)
      .value("term", ColumnType::term)
      .value("names", ColumnType::names)
      .value("list", ColumnType::list)
      .finalize();

  py::class_<Column> column(module, "Column", "One column of a form.");
  field(column, "key", &Column::key, "ours, ASCII");
  field(column, "heading", &Column::heading, "as printed");
  field(column, "also", &Column::also, "other headings that are read");
  field(column, "type", &Column::type);
  field(column, "width", &Column::width);
  field(column, "required", &Column::required);
  field(column, "terms", &Column::terms, "printed term and our word");
  column.def("__repr__", [](const Column& self) { return "<Column " + self.key + " " + self.heading + ">"; });

  py::class_<SheetTemplate> sheet(module, "SheetTemplate", "One sheet of a form.");
  field(sheet, "key", &SheetTemplate::key);
  field(sheet, "name", &SheetTemplate::name, "sheet name");
  field(sheet, "title", &SheetTemplate::title);
  field(sheet, "columns", &SheetTemplate::columns);
  sheet.def("__repr__", [](const SheetTemplate& self) { return "<SheetTemplate " + self.key + ">"; });

  py::class_<Template> form(module, "Template", "A set of sheets with the words around them.");
  form.def_static("standard", &Template::standard, "The shipped template.")
      .def_static("parse", &Template::parse, py::arg("text"), py::arg("file_name") = "<text>")
      .def("__repr__", [](const Template& self) { return "<Template " + self.id + ">"; });
  field(form, "id", &Template::id);
  field(form, "report", &Template::report, "sheets of the issued workbook");
  field(form, "returned", &Template::returned, "sheets of a unit's return");
  field(form, "header_labels", &Template::header_labels);
  field(form, "sign_off", &Template::sign_off);
}

void bind_sheets(py::module_& module) {
  py::class_<Sheet> sheet(module, "Sheet", "A sheet of cells as text.");
  sheet.def(py::init([](std::string name, std::vector<std::vector<std::string>> rows, int first_row) {
              return Sheet{std::move(name), std::move(rows), first_row};
            }),
            py::arg("name"), py::arg("rows"), py::arg("first_row") = 1);
  sheet.def("__repr__", [](const Sheet& self) {
    return "<Sheet " + self.name + ", " + std::to_string(self.rows.size()) + " rows>";
  });
  field(sheet, "name", &Sheet::name);
  field(sheet, "rows", &Sheet::rows);
  field(sheet, "first_row", &Sheet::first_row);

  py::class_<RowVerdict> verdict(module, "RowVerdict", "What became of one row of a return.");
  field(verdict, "sheet", &RowVerdict::sheet);
  field(verdict, "row", &RowVerdict::row);
  field(verdict, "subject", &RowVerdict::subject, "the row's own id");
  field(verdict, "accepted", &RowVerdict::accepted);
  field(verdict, "fact_count", &RowVerdict::fact_count, "facts it newly states");
  field(verdict, "column", &RowVerdict::column, "heading of the cell that was refused");
  field(verdict, "reason", &RowVerdict::reason, "in Chinese; empty when accepted");
  field(verdict, "english", &RowVerdict::english);
  verdict.def("__repr__", [](const RowVerdict& self) {
    return "<RowVerdict " + self.sheet + " " + std::to_string(self.row) + (self.accepted ? " accepted>" : " refused>");
  });
}

/// How a report goes onto paper, as methods of the report.
void bind_writing(py::module_& module) {
  auto report = py::reinterpret_borrow<py::class_<Report>>(module.attr("Report"));
  const auto standard = py::arg("form") = py::none();
  using Form = std::optional<Template>;
  const auto chosen = [](const Form& form) { return form ? *form : Template::standard(); };
  report
      .def("to_json", &report_json, "The whole report as JSON.")
      .def(
          "to_html",
          [chosen](const Report& self, const Form& form) {
            const py::gil_scoped_release free;
            return report_html(self, chosen(form));
          },
          py::kw_only(), standard, "One self-contained page.")
      .def(
          "to_csv",
          [chosen](const Report& self, std::string_view table, const Form& form) {
            return report_csv(self, chosen(form), table);
          },
          py::arg("table"), py::kw_only(), standard, "One table as CSV text.")
      .def(
          "write_xlsx",
          [chosen](const Report& self, const std::filesystem::path& path, const Form& form) {
            const py::gil_scoped_release free;
            write_xlsx(self, chosen(form), path);
          },
          py::arg("path"), py::kw_only(), standard, "Writes the workbook.");
  module.def(
      "table_html",
      [chosen](const Table& table, std::size_t rows, const Form& form) { return table_html(table, chosen(form), rows); },
      py::arg("table"), py::kw_only(), py::arg("rows") = 20, standard, "A table as HTML.");
  module.def(
      "encode_gb18030",
      [](std::string_view text) {
        const EncodedText encoded = encode_gb18030(text);
        std::vector<std::pair<std::string, int>> outside;
        for (const Unshowable& one : encoded.outside_cp936) outside.emplace_back(one.character, one.line);
        return std::make_pair(py::bytes(encoded.bytes), outside);
      },
      py::arg("text"), "The bytes, and every character with its line that an office machine's code page (CP936) lacks.");
  module.def("visible", &visible, py::arg("text"),
             "Characters that hide what a text says as ⟦U+202E⟧; line feed and tab stay. For every page and screen.");
  module.def("table_json", &table_json, py::arg("table"), "A table as a JSON array of objects.");
}

/// The workbook that is made out for a unit.
void bind_prefilled(py::module_& module) {
  py::class_<PrefilledRow> row(module, "PrefilledRow", "One row of 隐患台账 as the ledger states it.");
  row.def_property_readonly("cells", [](const PrefilledRow& self) { return self.cells; }, "our keys to what the cells say, terms in our words");
  field(row, "round", &PrefilledRow::round);
  field(row, "state", &PrefilledRow::state, "of the hazard");
  row.def_property_readonly(
         "facts",
         [](const PrefilledRow& self) {
           std::map<std::string, ItemNumber> facts;
           for (const auto& [key, source] : self.set_by) facts.emplace(key, source.number);
           return facts;
         },
         "the number of the fact behind each cell")
      .def("__repr__", [](const PrefilledRow& self) { return "<PrefilledRow " + self.cells.at("id") + " round " + std::to_string(self.round) + ">"; });

  const auto standard = py::arg("form") = py::none();
  using Form = std::optional<Template>;
  const auto chosen = [](const Form& form) { return form ? *form : Template::standard(); };
  py::class_<Prefilled> prefilled(module, "Prefilled", "A unit's register made out from the ledger (底稿).");
  field(prefilled, "unit", &Prefilled::unit);
  field(prefilled, "filing", &Prefilled::filing);
  field(prefilled, "period", &Prefilled::period);
  field(prefilled, "checkpoint", &Prefilled::checkpoint, "what it was made from");
  prefilled
      .def_property_readonly("rows", [](const Prefilled& self) { return self.hazards; })
      .def("__len__", [](const Prefilled& self) { return self.hazards.size(); })
      .def(
          "write_xlsx",
          [chosen](const Prefilled& self, const std::filesystem::path& path, const Form& form) {
            const py::gil_scoped_release free;
            write_xlsx(self, chosen(form), path);
          },
          py::arg("path"), py::kw_only(), standard, "Writes the workbook.")
      .def(
          "to_csv",
          [chosen](const Prefilled& self, const Form& form) {
            std::map<std::string, std::string> texts;
            for (const Sheet& sheet : sheets_of(self, chosen(form))) texts.emplace(sheet.name, write_csv(sheet.rows));
            return texts;
          },
          py::kw_only(), standard, "The CSV text of each sheet by its name.")
      .def("__repr__", [](const Prefilled& self) {
        return "<Prefilled " + self.unit.text() + "/" + self.filing.text() + "/" + self.period.text() + ", " +
               std::to_string(self.hazards.size()) + " rows>";
      });
}

void bind_merge(py::module_& module) {
  bind_words<MergeKind>(module, "MergeKind", "What became of a cell or a row of a returned workbook.", merge_kind_count, merge_kind_name);
  bind_chinese<MergeKind>(module);

  py::class_<MergeLine> line(module, "MergeLine", "One change that a returned workbook brings.");
  field(line, "kind", &MergeLine::kind);
  field(line, "sheet", &MergeLine::sheet);
  field(line, "row", &MergeLine::row, "in the file returned; 0 for a missing row");
  field(line, "id", &MergeLine::id);
  field(line, "round", &MergeLine::round);
  field(line, "key", &MergeLine::key, "of the cell; empty for a whole row");
  field(line, "column", &MergeLine::column, "its heading");
  field(line, "issued", &MergeLine::issued, "as printed; may hold names");
  field(line, "returned", &MergeLine::returned);
  field(line, "ledger", &MergeLine::ledger);
  field(line, "facts", &MergeLine::facts, "behind the ledger's value");
  field(line, "by", &MergeLine::by, "who stated the ledger's value");
  field(line, "who", &MergeLine::who, "the same by unit and post");
  field(line, "recorded_on", &MergeLine::recorded_on);
  field(line, "english", &MergeLine::english);
  field(line, "chinese", &MergeLine::chinese);
  line.def("__repr__", [](const MergeLine& self) {
    return "<MergeLine " + std::string(merge_kind_name(self.kind)) + " " + self.id + (self.key.empty() ? ">" : " " + self.key + ">");
  });

  py::class_<MergeReport> report(module, "MergeReport", "What a returned workbook changed, and what stands against it.");
  field(report, "unit", &MergeReport::unit);
  field(report, "filing", &MergeReport::filing);
  field(report, "period", &MergeReport::period);
  field(report, "issued", &MergeReport::issued, "the checkpoint that the workbook was made from");
  field(report, "ledger", &MergeReport::ledger, "the checkpoint that it was held against");
  field(report, "row_count", &MergeReport::row_count);
  field(report, "unchanged_count", &MergeReport::unchanged_count, "rows left as they were");
  field(report, "lines", &MergeReport::lines);
  report.def("count", &MergeReport::count, py::arg("kind"))
      .def("to_table", &MergeReport::to_table, "A row for each line.")
      .def("__repr__", [](const MergeReport& self) {
        return "<MergeReport " + self.unit.text() + "/" + self.filing.text() + "/" + self.period.text() + ", " +
               std::to_string(self.row_count) + " rows, " + std::to_string(self.lines.size()) + " lines, " +
               std::to_string(self.count(MergeKind::conflict)) + " conflicts>";
      });
  lend(report, "_repr_html_", "bihuan.views", "merge_html", "What was changed, for notebooks.");
}

}  // namespace

void bind_form(py::module_& module) {
  module.def("write_csv", &write_csv, py::arg("rows"), "RFC 4180 with CRLF; a cell that a spreadsheet would run is guarded.");
  bind_templates(module);
  bind_sheets(module);
  bind_writing(module);
  bind_prefilled(module);
  bind_merge(module);
}

}  // namespace bihuan::python
