// report/derive.cpp: what the ledger counts for the indicators, each measure by its word.
#include "report/derive.hpp"

#include "bihuan/state/decide.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <set>

namespace bihuan {

namespace parts {

namespace {

/// A fact of a hazard that an indicator may count, as it stands after corrections.
struct Event {
  const Hazard* hazard;
  FactKind kind;
  Day on;
  ItemNumber number;
  const Fields* fields;
};

/// One thing counted. Things with the same key count once in a period (one document, one enterprise).
struct Counted {
  Day on;
  ItemNumber number = 0;
  Amount value{1, 0};
  std::string key = {};
};

bool is_counted(FactKind kind) {
  switch (kind) {
    case FactKind::tip_received:
    case FactKind::order_issued:
    case FactKind::treatment_planned:
    case FactKind::use_stopped:
    case FactKind::equipment_sealed:
    case FactKind::hazard_listed:
    case FactKind::interviewed:
    case FactKind::case_opened:
    case FactKind::penalty_decided: return true;
    default: return false;
  }
}

/// The report's state with what is looked up many times.
class Findings {
 public:
  explicit Findings(const Desk& desk_) : desk(desk_), grades_found(desk_.state.hazards().size(), Grade::ungraded) {
    for (const Movement& move : desk.state.movements())
      if (move.flow == Flow::regraded_in && desk.state.hazards()[move.hazard].found_on == move.on) grades_found[move.hazard] = move.grade;
    for (const Hazard& hazard : desk.state.hazards()) gather(hazard);
  }

  const Desk& desk;
  std::vector<Grade> grades_found;  // at the end of the day found
  std::vector<Event> events;        // a hazard's together, in the order of days

 private:
  void gather(const Hazard& hazard) {
    bool corrected = false;
    std::vector<const Known*> facts;
    for (const std::size_t place : desk.history.of_subject(hazard.id.text())) {
      const Glance& glance = desk.history.glances()[place];
      if (glance.number > desk.last || !is_hazard_fact(glance.kind)) continue;
      const Known& known = desk.history.facts()[place];
      corrected = corrected || known.fact.kind == FactKind::fact_corrected;
      facts.push_back(&known);
    }
    const auto add = [&](const Known& known) {
      if (is_counted(known.fact.kind) && known.fact.on <= desk.cutoff_on())
        events.push_back({&hazard, known.fact.kind, known.fact.on, known.number, &known.fact.fields});
    };
    if (!corrected) {
      for (const Known* known : facts) add(*known);
      return;
    }
    for (const Told& told : stories_.emplace_back(tell_story(hazard.id, facts)).told) add(told.known);
  }

  std::deque<HazardStory> stories_;
};

bool is_rectified(const Hazard& hazard) { return hazard.state == State::passed || hazard.state == State::closed; }
bool is_unrectified(const Hazard& hazard) { return hazard.is_open() && hazard.state != State::passed; }

bool says_one(const Indicator& row, const std::string& word) {
  return row.words.empty() || std::find(row.words.begin(), row.words.end(), word) != row.words.end();
}

using Flows = std::vector<Counted>;

Flows counted_as(const Findings& all, const Indicator& row, Count::What what) {
  Flows out;
  for (const Count& count : all.desk.state.counts()) {
    const Grade grade = what == Count::What::found ? all.grades_found[count.hazard] : count.grade;
    if (count.what != what || (row.grade && *row.grade != grade)) continue;
    if (!says_one(row, all.desk.state.hazards()[count.hazard].details.text("source"))) continue;
    out.push_back({count.on, count.number, {count.sign, 0}});
  }
  return out;
}

/// Facts of a kind; `of` gives what each counts, or nothing.
Flows of_facts(const Findings& all, const Indicator& row, FactKind kind, const std::function<std::optional<Counted>(const Event&)>& of) {
  Flows out;
  for (const Event& event : all.events)
    if (event.kind == kind && (!row.grade || *row.grade == event.hazard->grade))
      if (auto counted = of(event)) out.push_back(std::move(*counted));
  return out;
}

Flows each(const Findings& all, const Indicator& row, FactKind kind, const char* word) {
  return of_facts(all, row, kind, [&](const Event& e) -> std::optional<Counted> {
    if (word != nullptr && !says_one(row, e.fields->text(word))) return std::nullopt;
    return Counted{e.on, e.number};
  });
}

Flows sums(const Findings& all, const Indicator& row, FactKind kind, const char* field) {
  return of_facts(all, row, kind, [&](const Event& e) -> std::optional<Counted> {
    const auto fen = e.fields->integer(field);
    return fen ? std::optional<Counted>(Counted{e.on, e.number, {*fen, 6}}) : std::nullopt;
  });
}

Flows once_a_hazard(const Findings& all, const Indicator& row, FactKind kind) {
  return of_facts(all, row, kind, [](const Event& e) { return Counted{e.on, e.number, {1, 0}, e.hazard->id.text()}; });
}

Flows orders(const Findings& all, const Indicator& row) {
  return of_facts(all, row, FactKind::order_issued, [&](const Event& e) -> std::optional<Counted> {
    if (!says_one(row, e.fields->text("paper"))) return std::nullopt;
    return Counted{e.on, e.number, {1, 0}, e.fields->text("number")};
  });
}

Flows listed(const Findings& all, const Indicator& row, bool rectified) {
  return of_facts(all, row, FactKind::hazard_listed, [&](const Event& e) -> std::optional<Counted> {
    if (!says_one(row, std::to_string(e.fields->integer("level").value_or(0))) || (rectified && !is_rectified(*e.hazard))) return std::nullopt;
    return Counted{e.on, e.number};
  });
}

Flows interviews(const Findings& all, const Indicator& row) {
  return of_facts(all, row, FactKind::interviewed, [](const Event& e) -> std::optional<Counted> {
    const std::string& enterprise = e.hazard->details.text("enterprise");
    if (enterprise.empty() || e.fields->text("to") != enterprise) return std::nullopt;
    return Counted{e.on, e.number, {1, 0}, enterprise};
  });
}

Flows due(const Findings& all, const Indicator& row, bool unrectified) {
  Flows out;
  for (const Hazard& hazard : all.desk.state.hazards()) {
    if (!hazard.limit_on || *hazard.limit_on > all.desk.cutoff_on() || (row.grade && *row.grade != hazard.grade)) continue;
    if (unrectified && !is_unrectified(hazard)) continue;
    const auto set_by = hazard.set_by.find("limit_on");
    out.push_back({*hazard.limit_on, set_by == hazard.set_by.end() ? 0 : set_by->second});
  }
  return out;
}

std::int64_t how_many(const Findings& all, const std::function<bool(const Hazard&)>& which) {
  const auto& hazards = all.desk.state.hazards();
  return std::count_if(hazards.begin(), hazards.end(), which);
}

std::int64_t not_rectified(const Findings& all, const Indicator& row) {
  return how_many(all, [&](const Hazard& h) { return is_unrectified(h) && (!row.grade || *row.grade == h.grade); });
}

/// Major hazards not yet rectified whose last treatment plan says every one of the row's elements.
std::int64_t elements(const Findings& all, const Indicator& row) {
  std::map<const Hazard*, const Fields*> last;
  for (const Event& event : all.events)
    if (event.kind == FactKind::treatment_planned && event.hazard->grade == Grade::major && is_unrectified(*event.hazard))
      last[event.hazard] = event.fields;
  return std::count_if(last.begin(), last.end(), [&](const auto& plan) {
    return std::all_of(row.words.begin(), row.words.end(), [&](const std::string& word) { return plan.second->has(word); });
  });
}

/// Found so many years ago and not yet rectified; from two years on everything older too.
std::int64_t carried(const Findings& all, const Indicator& row) {
  return how_many(all, [&](const Hazard& h) {
    if (!is_unrectified(h) || !h.found_on) return false;
    const int years = all.desk.period.year() - Period::containing(*h.found_on, PeriodKind::year).year();
    return years >= 1 && says_one(row, years == 1 ? "1" : "2");
  });
}

/// Major and not rectified on the day before the cumulative figures begin.
std::int64_t carried_major(const Findings& all, const Indicator&) {
  std::vector<std::int64_t> open(all.grades_found.size(), 0), rectified(all.grades_found.size(), 0);
  for (const Movement& move : all.desk.state.movements())
    if (move.on < all.desk.year_first && move.grade == Grade::major) open[move.hazard] += sign_of(move.flow);
  for (const Count& count : all.desk.state.counts())
    if (count.on < all.desk.year_first && count.what == Count::What::rectified) rectified[count.hazard] += count.sign;
  std::int64_t out = 0;
  for (std::size_t i = 0; i < open.size(); ++i) out += open[i] == 1 && rectified[i] <= 0 ? 1 : 0;
  return out;
}

std::int64_t measures(const Findings& all, const Indicator&) { return static_cast<std::int64_t>(all.desk.state.measures().size()); }

std::int64_t measures_issued(const Findings& all, const Indicator&) {
  const auto& stated = all.desk.state.measures();
  return std::count_if(stated.begin(), stated.end(), [&](const Measure& measure) {
    const auto issued_on = measure.details.day("issued_on");
    return issued_on && *issued_on <= all.desk.cutoff_on();
  });
}

struct Way {
  const char* word;
  Flows (*flows)(const Findings&, const Indicator&);
  std::int64_t (*stock)(const Findings&, const Indicator&);
};

constexpr Way ways[] = {
    {"found", [](const Findings& f, const Indicator& i) { return counted_as(f, i, Count::What::found); }, nullptr},
    {"rectified", [](const Findings& f, const Indicator& i) { return counted_as(f, i, Count::What::rectified); }, nullptr},
    {"struck_off", [](const Findings& f, const Indicator& i) { return counted_as(f, i, Count::What::struck_off); }, nullptr},
    {"orders", orders, nullptr},
    {"listed", [](const Findings& f, const Indicator& i) { return listed(f, i, false); }, nullptr},
    {"listed_rectified", [](const Findings& f, const Indicator& i) { return listed(f, i, true); }, nullptr},
    {"money", [](const Findings& f, const Indicator& i) { return sums(f, i, FactKind::order_issued, "money_fen"); }, nullptr},
    {"penalties", [](const Findings& f, const Indicator& i) { return each(f, i, FactKind::penalty_decided, nullptr); }, nullptr},
    {"fines", [](const Findings& f, const Indicator& i) { return sums(f, i, FactKind::penalty_decided, "sum_fen"); }, nullptr},
    {"cases", [](const Findings& f, const Indicator& i) { return each(f, i, FactKind::case_opened, nullptr); }, nullptr},
    {"stopped", [](const Findings& f, const Indicator& i) { return once_a_hazard(f, i, FactKind::use_stopped); }, nullptr},
    {"sealed", [](const Findings& f, const Indicator& i) { return once_a_hazard(f, i, FactKind::equipment_sealed); }, nullptr},
    {"interviews", interviews, nullptr},
    {"tips", [](const Findings& f, const Indicator& i) { return each(f, i, FactKind::tip_received, "source"); }, nullptr},
    {"due", [](const Findings& f, const Indicator& i) { return due(f, i, false); }, nullptr},
    {"due_unrectified", [](const Findings& f, const Indicator& i) { return due(f, i, true); }, nullptr},
    {"not_rectified", nullptr, not_rectified},
    {"carried", nullptr, carried},
    {"carried_major", nullptr, carried_major},
    {"element", nullptr, elements},
    {"measures", nullptr, measures},
    {"measures_issued", nullptr, measures_issued},
};

/// The sums over the period and the year; of things with one key the first counts.
Derived summed(const Desk& desk, const Flows& flows) {
  Derived out;
  std::set<std::string> month, year, in_time;
  Amount known_in_time;
  const auto fresh = [](std::set<std::string>& seen, const Counted& one) { return one.key.empty() || seen.insert(one.key).second; };
  for (const Counted& one : flows) {
    if (desk.span.contains(one.on) && fresh(month, one)) out.month = sum_of(out.month, one.value);
    if (one.on < desk.year_first) continue;
    if (fresh(year, one)) out.cumulative = sum_of(out.cumulative, one.value);
    if (!desk.is_late(one.on, one.number) && fresh(in_time, one)) known_in_time = sum_of(known_in_time, one.value);
  }
  out.late = difference_of(out.cumulative, known_in_time);
  return out;
}

}  // namespace

bool is_additive(std::string_view from) noexcept {
  constexpr std::string_view additive[] = {"found", "rectified", "struck_off", "listed", "money", "penalties", "fines", "cases", "tips"};
  return std::find(std::begin(additive), std::end(additive), from) != std::end(additive);
}

std::map<std::string, Derived> derive(const Desk& desk) {
  const Findings all(desk);
  std::map<std::string, Derived> out;
  for (const Indicator& row : desk.book.rows())
    for (const Way& way : ways) {
      if (row.from != way.word) continue;
      if (way.flows != nullptr) out.emplace(row.code, summed(desk, way.flows(all, row)));
      else out.emplace(row.code, Derived{{}, {way.stock(all, row), 0}, {}, true});
    }
  return out;
}

}  // namespace parts

std::vector<std::string> ledger_measures() {
  std::vector<std::string> out;
  for (const parts::Way& way : parts::ways) out.emplace_back(way.word);
  out.emplace_back("rate");
  out.emplace_back("difference");
  return out;
}

}  // namespace bihuan
