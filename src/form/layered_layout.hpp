// form/layered_layout.hpp: boxes in columns, ordered so that few lines cross, and the ways of the lines between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bihuan::picture {

/// A box as the layout sees it. Its column is given; how high it stands there is the answer.
struct LayoutBox {
  std::size_t column = 0;
  int height = 0;
};

/// From a box to one in a column further to the right.
struct LayoutLine {
  std::size_t from = 0;
  std::size_t to = 0;
};

struct Layout {
  std::vector<int> tops;               ///< of the boxes
  std::vector<std::vector<int>> ways;  ///< of the lines: the height at which each leaves, passes every column between, and arrives
  int height = 0;                      ///< of everything
  std::int64_t crossing_count = 0;     ///< of the order as chosen
};

/// A layered drawing after Sugiyama, Tagawa and Toda (1981): lines that pass a column get a place in it; the order in each column
/// follows the barycentres of its neighbours, to and fro, and then swaps of neighbours, and is kept only where it has
/// fewer crossings, so that what may stay in the given order does; boxes stand as near to their neighbours as the order
/// allows. Whole numbers throughout: the same input gives the same drawing on every machine.
Layout layered_layout(const std::vector<LayoutBox>& boxes, const std::vector<LayoutLine>& lines, int gap);

}  // namespace bihuan::picture
