// plan/read_rule.hpp: one rule of a law file or of a plan file, and one rung of a plan's ladder.
#pragma once

#include "plan/reader.hpp"

namespace bihuan::plan {

/// Reads a `[[rule]]`. The law prints its limits; a plan says where it has them from.
Rule read_rule(Table& table, bool is_law);
/// Reads a `[[ladder]]`.
Rung read_rung(Table& table);

}  // namespace bihuan::plan
