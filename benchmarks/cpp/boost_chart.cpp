// boost_chart.cpp: the same questions to Boost's compressed graph, numbers in and numbers out; and one pass over the edges.
#include "made_graph.hpp"
#include "serve.hpp"

#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <unordered_set>

namespace bench {

namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property, std::uint32_t, std::uint32_t>;

/// Edges both ways where direction does not count; parallel ones once, as the compressed graph has no word for them.
Graph graph(std::uint32_t nodes, Edges edges, bool both_ways) {
  if (both_ways) {
    const std::size_t one_way = edges.size();
    for (std::size_t i = 0; i < one_way; ++i) edges.emplace_back(edges[i].second, edges[i].first);
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return Graph(boost::edges_are_sorted, edges.begin(), edges.end(), nodes);
}

struct Whole : Contender {
  explicit Whole(const Setting& setting) : made(static_cast<std::uint32_t>(setting.size)) {
    Edges all = made.files;
    all.insert(all.end(), made.carries.begin(), made.carries.end());
    undirected = graph(made.node_count, all, true);
    filing = graph(made.unit_count, made.files, false);
  }
  MadeGraph made;
  Graph undirected, filing;
};

struct Points : Whole {
  using Whole::Whole;
  void run() override {
    found.clear();
    boost::articulation_points(undirected, std::back_inserter(found));
  }
  std::string answer() override {
    std::int64_t sum = 0;
    for (const std::uint32_t point : found) sum += point;
    return "points=" + std::to_string(found.size()) + " sum=" + std::to_string(sum);
  }
  std::vector<std::uint32_t> found;
};

/// Sizes of the strong components; of a graph with both ways those are its parts.
std::vector<std::uint32_t> parts(const Graph& graph) {
  std::vector<std::uint32_t> part(num_vertices(graph));
  const auto index = get(boost::vertex_index, graph);
  const std::size_t count = boost::strong_components(graph, boost::make_iterator_property_map(part.begin(), index), boost::vertex_index_map(index));
  std::vector<std::uint32_t> sizes(count);
  for (const std::uint32_t one : part) ++sizes[one];
  return sizes;
}

struct Components : Whole {
  using Whole::Whole;
  void run() override { sizes = parts(undirected); }
  std::string answer() override {
    return "parts=" + std::to_string(sizes.size()) + " largest=" + std::to_string(*std::max_element(sizes.begin(), sizes.end()));
  }
  std::vector<std::uint32_t> sizes;
};

struct Circles : Whole {
  using Whole::Whole;
  void run() override { sizes = parts(filing); }
  std::string answer() override { return "circles=" + std::to_string(std::count_if(sizes.begin(), sizes.end(), [](std::uint32_t size) { return size > 1; })); }
  std::vector<std::uint32_t> sizes;
};

/// In-degrees: every edge looked at once.
struct Pass : Whole {
  using Whole::Whole;
  void run() override {
    degrees.assign(made.node_count, 0);
    for (const Edges* edges : {&made.files, &made.carries})
      for (const auto& edge : *edges) ++degrees[edge.second];
  }
  std::string answer() override { return "read=" + std::to_string(degrees.back()); }
  std::vector<std::uint32_t> degrees;
};

const Entry entries[] = {{"points/boost", make<Points>}, {"components/boost", make<Components>}, {"circles/boost", make<Circles>}, {"chart/limit", make<Pass>}};

}  // namespace

}  // namespace bench
