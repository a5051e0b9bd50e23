// campaign/inside.cpp: catching up, committing, people, points of the ledger.
#include "campaign/inside.hpp"

#include "bihuan/state/reorganisation.hpp"
#include "state/writing.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace bihuan {

// The one place that asks the machine what time it is.
Clock system_clock() {
  return [] {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
  };
}

Campaign::Inside::Inside(std::unique_ptr<Store> store_, const Plan& plan_, Clock clock_, std::filesystem::path file_)
    : store(std::move(store_)), plan(plan_), clock(std::move(clock_)), file(std::move(file_)), calendar(Calendar::china()),
      law(Rulebook::law()), rules(law.with(plan.rules)), form(Template::standard()),
      indicators(IndicatorBook::standard()) {}

void Campaign::Inside::use_law(Rulebook book) {
  law = std::move(book);
  rules = law.with(plan.rules);
}

void Campaign::Inside::use_plan(const Plan& adopted) {
  plan = adopted;
  rules = law.with(plan.rules);
}

void Campaign::Inside::use_calendar(Calendar with) {
  calendar = std::move(with);
  published_by_.reset();
}

Ground Campaign::Inside::ground() {
  const Day day = today();
  if (published_by_ != day) {
    published_ = calendar.as_published_on(day);
    published_by_ = day;
  }
  return {history, plan, day, *published_, rules};
}

Actor Campaign::Inside::office() const {
  const auto unit = plan.organisation.try_resolve(plan.organisation.leading_group.office, plan.notice.issued_on);
  return {PersonId{"p0"}, plan.head_post, unit ? unit->unit : UnitId{"office"}};
}

void Campaign::Inside::catch_up() {
  const std::int64_t before = history.last_seq();
  const Known* plan_before = plan_change_at(history, history.checkpoint().size);
  const ItemNumber changed_before = plan_before == nullptr ? 0 : plan_before->number;
  store->read_after(before, [&](const Commit& commit) { history.append(commit, store->birth().id); });
  if (history.last_seq() == before) return;
  if (plan_change_at(history, history.checkpoint().size)->number != changed_before) use_plan(plan_in_force(history));
  learn_people();
}

namespace {

/// The number of `p17`; 0 for ids that a host gave itself.
std::int64_t number_of(const PersonId& id) {
  std::int64_t number = 0;
  const std::string& text = id.text();
  if (text.size() < 2 || text[0] != 'p') return 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

void Campaign::Inside::learn_people() {
  names.clear();
  ids.clear();
  for (const PersonName& person : store->people()) {
    names.emplace(person.id, person.erased ? "" : person.name);
    last_person = std::max(last_person, number_of(person.id));
  }
  mentions_read_ = 0;
  learn_mentions();
}

/// Which person of which unit the facts speak of; the names table knows only ids and names.
void Campaign::Inside::learn_mentions() {
  for (; mentions_read_ < history.mention_count(); ++mentions_read_) {
    const Mention mention = history.mention(mentions_read_);
    const PersonId person{std::string(mention.person)};
    // An id that acted without a name is taken all the same: a new person must not become its owner.
    last_person = std::max(last_person, number_of(person));
    const auto name = names.find(person);
    if (name != names.end() && !name->second.empty()) ids.emplace(std::pair{UnitId{std::string(mention.unit)}, name->second}, person);
  }
}

void Campaign::Inside::notice_erasures() {
  const auto people = store->people();
  const bool changed = std::any_of(people.begin(), people.end(), [&](const PersonName& person) {
    const auto known = names.find(person.id);
    return known == names.end() || known->second != (person.erased ? "" : person.name);
  });
  if (changed) learn_people();
}

PersonId NewPeople::id_of(const UnitId& unit, const std::string& name) {
  const std::pair key{unit, name};
  if (const auto known = inside_.ids.find(key); known != inside_.ids.end()) return known->second;
  if (const auto given = given_.find(key); given != given_.end()) return given->second;
  const PersonId id{"p" + std::to_string(++last_)};
  given_.emplace(key, id);
  fresh_.push_back({id, name});
  return id;
}

std::vector<std::string> NewPeople::units() const {
  std::vector<std::string> out;
  for (const auto& [key, id] : given_) out.push_back(id.text() + "@" + key.first.text());
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<ItemNumber> Campaign::Inside::point(const KnownAt& known_at) const {
  if (std::holds_alternative<std::monostate>(known_at)) return std::nullopt;
  return known_point(known_at);
}

Plan Campaign::Inside::plan_at(const KnownAt& known_at) const {
  const auto last = point(known_at);
  const bool later = last && plan_change_at(history, *last) != plan_change_at(history, history.checkpoint().size);
  return later ? plan_in_force(history, last) : plan;
}

Calendar Campaign::Inside::calendar_at(const KnownAt& known_at) const {
  const auto last = point(known_at);
  if (!last) return calendar;
  if (const auto* day = std::get_if<Day>(&known_at)) return calendar.as_published_on(*day);
  if (const auto* instant = std::get_if<Instant>(&known_at)) return calendar.as_published_on(instant->day_in_zone(plan.notice.zone_minutes));
  // A point stands until the next commit.
  const std::size_t next = history.place_after(*last);
  return next == history.facts().size() ? calendar : calendar.as_published_on(history.recorded_at(next).day_in_zone(plan.notice.zone_minutes));
}

std::optional<Archive> Campaign::Inside::archive() const {
  if (file.empty()) return std::nullopt;
  return Archive::beside(std::filesystem::absolute(file));
}

ItemNumber Campaign::Inside::known_point(const KnownAt& known_at) const {
  if (const auto* number = std::get_if<ItemNumber>(&known_at)) return history.checkpoint_at(*number).size;
  if (const auto* instant = std::get_if<Instant>(&known_at)) return history.known_by(*instant);
  if (const auto* day = std::get_if<Day>(&known_at)) {
    // The end of the day in the ledger's zone.
    const std::int64_t seconds = (std::int64_t{day->serial()} + 1) * 86400 - std::int64_t{plan.notice.zone_minutes} * 60;
    return history.known_by(Instant{seconds * 1'000'000 - 1});
  }
  const auto& checkpoint = std::get<Checkpoint>(known_at);
  if (checkpoint.ledger != history.checkpoint().ledger || history.checkpoint_at(checkpoint.size) != checkpoint)
    throw LedgerError(ErrorCode::ledger_altered, "checkpoint " + checkpoint.text() + " is not one of this ledger",
                      "检查点" + checkpoint.text() + "不属于本台账");
  return checkpoint.size;
}

FilingId Campaign::Inside::filing_for(const Period& period, const std::optional<FilingId>& filing) const {
  return filing_in(plan, period, filing);
}

FilingId Campaign::Inside::issued_filing(const Period& period, const std::optional<FilingId>& filing) const {
  if (filing) return *filing;
  for (const Issued& issued : history.issued())
    if (issued.period == period.text()) return issued.filing;
  return filing_for(period, filing);
}

FilingId filing_in(const Plan& plan, const Period& period, const std::optional<FilingId>& filing) {
  std::string known;
  for (const Filing& duty : plan.duties) {
    if (filing ? duty.id == *filing : duty.every == period.kind()) return duty.id;
    known += (known.empty() ? "" : ", ") + duty.id.text();
  }
  throw PlanError(ErrorCode::unknown_name, "the plan has no filing for period " + period.text() + "; it has: " + known,
                  "方案中没有报告期为" + period.chinese() + "的报送任务");
}

void Campaign::Inside::check_seat(const PostInUnit& seat, Day on) const {
  if (plan.organisation.find_post(seat.post) == nullptr) {
    std::string known;
    for (const Post& post : plan.organisation.posts) known += (known.empty() ? "" : ", ") + post.id.text();
    throw PlanError(ErrorCode::unknown_name, "the plan has no post " + seat.post.text() + "; it has: " + known, "方案中没有职务" + seat.post.text());
  }
  const UnitId unit = plan.organisation.resolve(seat.unit.text(), on).unit;
  if (unit == seat.unit) return;
  throw Refused(ErrorCode::wrong_state, "unit " + seat.unit.text() + " is no more on " + on.iso() + "; its heir is " + unit.text(),
                "单位“" + plan.organisation.unit_name(seat.unit, on) + "”当日已不存在，由" + plan.organisation.unit_name(unit, on) + "承接",
                {seat.text(), "ended", "", {seat.post.text() + "@" + unit.text()}, "", 0, 0});
}

Known Campaign::Inside::commit(Turn& turn, std::vector<Fact> facts, const Actor& by, const CommitHeader& from,
                               const std::vector<PersonName>& people) {
  std::map<std::string, std::int64_t> versions;
  for (Fact& fact : facts) {
    const auto [next, fresh] = versions.try_emplace(fact.subject, history.next_version(fact.subject));
    fact.version = next->second++;
  }
  CommitHeader header = from;
  header.recorded_at = std::max(clock(), history.last_recorded_at());
  header.by = by.person.empty() ? office() : by;
  const ItemNumber first = history.checkpoint().size + 1;
  const std::int64_t seq = history.last_seq() + 1;
  const Checkpoint after = turn.append(header, facts, people);
  for (const PersonName& person : people) {
    names.insert_or_assign(person.id, person.name);
    last_person = std::max(last_person, number_of(person.id));
  }
  const bool plan_changes = std::any_of(facts.begin(), facts.end(), [](const Fact& fact) { return changes_plan(fact.kind); });
  Known known{first + 1, header.recorded_at, facts.front()};
  history.append({seq, first, after.ledger, {}, header, std::move(facts)}, after);
  learn_mentions();
  if (plan_changes && history.last_seq() > 1) use_plan(plan_in_force(history));
  return known;
}

namespace {

void check_form(const Fact& fact) {
  for (const FieldForm& form : fields_of(fact.kind))
    if (form.required && !fact.fields.has(form.name))
      throw Refused(ErrorCode::field_missing,
                    std::string(fact_name(fact.kind)) + " of " + fact.subject + ": field " + std::string(form.name) + " is missing",
                    chinese(fact.kind) + "缺少" + std::string(form.original));
}

}  // namespace

void Campaign::Inside::note_refused(Turn& turn, const Attempt& what, const Error& refused) {
  const auto short_of = [](const std::string& text) {
    std::size_t end = std::min<std::size_t>(text.size(), 200);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;  // whole characters
    return text.substr(0, end);
  };
  RefusedAct act{0, std::max(clock(), history.last_recorded_at()), history.checkpoint().size, what.asked, short_of(what.subject),
                 short_of(refused.context().state), what.on, what.by, std::string(code_name(refused.code()))};
  try {
    static_cast<void>(encode(act));
  } catch (const LedgerError&) {
    // What was asked is no text: that it was asked, and by whom, is kept all the same.
    act.subject = "?";
    act.state.clear();
    std::erase_if(act.by, [&](const Actor& actor) {
      try {
        static_cast<void>(canonical_object({{"by", actor.text()}}));
        return false;
      } catch (const LedgerError&) {
        return true;
      }
    });
  }
  turn.refuse(act);
}

const Known* Campaign::Inside::first_after(const std::string& subject, const Act& act, const std::function<bool(const Fact&)>& same) const {
  const std::int64_t now = history.next_version(subject) - 1;
  if (!act.seen_version || *act.seen_version == now) return nullptr;
  const std::string seen = std::to_string(*act.seen_version);
  if (*act.seen_version > now || *act.seen_version < 0)
    throw Conflict(ErrorCode::conflict, subject + " has " + std::to_string(now) + " facts; the act rests on version " + seen + ", which nobody has seen",
                   subject + "现有" + std::to_string(now) + "条记录，所依据的第" + seen + "版不存在", {subject, "version " + std::to_string(now), "version " + seen, {}, "", 0, 0});
  const Known& first = history.facts()[history.of_subject(subject)[static_cast<std::size_t>(*act.seen_version)]];
  const Fact& fact = first.fact;
  const bool repeats = fact.on == act.on && fact.by == (act.by.empty() ? std::vector<Actor>{office()} : act.by) && same(fact) &&
                       std::all_of(act.fields.entries().begin(), act.fields.entries().end(), [&](const Fields::Entry& entry) {
                         const Value* kept = fact.fields.find(entry.first);
                         return kept != nullptr && *kept == entry.second;
                       });
  if (repeats) return &first;
  std::string who;
  for (const Actor& actor : fact.by) who += (who.empty() ? "" : ", ") + actor.text();
  throw Conflict(ErrorCode::conflict,
                 subject + " has moved on: after version " + seen + " " + who + " was first with " + std::string(fact_name(fact.kind)) + " on " +
                     fact.on.iso() + " (item " + std::to_string(first.number) + ", version " + std::to_string(fact.version) + "); look and decide again",
                 subject + "已有新的记录：" + who + "先于" + fact.on.chinese() + "“" + chinese(fact.kind) + "”（第" + std::to_string(first.number) +
                     "项）；请核对后再办",
                 {subject, "version " + std::to_string(now), "version " + seen, {}, "", 0, 0});
}

Known Campaign::Inside::record_plain(Turn& turn, Fact fact) {
  if (fact.by.empty()) fact.by = {office()};
  if (fact.on > today())
    throw Refused(ErrorCode::day_in_future, std::string(fact_name(fact.kind)) + " on " + fact.on.iso() + " is after the day of recording, " + today().iso(),
                  chinese(fact.kind) + "的日期" + fact.on.chinese() + "晚于记录日" + today().chinese());
  check_form(fact);
  check_writing(fact);
  const Actor by = fact.by.front();
  return commit(turn, {std::move(fact)}, by, {}, {});
}

Known Campaign::Inside::record_plain(Fact fact) {
  const Attempt what{std::string(fact_name(fact.kind)), fact.subject, fact.on, fact.by};
  return attempt(what, [&](Turn& turn) { return record_plain(turn, std::move(fact)); });
}

Known Campaign::Inside::record_decided(const Act& act, Fact fact, const Rules& decides) {
  const Attempt what{std::string(fact_name(fact.kind)), fact.subject, act.on, act.by};
  return attempt(what, [&](Turn& turn) {
    const FactKind kind = fact.kind;
    if (const Known* done = first_after(fact.subject, act, [&](const Fact& there) { return there.kind == kind; })) return *done;
    if (fact.by.empty()) fact.by = {office()};
    check_writing(fact);
    Fact decided = decides(history, plan, today(), std::move(fact), {});
    const Actor by = decided.by.front();
    return commit(turn, {std::move(decided)}, by, {}, {});
  });
}

Known Campaign::Inside::record_on_return(Fact fact) {
  const Attempt what{std::string(fact_name(fact.kind)), fact.subject, fact.on, fact.by};
  return attempt(what, [&](Turn& turn) {
    const Fields& f = fact.fields;
    const auto all = received_returns(history, Day::of(9999, 12, 31), history.checkpoint().size);
    const bool known = std::any_of(all.begin(), all.end(), [&](const Received& received) {
      return received.unit.text() == f.text("unit") && received.filing.text() == f.text("filing") && received.period == f.text("period");
    });
    if (!known)
      throw Refused(ErrorCode::unknown_subject, "no return " + fact.subject + " was received", "没有收到过" + fact.subject + "的报表",
                    {"return " + fact.subject, "not received", std::string(fact_name(fact.kind)), {"hand_in"}, "", 0, 0});
    return record_plain(turn, std::move(fact));
  });
}

}  // namespace bihuan
