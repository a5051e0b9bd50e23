// state/history.hpp: every fact that is known, in order, by subject; what state is folded from.
#pragma once

#include "bihuan/ledger/item.hpp"
#include "bihuan/state/lifecycle.hpp"

#include <iterator>
#include <memory>
#include <span>

namespace bihuan {

/// A fact with its number and when it was recorded.
struct Known {
  ItemNumber number = 0;
  Instant recorded_at;
  Fact fact;
};

/// A report that was issued: what later reports honour or explain.
struct Issued {
  FilingId filing;
  std::string period;
  Day cutoff_on;
  ItemNumber pinned;  ///< the last item it was folded from
  ItemNumber number;  ///< of the issuing fact
};

/// A fact at a glance: what can be asked of all of them without reading one.
struct Glance {
  ItemNumber number = 0;
  Day on;
  FactKind kind{};
  bool unstated = false;      ///< has fields that a return left out
  std::uint32_t subject = 0;  ///< dense number of the subject in its history
};

/// Somebody who was named in a unit: their ids, as views that end with the next commit.
struct Mention {
  std::string_view person;
  std::string_view unit;
};

class History;
namespace replay {
struct HistoryColumns;
const HistoryColumns& columns_of(const History& history) noexcept;
}  // namespace replay

/// All facts of a history in order of number; each is read from its line when it is first asked for, and then kept.
/// References stay good as long as the history. A view: passed by value.
class Facts {
 public:
  class Iterator;
  explicit Facts(const History& history) noexcept : history_(&history) {}
  std::size_t size() const noexcept;
  bool empty() const noexcept { return size() == 0; }
  const Known& operator[](std::size_t place) const;
  const Known& front() const { return (*this)[0]; }
  const Known& back() const { return (*this)[size() - 1]; }
  Iterator begin() const noexcept;
  Iterator end() const noexcept;

 private:
  const History* history_;
};

/// Facts by subject. Grows by commits; never refuses one. Asking is safe from several threads while nobody appends.
class History {
 public:
  History();
  History(const History& other);
  History(History&& other) noexcept;
  History& operator=(History other) noexcept;
  ~History();

  /// Makes room for that many facts in all, at once.
  void reserve(std::size_t fact_count);
  /// Takes in a commit as the ledger has it, read as strictly as `decode` reads it; throws as that does, and then has
  /// taken in nothing. The checkpoint after it is that of its root.
  void append(const Commit& commit, const std::string& ledger);
  /// Takes in the facts of a commit. `checkpoint` is the point after it.
  void append(const DecodedCommit& commit, const Checkpoint& checkpoint);

  Facts facts() const noexcept { return Facts(*this); }
  std::span<const Glance> glances() const noexcept;
  /// The place of the first fact after item `last`; that of the end when there is none.
  std::size_t place_after(ItemNumber last) const noexcept;
  /// Places of the facts of one subject, in order of number.
  std::vector<std::size_t> of_subject(std::string_view subject) const;
  std::string_view subject(const Glance& glance) const noexcept;
  /// Hazards in order of first number.
  const std::vector<std::string>& hazards() const noexcept;
  bool has_hazard(std::string_view id) const noexcept;
  const std::vector<Issued>& issued() const noexcept;
  /// Places of the facts of a kind, in order of number.
  std::span<const std::uint32_t> of_kind(FactKind kind) const noexcept;
  std::int64_t next_version(std::string_view subject) const noexcept;
  /// Places of the facts by which units pass on what they have, in order of number.
  const std::vector<std::size_t>& successions() const noexcept;
  /// The fact with that number, or nullptr (headers have none).
  const Known* find(ItemNumber number) const;
  /// How many were named, each once for every unit.
  std::size_t mention_count() const noexcept;
  /// Who was named in which unit, in order of first mention.
  Mention mention(std::size_t number) const noexcept;

  const Checkpoint& checkpoint() const noexcept;
  std::int64_t last_seq() const noexcept;
  Instant last_recorded_at() const noexcept;
  /// The last item of the last commit recorded by that instant; 0 when none.
  ItemNumber known_by(Instant instant) const noexcept;
  /// When the fact at a place was recorded.
  Instant recorded_at(std::size_t place) const noexcept;
  /// The checkpoint after the commit that holds item `number`.
  Checkpoint checkpoint_at(ItemNumber number) const;

 private:
  friend class Facts;
  friend const replay::HistoryColumns& replay::columns_of(const History& history) noexcept;
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

/// Goes through facts in order of number.
class Facts::Iterator {
 public:
  using iterator_category = std::forward_iterator_tag;
  using value_type = Known;
  using difference_type = std::ptrdiff_t;
  using pointer = const Known*;
  using reference = const Known&;

  Iterator() = default;
  Iterator(const History& history, std::size_t place) noexcept : history_(&history), place_(place) {}
  reference operator*() const { return Facts(*history_)[place_]; }
  pointer operator->() const { return &**this; }
  Iterator& operator++() noexcept {
    ++place_;
    return *this;
  }
  Iterator operator++(int) noexcept { return {*history_, place_++}; }
  friend bool operator==(const Iterator&, const Iterator&) = default;

 private:
  const History* history_ = nullptr;
  std::size_t place_ = 0;
};

inline Facts::Iterator Facts::begin() const noexcept { return {*history_, 0}; }
inline Facts::Iterator Facts::end() const noexcept { return {*history_, size()}; }

}  // namespace bihuan
