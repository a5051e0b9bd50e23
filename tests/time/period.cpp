#include "bihuan/time/period.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <limits>
#include <random>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

static_assert(!std::is_default_constructible_v<Period>, "there is no default period");

TEST_CASE("A period is told, bounded and named", "[time][period]") {
  struct Row {
    const char* text;
    PeriodKind kind;
    const char* first;
    const char* last;
    const char* chinese;
  };
  const Row row = GENERATE(values<Row>({
      {"2020-10", PeriodKind::month, "2020-10-01", "2020-10-31", "2020年10月"},
      {"2020-02", PeriodKind::month, "2020-02-01", "2020-02-29", "2020年2月"},
      {"2020-Q1", PeriodKind::quarter, "2020-01-01", "2020-03-31", "2020年第一季度"},
      {"2020-Q4", PeriodKind::quarter, "2020-10-01", "2020-12-31", "2020年第四季度"},
      {"2020-H1", PeriodKind::half_year, "2020-01-01", "2020-06-30", "2020年上半年"},
      {"2020-H2", PeriodKind::half_year, "2020-07-01", "2020-12-31", "2020年下半年"},
      {"2020", PeriodKind::year, "2020-01-01", "2020-12-31", "2020年"},
      {"2020-W41", PeriodKind::week, "2020-10-05", "2020-10-11", "2020年第41周"},
      {"2020-W01", PeriodKind::week, "2019-12-30", "2020-01-05", "2020年第1周"},
      {"2020-W53", PeriodKind::week, "2020-12-28", "2021-01-03", "2020年第53周"},
      {"2021-W01", PeriodKind::week, "2021-01-04", "2021-01-10", "2021年第1周"},
  }));
  CAPTURE(row.text);
  const Period period = Period::parse(row.text);
  CHECK(period.kind() == row.kind);
  CHECK(period.text() == row.text);
  CHECK(period.first().iso() == row.first);
  CHECK(period.last().iso() == row.last);
  CHECK(period.chinese() == row.chinese);
  CHECK(period.span() == Span{period.first(), period.last()});
  CHECK(period.next().previous() == period);
  CHECK(period.next().first() == period.last() + 1);
  CHECK(period.previous().last() == period.first() - 1);
}

TEST_CASE("A period may be typed in small letters, full width and with spaces around", "[time][period]") {
  CHECK(Period::parse("2020-q4").text() == "2020-Q4");
  CHECK(Period::parse("２０２０－１０").text() == "2020-10");
  CHECK(Period::parse("　2020-W41 ").text() == "2020-W41");
}

TEST_CASE("What is not a period is refused, saying which spellings are read", "[time][period]") {
  const std::string text = GENERATE("", "2020-", "2020-9", "2020-010", "20-10", "2020-Q", "2020-Q04", "2020-W4", "2020Q4", "2020-10-01",
                                    "10-2020", "2020-H", "2020/10", "abcd", "2020-X1", "\xff\xfe");
  CAPTURE(text);
  CHECK_THROWS_WITH(Period::parse(text), ContainsSubstring("2020-10, 2020-Q4, 2020-H2, 2020 or 2020-W41"));
}

TEST_CASE("A number that the year does not have is refused", "[time][period]") {
  const std::string text = GENERATE("2020-00", "2020-13", "2020-Q0", "2020-Q5", "2020-H0", "2020-H3", "2020-W00", "2020-W54",
                                    "2021-W53", "2022-W53");
  CAPTURE(text);
  try {
    Period::parse(text);
    FAIL("accepted");
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_period);
    CHECK_THAT(error.what(), ContainsSubstring(text));
  }
}

TEST_CASE("Only years with 53 Thursdays have a week 53", "[time][period]") {
  for (int year = 1900; year <= 2200; ++year) {
    const Day january = Day::of(year, 1, 1);
    const Day december = Day::of(year, 12, 31);
    const bool long_year = january.weekday() == Weekday::thursday || december.weekday() == Weekday::thursday;
    const std::string text = std::to_string(year) + "-W53";
    CAPTURE(text);
    if (long_year) CHECK(Period::parse(text).text() == text);
    else CHECK_THROWS_AS(Period::parse(text), TimeError);
  }
}

TEST_CASE("Every day lies in exactly the period that contains it, for all kinds", "[time][period][laws]") {
  const PeriodKind kind = GENERATE(PeriodKind::week, PeriodKind::month, PeriodKind::quarter, PeriodKind::half_year,
                                   PeriodKind::year);
  Period period = Period::containing(Day::of(2000, 1, 1), kind);
  bool sound = true;
  for (Day day = Day::of(2000, 1, 1); day < Day::of(2041, 1, 1); day = day + 1) {
    if (day > period.last()) period = period.next();
    const Period found = Period::containing(day, kind);
    sound = sound && found == period && found.span().contains(day) && Period::parse(found.text()) == found;
    sound = sound && found.previous() < found && found < found.next();
  }
  CHECK(sound);
}

TEST_CASE("The first days of January belong to the last week of the year before, where ISO says so", "[time][period]") {
  CHECK(Period::containing(Day::of(2021, 1, 1), PeriodKind::week).text() == "2020-W53");
  CHECK(Period::containing(Day::of(2022, 1, 1), PeriodKind::week).text() == "2021-W52");
  CHECK(Period::containing(Day::of(2019, 12, 30), PeriodKind::week).text() == "2020-W01");
  CHECK(Period::containing(Day::of(2021, 1, 1), PeriodKind::week).year() == 2020);
}

TEST_CASE("Periods end where days end, without overflow", "[time][period]") {
  CHECK_THROWS_AS(Period::parse("9999-12"), TimeError);
  CHECK_THROWS_AS(Period::parse("1400"), TimeError);
  CHECK_THROWS_AS(Period::parse("9998").next(), TimeError);
  CHECK_THROWS_AS(Period::parse("1401-W01").previous(), TimeError);
  CHECK_THROWS_AS(Period::containing(Day::of(9999, 12, 31), PeriodKind::week), TimeError);
}

TEST_CASE("Periods that meet a span are listed in order", "[time][period]") {
  const Span campaign = Span::of(Day::of(2020, 9, 1), Day::of(2022, 12, 31));
  const auto months = periods_in(campaign, PeriodKind::month);
  REQUIRE(months.size() == 28);
  CHECK(months.front().text() == "2020-09");
  CHECK(months.back().text() == "2022-12");
  CHECK(periods_in(campaign, PeriodKind::quarter).size() == 10);
  CHECK(periods_in(campaign, PeriodKind::half_year).front().text() == "2020-H2");
  CHECK(periods_in(campaign, PeriodKind::year).size() == 3);
  CHECK(periods_in(campaign, PeriodKind::week).back().text() == "2022-W52");
  CHECK(periods_in(Span::of(Day::of(2020, 9, 30), Day::of(2020, 10, 1)), PeriodKind::month).size() == 2);
}

TEST_CASE("A day told relative to a period falls where the notice means it", "[time][period]") {
  struct Row {
    const char* period;
    PeriodDay day;
    const char* expected;
  };
  const Row row = GENERATE(values<Row>({
      {"2020-09", {1, 1}, "2020-10-01"},   // 每月1日前
      {"2022-12", {1, 1}, "2023-01-01"},
      {"2020-09", {0, 0}, "2020-09-30"},   // the month's last day
      {"2020-02", {0, 0}, "2020-02-29"},
      {"2020-01", {1, 0}, "2020-02-29"},
      {"2020-01", {0, 31}, "2020-01-31"},
      {"2020-09", {-1, 20}, "2020-08-20"},
      {"2020-Q4", {1, 15}, "2021-01-15"},  // Order 16 Art. 14
      {"2020-H1", {1, 10}, "2020-07-10"},
      {"2020", {0, 10}, "2020-12-10"},     // 每年12月10日前
      {"2020", {-1, 30}, "2020-11-30"},
      {"2020", {1, 31}, "2021-01-31"},
      {"2020", {14, 0}, "2022-02-28"},
      {"2020-W53", {0, 1}, "2021-01-04"},
      {"2020-W41", {0, 0}, "2020-10-11"},
      {"2020-W41", {0, -2}, "2020-10-09"},
  }));
  CAPTURE(row.period, row.day.months_after, row.day.day);
  CHECK(row.day.of(Period::parse(row.period)).iso() == row.expected);
}

TEST_CASE("A day that the month does not have is refused, never moved", "[time][period]") {
  struct Row {
    const char* period;
    PeriodDay day;
  };
  const Row row = GENERATE(values<Row>({
      {"2020-01", {1, 31}},
      {"2021-01", {1, 29}},
      {"2020-03", {0, 32}},
      {"2020-03", {0, -1}},
      {"2020-W41", {1, 1}},
      {"2020-03", {std::numeric_limits<int>::max(), 1}},
      {"2020-03", {std::numeric_limits<int>::min(), 1}},
  }));
  CAPTURE(row.period, row.day.months_after, row.day.day);
  try {
    row.day.of(Period::parse(row.period));
    FAIL("accepted");
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_rule);
    CHECK_THAT(error.what(), ContainsSubstring(row.period));
  }
}
