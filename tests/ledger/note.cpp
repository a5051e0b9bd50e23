#include "bihuan/ledger/note.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/receipt.hpp"
#include "bihuan/ledger/witness.hpp"
#include "ledger/crypto.hpp"
#include "samples.hpp"

#include <sys/stat.h>

#include <fstream>
#include <iostream>
#include <set>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

// The example of Go's note package: its keys, text and signature are published.
const std::string published_secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string published_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string published_signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

const Instant noon = Instant::parse("2021-04-01T12:00:00+08:00");

Checkpoint point_of(std::int64_t size = 1311, const std::string& ledger = "00112233445566778899aabbccddeeff") {
  return {ledger, size, sha256("root of " + std::to_string(size))};
}

std::vector<VerifierKey> trusting(std::initializer_list<SigningKey> keys) {
  std::vector<VerifierKey> out;
  for (const SigningKey& key : keys) out.push_back(key.verifier());
  return out;
}

ProofTree tree_of(std::int64_t size, const std::string& story = "") {
  ProofTree tree;
  for (std::int64_t i = 0; i < size; ++i) tree.append(leaf_hash(story + std::to_string(i)));
  return tree;
}

/// One change somewhere in a text: a bit, a byte more, a byte less, two bytes swapped, a piece doubled or cut.
std::string mutated(const std::string& text, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random); };
  for (;;) {
    std::string out = text;
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0: out[at] = static_cast<char>(out[at] ^ (1 << below(8))); break;
      case 1: out.insert(at, 1, static_cast<char>(below(256))); break;
      case 2: out.erase(at, 1); break;
      case 3: std::swap(out[at], out[below(text.size())]); break;
      case 4: out.insert(at, text.substr(at, 1 + below(5))); break;
      default: out.erase(at, 1 + below(40)); break;
    }
    if (out != text) return out;
  }
}

template <class Read>
bool is_refused(const Read& read) {
  try {
    return !read();
  } catch (const Error&) {
    return true;
  }
}

}  // namespace

TEST_CASE("keys and signatures are those of Go's note package", "[ledger][note]") {
  const SigningKey key = SigningKey::parse(published_secret);
  CHECK(key.verifier().text() == published_key);
  CHECK(key.text() == published_secret);
  CHECK(VerifierKey::parse(published_key) == key.verifier());
  CHECK(key.verifier().id() == 0xc74f20a3);
  const std::string text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const auto signature = key.sign_text(text);
  CHECK(ledger::to_base64(signature) == ledger::to_base64(ledger::Bytes(*ledger::from_base64(published_signature)).subspan(4)));
}

TEST_CASE("Ed25519 is that of RFC 8032", "[ledger][note]") {
  // Section 7.1, test 1: the empty message.
  const Digest seed = parse_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const Digest key = ledger::public_key_of(seed);
  CHECK(hex(key) == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  const ledger::Signature signature = ledger::sign_ed25519(seed, "");
  Digest half;
  std::copy_n(signature.begin(), half.size(), half.begin());
  CHECK(hex(half) == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155");
  std::copy_n(signature.begin() + 32, half.size(), half.begin());
  CHECK(hex(half) == "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  CHECK(ledger::verify_ed25519(key, "", signature));
  CHECK_FALSE(ledger::verify_ed25519(key, " ", signature));
}

TEST_CASE("a checkpoint is signed, opened and vouched for", "[ledger][note]") {
  const SigningKey key = SigningKey::generate("putuo.example/2020");
  const std::string note = sign(point_of(), key);
  CHECK_THAT(note, ContainsSubstring("bihuan/00112233445566778899aabbccddeeff\n1311\n"));
  CHECK_THAT(note, ContainsSubstring("\n\n\u2014 putuo.example/2020 "));
  const auto trusted = trusting({key});
  const OpenedNote opened = open_note(note, trusted);
  CHECK(opened.checkpoint == point_of());
  REQUIRE(opened.by.size() == 1);
  CHECK(opened.by.front().key == key.verifier());
  CHECK_FALSE(opened.by.front().at);
  CHECK(read_unverified(note) == point_of());
  CHECK(read_unverified(checkpoint_text(point_of())) == point_of());
}

TEST_CASE("a witness adds its signature and its time; strangers' signatures are passed over", "[ledger][note]") {
  const SigningKey key = SigningKey::generate("putuo.example/2020");
  const SigningKey witness = SigningKey::generate("district.example/witness", KeyKind::witness);
  const SigningKey stranger = SigningKey::generate("stranger.example", KeyKind::witness);
  const std::string note = cosign(cosign(sign(point_of(), key), stranger, noon), witness, noon);
  const OpenedNote opened = open_note(note, trusting({key, witness}));
  REQUIRE(opened.by.size() == 2);
  CHECK(opened.unknown_count == 1);
  CHECK(opened.by.back().at == noon);
  CHECK(open_note(note, trusting({witness})).by.size() == 1);
  CHECK_THROWS_AS(open_note(note, trusting({SigningKey::generate("putuo.example/2020")})), LedgerError);
  CHECK_THROWS_AS(open_note(note, {}), LedgerError);
  CHECK_THROWS_AS(open_note(checkpoint_text(point_of()), trusting({key})), LedgerError);
  CHECK_THROWS_AS(sign(point_of(), witness), LedgerError);
  CHECK_THROWS_AS(cosign(note, key, noon), LedgerError);
}

TEST_CASE("a wrong signature of a trusted key refuses the whole note, whoever else has signed", "[ledger][note]") {
  const SigningKey key = SigningKey::generate("putuo.example/2020");
  const SigningKey witness = SigningKey::generate("district.example/witness", KeyKind::witness);
  const std::string good = sign(point_of(7), key);
  const std::string other = cosign(sign(point_of(8), key), witness, noon);
  const std::string text = good.substr(0, good.find("\n\n") + 2);
  CHECK_THROWS_WITH(open_note(good + other.substr(other.rfind("\u2014")), trusting({key, witness})), ContainsSubstring("district.example/witness"));
  CHECK_THROWS_AS(open_note(text + other.substr(other.find("\u2014")), trusting({key})), LedgerError);
}

TEST_CASE("a key file can be read by its owner only and never replaces another", "[ledger][note]") {
  const samples::Directory folder;
  const SigningKey key = SigningKey::generate("putuo.example/2020");
  key.save(folder / "a.key");
  struct stat found = {};
  REQUIRE(::stat((folder / "a.key").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  CHECK(SigningKey::load(folder / "a.key").text() == key.text());
  CHECK_THROWS_AS(SigningKey::generate("b").save(folder / "a.key"), LedgerError);
  CHECK_THROWS_AS(SigningKey::load(folder / "none.key"), LedgerError);
  for (const char* name : {"", "two words", "a+b", "全角\u3000空格"}) CHECK_THROWS_AS(SigningKey::generate(name), LedgerError);
  CHECK(SigningKey::generate("普陀区市场监管局").verifier().name == "普陀区市场监管局");
}

TEST_CASE("a key text that was changed anywhere is refused, and the secret is never told", "[ledger][note]") {
  std::mt19937 random(20210401);
  for (int i = 0; i < 2000; ++i) {
    const std::string wrong = mutated(published_secret, random);
    std::string said;
    try {
      said = "taken: " + SigningKey::parse(wrong).text();
    } catch (const LedgerError& refused) {
      said = refused.what();
    }
    CHECK_THAT(said, ContainsSubstring("no valid key") && !ContainsSubstring("AYEKFALV"));
    CHECK_THROWS_AS(VerifierKey::parse(mutated(published_key, random)), LedgerError);
  }
}

TEST_CASE("a short code is six groups of four digits, and one digit mistyped is noticed", "[ledger][receipt]") {
  const std::string code = point_of().short_code();
  CHECK(code.size() == 29);
  CHECK(is_short_code(code));
  std::set<std::string> all;
  for (std::int64_t size = 1; size <= 2000; ++size) all.insert(point_of(size).short_code());
  CHECK(all.size() == 2000);
  for (std::size_t at = 0; at < code.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string typed = code;
      typed[at] = digit;
      CHECK(is_short_code(typed) == (typed == code));
    }
  }
  for (const char* wrong : {"", "1234", "1234-5678-9012-3456-7890-123x", "1234 5678 9012 3456 7890 1234"}) CHECK_FALSE(is_short_code(wrong));
}

TEST_CASE("a checkpoint is read back from its text in one spelling only", "[ledger][receipt]") {
  const std::string text = point_of().text();
  CHECK(Checkpoint::parse(text) == point_of());
  for (const std::string& wrong : {std::string(), text + " ", " " + text, text.substr(1 + text.find(' ')), text + "0", point_of().ledger + " 01311 " + hex(point_of().root)})
    CHECK_THROWS_AS(Checkpoint::parse(wrong), LedgerError);
}

TEST_CASE("every mutation of notes, receipts and proofs is refused", "[ledger][note][mutation]") {
  constexpr std::uint32_t seed = 20200907;
  std::mt19937 random(seed);
  const SigningKey key = SigningKey::generate("putuo.example/2020");
  const SigningKey witness = SigningKey::generate("district.example/witness", KeyKind::witness);
  const auto trusted = trusting({key, witness});
  const ProofTree tree = tree_of(1311);
  const Checkpoint old{"00112233445566778899aabbccddeeff", 900, tree.root(900)};
  const Checkpoint now{old.ledger, 1311, tree.root(1311)};
  const std::string note = cosign(sign(now, key), witness, noon);
  const std::string receipt = ItemReceipt{now, tree.prove_inclusion(77, 1311)}.text();
  const Growth growth{tree.prove_consistency(900, 1311), sign(now, key)};
  REQUIRE(open_note(note, trusted).by.size() == 2);
  REQUIRE(ItemReceipt::parse(receipt).item() == 77);
  REQUIRE(Growth::parse(growth.text()) == growth);
  int refused = 0;
  int tried = 0;
  const auto expect = [&](bool is_so, const std::string& what) {
    ++tried;
    refused += is_so ? 1 : 0;
    if (!is_so) FAIL_CHECK("taken: " << what);
  };
  for (int i = 0; i < 20000; ++i) {
    const std::string wrong = mutated(note, random);
    expect(is_refused([&] { return open_note(wrong, trusted).by.size() == 2; }), wrong);
  }
  for (int i = 0; i < 40000; ++i) {
    const std::string wrong = mutated(receipt, random);
    expect(is_refused([&] { return ItemReceipt::parse(wrong).holds(); }), wrong);
  }
  for (int i = 0; i < 40000; ++i) {
    const std::string wrong = mutated(growth.text(), random);
    expect(is_refused([&] {
             const Growth read = Growth::parse(wrong);
             if (!holds(read.proof, old, read_unverified(read.note))) return false;
             return open_note(read.note, trusted).checkpoint == now;
           }),
           wrong);
  }
  std::cout << "proofs: " << refused << " of " << tried << " mutations of notes, receipts and proofs of growth refused (seed " << seed << ")\n";
  CHECK(tried == 100000);
}
