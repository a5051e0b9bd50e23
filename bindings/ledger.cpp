#include "rooms.hpp"

#include "bihuan/ledger/store.hpp"

namespace bihuan::python {

namespace {

void bind_ledger_words(py::module_& module) {
  py::native_enum<FactKind> kind(module, "FactKind", word, "The kinds of facts.");
  for (int i = 0; i < fact_kind_count; ++i) {
    const auto member = static_cast<FactKind>(i);
    kind.value(std::string(fact_name(member)).c_str(), member);
  }
  kind.finalize();
  py::native_enum<FieldType> type(module, "FieldType", word, "What a field of a fact holds.");
  for (const FieldType member : {FieldType::text, FieldType::texts, FieldType::integer, FieldType::money_fen,
                                 FieldType::truth, FieldType::day, FieldType::actor, FieldType::any}) {
    type.value(std::string(field_type_name(member)).c_str(), member);
  }
  type.finalize();
  using Verdict = Verification::Verdict;
  py::native_enum<Verdict>(module, "Verdict", word, "What verify found.")
      .value("intact", Verdict::intact)
      .value("unwitnessed", Verdict::unwitnessed)
      .value("altered", Verdict::altered)
      .value("truncated", Verdict::truncated)
      .value("unreadable", Verdict::unreadable)
      .value("forked", Verdict::forked)
      .finalize();
}

void bind_facts(py::module_& module) {
  py::class_<FieldForm> form(module, "FieldForm", "One field that a kind of fact may carry.");
  field(form, "kind", &FieldForm::kind);
  field(form, "name", &FieldForm::name);
  field(form, "type", &FieldForm::type);
  field(form, "required", &FieldForm::required);
  field(form, "original", &FieldForm::original, "the Chinese term");
  form.def("__repr__", [](const FieldForm& self) { return "<FieldForm " + std::string(self.name) + ">"; });

  py::class_<Fact> fact(module, "Fact", "What was said to have happened.");
  field(fact, "kind", &Fact::kind);
  field(fact, "on", &Fact::on, "when it was so");
  field(fact, "subject", &Fact::subject);
  field(fact, "version", &Fact::version);
  field(fact, "by", &Fact::by);
  field(fact, "fields", &Fact::fields);
  fact.def("__repr__", [](const Fact& self) {
    return "<Fact " + std::string(fact_name(self.kind)) + " of " + self.subject + " on " + self.on.iso() + ">";
  });
}

void bind_points(py::module_& module) {
  py::class_<Checkpoint> point(module, "Checkpoint", "Everything in a ledger up to an item.");
  point
      .def(py::init([](std::string ledger, std::int64_t size, const Digest& root) {
             return Checkpoint{std::move(ledger), size, root};
           }),
           py::arg("ledger"), py::arg("size"), py::arg("root"))
      .def(py::self == py::self)
      .def("__hash__", [](const Checkpoint& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &Checkpoint::text)
      .def("__repr__",
           [](const Checkpoint& self) {
             return "Checkpoint(" + quoted(self.ledger) + ", " + std::to_string(self.size) + ", " +
                    quoted(hex(self.root)) + ")";
           })
      .def(py::pickle([](const Checkpoint& self) { return py::make_tuple(self.ledger, self.size, self.root); },
                      [](const py::tuple& state) {
                        return Checkpoint{state[0].cast<std::string>(), state[1].cast<std::int64_t>(),
                                          state[2].cast<Digest>()};
                      }));
  field(point, "ledger", &Checkpoint::ledger);
  field(point, "size", &Checkpoint::size);
  field(point, "root", &Checkpoint::root);
  point.def_property_readonly("short_code", &Checkpoint::short_code, "six groups of four digits, for paper and telephone")
      .def_static("parse", &Checkpoint::parse, py::arg("text"), "Reads `LEDGER SIZE ROOT`.");

  py::class_<Verification> found(module, "Verification", "What verify found.");
  field(found, "verdict", &Verification::verdict);
  field(found, "bad_item", &Verification::bad_item, "the first item that is not what it was; 0 when none");
  field(found, "bad_item_last", &Verification::bad_item_last, "the last item that can be the first bad one");
  field(found, "bad_commit", &Verification::bad_commit);
  field(found, "witnessed_size", &Verification::witnessed_size, "so many items are those of the newest anchor that holds");
  field(found, "sentence", &Verification::sentence);
  field(found, "chinese", &Verification::chinese);
  field(found, "checkpoint", &Verification::checkpoint);
  field(found, "commit_count", &Verification::commit_count);
  field(found, "refusal_count", &Verification::refusal_count, "lines of the access log");
  found.def("__bool__", &Verification::is_sound);
  found.def("__repr__", [](const Verification& self) {
    return "<Verification " + std::string(verdict_name(self.verdict)) +
           ", " + std::to_string(self.checkpoint.size) + " items>";
  });
}

void bind_outside(py::module_& module) {
  py::class_<Anchor> anchor(module, "Anchor", "What was said of a ledger and kept outside of it.");
  anchor
      .def(py::init([](std::string from, Checkpoint checkpoint, std::optional<std::pair<ItemNumber, Digest>> leaf) {
             return Anchor{std::move(from), std::move(checkpoint), std::move(leaf)};
           }),
           py::arg("origin"), py::arg("checkpoint"), py::arg("leaf") = std::nullopt)
      .def("__repr__", [](const Anchor& self) { return "<Anchor " + quoted(self.from) + " at " + std::to_string(self.checkpoint.size) + ">"; });
  field(anchor, "origin", &Anchor::from, "in words: what it is");
  field(anchor, "checkpoint", &Anchor::checkpoint);
  field(anchor, "leaf", &Anchor::leaf, "of a receipt: the item and its leaf");

  py::class_<RefusedAct> act(module, "RefusedAct", "An act that was asked for and not recorded: a line of the access log.");
  field(act, "number", &RefusedAct::number);
  field(act, "refused_at", &RefusedAct::refused_at);
  field(act, "size", &RefusedAct::size, "items the ledger had then");
  field(act, "asked", &RefusedAct::asked);
  field(act, "subject", &RefusedAct::subject);
  field(act, "state", &RefusedAct::state);
  field(act, "on", &RefusedAct::on);
  field(act, "by", &RefusedAct::by);
  field(act, "code", &RefusedAct::code);
  act.def("__repr__", [](const RefusedAct& self) {
    return "<RefusedAct " + std::to_string(self.number) + " " + self.asked + " of " + self.subject + ": " + self.code + ">";
  });

  const std::vector<Anchor> none;
  module.def("verify_ledger", &verify_sqlite_store, py::arg("path"), py::arg("anchors") = none, py::call_guard<py::gil_scoped_release>(),
             "Recomputes a ledger file from its bytes, also one that can't be opened any more.");
  module.def("anchors_of_copy", &anchors_of_copy, py::arg("path"), py::call_guard<py::gil_scoped_release>(),
             "Every item of another copy of a ledger as an anchor: what differs from it is named exactly.");
  module.def("salvage_ledger", &salvage_sqlite_store, py::arg("damaged"), py::arg("path"), py::call_guard<py::gil_scoped_release>(),
             "Writes what is sound of a damaged ledger into a new file.");
}

std::vector<FieldForm> forms_of(FactKind kind) {
  const auto forms = fields_of(kind);
  return {forms.begin(), forms.end()};
}

std::vector<FieldForm> forms_of_every_fact() {
  const auto forms = fields_of_every_fact();
  return {forms.begin(), forms.end()};
}

}  // namespace

void bind_ledger(py::module_& module) {
  bind_ledger_words(module);
  bind_chinese<FactKind>(module);
  bind_facts(module);
  bind_points(module);
  module.def("fields_of", &forms_of, py::arg("kind"), "The fields of a kind of fact, required ones first.");
  bind_outside(module);
  module.def("fields_of_every_fact", &forms_of_every_fact, "The fields that any fact may carry.");
}

}  // namespace bihuan::python
