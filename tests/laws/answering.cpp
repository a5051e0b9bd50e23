// Laws of who answers and of what nobody answers for, over seeded random charts: what the chart finds by its rows of ties is
// what comes out when all ties are gone through for every question.
#include "../catch.hpp"

#include "bihuan/org/chart.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>

using namespace bihuan;

namespace {

int house_total() { return std::getenv("BIHUAN_LONG") != nullptr ? 20'000 : 800; }
const Day start = Day::of(2021, 3, 1);
constexpr int span = 9;

/// A house with a leading group, seats, terms of office and heirs, and tasks below tasks; by lot.
struct HouseByLot {
  std::mt19937 dice;
  Organisation house;
  std::vector<Thing> things;
  std::vector<Tie> ties;

  explicit HouseByLot(unsigned seed) : dice(seed) {
    for (int i = 0, count = 2 + roll(4); i < count; ++i) house.units.push_back({UnitId("u" + std::to_string(i)), "科" + std::to_string(i), days()});
    for (int i = 0, count = roll(3); i < count; ++i) house.bodies.push_back({"b" + std::to_string(i), "局" + std::to_string(i)});
    house.posts = {{PostId("head"), "科长"}, {PostId("clerk"), "科员"}};
    if (roll(3) == 0) house.units[0].former = {{"老科", start + roll(span)}};
    if (roll(3) == 0) house.successions = {{UnitId("u0"), start + roll(span), {{}, {}, UnitId("u1")}}};
    add_group();
    for (int i = 0, count = roll(8); i < count; ++i)
      house.incumbencies.push_back({PersonId("p" + std::to_string(i)), {PostId(roll(3) ? "head" : "clerk"), UnitId(actor().id)}, days(), roll(4) == 0});
    for (int i = 0, count = 1 + roll(7); i < count; ++i) add_thing(NodeKind::task, std::to_string(i));
    for (int i = 0, count = roll(3); i < count; ++i) add_thing(NodeKind::territory, std::to_string(i));
    for (int i = 0, count = roll(3); i < count; ++i) add_thing(NodeKind::device_kind, std::to_string(i));
    for (int i = 0, count = roll(20); i < count; ++i) add_tie();
  }

  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
  Validity days() {
    Validity out;
    if (roll(4) == 0) out.first = start + roll(span);
    if (roll(4) == 0) out.last = start + roll(span);
    return out;
  }
  Origin origin() { return static_cast<Origin>(roll(3)); }
  Node actor() {
    const auto number = static_cast<std::size_t>(roll(static_cast<int>(house.units.size() + house.bodies.size())));
    if (number < house.units.size()) return {NodeKind::unit, house.units[number].id.text()};
    return {NodeKind::body, house.bodies[number - house.units.size()].id};
  }
  std::string name_of_any() {
    const std::string names[] = {actor().id, "科0", "科1", "老科", "局0", "各科", "无此名", ""};
    return names[roll(8)];
  }
  void add_group() {
    if (roll(4) == 0) house.terms.push_back({"各科", false, {{UnitId("u0"), {}}}, Origin::assumed, ""});
    LeadingGroup& group = house.leading_group;
    group.place = roll(2) ? "二" : "";
    group.office = name_of_any();
    group.reports_to = name_of_any();
    group.reports_to_origin = origin();
    if (roll(4) != 0) group.ranks = {{"组长", PostId(roll(2) ? "head" : "director"), name_of_any(), 1, origin()}};
  }
  void add_thing(NodeKind kind, const std::string& id) {
    things.push_back({{kind, id}, roll(5) ? "事" + id : "", roll(2) ? "附件" : "", origin(), kind == NodeKind::territory ? days() : Validity{}});
  }
  void add_tie() {
    const Node to = things[static_cast<std::size_t>(roll(static_cast<int>(things.size())))].node;
    const Bond bonds[] = {Bond::leads, Bond::carries, Bond::carries, Bond::cooperates};
    Tie tie{actor(), to, bonds[roll(4)], days(), "依据" + std::to_string(roll(5)), origin(), roll(3) ? "" : "各科"};
    if (to.kind == NodeKind::territory) tie.bond = Bond::supervises;
    if (to.kind == NodeKind::device_kind || (to.kind == NodeKind::task && roll(4) == 0)) {
      tie.from = to;
      tie.to = {NodeKind::task, std::to_string(roll(static_cast<int>(std::count_if(things.begin(), things.end(), [](const Thing& one) { return one.node.kind == NodeKind::task; }))))};
      tie.bond = Bond::belongs_to;
    } else if (roll(6) == 0) {
      tie.to = actor();
      tie.from = {NodeKind::post, (roll(2) ? "head@" : "clerk@") + tie.to.id};
      tie.bond = Bond::belongs_to;
    } else if (roll(6) == 0) {
      tie.from.id.clear();  // an open term
      tie.printed = "各科";
    }
    ties.push_back(tie);
  }

  Chart chart() const { return Chart(house, things, ties, PostId("head")); }
};

std::string marked(Origin origin) { return origin == Origin::printed ? "" : "（" + chinese(origin) + "）"; }
std::string placed(const std::string& place, const std::string& said) { return place.empty() ? said : place + " " + said; }

/// The plain way: every question goes through all ties of the day.
struct PlainWay {
  const Chart& chart;
  Day on;
  const Organisation& house = chart.organisation();
  std::vector<Tie> in_force = chart.ties(on);
  std::vector<Answerer> steps = {};
  std::vector<std::vector<std::string>> reasons = {};
  std::set<Node> seen = {};
  std::string lack = {};

  std::vector<Tie> to(const Node& node, Bond bond) const {
    std::vector<Tie> out;
    for (const Tie& tie : in_force)
      if (tie.to == node && tie.bond == bond) out.push_back(tie);
    return out;
  }
  std::optional<UnitId> meant(const std::string& name) const {
    const auto found = house.try_resolve(name, on);
    return found ? std::optional(found->unit) : std::nullopt;
  }
  UnitId above() const { return meant(house.leading_group.reports_to).value_or(UnitId()); }

  void add(const PostInUnit& seat, const std::string& capacity, const std::string& reason) {
    if (seat.unit.empty()) return;
    std::size_t i = 0;
    while (i < steps.size() && steps[i].seat != seat) ++i;
    if (i == steps.size()) {
      const std::vector<Holder> held = house.holders(seat, on);
      steps.push_back({seat, capacity, held.empty() ? std::nullopt : std::optional(held.front().person), !held.empty() && held.front().acting});
      reasons.push_back({reason});
      return;
    }
    if (steps[i].capacity.find(capacity) == std::string::npos) steps[i].capacity += "、" + capacity;
    if (std::find(reasons[i].begin(), reasons[i].end(), reason) == reasons[i].end()) reasons[i].push_back(reason);
  }
  void add_head(const Node& actor, const std::string& capacity, const std::string& reason) {
    const bool is_above = actor.kind == NodeKind::body && UnitId(actor.id) == above();
    add({is_above ? PostId() : chart.head_post(), UnitId(actor.id)}, capacity, reason);
  }
  bool is_gone(const UnitId& id) {
    const Unit* unit = house.find_unit(id);
    if (unit == nullptr || unit->valid.on(on)) return false;
    lack = "“" + unit->name + "”当日不存在";
    if (!unit->valid.last || on <= *unit->valid.last) return true;
    const UnitId heir = house.heir(id, *unit->valid.last, on);
    const Unit* next = heir == id ? nullptr : house.find_unit(heir);
    if (next == nullptr || !next->valid.on(on)) return true;
    add({chart.head_post(), heir}, "单位负责人", "“" + unit->name + "”的工作自" + (*unit->valid.last + 1).chinese() + "起由“" + next->name_on(on) + "”接手");
    return true;
  }
  void at_actor(const Node& node) {
    if (node.kind == NodeKind::body && UnitId(node.id) == above()) return add({PostId(), above()}, "上级", "领导小组的上级");
    if (!is_gone(UnitId(node.id))) add_head(node, "单位负责人", house.post_title(chart.head_post()) + "对本单位负责");
  }
  void at_task(const Node& task) {
    if (!seen.insert(task).second) return;
    for (const auto& [bond, capacity] : {std::pair(Bond::leads, "牵头部门负责人"), std::pair(Bond::carries, "责任部门负责人")}) {
      bool found = false;
      for (const Tie& tie : to(task, bond)) {
        if (tie.from.id.empty()) continue;
        add_head(tie.from, capacity, tie.reason);
        found = true;
      }
      if (found) return;
    }
    for (const Tie& tie : to(task, Bond::belongs_to))
      if (tie.from.kind == NodeKind::task) at_task(tie.from);
    if (steps.empty()) lack = "没有单位牵头或承担";
  }
  void at_device_kind(const Node& node) {
    lack = "没有任务写明这一设备种类";
    for (const Tie& tie : in_force)
      if (tie.from == node) at_task(tie.to);
  }
  void at_territory(const Node& node) {
    for (const Tie& tie : to(node, Bond::supervises))
      if (!tie.from.id.empty()) add_head(tie.from, "属地监管单位负责人", tie.reason);
    if (steps.empty()) lack = "没有单位监管这一属地";
  }
  void at_seat(const Node& node) {
    const std::size_t at = node.id.find('@');
    const PostInUnit seat{PostId(node.id.substr(0, at)), UnitId(node.id.substr(at + 1))};
    if (is_gone(seat.unit)) return;
    add(seat, house.post_title(seat.post), "所问的职务");
    const auto head = house.leading_group.ranks.empty() ? std::nullopt : meant(house.leading_group.ranks.front().of);
    if (head != seat.unit) at_actor({house.find_unit(seat.unit) != nullptr ? NodeKind::unit : NodeKind::body, seat.unit.text()});
  }
  std::string for_lack() const { return steps.empty() && !lack.empty() ? lack + "，由领导小组统筹（推定）；" : ""; }
  void rise() {
    const LeadingGroup& group = house.leading_group;
    const auto head_unit = group.ranks.empty() ? std::nullopt : meant(group.ranks.front().of);
    const std::optional<PostInUnit> head = head_unit ? std::optional(PostInUnit{group.ranks.front().post, *head_unit}) : std::nullopt;
    const bool alone = steps.size() == 1;
    if (alone && steps.front().seat == PostInUnit{PostId(), above()}) return;
    const auto office = meant(group.office);
    if (office && !(alone && head && steps.front().seat == *head))
      add({chart.head_post(), *office}, "领导小组办公室", for_lack() + placed(group.place, "领导小组办公室设在“" + group.office + "”"));
    if (head) {
      const GroupRank& first = group.ranks.front();
      add(*head, "领导小组" + first.rank, for_lack() + placed(group.place, first.rank + "由" + house.post_title(first.post) + "担任" + marked(first.origin)));
    }
    add({PostId(), above()}, "上级", "领导小组的上级为“" + group.reports_to + "”" + marked(group.reports_to_origin));
  }
  std::vector<Answerer> chain(const Node& node) {
    if (node.kind == NodeKind::task) at_task(node);
    else if (node.kind == NodeKind::territory) at_territory(node);
    else if (node.kind == NodeKind::device_kind) at_device_kind(node);
    else if (node.kind == NodeKind::post) at_seat(node);
    else at_actor(node);
    rise();
    for (std::size_t i = 0; i < steps.size(); ++i) {
      for (std::size_t k = 0; k < std::min<std::size_t>(3, reasons[i].size()); ++k) steps[i].reason += (k == 0 ? "" : "；") + reasons[i][k];
      if (reasons[i].size() > 3) steps[i].reason += " 等 " + std::to_string(reasons[i].size()) + " 处";
    }
    return steps;
  }

  std::string past(const Node& node, Bond bond) const {
    std::string out;
    for (const Tie& tie : chart.ties())
      if (tie.to == node && tie.bond == bond && !tie.from.id.empty() && tie.valid.last && *tie.valid.last < on)
        out += (out.empty() ? "" : "、") + ("“" + chart.name_of(tie.from, on) + "”至" + tie.valid.last->chinese());
    return out;
  }
  std::string names(const std::vector<Tie>& found) const {
    std::vector<std::string> said;
    std::size_t count = 0;
    for (const Tie& tie : found) {
      count += tie.from.id.empty() ? 0u : 1u;
      const std::string name = !tie.printed.empty() || tie.from.id.empty() ? tie.printed : chart.name_of(tie.from, on);
      if (std::find(said.begin(), said.end(), name) == said.end()) said.push_back(name);
    }
    std::string out;
    for (const std::string& name : said) out += "“" + name + "”";
    return out + (count > said.size() ? "，共 " + std::to_string(count) + " 个单位" : "");
  }
  static bool has_somebody(const std::vector<Tie>& found) {
    return std::any_of(found.begin(), found.end(), [](const Tie& tie) { return !tie.from.id.empty(); });
  }
  /// Empty where it has somebody.
  std::string lacking(const Thing& task, Bond bond) const {
    const std::string column = chinese(bond) + "部门";
    const std::vector<Tie> found = to(task.node, bond);
    if (has_somebody(found)) return "";
    if (!found.empty()) return column + "写作" + names(found) + "，成员没有列明";
    if (const std::string ended = past(task.node, bond); !ended.empty()) return "当日没有" + column + "：" + ended;
    for (const Tie& tie : chart.ties())
      if (tie.to == task.node && tie.bond == bond) return "当日没有" + column;
    return "没有" + column + (task.origin == Origin::printed ? "（原文如此）" : "（任务本身为" + chinese(task.origin) + "）");
  }
  std::string gap(const Thing& thing) const {
    const Node& node = thing.node;
    if (node.kind == NodeKind::device_kind) {
      const bool is_named = std::any_of(in_force.begin(), in_force.end(), [&](const Tie& tie) { return tie.from == node; });
      return is_named ? "" : "没有任务写明这一设备种类";
    }
    if (node.kind == NodeKind::territory) {
      const std::vector<Tie> found = to(node, Bond::supervises);
      if (has_somebody(found)) return "";
      if (!found.empty()) return "监管单位写作" + names(found) + "，成员没有列明";
      const std::string ended = past(node, Bond::supervises);
      return "没有单位监管" + (ended.empty() ? "" : "：" + ended);
    }
    for (const Tie& tie : to(node, Bond::belongs_to))
      if (tie.from.kind == NodeKind::task) return "";
    const std::string lead = lacking(thing, Bond::leads), carry = lacking(thing, Bond::carries);
    if (lead.empty() || !carry.empty()) return lead + (lead.empty() || carry.empty() ? "" : "；") + carry;
    return lead + "；责任部门为" + names(to(node, Bond::carries));
  }
};

}  // namespace

TEST_CASE("谁负责：与逐条翻遍全部关系所得相同", "[laws][chart]") {
  std::size_t answers = 0, held = 0, for_lack = 0, shared = 0;
  for (int seed = 0; seed < house_total(); ++seed) {
    const Chart chart = HouseByLot(static_cast<unsigned>(seed)).chart();
    std::set<Node> asked;
    for (int i = 0; i < span; i += 2)
      for (const Node& node : chart.nodes(start + i)) asked.insert(node);
    for (int i = 0; i < span; i += 2)
      for (const Node& node : asked) {
        CAPTURE(seed, i, node.text());
        const std::vector<Answerer> found = chart.chain(node, start + i), expected = PlainWay{chart, start + i}.chain(node);
        REQUIRE(found.size() == expected.size());
        for (std::size_t k = 0; k < found.size(); ++k) {
          REQUIRE(found[k].seat == expected[k].seat);
          REQUIRE(found[k].capacity == expected[k].capacity);
          REQUIRE(found[k].person == expected[k].person);
          REQUIRE(found[k].acting == expected[k].acting);
          REQUIRE(found[k].reason == expected[k].reason);
          held += found[k].person ? 1u : 0u;
          for_lack += found[k].reason.find("统筹") != std::string::npos ? 1u : 0u;
          shared += found[k].capacity.find("、") != std::string::npos ? 1u : 0u;
        }
        answers += found.size();
      }
  }
  CHECK(held > answers / 20);
  CHECK(for_lack > answers / 50);
  CHECK(shared > answers / 50);
}

TEST_CASE("一个事物的关系，没有覆盖到的事物：与逐条翻遍全部关系所得相同", "[laws][chart]") {
  std::size_t gaps = 0, whole = 0;
  for (int seed = 0; seed < house_total(); ++seed) {
    const Chart chart = HouseByLot(static_cast<unsigned>(seed)).chart();
    for (int i = 0; i < span; i += 2) {
      CAPTURE(seed, i);
      const Day on = start + i;
      const PlainWay plain{chart, on};
      std::vector<std::pair<Node, std::string>> found, expected;
      for (const Uncovered& one : chart.uncovered(on)) found.emplace_back(one.node, one.reason);
      for (const Node& node : chart.nodes(on)) {
        std::size_t around = 0;
        for (const Tie& tie : plain.in_force) around += tie.from == node || tie.to == node ? 1u : 0u;
        REQUIRE(chart.ties_of(node, on).size() == around);
        const auto thing = std::find_if(chart.things().begin(), chart.things().end(), [&](const Thing& one) { return one.node == node; });
        if (thing == chart.things().end()) continue;
        const std::string gap = plain.gap(*thing);
        if (gap.empty()) ++whole;
        else expected.emplace_back(node, placed(thing->place, "“" + chart.name_of(node, on) + "”" + gap));
      }
      REQUIRE(found == expected);
      gaps += found.size();
    }
  }
  CHECK(gaps > 1000);
  CHECK(whole > 1000);
}

TEST_CASE("两万项任务层层相属，各归一科：谁负责、什么没有覆盖到，一遍就答得出", "[laws][chart]") {
  constexpr std::size_t total = 20'000;
  Organisation house;
  std::vector<Thing> things;
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < total; ++i) {
    const std::string id = std::to_string(i);
    house.units.push_back({UnitId(id), "第" + id + "科", {}});
    things.push_back({{NodeKind::task, id}, "事", ""});
    if (i != 0) ties.push_back({things[i].node, things[i - 1].node, Bond::belongs_to, {}, ""});
  }
  for (std::size_t i = 0; i < total; ++i) ties.push_back({{NodeKind::unit, std::to_string(i)}, {NodeKind::task, std::to_string(total - 1)}, Bond::carries, {}, "依据" + std::to_string(i % 5000)});
  const Chart chart(house, things, ties, PostId("head"));
  const std::vector<Answerer> chain = chart.chain({NodeKind::task, "0"}, start);
  REQUIRE(chain.size() == total);
  CHECK(chain.back().seat.unit == UnitId("19999"));
  const std::vector<Uncovered> gaps = chart.uncovered(start);
  REQUIRE(gaps.size() == 1);  // the others are headings
  CHECK(gaps.front().node.id == "19999");
  CHECK(chart.ties_of({NodeKind::task, "19999"}, start).size() == total + 1);
}
