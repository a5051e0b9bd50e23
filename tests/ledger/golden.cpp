// The vectors of tests/golden/form-1: what was released once must come out the same, and read, for ever.
#include "../catch.hpp"
#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/store.hpp"

#include <fstream>
#include <sstream>

using namespace bihuan;

namespace {

constexpr const char* plan_text = "title = \"示例行动\"\nnumber = \"示例〔2020〕1号\"\r\n# \xF0\xA0\xAE\xB7\n";

const Instant created_at = Instant::parse("2020-09-07T09:00:00+08:00");

const Actor office{PersonId("p0"), PostId("office"), UnitId("office")};
const Actor first{PersonId("p1"), PostId("inspector"), UnitId("north")};
const Actor second{PersonId("p2"), PostId("inspector"), UnitId("north")};
const Actor outside{PersonId("p3"), PostId("head"), UnitId("某厂@东区")};

std::string content_of(const std::string& name) {
  const std::string path = std::string(BIHUAN_SOURCE_DIR) + "/tests/golden/form-1/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Step {
  CommitHeader header;
  std::vector<Fact> facts;
};

Step adoption() {
  return {{created_at, office, "", ""},
          {{FactKind::plan_adopted, Day::of(2020, 9, 7), "plan", 1, {office}, {{"text", plan_text}, {"file", "plan.toml"}}}}};
}

Step returned() {
  const Day on = Day::of(2020, 9, 8);
  const std::string content = hex(sha256(content_of("content.txt")));
  return {{Instant::parse("2020-10-01T10:30:00.000001+08:00"), office, hex(sha256(content_of("source.csv"))), content},
          {{FactKind::return_received, Day::of(2020, 10, 1), "north/monthly/2020-09", 1, {office},
            {{"unit", "north"}, {"filing", "monthly"}, {"period", "2020-09"}, {"received_on", "2020-10-01"},
             {"content", content}, {"standing", "partial"}, {"rows", std::int64_t{1}}, {"refused", std::int64_t{1}},
             {"zero", std::int64_t{0}}, {"prepared_by", first.text()}, {"filled_on", "2020-09-30"}}},
           {FactKind::hazard_registered, on, "隐-0042", 1, {first, second},
            {{"task", "3.2.1"}, {"enterprise", "某厂\t\"东区\""}, {"supervising_unit", "north"},
             {"territorial_unit", "north"}, {"source", "检查"}, {"place", "二号车间\\三层"},
             {"text", "安全阀逾期未校验；㎡ ① \xF0\xA0\xAE\xB7"}, {"prominent", std::int64_t{1}},
             {"unstated", std::vector<std::string>{"signatures"}}, {"row", "隐患台账 4"}}},
           {FactKind::hazard_graded, on, "隐-0042", 2, {first}, {{"grade", "general"}}},
           {FactKind::order_issued, Day::of(2020, 9, 9), "隐-0042", 3, {first},
            {{"paper", "directive"}, {"number", "示例指令〔2020〕3号"}, {"clauses", std::vector<std::string>{"第八十三条", "第五十三条"}},
             {"measures", "校验安全阀"}, {"limit_on", "2020-09-30"}, {"rectifier", outside.text()},
             {"money_fen", std::int64_t{1'250'000}}}},
           {FactKind::row_refused, Day::of(2020, 10, 1), "north/monthly/2020-09", 2, {office},
            {{"unit", "north"}, {"filing", "monthly"}, {"period", "2020-09"}, {"sheet", "隐患台账"},
             {"row", std::int64_t{5}}, {"column", "整改完成日期"}, {"reason", "缺整改完成日期"}}}}};
}

Step corrected() {
  const Day on = Day::of(2020, 10, 2);
  return {{Instant::parse("2020-10-02T00:00:00Z"), second, "", ""},
          {{FactKind::fact_corrected, on, "隐-0042", 4, {second},
            {{"corrects", std::int64_t{7}}, {"field", "money_fen"}, {"value", std::int64_t{-1}}, {"reason", "误填"}}},
           {FactKind::rectification_begun, on, "隐-0042", 5, {}, {}},
           {FactKind::indicator_stated, on, "north/trained/2020-09", 1, {first},
            {{"unit", "north"}, {"code", "trained"}, {"period", "2020-09"}, {"value", std::int64_t{INT64_MAX}},
             {"scale", std::int64_t{1}}, {"measure", "人次"}}},
           {FactKind::text_stated, on, "north/next/2020-09", 1, {first},
            {{"unit", "north"}, {"block", "next"}, {"period", "2020-09"},
             {"text", std::string("\x01\b\t\n\x0b\f\r\x1f \"/\\\x7f\xC2\x80\xE2\x80\xA8\xE2\x80\xAE\xEF\xBB\xBF") + '\0'}}}}};
}

std::string hashes_of(const std::vector<Commit>& commits) {
  std::ostringstream out;
  for (const Commit& commit : commits) {
    const auto leaves = leaves_of(commit.text);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      out << "leaf " << commit.first_item + static_cast<ItemNumber>(i) << ' ' << hex(leaves[i]) << '\n';
    }
    out << "root " << commit.seq << ' ' << hex(commit.root) << '\n';
  }
  return out.str();
}

}  // namespace

TEST_CASE("form 1 is written byte for byte as it was released", "[ledger][golden]") {
  const LedgerBirth birth{ledger_id(plan_text, created_at), 480, created_at};
  CHECK(content_of("ledger.txt") == "id " + birth.id + "\ncreated_at " + created_at.text() + "\n");
  const auto store = create_memory_store(birth);
  for (const Step& step : {adoption(), returned(), corrected()}) store->take_turn()->append(step.header, step.facts, {});
  std::vector<Commit> commits;
  store->read_after(0, [&](const Commit& commit) { commits.push_back(commit); });
  for (const Commit& commit : commits) CHECK(commit.text == content_of("commit-" + std::to_string(commit.seq) + ".txt"));
  CHECK(hashes_of(commits) == content_of("hashes.txt"));
}

TEST_CASE("the released lines of form 1 are read as the facts they were", "[ledger][golden]") {
  const std::vector<Step> steps{adoption(), returned(), corrected()};
  ItemNumber item = 1;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Commit commit;
    commit.seq = static_cast<std::int64_t>(i) + 1;
    commit.first_item = item;
    commit.text = content_of("commit-" + std::to_string(commit.seq) + ".txt");
    commit.item_count = static_cast<std::int64_t>(lines_of(commit.text).size());
    const DecodedCommit read = decode(commit);
    CHECK(read.facts == steps[i].facts);
    CHECK(read.header.by == steps[i].header.by);
    CHECK(read.header.recorded_at == steps[i].header.recorded_at);
    CHECK(read.header.source == steps[i].header.source);
    CHECK(read.header.content == steps[i].header.content);
    item += commit.item_count;
  }
}
