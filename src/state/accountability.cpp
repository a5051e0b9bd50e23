#include "bihuan/state/accountability.hpp"

#include "bihuan/state/decide.hpp"
#include "bihuan/state/reorganisation.hpp"

#include <algorithm>
#include <map>

namespace bihuan {
namespace {

/// Days in a row under one unit.
struct Stretch {
  Span days;
  UnitId unit;
};

bool puts_in(Flow flow) noexcept { return flow <= Flow::reassigned_in; }
bool takes_out(Flow flow) noexcept { return Flow::closed <= flow && flow <= Flow::reassigned_out; }

/// Where the hazard stood at the end of each day, read off its movements.
std::vector<Stretch> stretches(const std::vector<const Movement*>& moves, Day as_of) {
  std::vector<Stretch> out;
  std::optional<UnitId> now;
  Day since = as_of;
  const auto end = [&](Day last) {
    if (!now || last < since) return;
    if (!out.empty() && out.back().unit == *now && out.back().days.last + 1 == since) out.back().days.last = last;
    else out.push_back({{since, last}, *now});
  };
  for (const Movement* move : moves) {
    if (!puts_in(move->flow) && !takes_out(move->flow)) continue;
    end(move->on - 1);
    now = puts_in(move->flow) ? std::optional(move->unit) : std::nullopt;
    since = move->on;
  }
  end(as_of);
  return out;
}

/// The days on which the hazard was past its limit.
std::vector<Span> overdue_spans(const HazardId& id, const std::vector<const Known*>& facts, const std::vector<Step>& steps, Day as_of) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Day first = steps[i].on;
    if (i + 1 < steps.size() && steps[i + 1].on == first) continue;  // as it stood at the end of the day
    const Day last = i + 1 < steps.size() ? steps[i + 1].on - 1 : as_of;
    const Hazard then = fold_hazard(id, facts, first);
    if (!then.limit_on || last <= *then.limit_on || !then.is_overdue(last)) continue;
    // Until the next fact only a pause holds the days back, and it ends once.
    Day from = std::max(first, *then.limit_on + 1);
    if (then.paused_until) from = std::max(from, *then.paused_until + 1);
    if (!out.empty() && out.back().last + 1 == from) out.back().last = last;
    else out.push_back({from, last});
  }
  return out;
}

int shared_days(const Span& a, const Span& b) {
  const Day first = std::max(a.first, b.first), last = std::min(a.last, b.last);
  return last < first ? 0 : last - first + 1;
}

Accountability account(const Hazard& hazard, const std::vector<const Movement*>& moves, Day as_of, const History& history, const Plan& plan, ItemNumber last) {
  Accountability out{hazard.id, 0, 0, {}, {}};
  const std::vector<Stretch> open = stretches(moves, as_of);
  const std::vector<Span> late = overdue_spans(hazard.id, facts_of_hazard(history, hazard.id.text(), last), hazard.steps, as_of);
  for (const Stretch& stretch : open) {
    const PostInUnit seat{plan.head_post, stretch.unit};
    for (const Held& held : plan.organisation.held(seat, stretch.days)) {
      Tenure tenure{held.days, stretch.unit, seat, held.holder, held.days.day_count(), 0};
      for (const Span& span : late) tenure.overdue_days += shared_days(span, held.days);
      out.open_days += tenure.open_days;
      out.overdue_days += tenure.overdue_days;
      out.tenures.push_back(std::move(tenure));
    }
  }
  for (const Span& span : late)
    for (const Tenure& tenure : out.tenures)
      if (tenure.days.contains(span.first)) out.became_overdue.push_back({span.first, tenure.unit, tenure.seat, tenure.holder});
  return out;
}

}  // namespace

std::vector<Accountability> accountability(const Snapshot& state, const History& history, const Plan& plan) {
  std::map<std::size_t, std::vector<const Movement*>> moves;
  for (const Movement& move : state.movements()) moves[move.hazard].push_back(&move);
  std::vector<Accountability> out;
  for (const auto& [place, of_hazard] : moves)
    out.push_back(account(state.hazards()[place], of_hazard, state.as_of(), history, plan, state.checkpoint().size));
  return out;
}

Accountability accountability(const HazardId& id, const Snapshot& state, const History& history, const Plan& plan) {
  const Hazard& hazard = state.hazard(id);
  std::vector<const Movement*> moves;
  for (const Movement& move : state.movements())
    if (&state.hazards()[move.hazard] == &hazard) moves.push_back(&move);
  return account(hazard, moves, state.as_of(), history, plan, state.checkpoint().size);
}

}  // namespace bihuan
