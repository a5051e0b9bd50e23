#include "bihuan/form/timeline.hpp"

#include <algorithm>
#include <set>

namespace bihuan {
namespace {

/// Days that both allow; nothing when there are none.
std::optional<Span> within(const Validity& valid, Span days) {
  const Day first = valid.first ? std::max(*valid.first, days.first) : days.first;
  const Day last = valid.last ? std::min(*valid.last, days.last) : days.last;
  if (last < first) return std::nullopt;
  return Span{first, last};
}

void follow(std::vector<FollowedSeat>& out, const FollowedSeat& seat) {
  const auto known = std::find_if(out.begin(), out.end(), [&](const FollowedSeat& other) { return other.seat == seat.seat; });
  if (known == out.end()) {
    out.push_back(seat);
    return;
  }
  known->count = std::max(known->count, seat.count);
  if (known->rank.find(seat.rank) == std::string::npos) known->rank += "、" + seat.rank;
}

bool stands_in(const Organisation& organisation, const UnitId& unit, Span days) {
  const Unit* found = organisation.find_unit(unit);
  return found == nullptr || within(found->valid, days).has_value();
}

/// As many as the seat has places, each person once, those who came last first.
std::vector<Holder> holders_of(const Organisation& organisation, const FollowedSeat& followed, Day on) {
  std::vector<Holder> out;
  for (const Holder& holder : organisation.holders(followed.seat, on)) {
    const auto same = [&](const Holder& other) { return other.person == holder.person; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(holder);
  }
  out.resize(std::min(out.size(), static_cast<std::size_t>(std::max(followed.count, 1))));
  return out;
}

/// The days on which the holders of a seat may change.
std::set<Day> turns(const Organisation& organisation, const FollowedSeat& followed, Span days) {
  std::set<Day> out{days.first};
  for (const Term& term : organisation.incumbencies) {
    if (term.seat != followed.seat) continue;
    if (term.valid.first && days.contains(*term.valid.first)) out.insert(*term.valid.first);
    if (term.valid.last && *term.valid.last < days.last && days.first <= *term.valid.last) out.insert(*term.valid.last + 1);
  }
  return out;
}

/// Places of a seat and who is in them now. Who stays keeps the place.
class Places {
 public:
  explicit Places(int count) : now_(static_cast<std::size_t>(std::max(count, 1))), done_(now_.size()) {}

  void add(Span days, const std::vector<Holder>& holders) {
    std::vector<std::optional<Holder>> next(now_.size());
    std::vector<Holder> arriving;
    for (const Holder& holder : holders) {
      const auto place = std::find_if(now_.begin(), now_.end(), [&](const auto& other) { return other && other->person == holder.person; });
      if (place == now_.end()) arriving.push_back(holder);
      else next[static_cast<std::size_t>(place - now_.begin())] = holder;
    }
    for (const Holder& holder : arriving) *std::find(next.begin(), next.end(), std::nullopt) = holder;
    for (std::size_t i = 0; i < next.size(); ++i) add_to(i, next[i], days);
    now_ = next;
  }

  std::vector<Stretch> all() const {
    std::vector<Stretch> out;
    for (const std::vector<Stretch>& place : done_) out.insert(out.end(), place.begin(), place.end());
    return out;
  }

 private:
  void add_to(std::size_t place, const std::optional<Holder>& holder, Span days) {
    const Stretch next{holder ? std::optional(holder->person) : std::nullopt, holder && holder->acting, days, static_cast<int>(place) + 1};
    std::vector<Stretch>& done = done_[place];
    if (!done.empty() && done.back().person == next.person && done.back().acting == next.acting) done.back().days.last = days.last;
    else done.push_back(next);
  }

  std::vector<std::optional<Holder>> now_;
  std::vector<std::vector<Stretch>> done_;
};

}  // namespace

std::vector<FollowedSeat> followed_seats(const Organisation& organisation, const PostId& head_post, Span days) {
  std::vector<FollowedSeat> out;
  for (const GroupRank& rank : organisation.leading_group.ranks) {
    for (const Reading& reading : organisation.readings(rank.of)) {
      if (within(reading.valid, days)) follow(out, {{rank.post, reading.unit}, rank.rank, rank.count});
    }
  }
  for (const Unit& unit : organisation.units) {
    const PostInUnit seat{head_post, unit.id};
    const auto is_of_unit = [&](const FollowedSeat& other) { return other.seat.unit == unit.id; };
    const auto is_appointed = [&](const Term& term) { return term.seat == seat && within(term.valid, days); };
    // where a unit sits in the group by another post (the bureau, by its director) that post is its head
    const bool is_headed = std::any_of(out.begin(), out.end(), is_of_unit) &&
                           std::none_of(organisation.incumbencies.begin(), organisation.incumbencies.end(), is_appointed);
    const auto known = std::any_of(out.begin(), out.end(), [&](const FollowedSeat& other) { return other.seat == seat; });
    if (stands_in(organisation, unit.id, days) && !is_headed && !known) out.push_back({seat, "", 1});
  }
  return out;
}

std::vector<Stretch> stretches(const Organisation& organisation, const FollowedSeat& followed, Span days) {
  const Unit* unit = organisation.find_unit(followed.seat.unit);
  const std::optional<Span> stood = within(unit == nullptr ? Validity{} : unit->valid, days);
  if (!stood) return {};
  const std::set<Day> changes = turns(organisation, followed, *stood);
  Places places(followed.count);
  for (auto day = changes.begin(); day != changes.end(); ++day) {
    const Day last = std::next(day) == changes.end() ? stood->last : *std::next(day) - 1;
    places.add({*day, last}, holders_of(organisation, followed, *day));
  }
  return places.all();
}

Table timeline(const Organisation& organisation, const PostId& head_post, Span days, const PersonNames& names) {
  Table out{"timeline", {"seat", "unit", "unit_name", "post", "rank", "place", "person", "name", "standing", "first", "last"}, {}};
  const auto text = [](const std::string& value) { return value.empty() ? Cell{} : Cell{value}; };
  for (const FollowedSeat& followed : followed_seats(organisation, head_post, days)) {
    for (const Stretch& stretch : stretches(organisation, followed, days)) {
      const std::string unit_name = organisation.unit_name(followed.seat.unit, stretch.days.last);
      const auto name = stretch.person ? names.find(*stretch.person) : names.end();
      out.rows.push_back({followed.seat.text(), followed.seat.unit.text(), unit_name, organisation.post_title(followed.seat.post),
                          text(followed.rank), std::int64_t{stretch.place}, stretch.person ? text(stretch.person->text()) : Cell{},
                          name == names.end() ? Cell{} : text(name->second),
                          std::string(!stretch.person ? "vacant" : stretch.acting ? "acting" : "held"), stretch.days.first, stretch.days.last});
    }
  }
  return out;
}

}  // namespace bihuan
