#include "report/plan_then.hpp"

namespace bihuan {

const Plan& PlanThen::at(ItemNumber last) {
  const Known* found = plan_change_at(history_, last);
  if (found == nullptr || plan_fact_at(history_, last) == nullptr) return otherwise_;
  const auto made = plans_.find(found->number);
  if (made != plans_.end()) return made->second;
  return plans_.emplace(found->number, plan_in_force(history_, last)).first->second;
}

}  // namespace bihuan
