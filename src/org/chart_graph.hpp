// org/chart_graph.hpp: the inside of a chart: what stands in it as numbers, and of each its ties.
#pragma once

#include "bihuan/org/chart.hpp"
#include "org/adjacency.hpp"
#include "org/known_name.hpp"

#include <variant>

namespace bihuan::org {

/// Which number a node has: a flat table, so that a look costs one place in it and the one node that stands there.
class Numbers {
 public:
  Vertex find(const std::vector<Node>& nodes, const Node& node) const noexcept;
  /// Whether it is new; then its number is the last.
  bool add(std::vector<Node>& nodes, const Node& node);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    Vertex vertex = nobody;
  };
  static std::size_t hash_of(const Node& node) noexcept;
  std::size_t slot_of(const std::vector<Node>& nodes, const Node& node, std::size_t hash) const noexcept;
  void grow(const std::vector<Node>& nodes);

  std::vector<Slot> slots_ = std::vector<Slot>(16);  ///< a power of two, at most half of them taken
};

/// `post@unit`; a unit's id may hold an '@', a post's may not.
PostInUnit seat_called(const std::string& id);

inline bool is_actor(NodeKind kind) { return kind == NodeKind::unit || kind == NodeKind::body; }

/// Made once and never changed; everything in it is found without a walk over all that there is.
struct ChartGraph {
  /// What a vertex is in the plan; a seat is nothing but its id.
  using Meant = std::variant<std::monostate, const Unit*, const Body*, const Thing*>;

  /// Throws as the constructor of Chart does.
  ChartGraph(Organisation house, std::vector<Thing> all_things, std::vector<Tie> all_ties, PostId head);
  ChartGraph(const ChartGraph&) = delete;  // it is full of places in itself
  ChartGraph& operator=(const ChartGraph&) = delete;

  const Organisation organisation;
  const std::vector<Thing> things;
  const std::vector<Tie> ties;
  const PostId head_post;
  std::vector<Node> nodes;   ///< by vertex: by kind, then in the order of the plan
  std::vector<Meant> meant;  ///< by vertex
  std::vector<Days> days;    ///< by vertex: when it stands
  Numbers numbers;
  std::vector<Edge> edges;   ///< by tie: between whom, and the days on which it and both of them stand
  Adjacency leaving;         ///< ties from where they begin
  Adjacency arriving;        ///< ties from where they end, those of open terms too
  Adjacency bound;           ///< ties without direction, those of seats and from a thing to itself left out
  Adjacency filing;          ///< who files to whom
  KnownName group_head, office, above;  ///< of the leading group: whose post heads it, its office, the body above

  Vertex find(const Node& node) const noexcept;  ///< or nobody
  Vertex vertex(const Node& node) const;         ///< throws PlanError (unknown_name)
  Vertex actor(const UnitId& id) const;          ///< the body of that id, or the unit; throws PlanError (unknown_name)
  const Unit* unit(const UnitId& id) const;      ///< nothing for a body
  const Thing* thing(Vertex vertex) const;       ///< nothing for a unit, body or seat

  std::string name_of(Vertex vertex, Day on) const;
  /// The name of anything but a seat.
  const std::string& name(Vertex vertex, Day on) const;
  /// The unit or body whose post heads the leading group, or nobody.
  Vertex head_of_group(Day on) const;
  /// Who held a seat on a day: the term that began last, of equals the one that was written down last. Nothing when vacant.
  const Term* holder(const PostInUnit& seat, Day on) const;

  /// Calls `take` with each tie of a row that is in force, in the order of the plan.
  template <class Take>
  void each(std::span<const Half> row, Day on, Take take) const {
    for (const Half& half : row)
      if (half.days.on(on)) take(ties[half.tie]);
  }
  /// How many of a row are in force.
  static std::size_t count(std::span<const Half> row, Day on) {
    return static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [&](const Half& half) { return half.days.on(on); }));
  }

 private:
  void add(const Node& node, const Validity& valid, Meant what);
  void add_nodes();
  void add_seat(const Node& node);
  void add_edges();
  void bind();
  [[noreturn]] void refuse_unknown(const Node& node) const;

  std::vector<const Term*> terms_;  ///< by seat, within one in the order of the plan
};

}  // namespace bihuan::org
