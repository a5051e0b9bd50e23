// serve.cpp: the program of all C++ contenders: `contenders WORKLOAD/NAME SIZE FOLDER`, then a round for every line read.
#include "serve.hpp"

#include <bihuan/ledger/merkle.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace bench {

namespace {
std::map<std::string, Entry::Make>& entries() {
  static std::map<std::string, Entry::Make> all;
  return all;
}
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
  std::cout << "ready" << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    contender->prepare();
    const auto began = std::chrono::steady_clock::now();
    contender->run();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
    std::printf("%.9f %s\n", spent.count(), contender->answer().c_str());
    std::fflush(stdout);
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << argv[1] << ": " << error.what() << "\n";
  return 1;
}
