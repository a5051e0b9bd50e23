#include "bihuan/ledger/witness.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "samples.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string ledger_name = "00112233445566778899aabbccddeeff";
const Instant noon = Instant::parse("2021-04-01T12:00:00+08:00");

/// A ledger's office as the witness meets it: its tree, and another history from some item on.
struct History {
  ProofTree tree;
  explicit History(std::int64_t size, std::int64_t forked_at = INT64_MAX) {
    for (std::int64_t i = 0; i < size; ++i) tree.append(leaf_hash((i >= forked_at ? "other " : "") + std::to_string(i)));
  }
  Checkpoint at(std::int64_t size) const { return {ledger_name, size, tree.root(size)}; }
  Growth growth(std::int64_t from, std::int64_t to, const SigningKey& key) const { return {tree.prove_consistency(from, to), sign(at(to), key)}; }
};

const SigningKey& office_key() {
  static const SigningKey key = SigningKey::generate("putuo.example/2020");
  return key;
}

Witness witness_in(const std::filesystem::path& folder, std::optional<SigningKey> key = {}) {
  Witness witness(folder, std::move(key));
  witness.trust(ledger_name, {office_key().verifier()});
  return witness;
}

}  // namespace

TEST_CASE("a witness takes what grows, once and again, and cosigns it", "[ledger][witness]") {
  const samples::Directory folder;
  const History history(50);
  const SigningKey own = SigningKey::generate("district.example/witness", KeyKind::witness);
  Witness witness = witness_in(folder / "seen", own);
  CHECK_FALSE(witness.last(ledger_name));
  CHECK(witness.consider(history.growth(0, 10, office_key()), noon).ok());
  const WitnessAnswer answer = witness.consider(history.growth(10, 33, office_key()), noon);
  CHECK(answer.ok());
  CHECK(answer.kept == history.at(33));
  const std::vector<VerifierKey> trusted{own.verifier(), office_key().verifier()};
  CHECK(open_note(answer.note, trusted).by.size() == 2);
  CHECK(witness.consider(history.growth(33, 33, office_key()), noon).ok());
  CHECK(witness.consider(history.growth(10, 33, office_key()), noon).ok());
  CHECK(witness_in(folder / "seen").last(ledger_name) == history.at(33));
}

TEST_CASE("a witness says why it does not take a checkpoint, and keeps what it has", "[ledger][witness]") {
  const samples::Directory folder;
  const History history(50);
  const History other(50, 20);
  Witness witness = witness_in(folder / "seen");
  REQUIRE(witness.consider(history.growth(0, 30, office_key()), noon).ok());
  const auto verdict_of = [&](const Growth& growth) {
    const WitnessAnswer answer = witness.consider(growth, noon);
    CHECK(answer.kept == history.at(30));
    CHECK(witness.last(ledger_name) == history.at(30));
    CHECK_FALSE(answer.sentence.empty());
    CHECK_FALSE(answer.chinese.empty());
    return answer.verdict;
  };
  CHECK(verdict_of(history.growth(10, 29, office_key())) == WitnessVerdict::behind);
  CHECK(verdict_of(other.growth(30, 30, office_key())) == WitnessVerdict::forked);
  CHECK(verdict_of(other.growth(30, 40, office_key())) == WitnessVerdict::unproved);
  CHECK(verdict_of({{}, history.growth(30, 40, office_key()).note}) == WitnessVerdict::unproved);
  CHECK(verdict_of(history.growth(29, 40, office_key())) == WitnessVerdict::unproved);
  CHECK(verdict_of(history.growth(30, 40, SigningKey::generate("putuo.example/2020"))) == WitnessVerdict::unsigned_);
  CHECK(verdict_of({history.tree.prove_consistency(30, 40), checkpoint_text(history.at(40))}) == WitnessVerdict::unsigned_);
}

TEST_CASE("the two notes of a fork prove it without the witness", "[ledger][witness]") {
  const samples::Directory folder;
  Witness witness = witness_in(folder / "seen");
  const Growth first = History(30).growth(0, 30, office_key());
  const Growth second = History(30, 20).growth(0, 30, office_key());
  REQUIRE(witness.consider(first, noon).ok());
  REQUIRE(witness.consider(second, noon).verdict == WitnessVerdict::forked);
  const std::vector<VerifierKey> trusted{office_key().verifier()};
  const Checkpoint kept = open_note(witness.last_note(ledger_name), trusted).checkpoint;
  const Checkpoint offered = open_note(second.note, trusted).checkpoint;
  CHECK((kept.ledger == offered.ledger && kept.size == offered.size && kept.root != offered.root));
}

TEST_CASE("a witness whose memory is damaged answers nothing rather than starting anew", "[ledger][witness]") {
  const samples::Directory folder;
  const History history(50);
  Witness witness = witness_in(folder / "seen");
  REQUIRE(witness.consider(history.growth(0, 30, office_key()), noon).ok());
  for (const char* damage : {"", "bihuan/x\n"}) {
    std::ofstream(folder / "seen" / (ledger_name + ".checkpoint")) << damage;
    CHECK_THROWS_AS(witness.consider(history.growth(0, 10, office_key()), noon), LedgerError);
  }
}

TEST_CASE("a ledger's name from outside never becomes a path", "[ledger][witness]") {
  const samples::Directory folder;
  Witness witness(folder / "seen");
  for (const char* name : {"../evil", "a/b", "..", ".hidden", "a b"}) {
    const Checkpoint point{name, 1, sha256("x")};
    CHECK_THROWS_AS(witness.consider({{0, 1, {}}, checkpoint_text(point)}, noon), LedgerError);
  }
  CHECK(std::filesystem::is_empty(folder / "seen"));
}

TEST_CASE("a witness never goes backwards: random offers, restarts, answers that never arrive", "[ledger][witness]") {
  constexpr std::uint32_t seed = 20200907;
  std::mt19937 random(seed);
  const auto below = [&](std::int64_t limit) { return std::uniform_int_distribution<std::int64_t>(0, limit - 1)(random); };
  const samples::Directory folder;
  const History histories[] = {History(400), History(400, 150)};
  Witness witness = witness_in(folder / "seen");
  Checkpoint answered{ledger_name, 0, sha256({})};
  int taken = 0;
  int refused = 0;
  int restarts = 0;
  for (int i = 0; i < 3000; ++i) {
    const History& history = histories[below(4) == 0 ? 1 : 0];
    const std::int64_t kept = witness.last(ledger_name).value_or(Checkpoint{}).size;
    const std::int64_t to = 1 + (below(2) == 0 ? below(400) : std::min<std::int64_t>(kept + below(3), 399));
    const std::int64_t from = below(3) == 0 ? below(to + 1) : std::min(kept, to);
    const WitnessAnswer answer = witness.consider(history.growth(from, to, office_key()), noon);
    (answer.ok() ? taken : refused) += 1;
    const Checkpoint now = witness.last(ledger_name).value();
    REQUIRE(now.size >= answered.size);
    const bool grows = holds(histories[0].tree.prove_consistency(answered.size, now.size), answered, now) ||
                       holds(histories[1].tree.prove_consistency(answered.size, now.size), answered, now);
    REQUIRE(grows);
    if (below(5) != 0) answered = now;  // else the answer was lost on its way
    if (below(7) == 0) {
      ++restarts;
      std::ofstream(folder / "seen" / (ledger_name + ".checkpoint.part")) << "half a wri";  // a crash left this behind
      witness = witness_in(folder / "seen");
      REQUIRE(witness.last(ledger_name) == now);
    }
  }
  CHECK(taken > 100);
  CHECK(refused > 100);
  std::cout << "witness: 3000 offers, " << taken << " taken, " << refused << " refused, " << restarts << " restarts, never backwards (seed " << seed << ")\n";
}

TEST_CASE("what a witness has answered is on the disk when it is killed", "[ledger][witness]") {
  const samples::Directory folder;
  const History history(400);
  std::vector<Growth> offers;
  for (std::int64_t size = 1; size <= 400; ++size) offers.push_back(history.growth(size - 1, size, office_key()));
  std::mt19937 random(7);
  std::int64_t kills = 0;
  for (; kills < 20 && witness_in(folder / "seen").last(ledger_name).value_or(Checkpoint{}).size < 380; ++kills) {
    int answers[2];
    REQUIRE(::pipe(answers) == 0);
    const std::int64_t kept = witness_in(folder / "seen").last(ledger_name).value_or(Checkpoint{}).size;
    const pid_t child = ::fork();
    if (child == 0) {
      Witness witness = witness_in(folder / "seen");
      for (std::int64_t size = kept; size < 400; ++size) {
        const std::int64_t answered = witness.consider(offers[static_cast<std::size_t>(size)], noon).kept->size;
        if (::write(answers[1], &answered, sizeof answered) != sizeof answered) break;
      }
      ::_exit(0);
    }
    ::close(answers[1]);
    std::int64_t answered = kept;
    const std::int64_t enough = kept + 1 + std::uniform_int_distribution<std::int64_t>(0, 12)(random);
    while (answered < enough && ::read(answers[0], &answered, sizeof answered) == sizeof answered) {}
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(answers[0], &answered, sizeof answered) == sizeof answered) {}
    ::close(answers[0]);
    REQUIRE(witness_in(folder / "seen").last(ledger_name).value_or(Checkpoint{}).size >= answered);
  }
  std::cout << "witness: " << kills << " kills, no answered checkpoint lost\n";
}
