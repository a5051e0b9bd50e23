#include "bihuan/time/span.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <limits>
#include <random>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

boost::gregorian::date boosts(Day day) { return boost::gregorian::date(1970, 1, 1) + boost::gregorian::days(day.serial()); }

std::string refusal(const std::string& text) {
  try {
    return "read as " + Day::parse(text).iso();
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_day);
    CHECK_FALSE(error.context().allowed.empty());
    CHECK(error.chinese() != error.what());
    return error.what();
  }
}

template <class A, class B>
concept Addable = requires(A a, B b) { a + b; };

}  // namespace

// What must not compile.
static_assert(!std::is_default_constructible_v<Day>, "there is no default day");
static_assert(!std::is_constructible_v<Day, int>, "a number is not a day");
static_assert(!Addable<Day, Day>, "two days have no sum");
static_assert(Addable<Day, int>);
static_assert(!std::is_convertible_v<Day, std::string>);
static_assert(sizeof(Day) == 4 && std::is_trivially_copyable_v<Day>);

TEST_CASE("A day is read in every spelling that clerks use", "[time][day]") {
  const std::string text = GENERATE(
      "2020-09-07", "2020-9-7", "2020/9/7", "2020/09/07", "2020.9.7", "2020.09.07", "2020年9月7日", "2020年09月07日",
      "２０２０－０９－０７", "２０２０／９／７", "２０２０．９．７", "２０２０年９月７日", "　2020-09-07　", " \t2020-09-07 ",
      "2020 年 9 月 7 日", "2020年9月 7 日");
  CAPTURE(text);
  CHECK(Day::parse(text).iso() == "2020-09-07");
  CHECK(Day::try_parse(text) == Day::of(2020, 9, 7));
}

TEST_CASE("What is not a day is refused, naming the text and what is read", "[time][day]") {
  const std::string text = GENERATE(
      "", " ", "9/7/2020", "07-09-2020", "20200907", "2020-09", "2020年9月", "2020年9月7", "2020-09/07", "2020-09-07 10:00",
      "2020-09-07x", "x2020-09-07", "2020-9-007", "20-09-07", "02020-09-07", "2020--09-07", "-2020-09-07", "2020-+9-07",
      "2020-0 9-07", "20 20-09-07", "九月七日", "44081", "2020-09-0七", "二〇二〇年九月七日");
  CAPTURE(text);
  const std::string why = refusal(text);
  CHECK_THAT(why, ContainsSubstring("not read as a day") && ContainsSubstring("2025年7月17日"));
  CHECK_THAT(why, ContainsSubstring("\"" + text + "\""));
  CHECK_FALSE(Day::try_parse(text));
}

TEST_CASE("A day that the calendar does not have is refused as such", "[time][day]") {
  const std::string text = GENERATE("2021-02-29", "2020-02-30", "2020-04-31", "2020-13-01", "2020-00-10", "2020-01-00",
                                    "2100-02-29", "1399-12-31", "0000-01-01", "2020年2月30日");
  CAPTURE(text);
  CHECK_THAT(refusal(text), ContainsSubstring("there is no day \"" + text + "\""));
  CHECK_FALSE(Day::try_parse(text));
}

TEST_CASE("Broken and endless text is quoted safely", "[time][day]") {
  CHECK_THAT(refusal("2020\xff-01"), ContainsSubstring("\"2020?-01\""));
  CHECK_THAT(refusal(std::string("2020\n\0-01", 9)), ContainsSubstring("\"2020?" "?-01\""));
  CHECK_THAT(refusal(std::string(100000, '9')), ContainsSubstring("…"));
  CHECK(refusal(std::string(100000, '9')).size() < 300);
  CHECK_THAT(refusal("\xe5\xb9"), ContainsSubstring("\"??\""));
}

TEST_CASE("Parts, weekday, serial and spellings of a day agree", "[time][day]") {
  struct Row {
    int year, month, day;
    std::int32_t serial;
    Weekday weekday;
    const char* chinese;
  };
  const Row row = GENERATE(values<Row>({
      {1970, 1, 1, 0, Weekday::thursday, "1970年1月1日"},
      {1969, 12, 31, -1, Weekday::wednesday, "1969年12月31日"},
      {2020, 2, 29, 18321, Weekday::saturday, "2020年2月29日"},
      {2022, 1, 30, 19022, Weekday::sunday, "2022年1月30日"},
      {1400, 1, 1, -208188, Weekday::wednesday, "1400年1月1日"},
      {9999, 12, 31, 2932896, Weekday::friday, "9999年12月31日"},
  }));
  const Day day = Day::of(row.year, row.month, row.day);
  CHECK(day.serial() == row.serial);
  CHECK(Day::from_serial(row.serial) == day);
  CHECK(day.year() == row.year);
  CHECK(day.month() == row.month);
  CHECK(day.day_of_month() == row.day);
  CHECK(day.weekday() == row.weekday);
  CHECK(day.chinese() == row.chinese);
  CHECK(Day::parse(day.iso()) == day);
  CHECK(Day::parse(day.chinese()) == day);
}

TEST_CASE("Every day of four centuries reads back from both spellings, and weekdays follow each other", "[time][day]") {
  Weekday expected = Day::of(1800, 1, 1).weekday();
  bool same = true;
  for (Day day = Day::of(1800, 1, 1); day < Day::of(2200, 1, 1); day = day + 1) {
    same = same && day.weekday() == expected && boosts(day).day_of_week().as_number() == static_cast<int>(expected) % 7;
    same = same && Day::of(day.year(), day.month(), day.day_of_month()) == day;
    expected = expected == Weekday::sunday ? Weekday::monday : static_cast<Weekday>(static_cast<int>(expected) + 1);
  }
  CHECK(same);
}

TEST_CASE("The numbers of every day are those that Boost gives", "[time][day][laws]") {
  int differing = 0;
  for (Day day = Day::of(1400, 1, 1); day < Day::of(9999, 12, 31); day = day + 1) {
    const auto theirs = boosts(day).year_month_day();
    differing += day.year() != theirs.year || day.month() != theirs.month || day.day_of_month() != theirs.day;
  }
  CHECK(differing == 0);
  CHECK(Day::of(9999, 12, 31).iso() == "9999-12-31");
}

TEST_CASE("Days are added and subtracted across months, leap days and years", "[time][day]") {
  CHECK((Day::of(2020, 2, 28) + 1).iso() == "2020-02-29");
  CHECK((Day::of(2021, 2, 28) + 1).iso() == "2021-03-01");
  CHECK((Day::of(2021, 1, 1) - 1).iso() == "2020-12-31");
  CHECK(Day::of(2023, 1, 1) - Day::of(2020, 10, 1) == 822);
  CHECK(Day::of(2020, 10, 1) - Day::of(2023, 1, 1) == -822);
  CHECK(Day::of(2020, 9, 30) < Day::of(2020, 10, 1));
}

TEST_CASE("Leaving the range of days is an error of ours, never Boost's, and never overflows", "[time][day]") {
  constexpr int most = std::numeric_limits<int>::max();
  constexpr int least = std::numeric_limits<int>::min();
  CHECK_THROWS_AS(Day::of(9999, 12, 31) + 1, TimeError);
  CHECK_THROWS_AS(Day::of(1400, 1, 1) - 1, TimeError);
  CHECK_THROWS_AS(Day::of(2020, 1, 1) + most, TimeError);
  CHECK_THROWS_AS(Day::of(2020, 1, 1) + least, TimeError);
  CHECK_THROWS_AS(Day::of(2020, 1, 1) - least, TimeError);
  CHECK_THROWS_AS(Day::of(2020, 1, 1) - most, TimeError);
  CHECK_THROWS_AS(Day::of(10000, 1, 1), TimeError);
  CHECK_THROWS_AS(Day::of(-1, 1, 1), TimeError);
  CHECK_THROWS_AS(Day::of(67556, 1, 1), TimeError);  // 2020 modulo 2^16
  CHECK_THROWS_AS(Day::from_serial(std::numeric_limits<std::int64_t>::max()), TimeError);
}

TEST_CASE("A month ends on its last day", "[time][day]") {
  CHECK(last_day_of_month(2020, 2).iso() == "2020-02-29");
  CHECK(last_day_of_month(2021, 2).iso() == "2021-02-28");
  CHECK(last_day_of_month(2100, 2).iso() == "2100-02-28");
  CHECK(last_day_of_month(2020, 12).iso() == "2020-12-31");
  CHECK_THROWS_AS(last_day_of_month(2020, 13), TimeError);
  CHECK_THROWS_AS(last_day_of_month(2020, 0), TimeError);
}

TEST_CASE("星期一到星期日", "[time][day]") {
  CHECK(chinese(Weekday::monday) == "星期一");
  CHECK(chinese(Day::of(2022, 1, 30).weekday()) == "星期日");
}

TEST_CASE("A closed span holds both ends", "[time][span]") {
  const Span span = Span::of(Day::of(2020, 9, 1), Day::of(2020, 9, 30));
  CHECK(span.contains(Day::of(2020, 9, 1)));
  CHECK(span.contains(Day::of(2020, 9, 30)));
  CHECK_FALSE(span.contains(Day::of(2020, 8, 31)));
  CHECK_FALSE(span.contains(Day::of(2020, 10, 1)));
  CHECK(span.day_count() == 30);
  CHECK(Span::of(span.first, span.first).day_count() == 1);
}

TEST_CASE("Spans that share a single day overlap, neighbours do not", "[time][span]") {
  const Span september = Span::of(Day::of(2020, 9, 1), Day::of(2020, 9, 30));
  CHECK(september.overlaps(Span::of(Day::of(2020, 9, 30), Day::of(2020, 12, 31))));
  CHECK(september.overlaps(Span::of(Day::of(2020, 1, 1), Day::of(2020, 9, 1))));
  CHECK(september.overlaps(Span::of(Day::of(2020, 9, 10), Day::of(2020, 9, 11))));
  CHECK_FALSE(september.overlaps(Span::of(Day::of(2020, 10, 1), Day::of(2020, 12, 31))));
  CHECK_FALSE(september.overlaps(Span::of(Day::of(2020, 1, 1), Day::of(2020, 8, 31))));
}

TEST_CASE("A span that ends before it begins is refused, naming both days", "[time][span]") {
  try {
    Span::of(Day::of(2020, 9, 30), Day::of(2020, 9, 29));
    FAIL("accepted");
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_span);
    CHECK_THAT(error.what(), ContainsSubstring("2020-09-29") && ContainsSubstring("2020-09-30"));
    CHECK_THAT(error.chinese(), ContainsSubstring("2020年9月29日"));
  }
}

TEST_CASE("Validity without an end is open there", "[time][span]") {
  const Day day = Day::of(2022, 7, 1);
  CHECK(Validity{}.on(day));
  CHECK(Validity{day, {}}.on(day));
  CHECK_FALSE(Validity{day, {}}.on(day - 1));
  CHECK(Validity{{}, day}.on(day));
  CHECK_FALSE(Validity{{}, day}.on(day + 1));
  CHECK(Validity{day, day}.on(day));
  CHECK_FALSE(Validity{day + 1, day}.on(day));
}
