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
  field(tally, "standings", &Tally::standings);
  field(tally, "deviation_count", &Tally::deviation_count, "facts that no arrow of the lifecycle allows at their place");
  tally.def("columns", [](const Tally& self) { return std::make_shared<Columns>(self.columns()); }, "as_of, task, unit, grade, state, count.")
      .def("__len__", [](const Tally& self) { return self.standings.size(); })
      .def("__repr__", [](const Tally& self) { return "<Tally, " + std::to_string(self.standings.size()) + " standings>"; });
  lend(tally, "to_pandas", "bihuan.views", "tally_frame", "A pandas.DataFrame of the standings.");
}

}  // namespace bihuan::python
