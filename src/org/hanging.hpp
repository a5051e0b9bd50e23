// org/hanging.hpp: what would be cut off from the rest if one vertex were taken away, of all in one search.
#pragma once

#include "org/adjacency.hpp"

#include <utility>

namespace bihuan::org {

/// The vertices in the order in which a search found them, and those on which others hang. What hangs on a point stands
/// there in stretches: it is read off when it is asked for, so the whole takes no more room than the graph.
struct Hanging {
  struct Step {
    Vertex vertex;
    std::uint32_t end;     ///< all that was found through the vertex stands from its own step up to here
    std::uint32_t below;   ///< a step from which nothing leads past the vertex, or nobody
    std::uint32_t beside;  ///< the next of those that the same vertex has, or nobody
  };
  struct Point {
    Vertex vertex;
    std::uint32_t step;
    std::uint32_t count;  ///< how many hang on it
    std::uint32_t stays;  ///< the step below it whose side stays; nobody where that from which it was found does
  };

  std::vector<Step> steps;
  std::vector<Point> points;         ///< in the order of vertices
  std::vector<std::uint32_t> parts;  ///< the steps by which what hangs together begins
  std::uint32_t headed = 0;          ///< how many steps are those of the head's part

  bool is_headed(const Point& point) const noexcept { return point.step < headed; }
  /// Calls `take` with each vertex that hangs on a point, in no order.
  template <class Take>
  void each(const Point& point, Take take) const {
    const auto stretch = [&](std::uint32_t from, std::uint32_t to) {
      for (std::uint32_t at = from; at < to; ++at)
        if (at != point.step) take(steps[at].vertex);
    };
    if (point.stays == nobody) {
      for (std::uint32_t at = steps[point.step].below; at != nobody; at = steps[at].beside) stretch(at, steps[at].end);
      return;
    }
    const auto [begin, end] = part_of(point);
    stretch(begin, point.stays);
    stretch(steps[point.stays].end, end);
  }

 private:
  std::pair<std::uint32_t, std::uint32_t> part_of(const Point& point) const;
};

/// `bound` has every edge from both its ends and none from a vertex to itself. The side that stays is that with the head;
/// elsewhere the largest, of equals the one whose first vertex comes first. `head` may be nobody. Linear.
Hanging hanging(const Rows& bound, Vertex head);

}  // namespace bihuan::org
