// ledger/witness.hpp: the superior unit's memory: the last checkpoint of each ledger, and nothing that does not grow from it.
#pragma once

#include "bihuan/ledger/note.hpp"
#include "bihuan/ledger/proof.hpp"

namespace bihuan {

/// What an office sends its witness: proof of growth from the checkpoint that the witness last took, and the new one.
struct Growth {
  ConsistencyProof proof;
  std::string note;  ///< signed

  /// The request of c2sp.org/tlog-witness: `old SIZE`, a line of base64 a digest, an empty line, the note.
  std::string text() const;
  /// Throws LedgerError (bad_proof). The proof's second size is the note's.
  static Growth parse(std::string_view text);
  friend bool operator==(const Growth&, const Growth&) = default;
};

/// What a witness answers.
enum class WitnessVerdict {
  accepted,   ///< it grows from what was kept, or is the same; it is kept now
  behind,     ///< 落后: smaller than what was kept. An older note, or a ledger that was cut or rolled back: ask for a new one
  forked,     ///< 分叉: the same size with another root: two histories, and both notes prove it
  unproved,   ///< 缺证明: larger, but what came with it does not prove that it grows from what was kept
  unsigned_,  ///< 签名不符: no trusted key signed it, or the signature is wrong
};
std::string_view verdict_name(WitnessVerdict verdict) noexcept;  ///< accepted, behind, forked, unproved, unsigned
std::string chinese(WitnessVerdict verdict);

struct WitnessAnswer {
  WitnessVerdict verdict = WitnessVerdict::accepted;
  std::optional<Checkpoint> kept;  ///< what the witness holds after this; nothing for a ledger that it never took
  std::string note;                ///< of `accepted`: the note, cosigned where the witness has a key
  std::string sentence;
  std::string chinese;
  bool ok() const noexcept { return verdict == WitnessVerdict::accepted; }
};

/// A folder with one file a ledger, `<ledger>.checkpoint`: the last note that was taken, as it was signed. Two such notes
/// are all that it takes to prove a fork to a third party. Several processes may use one folder.
class Witness {
 public:
  /// Makes the folder when it is not there. With a key it cosigns what it takes. Throws LedgerError.
  explicit Witness(std::filesystem::path folder, std::optional<SigningKey> key = {});

  /// From now on only these keys speak for a ledger. A ledger for which none was named is taken unsigned: then the
  /// witness proves growth, but anyone may grow it.
  void trust(const std::string& ledger, std::vector<VerifierKey> keys);
  /// Answers once what it takes is on the disk. Throws LedgerError (bad_proof) for a text that is no growth, and where
  /// the folder can't be read or written: then nothing has changed.
  WitnessAnswer consider(const Growth& growth, Instant now);
  /// The last checkpoint that was taken. Throws LedgerError (bad_proof) for a file that was damaged.
  std::optional<Checkpoint> last(const std::string& ledger) const;
  /// The note that was kept, as evidence; empty when none.
  std::string last_note(const std::string& ledger) const;

 private:
  std::filesystem::path file_of(const std::string& ledger) const;
  std::filesystem::path folder_;
  std::optional<SigningKey> key_;
  std::vector<std::pair<std::string, std::vector<VerifierKey>>> trusted_;
};

}  // namespace bihuan
