#include "bihuan/form/template.hpp"

#include "../catch.hpp"

#include <set>

using bihuan::ColumnType;
using bihuan::FormError;
using bihuan::Template;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("The shipped template has the sheets of a report and of a return", "[form]") {
  const Template form = Template::standard();
  CHECK_FALSE(form.id.empty());
  for (const char* key : {"list_one", "list_two", "progress", "texts", "balance", "board", "open_work", "late_entries", "warnings",
                          "coverage", "shared_problems", "phases", "tasks"}) {
    INFO(key);
    REQUIRE(form.find_report(key) != nullptr);
  }
  for (const char* key : {"hazards", "measures", "progress"}) CHECK(form.find_returned(key) != nullptr);
  CHECK(form.find_report("nothing") == nullptr);
  CHECK(form.sign_off.size() >= 4);
}

TEST_CASE("The hazard sheet of a return has exactly the agreed keys, in order", "[form]") {
  const std::vector<std::string> agreed{
      "id", "round", "found_on", "source", "inspectors", "enterprise", "credit_code", "address", "place", "territory", "task",
      "device_kind", "device_code", "text", "prominent", "grade", "basis", "problem_class", "cause", "on_site", "document", "ordered_on", "measures",
      "rectifier", "money", "due_on", "planned_on", "contingency", "begun_on", "asked_on", "extended_to", "extended_on",
      "extended_by", "rectified_on", "reviewed_on", "reviewers", "conclusion", "use_allowed_on", "unsealed_on", "listed_on",
      "listed_level", "listed_document", "delisted_on", "closed_on", "closed_by", "note"};
  std::vector<std::string> keys;
  std::set<std::string> required;
  const Template form = Template::standard();
  for (const auto& column : form.find_returned("hazards")->columns) {
    keys.push_back(column.key);
    if (column.required) required.insert(column.key);
  }
  CHECK(keys == agreed);
  CHECK(required == std::set<std::string>{"id", "found_on", "source", "inspectors", "enterprise", "territory", "task", "text"});
}

TEST_CASE("Terms are read in any of their spellings and printed in one", "[form]") {
  const Template form = Template::standard();
  const auto* hazards = form.find_returned("hazards");
  const auto& grade = *hazards->find("grade");
  CHECK(grade.word_of("重大") == "major");
  CHECK(grade.word_of("重大（严重）") == "major");
  CHECK(grade.word_of(" 一 般 ") == "general");
  CHECK(grade.word_of("major") == "major");
  CHECK_FALSE(grade.word_of("较大").has_value());
  CHECK(grade.print("major") == "重大");
  CHECK(grade.print("较大") == "较大");
  const auto& level = *hazards->find("listed_level");
  CHECK(level.word_of("国家级") == "1");
  CHECK(level.word_of("区级") == "4");
  CHECK(level.word_of("区（县）级") == "4");
  CHECK(level.word_of("3") == "3");
  CHECK_FALSE(level.word_of("6").has_value());
}

TEST_CASE("Headings match whatever their spaces, width and stars", "[form]") {
  const Template form = Template::standard();
  const auto& money = *form.find_returned("hazards")->find("money");
  CHECK(money.reads("整改资金（万元）"));
  CHECK(money.reads(" 整改\n资金(万元)* "));
  CHECK_FALSE(money.reads("资金"));
  CHECK(bihuan::bare_heading("填 表　人：") == "填表人");
}

TEST_CASE("A malformed template is refused with its place", "[form]") {
  const std::string head = "id = \"t\"\nsign_off = []\nreturned = []\n[header]\n";
  const auto sheet = [&](const std::string& columns) {
    return head + "[terms]\ng = [[\"一般\", \"general\"]]\nbad = [[\"一\", \"a\"], [\"一\", \"b\"]]\n[[report]]\nkey = \"k\"\nname = \"n\"\ntitle = \"t\"\ncolumns = [" + columns + "]\n";
  };
  struct Case {
    std::string text;
    const char* says;
  };
  const std::vector<Case> cases{
      {"id = ", "templates"},
      {"ID = \"t\"", "unknown key \"ID\""},
      {"sign_off = []", "the key \"id\" is missing"},
      {head, "the key \"report\" is missing"},
      {"id = 3", "expected text in quotes, found a whole number"},
      {"id = \"\"", "empty"},
      {sheet("{ key = \"a\" }"), "the key \"heading\" is missing"},
      {sheet("{ key = \"a\", heading = \"A\", colour = \"red\" }"), "a column has no \"colour\""},
      {sheet("{ key = \"a\", heading = \"A\", type = \"float\" }"), "no column type \"float\""},
      {sheet("{ key = \"a\", heading = \"A\", width = 0 }"), "1 to 255"},
      {sheet("{ key = \"a\", heading = \"A\", type = \"term\" }"), "names no terms"},
      {sheet("{ key = \"a\", heading = \"A\", terms = \"none\" }"), "no list of terms \"none\""},
      {sheet("{ key = \"a\", heading = \"A\", terms = \"bad\" }"), "already means \"a\""},
      {sheet("{ key = \"a\", heading = \"A\" }, { key = \"a\", heading = \"B\" }"), "a second column"},
      {head + "[[report]]\nkey = \"k\"\nname = \"a/b\"\ntitle = \"t\"\ncolumns = []", "a sheet name"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    try {
      Template::parse(c.text, "templates.toml");
      FAIL_CHECK("taken");
    } catch (const FormError& error) {
      CHECK(error.code() == bihuan::ErrorCode::bad_file);
      CHECK_THAT(error.what(), ContainsSubstring(c.says));
      CHECK(error.context().line > 0);
      CHECK(error.context().column > 0);
    }
  }
  CHECK(Template::parse(sheet("{ key = \"a\", heading = \"A\", type = \"term\", terms = \"g\" }"), "t").report.size() == 1);
}
