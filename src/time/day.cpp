#include "bihuan/time/day.hpp"

#include "bihuan/error.hpp"
#include "time/reading.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <array>
#include <stdexcept>

namespace bihuan {
namespace {

using Gregorian = boost::gregorian::gregorian_calendar;

constexpr std::int64_t epoch_number = 2440588;   // the day number of 1970-01-01 in Boost
constexpr std::int64_t first_serial = -208188;   // 1400-01-01
constexpr std::int64_t last_serial = 2932896;    // 9999-12-31

std::string padded(int number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

bool is_a_day(int year, int month, int day) {
  return year >= 1400 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= Gregorian::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month));
}

struct Written {
  int year, month, day;
};

/// The three numbers of a day. (Boost gives the same, with ten times the divisions; days are printed a great deal.) Counted from a
/// 1 March, so that the day that leap years have more is the last of its year: months then begin at multiples of 30.6 days, years at
/// those of 365.25, centuries at those of 36,524.25, each rounded down.
constexpr Written numbers_of(std::int32_t serial) {
  constexpr std::int32_t epoch = 719468;  // 1970-01-01 from 1 March of the year 0
  const std::int32_t day = serial + epoch;
  const std::int32_t century = (4 * day + 3) / 146097;
  const std::int32_t in_century = day - 146097 * century / 4;
  const std::int32_t year = (4 * in_century + 3) / 1461;
  const std::int32_t in_year = in_century - 1461 * year / 4;
  const std::int32_t month = (5 * in_year + 2) / 153;
  const std::int32_t in_month = in_year - (153 * month + 2) / 5;
  const bool next_year = month >= 10;
  return {100 * century + year + (next_year ? 1 : 0), month + (next_year ? -9 : 3), in_month + 1};
}

/// Takes digits and the spaces around them off the front.
std::optional<int> take_number(std::string_view& rest, std::size_t fewest, std::size_t most) {
  const auto skip_spaces = [&] { rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size())); };
  skip_spaces();
  const std::size_t length = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::optional<int> number = reading::number(rest.substr(0, length), fewest, most);
  rest.remove_prefix(length);
  skip_spaces();
  return number;
}

bool take(std::string_view& rest, std::string_view what) {
  if (rest.substr(0, what.size()) != what) return false;
  rest.remove_prefix(what.size());
  return true;
}

/// The three numbers of a day as written; that there is such a day is another question.
std::optional<Written> written(std::string_view text) {
  const std::string narrow = reading::narrow(text);
  struct Signs {
    std::string_view after_year, after_month, after_day;
  };
  constexpr std::array<Signs, 4> spellings{{{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
  for (const Signs& signs : spellings) {
    std::string_view rest = narrow;
    const auto year = take_number(rest, 4, 4);
    if (!year || !take(rest, signs.after_year)) continue;
    const auto month = take_number(rest, 1, 2);
    if (!month || !take(rest, signs.after_month)) continue;
    const auto day = take_number(rest, 1, 2);
    if (!day || !take(rest, signs.after_day) || !rest.empty()) continue;
    return Written{*year, *month, *day};
  }
  return std::nullopt;
}

[[noreturn]] void refuse(std::string_view text, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.asked = std::string(reading::quoted(text));
  context.allowed = {"2025-07-17", "2025/7/17", "2025.7.17", "2025年7月17日"};
  throw TimeError(ErrorCode::bad_day, english, chinese, context);
}

}  // namespace

Day Day::of(int year, int month, int day) {
  if (!is_a_day(year, month, day)) {
    const std::string text = std::to_string(year) + "-" + padded(month, 2) + "-" + padded(day, 2);
    refuse(text, "there is no day " + text + " (days are read from 1400-01-01 to 9999-12-31)",
           "没有" + text + "这一天（可用1400-01-01至9999-12-31）");
  }
  const boost::gregorian::date date(static_cast<unsigned short>(year), static_cast<unsigned short>(month),
                                    static_cast<unsigned short>(day));
  return Day(static_cast<std::int32_t>(date.day_number() - epoch_number));
}

Day Day::from_serial(std::int64_t serial) {
  if (serial < first_serial || serial > last_serial) {
    refuse(std::to_string(serial),
           "the day " + std::to_string(serial) + " days from 1970-01-01 is not between 1400-01-01 and 9999-12-31",
           "距1970-01-01共" + std::to_string(serial) + "天的日期不在1400-01-01至9999-12-31之间");
  }
  return Day(static_cast<std::int32_t>(serial));
}

std::optional<Day> Day::try_parse(std::string_view text) {
  const std::optional<Written> found = written(text);
  if (!found || !is_a_day(found->year, found->month, found->day)) return std::nullopt;
  return Day::of(found->year, found->month, found->day);
}

Day Day::parse(std::string_view text) {
  const std::string quoted = reading::quoted(text);
  const std::optional<Written> found = written(text);
  if (!found) {
    refuse(text, quoted + " is not read as a day; write 2025-07-17, 2025/7/17, 2025.7.17 or 2025年7月17日 (year first)",
           "无法识别日期" + quoted + "；请写作2025-07-17、2025/7/17、2025.7.17或2025年7月17日（年份在前）");
  }
  if (!is_a_day(found->year, found->month, found->day)) {
    refuse(text, "there is no day " + quoted, "没有" + quoted + "这一天");
  }
  return Day::of(found->year, found->month, found->day);
}

int Day::year() const { return numbers_of(serial_).year; }
int Day::month() const { return numbers_of(serial_).month; }
int Day::day_of_month() const { return numbers_of(serial_).day; }

Weekday Day::weekday() const noexcept {
  // 1970-01-01 was a Thursday; the sum below is positive for every day of the range
  return static_cast<Weekday>((serial_ + 3 + 7 * 30000) % 7 + 1);
}

std::string Day::iso() const {
  const Written date = numbers_of(serial_);
  std::string text = "dddd-dd-dd";
  const auto put = [&](std::size_t last, int number, int digits) {
    for (; digits > 0; --digits, number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, date.year, 4);
  put(6, date.month, 2);
  put(9, date.day, 2);
  return text;
}

std::string Day::chinese() const {
  const Written date = numbers_of(serial_);
  return std::to_string(date.year) + "年" + std::to_string(date.month) + "月" + std::to_string(date.day) + "日";
}

Day last_day_of_month(int year, int month) {
  Day::of(year, month, 1);
  return Day::of(year, month,
                 Gregorian::end_of_month_day(static_cast<unsigned short>(year), static_cast<unsigned short>(month)));
}

std::string chinese(Weekday weekday) {
  constexpr std::array<const char*, 7> names{"一", "二", "三", "四", "五", "六", "日"};
  return std::string("星期") + names.at(static_cast<std::size_t>(weekday) - 1);
}

}  // namespace bihuan
