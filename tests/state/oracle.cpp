#include "oracle.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <sstream>

namespace oracle {

namespace {

using R = Request;
using T = std::string;

const char* const open_names = "registered graded ordered planned rectifying awaiting_review review_failed passed";

// Written from lifecycle.md, row by row; the code's table is not looked at.
const Rule rules[] = {
    {R::tip_off, "none", "", "tip", "", "anyone", 1, "", "", "source text"},
    {R::register_, "none tip", "", "registered", "", "inspector", 2, "", "", "task enterprise supervising_unit territorial_unit source place text signatures"},
    {R::grade, "registered", "", "graded", "", "grader", 1, "", "", "grade"},
    {R::regrade, "graded ordered planned rectifying awaiting_review review_failed passed", "lower unlisted", "kept", "", "grader", 1, "approver", "applicant", "old_grade new_grade reason"},
    {R::regrade, "graded", "raise", "graded", "", "grader", 1, "", "", "old_grade new_grade clause reason"},
    {R::regrade, "ordered planned rectifying awaiting_review review_failed passed", "raise ordered", "ordered", "", "grader", 1, "", "", "old_grade new_grade clause reason"},
    {R::regrade, "passed", "raise unordered", "graded", "", "grader", 1, "", "", "old_grade new_grade clause reason"},
    {R::fix_on_spot, "graded", "general same_day", "passed", "", "inspector", 2, "", "rectifier", "before after"},
    {R::order, "graded review_failed", "", "ordered", "", "orderer", 1, "", "", "paper number clauses measures limit_on"},
    {R::plan_treatment, "ordered", "major", "planned", "", "rectifier_head", 1, "", "", "aims methods money people time safety"},
    {R::begin, "ordered", "general", "rectifying", "", "rectifier"},
    {R::begin, "planned", "", "rectifying", "", "rectifier"},
    {R::ask_extension, "rectifying", "in_time not_pending", "kept", "", "rectifier", 1, "", "", "steps reason interim_safety extended_to_on"},
    {R::decide_extension, "rectifying", "unlisted pending", "kept", "", "approver", 1, "", "asker"},
    {R::decide_extension, "rectifying", "listed pending", "kept", "", "lister", 1, "", "asker"},
    {R::report_rectified, "rectifying", "", "awaiting_review", "", "rectifier", 1, "", "", "report evidence"},
    {R::pass_review, "awaiting_review", "", "passed", "", "reviewer", 2, "", "rectifier", "record conclusion"},
    {R::fail_review, "awaiting_review", "", "review_failed", "", "reviewer", 2, "", "rectifier", "findings"},
    {R::close, "passed", "never_listed free", "closed", "", "approver", 1, "", "rectifier reviewer", "outcome"},
    {R::close, "passed", "once_listed free", "closed", "", "lister delister", 1, "", "rectifier reviewer", "outcome"},
    {R::reopen, "closed passed", "", "graded", "", "supervising_unit inspector", 1, "", "", "findings"},
    {R::transfer, "open", "", "transferred", "", "supervising_unit", 1, "", "", "receiver record answer_due_on"},
    {R::acknowledge_transfer, "transferred", "unacknowledged", "kept", "-all", "supervising_unit", 1, "", "", "receipt"},
    {R::take_back, "transferred", "unacknowledged", "registered", "", "supervising_unit", 1, "", "", "reason"},
    {R::terminate, "open", "free", "terminated", "", "approver", 1, "", "", "proof"},
    {R::void_, "tip registered graded ordered", "free", "void", "", "registrar", 1, "approver", "applicant"},
    {R::void_, "planned rectifying awaiting_review review_failed passed", "duplicate free", "void", "", "registrar", 1, "approver", "applicant"},
    {R::stop_use, "open", "not_out_of_use", "kept", "+out_of_use", "supervising_unit", 1, "", "", "order scope"},
    {R::allow_use, "open", "out_of_use", "kept", "-out_of_use", "supervising_unit", 1, "", "", "consent"},
    {R::seal, "open", "not_sealed", "kept", "+sealed", "supervising_unit", 1, "", "", "decision"},
    {R::seal, "open", "sealed sealed_once", "kept", "", "supervising_unit", 1, "", "", "decision"},
    {R::unseal, "open", "sealed", "kept", "-sealed", "supervising_unit", 1, "", "", "decision"},
    {R::list, "planned rectifying awaiting_review review_failed passed", "major unlisted", "kept", "+listed", "lister", 1, "", "overseer", "level document overseer publication"},
    {R::delist, "ordered planned rectifying awaiting_review review_failed passed", "listed", "kept", "-listed", "delister lister", 1, "", "", "document"},
    {R::pause, "open", "running", "kept", "", "approver", 1, "", "", "reason review_on limit_on"},
    {R::resume, "open", "standing", "kept", "", "approver", 1, "", "", "limit_on"},
    {R::remind, "open", "", "kept", "", "ladder", 1, "", "", "to text"},
    {R::interview, "open", "", "kept", "", "ladder", 1, "", "", "to text"},
    {R::report_up, "open", "", "kept", "", "ladder", 1, "", "", "to text"},
    {R::open_case, "any", "", "kept", "", "enforcement", 1, "", "", "number clause"},
    {R::penalise, "any", "", "kept", "", "enforcement", 1, "", "", "number clause sum_fen"},
    {R::close_case, "any", "", "kept", "", "enforcement", 1, "", "", "number"},
    {R::correct, "any", "", "kept", "", "checker", 1, "", "author", "corrects field value reason"},
    {R::reassign, "open", "", "kept", "", "supervising_unit", 1, "", "", "reason"},
};

std::vector<T> words_of(const char* list) {
  std::istringstream in(list);
  return {std::istream_iterator<T>(in), {}};
}

bool names(const char* list, std::string_view name) {
  const auto words = words_of(list);
  return std::find(words.begin(), words.end(), name) != words.end();
}

bool starts_from(const Rule& rule, State state) {
  if (rule.from == T("open")) return names(open_names, state_name(state));
  if (rule.from == T("any")) return state != State::none;
  return names(rule.from, state_name(state));
}

/// Whether an order was issued since it last entered graded.
bool ordered_since_graded(const Hazard& h) {
  bool ordered = false;
  for (const Step& step : h.steps) ordered = step.state != State::graded && (ordered || step.kind == FactKind::order_issued);
  return ordered;
}

struct Failure {
  int rank;  ///< how far it came: 0 state, 1 condition, 2 holds, 3 guards; 4 all is well
  ErrorCode code;
};

/// Whether one word of `needs` is not so, and the reason that is then given.
std::optional<Failure> fails(const T& word, const Hazard& h, const Fields& fields, Day on) {
  const auto unless = [](bool so, int rank, ErrorCode code) { return so ? std::nullopt : std::optional(Failure{rank, code}); };
  const bool stands_still = h.paused_until && on <= *h.paused_until;
  if (word == "general") return unless(h.grade == Grade::general, 1, ErrorCode::grade_forbids);
  if (word == "major") return unless(h.grade == Grade::major, 1, ErrorCode::grade_forbids);
  if (word == "lower") return unless(h.grade == Grade::major && fields.text("new_grade") == "general", 1, ErrorCode::wrong_state);
  if (word == "raise") return unless(h.grade != Grade::major && fields.text("new_grade") == "major", 1, ErrorCode::wrong_state);
  if (word == "ordered") return unless(ordered_since_graded(h), 1, ErrorCode::wrong_state);
  if (word == "unordered") return unless(!ordered_since_graded(h), 1, ErrorCode::wrong_state);
  if (word == "duplicate") return unless(fields.has("duplicate_of"), 1, ErrorCode::wrong_state);
  if (word == "unacknowledged") return unless(!h.acknowledged, 1, ErrorCode::wrong_state);
  if (word == "once_listed") return unless(h.once_listed, 1, ErrorCode::wrong_state);
  if (word == "never_listed") return unless(!h.once_listed, 1, ErrorCode::wrong_state);
  if (word == "listed") return unless(h.has(Hold::listed), 2, ErrorCode::hold_set);
  if (word == "unlisted") return unless(!h.has(Hold::listed), 2, ErrorCode::hold_set);
  if (word == "out_of_use") return unless(h.has(Hold::out_of_use), 2, ErrorCode::hold_set);
  if (word == "not_out_of_use") return unless(!h.has(Hold::out_of_use), 2, ErrorCode::hold_set);
  if (word == "sealed") return unless(h.has(Hold::sealed), 2, ErrorCode::hold_set);
  if (word == "not_sealed") return unless(!h.has(Hold::sealed), 2, ErrorCode::hold_set);
  if (word == "free") return unless(h.holds.empty(), 2, ErrorCode::hold_set);
  if (word == "same_day") return unless(on == h.found_on, 3, ErrorCode::too_late);
  if (word == "in_time") return unless(!h.limit_on || on <= *h.limit_on || stands_still, 3, ErrorCode::too_late);
  if (word == "not_pending") return unless(!h.pending, 3, ErrorCode::wrong_state);
  if (word == "pending") return unless(h.pending.has_value(), 3, ErrorCode::nothing_pending);
  if (word == "running") return unless(!stands_still, 3, ErrorCode::wrong_state);
  if (word == "standing") return unless(h.paused_until.has_value(), 3, ErrorCode::nothing_pending);
  if (word == "sealed_once") return unless(h.seal_count < 2, 3, ErrorCode::too_late);
  throw std::logic_error("the oracle does not know the word " + word);
}

Failure failure(const Rule& rule, const Hazard& hazard, const Fields& fields, Day on) {
  for (const T& word : words_of(rule.needs))
    if (const auto failed = fails(word, hazard, fields, on)) return *failed;
  return {4, {}};
}

Set holds_after(const Rule& rule, Set holds) {
  if (rule.holds == T("-all")) return {};
  for (int h = 0; h < hold_count; ++h) {
    const Set one = set_of(static_cast<Hold>(h));
    if (rule.holds == "+" + T(hold_name(static_cast<Hold>(h)))) holds = holds | one;
    if (rule.holds == "-" + T(hold_name(static_cast<Hold>(h)))) holds.bits &= ~one.bits;
  }
  return holds;
}

Grade grade_after(Request request, Grade grade, const Fields& fields) {
  if (request == R::grade) return parse_grade(fields.text("grade"));
  if (request == R::regrade) return parse_grade(fields.text("new_grade"));
  return request == R::take_back ? Grade::ungraded : grade;
}

// ---- bringing hazards to every point of their lives, by acts that the real table allows

struct Wanted {
  State state = State::none;
  Grade grade = Grade::ungraded;
  unsigned holds = 0;
  bool once_listed = false, paused = false, late = false, sealed_twice = false, pending = false, acknowledged = false,
       on_spot = false, raised = false;
};

/// A life acted out, one act a day, or all on the day it was found.
struct Life {
  World world;
  Day on = day("2021-03-01");
  int pace = 1;
  void act(R request) { world.act(request, "H-1", on), on = on + pace; }
  void act(R request, Fields fields, std::vector<Actor> by) { world.act(request, "H-1", on, std::move(fields), std::move(by)), on = on + pace; }
  void grade(Grade grade) { act(R::grade, what(R::grade, grade), who(R::grade)); }
  Hazard hazard() const { return world.hazard("H-1"); }
};

/// Once listed as a major hazard, then transferred and taken back: registered again, the listing still standing or not.
void list_early(Life& life, bool stays) {
  life.grade(Grade::major);
  for (const R request : {R::order, R::plan_treatment, R::list}) life.act(request);
  if (!stays) life.act(R::delist);
  for (const R request : {R::transfer, R::take_back}) life.act(request);
}

/// From registered to an open state.
void work(Life& life, const Wanted& wanted, State state) {
  const Grade grade = wanted.grade;
  if (state == State::registered) return;
  const bool lowered = state == State::planned && grade == Grade::general;  // only a major hazard has a plan
  life.grade(lowered ? Grade::major : wanted.raised ? Grade::general : grade);
  if (wanted.on_spot && state == State::passed) {
    Fields fields = what(R::fix_on_spot, grade);
    return life.act(R::fix_on_spot, fields.set("rectified_by", Value{T("p21@rectifier@阳光物业")}), who(R::fix_on_spot));
  }
  if (state >= State::ordered) life.act(R::order);
  if (wanted.raised) {  // begun, then found to be major: ordered again; and general after all
    life.act(R::begin), life.act(R::regrade);
    if (grade == Grade::general) life.act(R::regrade);
    return;
  }
  if (state >= State::planned && (grade == Grade::major || lowered)) life.act(R::plan_treatment);
  if (lowered) life.act(R::regrade);
  if (state >= State::rectifying) life.act(R::begin, {}, {actor("p21@rectifier@阳光物业"), actor("p22@rectifier@阳光物业")});
  if (state >= State::awaiting_review) life.act(R::report_rectified);
  if (state == State::review_failed) life.act(R::fail_review);
  if (state == State::passed) life.act(R::pass_review);
}

void set_holds(Life& life, const Wanted& wanted) {
  const T limit = wanted.on_spot ? "2021-02-01" : "2021-11-30";
  if (wanted.late && !life.hazard().limit_on) {
    Fields pause = what(R::pause, wanted.grade);
    life.act(R::pause, pause.set("limit_on", Value{limit}), who(R::pause));
    life.act(R::resume, Fields{{"limit_on", limit}}, who(R::resume));
  }
  if (wanted.holds & 1U) life.act(R::stop_use);
  if (wanted.holds & 2U) life.act(R::seal);
  if (wanted.sealed_twice) life.act(R::seal);
  if (wanted.pending) life.act(R::ask_extension, what(R::ask_extension, wanted.grade), {actor("p23@rectifier@阳光物业")});
  if ((wanted.holds & 4U) && !life.hazard().has(Hold::listed)) life.act(R::list);
  if (wanted.paused) life.act(R::pause);
}

/// The open state from which a final one is entered here.
State last_open(const Wanted& wanted) {
  if (wanted.state <= State::passed) return wanted.state;
  if (wanted.pending) return State::rectifying;
  return wanted.grade == Grade::ungraded ? State::registered : State::passed;
}

Life live(const Wanted& wanted) {
  Life life;
  life.pace = wanted.on_spot ? 0 : 1;
  life.world.bring("H-2", State::registered, Grade::general, day("2021-02-01"));  // for duplicates
  if (wanted.state == State::none) return life;
  if (wanted.state == State::tip) return life.act(R::tip_off), life;
  life.act(R::register_);
  const State open = last_open(wanted);
  const bool early = (wanted.holds & 4U) && (open < State::planned || wanted.grade != Grade::major);
  if (wanted.once_listed || early) list_early(life, early);
  work(life, wanted, open);
  set_holds(life, wanted);
  if (wanted.state == State::closed) life.act(R::close);
  if (wanted.state == State::terminated) life.act(R::terminate);
  if (wanted.state == State::transferred) life.act(R::transfer);
  if (wanted.acknowledged) life.act(R::acknowledge_transfer);
  if (wanted.state == State::void_) {
    Fields fields = what(R::void_, wanted.grade);
    fields.set("duplicate_of", Value{T("H-2")});
    life.act(R::void_, fields, who(R::void_));
  }
  return life;
}

Situation situation(const Wanted& wanted, bool is_product) {
  Life life = live(wanted);
  Situation out{"", std::move(life.world), {}, wanted.late && !wanted.on_spot ? day("2021-12-25") : life.on, is_product};
  out.before = out.world.hazard("H-1");
  if (out.before.state != wanted.state || (wanted.state != State::tip && out.before.grade != wanted.grade))
    throw std::logic_error("a life went wrong on the way to " + T(state_name(wanted.state)));
  out.name = T(grade_name(wanted.grade)) + " " + T(state_name(wanted.state));
  for (int h = 0; h < hold_count; ++h)
    if (out.before.has(static_cast<Hold>(h))) out.name += " +" + T(hold_name(static_cast<Hold>(h)));
  const std::pair<bool, const char*> more[] = {{wanted.once_listed, "once listed"}, {wanted.paused, "paused"}, {wanted.late, "late"},
                                               {wanted.sealed_twice, "sealed twice"}, {wanted.pending, "pending"},
                                               {wanted.acknowledged, "acknowledged"}, {wanted.on_spot, "the same day"},
                                               {wanted.raised, "begun before it was raised"}};
  for (const auto& [so, word] : more)
    if (so) out.name += T(", ") + word;
  return out;
}

/// The grades that a hazard can have in a state.
std::vector<Grade> grades_in(State state) {
  if (state <= State::registered) return {Grade::ungraded};
  if (state <= State::closed) return {Grade::general, Grade::major};
  return {Grade::ungraded, Grade::general, Grade::major};
}

void add_extras(std::vector<Situation>& all, State state, Grade grade) {
  const bool open = open_states.has(state), moved = state == State::transferred;
  const unsigned most = !open && !moved ? 0 : state == State::planned && grade == Grade::general ? 3 : 7;
  const auto add = [&](Wanted wanted) {
    wanted.state = state, wanted.grade = grade;
    all.push_back(situation(wanted, false));
  };
  if (state <= State::tip) return;
  add({.once_listed = true});
  for (const unsigned holds : {0U, most}) {
    add({.holds = holds, .paused = true});
    if (open) add({.holds = holds | 2U, .paused = true, .sealed_twice = true});
    if (open || grade != Grade::ungraded) add({.holds = holds, .late = true});
    if (open || moved) add({.holds = holds | 2U, .sealed_twice = true});
    if (moved) {
      add({.holds = holds, .acknowledged = true});
      add({.holds = holds, .paused = true, .acknowledged = true});
      add({.holds = holds | 2U, .sealed_twice = true, .acknowledged = true});
    }
    if (state == State::rectifying)
      for (const unsigned listed : {0U, 4U}) {
        const unsigned these = (holds & 3U) | listed;
        add({.holds = these, .pending = true});
        add({.holds = these, .paused = true, .pending = true});
        add({.holds = these, .late = true, .pending = true});
        add({.holds = these | 2U, .sealed_twice = true, .pending = true});
      }
    if (state == State::graded) {
      add({.holds = holds, .on_spot = true});
      add({.holds = holds, .paused = true, .on_spot = true});
      add({.holds = holds, .late = true, .on_spot = true});
      add({.holds = holds | 2U, .sealed_twice = true, .on_spot = true});
    }
    if (most == 0) break;
  }
  if (moved) add({.once_listed = true, .acknowledged = true});
  if (state == State::rectifying) add({.once_listed = true, .pending = true});
  if (state == State::passed) add({.once_listed = true, .paused = true}), add({.once_listed = true, .late = true});
  if (state == State::ordered) add({.raised = true});
  if (state == State::graded) add({.once_listed = true, .on_spot = true});
  if (grade == Grade::general && (state == State::terminated || state == State::void_)) add({.pending = true});
  if (grade == Grade::general && (state == State::passed || state == State::closed)) add({.on_spot = true});
}

std::vector<Situation> make_situations() {
  std::vector<Situation> all;
  for (int s = 0; s < state_count; ++s)
    for (const auto state = static_cast<State>(s); const Grade grade : grades_in(state)) {
      const bool open = open_states.has(state);
      for (unsigned holds = 0; holds < (open || state == State::transferred ? 8U : 1U); ++holds) {
        // A plan is a major hazard's, and a listed one is not lowered.
        if (state == State::planned && grade == Grade::general && (holds & 4U)) continue;
        all.push_back(situation({.state = state, .grade = grade, .holds = holds}, true));
      }
      add_extras(all, state, grade);
    }
  return all;
}

// ---- the cases of a request

struct Case {
  Situation* at;
  Fields fields;
  std::vector<Actor> by;
  const Rule* rule;  ///< what allows it; nothing when it is refused
  ErrorCode code;
  std::string name;
};

std::vector<Actor> ordinary(const Rule& rule) {
  const T role = words_of(rule.who).front();
  std::vector<Actor> by;
  for (int n = 0; n < rule.persons; ++n)
    by.push_back(Actor::parse("t" + std::to_string(n + 1) + "@" + (role == "anyone" ? "citizen" : role) + "@lift"));
  return by;
}

const char* post_of(std::string_view role) { return role == "anyone" ? "citizen" : role.data(); }

/// A case that the words allow, from which others follow by changing one thing.
struct Allowed {
  Situation* at;
  Fields fields;
  const Rule* rule;
};

void add_roles(std::vector<Case>& out, const Allowed& a) {
  const Rule& rule = *a.rule;
  for (const std::string_view role : role_names) {
    std::vector<Actor> by = ordinary(rule);
    for (Actor& one : by) one.post = PostId{post_of(role)};
    const bool may = names(rule.who, role) || names(rule.who, "anyone");
    out.push_back({a.at, a.fields, by, may ? &rule : nullptr, ErrorCode::role_missing, "by the role " + T(role)});
    if (*rule.second == '\0') continue;
    Fields fields = a.fields;
    fields.set("approved_by", Value{T("t9@") + post_of(role) + "@lift"});
    out.push_back({a.at, fields, ordinary(rule), names(rule.second, role) ? &rule : nullptr, ErrorCode::role_missing, "approved by the role " + T(role)});
  }
}

void add_numbers(std::vector<Case>& out, const Allowed& a) {
  std::vector<Actor> by = ordinary(*a.rule);
  by.pop_back();
  out.push_back({a.at, a.fields, by, nullptr, ErrorCode::persons_missing, "by one person fewer"});
  if (by.empty()) return;
  by.push_back(by.front());
  out.push_back({a.at, a.fields, by, nullptr, ErrorCode::persons_missing, "by one person twice"});
}

void add_fields(std::vector<Case>& out, const Allowed& a) {
  std::vector<T> must = words_of(a.rule->must);
  if (*a.rule->second != '\0') must.emplace_back("approved_by");
  if (a.fields.text("decision") == "granted") must.emplace_back("extended_to_on");
  for (const T& field : must) {
    Fields fields = a.fields;
    fields.erase(field);
    out.push_back({a.at, fields, ordinary(*a.rule), nullptr, ErrorCode::field_missing, "without " + field});
  }
  if (a.rule->request != R::void_) return;
  for (const char* other : {"H-1", "H-404"}) {
    Fields fields = a.fields;
    fields.set("duplicate_of", Value{T(other)});
    out.push_back({a.at, fields, ordinary(*a.rule), nullptr, ErrorCode::field_bad, T("as a duplicate of ") + other});
  }
}

/// The act as it looks when a party acts; nothing where there is nobody of that party.
std::optional<Case> by_party(const Allowed& a, const char* party) {
  Case out{a.at, a.fields, ordinary(*a.rule), a.rule, ErrorCode::persons_not_distinct, T("by ") + party};
  const Hazard& h = a.at->before;
  const std::vector<PersonId> askers = h.pending ? h.pending->askers : std::vector<PersonId>{};
  const auto among = [](const std::vector<PersonId>& persons, const PersonId& one) { return std::find(persons.begin(), persons.end(), one) != persons.end(); };
  const auto only_in = [&](const std::vector<PersonId>& mine) -> std::optional<PersonId> {
    for (const PersonId& one : mine)
      if (among(h.rectifiers, one) + among(h.reviewers, one) + among(askers, one) == 1) return one;
    return std::nullopt;
  };
  std::optional<PersonId> person;
  const T name = party;
  if (name == "rectifier") person = only_in(h.rectifiers);
  if (name == "reviewer") person = only_in(h.reviewers);
  if (name == "asker") person = only_in(askers);
  const R request = a.rule->request;
  if (name == "rectifier" && request == R::fix_on_spot) {
    person = out.by.front().person;
    out.fields.set("rectified_by", Value{person->text() + "@rectifier@阳光物业"});
  }
  if (name == "applicant" && (request == R::regrade || request == R::void_)) {
    person = out.by.front().person;
    out.fields.set("approved_by", Value{person->text() + "@approver@lift"});
  }
  if (name == "author" && request == R::correct) person = a.at->world.history.find(*a.fields.integer("corrects"))->fact.by.front().person;
  if (name == "overseer" && request == R::list) {
    out.by.front().unit = UnitId{"crane"};
    return out;
  }
  if (!person) return std::nullopt;
  out.by.front().person = *person;
  return out;
}

const char* const parties[] = {"rectifier", "reviewer", "asker", "applicant", "author", "overseer"};

std::vector<Case> make_cases(Request request) {
  std::vector<Case> out;
  std::vector<Allowed> allowed;
  for (Situation& at : situations())
    for (const Fields& fields : variants(at, request)) {
      const Verdict verdict = judge(request, at.before, fields, at.next);
      const Rule* who = verdict.rule;  // a refused act is refused with the right persons, too
      for (const Rule& rule : rules)
        if (who == nullptr && rule.request == request) who = &rule;
      out.push_back({&at, fields, ordinary(*who), verdict.rule, verdict.code, "as usual"});
      if (verdict.rule != nullptr) allowed.push_back({&at, fields, verdict.rule});
    }
  // Roles, numbers and fields once for each line and decision, where the hazard has come furthest; parties wherever
  // there are some.
  std::map<std::pair<const Rule*, T>, Allowed> furthest;
  std::map<std::pair<const Rule*, T>, int> seen_party;
  for (const Allowed& a : allowed) {
    furthest.insert_or_assign({a.rule, a.fields.text("decision")}, a);
    for (const char* party : parties)
      if (auto one = by_party(a, party); one && seen_party[{a.rule, party + a.fields.text("decision")}]++ < 3) {
        if (names(a.rule->apart, party)) one->rule = nullptr;
        out.push_back(*one);
      }
  }
  for (const auto& [line, a] : furthest) add_roles(out, a), add_numbers(out, a), add_fields(out, a);
  return out;
}

std::vector<Case>& cases_of(Request request) {
  static std::array<std::vector<Case>, request_count> made;
  auto& cases = made[static_cast<std::size_t>(request)];
  if (cases.empty()) cases = make_cases(request);
  return cases;
}

std::string words(const Case& c, Request request, const std::string& what) {
  return c.at->name + ": " + T(request_name(request)) + " " + c.name + " " + what;
}

std::optional<std::string> mismatch(const Case& c, Request request, Lifecycle table) {
  World& world = c.at->world;
  world.table = table;
  try {
    Known known{1'000'000, {}, world.ask(request, "H-1", c.at->next, c.fields, c.by)};
    if (c.rule == nullptr) return words(c, request, "is allowed");
    std::vector<const Known*> facts;
    for (const std::size_t place : world.history.of_subject("H-1")) facts.push_back(&world.history.facts()[place]);
    facts.push_back(&known);
    const Hazard after = fold_hazard(HazardId{"H-1"}, facts, std::nullopt, table);
    const T to = c.rule->to == T("kept") ? T(state_name(c.at->before.state)) : c.rule->to;
    if (state_name(after.state) != to) return words(c, request, "leads to " + T(state_name(after.state)));
    if (after.holds != holds_after(*c.rule, c.at->before.holds)) return words(c, request, "leaves other holds");
    if (after.grade != grade_after(request, c.at->before.grade, c.fields)) return words(c, request, "leaves another grade");
  } catch (const Refused& why) {
    if (c.rule != nullptr) return words(c, request, T("is refused: ") + why.what());
    if (why.code() != c.code) return words(c, request, T("is refused for another reason: ") + why.what());
  }
  return std::nullopt;
}

}  // namespace

std::vector<Situation>& situations() {
  static std::vector<Situation> all = make_situations();
  return all;
}

Verdict judge(Request request, const Hazard& hazard, const Fields& fields, Day on) {
  if (request == R::correct && hazard.state == State::none) return {nullptr, ErrorCode::field_bad};  // there is no fact to correct
  Failure best{0, hazard.state == State::none       ? ErrorCode::unknown_subject
                  : request == R::register_         ? ErrorCode::subject_exists
                                                    : ErrorCode::wrong_state};
  for (const Rule& rule : rules) {
    if (rule.request != request || !starts_from(rule, hazard.state)) continue;
    const Failure failed = failure(rule, hazard, fields, on);
    if (failed.rank == 4) return {&rule, {}};
    if (failed.rank >= best.rank) best = failed;
  }
  return {nullptr, best.code};
}

std::vector<Fields> variants(const Situation& at, Request request) {
  const Hazard& h = at.before;
  Fields fields = what(request, h.grade);
  const T limit = h.limit_on ? h.limit_on->iso() : "2021-11-30";
  const auto with = [&](std::initializer_list<Fields::Entry> more) {
    Fields out = fields;
    for (const auto& [key, value] : more) out.set(key, value);
    return out;
  };
  switch (request) {
    case R::regrade:
      fields = {{"old_grade", T(grade_name(h.grade))}, {"reason", T("复核")}};
      return {with({{"new_grade", T("general")}, {"approved_by", T("p7@approver@lift")}}), with({{"new_grade", T("major")}, {"clause", T("第三项")}})};
    case R::decide_extension: return {with({{"extended_to_on", T("2022-12-20")}}), Fields{{"decision", T("refused")}}};
    case R::void_: return {fields, with({{"duplicate_of", T("H-2")}})};
    case R::order: return {with({{"limit_on", T("2022-06-30")}})};
    case R::ask_extension: return {with({{"extended_to_on", T("2022-12-20")}})};
    case R::pause: return {with({{"review_on", T("2021-12-30")}, {"limit_on", limit}})};
    case R::resume: return {with({{"limit_on", limit}})};
    case R::list: return {with({{"overseer", T("crane")}})};
    case R::correct: {
      const auto& facts = at.world.history.of_subject("H-1");
      const ItemNumber number = facts.empty() ? 404 : at.world.history.facts()[facts.front()].number;
      return {Fields{{"corrects", number}, {"field", T("text")}, {"value", T("更正后")}, {"reason", T("笔误")}}};
    }
    default: return {fields};
  }
}

int case_count(Request request) { return static_cast<int>(cases_of(request).size()); }

std::optional<std::string> first_mismatch(Lifecycle table, Request request) {
  std::vector<Case>& cases = cases_of(request);
  for (auto c = cases.begin(); c != cases.end(); ++c)
    if (auto found = mismatch(*c, request, table)) {
      std::rotate(cases.begin(), c, c + 1);  // what noticed one mutant is the likeliest to notice the next
      return found;
    }
  return std::nullopt;
}

std::optional<std::string> first_mismatch(Waits waits) {
  struct Row { State state; Grade grade; Request request; Limit limit; };
  const Row rows[] = {{State::registered, Grade::ungraded, R::grade, Limit::grade},
                      {State::graded, Grade::general, R::order, Limit::order},
                      {State::graded, Grade::major, R::order, Limit::order},
                      {State::ordered, Grade::general, R::begin, Limit::begin},
                      {State::ordered, Grade::major, R::plan_treatment, Limit::treatment},
                      {State::planned, Grade::general, R::begin, Limit::begin},
                      {State::planned, Grade::major, R::begin, Limit::begin},
                      {State::rectifying, Grade::general, R::report_rectified, Limit::rectify},
                      {State::rectifying, Grade::major, R::report_rectified, Limit::rectify},
                      {State::awaiting_review, Grade::general, R::pass_review, Limit::review},
                      {State::awaiting_review, Grade::major, R::pass_review, Limit::review},
                      {State::review_failed, Grade::general, R::order, Limit::order_again},
                      {State::review_failed, Grade::major, R::order, Limit::order_again},
                      {State::passed, Grade::general, R::close, Limit::close},
                      {State::passed, Grade::major, R::close, Limit::close},
                      {State::transferred, Grade::ungraded, R::acknowledge_transfer, Limit::receipt},
                      {State::transferred, Grade::general, R::acknowledge_transfer, Limit::receipt},
                      {State::transferred, Grade::major, R::acknowledge_transfer, Limit::receipt}};
  for (int s = 0; s < state_count; ++s)
    for (const auto state = static_cast<State>(s); const Grade grade : grades_in(state)) {
      const Wait* found = awaited_in(state, grade, waits);
      const Row* row = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.state == state && r.grade == grade; });
      const bool same = row == std::end(rows) ? found == nullptr : found != nullptr && found->request == row->request && found->limit == row->limit;
      if (!same) return T(grade_name(grade)) + " " + T(state_name(state)) + " waits for something else";
    }
  return std::nullopt;
}

}  // namespace oracle
