// Bodies outside at the front door: verbs, the access log, conflicts, retries, and questions as known at a point.
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
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
