#include "ledger/head.hpp"

#include "bihuan/ledger/codec.hpp"
#include "ledger/refusal.hpp"

#include <algorithm>

namespace bihuan {

std::string ledger_id(std::string_view plan_bytes, Instant created_at) {
  return hex(sha256(std::string(plan_bytes) + created_at.text())).substr(0, 32);
}

namespace ledger {

bool Head::follow(const Commit& commit) {
  if (commit.seq != seq_ + 1 || commit.first_item != tree_.size() + 1 || commit.item_count < 1 ||
      commit.leaves.size() != static_cast<std::size_t>(commit.item_count) * sizeof(Digest)) {
    return false;
  }
  MerkleTree grown = tree_;
  for (auto at = commit.leaves.begin(); at != commit.leaves.end(); at += sizeof(Digest)) {
    Digest leaf;
    std::copy_n(at, leaf.size(), leaf.begin());
    grown.append(leaf);
  }
  if (grown.root() != commit.root) return false;
  try {
    const std::string_view text(commit.text);
    const CommitHeader header = decode_header(text.substr(0, text.find('\n')), commit.first_item).header;
    recorded_at_ = header.recorded_at;
    if (!header.refusals.empty()) told_ = AccessLogHead::parse(header.refusals);
  } catch (const Error&) {
    return false;
  }
  tree_ = std::move(grown);
  seq_ = commit.seq;
  return true;
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
