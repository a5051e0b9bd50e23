#include "rooms.hpp"

#include "bihuan/plan/plan.hpp"

namespace bihuan::python {

namespace {

void bind_plan_words(py::module_& module) {
  py::native_enum<Role> role(module, "Role", word, "What someone does in the life of a hazard.");
  for (std::size_t i = 0; i < role_names.size(); ++i) {
    role.value(std::string(role_names[i]).c_str(), static_cast<Role>(i));
  }
  role.finalize();
  py::native_enum<Severity>(module, "Severity", word, "An error blocks adoption; an oddity of the notice warns.")
      .value("warning", Severity::warning)
      .value("error", Severity::error)
      .finalize();
}

void bind_tasks(py::module_& module) {
  py::class_<Named> named(module, "Named", "A unit or collective term as the plan prints it.");
  field(named, "name", &Named::name);
  field(named, "origin", &Named::origin);
  named.def("__repr__", [](const Named& self) { return "<Named " + self.name + ">"; });

  py::class_<Variant> variant(module, "Variant", "A place where text and annex of a notice disagree.");
  field(variant, "what", &Variant::what);
  field(variant, "text", &Variant::text);
  field(variant, "annex", &Variant::annex);
  variant.def("__repr__", [](const Variant& self) { return "<Variant " + self.what + ">"; });

  py::class_<Task> task(module, "Task", "A task (工作任务): a heading or a leaf.");
  field(task, "id", &Task::id);
  field(task, "parent", &Task::parent);
  field(task, "number", &Task::number, "as printed");
  field(task, "title", &Task::title);
  field(task, "substance", &Task::substance);
  field(task, "place", &Task::place);
  field(task, "is_leaf", &Task::is_leaf);
  field(task, "leading", &Task::leading);
  field(task, "responsible", &Task::responsible);
  field(task, "cooperating", &Task::cooperating);
  field(task, "variants", &Task::variants);
  field(task, "origin", &Task::origin);
  field(task, "note", &Task::note);
  task.def("__repr__", [](const Task& self) { return "<Task " + self.id.text() + " " + self.title + ">"; });
}

void bind_phases(py::module_& module) {
  py::class_<Demand> demand(module, "Demand", "What a phase demands.");
  field(demand, "id", &Demand::id);
  field(demand, "text", &Demand::text);
  field(demand, "place", &Demand::place);
  demand.def("__repr__", [](const Demand& self) { return "<Demand " + self.id + ">"; });

  py::class_<Phase> phase(module, "Phase", "A phase (阶段).");
  field(phase, "id", &Phase::id);
  field(phase, "title", &Phase::title);
  field(phase, "span", &Phase::span);
  field(phase, "demanded_of", &Phase::demanded_of, "who has to do it");
  field(phase, "demands", &Phase::demands);
  field(phase, "place", &Phase::place);
  field(phase, "note", &Phase::note);
  phase.def("__repr__", [](const Phase& self) { return "<Phase " + self.id.text() + " " + self.title + ">"; });
}

void bind_filings(py::module_& module) {
  py::class_<Filing> filing(module, "Filing", "A duty to file (报送任务).");
  field(filing, "id", &Filing::id);
  field(filing, "title", &Filing::title);
  field(filing, "filers", &Filing::filers);
  field(filing, "recipient", &Filing::recipient);
  field(filing, "every", &Filing::every);
  field(filing, "due", &Filing::due);
  field(filing, "cutoff", &Filing::cutoff);
  field(filing, "roll", &Filing::roll);
  field(filing, "roll_origin", &Filing::roll_origin);
  field(filing, "cutoff_origin", &Filing::cutoff_origin);
  field(filing, "span", &Filing::span);
  field(filing, "forms", &Filing::forms);
  field(filing, "variants", &Filing::variants);
  field(filing, "place", &Filing::place);
  field(filing, "note", &Filing::note);
  filing.def("__repr__", [](const Filing& self) { return "<Filing " + self.id.text() + " " + self.title + ">"; });

  py::class_<DueFiling> due(module, "DueFiling", "One due day of a filing.");
  field(due, "filing", &DueFiling::filing);
  field(due, "period", &DueFiling::period);
  field(due, "cutoff_on", &DueFiling::cutoff_on, "last day that the figures cover");
  field(due, "deadline", &DueFiling::deadline);
  due.def_property_readonly("due_on", &DueFiling::due_on)
      .def_property_readonly("on_working_day", [](const DueFiling& self) { return self.deadline.on_working_day; })
      .def_property_readonly("previous_working_day",
                             [](const DueFiling& self) { return self.deadline.previous_working_day; })
      .def_property_readonly("next_working_day", [](const DueFiling& self) { return self.deadline.next_working_day; })
      .def_property_readonly("explanation", [](const DueFiling& self) { return self.deadline.explanation(); })
      .def("__repr__", [](const DueFiling& self) {
        return "<DueFiling " + self.filing.text() + " " + self.period.text() + " due " + self.due_on().iso() + ">";
      });
}

void bind_notice(py::module_& module) {
  py::class_<Basis> basis(module, "Basis", "A document that the notice rests on.");
  field(basis, "title", &Basis::title);
  field(basis, "number", &Basis::number);
  field(basis, "place", &Basis::place);
  basis.def("__repr__", [](const Basis& self) { return "<Basis " + self.title + ">"; });

  py::class_<Provision> provision(module, "Provision", "A rule that the notice itself sets.");
  field(provision, "id", &Provision::id);
  field(provision, "text", &Provision::text);
  field(provision, "place", &Provision::place);
  field(provision, "valid", &Provision::valid);
  field(provision, "origin", &Provision::origin);
  provision.def("__repr__", [](const Provision& self) { return "<Provision " + self.id + ">"; });

  py::class_<Notice> notice(module, "Notice", "Who issued it, when, under which number, for which campaign.");
  field(notice, "id", &Notice::id);
  field(notice, "campaign", &Notice::campaign);
  field(notice, "title", &Notice::title);
  field(notice, "number", &Notice::number);
  field(notice, "issuer", &Notice::issuer);
  field(notice, "issued_on", &Notice::issued_on);
  field(notice, "addressees", &Notice::addressees);
  field(notice, "zone_minutes", &Notice::zone_minutes);
  field(notice, "span", &Notice::span);
  notice.def("__repr__", [](const Notice& self) { return "<Notice " + self.number + ">"; });

  py::class_<Unprinted> unprinted(module, "Unprinted", "A value of the plan file that does not stand in the notice.");
  field(unprinted, "what", &Unprinted::what);
  field(unprinted, "origin", &Unprinted::origin);
  field(unprinted, "line", &Unprinted::line);
  unprinted.def("__repr__", [](const Unprinted& self) { return "<Unprinted " + self.what + ">"; });
}

void bind_checks(py::module_& module) {
  py::class_<RoleHolders> holders(module, "RoleHolders", "The posts that may act in a role.");
  field(holders, "role", &RoleHolders::role);
  field(holders, "posts", &RoleHolders::posts);
  field(holders, "origin", &RoleHolders::origin);
  holders.def("__repr__", [](const RoleHolders& self) {
    return "<RoleHolders of " + std::string(role_name(self.role)) + ">";
  });

  py::class_<Problem> problem(module, "Problem", "What is odd or wrong in a plan.");
  field(problem, "code", &Problem::code);
  field(problem, "severity", &Problem::severity);
  field(problem, "place", &Problem::place);
  field(problem, "sentence", &Problem::sentence, "in Chinese, for the office");
  field(problem, "line", &Problem::line, "line in the plan file; 0 when it speaks of the whole");
  problem.def("__repr__", [](const Problem& self) {
    return "<Problem " + self.code + (self.severity == Severity::error ? " error" : " warning") + " at " + self.place + ">";
  });
}

Calendar calendar_or_china(const std::optional<Calendar>& calendar) { return calendar ? *calendar : Calendar::china(); }

std::vector<Phase> phases_on(const Plan& plan, Day on) {
  std::vector<Phase> copies;
  for (const Phase* phase : plan.phases_on(on)) copies.push_back(*phase);
  return copies;
}

template <class Thing, class Key>
auto found_in_plan(const Thing* (Plan::*find)(Key) const noexcept) {
  return [find](const Plan& self, const std::remove_cvref_t<Key>& key) -> std::optional<Thing> {
    const Thing* thing = (self.*find)(key);
    return thing == nullptr ? std::nullopt : std::optional<Thing>(*thing);
  };
}

void bind_plan_questions(py::class_<Plan>& plan) {
  plan.def(
          "problems",
          [](const Plan& self, const std::optional<Calendar>& calendar) {
            return self.problems(calendar_or_china(calendar));
          },
          py::kw_only(), py::arg("calendar") = py::none(), "Every error and oddity, in the order of the file.")
      .def(
          "filings",
          [](const Plan& self, std::optional<Roll> roll, bool announced_only, const std::optional<Calendar>& calendar) {
            return self.filings(calendar_or_china(calendar), FilingOptions{roll, announced_only});
          },
          py::kw_only(), py::arg("roll") = py::none(), py::arg("announced_only") = false,
          py::arg("calendar") = py::none(),
          "Every due day of every filing, in order of due day.")
      .def(
          "due",
          [](const Plan& self, const FilingId& filing, const Period& period, const std::optional<Calendar>& calendar) {
            return self.due(filing, period, calendar_or_china(calendar));
          },
          py::arg("filing"), py::arg("period"), py::kw_only(), py::arg("calendar") = py::none())
      .def("find_task", found_in_plan(&Plan::find_task), py::arg("id"))
      .def("find_filing", found_in_plan(&Plan::find_filing), py::arg("id"))
      .def("find_role", found_in_plan(&Plan::find_role), py::arg("role"))
      .def("filers_of", &Plan::filers_of, py::arg("filing"), py::kw_only(), py::arg("on"),
           "Units that file on a day, terms expanded.")
      .def("phases_on", &phases_on, py::arg("day"))
      .def("responsibilities",
           [](const Plan& self, std::optional<Day> on) {
             return on ? self.responsibilities(*on) : self.responsibilities();
           },
           py::kw_only(), py::arg("on") = py::none(), "Names resolved and terms expanded; over all days unless named.")
      .def("chart", &Plan::chart);
}

}  // namespace

void bind_plan(py::module_& module) {
  bind_plan_words(module);
  bind_chinese<Role>(module);
  bind_chinese<Severity>(module);
  bind_tasks(module);
  bind_phases(module);
  bind_filings(module);
  bind_notice(module);
  bind_checks(module);
  py::class_<Plan> plan(module, "Plan", "The adopted notice as one value, read from a TOML file.");
  plan.def_static("load", &Plan::load, py::arg("path"), "Reads a plan file.")
      .def_static("parse", &Plan::parse, py::arg("text"), py::arg("file_name") = "<text>")
      .def("__repr__",
           [](const Plan& self) {
             return "<Plan " + self.notice.id + ", " + std::to_string(self.tasks.size()) + " tasks>";
           })
      .def(py::pickle([](const Plan& self) { return py::make_tuple(self.text, self.file); },
                      [](const py::tuple& state) {
                        return Plan::parse(state[0].cast<std::string>(), state[1].cast<std::string>());
                      }));
  field(plan, "notice", &Plan::notice);
  field(plan, "organisation", &Plan::organisation);
  field(plan, "tasks", &Plan::tasks, "headings and leaves, in the order of the file");
  field(plan, "phases", &Plan::phases);
  field(plan, "duties", &Plan::duties, "the duties; filings() gives the due days");
  field(plan, "roles", &Plan::roles);
  field(plan, "bases", &Plan::bases);
  field(plan, "provisions", &Plan::provisions);
  field(plan, "head_post", &Plan::head_post);
  field(plan, "unprinted", &Plan::unprinted, "what was inferred or assumed");
  field(plan, "text", &Plan::text);
  field(plan, "file", &Plan::file);
  bind_plan_questions(plan);
  lend(plan, "_repr_html_", "bihuan.views", "plan_html", "The leaf tasks, for notebooks.");
}

}  // namespace bihuan::python
