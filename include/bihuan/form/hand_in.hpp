// form/hand_in.hpp: what the rows of a return become: requests, verdicts and the facts of one commit.
#pragma once

#include "bihuan/form/returns.hpp"
#include "bihuan/state/decide.hpp"
#include "bihuan/state/snapshot.hpp"

#include <functional>

namespace bihuan {

/// What became of one row.
struct RowVerdict {
  std::string sheet;
  int row = 0;
  std::string subject;     ///< the row's own id
  bool accepted = false;
  int fact_count = 0;      ///< facts it newly states; 0 when it repeats what is known
  std::string column;      ///< heading of the cell that was refused
  std::string reason;      ///< in Chinese, with what would be allowed; empty when accepted
  std::string english;     ///< the same in English
};

/// Gives the id of a person of a unit, the same for the same name; asked in order of appearance.
using PersonOf = std::function<PersonId(const UnitId& unit, const std::string& name)>;

/// The key of a return and who stands in its header.
struct ReturnKey {
  UnitId unit;
  FilingId filing;
  Period period;
  bool contribution = false;  ///< the unit has no such filing of its own (returns.md, rule 7)
  Actor prepared_by, checked_by, headed_by;
};

struct Merge;

/// Unit, filing and period of the header, nobody yet. Throws ReturnError (bad_return) naming what is known instead.
ReturnKey address_of(const Return& returned, const Plan& plan, Day received_on);
/// Resolves the header. Throws ReturnError (bad_return) naming what is known instead.
ReturnKey key_of(const Return& returned, const Plan& plan, Day received_on, const PersonOf& person_of);

/// The lines whose SHA-256 is the `content` of a return (file-format.md), whatever file it came in. A checkpoint that the
/// header names is part of it: the same cells edited into another workbook may say something else.
std::string content_lines(const Return& returned, const ReturnKey& key, const PersonOf& person_of, const Merge* merged = nullptr);

/// What a return becomes: facts in the order of its rows, and a verdict for each row.
struct RowsRead {
  std::vector<Fact> facts;
  std::vector<RowVerdict> verdicts;
  std::vector<std::string> missing;        ///< hazards that stood here last month, are open, and stand here no more
  std::vector<std::string> lower_figures;  ///< cumulative figures lower than before
  std::vector<std::string> idle;           ///< Chinese: rows whose edits state nothing that a return can say
};

/// Reads the rows against the state. Never throws for a row: what can't be taken is refused with a reason, whole. With a
/// merge only what the workbook changed is read; a row in conflict is refused.
RowsRead read_rows(const Return& returned, const ReturnKey& key, const Ground& ground, const std::string& reason,
                  const PersonOf& person_of, const Merge* merged = nullptr);

}  // namespace bihuan
