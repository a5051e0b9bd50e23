#include "rooms.hpp"

#include "bihuan/time/deadline.hpp"
#include "bihuan/time/period.hpp"

namespace bihuan::python {

namespace {

void bind_time_words(py::module_& module) {
  py::native_enum<DayKind>(module, "DayKind", word, "What a day is.")
      .value("working_day", DayKind::working_day)
      .value("make_up_day", DayKind::make_up_day)
      .value("weekend", DayKind::weekend)
      .value("holiday", DayKind::holiday)
      .finalize();
  py::native_enum<Roll>(module, "Roll", word, "What happens to a due day that is not worked.")
      .value("none", Roll::none)
      .value("backward", Roll::backward)
      .value("forward", Roll::forward)
      .finalize();
  py::native_enum<Counting>(module, "Counting", word, "Which days a rule counts.")
      .value("calendar_days", Counting::calendar_days)
      .value("working_days", Counting::working_days)
      .finalize();
  py::native_enum<PeriodKind>(module, "PeriodKind", word, "How long a reporting period is.")
      .value("week", PeriodKind::week)
      .value("month", PeriodKind::month)
      .value("quarter", PeriodKind::quarter)
      .value("half_year", PeriodKind::half_year)
      .value("year", PeriodKind::year)
      .finalize();
}

void bind_spans(py::module_& module) {
  py::class_<Span> span(module, "Span", "Days from `first` to `last`, both included.");
  span.def(py::init(&Span::of), py::arg("first"), py::arg("last"))
      .def("contains", &Span::contains, py::arg("day"))
      .def("overlaps", &Span::overlaps, py::arg("other"))
      .def_property_readonly("day_count", &Span::day_count)
      .def(py::self == py::self)
      .def("__hash__", [](const Span& self) { return py::hash(py::make_tuple(self.first, self.last)); })
      .def("__repr__", [](const Span& self) { return "<Span " + self.first.iso() + " to " + self.last.iso() + ">"; });
  field(span, "first", &Span::first);
  field(span, "last", &Span::last);

  py::class_<Validity> validity(module, "Validity", "The days on which something is in force; an absent end is open.");
  validity.def(py::init([](std::optional<Day> first, std::optional<Day> last) { return Validity{first, last}; }),
               py::arg("first") = py::none(), py::arg("last") = py::none());
  validity.def("on", &Validity::on, py::arg("day"));
  validity.def("__repr__", [](const Validity& self) {
    return "<Validity " + (self.first ? self.first->iso() : "…") + " to " + (self.last ? self.last->iso() : "…") + ">";
  });
  field(validity, "first", &Validity::first);
  field(validity, "last", &Validity::last);
}

void bind_days(py::module_& module) {
  py::class_<DayStatus> status(module, "DayStatus", "What a day is and which notice says so.");
  field(status, "day", &DayStatus::day);
  field(status, "kind", &DayStatus::kind);
  field(status, "working", &DayStatus::working);
  field(status, "name", &DayStatus::name, "春节 …; empty for plain days");
  field(status, "notice", &DayStatus::notice);
  field(status, "edition", &DayStatus::edition);
  status.def("__repr__", [](const DayStatus& self) {
    return "<DayStatus " + self.day.iso() + " " + chinese(self.kind) + (self.name.empty() ? "" : " " + self.name) + ">";
  });

  py::class_<Edition> edition(module, "Edition", "One notice as data.");
  field(edition, "id", &Edition::id);
  field(edition, "year", &Edition::year);
  field(edition, "published_on", &Edition::published_on);
  field(edition, "notice", &Edition::notice);
  field(edition, "address", &Edition::address);
  edition.def("__repr__", [](const Edition& self) { return "<Edition " + self.id + ">"; });
}

void bind_periods(py::module_& module) {
  py::class_<Period> period(module, "Period", "A reporting period: 2020-10, 2020-Q4, 2020-H2, 2020, 2020-W41.");
  period.def(py::init(&Period::parse), py::arg("text"))
      .def_static("containing", &Period::containing, py::arg("day"), py::arg("kind"))
      .def_property_readonly("kind", &Period::kind)
      .def_property_readonly("first", &Period::first)
      .def_property_readonly("last", &Period::last)
      .def_property_readonly("year", &Period::year)
      .def_property_readonly("chinese", &Period::chinese)
      .def("next", &Period::next)
      .def("previous", &Period::previous)
      .def(py::self == py::self)
      .def(py::self < py::self)
      .def("__hash__", [](const Period& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &Period::text)
      .def("__repr__", [](const Period& self) { return "Period('" + self.text() + "')"; })
      .def(py::pickle([](const Period& self) { return py::make_tuple(self.text()); },
                      [](const py::tuple& state) { return Period::parse(state[0].cast<std::string>()); }));

  py::class_<PeriodDay> day(module, "PeriodDay", "A day told relative to a period; day 0 is the month's last.");
  day.def(py::init([](int months_after, int number) { return PeriodDay{months_after, number}; }),
          py::arg("months_after") = 0, py::arg("day") = 0);
  day.def("of", &PeriodDay::of, py::arg("period"));
  day.def("__repr__", [](const PeriodDay& self) {
    return "PeriodDay(months_after=" + std::to_string(self.months_after) + ", day=" + std::to_string(self.day) + ")";
  });
  field(day, "months_after", &PeriodDay::months_after);
  field(day, "day", &PeriodDay::day);
}

void bind_deadline_rules(py::module_& module) {
  py::class_<DeadlineRule> rule(module, "DeadlineRule", "\"Within n days of\": which days count, what happens at the end.");
  rule.def(py::init([](std::string id, std::string title, int days, Counting counting, bool counts_start_day, Roll roll,
                       const Validity& valid, std::string source) {
             return DeadlineRule{std::move(id), std::move(title), days, counting,
                                 counts_start_day, roll, valid, std::move(source)};
           }),
           py::kw_only(), py::arg("id"), py::arg("title") = "", py::arg("days"),
           py::arg("counting") = Counting::calendar_days, py::arg("counts_start_day") = false,
           py::arg("roll") = Roll::none, py::arg("valid") = Validity{}, py::arg("source") = "");
  rule.def("__repr__", [](const DeadlineRule& self) { return "<DeadlineRule " + self.id + ">"; });
  field(rule, "id", &DeadlineRule::id);
  field(rule, "title", &DeadlineRule::title);
  field(rule, "days", &DeadlineRule::days);
  field(rule, "counting", &DeadlineRule::counting);
  field(rule, "counts_start_day", &DeadlineRule::counts_start_day);
  field(rule, "roll", &DeadlineRule::roll);
  field(rule, "valid", &DeadlineRule::valid);
  field(rule, "source", &DeadlineRule::source);
}

void bind_deadlines(py::module_& module) {
  py::class_<SkippedDay> skipped(module, "SkippedDay", "A day that did not count, and why.");
  field(skipped, "day", &SkippedDay::day);
  field(skipped, "why", &SkippedDay::why);
  skipped.def("__repr__", [](const SkippedDay& self) { return "<SkippedDay " + self.day.iso() + " " + self.why + ">"; });

  py::class_<Deadline> deadline(module, "Deadline", "A resolved day with the reason for it.");
  field(deadline, "due_on", &Deadline::due_on);
  field(deadline, "nominal_on", &Deadline::nominal_on, "before rolling");
  field(deadline, "nominal_name", &Deadline::nominal_name);
  field(deadline, "previous_working_day", &Deadline::previous_working_day);
  field(deadline, "next_working_day", &Deadline::next_working_day);
  field(deadline, "on_working_day", &Deadline::on_working_day);
  field(deadline, "skipped", &Deadline::skipped);
  field(deadline, "rule", &Deadline::rule);
  field(deadline, "counted", &Deadline::counted);
  field(deadline, "edition", &Deadline::edition);
  field(deadline, "notice", &Deadline::notice);
  deadline.def_property_readonly("explanation", &Deadline::explanation, "One Chinese sentence.");
  deadline.def("__repr__", [](const Deadline& self) { return "<Deadline " + self.due_on.iso() + ">"; });
}

}  // namespace

void bind_time(py::module_& module) {
  bind_time_words(module);
  bind_chinese<DayKind>(module);
  bind_spans(module);
  bind_days(module);
  bind_calendar(module);
  bind_periods(module);
  bind_deadline_rules(module);
  bind_deadlines(module);
  module.def("parse_day", &Day::parse, py::arg("text"),
             "Reads 2025-07-17, 2025/7/17, 2025.7.17 or 2025年7月17日, in full width too.");
  module.def("periods_in", &periods_in, py::arg("span"), py::arg("kind"), "Every period that meets the span.");
  module.def("resolve", &resolve, py::arg("rule"), py::arg("start"), py::arg("calendar"),
             "Applies a rule from a day.");
  module.def("resolve_fixed", &resolve_fixed, py::arg("nominal"), py::arg("roll"), py::arg("rule"),
             py::arg("calendar"), "A fixed day, which only rolling can move.");
}

}  // namespace bihuan::python
