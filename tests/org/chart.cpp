#include "bihuan/org/chart.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

using namespace bihuan;

namespace {

const Day day = Day::of(2021, 5, 6);

Organisation office() {
  Organisation out;
  out.units = {{UnitId("bureau"), "局", {}, Origin::printed}, {UnitId("a"), "甲科", {}, Origin::printed},
               {UnitId("b"), "乙科", {}, Origin::printed}, {UnitId("c"), "丙科", {}, Origin::printed}};
  out.bodies = {{"county", "县政府", Origin::printed}};
  out.posts = {{PostId("director"), "局长", Origin::printed}, {PostId("head"), "科长", Origin::printed}};
  out.leading_group.place = "二";
  out.leading_group.office = "甲科";
  out.leading_group.reports_to = "县政府";
  out.leading_group.ranks = {{"组长", PostId("director"), "局", 1, Origin::printed}};
  out.incumbencies = {{PersonId("p1"), {PostId("head"), UnitId("b")}, {}, true}};
  return out;
}

Node unit(const char* id) { return {NodeKind::unit, id}; }
Node task(const char* id) { return {NodeKind::task, id}; }

Tie tie(Node from, Bond bond, Node to, Validity valid = {}) { return {from, to, bond, valid, from.id + " " + chinese(bond) + " " + to.id, Origin::printed, from.id}; }

Chart chart_of(std::vector<Tie> ties, std::vector<Thing> more = {}) {
  std::vector<Thing> things = {{task("1"), "任务一", "附件 1"}, {task("2"), "任务二", "附件 2"}};
  things.insert(things.end(), more.begin(), more.end());
  return Chart(office(), things, std::move(ties), PostId("head"));
}

std::vector<std::string> steps_of(const std::vector<Answerer>& chain) {
  std::vector<std::string> out;
  for (const Answerer& step : chain) out.push_back(step.seat.text() + " " + step.capacity);
  return out;
}

/// `a b c`
std::string ids(const std::vector<Node>& nodes) {
  std::string out;
  for (const Node& node : nodes) out += (out.empty() ? "" : " ") + node.id;
  return out;
}

Tie files(const char* from, const char* to) { return tie(unit(from), Bond::files_to, unit(to)); }

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("牵头部门、办公室、组长、上级依次负责，各有依据", "[org][chart]") {
  const Chart chart = chart_of({tie(unit("b"), Bond::leads, task("1")), tie(unit("c"), Bond::carries, task("1"))});
  const std::vector<Answerer> chain = chart.chain(task("1"), day);
  CHECK(steps_of(chain) == Texts{"head@b 牵头部门负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
  CHECK(chain[0].person == PersonId("p1"));
  CHECK(chain[0].acting);
  CHECK(chain[0].reason == "b 牵头 1");
  CHECK_FALSE(chain[1].person.has_value());
  CHECK(chain[1].reason == "二 领导小组办公室设在“甲科”");
  CHECK(chain[2].reason == "二 组长由局长担任");
  CHECK(chain[3].reason == "领导小组的上级为“县政府”");
}

TEST_CASE("没有牵头部门时由各责任部门负责", "[org][chart]") {
  const Chart chart = chart_of({tie(unit("c"), Bond::carries, task("1")), tie(unit("b"), Bond::carries, task("1"))});
  CHECK(steps_of(chart.chain(task("1"), day)) ==
        Texts{"head@c 责任部门负责人", "head@b 责任部门负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
}

TEST_CASE("一个职务在负责链上只出现一次，写明各种身份", "[org][chart]") {
  const Chart chart = chart_of({tie(unit("a"), Bond::leads, task("1")), tie(unit("bureau"), Bond::leads, task("2"))});
  CHECK(steps_of(chart.chain(task("1"), day)) == Texts{"head@a 牵头部门负责人、领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
  // the bureau's head is another post than the group's head
  CHECK(steps_of(chart.chain(task("2"), day)) == Texts{"head@bureau 牵头部门负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
}

TEST_CASE("没有人牵头或承担时由办公室统筹，并写明缘由", "[org][chart]") {
  const Chart chart = chart_of({{unit(""), task("1"), Bond::carries, {}, "各科，成员没有列明", Origin::printed, "各科"}, tie(unit("b"), Bond::cooperates, task("2"))});
  CHECK(chart.who(TaskId("1"), Bond::carries, day).size() == 1);  // an open term is told
  for (const char* id : {"1", "2"}) {
    const std::vector<Answerer> chain = chart.chain(task(id), day);
    CHECK(steps_of(chain) == Texts{"head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
    CHECK(chain[0].reason == "没有单位牵头或承担，由领导小组统筹（推定）；二 领导小组办公室设在“甲科”");
  }
}

TEST_CASE("职责有起止，问哪一天答哪一天", "[org][chart]") {
  const Validity early{std::nullopt, Day::of(2021, 6, 30)};
  const Validity late{Day::of(2021, 7, 1), std::nullopt};
  const Chart chart = chart_of({tie(unit("b"), Bond::leads, task("1"), early), tie(unit("c"), Bond::leads, task("1"), late), tie(unit("b"), Bond::carries, task("2"))});
  CHECK(chart.who(TaskId("1"), Bond::leads, Day::of(2021, 6, 30)).front().from == unit("b"));
  CHECK(chart.who(TaskId("1"), Bond::leads, Day::of(2021, 7, 1)).front().from == unit("c"));
  CHECK(chart.of_unit(UnitId("b"), Day::of(2021, 6, 30)).size() == 2);
  CHECK(chart.of_unit(UnitId("b"), Day::of(2021, 7, 1)).size() == 1);
  const Chart copied = chart;
  CHECK(copied.of_unit(UnitId("c"), Day::of(2021, 7, 1)).size() == 1);
}

TEST_CASE("从任何事物逐级上到领导小组和上级", "[org][chart]") {
  const Chart chart = chart_of({tie(unit("c"), Bond::supervises, {NodeKind::territory, "t"}), tie({NodeKind::device_kind, "锅"}, Bond::belongs_to, task("1")),
                                tie(unit("b"), Bond::leads, task("1")), tie({NodeKind::post, "clerk@c"}, Bond::belongs_to, unit("c")),
                                tie({NodeKind::post, "director@bureau"}, Bond::belongs_to, unit("bureau"))},
                               {{{NodeKind::territory, "t"}, "东街", {}}, {{NodeKind::device_kind, "锅"}, "锅", {}}, {{NodeKind::device_kind, "梯"}, "梯", {}}});
  const Texts above = {"head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"};
  const auto with = [&](const char* first) {
    Texts out = above;
    out.insert(out.begin(), first);
    return out;
  };
  CHECK(steps_of(chart.chain(unit("c"), day)) == with("head@c 单位负责人"));
  CHECK(steps_of(chart.chain({NodeKind::territory, "t"}, day)) == with("head@c 属地监管单位负责人"));
  CHECK(steps_of(chart.chain({NodeKind::device_kind, "锅"}, day)) == with("head@b 牵头部门负责人"));
  CHECK(steps_of(chart.chain({NodeKind::device_kind, "梯"}, day)) == above);
  CHECK(steps_of(chart.chain({NodeKind::post, "clerk@c"}, day)).at(1) == "head@c 单位负责人");
  CHECK(steps_of(chart.chain({NodeKind::post, "director@bureau"}, day)) == Texts{"director@bureau 局长、领导小组组长", "@county 上级"});
  CHECK(steps_of(chart.chain({NodeKind::body, "county"}, day)) == Texts{"@county 上级"});
  CHECK(steps_of(chart.chain_of_group(day)) == above);
}

TEST_CASE("不认识的事物说出相近的名称", "[org][chart]") {
  const Chart chart = chart_of({});
  const auto code_of = [](auto ask) {
    try {
      ask();
    } catch (const PlanError& error) {
      return std::string(code_name(error.code())) + " " + error.context().subject + " " + (error.context().allowed.empty() ? "" : error.context().allowed.front());
    }
    return std::string();
  };
  CHECK(code_of([&] { chart.chain(unit("甲处"), day); }) == "unknown_name unit 甲处 甲科");
  CHECK(code_of([&] { chart.who(TaskId("任务二二"), Bond::leads, day); }) == "unknown_name task 任务二二 任务二");
  CHECK(code_of([&] { chart.of_unit(UnitId("x"), day); }) == "unknown_name unit x ");
  CHECK(code_of([&] { chart_of({tie(unit("b"), Bond::leads, task("3"))}); }).substr(0, 19) == "unknown_name task 3");
  CHECK(code_of([&] { chart_of({tie(unit("b"), Bond::files_to, task("1"))}); }) == "plan_value unit b ");
}

TEST_CASE("报送成环要点名，向自己报送也算", "[org][chart]") {
  struct Row {
    const char* what;
    std::vector<std::pair<const char*, const char*>> filings;
    Texts circles;
  };
  const Row table[] = {
      {"没有环", {{"a", "b"}, {"b", "c"}, {"a", "c"}}, {}},
      {"向自己报送", {{"a", "a"}, {"b", "a"}}, {"a"}},
      {"两家互报", {{"b", "c"}, {"c", "b"}}, {"b c"}},
      {"三家成环", {{"c", "a"}, {"a", "b"}, {"b", "c"}}, {"a b c"}},
      {"大环里有小环，点最短的", {{"a", "b"}, {"b", "c"}, {"c", "a"}, {"b", "a"}}, {"a b"}},
      {"环中又有向自己报送的", {{"a", "b"}, {"b", "a"}, {"b", "b"}}, {"a b", "b"}},
      {"两个互不相干的环", {{"bureau", "a"}, {"a", "bureau"}, {"c", "b"}, {"b", "c"}}, {"bureau a", "b c"}},
      {"重复的报送只算一环", {{"a", "b"}, {"a", "b"}, {"b", "a"}}, {"a b"}},
  };
  for (const Row& row : table) {
    CAPTURE(row.what);
    std::vector<Tie> ties;
    for (const auto& [from, to] : row.filings) ties.push_back(files(from, to));
    Texts found;
    for (const FilingCycle& cycle : chart_of(ties).filing_cycles(day)) found.push_back(ids(cycle.nodes));
    CHECK(found == row.circles);
  }
  CHECK(chart_of({files("c", "a"), files("a", "b"), files("b", "c")}).filing_cycles(day).front().reason ==
        "报送成环：甲科→乙科→丙科→甲科：a 报送 b；b 报送 c；c 报送 a");
  CHECK(chart_of({files("a", "a")}).filing_cycles(day).front().reason == "“甲科”向自己报送：a 报送 a");
}

TEST_CASE("断开一处就与组长失去联系的，点名并说出会断开什么", "[org][chart]") {
  const Tie up = tie(unit("a"), Bond::belongs_to, unit("bureau"));
  const Tie led = tie(unit("a"), Bond::leads, task("1"));
  const auto said = [](const Chart& chart) {
    Texts out;
    for (const SinglePoint& point : chart.single_points(day)) out.push_back(point.node().id + ": " + ids(point.hanging()));
    return out;
  };
  CHECK(said(chart_of({})).empty());
  CHECK(said(chart_of({up, led})) == Texts{"a: 1"});
  // a second way around: nothing hangs on the one unit
  CHECK(said(chart_of({up, led, tie(unit("b"), Bond::carries, task("1")), tie(unit("b"), Bond::belongs_to, unit("bureau"))})).empty());
  // seats hang on their unit by nature
  CHECK(said(chart_of({up, tie({NodeKind::post, "head@a"}, Bond::belongs_to, unit("a"))})).empty());
  // all that hangs on the head's own unit
  CHECK(said(chart_of({up, tie(unit("b"), Bond::belongs_to, unit("bureau"))})) == Texts{"bureau: a b"});
  // away from the head the larger part stays
  CHECK(said(chart_of({tie(unit("b"), Bond::leads, task("1")), tie(unit("b"), Bond::carries, task("1")), files("b", "c"), files("c", "c"),
                       tie(unit("c"), Bond::leads, task("2"))})) == Texts{"b: 1", "c: 2"});
  CHECK(chart_of({up, led}).single_points(day).front().reason() == "单位“甲科”一旦缺位，“任务一”与领导小组组长所在一方再无联系");
}

TEST_CASE("单点说得出断开什么和为什么，职责图不在了也一样", "[org][chart]") {
  const auto found = [] {
    return chart_of({tie(unit("a"), Bond::belongs_to, unit("bureau")), tie(unit("a"), Bond::leads, task("1"))}).single_points(day);
  }();
  REQUIRE(found.size() == 1);
  const SinglePoint copied = found.front();
  CHECK(copied.node() == unit("a"));
  CHECK(copied.hanging() == std::vector<Node>{task("1")});
  CHECK(copied.hanging_count() == 1);
  CHECK(copied.reason() == "单位“甲科”一旦缺位，“任务一”与领导小组组长所在一方再无联系");
}

TEST_CASE("互不相连的各部分", "[org][chart]") {
  Texts found;
  for (const std::vector<Node>& part : chart_of({tie(unit("b"), Bond::leads, task("1")), files("c", "b"), files("a", "a")}).components(day)) found.push_back(ids(part));
  CHECK(found == Texts{"bureau", "a", "b c 1", "county", "2"});
}

TEST_CASE("没有覆盖到的任务、属地、设备种类，各有缘由", "[org][chart]") {
  const Validity until{std::nullopt, Day::of(2021, 3, 31)};
  const std::vector<Thing> more = {{task("3"), "任务三", "附件 3", Origin::inferred}, {task("4"), "大题四", "附件 4"}, {task("4.1"), "小题", "附件 4-1"},
                                   {{NodeKind::territory, "t"}, "东街", "一"}, {{NodeKind::device_kind, "锅"}, "锅", {}}};
  const Chart chart = chart_of({tie(unit("b"), Bond::leads, task("1"), until), tie(unit("c"), Bond::carries, task("1")),
                                {unit(""), task("2"), Bond::carries, {}, "", Origin::printed, "各科"}, tie(unit("b"), Bond::leads, task("2")),
                                tie(task("4.1"), Bond::belongs_to, task("4")), tie(unit("b"), Bond::leads, task("4.1")), tie(unit("b"), Bond::carries, task("4.1")),
                                tie(unit("c"), Bond::supervises, {NodeKind::territory, "t"}, until)},
                               more);
  Texts said;
  for (const Uncovered& one : chart.uncovered(day)) said.push_back(one.node.text() + "：" + one.reason);
  CHECK(said == Texts{"task 1：附件 1 “任务一”当日没有牵头部门：“乙科”至2021年3月31日；责任部门为“c”",
                      "task 2：附件 2 “任务二”责任部门写作“各科”，成员没有列明",
                      "task 3：附件 3 “任务三”没有牵头部门（任务本身为推定）；没有责任部门（任务本身为推定）",
                      "territory t：一 “东街”没有单位监管：“丙科”至2021年3月31日", "device_kind 锅：“锅”没有任务写明这一设备种类"});
  CHECK(chart.uncovered(Day::of(2021, 3, 31)).size() == 3);
}

TEST_CASE("承担而不报送的，报送而不承担的", "[org][chart]") {
  const Chart chart = chart_of({tie(unit("b"), Bond::carries, task("1")), tie(unit("b"), Bond::leads, task("1")), files("c", "a"), tie(unit("a"), Bond::cooperates, task("1")),
                                tie(unit("bureau"), Bond::leads, task("2")), files("bureau", "a")});
  const std::vector<Unequal> found = chart.responsibility_against_filing(day);
  REQUIRE(found.size() == 2);
  CHECK((found[0].unit == UnitId("b") && found[0].carries && !found[0].files));
  CHECK(found[0].reason == "“乙科”承担 1 项任务，但没有报送任务");
  CHECK((found[1].unit == UnitId("c") && !found[1].carries && found[1].files));
  CHECK(found[1].reason == "“丙科”有报送任务（c 报送 a），但不牵头也不承担任何工作任务");
}

TEST_CASE("单位不在了，它的关系也不在了", "[org][chart]") {
  Organisation shrinking = office();
  shrinking.units[2].valid.last = Day::of(2021, 5, 5);
  const Chart chart(shrinking, {{task("1"), "任务一", {}}}, {tie(unit("b"), Bond::leads, task("1"))}, PostId("head"));
  CHECK(chart.ties(Day::of(2021, 5, 5)).size() == 1);
  CHECK(chart.ties(day).empty());
  CHECK(chart.ties().size() == 1);
  CHECK(chart.nodes(day).size() == chart.nodes(Day::of(2021, 5, 5)).size() - 1);
  CHECK(chart.chain(unit("b"), day).front().reason == "“乙科”当日不存在，由领导小组统筹（推定）；二 领导小组办公室设在“甲科”");
}
