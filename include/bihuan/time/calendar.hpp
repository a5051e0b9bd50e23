// time/calendar.hpp: which days are worked, from dated editions of the State Council's notices.
#pragma once

#include "bihuan/time/span.hpp"

#include <concepts>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan {

enum class DayKind { working_day, make_up_day, weekend, holiday };

/// What a day is and which notice says so.
struct DayStatus {
  Day day;
  DayKind kind;
  bool working;
  std::string name;    ///< 春节 …; empty for plain days
  std::string notice;  ///< the notice that names the day; for plain days that of the year
  std::string edition; ///< the id of its edition
};

/// One notice as data: the days that it moves, for one year of title.
struct Edition {
  std::string id;      ///< for example "2020-2"
  int year;            ///< the year of the notice's title
  Day published_on;
  std::string notice;  ///< title and number of the notice, and of the one that it was changed by
  std::string address; ///< where the newest of them was published
};

/// A day in a column of numbers, counted from 1970-01-01: int64 as in numpy's datetime64[D], int32 as in Arrow's date32.
template <class T>
concept DayNumber = std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t>;

/// The working calendar. A value: adding years gives another calendar. A year that nobody has announced is refused
/// (TimeError, no_calendar), never taken for a year without holidays. A later edition of a year replaces the earlier.
/// Days of a December that the next year's notice names belong to that notice.
class Calendar {
 public:
  /// The shipped editions, years 2019 to 2026. Source: the yearly notices of the State Council's General Office.
  static Calendar china();
  /// A calendar file alone (same format as the shipped `src/time/china.toml`). Throws TimeError (bad_calendar) with
  /// file, line and column.
  static Calendar load(const std::filesystem::path& file);
  static Calendar parse(std::string_view text, const std::string& file_name);
  /// This calendar with the editions of `more` added; an edition with the same id is refused (bad_calendar).
  Calendar with(const Calendar& more) const;
  /// The calendar as it was known on a day: only editions published by then.
  Calendar as_published_on(Day day) const;

  const std::vector<Edition>& editions() const noexcept;
  /// The edition in force for a year. Throws TimeError (no_calendar).
  const Edition& edition_of(int year) const;

  bool is_working_day(Day day) const;
  DayStatus status(Day day) const;
  /// Strictly after / strictly before.
  Day next_working_day(Day day) const;
  Day previous_working_day(Day day) const;
  /// The n-th working day after `day`, the day itself not counted; n < 0 goes back; 0 gives the day itself.
  Day add_working_days(Day day, int n) const;
  /// Working days in the closed span; refuses (bad_span) a span that ends before it begins.
  int count_working_days(Day first, Day last) const;

  /// The same questions over whole columns: one answer a row, written to `out`, which may be the column itself. They are refused as
  /// the single ones are: the error names the first row that can't be answered (its `line`, from 1), and what stands in `out` is
  /// then not said. Columns of unequal length are refused (bad_span).
  void add_working_days(std::span<const Day> days, int n, std::span<Day> out) const;
  void add_working_days(std::span<const Day> days, std::span<const int> n, std::span<Day> out) const;
  void count_working_days(std::span<const Day> first, std::span<const Day> last, std::span<int> out) const;
  void is_working_day(std::span<const Day> days, std::span<bool> out) const;
  void next_working_day(std::span<const Day> days, std::span<Day> out) const { add_working_days(days, 1, out); }
  void previous_working_day(std::span<const Day> days, std::span<Day> out) const { add_working_days(days, -1, out); }
  template <DayNumber T>
  void add_working_days(std::span<const T> days, int n, std::span<T> out) const;
  template <DayNumber T>
  void add_working_days(std::span<const T> days, std::span<const T> n, std::span<T> out) const;
  template <DayNumber T>
  void count_working_days(std::span<const T> first, std::span<const T> last, std::span<T> out) const;
  template <DayNumber T>
  void is_working_day(std::span<const T> days, std::span<bool> out) const;

 private:
  struct Tables;  // rank and select over the covered years
  explicit Calendar(std::shared_ptr<const Tables> tables);
  std::shared_ptr<const Tables> tables_;
};

/// Working days from a day, not counted, to another, counted; negative when `to` is the earlier. Nothing where no
/// calendar covers them.
std::optional<int> working_days_between(Day from, Day to, const Calendar& calendar);

/// 工作日, 调休上班日, 周末, 节假日.
std::string chinese(DayKind kind);

}  // namespace bihuan
