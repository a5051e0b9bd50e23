// org/reorganisation.hpp: what a reorganisation changes from a day on: names, units, responsibilities, memberships.
#pragma once

#include "bihuan/org/chart.hpp"

#include <variant>

namespace bihuan {

/// A unit has another name (更名). Its id, its work and its figures stay.
struct UnitRenamed {
  UnitId unit;
  std::string name;
  friend bool operator==(const UnitRenamed&, const UnitRenamed&) = default;
};

/// Units become one (合并): one that there was, or with a `name` a new one. It is heir to all that they had.
struct UnitsMerged {
  std::vector<UnitId> units;  ///< those that end
  UnitId into;
  std::string name = {};
  friend bool operator==(const UnitsMerged&, const UnitsMerged&) = default;
};

/// A new unit with its name.
struct NewUnit {
  UnitId unit;
  std::string name;
  friend bool operator==(const NewUnit&, const NewUnit&) = default;
};

/// A unit gives its work to several (拆分). Where the rest stays with the unit itself, it goes on.
struct UnitSplit {
  UnitId unit;
  std::vector<NewUnit> into;  ///< the new ones among the heirs
  Heirs heirs;
  friend bool operator==(const UnitSplit&, const UnitSplit&) = default;
};

/// A unit ends (撤销); others take over.
struct UnitClosed {
  UnitId unit;
  Heirs heirs;
  friend bool operator==(const UnitClosed&, const UnitClosed&) = default;
};

/// A task goes from one unit to another (职责划转), and with it what is open under that unit for the task. Without `from` the responsibility is new, without
/// `to` it ends.
struct ResponsibilityMoved {
  TaskId task;                ///< a leaf, or a heading for all below it
  Bond bond = Bond::carries;  ///< leads, carries or cooperates
  UnitId from;
  UnitId to;
  friend bool operator==(const ResponsibilityMoved&, const ResponsibilityMoved&) = default;
};

/// A collective term means other units (统称成员变动).
struct MembershipChanged {
  std::string term;
  std::vector<UnitId> joined;
  std::vector<UnitId> left;
  friend bool operator==(const MembershipChanged&, const MembershipChanged&) = default;
};

using Change = std::variant<UnitRenamed, UnitsMerged, UnitSplit, UnitClosed, ResponsibilityMoved, MembershipChanged>;

/// A change with the day from which it holds.
struct Reorganisation {
  Day on;
  Change change;
};

/// Whether a task is the other one or stands below it: 3.2.1 below 3.2.
bool is_within(const TaskId& task, const TaskId& heading) noexcept;

/// Applies a change to units, names, terms and heirs; what is there already stays as it is. Responsibilities are the plan's.
void reorganise(Organisation& organisation, const Reorganisation& reorganisation);

/// Applies a change to responsibilities, which keep the days before it.
void reorganise(std::vector<Responsibility>& responsibilities, const Reorganisation& reorganisation);

}  // namespace bihuan
