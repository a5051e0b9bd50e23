#include "bihuan/time/span.hpp"

#include "bihuan/error.hpp"

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

}  // namespace bihuan
