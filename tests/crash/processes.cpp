// Real processes on a real file: writers that are killed, writers that crowd, a disk that is really full.
#include "../catch.hpp"
#include "disk.hpp"
#include "writer.hpp"

#include "bihuan/error.hpp"

#include <csignal>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>

using namespace bihuan;
using Verdict = Verification::Verdict;

extern char** environ;

namespace {

struct Acknowledged {
  int number = 0;
  std::int64_t size = 0;
  std::int64_t waited = 0;  // microseconds
};

/// A process that writes, and a thread that listens to it.
class Writer {
 public:
  Writer(const std::filesystem::path& ledger, std::string name, int milliseconds) : name_(std::move(name)) {
    int pipe[2];
    if (::pipe2(pipe, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::string until = std::to_string(milliseconds), program = BIHUAN_WRITER, file = ledger.string();
    char* words[] = {program.data(), file.data(), name_.data(), until.data(), nullptr};
    const int failed = ::posix_spawn(&id_, program.c_str(), &actions, nullptr, words, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    if (failed != 0) throw std::runtime_error(std::string("no writer: ") + std::strerror(failed));
    listener_ = std::thread([this, from = pipe[0]] { listen(from); });
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    if (id_ > 0) ::kill(id_, SIGKILL);
    end();
  }

  void kill() const { ::kill(id_, SIGKILL); }
  /// Waits for the end and gives how it ended, as waitpid does.
  int end() {
    int status = 0;
    if (id_ > 0) ::waitpid(id_, &status, 0);
    id_ = -1;
    if (listener_.joinable()) listener_.join();
    return status;
  }
  void wait_until_ready() const {
    while (!spoke_) ::usleep(200);
  }

  const std::string& name() const { return name_; }
  /// After the end.
  const std::vector<Acknowledged>& acknowledged() const { return acknowledged_; }
  const std::string& stopped() const { return stopped_; }

 private:
  void listen(int from) {
    std::FILE* lines = ::fdopen(from, "r");
    char line[256];
    while (std::fgets(line, sizeof line, lines)) {
      spoke_ = true;
      std::istringstream words(line);
      std::string name;
      Acknowledged told;
      if (words >> name && name == name_ && words >> told.number >> told.size >> told.waited) acknowledged_.push_back(told);
      if (name == "stopped") stopped_ = line;
    }
    std::fclose(lines);
    spoke_ = true;
  }

  std::string name_;
  ::pid_t id_ = -1;
  std::thread listener_;
  std::atomic<bool> spoke_{false};
  std::vector<Acknowledged> acknowledged_;
  std::string stopped_;
};

/// What stands in a ledger that writers wrote: of each, its commits from 1 on.
struct Found {
  std::map<std::string, std::vector<std::int64_t>> sizes;  // the items of the ledger after each of a writer's commits
  std::int64_t commits = 0;
  int wrong = 0;        // not what the writer writes, twice, or out of order: half an act
  int wrong_people = 0;
};

Found look(const std::filesystem::path& file) {
  Found found;
  const auto store = open_sqlite_store(file);
  std::vector<std::string> people;
  store->read_after(0, [&](const Commit& commit) {
    ++found.commits;
    const DecodedCommit decoded = decode(commit);
    const std::string& subject = decoded.facts.front().subject;
    const std::string name = subject.substr(0, subject.find('-'));
    auto& sizes = found.sizes[name];
    const writer::Entry expected = writer::entry(name, static_cast<int>(sizes.size()) + 1);
    found.wrong += decoded.facts != expected.facts;
    for (const PersonName& person : expected.people) people.push_back(person.id.text() + person.name);
    sizes.push_back(commit.first_item + commit.item_count - 1);
  });
  std::vector<std::string> there;
  for (const PersonName& person : store->people()) there.push_back(person.id.text() + person.name);
  std::sort(people.begin(), people.end());
  std::sort(there.begin(), there.end());
  found.wrong_people = people != there;
  return found;
}

/// Acknowledgements that the ledger does not bear out, and commits beyond the one that may have been under way.
struct Compared {
  int acknowledged = 0;
  int lost = 0;
  int unexplained = 0;
};

Compared compare(const Writer& writer, Found& found) {
  Compared compared;
  const auto& sizes = found.sizes[writer.name()];
  for (const Acknowledged& told : writer.acknowledged()) {
    ++compared.acknowledged;
    const auto at = static_cast<std::size_t>(told.number) - 1;
    compared.lost += at >= sizes.size() || sizes[at] != told.size;
  }
  compared.unexplained = sizes.size() > writer.acknowledged().size() + 1;
  return compared;
}

}  // namespace

TEST_CASE("writers that are killed lose nothing that they acknowledged and leave nothing half done", "[crash][processes]") {
  const int wanted = std::getenv("BIHUAN_LONG") ? 3000 : 300;
  constexpr int writers = 3, cycles_of_a_file = 10;
  crash::Random random(1);
  std::unique_ptr<samples::Directory> directory;
  int kills = 0, acknowledged = 0, lost = 0, half = 0, unopenable = 0;
  for (int cycle = 0; kills < wanted; ++cycle) {
    if (cycle % cycles_of_a_file == 0) {
      directory = std::make_unique<samples::Directory>();
      create_sqlite_store(*directory / "a.ledger", samples::birth());
    }
    const auto file = *directory / "a.ledger";
    std::vector<std::unique_ptr<Writer>> running;
    for (int i = 0; i < writers; ++i) running.push_back(std::make_unique<Writer>(file, "w" + std::to_string(cycle * writers + i), 0));
    for (const auto& one : running) one->wait_until_ready();
    // One after the other: who lives on has to recover what the dead one left.
    for (const auto& one : running) {
      ::usleep(static_cast<::useconds_t>(1000 + random.below(19'000)));
      one->kill();
      ++kills;
    }
    for (const auto& one : running) one->end();
    const Verification verdict = verify_sqlite_store(file);
    INFO("cycle " << cycle << ": " << verdict.sentence);
    CHECK(verdict.verdict == Verdict::intact);
    unopenable += verdict.verdict != Verdict::intact;
    Found found = look(file);
    half += found.wrong + found.wrong_people;
    for (const auto& one : running) {
      CHECK(one->stopped() == "");
      const Compared compared = compare(*one, found);
      acknowledged += compared.acknowledged;
      lost += compared.lost;
      half += compared.unexplained;
    }
    REQUIRE(lost + half + unopenable == 0);
  }
  std::cout << "kills: " << kills << " processes killed, " << acknowledged << " acknowledged commits, " << lost << " lost, " << half
            << " half, " << unopenable << " unopenable\n";
  CHECK(acknowledged > 0);
}

TEST_CASE("four processes write to one file, and each of their commits stands there once", "[crash][processes]") {
  constexpr int seconds = 20;
  const samples::Directory directory;
  const auto file = directory / "a.ledger";
  create_sqlite_store(file, samples::birth());
  std::vector<std::unique_ptr<Writer>> running;
  for (int i = 0; i < 4; ++i) running.push_back(std::make_unique<Writer>(file, "w" + std::to_string(i), seconds * 1000));
  for (const auto& one : running) {
    const int status = one->end();
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(one->stopped() == "");
  }
  CHECK(verify_sqlite_store(file).verdict == Verdict::intact);
  Found found = look(file);
  CHECK(found.wrong == 0);
  CHECK(found.wrong_people == 0);
  std::int64_t acknowledged = 0, worst = 0, fewest = INT64_MAX, most = 0;
  int lost = 0;
  for (const auto& one : running) {
    const auto count = static_cast<std::int64_t>(one->acknowledged().size());
    CHECK(count > 0);
    acknowledged += count, fewest = std::min(fewest, count), most = std::max(most, count);
    for (const Acknowledged& told : one->acknowledged()) worst = std::max(worst, told.waited);
    lost += compare(*one, found).lost;
  }
  CHECK(lost == 0);
  CHECK(found.commits == acknowledged);
  std::cout << "writers: 4 processes for " << seconds << " s, " << acknowledged << " acknowledged commits (" << acknowledged / seconds
            << " a second), " << lost << " lost, " << found.commits - acknowledged << " twice; fewest of a writer " << fewest
            << ", most " << most << "; worst wait " << worst / 1000 << " ms\n";
}

namespace {

/// Writes until a disk of 1 MiB is full, and on after space came back. What it says is what went wrong.
std::string fill(const std::filesystem::path& directory, int& acknowledged) {
  const auto file = directory / "a.ledger", ballast = directory / "ballast";
  std::ofstream(ballast) << std::string(200'000, 'x');
  const auto append = [&](Store& store) {
    const writer::Entry entry = writer::entry("w", acknowledged + 1);
    store.take_turn()->append(entry.header, entry.facts, entry.people);
    ++acknowledged;
  };
  create_sqlite_store(file, samples::birth());
  try {
    const auto store = open_sqlite_store(file);
    while (acknowledged < 10'000) append(*store);
    return "it was never full";
  } catch (const LedgerError& error) {
    if (error.code() != ErrorCode::storage_full) return std::string("another error than a full disk: ") + error.what();
  }
  const Verification found = verify_sqlite_store(file);
  if (found.verdict != Verdict::intact) return "full: " + found.sentence;
  if (found.commit_count != acknowledged) return "full: " + std::to_string(found.commit_count) + " commits of " + std::to_string(acknowledged);
  std::filesystem::remove(ballast);
  append(*open_sqlite_store(file));
  const Verification after = verify_sqlite_store(file);
  return after.verdict == Verdict::intact && after.commit_count == acknowledged ? "" : "after space came back: " + after.sentence;
}

}  // namespace

TEST_CASE("a disk that is really full refuses the commit and takes it once there is space", "[crash][processes]") {
  const samples::Directory directory;
  int pipe[2];
  REQUIRE(::pipe2(pipe, O_CLOEXEC) == 0);
  // In a process with mounts of its own, so that none stays behind.
  const ::pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::string said;
    int acknowledged = 0;
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", directory.path().c_str(), "tmpfs", 0, "size=1m") != 0) {
      said = std::string("not tried: ") + std::strerror(errno);
    } else {
      try {
        said = fill(directory.path(), acknowledged);
      } catch (const std::exception& error) {
        said = error.what();
      }
      if (said.empty()) said = "full disk: 1 MiB held " + std::to_string(acknowledged) + " acknowledged commits, 0 lost";
    }
    const bool told = ::write(pipe[1], said.data(), said.size()) == static_cast<ssize_t>(said.size());
    ::_exit(told ? 0 : 1);
  }
  ::close(pipe[1]);
  std::string said(1000, '\0');
  const auto size = ::read(pipe[0], said.data(), said.size());
  ::close(pipe[0]);
  ::waitpid(child, nullptr, 0);
  said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  INFO(said);
  CHECK((said.starts_with("full disk: ") || said.starts_with("not tried: ")));
  std::cout << (said.starts_with("not tried: ") ? "full disk: " : "") << said << '\n';
}
