// time/reading.hpp: what people type, made ready to be read, and quoted safely in errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bihuan::reading {

/// Full-width digits, letters, signs and spaces become ASCII; spaces at both ends go.
std::string narrow(std::string_view text);

/// The text between quotation marks, fit for a message: cut after 40 characters, controls and broken UTF-8 as `?`.
std::string quoted(std::string_view text);

/// An unsigned number of `fewest` to `most` digits and nothing else.
std::optional<int> number(std::string_view text, std::size_t fewest, std::size_t most);

}  // namespace bihuan::reading
