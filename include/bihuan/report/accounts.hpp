// report/accounts.hpp: the hazards as accounts of a unit and grade, with the identities that must hold.
#pragma once

#include "bihuan/state/snapshot.hpp"

#include <array>

namespace bihuan {

/// What a movement does to the account of open hazards: 1, -1, or 0 where it moves the account awaiting receipt only.
int sign_of(Flow flow) noexcept;

/// The hazards of one supervising unit and grade over a span of days (lifecycle.md, "Counting"). What awaits a receipt
/// stands in an account of its own; tips stand in none.
struct Account {
  UnitId unit;
  Grade grade = Grade::ungraded;
  std::int64_t opening = 0;                     ///< open on the day before the span, as known now
  std::array<std::int64_t, flow_count> flows{}; ///< by `Flow`, within the span
  std::int64_t open = 0;                        ///< on the last day, counted from the states and not from the flows
  std::int64_t awaiting_opening = 0;            ///< transferred and not acknowledged, on the day before the span
  std::int64_t awaiting = 0;                    ///< on the last day, counted from the states

  std::int64_t flow(Flow flow) const noexcept { return flows[static_cast<std::size_t>(flow)]; }
  /// opening + what came in − what went out.
  std::int64_t closing() const noexcept;
  /// awaiting_opening + transferred − acknowledged − taken back.
  std::int64_t awaiting_closing() const noexcept;
  /// What the identities miss; both 0 when they hold.
  std::int64_t check() const noexcept { return closing() - open; }
  std::int64_t awaiting_check() const noexcept { return awaiting_closing() - awaiting; }
  bool is_blank() const noexcept;               ///< no number in it
  friend bool operator==(const Account&, const Account&) = default;
};

/// A hazard that its movements do not leave in exactly the one account where its state says it stands.
struct Misplaced {
  HazardId hazard;
  std::string stands;  ///< "lift/general", "awaiting lift/major", "none": by its state
  std::string moved;   ///< the same by its movements; several with ", "
  friend bool operator==(const Misplaced&, const Misplaced&) = default;
};

/// All accounts over a span of days.
struct Accounts {
  std::vector<Account> lines = {};        ///< by unit, then grade; blank ones are left out
  std::vector<Misplaced> misplaced = {};

  /// Both identities hold in every account, and every hazard stands in exactly one.
  bool balanced() const noexcept;
  const Account* find(const UnitId& unit, Grade grade) const noexcept;
  friend bool operator==(const Accounts&, const Accounts&) = default;
};

/// The accounts from `first` to the day of the snapshot.
Accounts keep_accounts(const Snapshot& state, Day first);

/// An account whose opening is not the closing that was issued for the day before.
struct Carried {
  UnitId unit;
  Grade grade = Grade::ungraded;
  std::int64_t closing = 0;             ///< as issued by the report before
  std::int64_t opening = 0;             ///< as it stands in the report after it
  std::int64_t explained = 0;           ///< how much of the difference the facts below make
  std::vector<ItemNumber> facts = {};   ///< late entries and corrections, by number
  bool ok() const noexcept { return opening - closing == explained; }
  friend bool operator==(const Carried&, const Carried&) = default;
};

/// What facts recorded after item `pinned` and up to `last` changed in the accounts at the end of `cutoff_on`: one for
/// every account whose open hazards became more or fewer, or others. Opening and closing are left 0.
std::vector<Carried> changes_since(const History& history, Day cutoff_on, ItemNumber pinned, ItemNumber last);

/// Whether a fact says something about days up to `day`: its own day, or for a correction the day it moves from or to,
/// or that of the fact it corrects.
bool touches(const History& history, const Known& known, Day day);

}  // namespace bihuan
