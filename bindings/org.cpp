#include "rooms.hpp"

#include "bihuan/org/organisation.hpp"

namespace bihuan::python {

namespace {

void bind_org_words(py::module_& module) {
  py::native_enum<Origin>(module, "Origin", word, "Where a value of the plan comes from.")
      .value("printed", Origin::printed)
      .value("inferred", Origin::inferred)
      .value("assumed", Origin::assumed)
      .finalize();
}

void bind_named(py::module_& module) {
  py::class_<Named> named(module, "Named", "A unit or collective term named in the plan, with the name as printed.");
  field(named, "name", &Named::name);
  field(named, "origin", &Named::origin);
  named.def("__repr__", [](const Named& self) { return "<Named " + self.name + ">"; });
}

void bind_coverage(py::module_& module) {
  py::class_<Territory> territory(module, "Territory", "A territory (街镇、辖区) and who watches over it.");
  field(territory, "id", &Territory::id);
  field(territory, "name", &Territory::name);
  field(territory, "supervised_by", &Territory::supervised_by, "units or collective terms");
  field(territory, "valid", &Territory::valid);
  field(territory, "origin", &Territory::origin);
  field(territory, "place", &Territory::place);
  territory.def("__repr__", [](const Territory& self) { return "<Territory " + self.id + " " + self.name + ">"; });

  py::class_<DeviceKind> kind(module, "DeviceKind", "A kind of device (设备种类), as hazards name it.");
  field(kind, "name", &DeviceKind::name);
  field(kind, "tasks", &DeviceKind::tasks, "those that speak of it; none: no task does");
  field(kind, "origin", &DeviceKind::origin);
  field(kind, "place", &DeviceKind::place);
  kind.def("__repr__", [](const DeviceKind& self) { return "<DeviceKind " + self.name + ">"; });
}

void bind_units(py::module_& module) {
  py::class_<FormerName> former(module, "FormerName", "A name that a unit had, and the last day on which it had it.");
  field(former, "name", &FormerName::name);
  field(former, "last", &FormerName::last);
  former.def("__repr__", [](const FormerName& self) { return "<FormerName " + self.name + " until " + self.last.iso() + ">"; });

  py::class_<Unit> unit(module, "Unit", "A unit of the administration (科室、所、队).");
  field(unit, "id", &Unit::id);
  field(unit, "name", &Unit::name);
  field(unit, "valid", &Unit::valid);
  field(unit, "origin", &Unit::origin);
  field(unit, "belongs_to", &Unit::belongs_to, "the unit or body it is a part of; an empty name where the plan says nothing");
  field(unit, "former", &Unit::former, "the names that it had, oldest first");
  unit.def("name_on", [](const Unit& self, Day on) { return self.name_on(on); }, py::kw_only(), py::arg("on"), "The name that it had on a day.");
  unit.def("__repr__", [](const Unit& self) { return "<Unit " + self.id.text() + " " + self.name + ">"; });

  py::class_<Body> body(module, "Body", "A body outside the administration.");
  field(body, "id", &Body::id);
  field(body, "name", &Body::name);
  field(body, "origin", &Body::origin);
  body.def("__repr__", [](const Body& self) { return "<Body " + self.id + " " + self.name + ">"; });

  py::class_<Alias> alias(module, "Alias", "Another name of a unit.");
  field(alias, "name", &Alias::name);
  field(alias, "unit", &Alias::unit);
  field(alias, "valid", &Alias::valid);
  field(alias, "origin", &Alias::origin);
  alias.def("__repr__", [](const Alias& self) { return "<Alias " + self.name + " of " + self.unit.text() + ">"; });

  py::class_<Membership> membership(module, "Membership", "One unit's membership of a collective term.");
  field(membership, "unit", &Membership::unit);
  field(membership, "valid", &Membership::valid);
  membership.def("__repr__", [](const Membership& self) { return "<Membership of " + self.unit.text() + ">"; });

  py::class_<CollectiveTerm> term(module, "CollectiveTerm", "A collective term: its members are given, or it is open.");
  field(term, "name", &CollectiveTerm::name);
  field(term, "open", &CollectiveTerm::open);
  field(term, "members", &CollectiveTerm::members);
  field(term, "origin", &CollectiveTerm::origin);
  field(term, "place", &CollectiveTerm::place);
  term.def("__repr__", [](const CollectiveTerm& self) {
    return "<CollectiveTerm " + self.name + (self.open ? " open>" : " of " + std::to_string(self.members.size()) + ">");
  });
}

void bind_actors(py::module_& module) {
  py::class_<Actor> actor(module, "Actor", "Who acted: a person in a post of a unit.");
  actor
      .def(py::init([](PersonId person, PostId post, UnitId unit) {
             return Actor{std::move(person), std::move(post), std::move(unit)};
           }),
           py::arg("person"), py::arg("post"), py::arg("unit"))
      .def_static("parse", &Actor::parse, py::arg("text"), "Reads person@post@unit.")
      .def(py::self == py::self)
      .def(py::self < py::self)
      .def("__hash__", [](const Actor& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &Actor::text)
      .def("__repr__",
           [](const Actor& self) {
             return "Actor(" + quoted(self.person.text()) + ", " + quoted(self.post.text()) + ", " +
                    quoted(self.unit.text()) + ")";
           })
      .def(py::pickle([](const Actor& self) { return py::make_tuple(self.person, self.post, self.unit); },
                      [](const py::tuple& state) {
                        return Actor{state[0].cast<PersonId>(), state[1].cast<PostId>(), state[2].cast<UnitId>()};
                      }));
  field(actor, "person", &Actor::person);
  field(actor, "post", &Actor::post);
  field(actor, "unit", &Actor::unit);
}

void bind_posts(py::module_& module) {
  py::class_<Post> post(module, "Post", "A post (职务) that units have.");
  field(post, "id", &Post::id);
  field(post, "title", &Post::title);
  field(post, "origin", &Post::origin);
  post.def("__repr__", [](const Post& self) { return "<Post " + self.id.text() + " " + self.title + ">"; });

  py::class_<PostInUnit> seat(module, "PostInUnit", "A post in a unit.");
  seat.def(py::init([](PostId id, UnitId unit) { return PostInUnit{std::move(id), std::move(unit)}; }),
           py::arg("post"), py::arg("unit"))
      .def(py::self == py::self)
      .def(py::self < py::self)
      .def("__hash__", [](const PostInUnit& self) { return py::hash(py::str(self.text())); })
      .def("__str__", &PostInUnit::text)
      .def("__repr__", [](const PostInUnit& self) {
        return "PostInUnit(" + quoted(self.post.text()) + ", " + quoted(self.unit.text()) + ")";
      });
  field(seat, "post", &PostInUnit::post);
  field(seat, "unit", &PostInUnit::unit);

  py::class_<Term> term(module, "Term", "A person's term in a post.");
  field(term, "person", &Term::person);
  field(term, "seat", &Term::seat);
  field(term, "valid", &Term::valid);
  field(term, "acting", &Term::acting);
  term.def("__repr__",
           [](const Term& self) { return "<Term of " + self.person.text() + " as " + self.seat.text() + ">"; });
}

void bind_holders(py::module_& module) {
  py::class_<Holder> holder(module, "Holder", "Somebody who holds a seat.");
  field(holder, "person", &Holder::person);
  field(holder, "acting", &Holder::acting);
  field(holder, "since", &Holder::since, "None: from before the plan");
  holder.def("__repr__", [](const Holder& self) {
    return "<Holder " + self.person.text() + (self.acting ? " acting" : "") + (self.since ? " since " + self.since->iso() : "") + ">";
  });

  py::class_<Held> held(module, "Held", "Days in a row on which the same person held a seat, or nobody did.");
  field(held, "days", &Held::days);
  field(held, "holder", &Held::holder, "None: vacant");
  held.def("__repr__", [](const Held& self) {
    return "<Held by " + (self.holder ? self.holder->person.text() : "nobody") + " " + self.days.first.iso() + " to " + self.days.last.iso() + ">";
  });
}

void bind_leading_group(py::module_& module) {
  py::class_<GroupRank> rank(module, "GroupRank", "A rank of the leading group as the notice prints it.");
  field(rank, "rank", &GroupRank::rank);
  field(rank, "post", &GroupRank::post);
  field(rank, "of", &GroupRank::of, "whose post: the name of a unit or a collective term");
  field(rank, "count", &GroupRank::count, "how many hold it");
  field(rank, "origin", &GroupRank::origin);
  rank.def("__repr__", [](const GroupRank& self) { return "<GroupRank " + self.rank + " " + self.of + ">"; });

  py::class_<GroupSeat> group_seat(module, "GroupSeat", "A seat of the leading group on a day.");
  field(group_seat, "rank", &GroupSeat::rank);
  field(group_seat, "seat", &GroupSeat::seat);
  field(group_seat, "count", &GroupSeat::count);
  field(group_seat, "origin", &GroupSeat::origin);
  group_seat.def("__repr__",
                 [](const GroupSeat& self) { return "<GroupSeat " + self.rank + " " + self.seat.text() + ">"; });

  py::class_<LeadingGroup> group(module, "LeadingGroup", "The leading group (领导小组) and its office.");
  field(group, "name", &LeadingGroup::name);
  field(group, "ranks", &LeadingGroup::ranks, "highest first");
  field(group, "office", &LeadingGroup::office, "name of the unit that hosts the office");
  field(group, "reports_to", &LeadingGroup::reports_to);
  field(group, "substitution", &LeadingGroup::substitution);
  field(group, "place", &LeadingGroup::place);
  group.def("__repr__", [](const LeadingGroup& self) { return "<LeadingGroup " + self.name + ">"; });
}

void bind_answers(py::module_& module) {
  py::class_<Resolution> resolution(module, "Resolution", "How a name was found.");
  field(resolution, "unit", &Resolution::unit);
  field(resolution, "by_alias", &Resolution::by_alias);
  field(resolution, "outside", &Resolution::outside, "an outside body; `unit` is its id");
  field(resolution, "origin", &Resolution::origin);
  resolution.def("__repr__", [](const Resolution& self) { return "<Resolution " + self.unit.text() + ">"; });

  py::class_<Expansion> expansion(module, "Expansion", "The units behind a name on a day.");
  field(expansion, "units", &Expansion::units);
  field(expansion, "collective", &Expansion::collective);
  field(expansion, "open", &Expansion::open, "nobody has said who belongs");
  field(expansion, "origin", &Expansion::origin);
  expansion.def("__repr__",
                [](const Expansion& self) { return "<Expansion of " + std::to_string(self.units.size()) + " units>"; });

}

template <class Thing, class Key>
auto found(const Thing* (Organisation::*find)(Key) const noexcept) {
  return [find](const Organisation& self, std::remove_cvref_t<Key> key) -> std::optional<Thing> {
    const Thing* thing = (self.*find)(key);
    return thing == nullptr ? std::nullopt : std::optional<Thing>(*thing);
  };
}

void bind_organisation(py::module_& module) {
  py::class_<Organisation> whole(module, "Organisation", "Units, bodies, names, posts and terms of office.");
  field(whole, "units", &Organisation::units);
  field(whole, "bodies", &Organisation::bodies);
  field(whole, "aliases", &Organisation::aliases);
  field(whole, "terms", &Organisation::terms);
  field(whole, "posts", &Organisation::posts);
  field(whole, "incumbencies", &Organisation::incumbencies);
  field(whole, "leading_group", &Organisation::leading_group);
  field(whole, "successions", &Organisation::successions, "in the order of their days");
  whole
      .def("resolve", &Organisation::resolve, py::arg("name"), py::kw_only(), py::arg("on"),
           "The unit that a name or id means on a day.")
      .def("expand", &Organisation::expand, py::arg("name"), py::kw_only(), py::arg("on"),
           "The units behind a name, an alias or a collective term.")
      .def("find_unit", found(&Organisation::find_unit), py::arg("id"))
      .def("find_body", found(&Organisation::find_body), py::arg("id_or_name"))
      .def("find_post", found(&Organisation::find_post), py::arg("id"))
      .def("find_term", found(&Organisation::find_term), py::arg("name"))
      .def("unit_name",
           [](const Organisation& self, const UnitId& id, std::optional<Day> on) { return on ? self.unit_name(id, *on) : self.unit_name(id); },
           py::arg("id"), py::kw_only(), py::arg("on") = py::none(), "The newest name, or that of a day.")
      .def("heir",
           [](const Organisation& self, const UnitId& unit, Day had_on, Day on, const TaskId& task, const HazardId& hazard) {
             const UnitId heir = self.heir(unit, had_on, on, task, hazard);
             return heir.empty() ? std::nullopt : std::optional(heir);
           },
           py::arg("unit"), py::kw_only(), py::arg("had_on"), py::arg("on"), py::arg("task") = "", py::arg("hazard") = "",
           "Who has on a day what a unit had on an earlier one; None when nobody inherits.")
      .def("post_title", &Organisation::post_title, py::arg("id"))
      .def("near_names", &Organisation::near_names, py::arg("name"), "Names that look like this one.")
      .def("group_seats", &Organisation::group_seats, py::kw_only(), py::arg("on"),
           "The seats of the leading group on a day, highest first.")
      .def("incumbent", &Organisation::incumbent, py::arg("seat"), py::kw_only(), py::arg("on"),
           "Who held a seat on a day; None when vacant.")
      .def("holders", &Organisation::holders, py::arg("seat"), py::kw_only(), py::arg("on"), "Everybody who held it, who came last first.")
      .def("held", &Organisation::held, py::arg("seat"), py::kw_only(), py::arg("days"), "Who held it over a span, as stretches; a vacant one has no holder.")
      .def("seats_of", &Organisation::seats_of, py::arg("person"), py::kw_only(), py::arg("on"))
      .def("__repr__", [](const Organisation& self) {
        return "<Organisation of " + std::to_string(self.units.size()) + " units>";
      });
}

}  // namespace

void bind_org(py::module_& module) {
  bind_org_words(module);
  bind_chinese<Origin>(module);
  bind_named(module);
  bind_units(module);
  bind_coverage(module);
  bind_actors(module);
  bind_posts(module);
  bind_holders(module);
  bind_leading_group(module);
  bind_answers(module);
  bind_organisation(module);
  module.def("credit_code_check",
             [](const std::string& code) {
               const std::optional<char> expected = credit_code_check(code);
               return expected ? std::optional<std::string>(std::string(1, *expected)) : std::nullopt;
             },
             py::arg("code"), "The character that GB 32100-2015 expects at the 18th place.");
}

}  // namespace bihuan::python
