#include "bihuan/ledger/proof.hpp"

#include "ledger/refusal.hpp"

#include <algorithm>
#include <bit>

namespace bihuan {

namespace {

/// Where a tree of so many leaves is split: the largest power of two below (RFC 6962, 2.1).
std::int64_t split_of(std::int64_t count) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(count - 1)));
}

/// A place on its way from a leaf to the root, beside the last leaf's: even places are left children, odd ones right.
struct Climb {
  std::uint64_t place;
  std::uint64_t last;

  bool at_root() const { return last == 0; }
  bool is_right() const { return (place & 1) != 0; }
  /// The subtree at the right edge is no full one; its sibling stands to the left.
  bool has_left_sibling() const { return is_right() || place == last; }
  void up() {
    place >>= 1;
    last >>= 1;
  }
  /// From an edge that has no right sibling up to the level where it is one itself.
  void skip_single_edge() {
    while (!is_right() && place != 0) up();
  }
};

}  // namespace

// The checks follow RFC 9162, 2.1.3.2 and 2.1.4.2, which spell out what RFC 6962 leaves to the reader.

std::optional<Digest> root_of(const InclusionProof& proof) {
  if (proof.item < 1 || proof.item > proof.size) return std::nullopt;
  Climb climb{static_cast<std::uint64_t>(proof.item - 1), static_cast<std::uint64_t>(proof.size - 1)};
  Digest root = proof.leaf;
  for (const Digest& sibling : proof.path) {
    if (climb.at_root()) return std::nullopt;
    if (climb.has_left_sibling()) {
      root = node_hash(sibling, root);
      climb.skip_single_edge();
    } else {
      root = node_hash(root, sibling);
    }
    climb.up();
  }
  if (!climb.at_root()) return std::nullopt;
  return root;
}

bool holds(const InclusionProof& proof, const Checkpoint& checkpoint) {
  return proof.size == checkpoint.size && root_of(proof) == checkpoint.root;
}

bool holds(const ConsistencyProof& proof, const Digest& first_root, const Digest& second_root) {
  if (proof.first_size < 0 || proof.first_size > proof.second_size) return false;
  if (proof.first_size == proof.second_size) return proof.path.empty() && first_root == second_root;
  if (proof.first_size == 0) return proof.path.empty() && first_root == sha256({});
  std::vector<Digest> path = proof.path;
  // A full first tree is a node of the second: the proof leaves its root out.
  if (std::has_single_bit(static_cast<std::uint64_t>(proof.first_size))) path.insert(path.begin(), first_root);
  if (path.empty()) return false;
  Climb climb{static_cast<std::uint64_t>(proof.first_size - 1), static_cast<std::uint64_t>(proof.second_size - 1)};
  while (climb.is_right()) climb.up();
  Digest first = path.front();
  Digest both = path.front();
  for (auto node = path.begin() + 1; node != path.end(); ++node) {
    if (climb.at_root()) return false;
    if (climb.has_left_sibling()) {
      first = node_hash(*node, first);
      both = node_hash(*node, both);
      climb.skip_single_edge();
    } else {
      both = node_hash(both, *node);
    }
    climb.up();
  }
  return climb.at_root() && first == first_root && both == second_root;
}

bool holds(const ConsistencyProof& proof, const Checkpoint& first, const Checkpoint& second) {
  return first.ledger == second.ledger && proof.first_size == first.size && proof.second_size == second.size &&
         holds(proof, first.root, second.root);
}

void ProofTree::append(const Digest& leaf) {
  Digest node = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Digest>& row = levels_[level];
    row.push_back(node);
    if (row.size() % 2 != 0) return;
    node = node_hash(row[row.size() - 2], row.back());
  }
}

void ProofTree::check(bool sound, const std::string& asked) const {
  if (sound) return;
  throw LedgerError(ErrorCode::bad_proof, "no proof of " + asked + ": the ledger has items 1 to " + std::to_string(size()),
                    "无法证明（台账共" + std::to_string(size()) + "项）", ledger::about("ledger of " + std::to_string(size()) + " items", asked));
}

Digest ProofTree::root_between(std::int64_t first, std::int64_t end) const {
  const std::int64_t count = end - first;
  if (const auto width = static_cast<std::uint64_t>(count); std::has_single_bit(width)) {
    const auto level = static_cast<std::size_t>(std::countr_zero(width));
    return levels_[level][static_cast<std::size_t>(first >> level)];
  }
  const std::int64_t middle = first + split_of(count);
  return node_hash(root_between(first, middle), root_between(middle, end));
}

Digest ProofTree::root(std::int64_t size) const {
  check(size >= 0 && size <= this->size(), "the root over " + std::to_string(size) + " items");
  return size == 0 ? sha256({}) : root_between(0, size);
}

InclusionProof ProofTree::prove_inclusion(ItemNumber item, std::int64_t size) const {
  check(item >= 1 && item <= size && size <= this->size(), "item " + std::to_string(item) + " among " + std::to_string(size));
  InclusionProof proof{item, size, levels_.front()[static_cast<std::size_t>(item - 1)]};
  std::int64_t first = 0;
  std::int64_t end = size;
  while (end - first > 1) {
    const std::int64_t middle = first + split_of(end - first);
    const bool in_left = item - 1 < middle;
    proof.path.push_back(in_left ? root_between(middle, end) : root_between(first, middle));
    (in_left ? end : first) = middle;
  }
  std::reverse(proof.path.begin(), proof.path.end());
  return proof;
}

ConsistencyProof ProofTree::prove_consistency(std::int64_t first_size, std::int64_t second_size) const {
  check(first_size >= 0 && first_size <= second_size && second_size <= size(),
        "growth from " + std::to_string(first_size) + " to " + std::to_string(second_size) + " items");
  ConsistencyProof proof{first_size, second_size};
  if (first_size == 0) return proof;
  std::int64_t first = 0;
  std::int64_t end = second_size;
  while (end != first_size) {
    const std::int64_t middle = first + split_of(end - first);
    const bool ends_in_left = first_size <= middle;
    proof.path.push_back(ends_in_left ? root_between(middle, end) : root_between(first, middle));
    (ends_in_left ? end : first) = middle;
  }
  // Whoever checks has the first root already, unless what is left of it is only a part.
  if (first != 0) proof.path.push_back(root_between(first, end));
  std::reverse(proof.path.begin(), proof.path.end());
  return proof;
}

}  // namespace bihuan
