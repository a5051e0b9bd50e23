#include "form/workbook_text.hpp"

#include "../catch.hpp"
#include "ground/writing.hpp"

#include <random>

using bihuan::ground::visible;
using bihuan::workbook_text::lines_as_it_stands;
using bihuan::workbook_text::pieces_of;
using bihuan::workbook_text::shown;

namespace {

std::string utf8(unsigned code) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  const auto rest = [&](int shift) { return byte(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0 | code >> 6), rest(0)};
  if (code < 0x10000) return {byte(0xe0 | code >> 12), rest(6), rest(0)};
  return {byte(0xf0 | code >> 18), rest(12), rest(6), rest(0)};
}

/// What is written as it stands would be one piece, shown letter for letter, of as many lines.
void check_stands(const std::string& text, int width) {
  const std::size_t lines = lines_as_it_stands(text, width);
  if (lines == 0) return;
  const auto pieces = pieces_of(text, width);
  REQUIRE(pieces.size() == 1);
  REQUIRE(pieces.front().text == text);
  REQUIRE(pieces.front().lines == lines);
  REQUIRE(shown(text) == text);
}

}  // namespace

TEST_CASE("no character is written as it stands that would be shown in another way", "[form]") {
  int stand = 0;
  for (unsigned code = 0; code <= 0x10ffff; ++code) {
    const std::string text = utf8(code);
    INFO(code);
    if (lines_as_it_stands(text, 10) == 0) continue;
    ++stand;
    REQUIRE(visible(text) == text);
    check_stands(text, 10);
  }
  CHECK(stand > 47'000);
}

TEST_CASE("common texts stand as they are, and their lines are counted", "[form]") {
  CHECK(lines_as_it_stands("", 10) == 1);
  CHECK(lines_as_it_stands("编号", 5) == 1);
  CHECK(lines_as_it_stands("编号二", 5) == 2);
  CHECK(lines_as_it_stands("a\nb\n", 5) == 3);
  CHECK(lines_as_it_stands("《特种设备安全监察指令书》（2020）“限期整改”——㎡、①…", 200) == 1);
  CHECK(lines_as_it_stands("2020-09-07 H-0042, 12.50%", 40) == 1);
  for (const char* other : {"\u202e", "\u200b", "\ufeff", "_x202E_", "\u3164", "é", "𠮷", "\xe7\xbc", "\xe7", "\x80", "\x7f", "a\tb", "\xe0\x80\x80"}) {
    INFO(other);
    CHECK(lines_as_it_stands("编号" + std::string(other), 40) == 0);
  }
  CHECK(lines_as_it_stands(std::string(27, '\n'), 10) == 28);
  CHECK(lines_as_it_stands(std::string(28, '\n'), 10) == 0);
}

TEST_CASE("random texts that stand as they are have the lines of their one piece", "[form]") {
  const std::vector<std::string> pieces{"a", "bc ", "编", "号。", "\n", "“", "12", "_", "x", "\u202e", "\xe7", "\xbc\x96", "𠮷", "é", "\u3000", "ﾟ", "（"};
  constexpr unsigned seed = 20261126;
  std::mt19937 random(seed);
  int stand = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    const std::size_t kinds = random() % 2 == 0 ? 7 : pieces.size();
    for (std::size_t i = random() % 60; i > 0; --i) text += pieces[random() % kinds];
    const int width = static_cast<int>(random() % 30);
    INFO("seed " << seed << ", round " << round << ", width " << width << ": " << text);
    check_stands(text, width);
    stand += lines_as_it_stands(text, width) != 0 ? 1 : 0;
  }
  CHECK(stand > 20'000);
}

TEST_CASE("a text too high for a row is cut into pieces that say so, and nothing of it is lost", "[form]") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += i % 7 == 0 ? "甲\u202e乙" : "隐患1";
  CHECK(lines_as_it_stands(text, 20) == 0);
  const auto pieces = pieces_of(text, 20);
  REQUIRE(pieces.size() == 6);
  const std::string before = "（接上行）", behind = "（转下行）";
  std::string whole;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string part = pieces[i].text;
    CHECK(pieces[i].lines <= bihuan::workbook_text::lines_in_a_row);
    if (i > 0) {
      REQUIRE(part.starts_with(before));
      part.erase(0, before.size());
    }
    if (i + 1 < pieces.size()) {
      REQUIRE(part.ends_with(behind));
      part.erase(part.size() - behind.size());
    }
    whole += part;
  }
  CHECK(whole == text);
}
