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
  /// Reads all of it: what hangs on each, and every sentence.
  std::string answer() override {
    std::int64_t sum = 0, hanging = 0;
    std::size_t said = 0;
    for (const bihuan::SinglePoint& point : found) {
      sum += std::stoll(point.node().id);
      for (const bihuan::Node& node : point.hanging()) hanging += std::stoll(node.id);
      said += point.reason().size();
    }
    return "points=" + std::to_string(found.size()) + " sum=" + std::to_string(sum) + " hanging=" + std::to_string(hanging) + " said=" + std::to_string(said);
  }
  std::vector<bihuan::SinglePoint> found;
};

/// The same, and all that hangs on each point and every sentence asked for within the round.
struct Told : Points {
  using Points::Points;
  struct Said {
    bihuan::Node node;
    std::vector<bihuan::Node> hanging;
    std::string reason;
  };
  void prepare() override {
    Points::prepare();
    said.clear();
  }
  void run() override {
    Points::run();
    said.reserve(found.size());
    for (const bihuan::SinglePoint& point : found) said.push_back({point.node(), point.hanging(), point.reason()});
  }
  std::vector<Said> said;
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

/// Who carries a task and who answers for it, what a unit does and all that it is bound to; of things drawn by lot.
struct Queries : Charted {
  explicit Queries(const Setting& setting) : Charted(setting) {
    const MadeGraph made(static_cast<std::uint32_t>(setting.size));
    for (const std::uint32_t unit : made.asked_units) units.push_back(node(made, unit));
    for (const std::uint32_t task : made.asked_tasks) tasks.push_back(node(made, task));
  }
  void prepare() override {
    carrying.clear();
    doing.clear();
    bound.clear();
    chains.clear();
  }
  void run() override {
    for (const bihuan::Node& task : tasks) {
      carrying.push_back(house.who(bihuan::TaskId(task.id), bihuan::Bond::carries, on));
      chains.push_back(house.chain(task, on));
    }
    for (const bihuan::Node& unit : units) {
      doing.push_back(house.of_unit(bihuan::UnitId(unit.id), on));
      bound.push_back(house.ties_of(unit, on));
    }
  }
  std::string answer() override {
    Sum who, does, both, answer_for;
    for (const auto& ties : carrying)
      for (const bihuan::Tie& tie : ties) who.add(tie.from.id);
    for (const auto& ties : doing)
      for (const bihuan::Tie& tie : ties) does.add(tie.to.id);
    for (std::size_t i = 0; i < bound.size(); ++i)
      for (const bihuan::Tie& tie : bound[i]) both.add(tie.from == units[i] ? tie.to.id : tie.from.id);
    for (const auto& steps : chains)
      for (const bihuan::Answerer& step : steps) answer_for.add(step.seat.unit.text());
    return "who=" + who.text() + " does=" + does.text() + " bound=" + both.text() + " chain=" + answer_for.text();
  }
  struct Sum {
    std::int64_t count = 0, sum = 0;
    void add(const std::string& id) {
      ++count;
      sum += std::stoll(id);
    }
    std::string text() const { return std::to_string(count) + "/" + std::to_string(sum); }
  };
  std::vector<bihuan::Node> units, tasks;
  std::vector<std::vector<bihuan::Tie>> carrying, doing, bound;
  std::vector<std::vector<bihuan::Answerer>> chains;
};

/// The edges for the Python peers: unit count, then pairs, units' filing first; and who is asked about.
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
    std::ofstream asked(file.parent_path() / "asked.u32", std::ios::binary);
    for (const auto* numbers : {&made.asked_units, &made.asked_tasks})
      asked.write(reinterpret_cast<const char*>(numbers->data()), static_cast<std::streamsize>(numbers->size() * sizeof numbers->front()));
  }
  std::string answer() override { return "nodes=" + std::to_string(made.node_count); }
  MadeGraph made;
  std::filesystem::path file;
};

const Entry entries[] = {{"points/ours", make<Points>}, {"points/ours_told", make<Told>}, {"queries/ours", make<Queries>},
                          {"components/ours", make<Components>}, {"circles/ours", make<Circles>}, {"seeded/graph", make<GraphFile>}};

}  // namespace

}  // namespace bench
