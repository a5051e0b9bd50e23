// time/period.hpp: reporting periods (2020-10, 2020-Q4, 2020-H2, 2020, 2020-W41) and when their filings fall due.
#pragma once

#include "bihuan/time/span.hpp"

#include <vector>

namespace bihuan {

enum class PeriodKind { week, month, quarter, half_year, year };

/// A calendar period. Weeks are ISO weeks.
class Period {
 public:
  /// Throws TimeError (bad_period) saying which spellings are read.
  static Period parse(std::string_view text);
  static Period containing(Day day, PeriodKind kind);

  PeriodKind kind() const noexcept { return kind_; }
  std::string text() const;
  std::string chinese() const;  ///< 2020年10月, 2020年第四季度, 2020年下半年, 2020年, 2020年第41周
  Day first() const;
  Day last() const;
  Span span() const { return {first(), last()}; }
  Period next() const;
  Period previous() const;
  int year() const noexcept { return year_; }
  friend auto operator<=>(const Period&, const Period&) = default;

 private:
  Period(PeriodKind kind, int year, int number) : kind_(kind), year_(year), number_(number) {}
  PeriodKind kind_;
  int year_;
  int number_;  // week, month, quarter or half of the year; 1 for a year
};

/// A day told relative to a period: day `day` of the month `months_after` months after the period's last month.
/// `day` 0 is the month's last day. For weeks `months_after` is 0 and `day` counts days after the week's last day.
/// A day the month does not have (31 February) is refused by `of`.
struct PeriodDay {
  int months_after = 0;
  int day = 0;
  Day of(const Period& period) const;  ///< throws TimeError (bad_rule)
  friend bool operator==(const PeriodDay&, const PeriodDay&) = default;
};

/// Every period of a kind whose days meet the span, in order.
std::vector<Period> periods_in(const Span& span, PeriodKind kind);

}  // namespace bihuan
