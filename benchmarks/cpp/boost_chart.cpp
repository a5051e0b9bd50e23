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

/// The same, and what ours says besides: for each point the nodes that hang on it and a sentence with three names. The side
/// where the search began stays: ours also finds the larger one.
struct Told : Points {
  explicit Told(const Setting& setting) : Points(setting) {
    for (std::uint32_t v = 0; v < made.node_count; ++v) {
      nodes.push_back({v < made.unit_count ? "单位" : "任务", std::to_string(v)});
      names.push_back(v < made.unit_count ? "第" + std::to_string(v) + "所" : "任务");
    }
  }
  struct Node {
    const char* kind;
    std::string id;
  };
  struct Point {
    Node node;
    std::vector<Node> hanging;
    std::string reason;
  };
  void prepare() override { said.clear(); }
  void run() override {
    const std::uint32_t count = made.node_count, none = count;
    std::vector<std::uint32_t> times(count), low(count), before(count), order(count + 1, none), on(count, none), sizes(count), places(count);
    const auto by_vertex = [&](std::vector<std::uint32_t>& values) { return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, undirected)); };
    found.clear();
    boost::articulation_points(undirected, std::back_inserter(found),
                               boost::discover_time_map(by_vertex(times)).lowpoint_map(by_vertex(low)).predecessor_map(by_vertex(before)));
    std::vector<char> is_point(count);
    for (const std::uint32_t point : found) is_point[point] = 1;
    for (std::uint32_t v = 0; v < count; ++v) order[times[v]] = v;
    for (const std::uint32_t v : order) {
      if (v == none || before[v] == v) continue;
      on[v] = low[v] < times[before[v]] ? on[before[v]] : is_point[before[v]] != 0 ? before[v] : none;
    }
    for (std::uint32_t v = 0; v < count; ++v)
      for (std::uint32_t at = on[v]; at != none; at = on[at]) ++sizes[at];
    for (std::uint32_t v = 0; v < count; ++v) {
      if (sizes[v] == 0) continue;
      places[v] = static_cast<std::uint32_t>(said.size());
      said.push_back({nodes[v], {}, std::string(nodes[v].kind) + "“" + names[v] + "”一旦缺位，"});
      said.back().hanging.reserve(sizes[v]);
    }
    for (std::uint32_t v = 0; v < count; ++v)
      for (std::uint32_t at = on[v]; at != none; at = on[at]) {
        Point& point = said[places[at]];
        if (point.hanging.size() < 3) point.reason += "“" + names[v] + "”";
        point.hanging.push_back(nodes[v]);
      }
    for (Point& point : said) point.reason += (point.hanging.size() > 3 ? "等 " + std::to_string(point.hanging.size()) + " 项" : "") + "与其余部分再无联系";
  }
  std::string answer() override {
    std::int64_t sum = 0;
    for (const Point& point : said) sum += std::stoll(point.node.id);
    return "points=" + std::to_string(said.size()) + " sum=" + std::to_string(sum);
  }
  std::vector<Node> nodes;
  std::vector<std::string> names;
  std::vector<Point> said;
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

/// The same questions, asked of rows of numbers and answered by a count and a sum: no names, no days, no copies.
struct Rows : Whole {
  explicit Rows(const Setting& setting) : Whole(setting) {
    Edges all = made.files;
    all.insert(all.end(), made.carries.begin(), made.carries.end());
    for (const bool forward : {true, false}) {
      std::vector<std::uint32_t>& begin = forward ? leaving_begin : arriving_begin;
      std::vector<std::uint32_t>& row = forward ? leaving : arriving;
      begin.assign(made.node_count + std::size_t{1}, 0);
      for (auto& [from, to] : all) {
        if (!forward) std::swap(from, to);  // once: then they stand the other way round
        ++begin[from + std::size_t{1}];
      }
      for (std::size_t v = 1; v < begin.size(); ++v) begin[v] += begin[v - 1];
      std::vector<std::uint32_t> next = begin;
      row.resize(all.size());
      for (const auto& [from, to] : all) row[next[from]++] = to;
    }
  }
  void run() override {
    read = 0;
    for (const std::uint32_t task : made.asked_tasks)
      for (int question = 0; question < 2; ++question) add(arriving_begin, arriving, task);
    for (const std::uint32_t unit : made.asked_units) {
      for (int question = 0; question < 2; ++question) add(leaving_begin, leaving, unit);
      add(arriving_begin, arriving, unit);
    }
  }
  void add(const std::vector<std::uint32_t>& begin, const std::vector<std::uint32_t>& row, std::uint32_t node) {
    for (std::uint32_t i = begin[node]; i < begin[node + std::size_t{1}]; ++i) read += row[i] + 1;
  }
  std::string answer() override { return "read=" + std::to_string(read); }
  std::vector<std::uint32_t> leaving_begin, leaving, arriving_begin, arriving;
  std::uint64_t read = 0;
};

const Entry entries[] = {{"points/boost", make<Points>}, {"points/boost_told", make<Told>}, {"components/boost", make<Components>}, {"circles/boost", make<Circles>}, {"chart/limit", make<Pass>}, {"queries/limit", make<Rows>}};

}  // namespace

}  // namespace bench
