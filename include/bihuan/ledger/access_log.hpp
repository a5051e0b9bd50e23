// ledger/access_log.hpp: what was asked and refused: a log beside the facts, in a chain of its own that commits anchor.
#pragma once

#include "bihuan/ledger/merkle.hpp"

#include <optional>

namespace bihuan {

/// An act that was asked for and not recorded. It says who asked for what and why not, in words of the closed lists and
/// ids only: no free text of the request, no name.
struct RefusedAct {
  std::int64_t number = 0;    ///< 1, 2 … dense
  Instant refused_at;
  std::int64_t size = 0;      ///< items the ledger had then
  std::string asked;          ///< close, hand_in, issue …
  std::string subject;        ///< hazard, return, report, post …
  std::string state;          ///< of the subject; may be empty
  std::optional<Day> on;      ///< the day that the act was to bear
  std::vector<Actor> by;
  std::string code;           ///< the reason: wrong_state, persons_not_distinct …
  friend bool operator==(const RefusedAct&, const RefusedAct&) = default;
};

/// The line of a refused act. Throws LedgerError (bad_fact).
std::string encode(const RefusedAct& act);
/// Reads a line, as strictly as a fact's. Throws LedgerError (bad_fact).
RefusedAct decode_refused_act(std::string_view line, std::int64_t number);

/// The chain of the log: SHA-256(chain before ‖ line); it begins with the SHA-256 of the ledger's id.
Digest access_log_start(std::string_view ledger);
Digest access_log_next(const Digest& chain, std::string_view line);

/// How far the log reached when a commit was written: what the commit's header says in `refusals`, `COUNT CHAIN`.
struct AccessLogHead {
  std::int64_t count = 0;
  Digest chain{};
  std::string text() const;
  /// Throws LedgerError (bad_fact).
  static AccessLogHead parse(std::string_view text);
  friend bool operator==(const AccessLogHead&, const AccessLogHead&) = default;
};

}  // namespace bihuan
