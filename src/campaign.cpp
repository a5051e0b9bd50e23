// campaign.cpp: the front door over ledger, state and report.
#include "bihuan/state/reorganisation.hpp"
#include "campaign/inside.hpp"
#include "state/writing.hpp"

#include <algorithm>
#include <set>

namespace bihuan {

Campaign::Campaign(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Campaign::Campaign(Campaign&&) noexcept = default;
Campaign& Campaign::operator=(Campaign&&) noexcept = default;
Campaign::~Campaign() = default;

namespace {

void refuse_errors(const Plan& plan, const Calendar& calendar) {
  std::string all;
  int count = 0;
  for (const Problem& problem : plan.problems(calendar)) {
    if (problem.severity != Severity::error) continue;
    ++count;
    if (count <= 5) all += "\n  " + problem.place + ": " + problem.sentence;
  }
  if (count > 0)
    throw PlanError(ErrorCode::plan_blocked, "the plan has " + std::to_string(count) + " error(s) and can't be adopted:" + all,
                    "方案有" + std::to_string(count) + "处错误，不能采用：" + all);
}

/// The adopting commit is the office's own: nobody has acted on a hazard yet.
std::unique_ptr<Campaign::Inside> adopt(std::unique_ptr<Store> store, const Plan& plan, Clock clock, std::filesystem::path file,
                                        std::vector<Actor> by) {
  auto inside = std::make_unique<Campaign::Inside>(std::move(store), plan, std::move(clock), std::move(file));
  if (by.empty()) by = {inside->office()};
  Fact fact{FactKind::plan_adopted, plan.notice.issued_on, "plan", 0, by, {}};
  fact.fields.set("text", Value{plan.text}).set("file", Value{std::filesystem::path(plan.file).filename().string()});
  auto turn = inside->store->take_turn();
  inside->commit(*turn, {fact}, by.front(), {}, {});
  return inside;
}

/// Files that facts name by digest: those of issued reports, and returns as handed in.
void check_archive(const History& history, const Archive& archive, Verified& out) {
  std::set<std::string> seen;
  const auto look = [&](const std::string& name, const std::string& digest) {
    if (digest.empty() || !seen.insert(digest).second) return;
    try {
      if (archive.find(parse_hex(digest))) ++out.kept_count;
      else ++out.absent_count;
    } catch (const LedgerError& wrong) {
      if (wrong.code() == ErrorCode::ledger_altered) out.altered_files.push_back(name);
      else ++out.absent_count;  // what can't be read here accuses nobody
    }
  };
  for (const std::size_t place : history.of_kind(FactKind::report_issued))
    for (const std::string& entry : history.facts()[place].fact.fields.texts("files")) look(entry.substr(0, entry.rfind(' ')), entry.substr(entry.rfind(' ') + 1));
  for (const std::size_t place : history.of_kind(FactKind::return_received)) {
    const Fact& fact = history.facts()[place].fact;
    look("return " + fact.subject, fact.fields.text("source"));
  }
}

History history_of(Store& store) {
  History history;
  history.reserve(static_cast<std::size_t>(store.item_count()));
  store.read_after(0, [&](const Commit& commit) { history.append(commit, store.birth().id); });
  return history;
}

}  // namespace

Campaign Campaign::create(const std::filesystem::path& ledger, const Plan& plan, Clock clock, std::vector<Actor> by) {
  refuse_errors(plan, Calendar::china());
  const Instant now = clock();
  auto store = create_sqlite_store(ledger, {ledger_id(plan.text, now), plan.notice.zone_minutes, now});
  return Campaign(adopt(std::move(store), plan, [now, clock]() { return std::max(now, clock()); }, ledger, std::move(by)));
}

Campaign Campaign::create_in_memory(const Plan& plan, Clock clock, std::vector<Actor> by) {
  refuse_errors(plan, Calendar::china());
  const Instant now = clock();
  auto store = create_memory_store({ledger_id(plan.text, now), plan.notice.zone_minutes, now});
  return Campaign(adopt(std::move(store), plan, std::move(clock), {}, std::move(by)));
}

Campaign Campaign::open(const std::filesystem::path& ledger, Clock clock) {
  auto store = open_sqlite_store(ledger);
  History history = history_of(*store);
  const Plan plan = plan_in_force(history);
  auto inside = std::make_unique<Inside>(std::move(store), plan, std::move(clock), ledger);
  inside->history = std::move(history);
  inside->learn_people();
  inside->finish_renames();
  return Campaign(std::move(inside));
}

const Plan& Campaign::plan() const noexcept { return inside_->plan; }
Plan Campaign::plan_at(const KnownAt& known_at) const { return inside_->plan_at(known_at); }
Rulebook Campaign::rules_at(const KnownAt& known_at) const { return inside_->law.with(plan_at(known_at).rules); }
Calendar Campaign::calendar_at(const KnownAt& known_at) const { return inside_->calendar_at(known_at); }
const Calendar& Campaign::calendar() const noexcept { return inside_->calendar; }
void Campaign::use_calendar(Calendar calendar) { inside_->use_calendar(std::move(calendar)); }
const Rulebook& Campaign::rules() const noexcept { return inside_->rules; }
void Campaign::use_rules(Rulebook law) { inside_->use_law(std::move(law)); }
const History& Campaign::history() const noexcept { return inside_->history; }
const Checkpoint& Campaign::checkpoint() const noexcept { return inside_->history.checkpoint(); }
const Template& Campaign::form() const noexcept { return inside_->form; }
const IndicatorBook& Campaign::indicators() const noexcept { return inside_->indicators; }
void Campaign::use_indicators(IndicatorBook book) { inside_->indicators = std::move(book); }

Verified Campaign::verify(const std::vector<Anchor>& anchors) const {
  Verified out{inside_->store->verify(anchors), {}};
  if (!out.is_sound()) return out;
  out.accounts = check_accounts(inside_->history, inside_->plan);
  if (const auto archive = inside_->archive()) check_archive(inside_->history, *archive, out);
  return out;
}

Verified verify_campaign(const std::filesystem::path& ledger, const std::vector<Anchor>& anchors) {
  Verified out{verify_sqlite_store(ledger, anchors), {}};
  if (!out.is_sound()) return out;
  const History history = history_of(*open_sqlite_store(ledger));
  check_archive(history, Archive::beside(ledger), out);
  if (!history.issued().empty()) out.accounts = check_accounts(history, plan_in_force(history));
  return out;
}

void Campaign::catch_up() { inside_->catch_up(); }

Known Campaign::record(Request request, const std::string& hazard, const Act& act) {
  return inside_->attempt({std::string(request_name(request)), hazard, act.on, act.by}, [&](Turn& turn) {
    const auto same = [&](const Fact& there) { return is_hazard_fact(there.kind) && request_of(there.kind) == request; };
    if (const Known* done = inside_->first_after(hazard, act, same)) return *done;
    const Fact fact = decide(inside_->ground(), {request, hazard, act.on, act.by, act.fields, false});
    return inside_->commit(turn, {fact}, act.by.empty() ? inside_->office() : act.by.front(), {}, {});
  });
}

std::vector<RefusedAct> Campaign::refused_acts() const { return inside_->store->refused_acts(); }
Verification Campaign::backup(const std::filesystem::path& file) const { return inside_->store->backup(file); }

std::map<PersonId, std::string> Campaign::names() const {
  std::map<PersonId, std::string> out;
  for (const PersonName& person : inside_->store->people())
    if (!person.erased) out.emplace(person.id, person.name);
  return out;
}

void Campaign::erase_person(const PersonId& id) {
  inside_->store->erase_person(id);
  inside_->learn_people();
}

Tally Campaign::tally(std::span<const Day> as_of, const KnownAt& known_at) const {
  return bihuan::tally(inside_->history, as_of, inside_->point(known_at));
}

Snapshot Campaign::snapshot(Day as_of, const KnownAt& known_at, std::optional<Day> house_on) const {
  Snapshot state(inside_->history, as_of, inside_->point(known_at));
  return house_on ? state.under(inside_->history, *house_on) : state;
}

PhaseCheck Campaign::phase_check(const PhaseId& phase, Day as_of, const KnownAt& known_at) const {
  return bihuan::phase_check(snapshot(as_of, known_at), inside_->plan_at(known_at), phase);
}

std::vector<Due> Campaign::agenda(Day as_of, const KnownAt& known_at) const {
  return bihuan::agenda(snapshot(as_of, known_at), plan_at(known_at), rules_at(known_at), calendar_at(known_at));
}

CaseFile Campaign::explain(const HazardId& hazard, Day as_of, const KnownAt& known_at) const {
  return make_case_file(hazard, snapshot(as_of, known_at), inside_->history, plan_at(known_at), rules_at(known_at), calendar_at(known_at), names());
}

Report Campaign::report(const Period& period, const KnownAt& known_at, std::optional<FilingId> filing, std::optional<Day> house_on) const {
  const Plan plan = inside_->plan_at(known_at);
  return make_report(inside_->history, plan, inside_->calendar_at(known_at), filing_in(plan, period, filing), period,
                     inside_->point(known_at), names(), inside_->indicators, house_on);
}

namespace {

Fact of_return(FactKind kind, const UnitId& unit, const FilingId& filing, const Period& period, Day on, std::vector<Actor> by) {
  Fact fact{kind, on, unit.text() + "/" + filing.text() + "/" + period.text(), 0, std::move(by), {}};
  fact.fields.set("unit", Value{unit.text()}).set("filing", Value{filing.text()}).set("period", Value{period.text()});
  return fact;
}

}  // namespace

Known Campaign::send_back(const UnitId& unit, const FilingId& filing, const Period& period, const std::string& reason,
                          std::optional<Day> on, std::vector<Actor> by) {
  Fact fact = of_return(FactKind::return_sent_back, unit, filing, period, on.value_or(inside_->today()), std::move(by));
  fact.fields.set("reason", Value{reason});
  return inside_->record_on_return(std::move(fact));
}

Known Campaign::take(const UnitId& unit, const FilingId& filing, const Period& period, std::optional<Day> on, std::vector<Actor> by) {
  return inside_->record_on_return(of_return(FactKind::return_taken, unit, filing, period, on.value_or(inside_->today()), std::move(by)));
}

Known Campaign::appoint(const PostInUnit& seat, const std::string& person_or_name, Day on, bool acting, std::vector<Actor> by) {
  return inside_->attempt({"appoint", seat.text(), on, by}, [&](Turn& turn) {
    inside_->check_seat(seat, on);
    if (on > inside_->today())
      throw Refused(ErrorCode::day_in_future, "an appointment on " + on.iso() + " is after the day of recording, " + inside_->today().iso(),
                    "任职日期" + on.chinese() + "晚于记录日" + inside_->today().chinese());
    NewPeople people(*inside_);
    const bool known_id = inside_->names.contains(PersonId{person_or_name});
    check_writing({FactKind::person_appointed, on, seat.text(), 0, by, {{"person", person_or_name}}});
    const PersonId person = known_id ? PersonId{person_or_name} : people.id_of(seat.unit, person_or_name);
    Fact fact{FactKind::person_appointed, on, seat.text(), 0, by.empty() ? std::vector<Actor>{inside_->office()} : by, {}};
    fact.fields.set("person", Value{person.text()});
    if (acting) fact.fields.set("acting", Value{std::int64_t{1}});
    return inside_->commit(turn, {fact}, fact.by.front(), {}, people.take());
  });
}

Known Campaign::end_term(const PostInUnit& seat, const PersonId& person, Day on, std::vector<Actor> by) {
  return inside_->attempt({"end_term", seat.text(), on, by}, [&](Turn& turn) {
    inside_->check_seat(seat, on);
    // A name is looked up: it must not stand in a fact, and would end nobody's term.
    const auto named = inside_->ids.find({seat.unit, person.text()});
    const bool is_name = std::any_of(person.text().begin(), person.text().end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (named == inside_->ids.end() && is_name)
      throw Refused(ErrorCode::unknown_subject, "nobody of that name is known in " + seat.unit.text() + "; say the person's id", "该单位没有此人，请用人员编号");
    Fact fact{FactKind::term_ended, on, seat.text(), 0, std::move(by), {}};
    fact.fields.set("person", Value{named == inside_->ids.end() ? person.text() : named->second.text()});
    return inside_->record_plain(turn, std::move(fact));
  });
}

Known Campaign::state_measure(const MeasureId& id, const Act& act) {
  return inside_->record_decided(act, {FactKind::measure_stated, act.on, id.text(), 0, act.by, act.fields}, decide_measure);
}

Known Campaign::meet_demand(const std::string& demand, const Act& act) {
  return inside_->record_decided(act, {FactKind::demand_met, act.on, demand, 0, act.by, act.fields},
                                 [](const History& history, const Plan& plan, Day recorded_on, Fact met, const std::vector<Fact>&) {
                                   return decide_demand(history, plan, recorded_on, std::move(met));
                                 });
}

Known Campaign::report_task(const TaskId& id, const Act& act) {
  return inside_->attempt({"report_task", id.text(), act.on, act.by}, [&](Turn& turn) {
    const Task* task = inside_->plan.find_task(id);
    if (task == nullptr || !task->is_leaf)
      throw Refused(ErrorCode::unknown_subject, "the plan has no leaf task " + id.text(), "方案中没有末级任务" + id.text());
    const auto same = [](const Fact& there) { return there.kind == FactKind::task_reported; };
    if (const Known* done = inside_->first_after(id.text(), act, same)) return *done;
    return inside_->record_plain(turn, {FactKind::task_reported, act.on, id.text(), 0, act.by, act.fields});
  });
}

Known Campaign::amend(const Plan& plan, const std::string& reason, Day on, std::vector<Actor> by) {
  return inside_->attempt({"amend", "plan", on, by}, [&](Turn& turn) {
    refuse_errors(plan, inside_->calendar);
    Fact fact{FactKind::plan_amended, on, "plan", 0, std::move(by), {}};
    fact.fields.set("text", Value{plan.text}).set("reason", Value{reason});
    fact.fields.set("file", Value{std::filesystem::path(plan.file).filename().string()});
    return inside_->record_plain(turn, std::move(fact));
  });
}

Known Campaign::reorganise(const Change& change, const Act& act) {
  return inside_->record_decided(act, fact_of(change, act.on, act.by, act.fields),
                                 [](const History& history, const Plan& plan, Day recorded_on, Fact asked, const std::vector<Fact>&) {
                                   return decide_reorganisation(history, plan, recorded_on, std::move(asked));
                                 });
}

}  // namespace bihuan
