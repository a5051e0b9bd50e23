#include "form/layered_layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>

namespace bihuan::picture {
namespace {

constexpr int passage_height = 8;   // of a line that passes a column
constexpr int passage_weight = 4;   // how much straighter a passing line is to be than others
constexpr int rounds = 12;
constexpr std::int64_t fine = 64;   // heights are reckoned in 64ths

/// A place in a column: a box, or where a line passes.
struct Spot {
  std::size_t column = 0;
  int height = 0;
  bool passes = false;
  std::vector<std::size_t> before, after;  // neighbours to the left and to the right
};

using Orders = std::vector<std::vector<std::size_t>>;  // by column, from the top

/// Boxes and passages with what lies beside them. The first spots are the boxes.
struct Net {
  std::vector<Spot> spots;
  std::vector<std::vector<std::size_t>> chains;  // by line: the spots it runs through
  std::size_t columns = 0;

  Net(const std::vector<LayoutBox>& boxes, const std::vector<LayoutLine>& lines) {
    for (const LayoutBox& box : boxes) {
      spots.push_back({box.column, box.height, false, {}, {}});
      columns = std::max(columns, box.column + 1);
    }
    for (const LayoutLine& line : lines) {
      std::vector<std::size_t> chain{line.from};
      for (std::size_t column = boxes[line.from].column + 1; column < boxes[line.to].column; ++column) {
        chain.push_back(spots.size());
        spots.push_back({column, passage_height, true, {}, {}});
      }
      chain.push_back(line.to);
      for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        spots[chain[i]].after.push_back(chain[i + 1]);
        spots[chain[i + 1]].before.push_back(chain[i]);
      }
      chains.push_back(std::move(chain));
    }
  }

  Orders given_order() const {
    Orders out(columns);
    for (std::size_t i = 0; i < spots.size(); ++i) out[spots[i].column].push_back(i);
    return out;
  }

  std::vector<std::int64_t> positions(const Orders& orders) const {
    std::vector<std::int64_t> out(spots.size());
    for (const std::vector<std::size_t>& order : orders) {
      for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = static_cast<std::int64_t>(i);
    }
    return out;
  }
};

/// How often the lines of two neighbours in a column cross on one side, `upper` standing above.
std::int64_t crossings_of(const std::vector<std::size_t>& upper, const std::vector<std::size_t>& lower, const std::vector<std::int64_t>& positions) {
  std::int64_t out = 0;
  for (const std::size_t one : upper) {
    out += std::count_if(lower.begin(), lower.end(), [&](std::size_t other) { return positions[other] < positions[one]; });
  }
  return out;
}

std::int64_t crossings_of(const Net& net, const Orders& orders) {
  const std::vector<std::int64_t> positions = net.positions(orders);
  std::int64_t out = 0;
  for (const std::vector<std::size_t>& order : orders) {
    for (std::size_t i = 0; i < order.size(); ++i) {
      for (std::size_t j = i + 1; j < order.size(); ++j) {
        out += crossings_of(net.spots[order[i]].after, net.spots[order[j]].after, positions);
      }
    }
  }
  return out;
}

/// Sorts a column by the mean position of its neighbours on one side; what has none stays where it is.
void sort_by_barycentre(const Net& net, Orders& orders, std::size_t column, bool by_left) {
  const std::vector<std::int64_t> positions = net.positions(orders);
  struct Mean {
    std::size_t spot;
    std::int64_t sum, count;
  };
  std::vector<Mean> movable;
  std::vector<std::size_t> places;
  std::vector<std::size_t>& order = orders[column];
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::vector<std::size_t>& beside = by_left ? net.spots[order[i]].before : net.spots[order[i]].after;
    if (beside.empty()) continue;
    Mean mean{order[i], 0, static_cast<std::int64_t>(beside.size())};
    for (const std::size_t other : beside) mean.sum += positions[other];
    movable.push_back(mean);
    places.push_back(i);
  }
  std::stable_sort(movable.begin(), movable.end(), [](const Mean& one, const Mean& other) { return one.sum * other.count < other.sum * one.count; });
  for (std::size_t i = 0; i < movable.size(); ++i) order[places[i]] = movable[i].spot;
}

/// Swaps neighbours in a column as long as that takes crossings away.
void swap_neighbours(const Net& net, Orders& orders) {
  for (bool better = true; better;) {
    better = false;
    for (std::vector<std::size_t>& order : orders) {
      const std::vector<std::int64_t> positions = net.positions(orders);  // of the columns beside; this one's are not asked for
      for (std::size_t i = 0; i + 1 < order.size(); ++i) {
        const Spot& upper = net.spots[order[i]];
        const Spot& lower = net.spots[order[i + 1]];
        const std::int64_t now = crossings_of(upper.before, lower.before, positions) + crossings_of(upper.after, lower.after, positions);
        const std::int64_t then = crossings_of(lower.before, upper.before, positions) + crossings_of(lower.after, upper.after, positions);
        if (then >= now) continue;
        std::swap(order[i], order[i + 1]);
        better = true;
      }
    }
  }
}

Orders ordered(const Net& net) {
  Orders best = net.given_order();
  swap_neighbours(net, best);
  std::int64_t fewest = crossings_of(net, best);
  Orders now = best;
  for (int round = 0; round < rounds && fewest > 0; ++round) {
    for (std::size_t column = 1; column < net.columns; ++column) sort_by_barycentre(net, now, column, true);
    for (std::size_t column = net.columns; column-- > 1;) sort_by_barycentre(net, now, column - 1, false);
    Orders settled = now;
    swap_neighbours(net, settled);
    const std::int64_t count = crossings_of(net, settled);
    if (count >= fewest) continue;
    fewest = count;
    best = std::move(settled);
  }
  return best;
}

std::int64_t floor_of(std::int64_t sum, std::int64_t count) { return sum / count - (sum % count < 0 ? 1 : 0); }

/// Tops as near to the wished ones as the heights allow, in the least squares: neighbours that would overlap move as one.
std::vector<std::int64_t> settled(const std::vector<std::int64_t>& wished, const std::vector<std::int64_t>& heights) {
  struct Block {
    std::size_t first, count;
    std::int64_t sum;  // of the wishes for the top of the block's first member
    std::int64_t top() const { return floor_of(sum, static_cast<std::int64_t>(count)); }
  };
  std::vector<std::int64_t> offsets(wished.size() + 1);
  std::partial_sum(heights.begin(), heights.end(), offsets.begin() + 1);
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < wished.size(); ++i) {
    blocks.push_back({i, 1, wished[i] - offsets[i]});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].top() >= blocks.back().top()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back().count += last.count;
      blocks.back().sum += last.sum;
    }
  }
  std::vector<std::int64_t> out(wished.size());
  for (const Block& block : blocks) {
    for (std::size_t i = block.first; i < block.first + block.count; ++i) out[i] = block.top() + offsets[i];
  }
  return out;
}

/// The heights of the spots, in 64ths.
class Heights {
 public:
  Heights(const Net& net, const Orders& orders, int gap) : net_(net), orders_(orders), gap_(gap), tops_(net.spots.size()) {
    for (const std::vector<std::size_t>& order : orders) {
      std::int64_t at = 0;
      for (const std::size_t spot : order) {
        tops_[spot] = at;
        at += room(spot);
      }
    }
  }

  void pull_together() {
    for (int round = 0; round < rounds; ++round) {
      for (std::size_t i = 0; i < orders_.size(); ++i) settle(orders_[i]);
      for (std::size_t i = orders_.size(); i-- > 0;) settle(orders_[i]);
    }
  }

  /// In whole units from 0, still without overlaps.
  std::vector<int> rounded() const {
    const std::int64_t least = tops_.empty() ? 0 : *std::min_element(tops_.begin(), tops_.end());
    std::vector<int> out(tops_.size());
    for (const std::vector<std::size_t>& order : orders_) {
      std::int64_t free = 0;
      for (const std::size_t spot : order) {
        const std::int64_t top = std::max(free, (tops_[spot] - least) / fine);
        out[spot] = static_cast<int>(top);
        free = top + room(spot) / fine;
      }
    }
    return out;
  }

 private:
  std::int64_t room(std::size_t spot) const {
    return fine * (net_.spots[spot].height + (net_.spots[spot].passes ? 2 : gap_));
  }
  std::int64_t middle(std::size_t spot) const { return tops_[spot] + fine * net_.spots[spot].height / 2; }

  std::int64_t wish(std::size_t spot) const {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const auto* beside : {&net_.spots[spot].before, &net_.spots[spot].after}) {
      for (const std::size_t other : *beside) {
        const std::int64_t weight = net_.spots[spot].passes && net_.spots[other].passes ? passage_weight : 1;
        sum += weight * middle(other);
        count += weight;
      }
    }
    return count == 0 ? tops_[spot] : floor_of(sum, count) - fine * net_.spots[spot].height / 2;
  }

  void settle(const std::vector<std::size_t>& order) {
    std::vector<std::int64_t> wished, rooms;
    for (const std::size_t spot : order) {
      wished.push_back(wish(spot));
      rooms.push_back(room(spot));
    }
    const std::vector<std::int64_t> tops = settled(wished, rooms);
    for (std::size_t i = 0; i < order.size(); ++i) tops_[order[i]] = tops[i];
  }

  const Net& net_;
  const Orders& orders_;
  int gap_;
  std::vector<std::int64_t> tops_;
};

/// Spreads the lines on one side of every box over its height, in the order in which they go on.
void spread_ports(const Net& net, const Orders& orders, const std::vector<int>& tops, bool leaving, std::vector<std::vector<int>>& ways) {
  const std::vector<std::int64_t> positions = net.positions(orders);
  std::vector<std::vector<std::size_t>> of_spot(net.spots.size());
  for (std::size_t line = 0; line < net.chains.size(); ++line) {
    of_spot[leaving ? net.chains[line].front() : net.chains[line].back()].push_back(line);
  }
  const auto beside = [&](std::size_t line) {
    const std::vector<std::size_t>& chain = net.chains[line];
    return positions[leaving ? chain[1] : chain[chain.size() - 2]];
  };
  for (std::size_t spot = 0; spot < of_spot.size(); ++spot) {
    std::vector<std::size_t>& lines = of_spot[spot];
    std::stable_sort(lines.begin(), lines.end(), [&](std::size_t one, std::size_t other) { return beside(one) < beside(other); });
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto share = static_cast<std::int64_t>(2 * i + 1) * net.spots[spot].height / static_cast<std::int64_t>(2 * lines.size());
      std::vector<int>& way = ways[lines[i]];
      (leaving ? way.front() : way.back()) = tops[spot] + static_cast<int>(share);
    }
  }
}

}  // namespace

Layout layered_layout(const std::vector<LayoutBox>& boxes, const std::vector<LayoutLine>& lines, int gap) {
  const Net net(boxes, lines);
  const Orders orders = ordered(net);
  Heights heights(net, orders, gap);
  heights.pull_together();
  const std::vector<int> tops = heights.rounded();
  Layout out;
  out.tops.assign(tops.begin(), tops.begin() + static_cast<std::ptrdiff_t>(boxes.size()));
  out.crossing_count = crossings_of(net, orders);
  for (std::size_t i = 0; i < net.spots.size(); ++i) out.height = std::max(out.height, tops[i] + net.spots[i].height);
  for (const std::vector<std::size_t>& chain : net.chains) {
    std::vector<int> way;
    for (const std::size_t spot : chain) way.push_back(tops[spot] + net.spots[spot].height / 2);
    out.ways.push_back(std::move(way));
  }
  spread_ports(net, orders, tops, true, out.ways);
  spread_ports(net, orders, tops, false, out.ways);
  return out;
}

}  // namespace bihuan::picture
