// What if: a fork in memory on which every verb works and of which nothing is written, and the two loads side by side.
#include "../catch.hpp"
#include "house.hpp"

#include "bihuan/error.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

using namespace house;
namespace fs = std::filesystem;

namespace {

Clock still(const char* on) {
  const Day today = day(on);
  return [today] { return Instant{(std::int64_t{today.serial()} * 86400 + 3600) * 1'000'000}; };
}

void fill(House& h) {
  for (const char* unit : {"east", "west", "north"}) h.campaign.appoint({PostId("head"), UnitId(unit)}, std::string(unit) == "east" ? "钱四" : "孙五", day("2021-01-04"));
  h.on("2021-03-10");
  h.found("H-1", "east", "1.1", day("2021-02-01"));
  h.act(Request::grade, "H-1", day("2021-02-01"));
  h.act(Request::order, "H-1", day("2021-02-02"));
  h.found("H-2", "west", "1.2", day("2021-03-01"));
  h.found("H-3", "west", "1.1", day("2021-03-02"));
}

const Change merger = UnitsMerged{{UnitId("east"), UnitId("west")}, UnitId("both"), "东西所"};
Act act_on(const char* on) { return {day(on), {}, {{"document", std::string("推演")}}}; }

std::string bytes(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file, std::ios::binary).rdbuf();
  return all.str();
}

}  // namespace

TEST_CASE("a fork goes on from where the campaign stands, and the campaign knows nothing of it", "[campaign][what_if]") {
  House h;
  fill(h);
  const Checkpoint before = h.campaign.checkpoint();
  Campaign fork = h.campaign.fork(still("2021-04-15"));
  CHECK(fork.is_fork());
  CHECK_FALSE(h.campaign.is_fork());
  CHECK(fork.checkpoint() == before);
  CHECK(fork.names() == h.campaign.names());
  CHECK(fork.snapshot(day("2021-03-10")).hazards() == h.campaign.snapshot(day("2021-03-10")).hazards());
  const Known merged = fork.reorganise(merger, act_on("2021-04-01"));  // after the campaign's own today
  CHECK(merged.number == before.size + 2);                            // the next commit: its header, then the fact
  CHECK_THROWS_AS(fork.close("H-2", {day("2021-03-10"), {}, {}}), Refused);
  CHECK(fork.refused_acts().size() == 1);
  CHECK(h.campaign.refused_acts().empty());
  CHECK(h.campaign.checkpoint() == before);
  CHECK(h.campaign.plan().organisation.find_unit(UnitId("both")) == nullptr);
  CHECK(fork.plan().organisation.find_unit(UnitId("both")) != nullptr);
  CHECK(fork.verify().ok());
  CHECK(holds(fork.prove_growth(before.size), before, fork.checkpoint()));
}

TEST_CASE("a fork of a fork goes on from there", "[campaign][what_if]") {
  House h;
  fill(h);
  Campaign fork = h.campaign.fork(still("2021-04-15"));
  fork.reorganise(merger, act_on("2021-04-01"));
  Campaign further = fork.fork();
  CHECK(further.is_fork());
  further.reorganise(UnitRenamed{UnitId("both"), "城区所"}, act_on("2021-04-10"));
  CHECK(fork.plan().organisation.unit_name(UnitId("both")) == "东西所");
  CHECK(further.plan().organisation.unit_name(UnitId("both")) == "城区所");
}

TEST_CASE("nothing of a fork is written: the ledger file keeps its bytes and its time, and no file stands beside it", "[campaign][what_if]") {
  const fs::path folder = fs::temp_directory_path() / ("bihuan-what-if-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  const fs::path file = folder / "house.ledger";
  {
    const Campaign campaign = Campaign::create(file, plan(), still("2021-01-04"));
    const std::string was = bytes(file);
    const auto written_at = fs::last_write_time(file);
    const auto file_count = [&] { return std::distance(fs::directory_iterator(folder), fs::directory_iterator()); };
    const auto there_were = file_count();
    Campaign fork = campaign.fork(still("2021-06-01"));
    fork.appoint({PostId("head"), UnitId("east")}, "钱四", day("2021-01-05"));
    fork.reorganise(merger, act_on("2021-05-01"));
    CHECK_THROWS_AS(fork.reorganise(merger, act_on("2021-05-02")), Refused);
    fork.load(day("2021-06-01"));
    CHECK(fork.refused_acts().size() == 1);
    CHECK(bytes(file) == was);
    CHECK(fs::last_write_time(file) == written_at);
    CHECK(file_count() == there_were);
    CHECK(campaign.names().empty());
    CHECK(campaign.refused_acts().empty());
  }
  fs::remove_all(folder);
}

TEST_CASE("nothing official comes out of a fork", "[campaign][what_if]") {
  House h;
  fill(h);
  Campaign fork = h.campaign.fork(still("2021-04-15"));
  const fs::path folder = fs::temp_directory_path() / ("bihuan-what-if-issue-" + std::to_string(::getpid()));
  const auto refused = [](const auto& asks) {
    try {
      asks();
    } catch (const Refused& error) {
      return error.code() == ErrorCode::wrong_state && error.context().state == "fork";
    }
    return false;
  };
  CHECK(refused([&] { fork.issue(Period::parse("2021-02"), folder); }));
  CHECK(refused([&] { static_cast<void>(fork.checkpoint_note(SigningKey::generate("house.example/2021"))); }));
  CHECK(refused([&] { static_cast<void>(fork.bundle(Period::parse("2021-02"))); }));
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("the same suppositions twice give the same answer", "[campaign][what_if]") {
  House h;
  fill(h);
  const auto supposed = [&] {
    Campaign fork = h.campaign.fork(still("2021-04-15"));
    fork.reorganise(merger, act_on("2021-04-01"));
    return std::pair(fork.checkpoint(), compare(h.campaign.load(day("2021-04-15")), fork.load(day("2021-04-15"))).table());
  };
  CHECK(supposed() == supposed());
}

TEST_CASE("a merged unit has what the units before it had together", "[campaign][what_if]") {
  House h;
  fill(h);
  const Day on = day("2021-03-10");
  Campaign fork = h.campaign.fork();
  fork.reorganise(merger, act_on("2021-03-10"));
  const WhatIf seen = compare(h.campaign.load(on), fork.load(on));
  const UnitLoad* east = seen.reality.find(UnitId("east"));
  const UnitLoad* west = seen.reality.find(UnitId("west"));
  const UnitLoad* both = seen.supposed.find(UnitId("both"));
  REQUIRE((east != nullptr && west != nullptr && both != nullptr));
  CHECK(both->open == east->open + west->open);
  CHECK(both->open_major == east->open_major + west->open_major);
  CHECK(both->weight == east->weight + west->weight);
  CHECK(both->overdue == east->overdue + west->overdue);
  CHECK(both->missed == east->missed + west->missed);
  CHECK(both->carries == 2);  // the same two tasks: one carrier less
  for (const char* same : {"open", "open_major", "weight", "overdue", "missed"}) CHECK(seen.change(same) == 0);
  CHECK(seen.change("carries") == -2);
  CHECK_THROWS_AS(seen.change("colour"), FormError);
  std::map<std::string, std::string> standing;
  const Table table = seen.table();
  for (std::size_t i = 0; i < table.row_count(); ++i) standing[cell_text(table.at(i, "unit"))] = cell_text(table.at(i, "standing"));
  CHECK(standing["east"] == "终止");
  CHECK(standing["west"] == "终止");
  CHECK(standing["both"] == "新设");
  CHECK(standing["north"] == "续存");
  // Nobody was appointed to head the new unit; both heads before were.
  CHECK(seen.count(Gap::vacant, true) == 1);
  CHECK_THAT(seen.summary(), Catch::Matchers::ContainsSubstring("东所、西所不再存在，新设东西所"));
}

TEST_CASE("an absence shows: the seat is vacant, and what falls due meanwhile falls on nobody", "[campaign][what_if]") {
  House h;
  fill(h);
  const Day on = day("2021-03-10");
  Campaign fork = h.campaign.fork();
  const auto holder = h.campaign.plan().organisation.incumbent({PostId("head"), UnitId("north")}, on);
  REQUIRE(holder);
  fork.end_term({PostId("head"), UnitId("north")}, *holder, on - 1);
  WhatIf seen = compare(h.campaign.load(on), fork.load(on));
  REQUIRE(seen.opened.size() == 1);
  CHECK(seen.opened.front().gap == Gap::vacant);
  CHECK(seen.opened.front().node.id == "head@north");
  CHECK(seen.closed.empty());
  CHECK(seen.change("unheld") == seen.supposed.find(UnitId("north"))->coming);
  CHECK(seen.change("unheld") > 0);
  fork.appoint({PostId("head"), UnitId("north")}, "李二", on, true);
  seen = compare(h.campaign.load(on), fork.load(on));
  CHECK(seen.opened.empty());
  CHECK(seen.supposed.find(UnitId("north"))->head == HeadStanding::acting);
}

TEST_CASE("a task that would be nobody's is told as uncovered", "[campaign][what_if]") {
  House h;
  fill(h);
  const Day on = day("2021-03-10");
  const auto uncovered = [](const Load& load) {
    return std::count_if(load.gaps.begin(), load.gaps.end(), [](const LoadGap& gap) { return gap.gap == Gap::uncovered && gap.node.kind == NodeKind::task; });
  };
  CHECK(uncovered(h.campaign.load(on)) == 0);
  // Every carrier of 1.2 leaves it; what is refused as orphaned stays as it is.
  Campaign fork = h.campaign.fork();
  std::vector<UnitId> carriers;
  for (const Responsibility& one : fork.plan().responsibilities(on))
    if (one.task == TaskId("1.2") && one.bond == Bond::carries) carriers.push_back(one.unit);
  REQUIRE(carriers.size() == 4);
  int moved = 0;
  for (const UnitId& unit : carriers) {
    try {
      fork.reorganise(ResponsibilityMoved{TaskId("1.2"), Bond::carries, unit, {}}, act_on("2021-03-10"));
      ++moved;
    } catch (const Refused& refused) {
      CHECK(refused.code() == ErrorCode::orphaned);
    }
  }
  CHECK(moved < 4);  // the verbs guard the fork as they guard the ledger
  CHECK(compare(h.campaign.load(on), fork.load(on)).count(Gap::uncovered, true) == 0);
}

TEST_CASE("loads of different days are not compared", "[campaign][what_if]") {
  House h;
  fill(h);
  CHECK_THROWS_AS(compare(h.campaign.load(day("2021-03-10")), h.campaign.load(day("2021-03-11"))), TimeError);
  const WhatIf same = compare(h.campaign.load(day("2021-03-10")), h.campaign.load(day("2021-03-10")));
  CHECK(same.opened.empty());
  CHECK(std::none_of(same.units.begin(), same.units.end(), [](const UnitCompared& one) { return one.changed(); }));
  CHECK_THAT(same.summary(), Catch::Matchers::ContainsSubstring("各单位负荷不变"));
}
