#include "bihuan/report/table.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {

std::string Amount::text() const {
  const bool negative = value < 0;
  // the magnitude of the least integer is no int64
  std::string digits = std::to_string(negative ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
  if (scale > 0) {
    const auto places = static_cast<std::size_t>(scale);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
  }
  return negative ? "-" + digits : digits;
}

std::string cell_text(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* amount = std::get_if<Amount>(&cell)) return amount->text();
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* day = std::get_if<Day>(&cell)) return day->iso();
  return {};
}

std::size_t Table::column(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  if (found != keys.end()) return static_cast<std::size_t>(found - keys.begin());
  ErrorContext context;
  context.subject = "table " + name;
  context.asked = std::string(key);
  context.allowed = keys;
  std::string all;
  for (const std::string& each : keys) all += (all.empty() ? "" : ", ") + each;
  throw FormError(ErrorCode::nothing_to_report,
                  "table " + name + " has no column \"" + std::string(key) + "\"; there are " + all,
                  "表“" + name + "”没有“" + std::string(key) + "”栏；现有：" + all, context);
}

}  // namespace bihuan
