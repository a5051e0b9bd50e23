// ledger/line.hpp: takes the line of a fact apart in one pass, where it is spelled as we spell it, and puts one together.
#pragma once

#include "ledger/line_shapes.hpp"

#include <array>
#include <optional>

namespace bihuan::ledger {

/// Whether a text is `person@post@unit`.
bool is_actor(std::string_view text) noexcept;

bool is_of_type(const Value& value, FieldType type);

/// Puts lines of facts together that are sound in every way and need no escapes. Whether they are is told of all at once: where
/// one is not, they are good for nothing, and what is wrong is for who explains it.
class PlainLines {
 public:
  /// Goes on behind a text, which is taken for sound: none before the first line, and a line's end before each other.
  explicit PlainLines(std::string text) : text_(std::move(text)), begin_(text_.size()), used_(text_.size()) {}
  void add(const Fact& fact);
  /// Everything; nothing where not all of it is sound.
  std::optional<std::string> taken() &&;

 private:
  std::string text_;  // with room behind what is used
  std::size_t begin_, used_;
  std::int64_t quotes_ = 0, ends_ = 0;  // signs of ours: in texts there must be none
  bool sound_ = true;
  std::optional<Day> day_;  // spelled last
  std::string spelled_;
};

/// One key of a line with its value, as it stands there.
struct LineEntry {
  enum class Type : std::uint8_t { text, integer, texts };
  std::string_view key;
  std::string_view raw;  ///< within the quotes or brackets; of an integer its digits
  std::int64_t integer = 0;
  Type type = Type::text;
  FieldType form = FieldType::any;
};

/// Reads lines that hold no escapes and are sound in every way, and makes nothing of the others: why a line is none is
/// for the reader that explains it. Nothing is copied: what it gives are views into the line, until the next `read`.
/// What one line taught it, the next of the same shape need only match.
class FactLineReader {
 public:
  /// Whether the line is one that `encode` writes, held against the form of its kind. Precondition: it is UTF-8.
  bool read(std::string_view line);

  FactKind kind() const noexcept { return kind_; }
  Day on() const noexcept { return on_; }
  std::string_view subject() const noexcept { return subject_; }
  std::int64_t version() const noexcept { return version_; }
  bool unstated() const noexcept { return unstated_; }
  /// Everyone named as `person@post@unit`: those of `by`, then in the order of the keys.
  const std::vector<std::string_view>& actors() const noexcept { return actors_; }
  /// The fields that hold a text, by key.
  const std::vector<std::pair<std::string_view, std::string_view>>& texts() const noexcept { return texts_; }
  Fact fact() const;

 private:
  void begin(std::string_view line) noexcept;
  bool take(char sign) noexcept;
  /// Empty where no text stands that is sound: none of them is empty.
  std::string_view take_text() noexcept;
  bool take_texts(std::string_view& raw) noexcept;
  bool take_integer(std::string_view& raw, std::int64_t& integer) noexcept;
  bool take_value(LineEntry& entry) noexcept;
  bool take_by();
  bool take_own(Slot slot);
  bool follow_shape();
  bool take_apart();
  std::optional<Day> day(std::string_view text);
  bool fits(const LineEntry& entry);
  bool fit();

  LineShapes shapes_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::array<LineEntry, 48> entries_;
  std::size_t count_ = 0;
  std::array<char, 10> spelled_{};  // the day that was read last, as facts of a commit often have the same
  Day spelled_day_ = Day::from_serial(0);
  FactKind kind_{};
  Day on_ = Day::from_serial(0);
  std::string_view subject_;
  std::string_view by_;
  std::int64_t version_ = 0;
  bool unstated_ = false;
  std::vector<LineShapes::Key> keys_;
  std::vector<std::string_view> actors_;
  std::vector<std::pair<std::string_view, std::string_view>> texts_;
};

}  // namespace bihuan::ledger
