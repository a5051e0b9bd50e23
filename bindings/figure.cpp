#include "rooms.hpp"

#include "bihuan/campaign.hpp"

namespace bihuan::python {

namespace {

void bind_traces(py::module_& module) {
  py::class_<FactBehind> fact(module, "FactBehind", "A fact and what it did to a figure.");
  field(fact, "number", &FactBehind::number);
  field(fact, "subject", &FactBehind::subject);
  field(fact, "kind", &FactBehind::kind);
  field(fact, "on", &FactBehind::on);
  field(fact, "recorded_at", &FactBehind::recorded_at);
  fact.def_property_readonly("change", [](const FactBehind& self) { return Cell{self.change}; })
      .def("__repr__", [](const FactBehind& self) {
        return "<FactBehind " + std::to_string(self.number) + " " + std::string(fact_name(self.kind)) + " of " + self.subject + ": " + self.change.text() + ">";
      });

  py::class_<Share> share(module, "Share", "A subject (a hazard, a return …) and its share of a figure.");
  field(share, "subject", &Share::subject);
  field(share, "facts", &Share::facts);
  share.def_property_readonly("amount", [](const Share& self) { return Cell{self.amount}; })
      .def("__repr__", [](const Share& self) { return "<Share " + self.subject + ": " + self.amount.text() + ">"; });

  py::class_<Trace> trace(module, "Trace", "The hazards and facts behind a figure of a report.");
  trace.def_property_readonly("name", [](const Trace& self) { return self.figure.name; })
      .def_property_readonly("value", [](const Trace& self) { return self.figure.value; })
      .def_property_readonly("sum", [](const Trace& self) { return Cell{self.sum}; })
      .def("__repr__", [](const Trace& self) {
        return "<Trace of " + self.figure.name + " = " + cell_text(self.figure.value) + ", " + std::to_string(self.shares.size()) + " shares>";
      });
  field(trace, "shares", &Trace::shares);
  field(trace, "complete", &Trace::complete, "the shares add up to the figure");
}

void bind_diffs(py::module_& module) {
  py::native_enum<ChangeClass> change(module, "ChangeClass", word, "Why a figure differs.");
  for (int i = 0; i < change_class_count; ++i) {
    const auto member = static_cast<ChangeClass>(i);
    change.value(std::string(change_class_name(member)).c_str(), member);
  }
  change.finalize();
  bind_chinese<ChangeClass>(module);

  py::class_<ChangeBehind> behind(module, "ChangeBehind", "A fact that makes two reports differ.");
  field(behind, "fact", &ChangeBehind::fact);
  field(behind, "change", &ChangeBehind::change);
  field(behind, "late", &ChangeBehind::late, "recorded after the earlier report, of days that it covers");
  behind.def("__repr__", [](const ChangeBehind& self) {
    return "<ChangeBehind " + std::to_string(self.fact.number) + " " + std::string(change_class_name(self.change)) + ">";
  });

  py::class_<ChangedFigure> figure(module, "ChangedFigure", "A figure that two reports do not share.");
  field(figure, "name", &ChangedFigure::name);
  field(figure, "before", &ChangedFigure::before, "None where the report does not have it");
  field(figure, "after", &ChangedFigure::after);
  field(figure, "behind", &ChangedFigure::behind);
  figure.def_property_readonly("explained", [](const ChangedFigure& self) { return Cell{self.explained}; });
  field(figure, "complete", &ChangedFigure::complete, "the facts explain the whole difference");
  figure.def("__repr__", [](const ChangedFigure& self) {
    return "<ChangedFigure " + self.name + ": " + cell_text(self.before) + " to " + cell_text(self.after) + ">";
  });

  py::class_<ReportDiff> diff(module, "ReportDiff", "What differs from one report to another, and why.");
  field(diff, "filing", &ReportDiff::filing);
  field(diff, "before_period", &ReportDiff::before_period);
  field(diff, "after_period", &ReportDiff::after_period);
  field(diff, "before_last", &ReportDiff::before_last, "the item up to which the earlier report was known");
  field(diff, "after_last", &ReportDiff::after_last);
  field(diff, "figures", &ReportDiff::figures);
  diff.def_property_readonly("facts", &ReportDiff::facts, "numbers of the facts behind, each once")
      .def("to_table", &ReportDiff::table)
      .def("__repr__", [](const ReportDiff& self) { return "<ReportDiff, " + std::to_string(self.figures.size()) + " figures>"; });
}

void bind_rebuilt(py::module_& module) {
  py::class_<RebuiltFile> file(module, "RebuiltFile", "A file of an issued report, and whether it can be had again.");
  field(file, "name", &RebuiltFile::name);
  field(file, "digest", &RebuiltFile::digest, "SHA-256 in hex, as issued");
  field(file, "kept", &RebuiltFile::kept, "its bytes stand in the archive");
  field(file, "same", &RebuiltFile::same, "made again it has the same bytes");
  file.def("__repr__", [](const RebuiltFile& self) { return "<RebuiltFile " + self.name + (self.same ? " same>" : self.kept ? " kept>" : " gone>"); });

  py::class_<Rebuilt> rebuilt(module, "Rebuilt", "An issued report made again.");
  field(rebuilt, "report", &Rebuilt::report);
  field(rebuilt, "item", &Rebuilt::item, "of the fact that issued it");
  field(rebuilt, "files", &Rebuilt::files);
  field(rebuilt, "library", &Rebuilt::library, "that issued it");
  field(rebuilt, "same_library", &Rebuilt::same_library);
  field(rebuilt, "same_figures", &Rebuilt::same_figures);
  field(rebuilt, "names_erased", &Rebuilt::names_erased, "persons were erased from the ledger since");
  rebuilt.def("__bool__", &Rebuilt::ok).def("__repr__", [](const Rebuilt& self) {
    return "<Rebuilt " + self.report.filing.text() + " " + self.report.period.text() + (self.ok() ? " as issued>" : " not as issued>");
  });
}

}  // namespace

void bind_figures(py::module_& module) {
  bind_traces(module);
  bind_diffs(module);
  bind_rebuilt(module);
  py::reinterpret_borrow<py::class_<Campaign>>(module.attr("Campaign"))
      .def("rebuild", &Campaign::rebuild, py::arg("period"), py::arg("filing"), py::call_guard<py::gil_scoped_release>())
      .def("write_rebuilt", &Campaign::write_rebuilt, py::arg("rebuilt"), py::arg("folder"), py::call_guard<py::gil_scoped_release>())
      .def("diff", &Campaign::diff, py::arg("before"), py::arg("after"), py::call_guard<py::gil_scoped_release>())
      .def("trace", &Campaign::trace, py::arg("report"), py::arg("figure"), py::call_guard<py::gil_scoped_release>());
}

}  // namespace bihuan::python
