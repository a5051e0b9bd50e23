// report/figure.cpp: figures by name; what a subject adds to one is read off the report of that subject alone.
#include "bihuan/report/figure.hpp"

#include "bihuan/error.hpp"
#include "org/near.hpp"
#include "bihuan/state/reorganisation.hpp"
#include "report/figure_parts.hpp"

#include <algorithm>

namespace bihuan {

namespace figures {

namespace {

const std::map<PersonId, std::string> no_names;

/// What tells a row of a table from the others.
const std::map<std::string_view, std::vector<std::string_view>> row_keys = {
    {"list_one", {"id"}},     {"list_two", {"id"}},          {"open_work", {"id"}}, {"progress", {"code"}}, {"coverage", {"class"}},
    {"shared_problems", {"class"}}, {"tasks", {"task", "unit"}}, {"balance", {"unit", "grade"}}};

void add_cells(Values& values, const parts::Desk& desk, const Table& table) {
  const auto& keys = row_keys.at(table.name);
  for (const auto& row : table.rows) {
    std::string name = table.name + "[";
    for (const std::string_view key : keys) {
      std::string part = cell_text(row[table.column(key)]);
      // By its id, so that a unit with a new name is still the same row.
      if (key == "unit" && table.name == "tasks")
        if (const auto unit = desk.plan.organisation.try_resolve(part, desk.house_on)) part = unit->unit.text();
      name += (key == keys.front() ? "" : ",") + part;
    }
    name += "].";
    for (std::size_t i = 0; i < table.keys.size(); ++i)
      if (!std::holds_alternative<std::monostate>(row[i])) values.emplace(name + table.keys[i], row[i]);
  }
}

void add_accounts(Values& values, const Accounts& accounts) {
  for (const Account& account : accounts.lines) {
    const std::string key = " " + account.unit.text() + "/" + std::string(grade_name(account.grade));
    const auto add = [&](std::string_view name, std::int64_t number) { values.emplace(std::string(name) + key, number); };
    add("opening", account.opening);
    for (int f = 0; f < flow_count; ++f) add(flow_name(static_cast<Flow>(f)), account.flow(static_cast<Flow>(f)));
    add("open", account.open);
    add("awaiting_opening", account.awaiting_opening);
    add("awaiting", account.awaiting);
  }
}

Table make_table(const parts::Desk& desk, const std::string& name) {
  parts::Warnings unheard;
  if (name == "list_one") return parts::list_one(desk);
  if (name == "list_two") return parts::list_two(desk);
  if (name == "open_work") return parts::open_work(desk);
  if (name == "progress") return parts::progress(desk, nullptr, unheard);
  if (name == "coverage") return parts::coverage(desk);
  if (name == "shared_problems") return parts::shared_problems(desk);
  if (name == "balance") return parts::balance(desk, keep_accounts(desk.state, desk.span.first), nullptr);
  return parts::tasks(desk);
}

}  // namespace

const std::set<std::string>& all_groups() {
  static const std::set<std::string> groups = [] {
    std::set<std::string> out{"headline", "accounts"};
    for (const auto& [table, keys] : row_keys) out.emplace(table);
    return out;
  }();
  return groups;
}

std::string group_of(std::string_view figure) {
  if (const auto bracket = figure.find('['); bracket != std::string_view::npos) return std::string(figure.substr(0, bracket));
  return figure.find(' ') == std::string_view::npos ? "headline" : "accounts";
}

Values values_of(const Footing& footing, const History& history, const std::set<std::string>& groups) {
  const Filing* filing = footing.plan.find_filing(footing.filing);
  const parts::Desk desk = parts::desk_for(history, footing.plan, *filing, footing.period, filing->cutoff.of(footing.period), footing.last, no_names,
                                           footing.book);
  Values values;
  for (const std::string& group : groups) {
    if (group == "headline") {
      for (const auto& [name, number] : parts::headline_figures(parts::headline(desk))) values.emplace(name, number);
    } else if (group == "accounts") {
      add_accounts(values, keep_accounts(desk.state, desk.span.first));
    } else {
      add_cells(values, desk, make_table(desk, group));
    }
  }
  return values;
}

std::optional<Amount> number_in(const Values& values, const std::string& name) {
  const auto found = values.find(name);
  if (found == values.end()) return Amount{};
  if (const auto* whole = std::get_if<std::int64_t>(&found->second)) return Amount{*whole, 0};
  if (const auto* amount = std::get_if<Amount>(&found->second)) return *amount;
  return std::nullopt;
}

std::map<std::string, std::vector<const Known*>> facts_by_subject(const History& history, ItemNumber last) {
  std::map<std::string, std::vector<const Known*>> out;
  const std::size_t end = history.place_after(last);
  for (std::size_t place = 0; place < end; ++place) {
    const FactKind kind = history.glances()[place].kind;
    const bool of_nobody = kind == FactKind::plan_adopted || kind == FactKind::plan_amended || kind == FactKind::report_issued || is_reorganisation(kind);
    if (!of_nobody) out[std::string(history.subject(history.glances()[place]))].push_back(&history.facts()[place]);
  }
  // A reorganisation belongs to every hazard that it may move.
  if (!history.successions().empty())
    for (const std::string& id : history.hazards())
      if (const auto subject = out.find(id); subject != out.end()) subject->second = facts_of_hazard(history, id, last);
  return out;
}

History alone(const Footing& footing, const std::vector<const Known*>& facts, std::size_t count) {
  History out;
  const auto issued = footing.history.of_kind(FactKind::report_issued);
  std::size_t fact = 0, report = 0;
  std::int64_t seq = 0;
  const std::string& ledger = footing.history.checkpoint().ledger;
  const auto add = [&](const Known& known) {
    out.append({++seq, known.number - 1, ledger, {}, {known.recorded_at, {}, {}, {}}, {known.fact}}, {ledger, known.number, {}});
  };
  const auto next_report = [&]() -> const Known* { return report < issued.size() ? &footing.history.facts()[issued[report]] : nullptr; };
  for (;;) {
    const Known* told = fact < count ? facts[fact] : nullptr;
    const Known* said = next_report();
    if (said != nullptr && said->number > footing.last) said = nullptr;
    if (told == nullptr && said == nullptr) break;
    if (told != nullptr && (said == nullptr || told->number < said->number)) {
      add(*told);
      ++fact;
    } else {
      add(*said);
      ++report;
    }
  }
  out.append({++seq, footing.last, ledger, {}, {out.last_recorded_at(), {}, {}, {}}, {}}, {ledger, footing.last, {}});
  return out;
}

std::vector<std::string> parts_of_share(const IndicatorBook& book, std::string_view figure) {
  const auto first = figure.find('['), last = figure.find(']');
  if (group_of(figure) != "progress" || last == std::string_view::npos) return {};
  const Indicator* indicator = book.find(figure.substr(first + 1, last - first - 1));
  if (indicator == nullptr || indicator->counts != CountOf::share || indicator->part.empty() || indicator->whole.empty()) return {};
  const std::string column(figure.substr(last));
  return {"progress[" + indicator->part + column, "progress[" + indicator->whole + column};
}

FactBehind behind(const Known& known, const Amount& change) {
  return {known.number, known.fact.subject, known.fact.kind, known.fact.on, known.recorded_at, change};
}

}  // namespace figures

std::vector<Figure> figures_of(const Footing& footing) {
  std::vector<Figure> out;
  for (auto& [name, value] : figures::values_of(footing, footing.history, figures::all_groups())) out.push_back({name, value});
  return out;
}

namespace {

/// The facts of a subject at which the figure of that subject alone changes.
std::vector<FactBehind> facts_behind(const Footing& footing, const std::string& name, const std::vector<const Known*>& facts, const std::set<std::string>& groups) {
  std::vector<FactBehind> out;
  figures::Values before;
  for (std::size_t n = 1; n <= facts.size(); ++n) {
    figures::Values now = figures::values_of(footing, figures::alone(footing, facts, n), groups);
    const auto was = before.find(name), is = now.find(name);
    const Cell old = was == before.end() ? Cell{} : was->second, fresh = is == now.end() ? Cell{} : is->second;
    const auto a = figures::number_in(before, name), b = figures::number_in(now, name);
    const Amount change = a && b ? difference_of(*b, *a) : Amount{};
    const bool counts = a && b;
    if (counts ? change.value != 0 : old != fresh) out.push_back(figures::behind(*facts[n - 1], change));
    before = std::move(now);
  }
  return out;
}

/// What units type stands instead of what the ledger counts (`Knowledge`), so only their facts are behind it.
bool is_typed(const figures::Values& values, std::string_view figure) {
  if (figures::group_of(figure) != "progress") return false;
  const auto origin = values.find(std::string(figure.substr(0, figure.rfind('.') + 1)) + "origin");
  return origin != values.end() && cell_text(origin->second) == "填报";
}

}  // namespace

Trace trace(const Footing& footing, std::string_view figure) {
  const std::string name(figure);
  const std::string group = figures::group_of(figure);
  const std::set<std::string> groups{figures::all_groups().contains(group) ? group : "headline"};
  const figures::Values values = figures::values_of(footing, footing.history, groups);
  const auto found = values.find(name);
  if (found == values.end()) {
    std::vector<std::string> known;
    for (const auto& [other, value] : values) known.push_back(other);
    std::string near;
    for (const std::string& word : org::near_words(figure, known)) near += (near.empty() ? "" : ", ") + word;
    throw FormError(ErrorCode::nothing_to_report, "the report has no figure \"" + name + "\"" + (near.empty() ? "" : "; near it: " + near),
                    "报告中没有数字“" + name + "”");
  }
  Trace out{{name, found->second}, {}, {}, true};
  if (const auto parts = figures::parts_of_share(footing.book, figure); !parts.empty()) {
    // A share is no sum: behind it is what is behind its part and its whole.
    for (const std::string& part : parts) {
      if (!values.contains(part)) continue;
      Trace of_part = trace(footing, part);
      out.complete = out.complete && of_part.complete;
      for (Share& share : of_part.shares) {
        share.amount = {};
        out.shares.push_back(std::move(share));
      }
    }
    return out;
  }
  const auto whole = figures::number_in(values, name);
  const bool typed = is_typed(values, figure);
  for (const auto& [subject, facts] : figures::facts_by_subject(footing.history, footing.last)) {
    if (typed && std::any_of(facts.begin(), facts.end(), [](const Known* known) { return is_hazard_fact(known->fact.kind); })) continue;
    const figures::Values own = figures::values_of(footing, figures::alone(footing, facts, facts.size()), groups);
    const auto share = figures::number_in(own, name);
    const auto cell = own.find(name);
    const bool behind = whole && share ? share->value != 0 : cell != own.end() && cell->second == found->second;
    if (!behind) continue;
    const Amount amount = whole && share ? *share : Amount{};
    out.shares.push_back({subject, amount, facts_behind(footing, name, facts, groups)});
    out.sum = sum_of(out.sum, amount);
  }
  out.complete = !whole || is_same(out.sum, *whole);
  return out;
}

}  // namespace bihuan
