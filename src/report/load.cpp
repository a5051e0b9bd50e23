#include "bihuan/report/load.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/agenda.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace bihuan {
namespace {

constexpr std::array<std::string_view, head_standing_count> standings = {"held", "acting", "vacant"};
constexpr std::array<std::string_view, gap_count> gaps_named = {"uncovered", "vacant", "single_point"};
constexpr int most_weeks = 60;

/// The year of an ISO week is that of its Thursday.
std::string week_name(Day monday) {
  const Day thursday = monday + 3;
  const int number = (thursday - Day::of(thursday.year(), 1, 1)) / 7 + 1;
  return std::to_string(thursday.year()) + (number < 10 ? "-W0" : "-W") + std::to_string(number);
}

std::vector<LoadWeek> weeks_from(Day first, int count) {
  if (count < 1 || count > most_weeks)
    throw TimeError(ErrorCode::bad_span, "a load looks 1 to " + std::to_string(most_weeks) + " weeks ahead, not " + std::to_string(count),
                    "负荷表须看1至" + std::to_string(most_weeks) + "周");
  std::vector<LoadWeek> out;
  Day monday = first - (static_cast<int>(first.weekday()) - 1);
  for (int i = 0; i < count; ++i, monday = monday + 7) out.push_back({week_name(monday), Span::of(std::max(first, monday), monday + 6)});
  return out;
}

/// Adds up the load of every unit.
class Scales {
 public:
  Scales(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar, const LoadOptions& options)
      : state_(state), plan_(plan), rules_(rules), calendar_(calendar), chart_(plan.chart()), on_(state.as_of()),
        out_{plan.notice.campaign, state.as_of(), options.weights, state.checkpoint(), weeks_from(state.as_of(), options.week_count), {}, {}, 0, std::nullopt} {}

  Load weighed() {
    for (const Unit& unit : plan_.organisation.units)
      if (unit.valid.on(on_)) of(unit.id);
    seat_heads();
    add_tasks();
    add_hazards();
    add_limits();
    add_filings();
    add_chains();
    add_gaps();
    return std::move(out_);
  }

 private:
  UnitLoad& of(const UnitId& unit) {
    const auto [place, fresh] = places_.try_emplace(unit, out_.units.size());
    if (fresh) {
      UnitLoad& load = out_.units.emplace_back();
      load.unit = unit;
      load.name = plan_.organisation.unit_name(unit, on_);
      load.seat = {plan_.head_post, unit};
      load.weeks.assign(out_.weeks.size(), 0);
    }
    return out_.units[place->second];
  }

  /// The seat that answers for a unit is its highest one in the leading group, else its head's.
  void seat_heads() {
    std::set<UnitId> seated;
    for (const GroupSeat& one : plan_.answering_seats(on_))
      if (places_.contains(one.seat.unit) && seated.insert(one.seat.unit).second) of(one.seat.unit).seat = one.seat;
    for (UnitLoad& load : out_.units) {
      const std::vector<Holder> holders = plan_.organisation.holders(load.seat, on_);
      if (!holders.empty()) load.head = holders.front().acting ? HeadStanding::acting : HeadStanding::held;
    }
  }

  void add_tasks() {
    std::set<std::tuple<UnitId, TaskId, Bond>> seen;
    for (const Responsibility& one : plan_.responsibilities(on_)) {
      const Task* task = plan_.find_task(one.task);
      if (one.bond == Bond::cooperates || task == nullptr || !task->is_leaf || !places_.contains(one.unit)) continue;
      if (seen.emplace(one.unit, one.task, one.bond).second) ++(one.bond == Bond::leads ? of(one.unit).leads : of(one.unit).carries);
    }
  }

  void add_hazards() {
    for (const Hazard& hazard : state_.hazards()) {
      if (!hazard.is_open()) continue;
      UnitLoad& load = of(hazard.supervising_unit);
      ++load.open;
      load.weight += out_.weights.of(hazard.grade);
      if (hazard.grade == Grade::major) ++load.open_major;
      if (hazard.is_overdue(on_)) ++load.overdue;
    }
  }

  void add_due(UnitLoad& load, Day due_on) {
    if (due_on < on_) {
      ++load.missed;
      return;
    }
    const auto week = std::find_if(out_.weeks.begin(), out_.weeks.end(), [&](const LoadWeek& one) { return one.days.contains(due_on); });
    if (week == out_.weeks.end()) return;
    ++load.weeks[static_cast<std::size_t>(week - out_.weeks.begin())];
    ++load.coming;
    if (plan_.organisation.holders(load.seat, due_on).empty()) ++load.unheld;
  }

  void add_limits() {
    for (const Due& due : agenda(state_, plan_, rules_, calendar_))
      if (due.due_on && !due.paused) add_due(of(due.unit), *due.due_on);
  }

  void add_filings() {
    std::set<std::tuple<UnitId, FilingId, std::string>> received;
    for (const Received& one : state_.received())
      if (!one.sent_back) received.emplace(one.unit, one.filing, one.period);
    for (const DueFiling& due : plan_.filings(calendar_, {{}, true})) {
      if (due.due_on() > out_.weeks.back().days.last) break;  // they come in order of their days
      const Day then = std::min(due.cutoff_on, on_);
      for (const UnitId& filer : plan_.filers_of(*plan_.find_filing(due.filing), then)) {
        const UnitId heir = plan_.organisation.heir(filer, then, on_);
        if (heir.empty() || received.contains({filer, due.filing, due.period.text()})) continue;
        UnitLoad& load = of(heir);
        ++load.filings;
        add_due(load, due.due_on());
      }
    }
  }

  std::int64_t chain_length(const Node& node) {
    const auto length = chart_.knows(node) ? static_cast<std::int64_t>(chart_.chain(node, on_).size()) : 0;
    if (length > out_.longest_chain) {
      out_.longest_chain = length;
      out_.longest_of = node;
      out_.longest_name = chart_.name_of(node, on_);
    }
    return length;
  }

  void add_chains() {
    for (UnitLoad& load : out_.units) load.chain = chain_length({NodeKind::unit, load.unit.text()});
    for (const Task& task : plan_.tasks)
      if (task.is_leaf) chain_length({NodeKind::task, task.id.text()});
  }

  void add_gap(Gap gap, const Node& node, std::string name, const std::string& reason) {
    LoadGap& one = out_.gaps.emplace_back();
    one.gap = gap;
    one.node = node;
    one.name = std::move(name);
    one.reason = reason;
  }

  void add_gaps() {
    for (const Uncovered& one : chart_.uncovered(on_)) add_gap(Gap::uncovered, one.node, chart_.name_of(one.node, on_), one.reason);
    for (const GroupSeat& one : plan_.vacancies(on_)) {
      const std::size_t held = plan_.organisation.holders(one.seat, on_).size();
      const std::string reason = "应有" + std::to_string(one.count) + "人，在任" + std::to_string(held) + "人";
      add_gap(Gap::vacant, {NodeKind::post, one.seat.text()}, plan_.organisation.unit_name(one.seat.unit, on_) + plan_.organisation.post_title(one.seat.post),
              one.rank.empty() ? reason : reason + "（" + one.rank + "）");
    }
    for (const SinglePoint& one : chart_.single_points(on_)) add_gap(Gap::single_point, one.node(), chart_.name_of(one.node(), on_), one.reason());
  }

  const Snapshot& state_;
  const Plan& plan_;
  const Rulebook& rules_;
  const Calendar& calendar_;
  Chart chart_;
  Day on_;
  Load out_;
  std::map<UnitId, std::size_t> places_;
};

}  // namespace

int LoadWeights::of(Grade grade) const noexcept {
  if (grade == Grade::major) return major;
  return grade == Grade::general ? general : ungraded;
}

std::string_view head_standing_name(HeadStanding standing) noexcept { return standings[static_cast<std::size_t>(standing)]; }

std::string chinese(HeadStanding standing) {
  constexpr std::array<const char*, head_standing_count> words = {"在任", "代理", "空缺"};
  return words[static_cast<std::size_t>(standing)];
}

std::string_view gap_name(Gap gap) noexcept { return gaps_named[static_cast<std::size_t>(gap)]; }

std::string chinese(Gap gap) {
  constexpr std::array<const char*, gap_count> words = {"无人负责", "职务空缺", "单点"};
  return words[static_cast<std::size_t>(gap)];
}

const UnitLoad* Load::find(const UnitId& unit) const noexcept {
  const auto found = std::find_if(units.begin(), units.end(), [&](const UnitLoad& one) { return one.unit == unit; });
  return found == units.end() ? nullptr : &*found;
}

UnitLoad Load::total() const {
  UnitLoad out;
  out.name = "合计";
  out.weeks.assign(weeks.size(), 0);
  for (const UnitLoad& unit : units) {
    for (const LoadFigure& figure : load_figures)
      out.*figure.value = figure.adds_up ? out.*figure.value + unit.*figure.value : std::max(out.*figure.value, unit.*figure.value);
    for (std::size_t week = 0; week < weeks.size(); ++week) out.weeks[week] += unit.weeks[week];
  }
  return out;
}

Table Load::table() const {
  Table out{"load", {"unit", "name", "head"}, {}};
  for (const LoadFigure& figure : load_figures) out.keys.emplace_back(figure.key);
  for (const LoadWeek& week : weeks) out.keys.push_back(week.name);
  const auto add = [&](const UnitLoad& unit, Cell id, Cell head) {
    std::vector<Cell> row = {std::move(id), unit.name, std::move(head)};
    for (const LoadFigure& figure : load_figures) row.emplace_back(unit.*figure.value);
    for (const std::int64_t count : unit.weeks) row.emplace_back(count);
    out.rows.push_back(std::move(row));
  };
  for (const UnitLoad& unit : units) add(unit, unit.unit.text(), chinese(unit.head));
  add(total(), {}, {});
  return out;
}

Load load_on(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar, const LoadOptions& options) {
  return Scales(state, plan, rules, calendar, options).weighed();
}

}  // namespace bihuan
