// tests/laws/tallied.hpp: the slow way to a tally: every hazard of a snapshot of each day, counted one by one.
#pragma once

#include "bihuan/state/snapshot.hpp"
#include "bihuan/state/tally.hpp"

#include <map>
#include <tuple>

namespace tallied {

using namespace bihuan;

inline std::vector<Standing> one_by_one(const History& history, const std::vector<Day>& days, std::optional<ItemNumber> known_at) {
  std::vector<Standing> out;
  for (const Day day : days) {
    std::map<std::tuple<TaskId, UnitId, Grade, State>, std::int64_t> counts;
    for (const Hazard& hazard : Snapshot(history, day, known_at).hazards())
      if (hazard.state != State::none) ++counts[{TaskId{hazard.details.text("task")}, hazard.supervising_unit, hazard.grade, hazard.state}];
    for (const auto& [cell, count] : counts) out.push_back({day, std::get<0>(cell), std::get<1>(cell), std::get<2>(cell), std::get<3>(cell), count});
  }
  return out;
}

}  // namespace tallied
