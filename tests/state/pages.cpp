// Generated pages are what the tables say today.
#include "../catch.hpp"

#include "bihuan/state/lifecycle.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {
/// With BIHUAN_WRITE_PAGES set the page is written first: that is how it is made.
std::string page(const char* name, const std::string& now) {
  const std::string file = std::string(BIHUAN_SOURCE_DIR "/docs/") + name;
  if (std::getenv("BIHUAN_WRITE_PAGES") != nullptr) std::ofstream(file, std::ios::binary) << now;
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
}  // namespace

TEST_CASE("docs/lifecycle.md is the table", "[state][docs]") { CHECK((page("lifecycle.md", bihuan::lifecycle_page()) == bihuan::lifecycle_page())); }
TEST_CASE("docs/facts.md is the table of fact forms", "[state][docs]") { CHECK((page("facts.md", bihuan::facts_page()) == bihuan::facts_page())); }
