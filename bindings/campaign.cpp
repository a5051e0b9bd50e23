#include "rooms.hpp"

#include "bihuan/campaign.hpp"

namespace bihuan::python {

namespace {

using released = py::call_guard<py::gil_scoped_release>;
using Actors = std::vector<Actor>;

/// None, an item number, a checkpoint, a datetime (or its ISO text) or a date.
KnownAt known_at_from(const py::object& point) {
  if (point.is_none()) return {};
  if (py::isinstance<py::int_>(point)) return point.cast<ItemNumber>();
  if (py::isinstance<Checkpoint>(point)) return point.cast<Checkpoint>();
  if (is_date(point) && !is_datetime(point)) return day_from(point);
  return instant_from(point);
}

void bind_receipts(py::module_& module) {
  py::class_<Receipt> receipt(module, "Receipt", "The receipt of a return.");
  field(receipt, "unit", &Receipt::unit);
  field(receipt, "filing", &Receipt::filing);
  field(receipt, "period", &Receipt::period);
  field(receipt, "received_on", &Receipt::received_on);
  field(receipt, "due_on", &Receipt::due_on, "None for a contribution");
  field(receipt, "standing", &Receipt::standing, "complete, partial");
  field(receipt, "late", &Receipt::late);
  field(receipt, "repeated", &Receipt::repeated, "the same content was handed in before");
  field(receipt, "corrected", &Receipt::corrected);
  field(receipt, "contribution", &Receipt::contribution);
  field(receipt, "dry_run", &Receipt::dry_run);
  field(receipt, "fact_count", &Receipt::fact_count);
  field(receipt, "rows", &Receipt::rows, "refused rows first");
  field(receipt, "missing", &Receipt::missing);
  field(receipt, "lower_figures", &Receipt::lower_figures);
  field(receipt, "warnings", &Receipt::warnings);
  field(receipt, "merged", &Receipt::merged, "what a workbook that was made out changed; None for another");
  field(receipt, "item", &Receipt::item);
  field(receipt, "leaf", &Receipt::leaf, "of that item");
  field(receipt, "checkpoint", &Receipt::checkpoint);
  receipt.def_property_readonly("refused_count", &Receipt::refused_count).def("__repr__", [](const Receipt& self) {
    return "<Receipt " + self.unit.text() + "/" + self.filing.text() + "/" + self.period.text() + " " + self.standing +
           ", " + std::to_string(self.fact_count) + " facts, " + std::to_string(self.refused_count()) + " rows refused>";
  });

  py::class_<IssuedReport> issued(module, "IssuedReport", "An issued report: the files and the fact.");
  field(issued, "report", &IssuedReport::report);
  field(issued, "item", &IssuedReport::item);
  field(issued, "files", &IssuedReport::files);
  field(issued, "digests", &IssuedReport::digests, "SHA-256 in hex, in the order of the files");
  issued.def("__repr__", [](const IssuedReport& self) {
    return "<IssuedReport " + self.report.filing.text() + " " + self.report.period.text() + ", " +
           std::to_string(self.files.size()) + " files>";
  });
}

void bind_verified(py::module_& module) {
  py::class_<Verified, Verification> verified(module, "Verified", "What verify found: the ledger's bytes, and the reports issued from it.");
  verified
      .def_property_readonly("kept_count", [](const Verified& self) { return self.kept_count; }, "files that facts name by digest and that stand in the archive as they were")
      .def_property_readonly("absent_count", [](const Verified& self) { return self.absent_count; }, "such files that are not kept here")
      .def_property_readonly("altered_files", [](const Verified& self) { return self.altered_files; });
  verified.def_property_readonly("accounts", [](const Verified& self) { return self.accounts; }).def("__bool__", &Verified::ok).def("__repr__", [](const Verified& self) {
    return "<Verified " + std::string(self.ok() ? "ok" : self.is_sound() ? "failed" : verdict_name(self.verdict)) + ", " + std::to_string(self.checkpoint.size) + " items, " +
           std::to_string(self.accounts.reports.size()) + " reports>";
  });
  module.def("verify_campaign", &verify_campaign, py::arg("path"), py::arg("anchors") = std::vector<Anchor>{}, released(),
             "Verifies a ledger file and every report issued from it; writes nothing.");
}

void bind_known(py::module_& module) {
  py::class_<Known> known(module, "Known", "A fact with its number and when it was recorded.");
  field(known, "number", &Known::number);
  field(known, "recorded_at", &Known::recorded_at);
  field(known, "fact", &Known::fact);
  known.def_property_readonly("kind", [](const Known& self) { return self.fact.kind; })
      .def_property_readonly("on", [](const Known& self) { return self.fact.on; })
      .def_property_readonly("subject", [](const Known& self) { return self.fact.subject; })
      .def_property_readonly("by", [](const Known& self) { return self.fact.by; })
      .def_property_readonly("fields", [](const Known& self) { return self.fact.fields; })
      .def("__repr__", [](const Known& self) {
        return "<Known " + std::to_string(self.number) + " " + std::string(fact_name(self.fact.kind)) + " of " +
               self.fact.subject + " on " + self.fact.on.iso() + ">";
      });
}

Clock clock_or_system(std::optional<Clock> clock) { return clock ? std::move(*clock) : system_clock(); }

void bind_doors(py::class_<Campaign>& campaign) {
  campaign
      .def_static(
          "create",
          [](const std::filesystem::path& ledger, const Plan& plan, std::optional<Clock> clock, const Actors& by) {
            return Campaign::create(ledger, plan, clock_or_system(std::move(clock)), by);
          },
          py::arg("path"), py::arg("plan"), py::arg("clock"), py::arg("by"), released())
      .def_static("create_in_memory", &Campaign::create_in_memory, py::arg("plan"), py::arg("clock"), py::arg("by"), released())
      .def_static(
          "open",
          [](const std::filesystem::path& ledger, std::optional<Clock> clock) {
            return Campaign::open(ledger, clock_or_system(std::move(clock)));
          },
          py::arg("path"), py::arg("clock"), released());
}

void bind_acts(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "record",
          [](Campaign& self, Request request, const std::string& hazard, Day on, const Actors& by, const Fields& fields,
             std::optional<std::int64_t> seen_version) {
            return self.record(request, hazard, Act{on, by, fields, seen_version});
          },
          py::arg("request"), py::arg("hazard"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released())
      .def(
          "state_measure",
          [](Campaign& self, const MeasureId& id, Day on, const Actors& by, const Fields& fields,
             std::optional<std::int64_t> seen_version) {
            return self.state_measure(id, Act{on, by, fields, seen_version});
          },
          py::arg("id"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released())
      .def(
          "meet_demand",
          [](Campaign& self, const std::string& demand, Day on, const Actors& by, const Fields& fields,
             std::optional<std::int64_t> seen_version) {
            return self.meet_demand(demand, Act{on, by, fields, seen_version});
          },
          py::arg("demand"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released())
      .def(
          "report_task",
          [](Campaign& self, const TaskId& id, Day on, const Actors& by, const Fields& fields,
             std::optional<std::int64_t> seen_version) {
            return self.report_task(id, Act{on, by, fields, seen_version});
          },
          py::arg("id"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released())
      .def("appoint", &Campaign::appoint, py::arg("seat"), py::arg("person_or_name"), py::arg("on"), py::arg("acting"),
           py::arg("by"), released())
      .def("end_term", &Campaign::end_term, py::arg("seat"), py::arg("person"), py::arg("on"), py::arg("by"), released())
      .def("amend", &Campaign::amend, py::arg("plan"), py::arg("reason"), py::arg("on"), py::arg("by"), released())
      .def("send_back", &Campaign::send_back, py::arg("unit"), py::arg("filing"), py::arg("period"), py::arg("reason"),
           py::arg("on"), py::arg("by"), released())
      .def("take", &Campaign::take, py::arg("unit"), py::arg("filing"), py::arg("period"), py::arg("on"), py::arg("by"),
           released())
      .def("erase_person", &Campaign::erase_person, py::arg("person"), released())
      .def("catch_up", &Campaign::catch_up, released());
}

void bind_bodies_outside(py::class_<Campaign>& campaign) {
  const auto act = [&](const char* name, Known (Campaign::*verb)(const CooperationId&, const Act&)) {
    campaign.def(
        name,
        [verb](Campaign& self, const CooperationId& id, Day on, const Actors& by, const Fields& fields, std::optional<std::int64_t> seen_version) {
          return (self.*verb)(id, Act{on, by, fields, seen_version});
        },
        py::arg("id"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released());
  };
  act("ask_body", &Campaign::ask_body);
  act("answer_for_body", &Campaign::answer_for_body);
  act("chase_body", &Campaign::chase_body);
  act("withdraw_cooperation", &Campaign::withdraw_cooperation);
  campaign.def(
      "outside",
      [](const Campaign& self, Day as_of, const py::object& known_at) {
        const KnownAt point = known_at_from(known_at);
        const py::gil_scoped_release free;
        return self.outside(as_of, point);
      },
      py::arg("as_of"), py::arg("known_at"));
}

void bind_hand_in(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "hand_in_csv",
          [](Campaign& self, const std::vector<std::filesystem::path>& files, std::optional<Day> received,
             std::string reason, bool dry_run, bool all_or_nothing, const Actors& by) {
            return self.hand_in_csv(files, {received, std::move(reason), dry_run, all_or_nothing}, by);
          },
          py::arg("files"), py::arg("received"), py::arg("reason"), py::arg("dry_run"), py::arg("all_or_nothing"),
          py::arg("by"), released())
      .def(
          "hand_in_sheets",
          [](Campaign& self, const std::vector<Sheet>& sheets, const py::bytes& content, std::optional<Day> received,
             std::string reason, bool dry_run, bool all_or_nothing, const Actors& by) {
            const std::string_view bytes = content;
            const py::gil_scoped_release free;
            return self.hand_in_sheets(sheets, bytes, {received, std::move(reason), dry_run, all_or_nothing}, by);
          },
          py::arg("sheets"), py::arg("content"), py::arg("received"), py::arg("reason"), py::arg("dry_run"),
          py::arg("all_or_nothing"), py::arg("by"));
}

/// An archive's members go to Python as name and bytes: zipfile writes them.
void bind_bundle(py::module_& module) {
  py::class_<Bundle> bundle(module, "Bundle", "An issued report with all that an outsider needs to check it.");
  field(bundle, "item", &Bundle::item, "of the fact that issued it");
  field(bundle, "pinned", &Bundle::pinned, "what the paper shows");
  field(bundle, "checkpoint", &Bundle::checkpoint, "after the issuing commit: what every proof leads to");
  field(bundle, "fact_count", &Bundle::fact_count);
  bundle
      .def_property_readonly("members",
                             [](const Bundle& self) {
                               py::list out;
                               for (const BundleMember& member : self.members) out.append(py::make_tuple(member.name, py::bytes(member.bytes)));
                               return out;
                             })
      .def("__repr__", [](const Bundle& self) {
        return "<Bundle, " + std::to_string(self.fact_count) + " facts, " + std::to_string(self.members.size()) + " members>";
      });
}

void bind_proving(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "prove",
          [](const Campaign& self, ItemNumber item, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.prove(item, point);
          },
          py::arg("item"), py::arg("known_at"))
      .def(
          "prove_growth",
          [](const Campaign& self, const py::object& since, const py::object& until) {
            const KnownAt from = known_at_from(since);
            const KnownAt to = known_at_from(until);
            const py::gil_scoped_release free;
            return self.prove_growth(from, to);
          },
          py::arg("since"), py::arg("until"))
      .def(
          "growth_since",
          [](const Campaign& self, const py::object& since, const SigningKey& key) {
            const KnownAt from = known_at_from(since);
            const py::gil_scoped_release free;
            return self.growth_since(from, key);
          },
          py::arg("since"), py::arg("key"))
      .def("bundle", &Campaign::bundle, py::arg("period"), py::arg("filing"), py::arg("key"), released())
      .def("receipt_of", &Campaign::receipt_of, py::arg("item"), released())
      .def("checkpoint_note", &Campaign::checkpoint_note, py::arg("key"), released());
}

void bind_merging(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "prefill",
          [](const Campaign& self, const UnitId& unit, const Period& period, const std::optional<FilingId>& filing, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.prefill(unit, period, filing, point);
          },
          py::arg("unit"), py::arg("period"), py::arg("filing"), py::arg("known_at"))
      .def(
          "merge_sheets",
          [](const Campaign& self, const std::vector<Sheet>& sheets) { return self.merge(read_return(sheets, self.form())); },
          py::arg("sheets"), released())
      .def(
          "merge_csv",
          [](const Campaign& self, const std::vector<std::pair<std::string, py::bytes>>& files) {
            std::vector<std::pair<std::string, std::string>> contents;
            for (const auto& [name, bytes] : files) contents.emplace_back(name, std::string(bytes));
            const py::gil_scoped_release free;
            return self.merge(read_return_csv(contents, self.form()));
          },
          py::arg("files"));
}

void bind_grounds(py::class_<Campaign>& campaign) {
  campaign
      .def("plan_at", [](const Campaign& self, const py::object& known_at) { return self.plan_at(known_at_from(known_at)); }, py::arg("known_at"))
      .def("rules_at", [](const Campaign& self, const py::object& known_at) { return self.rules_at(known_at_from(known_at)); }, py::arg("known_at"))
      .def("calendar_at", [](const Campaign& self, const py::object& known_at) { return self.calendar_at(known_at_from(known_at)); }, py::arg("known_at"));
}

void bind_house(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "reorganise",
          [](Campaign& self, const Change& change, Day on, const Actors& by, const Fields& fields, std::optional<std::int64_t> seen_version) {
            return self.reorganise(change, Act{on, by, fields, seen_version});
          },
          py::arg("change"), py::arg("on"), py::arg("by"), py::arg("fields"), py::arg("seen_version"), released())
      .def(
          "handover",
          [](const Campaign& self, const PostInUnit& seat, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.handover(seat, as_of, point);
          },
          py::arg("seat"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "accountability",
          [](const Campaign& self, const HazardId& hazard, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.accountability(hazard, as_of, point);
          },
          py::arg("hazard"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "accountability_of_all",
          [](const Campaign& self, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.accountability(as_of, point);
          },
          py::arg("as_of"), py::arg("known_at"))
      .def(
          "who_answers",
          [](const Campaign& self, const HazardId& hazard, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.who_answers(hazard, as_of, point);
          },
          py::arg("hazard"), py::arg("as_of"), py::arg("known_at"));
}

void bind_what_if(py::module_& module, py::class_<Campaign>& campaign) {
  campaign.def("fork", [](const Campaign& self, std::optional<Clock> clock) { return self.fork(clock ? std::move(*clock) : Clock{}); }, py::arg("clock"), released())
      .def_property_readonly("is_fork", &Campaign::is_fork)
      .def(
          "load",
          [](const Campaign& self, Day as_of, int weeks, const LoadWeights& weights, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.load(as_of, {weights, weeks}, point);
          },
          py::arg("as_of"), py::arg("weeks"), py::arg("weights"), py::arg("known_at"));
  module.def(
      "compare",
      [](const Campaign& reality, const Campaign& supposed, Day as_of, int weeks, const LoadWeights& weights) {
        return compare(reality, supposed, as_of, {weights, weeks});
      },
      py::arg("reality"), py::arg("supposed"), py::arg("as_of"), py::arg("weeks"), py::arg("weights"), released(),
      "What a fork supposes, against the campaign that it was made from.");
}

void bind_folds(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "tally",
          [](const Campaign& self, const std::vector<Day>& as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.tally(as_of, point);
          },
          py::arg("as_of"), py::arg("known_at"))
      .def(
          "snapshot",
          [](const Campaign& self, Day as_of, const py::object& known_at, std::optional<Day> house_on) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.snapshot(as_of, point, house_on);
          },
          py::arg("as_of"), py::arg("known_at"), py::arg("house_on"));
}

void bind_questions(py::class_<Campaign>& campaign) {
  campaign
      .def(
          "agenda",
          [](const Campaign& self, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.agenda(as_of, point);
          },
          py::arg("as_of"), py::arg("known_at"))
      .def(
          "explain",
          [](const Campaign& self, const HazardId& hazard, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.explain(hazard, as_of, point);
          },
          py::arg("hazard"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "phase_check",
          [](const Campaign& self, const PhaseId& phase, Day as_of, const py::object& known_at) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.phase_check(phase, as_of, point);
          },
          py::arg("phase"), py::arg("as_of"), py::arg("known_at"))
      .def(
          "report",
          [](const Campaign& self, const Period& period, const py::object& known_at,
             const std::optional<FilingId>& filing, std::optional<Day> house_on) {
            const KnownAt point = known_at_from(known_at);
            const py::gil_scoped_release free;
            return self.report(period, point, filing, house_on);
          },
          py::arg("period"), py::arg("known_at"), py::arg("filing"), py::arg("house_on"))
      .def("issue", &Campaign::issue, py::arg("period"), py::arg("folder"), py::arg("filing"), py::arg("by"), released())
      .def("write_draft", &Campaign::write_draft, py::arg("report"), py::arg("folder"), released())
      .def("verify", &Campaign::verify, py::arg("anchors"), released())
      .def("refused_acts", &Campaign::refused_acts, released())
      .def("backup", &Campaign::backup, py::arg("path"), released())
      .def("names", &Campaign::names, "Names of persons, for print.")
      .def("facts",
           [](const Campaign& self, const std::optional<std::string>& subject) {
             const History& history = self.history();
             if (!subject) return std::vector<Known>(history.facts().begin(), history.facts().end());
             std::vector<Known> facts;
             for (const std::size_t place : history.of_subject(*subject)) facts.push_back(history.facts()[place]);
             return facts;
           },
           py::arg("subject"));
}

}  // namespace

void bind_campaign(py::module_& module) {
  bind_receipts(module);
  bind_known(module);
  bind_verified(module);
  bind_bundle(module);
  py::class_<Campaign> campaign(module, "Campaign", "The campaign as the library has it; bihuan.Campaign is for programs.");
  bind_doors(campaign);
  bind_acts(campaign);
  bind_bodies_outside(campaign);
  bind_hand_in(campaign);
  bind_proving(campaign);
  bind_merging(campaign);
  bind_grounds(campaign);
  bind_house(campaign);
  bind_what_if(module, campaign);
  bind_folds(campaign);
  bind_questions(campaign);
  campaign.def_property_readonly("plan", [](const Campaign& self) { return Plan(self.plan()); })
      .def_property_readonly("calendar", [](const Campaign& self) { return Calendar(self.calendar()); })
      .def_property_readonly("checkpoint", [](const Campaign& self) { return Checkpoint(self.checkpoint()); })
      .def_property_readonly("form", [](const Campaign& self) { return Template(self.form()); })
      .def_property_readonly("last_recorded_at", [](const Campaign& self) { return self.history().last_recorded_at(); })
      .def("use_calendar", &Campaign::use_calendar, py::arg("calendar"))
      .def_property_readonly("indicators", [](const Campaign& self) { return IndicatorBook(self.indicators()); })
      .def("use_indicators", &Campaign::use_indicators, py::arg("book"))
      .def_property_readonly("rules", [](const Campaign& self) { return Rulebook(self.rules()); })
      .def("use_rules", &Campaign::use_rules, py::arg("law"))
      .def("__repr__", [](const Campaign& self) {
        return "<Campaign " + self.plan().notice.id + ", " + std::to_string(self.checkpoint().size) + " items>";
      });
}

}  // namespace bihuan::python
