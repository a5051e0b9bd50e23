// form/printing.hpp: what every printed form of a report shares: cells as printed, the columns, the head figures.
#pragma once

#include "bihuan/form/template.hpp"
#include "bihuan/report/report.hpp"

namespace bihuan::printing {

/// A template's column and where the table has it.
struct Placed {
  const Column* column;
  std::size_t place;
};

/// The template's columns that the table has, in the template's order.
std::vector<Placed> columns_of(const SheetTemplate& sheet, const Table& table, bool paper_only = false);

/// A number without useless zeros behind the second digit after the point: fen as 万元 are 12.50, not 12.500000.
Amount shortened(Amount amount);

/// A cell as people read it: terms in their printed form, days ISO, amounts shortened.
std::string print(const Column& column, const Cell& cell);
/// The same without a copy: the text where it stands in the cell or the column, else in `own`.
const std::string& print(const Column& column, const Cell& cell, std::string& own);

/// 草稿（未签发） or 正式.
std::string standing(const Report& report);

/// When the last commit in the report was recorded, by the office's clock: 2021-03-31 18:00:00.
std::string known_at(const Report& report);

/// What anchors the ledger on paper: the checkpoint and its short code.
std::string anchor(const Report& report);

/// One line of the head figures; absent values are empty.
struct Figure {
  std::string title, period, cumulative, late, total;
};
/// Found, rectified, struck off and the rate.
std::vector<Figure> flows(const Report& report);
/// What stands on the cutoff day, and what a reader should be warned of: title and value.
std::vector<std::pair<std::string, std::string>> stocks(const Report& report);

/// The table of that name, or nullptr.
const Table* find_table(const Report& report, std::string_view name) noexcept;

}  // namespace bihuan::printing
