#include "bihuan/report/table.hpp"

#include "bihuan/state/columns.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace bihuan {
namespace {

constexpr int most_zeros = 18;  // an int64 with so many zeros behind it still is 128 bits

/// What stands in a column of a table.
struct Contents {
  bool integers = false, amounts = false, texts = false, days = false;
  int scale = 0;

  Contents(const Table& table, std::size_t place) {
    for (const auto& row : table.rows) {
      const Cell& cell = row.at(place);
      integers |= std::holds_alternative<std::int64_t>(cell);
      texts |= std::holds_alternative<std::string>(cell);
      days |= std::holds_alternative<Day>(cell);
      if (const auto* amount = std::get_if<Amount>(&cell)) {
        amounts = true;
        scale = std::max(scale, amount->scale);
        texts |= amount->scale < 0;
      }
    }
    texts |= scale > most_zeros || (days && (integers || amounts));
  }
};

Presence filled(const Table& table, std::size_t place) {
  return Presence::of(table.row_count(), [&](std::size_t row) { return !std::holds_alternative<std::monostate>(table.rows[row][place]); });
}

/// A column of values: `value(cell)` of what is not blank; a blank cell holds nothing that means anything.
template <class T, class Value>
ColumnCells<T> cells_of(const Table& table, std::size_t place, Value value) {
  std::vector<T> cells;
  cells.reserve(table.row_count());
  for (const auto& row : table.rows) {
    cells.push_back(std::holds_alternative<std::monostate>(row[place]) ? T{} : value(row[place]));
  }
  return cells;
}

NamedColumn text_column(const Table& table, std::size_t place) {
  std::unordered_map<std::string_view, std::int32_t> codes;
  std::vector<std::string_view> texts;
  std::deque<std::string> spelled;  // of cells that are no text themselves; a deque, so that they stay where they are
  const auto code_of = [&](const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    const std::string_view seen = text != nullptr ? *text : spelled.emplace_back(cell_text(cell));
    const auto [found, is_new] = codes.emplace(seen, static_cast<std::int32_t>(texts.size()));
    if (is_new) texts.push_back(seen);
    return found->second;
  };
  auto cells = cells_of<std::int32_t>(table, place, code_of);
  return NamedColumn::texts(table.keys[place], std::move(cells), Dictionary::of(texts), filled(table, place));
}

WideInteger digits_of(const Cell& cell, int scale) {
  if (const auto* amount = std::get_if<Amount>(&cell)) return WideInteger::of(amount->value, scale - amount->scale);
  return WideInteger::of(std::get<std::int64_t>(cell), scale);
}

NamedColumn column_of(const Table& table, std::size_t place) {
  const Contents contents(table, place);
  const std::string& key = table.keys[place];
  if (contents.texts) return text_column(table, place);
  if (contents.days) {
    return NamedColumn::days(key, cells_of<std::int32_t>(table, place, [](const Cell& cell) { return std::get<Day>(cell).serial(); }),
                        filled(table, place));
  }
  if (contents.amounts) {
    const auto digits = [&](const Cell& cell) { return digits_of(cell, contents.scale); };
    return NamedColumn::amounts(key, cells_of<WideInteger>(table, place, digits), contents.scale, filled(table, place));
  }
  if (contents.integers) {
    return NamedColumn::integers(key, cells_of<std::int64_t>(table, place, [](const Cell& cell) { return std::get<std::int64_t>(cell); }),
                            filled(table, place));
  }
  return NamedColumn::blanks(key, table.row_count());
}

}  // namespace

Columns Table::columns() const {
  std::vector<NamedColumn> made;
  made.reserve(keys.size());
  for (std::size_t place = 0; place < keys.size(); ++place) made.push_back(column_of(*this, place));
  return Columns(std::move(made), row_count());
}

}  // namespace bihuan
