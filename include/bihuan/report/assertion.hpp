// report/assertion.hpp: issued reports as assertions that the ledger and later reports honour or explain.
#pragma once

#include "bihuan/report/report.hpp"

namespace bihuan {

/// The lines of `figures` in the fact that issues a report, each `NAME VALUE`: the headline by its names (`found 12`);
/// `accounts N`, how many account lines follow; then for every account with such a number `opening UNIT/GRADE N`,
/// `open UNIT/GRADE N` (its closing) and `awaiting UNIT/GRADE N`. An account without a line has 0.
std::vector<std::string> figure_lines(const Headline& headline, const Accounts& accounts);

/// A figure that a report was issued with and that folding it again does not give.
struct FigureCheck {
  std::string name;         ///< as in its line: found, "open lift/major"
  std::int64_t issued = 0;
  std::int64_t folded = 0;
  friend bool operator==(const FigureCheck&, const FigureCheck&) = default;
};

/// One issued report: what it said, and whether the ledger and the report before bear it out.
struct IssuedCheck {
  FilingId filing;
  std::string period;
  ItemNumber number = 0;                ///< of the fact that issued it
  ItemNumber pinned = 0;
  bool pin_holds = true;                ///< the ledger had that item then, with that root and that filing
  bool balanced = true;                 ///< folded again at its point
  std::int64_t figure_count = 0;        ///< how many figures the fact keeps; early ones keep five and no account
  std::vector<FigureCheck> differing = {};
  std::vector<Carried> carried = {};    ///< accounts whose opening is not the closing issued before

  bool ok() const noexcept;
  std::string sentence() const;         ///< in English: what was found
  std::string chinese() const;
};

/// Every issued report, in order of its number.
struct AccountsCheck {
  std::vector<IssuedCheck> reports = {};
  bool ok() const noexcept;
};

/// Folds every issued report again at its pinned point, under the plan in force there (`plan` where the history holds
/// none), and holds its openings against the closings issued before: a difference must be made by late entries and
/// corrections, which are named.
AccountsCheck check_accounts(const History& history, const Plan& plan);

}  // namespace bihuan
