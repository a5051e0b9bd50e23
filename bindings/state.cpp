#include "rooms.hpp"

#include "bihuan/state/agenda.hpp"
#include "bihuan/state/decide.hpp"
#include "bihuan/state/problem_class.hpp"
#include "bihuan/state/snapshot.hpp"
#include "bihuan/state/likeness.hpp"

namespace bihuan::python {

namespace {

/// The members of a set, in order.
template <class Enum>
std::vector<Enum> members(Set set, int count) {
  std::vector<Enum> out;
  for (int i = 0; i < count; ++i) {
    if (set.has(static_cast<Enum>(i))) out.push_back(static_cast<Enum>(i));
  }
  return out;
}

template <class Enum>
auto set_getter(Set Arrow::*member, int count) {
  return [member, count](const Arrow& self) { return members<Enum>(self.*member, count); };
}

void bind_arrow(py::module_& module) {
  constexpr int role_count = static_cast<int>(role_names.size());
  py::class_<Arrow> arrow(module, "Arrow", "One line of the lifecycle table.");
  field(arrow, "request", &Arrow::request);
  field(arrow, "fact", &Arrow::fact);
  field(arrow, "to", &Arrow::to, "State.none keeps the state");
  field(arrow, "persons", &Arrow::persons, "how many distinct persons act");
  field(arrow, "source", &Arrow::source);
  arrow.def_property_readonly("when", [](const Arrow& self) { return when_name(self.when); })
      .def_property_readonly("from_states", set_getter<State>(&Arrow::from, state_count))
      .def_property_readonly("roles", set_getter<Role>(&Arrow::roles, role_count), "any of these")
      .def_property_readonly("needs", set_getter<Hold>(&Arrow::needs, hold_count))
      .def_property_readonly("without", set_getter<Hold>(&Arrow::without, hold_count))
      .def_property_readonly("sets", set_getter<Hold>(&Arrow::sets, hold_count))
      .def_property_readonly("clears", set_getter<Hold>(&Arrow::clears, hold_count))
      .def("__repr__", [](const Arrow& self) { return "<Arrow " + std::string(request_name(self.request)) + ">"; });
}

void bind_steps(py::module_& module) {
  py::class_<PendingExtension> pending(module, "PendingExtension", "An extension asked for and not decided.");
  field(pending, "asked_on", &PendingExtension::asked_on);
  field(pending, "extended_to_on", &PendingExtension::extended_to_on);
  field(pending, "asker", &PendingExtension::asker);
  pending.def("__repr__", [](const PendingExtension& self) {
    return "<PendingExtension to " + self.extended_to_on.iso() + ">";
  });

  py::class_<Step> step(module, "Step", "One past step of a hazard.");
  field(step, "number", &Step::number);
  field(step, "on", &Step::on);
  field(step, "kind", &Step::kind);
  field(step, "state", &Step::state, "after it");
  step.def("__repr__", [](const Step& self) {
    return "<Step " + std::string(fact_name(self.kind)) + " on " + self.on.iso() + ">";
  });
}

void bind_limits(py::module_& module) {
  py::class_<Awaited> awaited(module, "Awaited", "A limit that runs, as the fact that started it wrote it down.");
  field(awaited, "limit", &Awaited::limit);
  field(awaited, "started_on", &Awaited::started_on);
  field(awaited, "number", &Awaited::number, "of the fact that started it");
  field(awaited, "due_on", &Awaited::due_on, "None where neither law nor campaign gives a limit, or no calendar covers it");
  field(awaited, "rule", &Awaited::rule);
  field(awaited, "edition", &Awaited::edition, "of the calendar used");
  awaited.def("__repr__", [](const Awaited& self) {
    return "<Awaited " + std::string(limit_name(self.limit)) + (self.due_on ? " by " + self.due_on->iso() : "") + ">";
  });

  py::class_<Case> one(module, "Case", "A case of enforcement (立案); it outlives its hazard.");
  field(one, "document", &Case::document);
  field(one, "awaited", &Case::awaited, "the decision");
  field(one, "decided_on", &Case::decided_on);
  field(one, "closed_on", &Case::closed_on);
  one.def("__repr__", [](const Case& self) { return "<Case " + self.document + ">"; });

  py::class_<Raised> raised(module, "Raised", "An act of the ladder that was taken (催办, 约谈, 上报).");
  field(raised, "kind", &Raised::kind);
  field(raised, "to", &Raised::to);
  field(raised, "on", &Raised::on);
  field(raised, "number", &Raised::number);
  field(raised, "proposes_closure", &Raised::proposes_closure, "reported upward so that the enterprise be closed (提请关闭)");
  raised.def("__repr__", [](const Raised& self) {
    return "<Raised " + std::string(fact_name(self.kind)) + " to " + self.to + " on " + self.on.iso() + ">";
  });
}

void bind_hazard_fields(py::class_<Hazard>& hazard) {
  field(hazard, "id", &Hazard::id);
  field(hazard, "state", &Hazard::state);
  field(hazard, "grade", &Hazard::grade);
  field(hazard, "supervising_unit", &Hazard::supervising_unit);
  field(hazard, "territorial_unit", &Hazard::territorial_unit);
  field(hazard, "round", &Hazard::round, "of rectification");
  field(hazard, "version", &Hazard::version, "facts recorded of it: what an act names as seen_version");
  field(hazard, "found_on", &Hazard::found_on);
  field(hazard, "limit_on", &Hazard::limit_on);
  field(hazard, "rectified_on", &Hazard::rectified_on);
  field(hazard, "passed_on", &Hazard::passed_on);
  field(hazard, "closed_on", &Hazard::closed_on);
  field(hazard, "pending", &Hazard::pending);
  field(hazard, "extension_count", &Hazard::extension_count);
  field(hazard, "extended_days", &Hazard::extended_days);
  field(hazard, "awaited", &Hazard::awaited, "None once nothing more is awaited");
  field(hazard, "paused_on", &Hazard::paused_on);
  field(hazard, "paused_until", &Hazard::paused_until);
  field(hazard, "graded_on", &Hazard::graded_on);
  field(hazard, "reassigned_on", &Hazard::reassigned_on, "when the supervising unit took over from another");
  field(hazard, "once_listed", &Hazard::once_listed);
  field(hazard, "acknowledged", &Hazard::acknowledged);
  field(hazard, "seal_count", &Hazard::seal_count);
  field(hazard, "sealed_until", &Hazard::sealed_until);
  field(hazard, "rectifiers", &Hazard::rectifiers, "of this round");
  field(hazard, "reviewers", &Hazard::reviewers, "of this round");
  field(hazard, "withdrawn", &Hazard::withdrawn, "who withdrew for an interest");
  field(hazard, "cases", &Hazard::cases);
  field(hazard, "penalties", &Hazard::penalties, "days of penalties decided");
  field(hazard, "raised", &Hazard::raised, "what the ladder did");
  field(hazard, "override_count", &Hazard::override_count);
  field(hazard, "unstated_count", &Hazard::unstated_count);
  field(hazard, "details", &Hazard::details, "the latest value of every descriptive field");
  field(hazard, "set_by", &Hazard::set_by, "the number of the fact behind each value");
  field(hazard, "steps", &Hazard::steps);
}

void bind_hazard(py::module_& module) {
  py::class_<Hazard> hazard(module, "Hazard", "A hazard (隐患) as it stands.");
  bind_hazard_fields(hazard);
  hazard.def_property_readonly("holds", [](const Hazard& self) { return members<Hold>(self.holds, hold_count); })
      .def_property_readonly("due_on", &Hazard::due_on, "the day by which the awaited step is due")
      .def_property_readonly("is_open", &Hazard::is_open)
      .def_property_readonly("is_final", &Hazard::is_final)
      .def_property_readonly("allowed", [](const Hazard& self) { return allowed_requests(self); }, "the requests that the table allows now")
      .def("is_overdue", &Hazard::is_overdue, py::kw_only(), py::arg("as_of"))
      .def("overdue_days", &Hazard::overdue_days, py::kw_only(), py::arg("as_of"))
      .def("__repr__", [](const Hazard& self) {
        return "<Hazard " + self.id.text() + " " + std::string(state_name(self.state)) + ">";
      });
}

void bind_returns(py::module_& module) {
  py::class_<Received> received(module, "Received", "A return as last known for its key.");
  field(received, "unit", &Received::unit);
  field(received, "filing", &Received::filing);
  field(received, "period", &Received::period);
  field(received, "received_on", &Received::received_on, "of the latest return for the key");
  field(received, "first_received_on", &Received::first_received_on, "what decides whether the filing was late");
  field(received, "standing", &Received::standing, "complete, partial");
  field(received, "zero", &Received::zero);
  field(received, "contribution", &Received::contribution);
  field(received, "corrected", &Received::corrected);
  field(received, "sent_back", &Received::sent_back);
  field(received, "taken", &Received::taken);
  field(received, "row_count", &Received::row_count);
  field(received, "refused_count", &Received::refused_count);
  field(received, "unstated_count", &Received::unstated_count);
  field(received, "number", &Received::number);
  field(received, "content", &Received::content);
  field(received, "source", &Received::source);
  field(received, "checkpoint", &Received::checkpoint);
  received.def("__repr__", [](const Received& self) {
    return "<Received " + self.unit.text() + "/" + self.filing.text() + "/" + self.period + " " + self.standing + ">";
  });
}

void bind_measures(py::module_& module) {
  py::class_<MeasureStep> step(module, "MeasureStep", "One statement of a measure.");
  field(step, "number", &MeasureStep::number);
  field(step, "on", &MeasureStep::on);
  field(step, "state", &MeasureStep::state, "after it");
  step.def("__repr__", [](const MeasureStep& self) {
    return "<MeasureStep " + std::string(measure_state_name(self.state)) + " on " + self.on.iso() + ">";
  });

  py::class_<Measure> measure(module, "Measure", "A measure (制度措施) as last stated.");
  field(measure, "id", &Measure::id);
  field(measure, "number", &Measure::number, "of the last statement");
  field(measure, "on", &Measure::on);
  field(measure, "state", &Measure::state);
  field(measure, "targets", &Measure::targets, "problem classes or hazards, as stated");
  field(measure, "steps", &Measure::steps);
  field(measure, "details", &Measure::details);
  measure.def_property_readonly("is_valid", &Measure::is_valid, "issued, in force or under revision")
      .def_property_readonly("allowed", [](const Measure& self) { return allowed_after(self.state); }, "the states that may be stated next")
      .def("__repr__", [](const Measure& self) {
        return "<Measure " + self.id.text() + " " + std::string(measure_state_name(self.state)) + ">";
      });

  py::class_<DemandMet> met(module, "DemandMet", "A unit's word that it has met what a phase demands.");
  field(met, "demand", &DemandMet::demand);
  field(met, "unit", &DemandMet::unit);
  field(met, "on", &DemandMet::on);
  field(met, "number", &DemandMet::number);
  field(met, "evidence", &DemandMet::evidence);
  field(met, "document", &DemandMet::document);
  field(met, "event", &DemandMet::event);
  field(met, "attended", &DemandMet::attended, "persons");
  field(met, "problems", &DemandMet::problems, "hazards or problem classes that a meeting was held about");
  met.def("__repr__", [](const DemandMet& self) { return "<DemandMet " + self.demand + " by " + self.unit.text() + ">"; });
}

void bind_statements(py::module_& module) {
  py::class_<Stated> stated(module, "Stated", "A stated indicator or text block.");
  field(stated, "unit", &Stated::unit);
  field(stated, "code", &Stated::code);
  field(stated, "period", &Stated::period);
  field(stated, "title", &Stated::title);
  field(stated, "measure", &Stated::measure);
  field(stated, "text", &Stated::text);
  field(stated, "number", &Stated::number);
  stated.def_property_readonly("value", [](const Stated& self) { return Cell{Amount{self.value, self.scale}}; });
  stated.def("__repr__", [](const Stated& self) {
    return "<Stated " + self.code + " of " + self.unit.text() + " for " + self.period + ">";
  });
}

void bind_snapshot(py::module_& module) {
  py::class_<Snapshot> snapshot(module, "Snapshot", "What was true on a day, as known at a point of the ledger.");
  snapshot.def_property_readonly("as_of", &Snapshot::as_of)
      .def_property_readonly("checkpoint", [](const Snapshot& self) { return Checkpoint(self.checkpoint()); })
      .def_property_readonly("known_at", &Snapshot::known_at)
      .def_property_readonly("hazards", [](const Snapshot& self) { return std::vector<Hazard>(self.hazards()); })
      .def_property_readonly("measures", [](const Snapshot& self) { return std::vector<Measure>(self.measures()); })
      .def_property_readonly("demands_met", [](const Snapshot& self) { return std::vector<DemandMet>(self.demands_met()); })
      .def_property_readonly("cooperations", [](const Snapshot& self) { return std::vector<Cooperation>(self.cooperations()); },
                             "what bodies outside were asked for, settled or not")
      .def_property_readonly("received", [](const Snapshot& self) { return std::vector<Received>(self.received()); })
      .def_property_readonly("indicators", [](const Snapshot& self) { return std::vector<Stated>(self.indicators()); })
      .def_property_readonly("texts", [](const Snapshot& self) { return std::vector<Stated>(self.texts()); })
      .def_property_readonly("task_reports",
                             [](const Snapshot& self) { return std::vector<Stated>(self.task_reports()); })
      .def("hazard", [](const Snapshot& self, const HazardId& id) { return Hazard(self.hazard(id)); }, py::arg("id"))
      .def("find_hazard",
           [](const Snapshot& self, const HazardId& id) {
             const Hazard* hazard = self.find_hazard(id);
             return hazard == nullptr ? std::nullopt : std::optional<Hazard>(*hazard);
           },
           py::arg("id"))
      .def("__len__", [](const Snapshot& self) { return self.hazards().size(); })
      .def("__repr__", [](const Snapshot& self) {
        return "<Snapshot as of " + self.as_of().iso() + ", " + std::to_string(self.hazards().size()) + " hazards, " +
               std::to_string(self.checkpoint().size) + " items>";
      });
  lend(snapshot, "to_dicts", "bihuan.views", "snapshot_dicts", "The hazards, a dict each.");
  lend(snapshot, "to_pandas", "bihuan.views", "snapshot_frame", "The hazards as a pandas.DataFrame.");
  lend(snapshot, "_repr_html_", "bihuan.views", "snapshot_html", "The open hazards, for notebooks.");
}

void bind_due(py::module_& module) {
  py::class_<Rise> rise(module, "Rise", "The rung of the ladder that applies to something due.");
  field(rise, "step", &Rise::step);
  field(rise, "act", &Rise::act);
  field(rise, "to", &Rise::to, "the addressee by name");
  field(rise, "title", &Rise::title);
  field(rise, "place", &Rise::place);
  field(rise, "done", &Rise::done);
  rise.def("__repr__", [](const Rise& self) {
    return "<Rise " + std::to_string(self.step) + " " + std::string(request_name(self.act)) + (self.done ? " done" : "") + ">";
  });

  py::class_<Due> due(module, "Due", "One thing that needs doing.");
  field(due, "hazard", &Due::hazard);
  field(due, "limit", &Due::limit);
  field(due, "request", &Due::request, "what would end it");
  field(due, "started_on", &Due::started_on);
  field(due, "number", &Due::number, "of the fact that started it");
  field(due, "due_on", &Due::due_on, "None where nothing gives a day");
  field(due, "rule", &Due::rule, "as written down; empty where the paper itself names the day");
  field(due, "edition", &Due::edition, "of the calendar");
  field(due, "resolved_now", &Due::resolved_now, "no day was written down, most often for want of a calendar");
  field(due, "paused", &Due::paused);
  field(due, "working_days_left", &Due::working_days_left, "negative: overdue; None without a day or a calendar");
  field(due, "overdue_days", &Due::overdue_days, "calendar days");
  field(due, "last_on", &Due::last_on, "of the hazard's last fact, acts of the ladder aside");
  field(due, "silent_days", &Due::silent_days, "calendar days since then");
  field(due, "unit", &Due::unit);
  field(due, "answers", &Due::answers, "who answers, upward");
  field(due, "rung", &Due::rung);
  field(due, "reason", &Due::reason, "one Chinese sentence");
  due.def_property_readonly("movers", [](const Due& self) { return members<Role>(self.movers, static_cast<int>(role_names.size())); },
                            "roles that may make the move")
      .def("__repr__", [](const Due& self) {
        return "<Due " + std::string(limit_name(self.limit)) + " of " + self.hazard.text() + (self.due_on ? " by " + self.due_on->iso() : "") + ">";
      });
}

void bind_agenda(py::module_& module) {
  bind_due(module);
  module.def("agenda", &agenda, py::arg("snapshot"), py::arg("plan"), py::arg("rules"), py::arg("calendar"), "What needs doing, by due day.");
  module.def("agenda_of", &agenda_of, py::arg("hazard"), py::arg("snapshot"), py::arg("plan"), py::arg("rules"), py::arg("calendar"),
             "What needs doing about one hazard.");
  module.def("due_within", &due_within, py::arg("dues"), py::arg("working_days"), "Due within so many working days, not overdue.");
  module.def("overdue", &overdue, py::arg("dues"), "Past its day, longest first.");
  module.def("silent", &silent, py::arg("dues"), py::arg("days"), "One for each hazard silent for so many days, longest first.");
  module.def("answerers", &answerers, py::arg("unit"), py::arg("snapshot"), py::arg("plan"),
             "The path by which a unit's trouble rises, with whoever holds the posts.");
}

void bind_likeness(py::module_& module) {
  py::class_<Likeness> likeness(module, "Likeness", "Another hazard of the same class, at the same enterprise or on the same device.");
  field(likeness, "hazard", &Likeness::hazard);
  field(likeness, "other", &Likeness::other);
  field(likeness, "same_enterprise", &Likeness::same_enterprise);
  field(likeness, "same_device", &Likeness::same_device);
  field(likeness, "problem_class", &Likeness::problem_class);
  field(likeness, "state", &Likeness::state, "of the other");
  field(likeness, "found_on", &Likeness::found_on, "of the other");
  field(likeness, "closed_on", &Likeness::closed_on, "of the other");
  field(likeness, "decided", &Likeness::decided, "recorded: a recurrence of it, or distinct from it");
  field(likeness, "why", &Likeness::why, "one Chinese sentence");
  likeness.def("__repr__", [](const Likeness& self) { return "<Likeness " + self.hazard.text() + " to " + self.other.text() + ">"; });

  py::class_<Feasibility> found(module, "Feasibility", "Whether a limit can be kept, judged by how long such hazards have taken.");
  field(found, "hazard", &Feasibility::hazard);
  field(found, "as_of", &Feasibility::as_of);
  field(found, "limit_on", &Feasibility::limit_on);
  field(found, "working_days_left", &Feasibility::working_days_left, "None where no calendar covers them");
  field(found, "problem_class", &Feasibility::problem_class);
  field(found, "class_title", &Feasibility::class_title);
  field(found, "grade", &Feasibility::grade);
  field(found, "case_count", &Feasibility::case_count);
  field(found, "within_count", &Feasibility::within_count, "how many took no more than what is left");
  field(found, "median_days", &Feasibility::median_days, "working days; None below 5 cases");
  found.def_property_readonly("text", &Feasibility::text, "one Chinese sentence").def("__repr__", [](const Feasibility& self) {
    return "<Feasibility of " + self.limit_on.iso() + " for " + self.hazard.text() + ", " + std::to_string(self.case_count) + " cases>";
  });

  module.def("likenesses", &likenesses, py::arg("snapshot"), py::arg("plan"), py::arg("hazard"), "The hazards like one.");
  module.def("undecided_likenesses", &undecided_likenesses, py::arg("snapshot"), py::arg("plan"),
             "Open hazards like an earlier one about which nobody has decided.");
  module.def("feasibility", &feasibility, py::arg("snapshot"), py::arg("plan"), py::arg("hazard"), py::arg("limit_on"), py::arg("calendar"),
             "How a limit compares with how long such hazards have taken.");
}

std::vector<Arrow> arrows() { return {lifecycle().begin(), lifecycle().end()}; }

}  // namespace

void bind_state(py::module_& module) {
  bind_words<State>(module, "State", "Where a hazard stands.", state_count, state_name);
  bind_words<Hold>(module, "Hold", "Beside the state; blocks closing.", hold_count, hold_name);
  bind_words<Request>(module, "Request", "What may be asked of a hazard.", request_count, request_name);
  bind_words<MeasureState>(module, "MeasureState", "Where a measure stands.", measure_state_count, measure_state_name);
  bind_words<Cause>(module, "Cause", "What leaves a hazard behind.", cause_count, cause_name);
  bind_chinese<State>(module);
  bind_chinese<MeasureState>(module);
  bind_chinese<Cause>(module);
  bind_chinese<Request>(module);
  bind_chinese<Hold>(module);
  bind_arrow(module);
  bind_steps(module);
  bind_limits(module);
  bind_hazard(module);
  bind_returns(module);
  bind_measures(module);
  bind_statements(module);
  bind_snapshot(module);
  module.def("problem_class_of", &problem_class_of, py::arg("plan"), py::arg("hazard"),
             "The class of problems that a hazard belongs to; empty when nothing says it.");
  bind_agenda(module);
  bind_likeness(module);
  module.def("lifecycle", &arrows, "The life of a hazard as one table.");
  module.def("lifecycle_page", &lifecycle_page, "The table and a diagram as Markdown.");
}

}  // namespace bihuan::python
