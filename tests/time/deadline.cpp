#include "bihuan/time/deadline.hpp"

#include "../catch.hpp"
#include "bihuan/error.hpp"
#include "bihuan/time/period.hpp"

using namespace bihuan;
using Catch::Matchers::ContainsSubstring;

namespace {

Day day(const char* text) { return Day::parse(text); }

DeadlineRule rule(int days, Counting counting, bool counts_start_day = false, Roll roll = Roll::none) {
  DeadlineRule made;
  made.id = "test";
  made.days = days;
  made.counting = counting;
  made.counts_start_day = counts_start_day;
  made.roll = roll;
  made.source = "a law";
  return made;
}

}  // namespace

TEST_CASE("每月1日前: 28 due days, 11 of them not worked, with both neighbours", "[time][deadline][golden]") {
  struct Row {
    const char* due;
    const char* previous;
    const char* next;
  };
  const std::vector<Row> not_worked{
      {"2020-10-01", "2020-09-30", "2020-10-09"}, {"2020-11-01", "2020-10-30", "2020-11-02"},
      {"2021-01-01", "2020-12-31", "2021-01-04"}, {"2021-05-01", "2021-04-30", "2021-05-06"},
      {"2021-08-01", "2021-07-30", "2021-08-02"}, {"2021-10-01", "2021-09-30", "2021-10-08"},
      {"2022-01-01", "2021-12-31", "2022-01-04"}, {"2022-02-01", "2022-01-30", "2022-02-07"},
      {"2022-05-01", "2022-04-29", "2022-05-05"}, {"2022-10-01", "2022-09-30", "2022-10-08"},
      {"2023-01-01", "2022-12-30", "2023-01-03"},
  };
  const Calendar china = Calendar::china();
  std::vector<Deadline> found;
  int dues = 0;
  for (const Period& month : periods_in(Span::of(day("2020-09-01"), day("2022-12-31")), PeriodKind::month)) {
    const Deadline deadline = resolve_fixed(PeriodDay{1, 1}.of(month), Roll::none, "每月1日前", china);
    ++dues;
    CHECK(deadline.due_on == deadline.nominal_on);
    CHECK(deadline.skipped.empty());
    CHECK(deadline.nominal_name.empty() == deadline.on_working_day);
    if (!deadline.on_working_day) found.push_back(deadline);
  }
  CHECK(dues == 28);
  REQUIRE(found.size() == not_worked.size());
  for (std::size_t row = 0; row < found.size(); ++row) {
    CHECK(found[row].due_on == day(not_worked[row].due));
    CHECK(found[row].previous_working_day == day(not_worked[row].previous));
    CHECK(found[row].next_working_day == day(not_worked[row].next));
  }
}

TEST_CASE("每年12月10日前: a Thursday, a Friday and a Saturday", "[time][deadline][golden]") {
  const Calendar china = Calendar::china();
  CHECK(resolve_fixed(day("2020-12-10"), Roll::none, "r", china).on_working_day);
  CHECK(resolve_fixed(day("2021-12-10"), Roll::none, "r", china).on_working_day);
  const Deadline last = resolve_fixed(day("2022-12-10"), Roll::none, "r", china);
  CHECK_FALSE(last.on_working_day);
  CHECK(last.nominal_name == "周末");
}

TEST_CASE("A deadline tells in one sentence why it is that day", "[time][deadline]") {
  const Calendar china = Calendar::china();
  const Deadline plain = resolve_fixed(day("2022-02-01"), Roll::none, "每月1日前", china);
  CHECK(plain.explanation() ==
        "每月1日前：2022年2月1日（星期二，春节，节假日）不是工作日，规则不作调整；前一工作日2022年1月30日（星期日，调休上班日），"
        "后一工作日2022年2月7日（星期一）；依据：国务院办公厅关于2022年部分节假日安排的通知（国办发明电〔2021〕11号）。");
  CHECK(plain.edition == "2022-1");
  CHECK(resolve_fixed(day("2020-12-01"), Roll::none, "每月1日前", china).explanation() ==
        "每月1日前：2020年12月1日（星期二）是工作日；前一工作日2020年11月30日（星期一），后一工作日2020年12月2日（星期三）；"
        "依据：国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号），经国务院办公厅关于延长2020年春节假期的通知"
        "（国办发明电〔2020〕1号）修改。");
  CHECK_THAT(resolve_fixed(day("2022-10-08"), Roll::none, "r", china).explanation(),
             ContainsSubstring("2022年10月8日（星期六，调休上班日）是工作日"));
}

TEST_CASE("Rolled back, 1 February 2022 is a Sunday that is worked", "[time][deadline]") {
  const Deadline back = resolve_fixed(day("2022-02-01"), Roll::backward, "每月1日前", Calendar::china());
  CHECK(back.due_on == day("2022-01-30"));
  CHECK(back.nominal_on == day("2022-02-01"));
  CHECK(back.on_working_day);
  CHECK(back.previous_working_day == day("2022-01-29"));
  CHECK(back.next_working_day == day("2022-02-07"));
  REQUIRE(back.skipped.size() == 2);
  CHECK(back.skipped.front().day == day("2022-01-31"));
  CHECK(back.skipped.front().why == "春节");
  CHECK_THAT(back.explanation(), ContainsSubstring("提前至2022年1月30日（星期日，调休上班日），跳过2022年1月31日至2022年2月1日（春节）"));
}

TEST_CASE("Rolled forward, a due day passes the whole holiday and its weekend", "[time][deadline]") {
  const Deadline forward = resolve_fixed(day("2021-05-01"), Roll::forward, "r", Calendar::china());
  CHECK(forward.due_on == day("2021-05-06"));
  CHECK(forward.skipped.size() == 5);
  CHECK_THAT(forward.explanation(), ContainsSubstring("顺延至2021年5月6日（星期四）"));
  CHECK(resolve_fixed(day("2021-05-06"), Roll::forward, "r", Calendar::china()).due_on == day("2021-05-06"));
}

TEST_CASE("复查期限: ten working days, the start not counted, with the days skipped", "[time][deadline][golden]") {
  const Calendar china = Calendar::china();
  DeadlineRule review = rule(10, Counting::working_days);
  review.title = "整改报告后10个工作日内复查";
  review.source = "总局令57第29条";
  const Deadline deadline = resolve(review, day("2020-09-23"), china);
  CHECK(deadline.due_on == day("2020-10-13"));
  CHECK(deadline.edition == "2020-2");
  CHECK(deadline.skipped.size() == 10);
  CHECK_THAT(deadline.explanation(),
             ContainsSubstring("整改报告后10个工作日内复查（总局令57第29条）：自2020年9月23日（星期三）起10个工作日，起算日不计，"
                               "跳过2020年9月26日（周末）、2020年10月1日至2020年10月8日（国庆节、中秋节）、2020年10月11日（周末），"
                               "至2020年10月13日（星期二）；"));
  CHECK(resolve(rule(20, Counting::working_days), day("2021-09-10"), china).due_on == day("2021-10-14"));
  CHECK(resolve(rule(7, Counting::working_days), day("2022-04-28"), china).due_on == day("2022-05-11"));
}

TEST_CASE("Days are counted as the rule says", "[time][deadline]") {
  struct Row {
    const char* what;
    DeadlineRule rule;
    const char* start;
    const char* nominal;
    const char* due;
  };
  const auto calendar_days = Counting::calendar_days;
  const auto working_days = Counting::working_days;
  const Row row = GENERATE_COPY(values<Row>({
      {"15 days, start not counted", rule(15, calendar_days), "2020-09-20", "2020-10-05", "2020-10-05"},
      {"15 days, rolled on (民法典 203)", rule(15, calendar_days, false, Roll::forward), "2020-09-20", "2020-10-05", "2020-10-09"},
      {"15 days, start counted", rule(15, calendar_days, true), "2020-09-20", "2020-10-04", "2020-10-04"},
      {"0 days", rule(0, calendar_days), "2020-09-20", "2020-09-20", "2020-09-20"},
      {"0 working days from a Sunday, rolled on", rule(0, working_days, false, Roll::forward), "2020-09-20", "2020-09-20", "2020-09-21"},
      {"1 working day, start counted and worked", rule(1, working_days, true), "2020-09-21", "2020-09-21", "2020-09-21"},
      {"1 working day, start counted, not worked", rule(1, working_days, true), "2020-09-20", "2020-09-21", "2020-09-21"},
      {"20 working days before", rule(-20, working_days), "2021-10-14", "2021-09-10", "2021-09-10"},
      {"2 working days before, start counted", rule(-2, working_days, true), "2020-09-22", "2020-09-21", "2020-09-21"},
      {"30 days across the year", rule(30, calendar_days), "2020-12-15", "2021-01-14", "2021-01-14"},
  }));
  CAPTURE(row.what);
  const Deadline deadline = resolve(row.rule, day(row.start), Calendar::china());
  CHECK(deadline.nominal_on == day(row.nominal));
  CHECK(deadline.due_on == day(row.due));
  CHECK(deadline.previous_working_day < deadline.due_on);
  CHECK(deadline.next_working_day > deadline.due_on);
  CHECK_THAT(deadline.explanation(), ContainsSubstring("test（a law）：自"));
}

TEST_CASE("A deadline across New Year names both editions", "[time][deadline]") {
  const Deadline deadline = resolve(rule(5, Counting::working_days), day("2020-12-30"), Calendar::china());
  CHECK(deadline.due_on == day("2021-01-07"));
  CHECK(deadline.edition == "2020-2,2021-1");
  CHECK_THAT(deadline.notice, ContainsSubstring("2020年部分节假日") && ContainsSubstring("；国务院办公厅关于2021年部分节假日"));
}

TEST_CASE("The same deadline, as it was known before the holiday was extended", "[time][deadline][editions]") {
  const Calendar known = Calendar::china().as_published_on(day("2020-01-26"));
  CHECK(resolve(rule(3, Counting::working_days), day("2020-01-22"), known).due_on == day("2020-02-01"));
  const Deadline after = resolve(rule(3, Counting::working_days), day("2020-01-22"), Calendar::china());
  CHECK(after.due_on == day("2020-02-04"));
  CHECK_THAT(after.notice, ContainsSubstring("延长2020年春节假期"));
}

TEST_CASE("A rule is refused on a day when it is not in force", "[time][deadline][unhappy]") {
  DeadlineRule review = rule(10, Counting::working_days);
  review.valid.first = day("2022-07-01");  // 总局令57
  CHECK(resolve(review, day("2022-07-01"), Calendar::china()).due_on == day("2022-07-15"));
  try {
    resolve(review, day("2022-06-30"), Calendar::china());
    FAIL("accepted");
  } catch (const TimeError& error) {
    CHECK(error.code() == ErrorCode::bad_rule);
    CHECK_THAT(error.what(), ContainsSubstring("test") && ContainsSubstring("2022-06-30") && ContainsSubstring("2022-07-01.."));
    CHECK_THAT(error.chinese(), ContainsSubstring("2022年6月30日不适用"));
  }
  CHECK_THROWS_AS(resolve(rule(0, Counting::calendar_days, true), day("2022-07-01"), Calendar::china()), TimeError);
}

TEST_CASE("A deadline in a year that nobody has announced is refused", "[time][deadline][unhappy]") {
  CHECK_THROWS_WITH(resolve_fixed(day("2027-01-10"), Roll::none, "r", Calendar::china()), ContainsSubstring("2027"));
  CHECK_THROWS_WITH(resolve(rule(10, Counting::working_days), day("2026-12-25"), Calendar::china()), ContainsSubstring("2027"));
}
