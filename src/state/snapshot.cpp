// state/snapshot.cpp: folds a history as of a day and as known at a point.
#include "bihuan/state/snapshot.hpp"

#include "bihuan/state/reorganisation.hpp"
#include "state/replay.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace bihuan {

std::string_view flow_name(Flow flow) noexcept {
  constexpr std::array<std::string_view, flow_count> names = {
      "registered", "reopened", "taken_back", "regraded_in", "reassigned_in", "closed", "voided",
      "transferred", "terminated", "regraded_out", "reassigned_out", "acknowledged", "returned", "awaiting_in", "awaiting_out"};
  return names[static_cast<std::size_t>(flow)];
}

Snapshot::Snapshot(const History& history, Day as_of, std::optional<ItemNumber> known_at)
    : as_of_(as_of), checkpoint_(known_at ? history.checkpoint_at(*known_at) : history.checkpoint()) {
  const ItemNumber last = known_at.value_or(history.checkpoint().size);
  if (const std::size_t after = history.place_after(last); after > 0) known_at_ = history.recorded_at(after - 1);
  fold_hazards(history, last);
  received_ = received_returns(history, as_of_, last);
  fold_rest(history, last);
}

void Snapshot::fold_hazards(const History& history, ItemNumber last) {
  hazards_.reserve(history.hazards().size());
  for (const std::string& id : history.hazards()) {
    replay::Story story;
    std::int64_t version = 0;
    for (const std::size_t place : history.of_subject(id)) {
      const Known& known = history.facts()[place];
      if (known.number > last) break;
      version = known.fact.version;
      if (is_hazard_fact(known.fact.kind)) story.add(known.number, known.fact, known.recorded_at);
    }
    if (story.facts().empty()) continue;
    for (const std::size_t place : history.successions())
      if (const Known& known = history.facts()[place]; known.number <= last) story.add(known.number, known.fact, known.recorded_at);
    story.settle();
    const auto own = std::find_if(story.facts().begin(), story.facts().end(), [](const replay::Placed& placed) { return is_hazard_fact(placed.fact->kind); });
    if (own->fact->on > as_of_) continue;
    Hazard hazard;
    hazard.id = HazardId{id};
    hazard.version = version;
    replay::Books books{movements_, counts_, hazards_.size()};
    for (const replay::Placed& placed : story.facts()) {
      if (placed.fact->on > as_of_) break;
      replay::apply(hazard, placed, &books);
    }
    places_.emplace(id, hazards_.size());
    hazards_.push_back(std::move(hazard));
  }
}

namespace {

Received* find_received(std::vector<Received>& all, const std::string& unit, const std::string& filing, const std::string& period) {
  for (Received& one : all)
    if (one.unit.text() == unit && one.filing.text() == filing && one.period == period) return &one;
  return nullptr;
}

Received received_from(const Known& known, const History& history) {
  const Fields& f = known.fact.fields;
  Received out{UnitId{f.text("unit")}, FilingId{f.text("filing")}, f.text("period"), known.fact.on, known.fact.on, f.text("standing")};
  out.received_on = out.first_received_on = f.day("received_on").value_or(known.fact.on);
  out.zero = f.flag("zero");
  out.contribution = f.flag("contribution");
  out.corrected = f.has("corrects_item");
  out.row_count = f.integer("rows").value_or(0);
  out.refused_count = f.integer("refused").value_or(0);
  out.number = known.number;
  out.content = f.text("content");
  out.source = f.text("source");
  out.checkpoint = history.checkpoint_at(known.number);
  return out;
}

}  // namespace

std::vector<Received> received_returns(const History& history, Day as_of, ItemNumber last) {
  std::vector<Received> all;
  for (const std::size_t place : history.of_kind(FactKind::return_received)) {
    const Known& known = history.facts()[place];
    if (known.number > last || known.fact.on > as_of) continue;
    Received received = received_from(known, history);
    if (Received* before = find_received(all, received.unit.text(), received.filing.text(), received.period)) {
      received.first_received_on = before->first_received_on;
      *before = std::move(received);
    } else {
      all.push_back(std::move(received));
    }
  }
  // The later of the two words counts.
  std::vector<std::uint32_t> words;
  for (const FactKind kind : {FactKind::return_taken, FactKind::return_sent_back})
    words.insert(words.end(), history.of_kind(kind).begin(), history.of_kind(kind).end());
  std::sort(words.begin(), words.end());
  for (const std::size_t place : words) {
    const Known& known = history.facts()[place];
    const Fields& f = known.fact.fields;
    if (known.number > last || known.fact.on > as_of) continue;
    Received* received = find_received(all, f.text("unit"), f.text("filing"), f.text("period"));
    if (received == nullptr || received->number > known.number) continue;
    received->taken = known.fact.kind == FactKind::return_taken;
    received->sent_back = !received->taken;
  }
  return all;
}

namespace {

Stated stated_from(const Known& known) {
  const Fields& f = known.fact.fields;
  Stated out{UnitId{f.text("unit")}, f.text("code"), f.text("period"), f.text("title"), f.text("measure"), f.text("text")};
  if (known.fact.kind == FactKind::text_stated) out.code = f.text("block");
  if (known.fact.kind == FactKind::task_reported) out.code = known.fact.subject;
  out.value = f.integer("value").value_or(0);
  out.scale = static_cast<int>(f.integer("scale").value_or(0));
  out.number = known.number;
  return out;
}

/// The latest statement for a subject replaces the earlier one.
std::vector<Stated> latest(const History& history, FactKind kind, ItemNumber last, Day as_of) {
  std::vector<Stated> out;
  std::unordered_map<std::string, std::size_t> places;
  for (const std::size_t place : history.of_kind(kind)) {
    const Known& known = history.facts()[place];
    if (known.number > last || known.fact.on > as_of) continue;
    const std::string key = known.fact.subject + "/" + known.fact.fields.text("unit") + "/" + known.fact.fields.text("period");
    const auto [found, fresh] = places.try_emplace(key, out.size());
    if (fresh) out.push_back(stated_from(known));
    else out[found->second] = stated_from(known);
  }
  return out;
}

}  // namespace

void Snapshot::fold_measures(const History& history, ItemNumber last) {
  std::vector<std::pair<std::string, std::vector<const Known*>>> statements;  // measures in the order of their numbers
  std::unordered_map<std::string, std::size_t> places;
  for (const std::size_t place : history.of_kind(FactKind::measure_stated)) {
    const Known& known = history.facts()[place];
    if (known.number > last) break;
    const auto [found, fresh] = places.try_emplace(known.fact.subject, statements.size());
    if (fresh) statements.push_back({known.fact.subject, {}});
    statements[found->second].second.push_back(&known);
  }
  for (const auto& [id, facts] : statements)
    if (auto measure = fold_measure(MeasureId{id}, facts, as_of_)) measures_.push_back(std::move(*measure));
}

void Snapshot::fold_rest(const History& history, ItemNumber last) {
  indicators_ = latest(history, FactKind::indicator_stated, last, as_of_);
  texts_ = latest(history, FactKind::text_stated, last, as_of_);
  task_reports_ = latest(history, FactKind::task_reported, last, as_of_);
  demands_met_ = bihuan::demands_met(history, as_of_, last);
  cooperations_ = bihuan::cooperations(history, as_of_, last);
  fold_measures(history, last);
}

std::vector<Term> terms_known(const History& history, ItemNumber last, std::vector<Term> of_plan) {
  std::vector<Term> out = std::move(of_plan);
  for (const std::size_t place : history.of_kind(FactKind::person_appointed)) {
    const Known& known = history.facts()[place];
    if (known.number > last) continue;
    const std::string& subject = known.fact.subject;
    const auto sign = subject.find('@');
    out.push_back({PersonId{known.fact.fields.text("person")},
                   {PostId{subject.substr(0, sign)}, UnitId{sign == std::string::npos ? "" : subject.substr(sign + 1)}},
                   {known.fact.on, known.fact.fields.day("last_on")},
                   known.fact.fields.flag("acting")});
  }
  for (const std::size_t place : history.of_kind(FactKind::term_ended)) {
    const Known& known = history.facts()[place];
    if (known.number > last) continue;
    for (Term& term : out)
      if (term.seat.text() == known.fact.subject && term.person.text() == known.fact.fields.text("person") && !term.valid.last &&
          (!term.valid.first || *term.valid.first <= known.fact.on))
        term.valid.last = known.fact.on;
  }
  return out;
}

Snapshot Snapshot::under(const History& history, Day house_on) const {
  if (house_on < as_of_)
    throw TimeError(ErrorCode::bad_span, "the house of " + house_on.iso() + " is older than the state of " + as_of_.iso() + "; name a day from then on",
                    "机构口径日" + house_on.chinese() + "早于统计日" + as_of_.chinese());
  std::vector<const Known*> passed;  // in the order of their days
  std::set<ItemNumber> own;          // movements between a unit and its heir
  for (const std::size_t place : history.successions()) {
    const Known& known = history.facts()[place];
    if (known.number > checkpoint_.size || known.fact.on > house_on) continue;
    passed.push_back(&known);
    own.insert(known.number);
  }
  std::sort(passed.begin(), passed.end(), [](const Known* a, const Known* b) {
    return a->fact.on != b->fact.on ? a->fact.on < b->fact.on : a->number < b->number;
  });
  const auto heir = [&](const UnitId& unit, const Hazard& hazard, Day on, ItemNumber number, bool of_territory) {
    UnitId now = unit;
    for (const Known* known : passed) {
      const bool before = known->fact.on < on || (known->fact.on == on && known->number <= number);
      if ((before && !ends_unit(known->fact, now)) || (of_territory && known->fact.kind == FactKind::responsibility_moved)) continue;
      const auto next = heir_in(known->fact, now, TaskId{hazard.details.text("task")}, hazard.id);
      if (next && !next->empty()) now = *next;
    }
    return now;
  };
  Snapshot out = *this;
  const auto within = [&](const Movement& move) { return move.flow != Flow::registered && own.contains(move.number); };
  std::erase_if(out.movements_, within);
  for (Movement& move : out.movements_) move.unit = heir(move.unit, hazards_[move.hazard], move.on, move.number, false);
  for (Count& count : out.counts_) count.unit = heir(count.unit, hazards_[count.hazard], count.on, count.number, false);
  for (std::size_t i = 0; i < hazards_.size(); ++i) {
    const Hazard& hazard = hazards_[i];
    out.hazards_[i].supervising_unit = heir(hazard.supervising_unit, hazard, as_of_, checkpoint_.size, false);
    out.hazards_[i].territorial_unit = heir(hazard.territorial_unit, hazard, as_of_, checkpoint_.size, true);
  }
  return out;
}

const Hazard* Snapshot::find_hazard(const HazardId& id) const noexcept {
  const auto found = places_.find(id.text());
  return found == places_.end() ? nullptr : &hazards_[found->second];
}

const Hazard& Snapshot::hazard(const HazardId& id) const& {
  if (const Hazard* found = find_hazard(id)) return *found;
  ErrorContext context;
  context.subject = "hazard " + id.text();
  context.state = "unknown";
  const auto shared = [&](const Hazard& hazard) {
    const std::string& other = hazard.id.text();
    const auto ends = std::mismatch(other.begin(), other.end(), id.text().begin(), id.text().end());
    return ends.first - other.begin();
  };
  std::ptrdiff_t most = 3;  // fewer shared characters are no likeness
  for (const Hazard& hazard : hazards_) most = std::max(most, shared(hazard));
  std::string near;
  for (const Hazard& hazard : hazards_)
    if (context.allowed.size() < 5 && shared(hazard) == most) {
      context.allowed.push_back(hazard.id.text());
      near += (near.empty() ? "; near it: " : ", ") + hazard.id.text();
    }
  throw Refused(ErrorCode::unknown_subject,
                "there is no hazard " + id.text() + " as of " + as_of_.iso() + " (of " + std::to_string(hazards_.size()) + ")" + near,
                "截至" + as_of_.chinese() + "没有编号为" + id.text() + "的隐患", context);
}

// Of a snapshot that is about to go. (Here and not in the header: who includes it pays for no vector that he does not use.)
std::vector<Hazard> Snapshot::hazards() && { return std::move(hazards_); }
std::vector<Movement> Snapshot::movements() && { return std::move(movements_); }
std::vector<Count> Snapshot::counts() && { return std::move(counts_); }
std::vector<Measure> Snapshot::measures() && { return std::move(measures_); }
std::vector<DemandMet> Snapshot::demands_met() && { return std::move(demands_met_); }
std::vector<Cooperation> Snapshot::cooperations() && { return std::move(cooperations_); }
std::vector<Received> Snapshot::received() && { return std::move(received_); }
std::vector<Stated> Snapshot::indicators() && { return std::move(indicators_); }
std::vector<Stated> Snapshot::texts() && { return std::move(texts_); }
std::vector<Stated> Snapshot::task_reports() && { return std::move(task_reports_); }
Hazard Snapshot::hazard(const HazardId& id) && { return std::as_const(*this).hazard(id); }

}  // namespace bihuan
