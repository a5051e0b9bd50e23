// What the chart answers in words: the chain of those who answer, what is uncovered, responsibility against filing.
#include "bihuan/org/chart.hpp"

#include <algorithm>
#include <set>

namespace bihuan {
namespace {

/// （推定）, （假定）; nothing for what is printed.
std::string marked(Origin origin) { return origin == Origin::printed ? "" : "（" + chinese(origin) + "）"; }

std::string at_place(const std::string& place, const std::string& said) { return place.empty() ? said : place + " " + said; }

Node actor_node(const Organisation& organisation, const UnitId& id) {
  return {organisation.find_unit(id) != nullptr ? NodeKind::unit : NodeKind::body, id.text()};
}

const Thing* thing_of(const Chart& chart, const Node& node) {
  for (const Thing& thing : chart.things()) {
    if (thing.node == node) return &thing;
  }
  return nullptr;
}

/// Goes up from a thing and writes down who answers.
class Climb {
 public:
  Climb(const Chart& chart, Day on) : chart_(chart), organisation_(chart.organisation()), group_(organisation_.leading_group), on_(on) {
    if (!group_.ranks.empty()) {
      const auto unit = organisation_.try_resolve(group_.ranks.front().of, on);
      if (unit) head_ = PostInUnit{group_.ranks.front().post, unit->unit};
    }
    if (const auto unit = organisation_.try_resolve(group_.reports_to, on)) above_ = unit->unit;
  }

  void begin(const Node& node) {
    switch (node.kind) {
      case NodeKind::unit:
      case NodeKind::body: return begin_at_unit(node);
      case NodeKind::post: return begin_at_seat(node);
      case NodeKind::task: return begin_at_task(node);
      case NodeKind::territory: return begin_at_territory(node);
      case NodeKind::device_kind: return begin_at_device_kind(node);
    }
  }

  /// The office, the head of the leading group, the body above; what stands above the first step already is left out.
  void rise() {
    const bool is_above = steps_.size() == 1 && steps_.front().answerer.seat == PostInUnit{PostId(), above_};
    const bool is_head = steps_.size() == 1 && head_ && steps_.front().answerer.seat == *head_;
    if (is_above) return;
    if (const auto office = organisation_.try_resolve(group_.office, on_); office && !is_head) {
      const std::string said = at_place(group_.place, "领导小组办公室设在“" + group_.office + "”");
      add({chart_.head_post(), office->unit}, "领导小组办公室", for_lack() + said);
    }
    if (head_) {
      const GroupRank& first = group_.ranks.front();
      const std::string said = first.rank + "由" + organisation_.post_title(first.post) + "担任" + marked(first.origin);
      add(*head_, "领导小组" + first.rank, for_lack() + at_place(group_.place, said));
    }
    add({PostId(), above_}, "上级", "领导小组的上级为“" + group_.reports_to + "”" + marked(group_.reports_to_origin));
  }

  std::vector<Answerer> steps() && {
    std::vector<Answerer> out;
    for (Step& step : steps_) {
      constexpr std::size_t most = 3;
      for (std::size_t i = 0; i < std::min(most, step.reasons.size()); ++i) step.answerer.reason += (i == 0 ? "" : "；") + step.reasons[i];
      if (step.reasons.size() > most) step.answerer.reason += " 等 " + std::to_string(step.reasons.size()) + " 处";
      out.push_back(std::move(step.answerer));
    }
    return out;
  }

 private:
  struct Step {
    Answerer answerer;
    std::vector<std::string> reasons;
  };

  /// A seat that stands in the chain already gets the capacity and the reason added instead.
  void add(const PostInUnit& seat, const std::string& capacity, const std::string& reason) {
    if (seat.unit.empty()) return;
    auto known = std::find_if(steps_.begin(), steps_.end(), [&](const Step& step) { return step.answerer.seat == seat; });
    if (known == steps_.end()) {
      const std::vector<Holder> held = organisation_.holders(seat, on_);
      const std::optional<PersonId> person = held.empty() ? std::nullopt : std::optional(held.front().person);
      steps_.push_back({{seat, capacity, person, !held.empty() && held.front().acting, {}}, {reason}});
      return;
    }
    if (known->answerer.capacity.find(capacity) == std::string::npos) known->answerer.capacity += "、" + capacity;
    if (std::find(known->reasons.begin(), known->reasons.end(), reason) == known->reasons.end()) known->reasons.push_back(reason);
  }

  void add_head(const Node& unit, const std::string& capacity, const std::string& reason) {
    if (unit.id == above_.text() && unit.kind == NodeKind::body) return add({PostId(), above_}, capacity, reason);
    add({chart_.head_post(), UnitId(unit.id)}, capacity, reason);
  }

  /// Where nobody below the group answers, its first step says so.
  std::string for_lack() const { return steps_.empty() && !lack_.empty() ? lack_ + "，由领导小组统筹（推定）；" : ""; }

  /// A unit that does not stand does not answer; where it has an heir, that does.
  bool is_gone(const UnitId& id) {
    const Unit* unit = organisation_.find_unit(id);
    if (unit == nullptr || unit->valid.on(on_)) return false;
    lack_ = "“" + unit->name + "”当日不存在";
    if (!unit->valid.last || on_ <= *unit->valid.last) return true;
    const UnitId heir = organisation_.heir(id, *unit->valid.last, on_);
    const Unit* successor = heir == id ? nullptr : organisation_.find_unit(heir);
    if (successor == nullptr || !successor->valid.on(on_)) return true;
    add({chart_.head_post(), heir}, "单位负责人", "“" + unit->name + "”的工作自" + (*unit->valid.last + 1).chinese() + "起由“" + successor->name_on(on_) + "”接手");
    return true;
  }

  void begin_at_unit(const Node& node) {
    if (node.kind == NodeKind::body && node.id == above_.text()) return add({PostId(), above_}, "上级", "领导小组的上级");
    if (is_gone(UnitId(node.id))) return;
    add_head(node, "单位负责人", organisation_.post_title(chart_.head_post()) + "对本单位负责");
  }

  void begin_at_seat(const Node& node) {
    const std::size_t at = node.id.find('@');
    const PostInUnit seat{PostId(node.id.substr(0, at)), UnitId(node.id.substr(at + 1))};
    if (is_gone(seat.unit)) return;
    add(seat, organisation_.post_title(seat.post), "所问的职务");
    if (head_ && head_->unit == seat.unit) return;
    begin_at_unit(actor_node(organisation_, seat.unit));
  }

  void begin_at_task(const Node& node) {
    if (!seen_.insert(node).second) return;
    const std::vector<Tie> ties = chart_.ties_of(node, on_);
    for (const Bond bond : {Bond::leads, Bond::carries}) {
      bool found = false;
      for (const Tie& tie : ties) {
        if (tie.bond != bond || tie.from.id.empty()) continue;
        add_head(tie.from, bond == Bond::leads ? "牵头部门负责人" : "责任部门负责人", tie.reason);
        found = true;
      }
      if (found) return;
    }
    for (const Tie& tie : ties) {
      if (tie.bond == Bond::belongs_to && tie.to == node && tie.from.kind == NodeKind::task) begin_at_task(tie.from);
    }
    if (steps_.empty()) lack_ = "没有单位牵头或承担";
  }

  void begin_at_device_kind(const Node& node) {
    const std::vector<Tie> ties = chart_.ties_of(node, on_);
    if (ties.empty()) lack_ = "没有任务写明这一设备种类";
    for (const Tie& tie : ties) begin_at_task(tie.to);
  }

  void begin_at_territory(const Node& node) {
    for (const Tie& tie : chart_.ties_of(node, on_)) add_head(tie.from, "属地监管单位负责人", tie.reason);
    if (steps_.empty()) lack_ = "没有单位监管这一属地";
  }

  const Chart& chart_;
  const Organisation& organisation_;
  const LeadingGroup& group_;
  const Day on_;
  std::optional<PostInUnit> head_;
  UnitId above_;
  std::string lack_;  ///< why nobody below the office answers
  std::vector<Step> steps_;
  std::set<Node> seen_;
};

/// “甲科”至2021年6月30日: whose ties of a kind to a node ended before the day.
std::string ended_before(const Chart& chart, const Node& node, Bond bond, Day on) {
  std::string out;
  for (const Tie& tie : chart.ties()) {
    const bool is_past = tie.to == node && tie.bond == bond && !tie.from.id.empty() && tie.valid.last && *tie.valid.last < on;
    if (is_past) out += (out.empty() ? "" : "、") + ("“" + chart.name_of(tie.from, on) + "”至" + tie.valid.last->chinese());
  }
  return out;
}

/// Names of those who are tied to a node: 责任部门为“各科”“执法队”，共 18 个单位.
std::string told(const std::vector<Tie>& ties, const Chart& chart, Day on) {
  std::vector<std::string> names;
  std::size_t count = 0;
  for (const Tie& tie : ties) {
    if (!tie.from.id.empty()) ++count;
    const std::string name = !tie.printed.empty() || tie.from.id.empty() ? tie.printed : chart.name_of(tie.from, on);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string out;
  for (const std::string& name : names) out += "“" + name + "”";
  return out + (count > names.size() ? "，共 " + std::to_string(count) + " 个单位" : "");
}

/// Why a task has nobody of a kind on a day; nothing where it has.
std::optional<std::string> lacking(const Chart& chart, const Thing& task, Bond bond, Day on) {
  const std::string column = chinese(bond) + "部门";
  const std::vector<Tie> ties = chart.who(TaskId(task.node.id), bond, on);
  if (std::any_of(ties.begin(), ties.end(), [](const Tie& tie) { return !tie.from.id.empty(); })) return std::nullopt;
  if (!ties.empty()) return column + "写作" + told(ties, chart, on) + "，成员没有列明";
  const std::string past = ended_before(chart, task.node, bond, on);
  if (!past.empty()) return "当日没有" + column + "：" + past;
  const bool is_dated = std::any_of(chart.ties().begin(), chart.ties().end(), [&](const Tie& tie) { return tie.to == task.node && tie.bond == bond; });
  if (is_dated) return "当日没有" + column;
  return "没有" + column + (task.origin == Origin::printed ? "（原文如此）" : "（任务本身为" + chinese(task.origin) + "）");
}

/// Why a leaf task is not whole; nothing where it is.
std::optional<std::string> gap_of(const Chart& chart, const Thing& task, Day on) {
  for (const Tie& tie : chart.ties_of(task.node, on)) {
    const bool is_heading = tie.bond == Bond::belongs_to && tie.to == task.node && tie.from.kind == NodeKind::task;
    if (is_heading) return std::nullopt;
  }
  const auto lead = lacking(chart, task, Bond::leads, on);
  const auto carry = lacking(chart, task, Bond::carries, on);
  if (lead && carry) return *lead + "；" + *carry;
  if (carry) return carry;
  if (!lead) return std::nullopt;
  return *lead + "；责任部门为" + told(chart.who(TaskId(task.node.id), Bond::carries, on), chart, on);
}

}  // namespace

std::vector<Answerer> Chart::chain(const Node& node, Day on) const {
  ties_of(node, on);  // throws for what the chart does not know
  Climb climb(*this, on);
  climb.begin(node);
  climb.rise();
  return std::move(climb).steps();
}

std::vector<Answerer> Chart::chain_of_group(Day on) const {
  Climb climb(*this, on);
  climb.rise();
  return std::move(climb).steps();
}

std::vector<Uncovered> Chart::uncovered(Day on) const {
  std::vector<Uncovered> out;
  for (const Node& node : nodes(on)) {
    const Thing* thing = thing_of(*this, node);
    if (thing == nullptr) continue;
    std::optional<std::string> gap;
    const std::vector<Tie> bound = ties_of(node, on);
    if (node.kind == NodeKind::task) gap = gap_of(*this, *thing, on);
    if (node.kind == NodeKind::territory && std::all_of(bound.begin(), bound.end(), [](const Tie& tie) { return tie.from.id.empty(); })) {
      const std::string past = ended_before(*this, node, Bond::supervises, on);
      gap = bound.empty() ? "没有单位监管" + (past.empty() ? "" : "：" + past) : "监管单位写作" + told(bound, *this, on) + "，成员没有列明";
    }
    if (node.kind == NodeKind::device_kind && bound.empty()) gap = "没有任务写明这一设备种类";
    if (gap) out.push_back({node, at_place(thing->place, "“" + name_of(node, on) + "”" + *gap)});
  }
  return out;
}

std::vector<Unequal> Chart::responsibility_against_filing(Day on) const {
  std::vector<Unequal> out;
  for (const Node& node : nodes(on)) {
    if (node.kind != NodeKind::unit && node.kind != NodeKind::body) continue;
    std::set<std::string> tasks;
    std::string files;
    for (const Tie& tie : of_unit(UnitId(node.id), on)) {
      if (tie.bond == Bond::leads || tie.bond == Bond::carries) tasks.insert(tie.to.id);
      if (tie.bond == Bond::files_to && files.empty()) files = tie.reason.empty() ? name_of(tie.to, on) : tie.reason;
    }
    if (tasks.empty() == files.empty()) continue;
    const std::string reason = tasks.empty() ? "有报送任务（" + files + "），但不牵头也不承担任何工作任务"
                                             : "承担 " + std::to_string(tasks.size()) + " 项任务，但没有报送任务";
    out.push_back({UnitId(node.id), !tasks.empty(), !files.empty(), "“" + name_of(node, on) + "”" + reason});
  }
  return out;
}

}  // namespace bihuan
