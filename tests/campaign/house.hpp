// tests/campaign/house.hpp: a campaign in memory over a house of sections and stations (house.toml), with a clock that the test moves.
#pragma once

#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
#include "bihuan/state/accountability.hpp"
#include "bihuan/state/handover.hpp"

#include <map>
#include <memory>

namespace house {

using namespace bihuan;
using world::day;

inline const Plan& plan() {
  static const Plan loaded = Plan::load(BIHUAN_SOURCE_DIR "/tests/campaign/house.toml");
  return loaded;
}

class House {
 public:
  House() : now_(std::make_shared<Day>(day("2021-01-04"))), campaign(Campaign::create_in_memory(plan(), [now = now_] {
              return Instant{(std::int64_t{now->serial()} * 86400 + 3600) * 1'000'000};  // nine o'clock in the ledger's zone
            })) {}
  void on(Day today) { *now_ = today; }
  void on(const char* today) { on(day(today)); }
  Day today() const { return *now_; }

  /// A hazard found on a day under a unit, as known today.
  Known found(const std::string& id, const char* unit, const char* task, Day day_found) {
    Fields fields = world::what(Request::register_, Grade::ungraded);
    fields.set("supervising_unit", Value{std::string(unit)}).set("territorial_unit", Value{std::string(unit)}).set("task", Value{std::string(task)});
    return campaign.register_hazard(id, {day_found, world::who(Request::register_), fields});
  }
  Known act(Request request, const std::string& id, Day on_day, Grade grade = Grade::general) {
    std::vector<Actor> by = world::who(request);
    const Snapshot state = campaign.snapshot(on_day);
    if (const Hazard* hazard = state.find_hazard(HazardId{id}); hazard != nullptr && !by.empty() && by.front().post.text() == "supervising_unit")
      for (Actor& actor : by) actor.unit = hazard->supervising_unit;
    Fields fields = world::what(request, grade);
    if (request == Request::order) fields.set("limit_on", on_day + 20);
    if (request == Request::transfer) fields.set("answer_due_on", on_day + 15);
    return campaign.record(request, id, {on_day, by, fields});
  }
  Known change(const Change& what, Day on_day) { return campaign.reorganise(what, {on_day, {}, {{"document", std::string("编办〔2021〕1号")}}}); }

  /// Open hazards by unit, as then or under the house of a later day.
  std::map<std::string, int> open(Day as_of, std::optional<Day> house_on = {}) const {
    std::map<std::string, int> out;
    for (const Hazard& hazard : campaign.snapshot(as_of, {}, house_on).hazards())
      if (hazard.is_open()) ++out[hazard.supervising_unit.text()];
    return out;
  }

 private:
  std::shared_ptr<Day> now_;

 public:
  Campaign campaign;
};

}  // namespace house
