// state/holders.hpp: who has a hazard: a task under a unit, each pair with a number of its own.
#pragma once

#include <cstdint>
#include <vector>

namespace bihuan::replay {

inline constexpr std::uint32_t nothing = 0xffffffff;

/// A task under a unit, by their numbers; `nothing` where the hazard has none.
struct Holder {
  std::uint32_t task = nothing, unit = nothing;
};

/// Gives holders dense numbers in order of first sight; nobody is 0. A value.
class Holders {
 public:
  static constexpr std::uint32_t nobody = 0;
  Holders() { number_of({}); }

  std::uint32_t number_of(Holder holder) {
    // (`nothing` + 1 is 0.)
    const std::uint32_t row = holder.task + 1, column = holder.unit + 1;
    if (row >= numbers_.size()) numbers_.resize(row + 1);
    if (column >= numbers_[row].size()) numbers_[row].resize(column + 1, nothing);
    std::uint32_t& number = numbers_[row][column];
    if (number == nothing) {
      number = static_cast<std::uint32_t>(all_.size());
      all_.push_back(holder);
    }
    return number;
  }
  Holder operator[](std::uint32_t number) const noexcept { return all_[number]; }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(all_.size()); }

 private:
  std::vector<std::vector<std::uint32_t>> numbers_;  // by task and unit, each + 1
  std::vector<Holder> all_;
};

}  // namespace bihuan::replay
