// ledger/verification.hpp: is the ledger what it was? What stands in it, held against what is known of it outside.
#pragma once

#include "bihuan/ledger/access_log.hpp"

#include <utility>

namespace bihuan {

/// What was said of a ledger and kept outside of it: a printed or signed checkpoint, what a witness keeps, a receipt (which
/// also names one item and its leaf), a copy. Whoever passes it vouches for it: check signatures first.
struct Anchor {
  std::string from;                                      ///< in words: "the receipt of …", "the witness"
  Checkpoint checkpoint;
  std::optional<std::pair<ItemNumber, Digest>> leaf = {};  ///< of a receipt
};

/// What `verify` found. Only `altered`, `truncated` and `forked` accuse, and each can be shown to anyone else.
struct Verification {
  enum class Verdict {
    intact,       ///< everything read agrees with itself, and with the newest anchor that was given
    unwitnessed,  ///< the same, but items came after the newest anchor: nothing outside vouches for them
    altered,      ///< an item is not what was written
    truncated,    ///< items are missing at the end: the file was cut, or an anchor has seen more
    unreadable,   ///< the machine can't read it; says nothing about anybody
    forked,       ///< agrees with itself, and is not the history that an anchor has seen; or anchors contradict one another
  };
  Verdict verdict = Verdict::intact;
  ItemNumber bad_item = 0;          ///< the first item that is not what it was; 0 when none
  ItemNumber bad_item_last = 0;     ///< the same as `bad_item`, or the last item that can be the first bad one
  std::int64_t bad_commit = 0;
  std::int64_t witnessed_size = 0;  ///< so many items are those of the newest anchor that holds
  std::string sentence;             ///< in English: what was found
  std::string chinese;
  Checkpoint checkpoint;            ///< of what was read
  std::int64_t commit_count = 0;
  std::int64_t refusal_count = 0;   ///< lines of the access log
  bool is_sound() const noexcept { return verdict == Verdict::intact || verdict == Verdict::unwitnessed; }
};

/// The word of a verdict: unwitnessed.
std::string_view verdict_name(Verification::Verdict verdict) noexcept;

/// The rule that every store and any outsider share: checks dense numbers, lines against leaves, header lines (ledger,
/// `prev`, `recorded_at` never falling) and roots of a run of commits from the first, and holds them against anchors.
/// Names of people play no part.
class Verifier {
 public:
  /// Throws LedgerError (bad_fact) for an anchor of another ledger: nothing could be said about this one.
  explicit Verifier(std::string ledger, std::vector<Anchor> anchors = {});
  Verifier(Verifier&&) = default;
  Verifier& operator=(Verifier&&) = default;
  /// False once something is wrong; `result` names it.
  bool check(const Commit& commit);
  /// The access log, line by line, after the commits: its chain, and whether it is the one that commits speak of.
  bool check_refusal(std::int64_t number, std::string_view line, std::span<const std::uint8_t> chain);
  /// To be asked after the last line: whether the log is as long as the commits say.
  bool check_log_end();
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
  bool check_log_told(const Commit& commit, const std::string& told);
  bool fail_log(const std::string& english, const std::string& chinese);
  bool fail(const Commit& commit, ItemNumber item, const std::string& english, const std::string& chinese);
  /// Holds the anchors of this size against the tree as it has grown.
  void hold_anchors();
  void judge_anchors(Verification& found) const;

  std::string ledger_;
  std::int64_t last_seq_ = 0;
  Instant recorded_at_{INT64_MIN};
  MerkleTree tree_;
  std::vector<Digest> leaves_;                                     // of the commit that is looked at
  Verification found_;
  AccessLogHead log_;                                              // as read
  std::vector<AccessLogHead> logs_told_;                           // as commits tell it, each once
  std::size_t next_told_ = 0;
  std::vector<Anchor> anchors_;                                    // by size
  std::vector<std::pair<ItemNumber, const Anchor*>> receipts_;     // by item
  std::size_t next_anchor_ = 0, next_receipt_ = 0;
  std::int64_t agreed_size_ = 0;                                   // the largest size at which an anchor agreed
  std::vector<ItemNumber> agreed_leaves_;
  const Anchor* other_root_ = nullptr;                             // the first anchor that has seen another root
  const Anchor* other_leaf_ = nullptr;                             // the first receipt for another leaf
  ItemNumber other_leaf_at_ = 0;
};

}  // namespace bihuan
