#include "form/chart_groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace bihuan::picture {
namespace {

/// Who stands at one end of a tie, as the notice says it: a thing by itself, or a collective term with those of its members
/// that are tied in the same way.
struct End {
  std::string term;
  std::vector<Node> nodes;  // of an open collective term none
  friend auto operator<=>(const End&, const End&) = default;
};

/// An end in one capacity, tied to a task.
struct Pair {
  Bond bond;
  End who;
  Node task;
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

using Pattern = std::set<std::tuple<Bond, End, Origin>>;  // what tells two things in one column apart

bool is_responsibility(const Tie& tie) {
  return tie.to.kind == NodeKind::task && (tie.bond == Bond::leads || tie.bond == Bond::carries || tie.bond == Bond::cooperates);
}

bool is_between_tasks(const Tie& tie) { return tie.bond == Bond::belongs_to && tie.from.kind == NodeKind::task && tie.to.kind == NodeKind::task; }

Place place_of(Bond bond) { return bond == Bond::leads ? Place::leading : bond == Bond::carries ? Place::carrying : Place::cooperating; }

std::string counted(std::size_t count, const std::string& unit) { return std::to_string(count) + " " + unit; }

bool has_bond(const Pattern& pattern, Bond bond) {
  return std::any_of(pattern.begin(), pattern.end(), [&](const auto& tie) { return std::get<0>(tie) == bond; });
}

/// The ties of a day, read once.
class TiesOfDay {
 public:
  TiesOfDay(const Chart& chart, Day on) : chart_(chart), on_(on), nodes_(chart.nodes(on)) {
    std::map<std::tuple<Bond, Node, std::string>, std::vector<Tie>> cells;  // one for each name in a cell of the notice
    for (const Tie& tie : chart.ties(on)) {
      if (tie.bond == Bond::files_to) filers_.insert(tie.from);
      if (is_between_tasks(tie)) headings_.insert(tie.to);
      if (!is_responsibility(tie)) continue;
      const bool by_term = tie.from.id.empty() || chart.organisation().find_term(tie.printed) != nullptr;
      cells[{tie.bond, tie.to, by_term ? tie.printed : ""}].push_back(tie);
    }
    for (const auto& [cell, ties] : cells) read_cell(std::get<std::string>(cell), ties);
    for (const auto& [pair, tie] : pairs_) {
      of_task_[pair.task].insert({pair.bond, pair.who, tie.origin});
      of_end_[{place_of(pair.bond), pair.who}].insert({pair.bond, {"", {pair.task}}, tie.origin});
    }
  }

  Groups grouped() const {
    Groups out;
    std::map<std::pair<Place, End>, std::size_t> box_of;
    for (const Place place : {Place::leading, Place::tasks, Place::carrying, Place::cooperating}) {
      std::map<Pattern, std::size_t> known;
      for (const End& end : ends_in(place)) {
        const auto [found, is_new] = known.try_emplace(pattern_of(place, end), out.boxes.size());
        if (is_new) out.boxes.push_back({place, {}, {}, {}, {}});
        add(out.boxes[found->second], end);
        box_of[{place, end}] = found->second;
      }
      for (const auto& [pattern, box] : known) say(out.boxes[box], pattern);
    }
    out.lines = lines(box_of);
    out.idle = idle();
    return out;
  }

 private:
  /// A term binds its members by one line; what stands in the cell by its own name binds by its own.
  void read_cell(const std::string& term, const std::vector<Tie>& ties) {
    if (term.empty()) {
      for (const Tie& tie : ties) add_pair({"", {tie.from}}, tie);
      return;
    }
    End end{term, {}};
    Tie least = ties.front();
    for (const Tie& tie : ties) {
      if (!tie.from.id.empty()) end.nodes.push_back(tie.from);
      if (least.origin < tie.origin) least = tie;
    }
    add_pair(end, least);
    tie_counts_[{least.bond, end, least.to}] = ties.size();
  }

  /// Where a thing is tied twice in one way the surer tie counts.
  void add_pair(const End& end, const Tie& tie) {
    const auto [known, is_new] = pairs_.try_emplace({tie.bond, end, tie.to}, tie);
    if (!is_new && tie.origin < known->second.origin) known->second = tie;
  }

  Pattern pattern_of(Place place, const End& end) const {
    if (place != Place::tasks) return of_end_.at({place, end});
    const auto found = of_task_.find(end.nodes.front());
    return found == of_task_.end() ? Pattern{} : found->second;
  }

  /// In the order of the plan, collective terms first.
  std::vector<End> ends_in(Place place) const {
    std::vector<End> out;
    for (const auto& [key, pattern] : of_end_) {
      if (key.first == place && !key.second.term.empty()) out.push_back(key.second);
    }
    for (const Node& node : nodes_) {
      const bool is_task = node.kind == NodeKind::task && (!headings_.contains(node) || of_task_.contains(node));
      const End end{"", {node}};
      if (place == Place::tasks ? is_task : of_end_.contains({place, end})) out.push_back(end);
    }
    return out;
  }

  void add(Box& box, const End& end) const {
    if (!end.term.empty()) box.entries.push_back({end.term + (end.nodes.empty() ? "（成员未定）" : "（" + std::to_string(end.nodes.size()) + "）"), true});
    for (const Node& node : end.nodes) {
      const std::string name = chart_.name_of(node, on_);
      box.entries.push_back({node.kind == NodeKind::task ? node.id + " " + name : name});
      box.members.push_back(node);
    }
  }

  void say(Box& box, const Pattern& pattern) const {
    if (box.place == Place::tasks) {
      const bool led = has_bond(pattern, Bond::leads);
      const bool carried = has_bond(pattern, Bond::carries);
      box.lack = std::string(led ? "" : "无牵头部门") + (led || carried ? "" : "、") + (carried ? "" : "无责任部门");
      return;
    }
    box.note = (box.place == Place::leading ? "牵头 " : box.place == Place::carrying ? "承担 " : "配合 ") + counted(pattern.size(), "项");
    if (box.place == Place::cooperating || filers_.empty() || box.members.empty()) return;
    const auto filing = std::count_if(box.members.begin(), box.members.end(), [&](const Node& node) { return filers_.contains(node); });
    const auto rest = static_cast<std::ptrdiff_t>(box.members.size()) - filing;
    box.note += rest == 0 ? "，报送" : filing == 0 ? "，不报送" : "，其中 " + std::to_string(rest) + " 个不报送";
  }

  std::vector<Line> lines(const std::map<std::pair<Place, End>, std::size_t>& box_of) const {
    std::map<std::tuple<std::size_t, std::size_t, Bond, Origin>, std::pair<std::size_t, std::string>> known;
    for (const auto& [pair, tie] : pairs_) {
      const std::size_t who = box_of.at({place_of(pair.bond), pair.who});
      const auto task = box_of.find({Place::tasks, {"", {pair.task}}});
      if (task == box_of.end()) continue;
      const auto [line, is_new] = known.try_emplace({std::min(who, task->second), std::max(who, task->second), pair.bond, tie.origin}, 0, tie.reason);
      const auto count = tie_counts_.find(pair);
      line->second.first += count == tie_counts_.end() ? 1 : count->second;
    }
    std::vector<Line> out;
    for (const auto& [key, value] : known) {
      const auto& [from, to, bond, origin] = key;
      std::string tip = chinese(bond) + "（" + chinese(origin) + "）" + counted(value.first, "条");
      if (!value.second.empty()) tip += "：" + value.second + (value.first > 1 ? " 等" : "");
      out.push_back({from, to, bond, origin, std::move(tip)});
    }
    return out;
  }

  std::vector<std::string> idle() const {
    std::set<Node> busy;
    for (const auto& [pair, tie] : pairs_) busy.insert(pair.who.nodes.begin(), pair.who.nodes.end());
    std::vector<std::string> out;
    for (const Node& node : nodes_) {
      if (node.kind == NodeKind::unit && !busy.contains(node)) out.push_back(chart_.name_of(node, on_));
    }
    return out;
  }

  const Chart& chart_;
  Day on_;
  std::vector<Node> nodes_;
  std::map<Pair, Tie> pairs_;
  std::map<Pair, std::size_t> tie_counts_;  // of the pairs that a term stands in
  std::map<Node, Pattern> of_task_;
  std::map<std::pair<Place, End>, Pattern> of_end_;
  std::set<Node> filers_;
  std::set<Node> headings_;
};

/// The units that a name means on a day; unlike `expand` it throws for none.
std::vector<UnitId> units_behind(const Organisation& organisation, const std::string& name, Day on) {
  std::vector<UnitId> out;
  for (const Reading& reading : organisation.readings(name)) {
    if (reading.valid.on(on) && std::find(out.begin(), out.end(), reading.unit) == out.end()) out.push_back(reading.unit);
  }
  return out;
}

/// 组长 局长; of ranks that several hold, how many. Lines that would say the same are one.
std::vector<std::string> ranks_of(const Organisation& organisation, Day on) {
  std::vector<std::pair<std::string, std::size_t>> seats;
  for (const GroupRank& rank : organisation.leading_group.ranks) {
    const std::string said = rank.rank + " " + organisation.post_title(rank.post);
    const std::size_t count = units_behind(organisation, rank.of, on).size() * static_cast<std::size_t>(std::max(rank.count, 1));
    const auto known = std::find_if(seats.begin(), seats.end(), [&](const auto& one) { return one.first == said; });
    if (known == seats.end()) seats.emplace_back(said, count);
    else known->second += count;
  }
  std::vector<std::string> out;
  for (const auto& [said, count] : seats) out.push_back(said + (count == 1 ? "" : "（" + std::to_string(count) + " 人）"));
  return out;
}

}  // namespace

std::size_t Groups::count(Place place) const {
  std::set<Node> members;
  for (const Box& box : boxes) {
    if (box.place == place) members.insert(box.members.begin(), box.members.end());
  }
  return members.size();
}

bool Groups::has(Place place) const {
  return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return box.place == place; });
}

Groups groups_of(const Chart& chart, Day on) { return TiesOfDay(chart, on).grouped(); }

Command command_of(const Organisation& organisation, Day on) {
  const LeadingGroup& group = organisation.leading_group;
  const auto name_of = [&](const std::string& name) {
    const std::vector<UnitId> units = units_behind(organisation, name, on);
    return units.size() == 1 ? organisation.unit_name(units.front(), on) : name;
  };
  return {name_of(group.reports_to), group.name, ranks_of(organisation, on), name_of(group.office)};
}

std::string title_of(const std::string& campaign, const std::string& what, Day on) {
  return (campaign.empty() ? "" : campaign + " ") + what + "（" + on.chinese() + "）";
}

}  // namespace bihuan::picture
