// form/svg.hpp: three still charts as inline SVG, without script, and the one function that escapes text for markup.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bihuan::svg {

/// Text fit for markup and attributes in quotes; characters that hide text are shown as ⟦U+202E⟧.
std::string escaped(std::string_view text);

/// One line of a bar chart.
struct Bar {
  std::string label;
  std::vector<std::int64_t> values;
};

/// A series: what it means and the class that colours it.
struct Series {
  std::string title;
  std::string css_class;
};

/// Bars side by side, a line for each label.
std::string grouped_bars(const std::string& title, const std::vector<Series>& series, const std::vector<Bar>& bars);

/// Bars end to end.
std::string stacked_bars(const std::string& title, const std::vector<Series>& series, const std::vector<Bar>& bars);

/// A step of a balance: `total` steps stand on the ground, others go up or down from where the last one ended.
struct Step {
  std::string label;
  std::int64_t value = 0;
  bool total = false;
};

/// From the opening to the closing of an account.
std::string steps(const std::string& title, const std::vector<Step>& all);

}  // namespace bihuan::svg
