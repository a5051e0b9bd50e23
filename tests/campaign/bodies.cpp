// Bodies outside at the front door: verbs, the access log, conflicts, retries, and questions as known at a point.
#include "../catch.hpp"
#include "house.hpp"

#include "bihuan/error.hpp"

using namespace world;

namespace {

Value text(const char* value) { return Value{std::string(value)}; }

struct Office {
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  Campaign campaign = Campaign::create_in_memory(plan(), [this] { return now; });
  Office() = default;
  Office(const Office&) = delete;
};

const Act letter{day("2021-03-01"), {}, {{"task", text("1.1")}, {"unit", text("lift")}, {"body", text("district")}, {"text", text("请提供清单")}, {"answer_due_on", text("2021-03-15")}}};
const CooperationId id{"C-0001"};

Act reply(const char* on, const char* outcome, std::optional<std::int64_t> seen = {}) {
  Act act{day(on), {}, {{"outcome", text(outcome)}, {"text", text("复函")}}, seen};
  if (std::string(outcome) == "partial") act.fields.set("answer_due_on", text("2021-03-31"));
  return act;
}

}  // namespace

TEST_CASE("a request goes out, is urged, answered in part and in whole; each act is one fact of the office's", "[campaign]") {
  Office office;
  Campaign& campaign = office.campaign;
  const std::int64_t before = campaign.checkpoint().size;
  CHECK(campaign.ask_body(id, letter).fact.kind == FactKind::cooperation_requested);
  CHECK(campaign.chase_body(id, {day("2021-03-16"), {}, {{"text", text("请答复")}}}).fact.by.front().text() == "p0@head@office");
  CHECK(campaign.answer_for_body(id, reply("2021-03-18", "partial")).fact.version == 3);
  CHECK(campaign.outside(day("2021-03-20")).size() == 1);
  CHECK(campaign.answer_for_body(id, reply("2021-03-30", "done")).fact.subject == "C-0001");
  CHECK(campaign.outside(day("2021-03-31")).empty());
  CHECK(campaign.outside(day("2021-03-20")).size() == 1);
  CHECK(campaign.outside(day("2021-03-31"), before + 2).size() == 1);
  CHECK(campaign.outside(day("2021-03-31"), before).empty());
  CHECK(campaign.checkpoint().size == before + 8);
  CHECK(campaign.verify().ok());
}

TEST_CASE("a refused act about a request writes nothing but its line in the access log", "[campaign]") {
  Office office;
  Campaign& campaign = office.campaign;
  campaign.ask_body(id, letter);
  campaign.withdraw_cooperation(id, {day("2021-03-02"), {}, {{"reason", text("并入另函")}}});
  const std::int64_t size = campaign.checkpoint().size;
  CHECK_THROWS_AS(campaign.answer_for_body(id, reply("2021-03-10", "done")), Refused);
  CHECK_THROWS_AS(campaign.ask_body(id, letter), Refused);
  CHECK_THROWS_AS(campaign.chase_body(CooperationId{"C-1"}, {day("2021-03-16"), {}, {{"text", text("催")}}}), Refused);
  CHECK(campaign.checkpoint().size == size);
  const auto log = campaign.refused_acts();
  REQUIRE(log.size() == 3);
  CHECK(log[0].asked == "cooperation_answered");
  CHECK(log[0].code == "wrong_state");
  CHECK(log[0].state == "withdrawn");
  CHECK(log[1].code == "subject_exists");
  CHECK(log[2].code == "unknown_subject");
}

TEST_CASE("who answers for a body on an old version is told who was first, and a retry is taken once", "[campaign]") {
  Office office;
  Campaign& campaign = office.campaign;
  campaign.ask_body(id, letter);
  const Known first = campaign.answer_for_body(id, reply("2021-03-10", "partial", 1));
  const std::int64_t size = campaign.checkpoint().size;
  CHECK(campaign.answer_for_body(id, reply("2021-03-10", "partial", 1)).number == first.number);
  CHECK(campaign.checkpoint().size == size);
  CHECK_THROWS_AS(campaign.answer_for_body(id, reply("2021-03-11", "done", 1)), Conflict);
  CHECK_NOTHROW(campaign.answer_for_body(id, reply("2021-03-11", "done", 2)));
  CHECK(campaign.snapshot(day("2021-03-31")).cooperations().at(0).version == 3);
}

TEST_CASE("who asked has an heir: after a merger the new unit chases, before it the old one", "[campaign][reorganisation]") {
  house::House h;
  h.on("2021-06-30");
  Act from_east = letter;
  from_east.fields.set("unit", text("东所"));
  h.campaign.ask_body(id, from_east);
  h.change(UnitsMerged{{UnitId("east"), UnitId("west")}, UnitId("both"), "东西所"}, day("2021-06-01"));
  CHECK(h.campaign.outside(day("2021-05-31")).at(0).unit == UnitId("east"));
  const Outstanding now = h.campaign.outside(day("2021-06-01")).at(0);
  CHECK(now.unit == UnitId("both"));
  CHECK(now.answers.at(0).seat.text() == "head@both");
  CHECK(h.campaign.snapshot(day("2021-06-30")).cooperations().at(0).unit == UnitId("east"));  // who asked stays who asked
  h.on("2021-07-01");
  from_east.on = day("2021-07-01");
  from_east.fields.set("answer_due_on", text("2021-07-31"));
  CHECK(h.campaign.ask_body(CooperationId{"C-0002"}, from_east).fact.fields.text("unit") == "both");  // the old name means the heir
}

TEST_CASE("what passed with each body for each task, those that nobody wrote to named too", "[campaign]") {
  Plan named = plan();
  named.tasks[1].cooperating = {{"区安委办", Origin::printed}};
  named.tasks[2].cooperating = {{"区安委办", Origin::printed}, {"某区监管局（虚构）", Origin::printed}};
  Campaign campaign = Campaign::create_in_memory(named, [] { return Instant::parse("2021-12-31T09:00:00+08:00"); });
  campaign.ask_body(id, letter);
  campaign.chase_body(id, {day("2021-03-16"), {}, {{"text", text("催")}}});
  campaign.answer_for_body(id, reply("2021-03-18", "partial"));
  campaign.answer_for_body(id, reply("2021-03-30", "done"));
  campaign.ask_body(CooperationId{"C-0002"}, letter);
  campaign.answer_for_body(CooperationId{"C-0002"}, reply("2021-03-10", "declined"));
  Act other = letter;
  other.fields.set("task", text("1.2")).set("body", text("issuer"));
  campaign.ask_body(CooperationId{"C-0003"}, other);
  const auto register_one = [&](const char* hazard, const char* receiver) {
    campaign.register_hazard(hazard, {day("2021-03-01"), who(Request::register_), what(Request::register_, Grade::ungraded)});
    Fields to = what(Request::transfer, Grade::ungraded);
    to.set("receiver", text(receiver)).set("answer_due_on", text("2021-03-20"));
    campaign.transfer(hazard, {day("2021-03-02"), who(Request::transfer), to});
  };
  register_one("H-1", "区安委办");
  register_one("H-2", "住建部门");
  campaign.acknowledge_transfer("H-1", {day("2021-03-09"), who(Request::acknowledge_transfer), what(Request::acknowledge_transfer, Grade::ungraded)});

  const auto all = body_standings(campaign.snapshot(day("2021-12-31")), campaign.plan());
  REQUIRE(all.size() == 4);
  const BodyStanding &lift = all[0], &unknown = all[1], &crane = all[2], &issuer = all[3];
  CHECK(lift.body_name == "区安委办");
  CHECK(lift.task.text() == "1.1");
  CHECK(lift.is_named);
  CHECK(lift.asked_count == 2);
  CHECK(lift.open_count == 0);
  CHECK(lift.done_count == 1);
  CHECK(lift.declined_count == 1);
  CHECK(lift.answer_count == 3);
  CHECK(lift.late_count == 1);
  CHECK(lift.chased_count == 1);
  CHECK(lift.transferred_count == 1);
  CHECK(lift.receipt_count == 0);
  CHECK(lift.overdue_count == 0);
  CHECK(lift.last_on == day("2021-03-30"));
  CHECK(unknown.body_name == "住建部门");
  CHECK(unknown.body.empty());
  CHECK_FALSE(unknown.is_named);
  CHECK(unknown.receipt_count == 1);
  CHECK(unknown.overdue_count == 1);
  CHECK(crane.task.text() == "1.2");
  CHECK(crane.body == UnitId("district"));
  CHECK_FALSE(crane.last_on);  // named by the plan, and nobody has ever written
  CHECK(issuer.open_count == 1);
  CHECK(issuer.overdue_count == 1);
  CHECK(issuer.last_on == day("2021-03-01"));
}

TEST_CASE("the case file of a hazard tells what bodies outside were asked about it", "[campaign]") {
  Office office;
  Campaign& campaign = office.campaign;
  campaign.register_hazard("H-1", {day("2021-03-01"), who(Request::register_), what(Request::register_, Grade::ungraded)});
  Act about = letter;
  about.fields.set("hazards", Value{std::vector<std::string>{"H-1"}}).set("addressee", text("某街道")).set("document", text("函1号"));
  campaign.ask_body(id, about);
  campaign.answer_for_body(id, reply("2021-03-18", "partial"));
  campaign.ask_body(CooperationId{"C-0002"}, letter);
  const CaseFile file = campaign.explain(HazardId{"H-1"}, day("2021-04-01"));
  REQUIRE(file.requests.size() == 1);
  CHECK_THAT(file.text(), Catch::Matchers::ContainsSubstring("三、请外部门协作（1件）\n1. C-0001　电梯科请区安委办（某街道）协作（任务1.1）\n"
                                                             "   2021年3月1日　发函请求协作（函1号）：请提供清单\n"
                                                             "   2021年3月18日　收到协作答复：复函（迟于2021年3月15日）\n"
                                                             "   现状：部分答复，答复期限2021年3月31日，已逾期1日\n"));
  CHECK(campaign.explain(HazardId{"H-1"}, day("2021-02-28") + 1).requests.size() == 1);
}
