// state/names.hpp: each text once, with a number of its own.
#pragma once

#include "ground/large_pages.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::replay {

/// Gives texts dense numbers in order of first sight. A flat table over one string: a value, cheap to copy.
class Names {
 public:
  /// A text that will be asked for soon, hashed; where it stands is fetched into the cache meanwhile. (Two words: it goes
  /// through registers.)
  struct Expected {
    const char* begin = nullptr;
    std::uint32_t length = 0;
    std::uint32_t hash = 0;
    std::string_view text() const noexcept { return {begin, length}; }
  };
  Expected expect(std::string_view text) const noexcept;

  std::uint32_t intern(std::string_view text) { return intern(expect(text)); }
  std::uint32_t intern(const Expected& expected);
  std::optional<std::uint32_t> find(std::string_view text) const noexcept;
  std::string_view operator[](std::uint32_t number) const noexcept {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(texts_).substr(begin, ends_[number] - begin);
  }
  std::size_t size() const noexcept { return ends_.size(); }

 private:
  /// Half a line of the cache: most ids of hazards are known again without a look anywhere else.
  struct alignas(32) Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = 0;  // number + 1; 0 is empty
    std::uint32_t length = 0;
    char front[20];           // what fits of the text
  };
  bool is(const Slot& slot, const Expected& expected) const noexcept;
  std::size_t slot_of(const Expected& expected) const noexcept;
  void grow();

  std::string texts_;
  std::vector<std::size_t> ends_;
  std::vector<Slot, ground::LargePages<Slot>> slots_;
};

}  // namespace bihuan::replay
