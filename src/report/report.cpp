// report/report.cpp: puts the parts of a report together.
#include "report/parts.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {

namespace {

parts::Desk desk_for(const History& history, const Plan& plan, const Filing& filing, const DueFiling& due,
                     std::optional<ItemNumber> known_at, const std::map<PersonId, std::string>& names) {
  const Day cutoff = due.cutoff_on;
  // A period's figures begin the day after the previous period's cutoff, so that nothing falls between two reports.
  const Day first = filing.cutoff.of(due.period.previous()) + 1;
  std::vector<Issued> earlier;
  const ItemNumber last = known_at.value_or(history.checkpoint().size);
  for (const Issued& issued : history.issued())
    if (issued.filing == filing.id && issued.cutoff_on < cutoff && issued.number <= last) earlier.push_back(issued);
  const Day year_first = std::min(Day::of(due.period.year(), 1, 1), first);
  return {history, plan, names, filing, due.period, Span::of(first, cutoff), year_first, last, Snapshot(history, cutoff, last), std::move(earlier)};
}

Table warnings(const parts::Desk& desk, const Report& report, const DueFiling& due, const std::vector<std::string>& late_units) {
  Table table{"warnings", {"code", "sentence"}, {}};
  const auto warn = [&](const char* code, const std::string& sentence) { table.rows.push_back({std::string(code), sentence}); };
  if (!report.balanced) warn("unbalanced", "收支不平衡，见平衡表“核对”栏");
  std::string late;
  for (const std::string& unit : late_units) late += (late.empty() ? "" : "、") + unit;
  if (!late.empty()) warn("late_or_missing", "本期迟报、缺报：" + late);
  if (!due.deadline.on_working_day) warn("due_day_not_worked", due.deadline.explanation());
  if (report.headline.overdue > 0) warn("overdue", "超期未整改" + std::to_string(report.headline.overdue) + "项");
  if (report.headline.override_count > 0) warn("overrides", "越权办理" + std::to_string(report.headline.override_count) + "次");
  if (report.headline.unstated_count > 0)
    warn("unstated", "本期有" + std::to_string(report.headline.unstated_count) + "条记录未填全必填内容");
  const Table& progress = report.table("progress");
  for (std::size_t i = 0; i < progress.row_count(); ++i) {
    const Cell& difference = progress.at(i, "difference");
    if (!std::holds_alternative<std::monostate>(difference) && cell_text(difference) != "0")
      warn("difference", cell_text(progress.at(i, "title")) + "：填报" + cell_text(progress.at(i, "stated")) + "，台账" +
                             cell_text(progress.at(i, "month")) + "，相差" + cell_text(difference));
  }
  for (const Known& known : desk.history.facts())
    if (known.number <= desk.last && known.fact.kind == FactKind::row_refused && known.fact.fields.text("period") == desk.period.text() &&
        known.fact.fields.text("filing") == desk.filing.id.text())
      warn("row_refused", desk.unit(UnitId{known.fact.fields.text("unit")}) + " " + known.fact.fields.text("sheet") + "第" +
                              std::to_string(known.fact.fields.integer("row").value_or(0)) + "行：" + known.fact.fields.text("reason"));
  return table;
}

}  // namespace

const Table& Report::table(std::string_view name) const& {
  for (const Table& one : tables)
    if (one.name == name) return one;
  std::string known;
  for (const Table& one : tables) known += (known.empty() ? "" : ", ") + one.name;
  throw FormError(ErrorCode::nothing_to_report, "the report has no table \"" + std::string(name) + "\"; it has: " + known,
                  "报告中没有表“" + std::string(name) + "”");
}

Report make_report(const History& history, const Plan& plan, const Calendar& calendar, const FilingId& filing_id, const Period& period,
                   std::optional<ItemNumber> known_at, const std::map<PersonId, std::string>& names) {
  const DueFiling due = plan.due(filing_id, period, calendar);
  const Filing& filing = *plan.find_filing(filing_id);
  const parts::Desk desk = desk_for(history, plan, filing, due, known_at, names);
  const std::string& office = plan.organisation.leading_group.office;
  const auto office_unit = plan.organisation.try_resolve(office, due.cutoff_on);
  Report report{plan.notice.campaign, plan.notice.number, office_unit ? plan.organisation.unit_name(office_unit->unit) : plan.notice.issuer,
                filing_id, filing.title, period, desk.cutoff_on(), due.due_on(), desk.state.known_at(), plan.notice.zone_minutes, desk.state.checkpoint(),
                false, false, parts::headline(desk), {}};
  std::vector<std::string> late_units;
  report.tables.push_back(parts::list_one(desk));
  report.tables.push_back(parts::list_two(desk));
  report.tables.push_back(parts::progress(desk, report.headline));
  report.tables.push_back(parts::texts(desk));
  report.tables.push_back(parts::balance(desk, report.balanced));
  report.tables.push_back(parts::board(desk, due, late_units));
  report.tables.push_back(parts::open_work(desk));
  report.tables.push_back(parts::late_entries(desk));
  report.tables.push_back(warnings(desk, report, due, late_units));
  report.tables.push_back(parts::coverage(desk));
  report.tables.push_back(parts::shared_problems(desk));
  report.tables.push_back(parts::phases(desk));
  report.tables.push_back(parts::tasks(desk));
  return report;
}

Report of_unit(const Report& report, const Organisation& organisation, const UnitId& unit) {
  Report out = report;
  const std::string name = organisation.unit_name(unit);
  for (Table& table : out.tables) {
    const auto key = std::find_if(table.keys.begin(), table.keys.end(),
                                  [](const std::string& k) { return k == "supervising_unit" || k == "unit"; });
    if (key == table.keys.end()) continue;
    const auto column = static_cast<std::size_t>(key - table.keys.begin());
    std::erase_if(table.rows, [&](const std::vector<Cell>& row) { return cell_text(row[column]) != name; });
  }
  return out;
}

}  // namespace bihuan
