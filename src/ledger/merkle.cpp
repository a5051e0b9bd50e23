#include "bihuan/ledger/merkle.hpp"

#include "ledger/refusal.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <memory>

namespace bihuan {

namespace {

/// SHA-256 piece by piece. Looking the algorithm up costs more than hashing a line, so a thread keeps one and reuses it.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    if (!algorithm_ || !context_) fail();
  }

  Sha256& begin() {
    if (EVP_DigestInit_ex(context_.get(), algorithm_.get(), nullptr) != 1) fail();
    return *this;
  }

  Sha256& add(const void* bytes, std::size_t size) {
    if (EVP_DigestUpdate(context_.get(), bytes, size) != 1) fail();
    return *this;
  }

  Digest end() {
    Digest digest;
    if (EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1) fail();
    return digest;
  }

 private:
  [[noreturn]] static void fail() {
    throw LedgerError(ErrorCode::ledger_unreadable, "OpenSSL offers no SHA-256 on this machine",
                      "本机 OpenSSL 不提供 SHA-256");
  }

  struct Release {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Release> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Release> context_;
};

Sha256& hasher() {
  thread_local Sha256 one;
  return one;
}

// RFC 6962, 2.1: the prefixes keep a leaf from being taken for a node.
constexpr std::uint8_t leaf_prefix = 0;
constexpr std::uint8_t node_prefix = 1;

}  // namespace

Digest sha256(std::string_view bytes) { return hasher().begin().add(bytes.data(), bytes.size()).end(); }

Digest sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  hash.begin();
  std::array<char, 65536> piece;
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) {
    hash.add(piece.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) {
    throw LedgerError(ErrorCode::bad_file, "cannot read " + path, "无法读取文件 " + path, ledger::about(path));
  }
  return hash.end();
}

Digest leaf_hash(std::string_view line) {
  return hasher().begin().add(&leaf_prefix, 1).add(line.data(), line.size()).end();
}

Digest node_hash(const Digest& left, const Digest& right) {
  return hasher().begin().add(&node_prefix, 1).add(left.data(), left.size()).add(right.data(), right.size()).end();
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
