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

/// What each act makes of each status, found out by replaying it when it is first asked, so that there is one lifecycle: the
/// table of arrows. Of the statuses there could be few are ever met.
class Automaton {
 public:
  static constexpr std::uint16_t unheard = 0;        ///< a hazard nobody has heard of
  static constexpr std::uint16_t apart = 1;          ///< no status: nothing changes it, for hazards whose acts are not followed
  static constexpr std::uint16_t unknown = 0xffff;
  static constexpr std::uint16_t deviates = 0x8000;  ///< beside the number of a status: no arrow allowed the act

  explicit Automaton(Lifecycle table = lifecycle());

  /// A status by its number; of `apart` that of `unheard`.
  const Status& status(std::size_t number) const noexcept { return statuses_[number]; }
  std::size_t size() const noexcept { return statuses_.size(); }
  /// The number of the status after an act, with `deviates` where no arrow allows it there; `no_symbol` changes nothing.
  /// `unknown` as long as nobody has asked `learn`, which may find a status that is new.
  std::uint16_t next(Symbol symbol, std::uint16_t number) const noexcept { return next_[number * row_size + symbol]; }
  std::uint16_t learn(Symbol symbol, std::uint16_t number);

 private:
  std::uint16_t number_of(const Status& status);

  static constexpr std::size_t row_size = 64;  // a power of two
  static_assert(no_symbol < row_size);
  Lifecycle table_;
  std::vector<Status> statuses_;
  std::map<Status, std::uint16_t> numbers_;
  std::vector<std::uint16_t> next_;  // by status and symbol
};

}  // namespace bihuan::replay
