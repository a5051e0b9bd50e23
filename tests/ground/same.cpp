#include "ground/same.hpp"

#include "../catch.hpp"

#include <string>

using bihuan::ground::same;

TEST_CASE("No text is the same as no text, wherever they lie", "[ground]") { CHECK(same(nullptr, "a", 0)); }

TEST_CASE("Two texts of any length are the same when every byte of theirs is", "[ground]") {
  for (std::size_t length = 0; length <= 80; ++length) {
    std::string one(length, 'a');
    for (std::size_t at = 0; at < length; ++at) one[at] = static_cast<char>('a' + at % 26);
    const std::string other = one;
    INFO(length);
    CHECK(same(one.data(), other.data(), length));
    for (std::size_t at = 0; at < length; ++at) {
      std::string changed = one;
      changed[at] = static_cast<char>(changed[at] ^ 0x80);
      INFO(at);
      CHECK_FALSE(same(one.data(), changed.data(), length));
    }
  }
}
