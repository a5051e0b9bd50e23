// form/text_room.hpp: how wide a text will be where no font can be asked, and where it breaks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bihuan::picture {

/// Width in hundredths of an em: 100 for a Chinese character, 55 for a common Latin one, more for wide ones.
int room_of(std::string_view text);

/// The text as lines of at most `room` hundredths of an em, broken at its own line ends, at blanks and between Chinese
/// characters, no line beginning with a closing sign. At least one line. What hides a text is shown (⟦U+202E⟧).
std::vector<std::string> wrapped(std::string_view text, int room);

}  // namespace bihuan::picture
