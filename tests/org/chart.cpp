#include "bihuan/org/chart.hpp"

#include "../catch.hpp"

using namespace bihuan;

namespace {

const Day day = Day::of(2021, 5, 6);

Organisation office() {
  Organisation out;
  out.units = {{UnitId("bureau"), "局", {}, Origin::printed}, {UnitId("a"), "甲科", {}, Origin::printed},
               {UnitId("b"), "乙科", {}, Origin::printed}, {UnitId("c"), "丙科", {}, Origin::printed}};
  out.bodies = {{"county", "县政府", Origin::printed}};
  out.leading_group.office = "甲科";
  out.leading_group.reports_to = "县政府";
  out.leading_group.ranks = {{"组长", PostId("director"), "局", 1, Origin::printed}};
  out.incumbencies = {{PersonId("p1"), {PostId("head"), UnitId("b")}, {}, false}};
  return out;
}

Responsibility tie(const char* task, const char* unit, Bond bond, Validity valid = {}) {
  return {TaskId(task), UnitId(unit), bond, valid, unit, Origin::printed};
}

std::vector<std::string> chain_of(const std::vector<Answerer>& chain) {
  std::vector<std::string> out;
  for (const Answerer& step : chain) out.push_back(step.seat.text() + " " + step.capacity);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("牵头部门、办公室、组长依次负责", "[org]") {
  const Chart chart(office(), {tie("1", "b", Bond::leads), tie("1", "c", Bond::carries)}, PostId("head"));
  const std::vector<Answerer> chain = chart.who_answers(TaskId("1"), day);
  CHECK(chain_of(chain) == Texts{"head@b 牵头部门负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长"});
  CHECK(chain[0].person == PersonId("p1"));
  CHECK_FALSE(chain[1].person.has_value());
}

TEST_CASE("没有牵头部门时由各责任部门负责", "[org]") {
  const Chart chart(office(), {tie("1", "c", Bond::carries), tie("1", "b", Bond::carries)}, PostId("head"));
  CHECK(chain_of(chart.who_answers(TaskId("1"), day)) ==
        Texts{"head@c 责任部门负责人", "head@b 责任部门负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长"});
}

TEST_CASE("一个单位在负责链上只出现一次，写明各种身份", "[org]") {
  const Chart chart(office(), {tie("1", "a", Bond::leads), tie("2", "bureau", Bond::leads)}, PostId("head"));
  CHECK(chain_of(chart.who_answers(TaskId("1"), day)) == Texts{"head@a 牵头部门负责人、领导小组办公室", "director@bureau 领导小组组长"});
  CHECK(chart.who_answers(TaskId("2"), day).size() == 2);
}

TEST_CASE("无人负责和不认识的任务都是空的", "[org]") {
  const Chart chart(office(), {tie("1", "", Bond::carries), tie("2", "b", Bond::cooperates)}, PostId("head"));
  CHECK(chart.who_answers(TaskId("1"), day).empty());  // an open term
  CHECK(chart.who(TaskId("1"), Bond::carries, day).size() == 1);
  CHECK(chart.who_answers(TaskId("2"), day).empty());
  CHECK(chart.who_answers(TaskId("9"), day).empty());
  CHECK(chart.who(TaskId("9"), Bond::leads, day).empty());
  CHECK(chart.of_unit(UnitId("x"), day).empty());
}

TEST_CASE("职责有起止，问哪一天答哪一天", "[org]") {
  const Validity early{std::nullopt, Day::of(2021, 6, 30)};
  const Validity late{Day::of(2021, 7, 1), std::nullopt};
  Chart chart(office(), {tie("1", "b", Bond::leads, early), tie("1", "c", Bond::leads, late), tie("2", "b", Bond::carries)}, PostId("head"));
  CHECK(chart.who(TaskId("1"), Bond::leads, Day::of(2021, 6, 30)).front().unit == UnitId("b"));
  CHECK(chart.who(TaskId("1"), Bond::leads, Day::of(2021, 7, 1)).front().unit == UnitId("c"));
  CHECK(chart.of_unit(UnitId("b"), Day::of(2021, 6, 30)).size() == 2);
  CHECK(chart.of_unit(UnitId("b"), Day::of(2021, 7, 1)).size() == 1);
  const Chart moved = std::move(chart);
  CHECK(moved.of_unit(UnitId("c"), Day::of(2021, 7, 1)).size() == 1);
}

TEST_CASE("从任何单位逐级上报到领导小组和上级", "[org]") {
  const Chart chart(office(), {}, PostId("head"));
  CHECK(chain_of(chart.escalation(UnitId("c"), day)) ==
        Texts{"head@c 单位负责人", "head@a 领导小组办公室", "director@bureau 领导小组组长", "@county 上级"});
}
