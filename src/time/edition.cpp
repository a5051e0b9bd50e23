#include "time/edition.hpp"

#include "bihuan/error.hpp"
#include "ground/document.hpp"
#include "time/reading.hpp"

#include <algorithm>
#include <initializer_list>

namespace bihuan {
namespace {

using ground::Node;
using ground::NodeType;

/// Reads one calendar file; every complaint names the file and the place.
class CalendarFile {
 public:
  explicit CalendarFile(std::string file_name) : file_(std::move(file_name)) {}

  std::vector<HolidayNotice> read(const Node& root) const {
    allow_only(root, {"edition"});
    const Node& list = need(root, "edition", NodeType::array);
    std::vector<HolidayNotice> notices;
    for (const Node& item : list.items) {
      if (item.type != NodeType::table) refuse(item, "edition must be tables, [[edition]]", "edition应为表[[edition]]");
      notices.push_back(notice(item));
      check_against_earlier(notices, item);
    }
    if (notices.empty()) refuse(list, "there is no edition", "没有任何年度的安排");
    return notices;
  }

  [[noreturn]] void refuse(int line, int column, const std::string& english, const std::string& chinese) const {
    ErrorContext context;
    context.file = file_;
    context.line = line;
    context.column = column;
    const std::string place = std::to_string(line) + ":" + std::to_string(column) + ": ";
    throw TimeError(ErrorCode::bad_calendar, file_ + ":" + place + english,
                    file_ + "第" + std::to_string(line) + "行第" + std::to_string(column) + "列：" + chinese, context);
  }

 private:
  [[noreturn]] void refuse(const Node& at, const std::string& english, const std::string& chinese) const {
    refuse(at.line, at.column, english, chinese);
  }

  void allow_only(const Node& table, std::initializer_list<std::string_view> keys) const {
    for (const ground::Member& member : table.members) {
      if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
      std::string allowed;
      for (const std::string_view key : keys) allowed += (allowed.empty() ? "" : ", ") + std::string(key);
      const std::string unknown = reading::quoted(member.key);
      refuse(member.line, member.column, "unknown key " + unknown + "; allowed here: " + allowed,
             "未知的键" + unknown + "；此处可用：" + allowed);
    }
  }

  const Node& need(const Node& table, std::string_view key, NodeType type) const {
    const std::string name(key);
    const Node* found = table.find(key);
    if (found == nullptr) refuse(table, "the key " + name + " is missing", "缺少键" + name);
    if (found->type != type) refuse(*found, name + " must be " + called(type), name + "应为" + called_in_chinese(type));
    return *found;
  }

  std::string text(const Node& table, std::string_view key) const {
    const Node& node = need(table, key, NodeType::text);
    if (node.text.empty()) refuse(node, std::string(key) + " is empty", std::string(key) + "为空");
    return node.text;
  }

  Day day(const Node& node) const {
    if (node.type != NodeType::day) refuse(node, "a day is written 2020-10-01, without quotes", "日期写作2020-10-01，不加引号");
    try {
      return Day::of(node.year, node.month, node.day_of_month);
    } catch (const TimeError& error) {
      refuse(node, error.what(), error.chinese());
    }
  }

  HolidayNotice notice(const Node& table) const {
    allow_only(table, {"id", "year", "published_on", "notice", "address", "holidays"});
    const Node& year = need(table, "year", NodeType::integer);
    if (year.integer < 1949 || year.integer > 9998) refuse(year, "the year must be 1949 to 9998", "年份应为1949至9998");
    const Node* address = table.find("address");
    HolidayNotice found{{text(table, "id"), static_cast<int>(year.integer),
                  day(need(table, "published_on", NodeType::day)), text(table, "notice"),
                  address == nullptr ? std::string() : text(table, "address")},
                 {}};
    for (const Node& item : need(table, "holidays", NodeType::array).items) holiday(item, found);
    return found;
  }

  void holiday(const Node& item, HolidayNotice& notice) const {
    if (item.type != NodeType::table) {
      refuse(item, "a holiday is written { name = …, first = …, last = …, work = […] }",
             "节假日写作{ name = …, first = …, last = …, work = […] }");
    }
    allow_only(item, {"name", "first", "last", "work"});
    const std::string name = text(item, "name");
    const Node& first_node = need(item, "first", NodeType::day);
    const Node& last_node = need(item, "last", NodeType::day);
    const Day first = day(first_node);
    const Day last = day(last_node);
    if (last < first) refuse(last_node, "the holiday ends before it begins", "假期结束早于开始");
    if (last - first > 60) refuse(last_node, "the holiday is longer than 60 days", "假期超过60天");
    for (Day off = first; off <= last; off = off + 1) add(notice, {off, true, name}, first_node);
    if (item.find("work") == nullptr) return;
    for (const Node& work : need(item, "work", NodeType::array).items) add(notice, {day(work), false, name}, work);
  }

  void add(HolidayNotice& notice, NamedDay named, const Node& at) const {
    const int year = notice.edition.year;
    const bool belongs = named.day.year() == year || (named.day.year() == year - 1 && named.day.month() == 12);
    if (!belongs) {
      refuse(at, named.day.iso() + " is neither in " + std::to_string(year) + " nor in the December before",
             named.day.iso() + "不在" + std::to_string(year) + "年及上年12月之内");
    }
    const auto same = [&](const NamedDay& other) { return other.day == named.day; };
    if (std::any_of(notice.days.begin(), notice.days.end(), same)) {
      refuse(at, named.day.iso() + " is named twice in edition " + notice.edition.id,
             named.day.iso() + "在" + notice.edition.id + "中出现两次");
    }
    notice.days.push_back(std::move(named));
  }

  void check_against_earlier(const std::vector<HolidayNotice>& notices, const Node& at) const {
    const Edition& newest = notices.back().edition;
    for (auto earlier = notices.begin(); earlier + 1 != notices.end(); ++earlier) {
      if (earlier->edition.id == newest.id) {
        refuse(at, "the edition id " + newest.id + " is used twice", "版本编号" + newest.id + "重复");
      }
    }
  }

  static std::string called(NodeType type) {
    switch (type) {
      case NodeType::array: return "a list";
      case NodeType::text: return "text in quotes";
      case NodeType::integer: return "a whole number";
      case NodeType::day: return "a day like 2020-10-01, without quotes";
      default: return "something else";
    }
  }

  static std::string called_in_chinese(NodeType type) {
    switch (type) {
      case NodeType::array: return "列表";
      case NodeType::text: return "加引号的文字";
      case NodeType::integer: return "整数";
      case NodeType::day: return "日期（如2020-10-01，不加引号）";
      default: return "其他类型";
    }
  }

  std::string file_;
};

}  // namespace

std::vector<HolidayNotice> read_notices(std::string_view text, const std::string& file_name) {
  const CalendarFile file(file_name);
  try {
    return file.read(ground::parse_toml(text));
  } catch (const ground::SyntaxError& error) {
    file.refuse(error.line, error.column, error.message, "语法错误：" + error.message);
  }
}

}  // namespace bihuan
