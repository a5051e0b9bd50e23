// ledger/line_shapes.hpp: the shapes of lines that were read before: most lines are like another one.
#pragma once

#include "bihuan/ledger/fact.hpp"
#include "ground/same.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace bihuan::ledger {

/// What stands behind a key: one of the ledger's own values, or a field.
enum class Slot : std::uint8_t { by, form, kind, on, subject, version, field };

/// A key as it is spelled, from the sign before it to its colon, and what may come after its value. A way from the root to
/// an end is the shape of a line that the careful reader has taken: its kind, its keys and the types of their values.
struct ShapeStep {
  /// Whether a line goes on with the key.
  bool begins(const char* at, const char* end) const noexcept {
    return static_cast<std::size_t>(end - at) > spelled.size() && ground::same(at, spelled.data(), spelled.size());
  }

  std::string spelled;  ///< `,"note":`
  Slot slot = Slot::field;
  FieldType type = FieldType::any;
  bool may_end = false;
  std::vector<std::unique_ptr<ShapeStep>> next;
  std::array<std::unique_ptr<ShapeStep>, fact_kind_count> by_kind{};  ///< instead of `next` behind the kind: empty steps, one a kind
};

/// Shapes that were learnt, as a tree. There are no more of them than `most`, whatever a ledger holds.
class LineShapes {
 public:
  /// A key of a line with what it was found to be.
  struct Key {
    std::string_view name;
    Slot slot = Slot::field;
    FieldType type = FieldType::any;
  };
  const ShapeStep& root() const noexcept { return root_; }
  void learn(std::span<const Key> keys, FactKind kind);

 private:
  static constexpr int most = 4096;
  ShapeStep root_;
  int count_ = 0;
};

}  // namespace bihuan::ledger
