#include "org/hanging.hpp"

#include <algorithm>

namespace bihuan::org {
namespace {

/// Goes through each part depth first (Hopcroft and Tarjan). A step is the place in the order of finding.
class Search {
 public:
  Search(const Rows& bound, Vertex head) : bound_(bound), rows_(bound.count() + std::size_t{1}), cuts_(bound.count()) {
    for (std::size_t v = 0; v < rows_.size(); ++v) rows_[v] = {bound.begin[v], nobody};
    out_.steps.resize(bound.count());
    if (head < bound.count()) {
      go(head);
      lean_on_first();
    }
    out_.headed = found_;
    for (Vertex v = 0; v < bound.count(); ++v)
      if (rows_[v].step == nobody && !bound.of(v).empty()) lean_on_largest(go(v));
    out_.steps.resize(found_);
  }

  Hanging hanging() && {
    for (Vertex v = 0; v < bound_.count(); ++v) {
      const Vertex step = rows_[v].step;
      if (step != nobody && cuts_[step].count != 0) out_.points.push_back({v, step, cuts_[step].count, cuts_[step].stays});
    }
    return std::move(out_);
  }

 private:
  /// A vertex whose row is being gone through.
  struct Open {
    std::uint32_t step;
    std::uint32_t low;   ///< the first step that is reached from here and below without going back that way
    std::uint32_t next;  ///< in its row
    std::uint32_t end;
    std::uint32_t below = nobody;
    std::uint32_t cut = 0;  ///< how many were found through it from which nothing leads past it
  };
  /// Where a vertex's row begins, and its step: they are looked at together.
  struct Row {
    std::uint32_t begin;
    std::uint32_t step;
  };
  struct Cut {
    std::uint32_t count = 0;
    std::uint32_t stays = nobody;
  };

  Open find(Vertex vertex) {
    rows_[vertex].step = found_;
    out_.steps[found_] = {vertex, found_ + 1, nobody, nobody};
    const Open out{found_, found_, rows_[vertex].begin, rows_[vertex + std::size_t{1}].begin};
    ++found_;
    return out;
  }

  /// A step below from which nothing leads past the vertex.
  void hang(Open& on, std::uint32_t step) {
    out_.steps[step].beside = on.below;
    on.below = step;
    on.cut += found_ - step;
  }

  /// Goes through the part of a vertex; its first step.
  std::uint32_t go(Vertex root) {
    const std::uint32_t first = found_;
    out_.parts.push_back(first);
    Open at = find(root);
    for (;;) {
      if (at.next != at.end) {
        const Vertex to = bound_.vertices[at.next++];
        if (const std::uint32_t known = rows_[to].step; known != nobody) {
          at.low = std::min(at.low, known);
          continue;
        }
        const Open below = find(to);
        // From where a single edge leads there is no way but back.
        if (below.end - below.next == 1) {
          hang(at, below.step);
          continue;
        }
        above_.push_back(at);
        at = below;
        continue;
      }
      out_.steps[at.step].end = found_;
      out_.steps[at.step].below = at.below;
      cuts_[at.step].count = at.cut;
      if (above_.empty()) return first;
      const Open done = at;
      at = above_.back();
      above_.pop_back();
      if (done.low >= at.step) hang(at, done.step);
      else at.low = std::min(at.low, done.low);
    }
  }

  /// Where the search began stays. On the first vertex itself, the head, all the rest hangs, unless that holds together
  /// without it.
  void lean_on_first() {
    const std::uint32_t below = out_.steps.front().below;
    if (below != nobody && out_.steps[below].beside == nobody) cuts_.front().count = 0;
  }

  /// Of every vertex the largest side stays.
  void lean_on_largest(std::uint32_t first) {
    const std::uint32_t size = found_ - first;
    for (std::uint32_t step = first; step < found_; ++step) {
      Cut& cut = cuts_[step];
      if (cut.count < size - cut.count) continue;  // no side below it is larger than the one above
      const std::uint32_t largest = largest_below(step);
      // The side above has the part's first vertex: of equals it is the first.
      if (size_of(largest) <= size - 1 - cut.count) continue;
      cut = {size - 1 - size_of(largest), largest};
    }
  }

  std::uint32_t size_of(std::uint32_t step) const { return out_.steps[step].end - step; }

  std::uint32_t largest_below(std::uint32_t step) const {
    std::uint32_t out = out_.steps[step].below;
    std::uint32_t size = size_of(out);
    for (std::uint32_t at = out_.steps[out].beside; at != nobody; at = out_.steps[at].beside) {
      if (size_of(at) < size || (size_of(at) == size && first_of(out) < first_of(at))) continue;
      out = at;
      size = size_of(at);
    }
    return out;
  }

  /// The first vertex of all that was found through a step.
  Vertex first_of(std::uint32_t step) const {
    Vertex out = nobody;
    for (std::uint32_t at = step; at < out_.steps[step].end; ++at) out = std::min(out, out_.steps[at].vertex);
    return out;
  }

  const Rows& bound_;
  std::vector<Row> rows_;    ///< by vertex
  std::vector<Cut> cuts_;              ///< by step
  std::vector<Open> above_;            ///< those above the one that is being gone through
  std::uint32_t found_ = 0;
  Hanging out_;
};

}  // namespace

std::pair<std::uint32_t, std::uint32_t> Hanging::part_of(const Point& point) const {
  const auto next = std::upper_bound(parts.begin(), parts.end(), point.step);
  return {*(next - 1), next == parts.end() ? static_cast<std::uint32_t>(steps.size()) : *next};
}

Hanging hanging(const Rows& bound, Vertex head) { return Search(bound, head).hanging(); }

}  // namespace bihuan::org
