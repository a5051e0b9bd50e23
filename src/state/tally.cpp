#include "bihuan/state/tally.hpp"

#include "bihuan/state/reorganisation.hpp"
#include "state/history_columns.hpp"
#include "state/replay.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>
#include <tuple>

namespace bihuan {

namespace {

using replay::Apart;
using replay::Assigned;
using replay::Automaton;
using replay::cell_count;
using replay::cell_of;
using replay::grade_count;
using replay::HistoryColumns;
using replay::Holder;
using replay::Holders;
using replay::nothing;
using replay::Symbol;
using replay::Told;

/// Some days in order, each once, and which of them is the first to see a day.
class Asked {
 public:
  explicit Asked(std::span<const Day> days) : days_(days.begin(), days.end()) {
    std::sort(days_.begin(), days_.end());
    days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
    for (std::size_t slot = 1; slot < days_.size(); ++slot) slots_.resize(static_cast<std::size_t>(days_[slot] - days_.front()) + 1, static_cast<std::uint32_t>(slot));
  }
  std::size_t size() const noexcept { return days_.size(); }
  Day operator[](std::size_t slot) const noexcept { return days_[slot]; }
  Day last() const noexcept { return days_.back(); }
  /// Which one it is, of a day up to the last one: kept at hand by a pass.
  class Slots {
   public:
    explicit Slots(const Asked& asked) : first_(asked.days_.front().serial()), slots_(asked.slots_.data()) {}
    std::uint32_t of(std::int32_t serial) const noexcept { return slots_[std::max<std::int64_t>(0, std::int64_t{serial} - first_)]; }

   private:
    std::int32_t first_;
    const std::uint32_t* slots_;
  };
  Slots slots() const { return Slots(*this); }

 private:
  std::vector<Day> days_;
  std::vector<std::uint32_t> slots_{0};  // by days after the first
};

/// From a place to a place (where a holder's cells begin and `cell_of` added up), on a day up to the last one asked for.
struct Move {
  std::int32_t on = 0;
  std::uint32_t from = 0, to = 0;
};

/// By how much the counts change, by day and cell: a state and grade under a holder. What happened between two of the days is
/// told on the later one. Cells get numbers when they are first moved to: few of those that could be ever are, and what is
/// written lies close together.
class Changes {
 public:
  static constexpr std::uint32_t nowhere = 0;  ///< the number of all cells in no state

  Changes(const Asked& days, Holders holders) : days_(days), holders_(std::move(holders)), of_day_(days.size()), counts_of_(days.size()) {
    reach();
    grow();
  }
  /// Where the numbers of a holder's cells begin.
  static std::uint32_t begin_of(std::uint32_t holder) noexcept { return holder * static_cast<std::uint32_t>(cell_count); }
  std::uint32_t begin_of(Holder holder) {
    const std::uint32_t number = holders_.number_of(holder);
    reach();
    return begin_of(number);
  }
  Holder at(std::uint32_t begin) const noexcept { return holders_[begin / static_cast<std::uint32_t>(cell_count)]; }
  const Holders& holders() const noexcept { return holders_; }
  /// The number of a cell, `begin` and `cell_of` added up; `nothing` as long as nobody has been there.
  std::uint32_t known(std::uint32_t place) const noexcept { return numbers_[place]; }

  void make(std::span<const Move> moves) {
    const std::uint32_t* const numbers = numbers_.data();
    const Asked::Slots slots = days_.slots();
    std::int32_t* const* const counts_of = counts_of_.data();
    for (const Move& one : moves) {
      std::uint32_t to = numbers[one.to];
      if (to == nothing) to = enter(one.to);
      std::int32_t* const counts = counts_of[slots.of(one.on)];
      --counts[numbers[one.from]];
      ++counts[to];
    }
  }
  /// From then on a day has its counts, not what changed. Returns how many of all are not 0 (`nowhere` may be one of them).
  std::size_t add_up() {
    std::size_t told = 0;
    const std::size_t count = count_;
    for (std::size_t slot = 0; slot < of_day_.size(); ++slot) {
      std::int32_t* const counts = of_day_[slot].data();
      if (slot > 0) {
        const std::int32_t* const before = of_day_[slot - 1].data();
        for (std::size_t number = 0; number < count; ++number) counts[number] += before[number];
      }
      told += count - static_cast<std::size_t>(std::count(counts, counts + count, 0));
    }
    return told;
  }
  const std::vector<std::int32_t>& of_day(std::size_t slot) const { return of_day_[slot]; }

 private:
  /// Room for the numbers of every holder's cells.
  void reach() {
    for (std::size_t begin = numbers_.size(); begin < holders_.size() * cell_count; begin = numbers_.size()) {
      numbers_.resize(begin + cell_count, nothing);
      for (std::size_t grade = 0; grade < grade_count; ++grade) numbers_[begin + cell_of(State::none, static_cast<Grade>(grade))] = nowhere;
    }
  }
  std::uint32_t enter(std::uint32_t place) {
    if (count_ == of_day_.front().size()) grow();
    return numbers_[place] = count_++;
  }
  void grow() {
    for (std::size_t slot = 0; slot < of_day_.size(); ++slot) {
      of_day_[slot].resize(std::max<std::size_t>(1024, 2 * of_day_[slot].size()));
      counts_of_[slot] = of_day_[slot].data();
    }
  }

  const Asked& days_;
  Holders holders_;
  std::vector<std::uint32_t> numbers_;  // by place
  std::uint32_t count_ = nowhere + 1;
  std::vector<std::vector<std::int32_t>> of_day_;
  std::vector<std::int32_t*> counts_of_;  // the same, at hand
};

/// Names in order of their text; who has none comes first.
class Codes {
 public:
  explicit Codes(const replay::Names& names) : codes_(names.size()) {
    std::vector<std::uint32_t> order(names.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::uint32_t one, std::uint32_t other) { return names[one] < names[other]; });
    std::vector<std::string_view> texts;
    for (const std::uint32_t number : order) {
      codes_[number] = static_cast<std::int32_t>(texts.size());
      texts.push_back(names[number]);
    }
    dictionary_ = Dictionary::of(texts);
  }
  static constexpr std::int32_t blank = -1;
  std::int32_t of(std::uint32_t number) const noexcept { return number == nothing ? blank : codes_[number]; }
  NamedColumn named(std::string name, std::vector<std::int32_t> codes, bool has_blanks) const {
    Presence presence;
    if (has_blanks) {
      presence = Presence::of(codes.size(), [&](std::size_t row) { return codes[row] != blank; });
      std::replace(codes.begin(), codes.end(), blank, 0);
    }
    return NamedColumn::texts(std::move(name), std::move(codes), dictionary_, std::move(presence));
  }

 private:
  std::vector<std::int32_t> codes_;  // by number
  std::shared_ptr<const Dictionary> dictionary_;
};

/// A cell that holds or held somebody, as it is told.
struct Cell {
  std::int32_t task = 0, unit = 0;
  std::uint8_t grade = 0, state = 0;
  std::uint32_t number = 0;
};

/// The rows of a tally in the making.
class Rows {
 public:
  explicit Rows(std::size_t most)
      : days_(most + 1), tasks_(most + 1), units_(most + 1), grades_(most + 1), states_(most + 1), counts_(most + 1) {}
  /// A row for each cell that holds anybody. Every cell writes one, and the next takes its place where it does not.
  void add(Day on, const std::vector<Cell>& cells, const std::vector<std::int32_t>& counts) {
    // (At hand, not in this: what is written to the small columns might change anything, as far as a compiler knows.)
    std::int32_t *days = days_.data(), *tasks = tasks_.data(), *units = units_.data();
    std::uint8_t *grades = grades_.data(), *states = states_.data();
    std::int64_t* told = counts_.data();
    const std::int32_t serial = on.serial();
    std::size_t row = size_;
    for (const Cell& cell : cells) {
      const std::int32_t count = counts[cell.number];
      days[row] = serial;
      tasks[row] = cell.task;
      units[row] = cell.unit;
      grades[row] = cell.grade;
      states[row] = cell.state;
      told[row] = count;
      row += count != 0 ? 1 : 0;
    }
    size_ = row;
  }
  Columns columns(const Codes& tasks, const Codes& units, const std::vector<Cell>& cells) && {
    const auto has_blanks = [&](std::int32_t Cell::*code) { return std::any_of(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.*code == Codes::blank; }); };
    for (auto* column : {&days_, &tasks_, &units_}) column->resize(size_);
    for (auto* column : {&grades_, &states_}) column->resize(size_);
    counts_.resize(size_);
    return Columns({NamedColumn::days("as_of", std::move(days_)), tasks.named("task", std::move(tasks_), has_blanks(&Cell::task)), units.named("unit", std::move(units_), has_blanks(&Cell::unit)),
                    NamedColumn::texts("grade", std::move(grades_), dictionary<Grade, grade_count>(grade_name)),
                    NamedColumn::texts("state", std::move(states_), dictionary<State, state_count>(state_name)),
                    NamedColumn::integers("count", std::move(counts_))});
  }

 private:
  template <class Enum, std::size_t count>
  static std::shared_ptr<const Dictionary> dictionary(std::string_view (*name)(Enum)) {
    std::vector<std::string_view> texts;
    for (std::size_t value = 0; value < count; ++value) texts.push_back(name(static_cast<Enum>(value)));
    return Dictionary::of(texts);
  }
  std::vector<std::int32_t> days_, tasks_, units_;
  std::vector<std::uint8_t> grades_, states_;
  std::vector<std::int64_t> counts_;
  std::size_t size_ = 0;
};

class Teller {
 public:
  Teller(const History& history, std::span<const Day> as_of, ItemNumber last)
      : history_(history), columns_(replay::columns_of(history)), days_(as_of), last_(last), end_(history.place_after(last)), units_(columns_.units),
        tasks_(columns_.tasks), changes_(days_, columns_.holders), unassigned_(Changes::begin_of(Holders::nobody)),
        nowhere_(unassigned_ + cell_of(State::none, Grade::ungraded)) {}

  Tally tell() {
    if (days_.size() > 0) {
      set_out();
      follow_all();
      for (const Apart& one : columns_.apart)
        if (is_retold_.empty() || is_retold_[one.subject] == 0) follow_apart(one);
      for (const std::uint32_t subject : retold_) tell_again(subject);
    }
    return {told(), deviations_};
  }

 private:
  /// Where a hazard is while the facts go by.
  struct Trace {
    std::uint32_t begin = 0;  // of its holder's cells
    Automaton::Step at;
  };
  /// Units that lose or gain hazards by a reorganisation; empty where there are none.
  std::vector<char> changed_units() const {
    std::vector<char> out;
    const auto add = [&](std::string_view unit) {
      out.resize(units_.size());
      if (const auto number = units_.find(unit)) out[*number] = 1;
    };
    for (const std::size_t place : history_.successions()) {
      const Fact& fact = history_.facts()[place].fact;
      add(fact.subject);
      add(fact.fields.text("from"));
      for (const std::string& unit : fact.fields.texts("units")) add(unit);
    }
    return out;
  }

  /// Gives each hazard its holder, and sets apart those that one pass in the order of numbers would tell wrongly: those that
  /// are apart, and those that must be retold with their corrections and the reorganisations of their units.
  void set_out() {
    traces_.resize(columns_.subjects.size());
    for (std::size_t subject = 0; subject < traces_.size(); ++subject) traces_[subject].begin = Changes::begin_of(columns_.first_holders[subject]);
    for (const Apart& one : columns_.apart) {
      traces_[one.subject].at = Automaton::set_apart();
      if (columns_.subjects[one.subject].corrected) retell(one.subject);
    }
    if (const std::vector<char> changed = changed_units(); !changed.empty())
      for (const Assigned& one : columns_.assigned)
        if (one.unit != nothing && changed[one.unit] != 0) retell(columns_.subject_numbers[one.place]);
  }

  void retell(std::uint32_t subject) {
    is_retold_.resize(traces_.size());
    if (std::exchange(is_retold_[subject], 1) != 0) return;
    traces_[subject].at = Automaton::set_apart();
    retold_.push_back(subject);
  }

  /// One pass over the facts, without a turn that depends on what they say. First where some of them move their hazards, then
  /// the counts: so no counter waits for a hazard that comes from afar. Where one day is asked for, hazards are counted once
  /// all have arrived.
  void follow_all() {
    const bool one_day = days_.size() == 1;
    for (std::size_t first = 0; first < end_; first += stretch) {
      const std::size_t last = std::min(first + stretch, end_);
      changes_.make({moves_.data(), one_day ? follow<true>(first, last) : follow<false>(first, last)});
    }
    if (one_day)
      for (const Trace& trace : traces_) move({days_.last().serial(), nowhere_, trace.begin + trace.at.cell()});
  }

  /// Up to where it wrote into `moves_`. Up to `one_day` only the end counts, and no move is written down.
  template <bool one_day>
  const Move* follow(std::size_t first, std::size_t last) {
    const std::uint32_t* const subjects = columns_.subject_numbers.data();
    const Day* const days = columns_.days.data();
    const Symbol* const symbols = columns_.symbols.data();
    const Automaton::Step* steps = automaton_.steps();
    Trace* const traces = traces_.data();
    const Day last_day = days_.last();
    Move* moves = moves_.data();
    std::int64_t deviations = 0;
    for (std::size_t place = first; place < last; ++place) {
      Trace& trace = traces[subjects[place]];
      const Automaton::Step before = trace.at, after = automaton_.next(symbols[place], before, steps);
      const bool counts = days[place] <= last_day;
      if constexpr (one_day) {
        trace.at = counts ? after : before;
      } else {
        trace.at = after;
        *moves = {days[place].serial(), trace.begin + before.cell(), trace.begin + after.cell()};
        moves += static_cast<int>(counts) & static_cast<int>(before.cell() != after.cell());
      }
      deviations += static_cast<int>(counts) & static_cast<int>(after.deviates());
    }
    deviations_ += deviations;
    return moves;
  }

  /// As far as it was known.
  void follow_apart(const Apart& apart) {
    Trace trace{unassigned_, {}};
    for (const Told told : apart.told) {
      if (told.serial() > days_.last().serial()) break;
      if (told.place() >= end_) continue;
      const Symbol symbol = told.symbol();
      const std::uint32_t holder = replay::assigns(static_cast<FactKind>(symbol)) ? holder_after(trace.begin, apart, told.place()) : trace.begin;
      const Automaton::Step next = automaton_.next(symbol, trace.at);
      deviations_ += next.deviates() ? 1 : 0;
      move({told.serial(), trace.begin + trace.at.cell(), holder + next.cell()});
      trace = {holder, next};
    }
  }

  void move(const Move& one) { changes_.make({&one, 1}); }

  std::uint32_t holder_after(std::uint32_t begin, const Apart& apart, std::uint32_t place) {
    if (begin == unassigned_ && place == apart.first) return traces_[apart.subject].begin;
    const auto one = std::lower_bound(columns_.assigned.begin(), columns_.assigned.end(), place, [](const Assigned& a, std::uint32_t p) { return a.place < p; });
    const Holder before = changes_.at(begin);
    return changes_.begin_of({one->task == nothing ? before.task : one->task, one->unit == nothing ? before.unit : one->unit});
  }

  /// The whole story, corrections and heirs with it.
  void tell_again(std::uint32_t subject) {
    const std::string id(columns_.subject_names[subject]);
    replay::Story story;
    for (const Known* known : facts_of_hazard(history_, id, last_)) story.add(known->number, known->fact, known->recorded_at);
    story.settle();
    Hazard hazard;
    hazard.id = HazardId{id};
    std::uint32_t from = nowhere_;
    for (const replay::Placed& placed : story.facts()) {
      if (placed.fact->on > days_.last()) break;
      if (is_hazard_fact(placed.fact->kind)) deviations_ += replay::arrow_for(hazard, *placed.fact) == nullptr;
      replay::apply(hazard, placed, nullptr);
      const std::string& task = hazard.details.text("task");
      const std::uint32_t begin = changes_.begin_of({task.empty() ? nothing : tasks_.intern(task),
                                                     hazard.supervising_unit.empty() ? nothing : units_.intern(hazard.supervising_unit.text())});
      const std::uint32_t to = begin + cell_of(hazard.state, hazard.grade);
      move({placed.fact->on.serial(), std::exchange(from, to), to});
    }
  }

  /// The changes added up, and what is not 0 as columns.
  Columns told() {
    const Codes tasks(tasks_), units(units_);
    std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t>> holders;  // in order, with where their numbers begin
    for (std::uint32_t number = 0; number < changes_.holders().size(); ++number) {
      const Holder one = changes_.holders()[number];
      holders.emplace_back(tasks.of(one.task), units.of(one.unit), Changes::begin_of(number));
    }
    std::sort(holders.begin(), holders.end());
    std::vector<Cell> cells;
    for (const auto& [task, unit, begin] : holders)
      for (std::uint32_t cell = 0; cell < cell_count; ++cell)
        if (const std::uint32_t number = changes_.known(begin + cell); number != nothing && number != Changes::nowhere)
          cells.push_back({task, unit, static_cast<std::uint8_t>(cell / state_count), static_cast<std::uint8_t>(cell % state_count), number});
    Rows rows(changes_.add_up());
    for (std::size_t slot = 0; slot < days_.size(); ++slot) rows.add(days_[slot], cells, changes_.of_day(slot));
    return std::move(rows).columns(tasks, units, cells);
  }

  const History& history_;
  const HistoryColumns& columns_;
  Automaton automaton_;
  static constexpr std::size_t stretch = 512;  // facts, followed before they are counted
  const Asked days_;
  ItemNumber last_;
  std::size_t end_;
  replay::Names units_, tasks_;
  Changes changes_;
  std::uint32_t unassigned_, nowhere_;
  std::vector<Trace> traces_;        // by subject
  std::vector<std::uint32_t> retold_;  // subjects
  std::vector<char> is_retold_;      // by subject; empty where none is
  std::array<Move, stretch + 1> moves_;
  std::int64_t deviations_ = 0;
};

}  // namespace

Tally::Tally(Columns columns, std::int64_t deviation_count) : columns_(std::move(columns)), deviation_count_(deviation_count) {}

Standing Tally::operator[](std::size_t row) const {
  const auto& all = columns_.all();
  return {Day::from_serial(all[0].cells<std::int32_t>()[row]),
          TaskId{all[1].text(row)},
          UnitId{all[2].text(row)},
          static_cast<Grade>(all[3].cells<std::uint8_t>()[row]),
          static_cast<State>(all[4].cells<std::uint8_t>()[row]),
          all[5].cells<std::int64_t>()[row]};
}

std::vector<Standing> Tally::standings() const {
  std::vector<Standing> out;
  out.reserve(size());
  for (std::size_t row = 0; row < size(); ++row) out.push_back((*this)[row]);
  return out;
}

Tally tally(const History& history, std::span<const Day> as_of, std::optional<ItemNumber> known_at) {
  return Teller(history, as_of, known_at.value_or(history.checkpoint().size)).tell();
}

}  // namespace bihuan
