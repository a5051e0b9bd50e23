#include "rooms.hpp"

#include "bihuan/state/outside.hpp"

namespace bihuan::python {

namespace {

void bind_cooperation(py::module_& module) {
  py::class_<CooperationStep> step(module, "CooperationStep", "One act about a request to a body outside.");
  field(step, "number", &CooperationStep::number);
  field(step, "on", &CooperationStep::on);
  field(step, "act", &CooperationStep::act);
  field(step, "state", &CooperationStep::state, "after it");
  field(step, "due_on", &CooperationStep::due_on, "the day of the answer that was awaited when it came");
  field(step, "text", &CooperationStep::text, "what was asked, answered or urged; why it was withdrawn");
  field(step, "document", &CooperationStep::document);
  step.def("__repr__", [](const CooperationStep& self) {
    return "<CooperationStep " + std::string(fact_name(self.act)) + " on " + self.on.iso() + ">";
  });

  py::class_<Cooperation> one(module, "Cooperation", "A request to a body outside (请求协作), as of a day.");
  field(one, "id", &Cooperation::id);
  field(one, "state", &Cooperation::state);
  field(one, "task", &Cooperation::task);
  field(one, "unit", &Cooperation::unit, "who asks, and who chases");
  field(one, "body", &Cooperation::body, "who is asked, as the plan's id");
  field(one, "addressee", &Cooperation::addressee, "whom exactly, where the plan's name is a collective one");
  field(one, "text", &Cooperation::text);
  field(one, "document", &Cooperation::document);
  field(one, "hazards", &Cooperation::hazards, "that it is about");
  field(one, "asked_on", &Cooperation::asked_on);
  field(one, "due_on", &Cooperation::due_on, "of the next answer; of a settled one the day of the last");
  field(one, "settled_on", &Cooperation::settled_on, "done, declined or withdrawn");
  field(one, "chased_on", &Cooperation::chased_on, "last");
  field(one, "chased_count", &Cooperation::chased_count);
  field(one, "late_count", &Cooperation::late_count, "answers that came after their day");
  field(one, "version", &Cooperation::version, "facts recorded of it: what an act names as seen_version");
  field(one, "steps", &Cooperation::steps);
  one.def_property_readonly("is_open", &Cooperation::is_open)
      .def_property_readonly("allowed", [](const Cooperation& self) { return acts_after(self.state); }, "the kinds of facts that may follow")
      .def("is_overdue", &Cooperation::is_overdue, py::kw_only(), py::arg("as_of"))
      .def("overdue_days", &Cooperation::overdue_days, py::kw_only(), py::arg("as_of"))
      .def("__repr__", [](const Cooperation& self) {
        return "<Cooperation " + self.id.text() + " " + std::string(cooperation_state_name(self.state)) + ">";
      });
}

void bind_outstanding(py::module_& module) {
  py::class_<Outstanding> one(module, "Outstanding", "One thing that is awaited from a body outside.");
  field(one, "owed", &Outstanding::owed);
  field(one, "subject", &Outstanding::subject, "hazard transferred, or request");
  field(one, "body", &Outstanding::body, "the plan's id; empty where the paper's name means none of its bodies");
  field(one, "body_name", &Outstanding::body_name, "as the plan calls it, else as the paper does");
  field(one, "addressee", &Outstanding::addressee, "whom exactly, where the plan's name is a collective one");
  field(one, "task", &Outstanding::task);
  field(one, "text", &Outstanding::text, "what was asked; what the hazard is");
  field(one, "document", &Outstanding::document, "of the request; the transfer's record");
  field(one, "hazards", &Outstanding::hazards, "that it is about");
  field(one, "unit", &Outstanding::unit, "who chases");
  field(one, "answers", &Outstanding::answers, "who answers for that, upward");
  field(one, "since_on", &Outstanding::since_on, "asked or transferred");
  field(one, "due_on", &Outstanding::due_on, "None where the paper names no day");
  field(one, "answered_on", &Outstanding::answered_on, "the last partial answer");
  field(one, "chased_on", &Outstanding::chased_on, "the last time that somebody urged");
  field(one, "number", &Outstanding::number, "of the fact that asked or transferred");
  field(one, "waiting_days", &Outstanding::waiting_days, "calendar days since then");
  field(one, "overdue_days", &Outstanding::overdue_days, "calendar days");
  field(one, "working_days_left", &Outstanding::working_days_left, "negative: overdue; None without a day or a calendar");
  one.def("__repr__", [](const Outstanding& self) {
    return "<Outstanding " + std::string(owed_name(self.owed)) + " of " + self.subject + (self.due_on ? " by " + self.due_on->iso() : "") + ">";
  });
}

void bind_standing(py::module_& module) {
  py::class_<BodyStanding> standing(module, "BodyStanding", "What passed between the administration and one body for one task.");
  field(standing, "task", &BodyStanding::task);
  field(standing, "body", &BodyStanding::body, "empty where a transfer's receiver is none of the plan's bodies");
  field(standing, "body_name", &BodyStanding::body_name);
  field(standing, "is_named", &BodyStanding::is_named, "the plan names it as helping with this very task");
  field(standing, "asked_count", &BodyStanding::asked_count, "requests");
  field(standing, "open_count", &BodyStanding::open_count, "of these without their last answer");
  field(standing, "done_count", &BodyStanding::done_count);
  field(standing, "declined_count", &BodyStanding::declined_count);
  field(standing, "withdrawn_count", &BodyStanding::withdrawn_count);
  field(standing, "answer_count", &BodyStanding::answer_count, "answers, partial ones too");
  field(standing, "late_count", &BodyStanding::late_count, "of these after their day");
  field(standing, "chased_count", &BodyStanding::chased_count);
  field(standing, "transferred_count", &BodyStanding::transferred_count, "hazards that are with it");
  field(standing, "receipt_count", &BodyStanding::receipt_count, "of these without receipt");
  field(standing, "overdue_count", &BodyStanding::overdue_count, "answers and receipts past their day");
  field(standing, "last_on", &BodyStanding::last_on, "of the last act either way; None: nobody has ever written");
  standing.def("__repr__", [](const BodyStanding& self) {
    return "<BodyStanding of " + self.body_name + " for " + self.task.text() + ", " + std::to_string(self.asked_count) + " requests>";
  });
}

}  // namespace

void bind_bodies(py::module_& module) {
  bind_words<CooperationState>(module, "CooperationState", "Where a request to a body outside stands.", cooperation_state_count, cooperation_state_name);
  bind_words<CooperationOutcome>(module, "CooperationOutcome", "What an answer of a body outside says.", cooperation_outcome_count, cooperation_outcome_name);
  bind_words<Owed>(module, "Owed", "What a body outside owes.", owed_count, owed_name);
  bind_chinese<CooperationState>(module);
  bind_chinese<CooperationOutcome>(module);
  bind_chinese<Owed>(module);
  bind_cooperation(module);
  bind_outstanding(module);
  bind_standing(module);
}

void bind_owed(py::module_& module) {
  module.def("open_receipts", &open_receipts, py::arg("snapshot"), py::arg("plan"), py::arg("calendar"), "The transfers without receipt, by due day.");
  module.def("outside", &outside, py::arg("snapshot"), py::arg("plan"), py::arg("calendar"),
             "What is awaited from bodies outside, by due day: receipts of transfers and answers to requests.");
  module.def("body_standings", &body_standings, py::arg("snapshot"), py::arg("plan"),
             "Every body that the plan names for a task, asked or not, and every other that was written to.");
}

}  // namespace bihuan::python
