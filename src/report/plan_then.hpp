// report/plan_then.hpp: the plan in force at a point of the ledger.
#pragma once

#include "bihuan/state/reorganisation.hpp"

#include <map>

namespace bihuan {

/// Plans by point, each made once.
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
