// tests/state/world.hpp: a small world to try the lifecycle in: one plan, one history, acts with everything they need.
#pragma once

#include "bihuan/state/decide.hpp"
#include "bihuan/state/snapshot.hpp"

#include <functional>

namespace world {

using namespace bihuan;

/// A plan of two units and a station, every role held by a post of the same name (tests/state/world.toml).
const Plan& plan();

inline Day day(const char* iso) { return Day::parse(iso); }
Actor actor(const char* text);

/// Everything a request needs: acts that are complete and lawful for a hazard of that grade.
std::vector<Actor> who(Request request, bool once_listed = false);
Fields what(Request request, Grade grade);

/// A history that grows by decisions alone, one commit an act.
class World {
 public:
  /// Decides and writes down. Throws what decide throws.
  Fact act(Request request, const std::string& hazard, Day on, Fields fields, std::vector<Actor> by);
  /// The same with everything it needs.
  Fact act(Request request, const std::string& hazard, Day on);
  /// Decides and writes nothing.
  Fact ask(Request request, const std::string& hazard, Day on, Fields fields, std::vector<Actor> by) const;
  void write(Fact fact);
  Hazard hazard(const std::string& id, std::optional<Day> as_of = {}) const;
  Snapshot snapshot(Day as_of, std::optional<ItemNumber> known_at = {}) const { return Snapshot(history, as_of, known_at); }
  /// Brings a new hazard to a state, one act a day from `from` on. Returns the first free day.
  Day bring(const std::string& id, State to, Grade grade, Day from);

  History history;
  Day today = Day::of(2021, 12, 31);
  const Plan* adopted = nullptr;  ///< another plan than world.toml's
  Lifecycle table = lifecycle();  ///< a mutant of it, in tests of the tests
};

}  // namespace world
