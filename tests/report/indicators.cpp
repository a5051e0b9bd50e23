// The catalogue of indicators, and the figures that were published: every rate is recomputed.
#include "../catch.hpp"

#include "bihuan/error.hpp"
#include "bihuan/report/indicator.hpp"

#include <set>

using namespace bihuan;

namespace {

struct Published {
  const char* who;
  std::int64_t rectified, found;
  Amount rate;
  bool agrees;
  const char* recomputed;
};

// What governments published with both counts beside the rate. Two of them contradict their own counts.
const Published published[] = {
    {"Putuo district, three-year campaign, 2021", 8740, 8942, {9774, 2}, true, "97.74"},
    {"Putuo district, three-day action, January 2023", 1574, 1659, {9488, 2}, true, "94.88"},
    {"Shandong, January 2016, general", 287141, 355888, {8068, 2}, true, "80.68"},
    {"Shandong, January 2016, major", 1159, 1874, {6924, 2}, false, "61.85"},
    {"Sichuan, January to September, general", 137354, 141911, {9728, 2}, false, "96.79"},
    {"Sichuan, January to September, major", 72, 182, {3956, 2}, true, "39.56"},
};

std::set<int> numbers_of(const IndicatorBook& book) {
  std::set<int> out;
  for (const Indicator& row : book.rows()) out.insert(std::stoi(row.code.substr(1, 2)));
  return out;
}

}  // namespace

TEST_CASE("published rates are recomputed from their own counts, and the two published errors are flagged", "[report]") {
  int wrong = 0;
  for (const Published& one : published) {
    INFO(one.who);
    const PublishedRate checked = check_published(one.rectified, one.found, one.rate);
    CHECK(checked.agrees == one.agrees);
    REQUIRE(checked.recomputed.has_value());
    CHECK(checked.recomputed->text() == one.recomputed);
    wrong += checked.agrees ? 0 : 1;
  }
  CHECK(wrong == 2);
}

TEST_CASE("published sums and remainders hold", "[report]") {
  // September 2023: departments found 11.38 and enterprises 7.74 of 19.12 (10,000 major hazards), rectified 8.84 and 6.45.
  CHECK(is_same(sum_of({1138, 2}, {774, 2}), {1912, 2}));
  // Sichuan: 182 major hazards less 72 rectified are the 110 in the treatment plan.
  CHECK(is_same(difference_of({182, 0}, {72, 0}), {110, 0}));
  CHECK(is_same(sum_of({125, 1}, {75, 2}), {1325, 2}));
  CHECK(is_less({1249, 2}, {125, 1}));
  CHECK_FALSE(is_less({1250, 2}, {125, 1}));
}

TEST_CASE("a rate has two decimals, is rounded half up, and is blank when nothing was found", "[report]") {
  CHECK(rectification_rate(1, 3)->text() == "33.33");
  CHECK(rectification_rate(2, 3)->text() == "66.67");
  CHECK(rectification_rate(1, 32)->text() == "3.13");
  CHECK(rectification_rate(3, 2)->text() == "150.00");
  CHECK_FALSE(rectification_rate(0, 0).has_value());
  CHECK_FALSE(check_published(0, 0, {0, 0}).agrees);
  // A whole number is published as one; half a step is rounding, a whole step is not.
  CHECK(check_published(1, 2, {50, 0}).agrees);
  CHECK(check_published(2, 3, {67, 0}).agrees);
  CHECK(check_published(2, 3, {66, 0}).agrees);
  CHECK_FALSE(check_published(2, 3, {68, 0}).agrees);
}

TEST_CASE("the catalogue has all 36 indicators, each figure with a measure, a source and one meaning", "[report]") {
  const IndicatorBook& book = IndicatorBook::standard();
  const std::set<int> numbers = numbers_of(book);
  CHECK(numbers.size() == 36);
  CHECK(*numbers.begin() == 1);
  CHECK(*numbers.rbegin() == 36);
  std::set<std::string> codes;
  for (const Indicator& row : book.rows()) {
    INFO(row.code);
    CHECK(codes.insert(row.code).second);
    CHECK_FALSE(row.title.empty());
    CHECK_FALSE(row.measure.empty());
    CHECK_FALSE(row.source.empty());
    CHECK((row.knowledge == Knowledge::typed) == row.from.empty());
    if (row.measure == "%") CHECK(row.counts == CountOf::share);
    if (row.measure == "家") CHECK(row.counts == CountOf::entities);
    if (row.measure == "家次") CHECK(row.counts == CountOf::visits);
    if (row.measure == "万元") CHECK(row.counts == CountOf::money);
  }
}

TEST_CASE("codes that were in use keep their meaning", "[report]") {
  const IndicatorBook& book = IndicatorBook::standard();
  struct Old {
    const char *code, *from;
    std::optional<Grade> grade;
  };
  for (const Old& old : {Old{"I08", "found", {}}, Old{"I09a", "found", Grade::general}, Old{"I09b", "rectified", Grade::general},
                         Old{"I10a", "found", Grade::major}, Old{"I10b", "rectified", Grade::major}, Old{"I11a", "rectified", {}},
                         Old{"I11", "rate", {}}, Old{"I11c", "struck_off", {}}}) {
    INFO(old.code);
    const Indicator* row = book.find(old.code);
    REQUIRE(row != nullptr);
    CHECK(row->from == old.from);
    CHECK(row->grade == old.grade);
    CHECK(row->knowledge == Knowledge::derived);
  }
  // Enterprises and visits were typed beside one code: the measure says which was meant.
  CHECK(book.find("I04", "家")->code == "I04a");
  CHECK(book.find("I04", "家次")->code == "I04b");
  CHECK(book.find("I34", "人次")->code == "I34c");
  CHECK(book.find("I99") == nullptr);
}

TEST_CASE("another campaign brings its own catalogue; what is wrong in it is refused with its place", "[report]") {
  const std::string own = "[[indicator]]\ncode = \"K01\"\ntitle = \"排查\"\nmeasure = \"处\"\ncounts = \"items\"\nknowledge = \"derived\"\nfrom = \"found\"\nsource = \"本区\"\n";
  const IndicatorBook book = IndicatorBook::parse(own, "own.toml");
  REQUIRE(book.rows().size() == 1);
  CHECK(book.rows().front().measure == "处");
  struct Wrong {
    std::string text, says;
  };
  for (const Wrong& wrong : {Wrong{own + own, "K01 stands twice"}, Wrong{own + "[[sum]]\nwhole = \"K01\"\nparts = [\"K02\"]\nsource = \"本区\"\n", "no indicator K02"},
                             Wrong{"[[indicator]]\ncode = \"K01\"\ntitle = \"排查\"\nmeasure = \"处\"\ncounts = \"items\"\nknowledge = \"derived\"\nfrom = \"luck\"\nsource = \"x\"\n", "luck"},
                             Wrong{"[[indicator]]\ncode = \"K01\"\n", "title"}, Wrong{"code = ", "own.toml:1"}}) {
    INFO(wrong.text);
    try {
      IndicatorBook::parse(wrong.text, "own.toml");
      FAIL("read");
    } catch (const PlanError& error) {
      CHECK_THAT(std::string(error.what()), Catch::Matchers::ContainsSubstring(wrong.says));
      CHECK_THAT(std::string(error.what()), Catch::Matchers::ContainsSubstring("own.toml"));
    }
  }
}
