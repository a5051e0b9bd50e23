#include "bihuan/state/handover.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/agenda.hpp"

#include <algorithm>
#include <array>

namespace bihuan {
namespace {

/// Gathers the items of one unit.
class HandoverList {
 public:
  HandoverList(const UnitId& unit, const Snapshot& state, const Plan& plan, const Calendar& calendar)
      : unit_(unit), state_(state), plan_(plan), calendar_(calendar) {}

  std::vector<HandedOver> items() {
    add_hazards();
    add_measures();
    add_filings();
    add_requests();
    add_responsibilities();
    return std::move(items_);
  }

 private:
  void add(HandedWhat what, std::string id, std::string title, std::optional<Day> due_on, std::string next) {
    const int late = due_on && *due_on < state_.as_of() ? state_.as_of() - *due_on : 0;
    items_.push_back({what, std::move(id), std::move(title), due_on, late, std::move(next)});
  }

  void add_hazards() {
    for (const Hazard& hazard : state_.hazards()) {
      if (hazard.supervising_unit != unit_) continue;
      const bool awaits_receipt = hazard.state == State::transferred && !hazard.acknowledged;
      if (!hazard.is_open() && !awaits_receipt) continue;
      const std::string title = hazard.details.text("enterprise") + "：" + hazard.details.text("text");
      std::string next = next_step(hazard);
      if (hazard.pending) next += "（申请延期至" + hazard.pending->extended_to_on.chinese() + "）";
      add(awaits_receipt ? HandedWhat::receipt : HandedWhat::hazard, hazard.id.text(), title, hazard.due_on(), next);
    }
  }

  void add_measures() {
    for (const Measure& measure : state_.measures()) {
      if (measure.state == MeasureState::in_force || measure.state == MeasureState::repealed) continue;
      const UnitId stated{measure.details.text("unit")};
      const UnitId heir = plan_.organisation.heir(stated, measure.on, state_.as_of());
      if (heir == unit_ || (heir.empty() && stated == unit_))
        add(HandedWhat::measure, measure.id.text(), measure.details.text("title"), measure.details.day("due_on"), "现为" + chinese(measure.state));
    }
  }

  /// Returns of periods that are over, and of the running one, which were not received yet.
  void add_filings() {
    for (const DueFiling& due : plan_.filings(calendar_, {{}, true})) {
      const Filing& filing = *plan_.find_filing(due.filing);
      if (due.period.first() > state_.as_of()) continue;
      const Day then = std::min(due.cutoff_on, state_.as_of());
      for (const UnitId& filer : plan_.filers_of(filing, then)) {
        const UnitId heir = plan_.organisation.heir(filer, then, state_.as_of());
        if (heir != unit_ || was_received(filer, due)) continue;
        const std::string whose = filer == unit_ ? "" : "（原" + plan_.organisation.unit_name(filer, then) + "）";
        add(HandedWhat::filing, due.filing.text() + " " + due.period.text() + (filer == unit_ ? "" : " " + filer.text()),
            filing.title + " " + due.period.chinese() + whose, due.due_on(), "报送");
      }
    }
  }

  bool was_received(const UnitId& filer, const DueFiling& due) const {
    return std::any_of(state_.received().begin(), state_.received().end(), [&](const Received& one) {
      return one.unit == filer && one.filing == due.filing && one.period == due.period.text() && !one.sent_back;
    });
  }

  void add_requests() {
    for (const Cooperation& request : state_.cooperations())
      if (request.is_open() && chaser(request, plan_.organisation, state_.as_of()) == unit_)
        add(HandedWhat::request, request.id.text(), plan_.organisation.unit_name(request.body) + "：" + request.text, request.due_on, chinese(request.state));
  }

  void add_responsibilities() {
    for (const Responsibility& one : plan_.responsibilities(state_.as_of())) {
      if (one.unit != unit_ || one.bond == Bond::cooperates) continue;
      const auto same = [&](const HandedOver& there) { return there.what == HandedWhat::responsibility && there.id == one.task.text(); };
      const auto there = std::find_if(items_.begin(), items_.end(), same);
      const Task* task = plan_.find_task(one.task);
      if (there != items_.end()) there->next += "、" + chinese(one.bond);
      else add(HandedWhat::responsibility, one.task.text(), task == nullptr ? "" : task->title, std::nullopt, chinese(one.bond));
    }
  }

  const UnitId& unit_;
  const Snapshot& state_;
  const Plan& plan_;
  const Calendar& calendar_;
  std::vector<HandedOver> items_;
};

constexpr std::array<std::string_view, 6> handed_names = {"hazard", "receipt", "measure", "filing", "request", "responsibility"};

}  // namespace

std::string_view handed_name(HandedWhat what) noexcept { return handed_names[static_cast<std::size_t>(what)]; }

std::string chinese(HandedWhat what) {
  constexpr std::array<const char*, 6> words = {"未销号隐患", "待回执移送", "未完成措施", "未报报表", "待答复协作", "承担任务"};
  return words[static_cast<std::size_t>(what)];
}

std::int64_t Handover::count(HandedWhat what) const noexcept {
  return std::count_if(items.begin(), items.end(), [&](const HandedOver& item) { return item.what == what; });
}

Handover handover(const PostInUnit& seat, const Snapshot& state, const Plan& plan, const Calendar& calendar) {
  if (plan.organisation.find_post(seat.post) == nullptr || plan.organisation.find_unit(seat.unit) == nullptr) {
    std::vector<std::string> known;
    for (const GroupSeat& one : plan.answering_seats(state.as_of())) known.push_back(one.seat.text());
    std::string all;
    for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
    throw PlanError(ErrorCode::unknown_name, "the plan has no seat " + seat.text() + "; those that answer: " + all, "方案中没有职务" + seat.text(),
                    {seat.text(), "unknown", "handover", known, "", 0, 0});
  }
  const auto holder = [&](Day on) {
    const auto all = plan.organisation.holders(seat, on);
    return all.empty() ? std::nullopt : std::optional(all.front());
  };
  Handover out{seat, state.as_of(), holder(state.as_of() - 1), holder(state.as_of()), {}};
  if (seat.post == plan.head_post) out.items = HandoverList(seat.unit, state, plan, calendar).items();
  return out;
}

}  // namespace bihuan
