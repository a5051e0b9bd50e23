#include "form/drawing.hpp"

#include "form/picture_style.hpp"
#include "form/svg.hpp"
#include "form/text_room.hpp"

namespace bihuan::picture {
namespace {

constexpr int note_line = 17;

std::string tip_of(std::string_view tip) { return tip.empty() ? "" : "<title>" + svg::escaped(tip) + "</title>"; }

std::string closed(const std::string& element, const std::string& name, std::string_view tip) {
  return tip.empty() ? element + "/>\n" : element + ">" + tip_of(tip) + "</" + name + ">\n";
}

}  // namespace

std::string at(std::string_view name, int value) { return " " + std::string(name) + "=\"" + std::to_string(value) + "\""; }

std::string words(int x, int y, std::string_view css_class, std::string_view text) {
  const std::string css = css_class.empty() ? "" : " class=\"" + std::string(css_class) + "\"";
  return "<text" + at("x", x) + at("y", y) + css + ">" + svg::escaped(text) + "</text>\n";
}

std::string block(int x, int y, int width, int height, std::string_view css_class, std::string_view tip) {
  return closed("<rect" + at("x", x) + at("y", y) + at("width", width) + at("height", height) + " class=\"" + std::string(css_class) + "\"", "rect", tip);
}

std::string stroke(const std::string& way, const std::string& css_class, std::string_view tip) {
  return closed("<path d=\"" + way + "\" class=\"" + css_class + "\"", "path", tip);
}

std::string sheet(const std::string& title, int width, int height, const std::string& inside) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bihuan-chart\" role=\"img\" lang=\"zh-CN\" aria-label=\"" + svg::escaped(title) + "\"" +
         at("width", width) + at("height", height) + " viewBox=\"0 0 " + std::to_string(width) + " " + std::to_string(height) + "\">\n" +
         std::string(style) + "\n" + block(0, 0, width, height, "bh-paper") + inside + "</svg>\n";
}

int pixels_of(std::string_view text, int size) { return (room_of(text) * size + 99) / 100; }

std::pair<std::string, int> legend(const std::vector<Sample>& samples, int x, int y, int room) {
  constexpr int sample_width = 34;
  std::string out;
  int here = x;
  int down = 0;
  for (const Sample& one : samples) {
    const int width = sample_width + 8 + pixels_of(one.meaning, small_letters) + 22;
    if (here > x && here + width > x + room) {
      here = x;
      down += note_line;
    }
    const std::string level = std::to_string(y + down - 4);
    out += one.is_line ? stroke("M" + std::to_string(here) + " " + level + "H" + std::to_string(here + sample_width), one.css_class)
                       : block(here, y + down - 10, sample_width, 12, one.css_class);
    out += words(here + sample_width + 8, y + down, "bh-soft", one.meaning);
    here += width;
  }
  return {out, down + note_line};
}

std::pair<std::string, int> note(const std::string& text, int x, int y, int room) {
  std::string out;
  int down = 0;
  for (const std::string& line : wrapped(text, room * 100 / small_letters)) {
    out += words(x, y + down, "bh-soft", line);
    down += note_line;
  }
  return {out, down};
}

}  // namespace bihuan::picture
