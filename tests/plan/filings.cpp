#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "small.hpp"

using namespace bihuan;

TEST_CASE("报送任务的期限一期一个，按日排列", "[plan]") {
  const Plan plan = small::parse(small::plan_text());
  const std::vector<DueFiling> dues = plan.filings();
  REQUIRE(dues.size() == 4);
  CHECK(dues[0].period.text() == "2021-03");
  CHECK(dues[0].cutoff_on == Day::of(2021, 3, 31));
  CHECK(dues[0].due_on() == Day::of(2021, 4, 8));
  CHECK(dues[1].due_on() == Day::of(2021, 5, 8));  // a make-up Saturday
  CHECK(dues[3].due_on() == Day::of(2021, 7, 8));  // after the campaign's last day
}

TEST_CASE("可以另问一种顺延办法", "[plan]") {
  const Plan plan = small::parse(small::with("day = 8", "day = 9"));
  FilingOptions options;
  CHECK(plan.filings(options)[1].due_on() == Day::of(2021, 5, 9));
  options.roll = Roll::forward;
  CHECK(plan.filings(options)[1].due_on() == Day::of(2021, 5, 10));
  options.roll = Roll::backward;
  CHECK(plan.filings(options)[1].due_on() == Day::of(2021, 5, 8));
}

TEST_CASE("没有日历的年度不猜期限", "[plan]") {
  const Plan plan = small::parse(small::plan_text());
  const Calendar early = Calendar::china().as_published_on(Day::of(2019, 12, 31));
  CHECK_THROWS_AS(plan.filings(early), TimeError);
  FilingOptions options;
  options.announced_only = true;
  CHECK(plan.filings(early, options).empty());
}

TEST_CASE("一期的期限", "[plan]") {
  const Plan plan = small::parse(small::plan_text());
  const Calendar calendar = Calendar::china();
  CHECK(plan.due(FilingId("monthly"), Period::parse("2021-06"), calendar).due_on() == Day::of(2021, 7, 8));
  const auto refused = [&](const char* filing, const char* period) {
    try {
      plan.due(FilingId(filing), Period::parse(period), calendar);
    } catch (const PlanError& error) {
      CHECK(error.code() == ErrorCode::unknown_name);
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refused("weekly", "2021-06") == "the plan has no filing \"weekly\"; it has: monthly");
  CHECK(refused("monthly", "2021-07") == "filing monthly has no period 2021-07; its periods are 2021-03 to 2021-06");
  CHECK(refused("monthly", "2021-Q2") == "filing monthly has no period 2021-Q2; its periods are 2021-03 to 2021-06");
}

TEST_CASE("周报、季报、半年报、年报的期限", "[plan]") {
  struct Row { const char* every; const char* due; const char* cutoff; std::size_t count; const char* period; Day cutoff_on; Day due_on; };
  const Row rows[] = {
      {"week", "{ days_after = 1 }", "{ days_after = 0 }", 18, "2021-W09", Day::of(2021, 3, 7), Day::of(2021, 3, 8)},
      {"quarter", "{ months_after = 1, day = 15 }", "{ day = \"last\" }", 2, "2021-Q1", Day::of(2021, 3, 31), Day::of(2021, 4, 15)},
      {"half_year", "{ months_after = 1, day = \"last\" }", "{ day = 25 }", 1, "2021-H1", Day::of(2021, 6, 25), Day::of(2021, 7, 31)},
      {"year", "{ months_after = 0, day = 10 }", "{ months_after = -1, day = \"last\" }", 1, "2021", Day::of(2021, 11, 30), Day::of(2021, 12, 10)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.every);
    std::string text = small::with("every = \"month\"", std::string("every = \"") + row.every + "\"");
    text.replace(text.find("{ months_after = 1, day = 8 }"), 29, row.due);
    text.replace(text.find("{ months_after = 0, day = \"last\" }"), 34, row.cutoff);
    const std::vector<DueFiling> dues = small::parse(text).filings();
    REQUIRE(dues.size() == row.count);
    CHECK(dues[0].period.text() == row.period);
    CHECK(dues[0].cutoff_on == row.cutoff_on);
    CHECK(dues[0].due_on() == row.due_on);
  }
}
