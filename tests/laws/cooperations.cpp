// Laws over seeded random acts towards bodies outside: what is open is what was asked, less what ended, on every day and
// at every point; receipts are open exactly where the accounts say so; whatever becomes of the house, somebody chases.
#include "../campaign/house.hpp"
#include "../catch.hpp"
#include "player.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/outside.hpp"

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

using namespace world;

namespace {

int seed_total() { return std::getenv("BIHUAN_LONG") != nullptr ? 1000 : 40; }
constexpr int act_total = 60, id_total = 8, day_total = 30;
const Day first_day = Day::of(2021, 3, 1);

/// What the test remembers of an act that was taken.
struct Said { std::string id; FactKind kind; bool ends; Day on; ItemNumber number; };

/// Whether the act may stand among the others of its id: after the request, nothing after an end, one end.
bool may_stand(const std::vector<Said>& all, const std::string& id, FactKind kind, bool ends, Day on) {
  std::vector<Said> mine;
  for (const Said& one : all)
    if (one.id == id) mine.push_back(one);
  if (kind == FactKind::cooperation_requested) return mine.empty();
  if (mine.empty() || on < mine.front().on) return false;  // the request is always entered first
  for (const Said& one : mine) {
    if (one.ends && (ends || on >= one.on)) return false;
    if (ends && one.on > on) return false;
  }
  return true;
}

std::set<std::string> open_by(const std::vector<Said>& all, Day as_of, ItemNumber last) {
  std::set<std::string> out;
  for (const Said& one : all)
    if (one.kind == FactKind::cooperation_requested && one.on <= as_of && one.number <= last) out.insert(one.id);
  for (const Said& one : all)
    if (one.ends && one.on <= as_of && one.number <= last) out.erase(one.id);
  return out;
}

struct Writer {
  World w;
  std::mt19937 dice;
  std::vector<Said> said = {};
  int accepted = 0, refused = 0;
  explicit Writer(unsigned seed) : dice(seed) { w.today = first_day + day_total; }
  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }

  Fields fields_of_act(FactKind kind, const std::string& outcome, Day on) {
    using T = std::string;
    switch (kind) {
      case FactKind::cooperation_requested:
        return {{"task", T("1.1")}, {"unit", T(roll(2) ? "lift" : "crane")}, {"body", T(roll(2) ? "district" : "issuer")}, {"text", T("请协助")}, {"answer_due_on", (on + roll(20)).iso()}};
      case FactKind::cooperation_answered: {
        Fields out{{"outcome", outcome}, {"text", T("复")}};
        if (outcome == "partial") out.set("answer_due_on", on + roll(20));
        return out;
      }
      case FactKind::cooperation_chased: return {{"text", T("催")}};
      default: return {{"reason", T("撤")}};
    }
  }

  void move() {
    const std::string id = "C-" + std::to_string(roll(id_total));
    const int turn = roll(10);
    const FactKind kind = turn < 3   ? FactKind::cooperation_requested
                          : turn < 7 ? FactKind::cooperation_answered
                          : turn < 9 ? FactKind::cooperation_chased
                                     : FactKind::cooperation_withdrawn;
    const std::string outcome = roll(3) != 0 ? "partial" : roll(2) ? "done" : "declined";
    const bool ends = kind == FactKind::cooperation_withdrawn || (kind == FactKind::cooperation_answered && outcome != "partial");
    const Day on = first_day + roll(day_total);
    const bool legal = may_stand(said, id, kind, ends, on);
    try {
      const Fact fact = decide_cooperation(w.history, plan(), w.today, {kind, on, id, 0, {actor("p1@head@lift")}, fields_of_act(kind, outcome, on)});
      w.write(fact);
      CHECK(legal);
      said.push_back({id, kind, ends, on, w.history.checkpoint().size});
      ++accepted;
    } catch (const Refused& why) {
      INFO(why.what());
      CHECK_FALSE(legal);
      ++refused;
    }
  }
};

}  // namespace

TEST_CASE("open requests are those asked less those ended, on every day and at every point", "[laws]") {
  int accepted = 0, refused = 0;
  std::int64_t looked = 0, open_seen = 0;
  for (unsigned seed = 1; seed <= static_cast<unsigned>(seed_total()); ++seed) {
    INFO("seed " << seed);
    Writer writer(seed);
    for (int i = 0; i < act_total; ++i) writer.move();
    for (ItemNumber last = 0; last <= writer.w.history.checkpoint().size; last += 2)  // a commit is a header and a fact
      for (Day as_of = first_day - 1; as_of <= first_day + day_total; as_of = as_of + 1) {
        std::set<std::string> open;
        for (const Cooperation& one : cooperations(writer.w.history, as_of, last))
          if (one.is_open()) open.insert(one.id.text());
        if (open != open_by(writer.said, as_of, last)) FAIL("as of " << as_of.iso() << " at item " << last);
        ++looked;
        open_seen += static_cast<std::int64_t>(open.size());
      }
    accepted += writer.accepted;
    refused += writer.refused;
  }
  std::cout << "bodies: " << accepted << " acts accepted, " << refused << " refused as the plain model says, seeds 1 to " << seed_total() << "; " << looked
            << " days and points, " << open_seen << " open requests seen\n";
  CHECK(accepted > seed_total() * 10);
  CHECK(refused > seed_total() * 10);
  CHECK(open_seen > looked / 2);
}

TEST_CASE("receipts are open exactly where the accounts await them", "[laws]") {
  std::int64_t seen = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Player player(seed);
    for (int i = 0; i < 400; ++i) player.move();
    for (int month = 1; month <= 12; ++month) {
      const Day as_of = last_day_of_month(2021, month);
      const Snapshot now = player.w.snapshot(as_of);
      std::map<std::string, std::int64_t> awaiting, found;
      for (const Movement& m : now.movements()) {
        if (m.flow == Flow::transferred) ++awaiting[m.unit.text()];
        if (m.flow == Flow::acknowledged || m.flow == Flow::returned) --awaiting[m.unit.text()];
      }
      std::erase_if(awaiting, [](const auto& account) { return account.second == 0; });
      for (const Outstanding& one : open_receipts(now, plan(), Calendar::china())) {
        ++found[one.unit.text()];
        CHECK(one.due_on);
        ++seen;
      }
      CHECK(found == awaiting);
    }
  }
  std::cout << "bodies: " << seen << " open receipts agree with the accounts\n";
  CHECK(seen > 0);
}

namespace {

/// Letters go out while units merge, split and close, many of these told late.
struct Letterbox {
  house::House h;
  std::mt19937 dice;
  int letters = 0, changes = 0, late = 0, orphaned = 0;
  explicit Letterbox(unsigned seed) : dice(seed) {}
  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }

  UnitId some_unit(Day on) {
    std::vector<UnitId> out;
    for (const Unit& unit : h.campaign.plan().organisation.units)
      if (unit.valid.on(on) && unit.id != UnitId("bureau") && unit.id != UnitId("office")) out.push_back(unit.id);
    return out[static_cast<std::size_t>(roll(static_cast<int>(out.size())))];
  }

  Change some_change(Day on) {
    const UnitId one = some_unit(on), other = some_unit(on), made("u" + std::to_string(changes));
    Heirs heirs;
    if (roll(3) == 0) heirs.of_task[TaskId(roll(2) ? "1.1" : "1.2")] = other;
    if (roll(4) != 0) heirs.rest = other;
    switch (roll(4)) {
      case 0: return UnitsMerged{{one, other}, made, "所" + made.text()};
      case 1: return UnitSplit{one, {{made, "所" + made.text()}}, heirs};
      case 2: return UnitsMerged{{one}, other, ""};
      default: return UnitClosed{one, heirs};
    }
  }

  void move(Day now) {
    h.on(now);
    const Day on = roll(3) == 0 ? now - roll(12) : now;
    const CooperationId id{"C-" + std::to_string(roll(25))};
    try {
      if (roll(10) == 0) {
        h.change(some_change(on), on);
        ++changes;
        late += on < now;
      } else if (h.campaign.history().of_subject(id.text()).empty()) {
        h.campaign.ask_body(id, {on, {}, {{"task", std::string(roll(2) ? "1.1" : "1.2")}, {"unit", some_unit(on).text()}, {"body", std::string("district")}, {"text", std::string("请协助")}, {"answer_due_on", (on + roll(30)).iso()}}});
        ++letters;
      } else if (roll(8) == 0) {
        h.campaign.answer_for_body(id, {on, {}, {{"outcome", std::string("done")}, {"text", std::string("复")}}});
      }
    } catch (const Refused& why) {
      orphaned += why.code() == ErrorCode::orphaned;
    } catch (const PlanError&) {  // a name that means two units by then
    }
  }
};

}  // namespace

TEST_CASE("whatever becomes of the house, on every day one unit that stands chases each open request, and its head's list names it", "[laws][reorganisation]") {
  int letters = 0, changes = 0, late = 0, orphaned = 0;
  std::int64_t chased = 0;
  for (unsigned seed = 1; seed <= 25; ++seed) {
    INFO("seed " << seed);
    Letterbox box(seed);
    for (int n = 0; n < 80; ++n)
      for (int i = 0; i < 3; ++i) box.move(day("2021-01-25") + n);
    const Plan& plan = box.h.campaign.plan();
    for (Day on = day("2021-01-20"); on <= box.h.today(); on = on + 6) {
      INFO(on.iso());
      const Snapshot state = box.h.campaign.snapshot(on);
      std::multiset<std::string> owed, listed;
      for (const Outstanding& one : outside(state, plan, Calendar::china())) {
        INFO(one.subject << " under " << one.unit.text());
        const Unit* unit = plan.organisation.find_unit(one.unit);
        REQUIRE(unit != nullptr);
        CHECK(unit->valid.on(on));
        CHECK_FALSE(one.answers.empty());
        owed.insert(one.unit.text() + " " + one.subject);
      }
      for (const Unit& unit : plan.organisation.units)
        for (const HandedOver& item : handover({plan.head_post, unit.id}, state, plan, Calendar::china()).items)
          if (item.what == HandedWhat::request) listed.insert(unit.id.text() + " " + item.id);
      CHECK(owed == listed);
      chased += static_cast<std::int64_t>(owed.size());
    }
    letters += box.letters;
    changes += box.changes;
    late += box.late;
    orphaned += box.orphaned;
  }
  std::cout << "bodies: seeds 1 to 25, " << letters << " letters and " << changes << " changes of the house (" << late << " told late), " << orphaned
            << " refused for orphans; " << chased << " times an open request has its one chaser\n";
  CHECK(changes > 100);
  CHECK(chased > 1000);
}
