#include "bihuan/form/sheet.hpp"

#include "../catch.hpp"

#include <array>
#include <random>

using bihuan::FormError;
using bihuan::read_csv;
using bihuan::write_csv;
using Rows = std::vector<std::vector<std::string>>;
using Catch::Matchers::ContainsSubstring;

namespace {

/// What a reader says of a text: its rows, or what it refuses and where.
struct Said {
  Rows rows;
  std::string refusal;
  int line = 0, column = 0;
  friend bool operator==(const Said&, const Said&) = default;
};

/// The slow way: one byte after another, with line and column counted on the way.
class SlowReader {
 public:
  SlowReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  Said read() {
    while (at_ < text_.size() && said_.refusal.empty()) row();
    if (!said_.refusal.empty()) said_.rows.clear();
    return said_;
  }

 private:
  bool ended() const { return at_ == text_.size() || !said_.refusal.empty(); }
  bool is(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool at_line_end() const { return is('\n') || is('\r'); }
  void refuse(const char* what, int line, int column) { said_.refusal = what, said_.line = line, said_.column = column; }

  void step() {
    if (is('\0')) return refuse("NUL", line_, column_);
    const bool breaks = text_[at_++] == '\n';
    if (breaks) ++line_, column_ = 1;
    else if (at_ == text_.size() || (static_cast<unsigned char>(text_[at_]) & 0xc0) != 0x80) ++column_;
  }

  void line_end() {
    if (is('\r') && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n')) return refuse("CR alone", line_, column_);
    if (is('\r')) ++at_;
    step();
  }

  void row() {
    said_.rows.emplace_back();
    if (at_line_end()) return line_end();
    while (true) {
      std::string cell;
      if (is('"')) quoted(cell);
      else plain(cell);
      if (!said_.refusal.empty()) return;
      said_.rows.back().push_back(cell);
      if (ended()) return;
      if (at_line_end()) return line_end();
      step();
      if (!said_.refusal.empty()) return;
    }
  }

  void plain(std::string& cell) {
    while (!ended() && !is(separator_) && !at_line_end()) {
      if (is('"')) return refuse("inside an unquoted cell", line_, column_);
      cell += text_[at_];
      step();
    }
  }

  void quoted(std::string& cell) {
    const int line = line_, column = column_;
    step();
    while (!ended()) {
      const char now = text_[at_];
      step();
      if (now == '"' && !is('"')) {
        if (at_ < text_.size() && !is(separator_) && !at_line_end()) refuse("after the closing quote", line_, column_);
        return;
      }
      if (now == '"') step();
      cell += now;
    }
    if (said_.refusal.empty()) refuse("never closed", line, column);
  }

  std::string_view text_;
  char separator_;
  Said said_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
};

}  // namespace

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

TEST_CASE("random texts, sound and broken, are read and refused as byte by byte", "[form]") {
  const std::vector<std::string> pieces{"\"", "\"", "\"\"", ",", ",", "\t", "\n", "\r\n", "\r", "a", "bc", "编号", "，", "𠮷", "\xe7", "\xbc",
                                        std::string(1, '\0'), "\",\"", "\"\r\n\"", "\r\n\"", " ", "0123456789abcdef"};
  constexpr unsigned seed = 20261126;
  constexpr int count = 200'000;
  std::mt19937 random(seed);
  int refused = 0;
  for (int round = 0; round < count; ++round) {
    std::string text;
    for (std::size_t i = random() % 12; i > 0; --i) text += pieces[random() % pieces.size()];
    const char separator = std::array{',', ',', '\t', '"', '\0', '\n'}[random() % 6];
    Said found;
    const Said expected = SlowReader(text, separator).read();
    try {
      found.rows = read_csv(text, "x", separator).rows;
    } catch (const FormError& error) {
      found = {{}, expected.refusal, error.context().line, error.context().column};
      REQUIRE_THAT(error.what(), ContainsSubstring(expected.refusal));
      ++refused;
    }
    INFO("seed " << seed << ", round " << round << ", separator " << int{separator} << ": " << Catch::Detail::stringify(text));
    REQUIRE(found == expected);
  }
  CHECK(refused > count / 10);
  CHECK(refused < count * 9 / 10);
  WARN("door: " << count << " random CSV texts, " << refused << " refused, each as byte by byte, seed " << seed);
}
