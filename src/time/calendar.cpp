#include "bihuan/time/calendar.hpp"

#include "bihuan/error.hpp"
#include "ground/embedded.hpp"
#include "time/calendar_tables.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <tuple>

namespace bihuan {
namespace {

bool is_weekend(Day day) { return day.weekday() >= Weekday::saturday; }

CalendarCell plain_cell(Day day, std::int32_t notice) {
  const bool weekend = is_weekend(day);
  return {weekend ? DayKind::weekend : DayKind::working_day, !weekend, -1, notice};
}

CalendarCell named_cell(const NamedDay& named, std::int16_t name, std::int32_t notice) {
  if (named.off) return {DayKind::holiday, false, name, notice};
  return {is_weekend(named.day) ? DayKind::make_up_day : DayKind::working_day, true, name, notice};
}

}  // namespace

TimeError Calendar::Tables::no_calendar(int year, const std::string& asked) const {
  std::string loaded;
  std::string in_chinese;
  ErrorContext context;
  for (const CalendarRun& run : runs) {
    const std::string first = std::to_string(run.first_year);
    const std::string last = std::to_string(run.last_year);
    context.allowed.push_back(first == last ? first : first + " to " + last);
    loaded += (loaded.empty() ? "" : ", ") + context.allowed.back();
    in_chinese += (in_chinese.empty() ? "" : "、") + (first == last ? first + "年" : first + "年至" + last + "年");
  }
  context.subject = "calendar of " + std::to_string(year);
  context.asked = asked;
  const std::string number = std::to_string(year);
  return TimeError(ErrorCode::no_calendar,
                   "no working calendar for " + number + " (asked: " + asked +
                       "): no notice of the State Council for that year is loaded (loaded: " +
                       (loaded.empty() ? "none" : loaded) + "); load a calendar file that has it",
                   "没有" + number + "年的工作日历：该年度的节假日安排通知尚未载入（已载入：" +
                       (in_chinese.empty() ? "无" : in_chinese) + "）；请载入含该年度的日历文件",
                   context);
}

void Calendar::Tables::sort_notices() {
  std::stable_sort(notices.begin(), notices.end(), [](const HolidayNotice& left, const HolidayNotice& right) {
    return std::tie(left.edition.year, left.edition.published_on) <
           std::tie(right.edition.year, right.edition.published_on);
  });
  for (std::size_t place = 0; place < notices.size(); ++place) {
    const Edition& edition = notices[place].edition;
    if (place > 0 && editions.back().year == edition.year && editions.back().published_on == edition.published_on) {
      throw TimeError(ErrorCode::bad_calendar,
                      "the editions " + editions.back().id + " and " + edition.id + " of " +
                          std::to_string(edition.year) + " were published on the same day; which replaces which?",
                      std::to_string(edition.year) + "年的" + editions.back().id + "与" + edition.id +
                          "发布日期相同，无法判断以何者为准");
    }
    editions.push_back(edition);
    in_force[edition.year] = static_cast<std::int32_t>(place);
  }
}

/// In order of years, so that a December named by the next year's notice belongs to that notice.
std::map<Day, CalendarCell> Calendar::Tables::named_cells() const {
  std::map<Day, CalendarCell> named;
  for (const auto& [year, notice] : in_force) {
    const std::vector<NamedDay>& days = notices[static_cast<std::size_t>(notice)].days;
    for (std::size_t name = 0; name < days.size(); ++name) {
      named.insert_or_assign(days[name].day, named_cell(days[name], static_cast<std::int16_t>(name), notice));
    }
  }
  return named;
}

void Calendar::Tables::add_year(int year, std::int32_t notice, const std::map<Day, CalendarCell>& named) {
  const Day first = Day::of(year, 1, 1);
  if (runs.empty() || runs.back().last_year + 1 != year) runs.push_back({year, year, first, {}, {}, {}});
  CalendarRun& run = runs.back();
  run.last_year = year;
  const Day last = Day::of(year, 12, 31);
  for (Day day = first; day <= last; day = day + 1) {
    const auto found = named.find(day);
    run.cells.push_back(found == named.end() ? plain_cell(day, notice) : found->second);
  }
}

void Calendar::Tables::count_working_days() {
  for (CalendarRun& run : runs) {
    run.rank.push_back(0);
    for (std::size_t place = 0; place < run.cells.size(); ++place) {
      if (run.cells[place].working) run.select.push_back(static_cast<std::int32_t>(place));
      run.rank.push_back(static_cast<std::int32_t>(run.select.size()));
    }
  }
}

std::shared_ptr<const Calendar::Tables> Calendar::Tables::of(std::vector<HolidayNotice> notices) {
  auto tables = std::make_shared<Tables>();
  tables->notices = std::move(notices);
  tables->sort_notices();
  const std::map<Day, CalendarCell> named = tables->named_cells();
  for (const auto& [year, notice] : tables->in_force) tables->add_year(year, notice, named);
  tables->count_working_days();
  return tables;
}

Calendar::Calendar(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}

Calendar Calendar::china() {
  static const Calendar shipped = parse(embedded::china_toml, "china.toml");
  return shipped;
}

Calendar Calendar::load(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::error_code ignored;
  if (!stream || std::filesystem::is_directory(file, ignored)) {
    ErrorContext context;
    context.file = file.string();
    throw TimeError(ErrorCode::bad_calendar, "the calendar file " + file.string() + " can't be read",
                    "无法读取日历文件" + file.string(), context);
  }
  return parse(std::string(std::istreambuf_iterator<char>(stream), {}), file.string());
}

Calendar Calendar::parse(std::string_view text, const std::string& file_name) {
  return Calendar(Tables::of(read_notices(text, file_name)));
}

Calendar Calendar::with(const Calendar& more) const {
  std::vector<HolidayNotice> notices = tables_->notices;
  for (const HolidayNotice& notice : more.tables_->notices) {
    for (const Edition& here : tables_->editions) {
      if (here.id == notice.edition.id) {
        throw TimeError(ErrorCode::bad_calendar,
                        "the edition " + here.id + " is already in the calendar (" + here.notice +
                            "); give the new one another id",
                        "日历中已有版本" + here.id + "（" + here.notice + "）；请另编版本编号");
      }
    }
    notices.push_back(notice);
  }
  return Calendar(Tables::of(std::move(notices)));
}

Calendar Calendar::as_published_on(Day day) const {
  std::vector<HolidayNotice> notices;
  for (const HolidayNotice& notice : tables_->notices) {
    if (notice.edition.published_on <= day) notices.push_back(notice);
  }
  return Calendar(Tables::of(std::move(notices)));
}

const std::vector<Edition>& Calendar::editions() const noexcept { return tables_->editions; }

const Edition& Calendar::edition_of(int year) const {
  const auto found = tables_->in_force.find(year);
  if (found == tables_->in_force.end()) throw tables_->no_calendar(year, "edition_of " + std::to_string(year));
  return tables_->editions[static_cast<std::size_t>(found->second)];
}

bool Calendar::is_working_day(Day day) const {
  const CalendarRun& run = tables_->run_of(day, "is_working_day");
  return run.cells[run.place(day)].working;
}

DayStatus Calendar::status(Day day) const {
  const CalendarRun& run = tables_->run_of(day, "status");
  const CalendarCell& cell = run.cells[run.place(day)];
  const HolidayNotice& notice = tables_->notices[static_cast<std::size_t>(cell.notice)];
  const std::string name = cell.name < 0 ? std::string() : notice.days[static_cast<std::size_t>(cell.name)].name;
  return {day, cell.kind, cell.working, name, notice.edition.notice, notice.edition.id};
}

Day Calendar::next_working_day(Day day) const { return add_working_days(day, 1); }
Day Calendar::previous_working_day(Day day) const { return add_working_days(day, -1); }

Day Calendar::add_working_days(Day day, int n) const {
  if (n == 0) return day;
  const CalendarRun& run = tables_->run_of(day, "working days from");
  // `select` place of the working day asked for: of those after the day, or of those before it
  const std::int64_t before = run.rank[run.place(day) + (n > 0 ? 1 : 0)];
  const std::int64_t wanted = n > 0 ? before + n - 1 : before + n;
  if (wanted < 0 || wanted >= static_cast<std::int64_t>(run.select.size())) {
    throw tables_->no_calendar(n > 0 ? run.last_year + 1 : run.first_year - 1,
                               std::to_string(n) + " working days from " + day.iso());
  }
  return run.first + run.select[static_cast<std::size_t>(wanted)];
}

int Calendar::count_working_days(Day first, Day last) const {
  const Span span = Span::of(first, last);
  const CalendarRun& run = tables_->run_of(span.first, "working days from");
  if (!run.covers(span.last)) {
    throw tables_->no_calendar(run.last_year + 1, "working days from " + first.iso() + " to " + last.iso());
  }
  return run.rank[run.place(span.last) + 1] - run.rank[run.place(span.first)];
}

std::optional<int> working_days_between(Day from, Day to, const Calendar& calendar) {
  try {
    if (from == to) return 0;
    return from < to ? calendar.count_working_days(from + 1, to) : -calendar.count_working_days(to + 1, from);
  } catch (const TimeError& error) {
    if (error.code() != ErrorCode::no_calendar) throw;
    return std::nullopt;
  }
}

std::string chinese(DayKind kind) {
  switch (kind) {
    case DayKind::working_day: return "工作日";
    case DayKind::make_up_day: return "调休上班日";
    case DayKind::weekend: return "周末";
    case DayKind::holiday: return "节假日";
  }
  return {};
}

}  // namespace bihuan
