// state/columns.hpp: named columns of one length, as programs of analysis take them whole: no object and no copy per cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bihuan {

/// The cells that a column reads: its own, or memory of somebody else together with whatever keeps that alive and unchanged.
template <class T>
class ColumnCells {
 public:
  ColumnCells() = default;
  ColumnCells(std::vector<T> own)  // NOLINT: a vector is a column's cells
      : ColumnCells(std::make_shared<const std::vector<T>>(std::move(own))) {}
  ColumnCells(std::span<const T> seen, std::shared_ptr<const void> keeper) : seen_(seen), keeper_(std::move(keeper)) {}

  std::span<const T> seen() const noexcept { return seen_; }
  std::size_t size() const noexcept { return seen_.size(); }

 private:
  explicit ColumnCells(std::shared_ptr<const std::vector<T>> own) : seen_(*own), keeper_(std::move(own)) {}
  std::span<const T> seen_;
  std::shared_ptr<const void> keeper_;
};

/// Which rows hold something: a bit a row, the lowest first, as Arrow has it. By default every row does, and there are no bits.
class Presence {
 public:
  Presence() = default;
  /// Throws FormError (field_bad) where the bits do not reach for the rows.
  Presence(ColumnCells<std::uint8_t> bits, std::size_t row_count);
  /// `says(row)` says whether a row holds something.
  template <class Says>
  static Presence of(std::size_t row_count, Says says) {
    std::vector<std::uint8_t> bits((row_count + 7) / 8);
    for (std::size_t row = 0; row < row_count; ++row) {
      if (says(row)) bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | 1U << row % 8);
    }
    return Presence(std::move(bits), row_count);
  }

  bool at(std::size_t row) const noexcept { return bits_.size() == 0 || (bits_.seen()[row / 8] >> row % 8 & 1) != 0; }
  std::size_t blank_count() const noexcept { return blank_count_; }
  /// Empty where no row is blank.
  std::span<const std::uint8_t> bits() const noexcept { return bits_.seen(); }

 private:
  friend class NamedColumn;
  ColumnCells<std::uint8_t> bits_;
  std::size_t row_count_ = 0;
  std::size_t blank_count_ = 0;
};

/// The texts that codes stand for, each once, end to end. Columns share one.
class Dictionary {
 public:
  static std::shared_ptr<const Dictionary> of(std::span<const std::string_view> texts);
  static std::shared_ptr<const Dictionary> of(std::span<const std::string> texts);

  std::size_t size() const noexcept { return ends_.size() - 1; }
  std::string_view text(std::size_t code) const;
  /// Where each text begins in `bytes`, and where the last one ends.
  std::span<const std::int64_t> ends() const noexcept { return ends_; }
  const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::int64_t> ends_{0};
  std::string bytes_;
};

/// An amount's digits as a signed number of 128 bits, the lower half first.
struct WideInteger {
  std::uint64_t low;
  std::int64_t high;
  static WideInteger of(std::int64_t value, int zeros = 0);  ///< value times ten to the power of `zeros` (0 to 18)
  friend bool operator==(const WideInteger&, const WideInteger&) = default;
};

enum class ColumnKind {
  blank,    ///< nothing in any row
  integer,  ///< 64 or 32 bits
  day,      ///< days since 1970-01-01, 32 bits
  flag,     ///< a byte, 0 or 1
  amount,   ///< exact, with so many digits after the point
  text,     ///< codes of a dictionary, 32 or 8 bits
};
std::string_view column_kind_name(ColumnKind kind) noexcept;

/// One column. Cheap to copy: the cells are shared. Each maker throws FormError (field_bad) for a presence of other length, and
/// `texts` for codes that the dictionary does not have (those of blank rows too, unless it is empty).
class NamedColumn {
 public:
  static NamedColumn blanks(std::string name, std::size_t row_count);
  static NamedColumn integers(std::string name, ColumnCells<std::int64_t> values, Presence presence = {});
  static NamedColumn integers(std::string name, ColumnCells<std::int32_t> values, Presence presence = {});
  static NamedColumn days(std::string name, ColumnCells<std::int32_t> serials, Presence presence = {});
  static NamedColumn flags(std::string name, ColumnCells<std::uint8_t> flags, Presence presence = {});
  static NamedColumn amounts(std::string name, ColumnCells<WideInteger> digits, int scale, Presence presence = {});
  static NamedColumn texts(std::string name, ColumnCells<std::int32_t> codes, std::shared_ptr<const Dictionary> dictionary, Presence presence = {});
  static NamedColumn texts(std::string name, ColumnCells<std::uint8_t> codes, std::shared_ptr<const Dictionary> dictionary, Presence presence = {});

  const std::string& name() const noexcept { return name_; }
  ColumnKind kind() const noexcept { return kind_; }
  std::size_t row_count() const noexcept { return row_count_; }
  const Presence& presence() const noexcept { return presence_; }
  /// The cells as they lie in memory. Throws FormError (field_bad) where they are of another type.
  template <class T>
  std::span<const T> cells() const {
    if (const auto* cells = std::get_if<ColumnCells<T>>(&cells_)) return cells->seen();
    refuse_type();
  }
  std::size_t cell_bytes() const noexcept;     ///< of one cell: 0, 1, 4, 8 or 16
  const void* first_cell() const noexcept;
  int scale() const noexcept { return scale_; }  ///< of amounts
  const std::shared_ptr<const Dictionary>& dictionary() const noexcept { return dictionary_; }  ///< of texts
  /// A text by its row; empty where blank. Throws FormError (field_bad) where the column holds none.
  std::string_view text(std::size_t row) const;

 private:
  using AnyCells = std::variant<std::monostate, ColumnCells<std::int64_t>, ColumnCells<std::int32_t>, ColumnCells<std::uint8_t>, ColumnCells<WideInteger>>;
  NamedColumn(std::string name, ColumnKind kind, AnyCells cells, std::size_t row_count, Presence presence);
  NamedColumn with(std::shared_ptr<const Dictionary> dictionary) &&;
  [[noreturn]] void refuse_type() const;

  std::string name_;
  ColumnKind kind_;
  AnyCells cells_;
  std::size_t row_count_;
  Presence presence_;
  int scale_ = 0;
  std::shared_ptr<const Dictionary> dictionary_;
};

/// Columns of one length, each with a name of its own. A value; copies share the cells.
class Columns {
 public:
  /// Throws FormError (field_bad) for columns of unequal length and names used twice. Without columns there are `row_count` rows.
  explicit Columns(std::vector<NamedColumn> columns, std::size_t row_count = 0);

  std::size_t row_count() const noexcept { return row_count_; }
  const std::vector<NamedColumn>& all() const noexcept { return columns_; }
  /// Throws FormError (nothing_to_report) naming the columns there are.
  const NamedColumn& column(std::string_view name) const;

 private:
  std::vector<NamedColumn> columns_;
  std::size_t row_count_;
};

}  // namespace bihuan
