// report/plan_then.hpp: the plan in force at a point of the ledger.
#pragma once

#include "bihuan/plan/plan.hpp"
#include "bihuan/state/history.hpp"

#include <map>

namespace bihuan {

/// The fact that gave the plan in force at an item, or nullptr.
const Known* plan_fact_at(const History& history, ItemNumber last);

/// Plans by point, each text parsed once.
class PlanThen {
 public:
  /// `otherwise` where the history holds none.
  PlanThen(const History& history, const Plan& otherwise) : history_(history), otherwise_(otherwise) {}
  const Plan& at(ItemNumber last);

 private:
  const History& history_;
  const Plan& otherwise_;
  std::map<ItemNumber, Plan> plans_;
};

}  // namespace bihuan
