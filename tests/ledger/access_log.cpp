// The access log, files of an earlier version, copies of a ledger in use, and what is saved of a damaged one.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/store.hpp"
#include "samples.hpp"
#include "stranger.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;
using Verdict = Verification::Verdict;

namespace {

RefusedAct refused(const std::string& subject) {
  return {0, samples::birthday, 3, "close", subject, "rectifying", Day::of(2020, 9, 9), {samples::inspector(4)}, "wrong_state"};
}

std::filesystem::path golden(const std::string& name) { return std::filesystem::path(BIHUAN_SOURCE_DIR) / "tests/golden/ledgers" / name; }

std::filesystem::path copied(const samples::Directory& directory, const std::string& name) {
  const auto file = directory / name;
  std::filesystem::copy_file(golden(name), file);
  return file;
}

void damage(const std::filesystem::path& file, const std::string& what) {
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto at = bytes.find(what);
  REQUIRE(at != std::string::npos);
  bytes[at] ^= 1;
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("what was refused stands in a log of its own, numbered, and comes back as it was", "[ledger][refusal]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(true, false);
  const auto store = in_memory ? create_memory_store(samples::birth()) : create_sqlite_store(directory / "a.ledger", samples::birth());
  samples::append_hazard(*store, "H-1");
  store->take_turn()->refuse(refused("H-1"));
  store->take_turn()->refuse(refused("H-2"));
  const auto acts = store->refused_acts();
  REQUIRE(acts.size() == 2);
  CHECK(acts[1].number == 2);
  RefusedAct expected = refused("H-2");
  expected.number = 2;
  CHECK(acts[1] == expected);
  CHECK(store->commit_count() == 1);
  const Verification found = store->verify();
  CHECK(found.verdict == Verdict::intact);
  CHECK(found.refusal_count == 2);
  const auto turn = store->take_turn();
  turn->refuse(refused("H-3"));
  CHECK_THROWS_AS(turn->refuse(refused("H-4")), Conflict);
  CHECK_THROWS_AS(turn->append(samples::header(), {samples::registered("H-5")}, {}), Conflict);
}

TEST_CASE("a line of the access log that is changed, taken out or cut off is found", "[ledger][refusal][attack]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  {
    const auto store = create_sqlite_store(file, samples::birth());
    samples::append_hazard(*store, "H-1");
    for (const char* hazard : {"H-1", "H-2", "H-3"}) store->take_turn()->refuse(refused(hazard));
    samples::append_hazard(*store, "H-2");
  }
  struct Row {
    const char* sql;
    Verdict verdict;
    const char* sentence;
  };
  const auto row = GENERATE(table<const char*, Verdict, const char*>({
      {"UPDATE refusals SET line = replace(line, 'H-2', 'H-9') WHERE number = 2", Verdict::altered, "line 2 is not what was written"},
      {"DELETE FROM refusals WHERE number = 2", Verdict::altered, "line 2 is missing"},
      {"DELETE FROM refusals WHERE number = 3", Verdict::truncated, "has 2 lines and had 3"},
      {"DELETE FROM refusals", Verdict::truncated, "has 0 lines and had 3"},
      {"DROP TABLE refusals; PRAGMA user_version = 1", Verdict::truncated, "has 0 lines and had 3"},
  }));
  Stranger(file).does("DROP TRIGGER refusals_keep; DROP TRIGGER refusals_stay; DROP TRIGGER refusals_continue;");
  Stranger(file).does(std::get<0>(row));
  const Verification found = verify_sqlite_store(file);
  INFO(std::get<0>(row) << ": " << found.sentence);
  CHECK(found.verdict == std::get<1>(row));
  CHECK_THAT(found.sentence, ContainsSubstring(std::get<2>(row)));
}

TEST_CASE("a log that has lost its end is told as such and never blamed on whoever writes next", "[ledger][refusal][attack]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  {
    const auto store = create_sqlite_store(file, samples::birth());
    samples::append_hazard(*store, "H-1");
    for (const char* hazard : {"H-1", "H-2"}) store->take_turn()->refuse(refused(hazard));
    samples::append_hazard(*store, "H-2");
  }
  Stranger(file).does("DROP TRIGGER refusals_stay");
  Stranger(file).does("DELETE FROM refusals WHERE number = 2");
  Stranger(file).does("CREATE TRIGGER refusals_stay BEFORE DELETE ON refusals BEGIN SELECT RAISE(ABORT, 'what was refused is never deleted'); END");
  {
    const auto store = open_sqlite_store(file);
    samples::append_hazard(*store, "H-3");
  }
  const Verification found = verify_sqlite_store(file);
  INFO(found.sentence);
  CHECK(found.verdict == Verdict::truncated);
  CHECK(found.commit_count == 3);
}

TEST_CASE("a stranger with default settings cannot change or delete what was refused", "[ledger][refusal][attack]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  {
    const auto store = create_sqlite_store(file, samples::birth());
    store->take_turn()->refuse(refused("H-1"));
  }
  Stranger stranger(file);
  for (const char* attempt : {"UPDATE refusals SET line = 'x'", "DELETE FROM refusals", "INSERT OR REPLACE INTO refusals VALUES (1, 'x', x'00')",
                              "INSERT INTO refusals VALUES (3, 'x', x'00')", "INSERT INTO refusals VALUES (NULL, 'x', x'00')"}) {
    INFO(attempt);
    CHECK_FALSE(stranger.tries(attempt));
  }
}

TEST_CASE("a ledger of version 1 is read as it is, and the first act adds what version 2 has and nothing else", "[ledger][version]") {
  const samples::Directory directory;
  const auto file = copied(directory, "ledger-1.ledger");
  const auto bytes_before = std::filesystem::file_size(file);
  std::vector<Commit> before;
  {
    const auto store = open_sqlite_store(file);
    before = samples::commits_of(*store);
    CHECK(store->refused_acts().empty());
    CHECK(store->verify().verdict == Verdict::intact);
  }
  CHECK(Stranger(file).asks("PRAGMA user_version") == "1");
  CHECK(std::filesystem::file_size(file) == bytes_before);
  {
    const auto store = open_sqlite_store(file);
    static_cast<void>(store->take_turn());  // a turn that writes nothing changes nothing
    CHECK(Stranger(file).asks("PRAGMA user_version") == "1");
    store->take_turn()->refuse(refused("ZJ-1"));
    CHECK(store->refused_acts().size() == 1);
    samples::append_hazard(*store, "H-9");
  }
  CHECK(Stranger(file).asks("PRAGMA user_version") == "2");
  const auto store = open_sqlite_store(file);
  std::vector<Commit> now = samples::commits_of(*store);
  REQUIRE(now.size() == before.size() + 1);
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(now[i].text == before[i].text);
    CHECK(now[i].leaves == before[i].leaves);
    CHECK(now[i].root == before[i].root);
  }
  CHECK(store->verify().verdict == Verdict::intact);
  CHECK(verify_sqlite_store(file, anchors_of_copy(golden("ledger-1.ledger"))).verdict == Verdict::unwitnessed);
}

TEST_CASE("two stores of one file of version 1: whoever is first brings it up to date, the other goes on", "[ledger][version]") {
  const samples::Directory directory;
  const auto file = copied(directory, "ledger-1.ledger");
  const auto one = open_sqlite_store(file), other = open_sqlite_store(file);
  samples::append_hazard(*one, "H-1");
  samples::append_hazard(*other, "H-2");
  other->take_turn()->refuse(refused("H-2"));
  one->take_turn()->refuse(refused("H-1"));
  CHECK(one->refused_acts().size() == 2);
  CHECK(other->verify().verdict == Verdict::intact);
}

TEST_CASE("a backup is a verified copy of a ledger in use; its name is taken whole or not at all", "[ledger][backup]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger", copy = directory / "copy.ledger";
  const auto store = create_sqlite_store(file, samples::birth());
  const auto writer = open_sqlite_store(file);
  samples::append_hazard(*writer, "H-1");
  writer->take_turn()->refuse(refused("H-1"));
  const Verification found = store->backup(copy);
  CHECK(found.verdict == Verdict::intact);
  CHECK(found.checkpoint.size == 3);
  CHECK(found.refusal_count == 1);
  samples::append_hazard(*writer, "H-2");
  CHECK(verify_sqlite_store(file, anchors_of_copy(copy)).verdict == Verdict::unwitnessed);
  CHECK(verify_sqlite_store(copy, anchors_of_copy(file)).verdict == Verdict::truncated);
  // The copy is a ledger like any other.
  samples::append_hazard(*open_sqlite_store(copy), "H-3");
  CHECK(verify_sqlite_store(copy).verdict == Verdict::intact);
  CHECK(verify_sqlite_store(copy, anchors_of_copy(file)).verdict == Verdict::forked);

  CHECK_THROWS_AS(store->backup(copy), LedgerError);
  CHECK_THROWS_AS(store->backup(directory / "no" / "copy.ledger"), LedgerError);
  CHECK_THROWS_AS(create_memory_store(samples::birth())->backup(directory / "m.ledger"), LedgerError);
  CHECK_FALSE(std::filesystem::exists(directory / "copy.ledger.part"));
  CHECK_FALSE(std::filesystem::exists(directory / "m.ledger"));
}

TEST_CASE("a damaged tail never takes the sound head with it", "[ledger][salvage]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger", saved = directory / "saved.ledger";
  {
    const auto store = create_sqlite_store(file, samples::birth());
    for (const char* hazard : {"H-1", "H-2", "H-3"}) samples::append_hazard(*store, hazard);
    Fact named = samples::registered("H-TORN");
    store->take_turn()->append(samples::header(), {named}, {{PersonId("p1"), "示例甲", false}});
    store->take_turn()->refuse(refused("H-1"));
  }
  damage(file, "H-TORN");
  CHECK(verify_sqlite_store(file).verdict == Verdict::altered);
  const Verification found = salvage_sqlite_store(file, saved);
  INFO(found.sentence);
  CHECK(found.verdict == Verdict::intact);
  CHECK(found.commit_count == 3);
  CHECK(found.refusal_count == 1);
  const auto store = open_sqlite_store(saved);
  CHECK(store->people().size() == 1);
  CHECK(store->birth().id == samples::birth().id);
  samples::append_hazard(*store, "H-4");
  CHECK(verify_sqlite_store(saved).verdict == Verdict::intact);
  CHECK_THROWS_AS(salvage_sqlite_store(file, saved), LedgerError);  // never over something else
  CHECK(verify_sqlite_store(file).verdict == Verdict::altered);    // and the damaged file is as it was
}

TEST_CASE("pages that can't be read end the head, and what stands before them is saved", "[ledger][salvage]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger", saved = directory / "saved.ledger";
  {
    const auto store = create_sqlite_store(file, samples::birth());
    for (int n = 1; n <= 160; ++n) samples::append_hazard(*store, "H-" + std::to_string(n));
  }
  constexpr std::size_t page = 16384;
  const auto pages = std::filesystem::file_size(file) / page;
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekp(static_cast<std::streamoff>((pages - 2) * page));
  bytes << std::string(page, '\xff');
  bytes.close();
  const Verification broken = verify_sqlite_store(file);
  INFO(broken.sentence);
  CHECK_FALSE(broken.is_sound());
  const Verification found = salvage_sqlite_store(file, saved);
  CHECK(found.verdict == Verdict::intact);
  CHECK(found.commit_count > 0);
  CHECK(found.commit_count < 160);
  CHECK(found.commit_count == broken.bad_commit - 1);
}

TEST_CASE("what a crash left of a copy is written over, what another is writing is not", "[ledger][backup]") {
  const samples::Directory directory;
  const auto store = create_sqlite_store(directory / "a.ledger", samples::birth());
  samples::append_hazard(*store, "H-1");
  std::ofstream(directory / "copy.ledger.part") << "half a copy";
  const int other = ::open((directory / "copy.ledger.part").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  CHECK_THROWS_AS(store->backup(directory / "copy.ledger"), LedgerError);
  CHECK(std::filesystem::exists(directory / "copy.ledger.part"));
  ::close(other);  // as when its process died
  CHECK(store->backup(directory / "copy.ledger").verdict == Verdict::intact);
  CHECK(verify_sqlite_store(directory / "copy.ledger").commit_count == 1);
}
