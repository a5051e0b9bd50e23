// report/lists.cpp: the lists of a report: problems and major hazards, measures, open work, late entries.
#include "report/parts.hpp"

#include "bihuan/state/agenda.hpp"

#include <algorithm>

namespace bihuan::parts {

Cell cell(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell cell(const std::optional<Day>& day) { return day ? Cell{*day} : Cell{}; }

bool Desk::is_late(Day on, ItemNumber number) const {
  return std::any_of(earlier.begin(), earlier.end(), [&](const Issued& issued) { return on <= issued.cutoff_on && number > issued.pinned; });
}

std::string Desk::person(const PersonId& id) const {
  const auto found = names.find(id);
  return found == names.end() ? id.text() : found->second;
}

std::string Desk::persons(const std::vector<PersonId>& ids) const {
  std::string out;
  for (const PersonId& id : ids) out += (out.empty() ? "" : "、") + person(id);
  return out;
}

namespace {

const Step* last_step(const Hazard& hazard, FactKind kind) {
  const auto found = std::find_if(hazard.steps.rbegin(), hazard.steps.rend(), [&](const Step& step) { return step.kind == kind; });
  return found == hazard.steps.rend() ? nullptr : &*found;
}

std::string state_text(const Hazard& hazard) {
  std::string out = chinese(hazard.state);
  for (int h = 0; h < hold_count; ++h)
    if (hazard.has(static_cast<Hold>(h))) out += "、" + chinese(static_cast<Hold>(h));
  return out;
}

std::string actor_name(const Desk& desk, const std::string& actor) { return actor.empty() ? "" : desk.person(Actor::parse(actor).person); }

std::string listing_text(const Hazard& hazard) {
  if (!hazard.once_listed) return "";
  const auto level = hazard.details.integer("listed_level");
  return (level ? std::to_string(*level) + "级 " : "") + hazard.details.text("listed_document") + (hazard.has(Hold::listed) ? "" : "（已摘牌）");
}

std::string on_site_text(const Hazard& hazard) {
  std::string out;
  const auto add = [&](FactKind kind, const char* word) {
    if (last_step(hazard, kind) != nullptr) out += (out.empty() ? "" : "、") + std::string(word);
  };
  add(FactKind::fixed_on_spot, "当场改正");
  add(FactKind::order_issued, "限期整改");
  add(FactKind::use_stopped, "停用");
  add(FactKind::equipment_sealed, "查封");
  return out;
}

Cell money(const Hazard& hazard) {
  const auto fen = hazard.details.integer("money_fen");
  return fen ? Cell{Amount{*fen, 6}} : Cell{};
}

std::string closed_by(const Desk& desk, const Hazard& hazard) {
  const Step* step = hazard.state == State::closed ? last_step(hazard, FactKind::hazard_closed) : nullptr;
  const Known* known = step != nullptr ? desk.history.find(step->number) : nullptr;
  return known != nullptr && !known->fact.by.empty() ? desk.person(known->fact.by.front().person) : "";
}

std::string reviewed_text(const Hazard& hazard) {
  if (last_step(hazard, FactKind::review_failed) != nullptr && hazard.state == State::review_failed) return "不合格";
  return hazard.passed_on ? "合格" : "";
}

std::optional<Day> reviewed_on(const Hazard& hazard) {
  const Step* failed = last_step(hazard, FactKind::review_failed);
  return hazard.passed_on ? hazard.passed_on : failed != nullptr ? std::optional<Day>{failed->on} : std::nullopt;
}

std::vector<Cell> list_one_row(const Desk& desk, const Hazard& hazard, std::int64_t serial) {
  const Fields& d = hazard.details;
  const ItemNumber registered = hazard.set_by.contains("text") ? hazard.set_by.at("text") : 0;
  const std::string extensions =
      hazard.extension_count == 0 ? "" : std::to_string(hazard.extension_count) + "次共" + std::to_string(hazard.extended_days) + "日";
  const int overdue = hazard.overdue_days(desk.cutoff_on());
  return {serial, hazard.id.text(), std::string(hazard.grade == Grade::major ? "重大隐患" : "突出问题"), cell(d.text("source")),
          cell(hazard.found_on), cell(d.text("enterprise")), cell(d.text("credit_code")), cell(d.text("address")),
          cell(desk.unit(hazard.territorial_unit)), cell(d.text("task")), cell(d.text("device_kind")), cell(d.text("device_code")),
          cell(d.text("text")), chinese(hazard.grade), cell(d.text("clause")), cell(d.text("measures")),
          cell(actor_name(desk, d.text("rectifier"))), money(hazard), cell(hazard.limit_on), cell(d.text("contingency")),
          cell(desk.unit(hazard.supervising_unit)), cell(d.text("document")), cell(on_site_text(hazard)), cell(listing_text(hazard)),
          state_text(hazard), cell(extensions), cell(hazard.rectified_on), cell(reviewed_on(hazard)),
          cell(desk.persons(hazard.reviewers)), cell(reviewed_text(hazard)), cell(hazard.closed_on), cell(closed_by(desk, hazard)),
          hazard.found_on && desk.is_late(*hazard.found_on, registered) ? Cell{std::string("补报")} : Cell{},
          overdue > 0 ? Cell{std::int64_t{overdue}} : Cell{}, cell(d.text("note"))};
}

/// On list one: major or prominent, open on the cutoff day or ended within the period.
bool on_list_one(const Desk& desk, const Hazard& hazard) {
  if (hazard.grade != Grade::major && !hazard.details.flag("prominent")) return false;
  if (hazard.state == State::tip) return false;
  if (!hazard.is_final()) return true;
  const auto ended = std::find_if(hazard.steps.rbegin(), hazard.steps.rend(), [](const Step& step) {
    return step.kind == FactKind::hazard_closed || step.kind == FactKind::hazard_terminated ||
           step.kind == FactKind::hazard_voided || step.kind == FactKind::transfer_acknowledged;
  });
  return ended != hazard.steps.rend() && ended->on >= desk.span.first;
}

/// The head of the unit that answers, with whoever holds the post.
std::string answers(const Desk& desk, const UnitId& unit) {
  const auto chain = answerers(unit, desk.state, desk.plan);
  if (chain.empty()) return "";
  const Answerer& head = chain.front();
  return desk.unit(unit) + desk.plan.organisation.post_title(head.seat.post) + (head.person ? desk.person(*head.person) : "");
}

}  // namespace

Table list_one(const Desk& desk) {
  Table table{"list_one", {"serial", "id", "category", "source", "found_on", "enterprise", "credit_code", "address", "territory",
                           "task", "device_kind", "device_code", "text", "grade", "clause", "measures", "rectifier", "money",
                           "limit_on", "contingency", "supervising_unit", "document", "on_site", "listing", "state", "extensions",
                           "rectified_on", "reviewed_on", "reviewers", "conclusion", "closed_on", "closed_by", "late",
                           "overdue_days", "note"}, {}};
  for (const Hazard& hazard : desk.state.hazards())
    if (on_list_one(desk, hazard)) table.rows.push_back(list_one_row(desk, hazard, static_cast<std::int64_t>(table.rows.size()) + 1));
  return table;
}

Table list_two(const Desk& desk) {
  Table table{"list_two", {"serial", "id", "title", "category", "targets", "text", "leading_unit", "responsible_units", "due_on",
                           "status", "issued_on", "document", "effect", "note"}, {}};
  const auto joined = [](const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : "、") + text;
    return out;
  };
  for (const Measure& measure : desk.state.measures()) {
    const Fields& d = measure.details;
    table.rows.push_back({static_cast<std::int64_t>(table.rows.size()) + 1, measure.id.text(), cell(d.text("title")),
                          cell(d.text("category")), cell(joined(d.texts("targets"))), cell(d.text("text")),
                          cell(d.text("leading_unit")), cell(joined(d.texts("responsible_units"))), cell(d.day("due_on")),
                          cell(d.text("status")), cell(d.day("issued_on")), cell(d.text("document")), cell(d.text("effect")),
                          cell(d.text("note"))});
  }
  return table;
}

Table open_work(const Desk& desk) {
  std::vector<const Hazard*> open;
  for (const Hazard& hazard : desk.state.hazards())
    if (hazard.is_open() || (hazard.state == State::transferred && !hazard.acknowledged)) open.push_back(&hazard);
  const Day today = desk.cutoff_on();
  std::stable_sort(open.begin(), open.end(), [&](const Hazard* a, const Hazard* b) {
    if ((a->grade == Grade::major) != (b->grade == Grade::major)) return a->grade == Grade::major;
    if (a->overdue_days(today) != b->overdue_days(today)) return a->overdue_days(today) > b->overdue_days(today);
    return a->limit_on.value_or(Day::of(9999, 12, 31)) < b->limit_on.value_or(Day::of(9999, 12, 31));
  });
  Table table{"open_work", {"serial", "id", "enterprise", "text", "grade", "state", "supervising_unit", "limit_on", "overdue_days",
                            "answers", "next_step"}, {}};
  std::map<UnitId, std::string> who;
  for (const Hazard* hazard : open) {
    const int overdue = hazard->overdue_days(today);
    const auto [found, fresh] = who.try_emplace(hazard->supervising_unit);
    if (fresh) found->second = answers(desk, hazard->supervising_unit);
    table.rows.push_back({static_cast<std::int64_t>(table.rows.size()) + 1, hazard->id.text(), cell(hazard->details.text("enterprise")),
                          cell(hazard->details.text("text")), chinese(hazard->grade), state_text(*hazard),
                          cell(desk.unit(hazard->supervising_unit)), cell(hazard->limit_on),
                          overdue > 0 ? Cell{std::int64_t{overdue}} : Cell{}, found->second, cell(next_step(*hazard))});
  }
  return table;
}

Table late_entries(const Desk& desk) {
  Table table{"late_entries", {"number", "hazard", "kind", "on", "recorded_on", "unit"}, {}};
  if (desk.earlier.empty()) return table;
  const Issued& previous = *std::max_element(desk.earlier.begin(), desk.earlier.end(),
                                             [](const Issued& a, const Issued& b) { return a.cutoff_on < b.cutoff_on; });
  const std::size_t end = desk.history.place_after(desk.last);
  for (std::size_t place = desk.history.place_after(previous.pinned); place < end; ++place) {
    if (!is_hazard_fact(desk.history.glances()[place].kind)) continue;
    const Known& known = desk.history.facts()[place];
    if (!touches(desk.history, known, previous.cutoff_on)) continue;
    const Hazard* hazard = desk.state.find_hazard(HazardId{known.fact.subject});
    table.rows.push_back({known.number, known.fact.subject, chinese(known.fact.kind), known.fact.on,
                          known.recorded_at.day_in_zone(desk.plan.notice.zone_minutes),
                          hazard != nullptr ? cell(desk.unit(hazard->supervising_unit)) : Cell{}});
  }
  return table;
}

Table texts(const Desk& desk) {
  Table table{"texts", {"unit", "block", "text"}, {}};
  for (const Stated& stated : desk.state.texts())
    if (stated.period == desk.period.text()) table.rows.push_back({desk.unit(stated.unit), stated.code, cell(stated.text)});
  return table;
}

}  // namespace bihuan::parts
