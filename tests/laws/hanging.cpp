// Laws of what hangs on whom, over seeded random charts: what the chart says in one pass is what comes out when each thing
// is taken away and the rest is counted anew, on days on which not everything is in force.
#include "../catch.hpp"

#include "bihuan/org/chart.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <random>
#include <set>

using namespace bihuan;

namespace {

int chart_total() { return std::getenv("BIHUAN_LONG") != nullptr ? 20'000 : 600; }
const Day first_day = Day::of(2021, 3, 1);
constexpr int day_total = 9;

using Nodes = std::vector<Node>;
using Neighbours = std::map<Node, std::set<Node>>;

/// A house and its ties, by lot: some end, some begin late, some are there twice, some bind a thing to itself.
struct Lot {
  std::mt19937 dice;
  Organisation house;
  std::vector<Thing> things;
  std::vector<Tie> ties;

  explicit Lot(unsigned seed) : dice(seed) {
    for (int i = 0, count = 1 + roll(7); i < count; ++i) house.units.push_back({UnitId("u" + std::to_string(i)), "科" + std::to_string(i), days()});
    for (int i = 0, count = roll(3); i < count; ++i) house.bodies.push_back({"b" + std::to_string(i), "局" + std::to_string(i)});
    const NodeKind kinds[] = {NodeKind::task, NodeKind::territory, NodeKind::device_kind};
    for (int i = 0, count = roll(8); i < count; ++i) things.push_back({{kinds[roll(3)], "t" + std::to_string(i)}, "事" + std::to_string(i), "", Origin::printed, days()});
    if (roll(3) != 0) house.leading_group.ranks = {{"组长", PostId("head"), actor().id, 1, Origin::printed}};
    for (int i = 0, count = roll(16); i < count; ++i) add_tie();
    if (roll(4) != 0) return;
    for (int i = 0, count = roll(12); i < count; ++i) ties.push_back({actor(), actor(), Bond::files_to, days(), "报送"});
  }

  int roll(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
  Validity days() {
    Validity out;
    if (roll(5) == 0) out.first = first_day + roll(day_total);
    if (roll(5) == 0) out.last = first_day + roll(day_total);
    return out;
  }
  Node actor() {
    const int number = roll(static_cast<int>(house.units.size() + house.bodies.size()));
    const int units = static_cast<int>(house.units.size());
    return number < units ? Node{NodeKind::unit, "u" + std::to_string(number)} : Node{NodeKind::body, "b" + std::to_string(number - units)};
  }
  Node unit() { return {NodeKind::unit, "u" + std::to_string(roll(static_cast<int>(house.units.size())))}; }

  void add_tie() {
    Node from = actor(), to = actor();
    Bond bond = roll(2) ? Bond::files_to : Bond::supervises;
    if (!things.empty() && roll(3) != 0) {
      to = things[static_cast<std::size_t>(roll(static_cast<int>(things.size())))].node;
      bond = to.kind == NodeKind::task ? Bond::carries : Bond::supervises;
      if (to.kind == NodeKind::device_kind) {
        from = to;
        to = {NodeKind::task, "t0"};
        bond = Bond::belongs_to;
        if (things.front().node != to) return;
      }
    } else if (roll(4) == 0) {
      bond = Bond::belongs_to;
      from = roll(2) ? unit() : Node{NodeKind::post, "head@" + to.id};
    }
    if (roll(12) == 0 && bond == Bond::carries) from.id.clear();  // an open term
    const Tie tie{from, to, bond, days(), from.id + "→" + to.id};
    ties.insert(ties.end(), roll(6) == 0 ? 2 : 1, tie);
    if (roll(6) == 0 && bond == Bond::files_to) ties.push_back({to, from, bond, days(), ""});
  }

  Chart chart() const { return Chart(house, things, ties, PostId("head")); }
};

Neighbours neighbours_of(const Chart& chart, Day on, bool with_seats) {
  Neighbours out;
  for (const Node& node : chart.nodes(on)) out[node];
  for (const Tie& tie : chart.ties(on)) {
    if (tie.from.id.empty() || tie.from == tie.to || (tie.from.kind == NodeKind::post && !with_seats)) continue;
    out[tie.from].insert(tie.to);
    out[tie.to].insert(tie.from);
  }
  return out;
}

/// What hangs together when one is not there, in the order of nodes; the plain way.
std::vector<Nodes> parts_of(const Nodes& nodes, const Neighbours& neighbours, const Node* missing) {
  std::map<Node, std::size_t> part;
  std::size_t count = 0;
  for (const Node& first : nodes) {
    if ((missing != nullptr && first == *missing) || part.count(first) != 0) continue;
    Nodes open{first};
    part[first] = count;
    while (!open.empty()) {
      const Node at = open.back();
      open.pop_back();
      for (const Node& next : neighbours.at(at))
        if ((missing == nullptr || next != *missing) && part.try_emplace(next, count).second) open.push_back(next);
    }
    ++count;
  }
  std::vector<Nodes> out(count);
  for (const Node& node : nodes)
    if (const auto found = part.find(node); found != part.end()) out[found->second].push_back(node);
  return out;
}

bool holds(const Nodes& nodes, const Node& node) { return std::find(nodes.begin(), nodes.end(), node) != nodes.end(); }

std::optional<Node> head_of(const Organisation& house, Day on) {
  if (house.leading_group.ranks.empty()) return std::nullopt;
  const auto found = house.try_resolve(house.leading_group.ranks.front().of, on);
  if (!found) return std::nullopt;
  return Node{found->outside ? NodeKind::body : NodeKind::unit, found->unit.text()};
}

struct Hung {
  Node point;
  Nodes hanging;
  bool by_head;  ///< the head of the leading group is among those that it is bound to
};

/// Takes each away in turn and counts what is left of its part.
std::vector<Hung> hung_on(const Chart& chart, Day on) {
  const Nodes nodes = chart.nodes(on);
  const Neighbours neighbours = neighbours_of(chart, on, false);
  const std::optional<Node> head = head_of(chart.organisation(), on);
  std::vector<Hung> out;
  for (const Nodes& whole : parts_of(nodes, neighbours, nullptr)) {
    const bool by_head = head && holds(whole, *head);
    for (const Node& point : whole) {
      const std::vector<Nodes> parts = parts_of(whole, neighbours, &point);
      if (parts.size() < 2) continue;
      auto stays = std::max_element(parts.begin(), parts.end(), [](const Nodes& one, const Nodes& other) { return one.size() < other.size(); });
      if (by_head) stays = std::find_if(parts.begin(), parts.end(), [&](const Nodes& part) { return holds(part, *head); });
      Nodes hanging;
      for (const Node& node : whole)
        if (node != point && (stays == parts.end() || !holds(*stays, node))) hanging.push_back(node);
      out.push_back({point, hanging, by_head});
    }
  }
  const auto place = [&](const Node& node) { return std::find(nodes.begin(), nodes.end(), node) - nodes.begin(); };
  std::sort(out.begin(), out.end(), [&](const Hung& one, const Hung& other) { return place(one.point) < place(other.point); });
  return out;
}

using Filings = std::map<Node, std::set<Node>>;

/// Steps from each that is reached to `last`, by filing; the plain way.
std::map<Node, int> steps_to(const Node& last, const Filings& filings) {
  std::map<Node, int> out;
  std::set<Node> open{last};
  for (int steps = 0; !open.empty(); ++steps) {
    std::set<Node> next;
    for (const Node& node : open) out.try_emplace(node, steps);
    for (const auto& [from, to] : filings)
      if (out.count(from) == 0 && std::any_of(to.begin(), to.end(), [&](const Node& node) { return open.count(node) != 0; })) next.insert(from);
    open = next;
  }
  return out;
}

/// Of each circle that must be told where it begins, and how long it is.
std::vector<std::pair<Node, int>> circles_of(const Chart& chart, Day on, const Filings& filings) {
  std::vector<std::pair<Node, int>> out;
  std::set<Node> told;
  for (const Node& node : chart.nodes(on)) {
    const auto found = filings.find(node);
    if (found == filings.end()) continue;
    if (found->second.count(node) != 0) out.push_back({node, 1});
    if (told.count(node) != 0) continue;
    const std::map<Node, int> back = steps_to(node, filings);
    int shortest = 0;
    for (const Node& next : found->second) {
      const auto steps = back.find(next);
      if (next != node && steps != back.end() && (shortest == 0 || steps->second + 1 < shortest)) shortest = steps->second + 1;
    }
    if (shortest == 0) continue;
    out.push_back({node, shortest});
    for (const auto& [other, steps] : back)
      if (steps_to(other, filings).count(node) != 0) told.insert(other);
  }
  return out;
}

Chart made_chart(std::size_t units, const std::vector<std::pair<std::size_t, std::size_t>>& filings) {
  Organisation house;
  for (std::size_t i = 0; i < units; ++i) house.units.push_back({UnitId(std::to_string(i)), "所" + std::to_string(i), {}});
  house.leading_group.ranks = {{"组长", PostId("head"), "0", 1, Origin::printed}};
  std::vector<Tie> ties;
  for (const auto& [from, to] : filings) ties.push_back({{NodeKind::unit, std::to_string(from)}, {NodeKind::unit, std::to_string(to)}, Bond::files_to, {}, ""});
  return Chart(house, {}, ties, PostId("head"));
}

}  // namespace

TEST_CASE("谁一旦缺位会断开什么：与逐个拿掉再数一遍相同", "[laws][chart]") {
  int points = 0, by_head = 0, away = 0;
  for (int seed = 0; seed < chart_total(); ++seed) {
    const Chart chart = Lot(static_cast<unsigned>(seed)).chart();
    for (int i = 0; i < day_total; i += 2) {
      const Day on = first_day + i;
      CAPTURE(seed, i);
      const std::vector<Hung> expected = hung_on(chart, on);
      const std::vector<SinglePoint> found = chart.single_points(on);
      REQUIRE(found.size() == expected.size());
      for (std::size_t k = 0; k < found.size(); ++k) {
        REQUIRE(found[k].node() == expected[k].point);
        REQUIRE(found[k].hanging() == expected[k].hanging);
        REQUIRE(found[k].hanging_count() == expected[k].hanging.size());
        const std::string reason = found[k].reason();
        REQUIRE((reason.find("组长所在一方") != std::string::npos) == expected[k].by_head);
        REQUIRE(reason.find("“" + chart.name_of(found[k].node(), on) + "”一旦缺位，“" + chart.name_of(found[k].hanging().front(), on) + "”") != std::string::npos);
        ++(expected[k].by_head ? by_head : away);
      }
      points += static_cast<int>(found.size());
    }
  }
  CHECK(by_head > points / 5);
  CHECK(away > points / 5);
}

TEST_CASE("互不相连的各部分：与逐个走遍相同", "[laws][chart]") {
  for (int seed = 0; seed < chart_total(); ++seed) {
    const Chart chart = Lot(static_cast<unsigned>(seed)).chart();
    for (int i = 0; i < day_total; i += 2) {
      CAPTURE(seed, i);
      REQUIRE(chart.components(first_day + i) == parts_of(chart.nodes(first_day + i), neighbours_of(chart, first_day + i, true), nullptr));
    }
  }
}

TEST_CASE("报送成环：每一圈互报的单位点名一次，从第一家说起，走最短的一圈", "[laws][chart]") {
  int long_ones = 0;
  for (int seed = 0; seed < chart_total(); ++seed) {
    const Chart chart = Lot(static_cast<unsigned>(seed)).chart();
    for (int i = 0; i < day_total; i += 2) {
      CAPTURE(seed, i);
      Filings filings;
      for (const Tie& tie : chart.ties(first_day + i))
        if (tie.bond == Bond::files_to) filings[tie.from].insert(tie.to);
      std::vector<std::pair<Node, int>> found;
      for (const FilingCycle& cycle : chart.filing_cycles(first_day + i)) {
        found.push_back({cycle.nodes.front(), static_cast<int>(cycle.nodes.size())});
        for (std::size_t k = 0; k < cycle.nodes.size(); ++k) REQUIRE(filings[cycle.nodes[k]].count(cycle.nodes[(k + 1) % cycle.nodes.size()]) == 1);
        long_ones += cycle.nodes.size() > 2;
      }
      REQUIRE(found == circles_of(chart, first_day + i, filings));
    }
  }
  CHECK(long_ones > 20);
}

TEST_CASE("十万家单位首尾相连报送：没有单点，一个部分，一个环", "[laws][chart]") {
  constexpr std::size_t total = 100'000;
  std::vector<std::pair<std::size_t, std::size_t>> filings;
  for (std::size_t i = 0; i < total; ++i) filings.push_back({i, (i + 1) % total});
  const Chart chart = made_chart(total + 1, filings);
  CHECK(chart.single_points(first_day).empty());
  const auto parts = chart.components(first_day);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].size() == total);
  const auto circles = chart.filing_cycles(first_day);
  REQUIRE(circles.size() == 1);
  CHECK(circles.front().nodes == parts.front());
}

TEST_CASE("十万家单位排成一列报送：中间断开，短的一头断开；逐家点名，不逐家列出", "[laws][chart]") {
  constexpr std::size_t total = 100'001;
  std::vector<std::pair<std::size_t, std::size_t>> filings;
  for (std::size_t i = 2; i < total; ++i) filings.push_back({i, i - 1});  // the head's unit stands apart
  const auto points = made_chart(total, filings).single_points(first_day);
  REQUIRE(points.size() == total - 3);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < points.size(); ++i) wrong += points[i].hanging_count() != std::min(i + 1, total - 3 - i);
  CHECK(wrong == 0);
  CHECK(points.front().hanging() == std::vector<Node>{{NodeKind::unit, "1"}});
  CHECK(points.back().hanging() == std::vector<Node>{{NodeKind::unit, "100000"}});
  CHECK(points[2].reason() == "单位“所4”一旦缺位，“所1”“所2”“所3”与其余部分再无联系");
}

TEST_CASE("一万条链挂在组长的单位上：各环节之下断开的就是链上其余的", "[laws][chart]") {
  constexpr std::size_t chains = 10'000, length = 10;
  std::vector<std::pair<std::size_t, std::size_t>> filings;
  for (std::size_t chain = 0; chain < chains; ++chain)
    for (std::size_t link = 0; link < length; ++link) {
      const std::size_t at = 1 + chain * length + link;
      filings.push_back({at, link == 0 ? 0 : at - 1});
    }
  const auto points = made_chart(1 + chains * length, filings).single_points(first_day);
  REQUIRE(points.size() == 1 + chains * (length - 1));
  CHECK(points.front().hanging_count() == chains * length);
  CHECK(points.front().reason() == "单位“所0”一旦缺位，“所1”“所2”“所3”等 100000 项与领导小组组长所在一方再无联系");
  std::size_t wrong = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const std::size_t link = (i - 1) % (length - 1);
    const std::size_t at = 1 + (i - 1) / (length - 1) * length + link;
    const std::vector<Node> hanging = points[i].hanging();
    wrong += points[i].node().id != std::to_string(at) || hanging.size() != length - 1 - link || hanging.front().id != std::to_string(at + 1) || hanging.back().id != std::to_string(at + length - 1 - link);
  }
  CHECK(wrong == 0);
}
