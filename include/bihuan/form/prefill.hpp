// form/prefill.hpp: the return that the office makes out for a unit (底稿): every row as the ledger states it.
#pragma once

#include "bihuan/form/returns.hpp"
#include "bihuan/state/snapshot.hpp"

#include <filesystem>
#include <set>

namespace bihuan {

/// The fact behind a cell: for a corrected value the correction.
struct CellSource {
  ItemNumber number = 0;
  std::optional<Day> recorded_on;
  std::vector<Actor> by;
  std::string filing, period;  ///< of the return that said so; empty for a direct act
};

/// One row of 隐患台账 as the ledger states it. The cells hold what `read_return` makes of the written row.
struct PrefilledRow : ReturnRow {
  int round = 1;
  State state = State::none;                 ///< of the hazard
  UnitId supervising_unit;                   ///< of the hazard
  CellSource last;                           ///< the last fact about the hazard
  std::map<std::string, CellSource> set_by;  ///< by the key of the cell
  std::map<std::string, PersonId> persons;     ///< who stands behind a printed name or id in this row
  std::map<std::string, PersonId> rectifiers;  ///< the same for 整改责任人, who belongs to the enterprise
  std::set<std::string> erased;                ///< ids that are printed because the name was erased
};

/// A unit's register out of the ledger (底稿), ready to be written, and what a returned workbook is held against.
struct Prefilled {
  UnitId unit;
  FilingId filing;
  Period period;
  Checkpoint checkpoint;  ///< what it was made from; stands in the header as 台账检查点
  ReturnHeader header;
  std::vector<PrefilledRow> hazards;
};

/// What rows are made from. `names` has an empty name for an erased person.
struct PrefillGround {
  const History& history;
  const Plan& plan;
  const Template& form;
  const std::map<PersonId, std::string>& names;
};

/// Every hazard that the unit supervises and that has not been reported closed once (a return closed it, or one of the
/// unit was received after it was closed), with a row for each round, as known at a checkpoint of the history. Not on
/// the sheet: tips, and what was transferred, terminated or voided. What no column says (regraded, reopened, refused
/// extensions, pauses, acts of the ladder) shows in the values that it left, or not at all; decision 0016 lists it.
Prefilled prefill(const PrefillGround& ground, const UnitId& unit, const FilingId& filing, const Period& period,
                  const Checkpoint& known_at);

/// The rows of one hazard as known at an item, whoever supervises it and whatever became of it; none for a tip and for
/// an id that nobody registered.
std::vector<PrefilledRow> prefilled_rows(const PrefillGround& ground, const std::string& hazard, ItemNumber known_at);

/// The values of the header by our keys (templates.toml, [header]); what the unit fills in is absent or as last time.
std::map<std::string, std::string> header_values(const Prefilled& prefilled);

/// The sheets as text, in the order of the template: what a CSV file of each holds.
std::vector<Sheet> sheets_of(const Prefilled& prefilled, const Template& form);

/// Writes the workbook: header, headings and rows, days and numbers as such, lists to choose from. Throws FormError.
void write_xlsx(const Prefilled& prefilled, const Template& form, const std::filesystem::path& file);

/// A cell of a return as people read it: terms in their printed form.
std::string printed_cell(const Column& column, const std::string& text);

}  // namespace bihuan
