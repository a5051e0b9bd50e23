#include "bihuan/org/chart.hpp"

#include "bihuan/error.hpp"
#include "org/near.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <map>

namespace bihuan {
namespace {

/// An edge is a tie's place in the plan. Parallel edges stay: a unit may lead and carry the same task.
struct Edge {
  std::size_t tie = 0;
};

// Every tie stands in both: questions about who ask with direction, questions about what hangs together without.
using Directed = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, Edge>;
using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Edge>;
using Vertex = std::size_t;

/// Keeps the edges whose ties are marked.
template <class Whole>
struct Marked {
  const Whole* graph = nullptr;
  const std::vector<char>* ties = nullptr;
  template <class Descriptor>
  bool operator()(const Descriptor& edge) const { return (*ties)[(*graph)[edge].tie] != 0; }
};

template <class Whole>
auto filtered(const Whole& graph, const std::vector<char>& ties) {
  return boost::filtered_graph<Whole, Marked<Whole>>(graph, {&graph, &ties});
}

bool is_actor(NodeKind kind) { return kind == NodeKind::unit || kind == NodeKind::body; }

bool can_bind(NodeKind from, Bond bond, NodeKind to) {
  switch (bond) {
    case Bond::leads:
    case Bond::carries:
    case Bond::cooperates: return is_actor(from) && to == NodeKind::task;
    case Bond::files_to: return is_actor(from) && is_actor(to);
    case Bond::supervises: return is_actor(from) && (is_actor(to) || to == NodeKind::territory);
    case Bond::belongs_to:
      if (from == NodeKind::task || from == NodeKind::device_kind) return to == NodeKind::task;
      return (from == NodeKind::post || from == NodeKind::unit) && is_actor(to);
  }
  return false;
}

[[noreturn]] void refuse_bond(const Tie& tie) {
  ErrorContext context;
  context.subject = tie.from.text();
  context.asked = std::string(bond_name(tie.bond)) + " " + tie.to.text();
  throw PlanError(ErrorCode::plan_value, tie.from.text() + " can't be bound to " + tie.to.text() + " by " + std::string(bond_name(tie.bond)),
                  chinese(tie.from.kind) + tie.from.id + "与" + chinese(tie.to.kind) + tie.to.id + "之间不能是“" + chinese(tie.bond) + "”关系", context);
}

/// `post@unit`; a unit's id may hold an '@', a post's may not.
PostInUnit seat_called(const std::string& id) {
  const std::size_t at = id.find('@');
  if (at == std::string::npos) return {PostId(id), UnitId()};
  return {PostId(id.substr(0, at)), UnitId(id.substr(at + 1))};
}

std::string arrows(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += name + "→";
  return out + names.front();
}

}  // namespace

struct Chart::Graph {
  Organisation organisation;
  std::vector<Thing> things;
  std::vector<Tie> ties;
  PostId head_post;
  std::vector<Node> nodes;      // by vertex: by kind, then in the order of the plan
  std::vector<Validity> days;   // by vertex: when it stands
  std::map<Node, Vertex> vertices;
  Directed directed;
  Undirected undirected;

  void add(const Node& node, const Validity& valid) {
    if (!vertices.try_emplace(node, nodes.size()).second) return;
    nodes.push_back(node);
    days.push_back(valid);
  }

  void add_nodes() {
    for (const Unit& unit : organisation.units) add({NodeKind::unit, unit.id.text()}, unit.valid);
    for (const Body& body : organisation.bodies) add({NodeKind::body, body.id}, {});
    for (const Tie& tie : ties) {
      for (const Node& end : {tie.from, tie.to}) add_seat(end);
    }
    std::vector<const Thing*> sorted;
    for (const Thing& thing : things) sorted.push_back(&thing);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Thing* one, const Thing* other) { return one->node.kind < other->node.kind; });
    for (const Thing* thing : sorted) add(thing->node, thing->valid);
  }

  /// A seat stands while its unit does.
  void add_seat(const Node& node) {
    if (node.kind != NodeKind::post) return;
    const UnitId id = seat_called(node.id).unit;
    const Unit* unit = organisation.find_unit(id);
    if (unit != nullptr) return add(node, unit->valid);
    for (const Body& body : organisation.bodies) {
      if (body.id == id.text()) return add(node, {});
    }
  }

  void add_edges() {
    directed = Directed(nodes.size());
    undirected = Undirected(nodes.size());
    for (std::size_t place = 0; place < ties.size(); ++place) {
      const Tie& tie = ties[place];
      if (!can_bind(tie.from.kind, tie.bond, tie.to.kind)) refuse_bond(tie);
      const Vertex to = vertex(tie.to);
      if (tie.from.id.empty()) continue;  // an open collective term
      boost::add_edge(vertex(tie.from), to, Edge{place}, directed);
      boost::add_edge(vertex(tie.from), to, Edge{place}, undirected);
    }
  }

  Vertex vertex(const Node& node) const {
    const auto found = vertices.find(node);
    if (found != vertices.end()) return found->second;
    refuse_unknown(node);
  }

  [[noreturn]] void refuse_unknown(const Node& node) const;

  bool stands(Vertex vertex, Day on) const { return days[vertex].on(on); }
  bool in_force(const Tie& tie, Day on) const {
    return tie.valid.on(on) && stands(vertex(tie.to), on) && (tie.from.id.empty() || stands(vertex(tie.from), on));
  }

  /// Of each tie whether it is in force and satisfies.
  template <class Wanted>
  std::vector<char> marked(Day on, Wanted wanted) const {
    std::vector<char> out(ties.size());
    for (std::size_t i = 0; i < ties.size(); ++i) out[i] = in_force(ties[i], on) && wanted(ties[i]) ? 1 : 0;
    return out;
  }

  /// The ties at places, those in force that satisfy, in the order of the plan.
  template <class Wanted>
  std::vector<Tie> picked(std::vector<std::size_t> places, Day on, Wanted wanted) const {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Tie> out;
    for (const std::size_t place : places) {
      if (in_force(ties[place], on) && wanted(ties[place])) out.push_back(ties[place]);
    }
    return out;
  }

  template <class Edges>
  void add_places(std::vector<std::size_t>& out, Edges edges) const {
    for (auto [at, end] = edges; at != end; ++at) out.push_back(directed[*at].tie);
  }

  std::string name_of(const Node& node, Day on) const {
    switch (node.kind) {
      case NodeKind::unit:
      case NodeKind::body: return organisation.unit_name(UnitId(node.id), on);
      case NodeKind::post: {
        const PostInUnit seat = seat_called(node.id);
        return organisation.unit_name(seat.unit, on) + organisation.post_title(seat.post);
      }
      default: break;
    }
    const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.node == node; });
    return found == things.end() || found->name.empty() ? node.id : found->name;
  }

  std::string quoted(const std::vector<Node>& some, Day on) const {
    std::string out;
    for (const Node& node : some) out += "“" + name_of(node, on) + "”";
    return out;
  }

  std::optional<Vertex> head_of_group(Day on) const;
  std::vector<int> parts_without(Vertex point, std::vector<char> in_force) const;
  SinglePoint single_point(Vertex point, const std::vector<char>& in_force, const std::vector<int>& whole, Day on) const;
  std::vector<Node> circle(Vertex first, const std::vector<char>& within) const;
  FilingCycle cycle(std::vector<Node> nodes, Day on) const;
};

void Chart::Graph::refuse_unknown(const Node& node) const {
  std::vector<std::string> known;
  for (const Node& other : nodes) {
    if (other.kind != node.kind) continue;
    known.push_back(other.id);
    if (is_actor(node.kind)) known.push_back(organisation.unit_name(UnitId(other.id)));
  }
  for (const Thing& thing : things) {
    if (thing.node.kind == node.kind) known.push_back(thing.name);
  }
  ErrorContext context;
  context.subject = node.text();
  context.allowed = org::near_words(node.id, known);
  std::string english = "the chart has no " + std::string(node_kind_name(node.kind)) + " \"" + node.id + "\"";
  std::string chinese_text = "职责图中没有" + chinese(node.kind) + "“" + node.id + "”";
  for (std::size_t i = 0; i < context.allowed.size(); ++i) {
    english += (i == 0 ? "; near: " : ", ") + context.allowed[i];
    chinese_text += (i == 0 ? "；相近的有：" : "、") + context.allowed[i];
  }
  throw PlanError(ErrorCode::unknown_name, english, chinese_text, context);
}

/// The unit or body whose post heads the leading group.
std::optional<Vertex> Chart::Graph::head_of_group(Day on) const {
  if (organisation.leading_group.ranks.empty()) return std::nullopt;
  const auto unit = organisation.try_resolve(organisation.leading_group.ranks.front().of, on);
  if (!unit) return std::nullopt;
  return vertex({unit->outside ? NodeKind::body : NodeKind::unit, unit->unit.text()});
}

/// The components that are left when a vertex is taken away: a number for each vertex.
std::vector<int> Chart::Graph::parts_without(Vertex point, std::vector<char> in_force) const {
  for (auto [at, end] = boost::out_edges(point, undirected); at != end; ++at) in_force[undirected[*at].tie] = 0;
  std::vector<int> part(nodes.size());
  boost::connected_components(filtered(undirected, in_force), part.data());
  return part;
}

/// `whole` numbers the components with the point in its place.
SinglePoint Chart::Graph::single_point(Vertex point, const std::vector<char>& in_force, const std::vector<int>& whole, Day on) const {
  const std::vector<int> part = parts_without(point, in_force);
  std::map<int, std::size_t> sizes;  // of the parts that the point holds together
  for (Vertex v = 0; v < nodes.size(); ++v) {
    if (v != point && whole[v] == whole[point]) ++sizes[part[v]];
  }
  const std::optional<Vertex> head = head_of_group(on);
  int stays = -1;
  if (head && whole[*head] == whole[point]) {
    if (*head != point) stays = part[*head];
  } else {
    // The first of the largest: parts are numbered in the order of their first nodes.
    stays = std::max_element(sizes.begin(), sizes.end(), [](const auto& one, const auto& other) { return one.second < other.second; })->first;
  }
  SinglePoint out{nodes[point], {}, {}};
  for (Vertex v = 0; v < nodes.size(); ++v) {
    if (v != point && whole[v] == whole[point] && part[v] != stays) out.hanging.push_back(nodes[v]);
  }
  const std::vector<Node> named(out.hanging.begin(), out.hanging.begin() + std::min<std::ptrdiff_t>(3, std::ssize(out.hanging)));
  out.reason = chinese(out.node.kind) + "“" + name_of(out.node, on) + "”一旦缺位，" + quoted(named, on) +
               (named.size() < out.hanging.size() ? "等 " + std::to_string(out.hanging.size()) + " 项" : "") + "与" +
               (head && whole[*head] == whole[point] ? "领导小组" + organisation.leading_group.ranks.front().rank + "所在一方" : "其余部分") + "再无联系";
  return out;
}

/// The shortest circle through a vertex along marked ties; they do lead back.
std::vector<Node> Chart::Graph::circle(Vertex first, const std::vector<char>& within) const {
  const auto graph = filtered(directed, within);
  std::vector<Vertex> before(nodes.size());
  std::vector<std::size_t> distance(nodes.size(), 0);
  before[first] = first;
  boost::breadth_first_search(graph, first,
                              boost::visitor(boost::make_bfs_visitor(std::make_pair(
                                  boost::record_predecessors(before.data(), boost::on_tree_edge()),
                                  boost::record_distances(distance.data(), boost::on_tree_edge())))));
  std::optional<Vertex> last;
  for (auto [at, end] = boost::in_edges(first, graph); at != end; ++at) {
    const Vertex from = boost::source(*at, graph);
    if (!last || distance[from] < distance[*last]) last = from;
  }
  std::vector<Node> out;
  for (Vertex v = last.value_or(first);; v = before[v]) {
    out.push_back(nodes[v]);
    if (v == first) break;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

FilingCycle Chart::Graph::cycle(std::vector<Node> round, Day on) const {
  std::vector<std::string> names;
  for (const Node& node : round) names.push_back(name_of(node, on));
  std::string reason = round.size() == 1 ? "“" + names.front() + "”向自己报送" : "报送成环：" + arrows(names);
  for (std::size_t i = 0; i < round.size(); ++i) {
    const Node& to = round[(i + 1) % round.size()];
    const auto found = std::find_if(ties.begin(), ties.end(), [&](const Tie& tie) {
      return tie.bond == Bond::files_to && tie.from == round[i] && tie.to == to && in_force(tie, on);
    });
    if (found != ties.end() && !found->reason.empty()) reason += (i == 0 ? "：" : "；") + found->reason;
  }
  return {std::move(round), reason};
}

Chart::Chart(Organisation organisation, std::vector<Thing> things, std::vector<Tie> ties, PostId head_post) {
  auto graph = std::make_shared<Graph>();
  graph->organisation = std::move(organisation);
  graph->things = std::move(things);
  graph->ties = std::move(ties);
  graph->head_post = std::move(head_post);
  graph->add_nodes();
  graph->add_edges();
  graph_ = std::move(graph);
}

const Organisation& Chart::organisation() const noexcept { return graph_->organisation; }
const PostId& Chart::head_post() const noexcept { return graph_->head_post; }
const std::vector<Thing>& Chart::things() const noexcept { return graph_->things; }
const std::vector<Tie>& Chart::ties() const noexcept { return graph_->ties; }
bool Chart::knows(const Node& node) const noexcept { return graph_->vertices.count(node) != 0; }

std::vector<Node> Chart::nodes(Day on) const {
  std::vector<Node> out;
  for (Vertex v = 0; v < graph_->nodes.size(); ++v) {
    if (graph_->stands(v, on)) out.push_back(graph_->nodes[v]);
  }
  return out;
}

std::vector<Tie> Chart::ties(Day on) const {
  std::vector<Tie> out;
  for (const Tie& tie : graph_->ties) {
    if (graph_->in_force(tie, on)) out.push_back(tie);
  }
  return out;
}

std::vector<Tie> Chart::ties_of(const Node& node, Day on) const {
  const Vertex vertex = graph_->vertex(node);
  std::vector<std::size_t> places;
  graph_->add_places(places, boost::in_edges(vertex, graph_->directed));
  graph_->add_places(places, boost::out_edges(vertex, graph_->directed));
  // Open terms are no edges.
  for (std::size_t i = 0; i < graph_->ties.size(); ++i) {
    if (graph_->ties[i].from.id.empty() && graph_->ties[i].to == node) places.push_back(i);
  }
  return graph_->picked(std::move(places), on, [](const Tie&) { return true; });
}

std::string Chart::name_of(const Node& node, Day on) const {
  graph_->vertex(node);
  return graph_->name_of(node, on);
}

std::vector<Tie> Chart::who(const TaskId& task, Bond bond, Day on) const {
  const Node node{NodeKind::task, task.text()};
  std::vector<Tie> out = ties_of(node, on);
  std::erase_if(out, [&](const Tie& tie) { return tie.bond != bond || tie.to != node; });
  return out;
}

std::vector<Tie> Chart::of_unit(const UnitId& unit, Day on) const {
  const Node body{NodeKind::body, unit.text()};
  const Vertex vertex = graph_->vertex(knows(body) ? body : Node{NodeKind::unit, unit.text()});
  std::vector<std::size_t> places;
  graph_->add_places(places, boost::out_edges(vertex, graph_->directed));
  return graph_->picked(std::move(places), on, [](const Tie& tie) { return tie.bond != Bond::belongs_to; });
}

std::vector<SinglePoint> Chart::single_points(Day on) const {
  const std::vector<char> in_force = graph_->marked(on, [](const Tie& tie) { return tie.from.kind != NodeKind::post && tie.from != tie.to; });
  std::vector<int> whole(graph_->nodes.size());
  boost::connected_components(filtered(graph_->undirected, in_force), whole.data());
  std::vector<Vertex> points;
  boost::articulation_points(filtered(graph_->undirected, in_force), std::back_inserter(points));
  std::sort(points.begin(), points.end());
  std::vector<SinglePoint> out;
  for (const Vertex point : points) out.push_back(graph_->single_point(point, in_force, whole, on));
  return out;
}

std::vector<std::vector<Node>> Chart::components(Day on) const {
  const std::vector<char> in_force = graph_->marked(on, [](const Tie&) { return true; });
  std::vector<int> component(graph_->nodes.size());
  boost::connected_components(filtered(graph_->undirected, in_force), component.data());
  std::vector<std::vector<Node>> out;
  std::map<int, std::size_t> places;
  for (Vertex v = 0; v < graph_->nodes.size(); ++v) {
    if (!graph_->stands(v, on)) continue;
    const auto [place, is_new] = places.try_emplace(component[v], out.size());
    if (is_new) out.emplace_back();
    out[place->second].push_back(graph_->nodes[v]);
  }
  return out;
}

std::vector<FilingCycle> Chart::filing_cycles(Day on) const {
  const std::vector<char> filing = graph_->marked(on, [](const Tie& tie) { return tie.bond == Bond::files_to; });
  std::vector<int> component(graph_->nodes.size());
  boost::strong_components(filtered(graph_->directed, filing), boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph_->directed)));
  std::vector<char> files_to_itself(graph_->nodes.size());
  std::map<int, std::vector<std::size_t>> rounds;  // ties within a set that files round, by its component
  for (std::size_t i = 0; i < filing.size(); ++i) {
    if (filing[i] == 0 || graph_->ties[i].from.id.empty()) continue;
    const Vertex from = graph_->vertex(graph_->ties[i].from), to = graph_->vertex(graph_->ties[i].to);
    if (from == to) files_to_itself[from] = 1;
    else if (component[from] == component[to]) rounds[component[from]].push_back(i);
  }
  std::vector<FilingCycle> out;
  std::vector<char> within(filing.size());
  for (Vertex v = 0; v < graph_->nodes.size(); ++v) {
    if (files_to_itself[v] != 0) out.push_back(graph_->cycle({graph_->nodes[v]}, on));
    const auto round = rounds.find(component[v]);
    if (round == rounds.end()) continue;
    for (const std::size_t tie : round->second) within[tie] = 1;
    out.push_back(graph_->cycle(graph_->circle(v, within), on));
    for (const std::size_t tie : round->second) within[tie] = 0;
    rounds.erase(round);
  }
  return out;
}

std::string Node::text() const { return std::string(node_kind_name(kind)) + " " + id; }

std::string chinese(NodeKind kind) {
  switch (kind) {
    case NodeKind::unit: return "单位";
    case NodeKind::body: return "外部门";
    case NodeKind::post: return "职务";
    case NodeKind::task: return "任务";
    case NodeKind::territory: return "属地";
    case NodeKind::device_kind: return "设备种类";
  }
  return {};
}

std::string chinese(Bond bond) {
  switch (bond) {
    case Bond::leads: return "牵头";
    case Bond::carries: return "责任";
    case Bond::cooperates: return "配合";
    case Bond::belongs_to: return "隶属";
    case Bond::files_to: return "报送";
    case Bond::supervises: return "监管";
  }
  return {};
}

}  // namespace bihuan
