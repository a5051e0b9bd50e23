// What the progress table says of the ledger's own facts, and what it warns of.
#include "../catch.hpp"
#include "issued.hpp"

using namespace world;
using namespace issued;

namespace {

std::string figure(const Report& report, const std::string& code, const std::string& column = "cumulative") {
  return cell(report.table("progress"), "code", code, column);
}

void state(World& w, const std::string& unit, const std::string& code, std::int64_t value, int scale = 0, const std::string& measure = "",
           const std::string& period = "2021-01") {
  Fact fact{FactKind::indicator_stated, day("2021-01-31"), unit + "/" + code + "/" + period, 0, {}, {}};
  fact.fields.set("unit", Value{unit}).set("code", Value{code}).set("period", Value{period}).set("value", Value{value});
  if (scale > 0) fact.fields.set("scale", Value{std::int64_t{scale}});
  fact.fields.set("measure", Value{measure});
  w.write(fact);
}

Fields with(Fields fields, const char* key, Value value) { return fields.set(key, std::move(value)); }

/// A month with everything that the ledger can count: directives, money, a plan, a listing, a stop, a seal, a penalty.
World busy_month() {
  World w;
  w.bring("H-1", State::closed, Grade::general, day("2021-01-04"));
  w.act(Request::register_, "H-2", day("2021-01-05"), with(what(Request::register_, Grade::major), "source", Value{std::string("企业自查")}), who(Request::register_));
  w.act(Request::grade, "H-2", day("2021-01-05"), what(Request::grade, Grade::major), who(Request::grade));
  Fields order = what(Request::order, Grade::major);
  order.set("number", Value{std::string("监特令〔2021〕2号")}).set("money_fen", Value{std::int64_t{12'500'000}}).set("limit_on", day("2021-01-29"));
  w.act(Request::order, "H-2", day("2021-01-06"), order, who(Request::order));
  w.act(Request::plan_treatment, "H-2", day("2021-01-07"));
  w.act(Request::list, "H-2", day("2021-01-08"));
  w.act(Request::stop_use, "H-2", day("2021-01-08"));
  w.act(Request::seal, "H-2", day("2021-01-09"));
  w.act(Request::seal, "H-2", day("2021-01-20"));  // prolonged: still one device
  w.act(Request::open_case, "H-2", day("2021-01-10"));
  w.act(Request::penalise, "H-2", day("2021-01-12"));
  w.act(Request::interview, "H-2", day("2021-01-13"));
  w.act(Request::interview, "H-2", day("2021-01-14"));  // the same enterprise
  return w;
}

}  // namespace

TEST_CASE("what the ledger knows is counted from its facts", "[report]") {
  const Report january = report(busy_month(), "2021-01");
  const std::pair<const char*, const char*> expected[] = {
      {"I08", "2"}, {"I09a", "0"}, {"I10a", "1"}, {"I08c", "1"}, {"I11a", "1"}, {"I11", "50.00"}, {"I12a", "1"}, {"I12b", "1"},
      {"I13", "1"}, {"I14a", "1"}, {"I14f", "1"}, {"I15a", "1"}, {"I15e", "1"}, {"I16", "12.500000"}, {"I18a", "1"}, {"I18b", "1"},
      {"I18c", "100.00"}, {"I19a", "2"}, {"I19b", "2"}, {"I20", "1"}, {"I21", "1"}, {"I22", "0.300000"}, {"I24a", "1"}, {"I24b", "1"}, {"I27", "1"}};
  for (const auto& [code, value] : expected) {
    INFO(code);
    CHECK(figure(january, code) == value);
    CHECK(figure(january, code, "origin") == "台账");
  }
  CHECK(figure(january, "I15b") == "no row I15b");  // nothing to say
  CHECK(figure(january, "I23") == "no row I23");    // a stopped device is no enterprise that was shut
}

TEST_CASE("a major hazard carried into the year stands in the treatment plan and among what is left over", "[report]") {
  World w;
  w.today = day("2022-12-31");
  w.act(Request::register_, "H-1", day("2021-12-01"));
  w.act(Request::grade, "H-1", day("2021-12-01"), what(Request::grade, Grade::major), who(Request::grade));
  const Report february = report(w, "2022-02");
  CHECK(figure(february, "I17a") == "1");
  CHECK(figure(february, "I17c") == "1");
  CHECK(figure(february, "I13") == "1");
  CHECK(figure(february, "I10a") == "0");
}

TEST_CASE("the ledger's part of a typed figure stands beside it as a lower bound", "[report]") {
  World w = busy_month();
  state(w, "lift", "I20", 5);
  state(w, "crane", "I20", 2);
  state(w, "lift", "I22", 1250, 2);
  state(w, "lift", "I21", 0);
  const Report january = report(w, "2021-01");
  CHECK(figure(january, "I20") == "7");
  CHECK(figure(january, "I20", "origin") == "填报");
  CHECK(figure(january, "I20", "ledger") == "1");
  CHECK(figure(january, "I22") == "12.50");
  CHECK(figure(january, "I21") == "0");
  const auto below = warned(january, "below_ledger");
  REQUIRE(below.size() == 1);
  CHECK(below.front() == "I21 立案：填报累计0，台账已有1");
}

TEST_CASE("a typed figure that the ledger derives is compared and never believed", "[report]") {
  World w = busy_month();
  state(w, "lift", "I08", 3);
  const Report january = report(w, "2021-01");
  CHECK(figure(january, "I08") == "2");
  CHECK(figure(january, "I08", "stated") == "3");
  CHECK(figure(january, "I08", "difference") == "1");
  CHECK(warned(january, "difference") == std::vector<std::string>{"排查隐患总数：填报3，台账2，相差1"});
}

TEST_CASE("identities that do not hold are warned of with both numbers", "[report]") {
  World w = busy_month();
  state(w, "lift", "I36a", 5, 0, "条");
  state(w, "lift", "I36b", 7, 0, "条");
  state(w, "lift", "I35a", 40, 0, "家");
  state(w, "lift", "I35b", 30, 0, "家");
  state(w, "lift", "I35c", 80, 0, "%");
  state(w, "crane", "I05", -1, 0, "台");
  const Report january = report(w, "2021-01");
  CHECK(figure(january, "I35c") == "75.00");
  const auto exceeds = warned(january, "part_exceeds");
  REQUIRE(exceeds.size() == 2);  // in the period and in the year
  CHECK(exceeds.front() == "I36b 信息公示按期公示本期7，大于I36a 信息公示应公示5");
  CHECK(warned(january, "rate_differs") == std::vector<std::string>{"电梯科 I35c 重点企业年报率：填报80%，按30／40应为75.00%"});
  CHECK(warned(january, "negative").size() == 1);
  CHECK(warned(january, "measure_differs") == std::vector<std::string>{"起重科 I05 检查设备：计量单位填为“台”，应为“台(套)”"});
  CHECK(warned(january, "parts_differ").size() == 0);
}

TEST_CASE("a late typed figure moves the cumulative and the report says so", "[report]") {
  World w;
  state(w, "lift", "I01", 4);
  issue(w, "2021-01");
  state(w, "crane", "I01", 3);
  state(w, "lift", "I01", 5, 0, "", "2021-02");
  const Report february = report(w, "2021-02");
  CHECK(figure(february, "I01") == "12");
  CHECK(figure(february, "I01", "late") == "3");
  const auto changed = warned(february, "cumulative_changed");
  REQUIRE(changed.size() == 1);
  CHECK_THAT(changed.front(), Catch::Matchers::ContainsSubstring("I01 检查组累计12，上期印发4加本期5为9"));
}

TEST_CASE("overrides, lowered grades and extensions are told with who and why", "[report]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::major, day("2021-01-04"));
  w.act(Request::ask_extension, "H-1", day("2021-01-10"));
  w.act(Request::decide_extension, "H-1", day("2021-01-11"));
  w.act(Request::regrade, "H-1", day("2021-01-12"));
  Fields by_override = what(Request::report_rectified, Grade::general);
  by_override.set("override_post", Value{std::string("director")}).set("override_reason", Value{std::string("责任人住院")});
  w.act(Request::report_rectified, "H-1", day("2021-01-13"), by_override, {actor("p12@supervising_unit@lift")});
  const Table table = report(w, "2021-01").table("exceptions");
  REQUIRE(table.row_count() == 3);
  CHECK(cell(table, "kind", "延期", "reason") == "延至2021-12-20：到货迟");
  CHECK(cell(table, "kind", "降级", "who") == "电梯科批准人");
  CHECK(cell(table, "kind", "越权办理（报告整改完成）", "reason") == "责任人住院");
  CHECK(cell(table, "kind", "越权办理（报告整改完成）", "who") == "电梯科局长");
  CHECK(report(w, "2021-02").table("exceptions").row_count() == 0);
}
