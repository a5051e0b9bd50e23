// state/measure_table.hpp: which state of a measure may follow which, and the proofs that the compiler makes about it.
#pragma once

#include "bihuan/state/measure.hpp"

#include <array>

namespace bihuan::measure_table {

using enum MeasureState;

/// Forward, states that passed between two monthly returns left out; back only from a revision; nothing after repeal.
inline constexpr auto arrows = std::to_array<MeasureArrow>({
    {drafted, set_of(consulted, adopted, issued, in_force, revised, repealed)},
    {consulted, set_of(adopted, issued, in_force, revised, repealed)},
    {adopted, set_of(issued, in_force, revised, repealed)},
    {issued, set_of(in_force, revised, repealed)},
    {in_force, set_of(revised, repealed)},
    {revised, set_of(consulted, adopted, issued, in_force, repealed)},
    {repealed, Set{}},
});

/// Every state stands in one row, in its order: what is stated has one meaning.
template <std::size_t N>
consteval bool deterministic(const std::array<MeasureArrow, N>& rows) {
  for (std::size_t i = 0; i < N; ++i)
    if (static_cast<std::size_t>(rows[i].from) != i || rows[i].to.has(rows[i].from)) return false;
  return N == measure_state_count;
}

template <std::size_t N>
consteval Set reach(const std::array<MeasureArrow, N>& rows, MeasureState from) {
  Set seen = set_of(from);
  for (Set before{}; !(before == seen);) {
    before = seen;
    for (const MeasureArrow& row : rows)
      if (seen.has(row.from)) seen = seen | row.to;
  }
  return seen;
}

template <std::size_t N>
consteval bool all_reachable(const std::array<MeasureArrow, N>& rows) {
  return reach(rows, drafted) == Set{(1U << measure_state_count) - 1};
}

/// Every measure can be repealed, and what is repealed stays so.
template <std::size_t N>
consteval bool all_can_end(const std::array<MeasureArrow, N>& rows) {
  for (const MeasureArrow& row : rows)
    if (!reach(rows, row.from).has(repealed) || (row.from == repealed && !row.to.empty())) return false;
  return true;
}

/// Going back needs a revision.
template <std::size_t N>
consteval bool back_only_by_revision(const std::array<MeasureArrow, N>& rows) {
  for (const MeasureArrow& row : rows)
    for (int to = 0; to < static_cast<int>(row.from); ++to)
      if (row.from != revised && row.to.has(static_cast<MeasureState>(to))) return false;
  return true;
}

static_assert(deterministic(arrows), "a state of a measure stands twice, or not in its place");
static_assert(all_reachable(arrows), "a state of a measure can't be reached");
static_assert(all_can_end(arrows), "a measure can't end, or ends and goes on");
static_assert(back_only_by_revision(arrows), "a measure goes back without a revision");

}  // namespace bihuan::measure_table
