// Every write, sync and truncation of a commit made to fail, one after the other, by a file system of our own.
#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/ledger/store.hpp"
#include "samples.hpp"

#include <sqlite3.h>

#include <cstring>

using namespace bihuan;
using Verdict = Verification::Verdict;

namespace {

/// What goes wrong, and when.
struct Fault {
  int countdown = -1;  // operations until it happens; below zero: never
  int code = SQLITE_FULL;
  bool lasting = false;
  bool happened = false;

  bool strikes() {
    if (happened) return lasting;
    happened = countdown-- == 0;
    return happened;
  }
};

Fault fault;

struct FaultyFile {
  sqlite3_file ours;
  sqlite3_io_methods methods;
  const sqlite3_io_methods* real;
};

const sqlite3_io_methods* real_methods(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file)->real; }

/// The real file stands right behind ours.
sqlite3_file* real_file(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<FaultyFile*>(file) + 1); }

int close_file(sqlite3_file* f) { return real_methods(f)->xClose(real_file(f)); }
int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return real_methods(f)->xRead(real_file(f), to, n, at); }
int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  return fault.strikes() ? (fault.code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE)
                         : real_methods(f)->xWrite(real_file(f), from, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 n) {
  return fault.strikes() ? SQLITE_IOERR_TRUNCATE : real_methods(f)->xTruncate(real_file(f), n);
}
int sync(sqlite3_file* f, int flags) {
  return fault.strikes() ? SQLITE_IOERR_FSYNC : real_methods(f)->xSync(real_file(f), flags);
}
int size(sqlite3_file* f, sqlite3_int64* n) { return real_methods(f)->xFileSize(real_file(f), n); }
int lock(sqlite3_file* f, int level) { return real_methods(f)->xLock(real_file(f), level); }
int unlock(sqlite3_file* f, int level) { return real_methods(f)->xUnlock(real_file(f), level); }
int reserved(sqlite3_file* f, int* is) { return real_methods(f)->xCheckReservedLock(real_file(f), is); }
int control(sqlite3_file* f, int what, void* with) { return real_methods(f)->xFileControl(real_file(f), what, with); }
int sector(sqlite3_file* f) { return real_methods(f)->xSectorSize(real_file(f)); }
int traits(sqlite3_file* f) { return real_methods(f)->xDeviceCharacteristics(real_file(f)); }

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* ours = reinterpret_cast<FaultyFile*>(file);
  auto* below = static_cast<sqlite3_vfs*>(vfs->pAppData);
  const int code = below->xOpen(below, name, real_file(file), flags, out);
  ours->ours.pMethods = nullptr;
  if (!real_file(file)->pMethods) return code;
  ours->real = real_file(file)->pMethods;
  ours->methods = {1, close_file, read, write, truncate, sync, size, lock, unlock, reserved, control, sector, traits,
                   nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
  ours->ours.pMethods = &ours->methods;
  return code;
}

/// While it lives, SQLite opens files through us.
class FaultyDisk {
 public:
  FaultyDisk() : below_(sqlite3_vfs_find(nullptr)), ours_(*below_) {
    ours_.zName = "bihuan-faulty";
    ours_.pAppData = below_;
    ours_.szOsFile = static_cast<int>(sizeof(FaultyFile)) + below_->szOsFile;
    ours_.xOpen = open_file;
    ours_.pNext = nullptr;
    sqlite3_vfs_register(&ours_, 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk() {
    sqlite3_vfs_register(below_, 1);
    sqlite3_vfs_unregister(&ours_);
    fault = {};
  }

 private:
  sqlite3_vfs* below_;
  sqlite3_vfs ours_;
};

}  // namespace

TEST_CASE("whatever fails during a commit, what was acknowledged stands and the rest is whole or absent", "[ledger][fault]") {
  const int code = GENERATE(SQLITE_FULL, SQLITE_IOERR);
  const bool lasting = GENERATE(false, true);
  INFO((code == SQLITE_FULL ? "full" : "input/output error") << (lasting ? ", lasting" : ", once"));
  bool went_through = false;
  int refused_before = 0;
  int unknown = 0;
  for (int k = 0; !went_through && k < 200; ++k) {
    const samples::Directory directory;
    const auto file = directory / "a.ledger";
    {
      const FaultyDisk disk;
      const auto store = create_sqlite_store(file, samples::birth());
      samples::append_hazard(*store, "H-1");
      Fact large = samples::registered("H-2");
      large.fields.set("text", Value{std::string(20'000, 'x')});
      fault = {k, code, lasting, false};
      INFO("operation " << k);
      try {
        store->take_turn()->append(samples::header(), {large}, {{PersonId("p1"), "示例甲", false}});
        went_through = !fault.happened;
      } catch (const LedgerError& error) {
        CHECK((error.code() == ErrorCode::storage_full || error.code() == ErrorCode::ledger_unreadable));
        const bool is_unknown = std::strstr(error.what(), "unknown") != nullptr;
        fault = {};
        if (is_unknown) {
          ++unknown;
          CHECK_THROWS_AS(store->commit_count(), LedgerError);
        } else {
          ++refused_before;
          CHECK(store->commit_count() == 1);
          CHECK(store->people().empty());
          CHECK(samples::append_hazard(*store, "H-2").size == 6);
        }
      }
    }
    const Verification found = verify_sqlite_store(file);
    CHECK(found.verdict == Verdict::intact);
    const auto again = open_sqlite_store(file);
    CHECK(again->commit_count() >= 1);
    CHECK(again->people().size() == (again->commit_count() == 2 && found.checkpoint.size == 5 ? 1U : 0U));
    if (went_through) CHECK(found.checkpoint.size == 5);
    samples::append_hazard(*again, "H-9");
  }
  CHECK(went_through);
  CHECK(refused_before > 0);
  CHECK(unknown > 0);
}

TEST_CASE("a ledger that cannot be made leaves no file behind", "[ledger][fault]") {
  bool went_through = false;
  for (int k = 0; !went_through && k < 200; ++k) {
    const samples::Directory directory;
    const FaultyDisk disk;
    fault = {k, SQLITE_FULL, true, false};
    try {
      create_sqlite_store(directory / "a.ledger", samples::birth());
      went_through = true;
    } catch (const LedgerError&) {
      CHECK_FALSE(std::filesystem::exists(directory / "a.ledger"));
    }
  }
  CHECK(went_through);
}
