// form/prefill.cpp: the facts of a hazard told as rows of a return.
#include "bihuan/form/prefill.hpp"

#include "bihuan/report/table.hpp"
#include "bihuan/state/decide.hpp"
#include "bihuan/state/problem_class.hpp"
#include "bihuan/state/reorganisation.hpp"
#include "form/cells.hpp"
#include "form/claims.hpp"
#include "form/printing.hpp"
#include "ground/writing.hpp"

#include <algorithm>
#include <utility>

namespace bihuan {

namespace {

constexpr std::size_t longest_cell = 32767;  // what a cell of a workbook can hold, in UTF-16 units

std::size_t utf16_length(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) count += byte >= 0xf0 ? 2 : 1;
  }
  return count;
}

/// Writes the rows of one hazard.
class Writer {
 public:
  Writer(const PrefillGround& ground, const HazardStory& story, const std::vector<const Known*>& facts)
      : ground_(ground), sheet_(*ground.form.find_returned("hazards")), story_(story), hazard_(story.hazard), facts_(facts) {
    for (const Known* known : facts) {
      by_number_[known->number] = known;
      if (known->fact.kind == FactKind::fact_corrected)
        corrections_[{known->fact.fields.integer("corrects").value_or(0), known->fact.fields.text("field")}] = known;
    }
  }

  std::vector<PrefilledRow> rows() {
    const Told* registered = last(FactKind::hazard_registered);
    if (registered == nullptr) return {};
    std::vector<PrefilledRow> out;
    for (int round = 1; round <= hazard_.round; ++round) {
      begin(round);
      if (round == 1) {
        registration(*registered);
        grading();
        on_site();
      }
      rectification();
      if (round == 1) ends();
      if (round == 1 || row_.cells.size() > 2) out.push_back(row_);  // more than id and round
    }
    return out;
  }

 private:
  void begin(int round) {
    row_ = {};
    row_.sheet = sheet_.name;
    row_.round = round;
    row_.state = hazard_.state;
    row_.supervising_unit = hazard_.supervising_unit;
    row_.last = source(*facts_.back());
    row_.cells["id"] = hazard_.id.text();
    row_.cells["round"] = std::to_string(round);
  }

  /// The last fact of a kind, of any round unless one is named.
  const Told* last(FactKind kind, int round = 0) const {
    for (auto told = story_.told.rbegin(); told != story_.told.rend(); ++told)
      if (told->known.fact.kind == kind && (round == 0 || told->round == round)) return &*told;
    return nullptr;
  }

  CellSource source(const Known& known) const {
    return {known.number, known.recorded_at.day_in_zone(ground_.plan.notice.zone_minutes), known.fact.by,
            known.fact.fields.has("row") ? known.fact.fields.text("filing") : "", known.fact.fields.has("row") ? known.fact.fields.text("period") : ""};
  }
  /// Who said a field of a fact last: the fact, or a correction of it.
  CellSource source(const Told& told, const std::string& field) const {
    const auto correction = corrections_.find({told.known.number, field});
    return source(correction == corrections_.end() ? *by_number_.at(told.known.number) : *correction->second);
  }

  /// Kept as it will be read back: trimmed, hidden characters shown, terms in our words, numbers plain.
  void put(const std::string& key, const std::string& text, const CellSource& from) {
    std::string shown = ground::visible(cells::trim(text));
    if (shown.empty()) return;
    if (utf16_length(shown) > longest_cell) shown = "（原文过长，表格放不下，见台账第" + std::to_string(from.number) + "项）";
    const Column* column = sheet_.find(key);
    row_.cells[key] = column == nullptr ? shown : cells::read(*column, shown).text;
    row_.set_by[key] = from;
  }
  void put_day(const std::string& key, const Told& told) { put(key, told.known.fact.on.iso(), source(told, "on")); }
  void put_field(const std::string& key, const Told& told, const std::string& field) {
    const Value* value = told.known.fact.fields.find(field);
    if (value == nullptr) return;
    const auto* number = std::get_if<std::int64_t>(value);
    put(key, number != nullptr ? std::to_string(*number) : told.known.fact.fields.text(field), source(told, field));
  }

  /// A person by name; by id where the name was erased or never given, can't stand in a cell, or is another's in this row.
  std::string name_of(const PersonId& person, std::map<std::string, PersonId>& known) {
    const auto found = ground_.names.find(person);
    if (found != ground_.names.end() && found->second.empty()) row_.erased.insert(person.text());
    std::string name = found == ground_.names.end() ? "" : found->second;
    const bool plain = !name.empty() && claims::names_in(name) == std::vector<std::string>{name} && ground::visible(cells::trim(name)) == name;
    if (!plain || (known.contains(name) && known.at(name) != person)) name = person.text();
    known.emplace(name, person);
    return name;
  }
  void put_persons(const std::string& key, const Told& told, bool all = true) {
    std::string names;
    std::vector<PersonId> seen;
    for (const Actor& actor : told.known.fact.by) {
      if (std::find(seen.begin(), seen.end(), actor.person) != seen.end()) continue;
      seen.push_back(actor.person);
      names += (names.empty() ? "" : "、") + name_of(actor.person, row_.persons);
      if (!all) break;
    }
    put(key, names, source(told, "by"));
  }
  void put_rectifier(const Told& told, const std::string& field) {
    if (const std::string& actor = told.known.fact.fields.text(field); !actor.empty())
      put("rectifier", name_of(Actor::parse(actor).person, row_.rectifiers), source(told, field));
  }

  void registration(const Told& registered) {
    put_day("found_on", registered);
    put_persons("inspectors", registered);
    for (const char* key : {"source", "enterprise", "credit_code", "address", "place", "task", "device_kind", "device_code", "text", "prominent", "cause", "note"})
      put_field(key, registered, key);
    territory(registered);
    if (const std::string& id = registered.known.fact.fields.text("problem_class"); !id.empty()) {
      const std::string title = problem_class_title(ground_.plan, id);
      put("problem_class", find_problem_class(ground_.plan, title) == id ? title : id, source(registered, "problem_class"));
    }
  }

  /// By name where the name means the same unit on the day found.
  void territory(const Told& registered) {
    const UnitId& unit = hazard_.territorial_unit;
    const std::string name = ground_.plan.organisation.unit_name(unit);
    const auto meant = ground_.plan.organisation.try_resolve(name, registered.known.fact.on);
    CellSource from = source(registered, "territorial_unit");
    for (const Told& told : story_.told)
      if (told.known.fact.kind == FactKind::hazard_reassigned && told.known.fact.fields.has("territorial_unit")) from = source(told, "territorial_unit");
    put("territory", meant && meant->unit == unit ? name : unit.text(), from);
  }

  /// The grade as it stands, whoever gave it.
  void grading() {
    if (hazard_.grade == Grade::ungraded) return;
    const auto set = hazard_.set_by.find("grade");
    const auto told = std::find_if(story_.told.begin(), story_.told.end(), [&](const Told& one) { return set != hazard_.set_by.end() && one.known.number == set->second; });
    if (told == story_.told.end()) return;
    put("grade", std::string(grade_name(hazard_.grade)), source(*told, told->known.fact.kind == FactKind::hazard_graded ? "grade" : "new_grade"));
    put("basis", hazard_.details.text("clause"), source(*told, "clause"));
  }

  /// 当场改正 says that the grade is general, so it is not shown beside another.
  const Told* fixed_on_spot() const {
    return hazard_.grade == Grade::general ? last(FactKind::fixed_on_spot, row_.round) : nullptr;
  }

  void on_site() {
    const std::pair<const Told*, const char*> words[] = {{fixed_on_spot(), "fixed"}, {last(FactKind::order_issued, 1), "ordered"},
                                                         {last(FactKind::use_stopped), "stopped"}, {last(FactKind::equipment_sealed), "sealed"}};
    std::string all;
    const Told* from = nullptr;
    for (const auto& [told, word] : words) {
      if (told == nullptr || (all == "fixed" && word == std::string_view("ordered"))) continue;
      all += (all.empty() ? "" : "、") + std::string(word);
      if (from == nullptr || told->known.number > from->known.number) from = told;
    }
    if (from != nullptr) put("on_site", all, source(*from, "on"));
  }

  /// From 文书文号 to 复查结论: what a round has of its own.
  void rectification() {
    if (const Told* fixed = fixed_on_spot()) {
      if (row_.round > 1) put("on_site", "fixed", source(*fixed, "on"));
      put_field("measures", *fixed, "after");
      put_rectifier(*fixed, "rectified_by");
      put_day("rectified_on", *fixed);
      put_persons("reviewers", *fixed);
      return;
    }
    order();
    if (const Told* planned = last(FactKind::treatment_planned, row_.round)) {
      put_day("planned_on", *planned);
      put_field("contingency", *planned, "safety");
    }
    if (const Told* begun = last(FactKind::rectification_begun, row_.round)) put_day("begun_on", *begun);
    extension();
    if (const Told* reported = last(FactKind::rectification_reported, row_.round)) put_day("rectified_on", *reported);
    review();
  }

  void order() {
    const Told* ordered = last(FactKind::order_issued, row_.round);
    if (ordered == nullptr) return;
    put_field("document", *ordered, "number");
    put_day("ordered_on", *ordered);
    put_field("measures", *ordered, "measures");
    put_field("due_on", *ordered, "limit_on");
    put_rectifier(*ordered, "rectifier");
    if (const auto fen = ordered->known.fact.fields.integer("money_fen")) {
      Amount money{*fen, 6};
      for (; money.scale > 0 && money.value % 10 == 0; --money.scale) money.value /= 10;
      put("money", money.text(), source(*ordered, "money_fen"));
    }
  }

  /// The last extension of the round that is asked for or granted; what was refused has no column.
  void extension() {
    const Told *pending = nullptr, *asked = nullptr, *granted = nullptr;
    for (const Told& told : story_.told) {
      if (told.round != row_.round) continue;
      if (told.known.fact.kind == FactKind::extension_asked) pending = &told;
      if (told.known.fact.kind == FactKind::extension_refused) pending = nullptr;
      if (told.known.fact.kind == FactKind::extension_granted) {
        asked = std::exchange(pending, nullptr);
        granted = &told;
      }
    }
    if (pending != nullptr) {
      put_day("asked_on", *pending);
      put_field("extended_to", *pending, "extended_to_on");
    } else if (granted != nullptr) {
      if (asked != nullptr) put_day("asked_on", *asked);
      put_field("extended_to", *granted, "extended_to_on");
      put_day("extended_on", *granted);
      put_persons("extended_by", *granted, false);
    }
  }

  void review() {
    const Told* passed = last(FactKind::review_passed, row_.round);
    const Told* failed = last(FactKind::review_failed, row_.round);
    const Told* told = passed != nullptr && (failed == nullptr || passed > failed) ? passed : failed;
    if (told == nullptr) return;
    put_day("reviewed_on", *told);
    put_persons("reviewers", *told);
    put("conclusion", told == passed ? "passed" : "failed", source(*told, "conclusion"));
  }

  /// What has no round. A hold that is set again shows no day on which it was lifted; a hazard that was opened again
  /// shows no closing.
  void ends() {
    const auto lifted = [&](const char* key, FactKind kind, Hold hold) {
      const Told* told = hazard_.has(hold) ? nullptr : last(kind);
      if (told != nullptr) put_day(key, *told);
    };
    lifted("use_allowed_on", FactKind::use_allowed, Hold::out_of_use);
    lifted("unsealed_on", FactKind::equipment_unsealed, Hold::sealed);
    lifted("delisted_on", FactKind::hazard_delisted, Hold::listed);
    if (const Told* listed = last(FactKind::hazard_listed)) {
      put_day("listed_on", *listed);
      put_field("listed_level", *listed, "level");
      put_field("listed_document", *listed, "document");
    }
    const Told* closed = hazard_.state == State::closed ? last(FactKind::hazard_closed) : nullptr;
    if (closed == nullptr) return;
    put_day("closed_on", *closed);
    put_persons("closed_by", *closed, false);
  }

  const PrefillGround& ground_;
  const SheetTemplate& sheet_;
  const HazardStory& story_;
  const Hazard& hazard_;
  const std::vector<const Known*>& facts_;
  std::map<ItemNumber, const Known*> by_number_;
  std::map<std::pair<ItemNumber, std::string>, const Known*> corrections_;
  PrefilledRow row_;
};

/// The last return of the unit up to an item, whatever it was for; nullptr when there is none.
const Known* last_return(const History& history, const UnitId& unit, ItemNumber known_at) {
  const Known* last = nullptr;
  for (const std::size_t place : history.of_kind(FactKind::return_received))
    if (const Known& known = history.facts()[place]; known.number <= known_at && known.fact.fields.text("unit") == unit.text()) last = &known;
  return last;
}

/// Whether the unit ever had the hazard: most hazards of a ledger are another's, and need no folding.
bool once_had(const UnitId& unit, const std::vector<const Known*>& facts) {
  return std::any_of(facts.begin(), facts.end(), [&](const Known* known) {
    const Fact& fact = known->fact;
    const bool says_unit = fact.kind == FactKind::hazard_registered || fact.kind == FactKind::hazard_reassigned;
    return (says_unit && fact.fields.text("supervising_unit") == unit.text()) ||
           (fact.kind == FactKind::fact_corrected && fact.fields.text("field") == "supervising_unit") || is_reorganisation(fact.kind);
  });
}

bool reported_closed(const Hazard& hazard, const std::vector<const Known*>& facts, const Known* last_return) {
  if (hazard.state != State::closed) return false;
  for (auto known = facts.rbegin(); known != facts.rend(); ++known)
    if ((*known)->fact.kind == FactKind::hazard_closed)
      return (*known)->fact.fields.has("row") || (last_return != nullptr && last_return->number > (*known)->number);
  return false;
}

/// Who stood in the header of the unit's last return, where the names are still known.
void put_header_persons(ReturnHeader& header, const Known* last_return, const std::map<PersonId, std::string>& names) {
  if (last_return == nullptr) return;
  const auto name = [&](const char* field) {
    const std::string& actor = last_return->fact.fields.text(field);
    const auto found = actor.empty() ? names.end() : names.find(Actor::parse(actor).person);
    return found == names.end() ? std::string() : found->second;
  };
  header.prepared_by = name("prepared_by");
  header.checked_by = name("checked_by");
  header.headed_by = name("headed_by");
}

}  // namespace

Prefilled prefill(const PrefillGround& ground, const UnitId& unit, const FilingId& filing, const Period& period, const Checkpoint& known_at) {
  Prefilled out{unit, filing, period, known_at, {}, {}};
  const Known* returned = last_return(ground.history, unit, known_at.size);
  out.header.unit = ground.plan.organisation.unit_name(unit);
  const Filing* duty = ground.plan.find_filing(filing);
  const auto same_title = [&](const Filing& other) { return duty != nullptr && other.title == duty->title; };
  const bool one_title = std::count_if(ground.plan.duties.begin(), ground.plan.duties.end(), same_title) == 1;
  out.header.filing = one_title ? duty->title : filing.text();
  out.header.period = period.text();
  out.header.known_at = known_at.text();
  put_header_persons(out.header, returned, ground.names);
  for (const std::string& id : ground.history.hazards()) {
    const auto facts = facts_of_hazard(ground.history, id, known_at.size);
    if (!once_had(unit, facts)) continue;
    const HazardStory story = tell_story(HazardId{id}, facts);
    const Hazard& hazard = story.hazard;
    const bool stands = hazard.is_open() || (hazard.state == State::closed && !reported_closed(hazard, facts, returned));
    if (!stands || hazard.supervising_unit != unit) continue;
    auto rows = Writer(ground, story, facts).rows();
    std::move(rows.begin(), rows.end(), std::back_inserter(out.hazards));
  }
  return out;
}

std::vector<PrefilledRow> prefilled_rows(const PrefillGround& ground, const std::string& hazard, ItemNumber known_at) {
  const auto facts = facts_of_hazard(ground.history, hazard, known_at);
  if (facts.empty() || !ground.history.has_hazard(hazard)) return {};
  return Writer(ground, tell_story(HazardId{hazard}, facts), facts).rows();
}

std::string printed_cell(const Column& column, const std::string& text) { return printing::print(column, Cell{text}); }

std::map<std::string, std::string> header_values(const Prefilled& prefilled) {
  const ReturnHeader& header = prefilled.header;
  return {{"unit", header.unit}, {"filing", header.filing}, {"period", header.period}, {"prepared_by", header.prepared_by},
          {"checked_by", header.checked_by}, {"headed_by", header.headed_by}, {"known_at", header.known_at}};
}

std::vector<Sheet> sheets_of(const Prefilled& prefilled, const Template& form) {
  const auto values = header_values(prefilled);
  std::vector<Sheet> out;
  for (const SheetTemplate& sheet : form.returned) {
    Sheet& written = out.emplace_back();
    written.name = sheet.name;
    if (sheet.key == "hazards") {
      for (const auto& [key, labels] : form.header_labels)
        written.rows.push_back({labels.front(), values.contains(key) ? values.at(key) : ""});
      written.rows.emplace_back();
    }
    std::vector<std::string>& headings = written.rows.emplace_back();
    for (const Column& column : sheet.columns) headings.push_back(column.heading);
    if (sheet.key != "hazards") continue;
    for (const PrefilledRow& row : prefilled.hazards) {
      std::vector<std::string>& line = written.rows.emplace_back();
      for (const Column& column : sheet.columns) {
        const auto cell = row.cells.find(column.key);
        line.push_back(cell == row.cells.end() ? "" : printed_cell(column, cell->second));
      }
    }
  }
  return out;
}

}  // namespace bihuan
