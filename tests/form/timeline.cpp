// Who held what: natural substitution, acting holders, seats with several holders, vacancies.
#include "bihuan/form/timeline.hpp"

#include "../catch.hpp"

#include <algorithm>
#include <cstdio>
#include <random>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

const Day first = Day::of(2021, 1, 1);
const Day last = Day::of(2021, 12, 31);
const Span year{first, last};
const PostId head("head"), director("director"), deputy("deputy");

Organisation office() {
  Organisation out;
  out.units = {{UnitId("bureau"), "局", {}, Origin::printed}, {UnitId("a"), "甲科", {}, Origin::printed},
               {UnitId("b"), "乙科", {std::nullopt, Day::of(2021, 6, 30)}, Origin::printed}};
  out.posts = {{director, "局长", Origin::printed}, {deputy, "副局长", Origin::printed}, {head, "科长", Origin::printed}};
  out.leading_group.name = "领导小组";
  out.leading_group.ranks = {{"组长", director, "局", 1, Origin::printed}, {"副组长", deputy, "局", 2, Origin::printed}, {"组员", head, "甲科", 1, Origin::printed}};
  return out;
}

Term term(const char* person, const PostInUnit& seat, Validity valid, bool acting = false) { return {PersonId(person), seat, valid, acting}; }

/// `1: p1 2021-01-01..2021-03-31, …`
std::vector<std::string> told(const std::vector<Stretch>& all) {
  std::vector<std::string> out;
  for (const Stretch& one : all) {
    out.push_back(std::to_string(one.place) + " " + (one.person ? one.person->text() : "-") + (one.acting ? "*" : "") + " " + one.days.first.iso().substr(5) + ".." + one.days.last.iso().substr(5));
  }
  return out;
}

}  // namespace

TEST_CASE("Seats of the group come first, then heads of units; a bureau is headed by its director", "[form][timeline]") {
  std::vector<std::string> seats;
  for (const FollowedSeat& one : followed_seats(office(), head, year)) seats.push_back(one.rank + " " + one.seat.text() + " " + std::to_string(one.count));
  CHECK(seats == std::vector<std::string>{"组长 director@bureau 1", "副组长 deputy@bureau 2", "组员 head@a 1", " head@b 1"});
  const Span later{Day::of(2021, 7, 1), last};
  CHECK(followed_seats(office(), head, later).size() == 3);  // unit b is gone
}

TEST_CASE("The director leaves, a deputy acts, the seat stands empty, a successor takes it", "[form][timeline]") {
  Organisation organisation = office();
  const PostInUnit seat{director, UnitId("bureau")};
  organisation.incumbencies = {term("p1", seat, {std::nullopt, Day::of(2021, 4, 30)}), term("p2", seat, {Day::of(2021, 4, 1), Day::of(2021, 5, 31)}, true),
                               term("p2", seat, {Day::of(2021, 9, 1), std::nullopt})};
  CHECK(told(stretches(organisation, {seat, "组长", 1}, year)) ==
        std::vector<std::string>{"1 p1 01-01..03-31", "1 p2* 04-01..05-31", "1 - 06-01..08-31", "1 p2 09-01..12-31"});
  const std::string svg = timeline_svg(organisation, head, year, {{PersonId("p2"), "钱<某>"}});
  CHECK_THAT(svg, ContainsSubstring("钱&lt;某&gt;（代理）") && ContainsSubstring("bh-hatch") && ContainsSubstring("空缺") && !ContainsSubstring("钱<"));
  const Table table = timeline(organisation, head, year, {{PersonId("p2"), "钱某"}});
  CHECK(cell_text(table.at(1, "name")) == "钱某");
  CHECK(cell_text(table.at(1, "standing")) == "acting");
  CHECK(cell_text(table.at(2, "standing")) == "vacant");
  CHECK(cell_text(table.at(0, "post")) == "局长");
}

TEST_CASE("A rank of two has two holders, and who stays keeps the place", "[form][timeline]") {
  Organisation organisation = office();
  const PostInUnit seat{deputy, UnitId("bureau")};
  organisation.incumbencies = {term("p1", seat, {Day::of(2021, 1, 1), Day::of(2021, 3, 31)}), term("p2", seat, {Day::of(2021, 2, 1), std::nullopt}),
                               term("p3", seat, {Day::of(2021, 5, 1), std::nullopt})};
  CHECK(told(stretches(organisation, {seat, "副组长", 2}, year)) ==
        std::vector<std::string>{"1 p1 01-01..03-31", "1 - 04-01..04-30", "1 p3 05-01..12-31", "2 - 01-01..01-31", "2 p2 02-01..12-31"});
}

TEST_CASE("A seat lasts as long as its unit", "[form][timeline]") {
  Organisation organisation = office();
  organisation.incumbencies = {term("p1", {head, UnitId("b")}, {})};
  CHECK(told(stretches(organisation, {{head, UnitId("b")}, "", 1}, year)) == std::vector<std::string>{"1 p1 01-01..06-30"});
}

TEST_CASE("On every day the stretches say what the organisation says", "[form][timeline]") {
  std::mt19937 random(20210101);
  const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  int days = 0;
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    Organisation organisation = office();
    const PostInUnit seat{round % 2 == 0 ? director : deputy, UnitId("bureau")};
    for (int i = 0; i < below(8); ++i) {
      Validity valid;
      if (below(5) > 0) valid.first = first + below(365);
      if (below(3) > 0) valid.last = valid.first.value_or(first) + below(200);
      organisation.incumbencies.push_back(term(("p" + std::to_string(below(5))).c_str(), seat, valid, below(3) == 0));
    }
    const int count = round % 2 == 0 ? 1 : 2;
    const std::vector<Stretch> found = stretches(organisation, {seat, "", count}, year);
    for (Day day = first; day <= last; day = day + 1) {
      std::vector<std::optional<PersonId>> now;
      for (const Stretch& one : found) {
        if (one.days.contains(day)) now.push_back(one.person);
      }
      REQUIRE(now.size() == static_cast<std::size_t>(count));  // each place once
      const auto incumbent = organisation.incumbent(seat, day);
      if (count == 1) REQUIRE(now.front() == incumbent);
      else REQUIRE((!incumbent || std::find(now.begin(), now.end(), incumbent) != now.end()));
      if (count == 2 && now[0]) REQUIRE(now[0] != now[1]);
      ++days;
    }
  }
  std::printf("  pictures: %d days of 200 random seats held as the organisation says\n", days);
}
