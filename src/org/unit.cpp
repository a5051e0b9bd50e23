#include "bihuan/org/unit.hpp"

namespace bihuan {
namespace {

// GB 32100-2015: digits and capital letters without I, O, S, V and Z; a character's value is its place.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

}  // namespace

std::optional<char> credit_code_check(std::string_view code) {
  if (code.size() != 17 && code.size() != 18) return std::nullopt;
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const std::size_t value = alphabet.find(code[i]);
    if (value == std::string_view::npos) return std::nullopt;
    if (i == 17) break;
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return alphabet[(31 - sum % 31) % 31];
}

const std::string& Unit::name_on(Day on) const noexcept {
  for (const FormerName& one : former)
    if (on <= one.last) return one.name;
  return name;
}

UnitId Heirs::of(const TaskId& task, const HazardId& hazard) const {
  if (const auto named = of_hazard.find(hazard); named != of_hazard.end()) return named->second;
  for (std::string heading = task.text(); !heading.empty(); heading.resize(heading.rfind('.') == std::string::npos ? 0 : heading.rfind('.')))
    if (const auto named = of_task.find(TaskId(heading)); named != of_task.end()) return named->second;
  return rest;
}

bool Enterprise::same_as(const Enterprise& other) const noexcept {
  if (!credit_code.empty() && !other.credit_code.empty()) return credit_code == other.credit_code;
  return !name.empty() && name == other.name;
}

std::string chinese(Origin origin) {
  switch (origin) {
    case Origin::printed: return "原文";
    case Origin::inferred: return "推定";
    case Origin::assumed: return "假定";
  }
  return {};
}

}  // namespace bihuan
