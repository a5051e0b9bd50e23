// time/calendar_tables.hpp: a calendar's years as rank and select tables; private to the room.
#pragma once

#include "bihuan/time/calendar.hpp"

#include "bihuan/error.hpp"
#include "time/edition.hpp"

#include <map>

namespace bihuan {

/// What a day is, in a few bytes: the notice by its place in the list, the name by its place in the notice.
struct CalendarCell {
  DayKind kind;
  bool working;
  std::int16_t name;  ///< -1: no notice names the day
  std::int32_t notice;
};

/// Covered years without a gap, with the two tables.
struct CalendarRun {
  int first_year;
  int last_year;
  Day first;
  std::vector<CalendarCell> cells;
  std::vector<std::int32_t> rank;    ///< working days of the run before each day, and one entry more
  std::vector<std::int32_t> select;  ///< place of the k-th working day

  bool covers(Day day) const { return first <= day && place(day) < cells.size(); }
  std::size_t place(Day day) const { return static_cast<std::size_t>(day - first); }
};

struct Calendar::Tables {
  std::vector<HolidayNotice> notices;     ///< by year and day of publication
  std::vector<Edition> editions;   ///< the same, without their days
  std::map<int, std::int32_t> in_force;  ///< year to notice
  std::vector<CalendarRun> runs;

  const CalendarRun& run_of(Day day, const char* asked) const {
    for (const CalendarRun& run : runs) {
      if (run.covers(day)) return run;
    }
    throw no_calendar(day.year(), asked + (" " + day.iso()));
  }

  TimeError no_calendar(int year, const std::string& asked) const;

  static std::shared_ptr<const Tables> of(std::vector<HolidayNotice> notices);

 private:
  void sort_notices();
  std::map<Day, CalendarCell> named_cells() const;
  void add_year(int year, std::int32_t notice, const std::map<Day, CalendarCell>& named);
  void count_working_days();
};

}  // namespace bihuan
