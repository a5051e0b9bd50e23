// Writes a Promela model of one hazard from the table of the lifecycle, or from a copy of it with a planted fault.
// `bihuan_model` prints the faults, `bihuan_model NUMBER` the model with that fault; 0 is none.
//
// From the table: where an arrow leads, under which condition, by how many and whom, under which holds and guards. By
// hand, after the kind of the fact and not after the table: who took part in the round, the accounts, the day. So the
// properties compare the table with something that it has not made.
#include "bihuan/state/lifecycle_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

using namespace bihuan;

namespace {

using Table = std::vector<Arrow>;

// ---- planted faults

struct Fault {
  const char* name;
  std::function<void(Table&)> plant;
};

/// Changes the arrows of a request; the others stay.
auto each(Request request, void (*change)(Arrow&)) {
  return [=](Table& table) {
    for (Arrow& row : table)
      if (row.request == request) change(row);
  };
}

auto without(Request request) {
  return [=](Table& table) { std::erase_if(table, [=](const Arrow& row) { return row.request == request; }); };
}

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
      {"closed out of rectifying", each(Request::close, [](Arrow& a) { a.from = a.from | set_of(State::rectifying); })},
      {"closed out of awaiting review", each(Request::close, [](Arrow& a) { a.from = a.from | set_of(State::awaiting_review); })},
      {"closed after a failed review", each(Request::close, [](Arrow& a) { a.from = a.from | set_of(State::review_failed); })},
      {"closed when graded", each(Request::close, [](Arrow& a) { a.from = a.from | set_of(State::graded); })},
      {"closed by who reviewed", each(Request::close, [](Arrow& a) { a.apart = set_of(Party::rectifier); })},
      {"closed by who rectified", each(Request::close, [](Arrow& a) { a.apart = set_of(Party::reviewer); })},
      {"closed by whom you like once it was listed", each(Request::close, [](Arrow& a) { if (a.when == When::once_listed) a.apart = {}; })},
      {"reviewed by who rectified", each(Request::pass_review, [](Arrow& a) { a.apart = {}; })},
      {"reviewed by one person", each(Request::pass_review, [](Arrow& a) { a.persons = 1; })},
      {"fixed on the spot before one witness", each(Request::fix_on_spot, [](Arrow& a) { a.persons = 1; })},
      {"fixed on the spot before himself", each(Request::fix_on_spot, [](Arrow& a) { a.apart = {}; })},
      {"a passed review closes", each(Request::pass_review, [](Arrow& a) { a.to = State::closed; })},
      {"reopened is closed", each(Request::reopen, [](Arrow& a) { a.to = State::closed; })},
      {"raised out of passed stays passed", each(Request::regrade, [](Arrow& a) { if (a.when == When::raising_ordered) a.to = State::none; })},
      {"an extension decided by who asked", each(Request::decide_extension, [](Arrow& a) { a.apart = {}; })},
      {"lowered by one person alone", each(Request::regrade, [](Arrow& a) { if (a.when == When::lowering) a.apart = {}; })},
      {"closed under a hold", each(Request::close, [](Arrow& a) { a.without = {}; })},
      {"terminated under a seal", each(Request::terminate, [](Arrow& a) { a.without = set_of(Hold::out_of_use, Hold::listed); })},
      {"void while listed", each(Request::void_, [](Arrow& a) { a.without = set_of(Hold::out_of_use, Hold::sealed); })},
      {"transferred stays where it is", each(Request::transfer, [](Arrow& a) { a.to = State::none; })},
      {"a receipt acknowledged twice", each(Request::acknowledge_transfer, [](Arrow& a) { a.when = When::always; })},
      {"a receipt leaves the holds", each(Request::acknowledge_transfer, [](Arrow& a) { a.clears = {}; })},
      {"taken back is terminated", each(Request::take_back, [](Arrow& a) { a.to = State::terminated; })},
      {"registered a second time", each(Request::register_, [](Arrow& a) { a.from = a.from | set_of(State::registered); })},
      {"ordered before it is graded", each(Request::order, [](Arrow& a) { a.from = a.from | set_of(State::registered); })},
      {"never delisted", without(Request::delist)},
      {"use never allowed again", without(Request::allow_use)},
      {"unsealing leaves the seal", each(Request::unseal, [](Arrow& a) { a.clears = {}; })},
      {"no second order after a failed review", each(Request::order, [](Arrow& a) { a.from = set_of(State::graded); })},
      {"nobody closes what was listed", [](Table& table) { std::erase_if(table, [](const Arrow& row) { return row.when == When::once_listed; }); }},
      {"a planned rectification never begins", each(Request::begin, [](Arrow& a) { if (a.when == When::always) a.from = {}; })},
  };
  return all;
}

// ---- how far from being closed

/// A hazard as far as the way to its closing depends on it.
struct Point {
  State state;
  Grade grade;
  Set holds;
  bool once_listed;
  std::size_t place() const {
    return ((static_cast<std::size_t>(state) * 3 + static_cast<std::size_t>(grade)) * 8 + holds.bits) * 2 + (once_listed ? 1 : 0);
  }
};
constexpr std::size_t point_count = std::size_t{state_count} * 3 * 8 * 2;
constexpr int never = 200;

/// Arrows on the way: no luck with the day, no raising, and no way out by transfer, termination or voiding.
bool is_on_the_way(const Arrow& row) {
  return row.guards.empty() && row.when != When::raising_ordered && row.when != When::raising_unordered && row.when != When::as_duplicate &&
         row.to != State::transferred && row.to != State::terminated && row.to != State::void_;
}

bool applies(const Arrow& row, const Point& p) {
  if (!row.from.has(p.state) || (p.holds.bits & row.needs.bits) != row.needs.bits || (p.holds.bits & row.without.bits) != 0) return false;
  if (row.when == When::is_general) return p.grade == Grade::general;
  if (row.when == When::is_major || row.when == When::lowering) return p.grade == Grade::major;
  if (row.when == When::once_listed) return p.once_listed;
  if (row.when == When::never_listed) return !p.once_listed;
  return true;
}

Point after(const Arrow& row, Point p) {
  if (row.to != State::none) p.state = row.to;
  p.holds.bits = (p.holds.bits | row.sets.bits) & ~row.clears.bits;
  if (row.fact == FactKind::hazard_graded || row.when == When::lowering) p.grade = Grade::general;
  if (row.fact == FactKind::transfer_returned) p.grade = Grade::ungraded;
  if (row.fact == FactKind::hazard_listed) p.once_listed = true;
  return p;
}

std::vector<int> distances(const Table& table) {
  std::vector<int> out(point_count, never);
  std::vector<Point> all;
  for (int s = 0; s < state_count; ++s)
    for (int g = 0; g < 3; ++g)
      for (unsigned h = 0; h < 8; ++h)
        for (const bool once : {false, true}) all.push_back({static_cast<State>(s), static_cast<Grade>(g), {h}, once});
  for (const Point& p : all)
    if (p.state == State::closed) out[p.place()] = 0;
  for (bool better = true; better;) {
    better = false;
    for (const Point& p : all)
      for (const Arrow& row : table)
        if (is_on_the_way(row) && applies(row, p) && out[after(row, p).place()] + 1 < out[p.place()]) {
          out[p.place()] = out[after(row, p).place()] + 1;
          better = true;
        }
  }
  return out;
}

// ---- the model

std::string number(std::uint32_t n) { return std::to_string(n); }

std::string word(State state) { return "s_" + std::string(state_name(state)); }

/// Who may act: 0 and 1 are the enterprise's people, who may sit on the other side of the table, too.
std::uint32_t pool(Set roles) {
  const bool enterprise = (roles.bits & ~set_of(Role::rectifier, Role::rectifier_head).bits) == 0;
  return enterprise ? 3U : 31U;
}

/// What must be so, from the table alone.
std::string condition(const Arrow& row) {
  std::string out = "((" + number(row.from.bits) + " >> state) & 1)";
  const auto also = [&](const std::string& more) { out += " && " + more; };
  switch (row.when) {
    case When::is_general: also("grade == general"); break;
    case When::is_major: case When::lowering: also("grade == major"); break;
    case When::raising_ordered: also("grade != major && ordered"); break;
    case When::raising_unordered: also("grade != major && !ordered"); break;
    case When::unacknowledged: also("!acknowledged"); break;
    case When::once_listed: also("once_listed"); break;
    case When::never_listed: also("!once_listed"); break;
    case When::always: case When::as_duplicate: break;
  }
  if (!row.needs.empty()) also("(holds & " + number(row.needs.bits) + ") == " + number(row.needs.bits));
  if (!row.without.empty()) also("(holds & " + number(row.without.bits) + ") == 0");
  static constexpr std::array<const char*, guard_count> guards = {"same_day", "(!late || paused)", "askers == 0", "askers != 0",
                                                                  "!paused",  "paused",            "seal_count < 2"};
  for (int g = 0; g < guard_count; ++g)
    if (row.guards.has(static_cast<Guard>(g))) also(guards[static_cast<std::size_t>(g)]);
  return out;
}

/// The persons who may not act.
std::string excluded(const Arrow& row) {
  std::string out = "0";
  if (row.apart.has(Party::rectifier)) out += " | rectifiers";
  if (row.apart.has(Party::rectifier) && row.fact == FactKind::fixed_on_spot) out += " | fixer";
  if (row.apart.has(Party::reviewer)) out += " | reviewers";
  if (row.apart.has(Party::asker)) out += " | askers";
  if (row.apart.has(Party::applicant)) out += " | second";
  return out;
}

/// A choice among sets of so many persons, all of them within `free`.
std::string choose(const char* name, int persons, std::uint32_t among, const std::string& free) {
  std::string out = "if";
  for (std::uint32_t set = 0; set < 32; ++set)
    if (std::popcount(set) == persons && (set & ~among) == 0)
      out += " :: ((" + number(set) + " & (" + free + ")) == " + number(set) + ") -> " + name + " = " + number(set);
  return out + " fi; ";
}

/// What a fact does beside the table, by its kind (src/state/replay.cpp).
std::string effect(const Arrow& row) {
  switch (row.fact) {
    case FactKind::hazard_registered: return "in_open++; same_day = 1; ";
    case FactKind::hazard_graded: return "if :: grade = general :: !ending -> grade = major fi; ordered = 0; ";
    case FactKind::hazard_regraded:
      if (row.when == When::lowering) return "grade = general; ";
      return "grade = major; askers = 0; reviewed = 0; if :: (before == s_passed || before == s_review_failed) -> new_round() :: else fi; "
             "if :: state == s_graded -> ordered = 0 :: else fi; ";
    case FactKind::fixed_on_spot: return "reviewers = reviewers | by; rectifiers = rectifiers | fixer; reviewed = 1; ";
    case FactKind::order_issued: return "if :: before == s_review_failed -> new_round() :: else fi; ordered = 1; late = 0; reviewed = 0; ";
    case FactKind::treatment_planned: case FactKind::rectification_begun: return "rectifiers = rectifiers | by; reviewed = 0; ";
    case FactKind::rectification_reported: return "rectifiers = rectifiers | by; askers = 0; reviewed = 0; ";
    case FactKind::extension_asked: return "askers = by; ";
    case FactKind::extension_granted: return "hold(P1_not_ones_own_request, (by & askers) == 0); askers = 0; late = 0; ";
    case FactKind::extension_refused: return "hold(P1_not_ones_own_request, (by & askers) == 0); askers = 0; ";
    case FactKind::review_passed: return "reviewers = reviewers | by; reviewed = 1; ";
    case FactKind::review_failed: return "reviewers = reviewers | by; reviewed = 0; ";
    case FactKind::hazard_closed: return "closers = by; in_open--; in_ended++; ";
    case FactKind::hazard_reopened: return "if :: before == s_closed -> in_ended--; in_open++ :: else fi; begin_again(); ";
    case FactKind::hazard_transferred: return "acknowledged = 0; askers = 0; in_open--; in_awaiting++; ";
    case FactKind::transfer_acknowledged: return "acknowledged = 1; in_awaiting--; in_ended++; ";
    case FactKind::transfer_returned: return "in_awaiting--; in_open++; grade = ungraded; begin_again(); ";
    case FactKind::hazard_terminated: return "in_open--; in_ended++; ";
    case FactKind::hazard_voided: return "if :: before == s_tip -> tip_voided = 1 :: else -> in_open--; in_ended++ fi; ";
    case FactKind::equipment_sealed: return "seal_count++; ";
    case FactKind::equipment_unsealed: return "seal_count = 0; ";
    case FactKind::hazard_listed: return "once_listed = 1; ";
    case FactKind::clock_paused: return "paused = 1; ";
    case FactKind::clock_resumed: return "paused = 0; ";
    default: return "";
  }
}

std::string place_after(const Arrow& row) {
  const std::string state = row.to == State::none ? "state" : word(row.to);
  std::string grade = "grade";
  if (row.fact == FactKind::hazard_graded || row.when == When::lowering) grade = "general";
  if (row.fact == FactKind::transfer_returned) grade = "ungraded";
  const std::string holds = "((holds | " + number(row.sets.bits) + ") & " + number(7U & ~row.clears.bits) + ")";
  return "far[PLACE(" + state + ", " + grade + ", " + holds + ", " + (row.fact == FactKind::hazard_listed ? "1" : "once_listed") + ")]";
}

/// One arrow: its guard (while ending only steps that lead nearer), the choice of persons, what it does, what must hold.
std::string option(const Arrow& row) {
  const std::uint32_t among = pool(row.roles);
  const bool spot = row.fact == FactKind::fixed_on_spot;
  std::string free = "(" + number(among) + " & ~(" + excluded(row) + "))";
  std::string out = "  :: atomic { (" + condition(row) + " && AT_LEAST_" + std::to_string(row.persons) + "(" + free + ")";
  out += is_on_the_way(row) ? " && (!ending || " + place_after(row) + " < HERE)" : std::string(" && !ending");
  out += ") -> before = state; ";
  if (spot) out += "if :: fixer = 0 :: fixer = 1 :: fixer = 2 fi; ";
  if (!row.second.empty()) out += choose("second", 1, 31, "31");
  out += choose("by", row.persons, among, free);
  if (!row.second.empty()) out += "hold(P1_not_ones_own_request, (by & second) == 0); ";
  if (row.to != State::none) out += "state = " + word(row.to) + "; ";
  out += effect(row);
  if (!row.sets.empty() || !row.clears.empty())
    out += "holds = (holds | " + number(row.sets.bits) + ") & " + number(7U & ~row.clears.bits) + "; ";
  return out + "check(); }  // " + std::string(request_name(row.request)) + " -> " + std::string(fact_name(row.fact)) + " " +
         std::string(when_name(row.when)) + "\n";
}

std::string preamble() {
  std::string out;
  for (int s = 0; s < state_count; ++s) out += "#define " + word(static_cast<State>(s)) + " " + std::to_string(s) + "\n";
  return out + R"(#define ungraded 0
#define general 1
#define major 2
#define PLACE(s, g, h, o) ((((s) * 3 + (g)) * 8 + (h)) * 2 + (o))
#define HERE far[PLACE(state, grade, holds, once_listed)]
#define AT_LEAST_1(m) ((m) != 0)
#define AT_LEAST_2(m) (((m) & ((m) - 1)) != 0)

byte state, before, grade, holds, rectifiers, reviewers, closers, askers, seal_count, by, second, fixer;
bool once_listed, acknowledged, ordered, paused, late, same_day, reviewed, tip_voided, ending;
short in_open, in_awaiting, in_ended;

#define is_open (state >= s_registered && state <= s_passed)
#define is_final (state == s_closed || state == s_terminated || state == s_void || (state == s_transferred && acknowledged))
#define only(o, a, e) (in_open == (o) && in_awaiting == (a) && in_ended == (e))

// P1: closed after a review of this round by two persons who have not rectified, and by another person than any of
// them; nobody decides his own extension or approves what he asks for.
#define closed_in_earnest (reviewed && AT_LEAST_2(reviewers) && closers != 0 && (reviewers & rectifiers) == 0 && \
                           (closers & (reviewers | rectifiers)) == 0)
// P2: in exactly one account, which fits the state; no hold at an end; a grade from graded on and none before.
#define in_its_account ((state <= s_tip || tip_voided) -> only(0, 0, 0) : \
                        (is_open -> only(1, 0, 0) : (is_final -> only(0, 0, 1) : only(0, 1, 0))))
// P3: an open hazard can still be closed: from wherever it is some arrow leads nearer.
bool P1_reviewed_and_approved_by_others = 1, P1_not_ones_own_request = 1;
bool P2_in_its_account = 1, P2_no_hold_at_an_end = 1, P2_graded = 1;
bool P3_can_still_end = 1;
#define hold(property, so) property = (so); assert(property)

inline new_round() { rectifiers = 0; reviewers = 0; reviewed = 0; closers = 0 }
inline begin_again() { new_round(); ordered = 0; late = 0 }
inline check() {
  hold(P1_reviewed_and_approved_by_others, state != s_closed || closed_in_earnest);
  hold(P2_in_its_account, in_its_account);
  hold(P2_no_hold_at_an_end, !is_final || holds == 0);
  hold(P2_graded, !is_open || (state == s_registered) == (grade == ungraded));
  by = 0; second = 0; fixer = 0; before = 0
}

)";
}

std::string model(const Table& table, const std::string& name) {
  std::string out = "// One hazard, written by bihuan_model from the table of the lifecycle. Fault: " + name + "\n" + preamble();
  out += "hidden byte far[" + std::to_string(point_count) + "] = {";
  const auto far = distances(table);
  for (std::size_t i = 0; i < far.size(); ++i) out += (i == 0 ? "" : ", ") + std::to_string(far[i]);
  out += "};\n\nactive proctype hazard() {\nend:\n  do\n  :: atomic { !ending -> ending = 1 }\n  :: ending && is_final -> break\n"
         "  :: atomic { (!ending && same_day) -> same_day = 0 }\n  :: atomic { (!ending && ordered && !late) -> late = 1 }\n";
  for (const Arrow& row : table) out += option(row);
  // While ending, `else` is taken where no arrow leads nearer.
  return out + "  :: else -> hold(P3_can_still_end, 0)\n  od\n}\n";
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    for (const Fault& fault : faults()) std::cout << fault.name << "\n";
    return 0;
  }
  Table table(lifecycle().begin(), lifecycle().end());
  const auto chosen = static_cast<std::size_t>(std::stoul(words[1]));
  if (chosen > 0) faults().at(chosen - 1).plant(table);
  std::cout << model(table, chosen == 0 ? "none" : faults()[chosen - 1].name);
}
