#include "org/chart_graph.hpp"

#include "bihuan/error.hpp"
#include "org/near.hpp"

#include <algorithm>

namespace bihuan::org {
namespace {

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

}  // namespace

PostInUnit seat_called(const std::string& id) {
  const std::size_t at = id.find('@');
  if (at == std::string::npos) return {PostId(id), UnitId()};
  return {PostId(id.substr(0, at)), UnitId(id.substr(at + 1))};
}

std::size_t Numbers::hash_of(const Node& node) noexcept { return std::hash<std::string>{}(node.id) + static_cast<std::size_t>(node.kind); }

/// Where the node stands, or the free slot where it would.
std::size_t Numbers::slot_of(const std::vector<Node>& nodes, const Node& node, std::size_t hash) const noexcept {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].vertex != nobody && !(slots_[at].hash == static_cast<std::uint32_t>(hash) && nodes[slots_[at].vertex] == node)) at = (at + 1) & (slots_.size() - 1);
  return at;
}

Vertex Numbers::find(const std::vector<Node>& nodes, const Node& node) const noexcept { return slots_[slot_of(nodes, node, hash_of(node))].vertex; }

bool Numbers::add(std::vector<Node>& nodes, const Node& node) {
  const std::size_t hash = hash_of(node), at = slot_of(nodes, node, hash);
  if (slots_[at].vertex != nobody) return false;
  slots_[at] = {static_cast<std::uint32_t>(hash), static_cast<Vertex>(nodes.size())};
  nodes.push_back(node);
  if (2 * nodes.size() > slots_.size()) grow(nodes);
  return true;
}

void Numbers::grow(const std::vector<Node>& nodes) {
  slots_.assign(2 * slots_.size(), {});
  for (Vertex v = 0; v < nodes.size(); ++v) {
    const std::size_t hash = hash_of(nodes[v]);
    slots_[slot_of(nodes, nodes[v], hash)] = {static_cast<std::uint32_t>(hash), v};
  }
}

ChartGraph::ChartGraph(Organisation house, std::vector<Thing> all_things, std::vector<Tie> all_ties, PostId head)
    : organisation(std::move(house)), things(std::move(all_things)), ties(std::move(all_ties)), head_post(std::move(head)) {
  const LeadingGroup& group = organisation.leading_group;
  if (!group.ranks.empty()) group_head = KnownName(organisation, group.ranks.front().of);
  office = KnownName(organisation, group.office);
  above = KnownName(organisation, group.reports_to);
  for (const Term& term : organisation.incumbencies) terms_.push_back(&term);
  std::stable_sort(terms_.begin(), terms_.end(), [](const Term* one, const Term* other) { return one->seat < other->seat; });
  add_nodes();
  add_edges();
  bind();
}

void ChartGraph::add(const Node& node, const Validity& valid, Meant what) {
  if (!numbers.add(nodes, node)) return;
  meant.push_back(what);
  days.emplace_back(valid);
}

void ChartGraph::add_nodes() {
  for (const Unit& one : organisation.units) add({NodeKind::unit, one.id.text()}, one.valid, &one);
  for (const Body& one : organisation.bodies) add({NodeKind::body, one.id}, {}, &one);
  for (const Tie& tie : ties) {
    for (const Node* end : {&tie.from, &tie.to}) add_seat(*end);
  }
  std::vector<const Thing*> sorted;
  for (const Thing& one : things) sorted.push_back(&one);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Thing* one, const Thing* other) { return one->node.kind < other->node.kind; });
  for (const Thing* one : sorted) add(one->node, one->valid, one);
}

/// A seat stands while its unit does.
void ChartGraph::add_seat(const Node& node) {
  if (node.kind != NodeKind::post) return;
  const UnitId id = seat_called(node.id).unit;
  if (const Unit* found = unit(id)) add(node, found->valid, {});
  else if (find({NodeKind::body, id.text()}) != nobody) add(node, {}, {});
}

void ChartGraph::add_edges() {
  edges.reserve(ties.size());
  for (const Tie& tie : ties) {
    if (!can_bind(tie.from.kind, tie.bond, tie.to.kind)) refuse_bond(tie);
    Edge edge{nobody, vertex(tie.to), Days(tie.valid)};
    edge.days.shorten(days[edge.to]);
    if (!tie.from.id.empty()) {  // else an open collective term
      edge.from = vertex(tie.from);
      edge.days.shorten(days[edge.from]);
    }
    edges.push_back(edge);
  }
}

void ChartGraph::bind() {
  std::vector<std::uint32_t> all, begun, between, filings;
  for (std::uint32_t place = 0; place < edges.size(); ++place) {
    const Edge& edge = edges[place];
    all.push_back(place);
    if (edge.from == nobody) continue;
    begun.push_back(place);
    if (ties[place].from.kind != NodeKind::post && edge.from != edge.to) between.push_back(place);
    if (ties[place].bond == Bond::files_to) filings.push_back(place);
  }
  leaving = Adjacency(edges, begun, Seen::from_begin);
  arriving = Adjacency(edges, all, Seen::from_end);
  bound = Adjacency(edges, between, Seen::from_both);
  filing = Adjacency(edges, filings, Seen::from_begin);
}

Vertex ChartGraph::find(const Node& node) const noexcept { return numbers.find(nodes, node); }

Vertex ChartGraph::vertex(const Node& node) const {
  const Vertex found = find(node);
  if (found == nobody) refuse_unknown(node);
  return found;
}

Vertex ChartGraph::actor(const UnitId& id) const {
  const Vertex body = find({NodeKind::body, id.text()});
  return body != nobody ? body : vertex({NodeKind::unit, id.text()});
}

const Unit* ChartGraph::unit(const UnitId& id) const {
  const Vertex found = find({NodeKind::unit, id.text()});
  const auto* one = found == nobody ? nullptr : std::get_if<const Unit*>(&meant[found]);
  return one == nullptr ? nullptr : *one;
}

const Thing* ChartGraph::thing(Vertex vertex) const {
  const auto* found = std::get_if<const Thing*>(&meant[vertex]);
  return found == nullptr ? nullptr : *found;
}

std::string ChartGraph::name_of(Vertex vertex, Day on) const {
  if (nodes[vertex].kind != NodeKind::post) return name(vertex, on);
  const PostInUnit seat = seat_called(nodes[vertex].id);
  const Unit* held_in = unit(seat.unit);
  return (held_in != nullptr ? held_in->name_on(on) : organisation.unit_name(seat.unit)) + organisation.post_title(seat.post);
}

const std::string& ChartGraph::name(Vertex vertex, Day on) const {
  if (const auto* one = std::get_if<const Unit*>(&meant[vertex])) return (*one)->name_on(on);
  if (const auto* one = std::get_if<const Body*>(&meant[vertex])) return (*one)->name;
  const Thing* one = thing(vertex);
  return one == nullptr || one->name.empty() ? nodes[vertex].id : one->name;
}

Vertex ChartGraph::head_of_group(Day on) const {
  const auto found = group_head.on(on);
  return found ? vertex({found->outside ? NodeKind::body : NodeKind::unit, found->unit.text()}) : nobody;
}

const Term* ChartGraph::holder(const PostInUnit& seat, Day on) const {
  const Term* out = nullptr;
  const auto before = [](const Term* term, const PostInUnit& wanted) { return term->seat < wanted; };
  for (auto at = std::lower_bound(terms_.begin(), terms_.end(), seat, before); at != terms_.end() && (*at)->seat == seat; ++at)
    if ((*at)->valid.on(on) && (out == nullptr || out->valid.first <= (*at)->valid.first)) out = *at;
  const Unit* held_in = out == nullptr ? nullptr : unit(seat.unit);
  return held_in == nullptr || held_in->valid.on(on) ? out : nullptr;
}

void ChartGraph::refuse_unknown(const Node& node) const {
  std::vector<std::string> known;
  for (Vertex v = 0; v < nodes.size(); ++v) {
    if (nodes[v].kind != node.kind) continue;
    known.push_back(nodes[v].id);
    if (const auto* one = std::get_if<const Unit*>(&meant[v])) known.push_back((*one)->name);
    if (const auto* one = std::get_if<const Body*>(&meant[v])) known.push_back((*one)->name);
  }
  for (const Thing& one : things) {
    if (one.node.kind == node.kind) known.push_back(one.name);
  }
  ErrorContext context;
  context.subject = node.text();
  context.allowed = near_words(node.id, known);
  std::string english = "the chart has no " + std::string(node_kind_name(node.kind)) + " \"" + node.id + "\"";
  std::string chinese_text = "职责图中没有" + chinese(node.kind) + "“" + node.id + "”";
  for (std::size_t i = 0; i < context.allowed.size(); ++i) {
    english += (i == 0 ? "; near: " : ", ") + context.allowed[i];
    chinese_text += (i == 0 ? "；相近的有：" : "、") + context.allowed[i];
  }
  throw PlanError(ErrorCode::unknown_name, english, chinese_text, context);
}

}  // namespace bihuan::org
