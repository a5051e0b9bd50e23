// ledger/merkle.hpp: the RFC 6962 tree over the ledger's lines: leaves, nodes, the growing root.
#pragma once

#include "bihuan/ledger/item.hpp"

#include <span>

namespace bihuan {

Digest sha256(std::string_view bytes);
/// Throws LedgerError (bad_file).
Digest sha256_of_file(const std::string& path);
/// SHA-256(0x00 ‖ line), RFC 6962 section 2.1.
Digest leaf_hash(std::string_view line);
/// SHA-256(0x01 ‖ left ‖ right).
Digest node_hash(const Digest& left, const Digest& right);

/// The tree as its right edge: append leaves, ask for the root. Memory: one digest per bit of the size.
class MerkleTree {
 public:
  void append(const Digest& leaf);
  std::int64_t size() const noexcept { return size_; }
  /// SHA-256 of the empty string for an empty tree.
  Digest root() const;

 private:
  std::int64_t size_ = 0;
  std::vector<Digest> edge_;  // roots of the full subtrees, largest first
};

/// The lines of a commit's text; they point into it.
std::vector<std::string_view> lines_of(std::string_view commit_text);
/// The leaves of a commit's lines, in order.
std::vector<Digest> leaves_of(std::string_view commit_text);

}  // namespace bihuan
