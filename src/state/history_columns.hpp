// state/history_columns.hpp: what a history keeps of its facts: columns of numbers, and the texts they were read from.
#pragma once

#include "bihuan/state/history.hpp"
#include "ground/large_pages.hpp"
#include "state/automaton.hpp"
#include "state/holders.hpp"
#include "ground/kept_texts.hpp"
#include "state/names.hpp"

#include <array>

namespace bihuan::replay {

/// A fact that says which unit a hazard has, or which task it belongs to; `nothing` where it leaves that as it was.
struct Assigned {
  std::uint32_t place = 0, unit = nothing, task = nothing;
};

constexpr bool assigns(FactKind kind) noexcept {
  return kind == FactKind::tip_received || kind == FactKind::hazard_registered || kind == FactKind::hazard_reassigned;
}

/// All that is asked of a fact of a hazard that is apart, as one number, which is soon compared: by day, within one by place.
class Told {
 public:
  Told(Day on, std::uint32_t place, Symbol symbol)
      : order_(std::int64_t{on.serial()} << (32 + symbol_bits) | std::int64_t{place} << symbol_bits | std::int64_t{symbol}) {}
  std::int32_t serial() const noexcept { return static_cast<std::int32_t>(order_ >> (32 + symbol_bits)); }
  std::uint32_t place() const noexcept { return static_cast<std::uint32_t>(order_ >> symbol_bits); }
  Symbol symbol() const noexcept { return static_cast<Symbol>(order_ & ((1 << symbol_bits) - 1)); }
  friend auto operator<=>(Told, Told) = default;

 private:
  static constexpr int symbol_bits = 6;  // (a day's number takes 23 with its sign)
  static_assert(no_symbol < 1 << symbol_bits);
  std::int64_t order_ = 0;
};

/// A hazard whose facts are more than one row in order: some were told late, give it another holder, or correct one another.
struct Apart {
  std::uint32_t subject = 0, first = 0;  // its first fact
  std::vector<Told> told;                // in order
};

/// Columns by place are as long as the history; copied with it.
struct HistoryColumns {
  struct Point {
    Instant recorded_at;
    Checkpoint checkpoint;
    std::string_view text;  // of the commit, in `texts`; nothing where its facts were given
  };
  struct Where {
    std::uint32_t point = 0, offset = 0, length = 0;  // length 0: the fact was given
  };
  struct Subject {
    std::uint32_t first = nothing, last = nothing, count = 0;
    Day last_on = Day::from_serial(-200000);  // of its facts of hazards
    bool is_hazard = false;
    bool disordered = false;  // some fact of it lies before one with a lower number
    bool reassigned = false;  // some fact but the first gives it a unit or a task
    bool corrected = false;
    std::uint32_t apart = nothing;  // in `apart`, as soon as it is one of the three
  };

  template <class T>
  using Column = std::vector<T, ground::LargePages<T>>;

  Column<Glance> glances;                 // by place
  Column<Symbol> symbols;                 // by place; `no_symbol` where the fact is none of a hazard
  Column<std::uint32_t> subject_numbers;  // by place
  Column<Day> days;                       // by place
  Column<Where> where;                    // by place
  Column<std::uint32_t> next_of_subject;  // by place
  std::vector<Assigned> assigned;         // by place, for few
  Names subject_names, actor_names, units, tasks;
  Names mentions;  // person@unit
  Column<Subject> subjects;
  Holders holders;
  Column<std::uint32_t> first_holders;    // by subject: what its first fact says
  std::vector<Apart> apart;
  std::vector<std::string> hazards;
  std::array<Column<std::uint32_t>, fact_kind_count> kinds;  // places
  std::vector<std::size_t> successions;
  std::vector<Issued> issued;
  std::vector<Point> points;
  ground::KeptTexts texts;
  Checkpoint checkpoint;
  std::int64_t last_seq = 0;
  Instant last_recorded_at;
};

const HistoryColumns& columns_of(const History& history) noexcept;

}  // namespace bihuan::replay
