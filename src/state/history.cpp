// state/history.cpp: facts by subject, read when they are asked for, and the points of the ledger.
#include "bihuan/state/history.hpp"

#include "bihuan/error.hpp"
#include "bihuan/ledger/codec.hpp"
#include "state/history_columns.hpp"

#include <algorithm>
#include <atomic>
#include <deque>

namespace bihuan {

namespace {

/// Facts that were read, by place. What one thread has read all may use. A page is made when somebody reads a fact of it, and
/// its place never changes.
class Pages {
 public:
  Pages() = default;
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;
  ~Pages() {
    for (const auto& one : pages_) delete one.load(std::memory_order_relaxed);
  }
  void reach(std::size_t count) {
    while (pages_.size() * page_size < count) pages_.emplace_back(nullptr);
  }
  const Known* find(std::size_t place) const noexcept {
    const Page* page = pages_[place / page_size].load(std::memory_order_acquire);
    return page == nullptr ? nullptr : page->slots[place % page_size].load(std::memory_order_acquire);
  }
  /// The fact that stands there from now on: the one given, or that of who was first.
  const Known& put(std::size_t place, Known known) const {
    Page& page = set(pages_[place / page_size], [] { return std::make_unique<Page>(); });
    return set(page.slots[place % page_size], [&] { return std::make_unique<const Known>(std::move(known)); });
  }

 private:
  static constexpr std::size_t page_size = 512;
  struct Page {
    std::array<std::atomic<const Known*>, page_size> slots{};
    Page() = default;
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;
    ~Page() {
      for (const auto& one : slots) delete one.load(std::memory_order_relaxed);
    }
  };
  /// What is there, or from now on what is made; where two make it, that of who was first.
  template <class T, class Make>
  static T& set(std::atomic<T*>& slot, Make make) {
    T* there = slot.load(std::memory_order_acquire);
    if (there != nullptr) return *there;
    auto made = make();
    if (!slot.compare_exchange_strong(there, made.get(), std::memory_order_acq_rel)) return *there;
    return *made.release();
  }
  mutable std::deque<std::atomic<Page*>> pages_;
};

}  // namespace

using replay::Names;
using replay::nothing;

struct History::Kept : replay::HistoryColumns {
  Pages known;
  LineScanner scanner;

  const Known& fact(std::size_t place) const;
  /// A fact on its way in. Made where it stands: copied anew it would have to wait for itself.
  struct Line {
    Line(ItemNumber number, Day on, FactKind kind, bool unstated, std::uint32_t point, std::size_t offset, std::size_t length)
        : glance{number, on, kind, unstated}, where{point, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)} {}
    Glance glance;
    Where where;
    std::uint32_t actor_count = 0;
    std::uint32_t unit = nothing, task = nothing;  // that it gives its hazard
    replay::Symbol symbol = replay::no_symbol;
  };
  template <class Text>
  void hear(Line& line, Text text);
  void place(const Line& line);
  void put_apart(std::uint32_t number);
  void mention(std::string_view person, std::string_view unit);
  void name(const Names::Expected& actor);
  void look_closer(const Known& fact);
  void take(Point point, std::int64_t seq);
  std::string_view text_of(const Where& at) const { return points[at.point].text.substr(at.offset, at.length); }
};

const Known& History::Kept::fact(std::size_t place) const {
  if (const Known* read = known.find(place)) return *read;
  const Glance& glance = glances[place];
  return known.put(place, {glance.number, points[where[place].point].recorded_at, decode_fact(text_of(where[place]), glance.number)});
}

/// `text` gives the text of a field by key.
template <class Text>
void History::Kept::hear(Line& line, Text text) {
  const FactKind kind = line.glance.kind;
  line.symbol = replay::symbol_of(kind, text);
  if (!replay::assigns(kind)) return;
  if (const std::string_view unit = text("supervising_unit"); !unit.empty()) line.unit = units.intern(unit);
  if (const std::string_view task = text("task"); !task.empty()) line.task = tasks.intern(task);
}

void History::Kept::place(const Line& line) {
  const Glance& glance = line.glance;
  const auto here = static_cast<std::uint32_t>(glances.size());
  if (glance.subject >= subjects.size()) {
    subjects.resize(glance.subject + 1);
    first_holders.resize(glance.subject + 1, replay::Holders::nobody);
  }
  Subject& subject = subjects[glance.subject];
  const bool first = subject.count++ == 0;
  (first ? subject.first : next_of_subject[subject.last]) = here;
  subject.last = here;
  if (is_hazard_fact(glance.kind)) {
    if (!std::exchange(subject.is_hazard, true)) hazards.emplace_back(subject_names[glance.subject]);
    subject.disordered = subject.disordered || glance.on < subject.last_on;
    subject.last_on = std::max(subject.last_on, glance.on);
    subject.corrected = subject.corrected || glance.kind == FactKind::fact_corrected;
  }
  kinds[static_cast<std::size_t>(glance.kind)].push_back(here);
  if (is_reorganisation(glance.kind) && glance.kind != FactKind::unit_renamed && glance.kind != FactKind::membership_changed) successions.push_back(here);
  glances.push_back(glance);
  symbols.push_back(line.symbol);
  subject_numbers.push_back(glance.subject);
  days.push_back(glance.on);
  where.push_back(line.where);
  if (replay::assigns(glance.kind)) {
    assigned.push_back({here, line.unit, line.task});
    if (first) first_holders[glance.subject] = holders.number_of({line.task, line.unit});
    else subject.reassigned = true;
  }
  next_of_subject.push_back(nothing);
  if (subject.disordered || subject.reassigned || subject.corrected) put_apart(glance.subject);
}

/// The subject's last fact, where its others are; the others with it, where it was not apart before.
void History::Kept::put_apart(std::uint32_t number) {
  Subject& subject = subjects[number];
  const auto put = [this](std::vector<replay::Told>& told, std::uint32_t at) {
    const replay::Told one(days[at], at, symbols[at]);
    told.insert(std::upper_bound(told.begin(), told.end(), one), one);
  };
  if (subject.apart != nothing) return put(apart[subject.apart].told, subject.last);
  subject.apart = static_cast<std::uint32_t>(apart.size());
  std::vector<replay::Told>& told = apart.emplace_back(replay::Apart{number, subject.first, {}}).told;
  told.reserve(2 * subject.count);
  for (std::uint32_t at = subject.first; at != nothing; at = next_of_subject[at]) put(told, at);
}

void History::Kept::mention(std::string_view person, std::string_view unit) {
  std::string both(person);
  mentions.intern((both += '@') += unit);
}

/// `person@post@unit`; neither a person's id nor a post's holds an '@'.
void History::Kept::name(const Names::Expected& actor) {
  const std::size_t before = actor_names.size();
  if (actor_names.intern(actor) < before) return;
  const std::string_view text = actor.text();
  const std::size_t first = text.find('@');
  mention(text.substr(0, first), text.substr(text.find('@', first + 1) + 1));
}

/// What the few facts say that are no hazard's: reports that were issued, persons that are named without acting.
void History::Kept::look_closer(const Known& one) {
  const Fields& f = one.fact.fields;
  if (one.fact.kind == FactKind::report_issued)
    issued.push_back({FilingId{f.text("filing")}, f.text("period"), f.day("cutoff_on").value_or(one.fact.on), f.integer("pinned").value_or(0), one.number});
  for (const std::string& met : f.texts("met")) {
    const auto sign = met.find('@');
    mention(met.substr(0, sign), sign == std::string::npos ? "" : met.substr(sign + 1));
  }
  if (one.fact.kind == FactKind::person_appointed)
    mention(f.text("person"), one.fact.subject.substr(one.fact.subject.find('@') + 1));
}

void History::Kept::take(Point point, std::int64_t seq) {
  checkpoint = point.checkpoint;
  last_seq = seq;
  last_recorded_at = point.recorded_at;
  points.push_back(std::move(point));
}

History::History() : kept_(std::make_unique<Kept>()) {}
History::History(History&& other) noexcept = default;
History::~History() = default;

History& History::operator=(History other) noexcept {
  kept_.swap(other.kept_);
  return *this;
}

History::History(const History& other) : History() {
  const Kept& from = *other.kept_;
  static_cast<replay::HistoryColumns&>(*kept_) = from;
  kept_->known.reach(from.glances.size());
  for (std::size_t place = 0; place < from.where.size(); ++place)
    if (from.where[place].length == 0) kept_->known.put(place, from.fact(place));
}

namespace {
bool says_more(FactKind kind) noexcept { return kind == FactKind::report_issued || kind == FactKind::return_received || kind == FactKind::person_appointed; }
}  // namespace

void History::reserve(std::size_t fact_count) {
  Kept& kept = *kept_;
  kept.glances.reserve(fact_count);
  for (auto* column : {&kept.subject_numbers, &kept.next_of_subject}) column->reserve(fact_count);
  kept.symbols.reserve(fact_count);
  kept.days.reserve(fact_count);
  kept.where.reserve(fact_count);
}

void History::append(const Commit& commit, const std::string& ledger) {
  Kept& kept = *kept_;
  // First all lines are read, then all names looked up: what each is looked up in is in the cache by then.
  std::vector<Kept::Line> lines;
  std::vector<Names::Expected> subjects;
  std::vector<Names::Expected> actors;
  lines.reserve(static_cast<std::size_t>(std::max<std::int64_t>(commit.item_count, 1)));
  subjects.reserve(lines.capacity());
  actors.reserve(lines.capacity());
  std::deque<std::string> told;  // what stands in no line as it is
  const auto lasting = [&](std::string_view text) {
    const bool in_line = !std::less<>{}(text.data(), commit.text.data()) && std::less<>{}(text.data(), commit.text.data() + commit.text.size());
    return in_line ? text : std::string_view(told.emplace_back(text));
  };
  const auto point = static_cast<std::uint32_t>(kept.points.size());
  const CommitHeader header = kept.scanner.scan(commit, [&](const FactLine& line) {
    for (const std::string_view actor : line.actors) actors.push_back(kept.actor_names.expect(lasting(actor)));
    subjects.push_back(kept.subject_names.expect(lasting(line.subject)));
    lines.emplace_back(line.number, line.on, line.kind, line.unstated, point, static_cast<std::size_t>(line.text.data() - commit.text.data()), line.text.size());
    lines.back().actor_count = static_cast<std::uint32_t>(line.actors.size());
    kept.hear(lines.back(), [&](std::string_view key) { return line.field(key); });
  });
  for (std::size_t at = 0; at < lines.size(); ++at) lines[at].glance.subject = kept.subject_names.intern(subjects[at]);
  const Checkpoint after{ledger, commit.first_item + commit.item_count - 1, commit.root};
  kept.take({header.recorded_at, after, kept.texts.keep(commit.text)}, commit.seq);
  kept.known.reach(kept.glances.size() + lines.size());
  auto actor = actors.begin();
  for (const Kept::Line& line : lines) {
    kept.place(line);
    for (std::uint32_t named = 0; named < line.actor_count; ++named) kept.name(*actor++);
    if (says_more(line.glance.kind)) kept.look_closer(kept.fact(kept.glances.size() - 1));
  }
}

void History::append(const DecodedCommit& commit, const Checkpoint& checkpoint) {
  Kept& kept = *kept_;
  ItemNumber number = commit.first_item;  // the header is the first item
  const auto given = static_cast<std::uint32_t>(kept.points.size());
  kept.take({commit.header.recorded_at, checkpoint, {}}, commit.seq);
  kept.known.reach(kept.glances.size() + commit.facts.size());
  for (const Fact& fact : commit.facts) {
    ++number;
    Kept::Line line(number, fact.on, fact.kind, fact.fields.has("unstated"), given, 0, 0);
    line.glance.subject = kept.subject_names.intern(fact.subject);
    kept.hear(line, [&](std::string_view key) { return std::string_view(fact.fields.text(key)); });
    kept.place(line);
    const Known& known = kept.known.put(kept.glances.size() - 1, {number, commit.header.recorded_at, fact});
    for (const Actor& actor : fact.by) kept.name(kept.actor_names.expect(actor.text()));
    for (const auto& [key, value] : fact.fields.entries()) {
      const FieldForm* field = find_field(fact.kind, key);
      if (field != nullptr && field->type == FieldType::actor) kept.name(kept.actor_names.expect(fact.fields.text(key)));
    }
    if (says_more(fact.kind)) kept.look_closer(known);
  }
}

const replay::HistoryColumns& replay::columns_of(const History& history) noexcept { return *history.kept_; }

std::size_t Facts::size() const noexcept { return history_->kept_->glances.size(); }
const Known& Facts::operator[](std::size_t place) const { return history_->kept_->fact(place); }

std::span<const Glance> History::glances() const noexcept { return kept_->glances; }
const std::vector<std::string>& History::hazards() const noexcept { return kept_->hazards; }
const std::vector<Issued>& History::issued() const noexcept { return kept_->issued; }
const std::vector<std::size_t>& History::successions() const noexcept { return kept_->successions; }
const Checkpoint& History::checkpoint() const noexcept { return kept_->checkpoint; }
std::int64_t History::last_seq() const noexcept { return kept_->last_seq; }
Instant History::last_recorded_at() const noexcept { return kept_->last_recorded_at; }
std::size_t History::mention_count() const noexcept { return kept_->mentions.size(); }
std::string_view History::subject(const Glance& glance) const noexcept { return kept_->subject_names[glance.subject]; }
Instant History::recorded_at(std::size_t place) const noexcept { return kept_->points[kept_->where[place].point].recorded_at; }

Mention History::mention(std::size_t number) const noexcept {
  const std::string_view both = kept_->mentions[static_cast<std::uint32_t>(number)];
  const std::size_t sign = both.find('@');
  return {both.substr(0, sign), both.substr(sign + 1)};
}

std::size_t History::place_after(ItemNumber last) const noexcept {
  const auto& all = kept_->glances;
  const auto after = std::upper_bound(all.begin(), all.end(), last, [](ItemNumber n, const Glance& glance) { return n < glance.number; });
  return static_cast<std::size_t>(after - all.begin());
}

std::vector<std::size_t> History::of_subject(std::string_view subject) const {
  std::vector<std::size_t> out;
  const auto number = kept_->subject_names.find(subject);
  if (!number || *number >= kept_->subjects.size()) return out;
  const Kept::Subject& found = kept_->subjects[*number];
  out.reserve(found.count);
  for (std::uint32_t at = found.first; at != nothing; at = kept_->next_of_subject[at]) out.push_back(at);
  return out;
}

bool History::has_hazard(std::string_view id) const noexcept {
  const auto number = kept_->subject_names.find(id);
  return number && *number < kept_->subjects.size() && kept_->subjects[*number].is_hazard;
}

std::span<const std::uint32_t> History::of_kind(FactKind kind) const noexcept { return kept_->kinds[static_cast<std::size_t>(kind)]; }

std::int64_t History::next_version(std::string_view subject) const noexcept {
  const auto number = kept_->subject_names.find(subject);
  return number && *number < kept_->subjects.size() ? std::int64_t{kept_->subjects[*number].count} + 1 : 1;
}

const Known* History::find(ItemNumber number) const {
  const std::size_t after = place_after(number);
  return after > 0 && kept_->glances[after - 1].number == number ? &kept_->fact(after - 1) : nullptr;
}

ItemNumber History::known_by(Instant instant) const noexcept {
  const auto& points = kept_->points;
  const auto after = std::upper_bound(points.begin(), points.end(), instant, [](Instant i, const Kept::Point& point) { return i < point.recorded_at; });
  return after == points.begin() ? 0 : std::prev(after)->checkpoint.size;
}

Checkpoint History::checkpoint_at(ItemNumber number) const {
  const auto& points = kept_->points;
  const Checkpoint& now = kept_->checkpoint;
  const auto found = std::lower_bound(points.begin(), points.end(), number,
                                      [](const Kept::Point& point, ItemNumber n) { return point.checkpoint.size < n; });
  if (number < 0 || (found == points.end() && number > 0))
    throw Refused(ErrorCode::unknown_subject, "item " + std::to_string(number) + " is not in this ledger; its last item is " + std::to_string(now.size),
                  "台账中没有第" + std::to_string(number) + "项，最后一项是第" + std::to_string(now.size) + "项");
  if (number == 0) return {now.ledger, 0, {}};
  return found->checkpoint;
}

}  // namespace bihuan
