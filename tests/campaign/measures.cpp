// Measures, classes and demands at the front door: rows of returns, refusals with their column, and the report's tables.
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"
#include "bihuan/state/problem_class.hpp"

using namespace world;

namespace {

Plan classified() {
  Plan out = plan();
  out.problem_classes = {{"door", "门锁失效", {"1.1"}, Origin::assumed, ""}, {"people", "人员无证", {}, Origin::assumed, ""}};
  return out;
}

struct Office {
  Instant now = Instant::parse("2021-04-01T09:00:00+08:00");
  Campaign campaign = Campaign::create_in_memory(classified(), [this] { return now; });
  Office() = default;
  Office(const Office&) = delete;
  Measure measure(const char* as_of = "2021-12-31") const { return campaign.snapshot(day(as_of)).measures().at(0); }
};

using Row = std::map<std::string, std::string>;

Row with(Row cells, const Row& more) {
  for (const auto& [key, value] : more) cells[key] = value;
  return cells;
}

Return month(const char* period, std::vector<Row> measures, std::vector<Row> hazards = {}) {
  Return out;
  out.header = {"电梯科", "monthly", period, "甲六", "甲七", "甲八", "", "1", hazards.empty()};
  int number = 3;
  for (const Row& cells : measures) out.measures.push_back({"制度措施清单", ++number, cells, "", ""});
  for (const Row& cells : hazards) out.hazards.push_back({"隐患台账", ++number, cells, "", ""});
  return out;
}

const Row draft = {{"id", "M-1"}, {"title", "电梯日管控制度"}, {"status", "drafted"}};
const Row in_force = {{"id", "M-1"}, {"title", "电梯日管控制度"}, {"status", "in_force"}, {"document", "虚构〔2021〕7号"}, {"issued_on", "2021-03-20"}};
const Row found = {{"id", "H-1"}, {"found_on", "2021-03-02"}, {"source", "监督检查"}, {"inspectors", "甲一、甲二"}, {"enterprise", "阳光物业"},
                   {"place", "2号楼"}, {"territory", "街道所"}, {"task", "1.1"}, {"text", "层门门锁失效"}};

}  // namespace

TEST_CASE("an illegal row of list two is refused like a hazard's, with sheet, row, column and what would be allowed", "[campaign][table]") {
  struct Case { const char* what; Row cells; const char* column; const char* reason; };
  const Case cases[] = {
      {"back to a draft", draft, "状态", "不能退回“拟制”；目前可填：实施、评估修订、废止"},
      {"issued without a document", {{"id", "M-2"}, {"title", "二"}, {"status", "issued"}, {"issued_on", "2021-03-20"}}, "发文字号", "须有发文字号"},
      {"issued without its day", {{"id", "M-2"}, {"title", "二"}, {"status", "issued"}, {"document", "8号"}}, "印发日期", "须有印发日期"},
      {"issued after the month", {{"id", "M-2"}, {"title", "二"}, {"status", "issued"}, {"document", "8号"}, {"issued_on", "2021-04-30"}}, "印发日期", "晚于填报日"},
      {"without a title", {{"id", "M-2"}}, "名称", "缺少名称"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Office office;
    office.campaign.hand_in(month("2021-02", {with(in_force, {{"issued_on", "2021-02-20"}})}));
    const Receipt receipt = office.campaign.hand_in(month("2021-03", {c.cells, {{"id", "M-3"}, {"title", "三"}}}));
    REQUIRE(receipt.refused_count() == 1);
    const RowVerdict& verdict = receipt.rows.front();
    CHECK(verdict.sheet == "制度措施清单");
    CHECK(verdict.row == 4);
    CHECK(verdict.column == c.column);
    CHECK_THAT(verdict.reason, Catch::Matchers::ContainsSubstring(c.reason));
    CHECK_FALSE(verdict.english.empty());
    CHECK(receipt.standing == "partial");
    CHECK(office.campaign.snapshot(day("2021-12-31")).measures().size() == 2);  // M-1 as it was, and the sound row
  }
}

TEST_CASE("a measure moves on month by month; what a return repeats is no news; a corrected one says its month anew", "[campaign]") {
  Office office;
  CHECK(office.campaign.hand_in(month("2021-02", {draft})).fact_count == 1);
  CHECK(office.campaign.hand_in(month("2021-03", {draft})).fact_count == 0);
  HandInOptions again;
  again.reason = "状态填错";
  const Receipt corrected = office.campaign.hand_in(month("2021-03", {in_force}), again);
  CHECK(corrected.refused_count() == 0);
  CHECK(corrected.corrected);
  CHECK(office.measure().state == MeasureState::in_force);
  CHECK(office.measure("2021-03-01").state == MeasureState::drafted);
  again.reason = "仍为征求意见";
  CHECK(office.campaign.hand_in(month("2021-03", {with(draft, {{"status", "consulted"}})}), again).refused_count() == 0);
  CHECK(office.measure().state == MeasureState::consulted);
  const Receipt late = office.campaign.hand_in(month("2021-02", {with(in_force, {{"issued_on", "2021-02-20"}})}), again);
  REQUIRE(late.refused_count() == 1);  // March would go back
  CHECK_THAT(late.rows.front().reason, Catch::Matchers::ContainsSubstring("相抵触"));
}

TEST_CASE("two rows of one return about one measure are held against each other", "[campaign]") {
  Office office;
  const Receipt receipt = office.campaign.hand_in(month("2021-03", {with(in_force, {{"status", "repealed"}}), with(in_force, {{"status", "issued"}})}));
  CHECK(receipt.refused_count() == 0);  // one month, one word: the later row says it
  CHECK(office.measure().state == MeasureState::issued);
}

TEST_CASE("the columns 问题类别 and 原因 may stand in the hazard sheet, and old workbooks have neither", "[campaign]") {
  Office office;
  const Receipt receipt = office.campaign.hand_in(month("2021-03", {}, {found, with(found, {{"id", "H-2"}, {"problem_class", "人员无证"}, {"cause", "person"}})}));
  CHECK(receipt.refused_count() == 0);
  const Snapshot snapshot = office.campaign.snapshot(day("2021-12-31"));
  CHECK(problem_class_of(office.campaign.plan(), snapshot.hazard(HazardId{"H-1"})) == "door");
  CHECK(problem_class_of(office.campaign.plan(), snapshot.hazard(HazardId{"H-2"})) == "people");
  CHECK(cause_of(snapshot.hazard(HazardId{"H-2"})) == Cause::person);
  office.now = Instant::parse("2021-05-01T09:00:00+08:00");
  const Receipt same = office.campaign.hand_in(month("2021-04", {}, {with(found, {{"id", "H-2"}, {"problem_class", "人员无证"}, {"cause", "person"}})}));
  CHECK(same.refused_count() == 0);
  CHECK(same.fact_count == 0);  // the same title is no correction
  const Receipt unknown = office.campaign.hand_in(month("2021-03", {}, {with(found, {{"id", "H-3"}, {"problem_class", "别的"}})}), {.received_on = {}, .reason = "补"});
  REQUIRE(unknown.refused_count() == 1);
  CHECK(unknown.rows.front().column == "问题类别");
  CHECK_THAT(unknown.rows.front().reason, Catch::Matchers::ContainsSubstring("门锁失效、人员无证"));
}

TEST_CASE("the report carries coverage, common problems, running phases and tasks behind its other tables", "[campaign]") {
  Office office;
  office.campaign.hand_in(month("2021-03", {in_force}, {found}));
  office.campaign.report_task(TaskId{"1.1"}, {day("2021-03-20"), {}, {{"unit", Value{std::string("station")}}, {"period", Value{std::string("2021-03")}}, {"text", Value{std::string("已全覆盖")}}}});
  const Report report = office.campaign.report(Period::parse("2021-03"));
  CHECK(cell_text(report.table("coverage").at(0, "flag")) == "无措施");
  CHECK(cell_text(report.table("shared_problems").at(0, "unstated")) == "1");
  const Table& phases = report.table("phases");
  REQUIRE(phases.row_count() == 1);
  CHECK(cell_text(phases.at(0, "open")) == "1");
  CHECK_THAT(cell_text(phases.at(0, "missing")), Catch::Matchers::ContainsSubstring("办公室未完成"));
  const Table& tasks = report.table("tasks");
  REQUIRE(tasks.row_count() == 2);
  CHECK(cell_text(tasks.at(0, "unit")) == "街道所");
  CHECK(cell_text(tasks.at(0, "found")) == "1");
  CHECK(cell_text(tasks.at(0, "progress")) == "已全覆盖");
  CHECK(cell_text(tasks.at(0, "reported_on")) == "2021-03-20");
  CHECK(cell_text(tasks.at(0, "silent_since")) == "2021-03-20");
  CHECK(cell_text(tasks.at(1, "silent_since")) == "2021-01-01");  // nothing since the campaign began
  const std::string page = report_html(report, office.campaign.form());
  for (const char* heading : {"问题类别与制度措施对照表", "共性问题分析表", "各阶段要求完成情况", "工作任务进展情况", "涉及企业", "未完成事项"})
    CHECK(page.find(heading) != std::string::npos);
}

TEST_CASE("meeting a demand through the front door shows in the phase check as known at a point", "[campaign]") {
  Office office;
  const std::string demand = office.campaign.plan().phases[0].demands[0].id;
  const ItemNumber before = office.campaign.checkpoint().size;
  const Known known = office.campaign.meet_demand(demand, {day("2021-03-10"), {}, {{"unit", Value{std::string("办公室")}}, {"evidence", Value{std::string("部署会纪要")}}}});
  CHECK(known.fact.fields.text("unit") == "office");
  CHECK(office.campaign.phase_check(PhaseId{"all"}, day("2021-03-31")).may_exit());
  CHECK_FALSE(office.campaign.phase_check(PhaseId{"all"}, day("2021-03-31"), before).may_exit());
  CHECK_THROWS_AS(office.campaign.meet_demand(demand, {day("2021-03-10"), {}, {{"unit", Value{std::string("电梯科")}}, {"evidence", Value{std::string("纪要")}}}}), Refused);
}

TEST_CASE("a measure stated at the front door is decided; nothing is written when it is refused", "[campaign]") {
  Office office;
  const auto text = [](const char* value) { return Value{std::string(value)}; };
  office.campaign.state_measure(MeasureId{"M-1"}, {day("2021-03-10"), {}, {{"title", text("制度")}, {"unit", text("电梯科")}}});
  CHECK(office.measure().details.text("unit") == "lift");
  const std::int64_t size = office.campaign.checkpoint().size;
  CHECK_THROWS_AS(office.campaign.state_measure(MeasureId{"M-1"}, {day("2021-03-11"), {}, {{"status", text("印发")}}}), Refused);
  CHECK(office.campaign.checkpoint().size == size);
  office.campaign.state_measure(MeasureId{"M-1"}, {day("2021-03-11"), {}, {{"status", text("印发")}, {"document", text("7号")}, {"issued_on", text("2021-03-11")}}});
  CHECK(office.measure().state == MeasureState::issued);
}
