// Laws of a house that changes: whatever merges, splits and closes, and however late it is told, everything open has one heir on every day.
#include "../campaign/house.hpp"
#include "../catch.hpp"
#include "tallied.hpp"

#include "bihuan/error.hpp"

#include <iostream>
#include <random>
#include <set>

using namespace house;

namespace {

/// A year of random acts and random changes of the house, many told late.
struct Year {
  House h;
  std::mt19937 dice;
  int acts = 0, changes = 0, late = 0, orphaned = 0, units_made = 0;

  explicit Year(unsigned seed) : dice(seed) {}
  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
  template <class T>
  const T& one_of(const std::vector<T>& all) { return all[static_cast<std::size_t>(roll(static_cast<int>(all.size())))]; }

  std::vector<UnitId> units(Day on) const {
    std::vector<UnitId> out;
    for (const Unit& unit : h.campaign.plan().organisation.units)
      if (unit.valid.on(on) && unit.id != UnitId("bureau") && unit.id != UnitId("office")) out.push_back(unit.id);
    return out;
  }
  UnitId fresh() { return UnitId("u" + std::to_string(++units_made)); }
  Heirs heirs(const UnitId& from, const std::vector<UnitId>& candidates) {
    Heirs out;
    if (roll(3) == 0) out.of_task[TaskId(roll(2) ? "1.1" : "1.2")] = one_of(candidates);
    if (roll(4) == 0) out.of_hazard[HazardId("H-" + std::to_string(roll(20)))] = one_of(candidates);
    if (roll(5) != 0) out.rest = one_of(candidates);
    if (roll(6) == 0) out.rest = from;
    return out;
  }

  Change change(Day on) {
    const std::vector<UnitId> all = units(on);
    const UnitId& one = one_of(all);
    const UnitId& other = one_of(all);
    switch (roll(6)) {
      case 0: return UnitRenamed{one, "名" + std::to_string(roll(1000))};
      case 1: {
        const UnitId made = fresh();
        return roll(2) ? Change{UnitsMerged{{one, other}, made, "所" + made.text()}} : Change{UnitsMerged{{one}, other, ""}};
      }
      case 2: {
        const UnitId made = fresh();
        return UnitSplit{one, {{made, "所" + made.text()}}, heirs(one, {made, other})};
      }
      case 3: return UnitClosed{one, heirs(one, {other, one_of(all)})};
      case 4: return ResponsibilityMoved{TaskId(roll(2) ? "1.1" : "1.2"), roll(2) ? Bond::carries : Bond::leads, one, other};
      default: return MembershipChanged{"各所", {one}, {}};
    }
  }

  void move(Day now) {
    h.on(now);
    try {
      if (roll(12) == 0) {
        const Day on = roll(3) == 0 ? now - roll(10) : now;
        h.change(change(on), on);
        ++changes;
        late += on < now;
        return;
      }
      const std::string id = "H-" + std::to_string(roll(20));
      const Day on = roll(4) == 0 ? now - roll(15) : now;
      if (!h.campaign.history().has_hazard(id)) {
        h.found(id, one_of(units(on)).text().c_str(), roll(2) ? "1.1" : "1.2", on);
      } else if (roll(25) == 0) {
        const std::string measure = "Z-" + std::to_string(roll(6));
        h.campaign.state_measure(MeasureId(measure), {now, {}, {{"title", measure}, {"unit", one_of(units(now)).text()}, {"status", std::string("drafted")}}});
      } else {
        const std::vector<Request> allowed = allowed_requests(*h.campaign.snapshot(now).find_hazard(HazardId(id)));
        const Request request = one_of(allowed);
        const bool ends = request == Request::terminate || request == Request::void_ || request == Request::transfer || request == Request::correct;
        if (ends && roll(6) != 0) return;
        h.act(request, id, on, h.campaign.snapshot(now).find_hazard(HazardId(id))->grade);
      }
      ++acts;
    } catch (const Refused& refused) {
      orphaned += refused.code() == ErrorCode::orphaned;
    } catch (const PlanError&) {  // a name that means two units by then
    }
  }

  void run(int days) {
    for (int n = 0; n < days; ++n)
      for (int i = 0; i < 4; ++i) move(day("2021-01-25") + n);
  }
};

bool awaits(const Hazard& hazard) { return hazard.state == State::transferred && !hazard.acknowledged; }

/// Every open hazard, receipt and measure in exactly one head's list.
void check_lists(const Snapshot& state, const Plan& plan, std::int64_t& items) {
  std::multiset<std::string> listed, open;
  for (const Unit& unit : plan.organisation.units)
    for (const HandedOver& item : handover({plan.head_post, unit.id}, state, plan, Calendar::china()).items)
      if (item.what == HandedWhat::hazard || item.what == HandedWhat::receipt || item.what == HandedWhat::measure) listed.insert(item.id);
  for (const Hazard& hazard : state.hazards())
    if (hazard.is_open() || awaits(hazard)) open.insert(hazard.id.text());
  for (const Measure& measure : state.measures())
    if (measure.state != MeasureState::in_force && measure.state != MeasureState::repealed) open.insert(measure.id.text());
  CHECK(listed == open);
  items += static_cast<std::int64_t>(open.size());
}

void check_accounts_of(const Snapshot& state, Day first) {
  const Accounts accounts = keep_accounts(state, first);
  CHECK(accounts.balanced());
}

std::int64_t open_count(const Snapshot& state) {
  return std::count_if(state.hazards().begin(), state.hazards().end(), [](const Hazard& hazard) { return hazard.is_open(); });
}

}  // namespace

TEST_CASE("on every day everything open has one heir, stands in one list and in one account, as then and as now", "[laws][reorganisation]") {
  int changes = 0, acts = 0, late = 0, orphaned = 0, days = 0;
  std::int64_t items = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    INFO("seed " << seed);
    Year year(seed);
    year.run(100);
    const Campaign& campaign = year.h.campaign;
    const Plan& plan = campaign.plan();
    const Day last = year.h.today();
    std::map<UnitId, int> open_days;
    for (Day on = day("2021-01-04"); on <= last; on = on + 1) {
      INFO(on.iso());
      const Snapshot state = campaign.snapshot(on);
      for (const Hazard& hazard : state.hazards()) {
        if (hazard.is_open()) ++open_days[hazard.supervising_unit];
        if (!hazard.is_open() && !awaits(hazard)) continue;
        INFO(hazard.id.text() << " under " << hazard.supervising_unit.text());
        const Unit* unit = plan.organisation.find_unit(hazard.supervising_unit);
        REQUIRE(unit != nullptr);
        CHECK(unit->valid.on(on));
      }
      ++days;
      if ((on - day("2021-01-04")) % 9 != 0) continue;
      check_accounts_of(state, on - 20);
      const Snapshot now = campaign.snapshot(on, {}, last);
      check_accounts_of(now, on - 20);
      CHECK(open_count(now) == open_count(state));
      for (const Hazard& hazard : now.hazards())
        if (hazard.is_open()) CHECK(plan.organisation.find_unit(hazard.supervising_unit)->valid.on(last));
      check_lists(state, plan, items);
      for (const char* task : {"1.1", "1.2"})
        for (const Bond bond : {Bond::leads, Bond::carries})
          CHECK_FALSE(plan.chart().who(TaskId(task), bond, on).empty());
    }
    std::vector<Day> month_ends;
    for (Day on = day("2021-01-31"); on <= last; on = on + 17) month_ends.push_back(on);
    for (const std::optional<ItemNumber>& known_at : {std::optional<ItemNumber>(), std::optional<ItemNumber>(campaign.checkpoint().size / 2)})
      CHECK(tally(campaign.history(), month_ends, known_at).standings() == tallied::one_by_one(campaign.history(), month_ends, known_at));
    std::map<UnitId, int> told;
    for (const Accountability& one : accountability(campaign.snapshot(last), campaign.history(), plan)) {
      int sum = 0;
      for (const Tenure& tenure : one.tenures) {
        told[tenure.unit] += tenure.open_days;
        sum += tenure.open_days;
        CHECK(tenure.overdue_days <= tenure.open_days);
      }
      CHECK(sum == one.open_days);
    }
    std::erase_if(told, [](const auto& entry) { return entry.second == 0; });
    CHECK(told == open_days);
    changes += year.changes;
    acts += year.acts;
    late += year.late;
    orphaned += year.orphaned;
  }
  std::cout << "reorganisations: seeds 1 to 30, " << changes << " changes (" << late << " told late) and " << acts << " acts, " << orphaned
            << " refused for orphans, " << days << " days looked at, " << items << " items in handover lists\n";
  CHECK(changes > 200);
  CHECK(orphaned > 20);
}
