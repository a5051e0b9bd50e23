// serve.hpp: a contender runs a round when it is told to on standard input, and says its seconds and its answer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace bench {

/// How many facts (nodes, rows, days) and where the seeded files of that size stand.
struct Setting {
  std::int64_t size = 0;
  std::filesystem::path folder;
  std::filesystem::path out;  ///< where what a round writes goes: the folder, or a file system in memory
};

/// One side of a workload. Made before the first round, with all that is given to it; only `run` is timed.
class Contender {
 public:
  virtual ~Contender() = default;
  virtual void prepare() {}
  virtual void run() = 0;
  /// What it found, as `key=value` words; contenders that give the same key must give the same value.
  virtual std::string answer() = 0;
};

/// Registers a contender under `workload/name` before main.
struct Entry {
  using Make = std::unique_ptr<Contender> (*)(const Setting&);
  Entry(const char* name, Make make);
};

template <class One>
std::unique_ptr<Contender> make(const Setting& setting) { return std::make_unique<One>(setting); }

/// Counts by a key, in one word: how many keys and the SHA-256 of the sorted lines `key=count`.
std::string told(const std::map<std::string, std::int64_t>& counts);

}  // namespace bench
