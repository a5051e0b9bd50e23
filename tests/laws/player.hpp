// tests/laws/player.hpp: a campaign that random requests make, the same for the same seed.
#pragma once

#include "../state/world.hpp"

#include "bihuan/error.hpp"

#include <random>

namespace world {

inline constexpr int hazard_total = 12;

/// One random request against one of a few hazards, back-dated now and then.
struct Player {
  World w;
  std::mt19937 dice;
  Day now = Day::of(2021, 1, 4);
  int accepted = 0, refused = 0;
  std::function<void(Request, Fields&)> vary;  ///< other words for what is said, where a test wants them

  explicit Player(unsigned seed) : dice(seed) { w.today = now; }
  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }

  void move() {
    if (roll(4) == 0 && now < Day::of(2022, 12, 1)) now = now + 1;
    w.today = now;
    const std::string id = "H-" + std::to_string(roll(hazard_total));
    const Hazard before = w.hazard(id);
    // Mostly what may be done now, so that lives get far; else anything.
    const std::vector<Request> allowed = allowed_requests(before);
    const Wait* wait = awaited_in(before.state, before.grade);
    const int turn = roll(10);
    const auto request = turn < 3 && wait != nullptr       ? wait->request
                         : turn < 7 && !allowed.empty() ? allowed[static_cast<std::size_t>(roll(static_cast<int>(allowed.size())))]
                                                        : static_cast<Request>(roll(request_count));
    const bool ends = request == Request::terminate || request == Request::void_ || request == Request::transfer;
    if (ends && roll(8) != 0) return;  // or most lives would end early
    const bool same_visit = request == Request::fix_on_spot && before.found_on.has_value();
    const Day on = same_visit ? *before.found_on : roll(5) == 0 ? now - roll(20) : now;
    Fields fields = what(request, before.grade);
    if (request == Request::grade) fields = what(request, roll(3) == 0 ? Grade::major : Grade::general);
    if (request == Request::order) fields.set("limit_on", on + roll(40));
    if (request == Request::ask_extension || request == Request::decide_extension) fields.set("extended_to_on", on + roll(60));
    if (request == Request::reassign) fields.set("supervising_unit", Value{std::string(roll(2) ? "crane" : "lift")});
    if (request == Request::correct) {
      const auto& places = w.history.of_subject(id);
      if (places.empty()) return;
      const Known& target = w.history.facts()[places[static_cast<std::size_t>(roll(static_cast<int>(places.size())))]];
      fields = {{"corrects", target.number}, {"field", std::string("on")}, {"value", (target.fact.on + roll(7) - 3).iso()}, {"reason", std::string("笔误")}};
    }
    std::vector<Actor> by = who(request, before.once_listed);
    if (!before.supervising_unit.empty() && request != Request::close)
      for (Actor& a : by)
        if (a.post.text() == "supervising_unit") a.unit = before.supervising_unit;
    if (roll(20) == 0) by = who(static_cast<Request>(roll(request_count)));  // somebody else's hands
    if (roll(40) == 0) fields.set("override_post", Value{std::string("director")}).set("override_reason", Value{std::string("紧急")});
    if (roll(60) == 0) fields.set("withdrawn", Value{std::vector<std::string>{"p" + std::to_string(1 + roll(12))}});
    if (request == Request::decide_extension && roll(3) == 0) fields = {{"decision", std::string("refused")}};
    if (request == Request::void_ && roll(2) == 0) fields.set("duplicate_of", Value{"H-" + std::to_string(roll(hazard_total))});
    if (request == Request::pause) {
      const Day review = on + roll(30);
      fields.set("review_on", review).set("limit_on", before.limit_on.value_or(review) + roll(3));
    }
    if (vary) vary(request, fields);
    try {
      w.act(request, id, on, fields, by);
      ++accepted;
    } catch (const Refused&) {
      ++refused;
    }
  }
};

}  // namespace world
