// What a campaign can prove: its items, its growth, its issued reports.
#include "../catch.hpp"
#include "../ledger/samples.hpp"
#include "../state/world.hpp"

#include "bihuan/campaign.hpp"
#include "bihuan/error.hpp"

#include <algorithm>

using namespace world;

namespace {

Clock at(const char* text) {
  return [now = Instant::parse(text)] { return now; };
}

void register_one(Campaign& campaign, const char* id) {
  campaign.register_hazard(HazardId{id}.text(), {day("2021-03-02"), {actor("p1@inspector@lift"), actor("p2@inspector@lift")},
                                {{"task", "1.1"}, {"enterprise", "虚构物业公司"}, {"supervising_unit", "lift"}, {"territorial_unit", "station"},
                                 {"source", "inspection"}, {"place", "1号梯"}, {"text", "层门门锁失效"}, {"signatures", "both"}}});
}

const BundleMember& member(const Bundle& bundle, std::string_view name) {
  const auto found = std::find_if(bundle.members.begin(), bundle.members.end(), [&](const BundleMember& one) { return one.name == name; });
  REQUIRE(found != bundle.members.end());
  return *found;
}

}  // namespace

TEST_CASE("every item of a campaign is proved at every later point, and every growth", "[campaign][proof]") {
  Campaign campaign = Campaign::create_in_memory(plan(), at("2021-04-01T09:00:00+08:00"));
  std::vector<Checkpoint> points{campaign.checkpoint()};
  for (const char* id : {"H-1", "H-2", "H-3", "H-4"}) {
    register_one(campaign, id);
    points.push_back(campaign.checkpoint());
    for (const Checkpoint& point : points) {
      for (ItemNumber item = 1; item <= point.size; ++item) CHECK(holds(campaign.prove(item, point), point));
      CHECK(holds(campaign.prove_growth(point), point, campaign.checkpoint()));
    }
  }
  CHECK_THROWS_AS(campaign.prove(campaign.checkpoint().size + 1), LedgerError);
  CHECK(campaign.prove_growth(ItemNumber{0}).path.empty());
}

TEST_CASE("a receipt taken home still holds when the ledger has grown, and says when it has not", "[campaign][receipt]") {
  const samples::Directory folder;
  Campaign campaign = Campaign::create(folder / "a.ledger", plan(), at("2021-04-01T09:00:00+08:00"));
  register_one(campaign, "H-1");
  const ItemReceipt receipt = ItemReceipt::parse(campaign.receipt_of(4).text());
  register_one(campaign, "H-2");
  CHECK(campaign.verify({receipt.anchor()}).verdict == Verification::Verdict::unwitnessed);
  Campaign other = Campaign::create(folder / "b.ledger", plan(), at("2021-04-01T09:00:00+08:00"));
  register_one(other, "H-9");  // the same ledger by its id, another story
  REQUIRE(other.checkpoint().ledger == campaign.checkpoint().ledger);
  CHECK(other.verify({receipt.anchor()}).verdict == Verification::Verdict::forked);
}

TEST_CASE("a bundle has the same bytes whenever it is made, and no name of a person among its facts", "[campaign][bundle]") {
  const samples::Directory folder;
  const SigningKey key = SigningKey::generate("lift.example/2021");
  Campaign campaign = Campaign::create(folder / "a.ledger", plan(), at("2021-04-01T09:00:00+08:00"));
  register_one(campaign, "H-1");
  campaign.appoint({PostId{"inspector"}, UnitId{"lift"}}, "王某某", day("2021-03-01"));
  campaign.issue(Period::parse("2021-03"), folder / "reports");
  const Bundle first = campaign.bundle(Period::parse("2021-03"), {}, key);
  register_one(campaign, "H-2");
  const Bundle again = Campaign::open(folder / "a.ledger").bundle(Period::parse("2021-03"), {}, key);
  REQUIRE(first.members.size() == again.members.size());
  for (std::size_t i = 0; i < first.members.size(); ++i) CHECK((first.members[i].name == again.members[i].name && first.members[i].bytes == again.members[i].bytes));
  const std::vector<VerifierKey> trusted{key.verifier()};
  CHECK(open_note(member(first, "checkpoint.txt").bytes, trusted).checkpoint == first.checkpoint);
  const std::string& facts = member(first, "facts.jsonl").bytes;
  CHECK(std::count(facts.begin(), facts.end(), '\n') == first.fact_count);
  CHECK(facts.find("王某某") == std::string::npos);
  CHECK(facts.find("H-2") == std::string::npos);
  CHECK_THROWS_AS(campaign.bundle(Period::parse("2021-02")), FormError);
}
