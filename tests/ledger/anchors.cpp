// The ledger held against what is kept outside of it: checkpoints, receipts, a copy.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/store.hpp"
#include "samples.hpp"

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;
using Verdict = Verification::Verdict;

namespace {

/// A ledger of so many hazards, three items each; `rewritten` says another thing of that one.
std::unique_ptr<Store> ledger_of(int hazards, int rewritten = 0) {
  auto store = create_memory_store(samples::birth());
  for (int n = 1; n <= hazards; ++n) samples::append_hazard(*store, "H-" + std::to_string(n) + (n == rewritten ? "x" : ""));
  return store;
}

Anchor after(int hazards) {
  const auto store = ledger_of(hazards);
  const Commit last = samples::commits_of(*store).back();
  return {"the checkpoint of " + std::to_string(hazards), {store->birth().id, last.first_item + last.item_count - 1, last.root}};
}

/// What whoever handed in the hazard got: the grade, its last item, and the checkpoint after it.
Anchor receipt_of(int hazard) {
  Anchor anchor = after(hazard);
  anchor.from = "the receipt of " + std::to_string(hazard);
  const auto store = ledger_of(hazard);
  anchor.leaf = {3 * hazard, leaf_hash(lines_of(samples::commits_of(*store).back().text).back())};
  return anchor;
}

}  // namespace

TEST_CASE("a ledger that its newest anchor has seen whole is intact; what came later is unwitnessed", "[ledger][anchor]") {
  const auto store = ledger_of(4);
  CHECK(store->verify({after(4)}).verdict == Verdict::intact);
  CHECK(store->verify({after(4), after(1), receipt_of(2)}).witnessed_size == 12);
  const Verification found = store->verify({after(1), receipt_of(3)});
  CHECK(found.verdict == Verdict::unwitnessed);
  CHECK(found.is_sound());
  CHECK(found.witnessed_size == 9);
  CHECK_THAT(found.sentence, ContainsSubstring("unwitnessed since item 10"));
  CHECK_THAT(found.chinese, ContainsSubstring("第10条"));
  CHECK(store->verify({}).verdict == Verdict::intact);
}

TEST_CASE("a tail that an anchor has seen and that is gone is called truncated, from its first item", "[ledger][anchor]") {
  const Verification found = ledger_of(2)->verify({after(1), after(4)});
  CHECK(found.verdict == Verdict::truncated);
  CHECK_FALSE(found.is_sound());
  CHECK(found.bad_item == 4);  // items 4 to 6 stand there, and nothing outside says that they are what was written
  CHECK(found.bad_item_last == 7);
  CHECK(ledger_of(2)->verify({after(2), after(4)}).bad_item == 7);
  CHECK(found.witnessed_size == 3);
  CHECK_THAT(found.sentence, ContainsSubstring("the checkpoint of 4 has seen 12"));
}

TEST_CASE("a history that was written anew is forked, and the first item that differs is named as closely as the anchors allow", "[ledger][anchor]") {
  struct Row {
    std::vector<Anchor> anchors;
    ItemNumber first, last;
  };
  // Hazard 3 (items 7 to 9) was rewritten and everything after it hashed again.
  const auto rewritten = ledger_of(5, 3);
  const std::vector<Row> rows = {
      {{after(5)}, 1, 15},
      {{after(2), after(5)}, 7, 15},
      {{after(2), after(3), after(5)}, 7, 9},
      {{after(1), receipt_of(3)}, 4, 9},
      {{after(2), receipt_of(4)}, 7, 12},
  };
  for (const Row& row : rows) {
    const Verification found = rewritten->verify(row.anchors);
    INFO(found.sentence);
    CHECK(found.verdict == Verdict::forked);
    CHECK(found.bad_item == row.first);
    CHECK(found.bad_item_last == row.last);
  }
  CHECK(ledger_of(5, 4)->verify({after(1), after(3)}).verdict == Verdict::unwitnessed);
}

TEST_CASE("a receipt that the ledger's own witnessed history contradicts accuses nobody", "[ledger][anchor]") {
  Anchor false_receipt = receipt_of(2);
  false_receipt.leaf->second[0] ^= 1;
  CHECK(ledger_of(4)->verify({false_receipt, after(4)}).verdict == Verdict::intact);
  CHECK(ledger_of(4)->verify({false_receipt}).verdict == Verdict::unwitnessed);  // its own checkpoint holds
}

TEST_CASE("a newer checkpoint that agrees does not silence an older one that does not: one of them was forged", "[ledger][anchor]") {
  const auto rewritten = ledger_of(5, 3);
  const auto signed_anew = [&](int hazards) {
    const Commit last = samples::commits_of(*rewritten)[static_cast<std::size_t>(hazards - 1)];
    return Anchor{"a checkpoint with the stolen key", {rewritten->birth().id, last.first_item + last.item_count - 1, last.root}};
  };
  for (const std::vector<Anchor>& anchors : {std::vector{signed_anew(5), after(4)}, std::vector{after(5), signed_anew(5)}, std::vector{signed_anew(5), after(5)},
                                             std::vector{after(2), signed_anew(4), receipt_of(3), signed_anew(5)}}) {
    const Verification found = rewritten->verify(anchors);
    INFO(found.sentence);
    CHECK(found.verdict == Verdict::forked);
    CHECK(found.bad_item == 1);
    CHECK(found.bad_item_last >= 8);
    CHECK(found.witnessed_size == 0);
    CHECK_THAT(found.sentence, ContainsSubstring("other anchors contradict"));
  }
}

TEST_CASE("an anchor of another ledger is refused, because it says nothing of this one", "[ledger][anchor]") {
  Anchor other = after(2);
  other.checkpoint.ledger = "ffeeddccbbaa99887766554433221100";
  const auto store = ledger_of(2);
  CHECK_THROWS_AS(store->verify({other}), LedgerError);
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  samples::append_hazard(*create_sqlite_store(file, samples::birth()), "H-1");
  CHECK_THROWS_AS(verify_sqlite_store(file, {other}), LedgerError);
}

TEST_CASE("against a copy the very item is named", "[ledger][anchor]") {
  const samples::Directory directory;
  const auto honest = directory / "honest.ledger", rewritten = directory / "rewritten.ledger";
  const auto write = [](const std::filesystem::path& file, const std::string& third) {
    const auto store = create_sqlite_store(file, samples::birth());
    for (const std::string& hazard : {std::string("H-1"), std::string("H-2"), third, std::string("H-4")}) samples::append_hazard(*store, hazard);
  };
  write(honest, "H-3");
  write(rewritten, "H-3x");
  CHECK(verify_sqlite_store(honest, anchors_of_copy(honest)).verdict == Verdict::intact);
  const Verification found = verify_sqlite_store(rewritten, anchors_of_copy(honest));
  CHECK(found.verdict == Verdict::forked);
  CHECK(found.bad_item == 8);  // 7 is the header, which is the same in both
  CHECK(found.bad_item_last == 8);
  CHECK(found.witnessed_size == 6);
}
