// Accounts close, issued figures are honoured, and what changed them later is named.
#include "../catch.hpp"
#include "issued.hpp"

#include "bihuan/error.hpp"

using namespace world;
using namespace issued;

namespace {

/// January and February of a small world: two hazards closed, one transferred, one listed and open.
World two_months() {
  World w;
  w.bring("H-1", State::closed, Grade::general, day("2021-01-04"));
  w.bring("H-2", State::transferred, Grade::general, day("2021-01-20"));
  w.bring("H-3", State::rectifying, Grade::major, day("2021-01-25"));
  w.bring("H-4", State::graded, Grade::general, day("2021-02-03"));
  return w;
}

/// The figures of a fact with one line replaced, added (from empty) or taken away (to empty).
void plant(Fact& fact, const std::string& from, const std::string& to) {
  std::vector<std::string> lines = fact.fields.texts("figures");
  if (from.empty()) lines.push_back(to);
  else if (to.empty()) std::erase(lines, from);
  else std::replace(lines.begin(), lines.end(), from, to);
  REQUIRE(lines != fact.fields.texts("figures"));
  fact.fields.set("figures", Value{lines});
}

}  // namespace

TEST_CASE("a month's accounts: what was open, what came and went, what is open", "[report]") {
  const World w = two_months();
  const Accounts january = keep_accounts(w.snapshot(day("2021-01-31")), day("2021-01-01"));
  CHECK(january.balanced());
  const Account* ungraded = january.find(UnitId{"lift"}, Grade::ungraded);
  REQUIRE(ungraded != nullptr);
  CHECK(ungraded->flow(Flow::registered) == 3);
  CHECK(ungraded->flow(Flow::regraded_out) == 3);
  CHECK(ungraded->open == 0);
  const Account* general = january.find(UnitId{"lift"}, Grade::general);
  REQUIRE(general != nullptr);
  CHECK(general->flow(Flow::regraded_in) == 2);
  CHECK(general->flow(Flow::closed) == 1);
  CHECK(general->flow(Flow::transferred) == 1);
  CHECK(general->awaiting == 1);
  CHECK(general->awaiting_closing() == 1);
  CHECK(january.find(UnitId{"lift"}, Grade::major)->open == 1);
  const Accounts february = keep_accounts(w.snapshot(day("2021-02-28")), day("2021-02-01"));
  CHECK(february.balanced());
  CHECK(february.find(UnitId{"lift"}, Grade::major)->opening == 1);
  CHECK(february.find(UnitId{"lift"}, Grade::general)->awaiting_opening == 1);
}

TEST_CASE("a transfer leaves the open account for the one awaiting receipt, and leaves that by receipt or return", "[report]") {
  World w = two_months();
  w.act(Request::take_back, "H-2", day("2021-02-10"));
  w.bring("H-5", State::transferred, Grade::general, day("2021-02-11"));
  w.act(Request::acknowledge_transfer, "H-5", day("2021-02-20"));
  const Accounts february = keep_accounts(w.snapshot(day("2021-02-28")), day("2021-02-01"));
  CHECK(february.balanced());
  const Account* general = february.find(UnitId{"lift"}, Grade::general);
  REQUIRE(general != nullptr);
  CHECK(general->awaiting_opening == 1);
  CHECK(general->flow(Flow::transferred) == 1);
  CHECK(general->flow(Flow::acknowledged) == 1);
  CHECK(general->flow(Flow::returned) == 1);
  CHECK(general->awaiting == 0);
  CHECK(february.find(UnitId{"lift"}, Grade::ungraded)->flow(Flow::taken_back) == 1);
}

TEST_CASE("a hazard that its movements count twice is named, though its state counts once", "[report]") {
  World w = two_months();
  Fact again{FactKind::hazard_registered, day("2021-02-05"), "H-4", 0, who(Request::register_), what(Request::register_, Grade::general)};
  w.write(again);  // no door would let it in; the fold refuses nothing
  const Accounts february = keep_accounts(w.snapshot(day("2021-02-28")), day("2021-02-01"));
  CHECK_FALSE(february.balanced());
  REQUIRE(february.misplaced.size() == 1);
  CHECK(february.misplaced.front().hazard.text() == "H-4");
  CHECK_FALSE(report(w, "2021-02").balanced);
  CHECK(warned(report(w, "2021-02"), "misplaced").size() == 1);
}

TEST_CASE("issued figures are folded again and hold", "[report]") {
  World w = two_months();
  const ItemNumber january = issue(w, "2021-01");
  const ItemNumber february = issue(w, "2021-02");
  const AccountsCheck check = check_accounts(w.history, plan());
  REQUIRE(check.reports.size() == 2);
  CHECK(check.ok());
  CHECK(check.reports[0].number == january);
  CHECK(check.reports[1].number == february);
  CHECK(check.reports[0].figure_count > 16);
  CHECK(check.reports[1].carried.empty());
  CHECK_THAT(check.reports[0].sentence(), Catch::Matchers::ContainsSubstring("figures hold"));
}

TEST_CASE("a planted change of an issued figure is found and named", "[report]") {
  struct Plant {
    const char *from, *to, *named;
  };
  for (const Plant& one : {Plant{"found 3", "found 2", "found was issued as 2 and is 3"},
                           Plant{"open lift/major 1", "open lift/major 2", "open lift/major was issued as 2 and is 1"},
                           Plant{"awaiting lift/general 1", "", "awaiting lift/general was issued as 0 and is 1"},
                           Plant{"", "open crane/general 4", "open crane/general was issued as 4 and is 0"}}) {
    INFO(one.named);
    World w = two_months();
    Fact fact = fact_of(report(w, "2021-01"), day("2021-02-01"));
    plant(fact, one.from, one.to);
    w.write(fact);
    const AccountsCheck check = check_accounts(w.history, plan());
    REQUIRE(check.reports.size() == 1);
    CHECK_FALSE(check.ok());
    CHECK(check.reports.front().differing.size() == 1);
    CHECK_THAT(check.reports.front().sentence(), Catch::Matchers::ContainsSubstring(one.named));
  }
}

TEST_CASE("a report pinned to an item that is no point of the ledger, or to other days, is not believed", "[report]") {
  for (const char* field : {"pinned", "root", "cutoff_on", "filing"}) {
    INFO(field);
    World w = two_months();
    Fact fact = fact_of(report(w, "2021-01"), day("2021-02-01"));
    if (std::string(field) == "pinned") fact.fields.set("pinned", Value{std::int64_t{100000}});
    if (std::string(field) == "root") fact.fields.set("root", Value{std::string(64, 'a')});
    if (std::string(field) == "cutoff_on") fact.fields.set("cutoff_on", day("2021-01-30"));
    if (std::string(field) == "filing") fact.fields.set("filing", Value{std::string("weekly")});
    w.write(fact);
    CHECK_FALSE(check_accounts(w.history, plan()).ok());
  }
}

TEST_CASE("a later back-dated fact is explained by its number and accuses nobody", "[report]") {
  World w = two_months();
  issue(w, "2021-01");
  w.act(Request::register_, "H-9", day("2021-01-28"));  // known in February only
  const ItemNumber late = w.history.facts().back().number;
  w.act(Request::reassign, "H-3", day("2021-01-30"));
  const ItemNumber moved = w.history.facts().back().number;
  issue(w, "2021-02");
  const AccountsCheck check = check_accounts(w.history, plan());
  CHECK(check.ok());
  const IssuedCheck& february = check.reports.back();
  REQUIRE(february.carried.size() == 3);  // crane/major, lift/major, lift/ungraded
  for (const Carried& line : february.carried) {
    CHECK(line.ok());
    const bool is_new = line.grade == Grade::ungraded;
    CHECK(line.facts == std::vector<ItemNumber>{is_new ? late : moved});
    CHECK(line.opening - line.closing == (line.unit.text() == "crane" || is_new ? 1 : -1));
  }
  CHECK_THAT(february.chinese(), Catch::Matchers::ContainsSubstring("补报"));
  const Report draft = report(w, "2021-02");
  CHECK(warned(draft, "opening_changed").size() == 3);
  CHECK(warned(draft, "cumulative_changed").size() == 1);
  CHECK(cell(draft.table("balance"), "unit", "起重科", "late") == "1");
}

TEST_CASE("an opening that neither honours the closing before nor is explained is found", "[report]") {
  World w = two_months();
  issue(w, "2021-01");
  Fact fact = fact_of(report(w, "2021-02"), day("2021-03-01"));
  plant(fact, "opening lift/major 1", "opening lift/major 3");
  w.write(fact);
  const AccountsCheck check = check_accounts(w.history, plan());
  CHECK_FALSE(check.ok());
  const IssuedCheck& february = check.reports.back();
  REQUIRE(february.carried.size() == 1);
  CHECK_FALSE(february.carried.front().ok());
  CHECK(february.carried.front().closing == 1);
  CHECK(february.carried.front().opening == 3);
}

TEST_CASE("a correction of the day explains the opening too", "[report]") {
  World w;
  w.act(Request::register_, "H-1", day("2021-02-02"));
  issue(w, "2021-01");
  const ItemNumber registered = w.history.facts().front().number;
  w.act(Request::correct, "H-1", day("2021-02-10"),
        {{"corrects", registered}, {"field", std::string("on")}, {"value", std::string("2021-01-29")}, {"reason", std::string("笔误")}}, who(Request::correct));
  const ItemNumber correction = w.history.facts().back().number;
  issue(w, "2021-02");
  const AccountsCheck check = check_accounts(w.history, plan());
  CHECK(check.ok());
  REQUIRE(check.reports.back().carried.size() == 1);
  CHECK(check.reports.back().carried.front().facts == std::vector<ItemNumber>{correction});
}

TEST_CASE("figures of the first form, five and no account, are still held to", "[report]") {
  World w = two_months();
  Fact fact = fact_of(report(w, "2021-01"), day("2021-02-01"));
  fact.fields.set("figures", Value{std::vector<std::string>{"found 3", "rectified 1", "struck_off 1", "open 1", "overdue 0"}});
  w.write(fact);
  CHECK(check_accounts(w.history, plan()).ok());
  CHECK(check_accounts(w.history, plan()).reports.front().figure_count == 5);
}
