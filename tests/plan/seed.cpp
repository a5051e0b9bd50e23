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

std::vector<std::string> units_in(const std::vector<Tie>& ties) {
  std::vector<std::string> out;
  for (const Tie& tie : ties) out.push_back(tie.from.id);
  return out;
}

Node task(const std::string& id) { return {NodeKind::task, id}; }

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
  const std::vector<Answerer> chain = chart.chain(task("5.1"), opening);
  REQUIRE(chain.size() == 4);
  CHECK(chain[0].seat.text() == "head@zljd");
  CHECK(chain[0].capacity == "牵头部门负责人");
  CHECK(chain[1].seat.text() == "head@tejian");
  CHECK(chain[1].capacity == "领导小组办公室");
  CHECK(chain[2].seat.text() == "director@bureau");
  CHECK(chain[2].capacity == "领导小组组长");
  CHECK_FALSE(chain[0].person.has_value());
  // without a leading unit each carrying unit answers: six sections, the network station, ten stations, the team
  CHECK(chart.chain(task("1.1"), opening).size() == 18 + 2);
  CHECK(chart.chain({NodeKind::unit, "st_wanli"}, opening).back().seat.unit == UnitId("qu_weizheng"));
  CHECK(chart.of_unit(UnitId("wjs"), opening).size() == 5 + 2);  // 1.1, 2.1, 2.2, both columns of 7.1, and two filings
}

TEST_CASE("种子方案每项任务在任何一天都按职务一直负责到组长和上级", "[plan][seed][chart]") {
  const Chart chart = seed().chart();
  int chains = 0;
  for (const Day on : {Day::of(2020, 9, 1), opening, Day::of(2021, 2, 28), Day::of(2022, 12, 31), Day::of(2023, 6, 1)}) {
    for (const Task& one : seed().tasks) {
      CAPTURE(one.id.text(), on.iso());
      const std::vector<Answerer> chain = chart.chain(task(one.id.text()), on);
      REQUIRE(chain.size() >= 3);
      const std::size_t last = chain.size() - 1;
      CHECK(chain[last].seat.unit == UnitId("qu_weizheng"));
      CHECK(chain[last - 1].seat.text() == "director@bureau");
      CHECK(chain[last - 1].capacity == "领导小组组长");
      const auto office = std::find_if(chain.begin(), chain.end(), [](const Answerer& step) { return step.seat.text() == "head@tejian"; });
      REQUIRE(office != chain.end());
      CHECK(office->capacity.find("领导小组办公室") != std::string::npos);
      for (const Answerer& step : chain) CHECK_FALSE(step.reason.empty());
      // the first to answer is the head of a unit that leads, or carries where nobody leads
      CHECK(chain.front().seat.post == PostId("head"));
      CHECK(chain.front().capacity.find(one.id.text()[0] == '1' ? "责任部门" : "部门负责人") != std::string::npos);
      ++chains;
    }
  }
  CHECK(chains == 5 * 43);
  CHECK(chart.chain(task("3.2.1"), opening).front().reason == "三（三）二；附件1 三-2-1 牵头部门“特设科”；二 领导小组办公室设在“特种设备安全监察科”");
  CHECK(chart.chain(task("3.3.1"), opening).front().reason.find("牵头部门“特设科”（推定）") != std::string::npos);
  CHECK(chart.chain(task("1.1"), opening)[8].reason == "三（一）；附件1 一 责任部门“各属地市场监管所”中的“长风新村市场监管所”（假定）");
}

TEST_CASE("种子方案在职责图上的牵头数：推定的单列，三项没有牵头", "[plan][seed][chart]") {
  const Chart chart = seed().chart();
  std::map<std::string, std::pair<int, int>> counts;  // printed, inferred
  int leaves = 0;
  for (const Task& one : seed().tasks) {
    if (!one.is_leaf) continue;
    ++leaves;
    const std::vector<Tie> leading = chart.who(one.id, Bond::leads, opening);
    if (leading.empty()) ++counts["none"].first;
    for (const Tie& tie : leading) {
      CHECK(tie.origin == one.leading.front().origin);
      CHECK((tie.reason.find("（推定）") != std::string::npos) == (tie.origin == Origin::inferred));
      ++(tie.origin == Origin::printed ? counts[tie.from.id].first : counts[tie.from.id].second);
    }
  }
  CHECK(leaves == 31);
  std::map<std::string, int> totals;
  for (const auto& [unit, count] : counts) totals[unit] = count.first + count.second;
  CHECK(totals == std::map<std::string, int>{{"tejian", 14 + 2}, {"zljd", 5}, {"xyjg", 3}, {"gpjy", 1}, {"wjs", 1}, {"zlfz", 1}, {"djxk", 1}, {"none", 3}});
  for (const char* lost : {"2.3", "3.3.1", "3.3.2"}) CHECK(chart.who(TaskId(lost), Bond::leads, opening).front().origin == Origin::inferred);
}

TEST_CASE("种子方案没有覆盖到的：三项没有牵头部门的任务、四种没有点名的设备", "[plan][seed][chart]") {
  const std::vector<Uncovered> found = seed().chart().uncovered(opening);
  std::vector<std::string> said;
  for (const Uncovered& one : found) said.push_back(one.node.text());
  CHECK(said == std::vector<std::string>{"task 1.1", "task 2.1", "task 2.2", "device_kind 锅炉", "device_kind 压力管道", "device_kind 客运索道", "device_kind 大型游乐设施"});
  CHECK(found[0].reason == "三（一）；附件1 一 “专题学习并提出落实举措”没有牵头部门（原文如此）；责任部门为“各有关科室”“网监所”“各属地市场监管所”“执法大队”，共 18 个单位");
  CHECK(found[3].reason == "“锅炉”没有任务写明这一设备种类");
}

TEST_CASE("种子方案里承担而不报送的正是十个所和执法大队", "[plan][seed][chart]") {
  const Chart chart = seed().chart();
  std::set<std::string> found;
  for (const Unequal& one : chart.responsibility_against_filing(opening)) {
    CHECK((one.carries && !one.files));
    found.insert(one.unit.text());
  }
  std::set<std::string> expected = {"zfdd"};
  for (const UnitId& station : seed().organisation.expand("各属地市场监管所", opening).units) expected.insert(station.text());
  CHECK(found.size() == 11);
  CHECK(found == expected);
  // the office's own section files to itself
  const std::vector<FilingCycle> cycles = chart.filing_cycles(opening);
  REQUIRE(cycles.size() == 1);
  CHECK(cycles.front().nodes == std::vector<Node>{{NodeKind::unit, "tejian"}});
  CHECK(cycles.front().reason == "“特种设备安全监察科”向自己报送：五（三） 报送“两清单一进展”：“各业务科室”中的“特种设备安全监察科”报“特设科”（假定）");
  // the campaign is over: nobody files
  CHECK(chart.filing_cycles(Day::of(2023, 1, 1)).empty());
}

TEST_CASE("种子方案中每个街镇由一个所监管，断了它就没人管", "[plan][seed][chart]") {
  const Chart chart = seed().chart();
  int territories = 0;
  for (const Thing& thing : chart.things()) {
    if (thing.node.kind != NodeKind::territory) continue;
    ++territories;
    const std::vector<Answerer> chain = chart.chain(thing.node, opening);
    CHECK(chain.front().capacity == "属地监管单位负责人");
    CHECK(chain.front().seat.unit.text().substr(0, 3) == "st_");
    CHECK(chain.front().reason.find("（假定）") != std::string::npos);
  }
  CHECK(territories == 10);
  std::map<std::string, std::vector<Node>> hanging;
  for (const SinglePoint& point : chart.single_points(opening)) hanging[point.node().text()] = point.hanging();
  CHECK(hanging["unit st_taopu"] == std::vector<Node>{{NodeKind::territory, "310107103"}});
  CHECK(hanging["task 4.4"] == std::vector<Node>{{NodeKind::device_kind, "危险化学品包装容器"}});
  CHECK(hanging["task 7.1"] == std::vector<Node>{task("7")});
  const std::vector<std::vector<Node>> parts = chart.components(opening);
  REQUIRE(parts.size() == 1 + 1 + 4);  // the rest: a body that no task names, and four device kinds
  // the unit of the group's head: without it everybody is cut off
  std::size_t seats = 0;
  for (const Node& node : parts.front()) seats += node.kind == NodeKind::post ? 1 : 0;
  CHECK(hanging["unit bureau"].size() == parts.front().size() - seats - 1);
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
  CHECK(chart.uncovered(Day::of(2024, 5, 1)).empty());
  const std::vector<Answerer> chain = chart.chain(task("2.2"), Day::of(2025, 5, 1));
  REQUIRE(chain.size() == 4);
  CHECK(chain[0].seat.text() == "chief@jiaoti");
  CHECK(chain[2].seat.text() == "vice_head@county");
  CHECK(chain[3].seat.text() == "@county");
  const Filing& filing = *second().find_filing(FilingId("quarterly"));
  CHECK(second().filers_of(filing, Day::of(2024, 6, 30)).size() == 6 + 2);
  CHECK(second().filers_of(filing, Day::of(2025, 6, 30)).size() == 6 + 3);
}
