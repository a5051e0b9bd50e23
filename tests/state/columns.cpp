// Columns share their cells with whoever made them, keep them alive, and refuse what does not fit together.
#include "bihuan/state/columns.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"

#include <array>
#include <limits>

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

template <class Act>
std::string refusal(ErrorCode code, Act act) {
  try {
    act();
  } catch (const FormError& error) {
    CHECK(error.code() == code);
    CHECK(error.chinese() != error.what());
    return error.what();
  }
  return "not refused";
}

/// What an engine has in memory: columns side by side, of which it hands out views.
struct Engine {
  std::vector<std::uint8_t> state{0, 2, 1, 0};
  std::vector<std::int32_t> found_on{18000, 18001, no_day, 18003};
  static constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::min();
};

Columns columns_of(const std::shared_ptr<const Engine>& engine) {
  const std::array<std::string_view, 3> states{"found", "graded", "closed"};
  const auto has_day = [&](std::size_t row) { return engine->found_on[row] != Engine::no_day; };
  return Columns({NamedColumn::texts("state", {engine->state, engine}, Dictionary::of(states)),
                  NamedColumn::days("found_on", {engine->found_on, engine}, Presence::of(4, has_day))});
}

}  // namespace

TEST_CASE("Columns of an engine are views of its memory and keep it alive", "[state][columns]") {
  auto engine = std::make_shared<const Engine>();
  const std::weak_ptr<const Engine> watched = engine;
  const auto* memory = engine->state.data();
  {
    const Columns columns = columns_of(engine);
    engine.reset();
    REQUIRE_FALSE(watched.expired());
    CHECK(columns.row_count() == 4);
    CHECK(columns.column("state").first_cell() == memory);
    CHECK(columns.column("state").text(1) == "closed");
    CHECK(columns.column("found_on").cells<std::int32_t>()[3] == 18003);
    CHECK(columns.column("found_on").presence().blank_count() == 1);
    CHECK_FALSE(columns.column("found_on").presence().at(2));
    const Columns copy = columns;
    CHECK(copy.column("state").first_cell() == memory);
  }
  CHECK(watched.expired());
}

TEST_CASE("A column may have cells of its own", "[state][columns]") {
  const NamedColumn column = NamedColumn::integers("count", std::vector<std::int64_t>{1, 2, 3});
  const NamedColumn copy = column;
  CHECK(column.cells<std::int64_t>()[2] == 3);
  CHECK(copy.first_cell() == column.first_cell());
  CHECK(column.cell_bytes() == 8);
  CHECK(NamedColumn::integers("count", std::vector<std::int32_t>{1}).cell_bytes() == 4);
  CHECK(NamedColumn::flags("open", std::vector<std::uint8_t>{1, 0}).kind() == ColumnKind::flag);
  CHECK(NamedColumn::blanks("nothing", 7).row_count() == 7);
  CHECK(NamedColumn::amounts("money", std::vector<WideInteger>{WideInteger::of(125)}, 1).scale() == 1);
}

TEST_CASE("Presence counts its blanks and needs no bits where there are none", "[state][columns]") {
  const Presence presence = Presence::of(19, [](std::size_t row) { return row % 3 != 0; });
  CHECK(presence.blank_count() == 7);
  CHECK(presence.bits().size() == 3);
  int differing = 0;
  for (std::size_t row = 0; row < 19; ++row) differing += presence.at(row) != (row % 3 != 0);
  CHECK(differing == 0);
  CHECK(Presence::of(19, [](std::size_t) { return true; }).bits().empty());
  CHECK(Presence(std::vector<std::uint8_t>{0x0f}, 6).blank_count() == 2);  // bits beyond the rows say nothing
  CHECK(Presence().blank_count() == 0);
}

TEST_CASE("Amounts are numbers of 128 bits", "[state][columns]") {
  CHECK(WideInteger::of(5) == WideInteger{5, 0});
  CHECK(WideInteger::of(-5) == WideInteger{static_cast<std::uint64_t>(-5), -1});
  CHECK(WideInteger::of(12, 3) == WideInteger{12000, 0});
  // 2^63 - 1 times 10^18, by hand: (2^63 - 1) 10^18 = 10^18 2^63 - 10^18
  const std::uint64_t power = 1'000'000'000'000'000'000ULL;
  CHECK(WideInteger::of(std::numeric_limits<std::int64_t>::max(), 18) ==
        WideInteger{std::uint64_t{0} - power, static_cast<std::int64_t>(power / 2 - 1)});
}

TEST_CASE("Texts stand once in a dictionary that columns share", "[state][columns]") {
  const std::array<std::string, 3> words{"", "科室", "所"};
  const auto dictionary = Dictionary::of(words);
  CHECK(dictionary->size() == 3);
  CHECK(dictionary->text(1) == "科室");
  CHECK(dictionary->ends()[3] == 9);
  const NamedColumn one = NamedColumn::texts("a", std::vector<std::int32_t>{2, 0}, dictionary);
  const NamedColumn other = NamedColumn::texts("b", std::vector<std::uint8_t>{1, 1}, dictionary, Presence::of(2, [](std::size_t row) { return row == 1; }));
  CHECK(one.dictionary() == other.dictionary());
  CHECK(one.text(0) == "所");
  CHECK(other.text(0).empty());
  CHECK(other.text(1) == "科室");
  const std::vector<std::string> none;
  CHECK(NamedColumn::texts("c", std::vector<std::int32_t>{0}, Dictionary::of(none), Presence::of(1, [](std::size_t) { return false; })).text(0).empty());
}

TEST_CASE("Columns that do not fit together are refused", "[state][columns][unhappy]") {
  const auto one = NamedColumn::integers("one", std::vector<std::int64_t>{1, 2});
  const auto dictionary = Dictionary::of(std::array<std::string, 1>{"a"});
  const auto refused = [](auto act) { return refusal(ErrorCode::field_bad, act); };
  CHECK_THAT(refused([&] { Columns({one, NamedColumn::blanks("two", 3)}); }), ContainsSubstring("column two: 3 rows beside columns of 2"));
  CHECK_THAT(refused([&] { Columns({one, one}); }), ContainsSubstring("column one: the name is used twice"));
  for (const std::int32_t code : {1, -1}) {
    CHECK_THAT(refused([&] { NamedColumn::texts("t", std::vector<std::int32_t>{0, code}, dictionary); }), ContainsSubstring("outside of the dictionary's 1 texts"));
  }
  CHECK_THAT(refused([&] { NamedColumn::texts("t", std::vector<std::uint8_t>{200}, dictionary); }), ContainsSubstring("column t: a code lies outside"));
  CHECK_THAT(refused([&] { NamedColumn::texts("t", std::vector<std::uint8_t>{0}, nullptr); }), ContainsSubstring("without a dictionary"));
  CHECK_THAT(refused([&] { NamedColumn::integers("i", std::vector<std::int64_t>{1}, Presence::of(2, [](std::size_t) { return false; })); }), ContainsSubstring("a presence of 2 rows"));
  CHECK_THAT(refused([&] { Presence(std::vector<std::uint8_t>{1}, 9); }), ContainsSubstring("longer than its bits"));
  CHECK_THAT(refused([&] { (void)one.cells<std::int32_t>(); }), ContainsSubstring("integer, 8 bytes each"));
  CHECK_THAT(refused([&] { (void)one.text(0); }), ContainsSubstring("another type"));
  CHECK_THAT(refusal(ErrorCode::nothing_to_report, [&] { (void)Columns({one}).column("colour"); }), ContainsSubstring("there are one"));
  CHECK(Columns({}, 5).row_count() == 5);
}
