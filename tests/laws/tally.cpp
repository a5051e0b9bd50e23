// Laws of the tally: the one pass over columns counts what snapshots show, whatever was told late, corrected or refused.
#include "../catch.hpp"
#include "player.hpp"
#include "tallied.hpp"

#include "bihuan/ledger/codec.hpp"

#include <iostream>

using namespace world;

namespace {

/// The same history, read from the lines of a ledger instead of taken over as facts.
History read_again(const History& history) {
  History out;
  for (const Known& known : history.facts()) {
    Commit commit;
    commit.seq = out.last_seq() + 1;
    commit.first_item = known.number - 1;
    commit.item_count = 2;
    commit.text = encode_commit({known.recorded_at, {PersonId{"p0"}, PostId{"head"}, UnitId{"office"}}, {}, {}}, "world", {}, {known.fact});
    out.append(commit, "world");
  }
  return out;
}

}  // namespace

TEST_CASE("a tally counts on any day, as known at any point, what the snapshot of that day holds", "[laws][tally]") {
  int days = 0, cells = 0, acts = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Player player(seed);
    for (int i = 0; i < 500; ++i) player.move();
    const History read = read_again(player.w.history);
    for (int round = 0; round < 6; ++round) {
      std::vector<Day> asked;
      for (Day day = Day::of(2021, 1, 1) + player.roll(20); day <= player.now + 5; day = day + 1 + player.roll(15)) asked.push_back(day);
      const std::optional<ItemNumber> known_at =
          round < 2 ? std::nullopt : std::optional<ItemNumber>(player.roll(static_cast<int>(player.w.history.checkpoint().size)));
      const std::vector<Standing> slow = tallied::one_by_one(player.w.history, asked, known_at);
      const Tally fast = tally(player.w.history, asked, known_at);
      CHECK(fast.standings() == slow);
      CHECK(fast.deviation_count() == 0);
      CHECK(tally(read, asked, known_at).standings() == slow);
      // One day alone is counted in a way of its own.
      const std::vector<Day> one{asked[static_cast<std::size_t>(player.roll(static_cast<int>(asked.size())))]};
      CHECK(tally(read, one, known_at).standings() == tallied::one_by_one(player.w.history, one, known_at));
      days += static_cast<int>(asked.size());
      cells += static_cast<int>(slow.size());
    }
    acts += player.accepted;
  }
  std::cout << "laws: tally, seeds 1 to 20, " << acts << " acts, " << days << " days, " << cells << " cells equal to counting one by one\n";
  CHECK(cells > 1000);
}

TEST_CASE("what no arrow allows is counted as a deviation and folded all the same", "[tally]") {
  World w;
  w.bring("H-1", State::graded, Grade::general, day("2021-03-01"));
  Fact closed{FactKind::hazard_closed, day("2021-03-09"), "H-1", 0, who(Request::close), {{"outcome", std::string("done")}}};
  w.write(closed);  // on paper only: nobody reviewed it
  const std::vector<Day> days{day("2021-03-31")};
  const Tally tallied = tally(w.history, days);
  CHECK(tallied.deviation_count() == 1);
  CHECK(tallied.standings() == tallied::one_by_one(w.history, days, std::nullopt));
  REQUIRE(tallied.size() == 1);
  CHECK(tallied[0].state == State::closed);
}

TEST_CASE("days are answered in order and each once, and a day before everything holds nothing", "[tally]") {
  World w;
  w.bring("H-1", State::graded, Grade::major, day("2021-03-01"));
  const std::vector<Day> days{day("2021-04-30"), day("2020-12-31"), day("2021-04-30")};
  const Tally told = tally(w.history, days);
  REQUIRE(told.size() == 1);
  CHECK(told[0].as_of == day("2021-04-30"));
  CHECK(told[0].grade == Grade::major);
  CHECK(told[0].count == 1);
  CHECK(tally(w.history, {}).size() == 0);
}
