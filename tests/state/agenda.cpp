// What needs doing: every limit that runs, whose move it is, how far it has risen; like hazards; feasible limits.
#include "../catch.hpp"
#include "office.hpp"

#include "bihuan/error.hpp"

using namespace world;
using Catch::Matchers::ContainsSubstring;

namespace {

using T = std::string;

std::string limits_of(const std::vector<Due>& dues) {
  std::string out;
  for (const Due& due : dues) out += (out.empty() ? "" : " ") + T(limit_name(due.limit)) + (due.due_on ? ":" + due.due_on->iso().substr(5) : "");
  return out;
}

}  // namespace

TEST_CASE("each state waits for its step by the day that the rules gave it", "[state]") {
  struct Row {
    std::vector<std::pair<Request, const char*>> acts;
    Grade grade;
    const char* as_of;
    const char* limits;
  };
  using enum Request;
  const std::vector<std::pair<Request, const char*>> begun = {{register_, "2021-03-01"}, {grade, "2021-03-02"}, {order, "2021-03-03"}, {begin, "2021-03-04"}};
  auto with = [&](std::vector<std::pair<Request, const char*>> more) {
    auto all = begun;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const std::vector<Row> rows = {
      {{{register_, "2021-03-01"}}, Grade::general, "2021-03-02", "grade:03-04"},
      {{{register_, "2021-03-01"}, {grade, "2021-03-02"}}, Grade::general, "2021-03-02", "order:03-09"},
      {{{register_, "2021-03-01"}, {grade, "2021-03-02"}, {order, "2021-03-03"}}, Grade::general, "2021-03-03", "begin:03-05 rectify:03-31"},
      {{{register_, "2021-03-01"}, {grade, "2021-03-02"}, {order, "2021-03-03"}}, Grade::major, "2021-03-03", "treatment:03-17 rectify:03-31"},
      {begun, Grade::general, "2021-03-04", "rectify:03-31"},
      {with({{report_rectified, "2021-03-08"}}), Grade::general, "2021-03-08", "review:03-22"},
      {with({{report_rectified, "2021-03-08"}, {fail_review, "2021-03-09"}}), Grade::general, "2021-03-09", "order_again:03-12 rectify:03-31"},
      {with({{report_rectified, "2021-03-08"}, {pass_review, "2021-03-09"}}), Grade::general, "2021-03-09", "close:03-16"},
      {with({{report_rectified, "2021-03-08"}, {pass_review, "2021-03-09"}, {close, "2021-03-10"}}), Grade::general, "2021-03-10", ""},
      {with({{ask_extension, "2021-03-08"}}), Grade::general, "2021-03-08", "decide_extension:03-22 rectify:03-31"},
      {with({{seal, "2021-03-08"}}), Grade::general, "2021-03-08", "rectify:03-31 seal:04-07"},
      {with({{open_case, "2021-03-08"}}), Grade::general, "2021-03-08", "rectify:03-31 decide_case:06-06"},
      {with({{open_case, "2021-03-08"}, {penalise, "2021-03-09"}}), Grade::general, "2021-03-09", "rectify:03-31"},
      {with({{transfer, "2021-03-08"}}), Grade::general, "2021-03-08", "receipt:12-31"},
      {with({{transfer, "2021-03-08"}, {acknowledge_transfer, "2021-03-09"}}), Grade::general, "2021-03-09", ""},
  };
  for (const Row& row : rows) {
    INFO(row.limits);
    Office office;
    for (const auto& [request, on] : row.acts) {
      Fields more;
      if (request == Request::grade) more = {{"grade", T(grade_name(row.grade))}, {"clause", T("第三项")}};
      if (request == Request::order) more = {{"limit_on", T("2021-03-31")}};
      if (request == Request::ask_extension) more = {{"extended_to_on", T("2021-04-30")}};
      office.act(request, "H-1", on, more);
    }
    CHECK(limits_of(office.dues(row.as_of)) == row.limits);
  }
}

TEST_CASE("a due says since when, under which rule, by whom, how many working days are left and who answers", "[state]") {
  Office office;
  office.p.organisation.incumbencies.push_back({PersonId{"p50"}, {PostId{"head"}, UnitId{"lift"}}, {}, false});
  office.rectifying("H-1");
  office.act(Request::report_rectified, "H-1", "2021-03-29");
  const Due due = office.due("2021-04-02", Limit::review);
  CHECK(due.request == Request::pass_review);
  CHECK(due.started_on == day("2021-03-29"));
  CHECK(office.w.history.find(due.number)->fact.kind == FactKind::rectification_reported);
  CHECK(due.due_on == day("2021-04-13"));  // 3 to 5 April is Qingming, off on Monday too
  CHECK(due.working_days_left == 6);
  CHECK(due.rule == "review");
  CHECK(due.edition == "2021-1");
  CHECK(due.movers == set_of(Role::reviewer));
  CHECK(due.silent_days == 4);
  REQUIRE(due.answers.size() == 3);
  CHECK(due.answers[0].seat.text() == "head@lift");
  CHECK(due.answers[0].person == PersonId{"p50"});
  CHECK(due.answers[1].capacity == "领导小组办公室");
  CHECK(due.answers[2].seat.text() == "director@office");
  CHECK(due.answers[2].capacity == "领导小组组长");
  CHECK(due.reason == "复查：自2021年3月29日起，依规则review（虚构方案第一条），期限至2021年4月13日，还剩6个工作日");
  const Due late = office.due("2021-04-16", Limit::review);
  CHECK(late.working_days_left == -3);
  CHECK(late.overdue_days == 3);
  CHECK_THAT(late.reason, ContainsSubstring("已超期3日（3个工作日）"));
}

TEST_CASE("what is due within n working days, overdue, and silent", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::register_, "H-2", "2021-03-22");
  const auto dues = office.dues("2021-03-26");
  CHECK(limits_of(due_within(dues, 3)) == "rectify:03-31");
  CHECK(limits_of(due_within(dues, 2)).empty());
  CHECK(limits_of(overdue(dues)) == "grade:03-25");
  CHECK(silent(dues, 5).size() == 1);
  CHECK(silent(dues, 5).front().hazard == HazardId{"H-1"});
  office.act(Request::remind, "H-1", "2021-03-25");
  CHECK(office.due("2021-03-26", Limit::rectify).silent_days == 22);  // a reminder is no answer
}

TEST_CASE("while the clock is paused the rectifier's limit stands still, the administration's run on", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::open_case, "H-1", "2021-03-05");
  office.act(Request::pause, "H-1", "2021-03-29", {{"review_on", T("2021-07-15")}, {"limit_on", T("2021-03-31")}});
  const Due own = office.due("2021-06-20", Limit::rectify);
  CHECK(own.paused);
  CHECK(own.overdue_days == 0);
  CHECK(own.working_days_left == 2);  // as on the day of the pause
  CHECK_THAT(own.reason, ContainsSubstring("已中止计时"));
  CHECK(office.due("2021-06-20", Limit::review_pause).due_on == day("2021-07-15"));
  CHECK(office.due("2021-06-20", Limit::decide_case).overdue_days == 17);
  // A pause ends by itself on its review day.
  CHECK(limits_of(office.dues("2021-07-16")) == "rectify:03-31 decide_case:06-03");
  CHECK(office.due("2021-07-16", Limit::rectify).overdue_days == 107);
}

TEST_CASE("a passed hazard under a hold says what to lift first, and a lapsed seal is overdue", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::seal, "H-1", "2021-03-04");
  office.act(Request::report_rectified, "H-1", "2021-03-08");
  office.act(Request::pass_review, "H-1", "2021-03-09");
  CHECK_THAT(office.due("2021-03-09", Limit::close).reason, ContainsSubstring("须先解除查封扣押"));
  CHECK(office.due("2021-04-05", Limit::seal).overdue_days == 2);
  CHECK(next_step(office.w.hazard("H-1")) == "解除查封扣押后销号");
}

TEST_CASE("a limit that no rule gives has no day and says so", "[state]") {
  Office office;
  office.book = Rulebook::none();
  office.act(Request::register_, "H-1", "2021-03-01");
  const Due due = office.due("2021-03-02", Limit::grade);
  CHECK_FALSE(due.due_on.has_value());
  CHECK_FALSE(due.working_days_left.has_value());
  CHECK_THAT(due.reason, ContainsSubstring("都没有规定期限"));
}

TEST_CASE("a limit into a year without a calendar is resolved when asked, once that year is announced", "[state]") {
  Office office;
  office.w.today = day("2027-01-20");
  office.act(Request::register_, "H-1", "2026-12-30");
  CHECK_FALSE(office.due("2026-12-31", Limit::grade).due_on.has_value());
  CHECK_THAT(office.due("2026-12-31", Limit::grade).reason, ContainsSubstring("尚无工作日历"));
  office.calendar = office.calendar.with(Calendar::parse(R"([[edition]]
id = "2027-1"
year = 2027
published_on = 2026-11-01
notice = "虚构通知"
address = "http://example.org"
holidays = [{ name = "元旦", first = 2027-01-01, last = 2027-01-03 }]
)", "2027.toml"));
  const Due due = office.due("2027-01-08", Limit::grade);
  CHECK(due.due_on == day("2027-01-05"));  // 31 December, 4 and 5 January
  CHECK(due.resolved_now);
  CHECK(due.working_days_left == -3);
  CHECK_THAT(due.reason, ContainsSubstring("现按规定推算"));
}

TEST_CASE("penalties enough within the days of the rule propose closure, until it is reported", "[state]") {
  Office office;
  Rule closure = rule("closure", Limit::propose_closure, 180, Counting::calendar_days);
  closure.count = 3;
  closure.grade = Grade::major;
  office.book = office.book.with({closure});
  office.rectifying("H-1");
  for (const char* on : {"2021-03-10", "2021-05-10", "2021-06-10"}) office.act(Request::penalise, "H-1", on);
  CHECK_THROWS(office.due("2021-06-11", Limit::propose_closure));  // no major hazard there
  office.act(Request::regrade, "H-1", "2021-06-11");
  const Due due = office.due("2021-06-12", Limit::propose_closure);
  CHECK(due.request == Request::report_up);
  CHECK(due.started_on == day("2021-06-10"));
  CHECK_FALSE(due.due_on.has_value());
  CHECK_THAT(due.reason, ContainsSubstring("180日内已受处罚3次"));
  office.act(Request::report_up, "H-1", "2021-06-13");  // of the ladder: proposes nothing
  CHECK_NOTHROW(office.due("2021-06-14", Limit::propose_closure));
  office.act(Request::report_up, "H-1", "2021-06-14", {{"proposes_closure", std::int64_t{1}}});
  CHECK_THROWS(office.due("2021-06-15", Limit::propose_closure));
}

TEST_CASE("the ladder: the highest rung whose condition is met, and whether it was climbed", "[state]") {
  using enum Rung::When;
  struct Row {
    const char* as_of;
    int step;         // 0: none
    const char* to;
    bool done;
  };
  Office office;
  office.p.ladder = {rung(1, Rung::When::overdue, 1, "remind", "supervising_unit"), rung(2, Rung::When::overdue, 10, "interview", "leading_unit"),
                     rung(3, Rung::When::overdue, 20, "report_up", "leading_group"), rung(4, Rung::When::overdue, 40, "report_up", "区安委办")};
  office.rectifying("H-1");
  office.act(Request::remind, "H-1", "2021-04-05", {{"to", T("电梯科")}});
  office.act(Request::report_up, "H-1", "2021-04-25", {{"to", T("领导小组")}});
  const Row rows[] = {
      {"2021-03-31", 0, "", false},        {"2021-04-01", 1, "电梯科", false},  {"2021-04-05", 1, "电梯科", true},
      {"2021-04-09", 1, "电梯科", true},   {"2021-04-10", 2, "电梯科", false},  {"2021-04-20", 3, "领导小组", false},
      {"2021-04-25", 3, "领导小组", true}, {"2021-05-09", 3, "领导小组", true}, {"2021-05-10", 4, "区安委办", false},
  };
  for (const Row& row : rows) {
    INFO(row.as_of);
    const auto found = office.due(row.as_of, Limit::rectify).rung;
    REQUIRE(found.has_value() == (row.step > 0));
    if (!found) continue;
    CHECK(found->step == row.step);
    CHECK(found->to == row.to);
    CHECK(found->done == row.done);
  }
}

TEST_CASE("a new unit begins at the bottom of the ladder", "[state]") {
  Office office;
  office.p.ladder = {rung(1, Rung::When::overdue, 1, "remind", "supervising_unit"), rung(2, Rung::When::overdue, 10, "interview", "supervising_unit")};
  office.rectifying("H-1");
  office.act(Request::interview, "H-1", "2021-04-12", {{"to", T("电梯科")}});
  CHECK(office.due("2021-04-14", Limit::rectify).rung->step == 2);
  office.act(Request::reassign, "H-1", "2021-04-15", {{"supervising_unit", T("crane")}});
  CHECK_FALSE(office.due("2021-04-15", Limit::rectify).rung.has_value());
  const auto after = office.due("2021-04-16", Limit::rectify);
  CHECK(after.rung->step == 1);
  CHECK(after.rung->to == "起重科");
  CHECK_FALSE(after.rung->done);
  CHECK(after.unit == UnitId{"crane"});
  CHECK(after.overdue_days == 16);  // the limit itself did not move
}

TEST_CASE("rungs on silence and on grading", "[state]") {
  Office office;
  office.p.ladder = {rung(1, Rung::When::silent, 15, "remind", "supervising_unit"),
                     rung(2, Rung::When::graded, 1, "report_up", "office", Grade::major)};
  office.rectifying("H-1");
  CHECK_FALSE(office.due("2021-03-18", Limit::rectify).rung.has_value());
  CHECK(office.due("2021-03-19", Limit::rectify).rung->act == Request::remind);
  office.act(Request::remind, "H-1", "2021-03-19", {{"to", T("lift")}});
  CHECK(office.due("2021-03-20", Limit::rectify).rung->done);
  office.act(Request::regrade, "H-1", "2021-03-22");  // to major
  CHECK(office.due("2021-03-23", Limit::rectify).rung->to == "办公室");
  office.act(Request::report_up, "H-1", "2021-03-23", {{"to", T("办公室")}});
  CHECK(office.due("2021-03-24", Limit::rectify).rung->done);
  // A duty done does not hide the reminder that is due later.
  CHECK(office.due("2021-04-08", Limit::rectify).rung->act == Request::remind);
}

TEST_CASE("a limit is compared with how long such hazards have taken", "[state]") {
  Office office;
  // 48 hazards of the class, one done after each number of working days from 1 to 48: 15 of them within 15.
  Day ordered = day("2021-03-03");
  for (int i = 1; i <= 48; ++i) {
    const std::string id = "P-" + std::to_string(i);
    office.act(Request::register_, id, "2021-03-01");
    office.act(Request::grade, id, "2021-03-02", {{"grade", T("general")}});
    office.act(Request::order, id, ordered.iso().c_str());
    office.act(Request::begin, id, "2021-03-03");
    const Day passed = office.calendar.add_working_days(ordered, i);
    office.act(Request::report_rectified, id, passed.iso().c_str());
    office.act(Request::pass_review, id, passed.iso().c_str());
  }
  office.act(Request::register_, "H-1", "2021-06-07");
  office.act(Request::grade, "H-1", "2021-06-07", {{"grade", T("general")}});
  const auto ask = [&](const char* as_of, const char* limit) { return feasibility(office.snapshot(as_of), office.p, HazardId{"H-1"}, day(limit), office.calendar); };
  CHECK(ask("2021-06-07", "2021-06-29").text() == "剩余15个工作日；同类（电梯，一般）48项中31%在15个工作日内完成整改，半数在24个工作日内完成");
  CHECK(ask("2021-06-07", "2021-06-29").within_count == 15);
  CHECK(ask("2021-06-07", "2021-06-04").working_days_left == -1);
  CHECK_FALSE(ask("2021-06-07", "2027-06-29").working_days_left.has_value());
  // As of an earlier day only what had passed by then is known; of another grade there is nothing.
  office.act(Request::register_, "H-2", "2021-03-01");
  office.act(Request::grade, "H-2", "2021-03-01", {{"grade", T("major")}, {"clause", T("第三项")}});
  const auto few = feasibility(office.snapshot("2021-06-07"), office.p, HazardId{"H-2"}, day("2021-06-29"), office.calendar);
  CHECK(few.text() == "剩余15个工作日；同类（电梯，重大）已整改的仅0项，不足5项，不作推断");
  CHECK_FALSE(few.median_days.has_value());
  CHECK_THROWS_AS(feasibility(office.snapshot("2021-06-07"), office.p, HazardId{"H-9"}, day("2021-06-29"), office.calendar), Refused);
}

TEST_CASE("the same enterprise or device and class are recognised; the outcome is a recorded decision", "[state]") {
  struct Row {
    Fields second;
    bool like;
    bool decided;
  };
  const Fields first = {{"credit_code", T("91110000600037341L")}, {"device_code", T("D-1")}};
  const Row rows[] = {
      {{{"credit_code", T("91110000600037341L")}, {"enterprise", T("改名物业")}}, true, false},
      {{}, true, false},  // the same name, and no code to tell otherwise
      {{{"credit_code", T("9131000063159284XQ")}}, false, false},
      {{{"credit_code", T("9131000063159284XQ")}, {"device_code", T("D-1")}}, true, false},
      {{{"task", T("1.2")}}, false, false},
      {{{"recurrence_of", T("H-1")}}, true, true},
      {{{"distinct_from", std::vector<T>{"H-1"}}}, true, true},
  };
  for (const Row& row : rows) {
    Office office;
    office.rectifying("H-1", first);
    office.act(Request::register_, "H-2", "2021-03-20", row.second);
    const auto found = likenesses(office.snapshot("2021-03-20"), office.p, HazardId{"H-2"});
    REQUIRE(found.size() == (row.like ? 1 : 0));
    if (row.like) CHECK(found[0].decided == row.decided);
    CHECK(undecided_likenesses(office.snapshot("2021-03-20"), office.p).size() == (row.like && !row.decided ? 1 : 0));
  }
}

TEST_CASE("a likeness is decided by a correction, a chain of recurrences, or a void duplicate", "[state]") {
  Office office;
  office.rectifying("H-1");
  office.act(Request::register_, "H-2", "2021-03-20", {{"recurrence_of", T("H-1")}});
  office.act(Request::register_, "H-3", "2021-03-21");
  CHECK(undecided_likenesses(office.snapshot("2021-03-22"), office.p).size() == 2);
  const ItemNumber number = office.w.hazard("H-3").steps.front().number;
  office.act(Request::correct, "H-3", "2021-03-22", {{"corrects", number}, {"field", T("recurrence_of")}, {"value", T("H-2")}, {"reason", T("复核")}});
  CHECK(undecided_likenesses(office.snapshot("2021-03-22"), office.p).empty());
  const auto found = likenesses(office.snapshot("2021-03-22"), office.p, HazardId{"H-3"});
  REQUIRE(found.size() == 2);
  CHECK(found[0].why == "与H-1同一单位（阳光物业）、同一问题类别（电梯）；该隐患2021年3月1日发现，现为“整改中”；已认定");
  office.act(Request::register_, "H-4", "2021-03-22");
  CHECK(undecided_likenesses(office.snapshot("2021-03-22"), office.p).size() == 3);
  office.act(Request::void_, "H-4", "2021-03-23", {{"duplicate_of", T("H-1")}});
  CHECK(undecided_likenesses(office.snapshot("2021-03-23"), office.p).empty());
}
