#include "ground/kept_texts.hpp"

#include "../catch.hpp"

#include <memory>
#include <string>
#include <vector>

using bihuan::ground::KeptTexts;

namespace {
std::string text_of(std::size_t length, char letter) { return std::string(length, letter); }
}  // namespace

TEST_CASE("A kept text stays where it was put, whatever comes behind it", "[ground]") {
  KeptTexts texts;
  std::vector<std::pair<std::string, std::string_view>> put;
  // Past every size of a piece; and a text longer than any piece.
  for (std::size_t round = 0; round < 400; ++round) {
    const std::string text = text_of(round == 200 ? (std::size_t{9} << 20) + 1 : 7 + round * 97, static_cast<char>('a' + round % 26));
    put.emplace_back(text, texts.keep(text));
  }
  CHECK(texts.keep("").empty());
  for (const auto& [text, kept] : put) CHECK(kept == text);
}

TEST_CASE("Two copies go on by themselves, and each keeps what both had", "[ground]") {
  auto first = std::make_unique<KeptTexts>();
  const std::string_view before = first->keep("before");
  KeptTexts second(*first);
  const std::string_view of_second = second.keep("second"), of_first = first->keep("first!");
  CHECK(before == "before");
  CHECK(of_second == "second");
  CHECK(of_first == "first!");
  KeptTexts third;
  third = second;
  const std::string_view of_third = third.keep("third!");
  first.reset();
  CHECK(before == "before");
  CHECK(second.keep("2nd two") == "2nd two");
  CHECK(of_second == "second");
  CHECK(of_third == "third!");
  KeptTexts fourth(std::move(third));
  const std::string_view of_fourth = fourth.keep("fourth");
  CHECK(third.keep("left empty") == "left empty");
  CHECK(of_fourth == "fourth");
}
