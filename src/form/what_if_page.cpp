#include "bihuan/form/what_if_page.hpp"

#include "form/page_style.hpp"
#include "form/svg.hpp"

namespace bihuan {
namespace side_by_side {
namespace {

using svg::escaped;

constexpr std::string_view what_if_style = R"css(
section[id] table{table-layout:auto}
td.f{text-align:center;white-space:nowrap}
td.f small{display:block;color:var(--soft);font-size:11px;line-height:1.3}
td mark{background:#fbf0d2;color:var(--ink);padding:1px 5px;border-radius:3px}
td mark.up{background:#f8dfdc}td mark.down{background:#dcebe1}
tr.gone td:first-child{color:var(--soft);text-decoration:line-through}
tr.new td:first-child::after{content:"（新设）";color:var(--red);font-size:11px}
.supposed{margin:0 0 20px;padding:12px 18px;background:#fbf6e6;border-left:4px solid var(--amber)}
.supposed ol{margin:6px 0 0;padding-left:1.4em}
.said{font-size:15px;margin:0 0 8px}
)css";

std::string tag(const std::string& name, const std::string& css, const std::string& inside) {
  return "<" + name + (css.empty() ? "" : " class=\"" + css + "\"") + ">" + inside + "</" + name + ">";
}

std::string signed_text(std::int64_t change) { return (change > 0 ? "+" : "") + std::to_string(change); }

/// One value where both are the same; else both, and the difference where there are two.
std::string figure_cell(const std::optional<std::int64_t>& before, const std::optional<std::int64_t>& after) {
  if (before == after) return tag("td", before.value_or(0) == 0 ? "f z" : "f", before ? std::to_string(*before) : "");
  const std::int64_t change = after.value_or(0) - before.value_or(0);
  const std::string look = change > 0 ? "up" : "down";
  if (!before || !after) {
    const std::string one = std::to_string(before ? *before : *after);
    if (before.value_or(0) == 0 && after.value_or(0) == 0) return tag("td", "f z", before ? "0 → —" : "0");
    return tag("td", "f", tag("mark", look, before ? one + " → —" : one));
  }
  return tag("td", "f", tag("mark", look, std::to_string(*before) + " → " + std::to_string(*after)) + tag("small", "", signed_text(change)));
}

std::string head_cell(const UnitCompared& one) {
  if (one.unit.empty()) return tag("td", "f", "");
  const std::string before = one.before ? chinese(one.before->head) : "", after = one.after ? chinese(one.after->head) : "";
  if (before == after || after.empty()) return tag("td", "f", before);
  return tag("td", "f", before.empty() ? tag("mark", "", after) : tag("mark", "", before + " → " + after));
}

template <class Value>
std::string cell_of(const UnitCompared& one, Value value) {
  const auto of = [&](const std::optional<UnitLoad>& side) { return side ? std::optional<std::int64_t>(value(*side)) : std::nullopt; };
  return figure_cell(of(one.before), of(one.after));
}

UnitCompared all_of(const WhatIf& what_if) { return {UnitId{}, "合计", what_if.reality.total(), what_if.supposed.total()}; }

/// A row for each unit that is asked for, and one for all.
template <class Cells>
std::string units_table(const WhatIf& what_if, const std::string& head, bool changed_only, Cells cells) {
  std::string out = "<table><thead><tr>" + tag("th", "", "单位") + head + "</tr></thead><tbody>\n";
  const auto add = [&](const UnitCompared& one, const std::string& css) { out += tag("tr", css, tag("td", "", escaped(one.name)) + cells(one)) + "\n"; };
  for (const UnitCompared& one : what_if.units)
    if (!changed_only || one.changed()) add(one, one.ends() ? "gone" : one.begins() ? "new" : "");
  add(all_of(what_if), "sum");
  return out + "</tbody></table>\n";
}

std::string figures_table(const WhatIf& what_if, bool changed_only) {
  std::string head = tag("th", "", "负责人");
  for (const LoadFigure& figure : load_figures) head += tag("th", "", std::string(figure.title));
  return units_table(what_if, head, changed_only, [](const UnitCompared& one) {
    std::string out = head_cell(one);
    for (const LoadFigure& figure : load_figures) out += cell_of(one, [&](const UnitLoad& unit) { return unit.*figure.value; });
    return out;
  });
}

std::string weeks_table(const WhatIf& what_if, bool changed_only) {
  std::string head;
  for (const LoadWeek& week : what_if.reality.weeks) head += tag("th", "", week.name + "<br><small>" + week.days.first.iso().substr(5) + " 至 " + week.days.last.iso().substr(5) + "</small>");
  return units_table(what_if, head, changed_only, [&](const UnitCompared& one) {
    std::string out;
    for (std::size_t week = 0; week < what_if.reality.weeks.size(); ++week) out += cell_of(one, [&](const UnitLoad& unit) { return unit.weeks[week]; });
    return out;
  });
}

std::string gaps_table(const WhatIf& what_if) {
  if (what_if.opened.empty() && what_if.closed.empty()) return tag("p", "none", "没有新增或消除的缺口");
  std::string out = "<table><thead><tr>" + tag("th", "", "变化") + tag("th", "", "事项") + tag("th", "", "对象") + tag("th", "", "说明") + "</tr></thead><tbody>\n";
  const auto add = [&](const std::vector<LoadGap>& gaps, const std::string& mark) {
    for (const LoadGap& one : gaps)
      out += tag("tr", "", tag("td", "f", mark) + tag("td", "f", chinese(one.gap)) + tag("td", "", escaped(one.name)) + tag("td", "", escaped(one.reason))) + "\n";
  };
  add(what_if.opened, tag("mark", "up", "新增"));
  add(what_if.closed, tag("mark", "down", "消除"));
  return out + "</tbody></table>\n";
}

std::string suppositions(const WhatIf& what_if) {
  if (what_if.suppositions.empty()) return tag("p", "none", "没有假定");
  std::string out;
  for (const std::string& one : what_if.suppositions) out += tag("li", "", escaped(one));
  return tag("ol", "", out);
}

std::string part(const std::string& id, const std::string& title, const std::string& note, const std::string& inside) {
  return "<section id=\"" + id + "\"><h2>" + title + (note.empty() ? "" : tag("small", "", note)) + "</h2>" + inside + "</section>\n";
}

/// What the weights are, and that they are ours.
std::string weighing(const LoadWeights& weights) {
  return "加权负荷：重大 " + std::to_string(weights.major) + "、一般 " + std::to_string(weights.general) + "、未分级 " + std::to_string(weights.ungraded) +
         (weights.origin == Origin::printed ? "" : "（" + chinese(weights.origin) + "）");
}

std::string footing(const WhatIf& what_if) {
  return "现状 " + escaped(what_if.reality.checkpoint.text()) + "；推演只在内存中进行，未写入台账。";
}

}  // namespace
}  // namespace side_by_side

std::string what_if_tables(const WhatIf& what_if) {
  using namespace side_by_side;
  return tag("p", "", tag("strong", "", escaped(what_if.summary()))) + tag("p", "", "假定：") + suppositions(what_if) + figures_table(what_if, true) +
         weeks_table(what_if, true) + gaps_table(what_if) + tag("p", "", tag("small", "", weighing(what_if.reality.weights) + "。" + footing(what_if)));
}

std::string what_if_html(const WhatIf& what_if) {
  using namespace side_by_side;
  const Load& reality = what_if.reality;
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += tag("title", "", escaped(reality.campaign + " 推演对照 " + reality.as_of.iso())) + "\n<style>";
  out += page_style;
  out += what_if_style;
  out += "</style>\n</head>\n<body>\n<main>\n<header>" + tag("p", "stamp unissued", "推演") + tag("h1", "", escaped(reality.campaign));
  out += tag("p", "form", "机构调整推演对照" + tag("b", "", "截至" + reality.as_of.chinese())) + "</header>\n";
  out += "<div class=\"supposed\">" + tag("b", "", "假定") + suppositions(what_if) + "</div>\n" + tag("p", "said", escaped(what_if.summary()));
  const std::string shown = tag("p", "more", "“甲 → 乙”为现状与假定之后；未标记的没有变化。" + weighing(reality.weights) + "。");
  out += part("load", "一、各单位负荷", "现状 → 假定之后", figures_table(what_if, false) + shown);
  out += part("weeks", "二、各周到期", "隐患各时限和应报报表", weeks_table(what_if, false));
  out += part("gaps", "三、缺口变化", "无人负责的任务、空缺的职务、单点", gaps_table(what_if));
  const std::string longest = "最长负责链：现状 " + std::to_string(reality.longest_chain) + " 级（" + escaped(reality.longest_name) + "），假定之后 " +
                              std::to_string(what_if.supposed.longest_chain) + " 级（" + escaped(what_if.supposed.longest_name) + "）。";
  return out + "<footer>" + tag("p", "", longest) + tag("p", "", footing(what_if)) + "</footer>\n</main>\n</body>\n</html>\n";
}

}  // namespace bihuan
