// What hangs on whom and who files in a circle, with the sentences that say so.
#include "bihuan/org/chart.hpp"
#include "org/chart_graph.hpp"
#include "org/circles.hpp"
#include "org/hanging.hpp"

#include <algorithm>

namespace bihuan {
namespace {

using org::nobody;
using org::Vertex;

FilingCycle cycle_of(const org::ChartGraph& graph, const std::vector<Vertex>& round, Day on) {
  FilingCycle out;
  for (const Vertex one : round) out.nodes.push_back(graph.nodes[one]);
  if (round.size() == 1) out.reason.append("“").append(graph.name(round.front(), on)).append("”向自己报送");
  else {
    out.reason = "报送成环：";
    for (const Vertex one : round) out.reason.append(graph.name(one, on)).append("→");
    out.reason.append(graph.name(round.front(), on));
  }
  for (std::size_t i = 0; i < round.size(); ++i) {
    const Vertex to = round[(i + 1) % round.size()];
    const std::span<const org::Half> row = graph.filing.of(round[i]);
    const auto found = std::find_if(row.begin(), row.end(), [&](const org::Half& half) { return half.to == to && half.days.on(on); });
    if (found != row.end() && !graph.ties[found->tie].reason.empty()) out.reason.append(i == 0 ? "：" : "；").append(graph.ties[found->tie].reason);
  }
  return out;
}

}  // namespace

/// What all points of one answer share.
struct org::Cuts {
  std::shared_ptr<const ChartGraph> graph;
  Day on;
  Hanging hanging;
};

Node SinglePoint::node() const { return cuts_->graph->nodes[cuts_->hanging.points[place_].vertex]; }

std::size_t SinglePoint::hanging_count() const noexcept { return cuts_->hanging.points[place_].count; }

std::vector<Node> SinglePoint::hanging() const {
  const org::Hanging::Point& point = cuts_->hanging.points[place_];
  std::vector<Vertex> found;
  found.reserve(point.count);
  cuts_->hanging.each(point, [&](Vertex one) { found.push_back(one); });
  std::sort(found.begin(), found.end());
  std::vector<Node> out;
  out.reserve(found.size());
  for (const Vertex one : found) out.push_back(cuts_->graph->nodes[one]);
  return out;
}

std::string SinglePoint::reason() const {
  const org::ChartGraph& graph = *cuts_->graph;
  const org::Hanging::Point& point = cuts_->hanging.points[place_];
  std::array<Vertex, 3> named;  // the first of those that hang on it
  named.fill(nobody);
  cuts_->hanging.each(point, [&](Vertex one) {
    for (Vertex& place : named)
      if (one < place) std::swap(one, place);
  });
  std::string out = chinese(graph.nodes[point.vertex].kind) + "“" + graph.name(point.vertex, cuts_->on) + "”一旦缺位，";
  for (const Vertex one : named)
    if (one != nobody) out.append("“").append(graph.name(one, cuts_->on)).append("”");
  if (point.count > named.size()) out.append("等 ").append(std::to_string(point.count)).append(" 项");
  if (cuts_->hanging.is_headed(point)) out.append("与领导小组").append(graph.organisation.leading_group.ranks.front().rank).append("所在一方再无联系");
  else out.append("与其余部分再无联系");
  return out;
}

std::vector<SinglePoint> Chart::single_points(Day on) const {
  auto cuts = std::make_shared<const org::Cuts>(org::Cuts{graph_, on, org::hanging(graph_->bound.on(on), graph_->head_of_group(on))});
  std::vector<SinglePoint> out;
  out.reserve(cuts->hanging.points.size());
  for (std::uint32_t place = 0; place < cuts->hanging.points.size(); ++place) out.push_back(SinglePoint(cuts, place));
  return out;
}

std::vector<FilingCycle> Chart::filing_cycles(Day on) const {
  std::vector<FilingCycle> out;
  for (const std::vector<Vertex>& round : org::circles(graph_->filing, on)) out.push_back(cycle_of(*graph_, round, on));
  return out;
}

}  // namespace bihuan
