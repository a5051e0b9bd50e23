#include "tampering.hpp"

#include "bihuan/error.hpp"
#include "ledger/head.hpp"
#include "stranger.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace tampering {

namespace {

std::string in_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    out += digits[static_cast<unsigned char>(byte) >> 4];
    out += digits[static_cast<unsigned char>(byte) & 0xf];
  }
  return out;
}

template <class Bytes>
std::string blob(const Bytes& bytes) {
  return "x'" + in_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) + "'";
}

/// One commit of an office: a registration, a return with its digests, or anything at all.
void append_some(Store& store, samples::RandomFacts& random, int minutes) {
  CommitHeader header = samples::header(minutes);
  const std::string hazard = "H-" + std::to_string(minutes);
  std::vector<Fact> facts{samples::registered(hazard)};
  facts.front().fields.set("text", Value{random.text()});
  for (auto more = random.below(3); more > 0; --more) facts.push_back(random.fact());
  if (random.below(3) == 0) header.source = header.content = hex(sha256(hazard));
  std::vector<PersonName> people;
  if (random.below(2) == 0) people.push_back({PersonId("p" + std::to_string(minutes + 1)), "示例" + std::to_string(minutes), false});
  store.take_turn()->append(header, facts, people);
}

/// The first commit of a campaign carries the plan.
void append_plan(Store& store) {
  Fact adopted{FactKind::plan_adopted, Day::of(2020, 9, 7), "plan", 1, {samples::inspector(1)}, {{"text", "[notice]\nid = \"small\"\n"}, {"file", "plan.toml"}}};
  store.take_turn()->append(samples::header(), {adopted}, {});
}

Honest make_honest(const Workshop& workshop, std::uint32_t seed) {
  samples::RandomFacts random(seed);
  const auto file = workshop / (std::to_string(seed) + ".ledger");
  Honest out;
  out.ledger = samples::birth().id;
  const auto store = create_sqlite_store(file, samples::birth());
  const auto commits = static_cast<std::size_t>(5 + random.below(36));
  out.last_noted = 2 + static_cast<std::size_t>(random.below(static_cast<std::int64_t>(commits) - 4));
  ProofTree tree;
  for (std::size_t n = 1; n <= commits; ++n) {
    if (n == 1) append_plan(*store);
    else append_some(*store, random, static_cast<int>(n));
    const Commit commit = samples::commits_of(*store).back();
    for (const Digest& leaf : leaves_of(commit.text)) tree.append(leaf);
    out.commits.push_back(commit);
    const Checkpoint after{out.ledger, tree.size(), commit.root};
    if (n == out.last_noted || (n < out.last_noted && random.below(3) == 0)) out.kept.notes.push_back(sign(after, office_key()));
    if (n == out.last_noted) out.kept.by_witness = after;
    out.kept.receipts.push_back(ItemReceipt{after, tree.prove_inclusion(after.size, after.size)}.text());
    out.bytes_after.push_back(n + 1 < out.last_noted && random.below(3) == 0 ? bytes_of(file) : "");
  }
  if (std::all_of(out.bytes_after.begin(), out.bytes_after.end(), [](const std::string& bytes) { return bytes.empty(); })) out.bytes_after.clear();
  out.bytes = bytes_of(file);
  return out;
}

}  // namespace

int times_longer() { return std::getenv("BIHUAN_LONG") != nullptr ? 10 : 1; }

Workshop::Workshop() {
  const bool in_memory = std::filesystem::is_directory("/dev/shm");
  std::string name = (in_memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path()) / "bihuan-XXXXXX";
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
  path_ = name;
}

Workshop::~Workshop() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void put(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::int64_t Honest::size_after(std::size_t commit_count) const {
  return commit_count == 0 ? 0 : commits[commit_count - 1].first_item + commits[commit_count - 1].item_count - 1;
}

const SigningKey& office_key() {
  static const SigningKey key = SigningKey::generate("office");
  return key;
}

const std::vector<Honest>& honest_ledgers() {
  static const std::vector<Honest> all = [] {
    const Workshop workshop;
    std::vector<Honest> made;
    for (std::uint32_t seed = 1; made.size() < 12; ++seed) {
      Honest one = make_honest(workshop, seed);
      if (one.last_noted >= 4 && !one.bytes_after.empty()) made.push_back(std::move(one));
    }
    return made;
  }();
  return all;
}

void hash_again(const std::string& ledger, std::vector<Commit>& commits, std::size_t from) {
  bihuan::ledger::Head head(ledger);
  for (std::size_t i = 0; i < commits.size(); ++i) {
    if (i >= from) {
      const DecodedCommit decoded = decode(commits[i]);
      commits[i] = head.next(decoded.header, decoded.facts).commit;
    }
    if (!head.follow(commits[i])) throw std::logic_error("the rewriter has lost the thread");
  }
}

void write_over(const std::filesystem::path& file, const std::vector<Commit>& commits) {
  Stranger stranger(file);
  const std::string guards = stranger.asks("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'commits'");
  std::string sql = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN; DROP TRIGGER commits_keep; DROP TRIGGER commits_stay; DROP TRIGGER commits_continue; DELETE FROM commits;";
  for (const Commit& c : commits)
    sql += "INSERT INTO commits VALUES (" + std::to_string(c.seq) + "," + std::to_string(c.first_item) + "," + std::to_string(c.item_count) +
           ",CAST(" + blob(c.text) + " AS TEXT)," + blob(c.leaves) + "," + blob(c.root) + ");";
  stranger.does(sql + guards + "; COMMIT");
}

ItemNumber first_difference(const std::vector<Commit>& was, const std::vector<Commit>& is) {
  std::vector<std::string> lines[2];
  for (const auto& [which, commits] : {std::pair{0, &was}, std::pair{1, &is}})
    for (const Commit& commit : *commits)
      for (const std::string_view line : lines_of(commit.text)) lines[which].emplace_back(line);
  const auto at = std::mismatch(lines[0].begin(), lines[0].end(), lines[1].begin(), lines[1].end()).first;
  return at - lines[0].begin() + 1;
}

std::string content_of(const std::filesystem::path& file) {
  Stranger stranger(file);
  return stranger.asks(
      "SELECT (SELECT group_concat(hex(seq || '|' || first_item || '|' || item_count || '|' || text || '|') || hex(leaves) || hex(root)) FROM commits) || '/' || "
      "(SELECT group_concat(hex(key || '|' || value)) FROM ledger) || '/' || "
      "coalesce((SELECT group_concat(hex(id || '|' || name || '|') || hex(salt)) FROM people), '') || '/' || "
      "coalesce((SELECT group_concat(number || hex(line) || hex(chain)) FROM refusals), '')");
}

}  // namespace tampering
