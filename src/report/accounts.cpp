// report/accounts.cpp: the one definition of the accounts, used by report, issue and verify.
#include "bihuan/report/accounts.hpp"

#include "bihuan/state/decide.hpp"
#include "bihuan/state/reorganisation.hpp"

#include <algorithm>
#include <map>

namespace bihuan {

namespace {

using AccountKey = std::pair<UnitId, Grade>;

int awaiting_sign_of(Flow flow) {
  if (flow == Flow::transferred || flow == Flow::awaiting_in) return 1;
  return flow == Flow::acknowledged || flow == Flow::returned || flow == Flow::awaiting_out ? -1 : 0;
}

bool awaits_receipt(const Hazard& hazard) { return hazard.state == State::transferred && !hazard.acknowledged; }

std::string account_name(const AccountKey& key) { return key.first.text() + "/" + std::string(grade_name(key.second)); }

std::string account_of(const Hazard& hazard) {
  const std::string name = account_name({hazard.supervising_unit, hazard.grade});
  return hazard.is_open() ? name : awaits_receipt(hazard) ? "awaiting " + name : "none";
}

/// Where each hazard stands by its movements alone, against where it stands by its state.
std::vector<Misplaced> misplaced_in(const Snapshot& state) {
  std::vector<Misplaced> out;
  const std::vector<Movement>& moves = state.movements();
  std::size_t at = 0;  // a hazard's movements stand together, in the order of the hazards
  for (std::size_t place = 0; place < state.hazards().size(); ++place) {
    std::map<AccountKey, std::pair<std::int64_t, std::int64_t>> stock;
    for (; at < moves.size() && moves[at].hazard == place; ++at) {
      auto& [open, awaiting] = stock[{moves[at].unit, moves[at].grade}];
      open += sign_of(moves[at].flow);
      awaiting += awaiting_sign_of(moves[at].flow);
    }
    std::string moved;
    const auto add = [&](const std::string& name, std::int64_t count) {
      if (count != 0) moved += (moved.empty() ? "" : ", ") + (count == 1 ? "" : std::to_string(count) + " × ") + name;
    };
    for (const auto& [key, count] : stock) {
      add(account_name(key), count.first);
      add("awaiting " + account_name(key), count.second);
    }
    if (moved.empty()) moved = "none";
    const Hazard& hazard = state.hazards()[place];
    if (moved != account_of(hazard)) out.push_back({hazard.id, account_of(hazard), moved});
  }
  return out;
}

}  // namespace

int sign_of(Flow flow) noexcept {
  if (flow >= Flow::acknowledged) return 0;
  return flow <= Flow::reassigned_in ? 1 : -1;
}

std::int64_t Account::closing() const noexcept {
  std::int64_t sum = opening;
  for (int f = 0; f < flow_count; ++f) sum += sign_of(static_cast<Flow>(f)) * flow(static_cast<Flow>(f));
  return sum;
}

std::int64_t Account::awaiting_closing() const noexcept {
  return awaiting_opening + flow(Flow::transferred) + flow(Flow::awaiting_in) - flow(Flow::acknowledged) - flow(Flow::returned) - flow(Flow::awaiting_out);
}

bool Account::is_blank() const noexcept {
  return opening == 0 && open == 0 && awaiting_opening == 0 && awaiting == 0 &&
         std::all_of(flows.begin(), flows.end(), [](std::int64_t n) { return n == 0; });
}

bool Accounts::balanced() const noexcept {
  return misplaced.empty() && std::all_of(lines.begin(), lines.end(), [](const Account& account) {
           return account.check() == 0 && account.awaiting_check() == 0;
         });
}

const Account* Accounts::find(const UnitId& unit, Grade grade) const noexcept {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const Account& a) { return a.unit == unit && a.grade == grade; });
  return found == lines.end() ? nullptr : &*found;
}

Accounts keep_accounts(const Snapshot& state, Day first) {
  std::map<AccountKey, Account> lines;
  for (const Movement& move : state.movements()) {
    Account& account = lines[{move.unit, move.grade}];
    if (move.on >= first) {
      ++account.flows[static_cast<std::size_t>(move.flow)];
    } else {
      account.opening += sign_of(move.flow);
      account.awaiting_opening += awaiting_sign_of(move.flow);
    }
  }
  for (const Hazard& hazard : state.hazards()) {
    if (hazard.is_open()) ++lines[{hazard.supervising_unit, hazard.grade}].open;
    if (awaits_receipt(hazard)) ++lines[{hazard.supervising_unit, hazard.grade}].awaiting;
  }
  Accounts out{{}, misplaced_in(state)};
  for (auto& [key, account] : lines) {
    if (account.is_blank()) continue;
    account.unit = key.first;
    account.grade = key.second;
    out.lines.push_back(std::move(account));
  }
  return out;
}

bool touches(const History& history, const Known& known, Day day) {
  if (known.fact.kind != FactKind::fact_corrected) return known.fact.on <= day;
  const auto target = known.fact.fields.integer("corrects").value_or(0);
  const Known* corrected = history.find(target);
  if (corrected != nullptr && corrected->fact.on <= day) return true;
  // Where it moves the fact to, and where corrections before it had moved it.
  for (const std::size_t place : history.of_subject(known.fact.subject)) {
    const Known& other = history.facts()[place];
    const Fields& f = other.fact.fields;
    if (other.fact.kind != FactKind::fact_corrected || other.number > known.number) continue;
    if (f.integer("corrects").value_or(0) != target || f.text("field") != "on") continue;
    const auto to = Day::try_parse(f.text("value"));
    if (to && *to <= day) return true;
  }
  return false;
}

namespace {

/// The hazard as of a day and as known at an item; blank when nothing was known of it.
Hazard hazard_then(const History& history, const std::string& id, Day on, ItemNumber last) {
  const std::vector<const Known*> facts = facts_of_hazard(history, id, last);
  return facts.empty() ? Hazard{} : fold_hazard(HazardId{id}, facts, on);
}

/// Hazards that a reorganisation recorded late may have moved.
void add_moved(const History& history, const Known& reorganisation, ItemNumber last, std::map<std::string, std::vector<ItemNumber>>& later) {
  for (const std::string& id : history.hazards()) {
    const auto facts = facts_of_hazard(history, id, last);
    if (std::find(facts.begin(), facts.end(), &reorganisation) != facts.end()) later[id].push_back(reorganisation.number);
  }
}

}  // namespace

std::vector<Carried> changes_since(const History& history, Day cutoff_on, ItemNumber pinned, ItemNumber last) {
  std::map<std::string, std::vector<ItemNumber>> later;  // by hazard
  const std::size_t end = history.place_after(last);
  for (std::size_t place = history.place_after(pinned); place < end; ++place) {
    const FactKind kind = history.glances()[place].kind;
    if (!is_hazard_fact(kind) && !is_reorganisation(kind)) continue;
    const Known& known = history.facts()[place];
    if (!touches(history, known, cutoff_on)) continue;
    if (is_hazard_fact(kind)) later[known.fact.subject].push_back(known.number);
    else add_moved(history, known, last, later);
  }
  std::map<AccountKey, Carried> changed;
  for (const auto& [id, numbers] : later) {
    const Hazard before = hazard_then(history, id, cutoff_on, pinned), after = hazard_then(history, id, cutoff_on, last);
    if (account_of(before) == account_of(after)) continue;
    const auto move = [&, &because = numbers](const Hazard& hazard, int by) {
      if (!hazard.is_open()) return;
      Carried& line = changed[{hazard.supervising_unit, hazard.grade}];
      line.explained += by;
      line.facts.insert(line.facts.end(), because.begin(), because.end());
    };
    move(before, -1);
    move(after, 1);
  }
  std::vector<Carried> out;
  for (auto& [key, line] : changed) {
    line.unit = key.first;
    line.grade = key.second;
    std::sort(line.facts.begin(), line.facts.end());
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace bihuan
