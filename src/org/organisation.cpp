#include "bihuan/org/organisation.hpp"

#include "bihuan/error.hpp"
#include "org/known_name.hpp"
#include "org/near.hpp"

#include <algorithm>

namespace bihuan {
namespace {

/// The weaker of two origins.
Origin weaker(Origin one, Origin other) { return std::max(one, other); }

std::string listed(const std::vector<std::string>& names, const char* between) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : between) + name;
  return out;
}

[[noreturn]] void refuse_unknown(const Organisation& organisation, std::string_view name, Day on) {
  ErrorContext context;
  context.subject = std::string(name);
  context.asked = "resolve on " + on.iso();
  context.allowed = organisation.near_names(name);
  const bool known = !organisation.readings(name).empty();
  std::string english = known ? "the name \"" + context.subject + "\" means no unit on " + on.iso()
                              : "no unit, body, alias or collective term is called \"" + context.subject + "\"";
  std::string chinese = known ? "名称“" + context.subject + "”在" + on.chinese() + "不指任何单位"
                              : "没有名为“" + context.subject + "”的单位、简称或统称";
  if (!context.allowed.empty()) {
    english += "; near: " + listed(context.allowed, ", ");
    chinese += "；相近的有：" + listed(context.allowed, "、");
  }
  throw PlanError(ErrorCode::unknown_name, english, chinese, context);
}

[[noreturn]] void refuse_ambiguous(const Organisation& organisation, std::string_view name,
                                   const std::vector<Reading>& found) {
  ErrorContext context;
  context.subject = std::string(name);
  context.asked = "resolve";
  for (const Reading& reading : found) context.allowed.push_back(organisation.unit_name(reading.unit));
  throw PlanError(ErrorCode::ambiguous_name,
                  "the name \"" + context.subject + "\" means more than one unit: " + listed(context.allowed, ", "),
                  "名称“" + context.subject + "”可指多个单位：" + listed(context.allowed, "、"), context);
}

[[noreturn]] void refuse_collective(const CollectiveTerm& term) {
  ErrorContext context;
  context.subject = term.name;
  context.asked = "resolve";
  context.allowed = {"expand"};
  throw PlanError(ErrorCode::ambiguous_name,
                  "\"" + term.name + "\" is a collective term, not one unit; name a member, or expand it",
                  "“" + term.name + "”是统称，不是一个单位；请写明其中的单位", context);
}

/// Adds a reading on the days on which there is such a unit, then its heir's from the day that it ended.
void add_unit(const Organisation& organisation, const Reading& reading, std::vector<Reading>& out) {
  const Unit* unit = organisation.find_unit(reading.unit);
  if (unit == nullptr) {
    if (organisation.find_body(reading.unit.text()) == nullptr) return;
    out.push_back(reading);
    out.back().outside = true;
    return;
  }
  if (const auto days = reading.valid.within(unit->valid)) {
    out.push_back(reading);
    out.back().valid = *days;
    out.back().origin = weaker(reading.origin, reading.collective ? unit->origin : Origin::printed);
  }
  for (const Succession& succession : organisation.successions) {
    if (succession.from != reading.unit || succession.heirs.rest.empty() || succession.heirs.rest == reading.unit) continue;
    const auto days = reading.valid.within({succession.on, std::nullopt});
    if (days) add_unit(organisation, {succession.heirs.rest, *days, !reading.collective, reading.collective, false, reading.origin}, out);
  }
}

/// Adds what is in force on the day, each unit once.
void add_on(std::vector<Reading>& out, const Reading& reading, Day on) {
  if (!reading.valid.on(on)) return;
  const auto same = [&](const Reading& other) { return other.unit == reading.unit; };
  if (std::none_of(out.begin(), out.end(), same)) out.push_back(reading);
}

/// Readings on a day; a name of a unit hides nothing: what a term adds to it shows as well.
std::vector<Reading> readings_on(const Organisation& organisation, std::string_view name, Day on) {
  std::vector<Reading> out;
  for (const Reading& reading : organisation.readings(name)) add_on(out, reading, on);
  return out;
}

}  // namespace

std::vector<Reading> Organisation::readings(std::string_view name) const {
  std::vector<Reading> out;
  if (name.empty()) return out;
  for (const Unit& unit : units) {
    const auto had = [&](const FormerName& former) { return former.name == name; };
    if (unit.id.text() == name || unit.name == name || std::any_of(unit.former.begin(), unit.former.end(), had))
      add_unit(*this, {unit.id, {}, false, false, false, unit.origin}, out);
  }
  for (const Body& body : bodies) {
    if (body.id == name || body.name == name) out.push_back({UnitId(body.id), {}, false, false, true, body.origin});
  }
  for (const Alias& alias : aliases) {
    if (alias.name == name) add_unit(*this, {alias.unit, alias.valid, true, false, false, alias.origin}, out);
  }
  for (const CollectiveTerm& term : terms) {
    if (term.name != name) continue;
    for (const Membership& member : term.members) add_unit(*this, {member.unit, member.valid, false, true, false, term.origin}, out);
  }
  return out;
}

org::KnownName::KnownName(const Organisation& organisation, std::string_view name)
    : readings_(organisation.readings(name)), is_term_(organisation.find_term(name) != nullptr) {}

std::optional<Resolution> org::KnownName::on(Day on) const {
  const Reading* found = nullptr;
  for (const Reading& reading : readings_) {
    if (!reading.valid.on(on)) continue;
    if (found != nullptr && reading.unit != found->unit) return std::nullopt;
    if (found == nullptr) found = &reading;
  }
  if (found == nullptr || found->collective || is_term_) return std::nullopt;
  return Resolution{found->unit, found->by_alias, found->outside, found->origin};
}

std::optional<Resolution> Organisation::try_resolve(std::string_view name, Day on) const { return org::KnownName(*this, name).on(on); }

Resolution Organisation::resolve(std::string_view name, Day on) const {
  if (const auto resolution = try_resolve(name, on)) return *resolution;
  if (const CollectiveTerm* term = find_term(name)) refuse_collective(*term);
  const std::vector<Reading> found = readings_on(*this, name, on);
  if (found.empty()) refuse_unknown(*this, name, on);
  refuse_ambiguous(*this, name, found);
}

Expansion Organisation::expand(std::string_view name, Day on) const {
  const CollectiveTerm* term = find_term(name);
  const std::vector<Reading> found = readings_on(*this, name, on);
  const auto is_own = [](const Reading& reading) { return !reading.collective; };
  const auto own_count = std::count_if(found.begin(), found.end(), is_own);
  if (own_count > 1 || (own_count == 1 && term != nullptr)) refuse_ambiguous(*this, name, found);
  if (term == nullptr && found.empty()) refuse_unknown(*this, name, on);
  Expansion out;
  out.collective = term != nullptr;
  out.open = term != nullptr && term->open;
  out.origin = term != nullptr ? term->origin : found.front().origin;
  for (const Reading& reading : found) out.units.push_back(reading.unit);
  return out;
}

std::vector<std::string> Organisation::near_names(std::string_view name) const {
  std::vector<std::string> known;
  for (const Unit& unit : units) known.insert(known.end(), {unit.id.text(), unit.name});
  for (const Body& body : bodies) known.insert(known.end(), {body.id, body.name});
  for (const Alias& alias : aliases) known.push_back(alias.name);
  for (const CollectiveTerm& term : terms) known.push_back(term.name);
  return org::near_words(name, known);
}

const Unit* Organisation::find_unit(const UnitId& id) const noexcept {
  for (const Unit& unit : units) {
    if (unit.id == id) return &unit;
  }
  return nullptr;
}

const Body* Organisation::find_body(std::string_view id_or_name) const noexcept {
  for (const Body& body : bodies) {
    if (body.id == id_or_name || body.name == id_or_name) return &body;
  }
  return nullptr;
}

const Post* Organisation::find_post(const PostId& id) const noexcept {
  for (const Post& post : posts) {
    if (post.id == id) return &post;
  }
  return nullptr;
}

const CollectiveTerm* Organisation::find_term(std::string_view name) const noexcept {
  for (const CollectiveTerm& term : terms) {
    if (term.name == name) return &term;
  }
  return nullptr;
}

std::string Organisation::unit_name(const UnitId& id) const {
  if (const Unit* unit = find_unit(id)) return unit->name;
  if (const Body* body = find_body(id.text())) return body->name;
  return id.text();
}

std::string Organisation::unit_name(const UnitId& id, Day on) const {
  const Unit* unit = find_unit(id);
  return unit != nullptr ? unit->name_on(on) : unit_name(id);
}

UnitId Organisation::heir(const UnitId& unit, Day had_on, Day on, const TaskId& task, const HazardId& hazard) const {
  UnitId now = unit;
  // Who named a unit that had ended by then, told late, means its heir all the same.
  const auto had_ended = [&](const UnitId& id) {
    const Unit* there = find_unit(id);
    return there != nullptr && there->valid.last && *there->valid.last < had_on;
  };
  for (const Succession& succession : successions)
    if (succession.on <= on && succession.from == now && (had_on < succession.on || had_ended(now))) now = succession.heirs.of(task, hazard);
  return now;
}

std::string Organisation::post_title(const PostId& id) const {
  const Post* post = find_post(id);
  return post != nullptr ? post->title : id.text();
}

std::vector<GroupSeat> Organisation::group_seats(Day on) const {
  std::vector<GroupSeat> out;
  for (const GroupRank& rank : leading_group.ranks) {
    const Expansion expansion = expand(rank.of, on);
    const Origin origin = expansion.collective ? weaker(rank.origin, expansion.origin) : rank.origin;
    for (const UnitId& unit : expansion.units) out.push_back({rank.rank, {rank.post, unit}, rank.count, origin});
  }
  return out;
}

std::vector<Holder> Organisation::holders(const PostInUnit& seat, Day on) const {
  std::vector<Holder> out;
  const Unit* unit = find_unit(seat.unit);
  if (unit != nullptr && !unit->valid.on(on)) return out;
  for (const Term& term : incumbencies)
    if (term.seat == seat && term.valid.on(on)) out.push_back({term.person, term.acting, term.valid.first});
  std::reverse(out.begin(), out.end());  // of two that began on one day, the one written down last
  std::stable_sort(out.begin(), out.end(), [](const Holder& a, const Holder& b) { return a.since > b.since; });
  return out;
}

std::optional<PersonId> Organisation::incumbent(const PostInUnit& seat, Day on) const {
  const std::vector<Holder> all = holders(seat, on);
  return all.empty() ? std::nullopt : std::optional(all.front().person);
}

std::vector<Held> Organisation::held(const PostInUnit& seat, const Span& days) const {
  std::vector<Day> turns{days.first};
  const auto turn = [&](const std::optional<Day>& day, int after) {
    if (day && days.contains(*day + after)) turns.push_back(*day + after);
  };
  for (const Term& term : incumbencies) {
    if (term.seat != seat) continue;
    turn(term.valid.first, 0);
    turn(term.valid.last, 1);
  }
  if (const Unit* unit = find_unit(seat.unit)) {
    turn(unit->valid.first, 0);
    turn(unit->valid.last, 1);
  }
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  std::vector<Held> out;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const Day last = i + 1 < turns.size() ? turns[i + 1] - 1 : days.last;
    const std::vector<Holder> all = holders(seat, turns[i]);
    const std::optional<Holder> holder = all.empty() ? std::nullopt : std::optional(all.front());
    if (!out.empty() && out.back().holder == holder) out.back().days.last = last;
    else out.push_back({{turns[i], last}, holder});
  }
  return out;
}

std::vector<PostInUnit> Organisation::seats_of(const PersonId& person, Day on) const {
  std::vector<PostInUnit> out;
  for (const Term& term : incumbencies) {
    const bool holds = term.person == person && term.valid.on(on);
    if (holds && std::find(out.begin(), out.end(), term.seat) == out.end()) out.push_back(term.seat);
  }
  return out;
}

}  // namespace bihuan
