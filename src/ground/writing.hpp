// ground/writing.hpp: what a written text may hold: how long it may be, and no characters that hide what it says.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bihuan::ground {

/// In characters (code points). A return's cell and a field of a direct act have the same limits.
inline constexpr std::size_t longest_text = 4000;
inline constexpr std::size_t longest_identifier = 200;

/// Whether a field of a fact or a column of a return of that name holds an id, a code, the number of a document or the
/// name of a unit or person: what people compare and search for. All others are free text.
bool is_identifier(std::string_view key) noexcept;

/// What is wrong with a text, to follow the name of its field.
struct WritingFault {
  std::string english, chinese;
};

/// An identifier holds no control characters, no direction marks and nothing without width; free text keeps them all but
/// NUL, and `visible` shows them. Neither is longer than it may be. The text is UTF-8.
std::optional<WritingFault> fault_of(std::string_view text, bool identifier);

/// Characters that hide what a text says as ⟦U+202E⟧: controls (line feed and tab apart), direction marks, zero width,
/// blanks that look like nothing, and points that are no characters. For every page, sheet and screen.
std::string visible(std::string_view text);

}  // namespace bihuan::ground
