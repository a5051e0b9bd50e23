// org/chart.hpp: the responsibility chart: who leads, carries and answers for anything on a day, and what hangs on whom.
#pragma once

#include "bihuan/org/organisation.hpp"

#include <array>
#include <memory>

namespace bihuan {

namespace org {
struct ChartGraph;
struct Cuts;
}  // namespace org

/// What stands in the chart.
enum class NodeKind : std::uint8_t { unit, body, post, task, territory, device_kind };

inline constexpr std::array<std::string_view, 6> node_kind_names = {"unit", "body", "post", "task", "territory", "device_kind"};
constexpr std::string_view node_kind_name(NodeKind kind) noexcept { return node_kind_names[static_cast<std::size_t>(kind)]; }
std::string chinese(NodeKind kind);  ///< 单位, 外部门, 职务, 任务, 属地, 设备种类

/// One thing in the chart. `id` is the unit's, body's, task's or territory's; of a post `post@unit`; of a device kind its
/// name.
struct Node {
  NodeKind kind = NodeKind::unit;
  std::string id;
  std::string text() const;  ///< `task 3.2.1`
  friend auto operator<=>(const Node&, const Node&) = default;
};

/// How one thing is bound to another.
enum class Bond : std::uint8_t {
  leads,       ///< 牵头: unit or body -> task
  carries,     ///< 责任: unit or body -> task
  cooperates,  ///< 配合: unit or body -> task
  belongs_to,  ///< 隶属: task -> heading, post -> unit, unit -> unit, device kind -> task
  files_to,    ///< 报送: unit -> recipient
  supervises,  ///< 监管: unit -> territory, unit -> unit, body -> unit
};

inline constexpr std::array<std::string_view, 6> bond_names = {"leads", "carries", "cooperates", "belongs_to", "files_to", "supervises"};
constexpr std::string_view bond_name(Bond bond) noexcept { return bond_names[static_cast<std::size_t>(bond)]; }
std::string chinese(Bond bond);  ///< 牵头, 责任, 配合, 隶属, 报送, 监管

/// A unit's edge to a task, with the name that the plan printed for it.
struct Responsibility {
  TaskId task;
  UnitId unit;          ///< empty while a collective term is open; for an outside body its id
  Bond bond;
  Validity valid;
  std::string printed;  ///< the name or collective term in the notice
  Origin origin = Origin::printed;
};

/// A task, territory or device kind: what may be answered for.
struct Thing {
  Node node;
  std::string name;   ///< the task's title
  std::string place;  ///< where in the notice
  Origin origin = Origin::printed;
  Validity valid = {};
};

/// A dated edge, with the reason for it in words (Chinese): the name that the notice printed, and the place.
/// The id of `from` is empty while a collective term is open: such a tie is told, and binds nobody.
struct Tie {
  Node from;
  Node to;
  Bond bond;
  Validity valid;
  std::string reason;
  Origin origin = Origin::printed;
  std::string printed = {};  ///< the name or collective term in the notice; empty where it has none
};

/// One step of the chain of those who answer: the post, in which capacity, why, and who held it.
struct Answerer {
  PostInUnit seat;                 ///< `seat.post` is empty for the body above
  std::string capacity;            ///< 牵头部门负责人, 领导小组办公室, 领导小组组长, 上级 …
  std::optional<PersonId> person;  ///< nothing: vacant, or nobody was appointed
  bool acting = false;             ///< 代理
  std::string reason = {};         ///< why this post answers, in words (Chinese)
};

/// What nobody leads, carries or supervises.
struct Uncovered {
  Node node;
  std::string reason;
};

/// A thing through which alone others are bound to the rest. What is found is where it hangs; nodes and words are made when
/// they are asked for. Points of one answer share it, and what they need of the chart, however long they live.
class SinglePoint {
 public:
  Node node() const;
  std::vector<Node> hanging() const;           ///< what would be cut off, in the order of Chart::nodes
  std::size_t hanging_count() const noexcept;  ///< how many those are
  std::string reason() const;                  ///< in words (Chinese)

 private:
  friend class Chart;
  SinglePoint(std::shared_ptr<const org::Cuts> cuts, std::uint32_t place) : cuts_(std::move(cuts)), place_(place) {}

  std::shared_ptr<const org::Cuts> cuts_;
  std::uint32_t place_;
};

/// Units that file in a circle: a files to b, b … to a; a stands once. One that files to itself stands alone.
struct FilingCycle {
  std::vector<Node> nodes;
  std::string reason;
};

/// A unit whose responsibility and filing differ.
struct Unequal {
  UnitId unit;   ///< for an outside body its id
  bool carries;  ///< leads or carries a task on the day
  bool files;
  std::string reason;
};

/// The chart of a campaign: an immutable value that is cheap to copy. Boost.Graph inside; nothing of it shows.
///
/// A tie is in force on a day within its validity on which both ends stand. Questions about a thing that the chart does
/// not know throw PlanError (unknown_name), naming near misses.
class Chart {
 public:
  /// Units and bodies are those of the organisation; `things` are the tasks, territories and device kinds there are, tied
  /// or not; seats are those of the ties. `head_post` is the post that answers for a unit (负责人).
  /// Throws PlanError (unknown_name) for an end of a tie that is none of these, (plan_value) for a bond that can't be
  /// between such ends.
  Chart(Organisation organisation, std::vector<Thing> things, std::vector<Tie> ties, PostId head_post);

  const Organisation& organisation() const noexcept;
  const PostId& head_post() const noexcept;
  const std::vector<Thing>& things() const noexcept;
  const std::vector<Tie>& ties() const noexcept;  ///< over all days, in the order of the plan

  bool knows(const Node& node) const noexcept;
  /// Everything that stands in the chart on a day, tied or not: by kind, within one in the order of the plan.
  std::vector<Node> nodes(Day on) const;
  std::vector<Tie> ties(Day on) const;
  std::vector<Tie> ties_of(const Node& node, Day on) const;  ///< both directions
  std::string name_of(const Node& node, Day on) const;

  std::vector<Tie> who(const TaskId& task, Bond bond, Day on) const;
  /// What a unit or body answers for: what it leads, carries, helps with, supervises and files.
  std::vector<Tie> of_unit(const UnitId& unit, Day on) const;
  /// Those who answer for anything, upward: the head of the leading unit (without one: of each carrying unit), the group's
  /// office, the head of the leading group, the body above. A seat stands once, with all its capacities. A heading is
  /// answered for by those of the tasks below it, a device kind by those of its tasks; where nobody is named the office
  /// answers, and its reason says so.
  std::vector<Answerer> chain(const Node& node, Day on) const;
  /// The part of every chain that is the same: from the group's office upward.
  std::vector<Answerer> chain_of_group(Day on) const;

  /// Leaf tasks without a leading or a carrying unit, territories that nobody supervises, device kinds that no task names.
  std::vector<Uncovered> uncovered(Day on) const;
  /// Articulation points, ties without direction; the side with the head of the leading group stays, elsewhere the larger
  /// one. Seats are left out: they hang on their unit by nature.
  std::vector<SinglePoint> single_points(Day on) const;
  std::vector<std::vector<Node>> components(Day on) const;  ///< ties without direction
  /// Whoever files to itself; and one circle, through its first unit the shortest, of each set that file round to one another.
  std::vector<FilingCycle> filing_cycles(Day on) const;
  /// Who leads or carries and files nothing, who files and neither leads nor carries.
  std::vector<Unequal> responsibility_against_filing(Day on) const;

 private:
  std::shared_ptr<const org::ChartGraph> graph_;
};

}  // namespace bihuan
