#include "bihuan/ledger/verification.hpp"

#include "bihuan/ledger/codec.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>

namespace bihuan {

std::string_view verdict_name(Verification::Verdict verdict) noexcept {
  switch (verdict) {
    case Verification::Verdict::intact: return "intact";
    case Verification::Verdict::unwitnessed: return "unwitnessed";
    case Verification::Verdict::altered: return "altered";
    case Verification::Verdict::truncated: return "truncated";
    case Verification::Verdict::unreadable: return "unreadable";
    case Verification::Verdict::forked: return "forked";
  }
  return "unknown";
}

Verifier::Verifier(std::string ledger, std::vector<Anchor> anchors) : ledger_(std::move(ledger)), anchors_(std::move(anchors)) {
  log_.chain = access_log_start(ledger_);
  for (const Anchor& anchor : anchors_) {
    if (anchor.checkpoint.ledger == ledger_) continue;
    throw LedgerError(ErrorCode::bad_fact,
                      anchor.from + " speaks of ledger " + anchor.checkpoint.ledger + "; this one is " + ledger_ +
                          ", about which it says nothing",
                      anchor.from + "所指台账为" + anchor.checkpoint.ledger + "，不是本台账" + ledger_, ledger::about("ledger " + ledger_));
  }
  std::stable_sort(anchors_.begin(), anchors_.end(),
                   [](const Anchor& a, const Anchor& b) { return a.checkpoint.size < b.checkpoint.size; });
  for (const Anchor& anchor : anchors_)
    if (anchor.leaf) receipts_.emplace_back(anchor.leaf->first, &anchor);
  std::stable_sort(receipts_.begin(), receipts_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  hold_anchors();
}

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
  leaves_.clear();
  for (std::size_t i = 0; i < std::min(lines.size(), stored); ++i) {
    const Digest& leaf = leaves_.emplace_back(leaf_hash(lines[i]));
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
  HeaderLine line;
  try {
    line = decode_header(std::string_view(commit.text).substr(0, commit.text.find('\n')), commit.first_item);
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
  return check_log_told(commit, line.header.refusals);
}

/// The log only grows, so what a later commit tells of it is the same or more.
bool Verifier::check_log_told(const Commit& commit, const std::string& told) {
  const AccessLogHead head = told.empty() ? AccessLogHead{} : AccessLogHead::parse(told);
  const AccessLogHead before = logs_told_.empty() ? AccessLogHead{} : logs_told_.back();
  if (head == before) return true;
  if (head.count <= before.count) return fail(commit, commit.first_item, "it tells of a shorter access log than the commits before it", "所记受拒记录少于此前");
  logs_told_.push_back(head);
  return true;
}

bool Verifier::check_refusal(std::int64_t number, std::string_view line, std::span<const std::uint8_t> chain) {
  if (found_.verdict != Verification::Verdict::intact) return false;
  const std::string place = std::to_string(log_.count + 1);
  if (number != log_.count + 1) return fail_log("line " + place + " is missing", "缺少第" + place + "条");
  log_ = {number, access_log_next(log_.chain, line)};
  if (!std::equal(chain.begin(), chain.end(), log_.chain.begin(), log_.chain.end())) return fail_log("line " + place + " is not what was written", "第" + place + "条与写入时不符");
  if (next_told_ < logs_told_.size() && logs_told_[next_told_].count == number && logs_told_[next_told_++].chain != log_.chain)
    return fail_log("its lines up to " + place + " are not those that a commit speaks of", "前" + place + "条与提交所记不符");
  return true;
}

bool Verifier::check_log_end() {
  if (found_.verdict != Verification::Verdict::intact) return false;
  if (logs_told_.empty() || log_.count >= logs_told_.back().count) return true;
  const std::string told = std::to_string(logs_told_.back().count), there = std::to_string(log_.count);
  fail_log("it has " + there + " lines and had " + told + " when a commit was written", "现有" + there + "条，而提交时曾有" + told + "条");
  found_.verdict = Verification::Verdict::truncated;
  return false;
}

bool Verifier::fail_log(const std::string& english, const std::string& chinese) {
  found_.verdict = Verification::Verdict::altered;
  found_.sentence = "the " + std::to_string(tree_.size()) + " items read are what was written, but the access log was altered: " + english;
  found_.chinese = "已读的" + std::to_string(tree_.size()) + "条记录完好，但受拒记录已被改动：" + chinese;
  return false;
}

bool Verifier::check_root(const Commit& commit) {
  MerkleTree grown = tree_;
  for (const Digest& leaf : leaves_) grown.append(leaf);
  if (grown.root() != commit.root) {
    return fail(commit, commit.first_item, "the items from here to " +
                std::to_string(commit.first_item + commit.item_count - 1) + " do not give the root stored for them",
                "本次提交的记录与存储的根摘要值不符");
  }
  if (anchors_.empty()) {
    tree_ = std::move(grown);
    return true;
  }
  for (const Digest& leaf : leaves_) {
    tree_.append(leaf);
    for (; next_receipt_ < receipts_.size() && receipts_[next_receipt_].first <= tree_.size(); ++next_receipt_) {
      const auto& [item, anchor] = receipts_[next_receipt_];
      if (item == tree_.size() && anchor->leaf->second == leaf) {
        agreed_leaves_.push_back(item);
      } else if (other_leaf_ == nullptr) {
        other_leaf_ = anchor;
        other_leaf_at_ = item;
      }
    }
    hold_anchors();
  }
  return true;
}

void Verifier::hold_anchors() {
  for (; next_anchor_ < anchors_.size() && anchors_[next_anchor_].checkpoint.size <= tree_.size(); ++next_anchor_) {
    const Anchor& anchor = anchors_[next_anchor_];
    if (anchor.checkpoint.size == tree_.size() && anchor.checkpoint.root == tree_.root()) {
      agreed_size_ = anchor.checkpoint.size;
      // What leads to a root that agrees is what it was; a leaf that says otherwise of it is none of this ledger. A root that
      // says otherwise is another matter: then two anchors speak of two histories, and one of them was forged.
      if (other_leaf_ != nullptr && other_leaf_at_ <= agreed_size_) other_leaf_ = nullptr;
    } else if (other_root_ == nullptr) {
      other_root_ = &anchor;
    }
  }
}

/// Says of a run of commits that agrees with itself whether it is the one that was seen.
void Verifier::judge_anchors(Verification& found) const {
  const auto seen_more = std::find_if(anchors_.begin(), anchors_.end(), [&](const Anchor& a) { return a.checkpoint.size > tree_.size(); });
  found.witnessed_size = agreed_size_;
  const bool by_leaf = other_leaf_ != nullptr && (other_root_ == nullptr || other_leaf_at_ < other_root_->checkpoint.size);
  const Anchor* other = by_leaf ? other_leaf_ : other_root_;
  const auto name_up_to = [&](ItemNumber last) {
    found.bad_item = agreed_size_ + 1;
    for (const ItemNumber item : agreed_leaves_)
      if (item == found.bad_item && item < last) ++found.bad_item;
    found.bad_item_last = last;
  };
  if (other != nullptr) {
    const ItemNumber last = by_leaf ? other_leaf_at_ : other->checkpoint.size;
    const bool contradict = last <= agreed_size_;  // the anchors that agree may be the forged ones: they vouch for nothing
    if (contradict) found.witnessed_size = 0;
    found.verdict = Verification::Verdict::forked;
    name_up_to(last);
    if (contradict) found.bad_item = 1;
    const bool exact = found.bad_item == found.bad_item_last;
    found.sentence = "forked: it agrees with itself and is not the history that " + other->from + " has seen" +
                     (contradict ? ", which other anchors contradict" : "") + "; the first item that differs is " +
                     (exact ? "" : "one of " + std::to_string(found.bad_item) + " to ") + std::to_string(found.bad_item_last);
    found.chinese = "分叉：台账自身前后一致，但与" + other->from + "所见不是同一历史" + (contradict ? "（所持凭据相互矛盾）" : "") + "；最先不同的是第" +
                    (exact ? "" : std::to_string(found.bad_item) + "至") + std::to_string(found.bad_item_last) + "条记录" + (exact ? "" : "之一");
  } else if (seen_more != anchors_.end()) {
    found.verdict = Verification::Verdict::truncated;
    name_up_to(tree_.size() + 1);  // what no anchor reaches may have been written anew as well
    found.sentence = "truncated: it has " + std::to_string(tree_.size()) + " items; " + seen_more->from + " has seen " +
                     std::to_string(seen_more->checkpoint.size);
    found.chinese = "缺尾：现有" + std::to_string(tree_.size()) + "条记录，而" + seen_more->from + "曾见" +
                    std::to_string(seen_more->checkpoint.size) + "条";
  } else if (!anchors_.empty() && agreed_size_ < tree_.size()) {
    found.verdict = Verification::Verdict::unwitnessed;
    found.sentence += "; unwitnessed since item " + std::to_string(agreed_size_ + 1);
    found.chinese += "；自第" + std::to_string(agreed_size_ + 1) + "条起尚无外部见证";
  }
}

bool Verifier::fail(const Commit& commit, ItemNumber item, const std::string& english, const std::string& chinese) {
  found_.verdict = Verification::Verdict::altered;
  found_.bad_item = found_.bad_item_last = item;
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
  found.refusal_count = log_.count;
  if (found.verdict == Verification::Verdict::intact) {
    found.sentence = "intact: " + std::to_string(tree_.size()) + " items in " + std::to_string(last_seq_) + " commits";
    found.chinese = "完好：共" + std::to_string(last_seq_) + "次提交、" + std::to_string(tree_.size()) + "条记录";
    judge_anchors(found);
  }
  return found;
}

}  // namespace bihuan
