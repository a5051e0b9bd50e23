// plan/rule_problems.hpp: what is odd or wrong in a plan's limits, ladder and problem classes.
#pragma once

#include "bihuan/plan/plan.hpp"

namespace bihuan::plan {

/// The words by which a rung names whom it speaks to, beside names of units and bodies.
bool is_rung_word(const std::string& to);

/// The problems of rules, ladder and problem classes, without their lines. `law` goes before the plan's own rules.
std::vector<Problem> rule_problems(const Plan& plan, const Rulebook& law);

}  // namespace bihuan::plan
