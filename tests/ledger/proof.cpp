#include "bihuan/ledger/proof.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "samples.hpp"

#include <iostream>

using namespace bihuan;

namespace {

std::string bytes(std::string_view hexadecimal) {
  std::string out;
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2) out += static_cast<char>(std::stoi(std::string(hexadecimal.substr(i, 2)), nullptr, 16));
  return out;
}

/// The eight leaves of the Certificate Transparency reference implementation.
ProofTree published_tree() {
  ProofTree tree;
  for (const char* leaf : {"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) tree.append(leaf_hash(bytes(leaf)));
  return tree;
}

std::vector<std::string> in_hex(const std::vector<Digest>& path) {
  std::vector<std::string> out;
  for (const Digest& digest : path) out.push_back(hex(digest));
  return out;
}

ProofTree tree_of(std::int64_t size) {
  ProofTree tree;
  for (std::int64_t i = 0; i < size; ++i) tree.append(leaf_hash(std::to_string(i)));
  return tree;
}

Checkpoint point_of(const ProofTree& tree, std::int64_t size) { return {"00112233445566778899aabbccddeeff", size, tree.root(size)}; }

}  // namespace

TEST_CASE("the published inclusion and consistency proofs are given, digest by digest", "[ledger][proof]") {
  const ProofTree tree = published_tree();
  // The proofs that ship with the reference implementation of RFC 6962: (leaf, size) and (first, second).
  const std::string full5 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  CHECK(in_hex(tree.prove_inclusion(1, 8).path) ==
        std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"});
  CHECK(in_hex(tree.prove_inclusion(6, 8).path) ==
        std::vector<std::string>{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"});
  CHECK(in_hex(tree.prove_inclusion(3, 3).path) == std::vector<std::string>{"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"});
  CHECK(in_hex(tree.prove_inclusion(2, 5).path) ==
        std::vector<std::string>{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", full5,
                                 "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"});
  CHECK(tree.prove_consistency(1, 1).path.empty());
  CHECK(in_hex(tree.prove_consistency(1, 8).path) ==
        std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", full5,
                                 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"});
  CHECK(in_hex(tree.prove_consistency(6, 8).path) ==
        std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"});
  CHECK(in_hex(tree.prove_consistency(2, 5).path) ==
        std::vector<std::string>{full5, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"});
}

TEST_CASE("every item of every ledger up to 80 items is proved, and every growth between them", "[ledger][proof]") {
  const ProofTree tree = tree_of(80);
  MerkleTree growing;
  for (std::int64_t size = 0; size <= tree.size(); ++size) {
    INFO("size " << size);
    REQUIRE(tree.root(size) == growing.root());
    for (ItemNumber item = 1; item <= size; ++item) REQUIRE(holds(tree.prove_inclusion(item, size), point_of(tree, size)));
    for (std::int64_t first = 0; first <= size; ++first)
      REQUIRE(holds(tree.prove_consistency(first, size), point_of(tree, first), point_of(tree, size)));
    growing.append(leaf_hash(std::to_string(size)));
  }
}

TEST_CASE("a proof says nothing of another item, another size, another ledger or another history", "[ledger][proof]") {
  const ProofTree tree = tree_of(40);
  const Checkpoint at = point_of(tree, 40);
  const InclusionProof proof = tree.prove_inclusion(7, 40);
  CHECK(holds(proof, at));
  CHECK_FALSE(holds(proof, point_of(tree, 39)));
  for (ItemNumber item = 0; item <= 64; ++item) {
    InclusionProof other = proof;
    other.item = item;
    CHECK(holds(other, at) == (item == 7));
  }
  InclusionProof longer = proof;
  longer.path.push_back(proof.leaf);
  CHECK_FALSE(holds(longer, at));
  const ConsistencyProof growth = tree.prove_consistency(13, 40);
  Checkpoint foreign = at;
  foreign.ledger = "ffeeddccbbaa99887766554433221100";
  CHECK(holds(growth, point_of(tree, 13), at));
  CHECK_FALSE(holds(growth, point_of(tree, 13), foreign));
  CHECK_FALSE(holds(growth, point_of(tree, 12), at));
  CHECK_FALSE(holds(ConsistencyProof{40, 13, growth.path}, at, point_of(tree, 13)));
  CHECK_FALSE(holds(ConsistencyProof{13, 13, {}}, point_of(tree, 13).root, at.root));
  CHECK_FALSE(holds(ConsistencyProof{0, 40, {}}, at.root, at.root));
  CHECK_FALSE(holds(ConsistencyProof{-1, 40, {}}, at.root, at.root));
}

TEST_CASE("numbers outside the ledger are refused, and what it has is said", "[ledger][proof]") {
  const ProofTree tree = tree_of(5);
  CHECK_THROWS_AS(tree.prove_inclusion(0, 5), LedgerError);
  CHECK_THROWS_AS(tree.prove_inclusion(6, 6), LedgerError);
  CHECK_THROWS_AS(tree.prove_consistency(4, 3), LedgerError);
  CHECK_THROWS_AS(tree.root(6), LedgerError);
  CHECK_THROWS_WITH(tree.prove_inclusion(6, 5), Catch::Matchers::ContainsSubstring("items 1 to 5"));
}
