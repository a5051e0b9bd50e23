#include "ground/large_pages.hpp"

#include "../catch.hpp"

#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

using bihuan::ground::large_page;
using bihuan::ground::LargePages;

TEST_CASE("A column keeps what was put in it while it grows onto large pages and back", "[ground]") {
  struct alignas(32) Wide {
    std::uint64_t number;
  };
  std::vector<Wide, LargePages<Wide>> column;
  const std::size_t count = 3 * large_page / sizeof(Wide);
  for (std::uint64_t number = 0; number < count; ++number) {
    column.push_back({number});
    if (reinterpret_cast<std::uintptr_t>(&column.back()) % alignof(Wide) != 0) FAIL("row " << number << " lies across its bounds");
  }
  CHECK(reinterpret_cast<std::uintptr_t>(column.data()) % large_page == 0);
  auto copy = column;
  column.resize(10);
  column.shrink_to_fit();
  for (std::size_t at = 0; at < column.size(); ++at) CHECK(column[at].number == at);
  CHECK(std::accumulate(copy.begin(), copy.end(), std::uint64_t{0}, [](std::uint64_t sum, const Wide& one) { return sum + one.number; }) == count * (count - 1) / 2);
}

TEST_CASE("More memory than there can be is refused, not wrapped around to a little", "[ground]") {
  LargePages<std::uint64_t> pages;
  CHECK_THROWS_AS(pages.allocate(std::numeric_limits<std::size_t>::max() / 4), std::bad_alloc);
  CHECK_THROWS_AS(pages.allocate(std::numeric_limits<std::size_t>::max() / 9), std::bad_alloc);
}
