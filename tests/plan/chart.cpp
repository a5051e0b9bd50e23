// The chart of a plan file: territories, device kinds and what units are part of; what a reorganisation leaves of it.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "small.hpp"

using namespace bihuan;

namespace {

const Day day = Day::of(2021, 5, 6);

/// The small plan with a town watched over by all sections, and two kinds of devices.
std::string covered() {
  return small::plan_text() + R"(
[[territory]]
id = "east"
name = "东街"
supervised_by = { names = ["各科", "甲科"], origin = "inferred" }
place = "一"

[[territory]]
id = "west"
name = "西街"
first = 2021-05-01
origin = "assumed"

[[device_kind]]
name = "锅"
tasks = ["1"]
place = "二"

[[device_kind]]
name = "炉"
origin = "inferred"
)";
}

std::vector<std::string> reasons(const std::vector<Tie>& ties) {
  std::vector<std::string> out;
  for (const Tie& tie : ties) out.push_back(tie.reason);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("方案写明属地和设备种类，图上就有，各有依据", "[plan][chart]") {
  const Plan plan = small::parse(covered());
  for (const Problem& problem : plan.problems()) CHECK(problem.severity == Severity::warning);
  REQUIRE(plan.territories.size() == 2);
  CHECK(plan.territories[1].valid.first == Day::of(2021, 5, 1));
  CHECK(plan.device_kinds[0].tasks == std::vector<TaskId>{TaskId("1")});
  CHECK(plan.device_kinds[1].origin == Origin::inferred);
  const Chart chart = plan.chart();
  // a unit's own name goes before the collective term
  CHECK(reasons(chart.ties_of({NodeKind::territory, "east"}, day)) == Texts{"一 “东街”由“甲科”监管（推定）", "一 “东街”由“各科”中的“乙科”监管（推定）"});
  CHECK(reasons(chart.ties_of({NodeKind::device_kind, "锅"}, day)) == Texts{"二 “锅”见任务 1“大题”"});
  CHECK_FALSE(chart.nodes(Day::of(2021, 4, 30)) == chart.nodes(day));
  Texts uncovered;
  for (const Uncovered& one : chart.uncovered(day)) uncovered.push_back(one.node.text());
  CHECK(uncovered == Texts{"territory west", "device_kind 炉"});
  // a heading is answered for by those of the tasks below it
  Texts chain;
  for (const Answerer& step : chart.chain({NodeKind::device_kind, "锅"}, day)) chain.push_back(step.seat.text() + " " + step.capacity);
  CHECK(chain == Texts{"head@a 牵头部门负责人、领导小组办公室", "head@b 牵头部门负责人", "director@bureau 领导小组组长"});
}

TEST_CASE("没有这些表的旧方案照样可读", "[plan][chart]") {
  const Plan plan = small::parse(small::plan_text());
  CHECK(plan.territories.empty());
  CHECK(plan.device_kinds.empty());
  for (const Unit& unit : plan.organisation.units) CHECK(unit.belongs_to.name.empty());
  CHECK(plan.chart().uncovered(day).empty());
}

TEST_CASE("隶属关系写在单位上", "[plan][chart]") {
  const Plan plan = small::parse(small::with("b = { name = \"乙科\" }", "b = { name = \"乙科\", belongs_to = { name = \"甲局\", origin = \"inferred\" } }"));
  const std::vector<Tie> ties = plan.chart().ties_of({NodeKind::unit, "b"}, day);
  CHECK(ties.front().reason == "“乙科”隶属“甲局”（推定）");
  CHECK(ties.front().to == Node{NodeKind::unit, "bureau"});
}

TEST_CASE("同一属地或设备种类写两次，不读", "[plan][chart]") {
  for (const char* again : {"\n[[territory]]\nid = \"east\"\nname = \"又一条\"\n", "\n[[device_kind]]\nname = \"锅\"\n"}) {
    CHECK_THROWS_AS(small::parse(covered() + again), PlanError);
  }
  CHECK_THROWS_AS(small::parse(covered() + "\n[[territory]]\nid = \"south\"\nname = \"南街\"\nunit = [\"a\"]\n"), PlanError);
}

TEST_CASE("改组之后，图上写明谁从哪天起接手；旧日子照旧", "[plan][chart]") {
  Plan plan = small::parse(covered());
  const Day before = Day::of(2021, 5, 31);
  const Day after = Day::of(2021, 6, 1);
  plan.reorganise({after, UnitClosed{UnitId("b"), {{}, {}, UnitId("a")}}});
  const Chart chart = plan.chart();
  CHECK(reasons(chart.who(TaskId("1.2"), Bond::leads, before)) == Texts{"牵头部门“乙科”"});
  CHECK(reasons(chart.who(TaskId("1.2"), Bond::leads, after)) == Texts{"牵头部门“乙科”，自2021年6月1日起由“甲科”接手"});
  CHECK(chart.who(TaskId("1.2"), Bond::leads, after).front().from == Node{NodeKind::unit, "a"});
  const std::vector<Answerer> chain = chart.chain({NodeKind::unit, "b"}, after);
  CHECK(chain.front().seat.text() == "head@a");
  CHECK(chain.front().reason == "“乙科”的工作自2021年6月1日起由“甲科”接手；领导小组办公室设在“甲科”");
  plan.reorganise({Day::of(2021, 6, 10), UnitRenamed{UnitId("a"), "新科"}});
  const Chart renamed = plan.chart();
  CHECK(renamed.name_of({NodeKind::unit, "a"}, after) == "甲科");
  CHECK(renamed.name_of({NodeKind::unit, "a"}, Day::of(2021, 6, 10)) == "新科");
  CHECK(reasons(renamed.who(TaskId("1.1"), Bond::leads, Day::of(2021, 6, 10))) == Texts{"牵头部门“甲科”"});
}
