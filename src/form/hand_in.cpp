// form/hand_in.cpp: a return against the state: new facts, repeats, corrections, refusals.
#include "bihuan/form/hand_in.hpp"

#include "bihuan/form/merge.hpp"
#include "bihuan/state/reorganisation.hpp"
#include "form/claims.hpp"
#include "ground/json.hpp"

#include <algorithm>
#include <set>

namespace bihuan {

namespace {

using claims::Claim;
using claims::Desk;

/// `2020年9月` as clerks write it, else the text itself.
std::string period_text(const std::string& written) {
  std::string out;
  for (std::size_t i = 0; i < written.size();) {
    if (written.compare(i, 3, "年") == 0) {
      out += '-';
      i += 3;
    } else if (written.compare(i, 3, "月") == 0) {
      i += 3;
    } else {
      out += written[i++];
    }
  }
  if (out.size() == 6 && out[4] == '-') out.insert(5, "0");
  if (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

bool less(Amount a, Amount b) {
  for (; a.scale < b.scale; ++a.scale) a.value *= 10;
  for (; b.scale < a.scale; ++b.scale) b.value *= 10;
  return a.value < b.value;
}

/// One canonical JSON line of texts, keys in order.
std::string canonical_line(const Fields& fields) {
  ground::JsonWriter json;
  json.begin_object();
  for (const auto& [key, value] : fields.entries()) {
    if (const auto* text = std::get_if<std::string>(&value)) json.key(key).text(*text);
  }
  return json.end_object().take();
}

ReturnError bad_header(const std::string& english, const std::string& chinese) { return ReturnError(ErrorCode::bad_return, english, chinese); }

const Filing& filing_of(const Return& returned, const Plan& plan, const Period& period) {
  std::string known;
  const Filing* only = nullptr;
  int count = 0;
  for (const Filing& filing : plan.duties) {
    known += (known.empty() ? "" : ", ") + filing.id.text() + " " + filing.title;
    if (returned.header.filing == filing.id.text() || returned.header.filing == filing.title) return filing;
    if (filing.every == period.kind()) {
      only = &filing;
      ++count;
    }
  }
  if (returned.header.filing.empty() && count == 1) return *only;
  throw bad_header("the plan has no filing \"" + returned.header.filing + "\"; it has: " + known,
                   "方案中没有报送任务“" + returned.header.filing + "”，有：" + known);
}

Actor header_person(const Plan& plan, const UnitId& unit, Role role, const std::string& name, const PersonOf& person_of) {
  if (name.empty()) return {};
  const RoleHolders* holders = plan.find_role(role);
  const PostId post = holders != nullptr && !holders->posts.empty() ? holders->posts.front() : plan.head_post;
  return {person_of(unit, name), post, unit};
}

/// Requests that belong to a round of rectification; all others stand once or last.
bool belongs_to_round(Request request) {
  switch (request) {
    case Request::order:
    case Request::plan_treatment:
    case Request::begin:
    case Request::ask_extension:
    case Request::decide_extension:
    case Request::report_rectified:
    case Request::pass_review:
    case Request::fail_review:
    case Request::close: return true;
    default: return false;
  }
}

const Known* last_told(const Claim& claim, const HazardStory& story) {
  for (auto told = story.told.rbegin(); told != story.told.rend(); ++told)
    if (request_of(told->known.fact.kind) == claim.asked.request && (!belongs_to_round(claim.asked.request) || told->round == claim.round))
      return &told->known;
  return nullptr;
}

const Known* told_on_the_day(const Claim& claim, const HazardStory& story) {
  for (const Told& told : story.told)
    if (request_of(told.known.fact.kind) == claim.asked.request && told.known.fact.on == claim.asked.on &&
        (!belongs_to_round(claim.asked.request) || told.round == claim.round))
      return &told.known;
  return nullptr;
}

/// An extension asked on an assumed day repeats an earlier request unless its approval is a further one.
const Known* repeated_ask(const Claim& claim, const HazardStory& story) {
  bool decided_before = false;
  for (const Told& told : story.told) {
    if (request_of(told.known.fact.kind) != Request::decide_extension || told.round != claim.round) continue;
    if (told.known.fact.on == claim.asked.on) return last_told(claim, story);
    decided_before = decided_before || told.known.fact.on < claim.asked.on;
  }
  return decided_before ? nullptr : last_told(claim, story);
}

/// The recorded fact that a claim repeats, or nullptr when it is news. The same day tells acts of one kind apart; where
/// a hold has been set or lifted since, another day is another act, not a correction.
const Known* repeated(const Claim& claim, const HazardStory& story) {
  if (const Known* same = told_on_the_day(claim, story)) return same;
  const Hazard& now = story.hazard;
  switch (claim.asked.request) {
    case Request::grade: return now.grade == Grade::ungraded ? nullptr : last_told(claim, story);
    case Request::ask_extension: return claim.day_assumed ? repeated_ask(claim, story) : last_told(claim, story);
    case Request::allow_use: return now.has(Hold::out_of_use) ? nullptr : last_told(claim, story);
    case Request::unseal: return now.has(Hold::sealed) ? nullptr : last_told(claim, story);
    case Request::list: return now.once_listed && !now.has(Hold::listed) ? nullptr : last_told(claim, story);
    case Request::delist: return now.has(Hold::listed) ? nullptr : last_told(claim, story);
    default: return last_told(claim, story);
  }
}

bool has_rows_of_one_hazard(const std::vector<ReturnRow>& rows) {
  std::set<std::string_view> ids;
  return std::any_of(rows.begin(), rows.end(), [&](const ReturnRow& row) {
    const auto id = row.cells.find("id");
    return id != row.cells.end() && !ids.insert(id->second).second;
  });
}

/// Lifting of holds and closing come after the last round, on whichever row of the hazard they were written.
std::vector<ReturnRow> with_ends_on_the_last_row(std::vector<ReturnRow> rows) {
  std::map<std::string, std::size_t> last;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (const auto id = rows[i].cells.find("id"); id != rows[i].cells.end()) last[id->second] = i;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto id = rows[i].cells.find("id");
    if (id == rows[i].cells.end() || last[id->second] == i || !rows[last[id->second]].problem.empty()) continue;
    auto& target = rows[last[id->second]].cells;
    for (const char* key : {"use_allowed_on", "unsealed_on", "delisted_on", "closed_on", "closed_by"})
      if (auto cell = rows[i].cells.extract(key)) target.insert(std::move(cell));
  }
  return rows;
}

/// A cell that should hold names is not repeated in a reason: what is refused is recorded, and no record holds a name.
std::string without_names(const ReturnRow& row) {
  for (const char* heading : {"检查人员", "整改责任人", "复查人", "批准人"})
    if (row.problem_column == heading) return "“" + row.problem_column + "”无法识别";
  return row.problem;
}

/// Whom a name stands for in a row that the ledger has: a printed name or id is that person's, whatever his unit.
template <class Row>
PersonOf in_row(const Row& row, const UnitId& unit, const PersonOf& otherwise) {
  return [&row, &unit, &otherwise](const UnitId& of, const std::string& name) {
    const auto& known = of == unit ? row.persons : row.rectifiers;
    const auto found = known.find(name);
    return found == known.end() ? otherwise(of, name) : found->second;
  };
}

bool of_one_round(const Claim& a, const Claim& b) {
  const bool bound = belongs_to_round(a.asked.request) && a.asked.request != Request::close;  // a closing ends them all
  return a.asked.request == b.asked.request && (!bound || a.round == b.round);
}

bool same_claim(const Claim& a, const Claim& b) {
  return of_one_round(a, b) && a.asked.on == b.asked.on && a.asked.by == b.asked.by && a.asked.fields == b.asked.fields;
}

std::set<PersonId> persons_of(const std::vector<Actor>& by) {
  std::set<PersonId> out;
  for (const Actor& actor : by) out.insert(actor.person);
  return out;
}

/// The return as it is being read.
class Rows {
 public:
  Rows(const Return& returned, const ReturnKey& key, const Ground& ground, const std::string& reason, const PersonOf& person_of,
       const Merge* merged)
      : returned_(returned), key_(key), ground_(ground), reason_(reason), person_of_(person_of), merged_(merged),
        on_(std::min(ground.recorded_on, key.period.last())) {}

  RowsRead read() {
    if (merged_ != nullptr) {
      merged_rows();
    } else if (has_rows_of_one_hazard(returned_.hazards)) {
      for (const ReturnRow& row : with_ends_on_the_last_row(returned_.hazards)) hazard_row(row, nullptr);
    } else {
      for (const ReturnRow& row : returned_.hazards) hazard_row(row, nullptr);
    }
    for (const ReturnRow& row : returned_.measures) plain_row(row, [&] { return measure(row); });
    for (const ReturnRow& row : returned_.progress) plain_row(row, [&] { return row.cells.contains("block") ? text(row) : indicator(row); });
    find_missing();
    return std::move(out_);
  }

 private:
  void refuse(const ReturnRow& row, const std::string& column, const std::string& chinese, const std::string& english) {
    const auto id = row.cells.find("id");
    out_.verdicts.push_back({row.sheet, row.row, id == row.cells.end() ? "" : id->second, false, 0, column, chinese, english});
  }

  /// A hazard that the workbook left as it was states nothing, whatever its rows say.
  void merged_rows() {
    std::vector<ReturnRow> rows;
    std::set<std::string> touched;
    for (const MergedRow& merged : merged_->rows) {
      rows.push_back(merged.row);
      if (!merged.on_ledger || !merged.edited.empty())
        if (const auto id = merged.row.cells.find("id"); id != merged.row.cells.end()) touched.insert(id->second);
    }
    rows = with_ends_on_the_last_row(std::move(rows));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const MergedRow& merged = merged_->rows[i];
      const auto id = rows[i].cells.find("id");
      const bool untouched = id != rows[i].cells.end() && !touched.contains(id->second) && rows[i].problem.empty();
      if (!merged.reason.empty()) refuse(rows[i], merged.column, merged.reason, merged.english);
      else if (untouched) out_.verdicts.push_back({rows[i].sheet, rows[i].row, id->second, true, 0, "", "", ""});
      else hazard_row(rows[i], &merged);
    }
  }

  /// What the ledger's own rows of a hazard would claim: none of it is said by the workbook. Where the ledger holds what
  /// no row can say, an edited row is refused rather than read without knowing what is its own.
  std::vector<Claim> claims_of_the_ledger(const std::string& id, const Hazard& hazard) const {
    std::vector<Claim> out;
    const auto stated = merged_->stated.find(id);
    if (stated == merged_->stated.end()) return out;
    const auto rows = with_ends_on_the_last_row({stated->second.begin(), stated->second.end()});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const PersonOf person_of = in_row(stated->second[i], key_.unit, person_of_);
      const auto claims = claims::of_row(rows[i], hazard, {ground_.plan, key_, person_of});
      out.insert(out.end(), claims.begin(), claims.end());
    }
    return out;
  }

  /// A claim of a row, and what the ledger's own row claims in its place when the row comes from a merge.
  struct Claimed {
    Claim claim;
    std::optional<Claim> stated;
  };

  std::vector<Claimed> claims_in(const ReturnRow& row, const HazardStory& story, const MergedRow* merged) const {
    std::vector<Claimed> out;
    if (merged == nullptr) {
      for (Claim& claim : claims::of_row(row, story.hazard, {ground_.plan, key_, person_of_})) out.push_back({std::move(claim), std::nullopt});
      return out;
    }
    const std::vector<Claim> stated = claims_of_the_ledger(story.hazard.id.text(), story.hazard);
    const PersonOf person_of = in_row(*merged, key_.unit, person_of_);
    for (Claim& claim : claims::of_row(row, story.hazard, {ground_.plan, key_, person_of})) {
      if (std::any_of(stated.begin(), stated.end(), [&](const Claim& other) { return same_claim(claim, other); })) continue;
      const auto before = std::find_if(stated.begin(), stated.end(), [&](const Claim& other) { return of_one_round(claim, other); });
      out.push_back({std::move(claim), before == stated.end() ? std::nullopt : std::optional(*before)});
    }
    return out;
  }

  /// An edit that states nothing is told, or it would seem to have been taken.
  void tell_idle(const ReturnRow& row, const MergedRow* merged) {
    if (merged == nullptr || merged->edited.empty()) return;
    std::string columns;
    for (const auto& [cell, heading] : merged->edited) columns += (columns.empty() ? "" : "、") + heading;
    out_.idle.push_back("“" + row.sheet + "”第" + std::to_string(row.row) + "行的改动（" + columns + "）没有形成新的记录");
  }

  void hazard_row(const ReturnRow& row, const MergedRow* merged) {
    const auto id = row.cells.find("id");
    if (!row.problem.empty()) return refuse(row, row.problem_column, without_names(row), row.problem_column + ": the cell can't be read: " + without_names(row));
    if (id == row.cells.end()) return refuse(row, "编号", "缺少编号", "编号 (id) is missing");
    seen_.insert(id->second);
    std::string column;  // of the claim being read or taken, for a refusal
    const std::size_t before = out_.facts.size();
    try {
      const HazardStory story = story_of(id->second);
      const TaskId task{story.hazard.details.text("task")};
      const UnitId heir = ground_.plan.organisation.heir(key_.unit, ground_.plan.find_filing(key_.filing)->cutoff.of(key_.period), on_, task, HazardId{id->second});
      if (!story.hazard.supervising_unit.empty() && story.hazard.supervising_unit != key_.unit && story.hazard.supervising_unit != heir)
        throw claims::RowRefused{"编号", "该隐患由" + ground_.plan.organisation.unit_name(story.hazard.supervising_unit) + "监管",
                                 "the hazard is supervised by " + story.hazard.supervising_unit.text()};
      check_round(row, story.hazard);
      std::vector<Claimed> claimed = claims_in(row, story, merged);
      std::vector<Taking> takings;
      moved_.clear();
      for (Claimed& one : claimed) {
        column = one.claim.column;
        takings.push_back(read(one, story, merged));
      }
      for (std::size_t i = 0; i < takings.size(); ++i) {
        column = claimed[i].claim.column;
        take(takings, i, row, before);
      }
      if (out_.facts.size() == before) tell_idle(row, merged);
      auto& fresh = fresh_[id->second];
      for (std::size_t i = before; i < out_.facts.size(); ++i) fresh.push_back(i);
      out_.verdicts.push_back({row.sheet, row.row, id->second, true, static_cast<int>(out_.facts.size() - before), "", "", ""});
    } catch (const claims::RowRefused& why) {
      out_.facts.resize(before, Fact{FactKind::row_refused, on_, "", 0, {}, {}});
      refuse(row, why.column, why.chinese, why.english);
    } catch (const Error& why) {
      out_.facts.resize(before, Fact{FactKind::row_refused, on_, "", 0, {}, {}});
      refuse(row, column, why.chinese(), why.what());
    }
  }

  static void check_round(const ReturnRow& row, const Hazard& hazard) {
    const auto round = row.cells.find("round");
    if (round == row.cells.end()) return;
    const std::int64_t stated = claims::amount_of(round->second, "轮次").value;
    const std::int64_t most = hazard.round + (hazard.state == State::review_failed ? 1 : 0);
    if (stated < 1 || stated > most)
      throw claims::RowRefused{"轮次", "轮次为" + round->second + "，该隐患目前至多为第" + std::to_string(most) + "轮",
                               "round " + round->second + ": the hazard can have at most " + std::to_string(most) + " now"};
  }

  /// The hazard with the facts recorded so far and those decided in this return.
  HazardStory story_of(const std::string& id) const {
    std::vector<const Known*> all = facts_of_hazard(ground_.history, id);
    std::vector<Known> fresh;  // numbered after all that is recorded
    if (const auto found = fresh_.find(id); found != fresh_.end())
      for (const std::size_t place : found->second) fresh.push_back({fresh_number + static_cast<ItemNumber>(fresh.size()), {}, out_.facts[place]});
    for (const Known& fact : fresh) all.push_back(&fact);
    return tell_story(HazardId{id}, all);
  }

  /// What a claim comes to: one request for what is news, corrections for what is told otherwise, or nothing.
  struct Taking {
    std::vector<Asked> asked = {};
    bool corrects = false;
  };

  static Fact correcting(const Asked& asked) { return {FactKind::fact_corrected, asked.on, asked.subject, 0, asked.by, asked.fields}; }

  /// A row's corrections are judged together, as they will stand: an order and its limit may move past each other's old days.
  /// (What rows before this one said of the hazard is in `fresh_`; from `first` on stands what this row has said.)
  void take(const std::vector<Taking>& takings, std::size_t place, const ReturnRow& row, std::size_t first) {
    for (const Asked& asked : takings[place].asked) {
      std::vector<const Fact*> also;  // looked at where they lie: a row's life is told again for each of its steps
      if (const auto fresh = fresh_.find(asked.subject); fresh != fresh_.end())
        for (const std::size_t earlier : fresh->second) also.push_back(&out_.facts[earlier]);
      for (const Fact& fact : std::span(out_.facts).subspan(first))
        if (fact.subject == asked.subject && std::none_of(also.begin(), also.end(), [&](const Fact* other) { return *other == fact; })) also.push_back(&fact);
      std::vector<Fact> pending;
      for (std::size_t later = place; later < takings.size(); ++later)
        for (const Asked& other : takings[later].asked)
          if (takings[later].corrects && (later > place || &other > &asked)) pending.push_back(correcting(other));
      for (const Fact& fact : pending) also.push_back(&fact);
      keep(decide(ground_, asked, also), row);
    }
  }

  /// What is asked goes over to the taking; the claim keeps its column.
  Taking read(Claimed& claimed, const HazardStory& story, const MergedRow* merged) {
    Claim& claim = claimed.claim;
    const auto news = [&] {
      Taking taking;
      taking.asked.push_back(std::move(claim.asked));
      return taking;
    };
    const Known* known = repeated(claim, story);
    if (known == nullptr) return news();
    const bool further_extension = claim.asked.request == Request::ask_extension || claim.asked.request == Request::decide_extension;
    if (further_extension && !claim.day_assumed && claim.asked.on > known->fact.on) return news();
    return {differences(claimed, *known, story, merged), true};
  }

  /// Within a round a value that differs from the one recorded is a correction.
  std::vector<Asked> differences(const Claimed& claimed, const Known& known, const HazardStory& story, const MergedRow* merged) {
    const Claim& claim = claimed.claim;
    const Claim* stated = claimed.stated ? &*claimed.stated : nullptr;
    const auto now = persons_of(claim.asked.by);
    const bool names_persons = claim.asked.request == Request::register_ || claim.asked.request == Request::pass_review ||
                               claim.asked.request == Request::fail_review || claim.asked.request == Request::close;
    const bool as_stated = stated != nullptr && persons_of(stated->asked.by) == now;
    if (names_persons && !as_stated && persons_of(known.fact.by) != now)
      throw claims::RowRefused{claim.column, "人员与第" + std::to_string(known.number) + "项的记录不一致，人员不能更正",
                               "the persons differ from fact #" + std::to_string(known.number) + "; persons can't be corrected"};
    std::vector<Asked> out;
    const bool same_day = claim.asked.on == known.fact.on || (stated != nullptr && stated->asked.on == claim.asked.on);
    if (!claim.day_assumed && !same_day && moved_.insert(known.number).second) {
      out.push_back(correction(known, "on", Value{claim.asked.on.iso()}));
      if (claim.asked.request == Request::register_) move_with_day_found(known.fact.on, claim.asked.on, story, out);
    }
    for (const auto& [field, value] : claim.asked.fields.entries()) {
      if (field == "assumed" || field == "unstated") continue;
      const Value* recorded = known.fact.fields.find(field);
      if ((recorded == nullptr || *recorded != value) && !left_alone(field, value, stated, merged)) out.push_back(correction(known, field, value));
    }
    return out;
  }

  /// The workbook did not change it: the ledger's own row says the same, or says it of the rectifier under the
  /// enterprise's old name.
  static bool left_alone(const std::string& field, const Value& value, const Claim* stated, const MergedRow* merged) {
    const Value* said = stated == nullptr ? nullptr : stated->asked.fields.find(field);
    if (said == nullptr) return false;
    const bool is_rectifier = field == "rectifier" || field == "rectified_by";
    return *said == value || (is_rectifier && merged != nullptr && !merged->edited.contains("rectifier"));
  }

  Asked correction(const Known& known, const std::string& field, const Value& value) const {
    if (known.number >= fresh_number)
      throw claims::RowRefused{"编号", "同一报表中有两行内容不一致", "two rows of this return say different things"};
    if (key_.checked_by.person.empty())
      throw claims::RowRefused{"审核人", "更正须有审核人", "a correction needs the header's 审核人"};
    Asked asked{Request::correct, known.fact.subject, ground_.recorded_on, {key_.checked_by}, {}, false};
    asked.fields.set("corrects", Value{known.number}).set("field", Value{field}).set("value", value);
    asked.fields.set("reason", Value{reason_.empty() ? std::string("报表更正") : reason_});
    return asked;
  }

  /// The day found moves with all that falls on it by rule, as it stands now: a grading, stop or seal whose day was
  /// assumed, and what was fixed on the spot.
  void move_with_day_found(Day from, Day to, const HazardStory& story, std::vector<Asked>& out) {
    for (const Told& told : story.told) {
      const Fact& fact = told.known.fact;
      const auto assumed = fact.fields.texts("assumed");
      const bool falls_on_it = fact.kind == FactKind::fixed_on_spot || std::find(assumed.begin(), assumed.end(), "on") != assumed.end();
      if (!falls_on_it || fact.on != from || fact.kind == FactKind::rectification_begun || fact.kind == FactKind::treatment_planned) continue;
      if (moved_.insert(told.known.number).second) out.push_back(correction(told.known, "on", Value{to.iso()}));
    }
  }

  /// Writes down which row of which return says so.
  void place(Fact& fact, const ReturnRow& row) const {
    fact.fields.set("row", Value{row.sheet + "!" + std::to_string(row.row)});
    for (const char* key : {"filing", "period"})
      if (!fact.fields.has(key)) fact.fields.set(key, Value{key == std::string_view("filing") ? key_.filing.text() : key_.period.text()});
  }

  void keep(Fact fact, const ReturnRow& row) {
    place(fact, row);
    out_.facts.push_back(std::move(fact));
  }

  template <class Make>
  void plain_row(const ReturnRow& row, Make make) {
    if (!row.problem.empty()) return refuse(row, row.problem_column, row.problem, "the cell can't be read: " + row.problem);
    try {
      std::optional<Fact> fact = make();
      const std::string subject = row.cells.contains("id") ? row.cells.at("id") : row.cells.contains("code") ? row.cells.at("code") : "";
      out_.verdicts.push_back({row.sheet, row.row, subject, true, fact ? 1 : 0, "", "", ""});
      if (fact) keep(std::move(*fact), row);
    } catch (const claims::RowRefused& why) {
      refuse(row, why.column, why.chinese, why.english);
    } catch (const Error& why) {
      refuse(row, "", why.chinese(), why.what());
    }
  }

  static const std::string& cell(const ReturnRow& row, const char* key, const char* heading) {
    const auto found = row.cells.find(key);
    if (found == row.cells.end()) throw claims::RowRefused{heading, std::string("缺少") + heading, std::string(heading) + " is missing"};
    return found->second;
  }

  std::vector<Actor> stated_by() const { return {key_.prepared_by.person.empty() ? key_.headed_by : key_.prepared_by}; }

  /// The last statement of a subject, unless there is none.
  const Fact* last_of(FactKind kind, const std::string& subject) const {
    const Fact* last = nullptr;
    for (const std::size_t place : ground_.history.of_subject(subject))
      if (const Fact& fact = ground_.history.facts()[place].fact; fact.kind == kind && (last == nullptr || fact.on >= last->on)) last = &fact;
    return last;
  }

  static bool says_the_same(const Fields& now, const Fields* before) {
    if (before == nullptr) return false;
    return std::all_of(now.entries().begin(), now.entries().end(), [&](const Fields::Entry& entry) {
      const Value* value = before->find(entry.first);
      return entry.first == "period" || entry.first == "filing" || entry.first == "row" || entry.first == "assumed" || (value != nullptr && *value == entry.second);
    });
  }

  std::optional<Fact> measure(const ReturnRow& row) {
    Fact fact{FactKind::measure_stated, on_, cell(row, "id", "编号"), 0, stated_by(), {}};
    fact.fields.set("title", Value{cell(row, "title", "名称")}).set("unit", Value{key_.unit.text()});
    for (const char* key : {"category", "text", "leading_unit", "due_on", "status", "issued_on", "document", "effect", "note"})
      if (const auto found = row.cells.find(key); found != row.cells.end()) fact.fields.set(key, Value{found->second});
    for (const char* key : {"targets", "responsible_units"})
      if (const auto found = row.cells.find(key); found != row.cells.end()) fact.fields.set(key, Value{claims::names_in(found->second)});
    const Fact* before = last_of(FactKind::measure_stated, fact.subject);
    if (before != nullptr && before->fields.text("unit") != key_.unit.text())
      throw claims::RowRefused{"编号", "该编号已由" + ground_.plan.organisation.unit_name(UnitId{before->fields.text("unit")}) + "使用",
                               "the id is taken by unit " + before->fields.text("unit")};
    place(fact, row);  // a corrected return's row takes the place of the one it corrects
    try {
      fact = decide_measure(ground_.history, ground_.plan, ground_.recorded_on, std::move(fact), out_.facts);
    } catch (const Refused& why) {
      throw claims::RowRefused{heading_of(FactKind::measure_stated, why.context().asked), why.chinese(), why.what()};
    }
    if (const Fact* same = last_of_period(fact)) before = same;
    if (says_the_same(fact.fields, before != nullptr ? &before->fields : nullptr)) return std::nullopt;
    return fact;
  }

  /// The heading of the field that a refusal blames: `measure_stated.document` is 发文字号.
  static std::string heading_of(FactKind kind, const std::string& asked) {
    const FieldForm* form = find_field(kind, asked.substr(asked.find('.') + 1));
    return form == nullptr ? "编号" : std::string(form->original);
  }

  /// The last statement that a return of the same period made of the subject, unless there is none.
  const Fact* last_of_period(const Fact& now) const {
    const Fact* last = nullptr;
    for (const std::size_t at : ground_.history.of_subject(now.subject))
      if (const Fact& fact = ground_.history.facts()[at].fact; fact.kind == now.kind && fact.fields.has("row") &&
          fact.fields.text("period") == now.fields.text("period") && fact.fields.text("filing") == now.fields.text("filing"))
        last = &fact;
    return last;
  }

  std::optional<Fact> indicator(const ReturnRow& row) {
    const std::string& code = cell(row, "code", "指标代码");
    const Amount amount = claims::amount_of(cell(row, "value", "本月数"), "本月数");
    const std::string subject = key_.unit.text() + "/" + code + "/" + key_.period.text();
    Fact fact{FactKind::indicator_stated, on_, subject, 0, stated_by(), {}};
    fact.fields.set("unit", Value{key_.unit.text()}).set("code", Value{code}).set("period", Value{key_.period.text()});
    fact.fields.set("value", Value{amount.value});
    if (amount.scale > 0) fact.fields.set("scale", Value{std::int64_t{amount.scale}});
    for (const char* key : {"title", "measure"})
      if (const auto found = row.cells.find(key); found != row.cells.end()) fact.fields.set(key, Value{found->second});
    const Fact* before = last_of(FactKind::indicator_stated, subject);
    if (before != nullptr) {
      const Amount earlier{before->fields.integer("value").value_or(0), static_cast<int>(before->fields.integer("scale").value_or(0))};
      if (earlier == amount && says_the_same(fact.fields, &before->fields)) return std::nullopt;
      if (less(amount, earlier))
        out_.lower_figures.push_back(code + "：由" + earlier.text() + "减为" + amount.text());
    }
    return fact;
  }

  std::optional<Fact> text(const ReturnRow& row) {
    const std::string& block = cell(row, "block", "项目");
    const std::string subject = key_.unit.text() + "/" + block + "/" + key_.period.text();
    Fact fact{FactKind::text_stated, on_, subject, 0, stated_by(), {}};
    fact.fields.set("unit", Value{key_.unit.text()}).set("block", Value{block}).set("period", Value{key_.period.text()});
    fact.fields.set("text", Value{cell(row, "text", "内容")});
    const Fact* before = last_of(FactKind::text_stated, subject);
    if (says_the_same(fact.fields, before != nullptr ? &before->fields : nullptr)) return std::nullopt;
    return fact;
  }

  /// Open, of this unit, and registered by a return of an earlier period.
  bool stood_before(const HazardStory& story) const {
    if (!story.hazard.is_open() || story.hazard.supervising_unit != key_.unit) return false;
    return std::any_of(story.told.begin(), story.told.end(), [&](const Told& told) {
      const Fields& f = told.known.fact.fields;
      return told.known.fact.kind == FactKind::hazard_registered && f.has("row") && f.text("period") < key_.period.text() &&
             told.known.fact.on <= key_.period.last();
    });
  }

  /// A row that was there last month and is missing now closes nothing; it is reported. A workbook that was made out for
  /// the unit tells by itself what it lacks.
  void find_missing() {
    if (merged_ != nullptr) {
      out_.missing = merged_->missing;
      return;
    }
    for (const std::string& id : ground_.history.hazards()) {
      if (seen_.contains(id)) continue;
      const auto places = ground_.history.of_subject(id);
      if (ground_.history.glances()[places.back()].kind == FactKind::hazard_closed) continue;  // most are: asked first
      if (stood_before(story_of(id))) out_.missing.push_back(id);
    }
  }

  static constexpr ItemNumber fresh_number = ItemNumber{1} << 60;  // facts of this return, not yet numbered

  const Return& returned_;
  const ReturnKey& key_;
  const Ground& ground_;
  const std::string& reason_;
  const PersonOf& person_of_;
  const Merge* merged_;
  Day on_;
  std::map<std::string, std::vector<std::size_t>> fresh_;  ///< where the facts of a hazard's earlier rows stand in `out_`
  std::set<std::string> seen_;
  std::set<ItemNumber> moved_;  ///< facts whose day the row corrects already
  RowsRead out_;
};

bool is_name_key(const std::string& key) {
  return key == "inspectors" || key == "rectifier" || key == "reviewers" || key == "extended_by" || key == "closed_by";
}

/// The cells of a row and the name of its sheet as one canonical JSON line, keys in order, names as ids.
template <class IdsOf>
std::string row_line(const ReturnRow& row, const char* sheet, IdsOf ids_of) {
  ground::JsonWriter json;
  json.begin_object();
  bool names_sheet = !row.cells.contains("sheet");
  const auto name_sheet = [&] {
    if (names_sheet) json.key("sheet").text(sheet);
    names_sheet = false;
  };
  for (const auto& [cell, value] : row.cells) {
    if (cell > "sheet") name_sheet();
    if (!is_name_key(cell)) {
      if (!value.empty()) json.key(cell).text(value);
      continue;
    }
    const std::vector<std::string> ids = ids_of(cell, value);
    if (ids.empty()) continue;
    json.key(cell).begin_array();
    for (const std::string& id : ids) json.text(id);
    json.end_array();
  }
  name_sheet();
  return json.end_object().take();
}

}  // namespace

ReturnKey address_of(const Return& returned, const Plan& plan, Day received_on) {
  const ReturnHeader& header = returned.header;
  Period period = Period::containing(received_on, PeriodKind::month);
  try {
    period = Period::parse(period_text(header.period));
  } catch (const TimeError& why) {
    throw bad_header("the period of the return can't be read: " + std::string(why.what()), "报告期“" + header.period + "”无法识别");
  }
  const Filing& filing = filing_of(returned, plan, period);
  if (filing.every != period.kind())
    throw bad_header("filing " + filing.id.text() + " has no period " + period.text(), "报送任务“" + filing.title + "”没有报告期" + period.text());
  const auto periods = periods_in(filing.span.value_or(plan.notice.span), filing.every);
  if (std::find(periods.begin(), periods.end(), period) == periods.end())
    throw bad_header("filing " + filing.id.text() + " runs from " + periods.front().text() + " to " + periods.back().text() +
                         "; period " + period.text() + " is outside",
                     "报告期" + period.chinese() + "不在本次行动之内（" + periods.front().chinese() + "至" + periods.back().chinese() + "）");
  // A unit that has ended since hands in what it did itself: its last return is not its heir's.
  const Day last = std::min(filing.cutoff.of(period), received_on);
  const auto unit = plan.organisation.try_resolve(header.unit, last);
  if (!unit) {
    std::string known;
    for (const Unit& u : plan.organisation.units)
      if (u.valid.on(last)) known += (known.empty() ? "" : "、") + u.name_on(last);
    throw bad_header("the plan has no unit \"" + header.unit + "\" on " + last.iso() + "; it has: " + known, "方案中" + last.chinese() + "没有填报单位“" + header.unit + "”，有：" + known);
  }
  const auto filers = plan.filers_of(filing, last);
  return {unit->unit, filing.id, period, std::find(filers.begin(), filers.end(), unit->unit) == filers.end(), {}, {}, {}};
}

ReturnKey key_of(const Return& returned, const Plan& plan, Day received_on, const PersonOf& person_of) {
  const ReturnHeader& header = returned.header;
  ReturnKey key = address_of(returned, plan, received_on);
  if (header.headed_by.empty()) throw bad_header("the header names no 单位负责人", "表头缺少单位负责人");
  key.prepared_by = header_person(plan, key.unit, Role::registrar, header.prepared_by, person_of);
  key.checked_by = header_person(plan, key.unit, Role::checker, header.checked_by, person_of);
  key.headed_by = {person_of(key.unit, header.headed_by), plan.head_post, key.unit};
  if (returned.hazards.empty() && !header.zero)
    throw bad_header("the sheet 隐患台账 is empty and 零报告 is not 是", "隐患台账为空，须填“零报告：是”");
  if (!returned.hazards.empty() && header.zero)
    throw bad_header("零报告 is 是 but the sheet 隐患台账 has rows", "隐患台账有内容，不能填“零报告：是”");
  return key;
}

std::string content_lines(const Return& returned, const ReturnKey& key, const PersonOf& person_of, const Merge* merged) {
  Fields header;
  header.set("unit", Value{key.unit.text()}).set("filing", Value{key.filing.text()}).set("period", Value{key.period.text()});
  header.set("known_at", Value{returned.header.known_at});
  std::string text = canonical_line(header);
  const auto add = [&](const std::vector<ReturnRow>& rows, const char* sheet, const std::vector<MergedRow>* known_rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      text += '\n' + row_line(rows[i], sheet, [&](const std::string& cell, const std::string& value) {
        // The rectifier belongs to the enterprise, everybody else to the unit of the header.
        const auto enterprise = rows[i].cells.find("enterprise");
        const UnitId unit = cell == "rectifier" && enterprise != rows[i].cells.end() ? UnitId{enterprise->second} : key.unit;
        std::vector<std::string> ids;
        for (const std::string& name : claims::names_in(value)) {
          const auto* known = known_rows == nullptr ? nullptr : cell == "rectifier" ? &(*known_rows)[i].rectifiers : &(*known_rows)[i].persons;
          const bool is_known = known != nullptr && known->contains(name);
          ids.push_back(is_known ? known->at(name).text() : person_of(unit, name).text());
        }
        return ids;
      });
    }
  };
  add(returned.hazards, "hazards", merged == nullptr ? nullptr : &merged->rows);
  add(returned.measures, "measures", nullptr);
  add(returned.progress, "progress", nullptr);
  return text;
}

RowsRead read_rows(const Return& returned, const ReturnKey& key, const Ground& ground, const std::string& reason,
                   const PersonOf& person_of, const Merge* merged) {
  return Rows(returned, key, ground, reason, person_of, merged).read();
}

}  // namespace bihuan
