// ground/same.hpp: whether bytes are the same, for texts that are short: no call, and words that may overlap.
#pragma once

#include <cstdint>
#include <cstring>

namespace bihuan::ground {

inline bool same(const char* one, const char* other, std::size_t length) noexcept {
  const auto differ = [&]<class Word>(Word a, std::size_t at) {
    Word b;
    std::memcpy(&a, one + at, sizeof a);
    std::memcpy(&b, other + at, sizeof b);
    return a ^ b;
  };
  constexpr std::uint64_t long_word = 0;
  constexpr std::uint32_t short_word = 0;
  if (length > 32) return std::memcmp(one, other, length) == 0;
  if (length < 4) {  // (of no text there may be no address)
    for (std::size_t at = 0; at < length; ++at)
      if (one[at] != other[at]) return false;
    return true;
  }
  if (length < 8) return (differ(short_word, 0) | differ(short_word, length - 4)) == 0;
  if (length <= 16) return (differ(long_word, 0) | differ(long_word, length - 8)) == 0;
  return (differ(long_word, 0) | differ(long_word, 8) | differ(long_word, length - 16) | differ(long_word, length - 8)) == 0;
}

}  // namespace bihuan::ground
