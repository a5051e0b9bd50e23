// tests/crash/disk.hpp: a disk in memory that can lose its power or fail, and the file system by which SQLite uses it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crash {

using Bytes = std::vector<std::uint8_t>;
constexpr std::size_t sector_bytes = 512;

/// SplitMix64: some millions of draws a run, the same everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

enum class Operation { open, read, write, sync, truncate, remove };
constexpr int operation_count = 6;

/// When the making and removing of a name survives.
enum class Naming {
  strict,   ///< POSIX: after a sync of the directory, each name for itself
  ordered,  ///< as ext4: after any sync, and in order
};

/// What a power cut does to a sector that was being written.
enum class Tearing {
  written,  ///< only the bytes that were written in it may come out as anything
  whole,    ///< the bytes beside them too, durable or not
};

struct Change {
  std::size_t at = 0;  ///< or the new size
  Bytes bytes;
  bool truncates = false;
};

struct File {
  Bytes now;                  ///< what a reader sees
  Bytes durable;
  std::vector<Change> since;  ///< since it was durable, in order
};

/// What goes wrong, and when.
struct Fault {
  std::optional<Operation> at;  ///< nullopt: at any
  int countdown = -1;           ///< such operations until it happens; below zero: never
  bool lasting = false;
  bool full = false;            ///< a write finds no space, instead of an input/output error
  bool is_short = false;        ///< a write gets half of it down first
  int struck = 0;
  bool strikes(Operation now);
};

class Disk {
 public:
  explicit Disk(Naming naming = Naming::strict) : naming_(naming) {}

  /// What is left of it after a power cut now: each sector that was not synced is kept, dropped or garbled, each
  /// truncation and name is durable or not.
  Disk cut(Random& random, Tearing tearing) const;

  /// The same as readers see it now, and durable.
  Disk seen() const;

  const File* find(std::string_view name) const;
  void put(const std::string& name, Bytes bytes);
  void rename(const std::string& from, const std::string& to);
  void remove(const std::string& name, bool sync_directory);
  void sync_names();

  /// Called before each write, sync, truncation and removal.
  std::function<void(Operation)> before;
  Fault fault;
  std::uint64_t operations = 0;

 private:
  friend struct Opened;
  friend struct FileSystem;
  using FilePointer = std::shared_ptr<File>;
  struct NameChange {
    std::string name;
    FilePointer file;  // nullptr: removed
  };
  std::map<std::string, FilePointer, std::less<>> names_after(Random& random) const;
  void name(const std::string& name, FilePointer file);

  Naming naming_;
  std::map<std::string, FilePointer, std::less<>> names_;
  std::map<std::string, FilePointer, std::less<>> durable_names_;
  std::vector<NameChange> name_changes_;
};

/// While it lives, SQLite opens files of this program on the disk that is inserted in its thread; a name is the last part of
/// a path. Locks are granted to everybody: on such a disk only one connection writes at a time.
class Drive {
 public:
  Drive();
  Drive(const Drive&) = delete;
  Drive& operator=(const Drive&) = delete;
  ~Drive();

 private:
  sqlite3_vfs* below_;
  sqlite3_vfs ours_;
};

/// Takes the place of the disk of this thread for as long as it lives.
class Inserted {
 public:
  explicit Inserted(Disk& disk);
  Inserted(const Inserted&) = delete;
  Inserted& operator=(const Inserted&) = delete;
  ~Inserted();

 private:
  Disk* before_;
};

}  // namespace crash
