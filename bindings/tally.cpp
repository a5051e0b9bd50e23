// Counts of hazards on days, whole.
#include "rooms.hpp"

#include "bihuan/state/tally.hpp"

namespace bihuan::python {

void bind_tally(py::module_& module) {
  py::class_<Standing> standing(module, "Standing", "So many hazards of a task, under a unit, of a grade and in a state at the end of a day.");
  field(standing, "as_of", &Standing::as_of);
  field(standing, "task", &Standing::task);
  field(standing, "unit", &Standing::unit);
  field(standing, "grade", &Standing::grade);
  field(standing, "state", &Standing::state);
  field(standing, "count", &Standing::count);
  standing.def(py::self == py::self).def("__repr__", [](const Standing& self) {
    return "<Standing " + self.as_of.iso() + " " + self.task.text() + " " + self.unit.text() + " " + std::string(grade_name(self.grade)) + " " +
           std::string(state_name(self.state)) + ": " + std::to_string(self.count) + ">";
  });
  standing.attr("__hash__") = py::none();

  py::class_<Tally> tally(module, "Tally", "Where all hazards stood on some days.");
  tally.def_property_readonly("standings", &Tally::standings, "All rows one by one; who wants many takes columns().")
      .def_property_readonly("deviation_count", &Tally::deviation_count, "facts that no arrow of the lifecycle allows at their place")
      .def("columns", [](const Tally& self) { return std::make_shared<Columns>(self.columns()); }, "as_of, task, unit, grade, state, count, as they were counted.")
      .def("__len__", &Tally::size)
      .def("__getitem__",
           [](const Tally& self, std::ptrdiff_t row) {
             const auto size = static_cast<std::ptrdiff_t>(self.size());
             if (row < -size || row >= size) throw py::index_error("row " + std::to_string(row) + " of " + std::to_string(size));
             return self[static_cast<std::size_t>(row < 0 ? row + size : row)];
           },
           py::arg("row"), "One row.")
      .def("__repr__", [](const Tally& self) { return "<Tally, " + std::to_string(self.size()) + " standings>"; });
  lend(tally, "to_pandas", "bihuan.views", "tally_frame", "A pandas.DataFrame of the standings.");
}

}  // namespace bihuan::python
