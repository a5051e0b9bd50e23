// org/hanging.hpp: what would be cut off from the rest if one vertex were taken away, of all in one search.
#pragma once

#include "org/adjacency.hpp"

namespace bihuan::org {

struct Hanging {
  /// By vertex the nearest through which alone it is bound to the side that stays, or nobody. It hangs on that one, on the
  /// one that that hangs on, and so on.
  std::vector<Vertex> on;
  std::vector<char> is_headed;  ///< by vertex, whether it is bound to the head, directly or not
};

/// `bound` has every edge from both its ends and none from a vertex to itself. The side that stays is that with the head;
/// elsewhere the largest, of equals the one whose first vertex comes first. `head` may be nobody. Linear.
Hanging hanging(const Rows& bound, Vertex head);

}  // namespace bihuan::org
