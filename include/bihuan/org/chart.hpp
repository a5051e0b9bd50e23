// org/chart.hpp: the responsibility chart: who leads, who carries, who answers for a task on a day.
#pragma once

#include "bihuan/org/organisation.hpp"

#include <memory>

namespace bihuan {

enum class Bond { leads, carries, cooperates };  ///< 牵头, 责任, 配合

/// A unit's edge to a task, with the name that the plan printed for it.
struct Responsibility {
  TaskId task;
  UnitId unit;          ///< empty while a collective term is open; for an outside body its id
  Bond bond;
  Validity valid;
  std::string printed;  ///< the name or collective term in the notice
  Origin origin = Origin::printed;
};

/// One step of the chain of those who answer: the post, in which capacity, and who held it.
struct Answerer {
  PostInUnit seat;
  std::string capacity;            ///< 牵头部门负责人, 领导小组办公室, 领导小组组长 …
  std::optional<PersonId> person;  ///< the incumbent, when one is appointed
};

/// The chart of a campaign. Boost.Graph inside; nothing of it shows. Keeps its own copy of the organisation.
class Chart {
 public:
  /// `head_post` is the post that answers for a unit (负责人).
  Chart(Organisation organisation, const std::vector<Responsibility>& responsibilities, PostId head_post);
  ~Chart();
  Chart(Chart&&) noexcept;
  Chart& operator=(Chart&&) noexcept;

  /// Empty for a task the plan does not know.
  std::vector<Responsibility> who(const TaskId& task, Bond bond, Day on) const;
  /// From the head of the leading unit (without one: of each carrying unit) over the group's office to the head of
  /// the leading group; every unit stands once, with all its capacities. Empty when nobody is responsible.
  std::vector<Answerer> who_answers(const TaskId& task, Day on) const;
  /// The path by which a unit's trouble rises: its head, the group's office, the head of the group, the body above
  /// (which has no post).
  std::vector<Answerer> escalation(const UnitId& unit, Day on) const;
  /// Tasks that a unit leads, carries or helps with on a day, in the order of the plan.
  std::vector<Responsibility> of_unit(const UnitId& unit, Day on) const;

 private:
  struct Graph;
  std::unique_ptr<Graph> graph_;
};

std::string chinese(Bond bond);  ///< 牵头, 责任, 配合

}  // namespace bihuan
