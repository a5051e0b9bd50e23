#include "bihuan/form/chart_matrix.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace bihuan {
namespace picture {
namespace {

constexpr std::array<Bond, 3> responsibilities{Bond::leads, Bond::carries, Bond::cooperates};
constexpr int cell_width = 8;

/// A column: a unit or body, or an open collective term by its printed name.
struct Bearer {
  std::string key, name;
};

Bearer bearer_of(const Tie& tie, const Chart& chart, Day on) {
  if (tie.from.id.empty()) return {"term " + tie.printed, tie.printed + "（成员未定）"};
  return {tie.from.text(), chart.name_of(tie.from, on)};
}

std::string word_of(const Tie& tie) { return chinese(tie.bond) + (tie.origin == Origin::printed ? "" : "（" + chinese(tie.origin) + "）"); }

/// The words for each task and column; of two ties that say the same the surer one is written.
using Words = std::map<std::pair<TaskId, std::string>, std::map<Bond, Tie>>;

Words words_of(const Plan& plan, const Chart& chart, Day on, std::map<std::string, std::string>& names) {
  Words out;
  for (const Task& task : plan.tasks) {
    if (!chart.knows({NodeKind::task, task.id.text()})) continue;
    for (const Bond bond : responsibilities) {
      for (const Tie& tie : chart.who(task.id, bond, on)) {
        const Bearer bearer = bearer_of(tie, chart, on);
        names.try_emplace(bearer.key, bearer.name);
        const auto [known, is_new] = out[{task.id, bearer.key}].try_emplace(bond, tie);
        if (!is_new && tie.origin < known->second.origin) known->second = tie;
      }
    }
  }
  return out;
}

Column column(const std::string& key, const std::string& heading, int width, ColumnType type) {
  Column out;
  out.key = key;
  out.heading = heading;
  out.width = width;
  out.type = type;
  return out;
}

void add_finding(Table& out, const char* kind, const std::string& node, const std::string& name, const std::string& reason) {
  out.rows.push_back({std::string(kind), node, name, reason});
}

}  // namespace
}  // namespace picture

Matrix matrix_of(const Plan& plan, const Chart& chart, Day on) {
  using namespace picture;
  std::map<std::string, std::string> names;
  const Words said = words_of(plan, chart, on, names);
  std::vector<std::string> keys;  // units and bodies in the order of the plan, then open terms
  for (const Node& node : chart.nodes(on)) {
    if (names.contains(node.text()) && std::find(keys.begin(), keys.end(), node.text()) == keys.end()) keys.push_back(node.text());
  }
  for (const auto& [key, name] : names) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  Matrix out{plan.notice.campaign, plan.notice.issuer, on, {"matrix", {"task", "number", "title", "leaf"}, {}}, {"matrix", "责任矩阵", "任务责任矩阵", {}}};
  out.sheet.columns = {column("task", "任务", 7, ColumnType::identifier), column("number", "序号", 6, ColumnType::identifier),
                       column("title", "工作任务", 34, ColumnType::text)};
  for (const std::string& key : keys) {
    out.table.keys.push_back(key);
    out.sheet.columns.push_back(column(key, names.at(key), cell_width, ColumnType::identifier));
  }
  for (const Task& task : plan.tasks) {
    std::vector<Cell> row{task.id.text(), task.number.empty() ? Cell{} : Cell{task.number}, task.title, std::int64_t{task.is_leaf ? 1 : 0}};
    for (const std::string& key : keys) {
      std::string cell;
      if (const auto found = said.find({task.id, key}); found != said.end()) {
        for (const auto& [bond, tie] : found->second) cell += (cell.empty() ? "" : "、") + word_of(tie);
      }
      row.push_back(cell.empty() ? Cell{} : Cell{cell});
    }
    out.table.rows.push_back(std::move(row));
  }
  return out;
}

Table chart_findings(const Chart& chart, Day on) {
  using picture::add_finding;
  Table out{"findings", {"kind", "node", "name", "reason"}, {}};
  for (const Uncovered& one : chart.uncovered(on)) add_finding(out, "uncovered", one.node.text(), chart.name_of(one.node, on), one.reason);
  for (const SinglePoint& one : chart.single_points(on)) add_finding(out, "single_point", one.node().text(), chart.name_of(one.node(), on), one.reason());
  for (const FilingCycle& cycle : chart.filing_cycles(on)) {
    std::string nodes, names;
    for (const Node& node : cycle.nodes) {
      nodes += (nodes.empty() ? "" : "、") + node.text();
      names += (names.empty() ? "" : "、") + chart.name_of(node, on);
    }
    add_finding(out, "filing_cycle", nodes, names, cycle.reason);
  }
  const std::vector<Unequal> unequal = chart.responsibility_against_filing(on);
  for (const bool carries : {true, false}) {
    for (const Unequal& one : unequal) {
      if (one.carries != carries) continue;
      const bool is_body = chart.organisation().find_unit(one.unit) == nullptr;
      const Node node{is_body ? NodeKind::body : NodeKind::unit, one.unit.text()};
      add_finding(out, carries ? "carries_without_filing" : "files_without_carrying", node.text(), chart.name_of(node, on), one.reason);
    }
  }
  return out;
}

std::string finding_title(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> titles{{{"uncovered", "责任缺口"},
                                                                                 {"single_point", "单点"},
                                                                                 {"filing_cycle", "报送成环"},
                                                                                 {"carries_without_filing", "承担而不报送"},
                                                                                 {"files_without_carrying", "报送而不承担"}}};
  const auto found = std::find_if(titles.begin(), titles.end(), [&](const auto& title) { return title.first == kind; });
  return std::string(found == titles.end() ? kind : found->second);
}

}  // namespace bihuan
