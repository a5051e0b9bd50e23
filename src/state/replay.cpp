// state/replay.cpp: what each fact does to a hazard.
#include "state/replay.hpp"

#include "bihuan/state/reorganisation.hpp"

#include <algorithm>

namespace bihuan::replay {

namespace {

struct Kept {
  FactKind kind;
  std::string_view field;
  std::string_view as;  // the name under which a hazard keeps it
};

// Later facts of other kinds reuse words (text, number, reason), so only these become details of the hazard.
constexpr Kept kept_fields[] = {
    {FactKind::order_issued, "paper", "document_form"},     {FactKind::order_issued, "number", "document"},
    {FactKind::order_issued, "measures", "measures"},      {FactKind::order_issued, "rectifier", "rectifier"},
    {FactKind::order_issued, "money_fen", "money_fen"},    {FactKind::hazard_graded, "clause", "clause"},
    {FactKind::hazard_regraded, "clause", "clause"},       {FactKind::treatment_planned, "safety", "contingency"},
    {FactKind::hazard_listed, "document", "listed_document"}, {FactKind::hazard_listed, "level", "listed_level"},
    {FactKind::hazard_listed, "overseer", "overseer"}, {FactKind::hazard_listed, "delisting_unit", "delisting_unit"},
        {FactKind::review_passed, "conclusion", "conclusion"},
    {FactKind::review_failed, "findings", "findings"},     {FactKind::hazard_closed, "outcome", "outcome"},
    {FactKind::hazard_transferred, "receiver", "receiver"}, {FactKind::hazard_transferred, "answer_due_on", "answer_due_on"},
    {FactKind::hazard_transferred, "record", "transfer_document"},
    {FactKind::hazard_voided, "duplicate_of", "duplicate_of"}, {FactKind::clock_paused, "review_on", "review_on"},
    {FactKind::use_stopped, "order", "stop_order"},        {FactKind::equipment_sealed, "decision", "seal_decision"},
};

void keep(Hazard& hazard, std::string_view as, const Value& value, ItemNumber number) {
  hazard.details.set(as, value);
  hazard.set_by.insert_or_assign(std::string(as), number);
}

bool is_of_every_fact(std::string_view field) {
  const auto shared = fields_of_every_fact();
  return std::any_of(shared.begin(), shared.end(), [&](const FieldForm& form) { return form.name == field; });
}

void keep_details(Hazard& hazard, const Placed& placed) {
  const Fact& fact = *placed.fact;
  if (fact.kind == FactKind::tip_received || fact.kind == FactKind::hazard_registered ||
      fact.kind == FactKind::hazard_reassigned) {
    for (const auto& [key, value] : fact.fields.entries())
      if (key != "reason" && !is_of_every_fact(key)) keep(hazard, key, value, placed.number);
    return;
  }
  for (const Kept& kept : kept_fields)
    if (kept.kind == fact.kind)
      if (const Value* value = fact.fields.find(kept.field)) keep(hazard, kept.as, *value, placed.number);
  if (const Value* note = fact.fields.find("note")) keep(hazard, "note", *note, placed.number);
}

void add_persons(std::vector<PersonId>& persons, const std::vector<Actor>& actors) {
  for (const Actor& actor : actors)
    if (std::find(persons.begin(), persons.end(), actor.person) == persons.end()) persons.push_back(actor.person);
}

std::optional<Actor> actor_field(const Fact& fact, std::string_view key) {
  const std::string& text = fact.fields.text(key);
  if (text.empty()) return std::nullopt;
  return Actor::parse(text);
}

/// Moves and counts of one fact, written into the books while it is applied.
class Booking {
 public:
  Booking(const Hazard& hazard, const Placed& placed, Books* books) : hazard_(hazard), placed_(placed), books_(books) {}
  void move(Flow flow) const {
    if (books_ != nullptr && !hazard_.supervising_unit.empty())
      books_->movements.push_back({placed_.fact->on, placed_.known_since, books_->place, flow, hazard_.supervising_unit, hazard_.grade});
  }
  void count(Count::What what, int sign) const {
    if (books_ != nullptr)
      books_->counts.push_back({placed_.fact->on, placed_.known_since, books_->place, what, sign, hazard_.supervising_unit, hazard_.grade});
  }

 private:
  const Hazard& hazard_;
  const Placed& placed_;
  Books* books_;
};

void new_round(Hazard& hazard) {
  ++hazard.round;
  hazard.rectifiers.clear();
  hazard.reviewers.clear();
}

/// Back at the beginning: nothing of the last round is in force.
void begin_again(Hazard& hazard) {
  new_round(hazard);
  hazard.closed_on.reset();
  hazard.passed_on.reset();
  hazard.rectified_on.reset();
  hazard.limit_on.reset();
  hazard.unpaused_limit_on.reset();
  hazard.paused_on.reset();
  hazard.paused_until.reset();
  hazard.ordered_since_graded = false;
}

void set_grade(Hazard& hazard, Grade grade, Day on, ItemNumber number, const Booking& book) {
  book.move(Flow::regraded_out);
  hazard.grade = grade;
  hazard.graded_on = on;
  hazard.set_by.insert_or_assign("grade", number);
  book.move(Flow::regraded_in);
}

Grade grade_field(const Fact& fact, std::string_view key) {
  const std::string& name = fact.fields.text(key);
  return name == "major" ? Grade::major : name == "general" ? Grade::general : Grade::ungraded;
}

void apply_registration(Hazard& hazard, const Fact& fact, const Booking& book) {
  if (fact.kind == FactKind::hazard_registered) {
    hazard.supervising_unit = UnitId{fact.fields.text("supervising_unit")};
    hazard.territorial_unit = UnitId{fact.fields.text("territorial_unit")};
    hazard.found_on = fact.on;
    book.move(Flow::registered);
    book.count(Count::What::found, 1);
  } else if (fact.kind == FactKind::hazard_reassigned) {
    if (fact.fields.has("territorial_unit")) hazard.territorial_unit = UnitId{fact.fields.text("territorial_unit")};
    if (fact.fields.has("supervising_unit")) {
      book.move(Flow::reassigned_out);
      const UnitId before = hazard.supervising_unit;
      hazard.supervising_unit = UnitId{fact.fields.text("supervising_unit")};
      if (hazard.supervising_unit != before) hazard.reassigned_on = fact.on;
      book.move(Flow::reassigned_in);
    }
  }
}

void apply_grade(Hazard& hazard, const Placed& placed, State before, const Booking& book) {
  const Fact& fact = *placed.fact;
  if (fact.kind == FactKind::hazard_graded) {
    set_grade(hazard, grade_field(fact, "grade"), fact.on, placed.number, book);
    hazard.ordered_since_graded = false;
    return;
  }
  const Grade to = grade_field(fact, "new_grade");
  const bool raised = to > hazard.grade;
  if (raised && before == State::passed) book.count(Count::What::rectified, -1);
  set_grade(hazard, to, fact.on, placed.number, book);
  if (!raised) return;
  hazard.pending.reset();
  if (before == State::passed || before == State::review_failed) new_round(hazard);
  if (hazard.state == State::graded) hazard.ordered_since_graded = false;
  if (hazard.state == before) return;
  hazard.rectified_on.reset();  // what was done was done for a lesser hazard
  hazard.passed_on.reset();
}

void apply_work(Hazard& hazard, const Placed& placed, State before) {
  const Fact& fact = *placed.fact;
  switch (fact.kind) {
    case FactKind::order_issued:
      if (before == State::review_failed) new_round(hazard);
      hazard.ordered_since_graded = true;
      hazard.limit_on = hazard.unpaused_limit_on = fact.fields.day("limit_on");
      hazard.paused_on.reset();  // a pause of an earlier order's limit does not outlive it
      hazard.paused_until.reset();
      hazard.set_by.insert_or_assign("limit_on", placed.number);
      break;
    case FactKind::rectification_begun: add_persons(hazard.rectifiers, fact.by); break;
    case FactKind::treatment_planned: add_persons(hazard.rectifiers, fact.by); break;
    case FactKind::rectification_reported:
      add_persons(hazard.rectifiers, fact.by);
      hazard.rectified_on = fact.on;
      hazard.pending.reset();
      break;
    case FactKind::extension_asked:
      hazard.pending = PendingExtension{fact.on, fact.fields.day("extended_to_on").value_or(fact.on),
                                        fact.by.empty() ? PersonId{} : fact.by.front().person};
      add_persons(hazard.pending->askers, fact.by);
      hazard.pending->due_on = fact.fields.day("due_on");
      hazard.pending->number = placed.number;
      hazard.pending->rule = fact.fields.text("due_rule");
      hazard.pending->edition = fact.fields.text("due_edition");
      break;
    case FactKind::extension_granted: {
      const Day to = fact.fields.day("extended_to_on").value_or(fact.on);
      if (hazard.limit_on) hazard.extended_days += to - *hazard.limit_on;
      hazard.limit_on = hazard.unpaused_limit_on = to;
      hazard.set_by.insert_or_assign("limit_on", placed.number);
      ++hazard.extension_count;
      hazard.pending.reset();
      break;
    }
    case FactKind::extension_refused: hazard.pending.reset(); break;
    default: break;
  }
}

void apply_review(Hazard& hazard, const Fact& fact, const Booking& book) {
  add_persons(hazard.reviewers, fact.by);
  if (fact.kind == FactKind::review_failed) return;
  hazard.passed_on = fact.on;
  if (fact.kind == FactKind::fixed_on_spot) {
    hazard.rectified_on = fact.on;
    if (const auto rectifier = actor_field(fact, "rectified_by")) add_persons(hazard.rectifiers, {*rectifier});
  }
  book.count(Count::What::rectified, 1);
}

void apply_end(Hazard& hazard, const Fact& fact, State before, const Booking& book) {
  switch (fact.kind) {
    case FactKind::hazard_closed:
      hazard.closed_on = fact.on;
      book.move(Flow::closed);
      book.count(Count::What::struck_off, 1);
      break;
    case FactKind::hazard_reopened:
      if (before == State::closed) {
        book.move(Flow::reopened);
        book.count(Count::What::struck_off, -1);
      }
      book.count(Count::What::rectified, -1);
      begin_again(hazard);
      break;
    case FactKind::hazard_transferred:
      hazard.acknowledged = false;
      hazard.pending.reset();
      book.move(Flow::transferred);
      break;
    case FactKind::transfer_acknowledged:
      hazard.acknowledged = true;
      hazard.sealing.reset();
      book.move(Flow::acknowledged);
      break;
    case FactKind::transfer_returned:
      book.move(Flow::returned);
      hazard.grade = Grade::ungraded;
      begin_again(hazard);
      book.move(Flow::taken_back);
      break;
    case FactKind::hazard_terminated: book.move(Flow::terminated); break;
    case FactKind::hazard_voided:
      if (before != State::tip) book.move(Flow::voided);
      break;
    default: break;
  }
}

bool awaits_receipt(const Hazard& hazard) { return hazard.state == State::transferred && !hazard.acknowledged; }

/// A reorganisation takes the hazard to the heir of its units, whatever its state: a closed one may be reopened.
void inherit(Hazard& hazard, const Placed& placed, const Booking& book) {
  const Fact& fact = *placed.fact;
  const TaskId task{hazard.details.text("task")};
  const auto heir_of = [&](const UnitId& unit) {
    const auto heir = heir_in(fact, unit, task, hazard.id);
    return heir && !heir->empty() && *heir != unit ? heir : std::nullopt;
  };
  const auto supervising = heir_of(hazard.supervising_unit);
  // Only the end of a unit moves a territory; the task's unit does not.
  const auto territorial = fact.kind == FactKind::responsibility_moved ? std::nullopt : heir_of(hazard.territorial_unit);
  if (supervising) {
    const bool open = hazard.is_open(), awaiting = awaits_receipt(hazard);
    if (open || awaiting) book.move(open ? Flow::reassigned_out : Flow::awaiting_out);
    hazard.supervising_unit = *supervising;
    hazard.reassigned_on = fact.on;
    if (open || awaiting) book.move(open ? Flow::reassigned_in : Flow::awaiting_in);
    keep(hazard, "supervising_unit", Value{supervising->text()}, placed.number);
  }
  if (territorial) {
    hazard.territorial_unit = *territorial;
    keep(hazard, "territorial_unit", Value{territorial->text()}, placed.number);
  }
  if (supervising || territorial) hazard.steps.push_back({placed.number, fact.on, fact.kind, hazard.state});
}

Awaited started_by(const Placed& placed, Limit limit) {
  const Fields& f = placed.fact->fields;
  // A fact inserted before this one can make it start another limit than it wrote down: then nothing is written.
  if (f.text("due_limit") != limit_name(limit)) return {limit, placed.fact->on, placed.number, {}, {}, {}};
  return {limit, placed.fact->on, placed.number, f.day("due_on"), f.text("due_rule"), f.text("due_edition")};
}

/// A pause or a resume moves the limit there is; it makes none.
void move_limit(Hazard& hazard, const Placed& placed) {
  hazard.limit_on = placed.fact->fields.day("limit_on");
  hazard.set_by.insert_or_assign("limit_on", placed.number);
}

void apply_holds(Hazard& hazard, const Placed& placed, const Arrow* arrow) {
  const Fact& fact = *placed.fact;
  if (arrow != nullptr) hazard.holds.bits = (hazard.holds.bits | arrow->sets.bits) & ~arrow->clears.bits;
  if (fact.kind == FactKind::equipment_sealed) {
    ++hazard.seal_count;
    hazard.sealed_until = fact.fields.day("until_on");
    hazard.sealing = started_by(placed, Limit::seal);
  } else if (fact.kind == FactKind::equipment_unsealed) {
    hazard.seal_count = 0;
    hazard.sealed_until.reset();
    hazard.sealing.reset();
  } else if (fact.kind == FactKind::hazard_listed) {
    hazard.once_listed = true;
  } else if (fact.kind == FactKind::clock_paused) {
    hazard.paused_on = fact.on;
    hazard.paused_until = fact.fields.day("review_on");
    hazard.unpaused_limit_on = hazard.limit_on;
    if (hazard.limit_on) move_limit(hazard, placed);
  } else if (fact.kind == FactKind::clock_resumed) {
    hazard.paused_on.reset();
    hazard.paused_until.reset();
    hazard.unpaused_limit_on.reset();
    if (hazard.limit_on) move_limit(hazard, placed);
  } else if (fact.kind == FactKind::reminded || fact.kind == FactKind::interviewed || fact.kind == FactKind::reported_upward) {
    hazard.raised.push_back({fact.kind, fact.fields.text("to"), fact.on, placed.number, fact.fields.flag("proposes_closure")});
  }
}

void apply_case(Hazard& hazard, const Placed& placed) {
  const Fact& fact = *placed.fact;
  const auto open_case = [&]() -> Case* {
    for (Case& one : hazard.cases)
      if (!one.closed_on && (fact.kind == FactKind::case_closed ? one.document == fact.fields.text("number") : !one.decided_on)) return &one;
    return nullptr;
  };
  if (fact.kind == FactKind::case_opened) {
    hazard.cases.push_back({fact.fields.text("number"), started_by(placed, Limit::decide_case), {}, {}});
  } else if (fact.kind == FactKind::penalty_decided) {
    hazard.penalties.push_back(fact.on);
    if (Case* one = open_case(); one != nullptr) one->decided_on = fact.on;
  } else if (fact.kind == FactKind::case_closed) {
    if (Case* one = open_case()) one->closed_on = fact.on;
  }
}

/// A limit begins with the fact that brought the hazard to where it waits for something else than before.
void apply_wait(Hazard& hazard, const Placed& placed, State before) {
  const Wait* wait = hazard.state == State::transferred && hazard.acknowledged ? nullptr : awaited_in(hazard.state, hazard.grade);
  if (wait == nullptr) hazard.awaited.reset();
  else if (!hazard.awaited || hazard.awaited->limit != wait->limit || hazard.state != before)
    hazard.awaited = started_by(placed, wait->limit);
}

/// An arrow of the kind whatever the state: history that our guards would have refused is folded all the same.
const Arrow* any_arrow(FactKind kind, Lifecycle table) noexcept {
  for (const Arrow& arrow : table)
    if (arrow.fact == kind) return &arrow;
  return nullptr;
}

}  // namespace

void Story::add(ItemNumber number, const Fact& fact, Instant recorded_at) { placed_.push_back({number, &fact, recorded_at, number}); }

void Story::settle() {
  std::vector<Placed> corrections;
  for (const Placed& placed : placed_)
    if (placed.fact->kind == FactKind::fact_corrected) corrections.push_back(placed);
  for (const Placed& correcting : corrections) {
    const Fact* correction = correcting.fact;
    const auto target = correction->fields.integer("corrects").value_or(0);
    const auto place = std::find_if(placed_.begin(), placed_.end(), [&](const Placed& p) { return p.number == target; });
    const Value* value = correction->fields.find("value");
    if (place == placed_.end() || value == nullptr) continue;
    Fact& copy = corrected_.emplace_back(*place->fact);
    const std::string& field = correction->fields.text("field");
    if (field == "on") {
      if (const auto* text = std::get_if<std::string>(value))
        if (const auto day = Day::try_parse(*text)) {
          copy.on = *day;
          place->known_since = correcting.number;
        }
    } else {
      copy.fields.set(field, *value);
    }
    // What the correction does to the limit that the fact starts was decided and written down with the correction.
    if (correction->fields.has("due_rule")) {
      if (copy.fields.has("until_on") && copy.fields.text("until_on") == copy.fields.text("due_on"))
        copy.fields.set("until_on", Value{correction->fields.text("due_on")});
      for (const char* due : {"due_on", "due_limit", "due_rule", "due_edition"}) {
        const Value* moved = correction->fields.find(due);
        copy.fields.set(due, moved != nullptr ? *moved : Value{std::string()});
      }
    }
    place->fact = &copy;
  }
  const auto before = [](const Placed& a, const Placed& b) {
    return a.fact->on != b.fact->on ? a.fact->on < b.fact->on : a.number < b.number;
  };
  if (!std::is_sorted(placed_.begin(), placed_.end(), before)) std::sort(placed_.begin(), placed_.end(), before);
  name_heirs();
}

void Story::name_heirs() {
  std::vector<const Placed*> passed;
  TaskId task;
  for (Placed& placed : placed_) {
    if (is_reorganisation(placed.fact->kind)) passed.push_back(&placed);
    if (placed.fact->fields.has("task")) task = TaskId{placed.fact->fields.text("task")};
    if (passed.empty() || (placed.fact->kind != FactKind::hazard_registered && placed.fact->kind != FactKind::hazard_reassigned)) continue;
    for (const char* field : {"supervising_unit", "territorial_unit"}) {
      const UnitId named{placed.fact->fields.text(field)};
      UnitId unit = named;
      for (const Placed* earlier : passed) {
        // A unit that goes on may well be named, by who knew what it has given away.
        if (!ends_unit(*earlier->fact, unit) && placed.number > earlier->number) continue;
        const auto heir = heir_in(*earlier->fact, unit, task, HazardId{placed.fact->subject});
        if (heir && !heir->empty()) unit = *heir;
      }
      if (unit == named) continue;
      Fact& copy = corrected_.emplace_back(*placed.fact);
      copy.fields.set(field, Value{unit.text()});
      placed.fact = &copy;
    }
  }
}

void apply(Hazard& hazard, const Placed& placed, Books* books, Lifecycle table) {
  const Fact& fact = *placed.fact;
  const State before = hazard.state;
  const Arrow* arrow = arrow_for(hazard, fact, table);
  if (arrow == nullptr) arrow = any_arrow(fact.kind, table);
  if (arrow != nullptr && arrow->to != State::none) hazard.state = arrow->to;
  const Booking book(hazard, placed, books);
  if (is_reorganisation(fact.kind)) {
    inherit(hazard, placed, book);
    return;
  }
  switch (fact.kind) {
    case FactKind::hazard_registered:
    case FactKind::hazard_reassigned: apply_registration(hazard, fact, book); break;
    case FactKind::hazard_graded:
    case FactKind::hazard_regraded: apply_grade(hazard, placed, before, book); break;
    case FactKind::fixed_on_spot:
    case FactKind::review_passed:
    case FactKind::review_failed: apply_review(hazard, fact, book); break;
    default:
      apply_work(hazard, placed, before);
      apply_end(hazard, fact, before, book);
      break;
  }
  apply_holds(hazard, placed, arrow);
  apply_case(hazard, placed);
  apply_wait(hazard, placed, before);
  keep_details(hazard, placed);
  for (const std::string& person : fact.fields.texts("withdrawn"))
    if (std::find(hazard.withdrawn.begin(), hazard.withdrawn.end(), PersonId{person}) == hazard.withdrawn.end())
      hazard.withdrawn.emplace_back(person);
  if (fact.fields.has("override_post")) ++hazard.override_count;
  hazard.unstated_count += static_cast<int>(fact.fields.texts("unstated").empty() ? 0 : 1);
  hazard.steps.push_back({placed.number, fact.on, fact.kind, hazard.state});
}

}  // namespace bihuan::replay
