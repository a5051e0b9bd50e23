// What the chart answers in words: the chain of those who answer, what is uncovered, responsibility against filing.
#include "bihuan/org/chart.hpp"
#include "org/chart_graph.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace bihuan {
namespace {

/// （推定）, （假定）; nothing for what is printed.
std::string marked(Origin origin) { return origin == Origin::printed ? "" : "（" + chinese(origin) + "）"; }

std::string at_place(const std::string& place, const std::string& said) { return place.empty() ? said : place + " " + said; }

using org::ChartGraph;
using org::Half;
using org::nobody;
using org::Vertex;

/// Goes up from a thing and writes down who answers.
class Climb {
 public:
  Climb(const ChartGraph& graph, Day on) : graph_(graph), organisation_(graph.organisation), group_(organisation_.leading_group), on_(on) {
    if (const auto unit = graph.group_head.on(on)) head_ = PostInUnit{group_.ranks.front().post, unit->unit};
    if (const auto unit = graph.above.on(on)) above_ = unit->unit;
  }

  void begin(Vertex vertex) {
    const Node& node = graph_.nodes[vertex];
    switch (node.kind) {
      case NodeKind::unit:
      case NodeKind::body: return begin_at_unit(UnitId(node.id), node.kind);
      case NodeKind::post: return begin_at_seat(node);
      case NodeKind::task: return begin_at_tasks({vertex});
      case NodeKind::territory: return begin_at_territory(vertex);
      case NodeKind::device_kind: return begin_at_device_kind(vertex);
    }
  }

  /// The office, the head of the leading group, the body above; what stands above the first step already is left out.
  void rise() {
    const bool is_above = steps_.size() == 1 && steps_.front().answerer.seat == PostInUnit{PostId(), above_};
    const bool is_head = steps_.size() == 1 && head_ && steps_.front().answerer.seat == *head_;
    if (is_above) return;
    if (const auto office = graph_.office.on(on_); office && !is_head) {
      const std::string said = at_place(group_.place, "领导小组办公室设在“" + group_.office + "”");
      add({graph_.head_post, office->unit}, "领导小组办公室", for_lack() + said);
    }
    if (head_) {
      const GroupRank& first = group_.ranks.front();
      const std::string said = first.rank + "由" + organisation_.post_title(first.post) + "担任" + marked(first.origin);
      add(*head_, "领导小组" + first.rank, for_lack() + at_place(group_.place, said));
    }
    add({PostId(), above_}, "上级", "领导小组的上级为“" + group_.reports_to + "”" + marked(group_.reports_to_origin));
  }

  std::vector<Answerer> steps() && {
    std::vector<Answerer> out;
    out.reserve(steps_.size());
    for (Step& step : steps_) {
      if (!step.more.empty()) step.answerer.reason = joined(step.answerer.reason, step.more);
      out.push_back(std::move(step.answerer));
    }
    return out;
  }

 private:
  struct Step {
    Answerer answerer;              ///< with its first reason
    std::vector<std::string> more;  ///< reasons as they came: some may be there twice
  };

  /// Each reason once, three of them in words.
  static std::string joined(const std::string& first, const std::vector<std::string>& more) {
    constexpr std::size_t most = 3;
    std::string out = first;
    std::unordered_set<std::string_view> distinct{first};
    for (const std::string& reason : more)
      if (distinct.insert(reason).second && distinct.size() <= most) out += "；" + reason;
    if (distinct.size() > most) out += " 等 " + std::to_string(distinct.size()) + " 处";
    return out;
  }

  /// The step of a seat, or nothing. A handful is looked through; there are more only below a heading of many units.
  Step* step_of(const PostInUnit& seat) {
    constexpr std::size_t handful = 8;
    if (steps_.size() <= handful) {
      const auto found = std::find_if(steps_.begin(), steps_.end(), [&](const Step& step) { return step.answerer.seat == seat; });
      return found == steps_.end() ? nullptr : &*found;
    }
    for (; noted_ < steps_.size(); ++noted_) places_.emplace(steps_[noted_].answerer.seat, noted_);
    const auto found = places_.find(seat);
    return found == places_.end() ? nullptr : &steps_[found->second];
  }

  /// A seat that stands in the chain already gets the capacity and the reason added instead.
  void add(const PostInUnit& seat, std::string_view capacity, const std::string& reason) {
    if (seat.unit.empty()) return;
    if (Step* known = step_of(seat)) {
      if (known->answerer.capacity.find(capacity) == std::string::npos) known->answerer.capacity.append("、").append(capacity);
      known->more.push_back(reason);
      return;
    }
    const Term* term = graph_.holder(seat, on_);
    const std::optional<PersonId> person = term == nullptr ? std::nullopt : std::optional(term->person);
    steps_.push_back({{seat, std::string(capacity), person, term != nullptr && term->acting, reason}, {}});
  }

  void add_head(const UnitId& unit, NodeKind kind, std::string_view capacity, const std::string& reason) {
    if (unit == above_ && kind == NodeKind::body) return add({PostId(), above_}, capacity, reason);
    add({graph_.head_post, unit}, capacity, reason);
  }

  /// Where nobody below the group answers, its first step says so.
  std::string for_lack() const { return steps_.empty() && !lack_.empty() ? lack_ + "，由领导小组统筹（推定）；" : ""; }

  /// A unit that does not stand does not answer; where it has an heir, that does.
  bool is_gone(const UnitId& id) {
    const Unit* unit = graph_.unit(id);
    if (unit == nullptr || unit->valid.on(on_)) return false;
    lack_ = "“" + unit->name + "”当日不存在";
    if (!unit->valid.last || on_ <= *unit->valid.last) return true;
    const UnitId heir = organisation_.heir(id, *unit->valid.last, on_);
    const Unit* successor = heir == id ? nullptr : graph_.unit(heir);
    if (successor == nullptr || !successor->valid.on(on_)) return true;
    add({graph_.head_post, heir}, "单位负责人", "“" + unit->name + "”的工作自" + (*unit->valid.last + 1).chinese() + "起由“" + successor->name_on(on_) + "”接手");
    return true;
  }

  void begin_at_unit(const UnitId& id, NodeKind kind) {
    if (kind == NodeKind::body && id == above_) return add({PostId(), above_}, "上级", "领导小组的上级");
    if (is_gone(id)) return;
    add_head(id, kind, "单位负责人", organisation_.post_title(graph_.head_post) + "对本单位负责");
  }

  void begin_at_seat(const Node& node) {
    const PostInUnit seat = org::seat_called(node.id);
    if (is_gone(seat.unit)) return;
    add(seat, organisation_.post_title(seat.post), "所问的职务");
    if (head_ && head_->unit == seat.unit) return;
    begin_at_unit(seat.unit, graph_.unit(seat.unit) != nullptr ? NodeKind::unit : NodeKind::body);
  }

  /// Each task, and where nobody is named for it those below it, in their order; each once. A list and no recursion: headings
  /// may stand as deep as they like.
  void begin_at_tasks(std::vector<Vertex> tasks) {
    if (tasks.size() == 1 && add_heads_of(tasks.front())) return;
    std::reverse(tasks.begin(), tasks.end());
    std::unordered_set<Vertex> seen;
    while (!tasks.empty()) {
      const Vertex task = tasks.back();
      tasks.pop_back();
      if (!seen.insert(task).second || add_heads_of(task)) continue;
      const auto first = static_cast<std::ptrdiff_t>(tasks.size());
      for (const Half& half : graph_.arriving.of(task))
        if (half.days.on(on_) && half.to != nobody && graph_.nodes[half.to].kind == NodeKind::task) tasks.push_back(half.to);
      std::reverse(tasks.begin() + first, tasks.end());
    }
    if (steps_.empty()) lack_ = "没有单位牵头或承担";
  }

  /// Those who lead a task; without one those who carry it. Whether anybody does.
  bool add_heads_of(Vertex task) {
    for (const Bond bond : {Bond::leads, Bond::carries}) {
      bool found = false;
      graph_.each(graph_.arriving.of(task), on_, [&](const Tie& tie) {
        if (tie.bond != bond || tie.from.id.empty()) return;
        add_head(UnitId(tie.from.id), tie.from.kind, bond == Bond::leads ? "牵头部门负责人" : "责任部门负责人", tie.reason);
        found = true;
      });
      if (found) return true;
    }
    return false;
  }

  void begin_at_device_kind(Vertex device_kind) {
    std::vector<Vertex> tasks;
    for (const Half& half : graph_.leaving.of(device_kind))
      if (half.days.on(on_)) tasks.push_back(half.to);
    if (tasks.empty()) lack_ = "没有任务写明这一设备种类";
    else begin_at_tasks(std::move(tasks));
  }

  void begin_at_territory(Vertex territory) {
    graph_.each(graph_.arriving.of(territory), on_, [&](const Tie& tie) { add_head(UnitId(tie.from.id), tie.from.kind, "属地监管单位负责人", tie.reason); });
    if (steps_.empty()) lack_ = "没有单位监管这一属地";
  }

  const ChartGraph& graph_;
  const Organisation& organisation_;
  const LeadingGroup& group_;
  const Day on_;
  std::optional<PostInUnit> head_;
  UnitId above_;
  std::string lack_;  ///< why nobody below the office answers
  std::vector<Step> steps_;
  std::map<PostInUnit, std::size_t> places_;  ///< of seats among the steps, as far as they are noted
  std::size_t noted_ = 0;
};

using Found = std::vector<const Tie*>;

/// The ties of a kind that end at a thing, on a day.
Found found_at(const ChartGraph& graph, Vertex thing, Bond bond, Day on) {
  Found out;
  graph.each(graph.arriving.of(thing), on, [&](const Tie& tie) {
    if (tie.bond == bond) out.push_back(&tie);
  });
  return out;
}

bool is_open(const Tie* tie) { return tie->from.id.empty(); }

/// “甲科”至2021年6月30日: whose ties of a kind to a thing ended before the day.
std::string ended_before(const ChartGraph& graph, Vertex thing, Bond bond, Day on) {
  std::string out;
  for (const Half& half : graph.arriving.of(thing)) {
    const Tie& tie = graph.ties[half.tie];
    const bool is_past = tie.bond == bond && half.to != nobody && tie.valid.last && *tie.valid.last < on;
    if (is_past) out += (out.empty() ? "" : "、") + ("“" + graph.name_of(half.to, on) + "”至" + tie.valid.last->chinese());
  }
  return out;
}

/// Names of those who are tied to a thing: 责任部门为“各科”“执法队”，共 18 个单位.
std::string told(const Found& ties, const ChartGraph& graph, Day on) {
  std::unordered_set<std::string> names;
  std::string out;
  std::size_t count = 0;
  for (const Tie* tie : ties) {
    if (!is_open(tie)) ++count;
    const std::string name = !tie->printed.empty() || is_open(tie) ? tie->printed : graph.name_of(graph.vertex(tie->from), on);
    if (names.insert(name).second) out += "“" + name + "”";
  }
  return out + (count > names.size() ? "，共 " + std::to_string(count) + " 个单位" : "");
}

/// Why a task has nobody of a kind on a day, told by its ties of that kind; nothing where it has.
std::optional<std::string> lacking(const ChartGraph& graph, Vertex task, Bond bond, const Found& ties, Day on) {
  const std::string column = chinese(bond) + "部门";
  if (!std::all_of(ties.begin(), ties.end(), is_open)) return std::nullopt;
  if (!ties.empty()) return column + "写作" + told(ties, graph, on) + "，成员没有列明";
  const std::string past = ended_before(graph, task, bond, on);
  if (!past.empty()) return "当日没有" + column + "：" + past;
  const std::span<const Half> row = graph.arriving.of(task);
  const bool is_dated = std::any_of(row.begin(), row.end(), [&](const Half& half) { return graph.ties[half.tie].bond == bond; });
  if (is_dated) return "当日没有" + column;
  const Origin origin = graph.thing(task)->origin;
  return "没有" + column + (origin == Origin::printed ? "（原文如此）" : "（任务本身为" + chinese(origin) + "）");
}

/// Why a leaf task is not whole; nothing where it is.
std::optional<std::string> gap_of_task(const ChartGraph& graph, Vertex task, Day on) {
  const Found below = found_at(graph, task, Bond::belongs_to, on);
  if (std::any_of(below.begin(), below.end(), [](const Tie* tie) { return tie->from.kind == NodeKind::task; })) return std::nullopt;
  const Found leading = found_at(graph, task, Bond::leads, on), carrying = found_at(graph, task, Bond::carries, on);
  const auto lead = lacking(graph, task, Bond::leads, leading, on);
  const auto carry = lacking(graph, task, Bond::carries, carrying, on);
  if (lead && carry) return *lead + "；" + *carry;
  if (carry) return carry;
  if (!lead) return std::nullopt;
  return *lead + "；责任部门为" + told(carrying, graph, on);
}

std::optional<std::string> gap_of_territory(const ChartGraph& graph, Vertex territory, Day on) {
  const Found found = found_at(graph, territory, Bond::supervises, on);
  if (!std::all_of(found.begin(), found.end(), is_open)) return std::nullopt;
  if (!found.empty()) return "监管单位写作" + told(found, graph, on) + "，成员没有列明";
  const std::string past = ended_before(graph, territory, Bond::supervises, on);
  return "没有单位监管" + (past.empty() ? "" : "：" + past);
}

std::optional<std::string> gap_of_device_kind(const ChartGraph& graph, Vertex device_kind, Day on) {
  const std::span<const Half> row = graph.leaving.of(device_kind);
  if (std::any_of(row.begin(), row.end(), [&](const Half& half) { return half.days.on(on); })) return std::nullopt;
  return "没有任务写明这一设备种类";
}

std::optional<std::string> gap_of(const ChartGraph& graph, Vertex vertex, Day on) {
  switch (graph.nodes[vertex].kind) {
    case NodeKind::task: return gap_of_task(graph, vertex, on);
    case NodeKind::territory: return gap_of_territory(graph, vertex, on);
    case NodeKind::device_kind: return gap_of_device_kind(graph, vertex, on);
    default: return std::nullopt;
  }
}

/// What a unit or body does on a day, and what it files, in words.
struct Doings {
  std::size_t tasks = 0;  ///< that it leads or carries, each once
  std::string files;
};

Doings doings_of(const ChartGraph& graph, const UnitId& unit, Day on) {
  Doings out;
  std::unordered_set<Vertex> tasks;
  for (const Half& half : graph.leaving.of(graph.actor(unit))) {
    if (!half.days.on(on)) continue;
    const Tie& tie = graph.ties[half.tie];
    if (tie.bond == Bond::leads || tie.bond == Bond::carries) tasks.insert(half.to);
    if (tie.bond == Bond::files_to && out.files.empty()) out.files = tie.reason.empty() ? graph.name_of(half.to, on) : tie.reason;
  }
  out.tasks = tasks.size();
  return out;
}

}  // namespace

std::vector<Answerer> Chart::chain(const Node& node, Day on) const {
  Climb climb(*graph_, on);
  climb.begin(graph_->vertex(node));
  climb.rise();
  return std::move(climb).steps();
}

std::vector<Answerer> Chart::chain_of_group(Day on) const {
  Climb climb(*graph_, on);
  climb.rise();
  return std::move(climb).steps();
}

std::vector<Uncovered> Chart::uncovered(Day on) const {
  std::vector<Uncovered> out;
  for (Vertex v = 0; v < graph_->nodes.size(); ++v) {
    const Thing* thing = graph_->days[v].on(on) ? graph_->thing(v) : nullptr;
    if (thing == nullptr) continue;
    if (const auto gap = gap_of(*graph_, v, on)) out.push_back({thing->node, at_place(thing->place, "“" + graph_->name_of(v, on) + "”" + *gap)});
  }
  return out;
}

std::vector<Unequal> Chart::responsibility_against_filing(Day on) const {
  std::vector<Unequal> out;
  for (Vertex v = 0; v < graph_->nodes.size(); ++v) {
    if (!org::is_actor(graph_->nodes[v].kind) || !graph_->days[v].on(on)) continue;
    const UnitId unit(graph_->nodes[v].id);
    const Doings found = doings_of(*graph_, unit, on);
    if ((found.tasks == 0) == found.files.empty()) continue;
    const std::string reason = found.tasks == 0 ? "有报送任务（" + found.files + "），但不牵头也不承担任何工作任务"
                                                : "承担 " + std::to_string(found.tasks) + " 项任务，但没有报送任务";
    out.push_back({unit, found.tasks != 0, !found.files.empty(), "“" + graph_->name_of(v, on) + "”" + reason});
  }
  return out;
}

}  // namespace bihuan
