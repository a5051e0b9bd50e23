// org/hanging.hpp: what would be cut off from the rest if one vertex were taken away, of all in one search.
#pragma once

#include "org/adjacency.hpp"

namespace bihuan::org {

struct Hanging {
  Rows on;                        ///< of each vertex what would be cut off without it, in the order of vertices
  std::vector<char> is_headed;    ///< by vertex, whether it is bound to the head, directly or not
};

/// `bound` has every edge from both its ends. The side that stays is that with the head; elsewhere the largest, of equals
/// the one whose first vertex comes first. `head` may be nobody. Linear in the edges and in what is answered.
Hanging hanging(const Rows& bound, Vertex head);

}  // namespace bihuan::org
