#include "bihuan/report/what_if.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {
namespace {

std::vector<LoadGap> without(const std::vector<LoadGap>& gaps, const std::vector<LoadGap>& others) {
  std::vector<LoadGap> out;
  for (const LoadGap& gap : gaps) {
    const auto same = [&](const LoadGap& other) { return other.gap == gap.gap && other.node == gap.node; };
    if (std::none_of(others.begin(), others.end(), same)) out.push_back(gap);
  }
  return out;
}

std::vector<UnitCompared> paired(const Load& reality, const Load& supposed) {
  std::vector<UnitCompared> out;
  for (const UnitLoad& unit : reality.units) {
    const UnitLoad* after = supposed.find(unit.unit);
    out.push_back({unit.unit, after == nullptr ? unit.name : after->name, unit, after == nullptr ? std::nullopt : std::optional(*after)});
  }
  for (const UnitLoad& unit : supposed.units)
    if (reality.find(unit.unit) == nullptr) out.push_back({unit.unit, unit.name, std::nullopt, unit});
  return out;
}

/// Both values and the difference; blank where there is no such unit, and what is not there counts as nothing.
void add_three(std::vector<Cell>& row, const std::optional<std::int64_t>& before, const std::optional<std::int64_t>& after) {
  row.push_back(before ? Cell{*before} : Cell{});
  row.push_back(after ? Cell{*after} : Cell{});
  row.emplace_back(after.value_or(0) - before.value_or(0));
}

std::vector<Cell> row_of(const UnitCompared& one, std::size_t week_count) {
  std::vector<Cell> row = {one.unit.empty() ? Cell{} : Cell{one.unit.text()}, one.name};
  if (one.unit.empty()) row.insert(row.end(), 3, Cell{});
  else {
    row.emplace_back(std::string(one.ends() ? "终止" : one.begins() ? "新设" : "续存"));
    for (const auto& side : {one.before, one.after}) row.push_back(side ? Cell{chinese(side->head)} : Cell{});
  }
  const auto three = [&](const auto& value) {
    const auto of = [&](const std::optional<UnitLoad>& side) { return side ? std::optional<std::int64_t>(value(*side)) : std::nullopt; };
    add_three(row, of(one.before), of(one.after));
  };
  for (const LoadFigure& figure : load_figures) three([&](const UnitLoad& unit) { return unit.*figure.value; });
  for (std::size_t week = 0; week < week_count; ++week) three([&](const UnitLoad& unit) { return unit.weeks[week]; });
  return row;
}

std::string names_of(const std::vector<UnitCompared>& units, bool (UnitCompared::*which)() const noexcept) {
  std::string out;
  for (const UnitCompared& one : units)
    if ((one.*which)()) out += (out.empty() ? "" : "、") + one.name;
  return out;
}

const UnitLoad* heaviest(const Load& load) {
  const auto most = std::max_element(load.units.begin(), load.units.end(), [](const UnitLoad& a, const UnitLoad& b) { return a.weight < b.weight; });
  return most == load.units.end() ? nullptr : &*most;
}

}  // namespace

bool UnitCompared::changed() const noexcept { return before != after; }

std::int64_t WhatIf::change(std::string_view key) const {
  const auto figure = std::find_if(load_figures.begin(), load_figures.end(), [&](const LoadFigure& one) { return one.key == key; });
  if (figure != load_figures.end()) return supposed.total().*figure->value - reality.total().*figure->value;
  ErrorContext context;
  context.subject = "what if";
  context.asked = std::string(key);
  std::string all;
  for (const LoadFigure& one : load_figures) {
    context.allowed.emplace_back(one.key);
    all += (all.empty() ? "" : ", ") + std::string(one.key);
  }
  throw FormError(ErrorCode::nothing_to_report, "a load has no figure \"" + std::string(key) + "\"; it has " + all, "负荷表没有“" + std::string(key) + "”一项", context);
}

std::int64_t WhatIf::count(Gap gap, bool is_opened) const noexcept {
  const std::vector<LoadGap>& gaps = is_opened ? opened : closed;
  return std::count_if(gaps.begin(), gaps.end(), [&](const LoadGap& one) { return one.gap == gap; });
}

Table WhatIf::table() const {
  Table out{"what_if", {"unit", "name", "standing", "head", "head_supposed"}, {}};
  const auto add_keys = [&](const std::string& key) { out.keys.insert(out.keys.end(), {key, key + "_supposed", key + "_change"}); };
  for (const LoadFigure& figure : load_figures) add_keys(std::string(figure.key));
  for (const LoadWeek& week : reality.weeks) add_keys(week.name);
  for (const UnitCompared& one : units) out.rows.push_back(row_of(one, reality.weeks.size()));
  out.rows.push_back(row_of({UnitId{}, "合计", reality.total(), supposed.total()}, reality.weeks.size()));
  return out;
}

Table WhatIf::gaps() const {
  Table out{"what_if_gaps", {"change", "gap", "node", "name", "reason"}, {}};
  const auto add = [&](const std::string& change, const std::vector<LoadGap>& gaps) {
    for (const LoadGap& one : gaps) out.rows.push_back({change, chinese(one.gap), one.node.text(), one.name, one.reason});
  };
  add("新增", opened);
  add("消除", closed);
  return out;
}

std::string WhatIf::summary() const {
  const auto both = [](const std::string& what, std::int64_t before, std::int64_t after, const std::string& measure) {
    if (before == after) return "；" + what + std::to_string(before) + measure + "不变";
    return "；" + what + std::to_string(before) + measure + "变为" + std::to_string(after) + measure;
  };
  std::string out = "假定截至" + reality.as_of.chinese();
  const std::string ended = names_of(units, &UnitCompared::ends), begun = names_of(units, &UnitCompared::begins);
  if (!ended.empty()) out += "，" + ended + "不再存在";
  if (!begun.empty()) out += "，新设" + begun;
  const auto changed = std::count_if(units.begin(), units.end(), [](const UnitCompared& one) { return one.changed(); });
  out += changed == 0 ? "，各单位负荷不变" : "，" + std::to_string(changed) + "个单位有变化";
  const UnitLoad before = reality.total(), after = supposed.total();
  out += both("未销号隐患", before.open, after.open, "项") + both("已错过期限", before.missed, after.missed, "个");
  out += both("将到期限", before.coming, after.coming, "个") + both("其中无人在任", before.unheld, after.unheld, "个");
  const UnitLoad* most_before = heaviest(reality);
  const UnitLoad* most_after = heaviest(supposed);
  if (most_before != nullptr && most_after != nullptr && most_after->weight > 0)
    out += "；负荷最重者" + (*most_before == *most_after ? "仍为" + most_after->name + "（" + std::to_string(most_after->weight) + "）"
                                                     : "由" + most_before->name + "（" + std::to_string(most_before->weight) + "）变为" + most_after->name + "（" +
                                                           std::to_string(most_after->weight) + "）");
  out += both("最长负责链", reality.longest_chain, supposed.longest_chain, "级");
  for (int i = 0; i < gap_count; ++i) {
    const Gap gap = static_cast<Gap>(i);
    if (count(gap, true) + count(gap, false) > 0)
      out += "；" + chinese(gap) + "新增" + std::to_string(count(gap, true)) + "处、消除" + std::to_string(count(gap, false)) + "处";
  }
  return out + "。";
}

WhatIf compare(Load reality, Load supposed) {
  const bool same_weeks = std::equal(reality.weeks.begin(), reality.weeks.end(), supposed.weeks.begin(), supposed.weeks.end(),
                                     [](const LoadWeek& a, const LoadWeek& b) { return a.days == b.days; });
  if (reality.as_of != supposed.as_of || !same_weeks || reality.weights != supposed.weights)
    throw TimeError(ErrorCode::bad_span,
                    "loads are compared of one day, over the same weeks and with the same weights; these are of " + reality.as_of.iso() + " and " +
                        supposed.as_of.iso() + ", over " + std::to_string(reality.weeks.size()) + " and " + std::to_string(supposed.weeks.size()) + " weeks",
                    "只能比较同一日、同样周数和同样权重的负荷");
  WhatIf out{std::move(reality), std::move(supposed), {}, {}, {}};
  out.units = paired(out.reality, out.supposed);
  out.opened = without(out.supposed.gaps, out.reality.gaps);
  out.closed = without(out.reality.gaps, out.supposed.gaps);
  return out;
}

}  // namespace bihuan
