#include "org/circles.hpp"

#include <algorithm>

namespace bihuan::org {
namespace {

/// By vertex the number of its set, by set how many it has.
struct Sets {
  std::vector<Vertex> of;
  std::vector<Vertex> sizes;
};

/// Tarjan's search for the sets that reach one another, without recursion: a circle may be as long as there are vertices.
class Gathering {
 public:
  explicit Gathering(const Rows& rows) : rows_(rows), number_(rows.count(), nobody) {
    sets_.of.assign(rows.count(), nobody);
    for (Vertex v = 0; v < rows.count(); ++v)
      if (number_[v] == nobody) go(v);
  }

  Sets sets() && { return std::move(sets_); }

 private:
  struct Open {
    Vertex vertex;
    Vertex low;  ///< the first found that is reached from here and has no set yet
    const Vertex* next;
    const Vertex* end;
  };

  void find(Vertex vertex) {
    const std::span<const Vertex> row = rows_.of(vertex);
    number_[vertex] = found_;
    open_.push_back({vertex, found_++, row.data(), row.data() + row.size()});
    waiting_.push_back(vertex);
  }

  void go(Vertex root) {
    find(root);
    while (!open_.empty()) {
      Open& at = open_.back();
      if (at.next != at.end) {
        const Vertex to = *at.next++;
        if (number_[to] == nobody) find(to);
        else if (sets_.of[to] == nobody) at.low = std::min(at.low, number_[to]);
        continue;
      }
      const Open done = at;
      open_.pop_back();
      if (done.low == number_[done.vertex]) gather(done.vertex);
      else open_.back().low = std::min(open_.back().low, done.low);
    }
  }

  void gather(Vertex first) {
    const auto set = static_cast<Vertex>(sets_.sizes.size());
    sets_.sizes.push_back(0);
    for (Vertex taken = nobody; taken != first;) {
      taken = waiting_.back();
      waiting_.pop_back();
      sets_.of[taken] = set;
      ++sets_.sizes[set];
    }
  }

  const Rows& rows_;
  std::vector<Vertex> number_;  ///< by vertex when it was found
  Vertex found_ = 0;
  std::vector<Open> open_;
  std::vector<Vertex> waiting_;  ///< found, and without a set
  Sets sets_;
};

/// Breadth-first searches, each within a set of its own.
class Rounds {
 public:
  Rounds(const Adjacency& ties, Day on, const Sets& sets) : ties_(ties), on_(on), sets_(sets), before_(sets.of.size(), nobody), distance_(sets.of.size()) {}

  /// The shortest circle through a vertex whose set has others.
  std::vector<Vertex> through(Vertex first) {
    before_[first] = first;
    std::vector<Vertex> queue{first};
    Vertex last = nobody;
    std::uint32_t closing = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const Vertex at = queue[i];
      if (last != nobody && distance_[at] > distance_[last]) break;
      for (const Half& half : ties_.of(at)) {
        if (!half.days.on(on_) || sets_.of[half.to] != sets_.of[first]) continue;
        if (half.to == first && at != first && (last == nobody || half.tie < closing)) {
          last = at;
          closing = half.tie;
        }
        if (before_[half.to] != nobody) continue;
        before_[half.to] = at;
        distance_[half.to] = distance_[at] + 1;
        queue.push_back(half.to);
      }
    }
    std::vector<Vertex> out{last};
    while (out.back() != first) out.push_back(before_[out.back()]);
    std::reverse(out.begin(), out.end());
    return out;
  }

 private:
  const Adjacency& ties_;
  const Day on_;
  const Sets& sets_;
  std::vector<Vertex> before_;
  std::vector<Vertex> distance_;
};

}  // namespace

std::vector<std::vector<Vertex>> circles(const Adjacency& ties, Day on) {
  const Rows rows = ties.on(on);
  Sets sets = Gathering(rows).sets();
  Rounds rounds(ties, on, sets);
  std::vector<std::vector<Vertex>> out;
  for (Vertex v = 0; v < rows.count(); ++v) {
    const std::span<const Vertex> row = rows.of(v);
    if (std::find(row.begin(), row.end(), v) != row.end()) out.push_back({v});
    Vertex& size = sets.sizes[sets.of[v]];
    if (size > 1) out.push_back(rounds.through(v));
    size = 0;  // told
  }
  return out;
}

}  // namespace bihuan::org
