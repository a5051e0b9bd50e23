// state/history.hpp: every fact that is known, in order, by subject; what state is folded from.
#pragma once

#include "bihuan/ledger/item.hpp"
#include "bihuan/state/lifecycle.hpp"

#include <map>
#include <unordered_map>

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

/// Facts by subject. Grows by commits; never refuses one.
class History {
 public:
  /// Takes in a commit's facts. `checkpoint` is the point after it.
  void append(const DecodedCommit& commit, const Checkpoint& checkpoint);

  const std::vector<Known>& facts() const noexcept { return facts_; }
  /// Indices into `facts()` of one subject, in order of number.
  const std::vector<std::size_t>& of_subject(const std::string& subject) const noexcept;
  /// Hazards in order of first number.
  const std::vector<std::string>& hazards() const noexcept { return hazards_; }
  bool has_hazard(const std::string& id) const noexcept { return hazard_place_.contains(id); }
  const std::vector<Issued>& issued() const noexcept { return issued_; }
  /// Indices of the facts of a kind, in order of number.
  const std::vector<std::size_t>& of_kind(FactKind kind) const noexcept;
  std::int64_t next_version(const std::string& subject) const noexcept;
  /// Indices of the facts by which units pass on what they have, in order of number.
  const std::vector<std::size_t>& successions() const noexcept { return successions_; }
  /// The fact with that number, or nullptr (headers have none).
  const Known* find(ItemNumber number) const noexcept;

  const Checkpoint& checkpoint() const noexcept { return checkpoint_; }
  std::int64_t last_seq() const noexcept { return last_seq_; }
  Instant last_recorded_at() const noexcept { return last_recorded_at_; }
  /// The last item of the last commit recorded by that instant; 0 when none.
  ItemNumber known_by(Instant instant) const noexcept;
  /// The checkpoint after the commit that holds item `number`.
  Checkpoint checkpoint_at(ItemNumber number) const;

 private:
  struct Point { Instant recorded_at; Checkpoint checkpoint; };
  std::vector<Known> facts_;
  std::unordered_map<std::string, std::vector<std::size_t>> subjects_;
  std::vector<std::string> hazards_;
  std::unordered_map<std::string, std::size_t> hazard_place_;
  std::map<FactKind, std::vector<std::size_t>> kinds_;
  std::vector<std::size_t> successions_;
  std::vector<Issued> issued_;
  std::vector<Point> points_;
  Checkpoint checkpoint_;
  std::int64_t last_seq_ = 0;
  Instant last_recorded_at_;
};

}  // namespace bihuan
