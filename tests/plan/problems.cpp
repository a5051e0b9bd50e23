// Every kind of problem, raised once by one change to a plan that has none.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "small.hpp"

using namespace bihuan;

namespace {

struct Case {
  std::string code;
  Severity severity;
  std::string passage, by;
  std::string place;
  std::string sentence;  ///< part of it
};

const auto warning = Severity::warning;
const auto error = Severity::error;

std::vector<Case> cases() {
  return {
      {"leaf_without_leading_unit", warning, "leading = [\"甲科\"]\n", "", "task 1.1", "没有牵头部门，责任部门为乙科"},
      {"leading_unit_alone", warning, "responsible = [\"乙科\"]", "responsible = [\"甲科\"]", "task 1.1", "“甲科”同时是唯一的责任部门"},
      {"unknown_name", error, "responsible = [\"乙科\"]", "responsible = [\"乙棵\"]", "task 1.1", "没有名为“乙棵”的单位、简称或统称；相近的有：乙科"},
      {"unknown_name", error, "recipient = \"甲科\"", "recipient = \"丁办\"", "filing monthly", "没有名为“丁办”的单位、简称或统称；用于报送 monthly"},
      {"unknown_name", error, "issuer = \"甲局\"", "issuer = \"某市人民政府\"", "notice", "没有名为“某市人民政府”"},
      {"unknown_name", error, "office = \"甲科\"", "office = \"戊办\"", "group", "没有名为“戊办”"},
      {"unknown_name", error, "b = { name = \"乙科\" }", "b = { name = \"乙科\", last = 2021-04-30 }", "notice", "“乙科”在2021年5月1日不指任何单位（自2021年5月1日起）"},
      {"ambiguous_name", error, "[posts]", "[[alias]]\nname = \"甲科\"\nunit = \"b\"\n[posts]", "notice", "“甲科”可指多个单位：甲科、乙科"},
      {"unknown_reference", error, "posts = [\"head\"] }\norderer", "posts = [\"haed\"] }\norderer", "role approver", "职务 haed 在方案中没有定义"},
      {"unknown_reference", error, "post = \"director\"", "post = \"chief\"", "group", "职务 chief 在方案中没有定义"},
      {"unknown_reference", error, "members = [\"a\", \"b\"]", "members = [\"a\", \"b\", \"x\"]", "term 各科", "单位 x 在方案中没有定义"},
      {"unknown_reference", error, "[posts]", "[[alias]]\nname = \"丁\"\nunit = \"x\"\n[posts]", "alias 丁", "单位 x 在方案中没有定义"},
      {"unknown_reference", error, "id = \"1.2\"", "id = \"2.2\"", "task 2.2", "上级任务 2 在方案中没有定义"},
      {"unknown_reference", error, ", answers_for_unit = true", "", "posts", "answers_for_unit"},
      {"alias_used", warning, "responsible = [\"乙科\"]", "responsible = [\"乙\"]\n[[alias]]\nname = \"乙\"\nunit = \"b\"\norigin = \"inferred\"", "alias 乙",
       "“乙”是“乙科”的简称（推定），用于任务 1.1"},
      {"term_open", warning, "cooperating = [\"丙队\"]", "cooperating = [\"有关方面\"]\n[[term]]\nname = \"有关方面\"\nopen = true", "term 有关方面", "没有列明成员，用于任务 1.2"},
      {"term_assumed", warning, "origin = \"printed\"", "origin = \"assumed\"", "term 各科", "的 2 个成员为假定，用于任务 1.2、阶段 one、报送 monthly"},
      {"term_assumed", warning, "origin = \"printed\"\n", "", "term 各科", "成员为假定"},
      {"responsible_without_filing", warning, "filers = [\"各科\"]", "filers = [\"甲科\"]", "name 乙科", "“乙科”承担 2 项任务，但没有报送任务"},
      {"filing_without_responsibility", warning, "filers = [\"各科\"]", "filers = [\"各科\", \"甲局\"]", "unit bureau", "“甲局”有报送任务，但不牵头也不承担任何工作任务"},
      {"text_annex_differ", warning, "title = \"大题\"", "title = \"大题\"\n[[task.variant]]\nwhat = \"标题\"\ntext = \"重点\"\nannex = \"重要\"", "task 1",
       "任务 1 的标题正文与附件不一致：正文为“重点”，附件为“重要”"},
      {"phases_overlap", warning, "{ first = 2021-04-01, last = 2021-06-30 }", "{ first = 2021-03-30, last = 2021-06-30 }", "phase two",
       "“起”与“承”重叠：2021年3月30日至2021年3月31日"},
      {"outside_campaign", warning, "{ first = 2021-04-01, last = 2021-06-30 }", "{ first = 2021-04-01, last = 2021-07-01 }", "phase two", "超出行动起止日"},
      {"outside_campaign", warning, "forms = [\"hazards\"]", "forms = [\"hazards\"]\nspan = { first = 2021-03-01, last = 2021-07-31 }", "filing monthly 2021-07",
       "报告期2021年7月不在行动期间"},
      {"due_on_non_working_day", warning, "day = 8", "day = 9", "filing monthly 2021-04",
       "期限2021-05-09（星期日）不是工作日（周末）；前一工作日为2021-05-08（星期六，调休上班），后一工作日为2021-05-10（星期一）"},
      {"due_before_cutoff", warning, "{ months_after = 1, day = 8 }", "{ months_after = 0, day = 25 }", "filing monthly 2021-03", "期限2021-03-25（星期四），早于统计截止日2021-03-31"},
      {"calendar_missing", warning, "{ first = 2021-04-01, last = 2021-06-30 }", "{ first = 2021-04-01, last = 2021-06-30 }\n[[filing]]\nid = \"far\"\ntitle = \"远\"\n"
       "filers = [\"各科\"]\nrecipient = \"甲科\"\nevery = \"quarter\"\ndue = { months_after = 23, day = 9 }\ncutoff = { day = \"last\" }\nroll = \"none\"", "calendar 2023",
       "没有2023年的工作日历"},
      {"role_without_posts", warning, "lister = { posts = [\"head\"] }\ndelister", "delister", "role lister", "（lister）没有职务可以担任"},
      {"role_without_posts", warning, "checker = { posts = [\"head\"] }", "checker = { posts = [] }", "role checker", "没有职务可以担任"},
      // limits, ladder, classes
      {"limit_missing", warning, "limit = \"close\"", "limit = \"close\"\nfirst = 2021-03-10\nlast = 2021-06-20", "limit close",
       "期限“销号”（close）法律和方案都没有规定：2021年3月1日至2021年3月9日、2021年6月21日至2021年6月30日；"},
      {"limit_missing", warning, "limit = \"review\"", "limit = \"review\"\ngrade = \"major\"", "limit review", "都没有规定：一般隐患2021年3月1日至2021年6月30日；"},
      {"limit_missing", warning, "limit = \"treatment\"", "limit = \"treatment\"\ngrade = \"general\"", "limit treatment", "定治理方案"},
      {"duplicate_rule", error, "id = \"review\"", "id = \"M57-29\"", "rule M57-29", "与法律规定的代号重复：整改报告复查（特种设备安全监督检查办法"},
      {"unknown_name", error, "to = \"丙队\"", "to = \"区政府\"", "ladder 3", "没有名为“区政府”的单位、简称或统称；用于督办阶梯 3"},
      {"ambiguous_name", error, "to = \"丙队\"", "to = \"各科\"", "ladder 3", "指向统称“各科”；请写一个单位或部门"},
      {"ladder_out_of_order", warning, "step = 2", "step = 4", "ladder 3", "级次为 3，却排在第 4 级之后"},
      {"ladder_out_of_order", warning, "days = 6", "days = 1", "ladder 2", "（第 2 级，1 日）并不晚于督办阶梯第1项“第1级”（第 1 级，1 日）"},
      {"unknown_reference", error, "tasks = [\"1.1\", \"1.2\"]", "tasks = [\"1.1\", \"1.9\"]", "problem_class both", "问题类别“大类”的任务 1.9 在方案中没有定义"},
      {"unknown_reference", error, "tasks = [\"1.1\", \"1.2\"]", "tasks = [\"1\"]", "problem_class both", "任务 1 不是具体任务"},
      // what the chart is made of
      {"unknown_name", error, "a = { name = \"甲科\" }", "a = { name = \"甲科\", belongs_to = \"申局\" }", "unit a", "没有名为“申局”的单位、简称或统称；相近的有：甲局；用于单位 a"},
      {"unknown_name", error, "[[phase]]\nid = \"one\"", "[[territory]]\nid = \"east\"\nname = \"东街\"\nsupervised_by = [\"乙棵\"]\n[[phase]]\nid = \"one\"", "territory east",
       "没有名为“乙棵”的单位、简称或统称；相近的有：乙科；用于属地 east"},
      {"unknown_reference", error, "[[phase]]\nid = \"one\"", "[[device_kind]]\nname = \"锅\"\ntasks = [\"1.1\", \"1.9\"]\n[[phase]]\nid = \"one\"", "device_kind 锅",
       "任务 1.9 在方案中没有定义"},
  };
}

/// Only what was published by the end of 2021.
Calendar known_then() { return Calendar::china().as_published_on(Day::of(2021, 12, 31)); }

}  // namespace

TEST_CASE("没有问题的方案不报问题", "[plan]") {
  const Plan plan = small::parse(small::plan_text());
  for (const Problem& problem : plan.problems(known_then())) UNSCOPED_INFO(problem.code << " " << problem.sentence);
  CHECK(plan.problems(known_then()).empty());
  CHECK(plan.unprinted.empty());
}

TEST_CASE("每一类问题都能查出，有代码、轻重、位置和一句话", "[plan]") {
  for (const Case& one : cases()) {
    DYNAMIC_SECTION(one.code << " " << one.place) {
      const Plan plan = small::parse(small::with(one.passage, one.by));
      const std::vector<Problem> problems = plan.problems(known_then());
      int found = 0;
      for (const Problem& problem : problems) {
        UNSCOPED_INFO(problem.line << " " << problem.code << " | " << problem.place << " | " << problem.sentence);
        if (problem.code != one.code || problem.place != one.place) continue;
        ++found;
        CHECK(problem.severity == one.severity);
        CHECK(problem.sentence.find(one.sentence) != std::string::npos);
      }
      CHECK(found == 1);
    }
  }
}

TEST_CASE("前移的期限落在统计截止日之前会被指出", "[plan]") {
  // 2021-05-01 is a holiday; the working day before it is 30 April, which is not before the cutoff; 1 August 2021 is a
  // Sunday and rolls back to 30 July, before the 31st.
  std::string text = small::with("{ months_after = 1, day = 8 }", "{ months_after = 1, day = 1 }");
  text.replace(text.find("roll = \"none\""), 13, "roll = \"backward\"");
  text.replace(text.find("last = 2021-06-30"), 17, "last = 2021-07-31");
  std::vector<std::string> places;
  for (const Problem& problem : small::parse(text).problems(known_then())) {
    if (problem.code != "roll_before_cutoff") continue;
    places.push_back(problem.place);
    CHECK(problem.sentence.find("期限前移至2021-07-30（星期五），早于统计截止日2021-07-31（星期六）") != std::string::npos);
  }
  CHECK(places == std::vector<std::string>{"filing monthly 2021-07"});
}

TEST_CASE("问题按文件次序排列，行号指向所说的地方", "[plan]") {
  std::string text = small::with("leading = [\"甲科\"]\n", "");
  text.replace(text.find("day = 8"), 7, "day = 9");
  const std::vector<Problem> problems = small::parse(text).problems(known_then());
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].code == "leaf_without_leading_unit");
  CHECK(problems[0].line == 43);
  CHECK(problems[1].code == "due_on_non_working_day");
  CHECK(problems[0].line < problems[1].line);
}

TEST_CASE("指向领导小组办公室的一级须有办公室", "[plan]") {
  std::string text = small::with("to = \"丙队\"", "to = \"office\"");
  CHECK(small::parse(text).problems(known_then()).empty());
  text.replace(text.find("office = \"甲科\"\n"), std::string("office = \"甲科\"\n").size(), "");
  const std::vector<Problem> problems = small::parse(text).problems(known_then());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "unknown_reference");
  CHECK(problems[0].severity == Severity::error);
  CHECK(problems[0].sentence == "督办阶梯第3项“第3级”指向“office”，但方案没有写领导小组或其办公室");
  CHECK(problems[0].line > 0);
}

TEST_CASE("没有法律的规定集合，缺的期限更多", "[plan]") {
  const Plan plan = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  const auto missing = [&](const Rulebook& law) {
    std::vector<std::string> out;
    for (const Problem& problem : plan.problems(Calendar::china(), law)) {
      if (problem.code == "limit_missing") out.push_back(problem.sentence);
    }
    return out;
  };
  CHECK(missing(Rulebook::law()).empty());
  CHECK(missing(Rulebook::none()) == std::vector<std::string>{"期限“复查”（review）法律和方案都没有规定：2022年7月1日至2022年12月31日；这些日子不计期限，请用 [[rule]] 写明"});
}

TEST_CASE("缺日历的年度每年只说一次", "[plan]") {
  const Plan plan = small::parse(small::plan_text());
  int missing = 0;
  for (const Problem& problem : plan.problems(Calendar::china().as_published_on(Day::of(2019, 12, 31)))) {
    missing += problem.code == "calendar_missing" ? 1 : 0;
    CHECK(problem.code == "calendar_missing");
    CHECK(problem.place == "calendar 2021");
  }
  CHECK(missing == 1);
}
