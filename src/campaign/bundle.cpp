// campaign/bundle.cpp: an issued report, the facts behind it and their proofs, as the members of an archive.
#include "bihuan/state/reorganisation.hpp"
#include "campaign/inside.hpp"
#include "ground/json.hpp"

#include <algorithm>
#include <fstream>
#include <set>

namespace bihuan {

namespace {

using ground::JsonWriter;

constexpr std::string_view bundle_form = "bihuan-bundle/1";

// Whoever changes a word of this names its new SHA-256 in examples/verify_bundle.py, and the form above.
constexpr std::string_view readme = R"(这是一份已印发报告的核验包，由“闭环”（bihuan）台账生成。

如何核验
  1. 取得 verify_bundle.py（随 bihuan 发布，只用 Python 3 标准库），运行：
       python3 verify_bundle.py 本文件.zip --paper 纸面短码
  2. 纸面短码印在盖章报告的页脚“短码”之后，共六组、每组四位。
  3. 如掌握印发单位的公钥，再加 --key 公钥。公钥须由可靠途径取得，不可采用本包所载。

包内文件
  report/          印发的四个文件，原样
  facts.jsonl      报告所依据的记录，每行一条，原样；最后两行是印发时的提交头和“报告印发”
  proofs.jsonl     每条记录在台账中的存在证明（RFC 6962），与 facts.jsonl 逐行对应
  checkpoint.txt   印发之后的校验点（C2SP signed note；没有空行和签名行即未签名）
  bundle.json      目录、纸面校验点、两校验点之间的增长证明

核验能说明：文件与印发时逐字节相同；所列记录当时就在台账中，未被改动；纸面短码出自同一台账。
核验不能说明：记录所述是否属实；包内是否列出了全部记录。

This archive holds one issued report and what it takes to check it.

How to check
  1. Get verify_bundle.py (it comes with bihuan and needs Python 3's standard library only) and run
       python3 verify_bundle.py THIS-FILE.zip --paper SHORT-CODE
  2. The short code stands in the footer of the stamped report behind the word 短码: six groups of four digits.
  3. Who knows the office's public key adds --key KEY. Get the key by a way that you trust, not from this archive.

What is in it
  report/          the four files as issued
  facts.jsonl      the facts behind the report, one a line, as they stand in the ledger; the last two are the header and
                   the fact of the commit that issued it
  proofs.jsonl     the proof that each of them stands in the ledger (RFC 6962), line by line
  checkpoint.txt   the checkpoint after the issue (C2SP signed note; without an empty line and signatures: unsigned)
  bundle.json      contents, the paper's checkpoint, and proof that the ledger grew from it

It shows that the files are those that were issued, byte for byte, that the facts stood in the ledger then and were not
changed, and that the paper's code is of this ledger. It does not show that what the facts say is true, nor that no fact
was left out.
)";

/// A file as it was issued: as kept by its digest, else where it was issued to.
std::string read_issued(const Campaign::Inside& inside, const std::filesystem::path& file, const std::string& digest) {
  if (const auto archive = inside.archive())
    if (auto kept = archive->find(parse_hex(digest))) return std::move(*kept);
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.good() || in.eof()) {
    if (hex(sha256(bytes)) == digest) return bytes;
  }
  const std::string name = file.string();
  throw FormError(ErrorCode::bad_file, "the issued file " + name + " is gone or is not the one that was issued (SHA-256 " + digest + ")",
                  "印发的文件" + name + "已不在原处或内容已变", {"issued file " + name, "gone or changed", "bundle", {}, name, 0, 0});
}

/// Hazards and measures that the report's tables name.
void add_named(const Report& report, std::set<std::string>& subjects) {
  for (const Table& table : report.tables) {
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      if (table.keys[i] != "hazard" && !(table.keys[i] == "id" && table.name != "phases")) continue;
      for (const std::vector<Cell>& row : table.rows) subjects.insert(cell_text(row.at(i)));
    }
  }
}

/// The facts behind a report, by number: all that was known of the hazards and measures it names or that had something
/// happen in its period; what units handed in for it; the plan's text.
std::set<ItemNumber> facts_behind(const Report& report, const History& history) {
  std::set<std::string> subjects;
  add_named(report, subjects);
  const Day first = report.period.first();
  ItemNumber plan = 0;
  std::set<ItemNumber> numbers;
  const std::size_t end = history.place_after(report.checkpoint.size);
  for (std::size_t place = 0; place < end; ++place) {
    const Glance& glance = history.glances()[place];
    if (glance.kind == FactKind::plan_adopted || glance.kind == FactKind::plan_amended) plan = glance.number;
    if (is_hazard_fact(glance.kind)) {
      if (glance.on >= first && glance.on <= report.cutoff_on) subjects.emplace(history.subject(glance));
    } else if (glance.kind != FactKind::report_issued && history.facts()[place].fact.fields.text("period") == report.period.text()) {
      numbers.insert(glance.number);
    }
  }
  for (const std::string& subject : subjects) {
    for (const std::size_t place : history.of_subject(subject))
      if (place < end) numbers.insert(history.glances()[place].number);
    for (const Known* known : facts_of_hazard(history, subject, report.checkpoint.size)) numbers.insert(known->number);
  }
  if (plan > 0) numbers.insert(plan);
  return numbers;
}

void write_digests(JsonWriter& out, const std::vector<Digest>& path) {
  out.begin_array();
  for (const Digest& digest : path) out.text(hex(digest));
  out.end_array();
}

std::string proof_line(const InclusionProof& proof) {
  JsonWriter out;
  out.begin_object();
  out.key("item").integer(proof.item).key("leaf").text(hex(proof.leaf)).key("path");
  write_digests(out, proof.path);
  out.key("size").integer(proof.size).end_object();
  return out.take();
}

void write_point(JsonWriter& out, const Checkpoint& point) {
  out.begin_object();
  out.key("ledger").text(point.ledger).key("root").text(hex(point.root));
  out.key("short_code").text(point.short_code()).key("size").integer(point.size);
  out.end_object();
}

std::string contents(const Bundle& bundle, const Fields& issued, const std::vector<std::string>& files, const ConsistencyProof& growth,
                     const std::optional<SigningKey>& key) {
  JsonWriter out;
  out.begin_object();
  out.key("bundle").text(bundle_form).key("checkpoint");
  write_point(out, bundle.checkpoint);
  out.key("fact_count").integer(bundle.fact_count).key("files").begin_array();
  for (const std::string& file : files) out.text(file);
  out.end_array();
  out.key("filing").text(issued.text("filing")).key("growth");
  write_digests(out, growth.path);
  out.key("issued_item").integer(bundle.item).key("period").text(issued.text("period")).key("pinned");
  write_point(out, bundle.pinned);
  if (key) out.key("signed_by").text(key->verifier().text());
  out.end_object();
  return out.take() + "\n";
}

/// Writes the lines of the wanted items as stored, and a proof for each. (A stored line that does not give its leaf is no
/// proof of anything.)
void add_lines(Store& store, const ProofTree& tree, const std::set<ItemNumber>& wanted, Bundle& bundle) {
  std::string lines;
  std::string proofs;
  store.read_after(0, [&](const Commit& commit) {
    if (commit.first_item > *wanted.rbegin() || wanted.lower_bound(commit.first_item) == wanted.end()) return;
    ItemNumber item = commit.first_item;
    for (const std::string_view line : lines_of(commit.text)) {
      if (wanted.contains(item)) {
        const InclusionProof proof = tree.prove_inclusion(item, bundle.checkpoint.size);
        if (leaf_hash(line) != proof.leaf)
          throw LedgerError(ErrorCode::ledger_altered, "item " + std::to_string(item) + " does not give its leaf; verify the ledger",
                            "第" + std::to_string(item) + "项与摘要值不符，请先核验台账");
        (lines += line) += '\n';
        (proofs += proof_line(proof)) += '\n';
      }
      ++item;
    }
  });
  bundle.members.push_back({"facts.jsonl", std::move(lines)});
  bundle.members.push_back({"proofs.jsonl", std::move(proofs)});
}

const Issued& issued_of(const History& history, const FilingId& filing, const Period& period) {
  for (const Issued& issued : history.issued())
    if (issued.filing == filing && issued.period == period.text()) return issued;
  throw FormError(ErrorCode::nothing_to_report, "report " + filing.text() + " " + period.text() + " was not issued; only an issued report is bundled",
                  period.chinese() + "的报告尚未印发，不能生成核验包", {"report " + filing.text() + "/" + period.text(), "not issued", "bundle", {"issue"}, "", 0, 0});
}

}  // namespace

Bundle Campaign::bundle(const Period& period, std::optional<FilingId> filing, const std::optional<SigningKey>& key) const {
  inside_->refuse_in_fork("bundle");
  const History& history = inside_->history;
  const FilingId id = inside_->issued_filing(period, filing);
  const Issued& issued = issued_of(history, id, period);
  const Fields& fields = history.find(issued.number)->fact.fields;
  const Report report = this->report(period, issued.pinned, id);
  Bundle out{issued.number, history.checkpoint_at(issued.pinned), history.checkpoint_at(issued.number)};
  std::set<ItemNumber> wanted = facts_behind(report, history);
  wanted.insert({issued.number - 1, issued.number});  // an issue is a commit of its own: header and fact
  out.fact_count = static_cast<std::int64_t>(wanted.size());
  const ProofTree& tree = inside_->proofs();
  const std::filesystem::path home = inside_->file.empty() ? std::filesystem::current_path() : std::filesystem::absolute(inside_->file).parent_path();
  std::vector<std::string> names;
  std::vector<BundleMember> files;
  for (const std::string& entry : fields.texts("files")) {
    const auto space = entry.rfind(' ');
    names.push_back("report/" + entry.substr(0, space));
    files.push_back({names.back(), read_issued(*inside_, home / fields.text("folder") / entry.substr(0, space), entry.substr(space + 1))});
  }
  const ConsistencyProof growth = tree.prove_consistency(out.pinned.size, out.checkpoint.size);
  out.members.push_back({"README.txt", std::string(readme)});
  out.members.push_back({"bundle.json", contents(out, fields, names, growth, key)});
  out.members.push_back({"checkpoint.txt", key ? sign(out.checkpoint, *key) : checkpoint_text(out.checkpoint)});
  add_lines(*inside_->store, tree, wanted, out);
  std::move(files.begin(), files.end(), std::back_inserter(out.members));
  return out;
}

}  // namespace bihuan
