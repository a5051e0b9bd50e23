#include "bihuan/form/write.hpp"
#include "form/printing.hpp"

#include <algorithm>

namespace bihuan {

std::string report_csv(const Report& report, const Template& form, std::string_view table_name) {
  const Table& table = report.table(table_name);
  static const SheetTemplate bare{};
  const SheetTemplate* sheet = form.find_report(table_name);
  const std::vector<printing::Placed> columns = printing::columns_of(sheet == nullptr ? bare : *sheet, table);
  std::vector<std::size_t> others;  // keys the template does not know stay readable by programs
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    if (std::none_of(columns.begin(), columns.end(), [&](const printing::Placed& p) { return p.place == i; })) others.push_back(i);
  }
  std::vector<std::vector<std::string>> rows(1);
  for (const printing::Placed& placed : columns) rows.front().push_back(placed.column->heading);
  for (const std::size_t other : others) rows.front().push_back(table.keys[other]);
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<std::string>& out = rows.emplace_back();
    for (const printing::Placed& placed : columns) out.push_back(printing::print(*placed.column, row.at(placed.place)));
    for (const std::size_t other : others) out.push_back(cell_text(row.at(other)));
  }
  return write_csv(rows);
}

}  // namespace bihuan
