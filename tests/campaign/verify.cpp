// A ledger that is intact byte for byte can still say what is not so: an issued figure that its own facts do not give.
#include "../catch.hpp"
#include "../report/issued.hpp"

#include "bihuan/campaign.hpp"

using namespace world;

namespace {

struct Place {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "bihuan-verified";
  std::filesystem::path ledger = folder / "world.ledger";
  Place() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  ~Place() { std::filesystem::remove_all(folder); }
};

Clock at(const char* text) {
  const Instant instant = Instant::parse(text);
  return [instant] { return instant; };
}

void register_one(Campaign& campaign, const char* id, const char* on) {
  campaign.register_hazard(id, {day(on), who(Request::register_), what(Request::register_, Grade::general)});
}

}  // namespace

TEST_CASE("issued reports are honoured; a late entry is explained; a false figure in an intact ledger is found", "[campaign]") {
  const Place place;
  {
    Campaign campaign = Campaign::create(place.ledger, plan(), at("2021-02-01T09:00:00+08:00"));
    register_one(campaign, "H-1", "2021-01-05");
    campaign.issue(Period::parse("2021-01"), place.folder / "out");
    CHECK(campaign.verify().ok());
  }
  Report made = [&] {
    Campaign campaign = Campaign::open(place.ledger, at("2021-03-01T09:00:00+08:00"));
    register_one(campaign, "H-2", "2021-01-20");
    return campaign.report(Period::parse("2021-02"));
  }();
  Fact honest = issued::fact_of(made, day("2021-03-01"));
  const std::vector<std::string> figures = honest.fields.texts("figures");
  CHECK(std::find(figures.begin(), figures.end(), "opening lift/ungraded 2") != figures.end());
  const Campaign opened = Campaign::open(place.ledger);
  for (const Known& known : opened.history().facts())
    if (known.fact.kind == FactKind::report_issued)
      for (const char* field : {"root", "plan", "edition", "template", "library", "files"}) honest.fields.set(field, *known.fact.fields.find(field));
  honest.fields.set("root", Value{hex(made.checkpoint.root)});
  honest.by = {actor("p0@head@office")};
  honest.version = 1;
  std::vector<std::string> lines = figures;
  std::replace(lines.begin(), lines.end(), std::string("open lift/ungraded 2"), std::string("open lift/ungraded 1"));
  REQUIRE(lines != figures);
  honest.fields.set("figures", Value{lines});
  {  // A program of its own writes the fact: every byte of the ledger is in order.
    auto store = open_sqlite_store(place.ledger);
    store->take_turn()->append({Instant::parse("2021-03-01T09:30:00+08:00"), honest.by.front(), {}, {}}, {honest}, {});
  }
  const Verified found = verify_campaign(place.ledger);
  CHECK(found.verdict == Verification::Verdict::intact);
  CHECK_FALSE(found.ok());
  REQUIRE(found.accounts.reports.size() == 2);
  CHECK(found.accounts.reports.front().ok());
  const IssuedCheck& february = found.accounts.reports.back();
  REQUIRE(february.differing.size() == 1);
  CHECK(february.differing.front().name == "open lift/ungraded");
  REQUIRE(february.carried.size() == 1);
  CHECK(february.carried.front().ok());  // the opening is explained by the late registration
  CHECK(february.carried.front().facts.size() == 1);
  CHECK_FALSE(Campaign::open(place.ledger).verify().ok());
}

TEST_CASE("a ledger that is no campaign yet, or none at all, is told by its bytes", "[campaign]") {
  CHECK(verify_campaign("/no/such/ledger").verdict == Verification::Verdict::unreadable);
  Campaign campaign = Campaign::create_in_memory(plan(), at("2021-02-01T09:00:00+08:00"));
  CHECK(campaign.verify().ok());
  CHECK(campaign.verify().accounts.reports.empty());
}
