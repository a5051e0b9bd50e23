// org/unit.hpp: who there is: units of the administration, outside bodies, enterprises, and how sure we are of it.
#pragma once

#include "bihuan/id.hpp"
#include "bihuan/time/span.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan {

/// Where a value of the plan comes from: it stands in the notice, follows from it, or was assumed by who typed it.
enum class Origin { printed, inferred, assumed };

/// A name that a unit had, and the last day on which it had it.
struct FormerName {
  std::string name;
  Day last;
};

/// A unit or collective term named in the plan, with the name as printed.
struct Named {
  std::string name;
  Origin origin = Origin::printed;
  friend bool operator==(const Named&, const Named&) = default;
};

/// A unit of the administration (科室、所、队).
struct Unit {
  UnitId id;
  std::string name;      ///< the newest
  Validity valid;
  Origin origin = Origin::printed;
  Named belongs_to = {};  ///< the unit or body it is a part of (隶属); an empty name where the plan says nothing
  std::vector<FormerName> former = {};  ///< oldest first
  /// The name that it had on a day.
  const std::string& name_on(Day on) const noexcept;
};

/// Who takes over what a unit gives up. The most particular word counts: the hazard, the nearest task, the rest.
struct Heirs {
  std::map<TaskId, UnitId> of_task = {};      ///< a heading speaks for what stands below it
  std::map<HazardId, UnitId> of_hazard = {};
  UnitId rest = {};                           ///< of everything else; empty: nobody
  /// The heir; empty when there is none.
  UnitId of(const TaskId& task = {}, const HazardId& hazard = {}) const;
  friend bool operator==(const Heirs&, const Heirs&) = default;
};

/// From `on`, the heirs stand wherever `from` was named.
struct Succession {
  UnitId from;
  Day on;
  Heirs heirs;
};

/// A body outside the administration that is asked to cooperate, or receives (配合的外部门).
struct Body {
  std::string id;
  std::string name;
  Origin origin = Origin::printed;
};

/// The party inspected (企业 / 使用单位).
struct Enterprise {
  std::string name;
  std::string credit_code;  ///< 统一社会信用代码; may be empty
  /// What it is known by: the credit code, without one the name.
  const std::string& key() const noexcept { return credit_code.empty() ? name : credit_code; }
  /// The same party: by credit code where both have one, else by name.
  bool same_as(const Enterprise& other) const noexcept;
};

/// Another name of a unit, most often an abbreviation (简称).
struct Alias {
  std::string name;
  UnitId unit;
  Validity valid;
  Origin origin = Origin::printed;
};

/// One unit's membership of a collective term.
struct Membership {
  UnitId unit;
  Validity valid;
};

/// A collective term (各有关单位): its members are data, or it stays open.
struct CollectiveTerm {
  std::string name;
  bool open = false;  ///< nobody has said who belongs to it
  std::vector<Membership> members;
  Origin origin = Origin::assumed;
  std::string place;  ///< where the notice uses it
};

/// A territory (街镇、辖区) and who watches over it (属地监管).
struct Territory {
  std::string id;                    ///< for example the code of the division
  std::string name;
  std::vector<Named> supervised_by;  ///< units or collective terms
  Validity valid;
  Origin origin = Origin::printed;
  std::string place;                 ///< where in the notice
};

/// A kind of device (设备种类), as the field `device_kind` of hazards names it.
struct DeviceKind {
  std::string name;
  std::vector<TaskId> tasks;  ///< those that speak of it; none: no task does
  Origin origin = Origin::printed;  ///< of the tasks
  std::string place;
};

/// The character that GB 32100-2015 expects at the 18th place, when `code` has 17 or 18 valid characters; else nothing.
/// Real codes break the rule, so a mismatch warns and never refuses.
std::optional<char> credit_code_check(std::string_view code);

std::string chinese(Origin origin);  ///< 原文, 推定, 假定

}  // namespace bihuan
