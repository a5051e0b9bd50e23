// ledger/line.hpp: takes the line of a fact apart in one pass, where it is spelled as we spell it.
#pragma once

#include "bihuan/ledger/fact.hpp"

#include <array>

namespace bihuan::ledger {

/// Whether a text is `person@post@unit`.
bool is_actor(std::string_view text) noexcept;

/// One key of a line with its value, as it stands there.
struct LineEntry {
  enum class Type : std::uint8_t { text, integer, texts };
  std::string_view key;
  std::string_view raw;  ///< within the quotes or brackets; of an integer its digits
  std::int64_t integer = 0;
  Type type = Type::text;
};

/// Reads lines that hold no escapes and are sound in every way, and makes nothing of the others: why a line is none is
/// for the reader that explains it. Nothing is copied: what it gives are views into the line, until the next `read`.
class FactLineReader {
 public:
  /// Whether the line is one that `encode` writes, held against the form of its kind.
  bool read(std::string_view line);

  FactKind kind() const noexcept { return kind_; }
  Day on() const noexcept { return on_; }
  std::string_view subject() const noexcept { return subject_; }
  std::int64_t version() const noexcept { return version_; }
  bool unstated() const noexcept { return unstated_; }
  /// Everyone named as `person@post@unit`, in the order of the keys.
  const std::vector<std::string_view>& actors() const noexcept { return actors_; }
  /// The fields that hold a text, by key.
  const std::vector<std::pair<std::string_view, std::string_view>>& texts() const noexcept { return texts_; }
  Fact fact() const;

 private:
  bool take(char sign) noexcept;
  bool take_text(std::string_view& text) noexcept;
  bool take_texts(LineEntry& entry) noexcept;
  bool take_integer(LineEntry& entry) noexcept;
  bool take_value(LineEntry& entry) noexcept;
  bool take_own(const LineEntry& entry);
  bool fits(const LineEntry& entry);

  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::array<LineEntry, 48> entries_;
  std::size_t count_ = 0;
  FactKind kind_{};
  Day on_ = Day::from_serial(0);
  std::string_view subject_;
  std::string_view by_;
  std::int64_t version_ = 0;
  unsigned own_ = 0;  // which of the ledger's own keys were met
  bool unstated_ = false;
  std::vector<std::string_view> actors_;
  std::vector<std::pair<std::string_view, std::string_view>> texts_;
};

}  // namespace bihuan::ledger
