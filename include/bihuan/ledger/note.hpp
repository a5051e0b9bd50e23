// ledger/note.hpp: checkpoints as C2SP signed notes (c2sp.org/signed-note, tlog-checkpoint), and the Ed25519 keys that sign them.
#pragma once

#include "bihuan/ledger/item.hpp"

#include <filesystem>
#include <span>

namespace bihuan {

/// What a key may sign, as its byte in C2SP signed notes: a ledger its checkpoints, a witness its cosignatures.
enum class KeyKind : std::uint8_t { ledger = 1, witness = 4 };

/// A public key that is trusted under a name; written `name+id+key` as in Go's note package.
struct VerifierKey {
  std::string name;  ///< neither blank nor '+'
  KeyKind kind = KeyKind::ledger;
  Digest key{};      ///< Ed25519, RFC 8032

  /// The first four bytes of SHA-256(name ‖ '\n' ‖ kind ‖ key).
  std::uint32_t id() const;
  std::string text() const;
  /// Throws LedgerError (bad_proof) naming what is wrong.
  static VerifierKey parse(std::string_view text);
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

/// A secret key; written `PRIVATE+KEY+name+id+seed`. Its memory is wiped when it goes.
class SigningKey {
 public:
  /// A new key from the machine's randomness. Throws LedgerError (bad_proof) for a name that can't be one.
  static SigningKey generate(const std::string& name, KeyKind kind = KeyKind::ledger);
  /// Throws LedgerError (bad_proof); the message never holds the secret.
  static SigningKey parse(std::string_view text);
  /// Throws LedgerError (bad_file, bad_proof).
  static SigningKey load(const std::filesystem::path& file);
  /// Into a new file that only its owner may read. Throws LedgerError (ledger_exists, storage_full …).
  void save(const std::filesystem::path& file) const;
  std::string text() const;
  const VerifierKey& verifier() const noexcept { return verifier_; }

  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  /// The raw signature over a text; `sign` and `cosign` are for checkpoints.
  std::array<std::uint8_t, 64> sign_text(std::string_view text) const;

 private:
  SigningKey(std::string name, KeyKind kind, const std::array<std::uint8_t, 32>& seed);
  VerifierKey verifier_;
  std::array<std::uint8_t, 32> seed_{};
};

/// A trusted signature that was checked.
struct Signed {
  VerifierKey key;
  std::optional<Instant> at;  ///< of a cosignature, to the second
  friend bool operator==(const Signed&, const Signed&) = default;
};

/// A note that was opened: what it says and who vouches for it.
struct OpenedNote {
  Checkpoint checkpoint;
  std::vector<Signed> by;            ///< never empty
  std::int64_t unknown_count = 0;    ///< signatures of keys that nobody told us to trust
};

/// What stands in the first line of a note: `bihuan/<ledger id>`.
std::string origin_of(const std::string& ledger);
/// The text that is signed: origin, size, root in base64, each with a line end. Reading throws LedgerError (bad_proof);
/// extension lines, which the form allows and nobody can audit, are refused.
std::string checkpoint_text(const Checkpoint& checkpoint);
Checkpoint parse_checkpoint_text(std::string_view text);

/// A checkpoint signed by a ledger's key. Throws LedgerError (bad_proof) for a witness's.
std::string sign(const Checkpoint& checkpoint, const SigningKey& key);
/// The note with a witness's signature added (c2sp.org/tlog-cosignature): it has seen this ledger no larger than this by
/// then. Throws LedgerError (bad_proof) for a ledger's key, or a text that is no note.
std::string cosign(std::string_view note, const SigningKey& witness, Instant at);
/// What a note says, unsigned notes too. Nobody has vouched for it. Throws LedgerError (bad_proof).
Checkpoint read_unverified(std::string_view note);
/// Throws LedgerError (bad_proof) for a text that is no note, when a trusted key's signature is wrong, and when no trusted
/// key has signed. Signatures of other keys are ignored.
OpenedNote open_note(std::string_view note, std::span<const VerifierKey> trusted);

}  // namespace bihuan
