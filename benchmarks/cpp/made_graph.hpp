// made_graph.hpp: a made-up house of units that file upward, some in circles, and of tasks that they carry; always the same.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace bench {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Units are numbered from 0, tasks after them.
struct MadeGraph {
  explicit MadeGraph(std::uint32_t nodes) : node_count(nodes), unit_count(nodes / 5) {
    std::uint64_t state = 20200901;
    const auto draw = [&](std::uint32_t below) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      return static_cast<std::uint32_t>((state >> 33) % below);
    };
    for (std::uint32_t unit = 1; unit < unit_count; ++unit) {
      if (unit % 50 != 0) files.emplace_back(unit, (unit - 1) / 4);  // one in fifty heads a house of its own
      if (unit % 20 == 0 && 4 * unit + 1 < unit_count) files.emplace_back(unit, 4 * unit + 1);  // and hears from below: a circle
    }
    for (std::uint32_t task = unit_count; task < nodes; ++task) {
      carries.emplace_back(draw(unit_count), task);
      if (draw(4) == 0) carries.emplace_back(draw(unit_count), task);
    }
    for (std::uint32_t i = 0; i < nodes / 20; ++i) {
      asked_units.push_back(draw(unit_count));
      asked_tasks.push_back(unit_count + draw(nodes - unit_count));
    }
  }
  std::uint32_t node_count;
  std::uint32_t unit_count;
  Edges files;    ///< unit to unit
  Edges carries;  ///< unit to task
  std::vector<std::uint32_t> asked_units, asked_tasks;  ///< about whom questions are asked: one in twenty of each, by lot
};

}  // namespace bench
