// state/names.hpp: each text once, with a number of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::replay {

/// Gives texts dense numbers in order of first sight. A flat table over one string: a value, cheap to copy.
class Names {
 public:
  std::uint32_t intern(std::string_view text);
  std::optional<std::uint32_t> find(std::string_view text) const noexcept;
  std::string_view operator[](std::uint32_t number) const noexcept {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(texts_).substr(begin, ends_[number] - begin);
  }
  std::size_t size() const noexcept { return ends_.size(); }

 private:
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const noexcept;
  void grow();

  std::string texts_;
  std::vector<std::size_t> ends_;
  std::vector<std::uint32_t> hashes_;  // by number
  std::vector<std::uint32_t> slots_;   // number + 1; 0 is empty
};

}  // namespace bihuan::replay
