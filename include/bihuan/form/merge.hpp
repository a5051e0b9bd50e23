// form/merge.hpp: a returned workbook held against the one that was made out for it and against the ledger now.
#pragma once

#include "bihuan/form/prefill.hpp"
#include "bihuan/report/table.hpp"

namespace bihuan {

/// What became of a cell or a row between the workbook as issued, as returned, and the ledger now.
enum class MergeKind : std::uint8_t {
  edited,      ///< the workbook changed it, the ledger did not
  cleared,     ///< the workbook emptied it: a blank cell states nothing, the ledger's value stays
  added,       ///< a row that was not there
  missing,     ///< a row that was there: it deletes and closes nothing
  already_so,  ///< both changed it to the same
  conflict,    ///< both changed it differently, or the hazard has left the sheet or was closed: the row is refused whole
  gone,        ///< the hazard has left the sheet, and the workbook left its row as it was
  unreadable,  ///< a changed cell that can't be read: the row is refused whole
};
inline constexpr int merge_kind_count = 8;
std::string_view merge_kind_name(MergeKind kind) noexcept;
std::string chinese(MergeKind kind);

/// One change, of a cell or (without a column) of a row.
struct MergeLine {
  MergeKind kind;
  std::string sheet;
  int row = 0;                            ///< in the file returned; 0 for a missing row
  std::string id;
  int round = 1;
  std::string key, column;                ///< of the cell, ours and its heading (two columns have the heading 批准人)
  std::string issued, returned, ledger;   ///< the three values as printed; may hold names
  std::vector<ItemNumber> facts = {};     ///< behind the ledger's value
  std::vector<Actor> by = {};             ///< who was first: who stated the ledger's value
  std::string who = {};                   ///< the same by unit and post
  std::optional<Day> recorded_on = {};    ///< when
  std::string english = {}, chinese = {}; ///< without names
};

/// Every change that a workbook brings, and what stands against it.
struct MergeReport {
  UnitId unit;
  FilingId filing;
  Period period;
  Checkpoint issued;   ///< that the workbook was made from
  Checkpoint ledger;   ///< that it was held against
  std::int64_t row_count = 0;
  std::int64_t unchanged_count = 0;  ///< rows that the workbook left as they were
  std::vector<MergeLine> lines = {};

  std::int64_t count(MergeKind kind) const;
  /// kind, sheet, row, id, round, key, column, issued, returned, ledger, facts, first, sentence: a row a line.
  Table to_table() const;
};

/// A row to be handed in: the ledger's cells now, the workbook's edits on top.
struct MergedRow {
  ReturnRow row;
  bool on_ledger = false;  ///< false for a row that the ledger does not have: it stands as returned
  std::map<std::string, std::string> edited = {};  ///< key and heading of the cells that the workbook changed
  std::string column = {}, reason = {}, english = {};  ///< why the row is refused; empty when it is not
  std::map<std::string, PersonId> persons = {}, rectifiers = {};  ///< as in PrefilledRow, of all three sides
};

struct Merge {
  MergeReport report;
  std::vector<MergedRow> rows;  ///< in the order of the return's
  std::map<std::string, std::vector<PrefilledRow>> stated;  ///< by hazard: its rows as the ledger states them now
  std::vector<std::string> missing;  ///< open hazards of which a row is missing
};

/// The same sheet now: the rows of every hazard that the workbook as issued or as returned names, whatever became of it.
Prefilled prefill_now(const PrefillGround& ground, const Prefilled& issued, const Return& returned);

/// Holds the three against each other, cell by cell. A row is known by id and round. A value that an earlier return of
/// the same key stated is the unit's own: to change it again is an edit, no conflict. A pure function.
Merge merge(const Prefilled& issued, const Return& returned, const Prefilled& now, const Plan& plan, const Template& form);

}  // namespace bihuan
