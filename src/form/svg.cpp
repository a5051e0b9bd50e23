#include "form/svg.hpp"

#include "ground/writing.hpp"

#include <algorithm>
#include <cstdlib>

namespace bihuan::svg {
namespace {

constexpr int label_width = 132;
constexpr int chart_width = 560;
constexpr int number_room = 46;
constexpr std::size_t longest_label = 10;

std::string number(std::int64_t value) { return std::to_string(value); }

/// An attribute with a number.
std::string at(std::string_view name, std::int64_t value) {
  return " " + std::string(name) + "=\"" + number(value) + "\"";
}

std::string begin(const std::string& title, int width, int height) {
  return "<svg role=\"img\" aria-label=\"" + escaped(title) + "\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\">";
}

std::string words(int x, int y, std::string_view css_class, const std::string& text) {
  return "<text" + at("x", x) + at("y", y) + " class=\"" + std::string(css_class) + "\">" + escaped(text) + "</text>";
}

std::string box(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height, const std::string& css_class, const std::string& tip) {
  return "<rect" + at("x", x) + at("y", y) + at("width", width) + at("height", height) + " class=\"" + css_class +
         "\"><title>" + escaped(tip) + "</title></rect>";
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string shortened(const std::string& label) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if ((static_cast<unsigned char>(label[i]) & 0xc0) == 0x80) continue;
    if (count++ == longest_label) return label.substr(0, i) + "…";
  }
  return label;
}

std::string legend(const std::vector<Series>& series) {
  std::string out;
  int x = label_width;
  for (const Series& one : series) {
    out += "<rect" + at("x", x) + " y=\"4\" width=\"10\" height=\"10\" class=\"" + one.css_class + "\"/>" + words(x + 15, 13, "key", one.title);
    x += 40 + 12 * static_cast<int>(character_count(one.title));
  }
  return out;
}

std::int64_t scaled(std::int64_t value, std::int64_t most, int width) {
  return most <= 0 ? 0 : std::max<std::int64_t>(value > 0 ? 1 : 0, value * width / most);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : ground::visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string grouped_bars(const std::string& title, const std::vector<Series>& series, const std::vector<Bar>& bars) {
  constexpr int thickness = 11;
  const int line = static_cast<int>(series.size()) * (thickness + 1) + 10;
  const int height = 28 + line * static_cast<int>(bars.size());
  std::int64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, *std::max_element(bar.values.begin(), bar.values.end()));
  std::string out = begin(title, chart_width, height) + legend(series);
  int y = 28;
  for (const Bar& bar : bars) {
    out += words(label_width - 8, y + line / 2, "label", shortened(bar.label));
    for (std::size_t i = 0; i < series.size(); ++i) {
      const std::int64_t width = scaled(bar.values[i], most, chart_width - label_width - number_room);
      const int top = y + static_cast<int>(i) * (thickness + 1);
      out += box(label_width, top, width, thickness, series[i].css_class, bar.label + " " + series[i].title + " " + number(bar.values[i]));
      out += words(label_width + static_cast<int>(width) + 5, top + thickness - 1, "value", number(bar.values[i]));
    }
    y += line;
  }
  return out + "</svg>";
}

std::string stacked_bars(const std::string& title, const std::vector<Series>& series, const std::vector<Bar>& bars) {
  constexpr int thickness = 16;
  constexpr int line = thickness + 12;
  const int height = 28 + line * static_cast<int>(bars.size());
  std::int64_t most = 1;
  for (const Bar& bar : bars) {
    std::int64_t sum = 0;
    for (const std::int64_t value : bar.values) sum += value;
    most = std::max(most, sum);
  }
  std::string out = begin(title, chart_width, height) + legend(series);
  int y = 28;
  for (const Bar& bar : bars) {
    out += words(label_width - 8, y + thickness - 3, "label", shortened(bar.label));
    std::int64_t x = label_width;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
      if (bar.values[i] <= 0) continue;
      const std::int64_t width = scaled(bar.values[i], most, chart_width - label_width - number_room);
      out += box(x, y, width, thickness, series[i].css_class, bar.label + " " + series[i].title + " " + number(bar.values[i]));
      x += width + 1;
      sum += bar.values[i];
    }
    out += words(static_cast<int>(x) + 5, y + thickness - 3, "value", number(sum));
    y += line;
  }
  return out + "</svg>";
}

std::string steps(const std::string& title, const std::vector<Step>& all) {
  constexpr int width = 1140;
  constexpr int ground = 190;
  constexpr int ceiling = 26;
  const int room = all.empty() ? width : width / static_cast<int>(all.size());
  const int column = std::min(room * 3 / 5, 84);
  std::int64_t level = 0;
  std::int64_t most = 1;
  for (const Step& step : all) {
    level = step.total ? step.value : level + step.value;
    most = std::max({most, level, level - step.value});
  }
  const auto height_of = [&](std::int64_t value) { return ground - value * (ground - ceiling) / most; };
  std::string out = begin(title, width, 222);
  out += "<line x1=\"0\" x2=\"" + number(width) + "\" y1=\"" + number(ground) + "\" y2=\"" + number(ground) + "\" class=\"ground\"/>";
  level = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Step& step = all[i];
    const std::int64_t before = step.total ? 0 : level;
    level = step.total ? step.value : level + step.value;
    const std::int64_t top = height_of(std::max(before, level));
    const std::int64_t bottom = height_of(std::min(before, level));
    const int x = room * static_cast<int>(i) + (room - column) / 2;
    const std::string css_class = step.total ? "whole" : step.value >= 0 ? "more" : "less";
    const std::string shown = (step.total || step.value < 0 ? "" : "+") + number(step.value);
    out += box(x, top, column, std::max<std::int64_t>(bottom - top, 2), css_class, step.label + " " + shown);
    if (i + 1 < all.size()) {
      out += "<line x1=\"" + number(x + column) + "\" x2=\"" + number(x + room) + "\" y1=\"" + number(height_of(level)) + "\" y2=\"" +
             number(height_of(level)) + "\" class=\"bridge\"/>";
    }
    out += words(x + column / 2, static_cast<int>(top) - 6, "figure", shown) + words(x + column / 2, ground + 20, "foot", step.label);
  }
  return out + "</svg>";
}

}  // namespace bihuan::svg
