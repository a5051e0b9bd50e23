// Every single change to a copy of the table is noticed: by the oracle, by the compiler's laws, or it is no change at all.
#include "../catch.hpp"
#include "oracle.hpp"

#include "bihuan/state/lifecycle_table.hpp"

#include <chrono>
#include <iostream>
#include <set>

using namespace world;

namespace {

/// One change to one arrow.
struct Mutant {
  std::size_t row;
  std::string column;  ///< removed, from, to, when, roles, persons, second, needs, without, sets, clears, apart, guards
  int value;           ///< the bit, state or condition; the difference of persons
  std::string name;
  Arrow arrow;
};

std::string row_name(const Arrow& arrow) {
  std::string out(request_name(arrow.request));
  out += " → " + std::string(fact_name(arrow.fact));
  if (arrow.when != When::always) out += ", " + std::string(when_name(arrow.when));
  if (!arrow.needs.empty()) out += ", under a hold";
  return out;
}

std::vector<Mutant> mutants_of(Lifecycle table) {
  std::vector<Mutant> out;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const Arrow& arrow = table[row];
    const auto add = [&](const char* column, int value, std::string_view word, auto change) {
      Arrow changed = arrow;
      change(changed);
      out.push_back({row, column, value, row_name(arrow) + ": " + column + " " + std::string(word), changed});
    };
    const auto flip = [&](const char* column, Set Arrow::*member, int count, auto name) {
      for (int bit = 0; bit < count; ++bit)
        add(column, bit, ((arrow.*member).bits >> bit & 1U ? "less " : "and ") + std::string(name(bit)),
            [&](Arrow& a) { (a.*member).bits ^= std::uint32_t{1} << bit; });
    };
    const auto hold = [](int bit) { return hold_name(static_cast<Hold>(bit)); };
    const auto role = [](int bit) { return role_name(static_cast<Role>(bit)); };
    add("removed", 0, "", [](Arrow&) {});
    flip("from", &Arrow::from, state_count, [](int bit) { return state_name(static_cast<State>(bit)); });
    for (int s = 0; s < state_count; ++s)
      if (const auto to = static_cast<State>(s); to != arrow.to) add("to", s, state_name(to), [&](Arrow& a) { a.to = to; });
    for (int w = 0; w < when_count; ++w)
      if (const auto when = static_cast<When>(w); when != arrow.when) add("when", w, when_name(when), [&](Arrow& a) { a.when = when; });
    flip("roles", &Arrow::roles, static_cast<int>(role_names.size()), role);
    for (const int more : {-1, 1}) add("persons", more, more > 0 ? "one more" : "one fewer", [&](Arrow& a) { a.persons += more; });
    flip("second", &Arrow::second, static_cast<int>(role_names.size()), role);
    flip("needs", &Arrow::needs, hold_count, hold);
    flip("without", &Arrow::without, hold_count, hold);
    flip("sets", &Arrow::sets, hold_count, hold);
    flip("clears", &Arrow::clears, hold_count, hold);
    flip("apart", &Arrow::apart, party_count, [](int bit) { return party_name(static_cast<Party>(bit)); });
    flip("guards", &Arrow::guards, guard_count, [](int bit) { return guard_name(static_cast<Guard>(bit)); });
  }
  return out;
}

bool within(Set inner, Set outer) { return (inner.bits & ~outer.bits) == 0; }
bool meet(Set a, Set b) { return (a.bits & b.bits) != 0; }

const Set unborn = set_of(State::none, State::tip);  // nothing is registered yet

/// Who there can be of a party when an arrow starts.
const char* nobody(const Arrow& a, Party party) {
  const auto carries = [&](const char* field) { return find_field(a.fact, field) != nullptr; };
  switch (party) {
    case Party::rectifier:
      return within(a.from, unborn | states(State::registered, State::graded)) && !carries("rectified_by") ? "nobody has begun" : nullptr;
    case Party::reviewer:
      return !meet(a.from, states(State::review_failed, State::void_)) ? "nobody has reviewed" : nullptr;
    case Party::asker:
      return !meet(a.from, set_of(State::rectifying, State::terminated, State::void_)) || a.guards.has(Guard::nothing_pending)
                 ? "nobody asks for an extension"
                 : nullptr;
    case Party::author: return carries("corrects") ? nullptr : "only a correction has an author to keep away from";
    case Party::applicant: return carries("approved_by") ? nullptr : "no second person is named";
    case Party::overseer: return carries("overseer") ? nullptr : "no overseer is named";
  }
  return nullptr;
}

const char* needless_guard(const Arrow& a, Guard guard) {
  if (within(a.from, unborn) && guard != Guard::pending && guard != Guard::clock_stands) return "before registration there is no day, limit, request, pause or seal";
  const bool unordered = within(a.from, unborn | states(State::registered, State::graded)) || a.when == When::raising_unordered;
  if (guard == Guard::within_limit && unordered) return "without an order there is no limit";
  if (guard == Guard::nothing_pending && !meet(a.from, set_of(State::rectifying, State::terminated, State::void_)))
    return "extensions are asked for while rectifying";
  if (guard == Guard::one_prolongation && a.without.has(Hold::sealed)) return "what is not sealed was not prolonged";
  return nullptr;
}

const char* same_condition(const Arrow& a, When when) {
  if (a.when != When::always) return nullptr;
  if (when == When::unacknowledged && !a.from.has(State::transferred)) return "an acknowledged transfer is never left";
  if (when == When::never_listed && within(a.from, unborn)) return "before registration nothing was listed";
  if (when == When::once_listed && a.needs.has(Hold::listed) && a.request == Request::decide_extension) return "what is listed was listed";
  return nullptr;
}

const char* never_there(const Arrow& a, State from) {
  if (a.when == When::lowering && (from == State::tip || from == State::registered)) return "ungraded is not lowered";
  if (a.when == When::once_listed && from == State::tip) return "a tip was never listed";
  if (a.when == When::raising_ordered && from >= State::tip && from <= State::graded) return "no order since it was last graded";
  if (a.when == When::raising_unordered && from >= State::ordered && from <= State::review_failed) return "an order led here";
  if (a.request == Request::correct && from == State::none) return "there is no fact to correct";
  return nullptr;
}

/// Why a change is none, where it is none: a proof for each class. The test fails where one of them is noticed after all.
const char* equivalent(const Arrow& a, const Mutant& m) {
  const auto adds = [&](Set Arrow::*member) { return !((a.*member).bits >> m.value & 1U); };
  const auto hold = static_cast<Hold>(m.value);
  if (m.column == "apart" && adds(&Arrow::apart)) return nobody(a, static_cast<Party>(m.value));
  if (m.column == "guards" && adds(&Arrow::guards)) return needless_guard(a, static_cast<Guard>(m.value));
  if (m.column == "when") return same_condition(a, static_cast<When>(m.value));
  if (m.column == "from" && adds(&Arrow::from)) return never_there(a, static_cast<State>(m.value));
  if (m.column == "roles" && a.roles.has(Role::anyone) && adds(&Arrow::roles)) return "anyone may";
  if (m.column == "roles" && static_cast<Role>(m.value) == Role::supervising_unit && within(a.from, unborn)) return "no unit supervises yet";
  if ((m.column == "without" || m.column == "clears") && within(a.from, unborn)) return "before registration there is no hold";
  if (m.column == "sets" && a.clears.has(hold)) return "clearing comes after setting";
  if (m.column == "clears" && a.without.has(hold) && !a.sets.has(hold)) return "what must not be set need not be cleared";
  if (m.column == "sets" && a.needs.has(hold)) return "what must be set is set";
  if (m.column == "to" && a.to == State::none && a.from == set_of(static_cast<State>(m.value))) return "naming the only state is keeping it";
  return nullptr;
}

}  // namespace

TEST_CASE("every single change to the table is noticed", "[state][table][mutants]") {
  const auto began = std::chrono::steady_clock::now();
  const Lifecycle table = lifecycle();
  const std::vector<Mutant> mutants = mutants_of(table);
  int by_cases = 0, by_laws = 0, same = 0;
  std::vector<std::string> survivors, wrongly_listed;
  for (const Mutant& mutant : mutants) {
    std::vector<Arrow> copy(table.begin(), table.end());
    const Request request = copy[mutant.row].request;
    if (mutant.column == "removed") copy.erase(copy.begin() + static_cast<std::ptrdiff_t>(mutant.row));
    else copy[mutant.row] = mutant.arrow;
    const bool killed = oracle::first_mismatch(copy, request).has_value();
    const bool lawful = table::Laws::all_kept(copy, waits());  // what is not does not compile
    const char* reason = equivalent(table[mutant.row], mutant);
    if (killed) ++by_cases;
    else if (!lawful) ++by_laws;
    else if (reason != nullptr) ++same;
    else survivors.push_back(mutant.name);
    if (reason != nullptr && (killed || !lawful)) wrongly_listed.push_back(mutant.name + " (" + reason + ")");
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began).count();
  std::cout << "mutants of the table: " << mutants.size() << ", noticed by the cases " << by_cases << ", by the compiler's laws alone " << by_laws
            << ", no change at all " << same << ", unnoticed " << survivors.size() << "; " << seconds << " s\n";
  for (const std::string& name : survivors) std::cout << "unnoticed: " << name << "\n";
  CHECK(survivors.empty());
  for (const std::string& name : wrongly_listed) std::cout << "listed as no change, yet noticed: " << name << "\n";
  CHECK(wrongly_listed.empty());
}

TEST_CASE("every single change to what the states wait for is noticed", "[state][table][mutants]") {
  int count = 0;
  const auto notice = [&](const std::vector<Wait>& copy, const std::string& what) {
    INFO(what);
    ++count;
    CHECK((oracle::first_mismatch(Waits(copy)).has_value() || !table::Laws::all_kept(lifecycle(), copy)));
  };
  const std::vector<Wait> real(waits().begin(), waits().end());
  for (std::size_t row = 0; row < real.size(); ++row) {
    const std::string name(state_name(real[row].state));
    std::vector<Wait> less = real;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(row));
    notice(less, name + " removed");
    const auto change = [&](auto member, int values) {
      using Member = std::remove_reference_t<decltype(real[row].*member)>;
      for (int v = 0; v < values; ++v) {
        std::vector<Wait> copy = real;
        if (real[row].*member == static_cast<Member>(v)) continue;
        copy[row].*member = static_cast<std::remove_const_t<Member>>(v);
        notice(copy, name + " changed to " + std::to_string(v));
      }
    };
    change(&Wait::state, state_count);
    change(&Wait::grade, 3);
    change(&Wait::limit, static_cast<int>(limit_names.size()));
    change(&Wait::request, request_count);
  }
  std::cout << "mutants of what is awaited: " << count << ", all noticed\n";
}
