// Limits: resolved when a fact is decided, written down with rule and edition, never recomputed; and what they refuse.
#include "../catch.hpp"
#include "world.hpp"

#include "bihuan/error.hpp"

using namespace world;

namespace {

Rule rule_of(const char* id, Limit limit, int days, Counting counting, Validity valid = {}, bool is_law = true) {
  Rule rule;
  rule.term.id = id;
  rule.term.days = days;
  rule.term.counting = counting;
  rule.term.valid = valid;
  rule.term.source = "测试规定";
  rule.limit = limit;
  rule.is_law = is_law;
  return rule;
}

/// Decides with another rulebook than the world's.
Fact ask_under(const World& w, const std::vector<Rule>& rules, Request request, Day on, const Fields& fields, const Calendar& calendar = Calendar::china()) {
  const Rulebook book = Rulebook::none().with(rules);
  const Hazard before = w.hazard("H-1");
  return decide({w.history, plan(), w.today, calendar, book}, {request, "H-1", on, who(request, before.once_listed), fields, false});
}

Fields asked(Request request, Grade grade = Grade::general) { return what(request, grade); }

ErrorCode refused_with(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    CHECK_FALSE(error.chinese().empty());
    return error.code();
  }
  FAIL("nothing was refused");
  return ErrorCode::field_bad;
}

}  // namespace

TEST_CASE("the review's limit is chosen by the day of the report: the campaign's own before, the law's from its first day", "[state][limits]") {
  const std::vector<Rule> rules = {rule_of("law", Limit::review, 10, Counting::working_days, {day("2022-07-01"), {}}),
                                   rule_of("own", Limit::review, 15, Counting::calendar_days, {}, false)};
  World w;
  w.today = day("2022-12-31");
  w.bring("H-1", State::rectifying, Grade::general, day("2021-06-01"));
  const Fact before = ask_under(w, rules, Request::report_rectified, day("2022-06-30"), asked(Request::report_rectified));
  CHECK(before.fields.text("due_rule") == "own");
  CHECK(before.fields.day("due_on") == day("2022-07-15"));
  const Fact after = ask_under(w, rules, Request::report_rectified, day("2022-07-01"), asked(Request::report_rectified));
  CHECK(after.fields.text("due_rule") == "law");
  CHECK(after.fields.day("due_on") == day("2022-07-15"));  // ten working days: two weekends lie between
  CHECK_FALSE(after.fields.text("due_edition").empty());
  w.write(after);
  const Hazard waiting = w.hazard("H-1");
  REQUIRE(waiting.awaited);
  CHECK(waiting.awaited->limit == Limit::review);
  CHECK(waiting.awaited->rule == "law");
  CHECK(waiting.due_on() == day("2022-07-15"));
}

TEST_CASE("a day that the fact names is the due day: the order's for the work, the transfer's for its answer", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  CHECK(w.hazard("H-1").awaited->limit == Limit::rectify);
  CHECK(w.hazard("H-1").due_on() == day("2021-11-30"));
  w.bring("H-2", State::transferred, Grade::general, day("2021-03-01"));
  CHECK(w.hazard("H-2").awaited->limit == Limit::receipt);
  CHECK(w.hazard("H-2").due_on() == day("2021-12-31"));
  w.act(Request::acknowledge_transfer, "H-2", day("2021-03-20"));
  CHECK_FALSE(w.hazard("H-2").awaited);
}

TEST_CASE("a seal lasts as long as the rule allows and is prolonged once by as much", "[state][limits]") {
  const std::vector<Rule> rules = {rule_of("seal", Limit::seal, 30, Counting::calendar_days)};
  World w;
  w.bring("H-1", State::ordered, Grade::general, day("2021-03-01"));
  const Fact first = ask_under(w, rules, Request::seal, day("2021-04-01"), asked(Request::seal));
  CHECK(first.fields.day("until_on") == day("2021-05-01"));
  w.write(first);
  CHECK(w.hazard("H-1").sealed_until == day("2021-05-01"));
  const Fact second = ask_under(w, rules, Request::seal, day("2021-04-25"), asked(Request::seal));
  CHECK(second.fields.day("until_on") == day("2021-05-31"));
  Fields longer = asked(Request::seal);
  longer.set("until_on", day("2021-06-01"));
  CHECK(refused_with([&] { ask_under(w, rules, Request::seal, day("2021-04-25"), longer); }) == ErrorCode::field_bad);
  longer.set("until_on", day("2021-05-20"));
  w.write(ask_under(w, rules, Request::seal, day("2021-04-25"), longer));
  CHECK(w.hazard("H-1").sealed_until == day("2021-05-20"));
  CHECK(refused_with([&] { ask_under(w, rules, Request::seal, day("2021-05-10"), asked(Request::seal)); }) == ErrorCode::too_late);
}

TEST_CASE("no rule, or a year nobody has announced, leaves the due day open and refuses nothing", "[state][limits]") {
  World w;
  w.today = day("2022-12-31");
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  const Fact without = ask_under(w, {}, Request::report_rectified, day("2021-12-20"), asked(Request::report_rectified));
  CHECK_FALSE(without.fields.has("due_rule"));
  CHECK_FALSE(without.fields.has("due_on"));
  const Calendar early = Calendar::china().as_published_on(day("2020-12-31"));  // 2022 was announced in October 2021
  const Fact open = ask_under(w, {rule_of("law", Limit::review, 10, Counting::working_days)}, Request::report_rectified, day("2021-12-27"),
                              asked(Request::report_rectified), early);
  CHECK(open.fields.text("due_rule") == "law");
  CHECK_FALSE(open.fields.has("due_on"));
}

TEST_CASE("a due day is resolved, never typed in", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  Fields fields = asked(Request::report_rectified);
  fields.set("due_on", day("2021-12-31"));
  CHECK(refused_with([&] { w.ask(Request::report_rectified, "H-1", day("2021-06-01"), fields, who(Request::report_rectified)); }) ==
        ErrorCode::field_bad);
}

TEST_CASE("correcting the day of the report moves the review's limit with it, and the correction says so", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  const Fact report = w.act(Request::report_rectified, "H-1", day("2021-06-01"));
  REQUIRE(report.fields.has("due_on"));
  const ItemNumber number = w.history.facts().back().number;
  const Fields correction{{"corrects", number}, {"field", std::string("on")}, {"value", std::string("2021-06-15")}, {"reason", std::string("笔误")}};
  const Fact corrected = w.act(Request::correct, "H-1", day("2021-07-01"), correction, who(Request::correct));
  CHECK(corrected.fields.has("due_rule"));
  const Hazard h = w.hazard("H-1");
  CHECK(h.awaited->started_on == day("2021-06-15"));
  CHECK(h.due_on() > *report.fields.day("due_on"));
  CHECK(h.due_on() == corrected.fields.day("due_on"));
  const Fields text{{"corrects", number}, {"field", std::string("evidence")}, {"value", std::string("照片二张")}, {"reason", std::string("补充")}};
  CHECK_FALSE(w.act(Request::correct, "H-1", day("2021-07-02"), text, who(Request::correct)).fields.has("due_rule"));
}

TEST_CASE("an asked extension and an opened case have their own limits", "[state][limits]") {
  const std::vector<Rule> rules = {rule_of("answer", Limit::decide_extension, 10, Counting::working_days),
                                   rule_of("case", Limit::decide_case, 90, Counting::calendar_days)};
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  w.write(ask_under(w, rules, Request::ask_extension, day("2021-06-01"), asked(Request::ask_extension)));
  CHECK(w.hazard("H-1").pending->due_on == day("2021-06-16"));  // 14 June 2021 is the Dragon Boat holiday
  w.write(ask_under(w, rules, Request::open_case, day("2021-06-02"), asked(Request::open_case)));
  REQUIRE(w.hazard("H-1").cases.size() == 1);
  CHECK(w.hazard("H-1").cases.front().awaited.due_on == day("2021-08-31"));
  w.act(Request::penalise, "H-1", day("2021-06-20"));
  CHECK(w.hazard("H-1").cases.front().decided_on == day("2021-06-20"));
  CHECK(w.hazard("H-1").penalties == std::vector<Day>{day("2021-06-20")});
}

TEST_CASE("an extension asked for later than the rule wants is accepted, and its last day stands beside it", "[state][limits]") {
  const std::vector<Rule> rules = {rule_of("lead", Limit::ask_extension, 20, Counting::working_days)};
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));  // limit 2021-11-30, a Tuesday
  const Fact late = ask_under(w, rules, Request::ask_extension, day("2021-11-20"), asked(Request::ask_extension));
  CHECK(late.fields.text("ask_rule") == "lead");
  CHECK(late.fields.day("ask_by_on") == day("2021-11-02"));
  CHECK(refused_with([&] { ask_under(w, rules, Request::ask_extension, day("2021-12-01"), asked(Request::ask_extension)); }) == ErrorCode::too_late);
  CHECK_FALSE(ask_under(w, {}, Request::ask_extension, day("2021-11-20"), asked(Request::ask_extension)).fields.has("ask_by_on"));
}

TEST_CASE("a pause ends by itself on its review day, with the limit that it names", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  Fields fields{{"reason", std::string("封控")}, {"review_on", std::string("2021-12-10")}, {"limit_on", std::string("2021-12-20")}};
  const auto pause = [&](Day on) { return w.ask(Request::pause, "H-1", on, fields, who(Request::pause)); };
  CHECK(refused_with([&] { pause(day("2021-11-25")); }) == ErrorCode::field_bad);  // 15 days of pause, 20 days of delay
  w.write(pause(day("2021-11-20")));
  const Hazard h = w.hazard("H-1");
  CHECK_FALSE(h.is_overdue(day("2021-12-10")));
  CHECK_FALSE(h.is_overdue(day("2021-12-20")));
  CHECK(h.overdue_days(day("2021-12-23")) == 3);
}

TEST_CASE("a resumed clock gives back the days it stood, whatever the pause had promised", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));  // limit 2021-11-30
  const auto act = [&](Request request, const char* on, Fields fields) { return w.act(request, "H-1", day(on), std::move(fields), who(request)); };
  act(Request::pause, "2021-10-01", {{"reason", std::string("封控")}, {"review_on", std::string("2021-10-31")}, {"limit_on", std::string("2021-12-30")}});
  const auto resume = [&](const char* limit) { return [&, limit] { act(Request::resume, "2021-10-11", {{"limit_on", std::string(limit)}}); }; };
  CHECK(refused_with(resume("2021-12-30")) == ErrorCode::field_bad);  // ten days stood, thirty asked
  CHECK(refused_with(resume("2021-11-29")) == ErrorCode::field_bad);
  resume("2021-12-10")();
  CHECK(w.hazard("H-1").limit_on == day("2021-12-10"));
}

TEST_CASE("who withdrew for an interest does nothing more about the hazard, unless by a named override", "[state][limits]") {
  World w;
  w.bring("H-1", State::awaiting_review, Grade::general, day("2021-03-01"));
  Fields fields = asked(Request::remind);
  fields.set("withdrawn", Value{std::vector<std::string>{"p5"}});
  w.act(Request::remind, "H-1", day("2021-04-01"), fields, who(Request::remind));
  CHECK(refused_with([&] { w.act(Request::pass_review, "H-1", day("2021-04-02")); }) == ErrorCode::persons_not_distinct);
  Fields lifted = asked(Request::pass_review);
  lifted.set("override_post", Value{std::string("director")}).set("override_reason", Value{std::string("无其他持证人员")});
  w.act(Request::pass_review, "H-1", day("2021-04-02"), lifted, who(Request::pass_review));
  CHECK(w.hazard("H-1").override_count == 1);
}

TEST_CASE("a listing that names who takes it down is taken down by that unit, or by a lister", "[state][limits]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::major, day("2021-03-01"));
  Fields fields = asked(Request::list, Grade::major);
  fields.set("delisting_unit", Value{std::string("issuer")});
  w.act(Request::list, "H-1", day("2021-04-01"), fields, who(Request::list));
  const auto delist = [&](const char* by) { return w.ask(Request::delist, "H-1", day("2021-05-01"), asked(Request::delist, Grade::major), {actor(by)}); };
  CHECK(refused_with([&] { delist("p31@delister@district"); }) == ErrorCode::role_missing);
  CHECK_NOTHROW(delist("p31@delister@issuer"));
  CHECK_NOTHROW(delist("p30@lister@district"));
}

TEST_CASE("an override lifts who may act, never what must be carried", "[state][limits]") {
  World w;
  w.bring("H-1", State::graded, Grade::major, day("2021-03-01"));
  Fields fields = asked(Request::regrade, Grade::major);
  fields.erase("approved_by").set("override_post", Value{std::string("director")}).set("override_reason", Value{std::string("紧急")});
  CHECK(refused_with([&] { w.act(Request::regrade, "H-1", day("2021-04-01"), fields, who(Request::regrade)); }) == ErrorCode::field_missing);
}

TEST_CASE("words of closed lists, levels and other hazards are checked", "[state][limits]") {
  struct Bad {
    Request request;
    State state;
    const char* field;
    Value value;
  };
  const std::vector<Bad> table = {
      {Request::order, State::graded, "paper", Value{std::string("口头")}},
      {Request::close, State::passed, "outcome", Value{std::string("ok")}},
      {Request::grade, State::registered, "grade", Value{std::string("重")}},
      {Request::list, State::planned, "level", Value{std::int64_t{6}}},
      {Request::list, State::planned, "level", Value{std::int64_t{0}}},
      {Request::register_, State::none, "recurrence_of", Value{std::string("H-404")}},
      {Request::register_, State::none, "distinct_from", Value{std::vector<std::string>{"H-1"}}},
  };
  for (const Bad& bad : table) {
    INFO(request_name(bad.request) << "." << bad.field);
    World w;
    const Day on = bad.state == State::none ? day("2021-03-01") : w.bring("H-1", bad.state, Grade::major, day("2021-03-01"));
    Fields fields = asked(bad.request, Grade::major);
    fields.set(bad.field, bad.value);
    CHECK(refused_with([&] { w.act(bad.request, "H-1", on, fields, who(bad.request)); }) == ErrorCode::field_bad);
  }
}
