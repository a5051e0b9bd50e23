#include "state/names.hpp"

#include <functional>

namespace bihuan::replay {

namespace {
std::uint32_t hash_of(std::string_view text) noexcept {
  const std::size_t hash = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}
}  // namespace

std::size_t Names::slot_of(std::string_view text, std::uint32_t hash) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    const std::uint32_t entry = slots_[at];
    if (entry == 0 || (hashes_[entry - 1] == hash && (*this)[entry - 1] == text)) return at;
  }
}

void Names::grow() {
  slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < ends_.size(); ++number) {
    std::size_t at = hashes_[number] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = number + 1;
  }
}

std::uint32_t Names::intern(std::string_view text) {
  if (2 * ends_.size() >= slots_.size()) grow();
  const std::uint32_t hash = hash_of(text);
  const std::size_t slot = slot_of(text, hash);
  if (slots_[slot] != 0) return slots_[slot] - 1;
  const auto number = static_cast<std::uint32_t>(ends_.size());
  texts_ += text;
  ends_.push_back(texts_.size());
  hashes_.push_back(hash);
  slots_[slot] = number + 1;
  return number;
}

std::optional<std::uint32_t> Names::find(std::string_view text) const noexcept {
  if (slots_.empty()) return std::nullopt;
  const std::uint32_t entry = slots_[slot_of(text, hash_of(text))];
  return entry == 0 ? std::nullopt : std::optional(entry - 1);
}

}  // namespace bihuan::replay
