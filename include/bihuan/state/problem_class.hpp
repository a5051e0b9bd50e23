// state/problem_class.hpp: which class of problems a hazard belongs to, what caused it, and what a measure is aimed at.
#pragma once

#include "bihuan/state/hazard.hpp"
#include "bihuan/state/measure.hpp"

namespace bihuan {

class Snapshot;

/// What leaves a hazard behind (原因). Interim provisions on hazards, Order 16 (2007) Art. 3: unsafe acts of people, the
/// dangerous state of things, faults of management; the environment as in GB/T 13861.
enum class Cause : std::uint8_t {
  person,       ///< 人
  thing,        ///< 物
  management,   ///< 管理
  environment,  ///< 环境
};
inline constexpr int cause_count = 4;
std::string_view cause_name(Cause cause) noexcept;
std::string chinese(Cause cause);
/// Our word or the Chinese one; nothing for any other.
std::optional<Cause> try_parse_cause(std::string_view word) noexcept;
/// Throws Refused (field_bad) naming the four.
Cause parse_cause(std::string_view word);

/// The id of the class that a text names by id or title: a class of the plan, or where the plan has none a leaf task.
std::optional<std::string> find_problem_class(const Plan& plan, std::string_view id_or_title);
/// The title of a class (or leaf task); the id itself when the plan does not know it.
std::string problem_class_title(const Plan& plan, std::string_view id);
/// The class of a hazard: as stated; else the only class that names its task; in a plan without classes its task. Empty
/// when none of these says it.
std::string problem_class_of(const Plan& plan, const Hazard& hazard);
/// The hazard's cause as stated.
std::optional<Cause> cause_of(const Hazard& hazard);

/// Writes `problem_class` as the class's id and `cause` as our word, where they are stated. Throws Refused (field_bad) for
/// a class that the plan does not have (unless it has none) and for another cause; `hazard` is for the sentence.
void settle_class_and_cause(const Plan& plan, const std::string& hazard, Fields& fields);

/// What the targets of a measure name.
struct Targets {
  std::vector<std::string> classes;   ///< ids of problem classes, those of the hazards named included
  std::vector<HazardId> hazards;
  std::vector<std::string> unknown;   ///< texts that name neither
};
Targets targets_of(const Measure& measure, const Plan& plan, const Snapshot& snapshot);

}  // namespace bihuan
