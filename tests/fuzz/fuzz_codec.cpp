// Arbitrary bytes as the lines of a commit: each is refused as such, or is the one spelling of what it says.
#include "bihuan/error.hpp"
#include "bihuan/ledger/codec.hpp"
#include "bihuan/ledger/merkle.hpp"

#include <cstdlib>

using namespace bihuan;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void as_fact(std::string_view line) {
  std::optional<Fact> fact;
  try {
    fact = decode_fact(line, 1);
  } catch (const LedgerError& refused) {
    must(refused.code() == ErrorCode::bad_fact || refused.code() == ErrorCode::ledger_newer);
  }
  // What was read must be fit to be written: a refusal here is a fault of the reader.
  if (fact) must(encode(*fact) == line);
}

void as_header(std::string_view line) {
  try {
    const HeaderLine read = decode_header(line, 1);
    must(encode_header(read.header, read.ledger, parse_hex(read.prev)) == line);
  } catch (const LedgerError& refused) {
    must(refused.code() == ErrorCode::bad_fact || refused.code() == ErrorCode::ledger_newer);
  }
}

/// Who has read other lines before takes the same ones, refuses the same ones and reads the same in them.
void as_one_of_many(const Commit& commit) {
  static LineScanner scanner;
  std::optional<DecodedCommit> read;
  try {
    read = decode(commit);
  } catch (const LedgerError&) {
  }
  std::size_t seen = 0;
  try {
    scanner.scan(commit, [&](const FactLine& line) {
      if (!read) return;
      const Fact& fact = read->facts.at(seen++);
      must(line.kind == fact.kind && line.on == fact.on && line.subject == fact.subject && line.unstated == fact.fields.has("unstated"));
      for (const auto& [key, text] : line.texts) must(fact.fields.text(key) == text);
      for (std::size_t i = 0; i < fact.by.size(); ++i) must(line.actors[i] == fact.by[i].text());
    });
    must(read.has_value() && seen == read->facts.size());
  } catch (const LedgerError&) {
    must(!read);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const auto line : lines_of(text)) {
    as_fact(line);
    as_header(line);
  }
  Commit commit;
  commit.first_item = 1;
  commit.item_count = static_cast<std::int64_t>(lines_of(text).size());
  commit.text = text;
  as_one_of_many(commit);
  return 0;
}
