// Nobody is accused of what nobody did: honest use with crashes, failures, backups and erasures, then verified.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "stranger.hpp"
#include "tampering.hpp"

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <map>

using namespace bihuan;
using namespace tampering;
using Verdict = Verification::Verdict;

namespace {

/// While it lives no file grows beyond so many bytes: a disk that is full for us alone.
class FullDisk {
 public:
  explicit FullDisk(std::uintmax_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit little{static_cast<rlim_t>(bytes), before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &little);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

/// One ledger in honest hands: two desks at one file, and what was kept of it on the way.
struct Office {
  std::filesystem::path file;
  samples::RandomFacts& random;
  std::unique_ptr<Store> desks[2] = {};
  std::vector<Anchor> anchors = {};
  std::vector<PersonId> people = {};
  std::map<std::string, int>& done;
  int minutes = 0;

  Office(std::filesystem::path at, samples::RandomFacts& dice, std::map<std::string, int>& counts) : file(std::move(at)), random(dice), done(counts) {
    if (random.below(4) == 0) {  // kept since the first version; the first act brings it up to date
      std::filesystem::copy_file(std::filesystem::path(BIHUAN_SOURCE_DIR) / "tests/golden/ledgers/ledger-1.ledger", file);
      anchors.push_back({"a checkpoint of the first version", verify_sqlite_store(file).checkpoint});
      minutes = 1'000'000;
      ++done["files of version 1"];
      desks[0] = open_sqlite_store(file);
    } else {
      desks[0] = create_sqlite_store(file, samples::birth());
    }
    desks[1] = open_sqlite_store(file);
  }

  std::unique_ptr<Store>& desk() { return desks[random.below(2)]; }
  std::filesystem::path beside(const char* what) const { return file.string() + what; }

  void append(Store& store) {
    std::vector<PersonName> fresh;
    if (random.below(3) == 0) fresh.push_back({PersonId("p" + std::to_string(100 + minutes)), "示例" + std::to_string(minutes), false});
    std::vector<Fact> facts{samples::registered("H-" + std::to_string(minutes))};
    if (random.below(20) == 0) facts.front().fields.set("text", Value{std::string(static_cast<std::size_t>(random.below(30'000)) + 1, 'x')});
    const Checkpoint after = store.take_turn()->append(samples::header(++minutes), facts, fresh);
    if (!fresh.empty()) people.push_back(fresh.front().id);
    keep(after);
  }
  void keep(const Checkpoint& after) {
    if (random.below(4) == 0) anchors.push_back({"a checkpoint", after});
  }

  /// The machine goes down while somebody writes.
  void crash() {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        const auto store = open_sqlite_store(file);
        for (int n = 0; n < 100; ++n) store->take_turn()->append(samples::header(minutes + n), {samples::registered("H-crash")}, {});
      } catch (...) {
      }
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(random.below(4'000)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    minutes += 100;
  }

  void fail() {
    const FullDisk disk(std::filesystem::file_size(file) + static_cast<std::uintmax_t>(random.below(9'000)));
    append(*desk());
  }

  void act() {
    const auto luck = random.below(100);
    const char* what = luck < 50 ? "appends" : luck < 55 ? "acts refused" : luck < 65 ? "turns given up" : luck < 75 ? "opened again" : luck < 83 ? "persons erased"
                     : luck < 88 ? "backups" : luck < 92 ? "crashes" : luck < 96 ? "full disks" : "restored from a backup just made";
    ++done[what];
    try {
      if (luck < 50) append(*desk());
      else if (luck < 55) desk()->take_turn()->refuse({0, samples::birthday, 0, "close", "H-1", "graded", Day::of(2020, 9, 8), {samples::inspector(1)}, "wrong_state"});
      else if (luck < 65) desk()->take_turn();
      else if (luck < 75) reopen();
      else if (luck < 83 && !people.empty()) desk()->erase_person(people[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(people.size())))]);
      else if (luck < 88) back_up();
      else if (luck < 92) crash();
      else if (luck < 96) fail();
      else restore();
    } catch (const LedgerError& error) {
      ++done["refused: " + std::string(code_name(error.code()))];
      for (auto& store : desks) store.reset();
      for (auto& store : desks) store = open_sqlite_store(file);
    }
  }

  void reopen() {
    auto& store = desk();
    store.reset();
    store = open_sqlite_store(file);
  }
  void back_up() {
    std::filesystem::remove(beside(".copy"));
    const Verification copied = desk()->backup(beside(".copy"));
    CHECK(copied.is_sound());
    look(beside(".copy"));
  }
  void restore() {
    back_up();
    desks[0].reset(), desks[1].reset();
    std::filesystem::rename(beside(".copy"), file);
    for (auto& store : desks) store = open_sqlite_store(file);
  }

  void look(const std::filesystem::path& at) {
    const Verification found = verify_sqlite_store(at, anchors);
    INFO(found.sentence);
    ++done["verified"];
    const bool accused = found.verdict == Verdict::altered || found.verdict == Verdict::truncated || found.verdict == Verdict::forked;
    done["accused"] += accused;
    CHECK(found.is_sound());
  }
};

}  // namespace

TEST_CASE("ten thousand honest acts accuse nobody", "[ledger][tamper]") {
  const Workshop workshop;
  const int acts = 10'000 * times_longer();
  std::map<std::string, int> done;
  done["accused"] = 0;
  samples::RandomFacts random(4711);
  for (int n = 0; n < acts;) {
    Office office(workshop / ("office-" + std::to_string(n) + ".ledger"), random, done);
    for (const int end = n + 50; n < end; ++n) {
      INFO("act " << n);
      office.act();
      office.look(office.file);
    }
  }
  std::cout << "honest: " << acts << " acts";
  for (const auto& [what, count] : done) std::cout << ", " << count << " " << what;
  std::cout << "\n";
  CHECK(done["accused"] == 0);
}
