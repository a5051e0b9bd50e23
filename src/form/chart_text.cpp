#include "bihuan/form/chart_picture.hpp"
#include "form/chart_groups.hpp"
#include "ground/writing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace bihuan {
namespace picture {
namespace {

// ------------------------------------------------------------------ DOT

/// A quoted string of the DOT language. A backslash is doubled, or `\N` would be replaced by the node's name.
std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : ground::visible(text)) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

struct DotShape {
  NodeKind kind;
  const char* shape;
};
constexpr std::array<DotShape, 6> dot_shapes{{{NodeKind::body, "box, style=dashed"},
                                              {NodeKind::unit, "box"},
                                              {NodeKind::post, "oval"},
                                              {NodeKind::task, "note"},
                                              {NodeKind::territory, "house"},
                                              {NodeKind::device_kind, "component"}}};

std::string dot_node(const Node& node, const std::string& name) {
  return "    " + dot_string(node.text()) + " [label=" + dot_string(name) + ", kind=" + dot_string(node_kind_name(node.kind)) + ", id=" + dot_string(node.id) + "];\n";
}

std::string dot_days(const Validity& valid) {
  return (valid.first ? valid.first->iso() : "") + "/" + (valid.last ? valid.last->iso() : "");
}

std::string dot_edge(const Tie& tie) {
  const char* style = tie.origin == Origin::printed ? "solid" : tie.origin == Origin::inferred ? "dashed" : "dotted";
  const std::string ends = dot_string(tie.from.text()) + " -> " + dot_string(tie.to.text());
  constexpr std::array<const char*, 3> origins{"printed", "inferred", "assumed"};
  std::string out = "  " + ends + " [label=" + dot_string(chinese(tie.bond)) + ", bond=" + dot_string(bond_name(tie.bond));
  out += ", origin=" + dot_string(origins.at(static_cast<std::size_t>(tie.origin))) + ", style=" + style;
  out += ", valid=" + dot_string(dot_days(tie.valid)) + ", printed=" + dot_string(tie.printed) + ", tooltip=" + dot_string(tie.reason) + "];\n";
  return out;
}

/// The node that a tie begins at. Nobody stands behind an open collective term, so the term stands for itself.
Node dot_end(const Tie& tie) { return tie.from.id.empty() ? Node{tie.from.kind, "? " + tie.printed} : tie.from; }

// ------------------------------------------------------------------ Mermaid

bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
}

/// Text for Mermaid's quoted labels: every sign of ASCII as an entity (`#35;`), for `"`, `#`, backquotes, `%%{` and `1. ` all
/// mean something there in one edition or another. A point between digits stays readable.
std::string mermaid_text(std::string_view text) {
  const std::string shown = ground::visible(text);
  const auto digit = [&](std::size_t at) { return at < shown.size() && shown[at] >= '0' && shown[at] <= '9'; };
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    if (c == '\n') out += "<br/>";
    else if (c == '\t') out += ' ';
    else if (is_plain(c) || (c == '.' && i > 0 && digit(i - 1) && digit(i + 1))) out += c;
    else out += "#" + std::to_string(static_cast<int>(c)) + ";";
  }
  return out;
}

std::string mermaid_box(std::size_t number, const Box& box) {
  std::string out = "    b" + std::to_string(number) + "[\"";
  for (std::size_t i = 0; i < box.entries.size(); ++i) {
    out += (i == 0 ? "" : "<br/>") + mermaid_text(box.entries[i].name) + (box.entries[i].is_term ? "：" : "");
  }
  for (const std::string& small : {box.note, box.lack}) {
    if (!small.empty()) out += "<br/>（" + mermaid_text(small) + "）";
  }
  return out + "\"]\n";
}

/// `linkStyle` lines: colour by bond, dashes by origin.
std::string mermaid_styles(const std::vector<Line>& lines) {
  constexpr std::array<const char*, 3> colours{"#a3222a", "#2f5d8a", "#2f6b48"};
  constexpr std::array<const char*, 3> dashes{"", ",stroke-dasharray:7 4", ",stroke-dasharray:1 4"};
  std::string out;
  for (std::size_t bond = 0; bond < colours.size(); ++bond) {
    for (std::size_t origin = 0; origin < dashes.size(); ++origin) {
      std::string numbers;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (static_cast<std::size_t>(lines[i].bond) != bond || static_cast<std::size_t>(lines[i].origin) != origin) continue;
        numbers += (numbers.empty() ? "" : ",") + std::to_string(i);
      }
      if (!numbers.empty()) out += "  linkStyle " + numbers + " stroke:" + colours.at(bond) + dashes.at(origin) + "\n";
    }
  }
  return out;
}

std::string mermaid_command(const Command& command) {
  if (command.group.empty()) return {};
  std::string out = "  subgraph command[\"领导机构\"]\n";
  if (!command.above.empty()) out += "    above[\"" + mermaid_text(command.above) + "\"] --- group\n";
  out += "    group[\"" + mermaid_text(command.group);
  for (const std::string& rank : command.ranks) out += "<br/>" + mermaid_text(rank);
  out += "\"]\n";
  if (!command.office.empty()) out += "    group --- office[\"办公室<br/>" + mermaid_text(command.office) + "\"]\n";
  return out + "  end\n";
}

}  // namespace
}  // namespace picture

std::string chart_dot(const Chart& chart, Day on) {
  using namespace picture;
  const std::vector<Node> nodes = chart.nodes(on);
  const std::vector<Tie> ties = chart.ties(on);
  std::string out = "digraph chart {\n  rankdir=LR;\n  node [fontname=\"Noto Sans CJK SC\"];\n  edge [fontname=\"Noto Sans CJK SC\"];\n";
  std::set<Node> open;
  for (const DotShape& shape : dot_shapes) {
    std::string inside;
    for (const Node& node : nodes) {
      if (node.kind == shape.kind) inside += dot_node(node, chart.name_of(node, on));
    }
    for (const Tie& tie : ties) {
      const Node end = dot_end(tie);
      if (end.kind == shape.kind && tie.from.id.empty() && open.insert(end).second) inside += dot_node(end, tie.printed);
    }
    if (!inside.empty()) out += "  {\n    node [shape=" + std::string(shape.shape) + "];\n" + inside + "  }\n";
  }
  for (const Tie& tie : ties) {
    Tie shown = tie;
    shown.from = dot_end(tie);
    out += dot_edge(shown);
  }
  return out + "}\n";
}

std::string chart_mermaid(const Chart& chart, Day on) {
  using namespace picture;
  const Groups groups = groups_of(chart, on);
  const std::string command = mermaid_command(command_of(chart.organisation(), on));
  std::string out = "flowchart LR\n";
  constexpr std::array<const char*, place_count> heads{"牵头部门", "工作任务", "责任部门", "配合单位"};
  constexpr std::array<const char*, place_count> ids{"leading", "tasks", "carrying", "cooperating"};
  for (std::size_t place = 0; place < place_count; ++place) {
    if (!groups.has(static_cast<Place>(place))) continue;
    out += "  subgraph " + std::string(ids.at(place)) + "[\"" + heads.at(place) + "\"]\n";
    for (std::size_t i = 0; i < groups.boxes.size(); ++i) {
      if (groups.boxes[i].place == static_cast<Place>(place)) out += mermaid_box(i, groups.boxes[i]);
    }
    out += "  end\n";
  }
  for (const Line& line : groups.lines) {
    out += "  b" + std::to_string(line.from) + " ---|" + chinese(line.bond) + "| b" + std::to_string(line.to) + "\n";
  }
  // after the lines, whose numbers the styles count
  return out + command + (command.empty() || !groups.has(Place::leading) ? "" : "  command --- leading\n") + mermaid_styles(groups.lines);
}

}  // namespace bihuan
