// report/load.hpp: load per unit on a day: what it leads, has open, must hand in by which week, and who heads it.
#pragma once

#include "bihuan/report/table.hpp"
#include "bihuan/state/snapshot.hpp"

#include <array>

namespace bihuan {

/// How much an open hazard weighs by its grade. No rule says it: the numbers are ours (assumed); another office brings its own.
struct LoadWeights {
  int ungraded = 1;
  int general = 1;
  int major = 5;
  Origin origin = Origin::assumed;
  int of(Grade grade) const noexcept;
  friend bool operator==(const LoadWeights&, const LoadWeights&) = default;
};

struct LoadOptions {
  LoadWeights weights = {};
  int week_count = 6;  ///< weeks ahead, that of the day among them
};

/// Who heads a unit on the day.
enum class HeadStanding : std::uint8_t {
  held,    ///< 在任
  acting,  ///< 代理
  vacant,  ///< 空缺: nobody is recorded to hold the seat
};
inline constexpr int head_standing_count = 3;
std::string_view head_standing_name(HeadStanding standing) noexcept;
std::string chinese(HeadStanding standing);

/// One unit's load. Dues are limits of its hazards and cases, and returns that it owes; a return for a unit that has ended is owed by the heir.
struct UnitLoad {
  UnitId unit;
  std::string name;
  PostInUnit seat;             ///< whose holder answers for the unit
  HeadStanding head = HeadStanding::vacant;
  std::int64_t leads = 0;      ///< leaf tasks
  std::int64_t carries = 0;    ///< leaf tasks
  std::int64_t open = 0;       ///< hazards
  std::int64_t open_major = 0;
  std::int64_t weight = 0;     ///< of the open hazards
  std::int64_t overdue = 0;    ///< hazards past their limit
  std::int64_t filings = 0;    ///< returns not received, past due or due in the weeks
  std::int64_t missed = 0;     ///< dues that lie before the day
  std::int64_t coming = 0;     ///< dues in the weeks
  std::int64_t unheld = 0;     ///< of those, on days on which nobody holds the seat
  std::int64_t chain = 0;      ///< how many answer for the unit, one above the other
  std::vector<std::int64_t> weeks = {};  ///< dues by week; the first week counts from the day on
  friend bool operator==(const UnitLoad&, const UnitLoad&) = default;
};

/// A figure of a unit's load that tables show.
struct LoadFigure {
  std::string_view key;
  std::string_view title;  ///< in Chinese
  std::int64_t UnitLoad::*value;
  bool adds_up;            ///< over units
};
inline constexpr std::array<LoadFigure, 11> load_figures = {{
    {"leads", "牵头任务", &UnitLoad::leads, true},
    {"carries", "责任任务", &UnitLoad::carries, true},
    {"open", "未销号", &UnitLoad::open, true},
    {"open_major", "其中重大", &UnitLoad::open_major, true},
    {"weight", "加权负荷", &UnitLoad::weight, true},
    {"overdue", "超期隐患", &UnitLoad::overdue, true},
    {"filings", "应报报表", &UnitLoad::filings, true},
    {"missed", "已错过期限", &UnitLoad::missed, true},
    {"coming", "将到期限", &UnitLoad::coming, true},
    {"unheld", "其中无人在任", &UnitLoad::unheld, true},
    {"chain", "负责链级数", &UnitLoad::chain, false},
}};

/// What is amiss with the house on the day.
enum class Gap : std::uint8_t {
  uncovered,     ///< 无人负责: a task, territory or device kind (Chart::uncovered)
  vacant,        ///< 职务空缺: a seat that answers and that fewer hold than should
  single_point,  ///< 单点: without it others hang on nobody (Chart::single_points)
};
inline constexpr int gap_count = 3;
std::string_view gap_name(Gap gap) noexcept;
std::string chinese(Gap gap);

struct LoadGap {
  Gap gap = Gap::uncovered;
  Node node;
  std::string name;
  std::string reason;  ///< in Chinese
};

/// A calendar week (ISO 8601), or what of it lies ahead.
struct LoadWeek {
  std::string name;  ///< 2021-W05
  Span days;
};

/// The load of a campaign on a day.
struct Load {
  std::string campaign;
  Day as_of;
  LoadWeights weights;
  Checkpoint checkpoint;
  std::vector<LoadWeek> weeks;
  std::vector<UnitLoad> units;   ///< every unit that there is on the day, and whoever else has open hazards
  std::vector<LoadGap> gaps;
  std::int64_t longest_chain = 0;
  std::optional<Node> longest_of;  ///< the first unit or leaf task with so long a chain
  std::string longest_name = {};

  const UnitLoad* find(const UnitId& unit) const noexcept;
  /// Sums over the units, the chain the longest of theirs.
  UnitLoad total() const;
  /// A row for each unit and one for all. Columns: unit, name, head, the figures, a column for each week.
  Table table() const;
};

/// The load as of the snapshot's day, by the plan in force. Throws TimeError (bad_span) for less than one week or more than 60.
Load load_on(const Snapshot& state, const Plan& plan, const Rulebook& rules, const Calendar& calendar, const LoadOptions& options = {});

}  // namespace bihuan
