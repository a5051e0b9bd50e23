// tests/state/office.hpp: the small world with rules and a ladder of its own: what limits and the agenda are tried in.
#pragma once

#include "world.hpp"

#include "bihuan/state/agenda.hpp"
#include "bihuan/state/likeness.hpp"

namespace world {

inline Rule rule(const char* id, Limit limit, int days, Counting counting = Counting::working_days) {
  Rule out;
  out.term = {id, std::string("规则") + id, days, counting, false, Roll::none, {}, "虚构方案第一条"};
  out.limit = limit;
  return out;
}

inline Rung rung(int step, Rung::When when, int days, const char* act, const char* to, std::optional<Grade> grade = {}) {
  return {step, when, days, Counting::calendar_days, grade, act, to, "第" + std::to_string(step) + "级督办", "五（二）", Origin::assumed};
}

struct Office {
  World w;
  Plan p = plan();
  Calendar calendar = Calendar::china();
  Rulebook book;
  int entered_after_days = 0;

  Office() {
    p.ladder.clear();
    p.rules = {rule("grade", Limit::grade, 3), rule("order", Limit::order, 5), rule("treatment", Limit::treatment, 10),
               rule("begin", Limit::begin, 2), rule("review", Limit::review, 10), rule("again", Limit::order_again, 3),
               rule("close", Limit::close, 5), rule("extension", Limit::decide_extension, 10),
               rule("seal", Limit::seal, 30, Counting::calendar_days), rule("case", Limit::decide_case, 90, Counting::calendar_days)};
    book = Rulebook::none().with(p.rules);
  }

  Fact act(Request request, const std::string& id, Day on, Fields fields, std::vector<Actor> by) {
    Fact fact = decide({w.history, p, w.today, calendar, book}, {request, id, on, std::move(by), std::move(fields), false});
    write(fact);
    return fact;
  }
  /// In a commit of its own, recorded so many days after its day.
  void write(Fact fact) {
    fact.version = w.history.next_version(fact.subject);
    DecodedCommit commit;
    commit.seq = w.history.last_seq() + 1;
    commit.first_item = w.history.checkpoint().size + 1;
    commit.header.recorded_at = Instant{(std::int64_t{fact.on.serial() + entered_after_days} * 86400 + 3600) * 1'000'000};
    commit.facts = {std::move(fact)};
    w.history.append(commit, {"office", commit.first_item + 1, {}});
  }
  Fact act(Request request, const std::string& id, const char* on, const Fields& more = {}) {
    const Hazard before = w.hazard(id);
    Fields fields = what(request, before.grade);
    for (const auto& [key, value] : more.entries()) fields.set(key, value);
    return act(request, id, day(on), fields, who(request, before.once_listed || before.has(Hold::listed)));
  }
  /// Registered, graded general, ordered (limit 2021-03-31), begun: one act a day from Monday 2021-03-01.
  void rectifying(const std::string& id, const Fields& registered = {}) {
    act(Request::register_, id, "2021-03-01", registered);
    act(Request::grade, id, "2021-03-02", {{"grade", std::string("general")}});
    act(Request::order, id, "2021-03-03", {{"limit_on", std::string("2021-03-31")}});
    act(Request::begin, id, "2021-03-04");
  }
  Snapshot snapshot(const char* as_of) const { return w.snapshot(day(as_of)); }
  std::vector<Due> dues(const char* as_of) const { return agenda(snapshot(as_of), p, book, calendar); }
  /// The due of one limit; fails where there is none or several.
  Due due(const char* as_of, Limit limit) const {
    std::vector<Due> found;
    for (const Due& one : dues(as_of))
      if (one.limit == limit) found.push_back(one);
    if (found.size() != 1) throw std::runtime_error(std::to_string(found.size()) + " dues of " + std::string(limit_name(limit)));
    return found.front();
  }
};

}  // namespace world
