// Load per unit, and what if: two loads side by side.
#include "rooms.hpp"

#include "bihuan/form/what_if_page.hpp"

namespace bihuan::python {

namespace {

void bind_load_parts(py::module_& module) {
  bind_words<HeadStanding>(module, "HeadStanding", "Who heads a unit on the day.", head_standing_count, head_standing_name);
  bind_words<Gap>(module, "Gap", "What is amiss with the house on the day.", gap_count, gap_name);
  bind_chinese<HeadStanding>(module);
  bind_chinese<Gap>(module);

  py::class_<LoadWeights> weights(module, "LoadWeights", "How much an open hazard weighs by its grade; the numbers are ours (assumed).");
  weights.def(py::init([](int ungraded, int general, int major, Origin origin) { return LoadWeights{ungraded, general, major, origin}; }), py::kw_only(),
              py::arg("ungraded") = LoadWeights{}.ungraded, py::arg("general") = LoadWeights{}.general, py::arg("major") = LoadWeights{}.major,
              py::arg("origin") = LoadWeights{}.origin);
  field(weights, "ungraded", &LoadWeights::ungraded);
  field(weights, "general", &LoadWeights::general);
  field(weights, "major", &LoadWeights::major);
  field(weights, "origin", &LoadWeights::origin);
  weights.def(py::self == py::self).def("__repr__", [](const LoadWeights& self) {
    return "LoadWeights(ungraded=" + std::to_string(self.ungraded) + ", general=" + std::to_string(self.general) + ", major=" + std::to_string(self.major) + ")";
  });

  py::class_<LoadGap> gap(module, "LoadGap", "One thing that is amiss.");
  field(gap, "gap", &LoadGap::gap);
  field(gap, "node", &LoadGap::node);
  field(gap, "name", &LoadGap::name);
  field(gap, "reason", &LoadGap::reason, "in Chinese");
  gap.def("__repr__", [](const LoadGap& self) { return "<LoadGap " + std::string(gap_name(self.gap)) + " " + self.node.text() + ">"; });

  py::class_<LoadWeek> week(module, "LoadWeek", "A calendar week (ISO 8601), or what of it lies ahead.");
  field(week, "name", &LoadWeek::name, "2021-W05");
  field(week, "days", &LoadWeek::days);
  week.def("__repr__", [](const LoadWeek& self) { return "<LoadWeek " + self.name + ">"; });
}

void bind_unit_load(py::module_& module) {
  py::class_<UnitLoad> unit(module, "UnitLoad", "One unit's load.");
  field(unit, "unit", &UnitLoad::unit);
  field(unit, "name", &UnitLoad::name);
  field(unit, "seat", &UnitLoad::seat, "whose holder answers for the unit");
  field(unit, "head", &UnitLoad::head);
  for (const LoadFigure& figure : load_figures) field(unit, std::string(figure.key).c_str(), figure.value);
  field(unit, "weeks", &UnitLoad::weeks, "dues by week; the first week counts from the day on");
  unit.def(py::self == py::self).def("__repr__", [](const UnitLoad& self) {
    return "<UnitLoad " + self.unit.text() + ", " + std::to_string(self.open) + " open, " + std::to_string(self.coming) + " dues>";
  });
}

void bind_loads(py::module_& module) {
  py::class_<Load> load(module, "Load", "The load of a campaign on a day, unit by unit.");
  field(load, "campaign", &Load::campaign);
  field(load, "as_of", &Load::as_of);
  field(load, "weights", &Load::weights);
  field(load, "checkpoint", &Load::checkpoint);
  field(load, "weeks", &Load::weeks);
  field(load, "units", &Load::units);
  field(load, "gaps", &Load::gaps);
  field(load, "longest_chain", &Load::longest_chain);
  field(load, "longest_of", &Load::longest_of);
  load.def("unit",
           [](const Load& self, const UnitId& id) {
             const UnitLoad* found = self.find(id);
             return found == nullptr ? std::nullopt : std::optional(*found);
           },
           py::arg("unit"), "One unit's; None for one that there is not on the day.")
      .def("total", &Load::total, "Over all units.")
      .def("table", &Load::table, "A row for each unit, and one for all.")
      .def("__repr__", [](const Load& self) { return "<Load on " + self.as_of.iso() + ", " + std::to_string(self.units.size()) + " units>"; });
  lend(load, "to_dicts", "bihuan.what_if", "load_dicts", "A dict for each unit.");
  lend(load, "_repr_html_", "bihuan.what_if", "load_html", "The table, for notebooks.");
}

void bind_compared(py::module_& module) {
  py::class_<UnitCompared> one(module, "UnitCompared", "A unit as it is and as it would be.");
  field(one, "unit", &UnitCompared::unit);
  field(one, "name", &UnitCompared::name);
  field(one, "before", &UnitCompared::before, "None for one that begins");
  field(one, "after", &UnitCompared::after, "None for one that ends");
  one.def_property_readonly("ends", &UnitCompared::ends)
      .def_property_readonly("begins", &UnitCompared::begins)
      .def_property_readonly("changed", &UnitCompared::changed)
      .def("__repr__", [](const UnitCompared& self) {
        return "<UnitCompared " + self.unit.text() + (self.ends() ? " ends" : self.begins() ? " begins" : self.changed() ? " changed" : " unchanged") + ">";
      });

  py::class_<WhatIf> what_if(module, "WhatIf", "What suppositions change: two loads side by side.");
  field(what_if, "reality", &WhatIf::reality);
  field(what_if, "supposed", &WhatIf::supposed);
  field(what_if, "units", &WhatIf::units, "those of the reality in their order, then new ones");
  field(what_if, "opened", &WhatIf::opened, "gaps that there would be and are not");
  field(what_if, "closed", &WhatIf::closed, "gaps that there are and would not be");
  field(what_if, "suppositions", &WhatIf::suppositions, "in Chinese, in order");
  what_if.def("change", &WhatIf::change, py::arg("figure"), "Of a figure over all units: what it would be less what it is.")
      .def("table", &WhatIf::table, "A row for each unit: each figure, as it would be, and the difference.")
      .def("gaps", &WhatIf::gaps, "The gaps that open and close.")
      .def_property_readonly("summary", &WhatIf::summary, "In Chinese, for whoever decides.")
      .def("_repr_html_", &what_if_tables, "The tables, for notebooks.")
      .def("__repr__", [](const WhatIf& self) {
        return "<WhatIf on " + self.reality.as_of.iso() + ", " + std::to_string(self.suppositions.size()) + " suppositions, " +
               std::to_string(self.opened.size()) + " gaps opened, " + std::to_string(self.closed.size()) + " closed>";
      });
  module.def("what_if_html", &what_if_html, py::arg("what_if"), "One self-contained page.");
  module.def("compare_loads", [](const Load& reality, const Load& supposed) { return compare(reality, supposed); }, py::arg("reality"), py::arg("supposed"),
             "Two loads of the same day side by side.");
}

}  // namespace

void bind_load(py::module_& module) {
  bind_load_parts(module);
  bind_unit_load(module);
  bind_loads(module);
  bind_compared(module);
}

}  // namespace bihuan::python
