// What was once a way around a rule: each of these closed, moved or hid something only on paper.
#include "../catch.hpp"
#include "office.hpp"

#include "bihuan/error.hpp"

using namespace world;
using T = std::string;

namespace {

std::optional<ErrorCode> refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK_FALSE(error.chinese().empty());
    return error.code();
  }
  return std::nullopt;
}

Fields correction(ItemNumber number, const char* field, Value value) {
  return {{"corrects", number}, {"field", T(field)}, {"value", std::move(value)}, {"reason", T("笔误")}};
}

}  // namespace

TEST_CASE("what no request may do, no correction does", "[state]") {
  struct Escape {
    const char* what;
    State state;
    Request target;
    const char* field;
    Value value;
  };
  const std::vector<Escape> table = {
      {"a seal longer than the law allows", State::rectifying, Request::seal, "until_on", T("2021-12-31")},
      {"an approver without the role", State::rectifying, Request::regrade, "approved_by", T("p90@citizen@阳光物业")},
      {"a duplicate of nothing", State::registered, Request::void_, "duplicate_of", T("nowhere")},
      {"a duplicate of itself", State::registered, Request::void_, "duplicate_of", T("H-1")},
      {"an overseer that lists", State::rectifying, Request::list, "overseer", T("district")},
      {"a grade lowered without an approver", State::registered, Request::grade, "grade", T("general")},
      {"an override granted afterwards", State::rectifying, Request::seal, "override_post", T("director")},
      {"a withdrawal that was none", State::rectifying, Request::seal, "withdrawn", Value{std::vector<T>{"p77"}}},
      {"a due day typed in", State::rectifying, Request::seal, "due_on", T("2021-12-31")},
  };
  for (const Escape& escape : table) {
    INFO(escape.what);
    Office office;
    const Day from = day("2021-03-01");
    Day next = office.w.bring("H-1", escape.state, Grade::major, from);
    office.w.act(escape.target, "H-1", next, what(escape.target, Grade::major), who(escape.target));
    const ItemNumber number = office.w.history.facts().back().number;
    CHECK(refusal([&] { office.act(Request::correct, "H-1", next + 1, correction(number, escape.field, escape.value), who(Request::correct)); }) ==
          (std::string(escape.what) == "an approver without the role" ? ErrorCode::role_missing
           : std::string(escape.what) == "an overseer that lists"    ? ErrorCode::persons_not_distinct
                                                                      : ErrorCode::field_bad));
  }
}

TEST_CASE("a grade corrected upward is not corrected down again without an approver", "[state]") {
  Office office;
  office.act(Request::register_, "H-1", "2021-03-01");
  office.act(Request::grade, "H-1", "2021-03-02", {{"grade", T("general")}});
  const ItemNumber number = office.w.history.facts().back().number;
  const auto correct = [&](const char* on, const char* grade) {
    office.act(Request::correct, "H-1", day(on), correction(number, "grade", T(grade)), who(Request::correct));
  };
  office.act(Request::correct, "H-1", day("2021-03-03"), correction(number, "clause", T("第三项")), who(Request::correct));
  correct("2021-03-04", "major");
  CHECK(office.w.hazard("H-1").grade == Grade::major);
  CHECK(refusal([&] { correct("2021-03-05", "general"); }) == ErrorCode::field_bad);
}

TEST_CASE("a pause ends with the order whose limit it stopped, and is not resumed after its day", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::pause, "H-1", "2021-03-10", {{"review_on", T("2021-03-20")}, {"limit_on", T("2021-04-05")}});
  CHECK(refusal([&] { office.act(Request::resume, "H-1", "2021-03-25", {{"limit_on", T("2021-04-10")}}); }) == ErrorCode::nothing_pending);
  office.act(Request::report_rectified, "H-1", "2021-03-22");
  office.act(Request::pause, "H-1", "2021-03-23", {{"review_on", T("2021-12-01")}, {"limit_on", T("2021-04-05")}});
  office.act(Request::fail_review, "H-1", "2021-03-24");
  office.act(Request::order, "H-1", "2021-03-25", {{"limit_on", T("2021-04-30")}});
  CHECK(office.w.hazard("H-1").overdue_days(day("2021-05-10")) == 10);
}

TEST_CASE("a pause makes no limit where no order gave one", "[state]") {
  Office office;
  office.act(Request::register_, "H-1", "2021-03-01");
  office.act(Request::pause, "H-1", "2021-03-02", {{"review_on", T("2021-03-10")}, {"limit_on", T("2021-03-05")}});
  CHECK_FALSE(office.w.hazard("H-1").limit_on.has_value());
  CHECK(office.w.hazard("H-1").overdue_days(day("2021-04-01")) == 0);
}

TEST_CASE("a grade raised for an earlier day awaits a treatment plan by that rule's day, not by the one written for beginning", "[state]") {
  Office office;
  office.act(Request::register_, "H-1", "2021-03-01");
  office.act(Request::grade, "H-1", "2021-03-02", {{"grade", T("general")}});
  office.act(Request::order, "H-1", "2021-03-05", {{"limit_on", T("2021-04-30")}});
  office.act(Request::regrade, "H-1", "2021-03-03");
  const Due due = office.due("2021-03-08", Limit::treatment);
  CHECK(due.rule != "begin");
  CHECK(due.due_on != day("2021-03-09"));
}

TEST_CASE("reassigning to the unit it has is refused, and the ladder begins again only with another unit", "[state]") {
  Office office;
  office.rectifying("H-1");
  CHECK(refusal([&] { office.act(Request::reassign, "H-1", "2021-04-20", {{"supervising_unit", T("lift")}}); }) == ErrorCode::field_bad);
  office.act(Request::reassign, "H-1", "2021-04-20", {{"supervising_unit", T("crane")}});
  CHECK(office.w.hazard("H-1").reassigned_on == day("2021-04-20"));
}

TEST_CASE("a second penalty decides the second case", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::open_case, "H-1", "2021-03-08", {{"number", T("立1")}});
  office.act(Request::open_case, "H-1", "2021-03-09", {{"number", T("立2")}});
  office.act(Request::penalise, "H-1", "2021-03-10");
  office.act(Request::penalise, "H-1", "2021-03-11");
  CHECK(office.w.hazard("H-1").cases.back().decided_on == day("2021-03-11"));
}

TEST_CASE("who withdrew approves nothing either, from the act on that says so", "[state]") {
  Office office;
  office.w.bring("H-1", State::graded, Grade::major, day("2021-03-01"));
  Fields lowering = what(Request::regrade, Grade::major);
  lowering.set("withdrawn", Value{std::vector<T>{"p7"}});  // the approver himself
  CHECK(refusal([&] { office.act(Request::regrade, "H-1", day("2021-03-08"), lowering, who(Request::regrade)); }) == ErrorCode::persons_not_distinct);
  office.act(Request::remind, "H-1", "2021-03-08", {{"withdrawn", Value{std::vector<T>{"p7"}}}});
  CHECK(refusal([&] { office.act(Request::regrade, "H-1", "2021-03-09"); }) == ErrorCode::persons_not_distinct);
}

TEST_CASE("raised out of passed, a hazard stands as neither rectified nor reviewed", "[state]") {
  Office office;
  office.w.bring("H-1", State::passed, Grade::general, day("2021-03-01"));
  office.act(Request::regrade, "H-1", "2021-03-20");
  CHECK(office.w.hazard("H-1").state == State::ordered);
  CHECK_FALSE(office.w.hazard("H-1").passed_on.has_value());
  CHECK_FALSE(office.w.hazard("H-1").rectified_on.has_value());
}

TEST_CASE("of two rules that fit, the one for the grade goes first, then the one that began last", "[plan]") {
  Rule old = rule("old", Limit::review, 20), newer = rule("newer", Limit::review, 10), major = rule("major", Limit::review, 5);
  newer.term.valid.first = day("2021-01-01");
  major.grade = Grade::major;
  const Rulebook book = Rulebook::none().with({old, newer, major});
  CHECK(book.find(Limit::review, day("2020-12-31"), Grade::general)->term.id == "old");
  CHECK(book.find(Limit::review, day("2021-01-01"), Grade::general)->term.id == "newer");
  CHECK(book.find(Limit::review, day("2021-01-01"), Grade::major)->term.id == "major");
}
