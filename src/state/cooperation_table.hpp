// state/cooperation_table.hpp: which act may follow which state of a request, and the proofs that the compiler makes about it.
#pragma once

#include "bihuan/state/cooperation.hpp"

#include <array>

namespace bihuan::cooperation_table {

using enum CooperationState;
using Outcome = CooperationOutcome;

inline constexpr auto arrows = std::to_array<CooperationArrow>({
    {none, FactKind::cooperation_requested, {}, awaited},
    {awaited, FactKind::cooperation_answered, Outcome::done, done},
    {awaited, FactKind::cooperation_answered, Outcome::partial, partly_answered},
    {awaited, FactKind::cooperation_answered, Outcome::declined, declined},
    {awaited, FactKind::cooperation_chased, {}, awaited},
    {awaited, FactKind::cooperation_withdrawn, {}, withdrawn},
    {partly_answered, FactKind::cooperation_answered, Outcome::done, done},
    {partly_answered, FactKind::cooperation_answered, Outcome::partial, partly_answered},
    {partly_answered, FactKind::cooperation_answered, Outcome::declined, declined},
    {partly_answered, FactKind::cooperation_chased, {}, partly_answered},
    {partly_answered, FactKind::cooperation_withdrawn, {}, withdrawn},
});

constexpr bool is_final(CooperationState state) { return state == done || state == declined || state == withdrawn; }

/// One act has one meaning.
template <std::size_t N>
consteval bool deterministic(const std::array<CooperationArrow, N>& rows) {
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = i + 1; j < N; ++j)
      if (rows[i].from == rows[j].from && rows[i].act == rows[j].act && rows[i].outcome == rows[j].outcome) return false;
  return true;
}

template <std::size_t N>
constexpr Set reach(const std::array<CooperationArrow, N>& rows, CooperationState from) {
  Set seen = set_of(from);
  for (Set before{}; !(before == seen);) {
    before = seen;
    for (const CooperationArrow& row : rows)
      if (seen.has(row.from)) seen = seen | set_of(row.to);
  }
  return seen;
}

template <std::size_t N>
consteval bool all_reachable(const std::array<CooperationArrow, N>& rows) {
  return reach(rows, none) == Set{(1U << cooperation_state_count) - 1};
}

/// What is open can end each way that there is; what has ended stays so.
template <std::size_t N>
consteval bool all_can_end(const std::array<CooperationArrow, N>& rows) {
  for (int s = 0; s < cooperation_state_count; ++s) {
    const auto state = static_cast<CooperationState>(s);
    const Set ends = reach(rows, state);
    if (is_final(state) ? !(ends == set_of(state)) : !(ends.has(done) && ends.has(declined) && ends.has(withdrawn))) return false;
  }
  return true;
}

static_assert(deterministic(arrows), "an act after a state means two things");
static_assert(all_reachable(arrows), "a state of a request can't be reached");
static_assert(all_can_end(arrows), "a request can't end, or ends and goes on");

}  // namespace bihuan::cooperation_table
