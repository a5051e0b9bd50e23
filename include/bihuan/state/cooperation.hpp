// state/cooperation.hpp: a request to a body outside, from the letter to the last answer, and which of its acts may follow.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/history.hpp"

namespace bihuan {

/// Where a request to a body outside (请求协作) stands. `none`: nobody has asked.
enum class CooperationState : std::uint8_t {
  none,
  awaited,          ///< 待答复
  partly_answered,  ///< 部分答复: the rest is awaited, by a day of its own
  done,             ///< 已办结
  declined,         ///< 不予办理
  withdrawn,        ///< 已撤回
};
inline constexpr int cooperation_state_count = 6;

/// What an answer says.
enum class CooperationOutcome : std::uint8_t {
  done,      ///< 办结: what was asked for is done
  partial,   ///< 部分答复: some of it, or a word in between; the next answer has its day
  declined,  ///< 不予办理: not theirs, or they will not
};
inline constexpr int cooperation_outcome_count = 3;

/// From a state, by an act (an answer with its outcome), to a state.
struct CooperationArrow {
  CooperationState from;
  FactKind act;
  std::optional<CooperationOutcome> outcome;
  CooperationState to;
};

/// The table of cooperation_table.hpp, which checks it while it compiles.
std::span<const CooperationArrow> cooperation_life() noexcept;
/// The acts that may follow a state: kinds of facts, each once.
std::vector<FactKind> acts_after(CooperationState state);

std::string_view cooperation_state_name(CooperationState state) noexcept;        ///< partly_answered
std::string_view cooperation_outcome_name(CooperationOutcome outcome) noexcept;  ///< partial
std::string chinese(CooperationState state);                                     ///< 待答复
std::string chinese(CooperationOutcome outcome);                                 ///< 办结
/// Our word or the Chinese one; nothing for any other.
std::optional<CooperationOutcome> try_parse_cooperation_outcome(std::string_view word) noexcept;

/// One act about a request, in the order of days.
struct CooperationStep {
  ItemNumber number = 0;
  Day on;
  FactKind act;
  CooperationState state;  ///< after it
  Day due_on;              ///< the day of the answer that was awaited when it came; for the request itself the day it sets
  std::string text;        ///< what was asked, answered or urged; why it was withdrawn
  std::string document;
};

/// A request to a body outside, as of a day.
struct Cooperation {
  CooperationId id = {};
  CooperationState state = CooperationState::none;
  TaskId task = {};
  UnitId unit = {};               ///< who asks, and who chases
  UnitId body = {};               ///< who is asked, as the plan's id
  std::string addressee = {};     ///< whom exactly, where the plan's name is a collective one
  std::string text = {};
  std::string document = {};
  std::vector<HazardId> hazards = {};  ///< that it is about
  Day asked_on;
  Day due_on;                     ///< of the next answer; of a settled one the day of the last
  std::optional<Day> settled_on = {};  ///< done, declined or withdrawn
  std::optional<Day> chased_on = {};   ///< last
  int chased_count = 0;
  int late_count = 0;             ///< answers that came after their day
  std::int64_t version = 0;       ///< facts recorded of it up to the known point: what an act names as `seen_version`
  std::vector<CooperationStep> steps = {};

  bool is_open() const noexcept { return state == CooperationState::awaited || state == CooperationState::partly_answered; }
  bool is_overdue(Day as_of) const noexcept { return overdue_days(as_of) > 0; }
  /// Calendar days past the day of the awaited answer, 0 when not overdue or not open.
  int overdue_days(Day as_of) const noexcept { return is_open() && as_of > due_on ? as_of - due_on : 0; }
};

bool is_cooperation_fact(FactKind kind) noexcept;

/// The requests made by a day, as known at an item, in the order of their numbers. Never refuses: an act that the table
/// does not allow is passed over.
std::vector<Cooperation> cooperations(const History& history, Day as_of, ItemNumber last);

/// Who chases a request on a day: the unit that asked, or its heir for that task, also where it is told later that the unit
/// had ended before it asked. Empty when nobody inherits, which neither a request nor a reorganisation may bring about.
UnitId chaser(const Cooperation& request, const Organisation& organisation, Day on);

/// The fact that an act about a request becomes: units and body as the plan's ids, the outcome in our word. The history is
/// ordered by (day, number) and must stay legal with it. Throws Refused: unknown_subject (nobody asked), subject_exists (the
/// id is taken, by whatever it may be), field_missing, field_bad, wrong_state, day_in_future, day_out_of_order, orphaned (the
/// asking unit has ended since, and nobody inherits); each
/// names the request, its state, what was asked and what would be allowed.
Fact decide_cooperation(const History& history, const Plan& plan, Day recorded_on, Fact act);

}  // namespace bihuan
