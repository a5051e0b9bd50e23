#include "rooms.hpp"

#include "bihuan/form/chart_matrix.hpp"
#include "bihuan/form/chart_picture.hpp"

namespace bihuan::python {

namespace {

using Names = std::optional<std::map<PersonId, std::string>>;

PersonNames names_or_none(const Names& names) { return names ? *names : PersonNames{}; }

void bind_chart_pictures(py::module_& module) {
  const auto campaign = py::arg("campaign") = "";
  module.def("chart_svg", &chart_svg, py::arg("chart"), py::kw_only(), py::arg("on"), campaign, "The chart of a day as an SVG element: who leads, the tasks, who carries, who helps.");
  module.def("chart_mermaid", &chart_mermaid, py::arg("chart"), py::kw_only(), py::arg("on"), "The same boxes and lines as a Mermaid flowchart.");
  module.def("chart_dot", &chart_dot, py::arg("chart"), py::kw_only(), py::arg("on"), "The whole graph in the DOT language: every thing a node, every tie an edge.");
  auto chart = py::reinterpret_borrow<py::class_<Chart>>(module.attr("Chart"));
  chart.def(
      "picture",
      [](const py::object& self, Day on, const std::string& title) {
        return py::module_::import("bihuan.pictures").attr("chart_picture")(self, date_from(on), title);
      },
      py::kw_only(), py::arg("on"), campaign, "A picture that a notebook shows and that can be saved.");
}

void bind_timeline(py::module_& module) {
  py::class_<FollowedSeat> followed(module, "FollowedSeat", "A seat whose holders are followed.");
  field(followed, "seat", &FollowedSeat::seat);
  field(followed, "rank", &FollowedSeat::rank, "in the leading group; empty outside of it");
  field(followed, "count", &FollowedSeat::count, "how many hold it at once");
  followed.def("__repr__", [](const FollowedSeat& self) { return "<FollowedSeat " + self.seat.text() + ">"; });

  py::class_<Stretch> stretch(module, "Stretch", "Days on which one place of a seat was held by one person, or by nobody.");
  field(stretch, "person", &Stretch::person, "None: vacant");
  field(stretch, "acting", &Stretch::acting);
  field(stretch, "days", &Stretch::days);
  field(stretch, "place", &Stretch::place, "of the seat's places, from 1");
  stretch.def("__repr__", [](const Stretch& self) {
    return "<Stretch " + self.days.first.iso() + " to " + self.days.last.iso() + " " + (self.person ? self.person->text() : "vacant") + ">";
  });

  const auto days = [](Day first, Day last) { return Span::of(first, last); };
  const auto names = py::arg("names") = py::none();
  module.def(
      "followed_seats", [days](const Organisation& self, const PostId& head_post, Day first, Day last) { return followed_seats(self, head_post, days(first, last)); },
      py::arg("organisation"), py::arg("head_post"), py::kw_only(), py::arg("first"), py::arg("last"),
      "The seats of the leading group and the heads of the other units that there were on any of the days.");
  module.def(
      "stretches", [days](const Organisation& self, const FollowedSeat& seat, Day first, Day last) { return stretches(self, seat, days(first, last)); },
      py::arg("organisation"), py::arg("seat"), py::kw_only(), py::arg("first"), py::arg("last"), "Who held a seat, whole.");
  module.def(
      "timeline",
      [days](const Organisation& self, const PostId& head_post, Day first, Day last, const Names& known) {
        return timeline(self, head_post, days(first, last), names_or_none(known));
      },
      py::arg("organisation"), py::arg("head_post"), py::kw_only(), py::arg("first"), py::arg("last"), names, "Who held what, a row for each stretch.");
  module.def(
      "timeline_svg",
      [days](const Organisation& self, const PostId& head_post, Day first, Day last, const Names& known, const std::string& campaign) {
        return timeline_svg(self, head_post, days(first, last), names_or_none(known), campaign);
      },
      py::arg("organisation"), py::arg("head_post"), py::kw_only(), py::arg("first"), py::arg("last"), names, py::arg("campaign") = "",
      "Who held what, as an SVG element.");
}

void bind_matrix(py::module_& module) {
  py::class_<Matrix> matrix(module, "Matrix", "Tasks against units on a day.");
  field(matrix, "campaign", &Matrix::campaign);
  field(matrix, "issuer", &Matrix::issuer);
  field(matrix, "on", &Matrix::on);
  field(matrix, "table", &Matrix::table, "task, number, title, leaf, then a column for each unit (`unit fire`)");
  field(matrix, "sheet", &Matrix::sheet, "the headings: names as of the day");
  matrix
      .def(
          "write_xlsx",
          [](const Matrix& self, const std::filesystem::path& path) {
            const py::gil_scoped_release free;
            write_xlsx(self, path);
          },
          py::arg("path"), "Writes the workbook.")
      .def("__repr__", [](const Matrix& self) {
        return "<Matrix " + self.on.iso() + ", " + std::to_string(self.table.rows.size()) + " rows of " + std::to_string(self.table.keys.size()) + ">";
      });
  lend(matrix, "_repr_html_", "bihuan.pictures", "matrix_html", "HTML for notebooks.");
  module.def("matrix_of", &matrix_of, py::arg("plan"), py::arg("chart"), py::kw_only(), py::arg("on"), "Who leads, carries and helps with which task.");
  module.def("chart_findings", &chart_findings, py::arg("chart"), py::kw_only(), py::arg("on"), "What the chart finds amiss on a day, a row each.");
  module.def("finding_title", &finding_title, py::arg("kind"), "The Chinese words for a kind of finding.");
  module.def(
      "chart_html",
      [](const Plan& plan, const Chart& chart, Day on, const Names& names) { return chart_html(plan, chart, on, names_or_none(names)); },
      py::arg("plan"), py::arg("chart"), py::kw_only(), py::arg("on"), py::arg("names") = py::none(), "One self-contained page.");
}

}  // namespace

void bind_pictures(py::module_& module) {
  bind_chart_pictures(module);
  bind_timeline(module);
  bind_matrix(module);
}

}  // namespace bihuan::python
