#include "bihuan/org/chart.hpp"

#include "bihuan/error.hpp"
#include "org/circles.hpp"
#include "org/hanging.hpp"
#include "org/near.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/incremental_components.hpp>

#include <algorithm>
#include <map>
#include <variant>

namespace bihuan {
namespace {

using org::Edge;
using org::nobody;
using org::Vertex;

/// Every tie with its direction, for the questions about who; an edge carries the tie's place in the plan. Parallel edges
/// stay: a unit may lead and carry the same task.
using Directed = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, std::uint32_t, boost::no_property, Vertex, std::uint32_t>;

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

constexpr std::size_t named_most = 3;      // of what hangs on a point
constexpr std::size_t usual_reason = 160;  // bytes of a point's reason with as many names of a usual length

}  // namespace

struct Chart::Graph {
  /// What a vertex is in the plan; a seat is nothing but its id.
  using Meant = std::variant<std::monostate, const Unit*, const Body*, const Thing*>;

  Organisation organisation;
  std::vector<Thing> things;
  std::vector<Tie> ties;
  PostId head_post;
  std::vector<Node> nodes;      // by vertex: by kind, then in the order of the plan
  std::vector<Meant> meant;     // by vertex
  std::vector<org::Days> days;  // by vertex: when it stands
  std::map<Node, Vertex> vertices;
  std::vector<Edge> edges;      // by tie: between whom, and the days on which it and both of them stand
  Directed directed;
  org::Adjacency bound;         // ties without direction, those of seats and from a thing to itself left out
  org::Adjacency filing;        // who files to whom

  void add(const Node& node, const Validity& valid, Meant what) {
    if (!vertices.try_emplace(node, static_cast<Vertex>(nodes.size())).second) return;
    nodes.push_back(node);
    meant.push_back(what);
    days.emplace_back(valid);
  }

  void add_nodes() {
    for (const Unit& unit : organisation.units) add({NodeKind::unit, unit.id.text()}, unit.valid, &unit);
    for (const Body& body : organisation.bodies) add({NodeKind::body, body.id}, {}, &body);
    for (const Tie& tie : ties) {
      for (const Node* end : {&tie.from, &tie.to}) add_seat(*end);
    }
    std::vector<const Thing*> sorted;
    for (const Thing& thing : things) sorted.push_back(&thing);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Thing* one, const Thing* other) { return one->node.kind < other->node.kind; });
    for (const Thing* thing : sorted) add(thing->node, thing->valid, thing);
  }

  /// A seat stands while its unit does.
  void add_seat(const Node& node) {
    if (node.kind != NodeKind::post) return;
    const UnitId id = seat_called(node.id).unit;
    const Unit* unit = organisation.find_unit(id);
    if (unit != nullptr) return add(node, unit->valid, {});
    for (const Body& body : organisation.bodies) {
      if (body.id == id.text()) return add(node, {}, {});
    }
  }

  void add_edges() {
    for (const Tie& tie : ties) {
      if (!can_bind(tie.from.kind, tie.bond, tie.to.kind)) refuse_bond(tie);
      Edge edge{nobody, vertex(tie.to), org::Days(tie.valid)};
      edge.days.shorten(days[edge.to]);
      if (!tie.from.id.empty()) {  // else an open collective term
        edge.from = vertex(tie.from);
        edge.days.shorten(days[edge.from]);
      }
      edges.push_back(edge);
    }
  }

  void bind() {
    std::vector<std::pair<Vertex, Vertex>> ends;
    std::vector<std::uint32_t> places, between, filings;
    for (std::uint32_t place = 0; place < edges.size(); ++place) {
      const Edge& edge = edges[place];
      if (edge.from == nobody) continue;
      places.push_back(place);
      ends.emplace_back(edge.from, edge.to);
      if (ties[place].from.kind != NodeKind::post && edge.from != edge.to) between.push_back(place);
      if (ties[place].bond == Bond::files_to) filings.push_back(place);
    }
    directed = Directed(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), places.begin(), static_cast<Vertex>(nodes.size()));
    bound = org::Adjacency(edges, between, true);
    filing = org::Adjacency(edges, filings, false);
  }

  Vertex vertex(const Node& node) const {
    const auto found = vertices.find(node);
    if (found != vertices.end()) return found->second;
    refuse_unknown(node);
  }

  [[noreturn]] void refuse_unknown(const Node& node) const;

  bool in_force(std::size_t place, Day on) const { return edges[place].days.on(on); }

  /// The ties at places, those in force that satisfy, in the order of the plan.
  template <class Wanted>
  std::vector<Tie> picked(std::vector<std::size_t> places, Day on, Wanted wanted) const {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    std::vector<Tie> out;
    for (const std::size_t place : places) {
      if (in_force(place, on) && wanted(ties[place])) out.push_back(ties[place]);
    }
    return out;
  }

  template <class Edges>
  void add_places(std::vector<std::size_t>& out, Edges found) const {
    for (auto [at, end] = found; at != end; ++at) out.push_back(directed[*at]);
  }

  /// The name of anything but a seat.
  const std::string& name(Vertex vertex, Day on) const {
    if (const auto* unit = std::get_if<const Unit*>(&meant[vertex])) return (*unit)->name_on(on);
    if (const auto* body = std::get_if<const Body*>(&meant[vertex])) return (*body)->name;
    const auto* thing = std::get_if<const Thing*>(&meant[vertex]);
    return thing == nullptr || (*thing)->name.empty() ? nodes[vertex].id : (*thing)->name;
  }

  std::optional<Vertex> head_of_group(Day on) const;
  std::vector<SinglePoint> points(const org::Hanging& hanging, Day on) const;
  FilingCycle cycle(const std::vector<Vertex>& round, Day on) const;
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

/// Points and what hangs on them, with reasons: all in the order of vertices, so that nodes and names are read as they lie.
std::vector<SinglePoint> Chart::Graph::points(const org::Hanging& hanging, Day on) const {
  const auto count = static_cast<Vertex>(hanging.on.size());
  std::vector<Vertex> sizes(count), places(count);
  for (Vertex v = 0; v < count; ++v)
    for (Vertex at = hanging.on[v]; at != nobody; at = hanging.on[at]) ++sizes[at];
  std::vector<SinglePoint> out;
  out.reserve(static_cast<std::size_t>(std::count_if(sizes.begin(), sizes.end(), [](Vertex size) { return size != 0; })));
  for (Vertex v = 0; v < count; ++v) {
    if (sizes[v] == 0) continue;
    places[v] = static_cast<Vertex>(out.size());
    SinglePoint& point = out.emplace_back(SinglePoint{nodes[v], {}, {}});
    point.hanging.reserve(sizes[v]);
    point.reason.reserve(usual_reason);
    point.reason.append(chinese(nodes[v].kind)).append("“").append(name(v, on)).append("”一旦缺位，");
  }
  for (Vertex v = 0; v < count; ++v)
    for (Vertex at = hanging.on[v]; at != nobody; at = hanging.on[at]) {
      SinglePoint& point = out[places[at]];
      if (point.hanging.size() < named_most) point.reason.append("“").append(name(v, on)).append("”");
      point.hanging.push_back(nodes[v]);
    }
  for (Vertex v = 0; v < count; ++v) {
    if (sizes[v] == 0) continue;
    std::string& reason = out[places[v]].reason;
    if (sizes[v] > named_most) reason.append("等 ").append(std::to_string(sizes[v])).append(" 项");
    if (hanging.is_headed[v] != 0) reason.append("与领导小组").append(organisation.leading_group.ranks.front().rank).append("所在一方再无联系");
    else reason.append("与其余部分再无联系");
  }
  return out;
}

FilingCycle Chart::Graph::cycle(const std::vector<Vertex>& round, Day on) const {
  FilingCycle out;
  for (const Vertex one : round) out.nodes.push_back(nodes[one]);
  if (round.size() == 1) out.reason.append("“").append(name(round.front(), on)).append("”向自己报送");
  else {
    out.reason = "报送成环：";
    for (const Vertex one : round) out.reason.append(name(one, on)).append("→");
    out.reason.append(name(round.front(), on));
  }
  for (std::size_t i = 0; i < round.size(); ++i) {
    const Vertex to = round[(i + 1) % round.size()];
    const std::span<const org::Half> row = filing.of(round[i]);
    const auto found = std::find_if(row.begin(), row.end(), [&](const org::Half& half) { return half.to == to && half.days.on(on); });
    if (found != row.end() && !ties[found->tie].reason.empty()) out.reason.append(i == 0 ? "：" : "；").append(ties[found->tie].reason);
  }
  return out;
}

Chart::Chart(Organisation organisation, std::vector<Thing> things, std::vector<Tie> ties, PostId head_post) {
  auto graph = std::make_shared<Graph>();
  graph->organisation = std::move(organisation);
  graph->things = std::move(things);
  graph->ties = std::move(ties);
  graph->head_post = std::move(head_post);
  graph->add_nodes();
  graph->add_edges();
  graph->bind();
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
    if (graph_->days[v].on(on)) out.push_back(graph_->nodes[v]);
  }
  return out;
}

std::vector<Tie> Chart::ties(Day on) const {
  std::vector<Tie> out;
  for (std::size_t place = 0; place < graph_->ties.size(); ++place) {
    if (graph_->in_force(place, on)) out.push_back(graph_->ties[place]);
  }
  return out;
}

std::vector<Tie> Chart::ties_of(const Node& node, Day on) const {
  const Vertex vertex = graph_->vertex(node);
  std::vector<std::size_t> places;
  graph_->add_places(places, boost::in_edges(vertex, graph_->directed));
  graph_->add_places(places, boost::out_edges(vertex, graph_->directed));
  // Open terms are no edges of the graph.
  for (std::size_t place = 0; place < graph_->edges.size(); ++place) {
    if (graph_->edges[place].from == nobody && graph_->edges[place].to == vertex) places.push_back(place);
  }
  return graph_->picked(std::move(places), on, [](const Tie&) { return true; });
}

std::string Chart::name_of(const Node& node, Day on) const {
  const Vertex vertex = graph_->vertex(node);
  if (node.kind != NodeKind::post) return graph_->name(vertex, on);
  const PostInUnit seat = seat_called(node.id);
  return graph_->organisation.unit_name(seat.unit, on) + graph_->organisation.post_title(seat.post);
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
  return graph_->points(org::hanging(graph_->bound.on(on), graph_->head_of_group(on).value_or(nobody)), on);
}

std::vector<std::vector<Node>> Chart::components(Day on) const {
  const auto count = static_cast<Vertex>(graph_->nodes.size());
  const boost::typed_identity_property_map<Vertex> itself;
  std::vector<Vertex> rank(count), parent(count), part(count), size(count), place(count, nobody);
  boost::disjoint_sets sets(boost::make_iterator_property_map(rank.begin(), itself), boost::make_iterator_property_map(parent.begin(), itself));
  for (Vertex v = 0; v < count; ++v) sets.make_set(v);
  for (const Edge& edge : graph_->edges) {
    if (edge.days.on(on) && edge.from != nobody) sets.union_set(edge.from, edge.to);
  }
  for (Vertex v = 0; v < count; ++v) ++size[part[v] = sets.find_set(v)];
  std::vector<std::vector<Node>> out;
  for (Vertex v = 0; v < count; ++v) {
    if (!graph_->days[v].on(on)) continue;
    if (place[part[v]] == nobody) {
      place[part[v]] = static_cast<Vertex>(out.size());
      out.emplace_back().reserve(size[part[v]]);
    }
    out[place[part[v]]].push_back(graph_->nodes[v]);
  }
  return out;
}

std::vector<FilingCycle> Chart::filing_cycles(Day on) const {
  std::vector<FilingCycle> out;
  for (const std::vector<Vertex>& round : org::circles(graph_->filing, on)) out.push_back(graph_->cycle(round, on));
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
