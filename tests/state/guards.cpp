// Persons, limits, order of facts, corrections, holds: what closes only on paper must not close.
#include "../catch.hpp"
#include "world.hpp"

#include "bihuan/error.hpp"

using namespace world;
using T = std::string;

namespace {

ErrorCode refusal_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Refused& why) {
    return why.code();
  }
  return ErrorCode::bad_rule;  // no refusal of state has this code
}

}  // namespace

TEST_CASE("no one closes what he reviewed, reviews what he rectified, or decides his own extension", "[state]") {
  struct Case {
    const char* what;
    State state;
    Request request;
    std::vector<Actor> by;
    ErrorCode code;
  };
  const Case cases[] = {
      {"one reviewer", State::awaiting_review, Request::pass_review, {actor("p5@reviewer@lift")}, ErrorCode::persons_missing},
      {"one reviewer twice", State::awaiting_review, Request::pass_review, {actor("p5@reviewer@lift"), actor("p5@reviewer@crane")}, ErrorCode::persons_missing},
      {"rectifier reviews", State::awaiting_review, Request::pass_review, {actor("p21@reviewer@lift"), actor("p5@reviewer@lift")}, ErrorCode::persons_not_distinct},
      {"rectifier fails", State::awaiting_review, Request::fail_review, {actor("p21@reviewer@lift"), actor("p5@reviewer@lift")}, ErrorCode::persons_not_distinct},
      {"reviewer closes", State::passed, Request::close, {actor("p6@approver@lift")}, ErrorCode::persons_not_distinct},
      {"rectifier closes", State::passed, Request::close, {actor("p21@approver@lift")}, ErrorCode::persons_not_distinct},
      {"inspector closes", State::passed, Request::close, {actor("p1@inspector@lift")}, ErrorCode::role_missing},
      {"another unit stops use", State::ordered, Request::stop_use, {actor("p13@supervising_unit@crane")}, ErrorCode::role_missing},
      {"one inspector registers", State::none, Request::register_, {actor("p1@inspector@lift")}, ErrorCode::persons_missing},
      {"nobody orders", State::graded, Request::order, {}, ErrorCode::persons_missing},
  };
  for (const Case& c : cases) {
    World w;
    const Day next = w.bring("H-1", c.state, Grade::general, day("2021-03-01"));
    INFO(c.what);
    CHECK(refusal_of([&] { w.act(c.request, "H-1", next, what(c.request, Grade::general), c.by); }) == c.code);
  }
}

TEST_CASE("an override lifts a role or a separation, never a state, a hold or a field, and is counted", "[state]") {
  World w;
  const Day next = w.bring("H-1", State::passed, Grade::general, day("2021-03-01"));
  Fields close = what(Request::close, Grade::general);
  close.set("override_post", Value{T("director@office")}).set("override_reason", Value{T("疫情期间人手不足")});
  SECTION("separation") {
    w.act(Request::close, "H-1", next, close, {actor("p6@approver@lift")});
    CHECK(w.hazard("H-1").state == State::closed);
    CHECK(w.hazard("H-1").override_count == 1);
  }
  SECTION("a hold stays") {
    w.act(Request::stop_use, "H-1", next);
    CHECK(refusal_of([&] { w.act(Request::close, "H-1", next, close, {actor("p7@approver@lift")}); }) == ErrorCode::hold_set);
  }
  SECTION("a field stays") {
    close.erase("outcome");
    CHECK(refusal_of([&] { w.act(Request::close, "H-1", next, close, {actor("p7@approver@lift")}); }) == ErrorCode::field_missing);
  }
  SECTION("without a reason") {
    close.erase("override_reason");
    CHECK(refusal_of([&] { w.act(Request::close, "H-1", next, close, {actor("p6@approver@lift")}); }) == ErrorCode::field_missing);
  }
}

TEST_CASE("every field that lifecycle.md asks for is missed when it is missing", "[state][table]") {
  int cases = 0;
  const std::vector<std::pair<Request, State>> acts = {
      {Request::tip_off, State::none}, {Request::register_, State::none}, {Request::grade, State::registered}, {Request::order, State::graded},
      {Request::plan_treatment, State::ordered}, {Request::ask_extension, State::rectifying}, {Request::report_rectified, State::rectifying},
      {Request::pass_review, State::awaiting_review}, {Request::fail_review, State::awaiting_review}, {Request::close, State::passed},
      {Request::reopen, State::closed}, {Request::transfer, State::graded}, {Request::acknowledge_transfer, State::transferred},
      {Request::take_back, State::transferred}, {Request::terminate, State::graded}, {Request::void_, State::graded}, {Request::stop_use, State::graded},
      {Request::seal, State::graded}, {Request::list, State::planned}, {Request::pause, State::graded}, {Request::remind, State::graded},
      {Request::open_case, State::closed}, {Request::penalise, State::closed}, {Request::close_case, State::closed}, {Request::reassign, State::graded},
      {Request::regrade, State::graded}};
  for (const auto& act : acts) {  // no structured binding: lambdas below name them
    const Request request = act.first;
    const State state = act.second;
    World w;
    const Day next = w.bring("H-1", state, Grade::major, day("2021-03-01"));
    const Fields all = what(request, Grade::major);
    for (const auto& [key, value] : all.entries()) {
      Fields some = all;
      some.erase(key);
      INFO(request_name(request) << " without " << key);
      CHECK(refusal_of([&] { w.ask(request, "H-1", next, some, who(request)); }) == ErrorCode::field_missing);
      ++cases;
    }
    Fields strange = all;
    strange.set("colour", Value{T("red")});
    CHECK(refusal_of([&] { w.ask(request, "H-1", next, strange, who(request)); }) == ErrorCode::field_bad);
  }
  CHECK(cases > 55);
}

TEST_CASE("a limit never refuses an act, but for the three that lifecycle.md names", "[state]") {
  World w;
  SECTION("a late report is taken and the limit stays visible") {
    const Day next = w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
    CHECK(w.hazard("H-1").is_overdue(day("2021-12-05")));
    CHECK(w.hazard("H-1").overdue_days(day("2021-12-05")) == 5);
    CHECK_NOTHROW(w.act(Request::report_rectified, "H-1", day("2021-12-20")));
    CHECK(next < day("2021-12-20"));
  }
  SECTION("an extension asked for after expiry is refused") {
    w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
    CHECK(refusal_of([&] { w.act(Request::ask_extension, "H-1", day("2021-12-01")); }) == ErrorCode::too_late);
    CHECK_NOTHROW(w.act(Request::ask_extension, "H-1", day("2021-11-30")));
  }
  SECTION("fixed on the spot is fixed on the day it was found") {
    const Day next = w.bring("H-1", State::graded, Grade::general, day("2021-03-01"));
    CHECK(refusal_of([&] { w.act(Request::fix_on_spot, "H-1", next); }) == ErrorCode::too_late);
    w.act(Request::register_, "H-2", day("2021-03-01"));
    w.act(Request::grade, "H-2", day("2021-03-01"), what(Request::grade, Grade::general), who(Request::grade));
    w.act(Request::fix_on_spot, "H-2", day("2021-03-01"));
    CHECK(w.hazard("H-2").state == State::passed);
  }
  SECTION("a seal is prolonged once") {
    const Day next = w.bring("H-1", State::graded, Grade::general, day("2021-03-01"));
    w.act(Request::seal, "H-1", next);
    w.act(Request::seal, "H-1", next + 30);
    CHECK(refusal_of([&] { w.act(Request::seal, "H-1", next + 60); }) == ErrorCode::too_late);
    w.act(Request::unseal, "H-1", next + 60);
    CHECK(w.hazard("H-1").holds.empty());
  }
}

TEST_CASE("an extension is asked for, decided by another, moves the limit and is counted; it lapses with the report", "[state]") {
  World w;
  Day next = w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  CHECK(refusal_of([&] { w.act(Request::decide_extension, "H-1", next); }) == ErrorCode::nothing_pending);
  w.act(Request::ask_extension, "H-1", next);
  CHECK(refusal_of([&] { w.act(Request::ask_extension, "H-1", next); }) == ErrorCode::wrong_state);
  CHECK(refusal_of([&] { w.act(Request::decide_extension, "H-1", next, what(Request::decide_extension, Grade::general), {actor("p21@approver@lift")}); }) ==
        ErrorCode::persons_not_distinct);
  const Fact granted = w.act(Request::decide_extension, "H-1", next);
  CHECK(granted.fields.integer("count") == 1);
  CHECK(w.hazard("H-1").limit_on == day("2021-12-20"));
  CHECK(w.hazard("H-1").extended_days == 20);
  Fields again = what(Request::ask_extension, Grade::general);
  again.set("extended_to_on", day("2021-12-10"));
  CHECK(refusal_of([&] { w.act(Request::ask_extension, "H-1", next, again, who(Request::ask_extension)); }) == ErrorCode::field_bad);
  again.set("extended_to_on", day("2021-12-28"));
  w.act(Request::ask_extension, "H-1", next, again, who(Request::ask_extension));
  w.act(Request::report_rectified, "H-1", next + 1);
  CHECK_FALSE(w.hazard("H-1").pending.has_value());
}

TEST_CASE("a listed hazard is extended, closed and delisted by the lister's side, and not lowered", "[state]") {
  World w;
  Day next = w.bring("H-1", State::rectifying, Grade::major, day("2021-03-01"));
  Fields own = what(Request::list, Grade::major);
  own.set("overseer", Value{T("district")});
  CHECK(refusal_of([&] { w.act(Request::list, "H-1", next, own, who(Request::list)); }) == ErrorCode::persons_not_distinct);
  w.act(Request::list, "H-1", next);
  CHECK(refusal_of([&] { w.act(Request::regrade, "H-1", next); }) == ErrorCode::hold_set);
  w.act(Request::ask_extension, "H-1", next);
  CHECK(refusal_of([&] { w.act(Request::decide_extension, "H-1", next, what(Request::decide_extension, Grade::major), who(Request::decide_extension, false)); }) ==
        ErrorCode::role_missing);
  w.act(Request::decide_extension, "H-1", next, what(Request::decide_extension, Grade::major), who(Request::decide_extension, true));
  w.act(Request::report_rectified, "H-1", next + 1);
  w.act(Request::pass_review, "H-1", next + 2);
  CHECK(refusal_of([&] { w.act(Request::close, "H-1", next + 3); }) == ErrorCode::hold_set);
  w.act(Request::delist, "H-1", next + 3);
  CHECK(refusal_of([&] { w.act(Request::close, "H-1", next + 4, what(Request::close, Grade::major), who(Request::close, false)); }) == ErrorCode::role_missing);
  w.act(Request::close, "H-1", next + 4, what(Request::close, Grade::major), who(Request::close, true));
  CHECK(w.hazard("H-1").state == State::closed);
}

TEST_CASE("a back-dated act is taken only where the whole history stays legal, and the refusal names the fact", "[state]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-10"));  // 10 registered, 11 graded, 12 ordered, 13 begun
  CHECK_NOTHROW(w.act(Request::remind, "H-1", day("2021-03-11")));
  CHECK(refusal_of([&] { w.act(Request::grade, "H-1", day("2021-03-09"), what(Request::grade, Grade::general), who(Request::grade)); }) == ErrorCode::unknown_subject);
  try {
    w.act(Request::transfer, "H-1", day("2021-03-11"));
    FAIL("a transfer slipped in before the order");
  } catch (const Refused& why) {
    CHECK(why.code() == ErrorCode::day_out_of_order);
    CHECK_THAT(why.what(), Catch::Matchers::ContainsSubstring("order_issued on 2021-03-12"));
  }
  CHECK(refusal_of([&] { w.act(Request::report_rectified, "H-1", day("2022-01-01")); }) == ErrorCode::day_in_future);
}

TEST_CASE("a correction acts at the place of the fact it names, by another person, and keeps the history legal", "[state]") {
  World w;
  w.bring("H-1", State::rectifying, Grade::general, day("2021-03-10"));
  const auto number_of = [&](FactKind kind) {
    for (const Known& known : w.history.facts())
      if (known.fact.kind == kind) return known.number;
    return ItemNumber{0};
  };
  const auto correction = [&](FactKind kind, const char* field, Value value) {
    return Fields{{"corrects", number_of(kind)}, {"field", T(field)}, {"value", std::move(value)}, {"reason", T("笔误")}};
  };
  const ItemNumber before = w.history.checkpoint().size;
  w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "limit_on", T("2021-06-30")), who(Request::correct));
  CHECK(w.hazard("H-1").limit_on == day("2021-06-30"));
  CHECK(w.snapshot(day("2021-03-15")).hazard(HazardId{"H-1"}).limit_on == day("2021-06-30"));
  CHECK(w.snapshot(day("2021-03-31"), before).hazard(HazardId{"H-1"}).limit_on == day("2021-11-30"));
  SECTION("its day may move while the order of facts holds") {
    w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "on", T("2021-03-11")), who(Request::correct));
    CHECK(w.hazard("H-1", day("2021-03-11")).state == State::ordered);
    CHECK(refusal_of([&] { w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "on", T("2021-03-14")), who(Request::correct)); }) ==
          ErrorCode::day_out_of_order);
  }
  SECTION("not by its author, not its kind, not another's fact, not another type") {
    CHECK(refusal_of([&] { w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "number", T("2号")), {actor("p4@checker@lift")}); }) ==
          ErrorCode::persons_not_distinct);
    CHECK(refusal_of([&] { w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "kind", T("x")), who(Request::correct)); }) == ErrorCode::field_bad);
    CHECK(refusal_of([&] { w.act(Request::correct, "H-1", day("2021-03-20"), correction(FactKind::order_issued, "limit_on", T("明天")), who(Request::correct)); }) == ErrorCode::field_bad);
    w.bring("H-2", State::registered, Grade::general, day("2021-03-10"));
    CHECK(refusal_of([&] { w.act(Request::correct, "H-2", day("2021-03-20"), correction(FactKind::order_issued, "number", T("2号")), who(Request::correct)); }) == ErrorCode::field_bad);
  }
}

TEST_CASE("a raised hazard goes back to where its grade begins; a lowered one stays", "[state]") {
  struct Case { State from; Grade grade; State to; };
  const Case cases[] = {{State::graded, Grade::general, State::graded}, {State::ordered, Grade::general, State::ordered},
                        {State::rectifying, Grade::general, State::ordered}, {State::passed, Grade::general, State::ordered},
                        {State::rectifying, Grade::major, State::rectifying}, {State::passed, Grade::major, State::passed}};
  for (const Case& c : cases) {
    World w;
    const Day next = w.bring("H-1", c.from, c.grade, day("2021-03-01"));
    w.act(Request::regrade, "H-1", next);
    INFO(state_name(c.from));
    CHECK(w.hazard("H-1").state == c.to);
    CHECK(w.hazard("H-1").grade == (c.grade == Grade::major ? Grade::general : Grade::major));
  }
  World w;  // fixed on the spot, never ordered: back to graded
  w.act(Request::register_, "H-1", day("2021-03-01"));
  w.act(Request::grade, "H-1", day("2021-03-01"), what(Request::grade, Grade::general), who(Request::grade));
  w.act(Request::fix_on_spot, "H-1", day("2021-03-01"));
  w.act(Request::regrade, "H-1", day("2021-03-02"));
  CHECK(w.hazard("H-1").state == State::graded);
}

TEST_CASE("a transfer keeps the holds; taken back they return and the grade is gone; acknowledged it is final", "[state]") {
  World w;
  Day next = w.bring("H-1", State::graded, Grade::major, day("2021-03-01"));
  w.act(Request::stop_use, "H-1", next);
  w.act(Request::transfer, "H-1", next);
  CHECK_FALSE(w.hazard("H-1").is_final());
  World back = w;
  back.act(Request::take_back, "H-1", next + 1);
  CHECK(back.hazard("H-1").state == State::registered);
  CHECK(back.hazard("H-1").grade == Grade::ungraded);
  CHECK(back.hazard("H-1").has(Hold::out_of_use));
  w.act(Request::acknowledge_transfer, "H-1", next + 1);
  CHECK(w.hazard("H-1").is_final());
  CHECK(refusal_of([&] { w.act(Request::take_back, "H-1", next + 2); }) == ErrorCode::wrong_state);
}

TEST_CASE("from planned on only a duplicate of a live hazard is void", "[state]") {
  World w;
  const Day next = w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  CHECK(refusal_of([&] { w.act(Request::void_, "H-1", next); }) == ErrorCode::wrong_state);
  Fields duplicate = what(Request::void_, Grade::general);
  duplicate.set("duplicate_of", Value{T("H-9")});
  CHECK(refusal_of([&] { w.act(Request::void_, "H-1", next, duplicate, who(Request::void_)); }) == ErrorCode::field_bad);
  w.bring("H-9", State::registered, Grade::general, day("2021-03-01"));
  w.act(Request::void_, "H-1", next, duplicate, who(Request::void_));
  CHECK(w.hazard("H-1").state == State::void_);
}

TEST_CASE("a paused clock makes nothing overdue until its review day", "[state]") {
  World w;
  const Day next = w.bring("H-1", State::rectifying, Grade::general, day("2021-03-01"));
  CHECK(refusal_of([&] { w.act(Request::resume, "H-1", next); }) == ErrorCode::nothing_pending);
  w.act(Request::pause, "H-1", next);
  CHECK_FALSE(w.hazard("H-1").is_overdue(day("2021-12-15")));
  CHECK(w.hazard("H-1").is_overdue(day("2021-12-16")));
  w.act(Request::resume, "H-1", next + 1);
  CHECK(w.hazard("H-1").limit_on == day("2021-12-01"));
}

TEST_CASE("a hazard that is not there is answered with those whose ids are most like it", "[state]") {
  World w;
  for (const char* id : {"TS-2020-0001", "TS-2021-0450", "TS-2021-0459", "QT-2021-0459"}) w.bring(id, State::registered, Grade::general, day("2021-03-01"));
  try {
    w.snapshot(day("2021-12-31")).hazard(HazardId{"TS-2021-0451"});
    FAIL("it was found");
  } catch (const Refused& why) {
    CHECK(why.code() == ErrorCode::unknown_subject);
    CHECK(why.context().allowed == std::vector<std::string>{"TS-2021-0450", "TS-2021-0459"});
  }
}
