// Whole columns of days are answered as the single questions are, row for row, refusals included.
#include "bihuan/time/calendar.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <limits>
#include <random>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

const Day first_covered = Day::of(2019, 1, 1);
const Day last_covered = Day::of(2026, 12, 31);

/// The n-th working day by walking; nothing where the walk leaves the covered years.
std::optional<Day> walked(const Calendar& china, Day day, int n) {
  for (int left = std::abs(n); left > 0;) {
    day = day + (n > 0 ? 1 : -1);
    if (day < first_covered || day > last_covered) return std::nullopt;
    if (china.is_working_day(day)) --left;
  }
  return day;
}

struct Drawn {
  std::vector<Day> days;
  std::vector<int> n;
  std::vector<Day> expected;
};

/// Days and counts that can be answered, edges among them.
Drawn draw(const Calendar& china, std::mt19937& random, std::size_t rows, int least = -40) {
  std::uniform_int_distribution<int> any_day(0, last_covered - first_covered);
  std::uniform_int_distribution<int> any_count(least, 40);
  Drawn drawn;
  while (drawn.days.size() < rows) {
    const int chance = any_day(random);
    const Day day = chance % 50 == 0 ? first_covered : chance % 50 == 1 ? last_covered : first_covered + any_day(random);
    const int n = any_count(random);
    const std::optional<Day> expected = walked(china, day, n);
    if (!expected) continue;
    drawn.days.push_back(day);
    drawn.n.push_back(n);
    drawn.expected.push_back(*expected);
  }
  return drawn;
}

std::vector<std::int64_t> wide(const std::vector<Day>& days) {
  std::vector<std::int64_t> numbers;
  for (const Day day : days) numbers.push_back(day.serial());
  return numbers;
}

template <class T>
std::span<const T> seen(const std::vector<T>& cells) {
  return cells;
}

struct Refusal {
  ErrorCode code;
  int line;
  std::string english;
};

template <class Act>
Refusal refusal(Act act) {
  try {
    act();
  } catch (const TimeError& error) {
    CHECK(error.chinese() != error.what());
    return {error.code(), error.context().line, error.what()};
  }
  FAIL("not refused");
  throw;
}

std::string edition(int year, const std::string& published_on) {
  return "[[edition]]\nid = \"" + std::to_string(year) + "-x\"\nyear = " + std::to_string(year) + "\npublished_on = " + published_on +
         "\nnotice = \"notice\"\nholidays = [{ name = \"元旦\", first = " + std::to_string(year) + "-01-01, last = " +
         std::to_string(year) + "-01-03 }]\n";
}

}  // namespace

TEST_CASE("A column of days with a number of working days each leads where walking leads", "[time][calendar][columns][laws]") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Calendar china = Calendar::china();
  // Longer than the calendar twice over, columns that only lead onward are answered in a way of their own.
  const int least = GENERATE(-40, 1);
  for (const std::size_t rows : {0U, 1U, 7U, 1024U, 2500U, 6500U}) {
    const Drawn drawn = draw(china, random, rows, least);
    std::vector<Day> out(rows, first_covered);
    china.add_working_days(drawn.days, drawn.n, out);
    REQUIRE(out == drawn.expected);
    std::vector<std::int64_t> numbers(rows);
    const std::vector<std::int64_t> n(drawn.n.begin(), drawn.n.end());
    china.add_working_days(seen(wide(drawn.days)), seen(n), std::span(numbers));
    REQUIRE(numbers == wide(drawn.expected));
  }
}

TEST_CASE("One number of working days for all rows, in short columns and in columns longer than the calendar", "[time][calendar][columns][laws]") {
  const Calendar china = Calendar::china();
  const int n = GENERATE(0, 1, -1, 3, 10, -10, 250);
  const std::size_t times = GENERATE(1U, 2U, 5U);
  std::vector<Day> days, expected;
  for (std::size_t round = 0; round < times; ++round) {
    for (Day day = first_covered; day <= last_covered; day = day + 1) {
      if (const auto led = walked(china, day, n)) {
        days.push_back(day);
        expected.push_back(*led);
      }
    }
  }
  CAPTURE(n, days.size());
  std::vector<Day> out(days.size(), first_covered);
  china.add_working_days(days, n, out);
  REQUIRE(out == expected);
  if (n == 1) china.next_working_day(days, out);
  if (n == -1) china.previous_working_day(days, out);
  REQUIRE(out == expected);
  std::vector<std::int64_t> numbers = wide(days);
  china.add_working_days(seen(numbers), n, std::span(numbers));  // in its own place
  REQUIRE(numbers == wide(expected));
}

TEST_CASE("Spans in columns are counted as day by day", "[time][calendar][columns][laws]") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const Calendar china = Calendar::china();
  std::uniform_int_distribution<int> any_day(0, last_covered - first_covered);
  std::vector<Day> first, last;
  std::vector<int> expected;
  for (int row = 0; row < 3000; ++row) {
    Day from = row == 0 ? first_covered : first_covered + any_day(random);
    Day to = row == 1 ? last_covered : first_covered + any_day(random);
    if (to < from) std::swap(from, to);
    first.push_back(from);
    last.push_back(to);
    expected.push_back(china.count_working_days(from, to));
  }
  int walked_count = 0;
  for (Day day = first[0]; day <= last[0]; day = day + 1) walked_count += china.is_working_day(day);
  REQUIRE(expected[0] == walked_count);
  std::vector<int> out(first.size());
  china.count_working_days(first, last, out);
  REQUIRE(out == expected);
  std::vector<std::int64_t> numbers(first.size());
  china.count_working_days(seen(wide(first)), seen(wide(last)), std::span(numbers));
  REQUIRE(std::equal(numbers.begin(), numbers.end(), expected.begin()));
}

TEST_CASE("Every covered day is told worked or not in a column", "[time][calendar][columns]") {
  const Calendar china = Calendar::china();
  std::vector<Day> days;
  for (Day day = first_covered; day <= last_covered; day = day + 1) days.push_back(day);
  const std::unique_ptr<bool[]> worked(new bool[days.size()]);
  china.is_working_day(days, std::span(worked.get(), days.size()));
  int differing = 0;
  for (std::size_t row = 0; row < days.size(); ++row) differing += worked[row] != china.is_working_day(days[row]);
  CHECK(differing == 0);
  const std::vector<std::int64_t> numbers = wide(days);
  china.is_working_day(seen(numbers), std::span(worked.get(), days.size()));
  CHECK(worked[0] == china.is_working_day(first_covered));
}

TEST_CASE("The first row that can't be answered is named, with what the single question says", "[time][calendar][columns][unhappy]") {
  const Calendar china = Calendar::china();
  const std::size_t rows = GENERATE(5U, 2000U, 20000U);
  const std::size_t bad = GENERATE_COPY(std::size_t{0}, std::size_t{3}, rows - 1);
  const Day wrong = GENERATE(Day::of(2018, 12, 31), Day::of(2027, 1, 1), Day::of(9999, 12, 31), Day::of(1400, 1, 1));
  const int n = GENERATE(5, -5);
  std::vector<Day> days(rows, Day::of(2020, 10, 1));
  days[bad] = wrong;
  days.back() = bad + 1 == rows ? wrong : Day::of(2030, 1, 1);  // a later one is not the first
  std::vector<Day> out(rows, first_covered);
  const std::vector<int> counts(rows, n);
  const Refusal one = refusal([&] { china.add_working_days(wrong, n); });
  for (const Refusal& told : {refusal([&] { china.add_working_days(days, n, out); }), refusal([&] { china.add_working_days(days, counts, out); })}) {
    CHECK(told.code == ErrorCode::no_calendar);
    CHECK(told.line == static_cast<int>(bad) + 1);
    CHECK_THAT(told.english, ContainsSubstring("row " + std::to_string(bad + 1) + " of the column: " + one.english));
  }
  std::vector<int> answers(rows);
  CHECK(refusal([&] { china.count_working_days(days, days, answers); }).line == static_cast<int>(bad) + 1);
  const std::unique_ptr<bool[]> worked(new bool[rows]);
  CHECK(refusal([&] { china.is_working_day(days, std::span(worked.get(), rows)); }).line == static_cast<int>(bad) + 1);
}

TEST_CASE("One row that leads back, or nowhere, in a long column that leads onward, is answered as it is alone", "[time][calendar][columns][unhappy]") {
  const Calendar china = Calendar::china();
  const std::size_t rows = 20000;
  const std::size_t other = GENERATE_COPY(std::size_t{0}, std::size_t{4097}, rows - 1);
  const Day day = GENERATE(Day::of(2019, 1, 1), Day::of(2020, 10, 3), Day::of(2026, 12, 31), Day::of(2030, 5, 1));
  using Limits = std::numeric_limits<std::int32_t>;
  const std::int32_t n = GENERATE(Limits::min(), Limits::min() + 1, -3, 0, Limits::max());
  CAPTURE(other, day.iso(), n);
  std::vector<Day> days(rows, Day::of(2020, 10, 1)), out(rows, first_covered);
  std::vector<std::int32_t> counts(rows, 5);
  days[other] = day;
  counts[other] = n;
  std::vector<std::int64_t> numbers(rows);
  const std::vector<std::int64_t> wide_counts(counts.begin(), counts.end());
  const auto narrow = [&] { china.add_working_days(days, counts, out); };
  const auto broad = [&] { china.add_working_days(seen(wide(days)), seen(wide_counts), std::span(numbers)); };
  std::optional<Day> alone;
  try {
    alone = china.add_working_days(day, n);
  } catch (const TimeError&) {
    CHECK(refusal(narrow).line == static_cast<int>(other) + 1);
    CHECK(refusal(broad).line == static_cast<int>(other) + 1);
    return;
  }
  std::vector<Day> expected(rows, china.add_working_days(Day::of(2020, 10, 1), 5));
  expected[other] = *alone;
  narrow();
  CHECK(out == expected);
  broad();
  CHECK(numbers == wide(expected));
}

TEST_CASE("A column that is its own answer is refused with the right row", "[time][calendar][columns][unhappy]") {
  const Calendar china = Calendar::china();
  const std::size_t rows = GENERATE(10U, 20000U);
  std::vector<Day> days(rows, Day::of(2020, 10, 1));
  days[rows - 1] = Day::of(2030, 1, 1);
  const std::string single = refusal([&] { china.next_working_day(days[rows - 1]); }).english;
  const Refusal told = refusal([&] { china.next_working_day(days, days); });
  CHECK(told.line == static_cast<int>(rows));
  CHECK_THAT(told.english, ContainsSubstring(single));
}

TEST_CASE("Days that lead out of the covered years, spans that end before they begin and what is no day are refused", "[time][calendar][columns][unhappy]") {
  const Calendar china = Calendar::china();
  const std::vector<Day> days{Day::of(2020, 1, 2), last_covered, first_covered};
  std::vector<Day> out(3, first_covered);
  CHECK(refusal([&] { china.add_working_days(days, 1, out); }).line == 2);
  CHECK(refusal([&] { china.add_working_days(days, -1, out); }).line == 3);
  for (const int n : {std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    CHECK(refusal([&] { china.add_working_days(days, n, out); }).line == 1);
    CHECK(refusal([&] { china.add_working_days(days, std::vector<int>(3, n), out); }).line == 1);
  }
  std::vector<int> counts(3);
  const Refusal backwards = refusal([&] { china.count_working_days(std::vector<Day>(3, Day::of(2020, 1, 2)), days, counts); });
  CHECK(backwards.code == ErrorCode::bad_span);
  CHECK(backwards.line == 3);

  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<std::int64_t> numbers{18000, Limits::min()}, answers(2);
  const Refusal nat = refusal([&] { china.add_working_days(seen(numbers), 1, std::span(answers)); });
  CHECK(nat.code == ErrorCode::bad_day);
  CHECK_THAT(nat.english, ContainsSubstring("row 2 of the column: NaT is no day"));
  numbers[1] = Limits::max();
  CHECK(refusal([&] { china.add_working_days(seen(numbers), 1, std::span(answers)); }).code == ErrorCode::bad_day);
  CHECK(refusal([&] { china.add_working_days(seen(numbers), 0, std::span(answers)); }).code == ErrorCode::bad_day);
  numbers[1] = 18000;
  for (const std::int64_t n : {Limits::max(), Limits::min()}) {
    CHECK(refusal([&] { china.add_working_days(seen(numbers), seen(std::vector<std::int64_t>{1, n}), std::span(answers)); }).line == 2);
  }
  CHECK(refusal([&] { china.add_working_days(days, 1, std::span(out).first(2)); }).code == ErrorCode::bad_span);
}

TEST_CASE("No working days give the day itself, on days outside of every calendar too", "[time][calendar][columns]") {
  const Calendar china = Calendar::china();
  const std::vector<Day> days{Day::of(2030, 5, 1), Day::of(2020, 10, 3)};
  std::vector<Day> out(2, first_covered);
  china.add_working_days(days, 0, out);
  CHECK(out == days);
  china.add_working_days(days, std::vector<int>{0, 0}, out);
  CHECK(out == days);
}

TEST_CASE("Years with a gap between them are answered on both sides, and the gap is refused", "[time][calendar][columns][editions]") {
  const Calendar china = Calendar::china();
  const Calendar more = china.with(Calendar::parse(edition(2030, "2029-11-01"), "more.toml"));
  const std::size_t rows = GENERATE(4U, 30000U);
  std::vector<Day> days, expected;
  for (std::size_t row = 0; row < rows; ++row) {
    days.push_back(row % 2 == 0 ? Day::of(2030, 1, 1) : Day::of(2020, 9, 30));
    expected.push_back(row % 2 == 0 ? Day::of(2030, 1, 7) : Day::of(2020, 10, 10));
  }
  std::vector<Day> out(rows, first_covered);
  more.add_working_days(days, 2, out);
  CHECK(out == expected);
  days[rows - 1] = Day::of(2028, 5, 1);
  const Refusal gap = refusal([&] { more.add_working_days(days, 2, out); });
  CHECK(gap.line == static_cast<int>(rows));
  CHECK_THAT(gap.english, ContainsSubstring("no working calendar for 2028"));
  days[rows - 1] = Day::of(2026, 12, 31);
  CHECK_THAT(refusal([&] { more.add_working_days(days, 2, out); }).english, ContainsSubstring("2027"));
  const Calendar nothing = china.as_published_on(Day::of(2018, 1, 1));
  CHECK(refusal([&] { nothing.add_working_days(days, 2, out); }).line == 1);
}
