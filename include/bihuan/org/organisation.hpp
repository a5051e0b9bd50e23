// org/organisation.hpp: the organisation as one value, and the questions about names, terms and posts.
#pragma once

#include "bihuan/org/post.hpp"

namespace bihuan {

/// One way to read a name, with the days on which it is right.
struct Reading {
  UnitId unit;              ///< for an outside body its id
  Validity valid;           ///< the unit's own days and those of the alias or membership, together
  bool by_alias = false;
  bool collective = false;  ///< through a collective term
  bool outside = false;     ///< an outside body
  Origin origin = Origin::printed;
};

/// How a name was found.
struct Resolution {
  UnitId unit;
  bool by_alias = false;
  bool outside = false;     ///< an outside body; `unit` is its id
  Origin origin = Origin::printed;
};

/// The units behind a name on a day; a unit's own name expands to itself.
struct Expansion {
  std::vector<UnitId> units;
  bool collective = false;
  bool open = false;     ///< nobody has said who belongs
  Origin origin = Origin::printed;
};

/// Units, bodies, names, posts and terms of office. A value; every question names its day.
/// Ids of units and bodies share one room: a body may act in a role as a unit does.
struct Organisation {
  std::vector<Unit> units;
  std::vector<Body> bodies;
  std::vector<Alias> aliases;
  std::vector<CollectiveTerm> terms;
  std::vector<Post> posts;
  std::vector<Term> incumbencies;
  LeadingGroup leading_group;
  std::vector<Succession> successions;  ///< in the order of their days

  /// Every reading of a name or id over all days, in the order: id, name, alias, member of a term; where a unit has ended,
  /// its heir (of the rest) from that day. A former name is still a name.
  std::vector<Reading> readings(std::string_view name) const;
  /// The unit or body that a name or id means on a day. Throws PlanError (unknown_name, naming near misses;
  /// ambiguous_name, for a collective term too).
  Resolution resolve(std::string_view name, Day on) const;
  /// The same without a throw; nothing when the name means no unit or several.
  std::optional<Resolution> try_resolve(std::string_view name, Day on) const;
  /// The units behind a name, an alias or a collective term, each once. Throws PlanError (unknown_name,
  /// ambiguous_name).
  Expansion expand(std::string_view name, Day on) const;
  /// Names that look like this one: of units, bodies, aliases and terms. At most three.
  std::vector<std::string> near_names(std::string_view name) const;

  const Unit* find_unit(const UnitId& id) const noexcept;
  const Body* find_body(std::string_view id_or_name) const noexcept;
  const Post* find_post(const PostId& id) const noexcept;
  const CollectiveTerm* find_term(std::string_view name) const noexcept;
  /// The name of a unit or body, or the id's text where the plan does not know it (an enterprise): the newest, or that of a day.
  std::string unit_name(const UnitId& id) const;
  std::string unit_name(const UnitId& id, Day on) const;
  /// Who has on a day what a unit had on an earlier one: itself, or its heirs' heir; empty when nobody inherits.
  UnitId heir(const UnitId& unit, Day had_on, Day on, const TaskId& task = {}, const HazardId& hazard = {}) const;
  /// The post's name, or the id's text.
  std::string post_title(const PostId& id) const;
  /// The seats of the leading group on a day, highest first, collective terms expanded.
  std::vector<GroupSeat> group_seats(Day on) const;
  /// Who held a seat on a day; nobody when vacant. The term that began last wins. The seats of a unit end with it.
  std::optional<PersonId> incumbent(const PostInUnit& seat, Day on) const;
  /// Everybody who held it, who came last first (a seat that several hold, a predecessor whose term nobody ended).
  std::vector<Holder> holders(const PostInUnit& seat, Day on) const;
  /// Who held it over a span, day by day, as stretches; a vacant one has no holder. The term that began last wins.
  std::vector<Held> held(const PostInUnit& seat, const Span& days) const;
  /// The seats a person held on a day.
  std::vector<PostInUnit> seats_of(const PersonId& person, Day on) const;
};

}  // namespace bihuan
