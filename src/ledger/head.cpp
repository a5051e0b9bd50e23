#include "ledger/head.hpp"

#include "bihuan/ledger/codec.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>
#include <utility>

namespace bihuan {

std::string ledger_id(std::string_view plan_bytes, Instant created_at) {
  return hex(sha256(std::string(plan_bytes) + created_at.text())).substr(0, 32);
}

namespace ledger {

void Head::hear(const Commit& commit) {
  if (commit.seq != heard_seq() + 1 || commit.first_item != tree_.size() + heard_items_ + 1 || commit.item_count < 1 ||
      commit.leaves.size() != static_cast<std::size_t>(commit.item_count) * sizeof(Digest)) {
    return;
  }
  heard_.push_back({heard_leaves_.keep({reinterpret_cast<const char*>(commit.leaves.data()), commit.leaves.size()}), commit.root});
  heard_items_ += commit.item_count;
  // (Of the headers the last one says all that the next must know.)
  heard_header_.assign(commit.text, 0, commit.text.find('\n'));
}

void Head::follow_heard() {
  const ground::KeptTexts leaves = std::exchange(heard_leaves_, {});
  const std::vector<Heard> heard = std::exchange(heard_, {});
  heard_items_ = 0;
  MerkleTree grown = tree_;
  std::int64_t seq = seq_;
  for (const Heard& one : heard) {
    for (const char* at = one.leaves.data(); at != one.leaves.data() + one.leaves.size(); at += sizeof(Digest)) {
      Digest leaf;
      std::copy_n(reinterpret_cast<const std::uint8_t*>(at), leaf.size(), leaf.begin());
      grown.append(leaf);
    }
    if (grown.root() != one.root) return;
    ++seq;
  }
  if (seq == seq_) return;
  try {
    const CommitHeader header = decode_header(heard_header_, 0).header;
    if (!header.refusals.empty()) told_ = AccessLogHead::parse(header.refusals);
    recorded_at_ = header.recorded_at;
  } catch (const Error&) {
    return;  // not moved on: the next turn is refused
  }
  tree_ = std::move(grown);
  seq_ = seq;
}

bool Head::follow(const Commit& commit) {
  const std::int64_t before = seq_;
  hear(commit);
  follow_heard();
  return seq_ > before;
}

Head::Next Head::next(CommitHeader header, const std::vector<Fact>& facts) const {
  header.recorded_at = std::max(header.recorded_at, recorded_at_);
  // A log that has lost lines is not the fault of whoever writes next: what was told before is told again.
  header.refusals = (log_.count >= told_.count ? log_ : told_).text();
  Next out{{}, tree_, {}};
  Commit& commit = out.commit;
  commit.seq = seq_ + 1;
  commit.first_item = tree_.size() + 1;
  commit.item_count = static_cast<std::int64_t>(facts.size()) + 1;
  commit.text = encode_commit(header, ledger_, tree_.root(), facts);
  commit.leaves.reserve(static_cast<std::size_t>(commit.item_count) * sizeof(Digest));
  for (const std::string_view line : lines_of(commit.text)) {
    const Digest leaf = leaf_hash(line);
    commit.leaves.insert(commit.leaves.end(), leaf.begin(), leaf.end());
    out.tree.append(leaf);
  }
  commit.root = out.tree.root();
  out.header = std::move(header);
  return out;
}

void Head::follow(Next next) {
  recorded_at_ = next.header.recorded_at;
  if (!next.header.refusals.empty()) told_ = AccessLogHead::parse(next.header.refusals);
  tree_ = std::move(next.tree);
  seq_ = next.commit.seq;
}

void check_birth(const LedgerBirth& birth) {
  constexpr std::string_view allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.";
  const bool sound = !birth.id.empty() && birth.id.size() <= 64 &&
                     birth.id.find_first_not_of(allowed) == std::string::npos;
  if (!sound) {
    throw LedgerError(ErrorCode::bad_fact,
                      "\"" + birth.id + "\" cannot be the id of a ledger: 1 to 64 letters, digits, '-', '_' or '.'",
                      "“" + birth.id + "”不能作为台账编号", about(birth.id));
  }
  if (birth.zone_minutes < -24 * 60 || birth.zone_minutes > 24 * 60) {
    throw LedgerError(ErrorCode::bad_fact, "a ledger's zone lies within a day of UTC; given were " +
                      std::to_string(birth.zone_minutes) + " minutes", "时区超出范围", about("ledger " + birth.id));
  }
}

void check_people(const std::vector<PersonName>& people) {
  for (const PersonName& person : people) {
    if (person.id.empty() || person.name.empty()) {
      throw LedgerError(ErrorCode::bad_fact, "person \"" + person.id.text() + "\" needs an id and a name",
                        "人员缺少编号或姓名", about("person " + person.id.text()));
    }
    canonical_object({{"id", person.id.text()}, {"name", person.name}});  // refuses what is not UTF-8
  }
}

void refuse_second_turn() {
  throw Conflict(ErrorCode::conflict, "a turn of this store is open already; finish or drop it before taking another",
                 "本台账正在写入，请先完成", about("ledger"));
}

void refuse_known_person(const PersonId& id) {
  throw Conflict(ErrorCode::conflict, "person " + id.text() + " stands in the ledger already; ids are never given twice",
                 "人员编号 " + id.text() + " 已使用", about("person " + id.text()));
}

void refuse_unknown_person(const PersonId& id) {
  throw LedgerError(ErrorCode::unknown_name, "the ledger knows no person " + id.text(),
                    "台账中没有人员 " + id.text(), about("person " + id.text()));
}

}  // namespace ledger
}  // namespace bihuan
