#include "bihuan/ledger/fact.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <set>

using namespace bihuan;

TEST_CASE("every kind of fact has one name and one original and is found again by its name", "[ledger][fact]") {
  std::set<std::string_view> names;
  std::set<std::string> originals;
  for (int at = 0; at < fact_kind_count; ++at) {
    const auto kind = static_cast<FactKind>(at);
    CHECK(parse_fact_kind(fact_name(kind)) == kind);
    names.insert(fact_name(kind));
    originals.insert(chinese(kind));
  }
  CHECK(names.size() == static_cast<std::size_t>(fact_kind_count));
  CHECK(originals.size() == static_cast<std::size_t>(fact_kind_count));
  CHECK(fact_name(FactKind::order_issued) == "order_issued");
  CHECK(chinese(FactKind::order_issued) == "下达指令");
  CHECK(is_hazard_fact(FactKind::hazard_reassigned));
  CHECK_FALSE(is_hazard_fact(FactKind::plan_adopted));
}

TEST_CASE("an unknown kind is refused by its name", "[ledger][fact]") {
  CHECK_FALSE(try_parse_fact_kind("hazard_forgotten"));
  CHECK_FALSE(try_parse_fact_kind(""));
  try {
    parse_fact_kind("hazard_forgotten");
    FAIL("it was taken");
  } catch (const LedgerError& error) {
    CHECK(error.code() == ErrorCode::bad_fact);
    CHECK_THAT(error.what(), Catch::Matchers::ContainsSubstring("hazard_forgotten"));
    CHECK_THAT(error.chinese(), Catch::Matchers::ContainsSubstring("hazard_forgotten"));
  }
}

TEST_CASE("fields stand sorted, the last word counts and what is empty is absent", "[ledger][fact]") {
  Fields fields{{"unit", "north"}, {"period", "2020-10"}, {"unit", "south"}, {"note", ""}};
  REQUIRE(fields.entries().size() == 2);
  CHECK(fields.entries()[0].first == "period");
  CHECK(fields.text("unit") == "south");
  CHECK_FALSE(fields.has("note"));

  fields.set("clauses", Value{std::vector<std::string>{"第三条"}}).set("rows", Value{std::int64_t{0}});
  CHECK(fields.texts("clauses") == std::vector<std::string>{"第三条"});
  CHECK(fields.integer("rows") == 0);
  CHECK_FALSE(fields.flag("rows"));
  fields.set("clauses", Value{std::vector<std::string>{}}).set("unit", Value{std::string{}});
  CHECK_FALSE(fields.has("clauses"));
  CHECK_FALSE(fields.has("unit"));
  CHECK(fields.erase("rows").erase("rows").entries().size() == 1);
}

TEST_CASE("a field asked for as another type gives nothing, and a day must be ISO", "[ledger][fact]") {
  Fields fields{{"limit_on", "2020-10-31"}, {"count", std::int64_t{2}}, {"wrong_on", "2020/10/31"}};
  fields.set("until_on", Day::of(2020, 12, 1));
  CHECK(fields.text("count").empty());
  CHECK_FALSE(fields.integer("limit_on"));
  CHECK(fields.texts("limit_on").empty());
  CHECK(fields.day("limit_on") == Day::of(2020, 10, 31));
  CHECK(fields.day("until_on") == Day::of(2020, 12, 1));
  CHECK_FALSE(fields.day("absent_on"));
  CHECK_THROWS_AS(fields.day("wrong_on"), LedgerError);
  CHECK_THROWS_AS(fields.day("count"), LedgerError);
}

TEST_CASE("the table says what a kind must and may carry", "[ledger][fact]") {
  const auto order = fields_of(FactKind::order_issued);
  REQUIRE(order.size() == 7);
  CHECK(order[0].name == "paper");
  CHECK(order[0].required);
  CHECK(fields_of(FactKind::rectification_begun).empty());

  const FieldForm* limit = find_field(FactKind::order_issued, "limit_on");
  REQUIRE(limit);
  CHECK(limit->type == FieldType::day);
  CHECK(limit->original == "整改时限");
  CHECK_FALSE(find_field(FactKind::order_issued, "grade"));
  CHECK(find_field(FactKind::rectification_begun, "note"));

  // `period` may stand in every fact; where a kind names it, it is the kind's.
  CHECK_FALSE(find_field(FactKind::hazard_closed, "period")->required);
  CHECK(find_field(FactKind::return_received, "period")->required);
}

TEST_CASE("the ledger's own keys and the words of the design are not used as fields", "[ledger][fact]") {
  for (int at = 0; at < fact_kind_count; ++at) {
    const auto kind = static_cast<FactKind>(at);
    for (const auto own : {"form", "kind", "on", "subject", "version", "by"}) CHECK_FALSE(find_field(kind, own));
    for (const FieldForm& form : fields_of(kind)) {
      INFO(fact_name(kind) << "." << form.name);
      CHECK((form.type == FieldType::day) == form.name.ends_with("_on"));
      CHECK((form.type == FieldType::money_fen) == form.name.ends_with("_fen"));
      CHECK_FALSE(form.original.empty());
    }
  }
}

TEST_CASE("the page of facts names every field of every kind", "[ledger][fact]") {
  const std::string page = facts_page();
  CHECK_THAT(page, Catch::Matchers::ContainsSubstring("| order_issued | limit_on | day | yes | 整改时限 | 1 |"));
  CHECK_THAT(page, Catch::Matchers::ContainsSubstring("| (every fact) | override_post | text |  | 越权批准职务 | 1 |"));
  CHECK_THAT(page, Catch::Matchers::ContainsSubstring("| rectification_begun | – |"));
}
