// campaign/house.cpp: questions about a house that changes: what goes over with a post, whose the days were, who answers.
#include "campaign/inside.hpp"

namespace bihuan {

Handover Campaign::handover(const PostInUnit& seat, Day as_of, const KnownAt& known_at) const {
  return bihuan::handover(seat, snapshot(as_of, known_at), plan_at(known_at), calendar_at(known_at));
}

Accountability Campaign::accountability(const HazardId& hazard, Day as_of, const KnownAt& known_at) const {
  return bihuan::accountability(hazard, snapshot(as_of, known_at), inside_->history, plan_at(known_at));
}

std::vector<Accountability> Campaign::accountability(Day as_of, const KnownAt& known_at) const {
  return bihuan::accountability(snapshot(as_of, known_at), inside_->history, plan_at(known_at));
}

std::vector<Answerer> Campaign::who_answers(const HazardId& hazard, Day as_of, const KnownAt& known_at) const {
  const Snapshot state = snapshot(as_of, known_at);
  return answerers(state.hazard(hazard).supervising_unit, state, plan_at(known_at));
}

}  // namespace bihuan
