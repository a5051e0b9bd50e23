// The life of a measure, told in words: what may be stated after what, and what each statement must carry.
#include "../catch.hpp"
#include "world.hpp"

#include "bihuan/error.hpp"
#include "bihuan/state/measure.hpp"

#include <algorithm>
#include <map>

using namespace world;

namespace {

using Texts = std::vector<std::string>;

Fields fields(std::initializer_list<Fields::Entry> more) {
  Fields all{{"title", Value{std::string("电梯日管控制度")}}, {"unit", Value{std::string("lift")}}};
  for (const auto& [key, value] : more) all.set(key, value);
  return all;
}
Value text(const char* value) { return Value{std::string(value)}; }

Fact stated(const char* on, Fields f) { return {FactKind::measure_stated, day(on), "M-1", 0, {actor("p1@head@lift")}, std::move(f)}; }

/// A world in which measures are stated.
struct Office : World {
  Fact ask_measure(const char* on, Fields f) const { return decide_measure(history, plan(), today, stated(on, std::move(f))); }
  void state(const char* on, Fields f) { write(ask_measure(on, std::move(f))); }
  Measure measure(const char* as_of = "2021-12-31") const { return Snapshot(history, day(as_of)).measures().at(0); }
};

Fields issued(const char* status) {
  return fields({{"status", text(status)}, {"document", text("虚构〔2021〕7号")}, {"issued_on", text("2021-02-01")}});
}

Refused refused(const Office& office, const char* on, Fields f) {
  try {
    office.ask_measure(on, std::move(f));
  } catch (const Refused& why) {
    return why;
  }
  FAIL("nothing was refused");
  throw;
}

}  // namespace

TEST_CASE("what may be stated of a measure after what: every state and every word", "[state][table]") {
  // Rows: where it stands. Columns in the order of the words: 拟制 征求意见 审议 印发 实施 评估修订 废止.
  const Texts words = {"drafted", "consulted", "adopted", "issued", "in_force", "revised", "repealed"};
  const Texts chinese_words = {"拟制", "征求意见", "审议", "印发", "实施", "评估修订", "废止"};
  const std::map<std::string, const char*> page = {
      {"drafted", "yyyyyyy"},  // forward; what passed between two monthly returns may be left out
      {"consulted", ".yyyyyy"},
      {"adopted", "..yyyyy"},
      {"issued", "...yyyy"},
      {"in_force", "....yyy"},
      {"revised", ".yyyyyy"},  // the only way back, and never to a first draft
      {"repealed", "......y"},  // final
  };
  int cases = 0, allowed_cases = 0;
  for (const auto& [state, row] : page)
    for (std::size_t w = 0; w < words.size(); ++w)
      for (const std::string& said : {words[w], chinese_words[w]}) {
        INFO(state << " → " << said);
        ++cases;
        Office office;
        office.state("2021-03-31", issued(state.c_str()));
        REQUIRE(measure_state_name(office.measure().state) == state);
        if (row[w] == 'y') {
          ++allowed_cases;
          office.state("2021-04-30", fields({{"status", Value{said}}}));
          CHECK(measure_state_name(office.measure().state) == words[w]);
          CHECK(office.measure().details.text("status") == words[w]);
          CHECK(office.measure().steps.size() == 2);
          continue;
        }
        const Refused why = refused(office, "2021-04-30", fields({{"status", Value{said}}}));
        CHECK(why.code() == ErrorCode::wrong_state);
        CHECK(why.context().subject == "measure M-1");
        CHECK(why.context().state == state);
        CHECK_THAT(why.what(), Catch::Matchers::ContainsSubstring("M-1 is " + state + "; " + words[w]));
        CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring(chinese_words[w]));
        Texts allowed;
        for (std::size_t a = 0; a < words.size(); ++a)
          if (row[a] == 'y') allowed.push_back(words[a]);
        Texts named = why.context().allowed;
        std::sort(named.begin(), named.end());
        std::sort(allowed.begin(), allowed.end());
        CHECK(named == allowed);
      }
  CHECK(cases == 98);
  CHECK(allowed_cases == 64);
}

TEST_CASE("a first statement may name any state, and without one it is a draft, marked assumed", "[state]") {
  for (const char* word : {"drafted", "consulted", "adopted", "issued", "in_force", "revised", "repealed"}) {
    INFO(word);
    Office office;
    office.state("2021-03-31", issued(word));
    CHECK(measure_state_name(office.measure().state) == word);
    CHECK_FALSE(office.measure().details.has("assumed"));
  }
  Office office;
  const Fact fact = office.ask_measure("2021-03-31", fields({}));
  CHECK(fact.fields.text("status") == "drafted");
  CHECK(fact.fields.texts("assumed") == Texts{"status"});
}

TEST_CASE("what a later statement leaves blank stays, and an id may be restated without its title", "[state]") {
  Office office;
  office.state("2021-03-31", issued("issued"));
  office.state("2021-04-30", Fields{{"effect", text("事故为零")}});
  const Measure measure = office.measure();
  CHECK(measure.state == MeasureState::issued);
  CHECK(measure.details.text("document") == "虚构〔2021〕7号");
  CHECK(measure.details.text("title") == "电梯日管控制度");
  CHECK(measure.details.text("effect") == "事故为零");
  CHECK(office.measure("2021-04-01").steps.size() == 1);
}

TEST_CASE("from issued on a measure has its document and the day it was issued", "[state][table]") {
  struct Case { const char* what; Fields f; ErrorCode code; const char* field; const char* chinese; };
  const Case cases[] = {
      {"issued without a document", fields({{"status", text("issued")}, {"issued_on", text("2021-02-01")}}), ErrorCode::field_missing, "document", "发文字号"},
      {"issued without its day", fields({{"status", text("issued")}, {"document", text("7号")}}), ErrorCode::field_missing, "issued_on", "印发日期"},
      {"in force without a document", fields({{"status", text("in_force")}}), ErrorCode::field_missing, "document", "发文字号"},
      {"revised without a document", fields({{"status", text("revised")}}), ErrorCode::field_missing, "document", "发文字号"},
      {"repealed without a document", fields({{"status", text("repealed")}}), ErrorCode::field_missing, "document", "发文字号"},
      {"issued after the day of the statement", fields({{"status", text("issued")}, {"document", text("7号")}, {"issued_on", text("2021-04-01")}}),
       ErrorCode::field_bad, "issued_on", "晚于填报日"},
      {"a word that is none", fields({{"status", text("快好了")}}), ErrorCode::field_bad, "status", "快好了"},
      {"a unit that the plan does not have", fields({{"unit", text("邮局")}}), ErrorCode::field_bad, "unit", "邮局"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const Refused why = refused(Office{}, "2021-03-31", c.f);
    CHECK(why.code() == c.code);
    CHECK(why.context().asked == std::string("measure_stated.") + c.field);
    CHECK_THAT(why.chinese(), Catch::Matchers::ContainsSubstring(c.chinese));
  }
  CHECK(refused(Office{}, "2021-03-31", Fields{{"title", text("无单位")}}).context().asked == "measure_stated.unit");
  CHECK(refused(Office{}, "2022-01-01", fields({})).code() == ErrorCode::day_in_future);
  Office office;  // a draft needs neither
  office.state("2021-03-31", fields({{"status", text("adopted")}}));
  CHECK(office.measure().state == MeasureState::adopted);
}

TEST_CASE("a back-dated statement must leave the whole story legal", "[state]") {
  Office office;
  office.state("2021-03-31", fields({{"status", text("drafted")}}));
  office.state("2021-06-30", issued("in_force"));
  office.state("2021-04-30", issued("issued"));
  CHECK(office.measure().state == MeasureState::in_force);
  CHECK(office.measure("2021-05-01").state == MeasureState::issued);
  const Refused back = refused(office, "2021-05-31", fields({{"status", text("drafted")}}));
  CHECK(back.code() == ErrorCode::wrong_state);
  const Refused late = refused(office, "2021-05-31", issued("repealed"));
  CHECK(late.code() == ErrorCode::day_out_of_order);
  CHECK_THAT(late.what(), Catch::Matchers::ContainsSubstring("2021-06-30"));
  CHECK_THAT(late.chinese(), Catch::Matchers::ContainsSubstring("相抵触"));
}

TEST_CASE("a corrected return says its own month anew; an assumed draft gives way to an earlier word", "[state]") {
  const auto of_month = [](Fields f, const char* period) {
    return f.set("row", text("制度措施清单!4")).set("filing", text("monthly")).set("period", text(period));
  };
  Office office;
  office.state("2021-03-31", of_month(issued("issued"), "2021-03"));
  CHECK(refused(office, "2021-03-31", of_month(fields({{"status", text("consulted")}}), "2021-04")).code() == ErrorCode::wrong_state);
  office.state("2021-03-31", of_month(fields({{"status", text("consulted")}}), "2021-03"));
  CHECK(office.measure().state == MeasureState::consulted);
  CHECK(office.measure().steps.size() == 1);

  Office assumed;
  assumed.state("2021-04-30", fields({}));
  assumed.state("2021-03-31", fields({{"status", text("adopted")}}));
  CHECK(assumed.measure().state == MeasureState::adopted);
}

TEST_CASE("words of the first ledgers are read for ever, and what they say is never refused by the fold", "[state]") {
  const std::map<const char*, MeasureState> older = {{"drafting", MeasureState::drafted}, {"consulting", MeasureState::consulted},
                                                     {"deliberating", MeasureState::adopted}, {"revising", MeasureState::revised}};
  for (const auto& [word, state] : older) {
    Office office;
    office.write(stated("2021-03-31", fields({{"status", text(word)}})));
    CHECK(office.measure().state == state);
  }
  Office office;
  office.write(stated("2021-03-31", fields({{"status", text("repealed")}})));
  office.write(stated("2021-04-30", fields({{"status", text("drafting")}})));
  CHECK(office.measure().state == MeasureState::drafted);
  office.state("2021-05-31", issued("issued"));  // old sins don't stop what is legal now
  CHECK(office.measure().state == MeasureState::issued);
}
