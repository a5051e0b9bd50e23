// Every bit of a small ledger file, flipped: found, or provably harmless.
#include "../catch.hpp"
#include "../plan/small.hpp"
#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"
#include "tampering.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

using namespace bihuan;
using namespace tampering;

namespace {

/// A campaign of a few acts, with names, one of them erased, and an act that was refused.
std::string small_campaign(const std::filesystem::path& file) {
  {
    const Plan plan = Plan::parse(small::plan_text(), "small.toml");
    Campaign campaign = Campaign::create(file, plan, [] { return Instant::parse("2021-03-01T01:00:00Z"); });
    campaign.appoint({PostId("head"), UnitId("a")}, "示例甲", Day::of(2021, 3, 1));
    const Known gone = campaign.appoint({PostId("staff"), UnitId("b")}, "示例乙", Day::of(2021, 3, 1));
    campaign.erase_person(PersonId(gone.fact.fields.text("person")));
    CHECK_THROWS_AS(campaign.report_task(TaskId("9.9"), {Day::of(2021, 3, 1), {Actor::parse("p1@head@a")}, {}}), Refused);
    campaign.report_task(TaskId("1.1"), {Day::of(2021, 3, 1), {Actor::parse("p1@head@a")}, {{"unit", "a"}, {"period", "2021-03"}, {"text", "已动员"}}});
  }
  return bytes_of(file);
}

enum class Outcome { named, found, harmless, undetected };

/// One bit flipped, and what comes of it.
Outcome flipped(const std::string& bytes, std::size_t bit, const std::filesystem::path& file, const std::string& content) {
  std::string other = bytes;
  other[bit / 8] = static_cast<char>(static_cast<unsigned char>(other[bit / 8]) ^ (1U << (bit % 8)));
  put(file, other);
  try {
    const Verified found = verify_campaign(file);
    if (!found.ok()) return found.bad_item > 0 ? Outcome::named : Outcome::found;
  } catch (const Error&) {
    return Outcome::found;
  }
  return content_of(file) == content ? Outcome::harmless : Outcome::undetected;
}

}  // namespace

TEST_CASE("a flipped bit anywhere in the file is found, or changes nothing that can be read", "[ledger][tamper]") {
  const Workshop workshop;
  const std::string bytes = small_campaign(workshop / "whole.ledger");
  const std::string content = content_of(workshop / "whole.ledger");
  REQUIRE_FALSE(content.empty());
  const std::size_t all = bytes.size() * 8;
  const bool every = std::getenv("BIHUAN_LONG") != nullptr;
  const std::size_t tries = every ? all : 20'000;
  constexpr std::uint32_t seed = 20'211'125;
  std::vector<std::size_t> bits(tries);
  std::mt19937 dice(seed);
  for (std::size_t i = 0; i < tries; ++i) bits[i] = every ? i : dice() % all;
  std::atomic<std::size_t> next = 0;
  std::map<Outcome, std::size_t> counts;
  std::vector<std::size_t> undetected;
  std::mutex door;
  const auto work = [&](int worker) {
    const auto file = workshop / ("flip-" + std::to_string(worker) + ".ledger");
    std::map<Outcome, std::size_t> mine;
    for (std::size_t i = next++; i < tries; i = next++) {
      const Outcome outcome = flipped(bytes, bits[i], file, content);
      ++mine[outcome];
      if (outcome != Outcome::undetected) continue;
      const std::lock_guard hold(door);
      undetected.push_back(bits[i]);
    }
    const std::lock_guard hold(door);
    for (const auto& [outcome, count] : mine) counts[outcome] += count;
  };
  std::thread second(work, 2);
  work(1);
  second.join();
  std::cout << "flips: " << tries << " of " << all << " bits (seed " << seed << "): " << counts[Outcome::named] << " found and the item named, "
            << counts[Outcome::found] << " found, " << counts[Outcome::harmless] << " harmless, " << counts[Outcome::undetected] << " undetected\n";
  std::sort(undetected.begin(), undetected.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(undetected.size(), 40); ++i) UNSCOPED_INFO("undetected: bit " << undetected[i] % 8 << " of byte " << undetected[i] / 8 << " beside \"" << bytes.substr(undetected[i] / 8 > 20 ? undetected[i] / 8 - 20 : 0, 40) << "\"");
  CHECK(undetected.empty());
  CHECK(counts[Outcome::named] > 0);
}
