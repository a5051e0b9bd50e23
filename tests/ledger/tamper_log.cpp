// The access log tampered with at random places: what commits speak of is found, and up to which line it was so.
#include "../catch.hpp"
#include "bihuan/ledger/store.hpp"
#include "stranger.hpp"
#include "tampering.hpp"

#include <algorithm>
#include <iostream>

using namespace bihuan;
using namespace tampering;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A ledger in which acts were refused between its commits.
struct Logged {
  std::string bytes;
  std::vector<std::string> lines;
  std::vector<std::size_t> told;  ///< how many lines there were at each commit that speaks of more than the one before
};

Logged make_logged(const std::filesystem::path& file, samples::RandomFacts& random) {
  Logged out;
  const auto store = create_sqlite_store(file, samples::birth());
  for (auto commits = 3 + random.below(8); commits > 0; --commits) {
    for (auto more = random.below(4); more > 0; --more) {
      const auto act = static_cast<std::int64_t>(out.lines.size()) + 1;
      RefusedAct refused{act, samples::birthday, 0, "close", "H-" + std::to_string(act), "graded", Day::of(2020, 9, 8), {samples::inspector(1)}, "wrong_state"};
      store->take_turn()->refuse(refused);
      out.lines.push_back(encode(refused));
    }
    samples::append_hazard(*store, "H-" + std::to_string(commits));
    if (!out.lines.empty() && (out.told.empty() || out.told.back() < out.lines.size())) out.told.push_back(out.lines.size());
  }
  for (auto after = 1 + random.below(3); after > 0; --after) {
    RefusedAct refused{static_cast<std::int64_t>(out.lines.size()) + 1, samples::birthday, 0, "close", "H-late-" + std::to_string(after), "", {}, {samples::inspector(2)}, "wrong_state"};
    store->take_turn()->refuse(refused);
    out.lines.push_back(encode(refused));
  }
  Stranger stranger(file);
  for (std::size_t i = 0; i < out.lines.size(); ++i) out.lines[i] = stranger.asks("SELECT line FROM refusals WHERE number = " + std::to_string(i + 1));
  out.bytes = bytes_of(file);
  return out;
}

/// Writes the log anew with a chain that fits, and puts the guards back.
void write_log(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  Stranger stranger(file);
  const std::string guards = stranger.asks("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'refusals'");
  std::string sql = "PRAGMA synchronous = OFF; BEGIN; DROP TRIGGER refusals_keep; DROP TRIGGER refusals_stay; DROP TRIGGER refusals_continue; DELETE FROM refusals;";
  Digest chain = access_log_start(samples::birth().id);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    chain = access_log_next(chain, lines[i]);
    sql += "INSERT INTO refusals VALUES (" + std::to_string(i + 1) + ", '" + lines[i] + "', x'" + hex(chain) + "');";
  }
  stranger.does(sql + guards + "; COMMIT");
}

/// One statement let past the guards.
void past_the_guards(const std::filesystem::path& file, const std::string& sql) {
  Stranger stranger(file);
  const std::string guards = stranger.asks("SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'refusals'");
  stranger.does("PRAGMA synchronous = OFF; BEGIN; DROP TRIGGER refusals_keep; DROP TRIGGER refusals_stay; DROP TRIGGER refusals_continue;" + sql + ";" + guards + "; COMMIT");
}

}  // namespace

TEST_CASE("the access log: what commits speak of cannot be changed unseen", "[ledger][tamper]") {
  const Workshop workshop;
  const auto file = workshop / "a.ledger";
  const int instances = 100 * times_longer();
  int found_count = 0, unseen = 0;
  for (int kind = 0; kind < 7; ++kind)
    for (int instance = 0; instance < instances; ++instance) {
      samples::RandomFacts random(static_cast<std::uint32_t>(50'000'000 + 1'000'000 * kind + instance));
      std::filesystem::remove(file);
      const Logged was = make_logged(file, random);
      const auto some = [&](std::size_t below) { return static_cast<std::size_t>(random.below(static_cast<std::int64_t>(below))); };
      std::vector<std::string> lines = was.lines;
      std::size_t at = some(lines.size());
      bool chained = true;
      if (kind == 0 || kind == 1) {
        lines[at].replace(lines[at].find("wrong_state"), 11, "field_bad");
        chained = kind == 1;
      } else if (kind == 2 || kind == 3) {
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        chained = kind == 3;
      } else if (kind == 4) {
        lines.resize(at);
      } else if (kind == 5) {
        if (at + 1 == lines.size()) at -= at > 0 ? 1 : 0;
        std::swap(lines[at], lines.back());
      } else {
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[some(lines.size())]);
      }
      if (chained) write_log(file, lines);
      else if (kind == 0) past_the_guards(file, "UPDATE refusals SET line = '" + lines[at] + "' WHERE number = " + std::to_string(at + 1));
      else past_the_guards(file, "DELETE FROM refusals WHERE number = " + std::to_string(at + 1));
      if (lines == was.lines) continue;  // two equal lines changed places
      at = static_cast<std::size_t>(std::mismatch(lines.begin(), lines.end(), was.lines.begin(), was.lines.end()).first - lines.begin());
      const std::size_t told = was.told.empty() ? 0 : was.told.back();
      const bool last_gone = lines.size() < was.lines.size() && at + 1 == was.lines.size();
      const bool seen = at < told || (!chained && !last_gone);
      const Verification found = verify_sqlite_store(file);
      INFO("kind " << kind << ", instance " << instance << ", line " << at + 1 << " of " << was.lines.size() << ", commits tell of " << told << ": " << found.sentence);
      CHECK(found.is_sound() != seen);
      (seen ? found_count : unseen) += 1;
      if (!seen) continue;
      if (!chained) CHECK_THAT(found.sentence, ContainsSubstring("line " + std::to_string(at + 1) + " "));
      const auto first_told = std::find_if(was.told.begin(), was.told.end(), [&](std::size_t count) { return count > at; });
      if (chained && *first_told <= lines.size()) CHECK_THAT(found.sentence, ContainsSubstring("up to " + std::to_string(*first_told) + " "));
    }
  std::cout << "tamper: access log, 7 ways, " << instances << " instances each: " << found_count << " found, " << unseen << " beyond what commits speak of\n";
  CHECK(found_count > 0);
}
