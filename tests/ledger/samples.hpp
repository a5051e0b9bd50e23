// tests/ledger/samples.hpp: a small invented ledger, random facts, and a directory that goes away.
#pragma once

#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/store.hpp"

#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace samples {

using namespace bihuan;

inline const Instant birthday = Instant::parse("2020-09-07T01:00:00Z");

inline LedgerBirth birth() { return {"00112233445566778899aabbccddeeff", 480, birthday}; }

inline Actor inspector(int number) {
  return {PersonId("p" + std::to_string(number)), PostId("inspector"), UnitId("north")};
}

inline CommitHeader header(int minutes_after = 0) {
  return {{birthday.micros + minutes_after * std::int64_t{60'000'000}}, inspector(1), "", ""};
}

/// 登记隐患, with everything that a request must carry.
inline Fact registered(const std::string& hazard, std::int64_t version = 1) {
  return {FactKind::hazard_registered, Day::of(2020, 9, 8), hazard, version, {inspector(1), inspector(2)},
          {{"task", "3.2.1"}, {"enterprise", "某机械厂"}, {"supervising_unit", "north"}, {"territorial_unit", "north"},
           {"source", "检查"}, {"place", "二号车间"}, {"text", "安全阀逾期未校验"}, {"signatures", "双方签字"},
           {"prominent", std::int64_t{1}}}};
}

inline Fact graded(const std::string& hazard, std::int64_t version = 2) {
  return {FactKind::hazard_graded, Day::of(2020, 9, 8), hazard, version, {inspector(1)}, {{"grade", "general"}}};
}

/// A commit of one hazard: a header and two facts.
inline Checkpoint append_hazard(Store& store, const std::string& hazard, int minutes_after = 0) {
  return store.take_turn()->append(header(minutes_after), {registered(hazard), graded(hazard)}, {});
}

inline std::vector<Commit> commits_of(Store& store) {
  std::vector<Commit> commits;
  store.read_after(0, [&](const Commit& commit) { commits.push_back(commit); });
  return commits;
}

class Directory {
 public:
  Directory() {
    std::string name = (std::filesystem::temp_directory_path() / "bihuan-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    path_ = name;
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Facts as nobody would write them: every kind, every field, every character that has a rule of its own.
class RandomFacts {
 public:
  explicit RandomFacts(std::uint32_t seed) : random_(seed) {}

  std::int64_t below(std::int64_t limit) { return std::uniform_int_distribution<std::int64_t>(0, limit - 1)(random_); }

  std::string text() {
    static const std::vector<std::string> pieces = {
        "a",  "\"", "\\", "/",  "\b", "\f", "\n",           "\r",  "\t",       std::string(1, '\0'), "\x01", "\x1f",
        "\x7f", "é", "隐", "患", "㎡", "①", "\xF0\xA0\xAE\xB7", "\xEF\xBB\xBF", "\xE2\x80\xAE", "\xE2\x80\xA8", " ", "<"};
    std::string text;
    for (auto count = below(12) + 1; count > 0; --count) {
      text += pieces[static_cast<std::size_t>(below(static_cast<std::int64_t>(pieces.size())))];
    }
    return text;
  }

  std::int64_t integer() {
    switch (below(4)) {
      case 0: return INT64_MIN;
      case 1: return INT64_MAX;
      default: return below(2'000'001) - 1'000'000;
    }
  }

  Day day() { return Day::from_serial(static_cast<std::int32_t>(below(40'000))); }

  Actor actor() { return {PersonId("p" + std::to_string(below(99))), PostId("post"), UnitId(text() + "@" + text())}; }

  Value value(FieldType type) {
    switch (type) {
      case FieldType::text: return text();
      case FieldType::texts: return texts();
      case FieldType::integer:
      case FieldType::money_fen: return integer();
      case FieldType::truth: return below(2);
      case FieldType::day: return day().iso();
      case FieldType::actor: return actor().text();
      case FieldType::any: return below(2) ? Value{text()} : below(2) ? Value{integer()} : Value{texts()};
    }
    return text();
  }

  Fact fact() {
    Fact fact{static_cast<FactKind>(below(fact_kind_count)), day(), text(), below(9) + 1, {}, {}};
    for (auto count = below(3); count > 0; --count) fact.by.push_back(actor());
    for (const auto forms : {fields_of(fact.kind), fields_of_every_fact()}) {
      for (const FieldForm& form : forms) {
        const FieldForm& known = *find_field(fact.kind, form.name);
        if (below(3) > 0) fact.fields.set(known.name, value(known.type));
      }
    }
    return fact;
  }

 private:
  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (auto count = below(3) + 1; count > 0; --count) texts.push_back(text());
    return texts;
  }
  std::mt19937 random_;
};

}  // namespace samples
