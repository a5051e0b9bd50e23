#include "rooms.hpp"

#include "bihuan/form/hand_in.hpp"
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

}  // namespace

void bind_form(py::module_& module) {
  bind_templates(module);
  bind_sheets(module);
  bind_writing(module);
}

}  // namespace bihuan::python
