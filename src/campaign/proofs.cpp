// campaign/proofs.cpp: proofs, receipts and signed checkpoints, from one tree over the stored leaves.
#include "campaign/inside.hpp"

#include <algorithm>

namespace bihuan {

const ProofTree& Campaign::Inside::proofs() {
  store->read_after(proofs_seq_, [&](const Commit& commit) {
    for (auto at = commit.leaves.begin(); at != commit.leaves.end(); at += sizeof(Digest)) {
      Digest leaf;
      std::copy_n(at, leaf.size(), leaf.begin());
      proofs_.append(leaf);
    }
    proofs_seq_ = commit.seq;
  });
  const Checkpoint& known = history.checkpoint();
  if (proofs_.size() < known.size || proofs_.root(known.size) != known.root)
    throw LedgerError(ErrorCode::ledger_altered, "the ledger's leaves no longer give the root of " + known.text() + "; verify it",
                      "台账记录与校验点" + known.text() + "不符，请先核验");
  return proofs_;
}

InclusionProof Campaign::prove(ItemNumber item, const KnownAt& known_at) const {
  const ItemNumber size = inside_->point(known_at).value_or(inside_->history.checkpoint().size);
  return inside_->proofs().prove_inclusion(item, size);
}

ConsistencyProof Campaign::prove_growth(const KnownAt& from, const KnownAt& to) const {
  const auto size_at = [&](const KnownAt& point) { return inside_->point(point).value_or(inside_->history.checkpoint().size); };
  return inside_->proofs().prove_consistency(size_at(from), size_at(to));
}

ItemReceipt Campaign::receipt_of(ItemNumber item) const {
  const ProofTree& tree = inside_->proofs();
  const ItemNumber last = inside_->history.checkpoint().size;
  if (item < 1 || item > last) tree.prove_inclusion(item, last);  // says what there is
  const Checkpoint after = inside_->history.checkpoint_at(item);
  return {after, tree.prove_inclusion(item, after.size)};
}

std::string Campaign::checkpoint_note(const SigningKey& key) const {
  inside_->refuse_in_fork("sign");
  return sign(checkpoint(), key);
}

Growth Campaign::growth_since(const KnownAt& from, const SigningKey& key) const { return {prove_growth(from), checkpoint_note(key)}; }

}  // namespace bihuan
