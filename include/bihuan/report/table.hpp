// report/table.hpp: a named table of keyed columns: what every list of a report is, on paper, in JSON and in pandas.
#pragma once

#include "bihuan/time/day.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bihuan {

class Columns;

/// A number with digits after the point: 12.5 is {125, 1}; 万元 of fen are {fen, 6}. Never a float.
struct Amount {
  std::int64_t value = 0;
  int scale = 0;
  std::string text() const;  ///< 12.5, trailing zeros kept
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// One cell: blank, an integer, an amount, a text or a day.
using Cell = std::variant<std::monostate, std::int64_t, Amount, std::string, Day>;

std::string cell_text(const Cell& cell);  ///< as printed; blank is empty, a day is ISO

/// A table. `keys` are ours, ASCII; headings belong to the template.
struct Table {
  std::string name;  ///< list_one, list_two, progress, texts, balance, board, open_work, late_entries, warnings, coverage,
                     ///< shared_problems, phases, tasks
  std::vector<std::string> keys;
  std::vector<std::vector<Cell>> rows;

  /// The column's place. Throws FormError (nothing_to_report) naming the keys there are.
  std::size_t column(std::string_view key) const;
  const Cell& at(std::size_t row, std::string_view key) const { return rows.at(row).at(column(key)); }
  std::size_t row_count() const noexcept { return rows.size(); }
  /// The table by columns (state/columns.hpp), for programs: whole numbers, days and texts as such, amounts with the digits of the finest
  /// of them; what mixes kinds becomes text, as printed. Throws FormError (field_bad) for a key used twice.
  Columns columns() const;
  friend bool operator==(const Table&, const Table&) = default;
};

}  // namespace bihuan
