#include "bihuan/ledger/merkle.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "samples.hpp"

#include <fstream>

using namespace bihuan;

namespace {

/// RFC 6962, 2.1, word for word: splits at the largest power of two below the size.
Digest by_definition(std::span<const Digest> leaves) {
  if (leaves.empty()) return sha256({});
  if (leaves.size() == 1) return leaves[0];
  std::size_t split = 1;
  while (split * 2 < leaves.size()) split *= 2;
  return node_hash(by_definition(leaves.first(split)), by_definition(leaves.subspan(split)));
}

std::string bytes(std::string_view hexadecimal) {
  std::string bytes;
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hexadecimal.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

}  // namespace

TEST_CASE("the root of the published test leaves is the published root at every size", "[ledger][merkle]") {
  // Leaves and roots of the Certificate Transparency reference implementation.
  const std::pair<const char*, const char*> published[] = {
      {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
      {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
      {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
      {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
      {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
      {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
      {"606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
  };
  MerkleTree tree;
  CHECK(hex(tree.root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const auto& [leaf, root] : published) {
    tree.append(leaf_hash(bytes(leaf)));
    INFO("size " << tree.size());
    CHECK(hex(tree.root()) == root);
  }
}

TEST_CASE("the growing tree gives the root of the definition at every size", "[ledger][merkle]") {
  MerkleTree tree;
  std::vector<Digest> leaves;
  for (int i = 0; i < 130; ++i) {
    REQUIRE(tree.size() == i);
    REQUIRE(tree.root() == by_definition(leaves));
    leaves.push_back(leaf_hash("line " + std::to_string(i)));
    tree.append(leaves.back());
  }
}

TEST_CASE("a leaf is never a node: the same bytes hash differently", "[ledger][merkle]") {
  const Digest left = leaf_hash("left");
  const Digest right = leaf_hash("right");
  const std::string both = std::string(left.begin(), left.end()) + std::string(right.begin(), right.end());
  CHECK(node_hash(left, right) != leaf_hash(both));
  CHECK(sha256("abc") != leaf_hash("abc"));
  CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a commit's text falls into its lines, none lost at the ends", "[ledger][merkle]") {
  CHECK(lines_of("a\nbc\nd") == std::vector<std::string_view>{"a", "bc", "d"});
  CHECK(lines_of("") == std::vector<std::string_view>{""});
  CHECK(lines_of("a\n") == std::vector<std::string_view>{"a", ""});
  CHECK(leaves_of("a\nbc") == std::vector<Digest>{leaf_hash("a"), leaf_hash("bc")});
}

TEST_CASE("a digest is written in hex and nothing else is read as one", "[ledger][merkle]") {
  const Digest digest = sha256("abc");
  CHECK(parse_hex(hex(digest)) == digest);
  std::string wrong = hex(digest);
  CHECK_THROWS_AS(parse_hex(wrong.substr(1)), LedgerError);
  CHECK_THROWS_AS(parse_hex(wrong + "00"), LedgerError);
  wrong[0] = 'B';
  CHECK_THROWS_AS(parse_hex(wrong), LedgerError);
  wrong[0] = 'g';
  CHECK_THROWS_AS(parse_hex(wrong), LedgerError);
}

TEST_CASE("the digest of a file is that of its bytes", "[ledger][merkle]") {
  const samples::Directory directory;
  const std::string name = (directory / "return.csv").string();
  const std::string content(200'000, 'x');
  std::ofstream(name, std::ios::binary) << content;
  CHECK(sha256_of_file(name) == sha256(content));
  CHECK_THROWS_AS(sha256_of_file(name + ".absent"), LedgerError);
  CHECK_THROWS_AS(sha256_of_file(directory.path().string()), LedgerError);
}
