#include "bihuan/state/columns.hpp"

#include "bihuan/error.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace bihuan {
namespace {

[[noreturn]] void refuse_column(const std::string& name, const std::string& english, const std::string& chinese) {
  ErrorContext context;
  context.subject = "column " + name;
  throw FormError(ErrorCode::field_bad, "column " + name + ": " + english, "“" + name + "”列：" + chinese, context);
}

template <class Code>
void need_codes(const std::string& name, std::span<const Code> codes, const Dictionary* dictionary, const Presence& presence) {
  if (dictionary == nullptr) refuse_column(name, "codes stand for nothing without a dictionary", "缺少代码表");
  if (codes.empty() || (dictionary->size() == 0 && presence.blank_count() == codes.size())) return;
  using Place = std::make_unsigned_t<Code>;
  Place most = 0;
  for (const Code code : codes) most = std::max(most, static_cast<Place>(code));
  if (most < dictionary->size()) return;
  refuse_column(name, "a code lies outside of the dictionary's " + std::to_string(dictionary->size()) + " texts",
                "代码超出代码表的" + std::to_string(dictionary->size()) + "项");
}

}  // namespace

Presence::Presence(ColumnCells<std::uint8_t> bits, std::size_t row_count) : bits_(std::move(bits)), row_count_(row_count) {
  if (bits_.size() < (row_count + 7) / 8) {
    throw FormError(ErrorCode::field_bad, "a presence of " + std::to_string(row_count) + " rows is longer than its bits",
                    "空值标记不足" + std::to_string(row_count) + "行");
  }
  std::size_t present = 0;
  const std::span<const std::uint8_t> all = bits_.seen();
  for (const std::uint8_t byte : all.first(row_count / 8)) present += static_cast<std::size_t>(std::popcount(byte));
  for (std::size_t row = row_count / 8 * 8; row < row_count; ++row) present += at(row) ? 1U : 0U;
  blank_count_ = row_count - present;
  if (blank_count_ == 0) bits_ = {};
}

std::shared_ptr<const Dictionary> Dictionary::of(std::span<const std::string_view> texts) {
  auto made = std::make_shared<Dictionary>();
  made->ends_.reserve(texts.size() + 1);
  for (const std::string_view text : texts) {
    made->bytes_ += text;
    made->ends_.push_back(static_cast<std::int64_t>(made->bytes_.size()));
  }
  return made;
}

std::shared_ptr<const Dictionary> Dictionary::of(std::span<const std::string> texts) {
  return of(std::span<const std::string_view>(std::vector<std::string_view>(texts.begin(), texts.end())));
}

std::string_view Dictionary::text(std::size_t code) const {
  const auto begin = static_cast<std::size_t>(ends_.at(code));
  return std::string_view(bytes_).substr(begin, static_cast<std::size_t>(ends_.at(code + 1)) - begin);
}

WideInteger WideInteger::of(std::int64_t value, int zeros) {
  __extension__ using Wide = __int128;
  Wide wide = value;
  for (int i = 0; i < zeros; ++i) wide *= 10;
  return {static_cast<std::uint64_t>(wide), static_cast<std::int64_t>(wide >> 64)};
}

std::string_view column_kind_name(ColumnKind kind) noexcept {
  switch (kind) {
    case ColumnKind::blank: return "blank";
    case ColumnKind::integer: return "integer";
    case ColumnKind::day: return "day";
    case ColumnKind::flag: return "flag";
    case ColumnKind::amount: return "amount";
    case ColumnKind::text: return "text";
  }
  return {};
}

NamedColumn::NamedColumn(std::string name, ColumnKind kind, AnyCells cells, std::size_t row_count, Presence presence)
    : name_(std::move(name)), kind_(kind), cells_(std::move(cells)), row_count_(row_count), presence_(std::move(presence)) {
  if (presence_.row_count_ != 0 && presence_.row_count_ != row_count_) {
    refuse_column(name_, std::to_string(row_count_) + " cells, and a presence of " + std::to_string(presence_.row_count_) + " rows",
                  "单元格" + std::to_string(row_count_) + "行，空值标记" + std::to_string(presence_.row_count_) + "行");
  }
}

NamedColumn NamedColumn::with(std::shared_ptr<const Dictionary> dictionary) && {
  dictionary_ = std::move(dictionary);
  return std::move(*this);
}

NamedColumn NamedColumn::blanks(std::string name, std::size_t row_count) {
  return NamedColumn(std::move(name), ColumnKind::blank, std::monostate{}, row_count, {});
}

NamedColumn NamedColumn::integers(std::string name, ColumnCells<std::int64_t> values, Presence presence) {
  const std::size_t rows = values.size();
  return NamedColumn(std::move(name), ColumnKind::integer, std::move(values), rows, std::move(presence));
}

NamedColumn NamedColumn::integers(std::string name, ColumnCells<std::int32_t> values, Presence presence) {
  const std::size_t rows = values.size();
  return NamedColumn(std::move(name), ColumnKind::integer, std::move(values), rows, std::move(presence));
}

NamedColumn NamedColumn::days(std::string name, ColumnCells<std::int32_t> serials, Presence presence) {
  const std::size_t rows = serials.size();
  return NamedColumn(std::move(name), ColumnKind::day, std::move(serials), rows, std::move(presence));
}

NamedColumn NamedColumn::flags(std::string name, ColumnCells<std::uint8_t> flags, Presence presence) {
  const std::size_t rows = flags.size();
  return NamedColumn(std::move(name), ColumnKind::flag, std::move(flags), rows, std::move(presence));
}

NamedColumn NamedColumn::amounts(std::string name, ColumnCells<WideInteger> digits, int scale, Presence presence) {
  const std::size_t rows = digits.size();
  NamedColumn made(std::move(name), ColumnKind::amount, std::move(digits), rows, std::move(presence));
  made.scale_ = scale;
  return made;
}

NamedColumn NamedColumn::texts(std::string name, ColumnCells<std::int32_t> codes, std::shared_ptr<const Dictionary> dictionary, Presence presence) {
  need_codes(name, codes.seen(), dictionary.get(), presence);
  const std::size_t rows = codes.size();
  return NamedColumn(std::move(name), ColumnKind::text, std::move(codes), rows, std::move(presence)).with(std::move(dictionary));
}

NamedColumn NamedColumn::texts(std::string name, ColumnCells<std::uint8_t> codes, std::shared_ptr<const Dictionary> dictionary, Presence presence) {
  need_codes(name, codes.seen(), dictionary.get(), presence);
  const std::size_t rows = codes.size();
  return NamedColumn(std::move(name), ColumnKind::text, std::move(codes), rows, std::move(presence)).with(std::move(dictionary));
}

std::size_t NamedColumn::cell_bytes() const noexcept {
  constexpr std::size_t bytes[] = {0, 8, 4, 1, 16};
  return bytes[cells_.index()];
}

const void* NamedColumn::first_cell() const noexcept {
  if (const auto* cells = std::get_if<ColumnCells<std::int64_t>>(&cells_)) return cells->seen().data();
  if (const auto* cells = std::get_if<ColumnCells<std::int32_t>>(&cells_)) return cells->seen().data();
  if (const auto* cells = std::get_if<ColumnCells<std::uint8_t>>(&cells_)) return cells->seen().data();
  if (const auto* cells = std::get_if<ColumnCells<WideInteger>>(&cells_)) return cells->seen().data();
  return nullptr;
}

std::string_view NamedColumn::text(std::size_t row) const {
  if (kind_ != ColumnKind::text) refuse_type();
  if (!presence_.at(row)) return {};
  if (const auto* codes = std::get_if<ColumnCells<std::uint8_t>>(&cells_)) return dictionary_->text(codes->seen()[row]);
  return dictionary_->text(static_cast<std::size_t>(cells<std::int32_t>()[row]));
}

void NamedColumn::refuse_type() const {
  const std::string kind(column_kind_name(kind_));
  refuse_column(name_, "its cells are of another type (" + kind + ", " + std::to_string(cell_bytes()) + " bytes each)",
                "单元格类型不符（" + kind + "）");
}

Columns::Columns(std::vector<NamedColumn> columns, std::size_t row_count)
    : columns_(std::move(columns)), row_count_(columns_.empty() ? row_count : columns_.front().row_count()) {
  std::set<std::string_view> names;
  for (const NamedColumn& column : columns_) {
    if (column.row_count() != row_count_) {
      refuse_column(column.name(), std::to_string(column.row_count()) + " rows beside columns of " + std::to_string(row_count_),
                    std::to_string(column.row_count()) + "行，其他列" + std::to_string(row_count_) + "行");
    }
    if (!names.insert(column.name()).second) refuse_column(column.name(), "the name is used twice", "列名重复");
  }
}

const NamedColumn& Columns::column(std::string_view name) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(), [&](const NamedColumn& column) { return column.name() == name; });
  if (found != columns_.end()) return *found;
  ErrorContext context;
  context.asked = std::string(name);
  std::string all;
  for (const NamedColumn& column : columns_) {
    context.allowed.push_back(column.name());
    all += (all.empty() ? "" : ", ") + column.name();
  }
  throw FormError(ErrorCode::nothing_to_report, "there is no column \"" + std::string(name) + "\"; there are " + all,
                  "没有“" + std::string(name) + "”栏；现有：" + all, context);
}

}  // namespace bihuan
