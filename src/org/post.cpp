#include "bihuan/org/post.hpp"

#include "bihuan/error.hpp"

namespace bihuan {

std::string Actor::text() const { return person.text() + "@" + post.text() + "@" + unit.text(); }

Actor Actor::parse(std::string_view text) {
  const std::size_t first = text.find('@');
  const std::size_t second = first == std::string_view::npos ? first : text.find('@', first + 1);
  const bool whole = second != std::string_view::npos && first > 0 && second > first + 1 && second + 1 < text.size();
  if (!whole) {
    const std::string said(text);
    ErrorContext context;
    context.subject = "actor";
    context.asked = said;
    context.allowed = {"person@post@unit"};
    throw PlanError(ErrorCode::plan_value, "actor \"" + said + "\" is not written person@post@unit, for example p1@inspector@fire",
                    "经办人“" + said + "”应写成“人员@职务@单位”，例如 p1@inspector@fire", context);
  }
  return {PersonId(text.substr(0, first)), PostId(text.substr(first + 1, second - first - 1)),
          UnitId(text.substr(second + 1))};
}

}  // namespace bihuan
