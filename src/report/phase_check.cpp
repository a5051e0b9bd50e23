// report/phase_check.cpp: demands of a phase against statements and the ledger.
#include "bihuan/report/phase_check.hpp"

#include "bihuan/error.hpp"

#include <algorithm>
#include <array>

namespace bihuan {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, demand_standing_count> standing_words = {
    {{"open", "未完成"}, {"met", "已完成"}, {"shown", "台账可证"}}};

const Phase& phase_named(const Plan& plan, const PhaseId& id) {
  ErrorContext context;
  context.subject = "phase " + id.text();
  context.asked = "phase_check";
  std::string known;
  for (const Phase& phase : plan.phases) {
    if (phase.id == id) return phase;
    context.allowed.push_back(phase.id.text());
    known += (known.empty() ? "" : ", ") + phase.id.text();
  }
  throw PlanError(ErrorCode::unknown_name, "the plan has no phase \"" + id.text() + "\"; it has: " + known,
                  "方案中没有阶段“" + id.text() + "”；有：" + known, context);
}

/// What the ledger shows of a unit within the days of a phase, a sentence; nothing when it shows nothing.
class Shown {
 public:
  Shown(const Snapshot& snapshot, const Plan& plan, const Phase& phase)
      : snapshot_(snapshot), plan_(plan), days_(phase.span) {}

  std::optional<std::string> of(DemandKind kind, const UnitId& unit) const {
    switch (kind) {
      case DemandKind::screening: return screening(unit);
      case DemandKind::lists: return lists(unit);
      case DemandKind::interview: return interview(unit);
      case DemandKind::summary: return summary(unit);
      default: return std::nullopt;
    }
  }

 private:
  std::optional<std::string> screening(const UnitId& unit) const {
    const auto count = std::count_if(snapshot_.counts().begin(), snapshot_.counts().end(), [&](const Count& one) {
      return one.what == Count::What::found && one.unit == unit && days_.contains(one.on);
    });
    if (count == 0) return std::nullopt;
    return "本阶段登记隐患" + std::to_string(count) + "项";
  }

  bool counts_here(const Received& received) const {
    return days_.contains(received.received_on) || days_.contains(Period::parse(received.period).last());
  }

  std::optional<std::string> lists(const UnitId& unit) const {
    for (const Received& received : snapshot_.received())
      if (received.unit == unit && !received.zero && !received.sent_back && counts_here(received))
        return "收到" + Period::parse(received.period).chinese() + "报表（" + received.received_on.chinese() + "）";
    for (const Measure& measure : snapshot_.measures())
      if (measure.details.text("unit") == unit.text() &&
          std::any_of(measure.steps.begin(), measure.steps.end(), [&](const MeasureStep& step) { return days_.contains(step.on); }))
        return "已填报制度措施" + measure.id.text();
    return std::nullopt;
  }

  std::optional<std::string> interview(const UnitId& unit) const {
    for (const Hazard& hazard : snapshot_.hazards())
      for (const Step& step : hazard.steps)
        if (hazard.supervising_unit == unit && step.kind == FactKind::interviewed && days_.contains(step.on))
          return step.on.chinese() + "就隐患" + hazard.id.text() + "约谈";
    return std::nullopt;
  }

  std::optional<std::string> summary(const UnitId& unit) const {
    for (const Received& received : snapshot_.received()) {
      const Filing* filing = plan_.find_filing(received.filing);
      if (filing != nullptr && filing->every == PeriodKind::year && received.unit == unit && !received.sent_back && counts_here(received))
        return "收到" + filing->title + "（" + received.received_on.chinese() + "）";
    }
    return std::nullopt;
  }

  const Snapshot& snapshot_;
  const Plan& plan_;
  Span days_;
};

PhaseRow row_of(const Snapshot& snapshot, const Demand& demand, const UnitId& unit, const Shown& shown) {
  PhaseRow row{demand.id, demand.text, demand.kind, unit, DemandStanding::open, 0, std::nullopt, {}};
  for (const DemandMet& met : snapshot.demands_met()) {
    if (met.demand != demand.id || met.unit != unit) continue;
    row.standing = DemandStanding::met;
    row.number = met.number;
    row.on = met.on;
    row.evidence = met.evidence;
    return row;
  }
  if (const auto sentence = shown.of(demand.kind, unit)) {
    row.standing = DemandStanding::shown;
    row.evidence = *sentence;
  }
  return row;
}

std::string open_sentence(const PhaseCheck& check, const Demand& demand, const Plan& plan) {
  constexpr std::size_t named_units = 5;
  std::string units;
  std::size_t open = 0, all = 0;
  for (const PhaseRow& row : check.rows) {
    if (row.demand != demand.id) continue;
    ++all;
    if (row.standing != DemandStanding::open) continue;
    ++open;
    units += (units.empty() ? "" : "、") + plan.organisation.unit_name(row.unit);
  }
  if (open == 0) return "";
  if (open == all && open > named_units) units = "全部" + std::to_string(open) + "个单位";  // the rows name each
  return demand.id + " " + demand.text + "：" + units + "未完成";
}

}  // namespace

std::string_view demand_standing_name(DemandStanding standing) noexcept { return standing_words[static_cast<std::size_t>(standing)].first; }
std::string chinese(DemandStanding standing) { return std::string(standing_words[static_cast<std::size_t>(standing)].second); }

std::int64_t PhaseCheck::count(DemandStanding standing) const noexcept {
  return std::count_if(rows.begin(), rows.end(), [&](const PhaseRow& row) { return row.standing == standing; });
}

PhaseCheck phase_check(const Snapshot& snapshot, const Plan& plan, const PhaseId& id) {
  const Phase& phase = phase_named(plan, id);
  const DemandedUnits demanded = demanded_units(plan, phase, snapshot.as_of());
  const Shown shown(snapshot, plan, phase);
  PhaseCheck check{phase.id, phase.title, phase.span, snapshot.as_of(), {}, {}};
  for (const Demand& demand : phase.demands)
    for (const UnitId& unit : demanded.units) check.rows.push_back(row_of(snapshot, demand, unit, shown));
  for (const Demand& demand : phase.demands)
    if (std::string sentence = open_sentence(check, demand, plan); !sentence.empty()) check.missing.push_back(std::move(sentence));
  for (const std::string& name : demanded.open_names) check.missing.push_back("“" + name + "”包括哪些单位，方案没有写明");
  return check;
}

}  // namespace bihuan
