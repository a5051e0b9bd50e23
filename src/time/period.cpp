#include "bihuan/time/period.hpp"

#include "bihuan/error.hpp"
#include "time/reading.hpp"

#include <array>

namespace bihuan {
namespace {

// a week of the years beside these may reach out of the range of days
constexpr int first_year = 1401;
constexpr int last_year = 9998;

Day monday_of(Day day) { return day - (static_cast<int>(day.weekday()) - 1); }

/// ISO 8601: 4 January is always in week 1.
Day first_monday(int year) { return monday_of(Day::of(year, 1, 4)); }

int weeks_of(int year) { return (first_monday(year + 1) - first_monday(year)) / 7; }

int count_of(PeriodKind kind, int year) {
  switch (kind) {
    case PeriodKind::week: return weeks_of(year);
    case PeriodKind::month: return 12;
    case PeriodKind::quarter: return 4;
    case PeriodKind::half_year: return 2;
    case PeriodKind::year: return 1;
  }
  return 1;
}

int months_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::month: return 1;
    case PeriodKind::quarter: return 3;
    case PeriodKind::half_year: return 6;
    default: return 12;
  }
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

constexpr int unreadable = -1;

struct Parts {
  PeriodKind kind;
  int number;
};

/// What follows the year: "", "-10", "-Q4", "-H2" or "-W41".
Parts parts_of(std::string_view rest) {
  if (rest.empty()) return {PeriodKind::year, 1};
  if (rest[0] != '-' || rest.size() < 3) return {PeriodKind::year, unreadable};
  const auto read = [&](PeriodKind kind, std::size_t from, std::size_t digits) {
    return Parts{kind, reading::number(rest.substr(from), digits, digits).value_or(unreadable)};
  };
  switch (rest[1]) {
    case 'Q': case 'q': return read(PeriodKind::quarter, 2, 1);
    case 'H': case 'h': return read(PeriodKind::half_year, 2, 1);
    case 'W': case 'w': return read(PeriodKind::week, 2, 2);
    default: return read(PeriodKind::month, 1, 2);
  }
}

[[noreturn]] void refuse_period(std::string_view text, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.asked = reading::quoted(text);
  context.allowed = {"2020-10", "2020-Q4", "2020-H2", "2020", "2020-W41"};
  throw TimeError(ErrorCode::bad_period, english, chinese, context);
}

void check_year(int year) {
  if (year >= first_year && year <= last_year) return;
  const std::string text = std::to_string(year);
  refuse_period(text, "there is no period in the year " + text + " (1401 to 9998 are read)",
         "没有" + text + "年的报告期（可用1401年至9998年）");
}

[[noreturn]] void refuse_day(const Period& period, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "period " + period.text();
  context.asked = english;
  throw TimeError(ErrorCode::bad_rule, "period " + period.text() + ": " + english,
                  "报告期" + period.text() + "：" + chinese, context);
}

}  // namespace

Period Period::parse(std::string_view text) {
  const std::string narrow = reading::narrow(text);
  const int year = reading::number(std::string_view(narrow).substr(0, 4), 4, 4).value_or(unreadable);
  const Parts parts = year == unreadable ? Parts{PeriodKind::year, unreadable}
                                         : parts_of(std::string_view(narrow).substr(4));
  const std::string quoted = reading::quoted(text);
  if (parts.number == unreadable) {
    refuse_period(text, quoted + " is not read as a period; write 2020-10, 2020-Q4, 2020-H2, 2020 or 2020-W41",
           "无法识别报告期" + quoted + "；请写作2020-10（月）、2020-Q4（季）、2020-H2（半年）、2020（年）或2020-W41（周）");
  }
  check_year(year);
  const int count = count_of(parts.kind, year);
  if (parts.number < 1 || parts.number > count) {
    refuse_period(text, "there is no period " + quoted + "; the number goes from 1 to " + std::to_string(count),
           "没有报告期" + quoted + "；序号为1至" + std::to_string(count));
  }
  return {parts.kind, year, parts.number};
}

Period Period::containing(Day day, PeriodKind kind) {
  if (kind == PeriodKind::week) {
    const int year = (monday_of(day) + 3).year();  // a week belongs to the year of its Thursday
    check_year(year);
    return {kind, year, (day - first_monday(year)) / 7 + 1};
  }
  const int year = day.year();
  check_year(year);
  return {kind, year, (day.month() - 1) / months_of(kind) + 1};
}

std::string Period::text() const {
  const std::string year = std::to_string(year_);
  switch (kind_) {
    case PeriodKind::week: return year + "-W" + two_digits(number_);
    case PeriodKind::month: return year + "-" + two_digits(number_);
    case PeriodKind::quarter: return year + "-Q" + std::to_string(number_);
    case PeriodKind::half_year: return year + "-H" + std::to_string(number_);
    case PeriodKind::year: break;
  }
  return year;
}

std::string Period::chinese() const {
  constexpr std::array<const char*, 4> quarters{"一", "二", "三", "四"};
  const std::string year = std::to_string(year_) + "年";
  switch (kind_) {
    case PeriodKind::week: return year + "第" + std::to_string(number_) + "周";
    case PeriodKind::month: return year + std::to_string(number_) + "月";
    case PeriodKind::quarter: return year + "第" + quarters.at(static_cast<std::size_t>(number_ - 1)) + "季度";
    case PeriodKind::half_year: return year + (number_ == 1 ? "上半年" : "下半年");
    case PeriodKind::year: break;
  }
  return year;
}

Day Period::first() const {
  if (kind_ == PeriodKind::week) return first_monday(year_) + 7 * (number_ - 1);
  return Day::of(year_, (number_ - 1) * months_of(kind_) + 1, 1);
}

Day Period::last() const {
  if (kind_ == PeriodKind::week) return first() + 6;
  return last_day_of_month(year_, number_ * months_of(kind_));
}

Period Period::next() const {
  if (number_ < count_of(kind_, year_)) return {kind_, year_, number_ + 1};
  check_year(year_ + 1);
  return {kind_, year_ + 1, 1};
}

Period Period::previous() const {
  if (number_ > 1) return {kind_, year_, number_ - 1};
  check_year(year_ - 1);
  return {kind_, year_ - 1, count_of(kind_, year_ - 1)};
}

Day PeriodDay::of(const Period& period) const {
  const Day last = period.last();
  if (period.kind() == PeriodKind::week) {
    if (months_after != 0) {
      refuse_day(period, "a day relative to a week counts days after the week, not months (months_after must be 0)",
                 "周报只能按周末后天数确定日期，不能按月推算");
    }
    return last + day;
  }
  const std::int64_t month = std::int64_t{last.year()} * 12 + last.month() - 1 + months_after;
  const std::int64_t year = month / 12;
  if (month < 0 || year < first_year || year > last_year) {
    refuse_day(period, std::to_string(months_after) + " months later is out of the range of days",
               "推后" + std::to_string(months_after) + "个月超出日期范围");
  }
  const int month_of_year = static_cast<int>(month % 12) + 1;
  const Day month_end = last_day_of_month(static_cast<int>(year), month_of_year);
  if (day == 0) return month_end;
  if (day < 0 || day > month_end.day_of_month()) {
    const std::string where = std::to_string(year) + "-" + two_digits(month_of_year);
    refuse_day(period,
               where + " has no day " + std::to_string(day) + "; it has 1 to " +
                   std::to_string(month_end.day_of_month()) + ", and 0 means its last day",
               where + "没有第" + std::to_string(day) + "日（1至" + std::to_string(month_end.day_of_month()) +
                   "；0表示月末）");
  }
  return Day::of(static_cast<int>(year), month_of_year, day);
}

std::vector<Period> periods_in(const Span& span, PeriodKind kind) {
  std::vector<Period> periods;
  for (Period period = Period::containing(span.first, kind); period.first() <= span.last; period = period.next()) {
    periods.push_back(period);
  }
  return periods;
}

}  // namespace bihuan
