// form/timeline.hpp: who held what: the heads of units and the seats of the leading group over the days, as a table and a picture.
#pragma once

#include "bihuan/org/organisation.hpp"
#include "bihuan/report/table.hpp"

#include <map>

namespace bihuan {

/// A seat whose holders are followed.
struct FollowedSeat {
  PostInUnit seat;
  std::string rank;  ///< in the leading group: 组长; empty outside of it
  int count = 1;     ///< how many hold it at once
};

/// Days on which one place of a seat was held by one person in one capacity, or by nobody.
struct Stretch {
  std::optional<PersonId> person;  ///< nothing: vacant (空缺)
  bool acting = false;             ///< 代理
  Span days;
  int place = 1;                   ///< of the seat's places, from 1; who stays keeps the place
};

/// The seats of the leading group, highest first, then the heads of the other units, in the order of the plan; those that there were
/// on any of the days.
std::vector<FollowedSeat> followed_seats(const Organisation& organisation, const PostId& head_post, Span days);

/// Who held a seat, whole: every day on which its unit stood is in one stretch of each place. Who holds the post holds the seat
/// (natural substitution); among more terms than places those that began last hold it, as `Organisation::incumbent` says.
/// By place, within one by day.
std::vector<Stretch> stretches(const Organisation& organisation, const FollowedSeat& followed, Span days);

/// Names to print instead of ids; a person without one is printed by id.
using PersonNames = std::map<PersonId, std::string>;

/// A row for each stretch: seat, unit, unit_name, post, rank, place, person, name, standing (held, acting, vacant), first, last.
Table timeline(const Organisation& organisation, const PostId& head_post, Span days, const PersonNames& names = {});

/// The same as one SVG element like `chart_svg`: a line for each place of a seat, acting holders hatched and marked 代理, vacant
/// stretches marked 空缺.
std::string timeline_svg(const Organisation& organisation, const PostId& head_post, Span days, const PersonNames& names = {},
                         const std::string& campaign = {});

}  // namespace bihuan
