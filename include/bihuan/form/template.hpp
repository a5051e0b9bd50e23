// form/template.hpp: templates as data: the columns of every form, used to write it and to read it back.
#pragma once

#include "bihuan/form/sheet.hpp"

#include <optional>

namespace bihuan {

/// `identifier`: numbers and codes that a spreadsheet must not count with. `names` and `list`: several, 、 between.
enum class ColumnType { text, identifier, integer, amount, day, term, names, list };

struct Column {
  std::string key;                      ///< ours, ASCII
  std::string heading;                  ///< as printed
  std::vector<std::string> also;        ///< other headings that are read
  ColumnType type = ColumnType::text;
  int width = 12;                       ///< characters; a Chinese one counts two
  bool required = false;                ///< the heading must stand in a return, the cell when the row is new
  bool on_paper = true;                 ///< within the print area; the rest stands to its right, on screen
  std::vector<std::pair<std::string, std::string>> terms;  ///< printed term -> our word (一般 -> general)

  /// True for the heading and its variants; spaces, width of characters, a colon or star at the end do not matter.
  bool reads(std::string_view text) const;
  /// Our word for a printed term, or for the word itself.
  std::optional<std::string> word_of(std::string_view printed) const;
  /// The first term with that word; the word itself where the template has none.
  std::string print(std::string_view word) const;
};

/// One sheet of a form.
struct SheetTemplate {
  std::string key;      ///< list_one … for reports; hazards, measures, progress for returns
  std::string name;     ///< sheet name
  std::string title;
  std::vector<Column> columns;  ///< a return may have two with one heading; the column before decides which is meant
  const Column* find(std::string_view key) const noexcept;
};

/// A set of sheets with the words around them.
struct Template {
  std::string id;                         ///< goes into ReportIssued
  std::vector<SheetTemplate> report;      ///< sheets of the issued workbook
  std::vector<SheetTemplate> returned;    ///< sheets of a unit's return
  std::vector<std::pair<std::string, std::vector<std::string>>> header_labels;  ///< our key -> labels read
  std::vector<std::string> sign_off;      ///< 填表人, 审核人, 单位负责人 …
  std::string text = {};                  ///< what it was read from: what an issued report pins by digest

  /// The shipped template.
  static Template standard();
  /// Throws FormError (bad_file) with line and column.
  static Template parse(std::string_view text, const std::string& file_name);
  const SheetTemplate* find_report(std::string_view key) const noexcept;
  const SheetTemplate* find_returned(std::string_view key) const noexcept;
};

/// Text made ready for comparing: full-width signs narrow, no white space at all, no colon or star at the end.
std::string bare_heading(std::string_view text);

}  // namespace bihuan
