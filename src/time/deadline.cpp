#include "bihuan/time/deadline.hpp"

#include "bihuan/error.hpp"

#include <algorithm>
#include <cstdlib>

namespace bihuan {
namespace {

std::string add_comma(const std::string& left, const std::string& right) {
  return left.empty() || right.empty() ? left + right : left + "，" + right;
}

/// 春节，节假日; 周末; 调休上班日; empty for a plain working day.
std::string name_of(const DayStatus& status) {
  if (status.kind == DayKind::working_day) return {};
  return add_comma(status.kind == DayKind::holiday ? status.name : std::string(), chinese(status.kind));
}

SkippedDay skipped_day(const DayStatus& status) {
  return {status.day, status.kind == DayKind::holiday ? status.name : chinese(status.kind)};
}

/// 2022年2月1日（星期二，春节，节假日）
std::string told(Day day, const std::string& name) {
  return day.chinese() + "（" + add_comma(chinese(day.weekday()), name) + "）";
}

/// A working day on a weekend can only be a make-up day.
std::string told_working(Day day) {
  return told(day, day.weekday() >= Weekday::saturday ? chinese(DayKind::make_up_day) : std::string());
}

/// Days in a row with the same reason in one go: 2020年10月1日至10月8日（国庆节、中秋节）.
std::string told(const std::vector<SkippedDay>& skipped) {
  std::string out;
  for (std::size_t from = 0; from < skipped.size();) {
    std::size_t to = from;
    while (to + 1 < skipped.size() && skipped[to + 1].day == skipped[to].day + 1 &&
           skipped[to + 1].why == skipped[from].why) {
      ++to;
    }
    out += (out.empty() ? "" : "、") + skipped[from].day.chinese();
    if (to > from) out += "至" + skipped[to].day.chinese();
    out += "（" + skipped[from].why + "）";
    from = to + 1;
  }
  return out;
}

/// The days from `from` to `to` (either way) that are not worked, in order.
std::vector<SkippedDay> not_worked(Day from, Day to, const Calendar& calendar) {
  std::vector<SkippedDay> skipped;
  for (Day day = std::min(from, to); day <= std::max(from, to); day = day + 1) {
    if (!calendar.is_working_day(day)) skipped.push_back(skipped_day(calendar.status(day)));
  }
  return skipped;
}

struct Editions {
  std::string ids;
  std::string notices;
};

/// The editions that say what the days from `from` to `to` (either way) are.
Editions editions_of(Day from, Day to, const Calendar& calendar) {
  Editions used;
  std::string last;
  for (Day day = std::min(from, to); day <= std::max(from, to); day = day + 1) {
    const DayStatus status = calendar.status(day);
    if (status.edition == last) continue;
    last = status.edition;
    used.ids += (used.ids.empty() ? "" : ",") + status.edition;
    used.notices += (used.notices.empty() ? "" : "；") + status.notice;
  }
  return used;
}

Day rolled(Day nominal, Roll roll, const Calendar& calendar) {
  if (roll == Roll::none || calendar.is_working_day(nominal)) return nominal;
  return roll == Roll::forward ? calendar.next_working_day(nominal) : calendar.previous_working_day(nominal);
}

/// Rolls the nominal day and looks around it. `from`: the first day that the calendar was asked about.
Deadline settled(Day nominal, Day from, Roll roll, const Calendar& calendar) {
  const Day due = rolled(nominal, roll, calendar);
  const Editions used = editions_of(std::min({from, nominal, due}), std::max({from, nominal, due}), calendar);
  return {due, nominal, name_of(calendar.status(nominal)), calendar.previous_working_day(due),
          calendar.next_working_day(due), calendar.is_working_day(due),
          due == nominal ? std::vector<SkippedDay>{} : not_worked(nominal, due, calendar),
          {}, {}, used.ids, used.notices};
}

[[noreturn]] void refuse(const DeadlineRule& rule, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "rule " + rule.id;
  throw TimeError(ErrorCode::bad_rule, "rule " + rule.id + " " + english, "规则" + rule.id + chinese, context);
}

void check(const DeadlineRule& rule, Day start) {
  if (!rule.valid.on(start)) {
    const std::string first = rule.valid.first ? rule.valid.first->iso() : "";
    const std::string last = rule.valid.last ? rule.valid.last->iso() : "";
    refuse(rule, "is not in force on " + start.iso() + " (in force: " + first + ".." + last + ")",
           "在" + start.chinese() + "不适用（有效期：" + first + "～" + last + "）");
  }
  if (rule.counts_start_day && rule.days == 0) {
    refuse(rule, "counts the start day but has no days to count", "计入起算日，但天数为0");
  }
}

Day nominal_day(const DeadlineRule& rule, Day start, const Calendar& calendar) {
  int days = rule.days;
  const bool start_counts = rule.counting == Counting::calendar_days || calendar.is_working_day(start);
  if (rule.counts_start_day && start_counts) days += days > 0 ? -1 : 1;
  return rule.counting == Counting::calendar_days ? start + days : calendar.add_working_days(start, days);
}

/// 自2020年9月23日（星期三）起10个工作日，起算日不计
std::string counted(const DeadlineRule& rule, Day start) {
  const std::string unit = rule.counting == Counting::working_days ? "个工作日" : "日";
  return "自" + told(start, {}) + "起" + (rule.days < 0 ? "向前" : "") + std::to_string(std::abs(rule.days)) + unit +
         (rule.counts_start_day ? "，起算日计入" : "，起算日不计");
}

}  // namespace

std::string Deadline::explanation() const {
  const bool was_rolled = due_on != nominal_on;
  std::string out = rule.empty() ? std::string() : rule + "：";
  if (!counted.empty()) {
    out += counted;
    if (!was_rolled && !skipped.empty()) out += "，跳过" + told(skipped);
    out += "，至";
  }
  out += told(nominal_on, nominal_name);
  if (was_rolled) {
    out += std::string("不是工作日，") + (due_on > nominal_on ? "顺延至" : "提前至") + told_working(due_on) + "，跳过" +
           told(skipped);
  } else if (!on_working_day) {
    out += "不是工作日，规则不作调整";
  } else if (counted.empty()) {
    out += "是工作日";
  }
  out += "；前一工作日" + told_working(previous_working_day) + "，后一工作日" + told_working(next_working_day);
  return out + "；依据：" + notice + "。";
}

Deadline resolve(const DeadlineRule& rule, Day start, const Calendar& calendar) {
  check(rule, start);
  const Day nominal = nominal_day(rule, start, calendar);
  const bool by_calendar = rule.counting == Counting::working_days;
  Deadline deadline = settled(nominal, by_calendar ? start : nominal, rule.roll, calendar);
  if (by_calendar && rule.days != 0) {
    // between the start (told as such unless it counts) and the day found
    const Day from = rule.counts_start_day ? start : start + (rule.days > 0 ? 1 : -1);
    deadline.skipped = not_worked(from, nominal, calendar);
  }
  deadline.rule = rule.title.empty() ? rule.id : rule.title;
  if (!rule.source.empty()) deadline.rule += "（" + rule.source + "）";
  deadline.counted = counted(rule, start);
  return deadline;
}

Deadline resolve_fixed(Day nominal, Roll roll, const std::string& rule, const Calendar& calendar) {
  Deadline deadline = settled(nominal, nominal, roll, calendar);
  deadline.rule = rule;
  return deadline;
}

}  // namespace bihuan
