// The plan of the seed notice, whole, and the second plan beside it.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/plan/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

using namespace bihuan;

namespace {

const Plan& seed() {
  static const Plan plan = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  return plan;
}

const Plan& second() {
  static const Plan plan = Plan::load(BIHUAN_SOURCE_DIR "/examples/yunting-2024/plan.toml");
  return plan;
}

const Day opening = Day::of(2020, 9, 7);

std::multiset<std::string> codes_of(const std::vector<Problem>& problems) {
  std::multiset<std::string> out;
  for (const Problem& problem : problems) out.insert(problem.code);
  return out;
}

std::vector<std::string> places_of(const std::vector<Problem>& problems, const std::string& code) {
  std::vector<std::string> out;
  for (const Problem& problem : problems) {
    if (problem.code == code) out.push_back(problem.place);
  }
  return out;
}

std::vector<std::string> units_in(const std::vector<Responsibility>& ties) {
  std::vector<std::string> out;
  for (const Responsibility& tie : ties) out.push_back(tie.unit.text());
  return out;
}

}  // namespace

TEST_CASE("种子方案有九项主要任务、三十一项具体任务", "[plan][seed]") {
  std::map<std::string, int> leaves;
  int main_tasks = 0;
  for (const Task& task : seed().tasks) {
    if (!task.parent) ++main_tasks;
    if (task.is_leaf) ++leaves[task.id.text().substr(0, 1)];
  }
  CHECK(main_tasks == 9);
  CHECK(leaves == std::map<std::string, int>{{"1", 1}, {"2", 3}, {"3", 12}, {"4", 4}, {"5", 1}, {"6", 1}, {"7", 1}, {"8", 3}, {"9", 5}});
  REQUIRE(seed().find_task(TaskId("3.2.1")) != nullptr);
  CHECK(seed().find_task(TaskId("3.2.1"))->number == "2-1");
  CHECK(seed().find_task(TaskId("3.2.1"))->parent == TaskId("3.2"));
  CHECK_FALSE(seed().find_task(TaskId("3.2"))->is_leaf);
}

TEST_CASE("种子方案各牵头部门的任务数", "[plan][seed]") {
  std::map<std::string, int> printed_or_not;
  for (const Task& task : seed().tasks) {
    if (!task.is_leaf) continue;
    if (task.leading.empty()) ++printed_or_not["none"];
    for (const Named& name : task.leading) ++printed_or_not[name.name];
  }
  CHECK(printed_or_not == std::map<std::string, int>{{"特设科", 16}, {"质量监管科", 5}, {"信用科", 3}, {"公平交易科", 1},
                                                     {"网监所", 1}, {"质量促进科", 1}, {"登记许可科", 1}, {"none", 3}});
}

TEST_CASE("种子方案中丢失的单元格都标为推定", "[plan][seed]") {
  for (const char* id : {"2.3", "3.1.2", "3.3.1", "3.3.2", "4.4"}) {
    CAPTURE(id);
    const Task& task = *seed().find_task(TaskId(id));
    CHECK(task.leading.front().origin == Origin::inferred);
    CHECK(task.responsible.front().origin == Origin::inferred);
  }
  CHECK(seed().find_task(TaskId("8.2"))->leading.front().origin == Origin::printed);
  CHECK(seed().find_task(TaskId("8.2"))->responsible.front().origin == Origin::inferred);
  CHECK(seed().find_task(TaskId("3.3"))->origin == Origin::inferred);
  CHECK(seed().find_task(TaskId("5.1"))->leading.front().origin == Origin::printed);
}

TEST_CASE("种子方案的发文、阶段、报送", "[plan][seed]") {
  const Notice& notice = seed().notice;
  CHECK(notice.number == "普市监特设〔2020〕82号");
  CHECK(notice.issued_on == opening);
  CHECK(notice.zone_minutes == 480);
  CHECK(notice.span == Span::of(Day::of(2020, 9, 1), Day::of(2022, 12, 31)));
  CHECK(notice.addressees.size() == 4);
  REQUIRE(seed().phases.size() == 4);
  for (const Phase& phase : seed().phases) CHECK(phase.demands.size() >= 3);
  CHECK(seed().phases_on(Day::of(2020, 9, 15)).size() == 2);
  CHECK(seed().phases_on(Day::of(2021, 5, 1)).size() == 1);
  CHECK(seed().phases_on(Day::of(2023, 1, 1)).empty());
  REQUIRE(seed().duties.size() == 2);
  CHECK(seed().duties[0].forms == std::vector<std::string>{"hazards", "measures", "progress"});
  CHECK(seed().duties[0].cutoff_origin == Origin::assumed);
  CHECK(seed().duties[0].roll_origin == Origin::assumed);
  CHECK(seed().bases.size() == 4);
  CHECK(seed().provisions.size() == 9);
  CHECK(seed().head_post == PostId("head"));
}

TEST_CASE("种子方案的每个名称都能对应到单位", "[plan][seed]") {
  const Organisation& organisation = seed().organisation;
  for (const Task& task : seed().tasks) {
    for (const auto* names : {&task.leading, &task.responsible, &task.cooperating}) {
      for (const Named& name : *names) CHECK_FALSE(organisation.expand(name.name, opening).units.empty());
    }
  }
  CHECK(organisation.resolve("特设科", opening).unit == UnitId("tejian"));
  CHECK(organisation.resolve("特种设备安全监察科", opening).unit == UnitId("tejian"));
  CHECK(organisation.expand("各属地市场监管所", opening).units.size() == 10);
  CHECK(organisation.expand("各属地市场监管所", opening).origin == Origin::assumed);
  CHECK(organisation.expand("各业务科室", opening).units.size() == 6);
  CHECK(organisation.group_seats(opening).size() == 22);
}

TEST_CASE("种子方案谁牵头、谁承担、谁负责", "[plan][seed]") {
  const Chart chart = seed().chart();
  CHECK(units_in(chart.who(TaskId("5.1"), Bond::leads, opening)) == std::vector<std::string>{"zljd"});
  CHECK(chart.who(TaskId("5.1"), Bond::carries, opening).size() == 11);
  CHECK(units_in(chart.who(TaskId("9.2"), Bond::cooperates, opening)) == std::vector<std::string>{"qu_gongan"});
  const std::vector<Answerer> chain = chart.who_answers(TaskId("5.1"), opening);
  REQUIRE(chain.size() == 3);
  CHECK(chain[0].seat.text() == "head@zljd");
  CHECK(chain[0].capacity == "牵头部门负责人");
  CHECK(chain[1].seat.text() == "head@tejian");
  CHECK(chain[1].capacity == "领导小组办公室");
  CHECK(chain[2].seat.text() == "director@bureau");
  CHECK(chain[2].capacity == "领导小组组长");
  CHECK_FALSE(chain[0].person.has_value());
  // without a leading unit each carrying unit answers: six sections, the network station, ten stations, the team
  CHECK(chart.who_answers(TaskId("1.1"), opening).size() == 18 + 1);
  CHECK(chart.escalation(UnitId("st_wanli"), opening).back().seat.unit == UnitId("qu_weizheng"));
  CHECK(chart.of_unit(UnitId("wjs"), opening).size() == 5);  // 1.1, 2.1, 2.2 and both columns of 7.1
}

TEST_CASE("种子方案的二十八个月报期限和三个年报期限", "[plan][seed]") {
  std::map<std::string, int> counts;
  int off = 0;
  for (const DueFiling& due : seed().filings()) {
    ++counts[due.filing.text()];
    off += due.deadline.on_working_day ? 0 : 1;
  }
  CHECK(counts == std::map<std::string, int>{{"monthly", 28}, {"annual", 3}});
  CHECK(off == 12);
  const DueFiling first = seed().filings().front();
  CHECK(first.period.text() == "2020-09");
  CHECK(first.due_on() == Day::of(2020, 10, 1));
  CHECK(first.cutoff_on == Day::of(2020, 9, 30));
  const DueFiling spring = seed().due(FilingId("monthly"), Period::parse("2022-01"), Calendar::china());
  CHECK(spring.due_on() == Day::of(2022, 2, 1));
  CHECK(spring.deadline.previous_working_day == Day::of(2022, 1, 30));
  CHECK(spring.deadline.next_working_day == Day::of(2022, 2, 7));
  CHECK(spring.deadline.explanation().find("国务院办公厅") != std::string::npos);
  const DueFiling annual = seed().due(FilingId("annual"), Period::parse("2022"), Calendar::china());
  CHECK(annual.due_on() == Day::of(2022, 12, 10));
  CHECK(annual.cutoff_on == Day::of(2022, 11, 30));
  CHECK_FALSE(annual.deadline.on_working_day);
}

TEST_CASE("种子方案前移一律落在截止日之前或当日", "[plan][seed]") {
  FilingOptions back;
  back.roll = Roll::backward;
  for (const DueFiling& due : seed().filings(back)) {
    if (due.filing == FilingId("monthly") && due.period.text() == "2022-01") {
      CHECK(due.due_on() == Day::of(2022, 1, 30));
      CHECK(due.due_on() < due.cutoff_on);
    }
  }
}

TEST_CASE("种子方案的问题清单：该有的都有，多余的没有", "[plan][seed]") {
  const std::vector<Problem> problems = seed().problems();
  const std::multiset<std::string> codes = codes_of(problems);
  const std::map<std::string, std::size_t> expected = {
      {"leaf_without_leading_unit", 3}, {"leading_unit_alone", 1},         {"alias_used", 5},     {"term_assumed", 4},
      {"text_annex_differ", 5},         {"responsible_without_filing", 2}, {"phases_overlap", 1}, {"due_on_non_working_day", 12}};
  std::size_t total = 0;
  for (const auto& [code, count] : expected) {
    CAPTURE(code);
    CHECK(codes.count(code) == count);
    total += count;
  }
  CHECK(problems.size() == total);
  for (const Problem& problem : problems) {
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.line > 0);
  }
  CHECK(places_of(problems, "leaf_without_leading_unit") == std::vector<std::string>{"task 1.1", "task 2.1", "task 2.2"});
  CHECK(places_of(problems, "leading_unit_alone") == std::vector<std::string>{"task 7.1"});
  CHECK(places_of(problems, "phases_overlap") == std::vector<std::string>{"phase search"});
  CHECK(places_of(problems, "text_annex_differ") == std::vector<std::string>{"task 1", "task 2", "task 4", "task 9.1", "filing monthly"});
  CHECK(places_of(problems, "responsible_without_filing") == std::vector<std::string>{"name 执法大队", "name 各属地市场监管所"});
}

TEST_CASE("种子方案里不是原文的值都有说明", "[plan][seed]") {
  CHECK(seed().unprinted.size() > 60);
  CHECK(std::is_sorted(seed().unprinted.begin(), seed().unprinted.end(),
                       [](const Unprinted& left, const Unprinted& right) { return left.line < right.line; }));
  for (const RoleHolders& holders : seed().roles) CHECK(holders.origin == Origin::assumed);
}

TEST_CASE("另一级政府的另一种行动：季报和半年报", "[plan]") {
  const std::vector<Problem> problems = second().problems();
  CHECK(std::none_of(problems.begin(), problems.end(), [](const Problem& one) { return one.severity == Severity::error; }));
  CHECK(codes_of(problems).count("alias_used") == 3);
  CHECK(codes_of(problems).count("term_assumed") == 0);
  std::map<std::string, int> counts;
  for (const DueFiling& due : second().filings()) {
    ++counts[due.filing.text()];
    CHECK(due.deadline.on_working_day);
  }
  CHECK(counts == std::map<std::string, int>{{"quarterly", 8}, {"half_yearly", 4}});
  const DueFiling festival = second().due(FilingId("quarterly"), Period::parse("2024-Q1"), Calendar::china());
  CHECK(festival.due_on() == Day::of(2024, 4, 7));
}

TEST_CASE("名称和统称随日期而变", "[plan]") {
  const Organisation& organisation = second().organisation;
  CHECK(organisation.resolve("教育部门", Day::of(2024, 12, 31)).unit == UnitId("jiaoyu"));
  CHECK(organisation.resolve("教育部门", Day::of(2025, 1, 1)).unit == UnitId("jiaoti"));
  CHECK(organisation.expand("各乡镇人民政府", Day::of(2024, 6, 30)).units.size() == 2);
  CHECK(organisation.expand("各乡镇人民政府", Day::of(2024, 7, 1)).units.size() == 3);
  const Chart chart = second().chart();
  CHECK(units_in(chart.who(TaskId("2.2"), Bond::leads, Day::of(2024, 5, 1))) == std::vector<std::string>{"jiaoyu"});
  CHECK(units_in(chart.who(TaskId("2.2"), Bond::leads, Day::of(2025, 5, 1))) == std::vector<std::string>{"jiaoti"});
  CHECK(chart.who(TaskId("2.2"), Bond::carries, Day::of(2024, 5, 1)).size() == 2);
  const Filing& filing = *second().find_filing(FilingId("quarterly"));
  CHECK(second().filers_of(filing, Day::of(2024, 6, 30)).size() == 6 + 2);
  CHECK(second().filers_of(filing, Day::of(2025, 6, 30)).size() == 6 + 3);
}
