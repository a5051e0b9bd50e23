// Each malformed plan gets its own clear error, at its line and column.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "small.hpp"

#include <sstream>

using namespace bihuan;

namespace {

struct Case {
  const char* what;
  std::string text;
  ErrorCode code;
  const char* at;       ///< what stands at the line and column that the error names
  const char* english;  ///< part of the sentence
  const char* chinese;
};

/// What stands at a place of the text; columns count characters.
std::string at_place(const std::string& text, int line, int column) {
  std::istringstream in(text);
  std::string found;
  for (int i = 0; i < line; ++i) std::getline(in, found);
  std::size_t at = 0;
  for (int i = 1; i < column && at < found.size(); ++i) {
    ++at;
    while (at < found.size() && (static_cast<unsigned char>(found[at]) & 0xc0) == 0x80) ++at;
  }
  return found.substr(at);
}

const ErrorCode value = ErrorCode::plan_value;
const ErrorCode syntax = ErrorCode::plan_syntax;

std::vector<Case> cases() {
  using small::with;
  return {
      // not TOML
      {"a bare Chinese key", with("id = \"small\"", "编号 = \"small\""), syntax, "编号", "not TOML", "中文键名请加引号"},
      {"a bare Chinese table", with("[bodies]", "[外部门]"), syntax, "外部门", "not TOML", "不是正确的 TOML"},
      {"an open string", with("\"小行动\"", "\"小行动"), syntax, "", "not TOML", "不是正确的 TOML"},
      {"30 February", with("issued_on = 2021-03-01", "issued_on = 2021-02-30"), syntax, "", "not TOML", "不是正确的 TOML"},
      {"a key twice", with("number = ", "title = \"又一个\"\nnumber = "), syntax, "", "not TOML", "不是正确的 TOML"},
      {"a unit id twice", with("b = { name = \"乙科\" }", "a = { name = \"乙科\" }"), syntax, "", "not TOML", "不是正确的 TOML"},
      // keys
      {"a key that is nearly right", with("leading = [\"甲科\"]", "leadng = [\"甲科\"]"), value, "leadng",
       "task 1.1 has no key 'leadng'; did you mean 'leading'?", "没有键 leadng，是否为 leading？"},
      {"a required key misspelt", with("title = \"小题一\"", "titel = \"小题一\""), value, "titel", "did you mean 'title'?", "是否为 title？"},
      {"a key that is like no other", with("id = \"1.2\"", "id = \"1.2\"\ncolour = \"red\""), value, "colour",
       "has no key 'colour'; keys: cooperating, id,", "可用的键：cooperating、id、"},
      {"an unknown section", with("[[filing]]", "[[filling]]"), value, "", "the plan has no key 'filling'; did you mean 'filing'?", "是否为 filing？"},
      {"a missing key", with("campaign = \"小行动\"\n", ""), value, "[notice]", "notice: the key 'campaign' is missing", "缺少键 campaign"},
      {"no notice", with("[notice]\n", "[remark]\n"), value, "", "the key 'notice' is missing", "缺少键 notice"},
      {"an empty file", "", value, "", "the key 'notice' is missing", "缺少键 notice"},
      // kinds of values
      {"a number for a text", with("title = \"小方案\"", "title = 7"), value, "7", "notice: 'title' must be a text in quotes, not a whole number",
       "title 应为引号中的文字，而不是整数"},
      {"a text for a day", with("issued_on = 2021-03-01", "issued_on = \"2021-03-01\""), value, "\"2021-03-01\"",
       "'issued_on' must be a day without quotes", "issued_on 应为不加引号的日期"},
      {"a time for a day", with("issued_on = 2021-03-01", "issued_on = 2021-03-01T08:00:00Z"), value, "2021-03-01T08", "must be a day", "应为不加引号的日期"},
      {"a day before the calendar", with("issued_on = 2021-03-01", "issued_on = 0001-03-01"), value, "0001-03-01", "issued_on", "issued_on"},
      {"a text for a list", with("addressees = [\"甲科\", \"乙科\"]", "addressees = \"甲科\""), value, "\"甲科\"", "must be a list of texts", "应为文字列表"},
      {"a number in a list", with("[\"甲科\", \"乙科\"]", "[\"甲科\", 2]"), value, "2]", "must be a text in quotes", "应为引号中的文字"},
      {"a name twice in a list", with("[\"甲科\", \"乙科\"]", "[\"甲科\", \"甲科\"]"), value, "\"甲科\"]", "names \"甲科\" twice", "“甲科”重复"},
      {"a blank text", with("\"小题一\"", "\"  \""), value, "\"  \"", "'title' is empty", "title 为空"},
      {"a unit that is a text", with("a = { name = \"甲科\" }", "a = \"甲科\""), value, "\"甲科\"", "units a must be a table", "应为一张表"},
      {"a single table for a list of tables", with("[[term]]", "[term]"), value, "[term]", "must be a list of tables: [[term]]", "写作 [[term]]"},
      {"a text for units", with("[units]\nbureau = { name = \"甲局\" }\na = { name = \"甲科\" }\nb = { name = \"乙科\" }\n", "").insert(0, "units = \"x\"\n"), value,
       "\"x\"", "'units' must be a table: [units]", "写作 [units]"},
      {"a text for true or false", with("answers_for_unit = true", "answers_for_unit = \"yes\""), value, "\"yes\"", "must be true or false", "true 或 false"},
      {"a fraction for a count", with("of = [\"甲局\"]", "of = [\"甲局\"]\ncount = 1.5"), value, "1.5", "must be a whole number", "整数"},
      // words
      {"an unknown kind of period", with("every = \"month\"", "every = \"fortnight\""), value, "\"fortnight\"",
       "'every' may be week, month, quarter, half_year, year; not \"fortnight\"", "every 可为 week、month"},
      {"an unknown roll", with("roll = \"none\"", "roll = \"up\""), value, "\"up\"", "'roll' may be none, backward, forward", "roll 可为"},
      {"an unknown origin", with("origin = \"printed\"", "origin = \"guessed\""), value, "\"guessed\"", "'origin' may be printed, inferred, assumed", "origin 可为"},
      {"an unknown role", with("ladder = ", "laddre = "), value, "laddre", "[roles] has no key 'laddre'; did you mean 'ladder'?", "是否为 ladder？"},
      {"an unknown form", with("forms = [\"hazards\"]", "forms = [\"hazard\"]"), value, "[[filing]]", "'forms' may name hazards, measures, progress, summary", "forms 可为"},
      {"a bad zone", with("\"+08:00\"", "\"Asia/Shanghai\""), value, "[notice]", "'zone' must be an offset such as \"+08:00\"", "zone 应为时差"},
      // ids
      {"an id that is no id", with("id = \"1.1\"", "id = \"一\""), value, "\"一\"", "must be an id of ASCII letters", "应为由英文字母"},
      {"a unit id that is no id", with("a = { name", "\"甲\" = { name"), value, "\"甲\"", "must be an id of ASCII letters", "应为由英文字母"},
      {"an actor's mark in an id", with("id = \"1.1\"", "id = \"1@1\""), value, "\"1@1\"", "must be an id", "应为由英文字母"},
      {"a task twice", with("id = \"1.2\"", "id = \"1.1\""), value, "[[task]]", "task 1.1 stands here a second time; the first is on line 43", "重复，第一次出现在第43行"},
      {"a filing twice", small::plan_text() + small::plan_text().substr(small::plan_text().find("[[filing]]"), small::plan_text().find("[roles]") - small::plan_text().find("[[filing]]")),
       value, "[[filing]]", "filing monthly stands here a second time", "重复"},
      {"a body with a unit's id", with("fire = { name", "a = { name"), value, "{ name", "a unit has the id a already", "代号 a 已用于单位"},
      {"an alias twice", with("[posts]", "[[alias]]\nname = \"甲\"\nunit = \"a\"\n[[alias]]\nname = \"甲\"\nunit = \"甲科\"\n[posts]"), value, "[[alias]]",
       "alias 甲 of a stands here a second time", "重复"},
      {"two posts that answer", with("staff = { name = \"科员\" }", "staff = { name = \"科员\", answers_for_unit = true }"), value, "{ name = \"科员\"",
       "post head answers for a unit already", "只能有一个职务"},
      // days and spans
      {"a span that ends before it begins", with("span = { first = 2021-04-01, last = 2021-06-30 }", "span = { first = 2021-07-01, last = 2021-06-30 }"), value,
       "{ first", "phase two: span: it ends on 2021-06-30, before it begins on 2021-07-01", "止日 2021-06-30 早于起日 2021-07-01"},
      {"a span without an end", with("span = { first = 2021-04-01, last = 2021-06-30 }", "span = { first = 2021-04-01 }"), value, "{ first", "the key 'last' is missing", "缺少键 last"},
      {"a campaign of a century", with("span = { first = 2021-03-01, last = 2021-06-30 }", "span = { first = 2021-03-01, last = 2121-06-30 }"), value, "[notice]",
       "30 years at most", "最长不超过30年"},
      {"a day that some month does not have", with("day = 8", "day = 31"), value, "[[filing]]", "filing monthly", "filing monthly"},
      {"day 32", with("day = 8", "day = 32"), value, "32", "'day' must be from 1 to 31, not 32", "day 应为 1 至 31 的整数"},
      {"a word for a day", with("day = \"last\"", "day = \"first\""), value, "\"first\"", "'day' may be last; not \"first\"", "day 可为 last"},
      {"months after in a weekly filing", with("every = \"month\"", "every = \"week\""), value, "months_after", "has no key 'months_after'", "没有键 months_after"},
      {"a unit that ends before it begins", with("a = { name = \"甲科\" }", "a = { name = \"甲科\", first = 2021-05-01, last = 2021-04-01 }"), value, "{ name = \"甲科\"",
       "it ends on 2021-04-01, before it begins on 2021-05-01", "早于起日"},
      // what belongs together
      {"a term open and with members", with("origin = \"printed\"", "open = true"), value, "[[term]]", "a term has either 'members' or 'open = true'", "二者取一"},
      {"a term without members", with("members = [\"a\", \"b\"]\n", ""), value, "[[term]]", "a term has either 'members' or 'open = true'", "二者取一"},
      // limits, ladder, classes, demands
      {"a rule twice", with("id = \"order_again\"", "id = \"order\""), value, "[[rule]]", "rule order stands here a second time", "重复"},
      {"a rule for nothing", with("limit = \"begin\"\n", ""), value, "[[rule]]", "rule begin: the key 'limit' is missing", "缺少键 limit"},
      {"an act of no ladder", with("\"interview\"", "\"scold\""), value, "\"scold\"", "ladder 2: 'act' may be remind, interview, report_up; not \"scold\"", "act 可为 remind"},
      {"an unknown condition of a rung", with("when = \"overdue\"\ndays = 6", "when = \"late\"\ndays = 6"), value, "\"late\"", "'when' may be overdue, silent, graded", "when 可为"},
      {"a rung without days", with("days = 6\n", ""), value, "[[ladder]]", "ladder 2: the key 'days' is missing", "缺少键 days"},
      {"a class twice", small::plan_text() + "[[problem_class]]\nid = \"both\"\ntitle = \"又一类\"\n", value, "[[problem_class]]", "problem_class both stands here a second time", "重复"},
      {"an unknown kind of demand", with("[\"动手\"]", "[{ text = \"动手\", kind = \"party\" }]"), value, "\"party\"", "demand one.1: 'kind' may be arrangement, study", "kind 可为"},
      {"a demand without a text", with("[\"动手\"]", "[{ kind = \"study\" }]"), value, "{ kind", "the key 'text' is missing", "缺少键 text"},
      {"a demand twice", with("[\"动手\"]", "[\"动手\", { text = \"动手\", kind = \"study\" }]"), value, "\"动手\", kind", "names \"动手\" twice", "“动手”重复"},
      {"an origin without a kind", with("[\"动手\"]", "[{ text = \"动手\", origin = \"assumed\" }]"), value, "origin", "demand one.1 has no key 'origin'", "没有键 origin"},
      {"a rank of nobody", with("of = [\"甲局\"]", "of = []"), value, "[[group.rank]]", "'of' names no unit", "of 未写单位"},
  };
}

}  // namespace

TEST_CASE("每份写错的方案都得到自己的错误，指明行列", "[plan]") {
  for (const Case& one : cases()) {
    DYNAMIC_SECTION(one.what) {
      try {
        small::parse(one.text);
        FAIL("it was read without an error");
      } catch (const PlanError& error) {
        CAPTURE(error.what(), error.chinese());
        CHECK(error.code() == one.code);
        const std::string place = "small.toml:" + std::to_string(error.context().line) + ":" + std::to_string(error.context().column) + ": ";
        CHECK(std::string(error.what()).substr(0, place.size()) == place);
        CHECK(std::string(error.what()).find(one.english) != std::string::npos);
        CHECK(error.chinese().find(one.chinese) != std::string::npos);
        CHECK(error.chinese().find("第" + std::to_string(error.context().line) + "行") != std::string::npos);
        CHECK(error.context().file == "small.toml");
        CHECK(error.context().line >= 1);
        const std::string stands = at_place(one.text, error.context().line, error.context().column);
        CHECK(stands.substr(0, std::string(one.at).size()) == one.at);
      }
    }
  }
}

TEST_CASE("没有的方案文件说明是哪个文件", "[plan]") {
  try {
    Plan::load("no/such/plan.toml");
    FAIL("it was read");
  } catch (const PlanError& error) {
    CHECK(error.code() == ErrorCode::bad_file);
    CHECK(std::string(error.what()) == "plan file no/such/plan.toml does not exist");
    CHECK(error.chinese() == "方案文件 no/such/plan.toml 不存在");
  }
  CHECK_THROWS_AS(Plan::load("/"), PlanError);
}

TEST_CASE("有 BOM 和 CRLF 的方案照样能读，文本原样保存", "[plan]") {
  std::string text = "\xEF\xBB\xBF";
  for (const char c : small::plan_text()) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Plan plan = small::parse(text);
  CHECK(plan.tasks.size() == 3);
  CHECK(plan.text == text);
  CHECK(plan.notice.title == "小方案");
}
