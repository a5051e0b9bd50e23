#include "rooms.hpp"

#include "bihuan/org/chart.hpp"

namespace bihuan::python {

namespace {

void bind_nodes(py::module_& module) {
  py::class_<Node> node(module, "Node", "One thing in the chart.");
  node.def(py::init([](NodeKind kind, std::string id) { return Node{kind, std::move(id)}; }), py::arg("kind"), py::arg("id"))
      .def(py::self == py::self)
      .def(py::self < py::self)
      .def("__hash__", [](const Node& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &Node::text)
      .def("__repr__", [](const Node& self) {
        return "Node(NodeKind." + std::string(node_kind_name(self.kind)) + ", " + quoted(self.id) + ")";
      });
  field(node, "kind", &Node::kind);
  field(node, "id", &Node::id, "of a post post@unit; of a device kind its name");

  py::class_<Thing> thing(module, "Thing", "A task, territory or device kind: what may be answered for.");
  thing.def(py::init([](Node of, std::string name, std::string place, Origin origin, const Validity& valid) {
              return Thing{std::move(of), std::move(name), std::move(place), origin, valid};
            }),
            py::arg("node"), py::arg("name") = "", py::kw_only(), py::arg("place") = "", py::arg("origin") = Origin::printed,
            py::arg("valid") = Validity{});
  field(thing, "node", &Thing::node);
  field(thing, "name", &Thing::name);
  field(thing, "place", &Thing::place, "where in the notice");
  field(thing, "origin", &Thing::origin);
  field(thing, "valid", &Thing::valid);
  thing.def("__repr__", [](const Thing& self) { return "<Thing " + self.node.text() + ">"; });
}

void bind_ties(py::module_& module) {
  py::class_<Responsibility> responsibility(module, "Responsibility", "A unit's edge to a task.");
  field(responsibility, "task", &Responsibility::task);
  field(responsibility, "unit", &Responsibility::unit);
  field(responsibility, "bond", &Responsibility::bond);
  field(responsibility, "valid", &Responsibility::valid);
  field(responsibility, "printed", &Responsibility::printed, "the name or collective term in the notice");
  field(responsibility, "origin", &Responsibility::origin);
  responsibility.def("__repr__", [](const Responsibility& self) {
    return "<Responsibility of " + self.unit.text() + " for " + self.task.text() + ">";
  });

  py::class_<Tie> tie(module, "Tie", "A dated edge of the chart, with the reason for it in words.");
  tie.def(py::init([](Node from, Node to, Bond bond, const Validity& valid, std::string reason, Origin origin, std::string printed) {
            return Tie{std::move(from), std::move(to), bond, valid, std::move(reason), origin, std::move(printed)};
          }),
          py::arg("from_"), py::arg("to"), py::arg("bond"), py::kw_only(), py::arg("valid") = Validity{}, py::arg("reason") = "",
          py::arg("origin") = Origin::printed, py::arg("printed") = "");
  field(tie, "from_", &Tie::from, "its id is empty while a collective term is open");
  field(tie, "to", &Tie::to);
  field(tie, "bond", &Tie::bond);
  field(tie, "valid", &Tie::valid);
  field(tie, "reason", &Tie::reason, "in Chinese, for the office");
  field(tie, "origin", &Tie::origin);
  field(tie, "printed", &Tie::printed, "the name or collective term in the notice");
  tie.def("__repr__", [](const Tie& self) {
    return "<Tie " + self.from.text() + " " + std::string(bond_name(self.bond)) + " " + self.to.text() + ">";
  });
}

void bind_findings(py::module_& module) {
  py::class_<Answerer> answerer(module, "Answerer", "One step of the chain of those who answer.");
  field(answerer, "seat", &Answerer::seat, "without a post for the body above");
  field(answerer, "capacity", &Answerer::capacity);
  field(answerer, "person", &Answerer::person, "None when vacant, or nobody was appointed");
  field(answerer, "acting", &Answerer::acting);
  field(answerer, "reason", &Answerer::reason, "in Chinese, for the office");
  answerer.def("__repr__", [](const Answerer& self) { return "<Answerer " + self.capacity + " " + self.seat.text() + ">"; });

  py::class_<Uncovered> uncovered(module, "Uncovered", "What nobody leads, carries or supervises.");
  field(uncovered, "node", &Uncovered::node);
  field(uncovered, "reason", &Uncovered::reason, "in Chinese, for the office");
  uncovered.def("__repr__", [](const Uncovered& self) { return "<Uncovered " + self.node.text() + ">"; });

  py::class_<SinglePoint> point(module, "SinglePoint", "A thing through which alone others are bound to the rest.");
  point.def_property_readonly("node", &SinglePoint::node)
      .def_property_readonly("hanging", &SinglePoint::hanging, "what would be cut off")
      .def_property_readonly("hanging_count", &SinglePoint::hanging_count)
      .def_property_readonly("reason", &SinglePoint::reason, "in Chinese, for the office")
      .def("__repr__", [](const SinglePoint& self) { return "<SinglePoint " + self.node().text() + ", " + std::to_string(self.hanging_count()) + " hanging>"; });

  py::class_<FilingCycle> cycle(module, "FilingCycle", "Units that file in a circle.");
  field(cycle, "nodes", &FilingCycle::nodes, "in order, the first named once");
  field(cycle, "reason", &FilingCycle::reason, "in Chinese, for the office");
  cycle.def("__repr__", [](const FilingCycle& self) { return "<FilingCycle of " + std::to_string(self.nodes.size()) + ">"; });

  py::class_<Unequal> unequal(module, "Unequal", "A unit whose responsibility and filing differ.");
  field(unequal, "unit", &Unequal::unit, "for an outside body its id");
  field(unequal, "carries", &Unequal::carries, "leads or carries a task on the day");
  field(unequal, "files", &Unequal::files);
  field(unequal, "reason", &Unequal::reason, "in Chinese, for the office");
  unequal.def("__repr__", [](const Unequal& self) {
    return "<Unequal " + self.unit.text() + (self.carries ? " carries>" : " files>");
  });
}

void bind_questions(py::class_<Chart>& chart) {
  chart.def("knows", &Chart::knows, py::arg("node"))
      .def("nodes", &Chart::nodes, py::kw_only(), py::arg("on"), "Everything that stands in the chart on a day.")
      .def("ties", [](const Chart& self, std::optional<Day> on) { return on ? self.ties(*on) : self.ties(); }, py::kw_only(),
           py::arg("on") = py::none(), "Those in force on a day; over all days unless named.")
      .def("ties_of", &Chart::ties_of, py::arg("node"), py::kw_only(), py::arg("on"), "Both directions.")
      .def("name_of", &Chart::name_of, py::arg("node"), py::kw_only(), py::arg("on"))
      .def("who", &Chart::who, py::arg("task"), py::arg("bond"), py::kw_only(), py::arg("on"))
      .def("of_unit", &Chart::of_unit, py::arg("unit"), py::kw_only(), py::arg("on"),
           "What a unit or body leads, carries, helps with, supervises and files on a day.")
      .def("chain", &Chart::chain, py::arg("node"), py::kw_only(), py::arg("on"),
           "Those who answer for anything, up to the head of the leading group and the body above.")
      .def("chain_of_group", &Chart::chain_of_group, py::kw_only(), py::arg("on"), "The part of every chain that is the same.")
      .def("uncovered", &Chart::uncovered, py::kw_only(), py::arg("on"),
           "Leaf tasks without a leading or a carrying unit, territories nobody supervises, device kinds no task names.")
      .def("single_points", &Chart::single_points, py::kw_only(), py::arg("on"), "Articulation points; seats are left out.")
      .def("components", &Chart::components, py::kw_only(), py::arg("on"), "What hangs together, ties without direction.")
      .def("filing_cycles", &Chart::filing_cycles, py::kw_only(), py::arg("on"),
           "Whoever files to itself, and one circle of each set that file round to one another.")
      .def("responsibility_against_filing", &Chart::responsibility_against_filing, py::kw_only(), py::arg("on"),
           "Who leads or carries and files nothing, who files and neither leads nor carries.");
}

}  // namespace

void bind_chart(py::module_& module) {
  bind_words<NodeKind>(module, "NodeKind", "What stands in the chart.", static_cast<int>(node_kind_names.size()), node_kind_name);
  bind_words<Bond>(module, "Bond", "How one thing is bound to another.", static_cast<int>(bond_names.size()), bond_name);
  bind_chinese<NodeKind>(module);
  bind_chinese<Bond>(module);
  bind_nodes(module);
  bind_ties(module);
  bind_findings(module);
  py::class_<Chart> chart(module, "Chart", "The responsibility chart: who answers for anything on a day, and what hangs on whom.");
  chart.def(py::init<Organisation, std::vector<Thing>, std::vector<Tie>, PostId>(), py::arg("organisation"), py::arg("things"),
            py::arg("ties"), py::arg("head_post"));
  chart.def_property_readonly("organisation", [](const Chart& self) { return self.organisation(); })
      .def_property_readonly("head_post", [](const Chart& self) { return self.head_post(); }, "the post that answers for a unit")
      .def_property_readonly("things", [](const Chart& self) { return self.things(); }, "the tasks, territories and device kinds there are")
      .def("__repr__", [](const Chart& self) { return "<Chart of " + std::to_string(self.ties().size()) + " ties>"; });
  bind_questions(chart);
}

}  // namespace bihuan::python
