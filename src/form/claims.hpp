// form/claims.hpp: what the cells of one row claim to have happened, in the order of their days.
#pragma once

#include "bihuan/form/hand_in.hpp"
#include "bihuan/report/table.hpp"

namespace bihuan::claims {

/// A row that can't be taken, with the column that is to blame.
struct RowRefused {
  std::string column;   ///< heading
  std::string chinese;
  std::string english;
};

/// What is needed to read a row: who hands in, and the plan's posts.
struct Desk {
  const Plan& plan;
  const ReturnKey& key;
  const PersonOf& person_of;

  /// The first post of the plan that holds a role, or the head's post where that holds it.
  Actor head_in(Role role) const;
  Actor named_in(Role role, const UnitId& unit, const std::string& name) const;
};

/// One claim: a request with its place in the order of one day.
struct Claim {
  Asked asked;
  int rank = 0;          ///< order on one day (returns.md, rule 1)
  int round = 1;
  std::string column;    ///< heading of the cell that says so
  bool day_assumed = false;
};

/// The names in a cell (、 between).
std::vector<std::string> names_in(const std::string& cell);
/// 万元 as written to fen. Throws RowRefused.
std::int64_t fen_of(const std::string& wan_yuan, const std::string& column);
/// A number as written: value and digits after the point. Throws RowRefused.
Amount amount_of(const std::string& text, const std::string& column);

/// The claims of a row, in order. `known` is the hazard as recorded so far. Throws RowRefused.
std::vector<Claim> of_row(const ReturnRow& row, const Hazard& known, const Desk& desk);

}  // namespace bihuan::claims
