#include "bihuan/ledger/merkle.hpp"

#include "ledger/crypto.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>
#include <array>
#include <fstream>

namespace bihuan {

namespace {

// RFC 6962, 2.1: the prefixes keep a leaf from being taken for a node.
constexpr std::string_view leaf_prefix{"\x00", 1};
constexpr std::uint8_t node_prefix = 0x01;

}  // namespace

Digest sha256(std::string_view bytes) { return ledger::sha256_of({bytes}); }

Digest sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const Digest digest = ledger::sha256_of(file);
  if (!file.eof()) {
    throw LedgerError(ErrorCode::bad_file, "cannot read " + path, "无法读取文件 " + path, ledger::about(path));
  }
  return digest;
}

Digest leaf_hash(std::string_view line) { return ledger::sha256_of({leaf_prefix, line}); }

Digest node_hash(const Digest& left, const Digest& right) {
  // In one piece: handing it over costs as much as hashing it.
  std::array<std::uint8_t, 1 + 2 * sizeof(Digest)> node{node_prefix};
  std::copy(left.begin(), left.end(), node.begin() + 1);
  std::copy(right.begin(), right.end(), node.begin() + 1 + sizeof(Digest));
  return ledger::sha256_of({ledger::text_of(node)});
}

void MerkleTree::append(const Digest& leaf) {
  edge_.push_back(leaf);
  for (auto size = size_; size & 1; size >>= 1) {
    const Digest right = edge_.back();
    edge_.pop_back();
    edge_.back() = node_hash(edge_.back(), right);
  }
  ++size_;
}

Digest MerkleTree::root() const {
  if (edge_.empty()) return sha256({});
  Digest root = edge_.back();
  for (auto left = edge_.rbegin() + 1; left != edge_.rend(); ++left) root = node_hash(*left, root);
  return root;
}

std::vector<std::string_view> lines_of(std::string_view commit_text) {
  std::vector<std::string_view> lines;
  for (std::size_t end = 0; (end = commit_text.find('\n')) != std::string_view::npos;) {
    lines.push_back(commit_text.substr(0, end));
    commit_text.remove_prefix(end + 1);
  }
  lines.push_back(commit_text);
  return lines;
}

std::vector<Digest> leaves_of(std::string_view commit_text) {
  std::vector<Digest> leaves;
  for (const auto line : lines_of(commit_text)) leaves.push_back(leaf_hash(line));
  return leaves;
}

}  // namespace bihuan
