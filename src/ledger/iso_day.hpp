// ledger/iso_day.hpp: a day as the ledger spells it, YYYY-MM-DD and nothing else.
#pragma once

#include "bihuan/time/day.hpp"

#include <optional>
#include <string_view>

namespace bihuan::ledger {

/// Nothing for any other spelling, and for a day that there is not.
std::optional<Day> iso_day(std::string_view text);

}  // namespace bihuan::ledger
