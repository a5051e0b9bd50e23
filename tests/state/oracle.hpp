// tests/state/oracle.hpp: lifecycle.md in words that the code's table has no part in, and what a table answers to them.
#pragma once

#include "world.hpp"

#include "bihuan/error.hpp"

namespace oracle {

using namespace world;

/// One line of lifecycle.md.
struct Rule {
  Request request;
  const char* from;     ///< state names, or "open", "any"
  const char* needs;    ///< conditions, holds and limits that refuse, as `fails` in oracle.cpp reads them
  const char* to;       ///< or "kept"
  const char* holds;    ///< "+sealed", "-sealed", "-all"
  const char* who;      ///< roles, any of them
  int persons = 1;
  const char* second = "";  ///< role of the second person
  const char* apart = "";   ///< parties that may not act
  const char* must = "";    ///< fields it must carry
};

/// A hazard somewhere in its life, and the day on which it is asked something.
struct Situation {
  std::string name;
  World world;
  Hazard before;
  Day next;
  bool is_product = false;  ///< one of state × grade × holds
};
std::vector<Situation>& situations();

/// What the words say: allowed, with the state and holds after it, or refused with a reason.
struct Verdict {
  const Rule* rule = nullptr;  ///< nothing when it is refused
  ErrorCode code = ErrorCode::wrong_state;
};
Verdict judge(Request request, const Hazard& hazard, const Fields& fields, Day on);

/// Everything a request may be asked with: both decisions, both directions of a grade, both reasons to void.
std::vector<Fields> variants(const Situation& at, Request request);

/// How many times a table is asked for one request.
int case_count(Request request);
/// The first answer of a table that differs from lifecycle.md, in words.
std::optional<std::string> first_mismatch(Lifecycle table, Request request);
/// The same for what the states wait for.
std::optional<std::string> first_mismatch(Waits waits);

}  // namespace oracle
