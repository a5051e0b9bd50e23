#include "bihuan/time/calendar.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <array>
#include <fstream>
#include <limits>
#include <random>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

Day day(const char* text) { return Day::parse(text); }

std::vector<std::string> days_of_kind(const Calendar& calendar, int year, DayKind kind) {
  std::vector<std::string> found;
  for (Day now = Day::of(year, 1, 1); now <= Day::of(year, 12, 31); now = now + 1) {
    if (calendar.status(now).kind == kind) found.push_back(now.iso());
  }
  return found;
}

bool is_weekend(Day now) { return now.weekday() >= Weekday::saturday; }

/// Weekdays off less weekend days worked.
int days_given(const Calendar& calendar, int year) {
  int given = 0;
  for (Day now = Day::of(year, 1, 1); now <= Day::of(year, 12, 31); now = now + 1) {
    const bool working = calendar.is_working_day(now);
    if (!is_weekend(now) && !working) ++given;
    if (is_weekend(now) && working) --given;
  }
  return given;
}

ErrorCode code_of(const TimeError& error) { return error.code(); }

template <class Act>
std::string refusal(ErrorCode code, Act act) {
  try {
    act();
  } catch (const TimeError& error) {
    CHECK(code_of(error) == code);
    CHECK(error.chinese() != error.what());
    return error.what();
  }
  return "not refused";
}

std::string edition(const std::string& id, int year, const std::string& published_on, const std::string& holidays) {
  return "[[edition]]\nid = \"" + id + "\"\nyear = " + std::to_string(year) + "\npublished_on = " + published_on +
         "\nnotice = \"notice " + id + "\"\nholidays = [" + holidays + "]\n";
}

Calendar calendar_of(const std::string& text) { return Calendar::parse(text, "test.toml"); }

}  // namespace

static_assert(!std::is_default_constructible_v<Calendar>, "there is no calendar without notices");

TEST_CASE("Working days per year agree with the published calendars", "[time][calendar][golden]") {
  const Calendar china = Calendar::china();
  // 2020 to 2022: domain facts 5.3; the other years: counted with an independent implementation
  constexpr std::array<int, 8> expected{250, 249, 250, 249, 249, 251, 248, 248};
  for (int year = 2019; year <= 2026; ++year) {
    CAPTURE(year);
    CHECK(china.count_working_days(Day::of(year, 1, 1), Day::of(year, 12, 31)) == expected.at(static_cast<std::size_t>(year - 2019)));
  }
}

TEST_CASE("The make-up days of each year are those of the notices", "[time][calendar][golden]") {
  const Calendar china = Calendar::china();
  using Days = std::vector<std::string>;
  CHECK(days_of_kind(china, 2020, DayKind::make_up_day) ==
        Days{"2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10"});
  CHECK(days_of_kind(china, 2022, DayKind::make_up_day) ==
        Days{"2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08", "2022-10-09"});
  constexpr std::array<std::size_t, 8> expected{6, 6, 7, 7, 7, 8, 5, 6};
  for (int year = 2019; year <= 2026; ++year) {
    CAPTURE(year);
    CHECK(days_of_kind(china, year, DayKind::make_up_day).size() == expected.at(static_cast<std::size_t>(year - 2019)));
  }
}

TEST_CASE("Weekdays off less weekend days worked are the statutory holidays", "[time][calendar][laws]") {
  // 全国年节及纪念日放假办法: 11 days in the text of 2013, 13 in that of 2024 (in force 2025-01-01)
  const Calendar china = Calendar::china();
  for (int year = 2019; year <= 2026; ++year) {
    CAPTURE(year);
    const int statutory = year >= 2025 ? 13 : 11;
    // 2020: the extension gave Friday 31 January off and no longer asked for Saturday 1 February
    const int extension = year == 2020 ? 2 : 0;
    CHECK(days_given(china, year) == statutory + extension);
  }
  CHECK(days_given(china.as_published_on(day("2020-01-26")), 2020) == 11);
  CHECK(days_given(china.as_published_on(day("2019-03-21")), 2019) == 11);
}

TEST_CASE("Every edition names its notice, and where and when it was published", "[time][calendar]") {
  const Calendar china = Calendar::china();
  REQUIRE(china.editions().size() == 10);
  for (const Edition& one : china.editions()) {
    CAPTURE(one.id);
    CHECK_THAT(one.notice, ContainsSubstring("国务院办公厅关于" + std::to_string(one.year) + "年部分节假日安排的通知"));
    CHECK_THAT(one.notice, ContainsSubstring("国办发明电〔"));
    CHECK_THAT(one.address, ContainsSubstring("gov.cn/zhengce/zhengceku/"));
    CHECK(one.published_on < Day::of(one.year, 12, 31));
    CHECK(one.published_on > Day::of(one.year - 1, 9, 30));
  }
  CHECK(china.edition_of(2020).id == "2020-2");
  CHECK(china.edition_of(2019).id == "2019-2");
  CHECK(china.edition_of(2022).published_on == day("2021-10-25"));
}

TEST_CASE("A day says what it is, by which name and notice", "[time][calendar]") {
  const Calendar china = Calendar::china();
  struct Row {
    const char* day;
    DayKind kind;
    bool working;
    const char* name;
    const char* edition;
  };
  const Row row = GENERATE(values<Row>({
      {"2022-01-30", DayKind::make_up_day, true, "春节", "2022-1"},
      {"2022-02-01", DayKind::holiday, false, "春节", "2022-1"},
      {"2022-02-06", DayKind::holiday, false, "春节", "2022-1"},  // a Sunday of the holiday
      {"2022-02-12", DayKind::weekend, false, "", "2022-1"},
      {"2022-02-14", DayKind::working_day, true, "", "2022-1"},
      {"2020-02-03", DayKind::working_day, true, "春节", "2020-2"},  // a Monday that the notice names all the same
      {"2020-02-01", DayKind::holiday, false, "春节", "2020-2"},
      {"2020-10-01", DayKind::holiday, false, "国庆节、中秋节", "2020-2"},
      {"2022-12-31", DayKind::holiday, false, "元旦", "2023-1"},  // named by the next year's notice
      {"2022-12-30", DayKind::working_day, true, "", "2022-1"},
      {"2019-05-02", DayKind::holiday, false, "劳动节", "2019-2"},
  }));
  CAPTURE(row.day);
  const DayStatus status = china.status(day(row.day));
  CHECK(status.kind == row.kind);
  CHECK(status.working == row.working);
  CHECK(status.name == row.name);
  CHECK(status.edition == row.edition);
  CHECK(status.day == day(row.day));
  CHECK_FALSE(status.notice.empty());
  CHECK(china.is_working_day(day(row.day)) == row.working);
}

TEST_CASE("春节 2020 as known on 26 January and on 28 January", "[time][calendar][editions]") {
  const Calendar china = Calendar::china();
  const Calendar before = china.as_published_on(day("2020-01-26"));
  const Calendar after = china.as_published_on(day("2020-01-28"));
  CHECK(before.is_working_day(day("2020-01-31")));
  CHECK(before.status(day("2020-02-01")).kind == DayKind::make_up_day);
  CHECK_FALSE(before.is_working_day(day("2020-02-02")));
  CHECK(before.next_working_day(day("2020-01-23")) == day("2020-01-31"));
  CHECK(before.edition_of(2020).id == "2020-1");
  CHECK_FALSE(after.is_working_day(day("2020-01-31")));
  CHECK(after.status(day("2020-02-01")).kind == DayKind::holiday);
  CHECK(after.next_working_day(day("2020-01-23")) == day("2020-02-03"));
  CHECK(after.edition_of(2020).id == "2020-2");
  CHECK(china.as_published_on(day("2020-01-27")).edition_of(2020).id == "2020-2");
}

TEST_CASE("劳动节 2019 as known before and after the change", "[time][calendar][editions]") {
  const Calendar china = Calendar::china();
  const Calendar before = china.as_published_on(day("2019-03-21"));
  CHECK(before.is_working_day(day("2019-05-02")));
  CHECK_FALSE(before.is_working_day(day("2019-04-28")));
  const Calendar after = china.as_published_on(day("2019-03-22"));
  CHECK_FALSE(after.is_working_day(day("2019-05-02")));
  CHECK(after.status(day("2019-04-28")).kind == DayKind::make_up_day);
  CHECK(after.status(day("2019-05-05")).kind == DayKind::make_up_day);
}

TEST_CASE("On a day before its first notice a year is not covered", "[time][calendar][editions]") {
  const Calendar known = Calendar::china().as_published_on(day("2020-09-15"));
  CHECK(known.is_working_day(day("2020-12-31")));
  CHECK_THAT(refusal(ErrorCode::no_calendar, [&] { known.is_working_day(day("2021-01-04")); }),
             ContainsSubstring("2021") && ContainsSubstring("2019 to 2020"));
  const Calendar nothing = Calendar::china().as_published_on(day("2018-01-01"));
  CHECK(nothing.editions().empty());
  CHECK_THAT(refusal(ErrorCode::no_calendar, [&] { nothing.is_working_day(day("2019-01-04")); }), ContainsSubstring("none"));
}

TEST_CASE("A year that nobody has announced is refused, never taken for a year without holidays", "[time][calendar]") {
  const Calendar china = Calendar::china();
  const auto refused = [&](auto act) { return refusal(ErrorCode::no_calendar, act); };
  CHECK_THAT(refused([&] { china.is_working_day(day("2027-01-04")); }),
             ContainsSubstring("2027") && ContainsSubstring("load a calendar file"));
  CHECK_THAT(refused([&] { china.is_working_day(day("2018-12-31")); }), ContainsSubstring("2018"));
  CHECK_THAT(refused([&] { china.status(day("1949-10-01")); }), ContainsSubstring("1949"));
  CHECK_THAT(refused([&] { china.edition_of(2030); }), ContainsSubstring("2030"));
  CHECK_THAT(refused([&] { china.next_working_day(day("2026-12-31")); }), ContainsSubstring("2027"));
  CHECK_THAT(refused([&] { china.previous_working_day(day("2019-01-02")); }), ContainsSubstring("2018"));
  CHECK_THAT(refused([&] { china.add_working_days(day("2026-12-30"), 2); }), ContainsSubstring("2027"));
  CHECK_THAT(refused([&] { china.count_working_days(day("2026-12-01"), day("2027-01-01")); }), ContainsSubstring("2027"));
  CHECK_THAT(refused([&] { china.add_working_days(day("2020-01-01"), std::numeric_limits<int>::max()); }), ContainsSubstring("2027"));
  CHECK_THAT(refused([&] { china.add_working_days(day("2020-01-01"), std::numeric_limits<int>::min()); }), ContainsSubstring("2018"));
  CHECK(china.next_working_day(day("2026-12-30")) == day("2026-12-31"));
}

TEST_CASE("Ten, twenty and seven working days after, as computed by hand", "[time][calendar][golden]") {
  const Calendar china = Calendar::china();
  struct Row {
    const char* start;
    int days;
    const char* expected;
  };
  const Row row = GENERATE(values<Row>({
      {"2020-09-23", 10, "2020-10-13"},
      {"2021-09-15", 10, "2021-09-29"},
      {"2022-01-20", 10, "2022-02-08"},
      {"2021-09-10", 20, "2021-10-14"},
      {"2022-04-28", 7, "2022-05-11"},
  }));
  CAPTURE(row.start, row.days);
  CHECK(china.add_working_days(day(row.start), row.days) == day(row.expected));
  CHECK(china.count_working_days(day(row.start) + 1, day(row.expected)) == row.days);
  CHECK(china.add_working_days(day(row.expected), -row.days) <= day(row.start));
}

TEST_CASE("Next and previous are strict, and no days are the day itself", "[time][calendar]") {
  const Calendar china = Calendar::china();
  CHECK(china.next_working_day(day("2020-09-28")) == day("2020-09-29"));
  CHECK(china.previous_working_day(day("2020-09-28")) == day("2020-09-27"));
  CHECK(china.next_working_day(day("2020-10-03")) == day("2020-10-09"));
  CHECK(china.previous_working_day(day("2020-10-03")) == day("2020-09-30"));
  CHECK(china.add_working_days(day("2020-10-03"), 0) == day("2020-10-03"));
  CHECK(china.add_working_days(day("2020-10-03"), 1) == day("2020-10-09"));
  CHECK(china.add_working_days(day("2020-10-03"), -1) == day("2020-09-30"));
  CHECK(china.next_working_day(day("2020-12-31")) == day("2021-01-04"));
}

TEST_CASE("A closed span is counted with both ends, and refused backwards", "[time][calendar]") {
  const Calendar china = Calendar::china();
  CHECK(china.count_working_days(day("2020-09-30"), day("2020-10-09")) == 2);
  CHECK(china.count_working_days(day("2020-10-01"), day("2020-10-08")) == 0);
  CHECK(china.count_working_days(day("2020-09-30"), day("2020-09-30")) == 1);
  CHECK_THAT(refusal(ErrorCode::bad_span, [&] { china.count_working_days(day("2020-10-02"), day("2020-10-01")); }),
             ContainsSubstring("2020-10-01"));
}

TEST_CASE("Adding and counting agree with walking day by day", "[time][calendar][laws]") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Calendar china = Calendar::china();
  const int days = Day::of(2026, 12, 31) - Day::of(2019, 1, 1);
  std::uniform_int_distribution<int> any_day(0, days);
  std::uniform_int_distribution<int> any_count(-400, 400);
  for (int round = 0; round < 500; ++round) {
    const Day start = Day::of(2019, 1, 1) + any_day(random);
    const int count = any_count(random);
    Day walked = start;
    int left = std::abs(count);
    while (left > 0 && walked.year() >= 2019 && walked.year() <= 2026) {
      walked = walked + (count > 0 ? 1 : -1);
      if (walked.year() < 2019 || walked.year() > 2026) break;
      if (china.is_working_day(walked)) --left;
    }
    CAPTURE(start.iso(), count);
    if (left > 0) {
      CHECK_THROWS_AS(china.add_working_days(start, count), TimeError);
      continue;
    }
    REQUIRE(china.add_working_days(start, count) == walked);
    int counted = 0;
    for (Day now = std::min(start, walked); now <= std::max(start, walked); now = now + 1) counted += china.is_working_day(now);
    REQUIRE(china.count_working_days(std::min(start, walked), std::max(start, walked)) == counted);
  }
}

TEST_CASE("A year may come by file, with a gap before it", "[time][calendar][editions]") {
  const Calendar china = Calendar::china();
  const Calendar more = china.with(calendar_of(edition("2030-1", 2030, "2029-11-01",
      "{ name = \"元旦\", first = 2029-12-31, last = 2030-01-01, work = [2029-12-29] }")));
  CHECK_FALSE(more.is_working_day(day("2030-01-01")));
  CHECK(more.next_working_day(day("2030-01-04")) == day("2030-01-07"));
  CHECK_THAT(refusal(ErrorCode::no_calendar, [&] { more.count_working_days(day("2026-12-01"), day("2030-01-31")); }),
             ContainsSubstring("no working calendar for 2027") && ContainsSubstring("2019 to 2026, 2030"));
  CHECK_THAT(refusal(ErrorCode::no_calendar, [&] { more.previous_working_day(day("2030-01-02")); }), ContainsSubstring("for 2029"));
  // 2029 itself is not announced by naming two of its days
  CHECK_THAT(refusal(ErrorCode::no_calendar, [&] { more.is_working_day(day("2029-12-31")); }), ContainsSubstring("for 2029"));
  CHECK_FALSE(china.editions().size() == more.editions().size());  // the first calendar is unchanged
  CHECK_THROWS_AS(china.is_working_day(day("2030-01-01")), TimeError);
}

TEST_CASE("A later edition by file replaces the shipped one, and the old question keeps its answer", "[time][calendar][editions]") {
  const Calendar amended = Calendar::china().with(calendar_of(
      edition("2026-2", 2026, "2026-03-01", "{ name = \"劳动节\", first = 2026-05-01, last = 2026-05-06 }")));
  CHECK_FALSE(amended.is_working_day(day("2026-05-06")));
  CHECK(amended.is_working_day(day("2026-10-01")));  // an edition states its year whole
  CHECK(amended.as_published_on(day("2026-02-28")).is_working_day(day("2026-05-06")));
  CHECK(Calendar::china().is_working_day(day("2026-05-06")));
}

TEST_CASE("The next year's notice decides its December, once it is published", "[time][calendar][editions]") {
  const Calendar calendar = Calendar::china().with(calendar_of(
      edition("2027-1", 2027, "2026-11-01", "{ name = \"元旦\", first = 2026-12-31, last = 2027-01-03, work = [2026-12-27] }")));
  CHECK_FALSE(calendar.is_working_day(day("2026-12-31")));
  CHECK(calendar.status(day("2026-12-27")).kind == DayKind::make_up_day);
  CHECK_THAT(calendar.status(day("2026-12-31")).notice, ContainsSubstring("2027-1"));
  CHECK(calendar.as_published_on(day("2026-10-31")).is_working_day(day("2026-12-31")));
}

TEST_CASE("Editions that leave open which is in force are refused", "[time][calendar][editions]") {
  const Calendar china = Calendar::china();
  CHECK_THAT(refusal(ErrorCode::bad_calendar, [&] { china.with(china); }), ContainsSubstring("2019-1"));
  CHECK_THAT(refusal(ErrorCode::bad_calendar, [&] { china.with(calendar_of(edition("other", 2026, "2025-11-04", ""))); }),
             ContainsSubstring("same day") && ContainsSubstring("other"));
}

TEST_CASE("A calendar file that is wrong says where, and what would be right", "[time][calendar][unhappy]") {
  struct Row {
    std::string text;
    const char* place;
    const char* says;
  };
  const std::string head = "[[edition]]\nid = \"x\"\nyear = 2030\npublished_on = 2029-11-01\nnotice = \"n\"\n";
  const Row row = GENERATE_COPY(values<Row>({
      {"", "1:1", "edition is missing"},
      {"edition = []", "1:11", "no edition"},
      {"edition = 3", "1:11", "edition must be a list"},
      {"edition = [1]", "1:12", "must be tables"},
      {"年度 = 1", "1:1", "中文键名请加引号"},
      {"[[edition]]\nid = \"x\"\n", "1:1", "year is missing"},
      {"[[edition]]\nid = \"x\"\nyear = \"2030\"\n", "3:8", "year must be a whole number"},
      {"[[edition]]\nid = \"\"\nyear = 2030\npublished_on = 2029-11-01\n", "2:6", "id is empty"},
      {"[[edition]]\nid = \"x\"\nyear = 30\n", "3:8", "1949 to 9998"},
      {"[[edition]]\nid = \"x\"\nyear = 2030\npublished_on = \"2029-11-01\"\n", "4:16", "without quotes"},
      {"[[edition]]\nid = \"x\"\nyear = 2030\npublished_on = 2029-11-31\n", "4:26", "saw 31"},
      {head + "holiday = []\n", "6:1", "unknown key \"holiday\"; allowed here: id, year"},
      {head + "holidays = [1]\n", "6:13", "a holiday is written"},
      {head + "holidays = [{ name = \"元旦\", first = 2030-01-01 }]\n", "6:13", "last is missing"},
      {head + "holidays = [{ name = \"元旦\", first = 2030-01-02, last = 2030-01-01 }]\n", "6:55", "before it begins"},
      {head + "holidays = [{ name = \"元旦\", first = 2030-01-01, last = 2039-01-01 }]\n", "6:55", "longer than 60"},
      {head + "holidays = [{ name = \"元旦\", first = 2031-01-01, last = 2031-01-01 }]\n", "6:36", "neither in 2030"},
      {head + "holidays = [{ name = \"元旦\", first = 2029-11-30, last = 2029-11-30 }]\n", "6:36", "neither in 2030"},
      {head + "holidays = [{ name = \"元旦\", first = 2030-01-01, last = 2030-01-01, work = [2030-01-01] }]\n", "6:75", "named twice"},
      {head + "holidays = [{ name = \"元旦\", first = 2030-01-01, last = 2030-01-01, work = [3] }]\n", "6:75", "a day is written"},
      {head + "holidays = []\n" + head + "holidays = []\n", "7:1", "used twice"},
  }));
  CAPTURE(row.text);
  const std::string why = refusal(ErrorCode::bad_calendar, [&] { calendar_of(row.text); });
  CHECK_THAT(why, ContainsSubstring(std::string("test.toml:") + row.place + ":"));
  CHECK_THAT(why, ContainsSubstring(row.says));
}

TEST_CASE("A calendar file is loaded by path, and one that is not there is named", "[time][calendar][unhappy]") {
  const Calendar loaded = Calendar::load(std::filesystem::path(BIHUAN_SOURCE_DIR) / "src/time/china.toml");
  CHECK(loaded.editions().size() == Calendar::china().editions().size());
  CHECK_THAT(refusal(ErrorCode::bad_calendar, [] { Calendar::load("no/such/file.toml"); }), ContainsSubstring("no/such/file.toml"));
  CHECK_THAT(refusal(ErrorCode::bad_calendar, [] { Calendar::load(BIHUAN_SOURCE_DIR); }), ContainsSubstring("can't be read"));
}
