#include "bihuan/state/tally.hpp"

#include "bihuan/state/reorganisation.hpp"
#include "state/history_columns.hpp"
#include "state/replay.hpp"

#include <algorithm>
#include <map>
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

/// Changes of the counts by task and unit, day and cell. What happened between two of the days is told on the later one.
class Changes {
 public:
  explicit Changes(std::size_t day_count) : day_count_(day_count) {}
  /// The number of a task under a unit.
  std::uint32_t holder(std::uint32_t task, std::uint32_t unit) {
    const auto [found, fresh] = numbers_.try_emplace({task, unit}, static_cast<std::uint32_t>(numbers_.size()));
    if (fresh) changes_.resize(changes_.size() + day_count_ * cell_count);
    return found->second;
  }
  std::int32_t* cells(std::uint32_t holder, std::size_t day) { return changes_.data() + (holder * day_count_ + day) * cell_count; }
  const std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>& holders() const noexcept { return numbers_; }

 private:
  std::size_t day_count_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> numbers_;
  std::vector<std::int32_t> changes_;
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
    unassigned_ = changes_.holder(nothing, nothing);
  }

  Tally tell() {
    if (days_.empty()) return {};
    set_apart();
    tell_ordered();
    for (std::uint32_t subject = 0; subject < columns_.subjects.size(); ++subject) {
      if (traces_[subject].status != apart) continue;
      if (retold_[subject]) tell_again(subject);
      else tell_sorted(subject);
    }
    return {sum(), deviations_};
  }

 private:
  /// Where a hazard is while the facts go by.
  struct Trace {
    std::uint16_t status = 0;
    std::uint32_t holder = 0;
  };
  static constexpr std::uint16_t apart = 0xffff;

  /// The first of the days that has seen a day; their number where none has.
  std::size_t slot_of(Day on) const noexcept {
    if (on <= days_.front()) return 0;
    return on > days_.back() ? days_.size() : slots_[static_cast<std::size_t>(on - days_.front() - 1)];
  }

  /// Hazards that one pass in the order of numbers would tell wrongly: those with back-dated facts, and those that must be
  /// retold with their corrections and the reorganisations of their units.
  void set_apart() {
    traces_.assign(columns_.subjects.size(), {0, unassigned_});
    retold_.assign(columns_.subjects.size(), 0);
    const std::set<std::uint32_t> changed = changed_units();
    for (std::size_t subject = 0; subject < columns_.subjects.size(); ++subject) {
      const HistoryColumns::Subject& one = columns_.subjects[subject];
      retold_[subject] = one.corrected;
      if (one.is_hazard && (one.disordered || one.corrected)) traces_[subject].status = apart;
    }
    if (changed.empty()) return;
    for (const Assigned& one : columns_.assigned)
      if (changed.contains(one.unit)) {
        const std::uint32_t subject = columns_.subject_numbers[one.place];
        retold_[subject] = 1;
        traces_[subject].status = apart;
      }
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
    auto assigned = columns_.assigned.begin();
    for (std::size_t place = 0; place < end_; ++place) {
      const Symbol symbol = columns_.symbols[place];
      if (symbol == replay::no_symbol) continue;
      Trace& trace = traces_[columns_.subject_numbers[place]];
      if (trace.status == apart) continue;
      const std::size_t slot = slot_of(columns_.days[place]);
      if (slot == days_.size()) continue;
      if (!replay::assigns(static_cast<FactKind>(symbol))) {
        take(trace, symbol, slot, trace.holder);
        continue;
      }
      while (assigned->place < place) ++assigned;
      take(trace, symbol, slot, holder_after(trace, *assigned));
    }
  }

  std::uint32_t holder_after(const Trace& trace, const Assigned& assigned) {
    std::uint32_t task = assigned.task, unit = assigned.unit;
    if (task == nothing || unit == nothing) {
      const auto before = std::find_if(changes_.holders().begin(), changes_.holders().end(), [&](const auto& one) { return one.second == trace.holder; });
      if (task == nothing) task = before->first.first;
      if (unit == nothing) unit = before->first.second;
    }
    return changes_.holder(task, unit);
  }

  void take(Trace& trace, Symbol symbol, std::size_t slot, std::uint32_t holder) {
    const std::uint16_t after = automaton_.next(symbol, trace.status);
    deviations_ += after >> 15;
    --changes_.cells(trace.holder, slot)[cells_[trace.status]];
    trace.status = after & ~Automaton::deviates & 0xffff;
    trace.holder = holder;
    ++changes_.cells(holder, slot)[cells_[trace.status]];
  }

  void tell_sorted(std::uint32_t subject) {
    std::vector<std::uint32_t> places;
    for (std::uint32_t at = columns_.subjects[subject].first; at != nothing && at < end_; at = columns_.next_of_subject[at])
      if (columns_.symbols[at] != replay::no_symbol) places.push_back(at);
    std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) { return columns_.days[a] < columns_.days[b]; });
    Trace trace{0, unassigned_};
    for (const std::uint32_t place : places) {
      const std::size_t slot = slot_of(columns_.days[place]);
      if (slot == days_.size()) break;
      std::uint32_t holder = trace.holder;
      if (replay::assigns(static_cast<FactKind>(columns_.symbols[place])))
        holder = holder_after(trace, *std::lower_bound(columns_.assigned.begin(), columns_.assigned.end(), place,
                                                       [](const Assigned& one, std::uint32_t at) { return one.place < at; }));
      take(trace, columns_.symbols[place], slot, holder);
    }
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
      holder = changes_.holder(task.empty() ? nothing : tasks_.intern(task),
                               hazard.supervising_unit.empty() ? nothing : units_.intern(hazard.supervising_unit.text()));
      ++changes_.cells(holder, slot)[cell_of(hazard.state, hazard.grade)];
    }
  }

  std::vector<Standing> sum() {
    std::vector<std::tuple<TaskId, UnitId, std::uint32_t>> holders;
    for (const auto& [names, number] : changes_.holders())
      holders.emplace_back(TaskId{names.first == nothing ? std::string_view() : tasks_[names.first]},
                           UnitId{names.second == nothing ? std::string_view() : units_[names.second]}, number);
    std::sort(holders.begin(), holders.end());
    std::vector<Standing> out;
    for (std::size_t day = 0; day < days_.size(); ++day)
      for (const auto& [task, unit, number] : holders) {
        std::int32_t* cells = changes_.cells(number, day);
        if (day > 0)
          for (std::size_t cell = 0; cell < cell_count; ++cell) cells[cell] += changes_.cells(number, day - 1)[cell];
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
  std::vector<std::uint8_t> retold_;  // by subject
  std::uint32_t unassigned_ = 0;
  std::int64_t deviations_ = 0;
};

}  // namespace

namespace {

/// Codes of texts, a blank for the empty one.
template <class Text>
NamedColumn coded(std::string name, const std::vector<Standing>& standings, Text text) {
  replay::Names names;
  std::vector<std::int32_t> codes;
  for (const Standing& one : standings) codes.push_back(static_cast<std::int32_t>(names.intern(text(one))));
  std::vector<std::string> words;
  for (std::uint32_t number = 0; number < names.size(); ++number) words.emplace_back(names[number]);
  const bool whole = std::find(words.begin(), words.end(), "") == words.end();
  Presence presence = whole ? Presence() : Presence::of(standings.size(), [&](std::size_t row) { return !text(standings[row]).empty(); });
  return NamedColumn::texts(std::move(name), std::move(codes), Dictionary::of(words), std::move(presence));
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
