#include "bihuan/org/reorganisation.hpp"

#include <algorithm>

namespace bihuan {
namespace {

Unit* unit_of(Organisation& organisation, const UnitId& id) {
  const auto found = std::find_if(organisation.units.begin(), organisation.units.end(), [&](const Unit& unit) { return unit.id == id; });
  return found == organisation.units.end() ? nullptr : &*found;
}

void open_unit(Organisation& organisation, const UnitId& id, const std::string& name, Day on) {
  if (unit_of(organisation, id) == nullptr) organisation.units.push_back({id, name, {on, std::nullopt}});
}

void end_unit(Organisation& organisation, const UnitId& id, Day on) {
  Unit* unit = unit_of(organisation, id);
  if (unit != nullptr && (!unit->valid.last || on <= *unit->valid.last)) unit->valid.last = on - 1;
}

void hand_over(Organisation& organisation, const UnitId& from, Day on, const Heirs& heirs) {
  if (heirs.rest != from) end_unit(organisation, from, on);
  organisation.successions.push_back({from, on, heirs});
  std::stable_sort(organisation.successions.begin(), organisation.successions.end(),
                   [](const Succession& a, const Succession& b) { return a.on < b.on; });
}

/// What each kind of change does to the organisation.
struct OfUnits {
  Organisation& organisation;
  Day on;

  void operator()(const UnitRenamed& change) const {
    Unit* unit = unit_of(organisation, change.unit);
    if (unit == nullptr || unit->name == change.name) return;
    unit->former.push_back({unit->name, on - 1});
    unit->name = change.name;
  }
  void operator()(const UnitsMerged& change) const {
    if (!change.name.empty()) open_unit(organisation, change.into, change.name, on);
    for (const UnitId& unit : change.units) hand_over(organisation, unit, on, {{}, {}, change.into});
  }
  void operator()(const UnitSplit& change) const {
    for (const NewUnit& fresh : change.into) open_unit(organisation, fresh.unit, fresh.name, on);
    hand_over(organisation, change.unit, on, change.heirs);
  }
  void operator()(const UnitClosed& change) const { hand_over(organisation, change.unit, on, change.heirs); }
  void operator()(const ResponsibilityMoved&) const {}
  void operator()(const MembershipChanged& change) const {
    for (CollectiveTerm& term : organisation.terms) {
      if (term.name != change.term) continue;
      for (Membership& member : term.members)
        if (std::find(change.left.begin(), change.left.end(), member.unit) != change.left.end() && member.valid.on(on)) member.valid.last = on - 1;
      for (const UnitId& unit : change.joined) term.members.push_back({unit, {on, std::nullopt}});
    }
  }
};

/// What each kind of change does to responsibilities.
struct OfResponsibilities {
  std::vector<Responsibility>& all;
  Day on;

  /// Gives those of a unit that `passes` names an heir for to that heir, from the day on.
  template <class Passes>
  void pass(const UnitId& from, Passes passes) const {
    std::vector<Responsibility> out;
    for (Responsibility& one : all) {
      const bool runs = one.unit == from && (!one.valid.last || on <= *one.valid.last);
      const std::optional<UnitId> to = runs ? passes(one) : std::nullopt;
      if (!to || *to == from) {
        add(out, std::move(one));
        continue;
      }
      Responsibility later = one;
      later.unit = *to;
      later.valid.first = std::max(one.valid.first, std::optional(on));
      if (!one.valid.first || *one.valid.first < on) {
        one.valid.last = on - 1;
        add(out, std::move(one));
      }
      if (!to->empty()) add(out, std::move(later));
    }
    all = std::move(out);
  }
  void inherit(const UnitId& from, const Heirs& heirs) const {
    pass(from, [&](const Responsibility& one) { return std::optional(heirs.of(one.task)); });
  }

  void operator()(const UnitRenamed&) const {}
  void operator()(const UnitsMerged& change) const {
    for (const UnitId& unit : change.units) inherit(unit, {{}, {}, change.into});
  }
  void operator()(const UnitSplit& change) const { inherit(change.unit, change.heirs); }
  void operator()(const UnitClosed& change) const { inherit(change.unit, change.heirs); }
  void operator()(const ResponsibilityMoved& change) const {
    if (change.from.empty()) {
      add(all, {change.task, change.to, change.bond, {on, std::nullopt}, "职责划入", Origin::printed});
      return;
    }
    pass(change.from, [&](const Responsibility& one) {
      const bool meant = one.bond == change.bond && is_within(one.task, change.task);
      return meant ? std::optional(change.to) : std::nullopt;
    });
  }
  void operator()(const MembershipChanged& change) const {
    std::vector<Responsibility> named;  // one for each task that names the term
    for (const Responsibility& one : all) {
      const auto same = [&](const Responsibility& there) { return there.task == one.task && there.bond == one.bond; };
      if (one.printed == change.term && std::none_of(named.begin(), named.end(), same)) named.push_back(one);
    }
    for (const UnitId& unit : change.left)
      pass(unit, [&](const Responsibility& one) { return one.printed == change.term ? std::optional(UnitId()) : std::nullopt; });
    for (const UnitId& unit : change.joined)
      for (const Responsibility& one : named) add(all, {one.task, unit, one.bond, {on, std::nullopt}, one.printed, one.origin});
  }

 private:
  /// A unit that carries a task already does not carry it twice.
  static void add(std::vector<Responsibility>& out, Responsibility one) {
    for (const Responsibility& there : out) {
      const bool same = !one.unit.empty() && there.task == one.task && there.unit == one.unit && there.bond == one.bond;
      const bool covers = (!there.valid.first || (one.valid.first && *there.valid.first <= *one.valid.first)) &&
                          (!there.valid.last || (one.valid.last && *one.valid.last <= *there.valid.last));
      if (same && covers) return;
    }
    out.push_back(std::move(one));
  }
};

}  // namespace

bool is_within(const TaskId& task, const TaskId& heading) noexcept {
  const std::string &one = task.text(), &other = heading.text();
  return !other.empty() && one.starts_with(other) && (one.size() == other.size() || one[other.size()] == '.');
}

void reorganise(Organisation& organisation, const Reorganisation& reorganisation) {
  std::visit(OfUnits{organisation, reorganisation.on}, reorganisation.change);
}

void reorganise(std::vector<Responsibility>& responsibilities, const Reorganisation& reorganisation) {
  std::visit(OfResponsibilities{responsibilities, reorganisation.on}, reorganisation.change);
}

}  // namespace bihuan
