// A table by columns says what its cells say.
#include "bihuan/report/table.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/state/columns.hpp"

using namespace bihuan;

namespace {

Day day(const char* text) { return Day::parse(text); }

}  // namespace

TEST_CASE("Cells of one kind become a column of that kind, blanks stay blank", "[report][columns]") {
  const Table table{"mixed",
                    {"id", "count", "money", "on", "nothing", "several"},
                    {{"甲", std::int64_t{1}, Amount{1250, 2}, day("2021-03-01"), {}, std::int64_t{7}},
                     {{}, {}, {}, {}, {}, {}},
                     {"乙", std::int64_t{-2}, Amount{-5, 1}, day("1969-12-31"), {}, day("2021-03-02")},
                     {"甲", std::int64_t{3}, std::int64_t{4}, day("2021-03-02"), {}, "丙"}}};
  const Columns columns = table.columns();
  REQUIRE(columns.row_count() == 4);
  const NamedColumn& id = columns.column("id");
  CHECK(id.dictionary()->size() == 2);  // 甲 stands once
  CHECK(id.cells<std::int32_t>()[0] == id.cells<std::int32_t>()[3]);
  CHECK(id.presence().blank_count() == 1);
  CHECK(columns.column("count").cells<std::int64_t>()[2] == -2);
  CHECK(columns.column("money").scale() == 2);
  CHECK(columns.column("money").cells<WideInteger>()[2] == WideInteger::of(-50));
  CHECK(columns.column("money").cells<WideInteger>()[3] == WideInteger::of(400));
  CHECK(columns.column("on").cells<std::int32_t>()[2] == -1);
  CHECK_FALSE(columns.column("on").presence().at(1));
  CHECK(columns.column("nothing").kind() == ColumnKind::blank);
  CHECK(columns.column("several").kind() == ColumnKind::text);
  CHECK(columns.column("several").text(0) == "7");
  CHECK(columns.column("several").text(2) == "2021-03-02");
}

TEST_CASE("Amounts that 128 bits do not hold become text", "[report][columns]") {
  const Table table{"t", {"a"}, {{Amount{1, 19}}, {std::int64_t{5}}}};
  CHECK(table.columns().column("a").text(0) == "0.0000000000000000001");
  CHECK(table.columns().column("a").text(1) == "5");
}

TEST_CASE("An empty table keeps its keys, and one with a key twice has no columns", "[report][columns]") {
  const Table empty{"t", {"a", "b"}, {}};
  CHECK(empty.columns().row_count() == 0);
  CHECK(empty.columns().all().size() == 2);
  const Table twice{"t", {"a", "a"}, {{std::int64_t{1}, std::int64_t{2}}}};
  CHECK_THROWS_AS(twice.columns(), FormError);
}
