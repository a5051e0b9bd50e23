#include "ground/writing.hpp"

#include "../catch.hpp"

using bihuan::ground::fault_of;
using bihuan::ground::longest_identifier;
using bihuan::ground::longest_text;
using bihuan::ground::visible;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string repeated(std::string_view character, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += character;
  return out;
}

}  // namespace

TEST_CASE("a text is as long as it may be, to the character, in any script", "[ground]") {
  for (const char* character : {"x", "隐", "𠮷"}) {
    for (const auto& [longest, identifier] : {std::pair{longest_text, false}, {longest_identifier, true}}) {
      CHECK_FALSE(fault_of(repeated(character, longest - 1), identifier));
      CHECK_FALSE(fault_of(repeated(character, longest), identifier));
      const auto fault = fault_of(repeated(character, longest + 1), identifier);
      REQUIRE(fault);
      CHECK_THAT(fault->english, ContainsSubstring(std::to_string(longest + 1) + " characters, more than " + std::to_string(longest)));
      CHECK_THAT(fault->chinese, ContainsSubstring("超过" + std::to_string(longest) + "字"));
    }
  }
}

TEST_CASE("an identifier holds no control, direction or zero-width character; a free text holds all but NUL", "[ground]") {
  int count = 0;
  const auto hidden = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t code = first; code <= last; ++code, ++count) {
      std::string mark;
      if (code < 0x80) mark = {static_cast<char>(code)};
      else if (code < 0x800) mark = {static_cast<char>(0xc0 | code >> 6), static_cast<char>(0x80 | (code & 0x3f))};
      else mark = {static_cast<char>(0xe0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3f)), static_cast<char>(0x80 | (code & 0x3f))};
      INFO(code);
      CHECK(fault_of("H-" + mark + "1", true));
      CHECK(fault_of("见" + mark + "图", false).has_value() == (code == 0));
      const std::string shown = visible("见" + mark + "图");
      CHECK((shown.find("⟦U+") != std::string::npos) == (code != '\n' && code != '\t'));
    }
  };
  hidden(0x00, 0x1f);
  hidden(0x7f, 0x9f);
  hidden(0x200b, 0x200f);
  hidden(0x202a, 0x202e);
  hidden(0x2066, 0x2069);
  hidden(0xfeff, 0xfeff);
  CHECK(count == 80);
  CHECK_FALSE(fault_of("虚构监令〔2021〕1号 A-b_c.7", true));
}

TEST_CASE("what hides is shown by its number, and everything else stays as it is", "[ground]") {
  CHECK(visible("a\u202eb\u200b\x1b[31m\u0085") == "a⟦U+202E⟧b⟦U+200B⟧⟦U+001B⟧[31m⟦U+0085⟧");
  CHECK(visible("\U000E0041") == "⟦U+E0041⟧");
  CHECK(visible("㎡①—〔2020〕𠮷䶮 ㊣\n\t") == "㎡①—〔2020〕𠮷䶮 ㊣\n\t");
  CHECK(visible("").empty());
  CHECK(visible("\xff\x80") == "\xff\x80");
}
