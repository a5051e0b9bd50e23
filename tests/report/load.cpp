// Load per unit: what each unit has on a day, by hand, and that nothing of the whole is lost between them.
#include "../campaign/house.hpp"
#include "../catch.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/agenda.hpp"

using namespace house;

namespace {

/// Two hazards under the east station (one major and overdue), one under the west.
House three_hazards() {
  House h;
  const auto head = [](const char* unit) { return PostInUnit{PostId("head"), UnitId(unit)}; };
  h.campaign.appoint(head("east"), "钱四", day("2021-01-04"));
  h.campaign.appoint(head("west"), "孙五", day("2021-01-04"), true);
  h.on("2021-03-10");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.act(Request::grade, "H-1", day("2021-02-01"), Grade::major);
  h.act(Request::order, "H-1", day("2021-02-02"));  // until 22 February
  h.found("H-2", "east", "1.2", day("2021-03-01"));
  h.found("H-3", "west", "1.1", day("2021-03-02"));
  h.act(Request::grade, "H-3", day("2021-03-02"));
  h.act(Request::order, "H-3", day("2021-03-03"));  // until 23 March
  return h;
}

}  // namespace

TEST_CASE("a unit's load is what it leads and has open, weighed by grade, and what it has missed", "[load]") {
  const House h = three_hazards();
  const Load load = h.campaign.load(day("2021-03-10"));
  const UnitLoad* east = load.find(UnitId("east"));
  const UnitLoad* west = load.find(UnitId("west"));
  REQUIRE(east != nullptr);
  REQUIRE(west != nullptr);
  CHECK(east->name == "东所");
  CHECK(east->open == 2);
  CHECK(east->open_major == 1);
  CHECK(east->weight == 6);
  CHECK(east->overdue == 1);
  CHECK(east->carries == 2);
  CHECK(east->leads == 0);
  CHECK(east->head == HeadStanding::held);
  CHECK(west->head == HeadStanding::acting);
  CHECK(load.find(UnitId("north"))->head == HeadStanding::vacant);
  CHECK(load.find(UnitId("lift"))->leads == 1);
  CHECK(east->missed > west->missed);  // the same returns, and a limit
  CHECK(load.weights.origin == Origin::assumed);
  LoadOptions heavy;
  heavy.weights.major = 100;
  CHECK(h.campaign.load(day("2021-03-10"), heavy).find(UnitId("east"))->weight == 101);
}

TEST_CASE("every due stands in the week of its day, and in one unit", "[load]") {
  const House h = three_hazards();
  const Day on = day("2021-03-10");
  const Load load = h.campaign.load(on);
  REQUIRE(load.weeks.size() == 6);
  CHECK(load.weeks.front().name == "2021-W10");
  CHECK(load.weeks.front().days == Span::of(on, day("2021-03-14")));
  CHECK(load.weeks.back().days.last == day("2021-04-18"));
  // Every limit of the agenda and every return that is owed, counted without regard to units.
  std::int64_t missed = 0;
  std::vector<std::int64_t> weeks(load.weeks.size(), 0);
  const auto add = [&](Day due_on) {
    if (due_on < on) ++missed;
    for (std::size_t i = 0; i < weeks.size(); ++i)
      if (load.weeks[i].days.contains(due_on)) ++weeks[i];
  };
  for (const Due& due : h.campaign.agenda(on))
    if (due.due_on && !due.paused) add(*due.due_on);
  const Plan& plan = h.campaign.plan();
  for (const DueFiling& due : plan.filings(h.campaign.calendar(), {{}, true}))
    for (std::size_t filers = plan.filers_of(*plan.find_filing(due.filing), std::min(due.cutoff_on, on)).size(); filers > 0; --filers) add(due.due_on());
  const UnitLoad total = load.total();
  CHECK(total.missed == missed);
  CHECK(total.weeks == weeks);
  std::int64_t coming = 0;
  for (const std::int64_t count : weeks) coming += count;
  CHECK(total.coming == coming);
  CHECK(missed > 0);
  CHECK(coming > 0);
}

TEST_CASE("loads add up to what the report has open", "[load]") {
  const House h = three_hazards();
  for (const char* month : {"2021-01", "2021-02"}) {
    const Report report = h.campaign.report(Period::parse(month));
    const UnitLoad total = h.campaign.load(report.cutoff_on).total();
    CHECK(total.open == report.headline.open);
    CHECK(total.open_major == report.headline.open_major);
    CHECK(total.overdue == report.headline.overdue);
  }
}

TEST_CASE("a due on a day on which nobody heads the unit is told", "[load]") {
  House h = three_hazards();
  const Day on = day("2021-03-10");
  CHECK(h.campaign.load(on).find(UnitId("west"))->unheld == 0);
  h.campaign.end_term({PostId("head"), UnitId("west")}, PersonId("p2"), on - 1);
  const Load load = h.campaign.load(on);
  const UnitLoad* west = load.find(UnitId("west"));
  CHECK(west->head == HeadStanding::vacant);
  CHECK(west->coming > 0);
  CHECK(west->unheld == west->coming);
  CHECK(std::any_of(load.gaps.begin(), load.gaps.end(), [](const LoadGap& gap) { return gap.gap == Gap::vacant && gap.node.id == "head@west"; }));
}

TEST_CASE("weeks are those of ISO 8601, over the turn of a year too", "[load]") {
  const House h;
  struct Case { const char* on; const char* week; };
  for (const Case& one : {Case{"2021-01-03", "2020-W53"}, Case{"2021-01-04", "2021-W01"}, Case{"2021-12-31", "2021-W52"}, Case{"2022-01-01", "2021-W52"}})
    CHECK(h.campaign.load(day(one.on)).weeks.front().name == one.week);
  LoadOptions none;
  none.week_count = 0;
  CHECK_THROWS_AS(h.campaign.load(day("2021-02-01"), none), TimeError);
}

TEST_CASE("the table of a load has a row for each unit, and one for all", "[load]") {
  const House h = three_hazards();
  const Load load = h.campaign.load(day("2021-03-10"));
  const Table table = load.table();
  REQUIRE(table.row_count() == load.units.size() + 1);
  CHECK(cell_text(table.at(table.row_count() - 1, "name")) == "合计");
  CHECK(cell_text(table.at(table.row_count() - 1, "open")) == "3");
  CHECK(cell_text(table.at(0, "2021-W10")) == std::to_string(load.units.front().weeks.front()));
  CHECK(load.longest_chain > 1);
  CHECK(load.longest_of.has_value());
}
