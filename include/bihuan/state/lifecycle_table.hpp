// state/lifecycle_table.hpp: the arrows of the lifecycle, and the proofs that the compiler makes about them.
#pragma once

#include "bihuan/state/lifecycle.hpp"

#include <array>

namespace bihuan::table {

inline constexpr Set nothing{};
inline constexpr Set any_hold = set_of(Hold::out_of_use, Hold::sealed, Hold::listed);
inline constexpr Set is_listed = set_of(Hold::listed);
inline constexpr Set any_state = states(State::tip, State::void_);
inline constexpr Set graded_up = states(State::graded, State::passed);
inline constexpr Set open_ = open_states;

constexpr Set at(State s) { return set_of(s); }
constexpr Set role(Role r) { return set_of(r); }

/// lifecycle.md, row by row. Columns: request, fact, from, to (`none` keeps), when, who, persons, second person, holds
/// needed, holds forbidden, holds set, holds cleared, who may not act again, guards, source.
inline constexpr auto arrows = std::to_array<Arrow>({
    {Request::tip_off, FactKind::tip_received, at(State::none), State::tip, When::always, role(Role::anyone), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "特种设备安全法第五十三条"},
    {Request::register_, FactKind::hazard_registered, at(State::none) | at(State::tip), State::registered, When::always, role(Role::inspector), 2, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "市场监管总局令第57号第十九、二十一、二十七条"},
    {Request::grade, FactKind::hazard_graded, at(State::registered), State::graded, When::always, role(Role::grader), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安监总局令第16号第三条；市场监管总局令第57号第二十五条"},
    {Request::regrade, FactKind::hazard_regraded, graded_up, State::none, When::lowering, role(Role::grader), 1, role(Role::approver), nothing, is_listed, nothing, nothing, set_of(Party::applicant), nothing, "办理规则：降级与销号同等慎重"},
    {Request::regrade, FactKind::hazard_regraded, states(State::ordered, State::passed), State::ordered, When::raising_ordered, role(Role::grader), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安监总局令第16号第三条"},
    {Request::regrade, FactKind::hazard_regraded, at(State::graded) | at(State::passed), State::graded, When::raising_unordered, role(Role::grader), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安监总局令第16号第三条"},
    {Request::fix_on_spot, FactKind::fixed_on_spot, at(State::graded), State::passed, When::is_general, role(Role::inspector), 2, nothing, nothing, nothing, nothing, nothing, set_of(Party::rectifier), set_of(Guard::day_found), "方案四（二）立查立改；市场监管总局令第57号第二十六条"},
    {Request::order, FactKind::order_issued, at(State::graded) | at(State::review_failed), State::ordered, When::always, role(Role::orderer), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "特种设备安全法第六十二条"},
    {Request::plan_treatment, FactKind::treatment_planned, at(State::ordered), State::planned, When::is_major, role(Role::rectifier_head), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安监总局令第16号第十五条"},
    {Request::begin, FactKind::rectification_begun, at(State::ordered), State::rectifying, When::is_general, role(Role::rectifier), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, ""},
    {Request::begin, FactKind::rectification_begun, at(State::planned), State::rectifying, When::always, role(Role::rectifier), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, ""},
    {Request::ask_extension, FactKind::extension_asked, at(State::rectifying), State::none, When::always, role(Role::rectifier), 1, nothing, nothing, nothing, nothing, nothing, nothing, set_of(Guard::within_limit, Guard::nothing_pending), "办理规则：期满前申请延期"},
    {Request::decide_extension, FactKind::extension_granted, at(State::rectifying), State::none, When::always, role(Role::approver), 1, nothing, nothing, is_listed, nothing, nothing, set_of(Party::asker), set_of(Guard::pending), "办理规则：延期批准人不得为申请人"},
    {Request::decide_extension, FactKind::extension_granted, at(State::rectifying), State::none, When::always, role(Role::lister), 1, nothing, is_listed, nothing, nothing, nothing, set_of(Party::asker), set_of(Guard::pending), "办理规则：挂牌的由挂牌单位决定延期"},
    {Request::decide_extension, FactKind::extension_refused, at(State::rectifying), State::none, When::always, role(Role::approver), 1, nothing, nothing, is_listed, nothing, nothing, set_of(Party::asker), set_of(Guard::pending), "办理规则：延期批准人不得为申请人"},
    {Request::decide_extension, FactKind::extension_refused, at(State::rectifying), State::none, When::always, role(Role::lister), 1, nothing, is_listed, nothing, nothing, nothing, set_of(Party::asker), set_of(Guard::pending), "办理规则：挂牌的由挂牌单位决定延期"},
    {Request::report_rectified, FactKind::rectification_reported, at(State::rectifying), State::awaiting_review, When::always, role(Role::rectifier), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "市场监管总局令第57号第二十九条"},
    {Request::pass_review, FactKind::review_passed, at(State::awaiting_review), State::passed, When::always, role(Role::reviewer), 2, nothing, nothing, nothing, nothing, nothing, set_of(Party::rectifier), nothing, "市场监管总局令第57号第二十九条"},
    {Request::fail_review, FactKind::review_failed, at(State::awaiting_review), State::review_failed, When::always, role(Role::reviewer), 2, nothing, nothing, nothing, nothing, nothing, set_of(Party::rectifier), nothing, "市场监管总局令第57号第二十九条"},
    {Request::close, FactKind::hazard_closed, at(State::passed), State::closed, When::never_listed, role(Role::approver), 1, nothing, nothing, any_hold, nothing, nothing, set_of(Party::rectifier, Party::reviewer), nothing, "安全生产法第六十五条第三项"},
    {Request::close, FactKind::hazard_closed, at(State::passed), State::closed, When::once_listed, role(Role::lister) | role(Role::delister), 1, nothing, nothing, any_hold, nothing, nothing, set_of(Party::rectifier, Party::reviewer), nothing, "办理规则：挂牌过的由挂牌一方销号"},
    {Request::reopen, FactKind::hazard_reopened, at(State::closed) | at(State::passed), State::graded, When::always, role(Role::supervising_unit) | role(Role::inspector), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "办理规则：回头看"},
    {Request::transfer, FactKind::hazard_transferred, open_, State::transferred, When::always, role(Role::supervising_unit), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安全生产法第六十九条；市场监管总局令第57号第三十一至三十三条"},
    {Request::acknowledge_transfer, FactKind::transfer_acknowledged, at(State::transferred), State::none, When::unacknowledged, role(Role::supervising_unit), 1, nothing, nothing, nothing, nothing, any_hold, nothing, nothing, "安全生产法第六十九条"},
    {Request::take_back, FactKind::transfer_returned, at(State::transferred), State::registered, When::unacknowledged, role(Role::supervising_unit), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安全生产法第六十九条"},
    {Request::terminate, FactKind::hazard_terminated, open_, State::terminated, When::always, role(Role::approver), 1, nothing, nothing, any_hold, nothing, nothing, nothing, nothing, "特种设备安全法第四十八条；安全生产法第一百一十三条"},
    {Request::void_, FactKind::hazard_voided, states(State::tip, State::ordered), State::void_, When::always, role(Role::registrar), 1, role(Role::approver), nothing, any_hold, nothing, nothing, set_of(Party::applicant), nothing, "办理规则：误登、重复"},
    {Request::void_, FactKind::hazard_voided, states(State::planned, State::passed), State::void_, When::as_duplicate, role(Role::registrar), 1, role(Role::approver), nothing, any_hold, nothing, nothing, set_of(Party::applicant), nothing, "办理规则：方案已定后仅限重复"},
    {Request::stop_use, FactKind::use_stopped, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, nothing, set_of(Hold::out_of_use), set_of(Hold::out_of_use), nothing, nothing, nothing, "安全生产法第六十五条第三项"},
    {Request::allow_use, FactKind::use_allowed, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, set_of(Hold::out_of_use), nothing, nothing, set_of(Hold::out_of_use), nothing, nothing, "安全生产法第六十五条第三项（经审查同意）"},
    {Request::seal, FactKind::equipment_sealed, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, nothing, set_of(Hold::sealed), set_of(Hold::sealed), nothing, nothing, nothing, "行政强制法第二十五条"},
    {Request::seal, FactKind::equipment_sealed, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, set_of(Hold::sealed), nothing, nothing, nothing, nothing, set_of(Guard::one_prolongation), "行政强制法第二十五条（延长一次）"},
    {Request::unseal, FactKind::equipment_unsealed, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, set_of(Hold::sealed), nothing, nothing, set_of(Hold::sealed), nothing, nothing, "行政强制法第二十五条"},
    {Request::list, FactKind::hazard_listed, states(State::planned, State::passed), State::none, When::is_major, role(Role::lister), 1, nothing, nothing, is_listed, is_listed, nothing, set_of(Party::overseer), nothing, "办理规则：重大隐患挂牌督办"},
    {Request::delist, FactKind::hazard_delisted, states(State::ordered, State::passed), State::none, When::always, role(Role::delister) | role(Role::lister), 1, nothing, is_listed, nothing, nothing, is_listed, nothing, nothing, "办理规则：由摘牌单位摘牌"},
    {Request::pause, FactKind::clock_paused, open_, State::none, When::always, role(Role::approver), 1, nothing, nothing, nothing, nothing, nothing, nothing, set_of(Guard::clock_runs), ""},
    {Request::resume, FactKind::clock_resumed, open_, State::none, When::always, role(Role::approver), 1, nothing, nothing, nothing, nothing, nothing, nothing, set_of(Guard::clock_stands), ""},
    {Request::remind, FactKind::reminded, open_, State::none, When::always, role(Role::ladder), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "方案五（二）"},
    {Request::interview, FactKind::interviewed, open_, State::none, When::always, role(Role::ladder), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "市场监管总局令第57号第三十、三十一条"},
    {Request::report_up, FactKind::reported_upward, open_, State::none, When::always, role(Role::ladder), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "特种设备安全法第六十三条；方案五（二）"},
    {Request::open_case, FactKind::case_opened, any_state, State::none, When::always, role(Role::enforcement), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安全生产法第一百一十三条"},
    {Request::penalise, FactKind::penalty_decided, any_state, State::none, When::always, role(Role::enforcement), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, "安全生产法第一百一十三条"},
    {Request::close_case, FactKind::case_closed, any_state, State::none, When::always, role(Role::enforcement), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, ""},
    {Request::correct, FactKind::fact_corrected, any_state, State::none, When::always, role(Role::checker), 1, nothing, nothing, nothing, nothing, nothing, set_of(Party::author), nothing, "办理规则：更正由原填报人以外的审核人办理"},
    {Request::reassign, FactKind::hazard_reassigned, open_, State::none, When::always, role(Role::supervising_unit), 1, nothing, nothing, nothing, nothing, nothing, nothing, nothing, ""},
});

/// What each state waits for, so that no open hazard is without a next step and a limit.
inline constexpr auto waits = std::to_array<Wait>({
    {State::registered, Grade::ungraded, Limit::grade, Request::grade},
    {State::graded, Grade::ungraded, Limit::order, Request::order},
    {State::ordered, Grade::major, Limit::treatment, Request::plan_treatment},
    {State::ordered, Grade::general, Limit::begin, Request::begin},
    {State::planned, Grade::ungraded, Limit::begin, Request::begin},
    {State::rectifying, Grade::ungraded, Limit::rectify, Request::report_rectified},
    {State::awaiting_review, Grade::ungraded, Limit::review, Request::pass_review},
    {State::review_failed, Grade::ungraded, Limit::order_again, Request::order},
    {State::passed, Grade::ungraded, Limit::close, Request::close},
    {State::transferred, Grade::ungraded, Limit::receipt, Request::acknowledge_transfer},
});

/// Two conditions that never hold together.
constexpr bool exclusive(When a, When b) {
  const auto both = [&](When x, When y) { return (a == x && b == y) || (a == y && b == x); };
  return both(When::is_general, When::is_major) || both(When::once_listed, When::never_listed) ||
         both(When::lowering, When::raising_ordered) || both(When::lowering, When::raising_unordered) ||
         both(When::raising_ordered, When::raising_unordered);
}

/// The states that can be reached from a set.
constexpr Set reach(Lifecycle rows, Set from) {
  for (bool grew = true; grew;) {
    grew = false;
    for (const Arrow& row : rows)
      if (row.to != State::none && (row.from.bits & from.bits) != 0 && !from.has(row.to)) {
        from = from | set_of(row.to);
        grew = true;
      }
  }
  return from;
}

/// The proofs. Each is a law that every table must keep; `Checked` makes the compiler keep them.
struct Laws {
  /// From one state, under one condition and one set of holds, a fact has at most one arrow.
  static constexpr bool deterministic(Lifecycle rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        const Arrow &a = rows[i], &b = rows[j];
        if (a.fact != b.fact || (a.from.bits & b.from.bits) == 0) continue;
        const bool holds_differ = (a.needs.bits & b.without.bits) != 0 || (b.needs.bits & a.without.bits) != 0;
        if (!holds_differ && !exclusive(a.when, b.when)) return false;
      }
    return true;
  }

  static constexpr bool all_reachable(Lifecycle rows) {
    return (reach(rows, set_of(State::none)).bits & any_state.bits) == any_state.bits;
  }

  /// From every open state a final one can be reached.
  static constexpr bool all_can_end(Lifecycle rows) {
    for (int s = 0; s < state_count; ++s)
      if (const auto state = static_cast<State>(s);
          open_states.has(state) && (reach(rows, set_of(state)).bits & final_states.bits) == 0)
        return false;
    return true;
  }

  /// Nothing closes, terminates or is voided while a hold is set.
  static constexpr bool no_end_under_hold(Lifecycle rows) {
    for (const Arrow& row : rows)
      if ((row.to == State::closed || row.to == State::terminated || row.to == State::void_) && row.without != any_hold)
        return false;
    return true;
  }

  /// Every request and every fact of a hazard stands in the table.
  static constexpr bool complete(Lifecycle rows) {
    std::uint64_t requests = 0, facts = 0;
    for (const Arrow& row : rows) {
      requests |= std::uint64_t{1} << static_cast<unsigned>(row.request);
      facts |= std::uint64_t{1} << static_cast<unsigned>(row.fact);
    }
    return requests == (std::uint64_t{1} << request_count) - 1 && facts == (std::uint64_t{1} << hazard_fact_kind_count) - 1;
  }

  /// Every open state waits for exactly one request, which the table allows from there: for either grade once graded.
  static constexpr bool always_awaited(Lifecycle rows, Waits all) {
    for (int s = 0; s < state_count; ++s)
      for (const Grade grade : {Grade::general, Grade::major}) {
        const auto state = static_cast<State>(s);
        const When other = grade == Grade::major ? When::is_general : When::is_major;
        if (!open_states.has(state)) continue;
        int count = 0;
        for (const Wait& wait : all) {
          if (wait.state != state || (wait.grade != Grade::ungraded && wait.grade != grade)) continue;
          bool allowed = false;
          for (const Arrow& row : rows)
            allowed = allowed || (row.request == wait.request && row.from.has(state) && row.when != other);
          if (!allowed) return false;
          ++count;
        }
        if (count != 1) return false;
      }
    return true;
  }

  static constexpr bool all_kept(Lifecycle rows, Waits all) {
    return deterministic(rows) && all_reachable(rows) && all_can_end(rows) && no_end_under_hold(rows) && complete(rows) &&
           always_awaited(rows, all);
  }
};

/// A table that breaks a law does not compile (tests/state/must_not_compile shows it for each).
template <const auto& rows, const auto& all>
struct Checked {
  static_assert(Laws::deterministic(rows), "two arrows of one request apply together");
  static_assert(Laws::all_reachable(rows), "a state can't be reached");
  static_assert(Laws::all_can_end(rows), "an open state is a dead end");
  static_assert(Laws::no_end_under_hold(rows), "a hazard could end while a hold is set");
  static_assert(Laws::complete(rows), "a request or a fact is missing");
  static_assert(Laws::always_awaited(rows, all), "an open state waits for nothing, or for several things");
};
template struct Checked<arrows, waits>;

}  // namespace bihuan::table
