// Every state, hold and grade against every request, judged by lifecycle.md's words and not by the table in the code.
#include "../catch.hpp"
#include "world.hpp"

#include "bihuan/error.hpp"

#include <iostream>
#include <map>
#include <set>
#include <sstream>

using namespace world;

namespace {

/// One line of lifecycle.md: the states from which a request is allowed, and what else it needs.
struct Rule {
  const char* request;
  const char* from;  // names, or "open", "any"
  const char* needs; // general, major, listed, unlisted, out_of_use, ..., free (no hold), none
  const char* to;    // or "kept"
};

// Written from lifecycle.md, row by row; the code's table is not looked at.
const Rule rules[] = {
    {"tip_off", "none", "", "tip"},
    {"register", "none tip", "", "registered"},
    {"grade", "registered", "", "graded"},
    {"regrade", "graded ordered planned rectifying awaiting_review review_failed passed", "major unlisted", "kept"},
    {"regrade", "graded", "general", "graded"},
    {"regrade", "ordered planned rectifying awaiting_review review_failed passed", "general", "ordered"},
    {"fix_on_spot", "graded", "general same_day", "passed"},
    {"order", "graded review_failed", "", "ordered"},
    {"plan_treatment", "ordered", "major", "planned"},
    {"begin", "ordered", "general", "rectifying"},
    {"begin", "planned", "", "rectifying"},
    {"ask_extension", "rectifying", "", "kept"},
    {"report_rectified", "rectifying", "", "awaiting_review"},
    {"pass_review", "awaiting_review", "", "passed"},
    {"fail_review", "awaiting_review", "", "review_failed"},
    {"close", "passed", "free", "closed"},
    {"reopen", "closed passed", "", "graded"},
    {"transfer", "open", "", "transferred"},
    {"acknowledge_transfer", "transferred", "", "kept"},
    {"take_back", "transferred", "", "registered"},
    {"terminate", "open", "free", "terminated"},
    {"void", "tip registered graded ordered", "free", "void"},
    {"stop_use", "open", "not_out_of_use", "kept"},
    {"allow_use", "open", "out_of_use", "kept"},
    {"seal", "open", "", "kept"},
    {"unseal", "open", "sealed", "kept"},
    {"list", "planned rectifying awaiting_review review_failed passed", "major unlisted", "kept"},
    {"delist", "ordered planned rectifying awaiting_review review_failed passed", "listed", "kept"},
    {"pause", "open", "", "kept"},
    {"remind", "open", "", "kept"},
    {"interview", "open", "", "kept"},
    {"report_up", "open", "", "kept"},
    {"open_case", "any", "", "kept"},
    {"penalise", "any", "", "kept"},
    {"close_case", "any", "", "kept"},
    {"correct", "any", "", "kept"},
    {"reassign", "open", "", "kept"},
};

const char* const open_names = "registered graded ordered planned rectifying awaiting_review review_failed passed";

bool names(const std::string& list, const std::string& name) {
  std::istringstream words(list);
  for (std::string word; words >> word;)
    if (word == name) return true;
  return false;
}

bool from_matches(const Rule& rule, const std::string& state) {
  if (std::string(rule.from) == "open") return names(open_names, state);
  if (std::string(rule.from) == "any") return state != "none";
  return names(rule.from, state);
}

bool needs_match(const Rule& rule, const Hazard& h) {
  std::istringstream words(rule.needs);
  for (std::string word; words >> word;) {
    if (word == "general" && h.grade != Grade::general) return false;
    if (word == "major" && h.grade != Grade::major) return false;
    if (word == "listed" && !h.has(Hold::listed)) return false;
    if (word == "unlisted" && h.has(Hold::listed)) return false;
    if (word == "out_of_use" && !h.has(Hold::out_of_use)) return false;
    if (word == "not_out_of_use" && h.has(Hold::out_of_use)) return false;
    if (word == "sealed" && !h.has(Hold::sealed)) return false;
    if (word == "free" && !h.holds.empty()) return false;
    if (word == "same_day") return false;  // the acts here fall on later days
  }
  return true;
}

const Rule* allowed_by_the_page(Request request, const Hazard& h) {
  for (const Rule& rule : rules)
    if (rule.request == request_name(request) && from_matches(rule, std::string(state_name(h.state))) && needs_match(rule, h)) return &rule;
  return nullptr;
}

Fields fields_for(const World& w, Request request, const Hazard& h) {
  Fields fields = what(request, h.grade);
  if (request == Request::correct && !w.history.of_subject(h.id.text()).empty()) {
    const Known& first = w.history.facts()[w.history.of_subject(h.id.text()).front()];
    fields.set("corrects", Value{first.number}).set("field", Value{std::string("text")}).set("value", Value{std::string("更正后")});
    fields.set("reason", Value{std::string("笔误")});
  }
  return fields;
}

std::string holds_of(const Hazard& h) {
  std::string out;
  for (int i = 0; i < hold_count; ++i)
    if (h.has(static_cast<Hold>(i))) out += " +" + std::string(hold_name(static_cast<Hold>(i)));
  return out;
}

}  // namespace

TEST_CASE("every request in every state, under every hold and grade, is allowed or refused as lifecycle.md says", "[state][table]") {
  int cases = 0, allowed_cases = 0;
  for (const Grade grade : {Grade::general, Grade::major})
    for (int s = 0; s < state_count; ++s)
      for (unsigned holds = 0; holds < 8; ++holds) {
        const auto state = static_cast<State>(s);
        const bool open = open_states.has(state);
        if (holds != 0 && !open) continue;
        const bool listed = (holds & 4U) != 0;
        if (listed && (grade != Grade::major || state < State::planned)) continue;
        if (state == State::planned && grade != Grade::major) continue;
        World w;
        Day next = w.bring("H-1", state, grade, day("2021-03-01"));
        if (holds & 1U) w.act(Request::stop_use, "H-1", next);
        if (holds & 2U) w.act(Request::seal, "H-1", next);
        if (listed) w.act(Request::list, "H-1", next);
        const Hazard before = w.hazard("H-1");
        REQUIRE(before.state == state);
        for (int r = 0; r < request_count; ++r) {
          const auto request = static_cast<Request>(r);
          if (request == Request::decide_extension || request == Request::resume) continue;  // need something pending: below
          ++cases;
          const Rule* rule = allowed_by_the_page(request, before);
          INFO(grade_name(grade) << " " << state_name(state) << holds_of(before) << ": " << request_name(request));
          try {
            World after = w;
            after.write(after.ask(request, "H-1", next + 1, fields_for(w, request, before), who(request, before.once_listed)));
            REQUIRE(rule != nullptr);
            ++allowed_cases;
            const std::string to = std::string(rule->to) == "kept" ? std::string(state_name(state)) : rule->to;
            CHECK(state_name(after.hazard("H-1").state) == to);
          } catch (const Refused& why) {
            INFO(why.what());
            REQUIRE(rule == nullptr);
            CHECK(std::string(why.what()).find("H-1") != std::string::npos);
            CHECK(std::string(why.what()).find(std::string(request_name(request))) != std::string::npos);
            CHECK_FALSE(why.chinese().empty());
          }
        }
      }
  std::cout << "lifecycle: " << cases << " cases tried, " << allowed_cases << " allowed, " << cases - allowed_cases << " refused\n";
  CHECK(cases > 3000);
}

TEST_CASE("the refusal says what is, what was asked and what would be allowed", "[state]") {
  World w;
  const Day next = w.bring("H-0042", State::closed, Grade::general, day("2021-03-01"));
  try {
    w.act(Request::report_rectified, "H-0042", next);
    FAIL("a closed hazard was reported rectified");
  } catch (const Refused& why) {
    CHECK(std::string(why.what()) ==
          "hazard H-0042 is closed; report_rectified on 2021-03-08 needs rectifying; allowed now: reopen, open_case, penalise, close_case, correct");
    CHECK(why.chinese() == "隐患H-0042现为“已销号”，不能于2021年3月8日“报告整改完成”：须处于整改中；目前可以：重新打开、立案、处罚、结案、更正");
    CHECK(why.code() == ErrorCode::wrong_state);
    CHECK(why.context().allowed.front() == "reopen");
  }
}

TEST_CASE("what is allowed now is what is then accepted", "[state]") {
  for (const Grade grade : {Grade::general, Grade::major})
    for (int s = 1; s < state_count; ++s) {
      const auto state = static_cast<State>(s);
      if (state == State::planned && grade != Grade::major) continue;
      World w;
      const Day next = w.bring("H-1", state, grade, day("2021-03-01"));
      const Hazard h = w.hazard("H-1");
      for (const Request request : allowed_requests(h)) {
        if (request == Request::fix_on_spot) continue;  // allowed on the day it was found only
        Fields fields = fields_for(w, request, h);
        if (request == Request::void_ && state >= State::planned) {
          w.bring("H-2", State::registered, Grade::general, day("2021-03-01"));
          fields.set("duplicate_of", Value{std::string("H-2")});
        }
        INFO(state_name(state) << " " << request_name(request));
        CHECK_NOTHROW(w.ask(request, "H-1", next, fields, who(request, h.once_listed)));
      }
    }
}
