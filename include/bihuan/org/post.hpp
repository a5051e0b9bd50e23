// org/post.hpp: posts, who held them when, and the leading group that is made of posts.
#pragma once

#include "bihuan/org/unit.hpp"

namespace bihuan {

/// A post (职务) as a kind of seat that units have: 负责人, 检查人员. It is always held *in* a unit.
struct Post {
  PostId id;
  std::string title;
  Origin origin = Origin::printed;
};

/// A post in a unit: `head@fire`.
struct PostInUnit {
  PostId post;
  UnitId unit;
  std::string text() const { return post.text() + "@" + unit.text(); }
  friend auto operator<=>(const PostInUnit&, const PostInUnit&) = default;
};

/// A person's term in a post. Natural substitution needs no notice: who holds the post holds the seat.
struct Term {
  PersonId person;
  PostInUnit seat;
  Validity valid;
  bool acting = false;
};

/// Somebody who holds a seat.
struct Holder {
  PersonId person;
  bool acting = false;         ///< 代理
  std::optional<Day> since;    ///< nothing: from before the plan
  friend bool operator==(const Holder&, const Holder&) = default;
};

/// A stretch of days on which the same person held a seat, or nobody did.
struct Held {
  Span days;
  std::optional<Holder> holder;  ///< nothing: vacant (空缺)
  friend bool operator==(const Held&, const Held&) = default;
};

/// A rank of the leading group (组长, 常务副组长, 副组长, 组员) as the notice prints it: by post, never by person.
struct GroupRank {
  std::string rank;
  PostId post;
  std::string of;   ///< whose post: the name of a unit or a collective term
  int count = 1;    ///< how many hold it (two deputies)
  Origin origin = Origin::printed;
};

/// A seat of the leading group on a day, taken by whoever holds the post.
struct GroupSeat {
  std::string rank;
  PostInUnit seat;
  int count = 1;
  Origin origin = Origin::printed;
};

/// The leading group (领导小组) and its office (办公室).
struct LeadingGroup {
  std::string name;
  std::vector<GroupRank> ranks;  ///< highest first
  std::string office;            ///< name of the unit that hosts the office
  std::string reports_to;        ///< the body above the group; may be empty
  Origin reports_to_origin = Origin::printed;
  std::string substitution;      ///< the rule of succession, in a sentence of our own
  std::string place;             ///< where the notice says so
};

/// Who acted: a person in a post of a unit. For a party outside (the rectifier), `unit` is the enterprise's name.
struct Actor {
  PersonId person;
  PostId post;
  UnitId unit;
  /// `person@post@unit`.
  std::string text() const;
  /// Reads `person@post@unit`; the unit may contain '@'. Throws PlanError (plan_value).
  static Actor parse(std::string_view text);
  friend auto operator<=>(const Actor&, const Actor&) = default;
};

}  // namespace bihuan
