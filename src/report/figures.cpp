// report/figures.cpp: the figures of a report: headline, balance, board of filings.
#include "report/parts.hpp"

#include <algorithm>

namespace bihuan {

namespace parts {

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
  for (const Glance& glance : desk.history.glances())
    if (glance.number <= desk.last && glance.unstated && desk.span.contains(glance.on)) ++out.unstated_count;
  const Table outside = exceptions(desk);
  for (const auto& row : outside.rows) {
    out.lowered_count += row.front() == Cell{std::string("降级")};
    out.extension_count += row.front() == Cell{std::string("延期")};
  }
  return out;
}

Table balance(const Desk& desk, const Accounts& accounts, const Accounts* before) {
  Table table{"balance", {"unit", "grade", "opening", "late", "registered", "reopened", "taken_back", "regraded_in", "reassigned_in",
                          "closed", "voided", "transferred", "terminated", "regraded_out", "reassigned_out", "open", "check",
                          "awaiting_receipt", "awaiting_opening", "acknowledged", "returned", "awaiting_check"}, {}};
  std::vector<std::int64_t> total(table.keys.size(), 0);
  std::vector<Account> lines = accounts.lines;
  if (before != nullptr)  // a late entry may have emptied an account
    for (const Account& issued : before->lines)
      if (issued.open != 0 && accounts.find(issued.unit, issued.grade) == nullptr) lines.push_back({issued.unit, issued.grade});
  for (const Account& account : lines) {
    const Account* issued = before == nullptr ? nullptr : before->find(account.unit, account.grade);
    const std::int64_t issued_closing = issued != nullptr ? issued->open : 0;
    std::vector<std::int64_t> numbers{account.opening, before == nullptr ? 0 : account.opening - issued_closing};
    for (int f = 0; f <= static_cast<int>(Flow::reassigned_out); ++f) numbers.push_back(account.flow(static_cast<Flow>(f)));
    for (const std::int64_t number : {account.open, account.check(), account.awaiting, account.awaiting_opening,
                                      account.flow(Flow::acknowledged), account.flow(Flow::returned), account.awaiting_check()})
      numbers.push_back(number);
    std::vector<Cell> row{desk.unit(account.unit), chinese(account.grade)};
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
  const std::size_t end = desk.history.place_after(desk.last);
  for (std::size_t place = 0; place < end; ++place) {
    const Glance& glance = desk.history.glances()[place];
    if (!glance.unstated || !is_hazard_fact(glance.kind)) continue;
    const Known& known = desk.history.facts()[place];
    if (known.fact.fields.text("period") != desk.period.text()) continue;
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
  // Who handed in was the unit of that time, whatever the house is now.
  const auto name_then = [&](const UnitId& unit) { return desk.plan.organisation.unit_name(unit, desk.cutoff_on()); };
  const auto row = [&](const UnitId& unit, const Received* received, const std::string& standing) {
    table.rows.push_back({name_then(unit), desk.period.text(), due.due_on(), received != nullptr ? Cell{received->received_on} : Cell{},
                          standing, received != nullptr ? Cell{received->row_count} : Cell{},
                          received != nullptr ? Cell{received->refused_count} : Cell{},
                          received != nullptr ? Cell{unstated[unit]} : Cell{},
                          received != nullptr && received->taken ? Cell{std::string("已接收")} : Cell{}});
  };
  const std::vector<UnitId> filers = desk.plan.filers_of(desk.filing, desk.cutoff_on());
  for (const UnitId& unit : filers) {
    const Received* received = find(unit);
    const std::string standing = received == nullptr ? "缺报" : standing_of(*received, due.due_on());
    if (received == nullptr || received->first_received_on > due.due_on()) late_units.push_back(name_then(unit) + "（" + standing + "）");
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
