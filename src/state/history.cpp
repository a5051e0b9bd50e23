// state/history.cpp: facts by subject, and the points of the ledger.
#include "bihuan/state/history.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {

namespace {
const std::vector<std::size_t> no_facts;
}

void History::append(const DecodedCommit& commit, const Checkpoint& checkpoint) {
  ItemNumber number = commit.first_item;  // the header is the first item
  for (const Fact& fact : commit.facts) {
    ++number;
    const std::size_t place = facts_.size();
    facts_.push_back({number, commit.header.recorded_at, fact});
    subjects_[fact.subject].push_back(place);
    kinds_[fact.kind].push_back(place);
    if (is_reorganisation(fact.kind) && fact.kind != FactKind::unit_renamed && fact.kind != FactKind::membership_changed) successions_.push_back(place);
    if (is_hazard_fact(fact.kind) && hazard_place_.try_emplace(fact.subject, hazards_.size()).second)
      hazards_.push_back(fact.subject);
    if (fact.kind == FactKind::report_issued) {
      const auto cutoff = fact.fields.day("cutoff_on");
      issued_.push_back({FilingId{fact.fields.text("filing")}, fact.fields.text("period"), cutoff.value_or(fact.on),
                         fact.fields.integer("pinned").value_or(0), number});
    }
  }
  checkpoint_ = checkpoint;
  last_seq_ = commit.seq;
  last_recorded_at_ = commit.header.recorded_at;
  points_.push_back({commit.header.recorded_at, checkpoint});
}

const std::vector<std::size_t>& History::of_subject(const std::string& subject) const noexcept {
  const auto found = subjects_.find(subject);
  return found == subjects_.end() ? no_facts : found->second;
}

const std::vector<std::size_t>& History::of_kind(FactKind kind) const noexcept {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? no_facts : found->second;
}

std::int64_t History::next_version(const std::string& subject) const noexcept {
  return static_cast<std::int64_t>(of_subject(subject).size()) + 1;
}

const Known* History::find(ItemNumber number) const noexcept {
  const auto found = std::lower_bound(facts_.begin(), facts_.end(), number,
                                      [](const Known& known, ItemNumber n) { return known.number < n; });
  return found != facts_.end() && found->number == number ? &*found : nullptr;
}

ItemNumber History::known_by(Instant instant) const noexcept {
  const auto after = std::upper_bound(points_.begin(), points_.end(), instant,
                                      [](Instant i, const Point& point) { return i < point.recorded_at; });
  return after == points_.begin() ? 0 : std::prev(after)->checkpoint.size;
}

Checkpoint History::checkpoint_at(ItemNumber number) const {
  const auto found = std::lower_bound(points_.begin(), points_.end(), number,
                                      [](const Point& point, ItemNumber n) { return point.checkpoint.size < n; });
  if (number < 0 || (found == points_.end() && number > 0))
    throw Refused(ErrorCode::unknown_subject,
                  "item " + std::to_string(number) + " is not in this ledger; its last item is " +
                      std::to_string(checkpoint_.size),
                  "台账中没有第" + std::to_string(number) + "项，最后一项是第" + std::to_string(checkpoint_.size) + "项");
  if (number == 0) return {checkpoint_.ledger, 0, {}};
  return found->checkpoint;
}

}  // namespace bihuan
