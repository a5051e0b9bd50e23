// The responsibility chart of a plan: its tables told as dated ties, each with its reason in words.
#include "bihuan/plan/plan.hpp"

#include <algorithm>

namespace bihuan {
namespace {

std::string origin_told(Origin origin) { return origin == Origin::printed ? "" : "（" + chinese(origin) + "）"; }

std::string placed(const std::string& place, const std::string& said) { return place.empty() ? said : place + " " + said; }

Tie told(Node from, Bond bond, Node to, const Validity& valid, const std::string& said, Origin origin, std::string printed = {}) {
  return {std::move(from), std::move(to), bond, valid, said + origin_told(origin), origin, std::move(printed)};
}

Node task_node(const TaskId& id) { return {NodeKind::task, id.text()}; }

/// Writes the ties of a plan down, in the order of its file.
class Ties {
 public:
  explicit Ties(const Plan& plan) : plan_(plan), organisation_(plan.organisation) {}

  std::vector<Tie> all() {
    add_units();
    add_seats();
    add_group();
    add_responsibilities();
    add_headings();
    add_territories();
    add_device_kinds();
    add_filings();
    return std::move(ties_);
  }

 private:
  Node actor(const UnitId& id) const {
    return {organisation_.find_unit(id) != nullptr ? NodeKind::unit : NodeKind::body, id.text()};
  }

  /// The name that a unit had when the notice was issued: reasons speak the words of the notice.
  std::string named(const UnitId& unit) const { return "“" + organisation_.unit_name(unit, plan_.notice.issued_on) + "”"; }

  /// Whether a name of the notice means the unit itself, by its name, a former one or an alias; of a collective term no.
  bool means(const std::string& printed, const UnitId& id) const {
    const Unit* unit = organisation_.find_unit(id);
    const auto had = [&](const FormerName& former) { return former.name == printed; };
    if (unit == nullptr || printed == id.text() || unit->name == printed) return true;
    if (std::any_of(unit->former.begin(), unit->former.end(), had)) return true;
    return std::any_of(organisation_.aliases.begin(), organisation_.aliases.end(),
                       [&](const Alias& alias) { return alias.name == printed && alias.unit == id; });
  }

  bool is_member(const std::string& term, const UnitId& unit) const {
    const CollectiveTerm* found = organisation_.find_term(term);
    if (found == nullptr) return false;
    return std::any_of(found->members.begin(), found->members.end(), [&](const Membership& member) { return member.unit == unit; });
  }

  /// “甲科”; of a collective term: “各所”中的“东所”; after a reorganisation: “甲科”，自2021年7月1日起由“乙科”接手.
  std::string called(const std::string& printed, const UnitId& unit, const Validity& valid) const {
    const std::string quoted = "“" + printed + "”";
    if (is_member(printed, unit)) return quoted + "中的" + named(unit);
    if (means(printed, unit)) return quoted;
    return quoted + "，" + (valid.first ? "自" + valid.first->chinese() + "起" : "") + "由" + named(unit) + "接手";
  }

  /// A tie that stands already for the same days is not told twice; a unit's own name goes before a collective term.
  void add_named(const Tie& tie, std::size_t first) {
    for (std::size_t i = first; i < ties_.size(); ++i) {
      Tie& known = ties_[i];
      if (known.from != tie.from || known.to != tie.to || known.bond != tie.bond || known.valid != tie.valid) continue;
      if (organisation_.find_term(known.printed) != nullptr && organisation_.find_term(tie.printed) == nullptr) known = tie;
      return;
    }
    ties_.push_back(tie);
  }

  static Origin origin_of(const Named& name, const Reading& reading) {
    return reading.collective ? std::max(name.origin, reading.origin) : name.origin;
  }

  void add_units() {
    for (const Unit& unit : organisation_.units) {
      for (const Reading& reading : organisation_.readings(unit.belongs_to.name)) {
        const auto days = unit.valid.within(reading.valid);
        if (!days) continue;
        const Origin origin = origin_of(unit.belongs_to, reading);
        const std::string said = named(unit.id) + "隶属" + named(reading.unit);
        ties_.push_back(told(actor(unit.id), Bond::belongs_to, actor(reading.unit), *days, said, origin, unit.belongs_to.name));
      }
    }
  }

  void add_seat(const PostId& post, const UnitId& unit, const Validity& valid, const std::string& said, Origin origin) {
    const Node seat{NodeKind::post, PostInUnit{post, unit}.text()};
    const auto same = [&](const Tie& tie) { return tie.from == seat && tie.valid == valid; };
    const auto known = std::find_if(ties_.begin(), ties_.end(), same);
    if (known == ties_.end()) {
      ties_.push_back(told(seat, Bond::belongs_to, actor(unit), valid, said, origin));
    } else {
      known->reason += "；" + said + origin_told(origin);
    }
  }

  void add_seats() {
    for (const GroupRank& rank : organisation_.leading_group.ranks) {
      for (const Reading& reading : organisation_.readings(rank.of)) {
        const Origin origin = reading.collective ? std::max(rank.origin, reading.origin) : rank.origin;
        const std::string said = "领导小组" + rank.rank + "：" + called(rank.of, reading.unit, reading.valid) + organisation_.post_title(rank.post);
        add_seat(rank.post, reading.unit, reading.valid, placed(organisation_.leading_group.place, said), origin);
      }
    }
    if (plan_.head_post.empty()) return;
    const std::string said = organisation_.post_title(plan_.head_post) + "对本单位负责";
    for (const Unit& unit : organisation_.units) add_seat(plan_.head_post, unit.id, unit.valid, said, unit.origin);
  }

  /// The body above the group watches over the unit whose post heads it.
  void add_group() {
    const LeadingGroup& group = organisation_.leading_group;
    if (group.ranks.empty()) return;
    for (const Reading& above : organisation_.readings(group.reports_to)) {
      for (const Reading& head : organisation_.readings(group.ranks.front().of)) {
        const auto days = above.valid.within(head.valid);
        if (!days || above.unit == head.unit) continue;
        const std::string said = "领导小组的上级为“" + group.reports_to + "”";
        ties_.push_back(told(actor(above.unit), Bond::supervises, actor(head.unit), *days, said, group.reports_to_origin, group.reports_to));
      }
    }
  }

  void add_responsibilities() {
    for (const Responsibility& one : plan_.responsibilities()) {
      const Task* task = plan_.find_task(one.task);
      if (task == nullptr) continue;
      const Node from = one.unit.empty() ? Node{NodeKind::unit, {}} : actor(one.unit);
      const std::string said = chinese(one.bond) + "部门" + (one.unit.empty() ? "“" + one.printed + "”，成员没有列明" : called(one.printed, one.unit, one.valid));
      ties_.push_back(told(from, one.bond, task_node(one.task), one.valid, placed(task->place, said), one.origin, one.printed));
    }
  }

  void add_headings() {
    for (const Task& task : plan_.tasks) {
      if (!task.parent || plan_.find_task(*task.parent) == nullptr) continue;
      const std::string said = "任务 " + task.id.text() + " 在 " + task.parent->text() + " 之下";
      ties_.push_back(told(task_node(task.id), Bond::belongs_to, task_node(*task.parent), {}, placed(task.place, said), task.origin));
    }
  }

  void add_territories() {
    for (const Territory& territory : plan_.territories) {
      const std::size_t first = ties_.size();
      for (const Named& supervisor : territory.supervised_by) add_supervision(territory, supervisor, first);
    }
  }

  void add_supervision(const Territory& territory, const Named& supervisor, std::size_t first) {
    const Node node{NodeKind::territory, territory.id};
    const std::string watched = placed(territory.place, "“" + territory.name + "”由");
    const CollectiveTerm* term = organisation_.find_term(supervisor.name);
    if (term != nullptr && term->open) {
      const std::string said = watched + "“" + supervisor.name + "”监管，成员没有列明";
      add_named(told({NodeKind::unit, {}}, Bond::supervises, node, territory.valid, said, supervisor.origin, supervisor.name), first);
    }
    for (const Reading& reading : organisation_.readings(supervisor.name)) {
      const auto days = territory.valid.within(reading.valid);
      if (!days) continue;
      const std::string said = watched + called(supervisor.name, reading.unit, *days) + "监管";
      add_named(told(actor(reading.unit), Bond::supervises, node, *days, said, origin_of(supervisor, reading), supervisor.name), first);
    }
  }

  void add_device_kinds() {
    for (const DeviceKind& kind : plan_.device_kinds) {
      for (const TaskId& id : kind.tasks) {
        const Task* task = plan_.find_task(id);
        if (task == nullptr) continue;
        const std::string said = "“" + kind.name + "”见任务 " + id.text() + "“" + task->title + "”";
        ties_.push_back(told({NodeKind::device_kind, kind.name}, Bond::belongs_to, task_node(id), {}, placed(kind.place, said), kind.origin));
      }
    }
  }

  void add_filings() {
    for (const Filing& filing : plan_.duties) {
      const Span days = filing.span.value_or(plan_.notice.span);
      const std::size_t first = ties_.size();
      for (const Named& filer : filing.filers) {
        for (const Reading& from : organisation_.readings(filer.name)) {
          for (const Reading& to : organisation_.readings(filing.recipient.name)) add_filing(filing, filer, from, to, {days.first, days.last}, first);
        }
      }
    }
  }

  void add_filing(const Filing& filing, const Named& filer, const Reading& from, const Reading& to, const Validity& days, std::size_t first) {
    auto valid = from.valid.within(to.valid);
    if (valid) valid = valid->within(days);
    if (!valid) return;
    const Origin origin = std::max(origin_of(filer, from), origin_of(filing.recipient, to));
    const std::string said = "报送“" + filing.title + "”：" + called(filer.name, from.unit, *valid) + "报" + called(filing.recipient.name, to.unit, *valid);
    add_named(told(actor(from.unit), Bond::files_to, actor(to.unit), *valid, placed(filing.place, said), origin, filer.name), first);
  }

  const Plan& plan_;
  const Organisation& organisation_;
  std::vector<Tie> ties_;
};

}  // namespace

Chart Plan::chart() const {
  std::vector<Thing> things;
  const auto add = [&](NodeKind kind, const std::string& id, const std::string& name, const std::string& place, Origin origin, const Validity& valid) {
    Thing& thing = things.emplace_back();
    thing.node = {kind, id};
    thing.name = name;
    thing.place = place;
    thing.origin = origin;
    thing.valid = valid;
  };
  for (const Task& one : tasks) add(NodeKind::task, one.id.text(), one.title, one.place, one.origin, {});
  for (const Territory& one : territories) add(NodeKind::territory, one.id, one.name, one.place, one.origin, one.valid);
  for (const DeviceKind& one : device_kinds) add(NodeKind::device_kind, one.name, one.name, one.place, one.origin, {});
  return Chart(organisation, std::move(things), Ties(*this).all(), head_post);
}

}  // namespace bihuan
