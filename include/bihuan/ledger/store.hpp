// ledger/store.hpp: where commits are kept: one SQLite file or memory, with the same verbs.
#pragma once

#include "bihuan/ledger/merkle.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace bihuan {

/// A person's name under an opaque id; the only place where names stand. An erased person keeps the id.
struct PersonName {
  PersonId id;
  std::string name;
  bool erased = false;
};

/// What `verify` found.
struct Verification {
  enum class Verdict { intact, altered, truncated, unreadable, forked };
  Verdict verdict = Verdict::intact;
  ItemNumber bad_item = 0;      ///< the first item that is not what it was; 0 when none
  std::int64_t bad_commit = 0;
  std::string sentence;         ///< in English: what was found
  std::string chinese;
  Checkpoint checkpoint;        ///< of what was read
  std::int64_t commit_count = 0;
};

/// One writer's turn: the fair lock and the transaction are held while it lives. Dropped without `append`, nothing
/// was written. It must not outlive its store.
class Turn {
 public:
  virtual ~Turn() = default;
  /// Writes one commit, reads it back and makes it durable. Names added for it land with it. Returns the checkpoint
  /// after it. Once per turn. `recorded_at` is raised to that of the commit before where it lies below.
  /// Throws LedgerError (bad_fact, storage_full, ledger_unreadable …): then nothing was written; only where the error
  /// came from the commit itself is the outcome unknown, says the message, and the store stays closed: open it again.
  virtual Checkpoint append(const CommitHeader& header, const std::vector<Fact>& facts,
                            const std::vector<PersonName>& new_people) = 0;
};

/// What a new ledger is told once.
struct LedgerBirth {
  std::string id;     ///< 32 hex digits
  int zone_minutes = 480;
  Instant created_at;
};

/// The store of one ledger. For one thread and one process: after a fork every verb refuses.
class Store {
 public:
  virtual ~Store() = default;
  virtual const LedgerBirth& birth() const noexcept = 0;
  /// Commits after `seq`, in order, as stored.
  virtual void read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) = 0;
  /// The number of commits now in the store.
  virtual std::int64_t commit_count() = 0;
  /// Takes the writer's turn; waits in line. Throws LedgerError (ledger_read_only, ledger_unreadable, ledger_altered)
  /// and Conflict while another turn of this store lives.
  virtual std::unique_ptr<Turn> take_turn() = 0;
  virtual std::vector<PersonName> people() = 0;
  /// Erases a person's name and salt; the id stays and is never given again. Throws LedgerError (unknown_name,
  /// ledger_read_only). Takes a turn of its own.
  virtual void erase_person(const PersonId& id) = 0;
  /// Recomputes every leaf and root from the stored bytes, freshly read. Never throws for what it finds.
  virtual Verification verify() = 0;
};

/// The id of a ledger made from a plan at an instant: the first 32 hex digits of SHA-256(plan bytes ‖ created_at text).
std::string ledger_id(std::string_view plan_bytes, Instant created_at);

/// Makes the file; its directory must stand. Refuses network file systems: their locks do not hold.
/// Throws LedgerError (ledger_exists, no_ledger, ledger_read_only, storage_full).
std::unique_ptr<Store> create_sqlite_store(const std::filesystem::path& file, const LedgerBirth& birth);
/// Opens a ledger file; a file that may only be read can be opened and read. Throws LedgerError (no_ledger,
/// ledger_foreign, ledger_newer, ledger_altered when its tables or guards are not ours, ledger_unreadable).
std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& file);
/// Checks a file that may not even open as a store any more, as after somebody dropped its triggers. Never throws for
/// what it finds; a file that is no ledger is `unreadable`.
Verification verify_sqlite_store(const std::filesystem::path& file);
std::unique_ptr<Store> create_memory_store(const LedgerBirth& birth);

/// The rule that both stores and any outsider share: checks dense numbers, lines against leaves, header lines (ledger,
/// `prev`, `recorded_at` never falling) and roots of a run of commits from the first. Names of people play no part.
class Verifier {
 public:
  explicit Verifier(std::string ledger) : ledger_(std::move(ledger)) {}
  /// False once something is wrong; `result` names it.
  bool check(const Commit& commit);
  /// What was found so far.
  Verification result() const;
  /// The commit and the item that come next: where reading broke off, when it did.
  std::int64_t next_commit() const noexcept { return last_seq_ + 1; }
  ItemNumber next_item() const noexcept { return tree_.size() + 1; }

 private:
  bool check_numbers(const Commit& commit);
  bool check_leaves(const Commit& commit);
  bool check_header(const Commit& commit);
  bool check_root(const Commit& commit);
  bool fail(const Commit& commit, ItemNumber item, const std::string& english, const std::string& chinese);

  std::string ledger_;
  std::int64_t last_seq_ = 0;
  Instant recorded_at_{INT64_MIN};
  MerkleTree tree_;
  Verification found_;
};

}  // namespace bihuan
