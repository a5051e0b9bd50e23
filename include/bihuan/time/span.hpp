// time/span.hpp: closed spans of days, and validity that may be open at either end.
#pragma once

#include "bihuan/time/day.hpp"

namespace bihuan {

/// From `first` to `last`, both included, as documents mean it ("by 30 June").
struct Span {
  Day first;
  Day last;

  /// Throws TimeError (bad_span) when `last` is before `first`.
  static Span of(Day first, Day last);
  bool contains(Day day) const noexcept { return first <= day && day <= last; }
  bool overlaps(const Span& other) const noexcept { return first <= other.last && other.first <= last; }
  int day_count() const noexcept { return last - first + 1; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// The days on which something is in force; an absent end is open.
struct Validity {
  std::optional<Day> first;
  std::optional<Day> last;

  bool on(Day day) const noexcept { return (!first || *first <= day) && (!last || day <= *last); }
  /// The days that both allow; nothing when there are none.
  std::optional<Validity> within(const Validity& other) const noexcept;
  friend bool operator==(const Validity&, const Validity&) = default;
};

}  // namespace bihuan
