#include "ground/document.hpp"

#include "../catch.hpp"

#include <random>

using namespace bihuan::ground;
using Catch::Matchers::ContainsSubstring;

namespace {

SyntaxError error_of(std::string_view text) {
  try {
    parse_toml(text);
  } catch (const SyntaxError& error) {
    return error;
  }
  return {"no error", 0, 0};
}

std::string repeated(const std::string& part, int times) {
  std::string all;
  for (int n = 0; n < times; ++n) all += part;
  return all;
}

}  // namespace

TEST_CASE("A document is a tree of values that know their place", "[ground][document]") {
  const Node root = parse_toml(
      "# a comment\n"
      "name = \"整治行动\"   # text\n"
      "count = -3\n"
      "open = true\n"
      "from = 2020-09-01\n"
      "units = [ \"a\",\n  \"b\" ]\n"
      "rate = 1.5\n"
      "\"中文\" = { x = 1, y = 2 }\n");
  REQUIRE(root.type == NodeType::table);
  const Node* name = root.find("name");
  REQUIRE(name != nullptr);
  CHECK(name->type == NodeType::text);
  CHECK(name->text == "整治行动");
  CHECK(name->line == 2);
  CHECK(name->column == 8);
  CHECK(root.find("count")->integer == -3);
  CHECK(root.find("open")->type == NodeType::boolean);
  CHECK(root.find("open")->integer == 1);
  const Node* from = root.find("from");
  CHECK(from->type == NodeType::day);
  CHECK(from->year == 2020);
  CHECK(from->month == 9);
  CHECK(from->day_of_month == 1);
  const Node* units = root.find("units");
  REQUIRE(units->items.size() == 2);
  CHECK(units->items[1].text == "b");
  CHECK(units->items[1].line == 7);
  CHECK(units->items[1].column == 3);
  CHECK(root.find("rate")->type == NodeType::other);
  CHECK(root.find("中文")->find("y")->integer == 2);
  CHECK(root.find("中文")->find("z") == nullptr);
  CHECK(root.find("absent") == nullptr);
}

TEST_CASE("Members stand in the order of the file and know the place of their key", "[ground][document]") {
  const Node root = parse_toml("z = 1\n\"甲\" = 2\na = 3\n[[t]]\nk = 1\n[[t]]\nk = 2\n[m]\nb.y = 1\nb.x = 2\n");
  std::vector<std::string> keys;
  for (const Member& member : root.members) keys.push_back(member.key);
  CHECK(keys == std::vector<std::string>{"z", "甲", "a", "t", "m"});
  CHECK(root.members[1].line == 2);
  CHECK(root.members[1].column == 1);
  CHECK(root.find("t")->items.at(1).line == 6);
  CHECK(root.find("t")->items.at(1).find("k")->integer == 2);
  const Node* inner = root.find("m")->find("b");
  CHECK(inner->members.front().key == "y");
}

TEST_CASE("Times and floats are values that the plan has no use for, with their place", "[ground][document]") {
  const Node root = parse_toml("a = 10:30:00\nb = 2020-09-01T10:00:00Z\nc = 1e3\nd = inf\n");
  for (const Member& member : root.members) CHECK(member.value.type == NodeType::other);
  CHECK(root.find("c")->line == 3);
}

TEST_CASE("A byte-order mark, Windows line ends and an empty document are read", "[ground][document]") {
  const Node marked = parse_toml("\xEF\xBB\xBF" "a = 1\r\nb = \"x\"\r\n");
  CHECK(marked.find("a")->integer == 1);
  CHECK(marked.find("b")->text == "x");
  CHECK(marked.find("b")->line == 2);
  CHECK(parse_toml("").members.empty());
  CHECK(parse_toml("\xEF\xBB\xBF").members.empty());
  CHECK(parse_toml("# 只有注释\n").members.empty());
}

TEST_CASE("A syntax error says what and where, and what a Chinese writer should do", "[ground][document][unhappy]") {
  struct Row {
    std::string text;
    int line, column;
    const char* says;
  };
  const Row row = GENERATE(values<Row>({
      {"a = 1\n截止 = 3\n", 2, 1, "中文键名请加引号"},
      {"[任务]\n", 1, 2, "中文键名请加引号"},
      {"[[任务]]\n", 1, 3, "中文键名请加引号"},
      {"a.单位 = 1\n", 1, 3, "中文键名请加引号"},
      {"x = { 名称 = 1 }\n", 1, 7, "中文键名请加引号"},
      {"\xEF\xBB\xBF" "截止 = 3\n", 1, 1, "中文键名请加引号"},
      {"a截止 = 3\n", 1, 2, "中文键名请加引号"},
      {"a ＝ 1\n", 1, 3, "半角"},
      {"a = 重大\n", 1, 5, "文字值请加引号"},
      {"a = “x”\n", 1, 5, "引号"},
      {"a = \"\xc4\xe3\"\n", 1, 6, "UTF-8"},
      {"a = 1\na = 2\n", 2, 5, "cannot redefine"},
      {"a = 2020-02-30\n", 1, 15, "saw 30"},
      {"a = \"open\n", 1, 10, "引号未闭合"},
      {"a = \"open", 1, 10, "引号未闭合"},
      {"a = 99999999999999999999\n", 1, 25, "integer"},
  }));
  CAPTURE(row.text);
  const SyntaxError error = error_of(row.text);
  CHECK_THAT(error.message, ContainsSubstring(row.says));
  CHECK(error.line == row.line);
  CHECK(std::abs(error.column - row.column) <= 1);
}

TEST_CASE("An ASCII mistake gets no hint about Chinese", "[ground][document][unhappy]") {
  CHECK(error_of("# 中文\na = = 1\n").message.find("中文") == std::string::npos);
}

TEST_CASE("Nesting without end is refused, not a crash", "[ground][document][unhappy]") {
  CHECK_THAT(error_of("a=" + std::string(1000000, '[')).message, ContainsSubstring("nested"));
  CHECK_THAT(error_of("a=" + repeated("{a=", 300000)).message, ContainsSubstring("nested"));
  const std::string dots = "a" + repeated(".a", 300000);
  CHECK_THAT(error_of(dots + "=1").message, ContainsSubstring("dotted key"));
  CHECK_THAT(error_of("[" + dots + "]").message, ContainsSubstring("dotted key"));
  CHECK_THAT(error_of("[[" + dots + "]]").message, ContainsSubstring("dotted key"));
  CHECK_THAT(error_of("x={" + dots + "=1}").message, ContainsSubstring("dotted key"));
  CHECK_THAT(error_of("\"a\"" + repeated(".\"a\"", 300000) + "=1").message, ContainsSubstring("dotted key"));
  CHECK_THAT(error_of("a" + repeated(" . 'a'", 300000) + "=1").message, ContainsSubstring("dotted key"));
  const std::string keys = "a" + repeated(".a", 30);
  CHECK_THAT(error_of("a=" + std::string(100, '[') + std::string(100, ']')).message, ContainsSubstring("deeper than 64"));
  CHECK_THAT(error_of(keys + "=" + repeated("{" + keys + "=", 250) + "1" + std::string(250, '}')).message,
             ContainsSubstring("deeper than 64"));
  CHECK(error_of("a=" + std::string(60, '[') + std::string(60, ']')).message == "no error");
  const SyntaxError error = error_of("b=1\na" + repeated(".a", 40) + "=1");
  CHECK(error.line == 2);
  CHECK(error.column > 1);
}

TEST_CASE("Dots in texts and comments are no dotted keys", "[ground][document]") {
  const std::string dots(500, '.');
  CHECK(parse_toml("a = \"" + dots + "\"\n").find("a")->text == dots);
  CHECK(parse_toml("a = '" + dots + "'\n").find("a")->text == dots);
  CHECK(parse_toml("a = \"\\\"" + dots + "\"\n").find("a")->text == "\"" + dots);
  CHECK(parse_toml("a = \"\"\"\n" + dots + "\"" + dots + "\"\"\"\n").find("a")->text == dots + "\"" + dots);
  CHECK(parse_toml("a = '''" + dots + "\n" + dots + "'''\n").find("a")->text == dots + "\n" + dots);
  CHECK(parse_toml("# " + dots + "\na = 1 # " + dots + "\n").find("a")->integer == 1);
  CHECK(parse_toml("a = \"\"\nb = ''\n").members.size() == 2);
  std::string many;
  for (int n = 0; n < 100; ++n) many += "k" + std::to_string(n) + ".x.y = 1.5\n";
  CHECK(parse_toml(many).members.size() == 100);
}

TEST_CASE("Any bytes give a document or a syntax error", "[ground][document][laws]") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::string sound = "[[edition]]\nid = \"甲\"\nyear = 2030\non = 2029-11-01\n\"键\" = { a.b = [1, 2], c = '''x''' }\n";
  const std::string pieces = "[]{}=\"'\\.,#\n\r\t -+_:0123456789aefintxzZT\xE4\xB8\xAD\xFF\xEF\xBB\xBF";
  std::uniform_int_distribution<std::size_t> piece(0, pieces.size() - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string text = sound;
    for (int change = 0; change < 1 + round % 8; ++change) {
      text[std::uniform_int_distribution<std::size_t>(0, text.size() - 1)(random)] = pieces[piece(random)];
    }
    try {
      parse_toml(text);
    } catch (const SyntaxError& error) {
      CAPTURE(text);
      REQUIRE_FALSE(error.message.empty());
      REQUIRE(error.line >= 1);
    }
  }
  SUCCEED();
}
