#include "rooms.hpp"

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/lifecycle.hpp"  // the words of Grade

namespace bihuan::python {

namespace {

void bind_plan_words(py::module_& module) {
  bind_words<Role>(module, "Role", "What someone does in the life of a hazard.", static_cast<int>(role_names.size()), role_name);
  bind_words<Grade>(module, "Grade", "How grave a hazard is.", 3, grade_name);
  bind_words<Limit>(module, "Limit", "What a limit runs for.", static_cast<int>(limit_names.size()), limit_name);
  bind_words<DemandKind>(module, "DemandKind", "What a phase may demand.", static_cast<int>(demand_kind_names.size()),
                         demand_kind_name);
  py::native_enum<Severity>(module, "Severity", word, "An error blocks adoption; an oddity of the notice warns.")
      .value("warning", Severity::warning)
      .value("error", Severity::error)
      .finalize();
}

void bind_tasks(py::module_& module) {
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
  field(demand, "kind", &Demand::kind);
  field(demand, "kind_origin", &Demand::kind_origin, "the notice prints the text; the kind is most often assumed");
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

void bind_rules(py::module_& module) {
  py::class_<Rule> rule(module, "Rule", "One limit with its source and its days (期限规定).");
  field(rule, "term", &Rule::term, "id, title, days, which days count, validity, source");
  field(rule, "limit", &Rule::limit, "Limit.none: a limit of the trade outside the life of a hazard");
  field(rule, "grade", &Rule::grade, "only for hazards of this grade");
  field(rule, "count", &Rule::count, "propose_closure: how many penalties within the days");
  field(rule, "is_law", &Rule::is_law, "False: the campaign's own");
  field(rule, "origin", &Rule::origin);
  rule.def("__repr__", [](const Rule& self) { return "<Rule " + self.term.id + ">"; });

  py::class_<Rulebook>(module, "Rulebook", "The rules in force; the law goes before a campaign's own.")
      .def_static("law", &Rulebook::law, "The shipped law of the special-equipment trade.")
      .def_static("load", &Rulebook::load, py::arg("path"), "Another rule file, taken as law.")
      .def_static("parse", &Rulebook::parse, py::arg("text"), py::arg("file_name") = "<text>")
      .def_static("none", &Rulebook::none, "No rule at all.")
      .def("with_rules", &Rulebook::with, py::arg("more"), "This book with more rules: a plan's own.")
      .def_property_readonly("rules", [](const Rulebook& self) { return std::vector<Rule>(self.rules()); })
      .def("find",
           [](const Rulebook& self, Limit limit, Day on, Grade grade) -> std::optional<Rule> {
             const Rule* found = self.find(limit, on, grade);
             return found == nullptr ? std::nullopt : std::optional(*found);
           },
           py::arg("limit"), py::kw_only(), py::arg("on"), py::arg("grade") = Grade::ungraded,
           "The rule for a limit on the day of the event, or None.")
      .def("rule", &Rulebook::rule, py::arg("id"), py::return_value_policy::copy, "PlanError names the nearest ids.")
      .def_property_readonly("text", &Rulebook::text, "A line a rule: what an issued report pins by its digest.")
      .def("__repr__", [](const Rulebook& self) { return "<Rulebook of " + std::to_string(self.rules().size()) + " rules>"; });

  py::class_<Rung> rung(module, "Rung", "One rung of the ladder by which trouble rises.");
  field(rung, "step", &Rung::step, "1, 2 … upward");
  rung.def_property_readonly("when", [](const Rung& self) { return rung_when_name(self.when); }, "overdue, silent or graded");
  field(rung, "days", &Rung::days);
  field(rung, "counting", &Rung::counting);
  field(rung, "grade", &Rung::grade, "only for hazards of this grade");
  field(rung, "act", &Rung::act, "remind, interview or report_up");
  field(rung, "to", &Rung::to, "supervising_unit, leading_unit, office, leading_group, or a name");
  field(rung, "title", &Rung::title);
  field(rung, "place", &Rung::place);
  field(rung, "origin", &Rung::origin);
  rung.def("__repr__", [](const Rung& self) { return "<Rung " + std::to_string(self.step) + " " + self.title + ">"; });

  py::class_<ProblemClass> kind(module, "ProblemClass", "A class of problems (问题类别).");
  field(kind, "id", &ProblemClass::id);
  field(kind, "title", &ProblemClass::title);
  field(kind, "tasks", &ProblemClass::tasks, "leaf tasks it belongs to; empty: any");
  field(kind, "origin", &ProblemClass::origin);
  field(kind, "place", &ProblemClass::place);
  kind.def("__repr__", [](const ProblemClass& self) { return "<ProblemClass " + self.id + " " + self.title + ">"; });
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

/// What a plan is read from again. One that a ledger has changed is more than its text.
py::tuple text_and_file(const Plan& plan) {
  const auto same = [](const Term& a, const Term& b) {
    return a.person == b.person && a.seat == b.seat && a.valid == b.valid && a.acting == b.acting;
  };
  const auto& now = plan.organisation.incumbencies;
  const auto written = Plan::parse(plan.text, plan.file).organisation.incumbencies;
  if (plan.is_reorganised() || !std::equal(now.begin(), now.end(), written.begin(), written.end(), same))
    throw py::type_error("a plan that its ledger has changed (reorganisations, appointments) can't be pickled; hand over the ledger's path and open it there");
  return py::make_tuple(plan.text, plan.file);
}

void bind_plan_questions(py::class_<Plan>& plan) {
  plan.def(
          "problems",
          [](const Plan& self, const std::optional<Calendar>& calendar, const std::optional<Rulebook>& law) {
            return self.problems(calendar_or_china(calendar), law ? *law : Rulebook::law());
          },
          py::kw_only(), py::arg("calendar") = py::none(), py::arg("law") = py::none(), "Every error and oddity, in the order of the file.")
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
      .def("answering_seats", &Plan::answering_seats, py::kw_only(), py::arg("on"),
           "The seats that answer on a day: the head of every unit, and the leading group's.")
      .def("vacancies", &Plan::vacancies, py::kw_only(), py::arg("on"), "Those of them that fewer persons hold than should.")
      .def("chart", &Plan::chart);
}

}  // namespace

void bind_plan(py::module_& module) {
  bind_plan_words(module);
  bind_chinese<Role>(module);
  bind_chinese<Grade>(module);
  bind_chinese<Limit>(module);
  bind_chinese<DemandKind>(module);
  bind_chinese<Severity>(module);
  bind_tasks(module);
  bind_phases(module);
  bind_filings(module);
  bind_rules(module);
  bind_notice(module);
  bind_checks(module);
  py::class_<Plan> plan(module, "Plan", "The adopted notice as one value, read from a TOML file.");
  plan.def_static("load", &Plan::load, py::arg("path"), "Reads a plan file.")
      .def_static("parse", &Plan::parse, py::arg("text"), py::arg("file_name") = "<text>")
      .def("__repr__",
           [](const Plan& self) {
             return "<Plan " + self.notice.id + ", " + std::to_string(self.tasks.size()) + " tasks>";
           })
      .def(py::pickle(&text_and_file,
                      [](const py::tuple& state) {
                        return Plan::parse(state[0].cast<std::string>(), state[1].cast<std::string>());
                      }));
  plan.def("__copy__", [](const Plan& self) { return Plan(self); }).def("__deepcopy__", [](const Plan& self, const py::dict&) { return Plan(self); }, py::arg("memo"));
  field(plan, "notice", &Plan::notice);
  field(plan, "organisation", &Plan::organisation);
  field(plan, "tasks", &Plan::tasks, "headings and leaves, in the order of the file");
  field(plan, "phases", &Plan::phases);
  field(plan, "duties", &Plan::duties, "the duties; filings() gives the due days");
  field(plan, "roles", &Plan::roles);
  field(plan, "bases", &Plan::bases);
  field(plan, "provisions", &Plan::provisions);
  field(plan, "rules", &Plan::rules, "the campaign's own limits; the law goes before them");
  field(plan, "ladder", &Plan::ladder, "lowest first");
  field(plan, "problem_classes", &Plan::problem_classes);
  field(plan, "territories", &Plan::territories);
  field(plan, "device_kinds", &Plan::device_kinds);
  field(plan, "head_post", &Plan::head_post);
  field(plan, "unprinted", &Plan::unprinted, "what was inferred or assumed");
  field(plan, "text", &Plan::text);
  field(plan, "file", &Plan::file);
  bind_plan_questions(plan);
  lend(plan, "_repr_html_", "bihuan.views", "plan_html", "The leaf tasks, for notebooks.");
}

}  // namespace bihuan::python
