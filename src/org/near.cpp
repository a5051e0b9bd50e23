#include "org/near.hpp"

#include <algorithm>
#include <cstddef>

namespace bihuan::org {
namespace {

/// The characters of UTF-8 text; a stray byte is a character of its own.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

using Characters = std::vector<std::string_view>;

/// How many characters must be put in, left out, replaced or swapped with their neighbour.
std::size_t distance(const Characters& left, const Characters& right) {
  std::vector<std::vector<std::size_t>> cost(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= right.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[left.size()][right.size()];
}

/// Whether the characters of `little` stand in `big` in their order, as those of an abbreviation do.
bool abbreviates(const Characters& little, const Characters& big) {
  if (little.size() < 2 || little.size() >= big.size()) return false;
  std::size_t at = 0;
  for (const std::string_view character : big) {
    if (at < little.size() && little[at] == character) ++at;
  }
  return at == little.size();
}

}  // namespace

std::vector<std::string> near_words(std::string_view word, const std::vector<std::string>& known) {
  constexpr std::size_t longest = 64;  // nobody mistypes a text
  const Characters asked = characters(word);
  std::vector<std::pair<std::size_t, std::string>> found;
  if (asked.size() > longest) return {};
  for (const std::string& candidate : known) {
    const Characters letters = characters(candidate);
    if (letters.size() > longest) continue;
    const std::size_t apart = distance(asked, letters);
    const std::size_t allowed = std::max<std::size_t>(1, std::max(asked.size(), letters.size()) / 3);
    if (apart < std::min(asked.size(), letters.size()) && apart <= allowed) {
      found.emplace_back(apart, candidate);
    } else if (abbreviates(asked, letters) || abbreviates(letters, asked)) {
      found.emplace_back(longest + apart, candidate);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> out;
  for (const auto& [apart, candidate] : found) {
    if (out.size() < 3) out.push_back(candidate);
  }
  return out;
}

}  // namespace bihuan::org
