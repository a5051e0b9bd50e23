#include "state/names.hpp"

#include "ground/same.hpp"

#include <algorithm>
#include <functional>

namespace bihuan::replay {

Names::Expected Names::expect(std::string_view text) const noexcept {
  const std::size_t hash = std::hash<std::string_view>{}(text);
  const auto folded = static_cast<std::uint32_t>(hash ^ (hash >> 32));
#if defined(__GNUC__)
  if (!slots_.empty()) __builtin_prefetch(&slots_[folded & (slots_.size() - 1)]);
#endif
  return {text.data(), static_cast<std::uint32_t>(text.size()), folded};
}

bool Names::is(const Slot& slot, const Expected& expected) const noexcept {
  if (slot.hash != expected.hash || slot.length != expected.length) return false;
  if (expected.length <= sizeof slot.front) return ground::same(slot.front, expected.begin, expected.length);
  return ground::same((*this)[slot.entry - 1].data(), expected.begin, expected.length);
}

std::size_t Names::slot_of(const Expected& expected) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = expected.hash & mask;
  while (slots_[at].entry != 0 && !is(slots_[at], expected)) at = (at + 1) & mask;
  return at;
}

void Names::grow() {
  decltype(slots_) before(slots_.empty() ? 64 : slots_.size() * 2);
  before.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.entry == 0) continue;
    std::size_t at = slot.hash & mask;
    while (slots_[at].entry != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

std::uint32_t Names::intern(const Expected& expected) {
  if (4 * ends_.size() >= 3 * slots_.size()) grow();
  Slot& slot = slots_[slot_of(expected)];
  if (slot.entry != 0) return slot.entry - 1;
  const auto number = static_cast<std::uint32_t>(ends_.size());
  texts_ += expected.text();
  ends_.push_back(texts_.size());
  slot.hash = expected.hash;
  slot.entry = number + 1;
  slot.length = expected.length;
  std::copy_n(expected.begin, std::min<std::size_t>(expected.length, sizeof slot.front), slot.front);
  return number;
}

std::optional<std::uint32_t> Names::find(std::string_view text) const noexcept {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(expect(text))];
  return slot.entry == 0 ? std::nullopt : std::optional(slot.entry - 1);
}

}  // namespace bihuan::replay
