#include "bihuan/state/tally.hpp"

#include "bihuan/state/reorganisation.hpp"
#include "state/history_columns.hpp"
#include "state/replay.hpp"
#include "state/text_column.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace bihuan {

namespace {

using replay::Assigned;
using replay::Automaton;
using replay::HistoryColumns;
using replay::nothing;
using replay::Symbol;

constexpr std::size_t grade_count = 3;
constexpr std::size_t cell_count = state_count * grade_count;  // of one task under one unit

std::size_t cell_of(State state, Grade grade) { return static_cast<std::size_t>(state) * grade_count + static_cast<std::size_t>(grade); }

/// A task under a unit; `nothing` where the hazard has none.
struct Holder {
  std::uint32_t task = nothing, unit = nothing;
};

/// Changes of the counts by task and unit, day and cell. What happened between two of the days is told on the later one.
class Changes {
 public:
  explicit Changes(std::size_t day_count) : of_day_(day_count) {}
  /// The number of a task under a unit.
  std::uint32_t number_of(Holder holder) {
    // (`nothing` + 1 is 0.)
    const std::uint32_t row = holder.task + 1, column = holder.unit + 1;
    if (row >= numbers_.size()) numbers_.resize(row + 1);
    if (column >= numbers_[row].size()) numbers_[row].resize(column + 1, nothing);
    std::uint32_t& number = numbers_[row][column];
    if (number == nothing) {
      number = static_cast<std::uint32_t>(holders_.size());
      holders_.push_back(holder);
      for (std::vector<std::int32_t>& cells : of_day_) cells.resize(cells.size() + cell_count);
    }
    return number;
  }
  std::int32_t* cells(std::uint32_t number, std::size_t day) { return of_day_[day].data() + number * cell_count; }
  const std::vector<Holder>& holders() const noexcept { return holders_; }

 private:
  std::vector<std::vector<std::uint32_t>> numbers_;  // by task and unit, each + 1
  std::vector<Holder> holders_;                      // by number
  std::vector<std::vector<std::int32_t>> of_day_;    // facts come nearly in the order of their days: what is written lies close together
};

/// Days in order, each once.
std::vector<Day> in_order(std::span<const Day> days) {
  std::vector<Day> out(days.begin(), days.end());
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class Teller {
 public:
  Teller(const History& history, std::span<const Day> as_of, ItemNumber last)
      : history_(history), columns_(replay::columns_of(history)), days_(in_order(as_of)), last_(last), end_(history.place_after(last)),
        units_(columns_.units), tasks_(columns_.tasks), changes_(days_.size()) {
    for (std::size_t number = 0; number < automaton_.size(); ++number)
      cells_.push_back(static_cast<std::uint8_t>(cell_of(automaton_.status(number).state, automaton_.status(number).grade)));
    for (std::size_t at = 0; at + 1 < days_.size(); ++at)
      slots_.insert(slots_.end(), static_cast<std::size_t>(days_[at + 1] - days_[at]), static_cast<std::uint16_t>(at + 1));
    unassigned_ = changes_.number_of({});
  }

  Tally tell() {
    if (days_.empty()) return {};
    set_apart();
    tell_ordered();
    for (const Trace& trace : traces_)
      if (trace.status < apart) settle(trace);
    for (const Aside& aside : aside_) tell_sorted(aside);
    for (const std::uint32_t subject : retold_) tell_again(subject);
    return {sum(), deviations_};
  }

 private:
  /// Where a hazard is while the facts go by, and where it was on the day before. Only what is left at the end of a day counts.
  struct Trace {
    std::uint16_t status = 0, status_before = 0;
    std::uint32_t holder = 0, holder_before = 0;
    std::uint32_t slot = 0;
  };
  static constexpr std::uint16_t apart = 0xfffe;     // its facts are put aside, those of `aside_[holder]`
  static constexpr std::uint16_t skipped = 0xffff;   // it is told again from its facts

  /// A fact put aside.
  struct Told {
    Day on;
    std::uint32_t place = 0;
    const Assigned* assigned = nullptr;
    Symbol symbol = replay::no_symbol;
  };
  /// The facts of one hazard, a piece of `told_`.
  struct Aside {
    std::uint32_t begin = 0, end = 0;
  };

  /// The first of the days that has seen a day; their number where none has.
  std::size_t slot_of(Day on) const noexcept {
    if (on <= days_.front()) return 0;
    return on > days_.back() ? days_.size() : slots_[static_cast<std::size_t>(on - days_.front() - 1)];
  }

  /// Hazards that one pass in the order of numbers would tell wrongly: those with back-dated facts, and those that must be
  /// retold with their corrections and the reorganisations of their units.
  void set_apart() {
    traces_.assign(columns_.subjects.size(), {0, 0, unassigned_, unassigned_, 0});
    const std::set<std::uint32_t> changed = changed_units();
    if (!changed.empty())
      for (const Assigned& one : columns_.assigned)
        if (changed.contains(one.unit)) traces_[columns_.subject_numbers[one.place]].status = skipped;
    std::uint32_t count = 0;
    for (std::uint32_t subject = 0; subject < columns_.subjects.size(); ++subject) {
      const HistoryColumns::Subject& one = columns_.subjects[subject];
      Trace& trace = traces_[subject];
      if (one.is_hazard && one.corrected) trace.status = skipped;
      if (trace.status == skipped) retold_.push_back(subject);
      if (trace.status == skipped || !one.is_hazard || !one.disordered) continue;
      trace.status = apart;
      trace.holder = static_cast<std::uint32_t>(aside_.size());
      aside_.push_back({count, count});
      count += one.count;
    }
    told_.resize(count, {Day::from_serial(0)});
  }

  /// Units that lose or gain hazards by a reorganisation.
  std::set<std::uint32_t> changed_units() const {
    std::set<std::uint32_t> out;
    const auto add = [&](std::string_view unit) {
      if (const auto number = units_.find(unit)) out.insert(*number);
    };
    for (const std::size_t place : history_.successions()) {
      const Fact& fact = history_.facts()[place].fact;
      add(fact.subject);
      add(fact.fields.text("from"));
      for (const std::string& unit : fact.fields.texts("units")) add(unit);
    }
    return out;
  }

  void tell_ordered() {
    const Symbol* symbols = columns_.symbols.data();
    const std::uint32_t* subjects = columns_.subject_numbers.data();
    const Day* days = columns_.days.data();
    const Assigned* assigned = columns_.assigned.data();
    Trace* traces = traces_.data();
    const std::uint32_t count = static_cast<std::uint32_t>(end_);
    for (std::uint32_t place = 0; place < count; ++place) {
      const Symbol symbol = symbols[place];
      if (symbol == replay::no_symbol) continue;
      const bool assigns = replay::assigns(static_cast<FactKind>(symbol));
      if (assigns)
        while (assigned->place < place) ++assigned;
      Trace& trace = traces[subjects[place]];
      if (trace.status >= apart) {
        if (trace.status == apart) put_aside(trace, {days[place], place, assigns ? assigned : nullptr, symbol});
        continue;
      }
      const std::size_t slot = slot_of(days[place]);
      if (slot == days_.size()) continue;
      take(trace, symbol, slot, assigns ? holder_after(trace, *assigned) : trace.holder);
    }
  }

  void put_aside(const Trace& trace, const Told& told) { told_[aside_[trace.holder].end++] = told; }

  std::uint32_t holder_after(const Trace& trace, const Assigned& assigned) {
    const Holder before = changes_.holders()[trace.holder];
    return changes_.number_of({assigned.task == nothing ? before.task : assigned.task, assigned.unit == nothing ? before.unit : assigned.unit});
  }

  void take(Trace& trace, Symbol symbol, std::size_t slot, std::uint32_t holder) {
    if (slot != trace.slot) {
      settle(trace);
      trace.status_before = trace.status;
      trace.holder_before = trace.holder;
      trace.slot = static_cast<std::uint32_t>(slot);
    }
    const std::uint16_t after = automaton_.next(symbol, trace.status);
    deviations_ += after >> 15;
    trace.status = after & ~Automaton::deviates & 0xffff;
    trace.holder = holder;
  }

  /// Counts what the last of the days with something new has changed.
  void settle(const Trace& trace) {
    --changes_.cells(trace.holder_before, trace.slot)[cells_[trace.status_before]];
    ++changes_.cells(trace.holder, trace.slot)[cells_[trace.status]];
  }

  void tell_sorted(const Aside& aside) {
    const auto begin = told_.begin() + aside.begin, end = told_.begin() + aside.end;
    std::sort(begin, end, [](const Told& one, const Told& other) { return std::pair(one.on, one.place) < std::pair(other.on, other.place); });
    Trace trace{0, 0, unassigned_, unassigned_, 0};
    for (auto told = begin; told != end; ++told) {
      const std::size_t slot = slot_of(told->on);
      if (slot == days_.size()) break;
      take(trace, told->symbol, slot, told->assigned == nullptr ? trace.holder : holder_after(trace, *told->assigned));
    }
    settle(trace);
  }

  /// The whole story, corrections and heirs with it.
  void tell_again(std::uint32_t subject) {
    const std::string id(columns_.subject_names[subject]);
    replay::Story story;
    for (const Known* known : facts_of_hazard(history_, id, last_)) story.add(known->number, known->fact, known->recorded_at);
    story.settle();
    Hazard hazard;
    hazard.id = HazardId{id};
    std::uint32_t holder = unassigned_;
    for (const replay::Placed& placed : story.facts()) {
      const std::size_t slot = slot_of(placed.fact->on);
      if (slot == days_.size()) break;
      if (is_hazard_fact(placed.fact->kind)) deviations_ += replay::arrow_for(hazard, *placed.fact) == nullptr;
      --changes_.cells(holder, slot)[cell_of(hazard.state, hazard.grade)];
      replay::apply(hazard, placed, nullptr);
      const std::string& task = hazard.details.text("task");
      holder = changes_.number_of({task.empty() ? nothing : tasks_.intern(task),
                                   hazard.supervising_unit.empty() ? nothing : units_.intern(hazard.supervising_unit.text())});
      ++changes_.cells(holder, slot)[cell_of(hazard.state, hazard.grade)];
    }
  }

  std::vector<Standing> sum() {
    std::vector<std::tuple<TaskId, UnitId, std::uint32_t>> holders;
    for (const Holder& one : changes_.holders())
      holders.emplace_back(TaskId{one.task == nothing ? std::string_view() : tasks_[one.task]},
                           UnitId{one.unit == nothing ? std::string_view() : units_[one.unit]}, holders.size());
    std::sort(holders.begin(), holders.end());
    std::size_t rows = 0;
    for (std::size_t day = 0; day < days_.size(); ++day)
      for (std::uint32_t number = 0; number < holders.size(); ++number) {
        std::int32_t* cells = changes_.cells(number, day);
        if (day > 0)
          for (std::size_t cell = 0; cell < cell_count; ++cell) cells[cell] += changes_.cells(number, day - 1)[cell];
        rows += cell_count - static_cast<std::size_t>(std::count(cells, cells + cell_count, 0));
      }
    std::vector<Standing> out;
    out.reserve(rows);
    for (std::size_t day = 0; day < days_.size(); ++day)
      for (const auto& [task, unit, number] : holders) {
        const std::int32_t* cells = changes_.cells(number, day);
        for (std::size_t grade = 0; grade < grade_count; ++grade)
          for (int state = 1; state < state_count; ++state)
            if (const std::int32_t count = cells[cell_of(static_cast<State>(state), static_cast<Grade>(grade))]; count != 0)
              out.push_back({days_[day], task, unit, static_cast<Grade>(grade), static_cast<State>(state), count});
      }
    return out;
  }

  const History& history_;
  const HistoryColumns& columns_;
  const Automaton& automaton_ = Automaton::standard();
  std::vector<Day> days_;
  ItemNumber last_;
  std::size_t end_;
  replay::Names units_, tasks_;
  Changes changes_;
  std::vector<std::uint8_t> cells_;   // by status
  std::vector<std::uint16_t> slots_;  // by day after the first
  std::vector<Trace> traces_;         // by subject
  std::vector<std::uint32_t> retold_;  // subjects
  std::vector<Aside> aside_;
  std::vector<Told> told_;
  std::uint32_t unassigned_ = 0;
  std::int64_t deviations_ = 0;
};

}  // namespace

namespace {

/// Codes of texts, a blank for the empty one.
template <class Text>
NamedColumn coded(std::string name, const std::vector<Standing>& standings, Text text) {
  replay::TextColumn column;
  for (const Standing& one : standings) column.add(text(one));
  return std::move(column).named(std::move(name));
}

}  // namespace

Columns Tally::columns() const {
  std::vector<std::int32_t> days;
  std::vector<std::int64_t> counts;
  for (const Standing& one : standings) {
    days.push_back(one.as_of.serial());
    counts.push_back(one.count);
  }
  return Columns({NamedColumn::days("as_of", std::move(days)),
                  coded("task", standings, [](const Standing& one) { return std::string_view(one.task.text()); }),
                  coded("unit", standings, [](const Standing& one) { return std::string_view(one.unit.text()); }),
                  coded("grade", standings, [](const Standing& one) { return grade_name(one.grade); }),
                  coded("state", standings, [](const Standing& one) { return state_name(one.state); }),
                  NamedColumn::integers("count", std::move(counts))});
}

Tally tally(const History& history, std::span<const Day> as_of, std::optional<ItemNumber> known_at) {
  return Teller(history, as_of, known_at.value_or(history.checkpoint().size)).tell();
}

}  // namespace bihuan
