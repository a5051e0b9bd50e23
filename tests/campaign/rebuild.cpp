// Any report ever issued is made again whatever came later; what differs is explained by exactly the facts that made it so.
#include "../catch.hpp"
#include "../report/issued.hpp"

#include "bihuan/campaign.hpp"

#include <fstream>
#include <iostream>
#include <random>
#include <set>

using namespace world;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Place {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "bihuan-rebuild";
  std::filesystem::path ledger = folder / "world.ledger", out = folder / "out";
  Instant now = Instant::parse("2021-01-01T09:00:00+08:00");
  std::optional<Campaign> campaign;

  Place() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    campaign.emplace(Campaign::create(ledger, plan(), clock()));
  }
  ~Place() { std::filesystem::remove_all(folder); }
  Clock clock() {
    return [this] { return now; };
  }
  void at(const char* day) { now = Instant::parse(std::string(day) + "T09:00:00+08:00"); }

  Known act(Request request, const std::string& id, const char* on, Grade grade = Grade::general) {
    Fields fields = what(request, grade);
    return campaign->record(request, id, {day(on), who(request), fields});
  }
  /// Found, graded, ordered, begun, reported, passed and closed within a few days.
  void whole_life(const std::string& id, const char* on) {
    for (const Request request : {Request::register_, Request::grade, Request::order, Request::begin, Request::report_rectified, Request::pass_review,
                                  Request::close})
      act(request, id, on);
  }
};

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const ChangedFigure* find(const ReportDiff& diff, const std::string& name) {
  for (const ChangedFigure& figure : diff.figures)
    if (figure.name == name) return &figure;
  return nullptr;
}

Known correct(Campaign& campaign, const std::string& id, ItemNumber target, const char* field, const char* value, const char* on) {
  return campaign.correct(id, {day(on), who(Request::correct),
                               {{"corrects", target}, {"field", std::string(field)}, {"value", std::string(value)}, {"reason", std::string("笔误")}}});
}

}  // namespace

TEST_CASE("an issued report comes out the same after corrections, late entries and a unit with another name", "[campaign][rebuild]") {
  Place place;
  place.at("2021-01-20");
  place.whole_life("H-1", "2021-01-10");
  const Known second = place.act(Request::register_, "H-2", "2021-01-12");
  place.at("2021-02-01");
  const IssuedReport issued = place.campaign->issue(Period::parse("2021-01"), place.out);
  CHECK(place.campaign->rebuild(Period::parse("2021-01")).ok());

  place.at("2021-02-20");
  place.whole_life("H-3", "2021-01-11");  // back-dated
  correct(*place.campaign, "H-2", second.number, "place", "another place", "2021-02-20");
  std::string text = plan().text;
  const auto name = text.find(plan().organisation.units.front().name);
  REQUIRE(name != std::string::npos);
  for (auto at = name; at != std::string::npos; at = text.find(plan().organisation.units.front().name, at + 1))
    text.replace(at, plan().organisation.units.front().name.size(), "新名科");
  place.campaign->amend(Plan::parse(text, "world.toml"), "科室更名", day("2021-02-20"));

  const Rebuilt rebuilt = Campaign::open(place.ledger, place.clock()).rebuild(Period::parse("2021-01"));
  CHECK(rebuilt.ok());
  CHECK(rebuilt.same_library);
  REQUIRE(rebuilt.files.size() == 4);
  for (const RebuiltFile& file : rebuilt.files) {
    INFO(file.name);
    CHECK(file.same);
    CHECK(file.kept);
  }
  CHECK(rebuilt.report.tables == issued.report.tables);
  CHECK(rebuilt.item == issued.item);
  // The files can be had again after both the folder and the archive were lost.
  std::filesystem::remove_all(place.out);
  std::filesystem::remove_all(place.ledger.string() + ".kept");
  const auto written = place.campaign->write_rebuilt(place.campaign->rebuild(Period::parse("2021-01")), place.folder / "again");
  REQUIRE(written.size() == 4);
  for (std::size_t i = 0; i < written.size(); ++i) CHECK(hex(sha256(bytes_of(written[i]))) == issued.digests[i]);
  CHECK_THROWS_AS(place.campaign->rebuild(Period::parse("2021-02")), FormError);
}

TEST_CASE("kept files that were changed are named by verify, and taken away they accuse nobody", "[campaign][rebuild]") {
  Place place;
  place.at("2021-02-01");
  const IssuedReport issued = place.campaign->issue(Period::parse("2021-01"), place.out);
  const Archive archive = *place.campaign->archive();
  CHECK(place.campaign->verify().kept_count == 4);
  const auto kept = archive.path_of(parse_hex(issued.digests[0]));
  std::ofstream(kept, std::ios::app | std::ios::binary) << "x";
  Verified found = place.campaign->verify();
  CHECK_FALSE(found.ok());
  REQUIRE(found.altered_files.size() == 1);
  CHECK(found.altered_files[0] == issued.files[0].filename().string());
  CHECK_THROWS_AS(archive.find(parse_hex(issued.digests[0])), LedgerError);
  CHECK(archive.erase(parse_hex(issued.digests[0])));
  found = verify_campaign(place.ledger);
  CHECK(found.ok());
  CHECK(found.kept_count == 3);
  CHECK(found.absent_count == 1);
  CHECK(archive.keep(bytes_of(issued.files[0])) == parse_hex(issued.digests[0]));
  CHECK(place.campaign->verify().kept_count == 4);
}

TEST_CASE("what was issued and what is so now differ by exactly the facts that were planted, each in its class", "[campaign][rebuild]") {
  Place place;
  place.at("2021-01-28");
  place.whole_life("H-1", "2021-01-10");
  const Known second = place.act(Request::register_, "H-2", "2021-01-12");
  place.act(Request::grade, "H-2", "2021-01-12");
  place.act(Request::register_, "H-4", "2021-01-13");
  place.act(Request::grade, "H-4", "2021-01-13");
  place.at("2021-02-01");
  const Report issued = place.campaign->issue(Period::parse("2021-01"), place.out).report;
  place.at("2021-02-10");
  CHECK(place.campaign->diff(issued, place.campaign->report(Period::parse("2021-01"))).figures.empty());

  const Known late = place.act(Request::register_, "H-3", "2021-01-15");
  place.act(Request::register_, "H-5", "2021-02-05");  // of February: nothing to January
  const Known moved = correct(*place.campaign, "H-2", second.number, "on", "2020-12-30", "2021-02-10");
  const Known raised = place.act(Request::regrade, "H-4", "2021-01-20", Grade::general);
  const Known again = place.act(Request::reopen, "H-1", "2021-01-30");

  const ReportDiff diff = place.campaign->diff(issued, place.campaign->report(Period::parse("2021-01")));
  CHECK(diff.facts() == std::vector<ItemNumber>{late.number, moved.number, raised.number, again.number});
  const auto only = [&](const std::string& name, ItemNumber number, ChangeClass change) {
    INFO(name);
    const ChangedFigure* figure = find(diff, name);
    REQUIRE(figure != nullptr);
    CHECK(figure->complete);
    CHECK(std::any_of(figure->behind.begin(), figure->behind.end(),
                      [&](const ChangeBehind& one) { return one.fact.number == number && one.change == change && one.late; }));
  };
  only("found", late.number, ChangeClass::late_entry);
  only("found", moved.number, ChangeClass::correction);
  only("open_major", raised.number, ChangeClass::regrade);
  only("struck_off", again.number, ChangeClass::reopened);
  const ChangedFigure* open = find(diff, "open");
  REQUIRE(open != nullptr);
  CHECK(open->behind.size() == 2);  // registered late, reopened
  const Table table = diff.table();
  CHECK(table.row_count() >= diff.figures.size());
  CHECK_THROWS_AS(place.campaign->diff(place.campaign->report(Period::parse("2021-01")), issued), FormError);
}

TEST_CASE("a figure leads to its hazards and facts, and they add up to it", "[campaign][rebuild]") {
  Place place;
  place.at("2021-01-28");
  place.whole_life("H-1", "2021-01-10");
  const Known registered = place.act(Request::register_, "H-2", "2021-01-12");
  const Known graded = place.act(Request::grade, "H-2", "2021-01-12", Grade::major);
  place.at("2021-02-01");
  const Report report = place.campaign->report(Period::parse("2021-01"));
  const Trace found = place.campaign->trace(report, "found");
  CHECK(found.figure.value == Cell{std::int64_t{2}});
  CHECK(found.complete);
  REQUIRE(found.shares.size() == 2);
  CHECK(found.shares[1].subject == "H-2");
  REQUIRE(found.shares[1].facts.size() == 1);
  CHECK(found.shares[1].facts[0].number == registered.number);
  const Trace major = place.campaign->trace(report, "open lift/major");
  REQUIRE(major.shares.size() == 1);
  CHECK(major.shares[0].facts.front().number == graded.number);
  const Trace cell = place.campaign->trace(report, "open_work[H-2].grade");
  REQUIRE(cell.shares.size() == 1);
  CHECK(cell.shares[0].facts.back().number == graded.number);
  try {
    place.campaign->trace(report, "foundd");
    FAIL("it was traced");
  } catch (const FormError& error) {
    CHECK_THAT(error.what(), ContainsSubstring("near it: found"));
  }
}

TEST_CASE("laws of figures: traces add up, differences are explained whole, what was issued is made again, over random campaigns", "[laws][rebuild]") {
  const int campaigns = std::getenv("BIHUAN_LONG") != nullptr ? 60 : 6;
  int acts = 0, changed = 0, explained = 0, traced = 0;
  for (int seed = 1; seed <= campaigns; ++seed) {
    Place place;
    std::mt19937 dice(static_cast<unsigned>(seed));
    const auto roll = [&](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
    std::vector<Report> issued;
    for (int month = 1; month <= 4; ++month) {
      for (int i = 0; i < 40; ++i) {
        const Day today = Day::of(2021, month, 1 + roll(28));
        place.now = std::max(place.now, Instant::parse(today.iso() + "T09:00:00+08:00"));
        const std::string id = "H-" + std::to_string(roll(12));
        const Day now = place.now.day_in_zone(480);
        const Snapshot snapshot = place.campaign->snapshot(now);
        const Hazard* before = snapshot.find_hazard(HazardId{id});
        const std::vector<Request> allowed = before == nullptr ? std::vector<Request>{Request::register_} : allowed_requests(*before);
        if (allowed.empty()) continue;
        const Request request = allowed[static_cast<std::size_t>(roll(static_cast<int>(allowed.size())))];
        Fields fields = what(request, before == nullptr ? Grade::general : before->grade);
        if (request == Request::correct) {
          const auto& places = place.campaign->history().of_subject(id);
          const Known& target = place.campaign->history().facts()[places[static_cast<std::size_t>(roll(static_cast<int>(places.size())))]];
          fields = {{"corrects", target.number}, {"field", std::string("on")}, {"value", (target.fact.on + roll(21) - 10).iso()}, {"reason", std::string("笔误")}};
        }
        try {
          place.campaign->record(request, id, {roll(3) == 0 ? now - roll(40) : now, who(request), fields});
          ++acts;
        } catch (const Refused&) {
        }
      }
      place.now = std::max(place.now, Instant::parse((last_day_of_month(2021, month) + 1).iso() + "T09:00:00+08:00"));
      issued.push_back(place.campaign->issue(Period::containing(last_day_of_month(2021, month), PeriodKind::month), place.out).report);
    }
    for (const Report& report : issued) {
      INFO("seed " << seed << " " << report.period.text());
      const Rebuilt again = place.campaign->rebuild(report.period);
      CHECK(again.ok());
      CHECK(again.report.tables == report.tables);
      CHECK(std::all_of(again.files.begin(), again.files.end(), [](const RebuiltFile& file) { return file.same; }));
      const ReportDiff diff = place.campaign->diff(report, place.campaign->report(report.period));
      const std::set<ItemNumber> behind = [&] {
        const auto facts = diff.facts();
        return std::set<ItemNumber>(facts.begin(), facts.end());
      }();
      for (const ItemNumber number : behind) CHECK(number > report.checkpoint.size);
      for (const ChangedFigure& figure : diff.figures) {
        ++changed;
        INFO(figure.name);
        // Enterprises and units are counted once however many hazards they have: only these need not add up.
        if (!figure.name.ends_with(".enterprises") && !figure.name.ends_with(".units")) CHECK(figure.complete);
        explained += figure.complete ? 1 : 0;
      }
    }
    for (const char* figure : {"found", "rectified", "struck_off_cumulative", "open", "overdue", "found_late"}) {
      const Trace trace = place.campaign->trace(issued.back(), figure);
      INFO("seed " << seed << " " << figure);
      CHECK(trace.complete);
      ++traced;
    }
  }
  std::cout << "rebuild: " << campaigns << " campaigns, " << acts << " acts, " << campaigns * 4 << " reports made again; " << changed
            << " changed figures, " << explained << " explained whole; " << traced << " figures traced" << std::endl;
  CHECK(changed > 0);
}
