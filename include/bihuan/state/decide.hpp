// state/decide.hpp: may this be done? A request is refused with reasons, or becomes exactly one fact.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/hazard.hpp"

#include <span>

namespace bihuan {

/// What is asked, of which hazard, for which day, by whom.
struct Asked {
  Request request;
  std::string subject;        ///< hazard id
  Day on;
  std::vector<Actor> by;
  Fields fields;              ///< named as in docs/facts.md
  bool in_return = false;     ///< only a return may leave required fields `unstated`
};

/// What a decision rests on.
struct Ground {
  const History& history;
  const Plan& plan;
  Day recorded_on;            ///< the day of recording in the ledger's zone
  const Calendar& calendar;   ///< limits count by the editions published by the day of recording
  const Rulebook& rules;      ///< the law, and the campaign's own rules behind it
  Lifecycle table = lifecycle();
};

/// The fact that a request becomes, with the limit that it starts resolved and written down (`due_on`, `due_rule`,
/// `due_edition`); its version is set by who commits it. `also` are facts decided in the same commit
/// and not yet in the history (a row's earlier steps). Throws Refused: wrong_state, hold_set, field_missing,
/// field_bad, role_missing, persons_missing, persons_not_distinct, too_late, day_out_of_order, day_in_future,
/// unknown_subject, subject_exists, nothing_pending, grade_forbids; each names subject, state, what was asked and what
/// is allowed now.
Fact decide(const Ground& ground, const Asked& asked, std::span<const Fact* const> also = {});

/// The requests that the table allows a hazard now (roles and fields aside).
std::vector<Request> allowed_requests(const Hazard& hazard, Lifecycle table = lifecycle());

/// A hazard folded from its facts and the reorganisations that may concern it (`facts_of_hazard`, in any order), as of a day; `fold` never refuses.
Hazard fold_hazard(const HazardId& id, const std::vector<const Known*>& facts, std::optional<Day> as_of = std::nullopt,
                   Lifecycle table = lifecycle());

/// A fact as it stands after corrections, the round of rectification it fell in, and what it did.
struct Told {
  Known known;
  int round = 1;
  const Arrow* arrow = nullptr;   ///< the line of the table that it took; nothing for history that no line allows
  std::optional<Awaited> limit;   ///< the limit that it started
};

/// A hazard and how it came to be so, in the order of days.
struct HazardStory {
  Hazard hazard;
  std::vector<Told> told;
};

HazardStory tell_story(const HazardId& id, const std::vector<const Known*>& facts);

}  // namespace bihuan
