// campaign/bodies.cpp: what is asked of bodies outside, and what they owe.
#include "campaign/inside.hpp"

namespace bihuan {

namespace {

Known record_cooperation(Campaign::Inside& inside, FactKind kind, const CooperationId& id, const Act& act) {
  return inside.record_decided(act, {kind, act.on, id.text(), 0, act.by, act.fields},
                               [](const History& history, const Plan& plan, Day recorded_on, Fact said, const std::vector<Fact>&) {
                                 return decide_cooperation(history, plan, recorded_on, std::move(said));
                               });
}

}  // namespace

Known Campaign::ask_body(const CooperationId& id, const Act& act) {
  return record_cooperation(*inside_, FactKind::cooperation_requested, id, act);
}

Known Campaign::answer_for_body(const CooperationId& id, const Act& act) {
  return record_cooperation(*inside_, FactKind::cooperation_answered, id, act);
}

Known Campaign::chase_body(const CooperationId& id, const Act& act) {
  return record_cooperation(*inside_, FactKind::cooperation_chased, id, act);
}

Known Campaign::withdraw_cooperation(const CooperationId& id, const Act& act) {
  return record_cooperation(*inside_, FactKind::cooperation_withdrawn, id, act);
}

std::vector<Outstanding> Campaign::outside(Day as_of, const KnownAt& known_at) const {
  return bihuan::outside(snapshot(as_of, known_at), plan_at(known_at), calendar_at(known_at));
}

}  // namespace bihuan
