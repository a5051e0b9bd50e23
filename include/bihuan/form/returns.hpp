// form/returns.hpp: a unit's return as read: header, rows by our keys, and where each stood; names still in clear.
#pragma once

#include "bihuan/form/template.hpp"
#include "bihuan/time/day.hpp"

#include <map>
#include <set>

namespace bihuan {

/// One row: our keys to the text of the cells, blanks absent; days already ISO; terms already our words.
struct ReturnRow {
  std::string sheet;   ///< sheet name as in the file
  int row = 0;         ///< row number in the file, from 1
  std::map<std::string, std::string> cells;
  std::string problem;      ///< Chinese; not empty when a cell can't be read: the row is to be refused
  std::string problem_column;  ///< heading
  std::set<std::string> unread = {};  ///< keys of the cells that can't be read; they hold the text as written
};

/// The header of a return.
struct ReturnHeader {
  std::string unit, filing, period;               ///< as written
  std::string prepared_by, checked_by, headed_by; ///< 填表人, 审核人, 单位负责人
  std::string filled_on;                          ///< ISO; may be empty
  std::string version;
  bool zero = false;                              ///< 零报告
  std::string known_at = {};                      ///< 台账检查点: the checkpoint it was made out from; empty for a form of the unit's own
};

/// A return as read.
struct Return {
  ReturnHeader header;
  std::vector<ReturnRow> hazards;   ///< 隐患台账
  std::vector<ReturnRow> measures;  ///< 制度措施清单
  std::vector<ReturnRow> progress;  ///< 进展情况: indicators (key `code`) and text blocks (key `block`)
  std::vector<std::string> warnings;///< Chinese: unknown columns, Excel-damaged numbers …
  std::string source;               ///< bytes' hex SHA-256, set by the front door
};

/// Reads the sheets of a workbook or the CSV files of one return. Header labels and headings are found by the
/// template wherever they stand; merged header cells and lines above them do not matter. Throws ReturnError
/// (bad_return) when there is no header, no known sheet or a required column is missing, naming what was found.
Return read_return(const std::vector<Sheet>& sheets, const Template& form);

/// CSV files of one return (valid UTF-8, UTF-16 with BOM, else GB18030), each one sheet, recognised by its headings; any
/// of them may hold the header block. Row numbers count records, as a spreadsheet shows them. Throws FormError
/// (bad_text, bad_file) for bytes that are no text or no CSV.
Return read_return_csv(const std::vector<std::pair<std::string, std::string>>& name_and_bytes, const Template& form);

}  // namespace bihuan
