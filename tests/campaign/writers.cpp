// Several writers: who was first is named, a retry is taken once, what is refused is kept in the access log.
#include "../catch.hpp"
#include "../report/issued.hpp"

#include "bihuan/campaign.hpp"

using namespace world;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Place {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "bihuan-writers";
  std::filesystem::path ledger = folder / "world.ledger";
  Place() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    Campaign::create(ledger, plan(), at("2021-03-01T09:00:00+08:00"));
  }
  ~Place() { std::filesystem::remove_all(folder); }
  static Clock at(const char* text) {
    const Instant instant = Instant::parse(text);
    return [instant] { return instant; };
  }
  Campaign open() const { return Campaign::open(ledger, at("2021-03-02T09:00:00+08:00")); }
};

Act act(Request request, const char* on) { return {day(on), who(request), what(request, Grade::general)}; }

}  // namespace

TEST_CASE("an act that rests on what somebody else has changed meanwhile is a conflict that names who was first", "[campaign][writers]") {
  const Place place;
  Campaign one = place.open(), other = place.open();
  one.register_hazard("H-1", act(Request::register_, "2021-03-01"));
  Act grading = act(Request::grade, "2021-03-01");
  grading.seen_version = 1;
  const Known first = other.grade("H-1", grading);
  CHECK(first.fact.version == 2);
  Act stopping = act(Request::stop_use, "2021-03-01");
  stopping.seen_version = 1;
  try {
    one.stop_use("H-1", stopping);
    FAIL("it was recorded");
  } catch (const Conflict& conflict) {
    CHECK_THAT(conflict.what(), ContainsSubstring("hazard_graded") && ContainsSubstring(first.fact.by.front().text()) && ContainsSubstring("item " + std::to_string(first.number)));
    CHECK_THAT(conflict.chinese(), ContainsSubstring("H-1") && ContainsSubstring("第" + std::to_string(first.number) + "项"));
    CHECK(conflict.context().state == "version 2");
  }
  stopping.seen_version = one.snapshot(day("2021-03-02")).hazard(HazardId{"H-1"}).version;
  CHECK(one.stop_use("H-1", stopping).fact.version == 3);
  stopping.seen_version = 9;
  CHECK_THROWS_AS(one.stop_use("H-1", stopping), Conflict);
  CHECK(one.refused_acts().empty());  // being second is no misdeed
}

TEST_CASE("an act that is tried again because its answer was lost is recorded once", "[campaign][writers]") {
  const Place place;
  Campaign campaign = place.open();
  Act registering = act(Request::register_, "2021-03-01");
  registering.seen_version = 0;
  const Known first = campaign.register_hazard("H-1", registering);
  Campaign again = place.open();
  const Known second = again.register_hazard("H-1", registering);
  CHECK(second.number == first.number);
  CHECK(second.fact == first.fact);
  CHECK(again.history().of_subject("H-1").size() == 1);
  // Something else under the same number of facts is no retry.
  Act different = registering;
  different.fields.set("place", Value{std::string("another place")});
  CHECK_THROWS_AS(again.register_hazard("H-1", different), Conflict);
  different = registering;
  different.by = {actor("p8@inspector@lift"), actor("p9@inspector@lift")};
  CHECK_THROWS_AS(again.register_hazard("H-1", different), Conflict);
  // After an unnamed version the ordinary rule holds: the hazard exists.
  registering.seen_version.reset();
  CHECK_THROWS_AS(again.register_hazard("H-1", registering), Refused);
}

TEST_CASE("what is refused is kept in the access log: who asked for what, when, and why not", "[campaign][writers]") {
  const Place place;
  Campaign campaign = place.open();
  campaign.register_hazard("H-1", act(Request::register_, "2021-03-01"));
  const Checkpoint before = campaign.checkpoint();
  CHECK_THROWS_AS(campaign.close("H-1", act(Request::close, "2021-03-01")), Refused);
  CHECK_THROWS_AS(campaign.record(Request::grade, "H-\xff", act(Request::grade, "2021-03-01")), Refused);
  CHECK_THROWS_AS(campaign.report_task(TaskId{"no.such.task"}, {day("2021-03-01"), {}, {}}), Refused);
  CHECK(campaign.checkpoint() == before);
  const auto acts = campaign.refused_acts();
  REQUIRE(acts.size() == 3);
  CHECK(acts[0].asked == "close");
  CHECK(acts[0].subject == "H-1");
  CHECK(acts[0].state == "registered");
  CHECK(acts[0].code == "wrong_state");
  CHECK(acts[0].on == day("2021-03-01"));
  CHECK(acts[0].by == who(Request::close));
  CHECK(acts[0].size == before.size);
  CHECK(acts[1].subject == "?");  // no text, and kept all the same
  CHECK(acts[2].asked == "report_task");
  CHECK(place.open().refused_acts() == acts);
  CHECK(campaign.verify().ok());
  CHECK(campaign.verify().refusal_count == 3);
}

TEST_CASE("the office's own retry is taken once too", "[campaign][writers]") {
  const Place place;
  Campaign campaign = place.open();
  const Task* leaf = nullptr;
  for (const Task& task : campaign.plan().tasks)
    if (task.is_leaf) leaf = &task;
  REQUIRE(leaf != nullptr);
  Act told{day("2021-03-01"), {}, {{"unit", std::string("lift")}, {"period", std::string("2021-02")}, {"text", std::string("已部署")}}, 0};
  const Known first = campaign.report_task(leaf->id, told);
  CHECK(campaign.report_task(leaf->id, told).number == first.number);
  CHECK(campaign.history().of_subject(leaf->id.text()).size() == 1);
}

TEST_CASE("a report issued under a filing that has another name now is still the report that was issued", "[campaign][rebuild]") {
  const Place place;
  Campaign campaign = place.open();
  campaign.issue(Period::parse("2021-02"), place.folder / "out");
  std::string text = plan().text;
  for (auto at = text.find("\"monthly\""); at != std::string::npos; at = text.find("\"monthly\"", at + 1)) text.replace(at, 9, "\"by_month\"");
  campaign.amend(Plan::parse(text, "world.toml"), "更名", day("2021-03-02"));
  CHECK(campaign.rebuild(Period::parse("2021-02")).ok());
  CHECK(campaign.rebuild(Period::parse("2021-02"), FilingId{"monthly"}).ok());
  CHECK(campaign.report(Period::parse("2021-02"), ItemNumber{2}).filing == FilingId{"monthly"});
}

TEST_CASE("a term is ended by the person's name or id; a name never stands in a fact", "[campaign][writers]") {
  const Place place;
  Campaign campaign = place.open();
  const PostInUnit seat{PostId{"grader"}, UnitId{"lift"}};
  const Known took = campaign.appoint(seat, "张三丰", day("2021-03-01"));
  const Known left = campaign.end_term(seat, PersonId{"张三丰"}, day("2021-03-02"));
  CHECK(left.fact.fields.text("person") == took.fact.fields.text("person"));
  CHECK_THROWS_AS(campaign.end_term(seat, PersonId{"李四"}, day("2021-03-02")), Refused);
}
