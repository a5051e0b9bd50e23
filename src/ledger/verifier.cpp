#include "bihuan/error.hpp"
#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/store.hpp"

#include <algorithm>

namespace bihuan {

bool Verifier::check(const Commit& commit) {
  if (found_.verdict != Verification::Verdict::intact) return false;
  if (!check_numbers(commit) || !check_leaves(commit) || !check_header(commit) || !check_root(commit)) return false;
  last_seq_ = commit.seq;
  return true;
}

bool Verifier::check_numbers(const Commit& commit) {
  if (commit.seq != next_commit()) {
    return fail(commit, next_item(), "commit " + std::to_string(next_commit()) + " is missing; number " +
                std::to_string(commit.seq) + " stands in its place",
                "缺少第" + std::to_string(next_commit()) + "次提交");
  }
  if (commit.first_item != next_item()) {
    return fail(commit, next_item(), "its first item is numbered " + std::to_string(commit.first_item) +
                " and not " + std::to_string(next_item()), "首条记录编号不连续");
  }
  return true;
}

bool Verifier::check_leaves(const Commit& commit) {
  const auto lines = lines_of(commit.text);
  const std::size_t stored = commit.leaves.size() / sizeof(Digest);
  for (std::size_t i = 0; i < std::min(lines.size(), stored); ++i) {
    const Digest leaf = leaf_hash(lines[i]);
    if (!std::equal(leaf.begin(), leaf.end(), commit.leaves.begin() + static_cast<std::ptrdiff_t>(i * leaf.size()))) {
      return fail(commit, commit.first_item + static_cast<ItemNumber>(i), "its line does not give the leaf stored for it",
                  "内容与存储的摘要值不符");
    }
  }
  const bool counts_agree = static_cast<std::int64_t>(lines.size()) == commit.item_count && lines.size() == stored &&
                            commit.leaves.size() % sizeof(Digest) == 0;
  if (counts_agree) return true;
  return fail(commit, commit.first_item + static_cast<ItemNumber>(std::min(lines.size(), stored)) - 1,
              "its commit has " + std::to_string(lines.size()) + " lines, " + std::to_string(commit.leaves.size()) +
                  " bytes of leaves and says " + std::to_string(commit.item_count) + " items",
              "所在提交的行数、摘要值与条数不符");
}

bool Verifier::check_header(const Commit& commit) {
  const auto lines = lines_of(commit.text);
  HeaderLine line;
  try {
    line = decode_header(lines.front(), commit.first_item);
  } catch (const Error& wrong) {
    return fail(commit, commit.first_item, wrong.what(), wrong.chinese());
  }
  if (line.ledger != ledger_) {
    return fail(commit, commit.first_item, "it belongs to ledger " + line.ledger + " and not to " + ledger_,
                "属于另一台账 " + line.ledger);
  }
  if (line.prev != hex(tree_.root())) {
    return fail(commit, commit.first_item, "prev is not the root of the items before it", "与之前的记录不衔接");
  }
  if (line.header.recorded_at < recorded_at_) {
    return fail(commit, commit.first_item, "it was recorded before the commit that it follows", "记录时刻早于上一次提交");
  }
  recorded_at_ = line.header.recorded_at;
  return true;
}

bool Verifier::check_root(const Commit& commit) {
  MerkleTree grown = tree_;
  for (const Digest& leaf : leaves_of(commit.text)) grown.append(leaf);
  if (grown.root() != commit.root) {
    return fail(commit, commit.first_item, "the items from here to " +
                std::to_string(commit.first_item + commit.item_count - 1) + " do not give the root stored for them",
                "本次提交的记录与存储的根摘要值不符");
  }
  tree_ = std::move(grown);
  return true;
}

bool Verifier::fail(const Commit& commit, ItemNumber item, const std::string& english, const std::string& chinese) {
  found_.verdict = Verification::Verdict::altered;
  found_.bad_item = item;
  found_.bad_commit = commit.seq == next_commit() ? commit.seq : next_commit();
  found_.sentence = "item " + std::to_string(item) + " (commit " + std::to_string(found_.bad_commit) +
                    ") is not what was written: " + english;
  found_.chinese = "第" + std::to_string(item) + "条记录（第" + std::to_string(found_.bad_commit) +
                   "次提交）与写入时不符：" + chinese;
  return false;
}

Verification Verifier::result() const {
  Verification found = found_;
  found.checkpoint = {ledger_, tree_.size(), tree_.root()};
  found.commit_count = last_seq_;
  if (found.verdict == Verification::Verdict::intact) {
    found.sentence = "intact: " + std::to_string(tree_.size()) + " items in " + std::to_string(last_seq_) + " commits";
    found.chinese = "完好：共" + std::to_string(last_seq_) + "次提交、" + std::to_string(tree_.size()) + "条记录";
  }
  return found;
}

}  // namespace bihuan
