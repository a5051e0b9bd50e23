#include "org/adjacency.hpp"

#include <algorithm>

namespace bihuan::org {

Adjacency::Adjacency(const std::vector<Edge>& edges, const std::vector<std::uint32_t>& places, Seen seen) {
  const bool begins = seen != Seen::from_end, ends = seen != Seen::from_begin;
  Vertex count = 0;
  for (const std::uint32_t place : places) {
    count = std::max(count, edges[place].to + 1);
    if (edges[place].from != nobody) count = std::max(count, edges[place].from + 1);
  }
  begin_.assign(count + std::size_t{1}, 0);
  for (const std::uint32_t place : places) {
    if (begins) ++begin_[edges[place].from + std::size_t{1}];
    if (ends) ++begin_[edges[place].to + std::size_t{1}];
  }
  for (std::size_t v = 1; v <= count; ++v) begin_[v] += begin_[v - 1];
  halves_.resize(begin_.back());
  std::vector<std::uint32_t> next = begin_;
  for (const std::uint32_t place : places) {
    const Edge& edge = edges[place];
    if (begins) halves_[next[edge.from]++] = {edge.to, place, edge.days};
    if (ends) halves_[next[edge.to]++] = {edge.from, place, edge.days};
  }
}

Rows Adjacency::on(Day day) const {
  Rows out;
  out.begin.resize(begin_.size());
  out.vertices.resize(halves_.size());
  std::uint32_t count = 0;
  for (std::size_t v = 0; v + 1 < begin_.size(); ++v) {
    // Written whether in force or not, and then written over: cheaper than to guess.
    for (std::size_t i = begin_[v]; i < begin_[v + 1]; ++i) {
      out.vertices[count] = halves_[i].to;
      count += halves_[i].days.on(day) ? 1u : 0u;
    }
    out.begin[v + 1] = count;
  }
  out.vertices.resize(count);
  return out;
}

}  // namespace bihuan::org
