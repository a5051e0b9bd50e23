// Laws over seeded random campaigns: whatever happens, accounts balance and nothing closes only on paper.
#include "../catch.hpp"
#include "player.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/agenda.hpp"
#include "state/replay.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

using namespace world;

namespace {

int request_total() { return std::getenv("BIHUAN_LONG") != nullptr ? 5'000'000 : 200'000; }
constexpr int campaign_length = 500;  // requests

/// The account identity for every unit and grade over a span, from movements alone against the states themselves.
void check_balance(const World& w, Day first, Day last) {
  const Snapshot now = w.snapshot(last);
  std::map<std::pair<std::string, Grade>, std::int64_t> expected, open;
  for (const Hazard& h : w.snapshot(first - 1).hazards())
    if (h.is_open()) ++expected[{h.supervising_unit.text(), h.grade}];
  for (const Movement& m : now.movements()) {
    if (m.on < first || m.flow == Flow::acknowledged || m.flow == Flow::returned) continue;
    expected[{m.unit.text(), m.grade}] += m.flow <= Flow::reassigned_in ? 1 : -1;
  }
  for (const Hazard& h : now.hazards())
    if (h.is_open()) ++open[{h.supervising_unit.text(), h.grade}];
  for (const auto& [account, count] : expected)
    if (count != 0 || open.contains(account)) CHECK(open[account] == count);
  for (const auto& [account, count] : open) CHECK(expected[account] == count);
}

/// What a closed hazard must have behind it, told from its facts alone.
void check_closings(const World& w) {
  for (const std::string& id : w.history.hazards()) {
    const Hazard h = w.hazard(id);
    if (h.state != State::closed) continue;
    CHECK(h.holds.empty());
    bool passed = false;
    for (const Step& step : h.steps) {
      if (step.kind == FactKind::hazard_closed) CHECK(passed);
      if (step.kind == FactKind::review_passed || step.kind == FactKind::fixed_on_spot) passed = true;
      if (step.state == State::graded || step.state == State::ordered) passed = false;
    }
    const Known* closing = nullptr;
    for (const std::size_t place : w.history.of_subject(id))
      if (w.history.facts()[place].fact.kind == FactKind::hazard_closed) closing = &w.history.facts()[place];
    REQUIRE(closing != nullptr);
    if (closing->fact.fields.has("override_post")) continue;  // lifts the separation, and is counted
    for (const PersonId& person : h.reviewers) CHECK(person != closing->fact.by.front().person);
    for (const PersonId& person : h.rectifiers) CHECK(person != closing->fact.by.front().person);
  }
}

/// Open or not, nothing is without somebody who answers and, while open, a day by which something is due.
void check_next(const World& w) {
  for (const std::string& id : w.history.hazards()) {
    const Hazard h = w.hazard(id);
    if (!h.is_open()) continue;
    CHECK_FALSE(h.supervising_unit.empty());
    REQUIRE(h.awaited);
    // A fact inserted before another can make that one start a limit that it did not write down: then the rule tells.
    static const Rulebook rules = Rulebook::law().with(plan().rules);
    CHECK((h.due_on() || h.limit_on || rules.find(h.awaited->limit, h.awaited->started_on, h.grade) != nullptr));
    CHECK_FALSE(allowed_requests(h).empty());
  }
}

/// Every open hazard stands in the agenda with a unit that answers, and with a day wherever there is a rule.
void check_agenda(const World& w) {
  static const Rulebook rules = Rulebook::law().with(plan().rules);
  const Snapshot now = w.snapshot(w.today);
  std::map<HazardId, bool> dated;
  for (const Due& due : agenda(now, plan(), rules, Calendar::china())) {
    if (now.hazard(due.hazard).is_open()) CHECK_FALSE((due.unit.empty() || due.answers.empty()));
    dated[due.hazard] = dated[due.hazard] || due.due_on.has_value();
  }
  for (const Hazard& h : now.hazards()) {
    if (!h.is_open()) continue;
    REQUIRE(dated.contains(h.id));
    const bool owes_work = h.limit_on && h.state != State::awaiting_review && h.state != State::passed;
    if (owes_work || rules.find(h.awaited->limit, h.awaited->started_on, h.grade) != nullptr) CHECK(dated[h.id]);
  }
}

/// Cut anywhere, in order of days: the fold of the rest, begun where the prefix ended, is the fold of all.
void check_prefixes(const World& w, std::mt19937& dice) {
  for (const std::string& id : w.history.hazards()) {
    replay::Story story;
    for (const std::size_t place : w.history.of_subject(id)) {
      const Known& known = w.history.facts()[place];
      story.add(known.number, known.fact, known.recorded_at);
    }
    story.settle();
    const std::size_t cut = dice() % (story.facts().size() + 1);
    Hazard prefix;
    prefix.id = HazardId{id};
    for (std::size_t i = 0; i < cut; ++i) replay::apply(prefix, story.facts()[i], nullptr);
    Hazard all = prefix;
    for (std::size_t i = cut; i < story.facts().size(); ++i) replay::apply(all, story.facts()[i], nullptr);
    CHECK(all == w.hazard(id));
    const Day day = cut == 0 ? story.facts().front().fact->on - 1 : story.facts()[cut - 1].fact->on;
    const bool whole_day = cut == story.facts().size() || story.facts()[cut].fact->on > day;
    if (whole_day) CHECK(prefix == w.hazard(id, day));
  }
}

}  // namespace

TEST_CASE("random campaigns keep every account balanced, lose nothing and close nothing only on paper", "[laws]") {
  const int campaigns = request_total() / campaign_length;
  int accepted = 0, refused = 0;
  std::size_t hazards = 0, closed = 0;
  std::set<Request> seen;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(campaigns); ++seed) {
    INFO("seed " << seed);
    Player player(seed);
    for (int i = 0; i < campaign_length; ++i) player.move();
    for (int month = 1; month <= 12; ++month) check_balance(player.w, Day::of(2021, month, 1), last_day_of_month(2021, month));
    check_closings(player.w);
    check_next(player.w);
    check_agenda(player.w);
    check_prefixes(player.w, player.dice);
    accepted += player.accepted;
    refused += player.refused;
    hazards += player.w.history.hazards().size();
    for (const Known& known : player.w.history.facts()) {
      closed += known.fact.kind == FactKind::hazard_closed;
      seen.insert(request_of(known.fact.kind));
    }
  }
  std::cout << "laws: " << campaigns * campaign_length << " requests, seeds 1 to " << campaigns << ": " << accepted << " accepted, " << refused
            << " refused, " << hazards << " hazards, " << closed << " closings, " << seen.size() << " of " << request_count << " requests seen\n";
  for (int r = 0; r < request_count; ++r) {
    INFO(request_name(static_cast<Request>(r)));
    CHECK(seen.contains(static_cast<Request>(r)));
  }
  CHECK(closed > 0);
}

TEST_CASE("the fold of a history as known at a point is the fold of the history that then was", "[laws]") {
  for (unsigned seed = 21; seed <= 24; ++seed) {
    INFO("seed " << seed);
    Player player(seed);
    for (int i = 0; i < 400; ++i) player.move();
    const World middle = player.w;
    const ItemNumber point = middle.history.checkpoint().size;
    const Day then = player.now;
    for (int i = 0; i < 400; ++i) player.move();
    const Snapshot was = middle.snapshot(then);
    const Snapshot is = player.w.snapshot(then, point);
    REQUIRE(was.hazards().size() == is.hazards().size());
    for (std::size_t i = 0; i < was.hazards().size(); ++i) {
      CHECK(was.hazards()[i].state == is.hazards()[i].state);
      CHECK(was.hazards()[i].details == is.hazards()[i].details);
      CHECK(was.hazards()[i].limit_on == is.hazards()[i].limit_on);
    }
    CHECK(was.movements().size() == is.movements().size());
  }
}

TEST_CASE("the order in which facts arrive does not matter, only the days on which they were so", "[laws]") {
  // One hazard's whole life, written down in the order of days and in any order that decide accepts: the same hazard.
  World straight;
  straight.bring("H-1", State::closed, Grade::major, day("2021-03-01"));
  std::vector<const Known*> facts;
  for (const Known& known : straight.history.facts()) facts.push_back(&known);
  std::mt19937 dice(7);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(facts.begin(), facts.end(), dice);
    const Hazard folded = fold_hazard(HazardId{"H-1"}, facts);
    CHECK(folded.state == State::closed);
    CHECK(folded.steps.size() == straight.hazard("H-1").steps.size());
    CHECK(folded.details == straight.hazard("H-1").details);
  }
}
