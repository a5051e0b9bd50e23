// chart.cpp: what hangs on whom, what hangs together and who files in a circle, through Chart.
#include "made_graph.hpp"
#include "serve.hpp"

#include <bihuan/org/chart.hpp>

#include <fstream>

namespace bench {

namespace {

const bihuan::Day on = bihuan::Day::of(2021, 1, 1);

bihuan::Node node(const MadeGraph& made, std::uint32_t number) {
  return {number < made.unit_count ? bihuan::NodeKind::unit : bihuan::NodeKind::task, std::to_string(number)};
}

bihuan::Chart chart(const MadeGraph& made) {
  bihuan::Organisation house;
  std::vector<bihuan::Thing> things;
  std::vector<bihuan::Tie> ties;
  for (std::uint32_t number = 0; number < made.node_count; ++number) {
    if (number < made.unit_count) house.units.push_back({bihuan::UnitId{std::to_string(number)}, "第" + std::to_string(number) + "所", {}});
    else things.push_back({node(made, number), "任务", "", bihuan::Origin::printed, {}});
  }
  for (const auto& [from, to] : made.files) ties.push_back({node(made, from), node(made, to), bihuan::Bond::files_to, {}, "报送"});
  for (const auto& [from, to] : made.carries) ties.push_back({node(made, from), node(made, to), bihuan::Bond::carries, {}, "责任"});
  return bihuan::Chart(std::move(house), std::move(things), std::move(ties), bihuan::PostId{"head"});
}

struct Charted : Contender {
  explicit Charted(const Setting& setting) : house(chart(MadeGraph(static_cast<std::uint32_t>(setting.size)))) {}
  bihuan::Chart house;
};

struct Points : Charted {
  using Charted::Charted;
  void prepare() override { found.clear(); }
  void run() override { found = house.single_points(on); }
  std::string answer() override {
    std::int64_t sum = 0;
    for (const bihuan::SinglePoint& point : found) sum += std::stoll(point.node.id);
    return "points=" + std::to_string(found.size()) + " sum=" + std::to_string(sum);
  }
  std::vector<bihuan::SinglePoint> found;
};

struct Components : Charted {
  using Charted::Charted;
  void prepare() override { found.clear(); }
  void run() override { found = house.components(on); }
  std::string answer() override {
    std::size_t largest = 0;
    for (const auto& part : found) largest = std::max(largest, part.size());
    return "parts=" + std::to_string(found.size()) + " largest=" + std::to_string(largest);
  }
  std::vector<std::vector<bihuan::Node>> found;
};

struct Circles : Charted {
  using Charted::Charted;
  void prepare() override { found.clear(); }
  void run() override { found = house.filing_cycles(on); }
  std::string answer() override { return "circles=" + std::to_string(found.size()); }
  std::vector<bihuan::FilingCycle> found;
};

/// The edges for the Python peers: unit count, then pairs, units' filing first.
struct GraphFile : Contender {
  explicit GraphFile(const Setting& setting) : made(static_cast<std::uint32_t>(setting.size)), file(setting.folder / "graph.u32") {}
  void run() override {
    std::ofstream out(file, std::ios::binary);
    const std::uint32_t head[] = {made.unit_count, static_cast<std::uint32_t>(made.files.size())};
    out.write(reinterpret_cast<const char*>(head), sizeof head);
    for (const Edges* edges : {&made.files, &made.carries})
      for (const auto& [from, to] : *edges) {
        const std::uint32_t pair[] = {from, to};
        out.write(reinterpret_cast<const char*>(pair), sizeof pair);
      }
  }
  std::string answer() override { return "nodes=" + std::to_string(made.node_count); }
  MadeGraph made;
  std::filesystem::path file;
};

const Entry entries[] = {{"points/ours", make<Points>}, {"components/ours", make<Components>}, {"circles/ours", make<Circles>}, {"seeded/graph", make<GraphFile>}};

}  // namespace

}  // namespace bench
