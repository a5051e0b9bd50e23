// org/adjacency.hpp: who is bound to whom, one row of neighbours after another in one array, and on which days.
#pragma once

#include "bihuan/time/span.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace bihuan::org {

using Vertex = std::uint32_t;
inline constexpr Vertex nobody = std::numeric_limits<Vertex>::max();

/// The days of a validity as numbers: an open end is as far off as numbers go, and no days end before they begin.
struct Days {
  std::int32_t first = std::numeric_limits<std::int32_t>::min();
  std::int32_t last = std::numeric_limits<std::int32_t>::max();

  Days() = default;
  explicit Days(const Validity& valid) : first(valid.first ? valid.first->serial() : Days().first), last(valid.last ? valid.last->serial() : Days().last) {}
  void shorten(const Days& other) noexcept {
    first = std::max(first, other.first);
    last = std::min(last, other.last);
  }
  bool on(Day day) const noexcept { return first <= day.serial() && day.serial() <= last; }
};

/// A tie between vertices, on the days on which it is in force; of an open collective term `from` is nobody.
struct Edge {
  Vertex from;
  Vertex to;
  Days days;
};

/// Of each vertex some others, in one array.
struct Rows {
  std::vector<std::uint32_t> begin;  ///< by vertex where its row begins; at the end the end of the last
  std::vector<Vertex> vertices;

  Vertex count() const noexcept { return static_cast<Vertex>(begin.size() - 1); }
  std::span<const Vertex> of(Vertex vertex) const noexcept { return {vertices.data() + begin[vertex], vertices.data() + begin[vertex + 1]}; }
};

/// An edge as it is seen from one of its ends.
struct Half {
  Vertex to;
  std::uint32_t tie;  ///< its place in the plan
  Days days;
};

/// From which of its ends an edge is seen.
enum class Seen : std::uint8_t { from_begin, from_end, from_both };

/// Of each vertex its edges of a kind, in the order of the plan, over all days.
class Adjacency {
 public:
  Adjacency() = default;
  /// The edges at some places. One that is seen from where it begins, or from both ends, must begin somewhere.
  Adjacency(const std::vector<Edge>& edges, const std::vector<std::uint32_t>& places, Seen seen);

  std::span<const Half> of(Vertex vertex) const noexcept {
    if (vertex + std::size_t{1} >= begin_.size()) return {};
    return {halves_.data() + begin_[vertex], halves_.data() + begin_[vertex + 1]};
  }
  /// The neighbours by what is in force on a day; the last vertex at either end of an edge has the last row.
  Rows on(Day day) const;

 private:
  std::vector<std::uint32_t> begin_ = {0};
  std::vector<Half> halves_;
};

}  // namespace bihuan::org
