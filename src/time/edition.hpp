// time/edition.hpp: a calendar file read and checked, before it is a calendar.
#pragma once

#include "bihuan/time/calendar.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bihuan {

/// A day that a notice names: off, or worked.
struct NamedDay {
  Day day;
  bool off;
  std::string name;
};

/// An edition with its days, in the order of the calendar.
struct HolidayNotice {
  Edition edition;
  std::vector<NamedDay> days;
};

/// Reads `[[edition]]` tables. Throws TimeError (bad_calendar) with file, line and column.
std::vector<HolidayNotice> read_notices(std::string_view text, const std::string& file_name);

}  // namespace bihuan
