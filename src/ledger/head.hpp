// ledger/head.hpp: what a writer must know of the commits so far to write the next one.
#pragma once

#include "bihuan/ledger/merkle.hpp"
#include "bihuan/ledger/store.hpp"
#include "ground/kept_texts.hpp"

namespace bihuan::ledger {

class Head {
 public:
  explicit Head(std::string ledger) : ledger_(std::move(ledger)) { log_.chain = access_log_start(ledger_); }

  std::int64_t seq() const noexcept { return seq_; }
  Digest root() const { return tree_.root(); }
  Checkpoint checkpoint() const { return {ledger_, tree_.size(), tree_.root()}; }

  const AccessLogHead& log() const noexcept { return log_; }

  /// Moves on by a line of the access log.
  void follow_refusal(std::string_view line) { follow_refusal(access_log_next(log_.chain, line)); }
  /// By the chain as it is stored: whether it follows from the line is for `verify` to say, not for the next commit.
  void follow_refusal(const Digest& chain) { log_ = {log_.count + 1, chain}; }
  /// Keeps of a commit what following it will need, where it is the next one; who only reads never pays for the hashes.
  void hear(const Commit& commit);
  std::int64_t heard_seq() const noexcept { return seq_ + static_cast<std::int64_t>(heard_.size()); }
  /// Moves on over what was heard, where all of its roots follow from those before; where not it stays, and forgets it.
  void follow_heard();
  /// Moves on to a commit. False, and no move, when its numbers or its root do not follow from those before.
  bool follow(const Commit& commit);
  /// The commit that comes next, and where it leads.
  struct Next;
  /// `recorded_at` is not below that of the last. Throws LedgerError (bad_fact).
  Next next(CommitHeader header, const std::vector<Fact>& facts) const;
  /// Moves on to a commit that `next` made here, once it stands in the ledger.
  void follow(Next next);

 private:
  struct Heard {
    std::string_view leaves;  // bytes, in `heard_leaves_`
    Digest root;
  };

  std::string ledger_;
  std::int64_t seq_ = 0;
  Instant recorded_at_{INT64_MIN};
  MerkleTree tree_;
  AccessLogHead log_;
  AccessLogHead told_;  ///< as the last commit tells it
  std::vector<Heard> heard_;
  ground::KeptTexts heard_leaves_;
  std::int64_t heard_items_ = 0;
  std::string heard_header_;  ///< the last line of a header
};

struct Head::Next {
  Commit commit;
  MerkleTree tree;
  CommitHeader header;
};

/// Throws LedgerError (bad_fact) for an id or zone that a ledger cannot have.
void check_birth(const LedgerBirth& birth);
/// Throws LedgerError (bad_fact) for a person without id or name, or with a name that is not UTF-8.
void check_people(const std::vector<PersonName>& people);
[[noreturn]] void refuse_second_turn();
[[noreturn]] void refuse_known_person(const PersonId& id);
[[noreturn]] void refuse_unknown_person(const PersonId& id);

}  // namespace bihuan::ledger
