#include "report/plan_then.hpp"

namespace bihuan {

const Known* plan_fact_at(const History& history, ItemNumber last) {
  const Known* found = nullptr;
  for (const FactKind kind : {FactKind::plan_adopted, FactKind::plan_amended})
    for (const std::size_t place : history.of_kind(kind)) {
      const Known& known = history.facts()[place];
      if (known.number <= last && (found == nullptr || known.number > found->number)) found = &known;
    }
  return found;
}

const Plan& PlanThen::at(ItemNumber last) {
  const Known* found = plan_fact_at(history_, last);
  if (found == nullptr) return otherwise_;
  const auto parsed = plans_.find(found->number);
  if (parsed != plans_.end()) return parsed->second;
  return plans_.emplace(found->number, Plan::parse(found->fact.fields.text("text"), found->fact.fields.text("file"))).first->second;
}

}  // namespace bihuan
