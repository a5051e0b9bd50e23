#include "bihuan/form/write.hpp"
#include "form/page_style.hpp"
#include "form/printing.hpp"
#include "form/svg.hpp"
#include "ground/writing.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace bihuan {
namespace {

using printing::Placed;
using svg::escaped;

constexpr std::size_t rows_on_page = 200;

std::string element(const std::string& name, const std::string& css_class, const std::string& inner) {
  const std::string css = css_class.empty() ? "" : " class=\"" + css_class + "\"";
  return "<" + name + css + ">" + inner + "</" + name + ">";
}

/// 一 … 十九: the numbers of sections.
std::string chinese_number(int number) {
  constexpr std::array<const char*, 11> digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  const auto at = [&](int digit) { return std::string(digits.at(static_cast<std::size_t>(digit))); };
  return number <= 10 ? at(number) : at(10) + at(number - 10);
}

/// Line ends inside a cell stay visible.
std::string lines(const std::string& text) {
  std::string out;
  for (const char c : escaped(text)) out += c == '\n' ? std::string("<br>") : std::string(1, c);
  return out;
}

bool is_number(const Cell& cell) { return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<Amount>(cell); }

// ------------------------------------------------------------------ tables

std::string mark_of(const Column& column, const std::string& printed) {
  const auto has = [&](std::string_view word) { return printed.find(word) != std::string::npos; };
  if (column.key == "standing") {
    if (has("缺报") || has("未报")) return "bad";
    if (has("迟") || has("部分") || has("不完整") || has("退回")) return "warn";
    return "good";
  }
  if (column.key == "grade" && has("重大")) return "bad";
  if (column.key == "state" && (has("挂牌") || has("不合格"))) return "warn";
  return {};
}

std::string cell_markup(const Column& column, const Cell& cell) {
  const std::string printed = printing::print(column, cell);
  std::string css;
  if (is_number(cell) && column.terms.empty()) css = printed == "0" ? "n z" : "n";
  else if (column.type == ColumnType::day) css = "d";
  else if (column.type == ColumnType::identifier || column.type == ColumnType::term) css = "c";
  const auto* number = std::get_if<std::int64_t>(&cell);
  const bool is_alarm = number != nullptr && *number != 0 && (column.key == "overdue_days" || column.key == "check" || column.key == "difference");
  if (is_alarm) css += " alarm";
  const std::string mark = mark_of(column, printed);
  if (mark.empty() || printed.empty()) return element("td", css, lines(printed));
  return element("td", css, "<span class=\"mark " + mark + "\">" + lines(printed) + "</span>");
}

bool is_sum(const std::vector<Cell>& row) {
  return !row.empty() && std::holds_alternative<std::string>(row.front()) && std::get<std::string>(row.front()) == "合计";
}

/// Weight of a column on the page: a day must stand on one line, a term of two characters too.
int weight_of(const Column& column) { return std::max(column.width, column.type == ColumnType::day ? 15 : 7); }

std::string table_markup(const std::vector<Placed>& columns, const Table& table, std::size_t most) {
  int total = 0;
  for (const Placed& placed : columns) total += weight_of(*placed.column);
  std::string out = "<table><colgroup>";
  for (const Placed& placed : columns) {
    const int permille = total == 0 ? 0 : weight_of(*placed.column) * 1000 / total;
    out += "<col style=\"width:" + std::to_string(permille / 10) + "." + std::to_string(permille % 10) + "%\">";
  }
  out += "</colgroup><thead><tr>";
  for (const Placed& placed : columns) out += element("th", "", escaped(placed.column->heading));
  out += "</tr></thead><tbody>";
  for (std::size_t i = 0; i < std::min(most, table.rows.size()); ++i) {
    out += is_sum(table.rows[i]) ? "<tr class=\"sum\">" : "<tr>";
    for (const Placed& placed : columns) out += cell_markup(*placed.column, table.rows[i].at(placed.place));
    out += "</tr>";
  }
  return out + "</tbody></table>";
}

std::string section(const SheetTemplate& sheet, const Table& table, int number) {
  std::string out = "<section id=\"" + escaped(sheet.key) + "\"><h2>" + chinese_number(number) + "、" + escaped(sheet.title);
  const std::size_t count = table.rows.size() - (table.rows.empty() || !is_sum(table.rows.back()) ? 0 : 1);
  out += "<small>共 " + std::to_string(count) + " 项</small></h2>";
  if (count == 0) return out + "<p class=\"none\">（本期无）</p></section>";
  out += table_markup(printing::columns_of(sheet, table, true), table, rows_on_page);
  if (table.rows.size() > rows_on_page) {
    out += "<p class=\"more\">此处列出前 " + std::to_string(rows_on_page) + " 项，全部 " + std::to_string(count) + " 项见工作簿。</p>";
  }
  return out + "</section>";
}

// ------------------------------------------------------------------ head

std::string masthead(const Report& report) {
  std::string out = "<header><p class=\"issuer\">" + escaped(report.issuer) + "</p><h1>" + escaped(report.campaign) + "</h1>";
  out += "<p class=\"form\">" + escaped(report.filing_title) + "<b>" + escaped(report.period.chinese()) + "</b></p>";
  out += std::string("<p class=\"stamp ") + (report.issued ? "issued" : "unissued") + "\">" + escaped(printing::standing(report)) + "</p>";
  out += "<dl>";
  const auto pair = [&](const std::string& title, const std::string& value) {
    if (!value.empty()) out += "<div><dt>" + title + "</dt><dd>" + escaped(value) + "</dd></div>";
  };
  pair("报告期", report.period.first().chinese() + "—" + report.period.last().chinese());
  pair("统计截止", report.cutoff_on.chinese());
  pair("报送期限", report.due_on.chinese());
  pair("依据", report.notice_number);
  return out + "</dl></header>";
}

std::string figures(const Report& report) {
  std::string out = "<section class=\"figures\">";
  for (const printing::Figure& f : printing::flows(report)) {
    out += "<div><span>本期" + escaped(f.title) + "</span><b>" + (f.period.empty() ? "—" : escaped(f.period)) + "</b><small>本年累计 " +
           (f.cumulative.empty() ? "—" : escaped(f.cumulative));
    if (!f.late.empty() && f.late != "0") out += "（补报 " + escaped(f.late) + "）";
    if (!f.total.empty()) out += "<br>开展以来 " + escaped(f.total);
    out += "</small></div>";
  }
  out += "</section><ul class=\"stocks\">";
  for (const auto& [title, value] : printing::stocks(report)) {
    const bool is_alarm = (title == "超过整改时限" || title == "例外放行") && value != "0";
    out += "<li" + std::string(is_alarm || value == "不平衡" ? " class=\"alarm\"" : "") + ">" + escaped(title) + " <b>" + escaped(value) + "</b></li>";
  }
  return out + "</ul>";
}

// ------------------------------------------------------------------ charts

std::int64_t integer_at(const Table& table, const std::vector<Cell>& row, std::string_view key) {
  const auto found = std::find(table.keys.begin(), table.keys.end(), key);
  if (found == table.keys.end()) return 0;
  const auto* value = std::get_if<std::int64_t>(&row.at(static_cast<std::size_t>(found - table.keys.begin())));
  return value == nullptr ? 0 : *value;
}

/// One bar a unit, in the order of the balance.
class UnitBars {
 public:
  explicit UnitBars(std::size_t series) : series_(series) {}
  void add(const std::string& unit, std::size_t series, std::int64_t value) {
    const auto [place, is_new] = places_.try_emplace(unit, bars_.size());
    if (is_new) bars_.push_back({unit, std::vector<std::int64_t>(series_, 0)});
    bars_[place->second].values[series] += value;
  }
  /// Units with something to show.
  std::vector<svg::Bar> bars() const {
    std::vector<svg::Bar> out;
    std::copy_if(bars_.begin(), bars_.end(), std::back_inserter(out), [](const svg::Bar& bar) {
      return std::any_of(bar.values.begin(), bar.values.end(), [](std::int64_t value) { return value != 0; });
    });
    return out;
  }

 private:
  std::size_t series_;
  std::map<std::string, std::size_t> places_;
  std::vector<svg::Bar> bars_;
};

std::string figure(const std::string& title, const std::string& chart, bool wide) {
  return "<figure" + std::string(wide ? " class=\"wide\"" : "") + "><figcaption>" + escaped(title) + "</figcaption>" + chart + "</figure>";
}

std::vector<svg::Step> balance_steps(const Table& balance) {
  constexpr std::array<std::pair<const char*, const char*>, 3> more{{{"registered", "登记"}, {"reopened", "重新打开"}, {"taken_back", "收回"}}};
  constexpr std::array<std::pair<const char*, const char*>, 4> fewer{
      {{"closed", "销号"}, {"voided", "作废"}, {"transferred", "移送"}, {"terminated", "终结"}}};
  const auto sum = [&](std::string_view key) {
    std::int64_t out = 0;
    for (const std::vector<Cell>& row : balance.rows) out += is_sum(row) ? 0 : integer_at(balance, row, key);
    return out;
  };
  std::vector<svg::Step> out{{"期初未销号", sum("opening"), true}};
  for (const auto& [key, label] : more) {
    if (const std::int64_t value = sum(key); value != 0 || out.size() == 1) out.push_back({label, value, false});
  }
  // what moves between units and grades; nothing on the whole, unless the accounts are wrong
  const std::int64_t moved = sum("regraded_in") + sum("reassigned_in") - sum("regraded_out") - sum("reassigned_out");
  if (moved != 0) out.push_back({"改级改派", moved, false});
  for (const auto& [key, label] : fewer) {
    if (const std::int64_t value = sum(key); value != 0 || std::string_view(key) == "closed") out.push_back({label, -value, false});
  }
  out.push_back({"期末未销号", sum("open"), true});
  return out;
}

std::string charts(const Report& report) {
  const Table* balance = printing::find_table(report, "balance");
  if (balance == nullptr || balance->rows.empty()) return {};
  UnitBars flows(2);
  UnitBars open(2);
  const std::size_t unit_place = balance->column("unit");
  const std::size_t grade_place = balance->column("grade");
  for (const std::vector<Cell>& row : balance->rows) {
    if (is_sum(row)) continue;
    const std::string unit = cell_text(row.at(unit_place));
    const std::string grade = cell_text(row.at(grade_place));
    flows.add(unit, 0, integer_at(*balance, row, "registered"));
    flows.add(unit, 1, integer_at(*balance, row, "closed"));
    open.add(unit, grade == "重大" || grade == "major" ? 1 : 0, integer_at(*balance, row, "open"));
  }
  std::string out = "<section class=\"charts\">";
  out += figure("隐患收支：由期初到期末", svg::steps("隐患收支", balance_steps(*balance)), true);
  out += figure("本期登记与销号（按监管部门）",
                svg::grouped_bars("本期登记与销号", {{"登记", "s1"}, {"销号", "s2"}}, flows.bars()), false);
  out += figure("期末未销号（按监管部门）",
                svg::stacked_bars("期末未销号", {{"一般（含未分级）", "s3"}, {"重大", "s4"}}, open.bars()), false);
  return out + "</section>";
}

/// Fit to stand inside a style sheet's quotes.
std::string plain(const std::string& text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-';
  });
  return out;
}

}  // namespace

std::string visible(std::string_view text) { return ground::visible(text); }

std::string report_html(const Report& report, const Template& form) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  out += escaped(report.campaign + " " + report.filing_title + " " + report.period.chinese()) + "</title>\n<style>";
  out += page_style;
  out += "@page{@bottom-left{content:\"" + plain(report.checkpoint.text() + " " + report.checkpoint.short_code()) + "\"}}";
  out += "</style>\n</head>\n<body class=\"" + std::string(report.issued ? "issued" : "draft") + "\">\n<main>\n";
  out += masthead(report) + "\n";
  if (!report.balanced) out += "<p class=\"broken\">隐患收支不平衡：期初加收入减支出不等于期末，请先核对台账。</p>\n";
  out += figures(report) + "\n" + charts(report) + "\n";
  int number = 0;
  for (const SheetTemplate& sheet : form.report) {
    if (const Table* table = printing::find_table(report, sheet.key)) out += section(sheet, *table, ++number) + "\n";
  }
  out += "<footer><p>校验点 <code>" + escaped(report.checkpoint.text()) + "</code></p><p>短码 <code>" + report.checkpoint.short_code() +
         "</code></p><p>数据截至 " + escaped(printing::known_at(report)) +
         "　表样 " + escaped(form.id) + "</p></footer>\n</main>\n</body>\n</html>\n";
  return out;
}

std::string table_html(const Table& table, const Template& form, std::size_t rows) {
  const SheetTemplate* sheet = form.find_report(table.name);
  SheetTemplate bare;
  if (sheet == nullptr) {
    for (const std::string& key : table.keys) {
      Column column;
      column.key = column.heading = key;
      bare.columns.push_back(column);
    }
    sheet = &bare;
  }
  std::string out = "<div class=\"bihuan\" lang=\"zh-CN\">" + table_markup(printing::columns_of(*sheet, table), table, rows);
  const std::size_t shown = std::min(rows, table.rows.size());
  out += "<p>共 " + std::to_string(table.rows.size()) + " 行";
  if (shown < table.rows.size()) out += "，显示前 " + std::to_string(shown) + " 行";
  return out + "</p></div>";
}

}  // namespace bihuan
