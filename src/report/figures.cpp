// report/figures.cpp: the figures of a report: headline, progress, balance, board of filings.
#include "report/parts.hpp"

#include <algorithm>
#include <array>

namespace bihuan {

std::optional<Amount> rectification_rate(std::int64_t rectified, std::int64_t found) {
  if (found <= 0) return std::nullopt;
  return Amount{(rectified * 20000 + found) / (2 * found), 2};
}

namespace parts {

namespace {

using Account = std::pair<UnitId, Grade>;

Amount add(Amount a, Amount b) {
  for (; a.scale < b.scale; ++a.scale) a.value *= 10;
  for (; b.scale < a.scale; ++b.scale) b.value *= 10;
  return {a.value + b.value, a.scale};
}

/// A counted or stated figure: this period, the year so far, and how much of that came late.
struct Figure {
  std::string title, measure;
  Amount month, cumulative, late;
  bool derived = false;
  std::optional<Amount> stated;  // what the units typed for a figure that the ledger derives
};

Cell amount_cell(const Amount& amount) { return amount.scale == 0 ? Cell{amount.value} : Cell{amount}; }

/// Figures that the ledger derives from counts, by code (domain: form A and its kin).
struct DerivedFigure {
  const char* code;
  const char* title;
  Count::What what;
  std::optional<Grade> grade;
};
const std::array<DerivedFigure, 7>& derived_figures() {
  static const std::array<DerivedFigure, 7> figures = {{
      {"I08", "排查隐患总数", Count::What::found, std::nullopt},
      {"I09a", "其中：排查一般隐患", Count::What::found, Grade::general},
      {"I10a", "其中：排查重大隐患", Count::What::found, Grade::major},
      {"I11a", "完成整改数", Count::What::rectified, std::nullopt},
      {"I09b", "其中：一般隐患已整改", Count::What::rectified, Grade::general},
      {"I10b", "其中：重大隐患已整改", Count::What::rectified, Grade::major},
      {"I11c", "销号数", Count::What::struck_off, std::nullopt},
  }};
  return figures;
}


void add_count(const Desk& desk, std::map<std::string, Figure>& figures, const Count& count, Grade grade) {
  for (const DerivedFigure& one : derived_figures()) {
    if (one.what != count.what || (one.grade && *one.grade != grade)) continue;
    Figure& figure = figures[one.code];
    if (count.on >= desk.year_first) {
      figure.cumulative.value += count.sign;
      if (desk.is_late(count.on, count.number)) figure.late.value += count.sign;
    }
    if (desk.span.contains(count.on)) figure.month.value += count.sign;
  }
}

/// The grade at the end of the day found, for every hazard, in one pass.
std::vector<Grade> grades_when_found(const Desk& desk) {
  std::vector<Grade> grades(desk.state.hazards().size(), Grade::ungraded);
  for (const Movement& move : desk.state.movements())
    if (move.flow == Flow::regraded_in && desk.state.hazards()[move.hazard].found_on == move.on) grades[move.hazard] = move.grade;
  return grades;
}

void add_stated(const Desk& desk, std::map<std::string, Figure>& figures) {
  for (const Stated& stated : desk.state.indicators()) {
    const Period period = Period::parse(stated.period);
    // Figures of longer periods would count shorter ones twice; those of the same kind go by the period, not its cutoff.
    const bool same_kind = period.kind() == desk.period.kind();
    const bool covered = same_kind ? period <= desk.period && period.last() >= desk.year_first
                                   : period.kind() < desk.period.kind() && period.last() <= desk.cutoff_on() && period.first() >= desk.year_first;
    if (!covered) continue;
    Figure& figure = figures[stated.code];
    const Amount value{stated.value, stated.scale};
    const bool now = same_kind ? period == desk.period : period.first() >= desk.span.first;
    if (figure.derived) {
      if (now) figure.stated = add(figure.stated.value_or(Amount{}), value);
      continue;
    }
    if (!stated.title.empty()) figure.title = stated.title;
    if (!stated.measure.empty()) figure.measure = stated.measure;
    figure.cumulative = add(figure.cumulative, value);
    if (now) figure.month = add(figure.month, value);
    if (desk.is_late(period.last(), stated.number)) figure.late = add(figure.late, value);
  }
}

}  // namespace

Table progress(const Desk& desk, const Headline& headline) {
  std::map<std::string, Figure> figures;
  for (const DerivedFigure& one : derived_figures()) {
    Figure& figure = figures[one.code];
    figure.title = one.title;
    figure.measure = "项";
    figure.derived = true;
  }
  const std::vector<Grade> found_grades = grades_when_found(desk);
  for (const Count& count : desk.state.counts())
    add_count(desk, figures, count, count.what == Count::What::found ? found_grades[count.hazard] : count.grade);
  add_stated(desk, figures);
  Table table{"progress", {"code", "title", "measure", "month", "cumulative", "late", "origin", "stated", "difference"}, {}};
  for (const auto& [code, figure] : figures) {
    std::vector<Cell> row{code, figure.title, cell(figure.measure), amount_cell(figure.month), amount_cell(figure.cumulative),
                          amount_cell(figure.late), std::string(figure.derived ? "台账" : "填报")};
    row.push_back(figure.stated ? amount_cell(*figure.stated) : Cell{});
    row.push_back(figure.stated ? amount_cell(add(*figure.stated, {-figure.month.value, figure.month.scale})) : Cell{});
    table.rows.push_back(std::move(row));
    if (code != "I11a") continue;
    const auto rate = [](std::int64_t rectified, std::int64_t found) {
      const auto value = rectification_rate(rectified, found);
      return value ? Cell{*value} : Cell{};
    };
    table.rows.push_back({std::string("I11"), std::string("整改率"), std::string("%"), rate(headline.rectified, headline.found),
                          rate(headline.rectified_cumulative, headline.found_cumulative), Cell{}, std::string("台账"), Cell{}, Cell{}});
  }
  return table;
}

Headline headline(const Desk& desk) {
  Headline out;
  const auto add_to = [&](const Count& count, std::int64_t& month, std::int64_t& year, std::int64_t& late) {
    if (desk.span.contains(count.on)) month += count.sign;
    if (count.on < desk.year_first) return;
    year += count.sign;
    if (desk.is_late(count.on, count.number)) late += count.sign;
  };
  for (const Count& count : desk.state.counts()) {
    if (count.what == Count::What::found) {
      out.found_total += count.sign;
      add_to(count, out.found, out.found_cumulative, out.found_late);
    } else if (count.what == Count::What::rectified) {
      out.rectified_total += count.sign;
      add_to(count, out.rectified, out.rectified_cumulative, out.rectified_late);
    } else {
      add_to(count, out.struck_off, out.struck_off_cumulative, out.struck_off_late);
    }
  }
  for (const Hazard& hazard : desk.state.hazards()) {
    out.override_count += hazard.override_count;
    if (!hazard.is_open()) continue;
    ++out.open;
    if (hazard.grade == Grade::major) ++out.open_major;
    if (hazard.is_overdue(desk.cutoff_on())) ++out.overdue;
  }
  for (const Known& known : desk.history.facts())
    if (known.number <= desk.last && desk.span.contains(known.fact.on) && known.fact.fields.has("unstated")) ++out.unstated_count;
  return out;
}

namespace {

struct Line {
  std::array<std::int64_t, flow_count> flows{};
  std::int64_t opening = 0, issued_closing = 0, open = 0, awaiting = 0;
};

std::int64_t sign_of(Flow flow) {
  if (flow == Flow::acknowledged || flow == Flow::returned) return 0;  // these move the account awaiting receipt
  return flow <= Flow::reassigned_in ? 1 : -1;
}

bool awaits_receipt(const Hazard& hazard) { return hazard.state == State::transferred && !hazard.acknowledged; }

std::map<Account, Line> accounts(const Desk& desk) {
  std::map<Account, Line> lines;
  for (const Movement& move : desk.state.movements()) {
    Line& line = lines[{move.unit, move.grade}];
    if (move.on < desk.span.first) line.opening += sign_of(move.flow);
    else ++line.flows[static_cast<std::size_t>(move.flow)];
  }
  for (const Hazard& hazard : desk.state.hazards()) {
    if (hazard.is_open()) ++lines[{hazard.supervising_unit, hazard.grade}].open;
    if (awaits_receipt(hazard)) ++lines[{hazard.supervising_unit, hazard.grade}].awaiting;
  }
  const auto previous = std::find_if(desk.earlier.begin(), desk.earlier.end(),
                                     [&](const Issued& issued) { return issued.cutoff_on == desk.span.first - 1; });
  for (auto& [account, line] : lines) line.issued_closing = previous == desk.earlier.end() ? line.opening : 0;
  if (previous == desk.earlier.end()) return lines;
  const Snapshot then(desk.history, previous->cutoff_on, previous->pinned);
  for (const Hazard& hazard : then.hazards())
    if (hazard.is_open()) ++lines[{hazard.supervising_unit, hazard.grade}].issued_closing;
  return lines;
}

}  // namespace

Table balance(const Desk& desk, bool& balanced) {
  Table table{"balance", {"unit", "grade", "opening", "late", "registered", "reopened", "taken_back", "regraded_in", "reassigned_in",
                          "closed", "voided", "transferred", "terminated", "regraded_out", "reassigned_out", "open", "check",
                          "awaiting_receipt"}, {}};
  balanced = true;
  std::vector<std::int64_t> total(table.keys.size(), 0);
  for (const auto& [account, line] : accounts(desk)) {
    std::vector<std::int64_t> numbers{line.opening, line.opening - line.issued_closing};
    std::int64_t expected = line.opening;
    for (int f = 0; f < flow_count - 2; ++f) {  // the last two belong to the account awaiting receipt
      numbers.push_back(line.flows[static_cast<std::size_t>(f)]);
      expected += sign_of(static_cast<Flow>(f)) * line.flows[static_cast<std::size_t>(f)];
    }
    numbers.push_back(line.open);
    numbers.push_back(expected - line.open);
    numbers.push_back(line.awaiting);
    balanced = balanced && expected == line.open;
    if (std::all_of(numbers.begin(), numbers.end(), [](std::int64_t n) { return n == 0; })) continue;
    std::vector<Cell> row{desk.unit(account.first), chinese(account.second)};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      row.emplace_back(numbers[i]);
      total[i] += numbers[i];
    }
    table.rows.push_back(std::move(row));
  }
  std::vector<Cell> sum{std::string("合计"), Cell{}};
  for (std::size_t i = 0; i + 2 < table.keys.size(); ++i) sum.emplace_back(total[i]);
  table.rows.push_back(std::move(sum));
  return table;
}

namespace {

std::string standing_of(const Received& received, Day due_on) {
  if (received.sent_back) return "退回";
  std::string out = received.first_received_on > due_on ? "迟报" : "按时";
  if (received.zero) out += "（零报告）";
  if (received.standing == "partial") out += "（部分）";
  if (received.corrected) out += "（更正）";
  return out;
}

/// Facts of the period that leave a required field unstated, per supervising unit.
std::map<UnitId, std::int64_t> unstated_per_unit(const Desk& desk) {
  std::map<UnitId, std::int64_t> counts;
  for (const Known& known : desk.history.facts()) {
    if (known.number > desk.last) break;
    if (!is_hazard_fact(known.fact.kind) || known.fact.fields.text("period") != desk.period.text() || !known.fact.fields.has("unstated")) continue;
    if (const Hazard* hazard = desk.state.find_hazard(HazardId{known.fact.subject})) ++counts[hazard->supervising_unit];
  }
  return counts;
}

}  // namespace

Table board(const Desk& desk, const DueFiling& due, std::vector<std::string>& late_units) {
  Table table{"board", {"unit", "period", "due_on", "received_on", "standing", "rows", "refused", "unstated", "note"}, {}};
  const auto all = received_returns(desk.history, Day::of(9999, 12, 31), desk.last);
  const auto find = [&](const UnitId& unit) -> const Received* {
    for (const Received& received : all)
      if (received.unit == unit && received.filing == desk.filing.id && received.period == desk.period.text()) return &received;
    return nullptr;
  };
  std::map<UnitId, std::int64_t> unstated = unstated_per_unit(desk);
  const auto row = [&](const UnitId& unit, const Received* received, const std::string& standing) {
    table.rows.push_back({desk.unit(unit), desk.period.text(), due.due_on(), received != nullptr ? Cell{received->received_on} : Cell{},
                          standing, received != nullptr ? Cell{received->row_count} : Cell{},
                          received != nullptr ? Cell{received->refused_count} : Cell{},
                          received != nullptr ? Cell{unstated[unit]} : Cell{},
                          received != nullptr && received->taken ? Cell{std::string("已接收")} : Cell{}});
  };
  const std::vector<UnitId> filers = desk.plan.filers_of(desk.filing, due.due_on());
  for (const UnitId& unit : filers) {
    const Received* received = find(unit);
    const std::string standing = received == nullptr ? "缺报" : standing_of(*received, due.due_on());
    if (received == nullptr || received->first_received_on > due.due_on()) late_units.push_back(desk.unit(unit) + "（" + standing + "）");
    row(unit, received, standing);
  }
  for (const Received& received : all)
    if (received.filing == desk.filing.id && received.period == desk.period.text() &&
        std::find(filers.begin(), filers.end(), received.unit) == filers.end())
      row(received.unit, &received, received.standing == "partial" ? "另报（部分）" : "另报");
  return table;
}

}  // namespace parts
}  // namespace bihuan
