// form/chart_groups.hpp: what stands together in a picture of the chart: things with exactly the same ties on a day.
#pragma once

#include "bihuan/org/chart.hpp"

namespace bihuan::picture {

/// The columns of the picture. A unit that leads and carries stands in both: once for what it does in each.
enum class Place : std::uint8_t { leading, tasks, carrying, cooperating };
inline constexpr std::size_t place_count = 4;

/// A line of text in a box: a name, or the collective term that the names under it come from.
struct Entry {
  std::string name;
  bool is_term = false;
};

/// Things of one column with exactly the same ties, in the order of the plan. What a notice ties by a collective term is one
/// thing, with its members of the day.
struct Box {
  Place place = Place::tasks;
  std::vector<Entry> entries = {};
  std::vector<Node> members = {};  ///< none where a collective term is open
  std::string note = {};           ///< 牵头 16 项 …
  std::string lack = {};           ///< what nobody does; empty where nothing is missing
};

/// Every member of one box is tied to every member of the other: one line for all their ties, as sure as the least sure of
/// them.
struct Line {
  std::size_t from = 0;  ///< of the boxes, the one further to the left
  std::size_t to = 0;
  Bond bond = Bond::leads;
  Origin origin = Origin::printed;
  std::string tip = {};  ///< how many ties it stands for, and the reason of the first
};

struct Groups {
  std::vector<Box> boxes = {};  ///< by column, within one in the order of the plan
  std::vector<Line> lines = {};
  std::vector<std::string> idle = {};  ///< units that are tied to no task

  /// How many different things stand in a column.
  std::size_t count(Place place) const;
  bool has(Place place) const;
};

/// Groups tasks, leading, carrying and cooperating ones by their ties on a day.
Groups groups_of(const Chart& chart, Day on);

/// Name and capacity of the leading group, its seats and its office, as lines of words; nothing where the plan has no group.
struct Command {
  std::string above = {};               ///< the body above
  std::string group = {};
  std::vector<std::string> ranks = {};  ///< 组长 局长
  std::string office = {};
};
Command command_of(const Organisation& organisation, Day on);

/// 责任关系图, the campaign before it and the day behind it.
std::string title_of(const std::string& campaign, const std::string& what, Day on);

}  // namespace bihuan::picture
