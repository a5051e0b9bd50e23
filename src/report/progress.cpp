// report/progress.cpp: the table of indicators: what the ledger derives, what units typed, and what does not agree.
#include "report/derive.hpp"

#include <algorithm>

namespace bihuan::parts {

namespace {

/// What the units typed for an indicator: in the period, in the year so far, and how much of that came late.
struct Typed {
  Amount month, cumulative, late;
  bool now = false;  ///< something was typed for this period
  std::string title, measure;
};

/// A row of the table while it is made.
struct Figure {
  const Indicator* row = nullptr;  ///< nullptr: the catalogue does not have the code
  std::string code, title, measure;
  std::optional<Amount> month, cumulative, late;
  bool by_ledger = true;
  bool is_typed = false;
  std::optional<Amount> stated, difference;  ///< a derived figure as typed
  std::optional<Amount> ledger;              ///< a figure known in part: the ledger's own count of the year
};

using Figures = std::vector<Figure>;

bool is_rate(const Indicator* row) { return row != nullptr && row->from == "rate"; }

/// Figures of longer periods would count shorter ones twice; those of the same kind go by the period, not its cutoff.
bool is_covered(const Desk& desk, const Period& period) {
  if (period.kind() == desk.period.kind()) return period <= desk.period && period.last() >= desk.year_first;
  return period.kind() < desk.period.kind() && period.last() <= desk.cutoff_on() && period.first() >= desk.year_first;
}

bool is_now(const Desk& desk, const Period& period) {
  return period.kind() == desk.period.kind() ? period == desk.period : period.first() >= desk.span.first;
}

/// By the catalogue's code, or the typed one where it has none.
std::map<std::string, Typed> typed_figures(const Desk& desk) {
  std::map<std::string, Typed> out;
  for (const Stated& stated : desk.state.indicators()) {
    const Period period = Period::parse(stated.period);
    const Indicator* row = desk.book.find(stated.code, stated.measure);
    if (!is_covered(desk, period) || is_rate(row)) continue;
    Typed& typed = out[row != nullptr ? row->code : stated.code];
    const Amount value{stated.value, stated.scale};
    if (!stated.title.empty()) typed.title = stated.title;
    if (!stated.measure.empty()) typed.measure = stated.measure;
    typed.cumulative = sum_of(typed.cumulative, value);
    if (is_now(desk, period)) {
      typed.month = sum_of(typed.month, value);
      typed.now = true;
    }
    if (desk.is_late(period.last(), stated.number)) typed.late = sum_of(typed.late, value);
  }
  return out;
}

const Figure* find_figure(const Figures& figures, const std::string& code) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.code == code; });
  return found == figures.end() ? nullptr : &*found;
}

void take_typed(Figure& figure, const Typed& typed) {
  figure.month = typed.month;
  figure.cumulative = typed.cumulative;
  figure.late = typed.late;
  figure.by_ledger = false;
}

void take_derived(Figure& figure, const Derived& derived) {
  if (!derived.is_stock) {
    figure.month = derived.month;
    figure.late = derived.late;
  }
  figure.cumulative = derived.cumulative;
}

std::optional<Amount> rate_of(const std::optional<Amount>& part, const std::optional<Amount>& whole) {
  if (!part || !whole || part->scale != 0 || whole->scale != 0) return std::nullopt;
  return rectification_rate(part->value, whole->value);
}

/// From two figures that stand before it.
void take_from_others(Figure& figure, const Figures& before) {
  const Figure* part = find_figure(before, figure.row->part);
  const Figure* whole = find_figure(before, figure.row->whole);
  if (part == nullptr || whole == nullptr) return;
  if (is_rate(figure.row)) {
    figure.month = rate_of(part->month, whole->month);
    figure.cumulative = rate_of(part->cumulative, whole->cumulative);
    return;
  }
  const auto minus = [](const std::optional<Amount>& a, const std::optional<Amount>& b) {
    return a && b ? std::optional<Amount>(difference_of(*a, *b)) : std::nullopt;
  };
  figure.month = minus(whole->month, part->month);
  figure.cumulative = minus(whole->cumulative, part->cumulative);
  figure.late = minus(whole->late, part->late);
}

Figure figure_of(const Indicator& row, const std::map<std::string, Derived>& derived, const std::map<std::string, Typed>& typed,
                 const Figures& before) {
  Figure figure;
  figure.row = &row;
  figure.code = row.code;
  figure.title = row.title;
  figure.measure = row.measure;
  const auto said = typed.find(row.code);
  const auto own = derived.find(row.code);
  figure.is_typed = said != typed.end();
  if (own != derived.end()) take_derived(figure, own->second);
  else if (row.knowledge == Knowledge::derived) take_from_others(figure, before);
  if (!figure.is_typed) return figure;
  if (row.knowledge != Knowledge::derived) {
    if (own != derived.end()) figure.ledger = own->second.cumulative;
    take_typed(figure, said->second);
  } else if (said->second.now) {
    figure.stated = said->second.month;
    const std::optional<Amount>& against = figure.month ? figure.month : figure.cumulative;  // a stock has no period
    if (against) figure.difference = difference_of(*figure.stated, *against);
  }
  return figure;
}

Figures figures_of(const Desk& desk) {
  const auto derived = derive(desk);
  const auto typed = typed_figures(desk);
  Figures out;
  for (const Indicator& row : desk.book.rows()) out.push_back(figure_of(row, derived, typed, out));
  for (const auto& [code, said] : typed) {
    if (find_figure(out, code) != nullptr) continue;
    Figure figure;
    figure.code = code;
    figure.title = said.title;
    figure.measure = said.measure;
    figure.is_typed = true;
    take_typed(figure, said);
    out.push_back(std::move(figure));
  }
  return out;
}

bool is_shown(const Figure& figure) {
  const auto says = [](const std::optional<Amount>& amount) { return amount && amount->value != 0; };
  return (figure.row != nullptr && figure.row->always) || figure.is_typed || says(figure.month) || says(figure.cumulative);
}

std::string named(const Figure& figure) { return figure.code + " " + figure.title; }

/// The paper drops zeros after the second decimal.
std::string printed(Amount amount) {
  for (; amount.scale > 2 && amount.value % 10 == 0; --amount.scale) amount.value /= 10;
  return amount.text();
}

// ------------------------------------------------------------------ what does not agree

void check_sum(const Identity& identity, const Figures& figures, const char* when, std::optional<Amount> Figure::*column, Warnings& warnings) {
  const Figure* whole = find_figure(figures, identity.whole);
  if (whole == nullptr || !(whole->*column)) return;
  Amount sum;
  std::string parts;
  const auto add = [&](const std::string& code, bool is_less) {
    const Figure* part = find_figure(figures, code);
    const Amount value = part == nullptr ? Amount{} : (part->*column).value_or(Amount{});
    sum = is_less ? difference_of(sum, value) : sum_of(sum, value);
    parts += (is_less ? "－" : parts.empty() ? "" : "＋") + code + " " + printed(value);
  };
  for (const std::string& code : identity.parts) add(code, false);
  for (const std::string& code : identity.less) add(code, true);
  if (!is_same(sum, *(whole->*column)))
    warnings.emplace_back("parts_differ", named(*whole) + when + printed(*(whole->*column)) + "，而" + parts + "为" + printed(sum) + "（" + identity.source + "）");
}

void check_parts(const Identity& identity, const Figures& figures, const char* when, std::optional<Amount> Figure::*column, Warnings& warnings) {
  const Figure* whole = find_figure(figures, identity.whole);
  if (whole == nullptr || !(whole->*column)) return;
  for (const std::string& code : identity.parts) {
    const Figure* part = find_figure(figures, code);
    if (part != nullptr && part->*column && is_less(*(whole->*column), *(part->*column)))
      warnings.emplace_back("part_exceeds", named(*part) + when + printed(*(part->*column)) + "，大于" + named(*whole) + printed(*(whole->*column)));
  }
}

void check_identities(const Desk& desk, const Figures& figures, Warnings& warnings) {
  for (const Identity& identity : desk.book.identities()) {
    const auto check = identity.kind == Identity::Kind::sum ? check_sum : check_parts;
    check(identity, figures, "本期", &Figure::month, warnings);
    check(identity, figures, "累计", &Figure::cumulative, warnings);
  }
}

void check_each(const Figure& figure, Warnings& warnings) {
  if (figure.is_typed && figure.month && figure.month->value < 0)
    warnings.emplace_back("negative", named(figure) + "本期为负数：" + printed(*figure.month));
  else if (figure.cumulative && figure.cumulative->value < 0)
    warnings.emplace_back("negative", named(figure) + "累计为负数：" + printed(*figure.cumulative));
  if (figure.ledger && figure.cumulative && is_less(*figure.cumulative, *figure.ledger))
    warnings.emplace_back("below_ledger", named(figure) + "：填报累计" + printed(*figure.cumulative) + "，台账已有" + printed(*figure.ledger));
  if (figure.difference && figure.difference->value != 0)
    warnings.emplace_back("difference", figure.title + "：填报" + printed(*figure.stated) + "，台账" +
                                            printed(figure.month.value_or(figure.cumulative.value_or(Amount{}))) + "，相差" + printed(*figure.difference));
}

/// A rate that a unit typed, against its own counts of the same period; a measure that is not the catalogue's.
void check_typed(const Desk& desk, Warnings& warnings) {
  const auto typed = [&](const Stated& by, const std::string& code) -> std::optional<std::int64_t> {
    for (const Stated& one : desk.state.indicators())
      if (one.unit == by.unit && one.period == by.period && one.code == code && one.scale == 0) return one.value;
    return std::nullopt;
  };
  for (const Stated& stated : desk.state.indicators()) {
    if (stated.period != desk.period.text()) continue;
    const Indicator* row = desk.book.find(stated.code, stated.measure);
    if (row == nullptr) continue;
    if (!stated.measure.empty() && stated.measure != row->measure)
      warnings.emplace_back("measure_differs", desk.unit(stated.unit) + " " + row->code + " " + row->title + "：计量单位填为“" + stated.measure +
                                                   "”，应为“" + row->measure + "”");
    if (!is_rate(row)) continue;
    const auto part = typed(stated, row->part), whole = typed(stated, row->whole);
    if (!part || !whole) continue;
    const PublishedRate rate = check_published(*part, *whole, {stated.value, stated.scale});
    if (!rate.agrees)
      warnings.emplace_back("rate_differs", desk.unit(stated.unit) + " " + row->code + " " + row->title + "：填报" + rate.published.text() + "%，按" +
                                                std::to_string(*part) + "／" + std::to_string(*whole) + "应为" +
                                                (rate.recomputed ? rate.recomputed->text() + "%" : "空白"));
  }
}

/// Within a year: cumulative = cumulative as issued before + this period. Late entries and corrections break it, and say so.
void check_growth(const Desk& desk, const Desk& before, const Figures& now, const Figures& then, Warnings& warnings) {
  if (before.year_first != desk.year_first) return;
  std::string all;
  for (const Figure& figure : now) {
    const bool adds_up = figure.row == nullptr || figure.row->knowledge == Knowledge::typed || is_additive(figure.row->from);
    const Figure* earlier = find_figure(then, figure.code);
    if (!adds_up || !figure.month || !figure.cumulative) continue;
    const Amount issued = earlier == nullptr ? Amount{} : earlier->cumulative.value_or(Amount{});
    if (earlier != nullptr && earlier->by_ledger != figure.by_ledger) continue;  // typed for the first time
    if (is_same(*figure.cumulative, sum_of(issued, *figure.month))) continue;
    all += (all.empty() ? "" : "；") + named(figure) + "累计" + printed(*figure.cumulative) + "，上期印发" + printed(issued) + "加本期" +
           printed(*figure.month) + "为" + printed(sum_of(issued, *figure.month));
  }
  if (!all.empty()) warnings.emplace_back("cumulative_changed", "因补报、更正，累计数不等于上期印发数加本期数：" + all);
}

Cell amount_cell(const std::optional<Amount>& amount) {
  if (!amount) return {};
  return amount->scale == 0 ? Cell{amount->value} : Cell{*amount};
}

}  // namespace

Table progress(const Desk& desk, const Desk* before, Warnings& warnings) {
  const Figures figures = figures_of(desk);
  Table table{"progress", {"code", "title", "measure", "month", "cumulative", "late", "origin", "stated", "difference", "ledger"}, {}};
  for (const Figure& figure : figures) {
    if (!is_shown(figure)) continue;
    table.rows.push_back({figure.code, figure.title, cell(figure.measure), amount_cell(figure.month), amount_cell(figure.cumulative),
                          amount_cell(figure.late), std::string(figure.by_ledger ? "台账" : "填报"), amount_cell(figure.stated),
                          amount_cell(figure.difference), amount_cell(figure.ledger)});
    check_each(figure, warnings);
  }
  check_identities(desk, figures, warnings);
  check_typed(desk, warnings);
  if (before != nullptr) check_growth(desk, *before, figures, figures_of(*before), warnings);
  return table;
}

}  // namespace bihuan::parts
