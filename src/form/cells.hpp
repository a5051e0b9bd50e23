// form/cells.hpp: one cell of a return, as written, to the text we keep, or why it can't be read.
#pragma once

#include "bihuan/form/template.hpp"

namespace bihuan::cells {

/// What a cell says: our text, or a problem in Chinese (then `text` is the cell as written).
struct Reading {
  std::string text;
  std::string problem;
  std::string warning;  ///< readable, but a person should look
};

/// White space, full-width too, off both ends.
std::string_view without_blanks(std::string_view text);
/// That, and line ends inside become LF.
std::string trim(std::string_view text);

/// Reads a cell that is not blank after `trim`. Days become ISO, terms our words, numbers plain digits without
/// leading or trailing zeros, names and lists joined by 、.
Reading read(const Column& column, const std::string& trimmed);

}  // namespace bihuan::cells
