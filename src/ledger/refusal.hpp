// ledger/refusal.hpp: says what a refusal of this room is about.
#pragma once

#include "bihuan/error.hpp"

#include <utility>

namespace bihuan::ledger {

inline ErrorContext about(std::string subject, std::string asked = {}) {
  ErrorContext context;
  context.subject = std::move(subject);
  context.asked = std::move(asked);
  return context;
}

inline ErrorContext about_file(std::string file, std::string state = {}) {
  ErrorContext context;
  context.subject = "ledger " + file;
  context.state = std::move(state);
  context.file = std::move(file);
  return context;
}

}  // namespace bihuan::ledger
