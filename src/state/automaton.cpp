#include "state/automaton.hpp"

#include "state/replay.hpp"

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

Automaton::Automaton(Lifecycle table) : table_(table) {
  number_of({});
  add({}, set_apart());
}

std::uint16_t Automaton::number_of(const Status& status) {
  const auto number = static_cast<std::uint16_t>(statuses_.size());
  const auto [found, fresh] = numbers_.try_emplace(status, number);
  if (fresh) {
    Step unless_known;
    unless_known.word_ = Step::unknown;
    add(status, unless_known);
    steps_[number * row_size + no_symbol] = Step(number, cell_of(status.state, status.grade), false);
  }
  return found->second;
}

void Automaton::add(const Status& status, Step unless_known) {
  statuses_.push_back(status);
  steps_.resize(steps_.size() + row_size, unless_known);
}

Automaton::Step Automaton::learn(Symbol symbol, Step from) {
  const Fact act = fact_of_symbol(symbol);
  Hazard hazard = hazard_of(statuses_[from.status()]);
  const bool allowed = replay::arrow_for(hazard, act, table_) != nullptr;
  replay::apply(hazard, {1, &act, {}, 1}, nullptr, table_);
  const Step step(number_of(status_of(hazard)), cell_of(hazard.state, hazard.grade), !allowed);
  steps_[from.row() + symbol] = step;
  return step;
}

}  // namespace bihuan::replay
