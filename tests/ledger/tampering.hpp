// tests/ledger/tampering.hpp: honest ledgers with what is kept of them outside, and somebody who knows the form and rewrites them.
#pragma once

#include "samples.hpp"

#include "bihuan/ledger/note.hpp"
#include "bihuan/ledger/receipt.hpp"

#include <array>

namespace tampering {

using namespace bihuan;

/// 1, or 10 with BIHUAN_LONG=1.
int times_longer();

/// A directory in memory where there is such a one: what is tried here is not durability.
class Workshop {
 public:
  Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop();
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string bytes_of(const std::filesystem::path& file);
void put(const std::filesystem::path& file, std::string_view bytes);

/// What somebody keeps of a ledger, as it was at the time.
struct Kept {
  std::vector<std::string> notes;          ///< checkpoints signed by the office, beside the ledger
  std::optional<Checkpoint> by_witness;    ///< the last that the superior unit took
  std::vector<std::string> receipts;       ///< with whoever handed something in
};

/// A ledger that nobody has touched: 5 to 40 commits, a note after some of them, the last one a little before the end.
struct Honest {
  std::string ledger;
  std::vector<Commit> commits;
  std::string bytes;                       ///< of the file
  std::vector<std::string> bytes_after;    ///< of the file after some commits: backups, empty where there was none
  Kept kept;
  std::size_t last_noted = 0;              ///< commits that the last note covers

  std::int64_t size_after(std::size_t commit_count) const;
  std::int64_t size() const { return size_after(commits.size()); }
};

/// Some honest ledgers, always the same, and the office's key.
const std::vector<Honest>& honest_ledgers();
const SigningKey& office_key();

/// Hashes commits anew from that place on, as the format wants it, so that they agree with one another.
void hash_again(const std::string& ledger, std::vector<Commit>& commits, std::size_t from);
/// Writes commits over those of a file, and puts the guards back.
void write_over(const std::filesystem::path& file, const std::vector<Commit>& commits);
/// The first item in which two histories differ.
ItemNumber first_difference(const std::vector<Commit>& was, const std::vector<Commit>& is);
/// Everything that stands in the file's tables, row by row, in hex: what SQLite itself reads of it. Empty when it can't.
std::string content_of(const std::filesystem::path& file);

}  // namespace tampering
