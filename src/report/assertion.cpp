// report/assertion.cpp: issued figures folded again, openings held against the closings issued before.
#include "bihuan/report/assertion.hpp"

#include "bihuan/error.hpp"
#include "report/parts.hpp"
#include "report/plan_then.hpp"

#include <algorithm>
#include <charconv>

namespace bihuan {

namespace {

const std::map<PersonId, std::string> no_names;

/// Figures by the name in their line.
using Lines = std::map<std::string, std::int64_t>;

std::string key_of(const Account& account) { return account.unit.text() + "/" + std::string(grade_name(account.grade)); }

Lines lines_of(const std::vector<std::string>& texts) {
  Lines out;
  for (const std::string& text : texts) {
    const auto space = text.rfind(' ');
    std::int64_t value = 0;
    if (space == std::string::npos) continue;
    std::from_chars(text.data() + space + 1, text.data() + text.size(), value);
    out.insert_or_assign(text.substr(0, space), value);
  }
  return out;
}

std::int64_t figure_in(const Lines& lines, const std::string& name) {
  const auto found = lines.find(name);
  return found == lines.end() ? 0 : found->second;
}

bool has_accounts(const Lines& lines) { return lines.contains("accounts"); }


bool pin_holds(const History& history, const Known& fact, ItemNumber pinned) {
  if (pinned <= 0 || pinned >= fact.number) return false;
  const Checkpoint point = history.checkpoint_at(pinned);
  const std::string& root = fact.fact.fields.text("root");
  return point.size == pinned && (root.empty() || root == hex(point.root));
}

void compare(IssuedCheck& check, const Lines& issued, const Lines& folded) {
  for (const auto& [name, value] : issued)
    if (figure_in(folded, name) != value) check.differing.push_back({name, value, figure_in(folded, name)});
  if (!has_accounts(issued)) return;
  for (const auto& [name, value] : folded)
    if (!issued.contains(name)) check.differing.push_back({name, 0, value});
}

/// What one report was issued with, kept for the next.
struct Said {
  IssuedCheck check;
  Day cutoff_on, first;
  Lines lines;
};

void carry_over(const History& history, const Said& before, Said& now) {
  if (!has_accounts(before.lines) || !has_accounts(now.lines) || before.check.pinned > now.check.pinned) return;
  std::map<std::string, Carried> all;
  const auto collect = [&](const Lines& lines, const std::string& prefix, std::int64_t Carried::*member) {
    for (const auto& [name, value] : lines)
      if (name.starts_with(prefix)) all[name.substr(prefix.size())].*member = value;
  };
  collect(before.lines, "open ", &Carried::closing);
  collect(now.lines, "opening ", &Carried::opening);
  for (const Carried& change : changes_since(history, before.cutoff_on, before.check.pinned, now.check.pinned)) {
    Carried& line = all[change.unit.text() + "/" + std::string(grade_name(change.grade))];
    line.explained = change.explained;
    line.facts = change.facts;
  }
  for (auto& [key, line] : all) {
    if (line.closing == line.opening && line.explained == 0) continue;
    const auto slash = key.rfind('/');
    for (const Grade grade : {Grade::ungraded, Grade::general, Grade::major})
      if (slash != std::string::npos && key.substr(slash + 1) == grade_name(grade)) line.grade = grade;
    line.unit = UnitId{key.substr(0, slash)};
    now.check.carried.push_back(std::move(line));
  }
}

/// What folding the report again at its point gives. Nothing when its filing or days are not those of the plan then.
std::optional<Lines> folded_figures(const History& history, const Plan& plan, Said& said) {
  const Filing* filing = plan.find_filing(said.check.filing);
  const Period period = Period::parse(said.check.period);
  if (filing == nullptr || filing->cutoff.of(period) != said.cutoff_on) return std::nullopt;
  const parts::Desk desk = parts::desk_for(history, plan, *filing, period, said.cutoff_on, said.check.pinned, no_names, IndicatorBook::standard());
  const Accounts accounts = keep_accounts(desk.state, desk.span.first);
  said.first = desk.span.first;
  said.check.balanced = accounts.balanced();
  return lines_of(figure_lines(parts::headline(desk), accounts));
}

Said fold_again(const History& history, PlanThen& plans, const Known& fact) {
  const Fields& f = fact.fact.fields;
  const Day cutoff_on = f.day("cutoff_on").value_or(fact.fact.on);
  Said said{{FilingId{f.text("filing")}, f.text("period"), fact.number, f.integer("pinned").value_or(0)}, cutoff_on, cutoff_on, lines_of(f.texts("figures"))};
  IssuedCheck& check = said.check;
  check.figure_count = static_cast<std::int64_t>(said.lines.size());
  check.pin_holds = pin_holds(history, fact, check.pinned);
  if (!check.pin_holds) return said;
  std::optional<Lines> folded;
  try {
    folded = folded_figures(history, plans.at(check.pinned), said);
  } catch (const Error&) {  // a period or plan text that nobody could have issued from
  }
  check.pin_holds = folded.has_value();
  if (folded) compare(check, said.lines, *folded);
  return said;
}

std::string listed_numbers(const std::vector<ItemNumber>& numbers, const char* between) {
  std::string out;
  for (const ItemNumber number : numbers) out += (out.empty() ? "" : between) + std::to_string(number);
  return out;
}

}  // namespace

std::vector<std::pair<std::string, std::int64_t>> parts::headline_figures(const Headline& h) {
  return {{"found", h.found}, {"rectified", h.rectified}, {"struck_off", h.struck_off},
          {"open", h.open}, {"overdue", h.overdue}, {"open_major", h.open_major},
          {"found_cumulative", h.found_cumulative}, {"rectified_cumulative", h.rectified_cumulative},
          {"struck_off_cumulative", h.struck_off_cumulative}, {"found_total", h.found_total},
          {"rectified_total", h.rectified_total}, {"found_late", h.found_late},
          {"rectified_late", h.rectified_late}, {"struck_off_late", h.struck_off_late},
          {"override_count", h.override_count}, {"unstated_count", h.unstated_count},
          {"lowered_count", h.lowered_count}, {"extension_count", h.extension_count}};
}

std::vector<std::string> figure_lines(const Headline& headline, const Accounts& accounts) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& name, std::int64_t value) { out.push_back(name + " " + std::to_string(value)); };
  for (const auto& [name, value] : parts::headline_figures(headline)) add(name, value);
  std::vector<std::string> lines;
  lines.swap(out);
  for (const Account& account : accounts.lines) {
    if (account.opening != 0) add("opening " + key_of(account), account.opening);
    if (account.open != 0) add("open " + key_of(account), account.open);
    if (account.awaiting != 0) add("awaiting " + key_of(account), account.awaiting);
  }
  lines.push_back("accounts " + std::to_string(out.size()));
  lines.insert(lines.end(), out.begin(), out.end());
  return lines;
}

bool IssuedCheck::ok() const noexcept {
  return pin_holds && balanced && differing.empty() && std::all_of(carried.begin(), carried.end(), [](const Carried& c) { return c.ok(); });
}

std::string IssuedCheck::sentence() const {
  std::string out = "report " + filing.text() + " " + period + " (item " + std::to_string(number) + "): ";
  if (!pin_holds) return out + "its pinned item " + std::to_string(pinned) + " is not a point of this ledger with that root, filing and cutoff";
  if (figure_count == 0) out += "keeps no figures";
  else if (differing.empty()) out += std::to_string(figure_count) + " figures hold";
  for (const FigureCheck& figure : differing)
    out += (&figure == &differing.front() ? "" : ", ") + figure.name + " was issued as " + std::to_string(figure.issued) + " and is " + std::to_string(figure.folded);
  if (!balanced) out += "; its accounts don't balance";
  for (const Carried& line : carried)
    out += "; " + line.unit.text() + "/" + std::string(grade_name(line.grade)) + " opens with " + std::to_string(line.opening) + " after closing with " +
           std::to_string(line.closing) + (line.facts.empty() ? "" : ", changed by items " + listed_numbers(line.facts, ", ")) +
           (line.ok() ? "" : " — which explain " + std::to_string(line.explained) + " only");
  return out;
}

std::string IssuedCheck::chinese() const {
  std::string out = "报告 " + filing.text() + " " + period + "（第" + std::to_string(number) + "项）：";
  if (!pin_holds) return out + "所依据的第" + std::to_string(pinned) + "项与台账、方案不符";
  if (figure_count == 0) out += "未存印发数字";
  else if (differing.empty()) out += "印发的" + std::to_string(figure_count) + "个数字与台账一致";
  for (const FigureCheck& figure : differing)
    out += (&figure == &differing.front() ? "" : "，") + figure.name + " 印发为" + std::to_string(figure.issued) + "，台账为" + std::to_string(figure.folded);
  if (!balanced) out += "；收支不平衡";
  for (const Carried& line : carried)
    out += "；" + line.unit.text() + " " + bihuan::chinese(line.grade) + "期初" + std::to_string(line.opening) + "，上期印发期末" + std::to_string(line.closing) +
           (line.facts.empty() ? "" : "，因第" + listed_numbers(line.facts, "、") + "项补报、更正") +
           (line.ok() ? "" : "，只说明" + std::to_string(line.explained));
  return out;
}

bool AccountsCheck::ok() const noexcept {
  return std::all_of(reports.begin(), reports.end(), [](const IssuedCheck& check) { return check.ok(); });
}

AccountsCheck check_accounts(const History& history, const Plan& plan) {
  PlanThen plans(history, plan);
  std::vector<Said> all;
  for (const std::size_t place : history.of_kind(FactKind::report_issued)) {
    Said said = fold_again(history, plans, history.facts()[place]);
    for (const Said& before : all)
      if (before.check.filing == said.check.filing && before.cutoff_on == said.first - 1) carry_over(history, before, said);
    all.push_back(std::move(said));
  }
  AccountsCheck out;
  for (Said& said : all) out.reports.push_back(std::move(said.check));
  return out;
}

}  // namespace bihuan
