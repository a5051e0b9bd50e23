#include "state/kept_texts.hpp"

#include <algorithm>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace bihuan::replay {

namespace {

constexpr std::size_t smallest = std::size_t{64} << 10, largest = std::size_t{4} << 20, page = std::size_t{2} << 20;

/// A piece of whole large pages lies on one each: to touch a ledger for the first time costs a tenth then.
std::shared_ptr<char[]> piece_of(std::size_t size) {
  if (size % page != 0) return std::shared_ptr<char[]>(new char[size]);
  constexpr std::align_val_t aligned{page};
  std::shared_ptr<char[]> piece(static_cast<char*>(::operator new(size, aligned)), [](char* begin) { ::operator delete(begin, aligned); });
#if defined(__linux__)
  static_cast<void>(::madvise(piece.get(), size, MADV_HUGEPAGE));  // advice: where it is not taken, pages are small
#endif
  return piece;
}

}  // namespace

std::string_view KeptTexts::keep(std::string_view text) {
  if (room_.size() < text.size()) {
    // Small histories are many: pieces are as large as all before them, within limits.
    const std::size_t size = std::max(std::min(smallest << std::min<std::size_t>(pieces_.size(), 16), largest), text.size());
    pieces_.push_back(piece_of(size));
    room_ = {pieces_.back().get(), size};
  }
  std::copy(text.begin(), text.end(), room_.begin());
  const std::string_view kept(room_.data(), text.size());
  room_ = room_.subspan(text.size());
  return kept;
}

}  // namespace bihuan::replay
