#include "bihuan/org/chart.hpp"

#include "org/chart_graph.hpp"

#include <boost/graph/incremental_components.hpp>

#include <algorithm>

namespace bihuan {
namespace {

using org::nobody;
using org::Vertex;

/// Those of a row that are in force and wanted, in the order of the plan.
template <class Wanted>
std::vector<Tie> in_force(const org::ChartGraph& graph, std::span<const org::Half> row, Day on, Wanted wanted) {
  std::vector<Tie> out;
  out.reserve(org::ChartGraph::count(row, on));
  graph.each(row, on, [&](const Tie& tie) {
    if (wanted(tie)) out.push_back(tie);
  });
  return out;
}

}  // namespace

Chart::Chart(Organisation organisation, std::vector<Thing> things, std::vector<Tie> ties, PostId head_post)
    : graph_(std::make_shared<const org::ChartGraph>(std::move(organisation), std::move(things), std::move(ties), std::move(head_post))) {}

const Organisation& Chart::organisation() const noexcept { return graph_->organisation; }
const PostId& Chart::head_post() const noexcept { return graph_->head_post; }
const std::vector<Thing>& Chart::things() const noexcept { return graph_->things; }
const std::vector<Tie>& Chart::ties() const noexcept { return graph_->ties; }
bool Chart::knows(const Node& node) const noexcept { return graph_->find(node) != nobody; }

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
    if (graph_->edges[place].days.on(on)) out.push_back(graph_->ties[place]);
  }
  return out;
}

std::vector<Tie> Chart::ties_of(const Node& node, Day on) const {
  const Vertex vertex = graph_->vertex(node);
  const std::span<const org::Half> in = graph_->arriving.of(vertex), out_of = graph_->leaving.of(vertex);
  std::vector<Tie> out;
  out.reserve(org::ChartGraph::count(in, on) + org::ChartGraph::count(out_of, on));
  auto to = in.begin();
  const auto take_before = [&](std::uint32_t place) {
    for (; to != in.end() && to->tie < place; ++to)
      if (to->days.on(on)) out.push_back(graph_->ties[to->tie]);
  };
  for (const org::Half& from : out_of) {
    take_before(from.tie);
    // From itself to itself it stands in both rows.
    if (from.to != vertex && from.days.on(on)) out.push_back(graph_->ties[from.tie]);
  }
  take_before(static_cast<std::uint32_t>(graph_->ties.size()));
  return out;
}

std::string Chart::name_of(const Node& node, Day on) const { return graph_->name_of(graph_->vertex(node), on); }

std::vector<Tie> Chart::who(const TaskId& task, Bond bond, Day on) const {
  return in_force(*graph_, graph_->arriving.of(graph_->vertex({NodeKind::task, task.text()})), on, [&](const Tie& tie) { return tie.bond == bond; });
}

std::vector<Tie> Chart::of_unit(const UnitId& unit, Day on) const {
  return in_force(*graph_, graph_->leaving.of(graph_->actor(unit)), on, [](const Tie& tie) { return tie.bond != Bond::belongs_to; });
}

std::vector<std::vector<Node>> Chart::components(Day on) const {
  const auto count = static_cast<Vertex>(graph_->nodes.size());
  const boost::typed_identity_property_map<Vertex> itself;
  std::vector<Vertex> rank(count), parent(count), part(count), size(count), place(count, nobody);
  boost::disjoint_sets sets(boost::make_iterator_property_map(rank.begin(), itself), boost::make_iterator_property_map(parent.begin(), itself));
  for (Vertex v = 0; v < count; ++v) sets.make_set(v);
  for (const org::Edge& edge : graph_->edges) {
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
