// report/diff.cpp: why two reports differ: each fact's share in the one and in the other, fact by fact.
#include "bihuan/error.hpp"
#include "report/figure_parts.hpp"
#include "report/plan_then.hpp"

#include <algorithm>

namespace bihuan {

std::string_view change_class_name(ChangeClass change) noexcept {
  constexpr std::array<std::string_view, change_class_count> names = {"new",     "late_entry",     "correction",  "regrade",
                                                                      "reopened", "reorganisation", "rule_change", "other_period"};
  return names[static_cast<std::size_t>(change)];
}

std::string chinese(ChangeClass change) {
  constexpr std::array<const char*, change_class_count> names = {"新增", "补报", "更正", "重新定级", "重新打开", "机构调整", "规则变化", "期间变化"};
  return names[static_cast<std::size_t>(change)];
}

namespace {

using figures::Values;

const std::set<std::string> counted_groups = {"headline", "accounts", "progress", "coverage", "shared_problems", "tasks"};

/// What each fact of one subject did to the figures, by the report of that subject alone.
using Steps = std::map<ItemNumber, std::map<std::string, Amount>>;

Steps steps_of(const Footing& footing, const std::vector<const Known*>& facts, const std::vector<std::string>& names, const std::set<std::string>& groups) {
  Steps steps;
  Values before;
  for (std::size_t n = 1; n <= facts.size() && facts[n - 1]->number <= footing.last; ++n) {
    Values now = figures::values_of(footing, figures::alone(footing, facts, n), groups);
    for (const std::string& name : names) {
      const auto a = figures::number_in(before, name), b = figures::number_in(now, name);
      if (!a || !b) continue;
      const Amount change = difference_of(*b, *a);
      if (change.value != 0) steps[facts[n - 1]->number][name] = change;
    }
    before = std::move(now);
  }
  return steps;
}

/// Whether two plans name the same units by the same names, with the same members of collective terms.
bool same_house(const Organisation& a, const Organisation& b) {
  const auto units = [](const Unit& x, const Unit& y) { return x.id == y.id && x.name == y.name && x.valid == y.valid; };
  const auto members = [](const Membership& x, const Membership& y) { return x.unit == y.unit && x.valid == y.valid; };
  const auto terms = [&](const CollectiveTerm& x, const CollectiveTerm& y) {
    return x.name == y.name && std::equal(x.members.begin(), x.members.end(), y.members.begin(), y.members.end(), members);
  };
  return std::equal(a.units.begin(), a.units.end(), b.units.begin(), b.units.end(), units) &&
         std::equal(a.terms.begin(), a.terms.end(), b.terms.begin(), b.terms.end(), terms);
}

class Comparison {
 public:
  Comparison(const Footing& before, const Footing& after)
      : before_(before), after_(after), same_period_(before.filing == after.filing && before.period == after.period),
        same_plan_(plan_fact_at(before.history, before.last) == plan_fact_at(after.history, after.last)),
        same_book_(before.book == after.book) {
    const Filing* filing = before.plan.find_filing(before.filing);
    before_cutoff_ = filing->cutoff.of(before.period);
    after_cutoff_ = after.plan.find_filing(after.filing)->cutoff.of(after.period);
  }

  ReportDiff result() {
    find_changed();
    if (!changed_.empty())
      for (const auto& [subject, facts] : figures::facts_by_subject(after_.history, after_.last)) explain_by(facts);
    ReportDiff out{after_.filing, before_.period, after_.period, before_.last, after_.last, {}};
    for (auto& [name, figure] : changed_)
      if (!shares_.contains(name)) finish(figure);
    for (const auto& [name, parts] : shares_) explain_share(changed_.at(name), parts);
    for (auto& [name, figure] : changed_) {
      out.figures.push_back(std::move(figure));
    }
    return out;
  }

 private:
  void find_changed() {
    const Values a = figures::values_of(before_, before_.history, counted_groups), b = figures::values_of(after_, after_.history, counted_groups);
    const auto look = [&](const std::string& name) {
      if (name.ends_with(".difference")) return;  // what is typed beside what is counted: both stand in the table themselves
      const auto was = figures::number_in(a, name), is = figures::number_in(b, name);
      if (!was || !is || is_same(*was, *is) || changed_.contains(name)) return;
      const auto old = a.find(name), fresh = b.find(name);
      changed_.emplace(name, ChangedFigure{name, old == a.end() ? Cell{} : old->second, fresh == b.end() ? Cell{} : fresh->second, {}, {}, true});
      difference_.emplace(name, difference_of(*is, *was));
      const auto parts = figures::parts_of_share(after_.book, name);
      if (!parts.empty()) {
        shares_.emplace(name, parts);
        return;
      }
      names_.push_back(name);
      groups_.insert(figures::group_of(name));
    };
    for (const auto& [name, value] : a) look(name);
    for (const auto& [name, value] : b) look(name);
  }

  void explain_by(const std::vector<const Known*>& facts) {
    const bool untouched = facts.back()->number <= before_.last;
    if (untouched && same_period_ && same_plan_ && same_book_) return;  // told the same to both
    const auto known_before = std::count_if(facts.begin(), facts.end(), [&](const Known* known) { return known->number <= before_.last; });
    const Values a = figures::values_of(before_, figures::alone(before_, facts, static_cast<std::size_t>(known_before)), groups_);
    const Values b = figures::values_of(after_, figures::alone(after_, facts, facts.size()), groups_);
    const bool differs = std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
      const auto was = figures::number_in(a, name), is = figures::number_in(b, name);
      return was && is && !is_same(*was, *is);
    });
    if (!differs) return;
    const Steps did = steps_of(before_, facts, names_, groups_), does = steps_of(after_, facts, names_, groups_);
    for (const Known* known : facts)
      for (const std::string& name : names_) {
        const Amount change = difference_of(share(does, known->number, name), share(did, known->number, name));
        if (change.value != 0) add(changed_.at(name), *known, change);
      }
  }

  static Amount share(const Steps& steps, ItemNumber number, const std::string& name) {
    const auto fact = steps.find(number);
    if (fact == steps.end()) return {};
    const auto figure = fact->second.find(name);
    return figure == fact->second.end() ? Amount{} : figure->second;
  }

  void add(ChangedFigure& figure, const Known& known, const Amount& change) {
    ChangeBehind behind{figures::behind(known, change), class_of(known), known.number > before_.last && touches(after_.history, known, before_cutoff_)};
    // A fact that nobody touched counts differently: what changed is the plan.
    if (known.number <= before_.last && same_period_ && !same_plan_) {
      const Known& plan = *plan_fact_at(after_.history, after_.last);
      const auto there = std::find_if(figure.behind.begin(), figure.behind.end(), [&](const ChangeBehind& one) { return one.fact.number == plan.number; });
      if (there != figure.behind.end()) {
        there->fact.change = sum_of(there->fact.change, change);
        return;
      }
      behind.fact = figures::behind(plan, change);
    }
    figure.behind.push_back(std::move(behind));
  }

  ChangeClass class_of(const Known& known) const {
    if (known.number <= before_.last) {
      if (!same_period_) return known.fact.on > before_cutoff_ && known.fact.on <= after_cutoff_ ? ChangeClass::fresh : ChangeClass::other_period;
      return !same_plan_ && !same_house(before_.plan.organisation, after_.plan.organisation) ? ChangeClass::reorganisation : ChangeClass::rule_change;
    }
    switch (known.fact.kind) {
      case FactKind::fact_corrected: return ChangeClass::correction;
      case FactKind::hazard_regraded: return ChangeClass::regrade;
      case FactKind::hazard_reopened: return ChangeClass::reopened;
      case FactKind::hazard_reassigned: return ChangeClass::reorganisation;
      default: if (is_reorganisation(known.fact.kind)) return ChangeClass::reorganisation; return known.fact.on <= before_cutoff_ ? ChangeClass::late_entry : ChangeClass::fresh;
    }
  }

  /// A share is no sum: it differs because its part or its whole does.
  void explain_share(ChangedFigure& share, const std::vector<std::string>& parts) const {
    for (const std::string& part : parts) {
      const auto changed = changed_.find(part);
      if (changed == changed_.end()) continue;
      share.complete = share.complete && changed->second.complete;
      share.behind.insert(share.behind.end(), changed->second.behind.begin(), changed->second.behind.end());
    }
  }

  void finish(ChangedFigure& figure) {
    std::sort(figure.behind.begin(), figure.behind.end(), [](const ChangeBehind& a, const ChangeBehind& b) { return a.fact.number < b.fact.number; });
    for (const ChangeBehind& one : figure.behind) figure.explained = sum_of(figure.explained, one.fact.change);
    figure.complete = is_same(figure.explained, difference_.at(figure.name));
  }

  const Footing& before_;
  const Footing& after_;
  bool same_period_, same_plan_, same_book_;
  Day before_cutoff_ = Day::of(1970, 1, 1), after_cutoff_ = before_cutoff_;
  std::map<std::string, ChangedFigure> changed_;
  std::map<std::string, Amount> difference_;
  std::vector<std::string> names_;
  std::map<std::string, std::vector<std::string>> shares_;  // of figures that are shares
  std::set<std::string> groups_;
};

}  // namespace

ReportDiff diff(const Footing& before, const Footing& after) {
  if (after.last < before.last)
    throw FormError(ErrorCode::nothing_to_report, "the second report is known at item " + std::to_string(after.last) + ", before the first (" +
                    std::to_string(before.last) + "); give them in the order in which they were known", "第二份报告的时点早于第一份，请按先后给出");
  return Comparison(before, after).result();
}

std::vector<ItemNumber> ReportDiff::facts() const {
  std::set<ItemNumber> numbers;
  for (const ChangedFigure& figure : figures)
    for (const ChangeBehind& behind : figure.behind) numbers.insert(behind.fact.number);
  return {numbers.begin(), numbers.end()};
}

Table ReportDiff::table() const {
  Table table{"diff", {"figure", "before", "after", "change", "number", "subject", "kind", "on", "late", "share"}, {}};
  for (const ChangedFigure& figure : figures) {
    if (figure.behind.empty()) table.rows.push_back({figure.name, figure.before, figure.after, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}});
    for (const ChangeBehind& behind : figure.behind)
      table.rows.push_back({figure.name, figure.before, figure.after, chinese(behind.change), behind.fact.number, behind.fact.subject,
                            chinese(behind.fact.kind), behind.fact.on, behind.late ? Cell{std::string("补报")} : Cell{}, behind.fact.change});
  }
  return table;
}

}  // namespace bihuan
