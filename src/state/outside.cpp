// state/outside.cpp: open receipts and open requests as one list.
#include "bihuan/state/outside.hpp"

#include "bihuan/state/agenda.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace bihuan {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, owed_count> owed_words = {{{"receipt", "移送回执"}, {"answer", "协作答复"}}};

Outstanding receipt_owed(const Hazard& hazard, const Plan& plan) {
  const Day since = hazard.awaited ? hazard.awaited->started_on : hazard.steps.back().on;
  const std::string& receiver = hazard.details.text("receiver");
  const auto found = plan.organisation.try_resolve(receiver, since);
  return {.owed = Owed::receipt,
          .subject = hazard.id.text(),
          .body = found ? found->unit : UnitId{},
          .body_name = found ? plan.organisation.unit_name(found->unit) : receiver,
          .task = TaskId{hazard.details.text("task")},
          .text = hazard.details.text("text"),
          .document = hazard.details.text("transfer_document"),
          .hazards = {hazard.id},
          .unit = hazard.supervising_unit,
          .since_on = since,
          .due_on = hazard.due_on(),
          .number = hazard.awaited ? hazard.awaited->number : hazard.steps.back().number};
}

Outstanding answer_owed(const Cooperation& asked, const Plan& plan, Day as_of) {
  Outstanding out{.owed = Owed::answer,
                  .subject = asked.id.text(),
                  .body = asked.body,
                  .body_name = plan.organisation.unit_name(asked.body),
                  .addressee = asked.addressee,
                  .task = asked.task,
                  .text = asked.text,
                  .document = asked.document,
                  .hazards = asked.hazards,
                  .unit = chaser(asked, plan.organisation, as_of),
                  .since_on = asked.asked_on,
                  .due_on = asked.due_on,
                  .chased_on = asked.chased_on,
                  .number = asked.steps.front().number};
  for (const CooperationStep& step : asked.steps)
    if (step.act == FactKind::cooperation_answered) out.answered_on = step.on;
  return out;
}

void reckon(std::vector<Outstanding>& all, const Snapshot& state, const Plan& plan, const Calendar& calendar) {
  std::map<UnitId, std::vector<Answerer>> chains;
  for (Outstanding& one : all) {
    const Day today = state.as_of();
    one.waiting_days = today - one.since_on;
    if (one.due_on) {
      one.overdue_days = std::max(today - *one.due_on, 0);
      one.working_days_left = working_days_between(today, *one.due_on, calendar);
    }
    const auto [chain, fresh] = chains.try_emplace(one.unit);
    if (fresh) chain->second = answerers(one.unit, state, plan);
    one.answers = chain->second;
  }
  std::stable_sort(all.begin(), all.end(), [](const Outstanding& a, const Outstanding& b) {
    return a.due_on && b.due_on ? *a.due_on < *b.due_on : a.due_on.has_value() && !b.due_on;
  });
}

std::vector<Outstanding> receipts_awaited(const Snapshot& state, const Plan& plan) {
  std::vector<Outstanding> out;
  for (const Hazard& hazard : state.hazards())
    if (hazard.state == State::transferred && !hazard.acknowledged) out.push_back(receipt_owed(hazard, plan));
  return out;
}

}  // namespace

std::string_view owed_name(Owed owed) noexcept { return owed_words[static_cast<std::size_t>(owed)].first; }
std::string chinese(Owed owed) { return std::string(owed_words[static_cast<std::size_t>(owed)].second); }

std::vector<Outstanding> open_receipts(const Snapshot& state, const Plan& plan, const Calendar& calendar) {
  std::vector<Outstanding> out = receipts_awaited(state, plan);
  reckon(out, state, plan, calendar);
  return out;
}

std::vector<Outstanding> outside(const Snapshot& state, const Plan& plan, const Calendar& calendar) {
  std::vector<Outstanding> out = receipts_awaited(state, plan);
  for (const Cooperation& asked : state.cooperations())
    if (asked.is_open()) out.push_back(answer_owed(asked, plan, state.as_of()));
  reckon(out, state, plan, calendar);
  return out;
}

namespace {

/// Standings by task and body; a body that the plan does not have stands under the name on the paper.
class StandingBook {
 public:
  explicit StandingBook(const Plan& plan) : plan_(plan) {}

  BodyStanding& of(const TaskId& task, const UnitId& body, const std::string& name) {
    const auto key = std::tuple(place_of(task), task.text(), body.empty() ? name : body.text());
    const auto [found, fresh] = standings_.try_emplace(key);
    if (fresh) {
      found->second.task = task;
      found->second.body = body;
      found->second.body_name = name;
    }
    return found->second;
  }

  void name_bodies(Day on) {
    for (const Responsibility& tie : plan_.responsibilities(on))
      if (tie.bond == Bond::cooperates && plan_.organisation.find_body(tie.unit.text()) != nullptr)
        of(tie.task, tie.unit, plan_.organisation.unit_name(tie.unit)).is_named = true;
  }

  std::vector<BodyStanding> take() {
    std::vector<BodyStanding> out;
    for (auto& [key, standing] : standings_) out.push_back(std::move(standing));
    return out;
  }

 private:
  std::size_t place_of(const TaskId& task) const {
    const auto found = std::find_if(plan_.tasks.begin(), plan_.tasks.end(), [&](const Task& one) { return one.id == task; });
    return static_cast<std::size_t>(found - plan_.tasks.begin());
  }

  const Plan& plan_;
  std::map<std::tuple<std::size_t, std::string, std::string>, BodyStanding> standings_;
};

void touch(BodyStanding& standing, Day on) {
  if (!standing.last_on || *standing.last_on < on) standing.last_on = on;
}

void count_request(BodyStanding& standing, const Cooperation& asked, Day as_of) {
  ++standing.asked_count;
  standing.open_count += asked.is_open();
  standing.overdue_count += asked.is_overdue(as_of);
  standing.done_count += asked.state == CooperationState::done;
  standing.declined_count += asked.state == CooperationState::declined;
  standing.withdrawn_count += asked.state == CooperationState::withdrawn;
  standing.chased_count += asked.chased_count;
  standing.late_count += asked.late_count;
  for (const CooperationStep& step : asked.steps) {
    standing.answer_count += step.act == FactKind::cooperation_answered;
    touch(standing, step.on);
  }
}

}  // namespace

std::vector<BodyStanding> body_standings(const Snapshot& state, const Plan& plan) {
  StandingBook book(plan);
  book.name_bodies(state.as_of());
  for (const Cooperation& asked : state.cooperations())
    count_request(book.of(asked.task, asked.body, plan.organisation.unit_name(asked.body)), asked, state.as_of());
  for (const Hazard& hazard : state.hazards()) {
    if (hazard.state != State::transferred) continue;
    const Outstanding receipt = receipt_owed(hazard, plan);
    BodyStanding& standing = book.of(receipt.task, receipt.body, receipt.body_name);
    ++standing.transferred_count;
    touch(standing, hazard.steps.back().on);
    if (hazard.acknowledged) continue;
    ++standing.receipt_count;
    standing.overdue_count += receipt.due_on && *receipt.due_on < state.as_of();
  }
  return book.take();
}

}  // namespace bihuan
