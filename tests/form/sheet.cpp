#include "bihuan/form/sheet.hpp"

#include "../catch.hpp"

#include <random>

using bihuan::FormError;
using bihuan::read_csv;
using bihuan::write_csv;
using Rows = std::vector<std::vector<std::string>>;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("CSV is read after RFC 4180", "[form]") {
  CHECK(read_csv("a,b\r\nc,d", "x").rows == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(read_csv("a,b\nc,d\n", "x").rows == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(read_csv("\"a,\"\"b\"\"\r\nc\",", "x").rows == Rows{{"a,\"b\"\r\nc", ""}});
  CHECK(read_csv("", "x").rows.empty());
  CHECK(read_csv("\n\"\"\n,", "x").rows == Rows{{}, {""}, {"", ""}});
  CHECK(read_csv("a\tb,c", "x", '\t').rows == Rows{{"a", "b,c"}});
  CHECK(read_csv(" a , b", "x").rows == Rows{{" a ", " b"}});
  CHECK(read_csv("a", "表").name == "表");
}

TEST_CASE("Malformed CSV is refused with line and column", "[form]") {
  struct Case {
    std::string text;
    int line, column;
    const char* says;
  };
  const std::vector<Case> cases{
      {"a,b\n编号,\"没有关", 2, 4, "never closed"},
      {"\"", 1, 1, "never closed"},
      {"a,b\"c", 1, 4, "inside an unquoted cell"},
      {"一,\"二\"三", 1, 6, "after the closing quote"},
      {"\"a\n\"\"b\" c", 2, 5, "after the closing quote"},
      {"a\rb", 1, 2, "CR alone"},
      {"a\r", 1, 2, "CR alone"},
      {std::string("a\0b", 3), 1, 2, "NUL"},
      {std::string("x\n\"\0\"", 5), 2, 2, "NUL"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    try {
      read_csv(c.text, "表.csv");
      FAIL_CHECK("taken");
    } catch (const FormError& error) {
      CHECK(error.code() == bihuan::ErrorCode::bad_file);
      CHECK_THAT(error.what(), ContainsSubstring(c.says));
      CHECK(error.context().line == c.line);
      CHECK(error.context().column == c.column);
      CHECK(error.context().file == "表.csv");
      CHECK(error.chinese() != error.what());
    }
  }
}

TEST_CASE("A cell that a spreadsheet would run is guarded, and the guard is taken back", "[form]") {
  CHECK(write_csv({{"=1+1"}}) == "'=1+1\r\n");
  CHECK(write_csv({{"@x", "+1", "\tx", "－1", "\rx"}}) == "'@x,'+1,'\tx,'－1,\"'\rx\"\r\n");
  CHECK(write_csv({{"-5", "-12.5", "-1-1", "-"}}) == "-5,-12.5,'-1-1,'-\r\n");
  CHECK(write_csv({{"'=1", "'a", "''=1"}}) == "''=1,'a,'''=1\r\n");
  CHECK(read_csv("'=1+1,'a,''=1", "x").rows == Rows{{"=1+1", "'a", "'=1"}});
  CHECK_THROWS_AS(write_csv({{std::string("a\0", 2)}}), FormError);
}

TEST_CASE("no random text, guarded or not, is changed by writing and reading, and none is left to run", "[form]") {
  const std::vector<std::string> pieces{"'", "=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", "1", ".", "a", "编", "＝", "＋", "－", "＠",
                                        "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")", "=DDE(\"a\";\"b\")", "\u202e", "\u00a0", " ", ";", "|", "%"};
  constexpr unsigned seed = 20261125;
  constexpr int count = 100'000;
  std::mt19937 random(seed);
  int guarded = 0;
  for (int round = 0; round < count; ++round) {
    std::string cell;
    for (std::size_t i = random() % 7; i > 0; --i) cell += pieces[random() % pieces.size()];
    const std::string text = write_csv({{cell, "b"}});
    INFO("seed " << seed << ", round " << round << ": " << text);
    REQUIRE(read_csv(text, "x").rows == Rows{{cell, "b"}});
    const std::string_view shown = std::string_view(text).substr(text.front() == '"' ? 1 : 0);
    guarded += shown.front() == '\'' ? 1 : 0;
    const bool number = cell.size() > 1 && cell.find_first_not_of("0123456789.", 1) == std::string::npos;
    for (const char* sign : {"=", "+", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) REQUIRE_FALSE(shown.starts_with(sign));
    REQUIRE((!shown.starts_with("-") || number));
  }
  WARN("door: " << count << " random cells written as CSV and read back equal, " << guarded << " of them guarded, seed " << seed);
}

TEST_CASE("What was written is read back exactly", "[form]") {
  const std::vector<std::string> pieces{"'", "=", "+", "-", "@", "\t", "\r", "\n", "\"", ",", "1", ".", "a", "编", "＝", "＠", "\r\n", " "};
  std::mt19937 random(20200907);
  for (int round = 0; round < 5000; ++round) {
    Rows rows(random() % 4);
    for (auto& row : rows) {
      row.resize(random() % 4);
      for (std::string& cell : row) {
        for (std::size_t i = random() % 5; i > 0; --i) cell += pieces[random() % pieces.size()];
      }
    }
    const std::string text = write_csv(rows);
    INFO(text);
    REQUIRE(read_csv(text, "x").rows == rows);
  }
}
