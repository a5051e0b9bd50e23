#include "bihuan/form/chart_matrix.hpp"
#include "bihuan/form/chart_picture.hpp"
#include "form/page_style.hpp"
#include "form/svg.hpp"

#include <algorithm>
#include <array>

namespace bihuan {
namespace picture {
namespace {

using svg::escaped;

// What this page has and a report's has not: upright headings, a cell's marks, a picture as wide as it is drawn.
constexpr std::string_view chart_style = R"css(
.picture{overflow-x:auto}
.picture svg{font-size:13px;width:auto;max-width:100%;height:auto;margin:0 auto}
.matrix{overflow-x:auto}
.matrix table{table-layout:fixed;width:auto;min-width:100%;font-size:12px}
.matrix th.up{writing-mode:vertical-rl;text-orientation:upright;text-align:start;padding:6px 2px;line-height:1.25;white-space:nowrap}
.matrix td{padding:3px 4px}
.matrix td.cell{text-align:center;line-height:1.25;white-space:nowrap}
.matrix td.cell span{display:block}
.matrix td.cell small{display:block;font-size:10px;color:var(--soft)}
.matrix tr.head td{background:var(--faint);font-weight:600}
.leads{color:var(--red);font-weight:600}.carries{color:var(--blue)}.cooperates{color:var(--green)}
.findings th{white-space:nowrap}
.findings table{table-layout:auto}
@media print{.matrix table{font-size:6.5pt;min-width:0}.matrix td,.matrix th{padding:1.5pt 1.5pt}.matrix td.cell small{font-size:5.5pt}.picture svg{max-height:180mm}}
)css";

std::string tag(const std::string& name, const std::string& css, const std::string& inside) {
  return "<" + name + (css.empty() ? "" : " class=\"" + css + "\"") + ">" + inside + "</" + name + ">";
}

std::string cut_out(std::string_view text, std::size_t from, std::size_t to) { return escaped(text.substr(from, to - from)); }

/// 牵头（推定）、责任 as a line for each word, its mark small below it.
std::string cell_markup(const std::string& text) {
  constexpr std::string_view open = "（", close = "）", between = "、";
  constexpr std::array<std::pair<std::string_view, const char*>, 3> looks{{{"牵头", "leads"}, {"责任", "carries"}, {"配合", "cooperates"}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(between, at), text.size());
    const std::size_t mark = std::min(text.find(open, at), end);
    const std::string_view word = std::string_view(text).substr(at, mark - at);
    const auto look = std::find_if(looks.begin(), looks.end(), [&](const auto& one) { return one.first == word; });
    out += tag("span", look == looks.end() ? "" : look->second, escaped(word));
    if (mark < end) out += tag("small", "", cut_out(text, mark + open.size(), end - close.size()));
    at = end + between.size();
  }
  return out;
}

std::string matrix_markup(const Matrix& matrix) {
  constexpr std::size_t cells_from = 4;  // behind task, number, title and leaf
  std::string out = "<table><colgroup><col style=\"width:46px\"><col style=\"width:40px\"><col style=\"width:230px\">";
  for (std::size_t i = cells_from; i < matrix.table.keys.size(); ++i) out += "<col style=\"width:34px\">";
  out += "</colgroup><thead><tr>";
  for (std::size_t i = 0; i < matrix.sheet.columns.size(); ++i) out += tag("th", i < cells_from - 1 ? "" : "up", escaped(matrix.sheet.columns[i].heading));
  out += "</tr></thead><tbody>\n";
  for (const std::vector<Cell>& row : matrix.table.rows) {
    const bool is_leaf = std::get<std::int64_t>(row.at(cells_from - 1)) != 0;
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i < cells_from - 1) line += tag("td", i == 2 ? "" : "c", escaped(cell_text(row[i])));
      if (i >= cells_from) line += tag("td", "cell", cell_markup(cell_text(row[i])));
    }
    out += tag("tr", is_leaf ? "" : "head", line) + "\n";
  }
  return out + "</tbody></table>";
}

std::string findings_markup(const Table& findings) {
  std::string out = "<table><thead><tr>" + tag("th", "", "事项") + tag("th", "", "对象") + tag("th", "", "说明") + "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < findings.rows.size(); ++i) {
    const std::vector<Cell>& row = findings.rows[i];
    std::string kind;
    if (i == 0 || findings.rows[i - 1][0] != row[0]) {  // one cell for all of a kind; they stand together
      const auto count = std::count_if(findings.rows.begin(), findings.rows.end(), [&](const auto& other) { return other[0] == row[0]; });
      kind = "<th rowspan=\"" + std::to_string(count) + "\">" + escaped(finding_title(cell_text(row[0]))) + "</th>";
    }
    out += tag("tr", "", kind + tag("td", "", escaped(cell_text(row[2]))) + tag("td", "", escaped(cell_text(row[3])))) + "\n";
  }
  return out + "</tbody></table>";
}

/// Territories with those who watch over them, kinds of device with the tasks that speak of them.
std::string coverage_markup(const Chart& chart, Day on) {
  std::string out;
  for (const Node& node : chart.nodes(on)) {
    const bool is_territory = node.kind == NodeKind::territory;
    if (!is_territory && node.kind != NodeKind::device_kind) continue;
    std::string names;
    for (const Tie& tie : chart.ties_of(node, on)) {
      if (tie.bond != (is_territory ? Bond::supervises : Bond::belongs_to)) continue;
      const Node& other = is_territory ? tie.from : tie.to;
      std::string name = other.id.empty() ? tie.printed + "（成员未定）" : (other.kind == NodeKind::task ? other.id + " " : "") + chart.name_of(other, on);
      if (tie.origin != Origin::printed) name += "（" + chinese(tie.origin) + "）";
      names += (names.empty() ? "" : "、") + name;
    }
    out += tag("tr", "", tag("td", "", chinese(node.kind)) + tag("td", "", escaped(chart.name_of(node, on))) + tag("td", "", names.empty() ? "（无）" : escaped(names))) + "\n";
  }
  if (out.empty()) return {};
  return "<table><thead><tr>" + tag("th", "", "类别") + tag("th", "", "名称") + tag("th", "", "监管单位或涉及任务") + "</tr></thead><tbody>\n" + out + "</tbody></table>";
}

std::string part(const std::string& id, const std::string& css, const std::string& title, const std::string& inside) {
  return "<section id=\"" + id + "\"><h2>" + title + "</h2><div class=\"" + css + "\">" + inside + "</div></section>\n";
}

}  // namespace
}  // namespace picture

std::string chart_html(const Plan& plan, const Chart& chart, Day on, const PersonNames& names) {
  using namespace picture;
  const Notice& notice = plan.notice;
  const Table findings = chart_findings(chart, on);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += tag("title", "", escaped(notice.campaign + " 责任关系图 " + on.iso())) + "\n<style>";
  out += page_style;
  out += chart_style;
  out += "</style>\n</head>\n<body>\n<main>\n<header>" + tag("p", "issuer", escaped(notice.issuer)) + tag("h1", "", escaped(notice.campaign));
  out += tag("p", "form", "责任关系" + tag("b", "", on.chinese())) + "<dl>";
  if (!notice.number.empty()) out += "<div><dt>依据</dt><dd>" + escaped(notice.number) + "</dd></div>";
  out += "</dl></header>\n";
  out += part("chart", "picture", "一、责任关系图", chart_svg(chart, on, notice.campaign));
  out += part("matrix", "matrix", "二、任务责任矩阵", matrix_markup(matrix_of(plan, chart, on)));
  out += part("findings", "findings", "三、需要注意", findings.rows.empty() ? tag("p", "none", "（无）") : findings_markup(findings));
  const std::string coverage = coverage_markup(chart, on);
  if (!coverage.empty()) out += part("coverage", "findings", "四、属地和设备种类", coverage);
  if (!chart.organisation().incumbencies.empty()) {
    out += part("timeline", "picture", coverage.empty() ? "四、任职情况" : "五、任职情况", timeline_svg(chart.organisation(), chart.head_post(), notice.span, names, notice.campaign));
  }
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace bihuan
