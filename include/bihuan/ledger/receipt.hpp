// ledger/receipt.hpp: what someone who handed something in takes home: proof that it stands in the ledger.
#pragma once

#include "bihuan/ledger/proof.hpp"
#include "bihuan/ledger/verification.hpp"

namespace bihuan {

/// Item and leaf, and the path to the root of the checkpoint after their commit. Whoever keeps it can hold any later
/// checkpoint of the ledger against it: with a consistency proof the item must still be there, unchanged.
struct ItemReceipt {
  Checkpoint checkpoint;
  InclusionProof proof;

  ItemNumber item() const noexcept { return proof.item; }
  const Digest& leaf() const noexcept { return proof.leaf; }
  std::string short_code() const { return checkpoint.short_code(); }
  /// Whether the path leads from the leaf to the root.
  bool holds() const { return bihuan::holds(proof, checkpoint); }
  /// What `verify` holds the ledger against.
  Anchor anchor() const { return {"the receipt of item " + std::to_string(item()), checkpoint, std::pair{item(), leaf()}}; }
  /// One line: `bihuan-receipt/1 LEDGER ITEM SIZE ROOT LEAF CODE PATH`; digests in hex, those of the path with commas
  /// between, `-` for none.
  std::string text() const;
  /// Reads such a line. Throws LedgerError (bad_proof) for one that is written otherwise, that has another short code, or
  /// whose path does not lead to its root.
  static ItemReceipt parse(std::string_view text);
  friend bool operator==(const ItemReceipt&, const ItemReceipt&) = default;
};

}  // namespace bihuan
