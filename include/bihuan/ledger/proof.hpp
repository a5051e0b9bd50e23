// ledger/proof.hpp: RFC 6962 proofs as values: that an item stands in a ledger, and that a ledger has only grown.
#pragma once

#include "bihuan/ledger/merkle.hpp"

namespace bihuan {

/// That a leaf is the one of item `item` among the first `size` items (RFC 6962, 2.1.1). Checked with nothing but a root.
struct InclusionProof {
  ItemNumber item = 0;  ///< from 1; RFC 6962 counts leaves from 0
  std::int64_t size = 0;
  Digest leaf{};
  std::vector<Digest> path = {};  ///< from the leaf upward
  friend bool operator==(const InclusionProof&, const InclusionProof&) = default;
};

/// That the first `first_size` of `second_size` items are those of an earlier root (RFC 6962, 2.1.2).
struct ConsistencyProof {
  std::int64_t first_size = 0;
  std::int64_t second_size = 0;
  std::vector<Digest> path = {};
  friend bool operator==(const ConsistencyProof&, const ConsistencyProof&) = default;
};

/// The root that leaf and path give; nothing when the path has not the length that item and size call for.
std::optional<Digest> root_of(const InclusionProof& proof);
/// Whether the leaf is that item of the ledger at that checkpoint. A proof for another size says nothing and does not hold.
bool holds(const InclusionProof& proof, const Checkpoint& checkpoint);
/// Whether the second root has everything of the first, in its place.
bool holds(const ConsistencyProof& proof, const Digest& first_root, const Digest& second_root);
/// The same for two checkpoints of one ledger, sizes included.
bool holds(const ConsistencyProof& proof, const Checkpoint& first, const Checkpoint& second);

/// The tree with all its full subtrees, for making proofs at any size: 64 bytes an item, one hash to append.
/// (A proof needs no more than the square of the tree's height in further hashes.)
class ProofTree {
 public:
  void append(const Digest& leaf);
  std::int64_t size() const noexcept { return static_cast<std::int64_t>(levels_.empty() ? 0 : levels_.front().size()); }
  /// The root over the first `size` items. This and the proofs throw LedgerError (bad_proof) for numbers outside the tree.
  Digest root(std::int64_t size) const;
  InclusionProof prove_inclusion(ItemNumber item, std::int64_t size) const;
  ConsistencyProof prove_consistency(std::int64_t first_size, std::int64_t second_size) const;

 private:
  Digest root_between(std::int64_t first, std::int64_t end) const;
  void check(bool sound, const std::string& asked) const;

  std::vector<std::vector<Digest>> levels_;  // levels_[k][i]: the root over the leaves from i·2^k on, 2^k of them
};

}  // namespace bihuan
