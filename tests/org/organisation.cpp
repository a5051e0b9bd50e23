#include "bihuan/org/organisation.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

using namespace bihuan;

namespace {

const Day spring = Day::of(2021, 3, 1);
const Day autumn = Day::of(2021, 10, 1);

Validity until(Day day) { return {std::nullopt, day}; }
Validity from(Day day) { return {day, std::nullopt}; }

/// Two sections that merge on 1 July 2021 and a body outside.
Organisation merged() {
  Organisation out;
  out.units = {{UnitId("a"), "设备安全科", until(Day::of(2021, 6, 30)), Origin::printed},
               {UnitId("b"), "质量科", until(Day::of(2021, 6, 30)), Origin::printed},
               {UnitId("c"), "设备质量科", from(Day::of(2021, 7, 1)), Origin::printed},
               {UnitId("d"), "东所", {}, Origin::assumed}};
  out.bodies = {{"fire", "消防队", Origin::printed}};
  out.aliases = {{"设备科", UnitId("a"), {}, Origin::inferred}, {"设备科", UnitId("c"), {}, Origin::inferred},
                 {"两科", UnitId("a"), {}, Origin::printed}, {"两科", UnitId("b"), {}, Origin::printed}};
  out.terms = {{"各科", false, {{UnitId("a"), {}}, {UnitId("b"), {}}, {UnitId("c"), {}}}, Origin::assumed, ""},
               {"各方", true, {}, Origin::printed, ""}};
  out.posts = {{PostId("head"), "科长", Origin::printed}};
  out.leading_group.ranks = {{"组员", PostId("head"), "各科", 1, Origin::printed}};
  return out;
}

std::vector<std::string> texts(const std::vector<UnitId>& units) {
  std::vector<std::string> out;
  for (const UnitId& unit : units) out.push_back(unit.text());
  return out;
}

}  // namespace

TEST_CASE("简称在不同的日子指不同的单位", "[org]") {
  const Organisation organisation = merged();
  CHECK(organisation.resolve("设备科", spring).unit == UnitId("a"));
  CHECK(organisation.resolve("设备科", autumn).unit == UnitId("c"));
  CHECK(organisation.resolve("设备科", autumn).by_alias);
  CHECK(organisation.resolve("设备科", autumn).origin == Origin::inferred);
  CHECK_FALSE(organisation.resolve("东所", spring).by_alias);
  CHECK(organisation.resolve("d", spring).unit == UnitId("d"));
  CHECK(organisation.resolve("消防队", spring).outside);
}

TEST_CASE("对应不上的名称说明原因和相近的名称", "[org]") {
  const Organisation organisation = merged();
  const auto refused = [&](const char* name, Day on) {
    try {
      organisation.resolve(name, on);
    } catch (const PlanError& error) {
      return std::string(code_name(error.code())) + ": " + error.what();
    }
    return std::string("resolved");
  };
  CHECK(refused("设备安权科", spring) == "unknown_name: no unit, body, alias or collective term is called \"设备安权科\"; near: 设备安全科, 设备科");
  CHECK(refused("设备安全科", autumn).find("unknown_name: the name \"设备安全科\" means no unit on 2021-10-01") == 0);
  CHECK(refused("两科", spring) == "ambiguous_name: the name \"两科\" means more than one unit: 设备安全科, 质量科");
  CHECK(refused("各科", spring) == "ambiguous_name: \"各科\" is a collective term, not one unit; name a member, or expand it");
  CHECK(refused("", spring).find("unknown_name") == 0);
  CHECK_FALSE(organisation.try_resolve("两科", spring).has_value());
  CHECK_FALSE(organisation.try_resolve("各科", spring).has_value());
  CHECK_FALSE(organisation.try_resolve("", spring).has_value());
}

TEST_CASE("统称按日展开，没有说的保持未定", "[org]") {
  const Organisation organisation = merged();
  CHECK(texts(organisation.expand("各科", spring).units) == std::vector<std::string>{"a", "b"});
  CHECK(texts(organisation.expand("各科", autumn).units) == std::vector<std::string>{"c"});
  CHECK(organisation.expand("各科", spring).collective);
  CHECK(organisation.expand("各科", spring).origin == Origin::assumed);
  CHECK(organisation.expand("各方", spring).open);
  CHECK(organisation.expand("各方", spring).units.empty());
  CHECK(texts(organisation.expand("东所", spring).units) == std::vector<std::string>{"d"});
  CHECK_FALSE(organisation.expand("东所", spring).collective);
  CHECK_THROWS_AS(organisation.expand("西所", spring), PlanError);
  CHECK_THROWS_AS(organisation.expand("两科", spring), PlanError);
}

TEST_CASE("领导小组的席位随统称展开", "[org]") {
  const std::vector<GroupSeat> seats = merged().group_seats(autumn);
  REQUIRE(seats.size() == 1);
  CHECK(seats[0].seat.text() == "head@c");
  CHECK(seats[0].origin == Origin::assumed);
}

TEST_CASE("接任者自然替补，代理期满回到原任", "[org]") {
  Organisation organisation = merged();
  const PostInUnit seat{PostId("head"), UnitId("d")};
  organisation.incumbencies = {{PersonId("p1"), seat, {Day::of(2021, 1, 1), std::nullopt}, false},
                               {PersonId("p2"), seat, {Day::of(2021, 5, 1), Day::of(2021, 5, 31)}, true},
                               {PersonId("p3"), seat, {Day::of(2021, 9, 1), std::nullopt}, false}};
  CHECK_FALSE(organisation.incumbent(seat, Day::of(2020, 12, 31)).has_value());
  CHECK(organisation.incumbent(seat, Day::of(2021, 1, 1)) == PersonId("p1"));
  CHECK(organisation.incumbent(seat, Day::of(2021, 5, 31)) == PersonId("p2"));
  CHECK(organisation.incumbent(seat, Day::of(2021, 6, 1)) == PersonId("p1"));
  CHECK(organisation.incumbent(seat, autumn) == PersonId("p3"));
  CHECK(organisation.seats_of(PersonId("p2"), Day::of(2021, 5, 2)) == std::vector<PostInUnit>{seat});
  CHECK(organisation.seats_of(PersonId("p2"), autumn).empty());
}

TEST_CASE("不认识的单位保留其代号", "[org]") {
  const Organisation organisation = merged();
  CHECK(organisation.unit_name(UnitId("a")) == "设备安全科");
  CHECK(organisation.unit_name(UnitId("fire")) == "消防队");
  CHECK(organisation.unit_name(UnitId("某公司")) == "某公司");
  CHECK(organisation.post_title(PostId("head")) == "科长");
  CHECK(organisation.post_title(PostId("owner")) == "owner");
}

TEST_CASE("经办人写作 人员@职务@单位", "[org]") {
  const Actor actor = Actor::parse("p7@owner@甲@乙公司");
  CHECK(actor.person == PersonId("p7"));
  CHECK(actor.post == PostId("owner"));
  CHECK(actor.unit == UnitId("甲@乙公司"));
  CHECK(Actor::parse(actor.text()) == actor);
  for (const char* wrong : {"", "p1", "p1@head", "@head@a", "p1@@a", "p1@head@"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(Actor::parse(wrong), PlanError);
  }
}

TEST_CASE("统一社会信用代码的校验位", "[org]") {
  // GB 32100-2015; the codes are published ones.
  CHECK(credit_code_check("91110000600037341L") == 'L');
  CHECK(credit_code_check("9131000063159284XQ") == 'Q');
  CHECK(credit_code_check("91350100M000100Y43") == '3');
  CHECK(credit_code_check("91350100M000100Y4") == '3');
  CHECK(credit_code_check("91110000600037341A") == 'L');
  CHECK_FALSE(credit_code_check("91110000600037341I").has_value());  // no I, O, S, V, Z
  CHECK_FALSE(credit_code_check("91350100M000100Z43").has_value());
  CHECK_FALSE(credit_code_check("9111000060003734").has_value());
  CHECK_FALSE(credit_code_check("91110000600037341l").has_value());
  CHECK_FALSE(credit_code_check("").has_value());
}
