#include "bihuan/org/chart.hpp"

#include <boost/graph/adjacency_list.hpp>

#include <algorithm>
#include <map>

namespace bihuan {
namespace {

/// A responsibility with its place in the plan, so that answers come in the plan's order.
struct Edge {
  Responsibility responsibility;
  std::size_t place = 0;
};

// Units point to tasks; a unit may lead and carry the same task, so parallel edges stay.
using Bonds = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, Edge>;
using Vertex = boost::graph_traits<Bonds>::vertex_descriptor;

template <class Edges>
std::vector<Responsibility> in_force(const Bonds& bonds, Edges edges, std::optional<Bond> bond, Day on) {
  std::vector<const Edge*> found;
  for (auto [at, end] = edges; at != end; ++at) {
    const Edge& edge = bonds[*at];
    const bool wanted = !bond || edge.responsibility.bond == *bond;
    if (wanted && edge.responsibility.valid.on(on)) found.push_back(&edge);
  }
  std::sort(found.begin(), found.end(), [](const Edge* left, const Edge* right) { return left->place < right->place; });
  std::vector<Responsibility> out;
  for (const Edge* edge : found) out.push_back(edge->responsibility);
  return out;
}

}  // namespace

struct Chart::Graph {
  Organisation organisation;
  PostId head_post;
  Bonds bonds;
  std::map<TaskId, Vertex> tasks;
  std::map<UnitId, Vertex> units;

  template <class Id>
  Vertex vertex_of(std::map<Id, Vertex>& known, const Id& id) {
    const auto [found, is_new] = known.try_emplace(id, Vertex{});
    if (is_new) found->second = boost::add_vertex(bonds);
    return found->second;
  }

  /// Adds a step; a unit that stands in the chain already gets the capacity added instead.
  void add_step(std::vector<Answerer>& chain, const PostInUnit& seat, const std::string& capacity, Day on) const {
    if (seat.unit.empty()) return;
    const auto same = [&](const Answerer& step) { return step.seat.unit == seat.unit; };
    const auto known = std::find_if(chain.begin(), chain.end(), same);
    if (known == chain.end()) {
      chain.push_back({seat, capacity, organisation.incumbent(seat, on)});
    } else if (known->capacity.find(capacity) == std::string::npos) {
      known->capacity += "、" + capacity;
    }
  }

  /// The office and the head of the leading group.
  void add_group(std::vector<Answerer>& chain, Day on) const {
    const LeadingGroup& group = organisation.leading_group;
    if (const auto office = organisation.try_resolve(group.office, on)) {
      add_step(chain, {head_post, office->unit}, "领导小组办公室", on);
    }
    if (group.ranks.empty()) return;
    const GroupRank& first = group.ranks.front();
    if (const auto unit = organisation.try_resolve(first.of, on)) {
      add_step(chain, {first.post, unit->unit}, "领导小组" + first.rank, on);
    }
  }
};

Chart::Chart(Organisation organisation, const std::vector<Responsibility>& responsibilities, PostId head_post)
    : graph_(std::make_unique<Graph>()) {
  graph_->organisation = std::move(organisation);
  graph_->head_post = std::move(head_post);
  for (std::size_t place = 0; place < responsibilities.size(); ++place) {
    const Vertex unit = graph_->vertex_of(graph_->units, responsibilities[place].unit);
    const Vertex task = graph_->vertex_of(graph_->tasks, responsibilities[place].task);
    boost::add_edge(unit, task, Edge{responsibilities[place], place}, graph_->bonds);
  }
}

Chart::~Chart() = default;
Chart::Chart(Chart&&) noexcept = default;
Chart& Chart::operator=(Chart&&) noexcept = default;

std::vector<Responsibility> Chart::who(const TaskId& task, Bond bond, Day on) const {
  const auto found = graph_->tasks.find(task);
  if (found == graph_->tasks.end()) return {};
  return in_force(graph_->bonds, boost::in_edges(found->second, graph_->bonds), bond, on);
}

std::vector<Responsibility> Chart::of_unit(const UnitId& unit, Day on) const {
  const auto found = graph_->units.find(unit);
  if (found == graph_->units.end()) return {};
  return in_force(graph_->bonds, boost::out_edges(found->second, graph_->bonds), std::nullopt, on);
}

std::vector<Answerer> Chart::who_answers(const TaskId& task, Day on) const {
  std::vector<Answerer> chain;
  for (const Bond bond : {Bond::leads, Bond::carries}) {
    if (!chain.empty()) break;
    for (const Responsibility& responsibility : who(task, bond, on)) {
      const std::string capacity = bond == Bond::leads ? "牵头部门负责人" : "责任部门负责人";
      graph_->add_step(chain, {graph_->head_post, responsibility.unit}, capacity, on);
    }
  }
  if (!chain.empty()) graph_->add_group(chain, on);
  return chain;
}

std::vector<Answerer> Chart::escalation(const UnitId& unit, Day on) const {
  std::vector<Answerer> chain;
  graph_->add_step(chain, {graph_->head_post, unit}, "单位负责人", on);
  graph_->add_group(chain, on);
  if (const auto above = graph_->organisation.try_resolve(graph_->organisation.leading_group.reports_to, on)) {
    graph_->add_step(chain, {PostId(), above->unit}, "上级", on);
  }
  return chain;
}

std::string chinese(Bond bond) {
  switch (bond) {
    case Bond::leads: return "牵头";
    case Bond::carries: return "责任";
    case Bond::cooperates: return "配合";
  }
  return {};
}

}  // namespace bihuan
