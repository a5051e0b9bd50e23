#include "org/hanging.hpp"

#include <algorithm>
#include <utility>

namespace bihuan::org {
namespace {

/// Goes through each part depth first (Hopcroft and Tarjan). A step is the place in the order of finding. A block holds
/// together whichever of its vertices is taken away; its number is the step by which the search entered it.
class Search {
 public:
  Search(const Rows& bound, Vertex head) : bound_(bound), number_(bound.count(), nobody) {
    steps_.reserve(bound.count());
    if (head < bound.count()) {
      go(head);
      divide(0);
      lean_on_first(0);
    }
    headed_ = static_cast<Vertex>(steps_.size());
    for (Vertex v = 0; v < bound.count(); ++v) {
      if (number_[v] != nobody || bound.of(v).empty()) continue;
      const auto first = static_cast<Vertex>(steps_.size());
      go(v);
      divide(first);
      lean_on_largest(first);
    }
  }

  Hanging hanging() const {
    Hanging out{std::vector<Vertex>(bound_.count(), nobody), std::vector<char>(bound_.count())};
    for (Vertex i = 0; i < steps_.size(); ++i) {
      const Step& step = steps_[i];
      const Vertex top = step.block == nobody ? nobody : top_[step.block];
      if (top != nobody) out.on[step.vertex] = steps_[top].vertex;
      if (i < headed_) out.is_headed[step.vertex] = 1;
    }
    return out;
  }

 private:
  struct Step {
    Vertex vertex;
    Vertex from;  ///< the step that led here
    Vertex low;   ///< the first step that can be reached from here and below without going back that way
    Vertex block;
  };
  struct Open {
    Vertex step;
    Vertex low;
    const Vertex* next;
    const Vertex* end;
  };

  void find(Vertex vertex, Vertex from) {
    const auto step = static_cast<Vertex>(steps_.size());
    const std::span<const Vertex> row = bound_.of(vertex);
    number_[vertex] = step;
    // From where a single edge leads there is no way but back.
    const bool is_end = from != nobody && row.size() == 1;
    steps_.push_back({vertex, from, is_end ? from : step, nobody});
    if (!is_end) open_.push_back({step, step, row.data(), row.data() + row.size()});
  }

  void go(Vertex root) {
    find(root, nobody);
    while (!open_.empty()) {
      Open& at = open_.back();
      if (at.next != at.end) {
        const Vertex to = *at.next++;
        if (number_[to] == nobody) find(to, at.step);
        else at.low = std::min(at.low, number_[to]);
        continue;
      }
      const Vertex low = at.low;
      steps_[at.step].low = low;
      open_.pop_back();
      if (!open_.empty()) open_.back().low = std::min(open_.back().low, low);
    }
  }

  /// Whether the search entered a block by a step: nothing from there on leads past where it came from.
  bool enters(const Step& step) const { return step.from != nobody && step.low >= step.from; }

  void divide(Vertex first) {
    top_.resize(steps_.size(), nobody);
    for (Vertex i = first; i < steps_.size(); ++i) {
      Step& step = steps_[i];
      if (step.from == nobody) continue;
      step.block = enters(step) ? i : steps_[step.from].block;
      top_[step.block] = steps_[step.block].from;
    }
  }

  /// Where the search began stays: what was found below a vertex hangs on it. On the first vertex itself, the head, all the
  /// rest hangs, unless it is in one block alone.
  void lean_on_first(Vertex first) {
    Vertex blocks = 0, last = nobody;
    for (Vertex i = first; i < steps_.size(); ++i)
      if (enters(steps_[i]) && steps_[i].from == first) {
        ++blocks;
        last = i;
      }
    if (blocks == 1) top_[last] = nobody;
  }

  struct Weight {
    Vertex size = 1;         ///< of all that was found through the step
    Vertex first = nobody;   ///< the first vertex of it
    Vertex cut = 0;          ///< of it what is in blocks below
    Vertex heaviest = nobody;  ///< of those the largest, the first of equals
  };

  std::vector<Weight> weights(Vertex first) const {
    std::vector<Weight> out(steps_.size() - first);
    for (auto i = static_cast<Vertex>(steps_.size()); i-- > first;) {
      Weight& weight = out[i - first];
      const Step& step = steps_[i];
      weight.first = std::min(weight.first, step.vertex);
      if (step.from == nobody) continue;
      Weight& above = out[step.from - first];
      above.size += weight.size;
      above.first = std::min(above.first, weight.first);
      if (!enters(step)) continue;
      above.cut += weight.size;
      const Weight* heaviest = above.heaviest == nobody ? nullptr : &out[above.heaviest - first];
      if (heaviest == nullptr || weight.size > heaviest->size || (weight.size == heaviest->size && weight.first < heaviest->first)) above.heaviest = i;
    }
    return out;
  }

  /// Of every vertex the largest side stays. Two never point away from each other: each of their sides would be larger than
  /// the other's. So there is one block towards which all of them point. Those that point down to it stand one below
  /// another, and it lies below the last; from there up to where the search began, up and down change places.
  void lean_on_largest(Vertex first) {
    const std::vector<Weight> weight = weights(first);
    Vertex last = first;
    for (auto i = static_cast<Vertex>(steps_.size()); --i > first;) {
      const Weight& one = weight[i - first];
      // The rest has the part's first vertex: of equals it is the first.
      if (one.heaviest != nobody && weight[one.heaviest - first].size > weight.front().size - 1 - one.cut) {
        last = i;
        break;
      }
    }
    Vertex block = weight[last - first].heaviest;
    top_[block] = nobody;
    for (Vertex at = last; at != nobody;) {
      const Vertex above = steps_[at].block;
      steps_[at].block = block;
      if (above == nobody) break;
      block = above;
      at = std::exchange(top_[block], at);
    }
  }

  const Rows& bound_;
  std::vector<Vertex> number_;  ///< by vertex its step
  std::vector<Step> steps_;
  std::vector<Open> open_;
  std::vector<Vertex> top_;     ///< by block the step of the vertex through which alone it is bound to what stays
  Vertex headed_ = 0;           ///< how many steps are those of the head's part
};

}  // namespace

Hanging hanging(const Rows& bound, Vertex head) { return Search(bound, head).hanging(); }

}  // namespace bihuan::org
