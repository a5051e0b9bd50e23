// form/workbook_text.hpp: how a text stands in a cell of a workbook: what is shown of it, its lines, and where it is cut.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::workbook_text {

inline constexpr std::size_t lines_in_a_row = 28;  // a row is at most 409 points high

/// What a cell is to show. Office programs take _x202E_ in a cell for the character itself, so its first sign is escaped.
std::string shown(std::string_view text);

/// A part of a text, and the lines it takes in its column.
struct Piece {
  std::string text;
  std::size_t lines = 1;
};

/// Cuts a text into pieces that each fit one row of the sheet, every piece but the last saying that it goes on.
/// A Chinese character is twice as wide as a digit.
std::vector<Piece> pieces_of(std::string_view text, int column_width);

/// The lines of a text that is one piece and is shown letter for letter, as nearly all are: nothing of it is copied.
/// 0 where that is not sure; then ask `pieces_of` and `shown`.
std::size_t lines_as_it_stands(std::string_view text, int column_width);

}  // namespace bihuan::workbook_text
