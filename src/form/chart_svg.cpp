#include "bihuan/form/chart_picture.hpp"
#include "form/chart_groups.hpp"
#include "form/drawing.hpp"
#include "form/layered_layout.hpp"
#include "form/text_room.hpp"

#include <algorithm>
#include <array>

namespace bihuan {
namespace picture {
namespace {

constexpr int margin = 20;
constexpr int stem = 24;          // room for the line from the group down to those who lead
constexpr int padding = 10;
constexpr int line_height = 19;
constexpr int small_line_height = 16;
constexpr int indent = 12;        // of the second line of a name
constexpr int box_gap = 10;       // between boxes that stand in one column
constexpr int line_room = 6;      // of each line at a box
constexpr int least_width = 640;

/// What a column is called, what it counts, and how wide its names may be, in hundredths of an em.
struct ColumnLook {
  const char* name;
  const char* unit;
  const char* css;
  int room;
};
constexpr std::array<ColumnLook, place_count> columns{{{"牵头部门", "个", "leading", 1500},
                                                   {"工作任务", "项", "tasks", 2300},
                                                   {"责任部门", "个", "carrying", 1500},
                                                   {"配合单位", "个", "cooperating", 1300}}};

const ColumnLook& column_of(Place place) { return columns.at(static_cast<std::size_t>(place)); }

/// A box with its text as lines.
struct Drawn {
  struct Text {
    std::string words;
    bool is_term = false;
    int indent = 0;
  };
  std::vector<Text> lines = {};
  int width = 0;
  int height = 0;
};

Drawn drawn(const Box& box, std::size_t line_count) {
  Drawn out;
  const bool has_term = std::any_of(box.entries.begin(), box.entries.end(), [](const Entry& entry) { return entry.is_term; });
  for (const Entry& entry : box.entries) {
    int shift = has_term && !entry.is_term ? indent : 0;
    for (const std::string& line : wrapped(entry.name, column_of(box.place).room)) {
      out.lines.push_back({line, entry.is_term, shift});
      out.width = std::max(out.width, pixels_of(line, letters) + shift);
      shift += shift > 0 && has_term ? 0 : indent;
    }
  }
  out.height = 2 * padding + line_height * static_cast<int>(out.lines.size()) - 6;
  for (const std::string& small : {box.note, box.lack}) {
    if (small.empty()) continue;
    out.width = std::max(out.width, pixels_of(small, small_letters));
    out.height += small_line_height;
  }
  out.width += 2 * padding + 4;
  out.height = std::max(out.height, line_room * static_cast<int>(line_count));
  return out;
}

/// The texts in lines, as many to one as there is room for; one that is longer than a line is broken.
std::vector<std::string> packed(const std::vector<std::string>& texts, int room) {
  std::vector<std::string> out;
  for (const std::string& text : texts) {
    if (!out.empty() && room_of(out.back()) + 200 + room_of(text) <= room) {
      out.back() += "　　" + text;
      continue;
    }
    for (const std::string& line : wrapped(text, room)) out.push_back(line);
  }
  return out;
}

/// The picture, measured first and then drawn from the top.
class Picture {
 public:
  Picture(const Chart& chart, Day on, const std::string& campaign)
      : title_(title_of(campaign, "责任关系图", on)), groups_(groups_of(chart, on)), command_(command_of(chart.organisation(), on)) {
    for (std::size_t i = 0; i < groups_.boxes.size(); ++i) drawn_.push_back(drawn(groups_.boxes[i], most_lines(i)));
    place_columns();
    place_boxes();
  }

  std::string text() {
    std::string inside = title();
    inside += command();
    top_ += 14;
    const std::string heads = column_heads();
    const std::string boxes = all_boxes();
    inside += stems() + lines() + heads + boxes;
    top_ += layout_.height + 34;
    inside += foot();
    return sheet(title_, width_, top_, inside);
  }

 private:
  int left_of(std::size_t column) const { return lefts_[column]; }
  int right_of(std::size_t column) const { return lefts_[column] + widths_[column]; }

  /// How many lines meet one side of a box.
  std::size_t most_lines(std::size_t box) const {
    const auto leaving = std::count_if(groups_.lines.begin(), groups_.lines.end(), [&](const Line& line) { return line.from == box; });
    const auto arriving = std::count_if(groups_.lines.begin(), groups_.lines.end(), [&](const Line& line) { return line.to == box; });
    return static_cast<std::size_t>(std::max(leaving, arriving));
  }

  /// Columns without boxes take no room; more lines between two columns need more of it.
  void place_columns() {
    for (std::size_t place = 0; place < place_count; ++place) {
      if (!groups_.has(static_cast<Place>(place))) continue;
      column_of_place_[place] = widths_.size();
      int widest = 110;
      for (std::size_t i = 0; i < drawn_.size(); ++i) {
        if (groups_.boxes[i].place == static_cast<Place>(place)) widest = std::max(widest, drawn_[i].width);
      }
      widths_.push_back(widest);
    }
    std::vector<int> between(widths_.size() + 1);
    for (const Line& line : groups_.lines) {
      for (std::size_t column = column_of(line.from); column < column_of(line.to); ++column) ++between[column];
    }
    int left = margin + stem;
    for (std::size_t column = 0; column < widths_.size(); ++column) {
      lefts_.push_back(left);
      left += widths_[column] + std::clamp(50 + 3 * between[column] / 2, 70, 200);
    }
    const int right = widths_.empty() ? 0 : right_of(widths_.size() - 1);
    width_ = std::max({least_width, right + margin, 2 * margin + pixels_of(title_, title_letters)});
  }

  std::size_t column_of(std::size_t box) const { return column_of_place_.at(static_cast<std::size_t>(groups_.boxes[box].place)); }

  void place_boxes() {
    std::vector<LayoutBox> boxes;
    for (std::size_t i = 0; i < drawn_.size(); ++i) boxes.push_back({column_of(i), drawn_[i].height});
    std::vector<LayoutLine> lines;
    for (const Line& line : groups_.lines) lines.push_back({line.from, line.to});
    layout_ = layered_layout(boxes, lines, box_gap);
  }

  std::string title() {
    top_ = 58;
    return words(margin, 34, "bh-title", title_);
  }

  /// The body above, the leading group with its ranks, and its office.
  std::string command() {
    if (command_.group.empty()) return {};
    std::string out;
    const int inner = width_ - 2 * margin;
    if (!command_.above.empty()) {
      const int width = std::min(inner, pixels_of(command_.above, letters) + 2 * padding);
      out += block(margin, top_, width, 30, "bh-box bh-command") + words(margin + padding, top_ + 20, "", command_.above);
      out += stroke("M" + std::to_string(margin + stem / 2) + " " + std::to_string(top_ + 30) + "v16", "bh-way");
      top_ += 46;
    }
    const int office_width = command_.office.empty() ? 0 : std::max(pixels_of(command_.office, letters), 7 * letters) + 2 * padding;
    const int group_width = inner - (office_width == 0 ? 0 : office_width + 28);
    const int room = (group_width - 2 * padding) * 100 / letters;
    std::vector<std::string> lines = wrapped(command_.group, room);
    const std::size_t name_count = lines.size();
    for (const std::string& line : packed(command_.ranks, room)) lines.push_back(line);
    const int height = std::max(2 * padding + line_height * static_cast<int>(lines.size()) - 6, office_width == 0 ? 0 : 52);
    out += block(margin, top_, group_width, height, "bh-box bh-command");
    int y = top_ + padding + 11;
    for (std::size_t i = 0; i < lines.size(); ++i, y += line_height) out += words(margin + padding, y, i < name_count ? "bh-name" : "", lines[i]);
    if (office_width > 0) {
      const int left = margin + inner - office_width;
      out += stroke("M" + std::to_string(margin + group_width) + " " + std::to_string(top_ + height / 2) + "h28", "bh-way");
      out += block(left, top_, office_width, height, "bh-box bh-command") + words(left + padding, top_ + padding + 9, "bh-soft", "领导小组办公室");
      out += words(left + padding, top_ + padding + 11 + line_height, "", command_.office);
    }
    command_bottom_ = top_ + height;
    top_ = command_bottom_ + 8;
    return out;
  }

  std::string column_heads() {
    std::string out;
    top_ += 16;
    for (std::size_t place = 0; place < place_count; ++place) {
      if (!groups_.has(static_cast<Place>(place))) continue;
      const ColumnLook& look = columns.at(place);
      const std::string count = std::to_string(groups_.count(static_cast<Place>(place)));
      out += words(left_of(column_of_place_[place]), top_, "bh-head", look.name + (" " + count + " ") + look.unit);
    }
    top_ += 12;
    return out;
  }

  std::string all_boxes() const {
    std::string out;
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      const Box& box = groups_.boxes[i];
      const int left = left_of(column_of(i));
      const int width = widths_[column_of(i)];
      const int top = top_ + layout_.tops[i];
      const std::string css = picture::column_of(box.place).css;
      out += "<g>" + block(left, top, width, drawn_[i].height, "bh-box bh-" + css) + block(left, top, 3, drawn_[i].height, "bh-bar-" + css);
      int y = top + padding + 11;
      for (const Drawn::Text& line : drawn_[i].lines) {
        out += words(left + padding + 2 + line.indent, y, line.is_term ? "bh-name" : "", line.words);
        y += line_height;
      }
      y -= 2;
      for (const auto& [text, look] : {std::pair{box.note, "bh-soft"}, std::pair{box.lack, "bh-lack"}}) {
        if (text.empty()) continue;
        out += words(left + padding + 2, y, look, text);
        y += small_line_height;
      }
      out += "</g>\n";
    }
    return out;
  }

  /// From the leading group down to each of those who lead.
  std::string stems() const {
    if (command_bottom_ == 0) return {};
    std::string out;
    int lowest = 0;
    const int x = margin + stem / 2;
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      if (groups_.boxes[i].place != Place::leading) continue;
      const int y = top_ + layout_.tops[i] + drawn_[i].height / 2;
      lowest = std::max(lowest, y);
      out += stroke("M" + std::to_string(x) + " " + std::to_string(y) + "H" + std::to_string(left_of(column_of(i))), "bh-way");
    }
    if (lowest == 0) return {};
    return stroke("M" + std::to_string(x) + " " + std::to_string(command_bottom_) + "V" + std::to_string(lowest), "bh-way") + out;
  }

  std::string lines() const {
    std::string out;
    for (std::size_t i = 0; i < groups_.lines.size(); ++i) {
      const Line& line = groups_.lines[i];
      const std::vector<int>& way = layout_.ways[i];
      std::size_t column = column_of(line.from);
      std::string path = "M" + std::to_string(right_of(column)) + " " + std::to_string(top_ + way.front());
      for (std::size_t step = 1; step < way.size(); ++step, ++column) {
        const std::string middle = std::to_string((right_of(column) + left_of(column + 1)) / 2);
        const std::string from = std::to_string(top_ + way[step - 1]);
        const std::string to = std::to_string(top_ + way[step]);
        path += "C" + middle + " " + from + " " + middle + " " + to + " " + std::to_string(left_of(column + 1)) + " " + to;
        if (step + 1 < way.size()) path += "H" + std::to_string(right_of(column + 1));
      }
      std::string css = "bh-" + std::string(bond_name(line.bond));
      if (line.origin != Origin::printed) css += line.origin == Origin::inferred ? " bh-inferred" : " bh-assumed";
      out += stroke(path, css, line.tip);
    }
    return out;
  }

  std::string foot() {
    const int room = width_ - 2 * margin;
    std::string out;
    const auto add = [&](const std::pair<std::string, int>& part) {
      out += part.first;
      top_ += part.second;
    };
    add(legend({{"bh-leads", "牵头"}, {"bh-carries", "责任"}, {"bh-cooperates", "配合"}, {"bh-way", "实线：文件写明"},
                {"bh-way bh-inferred", "虚线：推定"}, {"bh-way bh-assumed", "点线：假定"}}, margin, top_, room));
    add(note("同一框内的任务或单位当日责任关系完全相同，一条线代表两框之间的全部关系，其中最不确定的决定线型；文件用统称的，按统称列一框。", margin, top_, room));
    if (!groups_.idle.empty()) {
      std::string names;
      for (const std::string& name : groups_.idle) names += (names.empty() ? "" : "、") + name;
      add(note("未列入任何任务的单位：" + names + "。", margin, top_, room));
    }
    top_ += 6;
    return out;
  }

  std::string title_;
  Groups groups_;
  Command command_;
  std::vector<Drawn> drawn_ = {};
  std::array<std::size_t, place_count> column_of_place_ = {};
  std::vector<int> widths_ = {}, lefts_ = {};
  int width_ = 0;
  Layout layout_ = {};
  int top_ = 0;
  int command_bottom_ = 0;
};

}  // namespace
}  // namespace picture

std::string chart_svg(const Chart& chart, Day on, const std::string& campaign) { return picture::Picture(chart, on, campaign).text(); }

}  // namespace bihuan
