// org/near.hpp: which known words look like an unknown one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bihuan::org {

/// The words nearest to `word`, best first, at most three: a few characters apart, or one an abbreviation of the
/// other. Counts characters, not bytes.
std::vector<std::string> near_words(std::string_view word, const std::vector<std::string>& known);

}  // namespace bihuan::org
