#include "bihuan/ledger/codec.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "samples.hpp"

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("a fact is one line, its keys in order, its text as given", "[ledger][codec]") {
  CHECK(encode(samples::graded("隐-0042")) ==
        R"({"by":["p1@inspector@north"],"form":1,"grade":"general","kind":"hazard_graded","on":"2020-09-08",)"
        R"("subject":"隐-0042","version":2})");
}

TEST_CASE("characters are escaped in the shortest way and only where they must be", "[ledger][codec]") {
  Fact fact = samples::graded("H-1");
  fact.fields.set("clause", Value{std::string("\"\\/\b\f\n\r\t\x01\x1f\x7f ㎡\xE2\x80\xA8") + '\0'});
  CHECK_THAT(encode(fact), ContainsSubstring("\"clause\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f ㎡\xE2\x80\xA8\\u0000\""));
  CHECK(decode_fact(encode(fact), 1) == fact);
}

TEST_CASE("every fact reads back as it was written, whatever it holds", "[ledger][codec]") {
  const auto seed = static_cast<std::uint32_t>(std::random_device{}());
  INFO("seed " << seed);
  samples::RandomFacts random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Fact fact = random.fact();
    const std::string line = encode(fact);
    REQUIRE(line.find('\n') == std::string::npos);
    const Fact read = decode_fact(line, 1);
    REQUIRE(read == fact);
    REQUIRE(encode(read) == line);
  }
}

TEST_CASE("any other byte in a line is refused or means another fact", "[ledger][codec]") {
  const std::string line = encode(samples::registered("H-1"));
  const Fact fact = samples::registered("H-1");
  const auto seed = static_cast<std::uint32_t>(std::random_device{}());
  INFO("seed " << seed);
  samples::RandomFacts random(seed);
  for (int i = 0; i < 3000; ++i) {
    std::string changed = line;
    const auto at = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(line.size())));
    changed[at] = static_cast<char>(random.below(256));
    if (changed == line) continue;
    try {
      const Fact read = decode_fact(changed, 1);
      REQUIRE(read != fact);
      REQUIRE(encode(read) == changed);
    } catch (const LedgerError&) {
      SUCCEED();
    }
  }
}

namespace {

Commit commit_of(const std::vector<std::string>& lines) {
  Commit commit;
  commit.seq = 1;
  commit.first_item = 1;
  commit.item_count = static_cast<std::int64_t>(lines.size()) + 1;
  commit.text = encode_header(samples::header(), samples::birth().id, Digest{});
  for (const std::string& line : lines) commit.text += '\n' + line;
  return commit;
}

/// What a scanner says of each line, as text; the refusal where it refuses.
std::string scanned(LineScanner& scanner, const std::string& line) {
  std::string said;
  try {
    scanner.scan(commit_of({line}), [&](const FactLine& seen) {
      said = std::string(fact_name(seen.kind)) + " " + seen.on.iso() + " " + std::string(seen.subject) + (seen.unstated ? " unstated" : "");
      for (const std::string_view actor : seen.actors) (said += " ") += actor;
      for (const auto& [key, text] : seen.texts) (((said += " ") += key) += "=") += text;
    });
  } catch (const LedgerError& refused) {
    said = refused.what();
  }
  return said;
}

}  // namespace

TEST_CASE("who has read many lines reads the next one as if it were the first", "[ledger][codec]") {
  const auto seed = static_cast<std::uint32_t>(std::random_device{}());
  INFO("seed " << seed);
  samples::RandomFacts random(seed);
  LineScanner experienced;
  int refused = 0;
  for (int i = 0; i < 4000; ++i) {
    // Kinds and keys come again and again; every third line is not as it was written.
    std::string line = encode(random.below(2) == 0 ? random.fact() : random.below(2) == 0 ? samples::registered("H-1") : samples::graded("H-2"));
    if (i % 3 == 0) {
      const auto at = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(line.size())));
      const char signs[] = {'"', ',', ':', '{', '}', '[', ']', '0', '-', '@', 'a', '\\', '\x1f', static_cast<char>(0xe9)};
      if (random.below(2) == 0) line[at] = signs[random.below(sizeof signs)];
      else line.erase(at, static_cast<std::size_t>(1 + random.below(12)));
    }
    if (line.find('\n') != std::string::npos) continue;
    INFO(line);
    LineScanner fresh;
    const std::string said = scanned(fresh, line);
    REQUIRE(scanned(experienced, line) == said);
    try {
      const Fact fact = decode_fact(line, 2);
      REQUIRE_THAT(said, Catch::Matchers::StartsWith(std::string(fact_name(fact.kind)) + " " + fact.on.iso() + " " + fact.subject));
      REQUIRE(encode(fact) == line);
    } catch (const LedgerError& why) {
      ++refused;
      REQUIRE(said == why.what());
    }
  }
  CHECK(refused > 500);
}

TEST_CASE("a key that has one type in one kind and another in another is read by its kind, whatever came before", "[ledger][codec]") {
  // Every pair of kinds that know a key by different types: the line of one is no line of the other.
  LineScanner scanner;
  int pairs = 0;
  const auto value = [](FieldType type) -> std::string {
    switch (type) {
      case FieldType::integer:
      case FieldType::money_fen: return "7";
      case FieldType::truth: return "1";
      case FieldType::texts: return R"(["a"])";
      case FieldType::day: return R"("2020-09-08")";
      case FieldType::actor: return R"("p1@head@north")";
      default: return R"("words")";
    }
  };
  const auto line = [](FactKind kind, std::string_view key, const std::string& given) {
    Fact bare{kind, Day::of(2020, 9, 8), "H-1", 1, {}, {}};
    std::string text = encode(bare);
    const std::string entry = '"' + std::string(key) + "\":" + given;
    for (const char* own : {"\"form\"", "\"kind\"", "\"on\"", "\"subject\"", "\"version\""})
      if (entry < own) return text.insert(text.find(own), entry + ",");
    return text.insert(text.size() - 1, "," + entry);
  };
  for (int one = 0; one < fact_kind_count; ++one)
    for (const FieldForm& form : fields_of(static_cast<FactKind>(one)))
      for (int other = 0; other < fact_kind_count; ++other) {
        const FieldForm* there = find_field(static_cast<FactKind>(other), form.name);
        if (there == nullptr || there->type == form.type || there->type == FieldType::any || form.type == FieldType::any) continue;
        const std::string given = value(form.type);
        const std::string here = line(static_cast<FactKind>(one), form.name, given), elsewhere = line(static_cast<FactKind>(other), form.name, given);
        INFO(here << "\n" << elsewhere);
        REQUIRE(encode(decode_fact(here, 2)) == here);
        LineScanner fresh;
        const std::string expected = scanned(fresh, elsewhere);
        scanned(scanner, here);
        REQUIRE(scanned(scanner, elsewhere) == expected);
        ++pairs;
      }
  CHECK(pairs > 0);
}

TEST_CASE("a second spelling of a fact is refused: it would have a second leaf", "[ledger][codec]") {
  const std::string sound =
      R"({"by":["p1@inspector@north"],"form":1,"grade":"general","kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":2})";
  REQUIRE_NOTHROW(decode_fact(sound, 7));
  struct Row { const char* why; std::string line; const char* said; };
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string line = sound;
    return line.replace(line.find(from), from.size(), to);
  };
  const Row rows[] = {
      {"white space after a comma", with(",\"form\"", ", \"form\""), "canonical"},
      {"white space at the end", sound + " ", "canonical"},
      {"white space at the start", " " + sound, "canonical"},
      {"a byte order mark", "\xEF\xBB\xBF" + sound, "item 7"},
      {"keys out of order", with("\"form\":1,\"grade\":\"general\"", "\"grade\":\"general\",\"form\":1"), "canonical"},
      {"a key twice", with("\"form\":1", "\"form\":1,\"form\":1"), "canonical"},
      {"an escape that need not be", with("general", "gener\\u0061l"), "canonical"},
      {"an escaped slash", with("H-1", "H\\/1"), "canonical"},
      {"an escape in capitals", with("general", "\\u001F"), "canonical"},
      {"a long escape of a short one", with("general", "\\u000a"), "canonical"},
      {"half a character", with("general", "\\ud800"), "item 7"},
      {"a float", with("\"version\":2", "\"version\":2.0"), "version"},
      {"an exponent", with("\"version\":2", "\"version\":2e0"), "version"},
      {"minus zero", with("\"version\":2", "\"version\":-0"), "version"},
      {"more than 64 bits", with("\"version\":2", "\"version\":9223372036854775808"), "version"},
      {"a leading zero", with("\"version\":2", "\"version\":02"), "item 7"},
      {"a true", with("\"version\":2", "\"version\":true"), "version"},
      {"a null", with("\"grade\":\"general\"", "\"grade\":null"), "grade"},
      {"an empty text", with("general", ""), "canonical"},
      {"an empty list", with("[\"p1@inspector@north\"]", "[]"), "canonical"},
      {"an empty text in a list", with("\"p1@inspector@north\"", "\"\""), "actor"},
      {"a list in a list", with("\"p1@inspector@north\"", "[\"p1@inspector@north\"]"), "by"},
      {"an object in an object", with("\"general\"", "{\"a\":1}"), "grade"},
      {"no UTF-8", with("general", "\xff\xfe"), "item 7"},
      {"an unescaped control", with("general", "gen\teral"), "item 7"},
      {"a comment", sound + "//", "item 7"},
      {"two objects", sound + sound, "item 7"},
      {"an array", "[" + sound + "]", "item 7"},
      {"nothing", "", "item 7"},
      {"half a line", sound.substr(0, 40), "item 7"},
  };
  for (const Row& row : rows) {
    INFO(row.why << ": " << row.line);
    try {
      decode_fact(row.line, 7);
      FAIL("it was taken");
    } catch (const LedgerError& error) {
      CHECK(error.code() == ErrorCode::bad_fact);
      CHECK_THAT(error.what(), ContainsSubstring(row.said));
      CHECK_THAT(error.what(), ContainsSubstring("item 7"));
      CHECK_THAT(error.chinese(), ContainsSubstring("第7条记录"));
    }
  }
}

TEST_CASE("what the form does not know is refused by name", "[ledger][codec]") {
  struct Row { const char* line; const char* said; };
  const auto row = GENERATE(values<Row>({
      {R"({"form":1,"kind":"hazard_forgotten","on":"2020-09-08","subject":"H-1","version":1})", "hazard_forgotten"},
      {R"({"form":1,"kind":"commit","on":"2020-09-08","subject":"H-1","version":1})", "commit"},
      {R"({"colour":"red","form":1,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "colour"},
      {R"({"form":1,"grade":3,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "grade"},
      {R"({"form":1,"kind":"order_issued","limit_on":"2020-02-30","on":"2020-09-08","subject":"H-1","version":1})", "limit_on"},
      {R"({"form":1,"kind":"order_issued","limit_on":"2020/10/31","on":"2020-09-08","subject":"H-1","version":1})", "limit_on"},
      {R"({"form":1,"kind":"order_issued","on":"2020-09-08","rectifier":"某厂","subject":"H-1","version":1})", "rectifier"},
      {R"({"form":1,"kind":"order_issued","money_fen":"100","on":"2020-09-08","subject":"H-1","version":1})", "money_fen"},
      {R"({"clauses":"第三条","form":1,"kind":"order_issued","on":"2020-09-08","subject":"H-1","version":1})", "clauses"},
      {R"({"form":1,"kind":"return_received","on":"2020-09-08","subject":"H-1","version":1,"zero":2})", "zero"},
      {R"({"form":1,"kind":"hazard_graded","on":"2020-9-8","subject":"H-1","version":1})", "on"},
      {R"({"form":1,"kind":"hazard_graded","subject":"H-1","version":1})", "on"},
      {R"({"form":1,"kind":"hazard_graded","on":"2020-09-08","version":1})", "subject"},
      {R"({"form":1,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1"})", "version"},
      {R"({"form":1,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":0})", "version"},
      {R"({"by":"p1@inspector@north","form":1,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "canonical"},
      {R"({"by":["p1"],"form":1,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "p1"},
      {R"({"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "form"},
      {R"({"form":0,"kind":"hazard_graded","on":"2020-09-08","subject":"H-1","version":1})", "form"},
  }));
  INFO(row.line);
  try {
    decode_fact(row.line, 12);
    FAIL("it was taken");
  } catch (const LedgerError& error) {
    CHECK(error.code() == ErrorCode::bad_fact);
    CHECK_THAT(error.what(), ContainsSubstring(row.said));
    CHECK_THAT(error.what(), ContainsSubstring("item 12"));
  }
}

TEST_CASE("a line of a later form is refused as newer, not as broken", "[ledger][codec]") {
  try {
    decode_fact(R"({"colour":{"rate":0.5,"seen":null},"form":2,"kind":"hazard_painted"})", 12);
    FAIL("it was taken");
  } catch (const LedgerError& error) {
    CHECK(error.code() == ErrorCode::ledger_newer);
    CHECK_THAT(error.what(), ContainsSubstring("form 2"));
    CHECK_THAT(error.chinese(), ContainsSubstring("升级"));
  }
}

TEST_CASE("a fact that could not be read back is not written", "[ledger][codec]") {
  const auto refused = [](auto change) {
    Fact fact = samples::registered("H-1");
    change(fact);
    try {
      encode(fact);
    } catch (const LedgerError& error) {
      return error.code() == ErrorCode::bad_fact;
    }
    return false;
  };
  CHECK(refused([](Fact& fact) { fact.subject.clear(); }));
  CHECK(refused([](Fact& fact) { fact.subject = "\xC0\xAF"; }));
  CHECK(refused([](Fact& fact) { fact.version = 0; }));
  CHECK(refused([](Fact& fact) { fact.by.push_back({PersonId("p1"), PostId(""), UnitId("north")}); }));
  CHECK(refused([](Fact& fact) { fact.by.push_back({PersonId("p@1"), PostId("head"), UnitId("north")}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("colour", Value{std::string("red")}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("version", Value{std::int64_t{1}}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("prominent", Value{std::int64_t{2}}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("text", Value{std::string("\xED\xA0\x80")}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("assumed", Value{std::vector<std::string>{"grade", ""}}); }));
  CHECK(refused([](Fact& fact) { fact.fields.set("assumed", Value{std::vector<std::string>{"\xff"}}); }));
}

TEST_CASE("a commit begins with its header and reads back whole", "[ledger][codec]") {
  CommitHeader header = samples::header();
  header.source = std::string(64, 'a');
  header.content = std::string(64, 'b');
  const std::vector<Fact> facts{samples::registered("H-1"), samples::graded("H-1")};
  Commit commit;
  commit.seq = 3;
  commit.first_item = 10;
  commit.item_count = 3;
  commit.text = encode_commit(header, "demo", sha256({}), facts);
  CHECK(lines_of(commit.text).front() ==
        R"({"content":")" + std::string(64, 'b') + R"(","form":1,"kind":"commit","ledger":"demo","person":"p1",)" +
            R"("post":"inspector","prev":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",)" +
            R"("recorded_at":"2020-09-07T01:00:00.000000Z","source":")" + std::string(64, 'a') + R"(","unit":"north"})");
  const DecodedCommit read = decode(commit);
  CHECK(read.seq == 3);
  CHECK(read.first_item == 10);
  CHECK(read.ledger == "demo");
  CHECK(read.prev == hex(sha256({})));
  CHECK(read.header.recorded_at == header.recorded_at);
  CHECK(read.header.by == header.by);
  CHECK(read.header.source == header.source);
  CHECK(read.header.content == header.content);
  CHECK(read.facts == facts);

  commit.item_count = 4;
  CHECK_THROWS_WITH(decode(commit), ContainsSubstring("item 10"));
  commit.item_count = 3;
  commit.text.replace(commit.text.rfind("general"), 7, "");
  CHECK_THROWS_WITH(decode(commit), ContainsSubstring("item 12"));
}

TEST_CASE("a header without a recorder, or with more than a header has, is refused", "[ledger][codec]") {
  CommitHeader nobody = samples::header();
  nobody.by.person = PersonId();
  CHECK_THROWS_AS(encode_header(nobody, "demo", sha256({})), LedgerError);
  CHECK_THROWS_AS(encode_header(samples::header(), "", sha256({})), LedgerError);
  CommitHeader wrong = samples::header();
  wrong.source = "abc";
  CHECK_THROWS_AS(encode_header(wrong, "demo", sha256({})), LedgerError);

  const std::string line = encode_header(samples::header(), "demo", sha256({}));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = line;
    return changed.replace(changed.find(from), from.size(), to);
  };
  CHECK_NOTHROW(decode_header(line, 1));
  CHECK_THROWS_WITH(decode_header(with("\"form\"", "\"colour\":\"red\",\"form\""), 1), ContainsSubstring("colour"));
  CHECK_THROWS_WITH(decode_header(with("\"commit\"", "\"comment\""), 1), ContainsSubstring("header"));
  CHECK_THROWS_WITH(decode_header(with(".000000Z", "Z"), 1), ContainsSubstring("canonical"));
  CHECK_THROWS_WITH(decode_header(with("2020-09-07T", "2020-09-37T"), 1), ContainsSubstring("recorded_at"));
  CHECK_THROWS_WITH(decode_header(with("e3b0c4", "E3b0c4"), 1), ContainsSubstring("prev"));
  CHECK_THROWS_WITH(decode_header(with("\"form\":1", "\"form\":2"), 1), ContainsSubstring("form 2"));
}

TEST_CASE("a canonical object sorts its keys and refuses what is no text", "[ledger][codec]") {
  CHECK(canonical_object({{"b", std::int64_t{-1}}, {"a", "x"}, {"列", std::vector<std::string>{"1", "2"}}}) ==
        R"({"a":"x","b":-1,"列":["1","2"]})");
  CHECK(canonical_object({}) == "{}");
  CHECK_THROWS_AS(canonical_object({{"a", "\xff"}}), LedgerError);
  CHECK_THROWS_AS(canonical_object({{"\xff", "a"}}), LedgerError);
}
