// state/automaton.hpp: the lifecycle as numbers: what each act makes of each standing that acts can tell apart.
#pragma once

#include "bihuan/state/lifecycle.hpp"

#include <compare>
#include <map>
#include <vector>

namespace bihuan::replay {

/// A kind of act as the lifecycle sees it: the kind of the fact and, where that decides, what it says.
using Symbol = std::uint8_t;
inline constexpr int symbol_count = hazard_fact_kind_count + 5;
inline constexpr Symbol no_symbol = symbol_count;  // of a fact that is none of a hazard

/// The symbol of a fact; `text` gives the text of a field by key.
template <class Text>
Symbol symbol_of(FactKind kind, Text text) {
  if (!is_hazard_fact(kind)) return no_symbol;
  const auto variant = [](int number) { return static_cast<Symbol>(hazard_fact_kind_count + number); };
  switch (kind) {
    case FactKind::hazard_graded: return text("grade") == "general" ? variant(0) : text("grade") == "major" ? variant(1) : static_cast<Symbol>(kind);
    case FactKind::hazard_regraded: return text("new_grade") == "general" ? variant(2) : text("new_grade") == "major" ? variant(3) : static_cast<Symbol>(kind);
    case FactKind::hazard_voided: return text("duplicate_of").empty() ? static_cast<Symbol>(kind) : variant(4);
    default: return static_cast<Symbol>(kind);
  }
}

/// Everything about a hazard that decides which arrow an act takes.
struct Status {
  State state = State::none;
  Grade grade = Grade::ungraded;
  std::uint32_t holds = 0;
  bool ordered_since_graded = false, once_listed = false, acknowledged = false;
  friend auto operator<=>(const Status&, const Status&) = default;
};

inline constexpr std::size_t grade_count = 3;
inline constexpr std::size_t cell_count = grade_count * state_count;
/// A grade and a state as one number, in the order in which they are told.
constexpr std::uint8_t cell_of(State state, Grade grade) noexcept {
  return static_cast<std::uint8_t>(static_cast<std::size_t>(grade) * state_count + static_cast<std::size_t>(state));
}

/// What each act makes of each status, found out by replaying it when it is first asked, so that there is one lifecycle: the
/// table of arrows. Of the statuses there could be few are ever met.
class Automaton {
  static constexpr std::uint32_t row_size = 64;  // a power of two
  static_assert(no_symbol < row_size);
  static constexpr std::uint16_t apart = 1;  // no status; 0 is that of a hazard that nobody has heard of

 public:
  /// Where an act leads: all that a pass over facts asks of it, in one word.
  class Step {
   public:
    constexpr Step() = default;
    constexpr Step(std::uint16_t status, std::uint8_t cell, bool deviates) noexcept
        : word_(std::uint32_t{status} * row_size | std::uint32_t{cell} | std::uint32_t{deviates} << deviates_shift) {}
    std::uint16_t status() const noexcept { return static_cast<std::uint16_t>(word_ / row_size); }
    /// Of that status: `cell_of`.
    std::uint32_t cell() const noexcept { return word_ % row_size; }
    /// No arrow allowed the act.
    bool deviates() const noexcept { return word_ >> deviates_shift != 0; }
    bool is_known() const noexcept { return word_ != unknown; }

   private:
    friend Automaton;
    static constexpr int deviates_shift = 22;
    static constexpr std::uint32_t unknown = 0xffffffff;
    static_assert(cell_count <= row_size);  // so that it fits below where the row begins
    std::size_t row() const noexcept { return word_ & ((1U << deviates_shift) - row_size); }
    std::uint32_t word_ = 0;
  };

  /// Where a hazard is whose acts are not followed: nothing leads it away from there.
  static constexpr Step set_apart() noexcept { return {apart, cell_of(State::none, Grade::ungraded), false}; }

  explicit Automaton(Lifecycle table = lifecycle());

  /// Where an act leads from where the last one led; `no_symbol` changes nothing.
  Step next(Symbol symbol, Step from) {
    const Step known = steps_[from.row() + symbol];
    return known.is_known() ? known : learn(symbol, from);
  }
  /// The same for a pass over many: `steps` are what `steps()` gave. What nobody has asked before is learnt, which may make it another table.
  Step next(Symbol symbol, Step from, const Step*& steps) {
    Step step = steps[from.row() + symbol];
    if (!step.is_known()) {
      step = learn(symbol, from);
      steps = steps_.data();
    }
    return step;
  }
  const Step* steps() const noexcept { return steps_.data(); }

 private:
  std::uint16_t number_of(const Status& status);
  void add(const Status& status, Step unless_known);
  Step learn(Symbol symbol, Step from);

  Lifecycle table_;
  std::vector<Status> statuses_;
  std::map<Status, std::uint16_t> numbers_;
  std::vector<Step> steps_;
};

}  // namespace bihuan::replay
