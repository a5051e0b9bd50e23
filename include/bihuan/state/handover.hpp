// state/handover.hpp: what goes over when a post changes hands: what is open, due and promised.
#pragma once

#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// What an item of a handover list is.
enum class HandedWhat : std::uint8_t {
  hazard,          ///< 未销号隐患: open
  receipt,         ///< 待回执移送: transferred, not acknowledged
  measure,         ///< 未完成措施: promised, neither in force nor repealed
  filing,          ///< 未报报表: a return that is due or late
  request,         ///< 待答复协作: a body outside was asked and has not answered
  responsibility,  ///< 承担任务: a leaf task that the unit leads or carries
};
inline constexpr int handed_what_count = static_cast<int>(HandedWhat::responsibility) + 1;
std::string_view handed_name(HandedWhat what) noexcept;
std::string chinese(HandedWhat what);

/// One item.
struct HandedOver {
  HandedWhat what;
  std::string id;               ///< hazard, measure, `monthly 2021-05`, `3.2.1`
  std::string title;
  std::optional<Day> due_on;
  int overdue_days = 0;
  std::string next;             ///< what it waits for, in Chinese
  friend bool operator==(const HandedOver&, const HandedOver&) = default;
};

/// The list (交接清单) of a post on a day: as it stands at the end of it.
struct Handover {
  PostInUnit seat;
  Day on;
  std::optional<Holder> from;   ///< who held it the day before
  std::optional<Holder> to;     ///< who holds it on the day
  std::vector<HandedOver> items;
  std::int64_t count(HandedWhat what) const noexcept;
};

/// The list of a unit's head as of the snapshot's day. Everything that is open stands in exactly one head's list (in none twice): hazards,
/// receipts, measures and requests with the unit that has them, or its heir. A post that answers for no unit has an empty one. Throws PlanError (unknown_name).
Handover handover(const PostInUnit& seat, const Snapshot& state, const Plan& plan, const Calendar& calendar);

}  // namespace bihuan
