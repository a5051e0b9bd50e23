// time/day.hpp: a day as people write it; no clock, no zone, no month arithmetic.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan {

enum class Weekday { monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday };

/// A day of the Gregorian calendar, 1400-01-01 to 9999-12-31. There is no default day and no month arithmetic:
/// "31 January plus one month" has three answers, and no rule of this trade asks.
class Day {
 public:
  /// Throws TimeError (bad_day) when there is no such day.
  static Day of(int year, int month, int day);
  /// The day that many days after 1970-01-01 (negative: before). Throws TimeError (bad_day) outside of the range.
  static Day from_serial(std::int64_t serial);
  /// Reads 2025-07-17, 2025/7/17, 2025.7.17, 2025年7月17日, with full-width digits and spaces too. Refuses 7/17/2025 and
  /// 20250717 (which is a number). Throws TimeError (bad_day) naming the text.
  static Day parse(std::string_view text);
  static std::optional<Day> try_parse(std::string_view text);

  int year() const;
  int month() const;         ///< 1 to 12
  int day_of_month() const;  ///< 1 to 31
  Weekday weekday() const noexcept;
  /// Days since 1970-01-01.
  std::int32_t serial() const noexcept { return serial_; }

  std::string iso() const;      ///< 2025-07-17
  std::string chinese() const;  ///< 2025年7月17日

  friend Day operator+(Day day, int days) { return from_serial(std::int64_t{day.serial_} + days); }
  friend Day operator-(Day day, int days) { return from_serial(std::int64_t{day.serial_} - days); }
  friend int operator-(Day later, Day earlier) noexcept { return later.serial_ - earlier.serial_; }
  friend auto operator<=>(Day, Day) = default;

 private:
  explicit constexpr Day(std::int32_t serial) : serial_(serial) {}
  std::int32_t serial_;
};

/// The last day of a month (28 to 31). Throws TimeError (bad_day).
Day last_day_of_month(int year, int month);

/// 星期一 … 星期日.
std::string chinese(Weekday weekday);

}  // namespace bihuan
