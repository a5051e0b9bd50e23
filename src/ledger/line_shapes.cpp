#include "ledger/line_shapes.hpp"

#include <algorithm>

namespace bihuan::ledger {

void LineShapes::learn(std::span<const Key> keys, FactKind kind) {
  if (count_ > most) return;
  ShapeStep* at = &root_;
  std::string sign = "{";
  for (const Key& key : keys) {
    const std::string spelled = sign + '"' + std::string(key.name) + "\":";
    const auto known = std::find_if(at->next.begin(), at->next.end(), [&](const auto& step) {
      return step->slot == key.slot && step->type == key.type && step->spelled == spelled;
    });
    if (known == at->next.end()) {
      at->next.push_back(std::make_unique<ShapeStep>());
      at->next.back()->spelled = spelled;
      at->next.back()->slot = key.slot;
      at->next.back()->type = key.type;
      at = at->next.back().get();
      ++count_;
    } else {
      at = known->get();
    }
    if (key.slot == Slot::kind) {
      auto& of_kind = at->by_kind[static_cast<std::size_t>(kind)];
      if (of_kind == nullptr) of_kind = std::make_unique<ShapeStep>();
      at = of_kind.get();
    }
    sign = ",";
  }
  at->may_end = true;
}

}  // namespace bihuan::ledger
