// id.hpp: typed identifiers, so that a task is never taken for a unit.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace bihuan {

/// An identifier of one kind of thing. Compares as its text; an empty one names nothing.
template <class Kind>
class Id {
 public:
  Id() = default;
  explicit Id(std::string text) : text_(std::move(text)) {}
  explicit Id(std::string_view text) : text_(text) {}
  explicit Id(const char* text) : text_(text) {}

  const std::string& text() const noexcept { return text_; }
  bool empty() const noexcept { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;
};

using UnitId = Id<struct UnitKind>;        ///< a unit of the administration, as the plan file names it
using PostId = Id<struct PostKind>;        ///< a post (职务), held in a unit
using PersonId = Id<struct PersonKind>;    ///< an opaque person, `p1`, `p2` …; the office itself is `p0`
using TaskId = Id<struct TaskKind>;        ///< a task, `3.2.1`
using PhaseId = Id<struct PhaseKind>;
using FilingId = Id<struct FilingKind>;    ///< a duty to file (报送任务)
using HazardId = Id<struct HazardKind>;    ///< a hazard, unique in the campaign, never reused
using MeasureId = Id<struct MeasureKind>;
using CooperationId = Id<struct CooperationKind>;  ///< a request to a body outside, `C-0001`

/// The number of an item: its place in the ledger, from 1, for ever.
using ItemNumber = std::int64_t;

}  // namespace bihuan

template <class Kind>
struct std::hash<bihuan::Id<Kind>> {
  std::size_t operator()(const bihuan::Id<Kind>& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};
