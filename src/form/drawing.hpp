// form/drawing.hpp: the strokes that every picture of the chart is made of.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bihuan::picture {

inline constexpr int letters = 13;        ///< the size of names, in pixels
inline constexpr int small_letters = 11;  ///< of notes
inline constexpr int title_letters = 17;

/// An attribute with a number.
std::string at(std::string_view name, int value);
/// One line of text; escaped here.
std::string words(int x, int y, std::string_view css_class, std::string_view text);
/// A rectangle; `tip` shows when one points at it.
std::string block(int x, int y, int width, int height, std::string_view css_class, std::string_view tip = {});
/// A line along a path.
std::string stroke(const std::string& way, const std::string& css_class, std::string_view tip = {});
/// A whole picture: the SVG element with its style, on white paper.
std::string sheet(const std::string& title, int width, int height, const std::string& inside);

/// Pixels that a text takes at a size of letters, a little more than less.
int pixels_of(std::string_view text, int size);

/// Samples with their meanings in a row, broken where the room ends. Returns the markup and the height below `y` that it took.
struct Sample {
  std::string css_class;
  std::string meaning;
  bool is_line = true;
};
std::pair<std::string, int> legend(const std::vector<Sample>& samples, int x, int y, int room);

/// Soft small text, wrapped; the same two answers.
std::pair<std::string, int> note(const std::string& text, int x, int y, int room);

}  // namespace bihuan::picture
