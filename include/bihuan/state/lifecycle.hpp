// state/lifecycle.hpp: the life of a hazard as one table: which request, from where, to where, by whom.
#pragma once

#include "bihuan/ledger/fact.hpp"
#include "bihuan/plan/role.hpp"
#include "bihuan/plan/rule.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace bihuan {

/// Where a hazard stands. `none`: not there yet.
enum class State : std::uint8_t {
  none, tip, registered, graded, ordered, planned, rectifying, awaiting_review, review_failed, passed, closed,
  transferred, terminated, void_,
};
inline constexpr int state_count = 14;

/// Beside the state; each blocks close, terminate and void.
enum class Hold : std::uint8_t { out_of_use, sealed, listed };
inline constexpr int hold_count = 3;

/// What is asked. Each allowed request becomes exactly one fact. (`register_`, `void_`: the words are taken in C++.)
enum class Request : std::uint8_t {
  tip_off, register_, grade, regrade, fix_on_spot, order, plan_treatment, begin, ask_extension, decide_extension,
  report_rectified, pass_review, fail_review, close, reopen, transfer, acknowledge_transfer, take_back, terminate,
  void_, stop_use, allow_use, seal, unseal, list, delist, pause, resume, remind, interview, report_up, open_case,
  penalise, close_case, correct, reassign,
};
inline constexpr int request_count = 36;

/// When an arrow applies, beside its states. Two arrows to one fact from one state never apply together.
enum class When : std::uint8_t {
  always, is_general, is_major, lowering, raising_ordered, raising_unordered, as_duplicate, unacknowledged, once_listed,
  never_listed,
};
inline constexpr int when_count = 10;

/// Who may not act (again): separation of duties compares persons, per round of rectification. An override lifts it.
enum class Party : std::uint8_t {
  rectifier,  ///< who rectified in this round
  reviewer,   ///< who reviewed in this round; for a fix on the spot its witnesses
  asker,      ///< who asked for the extension
  author,     ///< who wrote the fact that is corrected
  applicant,  ///< the second person may be none of those who ask
  overseer,   ///< the unit that oversees the listed hazard
};
inline constexpr int party_count = 6;

/// What else must be so. Never lifted.
enum class Guard : std::uint8_t {
  day_found,         ///< on the day the hazard was found: the same visit
  within_limit,      ///< up to the limit in force
  nothing_pending,   ///< no extension is asked for
  pending,           ///< an extension is asked for
  clock_runs,        ///< the limit does not stand still
  clock_stands,      ///< it does
  one_prolongation,  ///< a seal is prolonged once
};
inline constexpr int guard_count = 7;

/// A set of states, roles, holds, parties or guards, as bits.
struct Set {
  std::uint32_t bits = 0;
  template <class E>
  constexpr bool has(E member) const { return (bits >> static_cast<unsigned>(member)) & 1U; }
  constexpr bool empty() const { return bits == 0; }
  friend constexpr Set operator|(Set a, Set b) { return {a.bits | b.bits}; }
  friend constexpr bool operator==(Set, Set) = default;
};
template <class... E>
constexpr Set set_of(E... members) { return {((std::uint32_t{1} << static_cast<unsigned>(members)) | ... | 0U)}; }
/// Every state from one to another, both included, in the order of `State`.
constexpr Set states(State first, State last) {
  Set all;
  for (auto s = static_cast<int>(first); s <= static_cast<int>(last); ++s) all.bits |= std::uint32_t{1} << s;
  return all;
}
inline constexpr Set open_states = states(State::registered, State::passed);
inline constexpr Set final_states = set_of(State::closed, State::terminated, State::void_, State::transferred);

/// One arrow. `to` equal to `none` keeps the state.
struct Arrow {
  Request request;
  FactKind fact;
  Set from;
  State to;
  When when;
  Set roles;        ///< any of these
  int persons;      ///< how many distinct persons act
  Set second;       ///< roles of the person who approves as well (`approved_by`); empty when none
  Set needs;        ///< holds that must be set
  Set without;      ///< holds that must not be set
  Set sets;         ///< holds set
  Set clears;       ///< holds cleared
  Set apart;        ///< parties who may not act
  Set guards;
  std::string_view source;  ///< the law or rule
};

/// What a state waits for: the request that would end the wait, and the limit that runs for it.
struct Wait {
  State state;
  Grade grade;  ///< only for hazards of this grade; ungraded: whatever it is
  Limit limit;
  Request request;
};

using Lifecycle = std::span<const Arrow>;
using Waits = std::span<const Wait>;

/// The table of lifecycle_table.hpp, which checks it while it compiles; docs/lifecycle.md is made from it.
Lifecycle lifecycle() noexcept;
Waits waits() noexcept;
/// What a hazard in that state and of that grade waits for; nullptr where nothing is awaited.
const Wait* awaited_in(State state, Grade grade, Waits all = waits()) noexcept;

std::string_view state_name(State state) noexcept;      ///< awaiting_review, void
std::string_view request_name(Request request) noexcept; ///< report_rectified, register, void
std::string_view hold_name(Hold hold) noexcept;
std::string_view grade_name(Grade grade) noexcept;
std::string_view when_name(When when) noexcept;
std::string_view party_name(Party party) noexcept;
std::string_view guard_name(Guard guard) noexcept;
std::string chinese(State state);
std::string chinese(Request request);
std::string chinese(Hold hold);
std::string chinese(Grade grade);
std::string chinese(Party party);
/// Throws Refused (field_bad) naming the words there are.
Request parse_request(std::string_view name);
Grade parse_grade(std::string_view name);
/// The request that a kind of fact answers to.
Request request_of(FactKind kind) noexcept;

/// docs/lifecycle.md: the table and a diagram.
std::string lifecycle_page();

}  // namespace bihuan
