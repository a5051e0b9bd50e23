// The ways to tamper with a ledger, at random places: each is found with the means that can find it, and where it begins.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "stranger.hpp"
#include "tampering.hpp"

#include "bihuan/ledger/witness.hpp"

#include <algorithm>
#include <functional>
#include <iostream>

using namespace bihuan;
using namespace tampering;
using Verdict = Verification::Verdict;

namespace {

/// A tampering in progress.
struct Attempt {
  const Honest& honest;
  samples::RandomFacts& random;
  std::filesystem::path file;
  std::vector<Commit> commits;   ///< as the tamperer leaves them
  Kept kept;                     ///< as he leaves what is kept: beyond his reach are witness and receipts

  std::size_t between(std::size_t first, std::size_t last) { return first + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(last - first + 1))); }

  /// Says another thing in one fact or header of a commit.
  void edit(std::size_t at) {
    Commit& commit = commits[at];
    DecodedCommit decoded = decode(commit);
    const auto which = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(decoded.facts.size()) + 1));
    if (which == decoded.facts.size()) {
      decoded.header.by.person = PersonId("p" + std::to_string(100 + random.below(100)));
    } else {
      Fact& fact = decoded.facts[which];
      if (random.below(2) == 0) fact.on = fact.on + static_cast<int>(1 + random.below(30));
      else fact.fields.set("note", Value{"改" + std::to_string(random.below(1'000'000))});
    }
    commit.text = encode_commit(decoded.header, decoded.ledger, parse_hex(decoded.prev), decoded.facts);
  }
  void remove(std::size_t at) { commits.erase(commits.begin() + static_cast<std::ptrdiff_t>(at)); }
  void cut_to(std::size_t count) { commits.resize(count); }
  void slip_in(std::size_t at) {
    Commit more = commits[at];
    DecodedCommit decoded = decode(more);
    decoded.facts = {samples::registered("H-slipped-in")};
    more.item_count = 2;
    more.text = encode_commit(decoded.header, decoded.ledger, parse_hex(decoded.prev), decoded.facts);
    commits.insert(commits.begin() + static_cast<std::ptrdiff_t>(at), std::move(more));
  }
  void hash_again() { tampering::hash_again(honest.ledger, commits, 0); }
  /// Of the notes only those go on lying there that the ledger still reaches.
  void drop_notes_beyond() {
    std::erase_if(kept.notes, [&](const std::string& note) { return commits.empty() || read_unverified(note).size > size(); });
  }
  void sign_again(const SigningKey& key) {
    ProofTree tree;
    for (const Commit& commit : commits)
      for (const Digest& leaf : leaves_of(commit.text)) tree.append(leaf);
    for (std::string& note : kept.notes) {
      const Checkpoint seen = read_unverified(note);
      const std::int64_t now = std::min(seen.size, tree.size());
      note = sign({honest.ledger, now, tree.root(now)}, key);
    }
    kept.notes.push_back(sign({honest.ledger, tree.size(), tree.root(tree.size())}, key));
  }
  std::int64_t size() const { return commits.back().first_item + commits.back().item_count - 1; }
};

/// A class of tampering, and whether the chain, kept notes, a witness and receipts find it, each added to those before.
struct Class {
  const char* name;
  std::array<bool, 4> found;
  std::function<void(Attempt&)> tamper;
};

// The table of the design's reliability page, 2.5. Where it speaks of a table of checkpoints: ours are notes kept beside
// the ledger, so that dropping them is to be left with the chain alone.
const std::vector<Class>& classes() {
  static const SigningKey stranger = SigningKey::generate("office");
  static const std::vector<Class> all = {
      {"a row edited, the rest left", {true, true, true, true}, [](Attempt& a) { a.edit(a.between(0, a.commits.size() - 1)); }},
      {"edited and hashed again", {false, true, true, true}, [](Attempt& a) { a.edit(a.between(0, a.honest.last_noted - 1)), a.hash_again(); }},
      {"one deleted in the middle", {true, true, true, true}, [](Attempt& a) { a.remove(a.between(0, a.commits.size() - 2)); }},
      {"one deleted in the middle and hashed again", {false, true, true, true},
       [](Attempt& a) { a.remove(a.between(1, a.honest.last_noted - 1)), a.hash_again(); }},
      {"one slipped in and hashed again", {false, true, true, true}, [](Attempt& a) { a.slip_in(a.between(1, a.honest.last_noted - 1)), a.hash_again(); }},
      {"two swapped and hashed again", {false, true, true, true},
       [](Attempt& a) {
         const std::size_t first = a.between(1, a.honest.last_noted - 2), second = a.between(first + 1, a.honest.last_noted - 1);
         std::swap(a.commits[first], a.commits[second]);
         a.hash_again();
       }},
      {"edited after the last checkpoint and hashed again", {false, false, false, true},
       [](Attempt& a) { a.edit(a.between(a.honest.last_noted, a.commits.size() - 1)), a.hash_again(); }},
      {"the tail cut above the last checkpoint", {false, false, false, true}, [](Attempt& a) { a.cut_to(a.between(a.honest.last_noted, a.commits.size() - 1)); }},
      {"the tail cut below the last checkpoint", {false, true, true, true}, [](Attempt& a) { a.cut_to(a.between(1, a.honest.last_noted - 1)); }},
      {"the tail cut and the checkpoints dropped", {false, false, true, true},
       [](Attempt& a) { a.cut_to(a.between(1, a.honest.last_noted - 1)), a.drop_notes_beyond(); }},
      {"the file rolled back to an old backup", {false, false, true, true},
       [](Attempt& a) {
         std::size_t count = 0;
         while (count == 0 || a.honest.bytes_after[count - 1].empty()) count = a.between(1, a.honest.bytes_after.size());
         put(a.file, a.honest.bytes_after[count - 1]);
         a.cut_to(count), a.drop_notes_beyond();
       }},
      {"all rewritten, checkpoints forged", {false, true, true, true},
       [](Attempt& a) { a.edit(a.between(0, a.honest.last_noted - 1)), a.hash_again(), a.sign_again(stranger); }},
      {"all rewritten with the stolen key", {false, false, true, true},
       [](Attempt& a) { a.edit(a.between(0, a.honest.last_noted - 1)), a.hash_again(), a.sign_again(office_key()); }},
      {"checkpoints dropped, then edited and hashed again", {false, false, true, true},
       [](Attempt& a) { a.kept.notes.clear(), a.edit(a.between(0, a.honest.last_noted - 1)), a.hash_again(); }},
      {"the plan's text edited", {true, true, true, true},
       [](Attempt& a) {
         auto& text = a.commits.front().text;
         text[text.find("small") + static_cast<std::size_t>(a.random.below(5))] = 'X';
       }},
      {"the plan's text edited and hashed again", {false, true, true, true},
       [](Attempt& a) {
         auto& text = a.commits.front().text;
         text[text.find("small") + static_cast<std::size_t>(a.random.below(5))] = 'X';
         a.hash_again();
       }},
      {"a source digest edited", {true, true, true, true},
       [](Attempt& a) {
         std::vector<std::size_t> returns;
         for (std::size_t i = 0; i < a.commits.size(); ++i)
           if (a.commits[i].text.find("\"source\":\"") < a.commits[i].text.find('\n')) returns.push_back(i);
         auto& text = a.commits[returns.empty() ? 0 : returns[a.between(0, returns.size() - 1)]].text;
         char& digit = returns.empty() ? text[text.find("small")] : text[text.find("\"source\":\"") + 10 + static_cast<std::size_t>(a.random.below(64))];
         digit = digit == 'a' ? 'b' : 'a';
       }},
  };
  return all;
}

/// What is brought along to hold the ledger against, and how much of it each of the four means brings.
struct Brought {
  std::vector<Anchor> all = {};
  std::array<std::size_t, 4> count{};
  bool forged_note = false;  ///< one that does not bear the office's signature

  std::vector<Anchor> by(int means) const { return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count[static_cast<std::size_t>(means)])}; }
};

Brought brought(const Kept& kept) {
  Brought out;
  const VerifierKey trusted = office_key().verifier();
  for (const std::string& note : kept.notes) {
    try {
      out.all.push_back({"a signed checkpoint", open_note(note, {&trusted, 1}).checkpoint});
    } catch (const LedgerError&) {
      out.forged_note = true;
    }
  }
  out.count[1] = out.all.size();
  if (kept.by_witness) out.all.push_back({"the witness", *kept.by_witness});
  out.count[2] = out.all.size();
  for (const std::string& line : kept.receipts) {
    const ItemReceipt receipt = ItemReceipt::parse(line);
    out.all.push_back({"a receipt", receipt.checkpoint, std::pair{receipt.item(), receipt.leaf()}});
  }
  out.count[3] = out.all.size();
  return out;
}

/// The items among which the first bad one must be, by what agrees with the ledger and what does not, and no other
/// knowledge. An anchor that agrees though an older one does not may be forged, and so may all that agree.
std::pair<ItemNumber, ItemNumber> tightest(const ProofTree& ledger, const std::vector<Anchor>& anchors) {
  std::int64_t agreed = 0, other = ledger.size() + 1;
  for (const Anchor& anchor : anchors) {
    const std::int64_t size = anchor.checkpoint.size;
    if (size > ledger.size()) continue;
    if (ledger.root(size) == anchor.checkpoint.root) agreed = std::max(agreed, size);
    else other = std::min(other, size);
  }
  return {agreed >= other ? 1 : agreed + 1, other};
}

ProofTree tree_of(const std::vector<Commit>& commits) {
  ProofTree tree;
  for (const Commit& commit : commits)
    for (const Digest& leaf : leaves_of(commit.text)) tree.append(leaf);
  return tree;
}

/// How many instances of a tampering were found, to the item, or not at all because that is beyond the means.
struct Tally { int found = 0, exact = 0, unseen = 0; };

/// Asks with each of the four means in turn.
void judge(const Class& one, const Attempt& attempt, Tally& tally) {
  const ItemNumber truth = first_difference(attempt.honest.commits, attempt.commits);
  const Brought anchors = brought(attempt.kept);
  const ProofTree tree = tree_of(attempt.commits);
  for (std::size_t means = 0; means < 4; ++means) {
    INFO("means " << means << ", differs from item " << truth);
    if (means > 0 && anchors.forged_note) {
      CHECK(one.found[means]);
      ++tally.found;
      continue;
    }
    const Verification found = verify_sqlite_store(attempt.file, anchors.by(static_cast<int>(means)));
    INFO(found.sentence);
    CHECK(found.is_sound() != one.found[means]);
    if (found.is_sound()) {
      // What was changed is not said to be vouched for, unless the thief of the key does it.
      CHECK((found.witnessed_size < truth || one.name == std::string_view("all rewritten with the stolen key")));
      ++tally.unseen;
      continue;
    }
    CHECK(found.bad_item <= truth);
    CHECK(truth <= found.bad_item_last);
    if (one.found[0]) CHECK(found.bad_commit > 0);
    else CHECK(std::pair{found.bad_item, found.bad_item_last} == tightest(tree, anchors.by(static_cast<int>(means))));
    ++tally.found;
    tally.exact += found.bad_item == found.bad_item_last;
  }
}

}  // namespace

TEST_CASE("every class of tampering is found with the means that can find it, and where it begins", "[ledger][tamper]") {
  const Workshop workshop;
  const int instances = 100 * times_longer();
  Tally tally;
  for (std::size_t c = 0; c < classes().size(); ++c) {
    const Class& one = classes()[c];
    for (int instance = 0; instance < instances; ++instance) {
      const auto seed = static_cast<std::uint32_t>(1000 * 1000 * (c + 1) + static_cast<std::size_t>(instance));
      INFO(one.name << ", seed " << seed);
      samples::RandomFacts random(seed);
      const Honest& honest = honest_ledgers()[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(honest_ledgers().size())))];
      Attempt attempt{honest, random, workshop / "a.ledger", honest.commits, honest.kept};
      put(attempt.file, honest.bytes);
      one.tamper(attempt);
      write_over(attempt.file, attempt.commits);
      judge(one, attempt, tally);
    }
  }
  std::cout << "tamper: " << classes().size() << " classes, " << instances << " instances each, 4 means: " << tally.found << " found, " << tally.exact
            << " of them to the item, " << tally.unseen << " beyond the means\n";
}

TEST_CASE("two histories shown to two parties meet at the witness", "[ledger][tamper]") {
  const int instances = 100 * times_longer();
  int forked = 0, unproved = 0;
  for (int instance = 0; instance < instances; ++instance) {
    const Workshop workshop;
    samples::RandomFacts random(static_cast<std::uint32_t>(77'000'000 + instance));
    INFO("instance " << instance);
    const Honest& honest = honest_ledgers()[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(honest_ledgers().size())))];
    Attempt other{honest, random, {}, honest.commits, honest.kept};
    other.edit(other.between(0, other.commits.size() - 2));
    if (random.below(2) == 0) other.cut_to(other.between(other.commits.size() - 1, other.commits.size()));
    other.hash_again();
    const ItemNumber truth = first_difference(honest.commits, other.commits);
    const auto growth = [](const std::string& ledger, const std::vector<Commit>& commits, std::int64_t from) {
      const ProofTree tree = tree_of(commits);
      return Growth{tree.prove_consistency(std::min(from, tree.size()), tree.size()), sign({ledger, tree.size(), tree.root(tree.size())}, office_key())};
    };
    Witness witness(workshop / "witness");
    witness.trust(honest.ledger, {office_key().verifier()});
    const bool first = random.below(2) == 0;
    const auto& shown = first ? honest.commits : other.commits;
    const auto& hidden = first ? other.commits : honest.commits;
    REQUIRE(witness.consider(growth(honest.ledger, shown, 0), samples::birthday).ok());
    const std::int64_t seen = witness.last(honest.ledger)->size;
    const WitnessAnswer answer = witness.consider(growth(honest.ledger, hidden, seen), samples::birthday);
    CHECK_FALSE(answer.ok());
    CHECK(witness.last(honest.ledger)->size == seen);
    forked += answer.verdict == WitnessVerdict::forked;
    unproved += answer.verdict == WitnessVerdict::unproved;
    // Whoever holds the other party's receipts against his own ledger sees where they part.
    put(workshop / "a.ledger", honest.bytes);
    write_over(workshop / "a.ledger", other.commits);
    const Verification found = verify_sqlite_store(workshop / "a.ledger", brought(honest.kept).all);
    INFO(found.sentence);
    CHECK_FALSE(found.is_sound());
    CHECK(found.bad_item <= truth);
    CHECK(truth <= found.bad_item_last);
  }
  std::cout << "tamper: split view " << instances << " instances, " << forked << " forked, " << unproved << " unproved\n";
  CHECK(forked > 0);
  CHECK(unproved > 0);
}

TEST_CASE("guards, marks and settings of the file: changed ones are found, or change nothing", "[ledger][tamper]") {
  struct Change { const char* sql; bool harmless; };
  const std::vector<Change> changes = {
      {"DROP TRIGGER commits_keep", false},
      {"DROP TRIGGER commits_stay", false},
      {"DROP TRIGGER commits_continue", false},
      {"DROP TRIGGER ledger_keep", false},
      {"DROP TRIGGER commits_stay; CREATE TRIGGER commits_stay BEFORE DELETE ON commits WHEN old.seq < 2 BEGIN SELECT RAISE(ABORT, 'a commit is never deleted'); END", false},
      {"DROP TABLE people", false},
      {"CREATE TABLE more (a)", false},
      {"CREATE INDEX more ON commits (text)", false},
      {"CREATE TRIGGER more AFTER INSERT ON commits BEGIN DELETE FROM people; END", false},
      {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'never', 'often') WHERE name = 'commits_keep'", false},
      {"PRAGMA application_id = 1112034098", false},
      {"PRAGMA application_id = 0", false},
      {"PRAGMA user_version = 0", false},
      {"PRAGMA user_version = 77", false},
      {"PRAGMA journal_mode = WAL", true},
      {"PRAGMA journal_mode = PERSIST", true},
      {"PRAGMA page_size = 8192; VACUUM", true},
      {"PRAGMA page_size = 1024; VACUUM", true},
      {"PRAGMA auto_vacuum = FULL; VACUUM", true},
      {"PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA default_cache_size = 7", true},
      {"ANALYZE", false},
  };
  const Workshop workshop;
  const auto file = workshop / "a.ledger";
  int tried = 0;
  for (const Honest& honest : honest_ledgers())
    for (const Change& change : changes) {
      INFO(change.sql);
      for (const char* beside : {"-journal", "-wal", "-shm"}) std::filesystem::remove(file.string() + beside);
      put(file, honest.bytes);
      const std::string before = content_of(file);
      Stranger(file).tries(change.sql);
      const Verification found = verify_sqlite_store(file);
      INFO(found.sentence);
      CHECK((found.verdict == Verdict::intact) == change.harmless);
      if (change.harmless) CHECK(content_of(file) == before);
      ++tried;
    }
  std::cout << "tamper: " << tried << " changes of guards, marks and settings\n";
}
