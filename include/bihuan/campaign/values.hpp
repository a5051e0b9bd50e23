// campaign/values.hpp: what the front door takes and gives: acts, points of the ledger, receipts, issued and rebuilt reports.
#pragma once

#include "bihuan/form/hand_in.hpp"
#include "bihuan/form/merge.hpp"
#include "bihuan/form/write.hpp"
#include "bihuan/ledger/archive.hpp"
#include "bihuan/ledger/receipt.hpp"
#include "bihuan/ledger/store.hpp"
#include "bihuan/ledger/witness.hpp"
#include "bihuan/report/assertion.hpp"
#include "bihuan/report/case_file.hpp"
#include "bihuan/report/figure.hpp"
#include "bihuan/report/phase_check.hpp"
#include "bihuan/report/what_if.hpp"
#include "bihuan/state/accountability.hpp"
#include "bihuan/state/handover.hpp"
#include "bihuan/state/outside.hpp"
#include "bihuan/state/tally.hpp"

namespace bihuan {

/// What is said about a hazard: the day it was so, who acted, and the fields of the request (docs/facts.md).
struct Act {
  Day on;
  std::vector<Actor> by;
  Fields fields;
  /// How many facts of its subject the asker had seen. Where another came first the act is a Conflict that names who; where
  /// it is this very act, recorded already by a try whose answer was lost, that one is returned. Unnamed: whatever stands.
  std::optional<std::int64_t> seen_version = {};
};

/// A point of the ledger: an item number, the last commit recorded by an instant or by the end of a day in the
/// ledger's zone, or a checkpoint, which must be one of this ledger's.
using KnownAt = std::variant<std::monostate, ItemNumber, Day, Instant, Checkpoint>;

struct HandInOptions {
  std::optional<Day> received_on;  ///< else the clock's day in the plan's zone
  std::string reason;              ///< needed for a corrected return
  bool dry_run = false;            ///< everything but the commit
  bool all_or_nothing = false;     ///< one refused row refuses the return
};

/// The receipt of a return.
struct Receipt {
  UnitId unit;
  FilingId filing;
  Period period;
  Day received_on;
  std::optional<Day> due_on;      ///< nothing for a contribution
  std::string standing;           ///< complete, partial
  bool late = false;
  bool repeated = false;          ///< the same content was handed in before: this is the old receipt
  bool corrected = false;
  bool contribution = false;
  bool dry_run = false;
  std::int64_t fact_count = 0;    ///< facts written for its rows
  std::vector<RowVerdict> rows = {};           ///< refused rows first
  std::vector<std::string> missing = {};       ///< hazards that stood in the last return, are open, and are gone
  std::vector<std::string> lower_figures = {};
  std::vector<std::string> warnings = {};
  std::optional<MergeReport> merged = {};      ///< for a workbook that was made out by `prefill`: what it changed
  ItemNumber item = 0;                         ///< of ReturnReceived
  Digest leaf{};                               ///< of that item
  Checkpoint checkpoint = {};                  ///< after the commit; its short code stands on the paper
  std::int64_t refused_count() const;
};

/// An issued report: the files and the fact.
struct IssuedReport {
  Report report;
  ItemNumber item = 0;
  std::vector<std::filesystem::path> files;
  std::vector<std::string> digests;  ///< hex SHA-256, in the order of `files`
};

/// One file of a bundle, under its name in it.
struct BundleMember {
  std::string name;
  std::string bytes;
};

/// An issued report with all that an outsider needs to check it against the stamped paper (docs/decisions/0015): the files
/// as issued, the facts behind them, their proofs, the checkpoint. The same bytes whenever it is made.
struct Bundle {
  ItemNumber item = 0;     ///< of the fact that issued it
  Checkpoint pinned;       ///< what the paper shows
  Checkpoint checkpoint;   ///< after the issuing commit: what every proof leads to
  std::int64_t fact_count = 0;
  std::vector<BundleMember> members = {};
};

/// What `verify` found: the bytes of the ledger, and the reports issued from it. Reports are looked at when the ledger is
/// intact.
struct Verified : Verification {
  AccountsCheck accounts;
  std::int64_t kept_count = 0;                ///< files that facts name by digest and that stand in the archive as they were
  std::int64_t absent_count = 0;              ///< such files that are not kept here: erased, or never kept
  std::vector<std::string> altered_files = {};  ///< kept files that are not what was kept
  bool ok() const noexcept { return is_sound() && accounts.ok() && altered_files.empty(); }
};

/// A file of an issued report, and whether it can be had again.
struct RebuiltFile {
  std::string name;
  std::string digest;  ///< hex SHA-256, as issued
  bool kept = false;   ///< its bytes stand in the archive
  bool same = false;   ///< made again it has the same bytes
};

/// An issued report made again: by the plan, catalogue, template, names and calendar editions of its day.
struct Rebuilt {
  Report report;
  ItemNumber item = 0;              ///< of the fact that issued it
  std::vector<RebuiltFile> files;
  std::string library;              ///< that issued it
  bool same_library = false;
  bool same_figures = false;        ///< every figure that the issuing fact keeps comes out the same
  bool names_erased = false;        ///< persons were erased from the ledger; a file that named one can't be made again
  /// Every file is there as it was issued, kept or made again, and the figures are the same.
  bool ok() const noexcept;
};

}  // namespace bihuan
