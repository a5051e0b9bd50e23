// Requests to bodies outside, told in words: which act may follow which, what each must carry, what stands on which day.
#include "../catch.hpp"
#include "world.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/outside.hpp"

#include <algorithm>
#include <map>

using namespace world;

namespace {

using Texts = std::vector<std::string>;
using enum FactKind;

Value text(const char* value) { return Value{std::string(value)}; }

Fields with(Fields all, const Fields& more) {
  for (const auto& [key, value] : more.entries()) all.set(key, value);
  return all;
}

Fields request(const Fields& more = {}) {
  return with({{"task", text("1.1")}, {"unit", text("电梯科")}, {"body", text("区安委办")}, {"text", text("请提供小区加装电梯清单")}, {"answer_due_on", text("2021-03-31")}}, more);
}
Fields answer(const char* outcome, const Fields& more = {}) { return with({{"outcome", text(outcome)}, {"text", text("复函")}}, more); }
Fields partial(const char* next) { return answer("partial", {{"answer_due_on", text(next)}}); }

/// A world in which bodies outside are asked.
struct Letters : World {
  Fact ask(FactKind kind, const char* on, Fields f, const char* id = "C-0001") const {
    return decide_cooperation(history, plan(), today, {kind, day(on), id, 0, {actor("p1@head@lift")}, std::move(f)});
  }
  void say(FactKind kind, const char* on, Fields f, const char* id = "C-0001") { write(ask(kind, on, std::move(f), id)); }
  Cooperation cooperation(const char* as_of = "2021-12-31", std::optional<ItemNumber> known_at = {}) const {
    return Snapshot(history, day(as_of), known_at).cooperations().at(0);
  }
  std::vector<Outstanding> owed(const char* as_of) const { return outside(snapshot(day(as_of)), plan(), Calendar::china()); }
};

Refused refused(const Letters& letters, FactKind kind, const char* on, Fields f, const char* id = "C-0001") {
  try {
    letters.ask(kind, on, std::move(f), id);
  } catch (const Refused& why) {
    return why;
  }
  FAIL("nothing was refused");
  throw;
}

/// Asked on the first of March, and brought to a state by the tenth.
Letters standing(const std::string& state) {
  Letters letters;
  if (state == "none") return letters;
  letters.say(cooperation_requested, "2021-03-01", request());
  if (state == "partly_answered") letters.say(cooperation_answered, "2021-03-10", partial("2021-04-15"));
  if (state == "done" || state == "declined") letters.say(cooperation_answered, "2021-03-10", answer(state.c_str()));
  if (state == "withdrawn") letters.say(cooperation_withdrawn, "2021-03-10", {{"reason", text("已无必要")}});
  return letters;
}

}  // namespace

TEST_CASE("what may follow what of a request: every state and every act", "[state][table]") {
  // Columns: ask, answer done, answer partial, answer declined, chase, withdraw. What it leads to, or '.' for a refusal.
  struct Act { FactKind kind; Fields fields; };
  const std::vector<Act> acts = {{cooperation_requested, request()},
                                 {cooperation_answered, answer("done")},
                                 {cooperation_answered, partial("2021-05-31")},
                                 {cooperation_answered, answer("不予办理")},
                                 {cooperation_chased, {{"text", text("请尽快")}}},
                                 {cooperation_withdrawn, {{"reason", text("并入另函")}}}};
  const std::map<char, std::string> leads_to = {{'a', "awaited"}, {'p', "partly_answered"}, {'d', "done"}, {'n', "declined"}, {'w', "withdrawn"}};
  const std::map<std::string, const char*> page = {
      {"none", "a....."}, {"awaited", ".dpnaw"}, {"partly_answered", ".dpnpw"}, {"done", "......"}, {"declined", "......"}, {"withdrawn", "......"},
  };
  int cases = 0, allowed_cases = 0;
  for (const auto& [state, row] : page)
    for (std::size_t a = 0; a < acts.size(); ++a) {
      INFO(state << " + " << fact_name(acts[a].kind) << " " << a);
      ++cases;
      Letters letters = standing(state);
      if (row[a] != '.') {
        ++allowed_cases;
        letters.say(acts[a].kind, "2021-03-20", acts[a].fields);
        CHECK(cooperation_state_name(letters.cooperation().state) == leads_to.at(row[a]));
        continue;
      }
      const std::size_t before = letters.history.facts().size();
      const Refused why = refused(letters, acts[a].kind, "2021-03-20", acts[a].fields);
      CHECK(letters.history.facts().size() == before);
      CHECK(why.context().subject == "cooperation C-0001");
      CHECK(why.context().state == state);
      CHECK(why.code() == (state == "none" ? ErrorCode::unknown_subject : acts[a].kind == cooperation_requested ? ErrorCode::subject_exists : ErrorCode::wrong_state));
      CHECK_THAT(why.what(), Catch::Matchers::ContainsSubstring("C-0001 (" + state + "): " + std::string(fact_name(acts[a].kind))));
      CHECK_FALSE(why.chinese().empty());
      const bool ended = state == "done" || state == "declined" || state == "withdrawn";
      if (ended && acts[a].kind != cooperation_requested) CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring("已于2021年3月10日了结，不再变动"));
    }
  CHECK(cases == 36);
  CHECK(allowed_cases == 11);
  CHECK(cooperation_life().size() == 11);
}

TEST_CASE("what a request and an answer must carry, and what each refusal says", "[state][table]") {
  struct Case { const char* what; FactKind kind; const char* on; Fields fields; ErrorCode code; const char* field; const char* says; };
  Fields no_day = request(), no_body = request(), no_text = answer("done");
  no_day.erase("answer_due_on");
  no_body.erase("body");
  no_text.erase("text");
  const Case cases[] = {
      {"without a due day", cooperation_requested, "2021-03-01", no_day, ErrorCode::field_missing, "answer_due_on", "缺少答复期限"},
      {"without a body", cooperation_requested, "2021-03-01", no_body, ErrorCode::field_missing, "body", "缺少协作部门"},
      {"a due day before the letter", cooperation_requested, "2021-04-01", request(), ErrorCode::field_bad, "answer_due_on", "早于2021年4月1日"},
      {"a task that the plan has not", cooperation_requested, "2021-03-01", request({{"task", text("1.3")}}), ErrorCode::field_bad, "task", "可用：1.1、1.2"},
      {"a unit nearly spelt", cooperation_requested, "2021-03-01", request({{"unit", text("电梯课")}}), ErrorCode::field_bad, "unit", "可用：电梯科"},
      {"a body that asks", cooperation_requested, "2021-03-01", request({{"unit", text("区安委办")}}), ErrorCode::field_bad, "unit", "是外部门"},
      {"a body nearly spelt", cooperation_requested, "2021-03-01", request({{"body", text("区安全委办")}}), ErrorCode::field_bad, "body", "相近的有：区安委办"},
      {"a unit that is asked", cooperation_requested, "2021-03-01", request({{"body", text("起重科")}}), ErrorCode::field_bad, "body", "可用：区安委办"},
      {"a hazard that is none", cooperation_requested, "2021-03-01", request({{"hazards", Value{Texts{"H-2"}}}}), ErrorCode::field_bad, "hazards", "可用：H-1"},
      {"a day that is none", cooperation_requested, "2021-03-01", request({{"answer_due_on", text("31. März")}}), ErrorCode::field_bad, "answer_due_on", "类型应为day"},
      {"a field that is none", cooperation_requested, "2021-03-01", request({{"urgent", text("是")}}), ErrorCode::field_bad, "urgent", "没有这一事项"},
      {"a number for a text", cooperation_requested, "2021-03-01", request({{"text", Value{std::int64_t{7}}}}), ErrorCode::field_bad, "text", "类型应为text"},
      {"tomorrow", cooperation_requested, "2022-01-01", request(), ErrorCode::day_in_future, "on", "晚于记录日2021年12月31日"},
      {"an answer without a word", cooperation_answered, "2021-03-01", no_text, ErrorCode::field_missing, "text", "缺少答复内容"},
      {"an outcome that is none", cooperation_answered, "2021-03-02", answer("好的"), ErrorCode::field_bad, "outcome", "可用：办结、部分答复、不予办理"},
      {"a partial answer without the next day", cooperation_answered, "2021-03-02", answer("部分答复"), ErrorCode::field_missing, "answer_due_on", "须写明下次答复期限"},
      {"a partial answer with a next day that is over", cooperation_answered, "2021-03-02", partial("2021-03-01"), ErrorCode::field_bad, "answer_due_on", "早于2021年3月2日"},
      {"a last answer with a next day", cooperation_answered, "2021-03-02", answer("done", {{"answer_due_on", text("2021-04-01")}}), ErrorCode::field_bad, "answer_due_on", "没有下次答复期限"},
      {"a withdrawal without a reason", cooperation_withdrawn, "2021-03-02", {}, ErrorCode::field_missing, "reason", "缺少撤回理由"},
      {"urging without a word", cooperation_chased, "2021-03-02", {}, ErrorCode::field_missing, "text", "缺少催办内容"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    Letters letters = standing(c.kind == cooperation_requested ? "none" : "awaited");
    letters.bring("H-1", State::registered, Grade::ungraded, day("2021-02-01"));
    const Refused why = refused(letters, c.kind, c.on, c.fields);
    CHECK(why.code() == c.code);
    CHECK(why.context().asked == std::string(fact_name(c.kind)) + "." + c.field);
    CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring(c.says));
  }
}

TEST_CASE("names become the plan's ids, and a collective body is told whom exactly", "[state]") {
  Letters letters;
  const Fact fact = letters.ask(cooperation_requested, "2021-03-01", request({{"addressee", text("某街道办事处")}}));
  CHECK(fact.fields.text("unit") == "lift");
  CHECK(fact.fields.text("body") == "district");
  CHECK(fact.fields.text("addressee") == "某街道办事处");
  Letters answered = standing("awaited");
  CHECK(answered.ask(cooperation_answered, "2021-03-02", answer("办结")).fields.text("outcome") == "done");
}

TEST_CASE("an id is one request's for ever, and no hazard's", "[state]") {
  Letters letters = standing("withdrawn");
  const Refused again = refused(letters, cooperation_requested, "2021-03-20", request());
  CHECK(again.code() == ErrorCode::subject_exists);
  CHECK_THAT(again.chinese(), Catch::Matchers::ContainsSubstring("编号已用于2021年3月1日“发函请求协作”"));
  letters.bring("H-1", State::registered, Grade::ungraded, day("2021-02-01"));
  CHECK(refused(letters, cooperation_requested, "2021-03-20", request(), "H-1").code() == ErrorCode::subject_exists);
  CHECK(refused(letters, cooperation_requested, "2021-03-20", request(), "").code() == ErrorCode::field_missing);
  const Refused unknown = refused(letters, cooperation_answered, "2021-03-20", answer("done"), "C-0002");
  CHECK(unknown.code() == ErrorCode::unknown_subject);
  CHECK(unknown.context().allowed == Texts{"C-0001"});
}

TEST_CASE("each partial answer moves the day; an answer after its day is counted late; the last one ends it", "[state]") {
  Letters letters = standing("awaited");
  letters.say(cooperation_answered, "2021-03-31", partial("2021-04-15"));  // on the day itself
  letters.say(cooperation_chased, "2021-04-20", {{"text", text("已逾期，请答复")}, {"document", text("催1号")}});
  letters.say(cooperation_answered, "2021-04-21", partial("2021-05-10"));  // late
  CHECK(letters.cooperation("2021-03-30").due_on == day("2021-03-31"));
  CHECK(letters.cooperation("2021-04-14").due_on == day("2021-04-15"));
  CHECK(letters.cooperation("2021-04-15").overdue_days(day("2021-04-15")) == 0);
  CHECK(letters.cooperation("2021-04-20").overdue_days(day("2021-04-20")) == 5);
  CHECK(letters.cooperation("2021-04-20").is_overdue(day("2021-04-20")));
  CHECK(letters.cooperation("2021-04-21").overdue_days(day("2021-04-21")) == 0);
  letters.say(cooperation_answered, "2021-05-12", answer("done"));
  const Cooperation done = letters.cooperation();
  CHECK(done.state == CooperationState::done);
  CHECK(done.settled_on == day("2021-05-12"));
  CHECK(done.late_count == 2);
  CHECK(done.chased_count == 1);
  CHECK(done.chased_on == day("2021-04-20"));
  CHECK(done.overdue_days(day("2021-12-31")) == 0);
  CHECK(done.version == 5);
  REQUIRE(done.steps.size() == 5);
  CHECK(done.steps[0].due_on == day("2021-03-31"));
  CHECK(done.steps[2].document == "催1号");
  CHECK(done.steps[3].due_on == day("2021-04-15"));
  CHECK(done.steps[4].due_on == day("2021-05-10"));
  CHECK(letters.cooperation("2021-03-15").late_count == 0);
  CHECK(letters.snapshot(day("2021-02-28")).cooperations().empty());
}

TEST_CASE("what is entered late takes its place by its day, where the story stays legal", "[state]") {
  Letters letters = standing("awaited");
  letters.say(cooperation_answered, "2021-04-20", answer("done"));
  const ItemNumber before = letters.history.checkpoint().size;
  letters.say(cooperation_answered, "2021-03-20", partial("2021-04-10"));  // found in a drawer
  CHECK(letters.cooperation("2021-03-25").state == CooperationState::partly_answered);
  CHECK(letters.cooperation("2021-03-25", before).state == CooperationState::awaited);
  CHECK(letters.cooperation().late_count == 1);               // by the day of the paper found
  CHECK(letters.cooperation("2021-12-31", before).late_count == 1);  // and by the first one too
  CHECK(letters.cooperation("2021-12-31", before).due_on == day("2021-03-31"));
  CHECK(letters.cooperation().due_on == day("2021-04-10"));
  const Refused ended = refused(letters, cooperation_withdrawn, "2021-04-15", {{"reason", text("撤")}});
  CHECK(ended.code() == ErrorCode::day_out_of_order);
  CHECK_THAT(ended.chinese(), Catch::Matchers::ContainsSubstring("与2021年4月20日“收到协作答复”（第4项）相抵触"));
  CHECK(ended.context().state == "partly_answered");
  const Refused early = refused(letters, cooperation_answered, "2021-02-28", partial("2021-03-31"));
  CHECK(early.code() == ErrorCode::day_out_of_order);
  CHECK_THAT(early.what(), Catch::Matchers::ContainsSubstring("nobody had asked yet; the request is of 2021-03-01"));
  CHECK(early.context().state == "none");
}

TEST_CASE("two acts of one day stand in the order in which they were entered", "[state]") {
  Letters letters;
  letters.say(cooperation_requested, "2021-03-01", request());
  letters.say(cooperation_answered, "2021-03-01", partial("2021-03-01"));
  letters.say(cooperation_answered, "2021-03-01", answer("done"));
  CHECK(letters.cooperation("2021-03-01").state == CooperationState::done);
  CHECK(refused(letters, cooperation_chased, "2021-03-01", {{"text", text("快")}}).code() == ErrorCode::wrong_state);
}

TEST_CASE("what is owed from outside: receipts and answers by their day, with who chases", "[state]") {
  Letters letters;
  letters.today = day("2021-12-31");
  letters.bring("H-1", State::graded, Grade::general, day("2021-02-01"));
  letters.act(Request::transfer, "H-1", day("2021-03-05"), {{"receiver", text("区安委办")}, {"record", text("移1号")}, {"answer_due_on", text("2021-03-20")}}, who(Request::transfer));
  letters.bring("H-2", State::graded, Grade::general, day("2021-02-01"));
  letters.act(Request::transfer, "H-2", day("2021-03-06"), {{"receiver", text("住建部门")}, {"record", text("移2号")}, {"answer_due_on", text("2021-03-10")}}, who(Request::transfer));
  letters.say(cooperation_requested, "2021-03-01", request({{"hazards", Value{Texts{"H-1"}}}, {"unit", text("起重科")}, {"addressee", text("某街道")}}));
  letters.say(cooperation_requested, "2021-03-02", request({{"answer_due_on", text("2021-03-12")}}), "C-0002");
  letters.say(cooperation_answered, "2021-03-11", answer("declined"), "C-0002");

  const auto owed = letters.owed("2021-03-22");
  REQUIRE(owed.size() == 3);
  CHECK(owed[0].subject == "H-2");
  CHECK(owed[0].owed == Owed::receipt);
  CHECK(owed[0].body.empty());  // the plan has no such body: what the paper says
  CHECK(owed[0].body_name == "住建部门");
  CHECK(owed[0].overdue_days == 12);
  CHECK(owed[0].working_days_left == -8);
  CHECK(owed[0].waiting_days == 16);
  CHECK(owed[0].unit.text() == "lift");
  REQUIRE_FALSE(owed[0].answers.empty());
  CHECK(owed[0].answers.front().seat.text() == "head@lift");
  CHECK(owed[1].subject == "H-1");
  CHECK(owed[1].body.text() == "district");
  CHECK(owed[1].document == "移1号");
  CHECK(owed[1].number == letters.history.facts()[letters.history.of_subject("H-1").back()].number);
  CHECK(owed[2].subject == "C-0001");
  CHECK(owed[2].owed == Owed::answer);
  CHECK(owed[2].body_name == "区安委办");
  CHECK(owed[2].addressee == "某街道");
  CHECK(owed[2].hazards == std::vector{HazardId{"H-1"}});
  CHECK(owed[2].answers.front().seat.text() == "head@crane");
  CHECK(owed[2].overdue_days == 0);
  CHECK(owed[2].working_days_left == 7);
  CHECK_FALSE(owed[2].answered_on);
  CHECK(open_receipts(letters.snapshot(day("2021-03-22")), plan(), Calendar::china()).size() == 2);

  letters.act(Request::acknowledge_transfer, "H-2", day("2021-03-25"));
  letters.act(Request::take_back, "H-1", day("2021-03-26"));
  letters.say(cooperation_answered, "2021-03-28", partial("2021-04-30"));
  const auto later = letters.owed("2021-03-31");
  REQUIRE(later.size() == 1);
  CHECK(later[0].answered_on == day("2021-03-28"));
  CHECK(later[0].due_on == day("2021-04-30"));
  CHECK(letters.owed("2021-03-05").size() == 3);  // H-2 was not transferred yet, C-0002 not declined
  CHECK(letters.owed("2021-02-28").empty());
}

TEST_CASE("words of states and outcomes are read in both languages and no third", "[state]") {
  for (int i = 0; i < cooperation_outcome_count; ++i) {
    const auto outcome = static_cast<CooperationOutcome>(i);
    CHECK(try_parse_cooperation_outcome(cooperation_outcome_name(outcome)) == outcome);
    CHECK(try_parse_cooperation_outcome(chinese(outcome)) == outcome);
  }
  CHECK_FALSE(try_parse_cooperation_outcome(""));
  CHECK(acts_after(CooperationState::none) == std::vector{cooperation_requested});
  CHECK(acts_after(CooperationState::awaited) == std::vector{cooperation_answered, cooperation_chased, cooperation_withdrawn});
  CHECK(acts_after(CooperationState::done).empty());
  CHECK(owed_name(Owed::receipt) == "receipt");
  CHECK(chinese(Owed::answer) == "协作答复");
}
