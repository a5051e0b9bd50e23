// serve.cpp: the program of all C++ contenders: `contenders WORKLOAD/NAME SIZE FOLDER`, then a round for every line read.
#include "serve.hpp"

#include <bihuan/ledger/merkle.hpp>

#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace bench {

namespace {
std::map<std::string, Entry::Make>& entries() {
  static std::map<std::string, Entry::Make> all;
  return all;
}

/// A line of what the kernel says of this process: VmRSS is what it holds, VmHWM the most that it held.
std::int64_t kib(const std::string& wanted) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(wanted)) return std::stoll(line.substr(line.find(':') + 1));
  return 0;
}

/// A round does its work once and then again, until it has worked so many seconds; at least once again, unless the first time took very long.
constexpr double long_enough = 0.1, very_long = 10;
bool goes_on(int times, double first, double again) { return times == 0 || (times == 1 && first < very_long) || first + again < long_enough; }

/// The most that it held begins anew, so that neither making the input nor telling the last answer counts for a round.
void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }
}  // namespace

Entry::Entry(const char* name, Make made) { entries().emplace(name, made); }

std::string told(const std::map<std::string, std::int64_t>& counts) {
  std::string text;
  for (const auto& [key, count] : counts)
    if (count != 0) text += key + "=" + std::to_string(count) + "\n";
  return "cells=" + std::to_string(counts.size()) + " counts=" + bihuan::hex(bihuan::sha256(text)).substr(0, 16);
}

}  // namespace bench

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::cerr << "usage: contenders WORKLOAD/NAME SIZE FOLDER\n";
    return 2;
  }
  const auto found = bench::entries().find(argv[1]);
  if (found == bench::entries().end()) {
    std::cerr << "no contender is called " << argv[1] << "\n";
    return 2;
  }
  const char* out = std::getenv("BENCH_OUT");
  const auto contender = found->second({std::stoll(argv[2]), argv[3], out == nullptr ? argv[3] : out});
  malloc_trim(0);  // what lies free after making the input is not given
  std::cout << "ready " << bench::kib("VmRSS") << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    double first = 0, again = 0;
    int times = 0;
    std::int64_t peak = 0;
    for (; bench::goes_on(times, first, again); ++times) {
      contender->prepare();
      if (times == 0) bench::forget_peak();
      const auto began = std::chrono::steady_clock::now();
      contender->run();
      const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
      (times == 0 ? first : again) += spent.count();
      peak = bench::kib("VmHWM");
    }
    std::printf("%.9f %.9f %lld %s\n", first, times > 1 ? again / (times - 1) : first, static_cast<long long>(peak), contender->answer().c_str());
    std::fflush(stdout);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << argv[1] << ": " << error.what() << "\n";
  return 1;
}
