// form/sheet.hpp: a sheet of cells as text, from CSV or from a workbook reader.
#pragma once

#include "bihuan/form/text.hpp"

namespace bihuan {

/// Cells as text; days as ISO, numbers as written, blanks empty. `rows[0]` is row `first_row` of the file.
struct Sheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;
  int first_row = 1;
};

/// Reads RFC 4180 text: quotes, CRLF or LF, line ends inside quotes. An empty line is a row without cells. Takes back
/// the guard of `write_csv`. Throws FormError (bad_file) with line and column (in characters) for a quote inside an
/// unquoted cell, text after a closing quote, a quote never closed, a lone CR and NUL.
Sheet read_csv(std::string_view text, const std::string& name, char separator = ',');

/// Writes RFC 4180 with CRLF; `read_csv` gives exactly the same rows back. A cell that a spreadsheet would run
/// (= + - @ TAB CR LF or full-width ＝ ＋ － ＠ in front, after any apostrophes) gets one leading apostrophe; a plain
/// negative number does not. Throws FormError (bad_file) for a cell with NUL, which no reader would take back.
std::string write_csv(const std::vector<std::vector<std::string>>& rows);

}  // namespace bihuan
