// report/report.cpp: puts the parts of a report together.
#include "report/parts.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {

parts::Desk parts::desk_for(const History& history, const Plan& plan, const Filing& filing, const Period& period, Day cutoff_on,
                            ItemNumber last, const std::map<PersonId, std::string>& names, const IndicatorBook& book, std::optional<Day> house_on) {
  // A period's figures begin the day after the previous period's cutoff, so that nothing falls between two reports.
  const Day first = filing.cutoff.of(period.previous()) + 1;
  std::vector<Issued> earlier;
  for (const Issued& issued : history.issued())
    if (issued.filing == filing.id && issued.cutoff_on < cutoff_on && issued.number <= last) earlier.push_back(issued);
  const Day year_first = std::min(Day::of(period.year(), 1, 1), first);
  Snapshot state(history, cutoff_on, last);
  if (house_on) state = state.under(history, *house_on);
  return {history, plan, names, filing, period, Span::of(first, cutoff_on), year_first, last, std::move(state), std::move(earlier), book, house_on.value_or(cutoff_on)};
}

std::string parts::Desk::unit(const UnitId& id) const {
  const UnitId heir = house_on > cutoff_on() ? plan.organisation.heir(id, cutoff_on(), house_on) : id;
  return plan.organisation.unit_name(heir.empty() ? id : heir, house_on);
}

const Issued* parts::issued_before(const Desk& desk) {
  for (const Issued& issued : desk.earlier)
    if (issued.cutoff_on == desk.span.first - 1) return &issued;
  return nullptr;
}

namespace {

std::string numbers_of(const std::vector<ItemNumber>& facts) {
  std::string out;
  for (std::size_t i = 0; i < facts.size() && i < 8; ++i) out += (i == 0 ? "第" : "、") + std::to_string(facts[i]);
  return out + (facts.size() > 8 ? "等" + std::to_string(facts.size()) : "") + "项";
}

/// Openings that are not the closings issued before, with the facts that changed them.
void warn_of_openings(const parts::Desk& desk, const Report& report, const Accounts& before, parts::Warnings& warnings) {
  const Issued& issued = *parts::issued_before(desk);
  const auto number = [](const Account* account, std::int64_t Account::*member) { return account == nullptr ? 0 : account->*member; };
  for (const Carried& change : changes_since(desk.history, issued.cutoff_on, issued.pinned, desk.last)) {
    const std::int64_t closing = number(before.find(change.unit, change.grade), &Account::open);
    const std::int64_t opening = number(report.accounts.find(change.unit, change.grade), &Account::opening);
    if (opening != closing)
      warnings.emplace_back("opening_changed", desk.unit(change.unit) + chinese(change.grade) + "期初" + std::to_string(opening) + "，上期印发期末" +
                                                   std::to_string(closing) + "，因补报、更正（" + numbers_of(change.facts) + "）");
  }
}

void warn_of_accounts(const Report& report, parts::Warnings& warnings) {
  if (!report.balanced) warnings.emplace_back("unbalanced", "收支不平衡，见平衡表“核对”栏");
  for (const Misplaced& one : report.accounts.misplaced)
    warnings.emplace_back("misplaced", "隐患" + one.hazard.text() + "按状态应在账户" + one.stands + "，按收支在" + one.moved);
}

Table warnings(const parts::Desk& desk, const Report& report, const DueFiling& due, const std::vector<std::string>& late_units,
               const parts::Warnings& of_figures) {
  parts::Warnings found;
  if (report.house_on) found.emplace_back("house", "各单位按" + report.house_on->chinese() + "的机构列示，已撤并单位的数字列入承接单位");
  warn_of_accounts(report, found);
  std::string late;
  for (const std::string& unit : late_units) late += (late.empty() ? "" : "、") + unit;
  if (!late.empty()) found.emplace_back("late_or_missing", "本期迟报、缺报：" + late);
  if (!due.deadline.on_working_day) found.emplace_back("due_day_not_worked", due.deadline.explanation());
  if (report.headline.overdue > 0) found.emplace_back("overdue", "超期未整改" + std::to_string(report.headline.overdue) + "项");
  if (report.headline.override_count > 0) found.emplace_back("overrides", "越权办理" + std::to_string(report.headline.override_count) + "次");
  if (report.headline.lowered_count > 0) found.emplace_back("lowered", "降低等级" + std::to_string(report.headline.lowered_count) + "项，见例外表");
  if (report.headline.extension_count > 0) found.emplace_back("extended", "批准延期" + std::to_string(report.headline.extension_count) + "次，见例外表");
  if (report.headline.unstated_count > 0)
    found.emplace_back("unstated", "本期有" + std::to_string(report.headline.unstated_count) + "条记录未填全必填内容");
  found.insert(found.end(), of_figures.begin(), of_figures.end());
  Table table{"warnings", {"code", "sentence"}, {}};
  for (const auto& [code, sentence] : found) table.rows.push_back({code, sentence});
  for (const std::size_t place : desk.history.of_kind(FactKind::row_refused))
    if (const Known& known = desk.history.facts()[place]; known.number <= desk.last && known.fact.fields.text("period") == desk.period.text() &&
                                                          known.fact.fields.text("filing") == desk.filing.id.text())
      table.rows.push_back({std::string("row_refused"),
                            desk.unit(UnitId{known.fact.fields.text("unit")}) + " " + known.fact.fields.text("sheet") + "第" +
                                std::to_string(known.fact.fields.integer("row").value_or(0)) + "行：" + known.fact.fields.text("reason")});
  return table;
}

}  // namespace

Table Report::table(std::string_view name) && { return std::as_const(*this).table(name); }

const Table& Report::table(std::string_view name) const& {
  for (const Table& one : tables)
    if (one.name == name) return one;
  std::string known;
  for (const Table& one : tables) known += (known.empty() ? "" : ", ") + one.name;
  throw FormError(ErrorCode::nothing_to_report, "the report has no table \"" + std::string(name) + "\"; it has: " + known,
                  "报告中没有表“" + std::string(name) + "”");
}

Report make_report(const History& history, const Plan& plan, const Calendar& calendar, const FilingId& filing_id, const Period& period,
                   std::optional<ItemNumber> known_at, const std::map<PersonId, std::string>& names, const IndicatorBook& book,
                   std::optional<Day> house_on) {
  const DueFiling due = plan.due(filing_id, period, calendar);
  const Filing& filing = *plan.find_filing(filing_id);
  const parts::Desk desk = parts::desk_for(history, plan, filing, period, due.cutoff_on, known_at.value_or(history.checkpoint().size), names, book, house_on);
  // The report before as it was issued: what this one honours or explains.
  std::optional<parts::Desk> before;
  std::optional<Accounts> accounts_before;
  if (const Issued* issued = parts::issued_before(desk)) {
    before.emplace(parts::desk_for(history, plan, filing, period.previous(), issued->cutoff_on, issued->pinned, names, book, house_on));
    accounts_before = keep_accounts(before->state, before->span.first);
  }
  const std::string& office = plan.organisation.leading_group.office;
  const auto office_unit = plan.organisation.try_resolve(office, due.cutoff_on);
  Report report{plan.notice.campaign, plan.notice.number, office_unit ? desk.unit(office_unit->unit) : plan.notice.issuer,
                filing_id, filing.title, period, desk.cutoff_on(), due.due_on(), desk.state.known_at(), plan.notice.zone_minutes, desk.state.checkpoint(),
                false, false, parts::headline(desk), {}, keep_accounts(desk.state, desk.span.first), house_on};
  report.balanced = report.accounts.balanced();
  std::vector<std::string> late_units;
  parts::Warnings of_figures;
  // Under another house the closings that were issued can't be told account by account.
  if (before && !house_on) warn_of_openings(desk, report, *accounts_before, of_figures);
  report.tables.push_back(parts::list_one(desk));
  report.tables.push_back(parts::list_two(desk));
  report.tables.push_back(parts::progress(desk, before ? &*before : nullptr, of_figures));
  report.tables.push_back(parts::texts(desk));
  report.tables.push_back(parts::balance(desk, report.accounts, accounts_before ? &*accounts_before : nullptr));
  report.tables.push_back(parts::board(desk, due, late_units));
  report.tables.push_back(parts::open_work(desk));
  report.tables.push_back(parts::late_entries(desk));
  report.tables.push_back(warnings(desk, report, due, late_units, of_figures));
  report.tables.push_back(parts::coverage(desk));
  report.tables.push_back(parts::shared_problems(desk));
  report.tables.push_back(parts::phases(desk));
  report.tables.push_back(parts::tasks(desk));
  report.tables.push_back(parts::exceptions(desk));
  return report;
}

Report of_unit(const Report& report, const Organisation& organisation, const UnitId& unit) {
  Report out = report;
  const std::string name = organisation.unit_name(unit, report.house_on.value_or(report.cutoff_on));
  std::erase_if(out.accounts.lines, [&](const Account& account) { return account.unit != unit; });
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
