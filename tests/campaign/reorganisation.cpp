// A house that changes: who holds, who inherits, and what the figures say, as then and as now.
#include "../catch.hpp"
#include "house.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/reorganisation.hpp"

#include <set>

using namespace house;
using Catch::Matchers::ContainsSubstring;

namespace {

using Counts = std::map<std::string, int>;

/// The director leaves, a deputy acts, a new one comes; two stations merge; a section is renamed; a responsibility moves.
House scripted() {
  House h;
  Campaign& c = h.campaign;
  const PostInUnit director{PostId("director"), UnitId("bureau")};
  const auto head = [](const char* unit) { return PostInUnit{PostId("head"), UnitId(unit)}; };
  c.appoint(director, "王一", day("2021-01-04"));
  c.appoint(head("lift"), "赵三", day("2021-01-04"));
  c.appoint(head("east"), "钱四", day("2021-01-04"));
  c.appoint(head("west"), "孙五", day("2021-01-04"));
  h.on("2021-03-20");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.found("H-2", "west", "1.2", day("2021-02-10"));
  h.found("H-3", "west", "1.1", day("2021-03-05"));
  h.found("H-4", "crane", "1.1", day("2021-03-20"));
  h.on("2021-04-01");
  c.end_term(director, PersonId("p1"), day("2021-03-31"));
  c.appoint(director, "李二", day("2021-04-01"), true);
  h.on("2021-05-20");
  c.appoint(director, "吴七", day("2021-05-06"));
  for (const Request step : {Request::grade, Request::order, Request::begin, Request::report_rectified, Request::pass_review, Request::close})
    h.act(step, "H-3", day("2021-05-20"));
  h.on("2021-06-03");  // recorded two days late
  h.change(UnitsMerged{{UnitId("east"), UnitId("west")}, UnitId("both"), "东西所"}, day("2021-06-01"));
  c.appoint(head("both"), "钱四", day("2021-06-01"));
  h.on("2021-06-10");
  h.found("H-6", "east", "1.1", day("2021-05-25"));  // a late entry of the time before
  h.on("2021-06-20");
  h.act(Request::reopen, "H-3", day("2021-06-20"));
  h.on("2021-07-15");
  h.change(UnitRenamed{UnitId("crane"), "起重机械科"}, day("2021-07-15"));
  h.on("2021-08-01");
  h.found("H-5", "north", "1.2", day("2021-08-01"));
  h.on("2021-09-01");
  h.change(ResponsibilityMoved{TaskId("1.2"), Bond::carries, UnitId("both"), UnitId("north")}, day("2021-09-01"));
  h.on("2021-12-31");
  return h;
}

struct Expected {
  const char* on;
  const char* director;   // who holds the post; "" vacant
  bool acting;
  const char* east_heir;  // who has on that day what the east station had in January
  const char* crane_name;
  Counts then;
  Counts now;             // under the house of 2021-12-31
};

const std::vector<Expected>& twenty_days() {
  static const std::vector<Expected> days = {
      {"2021-01-20", "王一", false, "east", "起重科", {}, {}},
      {"2021-02-01", "王一", false, "east", "起重科", {{"east", 1}}, {{"both", 1}}},
      {"2021-02-15", "王一", false, "east", "起重科", {{"east", 1}, {"west", 1}}, {{"both", 1}, {"north", 1}}},
      {"2021-03-05", "王一", false, "east", "起重科", {{"east", 1}, {"west", 2}}, {{"both", 2}, {"north", 1}}},
      {"2021-03-20", "王一", false, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-03-31", "王一", false, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-04-01", "李二", true, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-05-05", "李二", true, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-05-06", "吴七", false, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-05-19", "吴七", false, "east", "起重科", {{"east", 1}, {"west", 2}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-05-20", "吴七", false, "east", "起重科", {{"east", 1}, {"west", 1}, {"crane", 1}}, {{"both", 1}, {"north", 1}, {"crane", 1}}},
      {"2021-05-25", "吴七", false, "east", "起重科", {{"east", 2}, {"west", 1}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-05-31", "吴七", false, "east", "起重科", {{"east", 2}, {"west", 1}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-06-01", "吴七", false, "both", "起重科", {{"both", 3}, {"crane", 1}}, {{"both", 2}, {"north", 1}, {"crane", 1}}},
      {"2021-06-20", "吴七", false, "both", "起重科", {{"both", 4}, {"crane", 1}}, {{"both", 3}, {"north", 1}, {"crane", 1}}},
      {"2021-07-14", "吴七", false, "both", "起重科", {{"both", 4}, {"crane", 1}}, {{"both", 3}, {"north", 1}, {"crane", 1}}},
      {"2021-07-15", "吴七", false, "both", "起重机械科", {{"both", 4}, {"crane", 1}}, {{"both", 3}, {"north", 1}, {"crane", 1}}},
      {"2021-08-01", "吴七", false, "both", "起重机械科", {{"both", 4}, {"crane", 1}, {"north", 1}}, {{"both", 3}, {"north", 2}, {"crane", 1}}},
      {"2021-09-01", "吴七", false, "both", "起重机械科", {{"both", 3}, {"crane", 1}, {"north", 2}}, {{"both", 3}, {"north", 2}, {"crane", 1}}},
      {"2021-12-31", "吴七", false, "both", "起重机械科", {{"both", 3}, {"crane", 1}, {"north", 2}}, {{"both", 3}, {"north", 2}, {"crane", 1}}},
  };
  return days;
}

int total(const Counts& counts) {
  int sum = 0;
  for (const auto& [unit, count] : counts) sum += count;
  return sum;
}

std::set<std::string> carriers(const Plan& plan, const char* task, Day on) {
  std::set<std::string> out;
  for (const Responsibility& one : plan.responsibilities(on))
    if (one.task == TaskId(task) && one.bond == Bond::carries) out.insert(one.unit.text());
  return out;
}

}  // namespace

TEST_CASE("a scripted year: on each of twenty days the expected holder, heir and figures, as then and as now", "[campaign][reorganisation]") {
  const House h = scripted();
  const Plan& plan = h.campaign.plan();
  const Organisation& organisation = plan.organisation;
  REQUIRE(twenty_days().size() == 20);
  for (const Expected& expected : twenty_days()) {
    INFO(expected.on);
    const Day on = day(expected.on);
    const auto holders = organisation.holders({PostId("director"), UnitId("bureau")}, on);
    REQUIRE_FALSE(holders.empty());
    CHECK(h.campaign.names().at(holders.front().person) == expected.director);
    CHECK(holders.front().acting == expected.acting);
    CHECK(organisation.heir(UnitId("east"), day("2021-01-10"), on).text() == expected.east_heir);
    CHECK(organisation.resolve("东所", on).unit.text() == expected.east_heir);
    CHECK(organisation.unit_name(UnitId("crane"), on) == expected.crane_name);
    CHECK(h.open(on) == expected.then);
    CHECK(h.open(on, day("2021-12-31")) == expected.now);
    CHECK(total(expected.then) == total(expected.now));
  }
}

TEST_CASE("a reorganisation changes who carries a task from its day on, and nothing before", "[campaign][reorganisation]") {
  const House h = scripted();
  const Plan& plan = h.campaign.plan();
  CHECK(carriers(plan, "1.2", day("2021-05-31")) == std::set<std::string>{"east", "west", "north", "south"});
  CHECK(carriers(plan, "1.2", day("2021-06-01")) == std::set<std::string>{"both", "north", "south"});
  CHECK(carriers(plan, "1.2", day("2021-09-01")) == std::set<std::string>{"north", "south"});
  CHECK(carriers(plan, "1.1", day("2021-09-01")) == std::set<std::string>{"both", "north", "south"});
  CHECK(plan.filers_of(*plan.find_filing(FilingId("monthly")), day("2021-06-01")).size() == 5);
  // The seat in the leading group goes with the post: no notice, no fact.
  const auto seats = plan.organisation.group_seats(day("2021-06-01"));
  CHECK(std::count_if(seats.begin(), seats.end(), [](const GroupSeat& seat) { return seat.seat.unit == UnitId("both"); }) == 1);
  CHECK(std::none_of(seats.begin(), seats.end(), [](const GroupSeat& seat) { return seat.seat.unit == UnitId("east"); }));
}

TEST_CASE("the report of a month has the same totals under the house of then and of now, each with its own names", "[campaign][reorganisation]") {
  const House h = scripted();
  for (const char* month : {"2021-05", "2021-06", "2021-07", "2021-09"}) {
    INFO(month);
    const Report then = h.campaign.report(Period::parse(month)), now = h.campaign.report(Period::parse(month), {}, {}, day("2021-12-31"));
    CHECK(then.headline.open == now.headline.open);
    CHECK(then.headline.found_total == now.headline.found_total);
    CHECK(then.balanced);
    CHECK(now.balanced);
    std::int64_t opening_then = 0, opening_now = 0, moved_then = 0, moved_now = 0;
    for (const Account& account : then.accounts.lines) opening_then += account.opening, moved_then += account.flow(Flow::reassigned_in);
    for (const Account& account : now.accounts.lines) opening_now += account.opening, moved_now += account.flow(Flow::reassigned_in);
    CHECK(opening_then == opening_now);
    CHECK(moved_now == 0);  // what passed inside the house of now is no movement
    CHECK(moved_then == (std::string(month) == "2021-06" ? 3 : std::string(month) == "2021-09" ? 1 : 0));
  }
  const auto names = [](const Report& report) {
    std::set<std::string> out;
    const Table& table = report.table("balance");
    for (std::size_t i = 0; i < table.row_count(); ++i) out.insert(cell_text(table.at(i, "unit")));
    return out;
  };
  CHECK(names(h.campaign.report(Period::parse("2021-05"))) == std::set<std::string>{"东所", "西所", "起重科", "合计"});
  CHECK(names(h.campaign.report(Period::parse("2021-05"), {}, {}, day("2021-12-31"))) == std::set<std::string>{"东西所", "北所", "起重机械科", "合计"});
  CHECK_THROWS_AS(h.campaign.report(Period::parse("2021-05"), {}, {}, day("2021-05-30")), TimeError);
}

TEST_CASE("a rename moves no figure", "[campaign][reorganisation]") {
  House h;
  h.on("2021-03-01");
  h.found("H-1", "crane", "1.2", day("2021-02-01"));
  const Accounts before = h.campaign.report(Period::parse("2021-02")).accounts;
  h.change(UnitRenamed{UnitId("crane"), "起重机械科"}, day("2021-02-15"));
  CHECK(h.campaign.report(Period::parse("2021-02")).accounts == before);
  CHECK(h.campaign.plan().organisation.resolve("起重科", day("2021-03-01")).unit == UnitId("crane"));  // the old name still says who is meant
}

TEST_CASE("a day of a hazard belongs to the unit it stood under and to whoever held the post", "[campaign][reorganisation]") {
  const House h = scripted();
  const Snapshot state = h.campaign.snapshot(day("2021-12-31"));
  const Accountability days = accountability(HazardId("H-2"), state, h.campaign.history(), h.campaign.plan());
  REQUIRE(days.tenures.size() == 3);
  const auto told = [&](const Tenure& one) {
    return one.unit.text() + " " + (one.holder ? h.campaign.names().at(one.holder->person) : "空缺") + " " + one.days.first.iso() + ".." + one.days.last.iso();
  };
  CHECK(told(days.tenures[0]) == "west 孙五 2021-02-10..2021-05-31");
  CHECK(told(days.tenures[1]) == "both 钱四 2021-06-01..2021-08-31");
  CHECK(told(days.tenures[2]) == "north 空缺 2021-09-01..2021-12-31");
  CHECK(days.open_days == day("2021-12-31") - day("2021-02-10") + 1);
  CHECK(days.became_overdue.empty());
  // Closed on the day it was ordered: the days between closing and reopening are nobody's.
  const Accountability twice = accountability(HazardId("H-3"), state, h.campaign.history(), h.campaign.plan());
  REQUIRE(twice.tenures.size() == 2);
  CHECK(told(twice.tenures[0]) == "west 孙五 2021-03-05..2021-05-19");
  CHECK(told(twice.tenures[1]) == "both 钱四 2021-06-20..2021-12-31");
}

TEST_CASE("who answered on the day a hazard became overdue is told, whoever holds the post later", "[campaign][reorganisation]") {
  House h;
  Campaign& c = h.campaign;
  const PostInUnit head{PostId("head"), UnitId("east")};
  c.appoint(head, "钱四", day("2021-01-04"));
  h.on("2021-04-30");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.act(Request::grade, "H-1", day("2021-02-01"));
  h.act(Request::order, "H-1", day("2021-02-02"));  // until 22 February
  c.appoint(head, "郑八", day("2021-03-01"));
  const Accountability days = accountability(HazardId("H-1"), c.snapshot(day("2021-03-10")), c.history(), c.plan());
  REQUIRE(days.became_overdue.size() == 1);
  CHECK(days.became_overdue.front().on == day("2021-02-23"));
  CHECK(c.names().at(days.became_overdue.front().holder->person) == "钱四");
  REQUIRE(days.tenures.size() == 2);
  CHECK(days.tenures[0].overdue_days == 6);
  CHECK(days.tenures[1].overdue_days == 10);
}

TEST_CASE("when a post changes hands its list says what is open, due and promised", "[campaign][reorganisation]") {
  House h;
  Campaign& c = h.campaign;
  const PostInUnit head{PostId("head"), UnitId("east")};
  c.appoint(head, "钱四", day("2021-01-04"));
  h.on("2021-04-01");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.found("H-2", "west", "1.1", day("2021-02-01"));
  h.found("H-3", "east", "1.2", day("2021-02-05"));
  h.act(Request::transfer, "H-3", day("2021-02-06"));
  c.state_measure(MeasureId("Z-1"), {day("2021-03-01"), {}, {{"title", std::string("门锁检查办法")}, {"unit", std::string("east")}, {"status", std::string("drafted")}, {"due_on", std::string("2021-05-01")}}});
  c.appoint(head, "郑八", day("2021-04-01"));
  const Handover list = handover(head, c.snapshot(day("2021-04-01")), c.plan(), c.calendar());
  REQUIRE(list.from);
  REQUIRE(list.to);
  CHECK(c.names().at(list.from->person) == "钱四");
  CHECK(c.names().at(list.to->person) == "郑八");
  CHECK(list.count(HandedWhat::hazard) == 1);
  CHECK(list.count(HandedWhat::receipt) == 1);
  CHECK(list.count(HandedWhat::measure) == 1);
  CHECK(list.count(HandedWhat::responsibility) == 2);
  CHECK(list.count(HandedWhat::filing) == 4);  // January to March were never handed in, April runs
  CHECK(list.items.front().next == "分级");
  CHECK_THROWS_AS(handover({PostId("head"), UnitId("nowhere")}, c.snapshot(day("2021-04-01")), c.plan(), c.calendar()), PlanError);
}

TEST_CASE("what would be left without an heir is listed, and the house stays as it was", "[campaign][reorganisation]") {
  House h;
  h.on("2021-05-01");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.found("H-2", "east", "1.2", day("2021-02-02"));
  const auto orphans = [&](const Change& change) {
    const ItemNumber before = h.campaign.checkpoint().size;
    try {
      h.change(change, day("2021-05-01"));
    } catch (const Refused& refused) {
      CHECK(refused.code() == ErrorCode::orphaned);
      CHECK(h.campaign.checkpoint().size == before);
      return refused.context().orphans;
    }
    return std::vector<std::string>{"accepted"};
  };
  using Texts = std::vector<std::string>;
  CHECK(orphans(UnitClosed{UnitId("east"), {}}) == Texts{"hazard H-1", "hazard H-2", "filing monthly", "seat head@east (组员)"});
  CHECK(orphans(UnitClosed{UnitId("east"), {{{TaskId("1.1"), UnitId("west")}}, {}, {}}}) == Texts{"hazard H-2", "filing monthly", "seat head@east (组员)"});
  CHECK(orphans(UnitClosed{UnitId("lift"), {}}) == Texts{"task 1.1 (leads)", "filing monthly", "seat head@lift (组员)"});
  CHECK(orphans(ResponsibilityMoved{TaskId("1.2"), Bond::leads, UnitId("crane"), {}}) == Texts{"task 1.2 (leads)"});
  CHECK(orphans(UnitClosed{UnitId("east"), {{{TaskId("1"), UnitId("west")}}, {{HazardId("H-2"), UnitId("north")}}, UnitId("south")}}) == Texts{"accepted"});
  CHECK(h.open(day("2021-05-01")) == Counts{{"west", 1}, {"north", 1}});
  CHECK(h.open(day("2021-04-30")) == Counts{{"east", 2}});
}

TEST_CASE("a measure stated under a unit that had ended, which was told late, is its heir's", "[campaign][reorganisation]") {
  House h;
  Campaign& c = h.campaign;
  h.on("2021-06-10");
  c.state_measure(MeasureId("Z-1"), {day("2021-06-05"), {}, {{"title", std::string("办法")}, {"unit", std::string("east")}, {"status", std::string("drafted")}}});
  h.change(UnitsMerged{{UnitId("east")}, UnitId("west")}, day("2021-06-01"));
  const auto listed = [&](const char* unit) {
    return handover({PostId("head"), UnitId(unit)}, c.snapshot(day("2021-06-10")), c.plan(), c.calendar()).count(HandedWhat::measure);
  };
  CHECK(listed("west") == 1);
  CHECK(listed("east") == 0);
  // And whoever ends the heir must say who comes next.
  try {
    h.change(UnitClosed{UnitId("west"), {}}, day("2021-06-10"));
    FAIL("it was closed");
  } catch (const Refused& refused) {
    const auto& orphans = refused.context().orphans;
    CHECK(std::find(orphans.begin(), orphans.end(), "measure Z-1") != orphans.end());
  }
}

TEST_CASE("a split unit may go on, and gives only what it names", "[campaign][reorganisation]") {
  House h;
  h.on("2021-05-01");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.found("H-2", "east", "1.2", day("2021-02-02"));
  h.change(UnitSplit{UnitId("east"), {{UnitId("far_east"), "远东所"}}, {{{TaskId("1.2"), UnitId("far_east")}}, {}, UnitId("east")}}, day("2021-04-01"));
  CHECK(h.open(day("2021-05-01")) == Counts{{"east", 1}, {"far_east", 1}});
  h.found("H-3", "east", "1.2", day("2021-04-15"));  // whoever knows what it gave away may still name it
  CHECK(h.open(day("2021-05-01")) == Counts{{"east", 2}, {"far_east", 1}});
  CHECK(carriers(h.campaign.plan(), "1.2", day("2021-05-01")) == std::set<std::string>{"far_east", "north", "south", "west"});
}

TEST_CASE("a change that can't be is refused, naming what there is", "[campaign][reorganisation]") {
  House h;
  h.on("2021-06-01");
  h.change(UnitsMerged{{UnitId("west")}, UnitId("east")}, day("2021-05-01"));
  struct Case { Change change; const char* on; ErrorCode code; const char* says; };
  const std::vector<Case> cases = {
      {UnitRenamed{UnitId("west"), "新西所"}, "2021-05-20", ErrorCode::wrong_state, "its heir is east"},
      {UnitRenamed{UnitId("nowhere"), "某所"}, "2021-05-20", ErrorCode::unknown_subject, "no unit nowhere"},
      {UnitRenamed{UnitId("east"), "北所"}, "2021-05-20", ErrorCode::field_bad, "北所 already"},
      {UnitRenamed{UnitId("east"), "各所"}, "2021-05-20", ErrorCode::field_bad, "already"},
      {UnitRenamed{UnitId("east"), "东所"}, "2021-05-20", ErrorCode::field_bad, "that is its name"},
      {UnitRenamed{UnitId("east"), " 远东所"}, "2021-05-20", ErrorCode::field_bad, "no blanks around it"},
      {UnitRenamed{UnitId("east"), "远\u202e东所"}, "2021-05-20", ErrorCode::field_bad, "nothing invisible"},
      {UnitRenamed{UnitId("east"), "远东所"}, "2021-06-02", ErrorCode::day_in_future, "2021-06-01"},
      {UnitRenamed{UnitId("east"), "远东所"}, "2021-04-20", ErrorCode::day_out_of_order, "units_merged"},
      {UnitsMerged{{UnitId("north")}, UnitId("fresh")}, "2021-05-20", ErrorCode::field_bad, "two units"},
      {UnitsMerged{{UnitId("north"), UnitId("south")}, UnitId("west"), "新所"}, "2021-05-20", ErrorCode::subject_exists, "west"},
      {UnitsMerged{{UnitId("north"), UnitId("north")}, UnitId("fresh"), "新所"}, "2021-05-20", ErrorCode::field_bad, "twice"},
      {UnitsMerged{{UnitId("north"), UnitId("south")}, UnitId("a b"), "新所"}, "2021-05-20", ErrorCode::field_bad, "no id"},
      {UnitSplit{UnitId("north"), {}, {{}, {}, UnitId("south")}}, "2021-05-20", ErrorCode::field_bad, "at least one new unit"},
      {UnitClosed{UnitId("north"), {{}, {}, UnitId("north")}}, "2021-05-20", ErrorCode::field_bad, "keep the rest"},
      {UnitClosed{UnitId("north"), {{{TaskId("9"), UnitId("south")}}, {}, UnitId("south")}}, "2021-05-20", ErrorCode::field_bad, "no task 9"},
      {ResponsibilityMoved{TaskId("1.1"), Bond::leads, UnitId("crane"), UnitId("east")}, "2021-05-20", ErrorCode::field_bad, "no such responsibility"},
      {ResponsibilityMoved{TaskId("1.1"), Bond::supervises, UnitId("lift"), UnitId("north")}, "2021-05-20", ErrorCode::field_bad, "bond is leads"},
      {ResponsibilityMoved{TaskId("1.1"), Bond::carries, {}, UnitId("north")}, "2021-05-20", ErrorCode::field_bad, "has it already"},
      {ResponsibilityMoved{TaskId("1.1"), Bond::carries, {}, {}}, "2021-05-20", ErrorCode::field_bad, "from whom or to whom"},
      {MembershipChanged{"各科", {UnitId("lift")}, {}}, "2021-05-20", ErrorCode::unknown_subject, "各所"},
      {MembershipChanged{"各所", {}, {}}, "2021-05-20", ErrorCode::field_bad, "nobody"},
      {MembershipChanged{"各所", {UnitId("north")}, {}}, "2021-05-20", ErrorCode::field_bad, "belongs to it already"},
      {MembershipChanged{"各所", {}, {UnitId("lift")}}, "2021-05-20", ErrorCode::field_bad, "does not belong"},
  };
  for (const Case& one : cases) {
    INFO(one.says);
    try {
      h.change(one.change, day(one.on));
      FAIL_CHECK("it was accepted");
    } catch (const Refused& refused) {
      CHECK(refused.code() == one.code);
      CHECK_THAT(refused.what(), ContainsSubstring(one.says));
    }
  }
  CHECK(h.campaign.refused_acts().size() == cases.size());
}

TEST_CASE("who joins a collective term carries its tasks from that day", "[campaign][reorganisation]") {
  House h;
  h.on("2021-06-01");
  h.change(MembershipChanged{"各所", {UnitId("lift")}, {UnitId("west")}}, day("2021-05-01"));
  CHECK(carriers(h.campaign.plan(), "1.2", day("2021-04-30")) == std::set<std::string>{"east", "west", "north", "south"});
  CHECK(carriers(h.campaign.plan(), "1.2", day("2021-05-01")) == std::set<std::string>{"east", "lift", "north", "south"});
}

TEST_CASE("a change survives as a fact and comes back the same", "[campaign][reorganisation]") {
  const std::vector<Change> changes = {
      UnitRenamed{UnitId("a"), "甲 所"}, UnitsMerged{{UnitId("a"), UnitId("b")}, UnitId("c"), "丙所"}, UnitsMerged{{UnitId("a")}, UnitId("b")},
      UnitSplit{UnitId("a"), {{UnitId("b"), "乙 所"}}, {{{TaskId("1.1"), UnitId("b")}}, {{HazardId("H 1"), UnitId("b")}}, UnitId("a")}},
      UnitClosed{UnitId("a"), {{}, {}, UnitId("b")}}, ResponsibilityMoved{TaskId("1"), Bond::leads, UnitId("a"), UnitId("b")},
      MembershipChanged{"各所", {UnitId("a")}, {UnitId("b")}}};
  for (const Change& change : changes) CHECK(change_of(fact_of(change, day("2021-01-01"), {})) == change);
}
