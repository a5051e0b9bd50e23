// Limits as dated data: the law row by row, the choice by the day of the event, and rule files that are no rule files.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "small.hpp"

#include <algorithm>
#include <set>

using namespace bihuan;

namespace {

Day day(const char* text) { return Day::parse(text); }

const Rulebook& law() {
  static const Rulebook shipped = Rulebook::law();
  return shipped;
}

struct LawRow {
  const char* id;
  Limit limit;
  int days;
  Counting counting;
  const char* first;  ///< first day in force
  const char* article;
};

constexpr Counting working = Counting::working_days;
constexpr Counting calendar = Counting::calendar_days;

/// The rows of the trade's table of limits that are counted in days, each with the day from which it may be used.
const LawRow law_rows[] = {
    {"M57-29", Limit::review, 10, working, "2022-07-01", "第二十九条"},
    {"QZ-25", Limit::seal, 30, calendar, "2012-01-01", "第二十五条"},
    {"CF-60", Limit::decide_case, 90, calendar, "2021-07-15", "第六十条"},
    {"AQF-113-1", Limit::propose_closure, 180, calendar, "2021-09-01", "第一百一十三条"},
    {"AQF-113-2", Limit::propose_closure, 365, calendar, "2021-09-01", "第一百一十三条"},
    {"CF-56", Limit::none, 7, working, "2021-07-15", "第五十六条"},
    {"CF-61", Limit::none, 7, working, "2021-07-15", "第六十一条"},
    {"CF-64-1", Limit::none, 5, working, "2021-07-15", "第六十四条"},
    {"CF-64-2", Limit::none, 7, working, "2021-07-15", "第六十四条"},
    {"CF-67", Limit::none, 15, calendar, "2021-07-15", "第六十七条"},
    {"AQF-78", Limit::none, 7, working, "2021-09-01", "第七十八条"},
    {"M45-9", Limit::none, 20, working, "2021-09-01", "第九条"},
    {"M45-10-1", Limit::none, 10, working, "2021-09-01", "第十条"},
    {"M45-10-2", Limit::none, 10, working, "2021-09-01", "第十条"},
    {"M45-11", Limit::none, 3, working, "2021-09-01", "第十一条"},
    {"QX-6", Limit::none, 20, working, "2014-10-01", "第六条"},
    {"QX-10", Limit::none, 20, working, "2014-10-01", "第十条"},
    {"XXGK-26", Limit::none, 20, working, "2019-05-15", "第二十六条"},
};

Rulebook book(const std::string& text) { return Rulebook::parse(text, "rules.toml"); }

const std::string one_rule = R"([[rule]]
id = "R-1"
title = "复查"
limit = "review"
days = 5
counting = "working_days"
source = "某规定第一条"
)";

/// The one rule with a passage replaced.
std::string changed(const std::string& passage, const std::string& by) {
  std::string text = one_rule;
  return text.replace(text.find(passage), passage.size(), by);
}

}  // namespace

TEST_CASE("随库法律的每一条：天数、计法、施行之日和条款", "[plan][rules]") {
  CHECK(law().rules().size() == std::size(law_rows));
  for (const LawRow& row : law_rows) {
    CAPTURE(row.id);
    const Rule& rule = law().rule(row.id);
    CHECK(rule.limit == row.limit);
    CHECK(rule.term.days == row.days);
    CHECK(rule.term.counting == row.counting);
    CHECK_FALSE(rule.term.counts_start_day);
    CHECK(rule.term.roll == Roll::none);
    CHECK(rule.is_law);
    REQUIRE(rule.term.valid.first);
    CHECK(*rule.term.valid.first == day(row.first));
    CHECK_FALSE(rule.term.valid.last);
    CHECK(rule.term.source.find(row.article) != std::string::npos);
    CHECK(rule.term.source.find("起施行") != std::string::npos);
    CHECK_THROWS_AS(resolve(rule.term, day(row.first) - 1, Calendar::china()), TimeError);
  }
}

TEST_CASE("以月、年计的公示期和按日历日期的报送不是按日计的规定；后者用报告期的日子算", "[plan][rules]") {
  CHECK(law().find_id("M45-13") == nullptr);  // three months, three years
  struct Row { const char* what; PeriodDay due; const char* period; const char* day; };
  const Row rows[] = {
      {"隐患统计季报，下季首月15日前", {1, 15}, "2021-Q1", "2021-04-15"}, {"隐患统计季报", {1, 15}, "2021-Q4", "2022-01-15"},
      {"隐患统计年报，次年1月31日前", {1, 31}, "2021", "2022-01-31"},     {"企业年报，次年6月30日前", {6, 30}, "2021", "2022-06-30"},
      {"两清单一进展，次月1日前", {1, 1}, "2022-01", "2022-02-01"},       {"年度工作小结，12月10日前", {0, 10}, "2022", "2022-12-10"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(row.due.of(Period::parse(row.period)) == day(row.day));
  }
}

TEST_CASE("重大隐患的提请关闭：一百八十日内三次，一年内四次", "[plan][rules]") {
  const Rule& three = law().rule("AQF-113-1");
  const Rule& four = law().rule("AQF-113-2");
  CHECK((three.count == 3 && three.term.days == 180));
  CHECK((four.count == 4 && four.term.days == 365));
  for (const Rule* rule : {&three, &four}) CHECK(rule->grade == Grade::major);
  CHECK(law().find(Limit::propose_closure, day("2022-01-01"), Grade::major) == &three);
  CHECK(law().find(Limit::propose_closure, day("2022-01-01"), Grade::general) == nullptr);
  CHECK(law().find(Limit::propose_closure, day("2021-08-31"), Grade::major) == nullptr);
}

TEST_CASE("安全生产法修正的施行日所据文本未载，标为推定；其余照印", "[plan][rules]") {
  for (const Rule& rule : law().rules()) {
    CAPTURE(rule.term.id);
    const bool inferred = rule.term.id.rfind("AQF", 0) == 0 || rule.term.id == "XXGK-26" || rule.term.id == "QZ-25";
    CHECK(rule.origin == (inferred ? Origin::inferred : Origin::printed));
  }
}

TEST_CASE("真实规定算出的到期日", "[plan][rules]") {
  struct Row { const char* id; const char* from; const char* due; };
  const Row rows[] = {
      {"M45-10-1", "2021-09-15", "2021-09-29"},  // over the Mid-Autumn holiday and a make-up Saturday
      {"M45-10-2", "2022-01-20", "2022-02-08"},  // over the Spring Festival
      {"M45-9", "2021-09-10", "2021-10-14"},     // over two holidays
      {"AQF-78", "2022-04-28", "2022-05-11"},    // over the First of May
      {"CF-61", "2022-04-28", "2022-05-11"},
      {"QX-6", "2021-09-10", "2021-10-14"},
      {"M57-29", "2022-07-01", "2022-07-15"},
      {"QZ-25", "2021-12-31", "2022-01-30"},
      {"CF-67", "2021-07-15", "2021-07-30"},
      {"CF-60", "2021-07-15", "2021-10-13"},
  };
  const Calendar china = Calendar::china();
  for (const Row& row : rows) {
    CAPTURE(row.id);
    CHECK(resolve(law().rule(row.id).term, day(row.from), china).due_on == day(row.due));
  }
  // Ten working days after 23 September 2020: before the law, by the campaign's own rule.
  const Plan seed = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  const Rulebook rules = law().with(seed.rules);
  const Deadline review = resolve(rules.find(Limit::review, day("2020-09-23"))->term, day("2020-09-23"), china);
  CHECK(review.due_on == day("2020-10-13"));
  CHECK(review.explanation().find("本方案假定（总局令第57号施行前没有法定期限）") != std::string::npos);
  CHECK(review.explanation().find("起算日不计") != std::string::npos);
}

TEST_CASE("复查期限按事项发生之日选用：2022年6月30日从方案，7月1日起从法律", "[plan][rules]") {
  CHECK(law().find(Limit::review, day("2022-06-30")) == nullptr);
  CHECK(law().find(Limit::review, day("2022-07-01"))->term.id == "M57-29");
  const Plan seed = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  const Rulebook rules = law().with(seed.rules);
  const Rule* before = rules.find(Limit::review, day("2022-06-30"));
  REQUIRE(before != nullptr);
  CHECK_FALSE(before->is_law);
  CHECK(before->origin == Origin::assumed);
  CHECK(rules.find(Limit::review, day("2022-07-01"))->is_law);
}

TEST_CASE("法律先于方案，限于本等级的先用，其次后施行的先用，只限一级的不用于别级", "[plan][rules]") {
  const Rulebook two = book(one_rule + changed("\"R-1\"", "\"R-2\"") + changed("\"R-1\"", "\"R-3\"").append("grade = \"major\"\n"));
  CHECK(two.find(Limit::review, day("2021-01-01"), Grade::major)->term.id == "R-3");  // the one for majors
  CHECK(two.find(Limit::review, day("2021-01-01"), Grade::general)->term.id == "R-1");
  CHECK(two.find(Limit::close, day("2021-01-01")) == nullptr);
  const Rulebook major = book(changed("days = 5", "days = 5\ngrade = \"major\""));
  CHECK(major.find(Limit::review, day("2021-01-01"), Grade::major) != nullptr);
  CHECK(major.find(Limit::review, day("2021-01-01"), Grade::general) == nullptr);
  CHECK(major.find(Limit::review, day("2021-01-01")) == nullptr);
  Rule own = two.rules().front();
  own.is_law = false;
  own.term.id = "own";
  const Rulebook both = Rulebook::none().with({own}).with(two.rules());
  CHECK(both.find(Limit::review, day("2021-01-01"))->term.id == "R-1");
  CHECK(both.rules().back().term.id == "own");
}

TEST_CASE("换一份规定文件，不改程序，期限就不同", "[plan][rules]") {
  const Calendar china = Calendar::china();
  const Rulebook other = book(changed("days = 5\ncounting = \"working_days\"", "days = 7\ncounting = \"calendar_days\"\nroll = \"forward\"\nfirst = 2022-07-01"));
  const Day reported = day("2022-07-03");
  CHECK(resolve(law().find(Limit::review, reported)->term, reported, china).due_on == day("2022-07-15"));
  CHECK(resolve(other.find(Limit::review, reported)->term, reported, china).due_on == day("2022-07-11"));
  CHECK(other.text() != law().text());
  CHECK(book(one_rule).text() == book(one_rule).text());
}

TEST_CASE("没有的规定指出相近的代号", "[plan][rules]") {
  try {
    law().rule("M57-92");
    FAIL("there is no such rule");
  } catch (const PlanError& error) {
    CHECK(error.code() == ErrorCode::unknown_name);
    CHECK(std::string(error.what()).find("M57-29") != std::string::npos);
    CHECK(error.chinese().find("相近的有：M57-29") != std::string::npos);
  }
}

TEST_CASE("写错的规定文件指明行列", "[plan][rules]") {
  struct Case { const char* what; std::string text; int line; int column; const char* english; };
  const Case cases[] = {
      {"an unknown limit", changed("\"review\"", "\"revue\""), 4, 9, "'limit' may be grade, order"},
      {"an unknown counting", changed("\"working_days\"", "\"days\""), 6, 12, "'counting' may be calendar_days, working_days"},
      {"no days", changed("days = 5\n", ""), 1, 1, "the key 'days' is missing"},
      {"days that are a text", changed("days = 5", "days = \"5\""), 5, 8, "must be a whole number"},
      {"no day at all", changed("days = 5", "days = 0"), 5, 8, "must be from 1 to 3660, not 0"},
      {"a misspelt key", changed("source", "sorce"), 7, 1, "did you mean 'source'?"},
      {"a key of no rule", one_rule + "colour = \"red\"\n", 8, 1, "rule R-1 has no key 'colour'"},
      {"a rule twice", one_rule + one_rule, 8, 1, "it stands here a second time; the first is on line 1"},
      {"a law that ends before it begins", one_rule + "first = 2022-01-02\nlast = 2022-01-01\n", 1, 1, "it ends on 2022-01-01"},
      {"a number of penalties where none is counted", one_rule + "count = 3\n", 8, 9, "'count' must be from 0 to 0, not 3"},
      {"a closure without a number", changed("\"review\"", "\"propose_closure\""), 1, 1, "the key 'count' is missing"},
      {"an unknown grade", one_rule + "grade = \"grave\"\n", 8, 9, "'grade' may be general, major"},
      {"another section", one_rule + "[plan]\n", 8, 2, "the rule file has no key 'plan'"},
  };
  for (const Case& one : cases) {
    DYNAMIC_SECTION(one.what) {
      try {
        book(one.text);
        FAIL("it was read without an error");
      } catch (const PlanError& error) {
        CAPTURE(error.what(), error.chinese());
        CHECK(error.code() == ErrorCode::plan_value);
        CHECK(error.context().line == one.line);
        CHECK(error.context().column == one.column);
        CHECK(error.context().file == "rules.toml");
        CHECK(std::string(error.what()).find(one.english) != std::string::npos);
        CHECK(error.chinese().find("第" + std::to_string(one.line) + "行") != std::string::npos);
      }
    }
  }
  try {
    book("[[rule]\n");
    FAIL("it was read without an error");
  } catch (const PlanError& error) {
    CHECK(error.code() == ErrorCode::plan_syntax);
    CHECK(error.context().line == 1);
  }
  CHECK_THROWS_AS(Rulebook::load("no/such/rules.toml"), PlanError);
}

TEST_CASE("方案自带的期限、阶梯、类别和要求的种类都读进来", "[plan][rules]") {
  const Plan seed = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  CHECK(seed.rules.size() == 8);
  for (const Rule& rule : seed.rules) CHECK((!rule.is_law && rule.origin == Origin::assumed));
  REQUIRE(seed.ladder.size() == 6);
  CHECK(seed.ladder.front().act == "remind");
  CHECK(seed.ladder.back().act == "report_up");
  CHECK(seed.ladder.back().when == Rung::When::graded);
  CHECK(seed.ladder.back().grade == Grade::major);
  CHECK(seed.ladder.back().to == "区委区政府");
  std::set<std::string> classed;
  for (const ProblemClass& one : seed.problem_classes) {
    CHECK(one.origin == Origin::assumed);
    for (const std::string& task : one.tasks) CHECK(classed.insert(task).second);
  }
  for (const Task& task : seed.tasks) {
    if (task.is_leaf) CHECK(classed.count(task.id.text()) == 1);
  }
  std::set<DemandKind> kinds;
  for (const Phase& phase : seed.phases) {
    for (const Demand& demand : phase.demands) kinds.insert(demand.kind);
  }
  CHECK(kinds.size() == demand_kind_names.size());
  const Plan second = Plan::load(BIHUAN_SOURCE_DIR "/examples/yunting-2024/plan.toml");
  const Rulebook mine = law().with(second.rules);
  CHECK(mine.find(Limit::close, day("2024-06-03"), Grade::major)->term.days == 10);
  CHECK(mine.find(Limit::close, day("2024-06-03"), Grade::general)->term.days == 5);
  CHECK(mine.find(Limit::review, day("2024-06-03"), Grade::general)->is_law);
}

TEST_CASE("只写文字的要求算作安排部署，且是假定；写明种类的照写", "[plan][rules]") {
  const Plan plain = small::parse(small::plan_text());
  const Demand& bare = plain.phases[0].demands[0];
  CHECK((bare.id == "one.1" && bare.text == "动手"));
  CHECK((bare.kind == DemandKind::arrangement && bare.kind_origin == Origin::assumed));
  const Plan typed = small::parse(small::with("[\"动手\"]", "[\"动手\", { text = \"开会\", kind = \"study\", place = \"二\" }, { text = \"查\", kind = \"screening\", origin = \"inferred\" }]"));
  const std::vector<Demand>& demands = typed.phases[0].demands;
  REQUIRE(demands.size() == 3);
  CHECK((demands[1].id == "one.2" && demands[1].kind == DemandKind::study && demands[1].kind_origin == Origin::printed && demands[1].place == "二"));
  CHECK((demands[2].id == "one.3" && demands[2].kind_origin == Origin::inferred));
  REQUIRE(typed.unprinted.size() == 1);
  CHECK(typed.unprinted[0].what == "demand one.3");
}

TEST_CASE("每个期限和每种要求都有中文", "[plan][rules]") {
  std::set<std::string> words;
  for (std::size_t i = 0; i < limit_names.size(); ++i) words.insert(chinese(static_cast<Limit>(i)));
  CHECK(words.size() == limit_names.size());
  CHECK(chinese(Limit::decide_extension) == "审批延期");
  words.clear();
  for (std::size_t i = 0; i < demand_kind_names.size(); ++i) words.insert(chinese(static_cast<DemandKind>(i)));
  CHECK(words.size() == demand_kind_names.size());
  CHECK(chinese(DemandKind::study_meeting) == "专题研讨会");
}
