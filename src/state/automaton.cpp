#include "state/automaton.hpp"

#include "state/replay.hpp"

#include <map>

namespace bihuan::replay {

namespace {

/// A fact that has a symbol, and nothing more.
Fact fact_of_symbol(int symbol) {
  const int variant = symbol - hazard_fact_kind_count;
  Fact fact{static_cast<FactKind>(symbol), Day::of(2020, 1, 1), "H", 1, {}, {}};
  if (variant < 0) return fact;
  fact.kind = variant < 2 ? FactKind::hazard_graded : variant < 4 ? FactKind::hazard_regraded : FactKind::hazard_voided;
  const char* field = variant < 2 ? "grade" : variant < 4 ? "new_grade" : "duplicate_of";
  fact.fields.set(field, Value{std::string(variant == 4 ? "H-0" : variant % 2 == 0 ? "general" : "major")});
  return fact;
}

Hazard hazard_of(const Status& status) {
  Hazard hazard;
  hazard.state = status.state;
  hazard.grade = status.grade;
  hazard.holds = Set{status.holds};
  hazard.ordered_since_graded = status.ordered_since_graded;
  hazard.once_listed = status.once_listed;
  hazard.acknowledged = status.acknowledged;
  return hazard;
}

Status status_of(const Hazard& hazard) {
  return {hazard.state, hazard.grade, hazard.holds.bits, hazard.ordered_since_graded, hazard.once_listed, hazard.acknowledged};
}

}  // namespace

Automaton::Automaton(Lifecycle table) : statuses_(1) {
  std::vector<Fact> acts;
  for (int symbol = 0; symbol < symbol_count; ++symbol) acts.push_back(fact_of_symbol(symbol));
  std::map<Status, std::uint16_t> numbers{{Status{}, 0}};
  for (std::size_t at = 0; at < statuses_.size(); ++at) {
    next_.resize(next_.size() + row_size, static_cast<std::uint16_t>(at));
    std::uint16_t* next = &next_[at * row_size];
    for (const Fact& act : acts) {
      Hazard hazard = hazard_of(statuses_[at]);
      const bool allowed = replay::arrow_for(hazard, act, table) != nullptr;
      replay::apply(hazard, {1, &act, {}, 1}, nullptr, table);
      const auto [found, fresh] = numbers.try_emplace(status_of(hazard), static_cast<std::uint16_t>(statuses_.size()));
      if (fresh) statuses_.push_back(found->first);
      *next++ = static_cast<std::uint16_t>(found->second | (allowed ? 0 : deviates));
    }
  }
  next_.resize(next_.size() + row_size, apart());
}

const Automaton& Automaton::standard() {
  static const Automaton one(lifecycle());
  return one;
}

}  // namespace bihuan::replay
