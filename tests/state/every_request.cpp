// Every state, hold and grade against every request, judged by lifecycle.md's words and not by the table in the code.
#include "../catch.hpp"
#include "oracle.hpp"

#include <iostream>
#include <set>

using namespace world;

TEST_CASE("every request in every state, under every hold and grade, is allowed or refused as lifecycle.md says", "[state][table]") {
  int product = 0, allowed = 0, all = 0;
  for (int r = 0; r < request_count; ++r) {
    const auto request = static_cast<Request>(r);
    const auto mismatch = oracle::first_mismatch(lifecycle(), request);
    INFO(mismatch.value_or(""));
    CHECK_FALSE(mismatch.has_value());
    all += oracle::case_count(request);
    for (const oracle::Situation& at : oracle::situations())
      for (const Fields& fields : oracle::variants(at, request)) {
        if (!at.is_product) continue;
        ++product;
        allowed += oracle::judge(request, at.before, fields, at.next).rule != nullptr;
      }
  }
  std::cout << "lifecycle: " << product << " cases of state, grade, holds and request, " << allowed << " allowed, " << product - allowed
            << " refused; " << all << " cases with roles, persons, limits and fields; " << oracle::situations().size() << " situations\n";
  CHECK(product > 3000);
  CHECK(allowed > 900);
}

TEST_CASE("what each state waits for is what lifecycle.md says", "[state][table]") {
  CHECK_FALSE(oracle::first_mismatch(waits()).has_value());
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

TEST_CASE("what is allowed now is what lifecycle.md allows, in every situation", "[state]") {
  for (const oracle::Situation& at : oracle::situations()) {
    const std::vector<Request> listed = allowed_requests(at.before);
    const std::set<Request> now(listed.begin(), listed.end());
    CHECK(now.size() == listed.size());
    for (int r = 0; r < request_count; ++r) {
      const auto request = static_cast<Request>(r);
      bool may = false, late = false;
      for (const Fields& fields : oracle::variants(at, request)) {
        const oracle::Verdict verdict = oracle::judge(request, at.before, fields, at.next);
        may = may || verdict.rule != nullptr;
        // What only the day of the act forbids is not told apart: an earlier day may do.
        late = late || (verdict.rule == nullptr && verdict.code == ErrorCode::too_late && request != Request::seal) ||
               (request == Request::pause && at.before.paused_until);
      }
      INFO(at.name << ": " << request_name(request));
      if (may || !late) CHECK(now.contains(request) == may);
    }
  }
}
