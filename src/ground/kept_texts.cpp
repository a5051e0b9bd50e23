#include "ground/kept_texts.hpp"

#include "ground/large_pages.hpp"

#include <algorithm>

namespace bihuan::ground {

std::string_view KeptTexts::keep(std::string_view text) {
  if (room_.size() < text.size()) {
    // Small histories are many: a piece is as large as all before it, within limits.
    constexpr std::size_t smallest = std::size_t{64} << 10, doublings = 9;
    const std::size_t size = std::max(smallest << std::min(pieces_.size(), doublings), text.size());
    pieces_.push_back(std::allocate_shared_for_overwrite<char[]>(LargePages<char>(), size));
    room_ = {pieces_.back().get(), size};
  }
  std::copy(text.begin(), text.end(), room_.begin());
  const std::string_view kept(room_.data(), text.size());
  room_ = room_.subspan(text.size());
  return kept;
}

}  // namespace bihuan::ground
