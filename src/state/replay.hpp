// state/replay.hpp: one hazard's facts in their order, corrections applied, folded one by one.
#pragma once

#include "bihuan/error.hpp"
#include "bihuan/state/snapshot.hpp"

#include <list>

namespace bihuan::replay {

/// A fact at its place: corrected where a correction names it.
struct Placed {
  ItemNumber number = 0;
  const Fact* fact = nullptr;
  Instant recorded_at;
  ItemNumber known_since = 0;  ///< the item that put it on its day: its own number, or the correction's
};

/// A hazard's facts ordered by (on, number), corrections applied. Owns the corrected copies.
class Story {
 public:
  void add(ItemNumber number, const Fact& fact, Instant recorded_at = {});
  /// Applies corrections and sorts; call once after the last `add`.
  void settle();
  const std::vector<Placed>& facts() const noexcept { return placed_; }

 private:
  /// Who names a unit of a day on which it was no more means its heir: a reorganisation was recorded some days late.
  void name_heirs();
  std::vector<Placed> placed_;
  std::list<Fact> corrected_;  ///< most stories have none, and then it takes no memory
};

/// Where movements and counts go while a hazard is folded.
struct Books {
  std::vector<Movement>& movements;
  std::vector<Count>& counts;
  std::size_t place;
};

/// Folds one fact into a hazard; never refuses.
void apply(Hazard& hazard, const Placed& placed, Books* books, Lifecycle table = lifecycle());

/// The arrow that a fact takes from where the hazard stands, or nullptr.
const Arrow* arrow_for(const Hazard& hazard, const Fact& fact, Lifecycle table = lifecycle()) noexcept;

/// Why a fact may not stand at its place in the history, if so (the plan's roles aside).
std::optional<Refused> obstacle(const Hazard& hazard, const Fact& fact, Lifecycle table = lifecycle());

/// A refusal about a hazard with what is allowed now.
Refused refusal(ErrorCode code, const Hazard& hazard, const Fact& fact, const std::string& needs,
                const std::string& needs_chinese, Lifecycle table = lifecycle());

}  // namespace bihuan::replay
