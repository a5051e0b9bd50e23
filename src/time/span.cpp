#include "bihuan/time/span.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {

Span Span::of(Day first, Day last) {
  if (last < first) {
    ErrorContext context;
    context.asked = first.iso() + " to " + last.iso();
    throw TimeError(ErrorCode::bad_span, "a span ends on " + last.iso() + " before it begins on " + first.iso(),
                    "起止日期颠倒：" + first.chinese() + "至" + last.chinese(), context);
  }
  return {first, last};
}

std::optional<Validity> Validity::within(const Validity& other) const noexcept {
  Validity out;
  out.first = std::max(first, other.first);  // an absent day is the least
  out.last = !last ? other.last : !other.last ? last : std::min(last, other.last);
  if (out.first && out.last && *out.last < *out.first) return std::nullopt;
  return out;
}

}  // namespace bihuan
