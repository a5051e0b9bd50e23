#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/store.hpp"
#include "samples.hpp"
#include "stranger.hpp"

#include <fstream>
#include <map>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;
using Verdict = Verification::Verdict;

namespace {

/// Three commits of three items each: items 1–3, 4–6, 7–9; one person.
std::filesystem::path three_commits(const samples::Directory& directory) {
  const auto file = directory / "a.ledger";
  const auto store = create_sqlite_store(file, samples::birth());
  samples::append_hazard(*store, "H-1");
  samples::append_hazard(*store, "H-2");
  store->take_turn()->append(samples::header(), {samples::registered("H-3"), samples::graded("H-3")},
                             {{PersonId("p1"), "示例甲", false}});
  return file;
}

constexpr const char* drop_guards =
    "DROP TRIGGER commits_keep; DROP TRIGGER commits_stay; DROP TRIGGER commits_continue;";

/// The guards as they stand in the file, so that an attacker can put them back.
std::string guards_of(Stranger& stranger) {
  return stranger.asks("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'commits'");
}

/// What anyone sees of the commits.
std::string picture(Stranger& stranger) {
  return stranger.asks(
      "SELECT group_concat(seq || '|' || first_item || '|' || item_count || '|' || text || '|' || hex(leaves) || '|' || "
      "hex(root), char(10)) FROM commits");
}

ErrorCode code_of_opening(const std::filesystem::path& file, const std::string& about = "") {
  try {
    open_sqlite_store(file);
  } catch (const LedgerError& error) {
    CHECK_THAT(error.what(), ContainsSubstring(about));
    CHECK_THAT(error.what(), ContainsSubstring(file.filename().string()));
    return error.code();
  }
  FAIL("it opened");
  return ErrorCode::bad_fact;
}

}  // namespace

TEST_CASE("a stranger with default settings cannot change, delete, replace or slip in a commit", "[ledger][attack]") {
  const samples::Directory directory;
  Stranger stranger(three_commits(directory));
  const std::string row = ", 10, 1, 'x', x'00', x'00')";
  const std::vector<std::string> attempts = {
      "UPDATE commits SET text = 'x'",
      "UPDATE commits SET text = text WHERE seq = 3",
      "UPDATE commits SET seq = seq + 10",
      "UPDATE OR REPLACE commits SET seq = 1 WHERE seq = 2",
      "UPDATE OR IGNORE commits SET text = 'x'",
      "DELETE FROM commits",
      "DELETE FROM commits WHERE seq = 3",
      "INSERT INTO commits VALUES (1" + row,
      "INSERT INTO commits VALUES (3" + row,
      "INSERT INTO commits VALUES (5" + row,
      "INSERT INTO commits VALUES (0" + row,
      "INSERT INTO commits VALUES (-1" + row,
      "INSERT INTO commits VALUES (NULL" + row,
      "INSERT INTO commits (first_item, item_count, text, leaves, root) VALUES (10, 1, 'x', x'00', x'00')",
      "INSERT INTO commits VALUES (4, 9, 1, 'x', x'00', x'00')",
      "INSERT INTO commits VALUES (4, 11, 1, 'x', x'00', x'00')",
      "INSERT INTO commits VALUES (4, NULL, 1, 'x', x'00', x'00')",
      "INSERT INTO commits VALUES ('four', 10, 1, 'x', x'00', x'00')",
      "INSERT OR REPLACE INTO commits VALUES (1" + row,
      "INSERT OR REPLACE INTO commits VALUES (3, 7, 3, 'x', x'00', x'00')",
      "REPLACE INTO commits VALUES (2, 4, 3, 'x', x'00', x'00')",
      "INSERT INTO commits VALUES (3" + row.substr(0, row.size()) + " ON CONFLICT DO UPDATE SET text = 'x'",
      "INSERT INTO commits VALUES (3" + row + " ON CONFLICT (seq) DO NOTHING",
      "INSERT OR ROLLBACK INTO commits VALUES (3" + row,
      "INSERT INTO commits SELECT seq + 1, first_item, item_count, text, leaves, root FROM commits",
      "UPDATE ledger SET value = 'x' WHERE key = 'id'",
      "UPDATE OR REPLACE ledger SET key = 'id' WHERE key = 'zone'",
      "DELETE FROM ledger",
      "INSERT INTO ledger VALUES ('owner', 'x')",
      "INSERT OR REPLACE INTO ledger VALUES ('zone', '+09:00')",
      "INSERT INTO ledger VALUES ('id', 'x') ON CONFLICT (key) DO UPDATE SET value = 'x'",
  };
  const std::string before = picture(stranger);
  const std::string ledger_before = stranger.asks("SELECT group_concat(key || value) FROM ledger");
  for (const std::string& attempt : attempts) {
    INFO(attempt);
    CHECK_FALSE(stranger.tries(attempt));
    CHECK(picture(stranger) == before);
    CHECK(stranger.asks("SELECT group_concat(key || value) FROM ledger") == ledger_before);
  }
  // IGNORE is let through and does nothing, or is refused: the commits stand either way.
  stranger.tries("INSERT OR IGNORE INTO commits VALUES (3, 10, 1, 'x', x'00', x'00')");
  stranger.tries("INSERT OR IGNORE INTO commits VALUES (7, 10, 1, 'x', x'00', x'00')");
  CHECK(picture(stranger) == before);
  CHECK(verify_sqlite_store(directory / "a.ledger").verdict == Verdict::intact);
}

TEST_CASE("what a ledger is cannot be rewritten before its first commit either", "[ledger][attack]") {
  const samples::Directory directory;
  create_sqlite_store(directory / "a.ledger", samples::birth());
  Stranger stranger(directory / "a.ledger");
  CHECK_FALSE(stranger.tries("INSERT OR REPLACE INTO ledger VALUES ('zone', '+09:00')"));
  CHECK_FALSE(stranger.tries("UPDATE ledger SET value = 'x'"));
  CHECK_FALSE(stranger.tries("DELETE FROM ledger"));
}

TEST_CASE("a commit that a stranger appends by the rules is found by verify and by the next writer", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  const auto store = open_sqlite_store(file);
  Stranger(file).does("INSERT INTO commits VALUES (4, 10, 1, 'x', zeroblob(32), zeroblob(32))");
  const Verification found = store->verify();
  CHECK(found.verdict == Verdict::altered);
  CHECK(found.bad_item == 10);
  CHECK(found.bad_commit == 4);
  CHECK(found.checkpoint.size == 9);
  try {
    samples::append_hazard(*store, "H-4");
    FAIL("it was written");
  } catch (const LedgerError& error) {
    CHECK(error.code() == ErrorCode::ledger_altered);
  }
  CHECK(store->commit_count() == 4);
}

TEST_CASE("any other byte in a stored commit is found, and the item is named", "[ledger][attack]") {
  const samples::Directory directory;
  const auto original = three_commits(directory);
  const auto commits = samples::commits_of(*open_sqlite_store(original));
  const auto seed = static_cast<std::uint32_t>(std::random_device{}());
  INFO("seed " << seed);
  samples::RandomFacts random(seed);
  const auto file = directory / "b.ledger";
  std::map<std::string, int> tried;
  for (int round = 0; round < 150; ++round) {
    std::filesystem::copy_file(original, file, std::filesystem::copy_options::overwrite_existing);
    const Commit& commit = commits[static_cast<std::size_t>(random.below(3))];
    const std::string column = std::vector<std::string>{"text", "leaves", "root"}[static_cast<std::size_t>(random.below(3))];
    const auto length = column == "text" ? static_cast<std::int64_t>(commit.text.size())
                                         : column == "leaves" ? 96 : 32;
    const auto at = random.below(length);
    std::string stored = column == "text" ? commit.text
                         : column == "leaves" ? std::string(commit.leaves.begin(), commit.leaves.end())
                                              : std::string(commit.root.begin(), commit.root.end());
    const char was = stored[static_cast<std::size_t>(at)];
    const char now = static_cast<char>(was ^ static_cast<char>(1 << random.below(8)));
    stored[static_cast<std::size_t>(at)] = now;
    std::string hexed;
    for (const char byte : stored) {
      constexpr std::string_view digits = "0123456789abcdef";
      hexed += digits[static_cast<unsigned char>(byte) >> 4];
      hexed += digits[static_cast<unsigned char>(byte) & 0xf];
    }
    {
      Stranger stranger(file);
      const std::string guards = guards_of(stranger);
      stranger.does(drop_guards);
      stranger.does("UPDATE commits SET " + column + " = CAST(x'" + hexed + "' AS " +
                    (column == "text" ? "TEXT" : "BLOB") + ") WHERE seq = " + std::to_string(commit.seq));
      if (round % 2 == 0) stranger.does(guards);
    }
    ItemNumber item = commit.first_item;  // a root speaks for its whole commit
    if (column == "leaves") item += at / 32;
    if (column == "text") item += std::count(commit.text.begin(), commit.text.begin() + at, '\n');
    INFO("round " << round << ", commit " << commit.seq << ", " << column << ", byte " << at);
    const Verification found = verify_sqlite_store(file);
    CHECK(found.verdict == Verdict::altered);
    CHECK(found.bad_item == item);
    CHECK(found.bad_commit == commit.seq);
    CHECK_THAT(found.sentence, ContainsSubstring("item " + std::to_string(item)));
    CHECK_THAT(found.chinese, ContainsSubstring("第" + std::to_string(item) + "条记录"));
    ++tried[column];
  }
  CHECK(tried.size() == 3);
}

TEST_CASE("numbers, order, ledger and tail of the commits are part of what verify checks", "[ledger][attack]") {
  struct Row { const char* what; const char* sql; Verdict verdict; ItemNumber item; };
  const auto row = GENERATE(values<Row>({
      {"a commit deleted in the middle", "DELETE FROM commits WHERE seq = 2", Verdict::altered, 4},
      {"the first commit deleted", "DELETE FROM commits WHERE seq = 1", Verdict::altered, 1},
      {"two commits swapped", "UPDATE commits SET seq = 9 WHERE seq = 1; UPDATE commits SET seq = 1 WHERE seq = 2;"
                              "UPDATE commits SET seq = 2 WHERE seq = 9", Verdict::altered, 1},
      {"a commit put twice", "INSERT INTO commits SELECT 4, 10, item_count, text, leaves, root FROM commits WHERE seq = 3",
       Verdict::altered, 10},
      {"a wrong first item", "UPDATE commits SET first_item = 5 WHERE seq = 2", Verdict::altered, 4},
      {"a wrong count", "UPDATE commits SET item_count = 2 WHERE seq = 2", Verdict::altered, 6},
      {"a line cut off", "UPDATE commits SET text = substr(text, 1, instr(text, char(10)) - 1) WHERE seq = 2",
       Verdict::altered, 4},
      {"a line added", "UPDATE commits SET text = text || char(10) || '{}' WHERE seq = 3", Verdict::altered, 9},
      {"a new line at the end", "UPDATE commits SET text = text || char(10) WHERE seq = 3", Verdict::altered, 9},
      {"no text", "UPDATE commits SET text = '' WHERE seq = 2", Verdict::altered, 4},
      {"no leaves", "UPDATE commits SET leaves = x'' WHERE seq = 2", Verdict::altered, 4},
      {"half a leaf", "UPDATE commits SET leaves = substr(leaves, 1, 80) WHERE seq = 2", Verdict::altered, 6},
      {"a short root", "UPDATE commits SET root = x'00' WHERE seq = 3", Verdict::altered, 7},
      {"a long root", "UPDATE commits SET root = CAST(root || x'00' AS BLOB) WHERE seq = 3", Verdict::altered, 7},
      {"the newest cut off: only a checkpoint tells", "DELETE FROM commits WHERE seq = 3", Verdict::intact, 0},
  }));
  INFO(row.what);
  const samples::Directory directory;
  const auto file = three_commits(directory);
  const Checkpoint kept = verify_sqlite_store(file).checkpoint;
  {
    Stranger stranger(file);
    const std::string guards = guards_of(stranger);
    stranger.does(drop_guards);
    stranger.does(row.sql);
    stranger.does(guards);
  }
  const Verification found = verify_sqlite_store(file);
  INFO(found.sentence);
  CHECK(found.verdict == row.verdict);
  // Where lines and counts disagree, any item from the commit's first to the one named may be the culprit.
  CHECK(found.bad_item <= row.item);
  CHECK((found.bad_item > 0) == (row.item > 0));
  // What still follows is told; the copy stands behind all that was there before.
  CHECK((found.checkpoint == kept) == (row.item == 10));
}

TEST_CASE("a commit that claims more items than a file can hold makes nobody ready for them", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  CHECK(open_sqlite_store(file)->item_count() == verify_sqlite_store(file).checkpoint.size);
  for (const char* claim : {"item_count = 9223372036854775807", "item_count = -5", "first_item = 9223372036854775807"}) {
    INFO(claim);
    {
      Stranger stranger(file);
      const std::string guards = guards_of(stranger);
      stranger.does(drop_guards);
      stranger.does("UPDATE commits SET " + std::string(claim) + " WHERE seq = 3");
      stranger.does(guards);
    }
    const std::int64_t items = open_sqlite_store(file)->item_count();
    CHECK(items >= 0);
    CHECK(static_cast<std::uintmax_t>(items) <= std::filesystem::file_size(file));
    CHECK(verify_sqlite_store(file).verdict == Verdict::altered);
  }
}

TEST_CASE("a ledger grafted with another's commits is found at its first item", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  Stranger stranger(file);
  stranger.does("DROP TRIGGER ledger_keep; UPDATE ledger SET value = 'another' WHERE key = 'id'");
  const Verification found = verify_sqlite_store(file);
  CHECK(found.verdict == Verdict::altered);
  CHECK(found.bad_item == 1);
}

TEST_CASE("altered guards, tables or self-description do not open, and verify says what was altered", "[ledger][attack]") {
  struct Row { const char* sql; const char* said; };
  const auto row = GENERATE(values<Row>({
      {"DROP TRIGGER commits_stay", "trigger commits_stay is missing"},
      {"DROP TRIGGER commits_keep; CREATE TRIGGER commits_keep BEFORE UPDATE ON commits BEGIN SELECT 1; END",
       "trigger commits_keep was changed"},
      {"CREATE TRIGGER helpful AFTER INSERT ON people BEGIN DELETE FROM people; END", "trigger helpful was added"},
      {"CREATE UNIQUE INDEX one ON commits (first_item)", "index one was added"},
      {"CREATE VIEW v AS SELECT 1", "view v was added"},
      {"CREATE TABLE notes (a)", "table notes was added"},
      {"ALTER TABLE people ADD COLUMN phone TEXT", "table people was changed"},
      {"DROP TABLE people", "table people is missing"},
      {"ALTER TABLE commits RENAME TO old; CREATE VIEW commits AS SELECT * FROM old", "commits"},
      {"DROP TRIGGER ledger_keep; UPDATE ledger SET value = 'noon' WHERE key = 'created_at'", "ledger"},
      {"DROP TRIGGER ledger_keep; UPDATE ledger SET value = 'md5' WHERE key = 'hash'", "ledger"},
  }));
  INFO(row.sql);
  const samples::Directory directory;
  const auto file = three_commits(directory);
  Stranger(file).does(row.sql);
  CHECK(code_of_opening(file, row.said) == ErrorCode::ledger_altered);
  const Verification found = verify_sqlite_store(file);
  CHECK(found.verdict == Verdict::altered);
  CHECK_THAT(found.sentence, ContainsSubstring(row.said));
}

TEST_CASE("what is no ledger, or not ours, is refused as such and left alone", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  SECTION("nothing there") {
    CHECK(code_of_opening(file) == ErrorCode::no_ledger);
    CHECK_FALSE(std::filesystem::exists(file));
  }
  SECTION("a directory") {
    std::filesystem::create_directory(file);
    CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
  }
  SECTION("an empty file") {
    std::ofstream(file).flush();
    CHECK(code_of_opening(file, "empty") == ErrorCode::ledger_foreign);
    CHECK(std::filesystem::file_size(file) == 0);
  }
  SECTION("a short text") {
    std::ofstream(file) << "隐患台账";
    CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
  }
  SECTION("a long text") {
    std::ofstream(file) << std::string(100'000, 'x');
    CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
  }
  SECTION("another program's database, in write-ahead mode") {
    Stranger(file).does("PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
    CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
    CHECK(Stranger(file).asks("PRAGMA journal_mode") == "wal");
  }
  SECTION("our mark on a file that is no database") {
    std::string bytes(100'000, '\0');
    bytes.replace(0, 16, std::string("SQLite format 3") + '\0');
    bytes.replace(60, 4, std::string("\0\0\0\1", 4));
    bytes.replace(68, 4, "BHN1");
    std::ofstream(file, std::ios::binary) << bytes;
    CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
  }
  const Verification found = verify_sqlite_store(file);
  CHECK(found.verdict == Verdict::unreadable);
  CHECK_FALSE(found.sentence.empty());
}

TEST_CASE("a computed column in a table of ours is a change of the table", "[ledger][attack]") {
  for (const char* sql : {"ALTER TABLE people ADD COLUMN twice TEXT GENERATED ALWAYS AS (name || name) VIRTUAL",
                          "ALTER TABLE ledger ADD COLUMN n INTEGER GENERATED ALWAYS AS (length(value)) VIRTUAL"}) {
    const samples::Directory directory;
    const auto file = three_commits(directory);
    Stranger(file).does(sql);
    CHECK(code_of_opening(file, "was changed") == ErrorCode::ledger_altered);
  }
}

TEST_CASE("a ledger with pages of another size says the same, and its head is no key to more memory", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  Stranger(file).does("PRAGMA page_size = 65536; VACUUM");
  CHECK(open_sqlite_store(file)->commit_count() == 3);
  CHECK(verify_sqlite_store(file).verdict == Verdict::intact);
  for (const unsigned size : {0U, 3U, 256U, 513U, 4096U, 32768U}) {  // none of them is the size of its pages
    std::fstream head(file, std::ios::binary | std::ios::in | std::ios::out);
    head.seekp(16);
    head.put(static_cast<char>(size >> 8)).put(static_cast<char>(size & 0xff)).flush();
    head.close();
    INFO(size);
    CHECK_THROWS_AS(open_sqlite_store(file), LedgerError);
    CHECK(verify_sqlite_store(file).verdict != Verdict::intact);
  }
}

TEST_CASE("a ledger behind a symbolic link is the ledger itself, and its side files are not made elsewhere", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  std::filesystem::create_directory(directory / "elsewhere");
  const auto link = directory / "elsewhere/b.ledger";
  std::filesystem::create_symlink(file, link);
  const auto store = open_sqlite_store(link);
  CHECK(samples::append_hazard(*store, "H-4").size == 12);
  CHECK(open_sqlite_store(file)->commit_count() == 4);
  CHECK(verify_sqlite_store(file).verdict == Verdict::intact);
  CHECK_FALSE(std::filesystem::exists(link.string() + ".lock"));
  std::filesystem::remove(link);
  std::filesystem::create_symlink(directory / "gone", link);
  CHECK(code_of_opening(link) == ErrorCode::no_ledger);
}

TEST_CASE("a ledger of a later version is refused as newer", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  Stranger(file).does("PRAGMA user_version = 3");
  CHECK(code_of_opening(file, "version 3") == ErrorCode::ledger_newer);
  Stranger(file).does("PRAGMA user_version = 0");
  CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
  Stranger(file).does("PRAGMA user_version = 1; PRAGMA application_id = 1");
  CHECK(code_of_opening(file) == ErrorCode::ledger_foreign);
}

TEST_CASE("a file that was cut is called cut, wherever the cut fell", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  const auto whole = std::filesystem::file_size(file);
  const auto left = GENERATE_COPY(whole - 1, whole - 4096, whole / 2, std::uintmax_t{4096}, std::uintmax_t{4000});
  INFO(left << " of " << whole);
  std::filesystem::resize_file(file, left);
  const Verification found = verify_sqlite_store(file);
  INFO(found.sentence);
  CHECK(found.verdict == Verdict::truncated);
  CHECK(code_of_opening(file) == ErrorCode::ledger_unreadable);
}

TEST_CASE("a flipped bit of the file is never taken for a sound ledger with other content", "[ledger][attack]") {
  const samples::Directory directory;
  const auto original = three_commits(directory);
  const Checkpoint kept = verify_sqlite_store(original).checkpoint;
  const auto file = directory / "b.ledger";
  const auto seed = static_cast<std::uint32_t>(std::random_device{}());
  INFO("seed " << seed);
  samples::RandomFacts random(seed);
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(original));
  for (int round = 0; round < 300; ++round) {
    std::filesystem::copy_file(original, file, std::filesystem::copy_options::overwrite_existing);
    const auto at = random.below(size);
    {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekg(at);
      const auto byte = static_cast<char>(stream.get() ^ (1 << random.below(8)));
      stream.seekp(at);
      stream.put(byte);
    }
    INFO("byte " << at);
    const Verification found = verify_sqlite_store(file);
    if (found.verdict == Verdict::intact) CHECK(found.checkpoint == kept);
    try {
      const auto store = open_sqlite_store(file);
      store->read_after(0, [](const Commit& commit) { decode(commit); });
      store->people();
    } catch (const LedgerError&) {
      SUCCEED();
    }
  }
}

TEST_CASE("a ledger that was rolled back under an open store takes no commit from it", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  const auto store = open_sqlite_store(file);
  store->read_after(0, [](const Commit&) {});
  {
    Stranger stranger(file);
    const std::string guards = guards_of(stranger);
    stranger.does(drop_guards);
    stranger.does("DELETE FROM commits WHERE seq = 3");
    stranger.does(guards);
  }
  CHECK_THROWS_AS(store->take_turn(), LedgerError);
  CHECK(store->commit_count() == 2);
}

TEST_CASE("a ledger put into write-ahead mode is taken back out of it", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  Stranger(file).does("PRAGMA journal_mode = WAL");
  const auto store = open_sqlite_store(file);
  CHECK(samples::append_hazard(*store, "H-4").size == 12);
  CHECK(Stranger(file).asks("PRAGMA journal_mode") == "delete");
}

TEST_CASE("a name, an id, the zone or the birthday that was damaged is told, and nobody is accused of it", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  struct Row { const char* sql; const char* said; };
  const auto row = GENERATE(values<Row>({
      {"UPDATE people SET name = '示例乙'", "the row of person p1"},
      {"UPDATE people SET id = 'p2'", "the row of person p2"},
      {"UPDATE people SET name = ''", "the row of person p1"},
      {"UPDATE people SET salt = zeroblob(31)", "the row of person p1"},
  }));
  INFO(row.sql);
  Stranger(file).does(row.sql);
  const Verification found = verify_sqlite_store(file);
  CHECK(found.verdict == Verdict::unreadable);
  CHECK_THAT(found.sentence, ContainsSubstring(row.said));
  CHECK(found.bad_item == 0);
}

TEST_CASE("a zone or a birthday that was changed is found", "[ledger][attack]") {
  const samples::Directory directory;
  const auto file = three_commits(directory);
  const char* sql = GENERATE("UPDATE ledger SET value = '+09:00' WHERE key = 'zone'", "UPDATE ledger SET value = '2020-09-07T01:00:01.000000Z' WHERE key = 'created_at'",
                             "UPDATE ledger SET key = 'chack' WHERE key = 'check'", "INSERT INTO ledger VALUES ('more', 'x')");
  INFO(sql);
  Stranger stranger(file);
  const std::string guards = stranger.asks("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE name IN ('ledger_keep', 'ledger_once')");
  stranger.does("DROP TRIGGER ledger_keep; DROP TRIGGER ledger_once");
  stranger.does(sql);
  stranger.does(guards);
  const Verification found = verify_sqlite_store(file);
  CHECK(found.verdict == Verdict::altered);
  CHECK_THAT(found.sentence, ContainsSubstring("does not say what every ledger says of itself"));
}
