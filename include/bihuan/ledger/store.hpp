// ledger/store.hpp: where commits are kept: one SQLite file or memory, with the same verbs.
#pragma once

#include "bihuan/ledger/verification.hpp"

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
  /// Writes one line of the access log instead and makes it durable: the act was refused. Spends the turn as `append`
  /// does, with the same errors; the number is given here.
  virtual void refuse(const RefusedAct& act) = 0;
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
  /// Commits after `seq`, in order, as stored; each is good until its visit ends.
  virtual void read_after(std::int64_t seq, const std::function<void(const Commit&)>& visit) = 0;
  /// The number of commits now in the store.
  virtual std::int64_t commit_count() = 0;
  /// How many items its last commit says there are, and no more than there is room for: what to be ready for, proved by nothing.
  virtual std::int64_t item_count() = 0;
  /// Takes the writer's turn; waits in line. Throws LedgerError (ledger_read_only, ledger_unreadable, ledger_altered)
  /// and Conflict while another turn of this store lives.
  virtual std::unique_ptr<Turn> take_turn() = 0;
  virtual std::vector<PersonName> people() = 0;
  /// Erases a person's name and salt; the id stays and is never given again. Throws LedgerError (unknown_name,
  /// ledger_read_only). Takes a turn of its own.
  virtual void erase_person(const PersonId& id) = 0;
  /// The access log, in order.
  virtual std::vector<RefusedAct> refused_acts() = 0;
  /// Recomputes every leaf and root from the stored bytes, freshly read. Never throws for what it finds; throws LedgerError
  /// (bad_fact) for an anchor of another ledger.
  virtual Verification verify(const std::vector<Anchor>& anchors) = 0;
  Verification verify() { return verify({}); }
  /// Writes a copy of the whole file while others go on using it, and verifies the copy. Waits in line as a writer does.
  /// `file` appears whole or not at all. Throws LedgerError (ledger_exists, no_ledger, storage_full, ledger_altered when
  /// the copy does not verify, ledger_unreadable when it cannot be read back; no_ledger for a ledger in memory).
  virtual Verification backup(const std::filesystem::path& file) = 0;
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
/// what it finds; a file that is no ledger is `unreadable`. Throws LedgerError (bad_fact) for an anchor of another ledger.
Verification verify_sqlite_store(const std::filesystem::path& file, const std::vector<Anchor>& anchors = {});
/// Every item of another copy of a ledger as an anchor: what differs from it is named exactly. Throws LedgerError
/// (ledger_altered, ledger_unreadable) when the copy itself does not verify.
std::vector<Anchor> anchors_of_copy(const std::filesystem::path& copy);
/// Writes what is sound of a damaged ledger into a new file: every commit before the first one that does not verify, every
/// name that can be read and the sound lines of the access log, as they stand. The damaged file is only read. Throws as
/// `create_sqlite_store` does, and LedgerError (ledger_unreadable) when not even the first commit can be read.
Verification salvage_sqlite_store(const std::filesystem::path& damaged, const std::filesystem::path& file);
std::unique_ptr<Store> create_memory_store(const LedgerBirth& birth);
/// A ledger up to a commit, with its names and access log, copied into memory: the same id, numbers and roots. What is added to the copy stands
/// nowhere else. Throws LedgerError (ledger_altered) where commits do not follow from one another.
std::unique_ptr<Store> copy_into_memory(Store& store, std::int64_t last_seq);

}  // namespace bihuan
