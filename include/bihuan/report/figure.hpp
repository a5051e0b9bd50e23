// report/figure.hpp: any figure of a report by name, the hazards and facts behind it, and why it differs from another report's.
#pragma once

#include "bihuan/report/report.hpp"

namespace bihuan {

/// What a report is folded from: the history up to an item, and the plan and catalogue in force for it.
struct Footing {
  const History& history;
  const Plan& plan;
  const IndicatorBook& book;
  FilingId filing;
  Period period;
  ItemNumber last;  ///< known up to here
};

/// A figure by name. The headline's by their own: `found`. Of an account `KEY UNIT/GRADE`: `open lift/major`, `closed …`,
/// `opening …`, `awaiting …`. A cell of a table `TABLE[ROW].COLUMN`, a row named by what tells it from others:
/// `progress[I03].month`, `coverage[lift].found`, `tasks[3.1.4,电梯科].open`, `list_one[H-1].limit_on`.
struct Figure {
  std::string name;
  Cell value;
  friend bool operator==(const Figure&, const Figure&) = default;
};

/// Every figure of the report. Blank cells are left out.
std::vector<Figure> figures_of(const Footing& footing);

/// A fact and what it did to a figure.
struct FactBehind {
  ItemNumber number = 0;
  std::string subject;   ///< the hazard, return, measure …
  FactKind kind{};
  Day on;
  Instant recorded_at;
  Amount change;         ///< what the figure gained by it; 0 where the cell is a text or a day, which it set
  friend bool operator==(const FactBehind&, const FactBehind&) = default;
};

/// A subject (a hazard, a return …) and its share of a figure.
struct Share {
  std::string subject;
  Amount amount;         ///< by itself; 0 for a text or a day
  std::vector<FactBehind> facts;
};

/// The hazards and facts behind a figure; behind a share (整改率) those of its part and of its whole. What a subject adds is what the report of that subject alone shows, so trace and
/// report can't tell different stories.
struct Trace {
  Figure figure;
  std::vector<Share> shares;
  Amount sum;                 ///< of the shares
  bool complete = true;       ///< the shares add up to the figure; not so where it counts things that subjects have in common
};

/// Throws FormError (nothing_to_report) for a figure that the report does not have, naming near ones.
Trace trace(const Footing& footing, std::string_view figure);

/// Why a figure differs (the words; the last is for a figure of another period that a fact no longer belongs to).
enum class ChangeClass : std::uint8_t {
  fresh,           ///< 新增: happened after the days that the earlier report covers
  late_entry,      ///< 补报: happened before, was recorded after
  correction,      ///< 更正
  regrade,         ///< 重新定级
  reopened,        ///< 重新打开
  reorganisation,  ///< 机构调整: reassigned, a reorganisation, or another text of the plan changed units, names or memberships
  rule_change,     ///< 规则变化: the fact is the same and counts differently under another plan or catalogue
  other_period,    ///< 不在本期: of the days of one report and not of the other
};
inline constexpr int change_class_count = 8;
std::string_view change_class_name(ChangeClass change) noexcept;  ///< late_entry; `new` for fresh
std::string chinese(ChangeClass change);

/// A fact that makes two reports differ.
struct ChangeBehind {
  FactBehind fact;
  ChangeClass change;
  bool late = false;     ///< recorded after the earlier report, of days that it covers, whatever its class
};

/// A figure that two reports do not share.
struct ChangedFigure {
  std::string name;
  Cell before, after;    ///< blank where a report does not have it
  std::vector<ChangeBehind> behind;
  Amount explained;      ///< by the facts behind
  bool complete = true;  ///< the facts explain the whole difference
};

/// What differs from one report to another.
struct ReportDiff {
  FilingId filing;
  Period before_period, after_period;
  ItemNumber before_last = 0, after_last = 0;
  std::vector<ChangedFigure> figures;
  /// The facts behind, each once, in order of number.
  std::vector<ItemNumber> facts() const;
  /// A row for every figure and fact. Columns: figure, before, after, change, number, subject, kind, on, late, share.
  Table table() const;
};

/// Compares figures of count (headline, accounts, progress, coverage, shared problems, tasks); a share
/// by what changed its part and its whole. Both footings belong to one
/// ledger, the first one known earlier or equally. Throws FormError (nothing_to_report) where the second is known earlier.
ReportDiff diff(const Footing& before, const Footing& after);

}  // namespace bihuan
