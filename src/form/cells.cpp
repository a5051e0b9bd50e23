#include "form/cells.hpp"

#include "bihuan/time/day.hpp"
#include "ground/writing.hpp"
#include "time/reading.hpp"

#include <algorithm>
#include <array>

namespace bihuan::cells {
namespace {

constexpr std::size_t office_digits = 15;      // what office programs keep of a number
constexpr std::size_t longest_integer = 9;
constexpr std::size_t longest_amount = 15;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool starts_with(std::string_view text, std::string_view what) { return text.substr(0, what.size()) == what; }

/// 1.23457E+17: what is left of a long number after a spreadsheet showed it.
bool is_scientific(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0) return false;
  std::string mantissa(text.substr(0, e));
  mantissa.erase(std::remove(mantissa.begin(), mantissa.end(), '.'), mantissa.end());
  std::string_view power = text.substr(e + 1);
  if (!power.empty() && (power[0] == '+' || power[0] == '-')) power.remove_prefix(1);
  return all_digits(mantissa) && all_digits(power) && text.find('.') != 0;
}

Reading problem(const std::string& as_written, const std::string& why) { return {as_written, why, {}}; }

Reading read_identifier(const std::string& text) {
  const std::string narrow = reading::narrow(text);
  if (is_scientific(narrow)) {
    return problem(text, "号码已被表格软件改成科学计数（" + text + "），末几位已丢失；请将该列设为文本格式后重新录入");
  }
  if (!all_digits(narrow) || narrow.size() <= office_digits + 1) return {text, {}, {}};
  if (narrow.size() <= 20 && narrow.substr(narrow.size() - 3) == "000") {
    return problem(text, "号码有" + std::to_string(narrow.size()) +
                             "位且末三位为000，很可能已被表格软件按数字保存（只留15位）；请将该列设为文本格式后重新录入");
  }
  const bool rounded = narrow.find_first_not_of('0', office_digits) == std::string::npos;
  return {text, {}, rounded ? "号码“" + text + "”第16位起全为0，请核对是否被表格软件改动" : ""};
}

Reading read_day(const std::string& text) {
  std::string_view day = text;
  for (const std::string_view midnight : {" 00:00:00", "T00:00:00"}) {
    if (day.size() > midnight.size() && day.substr(day.size() - midnight.size()) == midnight) {
      day.remove_suffix(midnight.size());
    }
  }
  if (const std::optional<Day> found = Day::try_parse(day)) return {found->iso(), {}, {}};
  const std::string quoted = reading::quoted(text);
  const std::optional<int> serial = reading::number(text, 5, 5);
  if (serial && *serial >= 30000 && *serial < 80000) {
    // day 25569 of office programs is 1970-01-01
    const std::string meant = Day::from_serial(*serial - 25569).iso();
    return problem(text, quoted + "像是表格软件的日期序号（若是，即" + meant + "）；请将单元格设为日期格式或写作" + meant);
  }
  return problem(text, "无法识别日期" + quoted + "；请写作2025-07-17、2025/7/17、2025.7.17或2025年7月17日（年份在前）");
}

/// Digits with at most one point, without useless zeros; nothing when the text is no plain number.
std::optional<std::string> plain_number(std::string_view written) {
  const std::string narrow = reading::narrow(written);
  const std::size_t point = std::min(narrow.find('.'), narrow.size());
  std::string whole = narrow.substr(0, point);
  std::string part = point < narrow.size() ? narrow.substr(point + 1) : "";
  if (!all_digits(whole) || (point < narrow.size() && !all_digits(part))) return std::nullopt;
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  part.erase(part.find_last_not_of('0') + 1);
  return part.empty() ? whole : whole + "." + part;
}

Reading read_integer(const std::string& text) {
  const std::optional<std::string> number = plain_number(text);
  if (!number || number->find('.') != std::string::npos || number->size() > longest_integer) {
    return problem(text, reading::quoted(text) + "不是整数");
  }
  return {*number, {}, {}};
}

Reading read_amount(const std::string& text) {
  const std::optional<std::string> number = plain_number(text);
  if (number && number->size() <= longest_amount + 1) return {*number, {}, {}};
  const std::string quoted = reading::quoted(text);
  if (!number && starts_with(reading::narrow(text), "-")) return problem(text, quoted + "为负数，此栏不能为负");
  return problem(text, quoted + "不是数；请只写数字和小数点，不写单位、逗号，最多15位");
}

/// The pieces of a list, trimmed; blank ones are dropped.
std::vector<std::string> pieces(std::string_view text) {
  constexpr std::array<std::string_view, 6> marks{"、", "，", ",", "；", ";", "\n"};
  std::vector<std::string> out(1);
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = std::find_if(marks.begin(), marks.end(), [&](std::string_view m) { return starts_with(text.substr(at), m); });
    if (mark != marks.end()) {
      out.emplace_back();
      at += mark->size();
    } else {
      out.back() += text[at++];
    }
  }
  for (std::string& piece : out) piece = trim(piece);
  out.erase(std::remove(out.begin(), out.end(), std::string()), out.end());
  return out;
}

std::string terms_of(const Column& column) {
  std::string all;
  std::vector<std::string> told;
  for (const auto& [printed, word] : column.terms) {
    if (std::find(told.begin(), told.end(), word) != told.end()) continue;
    told.push_back(word);
    all += (all.empty() ? "" : "、") + printed;
  }
  return all;
}

Reading read_term(const Column& column, const std::string& text) {
  if (const std::optional<std::string> word = column.word_of(text)) return {*word, {}, {}};
  return problem(text, reading::quoted(text) + "不是可用的填法，应为：" + terms_of(column));
}

Reading read_list(const Column& column, const std::string& text) {
  std::string all;
  for (const std::string& piece : pieces(text)) {
    Reading one{piece, {}, {}};
    if (const auto fault = ground::fault_of(piece, true)) return problem(text, fault->chinese);
    if (!column.terms.empty()) one = read_term(column, piece);
    if (!one.problem.empty()) return problem(text, one.problem);
    all += (all.empty() ? "" : "、") + one.text;
  }
  if (all.empty()) return problem(text, reading::quoted(text) + "中没有内容，只有标点");
  return {all, {}, {}};
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  constexpr std::array<std::string_view, 2> wide{"\u3000", "\u00a0"};
  constexpr std::string_view narrow = " \t\r\n\v\f";
  while (!text.empty()) {
    std::size_t front = narrow.find(text.front()) != std::string_view::npos ? 1 : 0;
    std::size_t back = narrow.find(text.back()) != std::string_view::npos ? 1 : 0;
    for (const std::string_view blank : wide) {
      if (starts_with(text, blank)) front = blank.size();
      if (text.size() >= blank.size() && text.substr(text.size() - blank.size()) == blank) back = blank.size();
    }
    if (front == 0 && back == 0) break;
    text.remove_prefix(front);
    text.remove_suffix(std::min(back, text.size()));
  }
  return text;
}

std::string trim(std::string_view text) {
  const std::string_view rest = without_blanks(text);
  std::string out;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const bool line_end = rest[at] == '\r' && at + 1 < rest.size() && rest[at + 1] == '\n';
    if (!line_end) out += rest[at];
  }
  return out;
}

Reading read(const Column& column, const std::string& trimmed) {
  if (trimmed.find('\0') != std::string::npos) return problem("", "含有空字节，请重新键入");
  const bool several = column.type == ColumnType::names || column.type == ColumnType::list;
  const bool identifier = column.type == ColumnType::identifier || ground::is_identifier(column.key);
  if (const auto fault = ground::fault_of(trimmed, identifier && !several)) return problem(trimmed, fault->chinese);
  switch (column.type) {
    case ColumnType::text: return {trimmed, {}, {}};
    case ColumnType::identifier: return read_identifier(trimmed);
    case ColumnType::integer: return read_integer(trimmed);
    case ColumnType::amount: return read_amount(trimmed);
    case ColumnType::day: return read_day(trimmed);
    case ColumnType::term: return read_term(column, trimmed);
    case ColumnType::names:
    case ColumnType::list: return read_list(column, trimmed);
  }
  return {trimmed, {}, {}};
}

}  // namespace bihuan::cells
