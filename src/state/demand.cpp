// state/demand.cpp: demands of phases, who has to meet them, and the facts that say so.
#include "bihuan/state/demand.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/problem_class.hpp"

#include <algorithm>

namespace bihuan {

namespace {

Refused demand_refusal(ErrorCode code, const std::string& id, std::string_view field, const std::string& english,
                       const std::string& chinese, std::vector<std::string> allowed = {}) {
  ErrorContext context;
  context.subject = "demand " + id;
  context.asked = "demand_met" + (field.empty() ? "" : "." + std::string(field));
  context.allowed = std::move(allowed);
  return Refused(code, "demand " + id + ": " + english, "阶段要求" + id + "：" + chinese, context);
}

std::string in_one_line(const std::vector<std::string>& texts, const char* between) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : between) + text;
  return out;
}

std::optional<DemandKind> demand_event(std::string_view word) {
  for (std::size_t kind = 0; kind < demand_kind_names.size(); ++kind)
    if (word == demand_kind_names[kind] || word == chinese(static_cast<DemandKind>(kind))) return static_cast<DemandKind>(kind);
  return std::nullopt;
}

DemandMet met_from(const Known& known) {
  const Fields& f = known.fact.fields;
  return {known.fact.subject, UnitId{f.text("unit")}, known.fact.on, known.number, f.text("evidence"), f.text("document"),
          demand_event(f.text("event")), f.integer("attended"), f.texts("problems")};
}

FoundDemand demand_named(const Plan& plan, const std::string& id) {
  if (const auto found = find_demand(plan, id)) return *found;
  std::vector<std::string> known;
  for (const Phase& phase : plan.phases)
    for (const Demand& demand : phase.demands) known.push_back(demand.id);
  throw demand_refusal(ErrorCode::unknown_subject, id, "", "the plan demands no such thing; it has: " + in_one_line(known, ", "),
                       "方案中没有这项要求；有：" + in_one_line(known, "、"), known);
}

void settle_unit(const Plan& plan, const FoundDemand& found, Fact& met) {
  const std::string name = met.fields.text("unit");
  const auto resolved = plan.organisation.try_resolve(name, met.on);
  const DemandedUnits demanded = demanded_units(plan, *found.phase, met.on);
  std::vector<std::string> ids, names;
  for (const UnitId& unit : demanded.units) {
    ids.push_back(unit.text());
    names.push_back(plan.organisation.unit_name(unit));
  }
  if (!resolved || std::find(demanded.units.begin(), demanded.units.end(), resolved->unit) == demanded.units.end())
    throw demand_refusal(ErrorCode::field_bad, met.subject, "unit",
                         "it is not demanded of \"" + name + "\" on " + met.on.iso() + "; it is of: " + in_one_line(ids, ", "),
                         met.on.chinese() + "不要求“" + name + "”完成；应由下列单位完成：" + in_one_line(names, "、"), ids);
  met.fields.set("unit", Value{resolved->unit.text()});
}

void settle_event(Fact& met) {
  const std::string word = met.fields.text("event");
  if (!word.empty()) {
    const auto event = demand_event(word);
    if (!event) {
      std::vector<std::string> words, words_chinese;
      for (std::size_t kind = 0; kind < demand_kind_names.size(); ++kind) {
        words.emplace_back(demand_kind_names[kind]);
        words_chinese.push_back(chinese(static_cast<DemandKind>(kind)));
      }
      throw demand_refusal(ErrorCode::field_bad, met.subject, "event", "\"" + word + "\" is no kind of event; there are: " + in_one_line(words, ", "),
                           "“" + word + "”不是活动类型；可填：" + in_one_line(words_chinese, "、"), words);
    }
    met.fields.set("event", Value{std::string(demand_kind_name(*event))});
  }
  if (met.fields.integer("attended").value_or(0) < 0)
    throw demand_refusal(ErrorCode::field_bad, met.subject, "attended", "attended is less than nobody", "参加人数不能为负");
}

void settle_problems(const History& history, const Plan& plan, Fact& met) {
  std::vector<std::string> problems = met.fields.texts("problems");
  for (std::string& problem : problems) {
    if (history.has_hazard(problem)) continue;
    const auto found = find_problem_class(plan, problem);
    if (!found)
      throw demand_refusal(ErrorCode::field_bad, met.subject, "problems", "\"" + problem + "\" names neither a hazard nor a problem class",
                           "“" + problem + "”既不是隐患编号，也不是问题类别");
    problem = *found;
  }
  met.fields.set("problems", problems);
}

void check_withdrawal(const History& history, const Fact& met) {
  if (!met.fields.flag("withdrawn")) return;
  const auto in_force = demands_met(history, met.on, history.checkpoint().size);
  const bool stands = std::any_of(in_force.begin(), in_force.end(), [&](const DemandMet& one) {
    return one.demand == met.subject && one.unit.text() == met.fields.text("unit");
  });
  if (!stands)
    throw demand_refusal(ErrorCode::field_bad, met.subject, "withdrawn", "unit " + met.fields.text("unit") + " has not met it by " + met.on.iso() + ": nothing to withdraw",
                         "截至" + met.on.chinese() + "该单位未填报完成，无可撤回");
}

}  // namespace

std::vector<DemandMet> demands_met(const History& history, Day as_of, ItemNumber last) {
  std::map<std::pair<std::string, std::string>, const Known*> latest;
  for (const std::size_t place : history.of_kind(FactKind::demand_met)) {
    const Known& known = history.facts()[place];
    if (known.number > last || known.fact.on > as_of) continue;
    const Known*& kept = latest[{known.fact.subject, known.fact.fields.text("unit")}];
    if (kept == nullptr || kept->fact.on <= known.fact.on) kept = &known;
  }
  std::vector<DemandMet> out;
  for (const auto& [key, known] : latest)
    if (!known->fact.fields.flag("withdrawn")) out.push_back(met_from(*known));
  std::sort(out.begin(), out.end(), [](const DemandMet& a, const DemandMet& b) { return a.number < b.number; });
  return out;
}

std::optional<FoundDemand> find_demand(const Plan& plan, std::string_view id) noexcept {
  for (const Phase& phase : plan.phases)
    for (const Demand& demand : phase.demands)
      if (demand.id == id) return FoundDemand{&phase, &demand};
  return std::nullopt;
}

DemandedUnits demanded_units(const Plan& plan, const Phase& phase, Day on) {
  const Day day = std::clamp(on, phase.span.first, phase.span.last);
  std::vector<std::string> names;
  for (const Named& named : phase.demanded_of) names.push_back(named.name);
  if (names.empty()) names.push_back(plan.organisation.leading_group.office);
  DemandedUnits out;
  for (const std::string& name : names) {
    try {
      const Expansion expansion = plan.organisation.expand(name, day);
      if (expansion.open) out.open_names.push_back(name);
      for (const UnitId& unit : expansion.units)
        if (std::find(out.units.begin(), out.units.end(), unit) == out.units.end()) out.units.push_back(unit);
    } catch (const PlanError&) {
      out.open_names.push_back(name);  // the plan's checks name it as a problem
    }
  }
  return out;
}

Fact decide_demand(const History& history, const Plan& plan, Day recorded_on, Fact met) {
  const FoundDemand found = demand_named(plan, met.subject);
  if (met.on > recorded_on)
    throw demand_refusal(ErrorCode::day_in_future, met.subject, "on", "met on " + met.on.iso() + ", after the day of recording, " + recorded_on.iso(),
                         "完成日期" + met.on.chinese() + "晚于记录日" + recorded_on.chinese());
  for (const FieldForm& form : fields_of(FactKind::demand_met))
    if (form.required && !met.fields.has(form.name))
      throw demand_refusal(ErrorCode::field_missing, met.subject, form.name, std::string(form.name) + " (" + std::string(form.original) + ") is missing",
                           "缺少" + std::string(form.original));
  settle_unit(plan, found, met);
  settle_event(met);
  settle_problems(history, plan, met);
  check_withdrawal(history, met);
  return met;
}

}  // namespace bihuan
