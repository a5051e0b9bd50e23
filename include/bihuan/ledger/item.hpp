// ledger/item.hpp: commits as they stand in the file, their header, and checkpoints.
#pragma once

#include "bihuan/id.hpp"
#include "bihuan/ledger/fact.hpp"

#include <array>

namespace bihuan {

/// 32 bytes of SHA-256.
using Digest = std::array<std::uint8_t, 32>;

std::string hex(const Digest& digest);
/// Throws LedgerError (bad_fact) unless it is 64 lower-case hex digits.
Digest parse_hex(std::string_view text);

/// A point of time, microseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t micros = 0;
  /// `YYYY-MM-DDThh:mm:ss.ffffffZ`.
  std::string text() const;
  /// Reads ISO with Z or an offset (+08:00); fractions optional; a bare day is its midnight in UTC.
  /// Throws TimeError (bad_day).
  static Instant parse(std::string_view text);
  /// The day of this instant under an offset in minutes.
  Day day_in_zone(int zone_minutes) const;
  friend auto operator<=>(Instant, Instant) = default;
};

/// Item 1 of a commit.
struct CommitHeader {
  Instant recorded_at;
  Actor by;              ///< who recorded: person, post, unit
  std::string source;    ///< hex SHA-256 of the file handed in; empty unless a return
  std::string content;   ///< hex content digest of a return; empty unless a return
  std::string refusals = {};  ///< how far the access log reached, `COUNT CHAIN`; the store writes it, empty while nothing was refused
};

/// A commit as stored: the lines are hashed as they stand.
struct Commit {
  std::int64_t seq = 0;
  ItemNumber first_item = 0;
  std::int64_t item_count = 0;
  std::string text;                 ///< canonical JSON lines, '\n' between
  std::vector<std::uint8_t> leaves; ///< 32 bytes an item
  Digest root{};
};

/// A commit read: its header and facts with their numbers (the header is item `first_item`).
struct DecodedCommit {
  std::int64_t seq = 0;
  ItemNumber first_item = 0;
  std::string ledger;
  std::string prev;   ///< hex root before
  CommitHeader header;
  std::vector<Fact> facts;
};

/// (ledger, size, root): everything up to item `size`.
struct Checkpoint {
  std::string ledger;
  std::int64_t size = 0;
  Digest root{};
  /// `ledger size root`, the root in hex: what stands in the footer of every issued page.
  std::string text() const;
  /// Reads what `text` wrote. Throws LedgerError (bad_proof).
  static Checkpoint parse(std::string_view text);
  /// For paper and telephone: six groups of four digits, `0123-4567-…`. 23 digits are the remainder of
  /// SHA-256("bihuan/short-code/v1\n" ‖ text) by 10^23; the last is their check digit (ISO/IEC 7064 MOD 11,10).
  std::string short_code() const;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// Whether a short code is written as one and its check digit is right, as after copying it from paper.
bool is_short_code(std::string_view text) noexcept;

}  // namespace bihuan
