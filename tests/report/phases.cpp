// May a phase be left: from open to met, by what units say and by what the ledger shows.
#include "../catch.hpp"
#include "../state/world.hpp"

#include "bihuan/error.hpp"
#include "bihuan/report/phase_check.hpp"

using namespace world;

namespace {

/// One phase with a demand of each kind that the ledger can show, and two that it can't.
Plan with_phase() {
  Plan out = plan();
  const auto demand = [](const char* id, const char* text, DemandKind kind) { return Demand{id, text, "四（二）", kind, Origin::assumed}; };
  out.phases = {{PhaseId{"search"}, "隐患排查阶段", Span::of(day("2021-03-01"), day("2021-06-30")), {{"电梯科"}, {"起重科"}},
                 {demand("search.1", "动员部署", DemandKind::arrangement), demand("search.2", "深入排查隐患", DemandKind::screening),
                  demand("search.3", "召开现场推进会", DemandKind::on_site_push), demand("search.4", "约谈", DemandKind::interview)},
                 "四（二）", ""}};
  return out;
}

Fact said(const char* demand, const char* unit, const char* on, Fields more = {}) {
  Fields f{{"unit", Value{std::string(unit)}}, {"evidence", Value{std::string("会议纪要")}}};
  for (const auto& [key, value] : more.entries()) f.set(key, value);
  return {FactKind::demand_met, day(on), demand, 0, {actor("p1@head@lift")}, f};
}

struct Office : World {
  Plan phased = with_phase();
  void meet(Fact fact) { write(decide_demand(history, phased, today, std::move(fact))); }
  PhaseCheck check(const char* as_of = "2021-06-30") const { return phase_check(Snapshot(history, day(as_of)), phased, PhaseId{"search"}); }
};

const PhaseRow& row_for(const PhaseCheck& check, const char* demand, const char* unit) {
  for (const PhaseRow& row : check.rows)
    if (row.demand == demand && row.unit.text() == unit) return row;
  FAIL("no row for " << demand << " of " << unit);
  throw;
}

Refused refused(const Office& office, Fact fact) {
  try {
    decide_demand(office.history, office.phased, office.today, std::move(fact));
  } catch (const Refused& why) {
    return why;
  }
  FAIL("nothing was refused");
  throw;
}

}  // namespace

TEST_CASE("a phase may be left when every demand is met by every unit, and the check names what is missing until then", "[report]") {
  Office office;
  PhaseCheck check = office.check();
  CHECK(check.rows.size() == 8);
  CHECK_FALSE(check.may_exit());
  CHECK(check.count(DemandStanding::open) == 8);
  REQUIRE(check.missing.size() == 4);
  CHECK(check.missing[0] == "search.1 动员部署：电梯科、起重科未完成");

  office.meet(said("search.1", "电梯科", "2021-03-10"));
  check = office.check();
  const PhaseRow& met = row_for(check, "search.1", "lift");
  CHECK(met.standing == DemandStanding::met);
  CHECK(met.on == day("2021-03-10"));
  CHECK(met.evidence == "会议纪要");
  CHECK(met.number > 0);
  CHECK(check.missing[0] == "search.1 动员部署：起重科未完成");

  office.bring("H-1", State::ordered, Grade::general, day("2021-03-02"));
  office.act(Request::interview, "H-1", day("2021-03-20"));
  check = office.check();
  CHECK(row_for(check, "search.2", "lift").standing == DemandStanding::shown);
  CHECK(row_for(check, "search.2", "lift").evidence == "本阶段登记隐患1项");
  CHECK(row_for(check, "search.2", "crane").standing == DemandStanding::open);
  CHECK(row_for(check, "search.4", "lift").standing == DemandStanding::shown);
  CHECK(row_for(office.check("2021-03-01"), "search.2", "lift").standing == DemandStanding::open);  // not yet so

  for (const char* demand : {"search.1", "search.2", "search.3", "search.4"}) office.meet(said(demand, "起重科", "2021-05-01"));
  CHECK(office.check().missing == std::vector<std::string>{"search.3 召开现场推进会：电梯科未完成"});
  office.meet(said("search.3", "电梯科", "2021-07-05"));  // late, and said on its true day
  CHECK_FALSE(office.check().may_exit());
  CHECK(office.check("2021-07-05").may_exit());
}

TEST_CASE("hazards found outside the days of a phase show nothing for it", "[report]") {
  Office office;
  office.bring("H-1", State::ordered, Grade::general, day("2021-02-10"));
  CHECK(row_for(office.check(), "search.2", "lift").standing == DemandStanding::open);
}

TEST_CASE("a meeting names the problems it was held about; what is withdrawn is open again", "[report]") {
  Office office;
  office.bring("H-1", State::registered, Grade::general, day("2021-03-02"));
  office.meet(said("search.3", "lift", "2021-04-01",
                   {{"event", Value{std::string("现场推进会")}}, {"attended", Value{std::int64_t{23}}},
                    {"problems", Value{std::vector<std::string>{"H-1", "1.2"}}}}));
  const Snapshot snapshot = office.snapshot(day("2021-06-30"));
  REQUIRE(snapshot.demands_met().size() == 1);
  const DemandMet& met = snapshot.demands_met().front();
  CHECK(met.event == DemandKind::on_site_push);
  CHECK(met.attended == 23);
  CHECK(met.problems == std::vector<std::string>{"H-1", "1.2"});
  office.meet(said("search.3", "lift", "2021-04-02", {{"withdrawn", Value{std::int64_t{1}}}}));
  CHECK(row_for(office.check(), "search.3", "lift").standing == DemandStanding::open);
  CHECK(row_for(office.check("2021-04-01"), "search.3", "lift").standing == DemandStanding::met);
}

TEST_CASE("a demand is refused that the plan does not have, that is not the unit's, or that says nothing", "[state][table]") {
  struct Case { const char* what; Fact fact; ErrorCode code; const char* chinese; };
  Fact silent = said("search.1", "lift", "2021-03-10");
  silent.fields.erase("evidence");
  const Case cases[] = {
      {"no such demand", said("search.9", "lift", "2021-03-10"), ErrorCode::unknown_subject, "search.4"},
      {"a unit that is not asked", said("search.1", "街道所", "2021-03-10"), ErrorCode::field_bad, "电梯科、起重科"},
      {"no unit of the plan", said("search.1", "邮局", "2021-03-10"), ErrorCode::field_bad, "邮局"},
      {"no evidence", silent, ErrorCode::field_missing, "佐证材料"},
      {"a day to come", said("search.1", "lift", "2022-01-01"), ErrorCode::day_in_future, "晚于"},
      {"an event of no kind", said("search.1", "lift", "2021-03-10", {{"event", Value{std::string("聚餐")}}}), ErrorCode::field_bad, "专题研讨会"},
      {"fewer than nobody", said("search.1", "lift", "2021-03-10", {{"attended", Value{std::int64_t{-1}}}}), ErrorCode::field_bad, "不能为负"},
      {"a problem nobody knows", said("search.1", "lift", "2021-03-10", {{"problems", Value{std::vector<std::string>{"H-9"}}}}), ErrorCode::field_bad, "H-9"},
      {"nothing to withdraw", said("search.1", "lift", "2021-03-10", {{"withdrawn", Value{std::int64_t{1}}}}), ErrorCode::field_bad, "无可撤回"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const Refused why = refused(Office{}, c.fact);
    CHECK(why.code() == c.code);
    CHECK_THAT(why.what(), Catch::Matchers::ContainsSubstring(c.fact.subject));
    CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring(c.chinese));
  }
}

TEST_CASE("a phase whose units nobody has named is the office's; a name that nobody expands keeps it shut", "[report]") {
  Office office;
  office.phased.phases[0].demanded_of.clear();
  CHECK(office.check().rows.front().unit.text() == "office");
  office.phased.phases[0].demanded_of = {{"各单位"}};
  const PhaseCheck check = office.check();
  CHECK(check.rows.empty());
  REQUIRE(check.missing.size() == 1);
  CHECK_THAT(check.missing[0], Catch::Matchers::ContainsSubstring("各单位"));
  CHECK_THROWS_AS(phase_check(office.snapshot(day("2021-06-30")), office.phased, PhaseId{"none"}), PlanError);
}
