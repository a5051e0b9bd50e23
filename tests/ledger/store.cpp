#include "bihuan/ledger/store.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "ledger/place.hpp"
#include "samples.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;
using Verdict = Verification::Verdict;

namespace {

template <class Act>
ErrorCode code_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    INFO(error.what());
    CHECK_FALSE(error.chinese() == error.what());
    return error.code();
  }
  FAIL("nothing was refused");
  return ErrorCode::bad_fact;
}

/// Runs in a child; what it returns is its exit code.
int in_child(const std::function<int()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = act();
    } catch (...) {
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a ledger's id follows from its plan and the moment it was made", "[ledger][store]") {
  const std::string id = ledger_id("plan", samples::birthday);
  CHECK(id == hex(sha256("plan2020-09-07T01:00:00.000000Z")).substr(0, 32));
  CHECK(ledger_id("plan ", samples::birthday) != id);
  CHECK(ledger_id("plan", {samples::birthday.micros + 1}) != id);
}

TEST_CASE("both stores number items without gaps and keep what they were given", "[ledger][store]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(false, true);
  INFO((in_memory ? "memory" : "file"));
  const auto store = in_memory ? create_memory_store(samples::birth())
                               : create_sqlite_store(directory / "a.ledger", samples::birth());
  CHECK(store->birth().id == samples::birth().id);
  CHECK(store->birth().zone_minutes == 480);
  CHECK(store->birth().created_at == samples::birthday);
  CHECK(store->commit_count() == 0);
  CHECK(store->verify().verdict == Verdict::intact);
  CHECK(store->verify().checkpoint.root == sha256({}));

  const Checkpoint first = samples::append_hazard(*store, "H-1");
  CHECK(first.size == 3);
  const Checkpoint second = samples::append_hazard(*store, "H-2", 5);
  CHECK(second.size == 6);
  CHECK(second.root != first.root);
  CHECK(second.text() == samples::birth().id + " 6 " + hex(second.root));

  const auto commits = samples::commits_of(*store);
  REQUIRE(commits.size() == 2);
  CHECK(commits[0].first_item == 1);
  CHECK(commits[1].first_item == 4);
  CHECK(commits[1].seq == 2);
  CHECK(commits[1].root == second.root);
  const DecodedCommit read = decode(commits[1]);
  CHECK(read.prev == hex(first.root));
  CHECK(read.ledger == samples::birth().id);
  CHECK(read.facts == std::vector<Fact>{samples::registered("H-2"), samples::graded("H-2")});

  std::vector<std::int64_t> later;
  store->read_after(1, [&](const Commit& commit) { later.push_back(commit.seq); });
  CHECK(later == std::vector<std::int64_t>{2});
  const Verification found = store->verify();
  CHECK(found.verdict == Verdict::intact);
  CHECK(found.checkpoint == second);
  CHECK(found.commit_count == 2);
  CHECK(found.bad_item == 0);
}

TEST_CASE("the memory store and the file store write the same bytes", "[ledger][store]") {
  const samples::Directory directory;
  const auto memory = create_memory_store(samples::birth());
  const auto file = create_sqlite_store(directory / "a.ledger", samples::birth());
  samples::RandomFacts random(7);
  for (int i = 0; i < 20; ++i) {
    const std::vector<Fact> facts{random.fact(), random.fact()};
    CHECK(memory->take_turn()->append(samples::header(i), facts, {}) ==
          file->take_turn()->append(samples::header(i), facts, {}));
  }
  const auto theirs = samples::commits_of(*file);
  const auto ours = samples::commits_of(*memory);
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CHECK(ours[i].text == theirs[i].text);
    CHECK(ours[i].leaves == theirs[i].leaves);
    CHECK(ours[i].root == theirs[i].root);
  }
}

TEST_CASE("the same input under the same clock gives the same file", "[ledger][store]") {
  const samples::Directory directory;
  for (const auto name : {"a.ledger", "b.ledger"}) {
    const auto store = create_sqlite_store(directory / name, samples::birth());
    store->take_turn()->append(samples::header(), {samples::registered("H-1")}, {{PersonId("p1"), "示例甲", false}});
  }
  CHECK(content_of(directory / "a.ledger") == content_of(directory / "b.ledger"));
}

TEST_CASE("a turn that is dropped, or whose facts are refused, writes nothing", "[ledger][store]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(false, true);
  const auto store = in_memory ? create_memory_store(samples::birth())
                               : create_sqlite_store(directory / "a.ledger", samples::birth());
  { const auto turn = store->take_turn(); }
  {
    const auto turn = store->take_turn();
    Fact wrong = samples::graded("H-1");
    wrong.fields.set("colour", Value{std::string("red")});
    CHECK(code_of([&] { turn->append(samples::header(), {samples::registered("H-1"), wrong},
                                     {{PersonId("p1"), "示例甲", false}}); }) == ErrorCode::bad_fact);
    CHECK(code_of([&] { turn->append(samples::header(), {}, {{PersonId("p1"), "", false}}); }) == ErrorCode::bad_fact);
    CHECK(code_of([&] { turn->append(samples::header(), {}, {{PersonId("p1"), "\xff", false}}); }) ==
          ErrorCode::bad_fact);
  }
  CHECK(store->commit_count() == 0);
  CHECK(store->people().empty());
  CHECK(samples::append_hazard(*store, "H-1").size == 3);
}

TEST_CASE("a turn is one turn: a second at the same time and a second commit are refused", "[ledger][store]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(false, true);
  const auto store = in_memory ? create_memory_store(samples::birth())
                               : create_sqlite_store(directory / "a.ledger", samples::birth());
  const auto turn = store->take_turn();
  CHECK_THROWS_AS(store->take_turn(), Conflict);
  CHECK_THROWS_AS(store->take_turn(), Conflict);
  turn->append(samples::header(), {samples::registered("H-1")}, {});
  CHECK_THROWS_AS(turn->append(samples::header(), {samples::graded("H-1")}, {}), Conflict);
  CHECK(store->commit_count() == 1);
}

TEST_CASE("the moment of recording never runs backwards", "[ledger][store]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(false, true);
  const auto store = in_memory ? create_memory_store(samples::birth())
                               : create_sqlite_store(directory / "a.ledger", samples::birth());
  samples::append_hazard(*store, "H-1", 60);
  samples::append_hazard(*store, "H-2", 10);
  samples::append_hazard(*store, "H-3", 61);
  std::vector<std::string> recorded;
  for (const Commit& commit : samples::commits_of(*store)) recorded.push_back(decode(commit).header.recorded_at.text());
  CHECK(recorded == std::vector<std::string>{"2020-09-07T02:00:00.000000Z", "2020-09-07T02:00:00.000000Z",
                                             "2020-09-07T02:01:00.000000Z"});
  CHECK(store->verify().verdict == Verdict::intact);
}

TEST_CASE("names can be erased, ids stay and are never given twice", "[ledger][store]") {
  const samples::Directory directory;
  const bool in_memory = GENERATE(false, true);
  const auto store = in_memory ? create_memory_store(samples::birth())
                               : create_sqlite_store(directory / "a.ledger", samples::birth());
  store->take_turn()->append(samples::header(), {samples::registered("H-1")},
                             {{PersonId("p1"), "示例甲某某某", false}, {PersonId("p2"), "示例乙", false}});
  const Checkpoint before = store->verify().checkpoint;
  store->erase_person(PersonId("p1"));
  const auto people = store->people();
  REQUIRE(people.size() == 2);
  CHECK(people[0].id == PersonId("p1"));
  CHECK(people[0].name.empty());
  CHECK(people[0].erased);
  CHECK(people[1].name == "示例乙");
  CHECK_FALSE(people[1].erased);
  CHECK(store->verify().checkpoint == before);
  CHECK(store->verify().verdict == Verdict::intact);
  CHECK(code_of([&] { store->take_turn()->append(samples::header(), {samples::graded("H-1")},
                                                 {{PersonId("p1"), "示例丙", false}}); }) == ErrorCode::conflict);
  CHECK(store->commit_count() == 1);
  CHECK(code_of([&] { store->erase_person(PersonId("p9")); }) == ErrorCode::unknown_name);
  if (!in_memory) {
    CHECK(content_of(directory / "a.ledger").find("示例甲某某某") == std::string::npos);
    CHECK(content_of(directory / "a.ledger-journal").empty());
  }
}

TEST_CASE("a ledger opens again with everything in it", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  LedgerBirth birth = samples::birth();
  birth.zone_minutes = GENERATE(480, 0, -210);
  Checkpoint last;
  {
    const auto store = create_sqlite_store(file, birth);
    samples::append_hazard(*store, "H-1");
    last = store->take_turn()->append(samples::header(1), {samples::registered("H-2")},
                                      {{PersonId("p1"), "示例甲", false}});
  }
  const auto store = open_sqlite_store(file);
  CHECK(store->birth().id == birth.id);
  CHECK(store->birth().zone_minutes == birth.zone_minutes);
  CHECK(store->birth().created_at == birth.created_at);
  CHECK(store->commit_count() == 2);
  CHECK(store->people().at(0).name == "示例甲");
  CHECK(store->verify().checkpoint == last);
  CHECK(samples::append_hazard(*store, "H-3", 2).size == last.size + 3);
}

TEST_CASE("two stores on one file see each other's commits", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  const auto here = create_sqlite_store(file, samples::birth());
  const auto there = open_sqlite_store(file);
  samples::append_hazard(*here, "H-1");
  CHECK(there->commit_count() == 1);
  samples::append_hazard(*there, "H-2");
  samples::append_hazard(*here, "H-3");
  const auto turn = there->take_turn();
  std::int64_t seen = 0;
  there->read_after(0, [&](const Commit& commit) { seen = commit.seq; });
  CHECK(seen == 3);
  CHECK(turn->append(samples::header(9), {samples::registered("H-4")}, {}).size == 11);
  CHECK(here->verify().verdict == Verdict::intact);
}

TEST_CASE("a writer waits in line for the other's turn", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  const auto here = create_sqlite_store(file, samples::birth());
  auto turn = here->take_turn();
  std::int64_t size = 0;
  std::thread other([&] { size = samples::append_hazard(*open_sqlite_store(file), "H-2").size; });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  turn->append(samples::header(), {samples::registered("H-1")}, {});
  turn.reset();
  other.join();
  CHECK(size == 5);
}

TEST_CASE("four processes append at once and no commit is lost", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  create_sqlite_store(file, samples::birth());
  constexpr int each = 15;
  std::vector<pid_t> children;
  for (int writer = 0; writer < 4; ++writer) {
    const pid_t child = ::fork();
    if (child == 0) {
      int code = 0;
      try {
        const auto store = open_sqlite_store(file);
        for (int i = 0; i < each; ++i) {
          samples::append_hazard(*store, "H-" + std::to_string(writer) + "-" + std::to_string(i));
        }
      } catch (...) {
        code = 1;
      }
      ::_exit(code);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
  }
  const auto store = open_sqlite_store(file);
  CHECK(store->commit_count() == 4 * each);
  CHECK(store->verify().verdict == Verdict::intact);
  std::set<std::string> hazards;
  for (const Commit& commit : samples::commits_of(*store)) hazards.insert(decode(commit).facts.at(0).subject);
  CHECK(hazards.size() == 4 * each);
}

TEST_CASE("a writer killed in the middle leaves whole commits only", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  create_sqlite_store(file, samples::birth());
  for (int round = 0; round < 8; ++round) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        const auto store = open_sqlite_store(file);
        while (true) {
          const std::int64_t size = samples::append_hazard(*store, "H").size;
          if (::write(ends[1], &size, sizeof size) != sizeof size) break;
        }
      } catch (...) {
      }
      ::_exit(0);
    }
    ::close(ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(10 + 7 * round));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::int64_t acknowledged = 0;
    while (::read(ends[0], &acknowledged, sizeof acknowledged) == sizeof acknowledged) {
    }
    ::close(ends[0]);
    const Verification found = open_sqlite_store(file)->verify();
    CHECK(found.verdict == Verdict::intact);
    CHECK(found.checkpoint.size >= acknowledged);
    CHECK(found.checkpoint.size % 3 == 0);
  }
}

TEST_CASE("a child process may not use its parent's store, and does not disturb it", "[ledger][store]") {
  const samples::Directory directory;
  auto store = create_sqlite_store(directory / "a.ledger", samples::birth());
  auto turn = store->take_turn();
  const int code = in_child([&] {
    int refusals = 0;
    const auto refused = [&](auto act) {
      try {
        act();
      } catch (const LedgerError& error) {
        refusals += error.code() == ErrorCode::ledger_unreadable;
      }
    };
    refused([&] { store->commit_count(); });
    refused([&] { store->people(); });
    refused([&] { store->verify(); });
    refused([&] { store->read_after(0, [](const Commit&) {}); });
    refused([&] { turn->append(samples::header(), {samples::registered("H-1")}, {}); });
    turn.reset();
    store.reset();
    return refusals;
  });
  CHECK(code == 5);
  CHECK(turn->append(samples::header(), {samples::registered("H-1")}, {}).size == 2);
  turn.reset();
  CHECK(store->verify().verdict == Verdict::intact);
}

TEST_CASE("a ledger is never made over something that is there", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  std::ofstream(file) << "请勿删除";
  CHECK(code_of([&] { create_sqlite_store(file, samples::birth()); }) == ErrorCode::ledger_exists);
  CHECK(content_of(file) == "请勿删除");
  CHECK(code_of([&] { create_sqlite_store(directory.path(), samples::birth()); }) == ErrorCode::ledger_exists);
  CHECK(code_of([&] { create_sqlite_store(directory / "absent/a.ledger", samples::birth()); }) == ErrorCode::no_ledger);
}

TEST_CASE("an id or a zone that no ledger can have is refused before a file is made", "[ledger][store]") {
  const samples::Directory directory;
  LedgerBirth birth = samples::birth();
  SECTION("no id") { birth.id = ""; }
  SECTION("an id that would split a checkpoint") { birth.id = "a b"; }
  SECTION("a zone beyond the day") { birth.zone_minutes = 3000; }
  CHECK(code_of([&] { create_sqlite_store(directory / "a.ledger", birth); }) == ErrorCode::bad_fact);
  CHECK_FALSE(std::filesystem::exists(directory / "a.ledger"));
  CHECK(code_of([&] { create_memory_store(birth); }) == ErrorCode::bad_fact);
}

TEST_CASE("a commit too long for a row is refused before anything is written", "[ledger][store]") {
  const samples::Directory directory;
  const auto store = create_sqlite_store(directory / "a.ledger", samples::birth());
  Fact fact = samples::registered("H-1");
  fact.fields.set("text", Value{std::string(65 << 20, 'x')});
  CHECK(code_of([&] { store->take_turn()->append(samples::header(), {fact}, {}); }) == ErrorCode::bad_fact);
  CHECK(samples::append_hazard(*store, "H-1").size == 3);
}

TEST_CASE("what may only be read can be read and is not written", "[ledger][store]") {
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  samples::append_hazard(*create_sqlite_store(file, samples::birth()), "H-1");
  std::filesystem::remove(directory / "a.ledger.lock");
  const bool whole_directory = GENERATE(true, false);
  using std::filesystem::perms;
  std::filesystem::permissions(file, whole_directory ? perms(0666) : perms(0444));
  std::filesystem::permissions(directory.path(), whole_directory ? perms(0555) : perms(0777));
  const int code = in_child([&] {
    if (::geteuid() == 0 && ::seteuid(65534) != 0) return 98;
    const auto store = open_sqlite_store(file);
    if (store->commit_count() != 1 || store->verify().verdict != Verdict::intact) return 1;
    try {
      samples::append_hazard(*store, "H-2");
    } catch (const LedgerError& error) {
      if (error.code() != ErrorCode::ledger_read_only) return 2;
    }
    if (store->commit_count() != 1) return 3;
    if (!whole_directory) return 0;
    try {
      create_sqlite_store(directory / "b.ledger", samples::birth());
    } catch (const LedgerError& error) {
      return error.code() == ErrorCode::ledger_read_only ? 0 : 4;
    }
    return 5;
  });
  std::filesystem::permissions(directory.path(), perms(0755));
  CHECK(code == 0);
}

TEST_CASE("file systems of the network are known by their numbers", "[ledger][store]") {
  for (const std::int64_t magic : {0x6969LL, 0x517bLL, 0xff534d42LL, 0xfe534d42LL, 0x65735546LL}) {
    CHECK(ledger::is_network_file_system(magic));
  }
  CHECK(ledger::is_network_file_system(static_cast<std::int32_t>(0xff534d42)));
  CHECK_FALSE(ledger::is_network_file_system(0xef53));      // ext4
  CHECK_FALSE(ledger::is_network_file_system(0x58465342));  // xfs
  CHECK_FALSE(ledger::is_network_file_system(0x01021994));  // tmpfs
  CHECK_FALSE(ledger::is_network_file_system(0x794c7630));  // overlayfs
}
