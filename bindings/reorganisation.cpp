// What a reorganisation changes, what goes over with a post, and whose the days of a hazard were.
#include "rooms.hpp"

#include "bihuan/org/reorganisation.hpp"
#include "bihuan/state/accountability.hpp"
#include "bihuan/state/handover.hpp"

namespace bihuan::python {

namespace {

/// `Name(key=value, …)` out of the attributes named: what can be typed again.
template <class Thing>
auto typed_again(const char* type, std::vector<const char*> keys) {
  return [type, keys = std::move(keys)](const Thing& self) {
    const py::object thing = py::cast(self);
    std::string inner;
    for (const char* key : keys) inner += (inner.empty() ? "" : ", ") + std::string(key) + "=" + std::string(py::repr(thing.attr(key)));
    return std::string(type) + "(" + inner + ")";
  };
}

/// New units by id, in the order in which they were written.
std::vector<NewUnit> new_units(const py::dict& names) {
  std::vector<NewUnit> out;
  for (const auto& [id, name] : names) {
    if (!py::isinstance<py::str>(id) || !py::isinstance<py::str>(name))
      throw py::type_error("into names each new unit by its id: {\"st_a\": \"甲所\"}");
    out.push_back({UnitId{id.cast<std::string>()}, name.cast<std::string>()});
  }
  return out;
}

py::dict names_of(const std::vector<NewUnit>& units) {
  py::dict out;
  for (const NewUnit& unit : units) out[py::str(unit.unit.text())] = unit.name;
  return out;
}

void bind_units_changed(py::module_& module) {
  py::class_<UnitRenamed> renamed(module, "UnitRenamed", "A unit has another name (更名).");
  renamed.def(py::init([](UnitId unit, std::string name) { return UnitRenamed{std::move(unit), std::move(name)}; }), py::arg("unit"), py::kw_only(), py::arg("name"));
  field(renamed, "unit", &UnitRenamed::unit);
  field(renamed, "name", &UnitRenamed::name);
  renamed.def(py::self == py::self).def("__repr__", typed_again<UnitRenamed>("UnitRenamed", {"unit", "name"}));

  py::class_<UnitsMerged> merged(module, "UnitsMerged", "Units become one (合并): one that there was, or with a name a new one.");
  merged.def(py::init([](std::vector<UnitId> units, UnitId into, std::string name) {
               return UnitsMerged{std::move(units), std::move(into), std::move(name)};
             }),
             py::kw_only(), py::arg("units"), py::arg("into"), py::arg("name") = "");
  field(merged, "units", &UnitsMerged::units, "those that end");
  field(merged, "into", &UnitsMerged::into, "heir to all that they had");
  field(merged, "name", &UnitsMerged::name, "of a new unit");
  merged.def(py::self == py::self).def("__repr__", typed_again<UnitsMerged>("UnitsMerged", {"units", "into", "name"}));

  py::class_<UnitSplit> split(module, "UnitSplit", "A unit gives its work to several (拆分). Where the rest stays with the unit itself, it goes on.");
  split.def(py::init([](UnitId unit, const py::dict& into, Heirs heirs) { return UnitSplit{std::move(unit), new_units(into), std::move(heirs)}; }),
            py::arg("unit"), py::kw_only(), py::arg("into"), py::arg("heirs"));
  field(split, "unit", &UnitSplit::unit);
  field(split, "heirs", &UnitSplit::heirs);
  split.def_property_readonly("into", [](const UnitSplit& self) { return names_of(self.into); }, "names of the new ones among the heirs, by id")
      .def(py::self == py::self)
      .def("__repr__", typed_again<UnitSplit>("UnitSplit", {"unit", "into", "heirs"}));

  py::class_<UnitClosed> closed(module, "UnitClosed", "A unit ends (撤销); others take over.");
  closed.def(py::init([](UnitId unit, Heirs heirs) { return UnitClosed{std::move(unit), std::move(heirs)}; }), py::arg("unit"), py::kw_only(), py::arg("heirs"));
  field(closed, "unit", &UnitClosed::unit);
  field(closed, "heirs", &UnitClosed::heirs);
  closed.def(py::self == py::self).def("__repr__", typed_again<UnitClosed>("UnitClosed", {"unit", "heirs"}));
}

void bind_duties_changed(py::module_& module) {
  py::class_<ResponsibilityMoved> moved(module, "ResponsibilityMoved", "A task goes from one unit to another (职责划转), and what is open for it.");
  moved.def(py::init([](TaskId task, Bond bond, UnitId from, UnitId to) {
              return ResponsibilityMoved{std::move(task), bond, std::move(from), std::move(to)};
            }),
            py::arg("task"), py::kw_only(), py::arg("bond") = Bond::carries, py::arg("from_") = "", py::arg("to") = "");
  field(moved, "task", &ResponsibilityMoved::task, "a leaf, or a heading for all below it");
  field(moved, "bond", &ResponsibilityMoved::bond, "leads, carries or cooperates");
  field(moved, "from_", &ResponsibilityMoved::from, "empty: a new responsibility");
  field(moved, "to", &ResponsibilityMoved::to, "empty: it ends");
  moved.def(py::self == py::self).def("__repr__", [](const ResponsibilityMoved& self) {
    return "ResponsibilityMoved(task=" + quoted(self.task.text()) + ", bond=Bond." + std::string(bond_name(self.bond)) + ", from_=" + quoted(self.from.text()) +
           ", to=" + quoted(self.to.text()) + ")";
  });

  py::class_<MembershipChanged> members(module, "MembershipChanged", "A collective term means other units (统称成员变动).");
  members.def(py::init([](std::string term, std::vector<UnitId> joined, std::vector<UnitId> left) {
                return MembershipChanged{std::move(term), std::move(joined), std::move(left)};
              }),
              py::arg("term"), py::kw_only(), py::arg("joined") = py::list(), py::arg("left") = py::list());
  field(members, "term", &MembershipChanged::term);
  field(members, "joined", &MembershipChanged::joined);
  field(members, "left", &MembershipChanged::left);
  members.def(py::self == py::self).def("__repr__", typed_again<MembershipChanged>("MembershipChanged", {"term", "joined", "left"}));
}

void bind_handover(py::module_& module) {
  bind_words<HandedWhat>(module, "HandedWhat", "What an item of a handover list is.", handed_what_count, handed_name);
  bind_chinese<HandedWhat>(module);
  py::class_<HandedOver> item(module, "HandedOver", "One item of a handover list.");
  field(item, "what", &HandedOver::what);
  field(item, "id", &HandedOver::id);
  field(item, "title", &HandedOver::title);
  field(item, "due_on", &HandedOver::due_on);
  field(item, "overdue_days", &HandedOver::overdue_days);
  field(item, "next", &HandedOver::next, "what it waits for, in Chinese");
  item.def(py::self == py::self).def("__repr__", [](const HandedOver& self) {
    return "<HandedOver " + std::string(handed_name(self.what)) + " " + self.id + ">";
  });

  py::class_<Handover> list(module, "Handover", "What goes over with a post (交接清单), as it stands at the end of a day.");
  field(list, "seat", &Handover::seat);
  field(list, "on", &Handover::on);
  field(list, "from_", &Handover::from, "who held it the day before");
  field(list, "to", &Handover::to, "who holds it on the day");
  field(list, "items", &Handover::items);
  list.def("count", &Handover::count, py::arg("what"))
      .def("__len__", [](const Handover& self) { return self.items.size(); })
      .def("__repr__", [](const Handover& self) {
        return "<Handover of " + self.seat.text() + " on " + self.on.iso() + ", " + std::to_string(self.items.size()) + " items>";
      });
  lend(list, "to_dicts", "bihuan.views", "handover_dicts", "The items, a dict each.");
  lend(list, "_repr_html_", "bihuan.views", "handover_html", "The list, for notebooks.");
}

void bind_accountability(py::module_& module) {
  py::class_<Tenure> tenure(module, "Tenure", "Days in a row on which a hazard stood open under one unit and one holder of its post, or nobody.");
  field(tenure, "days", &Tenure::days, "a day belongs to whom the hazard stood under at its end");
  field(tenure, "unit", &Tenure::unit);
  field(tenure, "seat", &Tenure::seat, "the head's of the unit");
  field(tenure, "holder", &Tenure::holder, "None: the seat was vacant");
  field(tenure, "open_days", &Tenure::open_days);
  field(tenure, "overdue_days", &Tenure::overdue_days, "of them past the limit");
  tenure.def(py::self == py::self).def("__repr__", [](const Tenure& self) {
    return "<Tenure of " + self.seat.text() + ", " + std::to_string(self.open_days) + " days, " + std::to_string(self.overdue_days) + " overdue>";
  });

  py::class_<AnsweredWhenOverdue> answered(module, "AnsweredWhenOverdue", "Who answered on the first day past a limit.");
  field(answered, "on", &AnsweredWhenOverdue::on);
  field(answered, "unit", &AnsweredWhenOverdue::unit);
  field(answered, "seat", &AnsweredWhenOverdue::seat);
  field(answered, "holder", &AnsweredWhenOverdue::holder, "None: the seat was vacant");
  answered.def(py::self == py::self).def("__repr__", [](const AnsweredWhenOverdue& self) {
    return "<AnsweredWhenOverdue " + self.seat.text() + " on " + self.on.iso() + ">";
  });

  py::class_<Accountability> days(module, "Accountability", "What one hazard's days come to. The day of closing is no open day.");
  field(days, "hazard", &Accountability::hazard);
  field(days, "open_days", &Accountability::open_days);
  field(days, "overdue_days", &Accountability::overdue_days);
  field(days, "tenures", &Accountability::tenures, "in order; together exactly the open days");
  field(days, "became_overdue", &Accountability::became_overdue);
  days.def("__repr__", [](const Accountability& self) {
    return "<Accountability of " + self.hazard.text() + ", " + std::to_string(self.open_days) + " days, " + std::to_string(self.overdue_days) + " overdue>";
  });
  lend(days, "to_dicts", "bihuan.views", "accountability_dicts", "The tenures, a dict each.");
  lend(days, "_repr_html_", "bihuan.views", "accountability_html", "The tenures, for notebooks.");
}

}  // namespace

void bind_heirs(py::module_& module) {
  py::class_<Heirs> heirs(module, "Heirs", "Who takes over what a unit gives up: the hazard's word counts before the nearest task's, that before the rest.");
  heirs.def(py::init([](std::map<TaskId, UnitId> of_task, std::map<HazardId, UnitId> of_hazard, UnitId rest) {
              return Heirs{std::move(of_task), std::move(of_hazard), std::move(rest)};
            }),
            py::kw_only(), py::arg("of_task") = py::dict(), py::arg("of_hazard") = py::dict(), py::arg("rest") = "");
  field(heirs, "of_task", &Heirs::of_task, "a heading speaks for what stands below it");
  field(heirs, "of_hazard", &Heirs::of_hazard);
  field(heirs, "rest", &Heirs::rest, "of everything else; empty: nobody");
  heirs.def(py::self == py::self)
      .def("of",
           [](const Heirs& self, const TaskId& task, const HazardId& hazard) {
             const UnitId heir = self.of(task, hazard);
             return heir.empty() ? std::nullopt : std::optional(heir);
           },
           py::kw_only(), py::arg("task") = "", py::arg("hazard") = "", "The heir; None when there is none.")
      .def("__repr__", typed_again<Heirs>("Heirs", {"of_task", "of_hazard", "rest"}));

  py::class_<Succession> succession(module, "Succession", "From a day the heirs stand wherever a unit was named.");
  field(succession, "from_", &Succession::from);
  field(succession, "on", &Succession::on);
  field(succession, "heirs", &Succession::heirs);
  succession.def("__repr__", [](const Succession& self) { return "<Succession from " + self.from.text() + " on " + self.on.iso() + ">"; });
}

void bind_reorganisation(py::module_& module) {
  bind_units_changed(module);
  bind_duties_changed(module);
}

void bind_handed(py::module_& module) {
  bind_handover(module);
  bind_accountability(module);
}

}  // namespace bihuan::python
