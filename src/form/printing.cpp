#include "form/printing.hpp"

#include <algorithm>

namespace bihuan::printing {
namespace {

std::string text_of(std::int64_t number) { return std::to_string(number); }

std::string rate_text(std::int64_t rectified, std::int64_t found) {
  const std::optional<Amount> rate = rectification_rate(rectified, found);
  return rate ? rate->text() + "%" : "";
}

}  // namespace

std::vector<Placed> columns_of(const SheetTemplate& sheet, const Table& table, bool paper_only) {
  std::vector<Placed> out;
  for (const Column& column : sheet.columns) {
    const auto found = std::find(table.keys.begin(), table.keys.end(), column.key);
    if (found == table.keys.end() || (paper_only && !column.on_paper)) continue;
    out.push_back({&column, static_cast<std::size_t>(found - table.keys.begin())});
  }
  return out;
}

Amount shortened(Amount amount) {
  while (amount.scale > 2 && amount.value % 10 == 0) {
    amount.value /= 10;
    --amount.scale;
  }
  return amount;
}

std::string print(const Column& column, const Cell& cell) {
  if (const auto* amount = std::get_if<Amount>(&cell)) return shortened(*amount).text();
  const std::string text = cell_text(cell);
  if (column.terms.empty() || text.empty()) return text;
  if (column.type != ColumnType::list) return column.print(text);
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find("、", at), text.size());
    out += (at == 0 ? "" : "、") + column.print(text.substr(at, end - at));
    at = end + std::string_view("、").size();
  }
  return out;
}

const std::string& print(const Column& column, const Cell& cell, std::string& own) {
  if (const auto* text = std::get_if<std::string>(&cell); text != nullptr && (column.type != ColumnType::list || column.terms.empty())) {
    const auto term = std::find_if(column.terms.begin(), column.terms.end(), [&](const auto& each) { return each.second == *text; });
    return term == column.terms.end() || text->empty() ? *text : term->first;
  }
  if (std::holds_alternative<std::monostate>(cell)) own.clear();
  else own = print(column, cell);
  return own;
}

std::string standing(const Report& report) { return report.issued ? "正式" : "草稿（未签发）"; }

std::string known_at(const Report& report) {
  const Instant local{report.known_at.micros + std::int64_t{report.zone_minutes} * 60'000'000};
  const std::string text = local.text();  // YYYY-MM-DDThh:mm:ss.ffffffZ
  return text.substr(0, 10) + " " + text.substr(11, 8);
}

std::string anchor(const Report& report) { return report.checkpoint.text() + " 短码 " + report.checkpoint.short_code(); }

std::vector<Figure> flows(const Report& report) {
  const Headline& h = report.headline;
  return {
      {"发现隐患", text_of(h.found), text_of(h.found_cumulative), text_of(h.found_late), text_of(h.found_total)},
      {"完成整改", text_of(h.rectified), text_of(h.rectified_cumulative), text_of(h.rectified_late), text_of(h.rectified_total)},
      {"销号", text_of(h.struck_off), text_of(h.struck_off_cumulative), text_of(h.struck_off_late), ""},
      {"整改率", rate_text(h.rectified, h.found), rate_text(h.rectified_cumulative, h.found_cumulative), "",
       rate_text(h.rectified_total, h.found_total)},
  };
}

std::vector<std::pair<std::string, std::string>> stocks(const Report& report) {
  const Headline& h = report.headline;
  return {
      {"未销号隐患", text_of(h.open)},
      {"其中重大隐患", text_of(h.open_major)},
      {"超过整改时限", text_of(h.overdue)},
      {"例外放行", text_of(h.override_count)},
      {"降级", text_of(h.lowered_count)},
      {"延期", text_of(h.extension_count)},
      {"本期缺项事实", text_of(h.unstated_count)},
      {"隐患收支", report.balanced ? "平衡" : "不平衡"},
  };
}

const Table* find_table(const Report& report, std::string_view name) noexcept {
  const auto found = std::find_if(report.tables.begin(), report.tables.end(), [&](const Table& table) { return table.name == name; });
  return found == report.tables.end() ? nullptr : &*found;
}

}  // namespace bihuan::printing
