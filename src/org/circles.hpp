// org/circles.hpp: the circles in a directed graph, one for each set of vertices that reach one another.
#pragma once

#include "org/adjacency.hpp"

namespace bihuan::org {

/// In the order of where they begin: whoever is bound to itself, alone; and of each set that reach one another the shortest
/// circle through its first vertex (of equals the one that is closed by the first tie). Linear in the edges.
std::vector<std::vector<Vertex>> circles(const Adjacency& ties, Day on);

}  // namespace bihuan::org
