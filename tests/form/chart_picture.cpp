// The pictures of the chart: where boxes and lines go, how wide texts are, and what stands together.
#include "bihuan/form/chart_picture.hpp"

#include "../catch.hpp"
#include "bihuan/form/chart_matrix.hpp"
#include "form/chart_groups.hpp"
#include "form/layered_layout.hpp"
#include "form/text_room.hpp"

#include <algorithm>
#include <cstdio>
#include <random>
#include <set>

using namespace bihuan;
using bihuan::picture::Box;
using bihuan::picture::Layout;
using bihuan::picture::LayoutBox;
using bihuan::picture::LayoutLine;
using bihuan::picture::layered_layout;
using bihuan::picture::Place;
using bihuan::picture::room_of;
using bihuan::picture::wrapped;
using Catch::Matchers::ContainsSubstring;

namespace {

const Plan& seed() {
  static const Plan plan = Plan::load(BIHUAN_SOURCE_DIR "/examples/putuo-2020/plan.toml");
  return plan;
}

const Day opening = Day::of(2020, 9, 7);

struct Drawing {
  std::vector<LayoutBox> boxes;
  std::vector<LayoutLine> lines;
};

Drawing random_drawing(std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  Drawing out;
  const std::size_t columns = 2 + below(3);
  const std::size_t boxes = 2 + below(60);
  const std::size_t lines = below(160);
  for (std::size_t i = 0; i < boxes; ++i) out.boxes.push_back({below(columns), 20 + static_cast<int>(below(90))});
  for (std::size_t i = 0; i < lines; ++i) {
    const LayoutLine line{below(out.boxes.size()), below(out.boxes.size())};
    if (out.boxes[line.from].column < out.boxes[line.to].column) out.lines.push_back(line);
  }
  return out;
}

bool overlap(const Drawing& drawing, const Layout& layout, std::size_t one, std::size_t other, int gap) {
  if (drawing.boxes[one].column != drawing.boxes[other].column) return false;
  return layout.tops[one] < layout.tops[other] + drawing.boxes[other].height + gap && layout.tops[other] < layout.tops[one] + drawing.boxes[one].height + gap;
}

/// How often lines cross between two columns when boxes stand at these heights.
std::int64_t crossings(const Drawing& drawing, const std::vector<int>& tops) {
  std::int64_t out = 0;
  for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto& [one, other] = std::pair{drawing.lines[i], drawing.lines[j]};
      const auto left = std::int64_t{tops[one.from]} - tops[other.from];
      const auto right = std::int64_t{tops[one.to]} - tops[other.to];
      out += left * right < 0 ? 1 : 0;
    }
  }
  return out;
}

/// The names in the boxes of a column, a box a line.
std::vector<std::string> boxes_in(const picture::Groups& groups, Place place) {
  std::vector<std::string> out;
  for (const Box& box : groups.boxes) {
    if (box.place != place) continue;
    std::string names;
    for (const picture::Entry& entry : box.entries) names += (names.empty() ? "" : "|") + entry.name;
    out.push_back(names);
  }
  return out;
}

}  // namespace

TEST_CASE("Boxes never overlap, lines meet their boxes, and the order is no worse than the one given", "[form][pictures]") {
  constexpr int gap = 10;
  std::mt19937 random(20200907);
  std::int64_t boxes = 0, lines = 0, given = 0, kept = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const Drawing drawing = random_drawing(random);
    const Layout layout = layered_layout(drawing.boxes, drawing.lines, gap);
    for (std::size_t i = 0; i < drawing.boxes.size(); ++i) {
      REQUIRE(layout.tops[i] >= 0);
      REQUIRE(layout.tops[i] + drawing.boxes[i].height <= layout.height);
      for (std::size_t j = i + 1; j < drawing.boxes.size(); ++j) REQUIRE_FALSE(overlap(drawing, layout, i, j, gap));
    }
    for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
      const auto& [from, to] = drawing.lines[i];
      const std::vector<int>& way = layout.ways[i];
      REQUIRE(way.size() == drawing.boxes[to].column - drawing.boxes[from].column + 1);
      REQUIRE((way.front() >= layout.tops[from] && way.front() <= layout.tops[from] + drawing.boxes[from].height));
      REQUIRE((way.back() >= layout.tops[to] && way.back() <= layout.tops[to] + drawing.boxes[to].height));
      // a line passes a column between boxes, never through one
      for (std::size_t step = 1; step + 1 < way.size(); ++step) {
        for (std::size_t box = 0; box < drawing.boxes.size(); ++box) {
          if (drawing.boxes[box].column != drawing.boxes[from].column + step) continue;
          REQUIRE((way[step] < layout.tops[box] || way[step] > layout.tops[box] + drawing.boxes[box].height));
        }
      }
    }
    REQUIRE(layered_layout(drawing.boxes, drawing.lines, gap).tops == layout.tops);
    const bool is_flat = std::all_of(drawing.boxes.begin(), drawing.boxes.end(), [](const LayoutBox& box) { return box.column < 2; });
    if (is_flat) {
      std::vector<int> as_given(drawing.boxes.size());
      for (std::size_t i = 0; i < as_given.size(); ++i) as_given[i] = static_cast<int>(i);
      REQUIRE(crossings(drawing, layout.tops) == layout.crossing_count);
      REQUIRE(layout.crossing_count <= crossings(drawing, as_given));
      given += crossings(drawing, as_given);
      kept += layout.crossing_count;
    }
    boxes += static_cast<std::int64_t>(drawing.boxes.size());
    lines += static_cast<std::int64_t>(drawing.lines.size());
  }
  std::printf("  pictures: %lld boxes and %lld lines in 300 random layouts, no overlap; of %lld crossings %lld stay\n",
              static_cast<long long>(boxes), static_cast<long long>(lines), static_cast<long long>(given), static_cast<long long>(kept));
}

TEST_CASE("Lines that need not cross do not", "[form][pictures]") {
  // given crosswise: 0-3, 1-2
  const Layout two = layered_layout({{0, 20}, {0, 20}, {1, 20}, {1, 20}}, {{0, 3}, {1, 2}}, 10);
  CHECK(two.crossing_count == 0);
  CHECK((two.tops[0] < two.tops[1]) == (two.tops[3] < two.tops[2]));
  // what may stay in the order given does
  const Layout straight = layered_layout({{0, 20}, {0, 20}, {1, 20}, {1, 20}}, {{0, 2}, {1, 3}}, 10);
  CHECK(straight.tops == std::vector<int>{0, 30, 0, 30});
  // a complete pair of pairs crosses once, whatever one does
  CHECK(layered_layout({{0, 20}, {0, 20}, {1, 20}, {1, 20}}, {{0, 2}, {0, 3}, {1, 2}, {1, 3}}, 10).crossing_count == 1);
  // a tree laid out upside down
  std::vector<LayoutBox> boxes;
  std::vector<LayoutLine> lines;
  for (int i = 0; i < 4; ++i) boxes.push_back({0, 20});
  for (std::size_t i = 0; i < 16; ++i) {
    boxes.push_back({1, 20});
    lines.push_back({3 - i / 4, 4 + (i * 7) % 16});
  }
  CHECK(layered_layout(boxes, lines, 10).crossing_count == 0);
  CHECK(layered_layout({}, {}, 10).height == 0);
}

TEST_CASE("Texts break where Chinese and Latin texts may", "[form][pictures]") {
  CHECK(room_of("特设科") == 300);
  CHECK(room_of("abc") == 168);
  CHECK(room_of("（）“”—") == 500);
  CHECK(wrapped("", 100) == std::vector<std::string>{""});
  CHECK(wrapped("特种设备安全监察科", 500) == std::vector<std::string>{"特种设备安", "全监察科"});
  CHECK(wrapped("一二三四五，六", 500) == std::vector<std::string>{"一二三四", "五，六"});  // no line begins with a comma
  CHECK(wrapped("one two three", 500) == std::vector<std::string>{"one two ", "three"});
  CHECK(wrapped("abcdefghijklmnop", 300).size() == 4);  // a word longer than a line is broken where it must be
  CHECK(wrapped("一\n二", 500) == std::vector<std::string>{"一", "二"});
  CHECK(wrapped("a\u202e", 2000) == std::vector<std::string>{"a⟦U+202E⟧"});
  for (const int room : {100, 250, 700, 2000}) {
    for (const std::string& line : wrapped("加气站和移动式压力容器（含LNG tank）使用单位，\tABCDEFG 一二三。", room)) CHECK((room_of(line) <= room || line.size() <= 4));
  }
}

TEST_CASE("种子方案的图：责任完全相同的站在一框，统称按统称列", "[form][pictures]") {
  const picture::Groups groups = picture::groups_of(seed().chart(), opening);
  CHECK(groups.boxes.size() == 7 + 15 + 4 + 5);
  CHECK(groups.count(Place::tasks) == 31);
  CHECK(boxes_in(groups, Place::leading).size() == 7);
  const std::vector<std::string> tasks = boxes_in(groups, Place::tasks);
  CHECK(tasks.front() == "1.1 专题学习并提出落实举措|2.1 完善企业安全生产责任制");
  CHECK(std::count_if(groups.boxes.begin(), groups.boxes.end(), [](const Box& box) { return box.lack == "无牵头部门"; }) == 2);
  const std::vector<std::string> carrying = boxes_in(groups, Place::carrying);
  REQUIRE(carrying.size() == 4);
  CHECK(carrying[0] == "各属地市场监管所（10）|曹杨新村市场监管所|长风新村市场监管所|长寿路市场监管所|甘泉路市场监管所|石泉路市场监管所|"
                       "宜川路市场监管所|万里市场监管所|真如镇市场监管所|长征市场监管所|桃浦市场监管所");
  CHECK(carrying[3] == "执法大队");
  for (const Box& box : groups.boxes) {
    if (box.entries.front().name == "执法大队") CHECK(box.note == "承担 30 项，不报送");
    if (box.place == Place::leading && box.entries.front().name == "特种设备安全监察科") CHECK(box.note == "牵头 16 项，报送");
  }
  CHECK(boxes_in(groups, Place::cooperating) == std::vector<std::string>{"区建设和管理委员会", "区公安分局", "区房管局|街道镇", "消防部门", "市市场监管局"});
  CHECK(groups.idle == std::vector<std::string>{"上海市普陀区市场监督管理局"});
}

TEST_CASE("A box stands for its ties and for no others", "[form][pictures]") {
  const Chart chart = seed().chart();
  const picture::Groups groups = picture::groups_of(chart, opening);
  std::set<std::tuple<Node, Node, Bond>> drawn, tied;
  for (const picture::Line& line : groups.lines) {
    for (const Node& one : groups.boxes[line.from].members) {
      for (const Node& other : groups.boxes[line.to].members) {
        drawn.insert(one.kind == NodeKind::task ? std::tuple{other, one, line.bond} : std::tuple{one, other, line.bond});
      }
    }
  }
  for (const Tie& tie : chart.ties(opening)) {
    if (tie.to.kind == NodeKind::task && tie.bond <= Bond::cooperates && !tie.from.id.empty()) tied.insert({tie.from, tie.to, tie.bond});
  }
  CHECK(drawn == tied);
  CHECK(tied.size() > 350);
}

TEST_CASE("The same chart and day give the same pictures; another day may give others", "[form][pictures]") {
  const Chart chart = seed().chart();
  CHECK(chart_svg(chart, opening, "行动") == chart_svg(seed().chart(), opening, "行动"));
  CHECK(chart_mermaid(chart, opening) == chart_mermaid(seed().chart(), opening));
  CHECK(chart_dot(chart, opening) == chart_dot(seed().chart(), opening));
  CHECK_THAT(chart_svg(chart, opening, "行动"), ContainsSubstring("行动 责任关系图（2020年9月7日）"));
  CHECK(chart_html(seed(), chart, opening) == chart_html(seed(), seed().chart(), opening));
}

TEST_CASE("A chart with nothing in it is still a picture", "[form][pictures]") {
  const Chart chart({}, {}, {}, PostId("head"));
  CHECK_THAT(chart_svg(chart, opening), ContainsSubstring("</svg>"));
  CHECK(chart_mermaid(chart, opening) == "flowchart LR\n");
  CHECK_THAT(chart_dot(chart, opening), ContainsSubstring("digraph chart {"));
  CHECK(chart_findings(chart, opening).rows.empty());
}

TEST_CASE("An open collective term is told, and binds nobody", "[form][pictures]") {
  Organisation organisation;
  organisation.units = {{UnitId("a"), "甲科", {}, Origin::printed}};
  organisation.terms = {{"各有关单位", true, {}, Origin::printed, ""}};
  const Node task{NodeKind::task, "1"};
  const Chart chart(organisation, {{task, "任务", ""}},
                    {{{NodeKind::unit, "a"}, task, Bond::leads, {}, "甲科", Origin::printed, "甲科"},
                     {{NodeKind::unit, ""}, task, Bond::carries, {}, "各有关单位", Origin::assumed, "各有关单位"}},
                    PostId("head"));
  const picture::Groups groups = picture::groups_of(chart, opening);
  CHECK(boxes_in(groups, Place::carrying) == std::vector<std::string>{"各有关单位（成员未定）"});
  CHECK_THAT(chart_dot(chart, opening), ContainsSubstring("\"unit ? 各有关单位\" -> \"task 1\""));
  CHECK_THAT(chart_svg(chart, opening), ContainsSubstring("class=\"bh-carries bh-assumed\""));
}
