// tests/crash/writer.hpp: what writer NAME writes as its NUMBERth commit; known to the writer and to who looks afterwards.
#pragma once

#include "../ledger/samples.hpp"

namespace writer {

struct Entry {
  bihuan::CommitHeader header;
  std::vector<bihuan::Fact> facts;
  std::vector<bihuan::PersonName> people;
};

/// Of one to nineteen facts, every fifth with two people, every eleventh with a text of 30 000 bytes.
inline Entry entry(const std::string& name, int number) {
  Entry entry{samples::header(number), {}, {}};
  const std::string id = name + '-' + std::to_string(number);
  const int facts = number % 7 == 0 ? 19 : number % 3 + 1;
  for (int part = 1; part <= facts; ++part) entry.facts.push_back(samples::registered(id + '-' + std::to_string(part)));
  if (number % 11 == 0) entry.facts.back().fields.set("text", bihuan::Value{std::string(30'000, 'x')});
  if (number % 5 == 0)
    for (const char* which : {"a", "b"}) entry.people.push_back({bihuan::PersonId(id + which), "示例" + id + which, false});
  return entry;
}

}  // namespace writer
