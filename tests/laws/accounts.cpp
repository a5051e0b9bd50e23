// Laws of the accounts: whatever happens, and however late it is told, every account closes and every report is honoured.
#include "../catch.hpp"
#include "../report/issued.hpp"

#include "bihuan/error.hpp"

#include <iostream>
#include <random>

using namespace world;
using namespace issued;

namespace {

/// A year in which things happen to a few hazards, many told late, some corrected; a report is issued after each month.
struct Year {
  World w;
  std::mt19937 dice;
  int accepted = 0, late = 0;

  explicit Year(unsigned seed) : dice(seed) {}
  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }

  void act(Day now) {
    w.today = now;
    const std::string id = "H-" + std::to_string(roll(15));
    const Hazard before = w.hazard(id);
    const std::vector<Request> allowed = allowed_requests(before);
    if (allowed.empty()) return;
    Request request = allowed[static_cast<std::size_t>(roll(static_cast<int>(allowed.size())))];
    if (roll(12) == 0) request = Request::transfer;
    const Day on = roll(4) == 0 ? now - roll(45) : now;
    Fields fields = what(request, before.grade);
    if (request == Request::grade) fields = what(request, roll(3) == 0 ? Grade::major : Grade::general);
    if (request == Request::reassign) fields.set("supervising_unit", Value{std::string(roll(2) ? "crane" : "lift")});
    if (request == Request::correct) {
      const auto& places = w.history.of_subject(id);
      const Known& target = w.history.facts()[places[static_cast<std::size_t>(roll(static_cast<int>(places.size())))]];
      fields = {{"corrects", target.number}, {"field", std::string("on")}, {"value", (target.fact.on + roll(41) - 20).iso()}, {"reason", std::string("笔误")}};
    }
    std::vector<Actor> by = who(request, before.once_listed);
    for (Actor& a : by)
      if (!before.supervising_unit.empty() && a.post.text() == "supervising_unit") a.unit = before.supervising_unit;
    try {
      w.act(request, id, on, fields, by);
      ++accepted;
      late += on < now ? 1 : 0;
    } catch (const Refused&) {
    }
  }

  void run() {
    for (int month = 1; month <= 12; ++month) {
      for (int i = 0; i < 60; ++i) act(Day::of(2021, month, 1 + roll(28)));
      if (month < 12) act(last_day_of_month(2021, month));
      const Day after = last_day_of_month(2021, month) + 1;
      w.today = after;
      Report made = report(w, Period::containing(after - 1, PeriodKind::month).text().c_str());
      w.write(fact_of(made, after));
    }
  }
};

}  // namespace

TEST_CASE("every unit, grade and month closes exactly, transfers and late facts included", "[laws]") {
  int accepted = 0, late = 0, accounts = 0, transfers = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    Year year(seed);
    year.run();
    for (int month = 1; month <= 12; ++month) {
      const Day first = Day::of(2021, month, 1);
      const Snapshot state = year.w.snapshot(last_day_of_month(2021, month));
      const Accounts now = keep_accounts(state, first);
      CHECK(now.misplaced.empty());
      const Snapshot before = year.w.snapshot(first - 1);
      for (const Account& account : now.lines) {
        INFO(account.unit.text() << " " << grade_name(account.grade) << " month " << month);
        CHECK(account.check() == 0);
        CHECK(account.awaiting_check() == 0);
        const auto standing = [&](bool open) {
          return std::count_if(before.hazards().begin(), before.hazards().end(), [&](const Hazard& h) {
            const bool awaits = h.state == State::transferred && !h.acknowledged;
            return (open ? h.is_open() : awaits) && h.supervising_unit == account.unit && h.grade == account.grade;
          });
        };
        CHECK(account.opening == standing(true));
        CHECK(account.awaiting_opening == standing(false));
        transfers += static_cast<int>(account.flow(Flow::transferred));
        ++accounts;
      }
    }
    accepted += year.accepted;
    late += year.late;
  }
  std::cout << "accounts: seeds 1 to 12, " << accepted << " requests accepted, " << late << " of them back-dated, " << accounts << " accounts closed\n";
  CHECK(late > 100);
  CHECK(transfers > 20);
}

TEST_CASE("every issued report is honoured or explained, and one changed figure never is", "[laws]") {
  std::size_t explained = 0;
  for (unsigned seed = 31; seed <= 38; ++seed) {
    INFO("seed " << seed);
    Year year(seed);
    year.run();
    const AccountsCheck sound = check_accounts(year.w.history, plan());
    REQUIRE(sound.reports.size() == 12);
    for (const IssuedCheck& check : sound.reports) {
      INFO(check.sentence());
      CHECK(check.ok());
      for (const Carried& line : check.carried) {
        CHECK_FALSE(line.facts.empty());
        explained += line.opening != line.closing ? 1U : 0U;
      }
    }
    // Somebody writes the same history down again with one figure of one report off by one.
    World other;
    const int planted = year.roll(12);
    int at = 0;
    for (const Known& known : year.w.history.facts()) {
      Fact fact = known.fact;
      if (fact.kind == FactKind::report_issued && at++ == planted) {
        std::vector<std::string> lines = fact.fields.texts("figures");
        std::string& line = lines[static_cast<std::size_t>(year.roll(static_cast<int>(lines.size())))];
        const auto space = line.rfind(' ');
        line = line.substr(0, space + 1) + std::to_string(std::stoll(line.substr(space + 1)) + 1);
        INFO(line);
        fact.fields.set("figures", Value{lines});
      }
      other.write(std::move(fact));
    }
    CHECK_FALSE(check_accounts(other.history, plan()).ok());
  }
  CHECK(explained > 20);
}
