// The hazards of a snapshot by columns: what programs of analysis take.
#include "bihuan/state/snapshot.hpp"
#include "state/text_column.hpp"

namespace bihuan {

namespace {

using Hazards = std::vector<Hazard>;

std::string holds_of(const Hazard& hazard) {
  std::string holds;
  for (int i = 0; i < hold_count; ++i) {
    const auto hold = static_cast<Hold>(i);
    if (hazard.has(hold)) holds += (holds.empty() ? "" : " ") + std::string(hold_name(hold));
  }
  return holds;
}

/// `text(hazard)` gives a row's text; empty where there is none.
template <class Text>
NamedColumn text_column(std::string name, const Hazards& hazards, Text text) {
  replay::TextColumn column;
  for (const Hazard& hazard : hazards) column.add(text(hazard));
  return std::move(column).named(std::move(name));
}

template <class Day>
NamedColumn day_column(std::string name, const Hazards& hazards, Day day) {
  std::vector<std::int32_t> serials;
  serials.reserve(hazards.size());
  bool whole = true;
  for (const Hazard& hazard : hazards) {
    const auto on = day(hazard);
    whole = whole && on.has_value();
    serials.push_back(on ? on->serial() : 0);
  }
  Presence presence;
  if (!whole) presence = Presence::of(hazards.size(), [&](std::size_t row) { return day(hazards[row]).has_value(); });
  return NamedColumn::days(std::move(name), std::move(serials), std::move(presence));
}

template <class Number>
NamedColumn integer_column(std::string name, const Hazards& hazards, Number number) {
  std::vector<std::int32_t> numbers;
  numbers.reserve(hazards.size());
  for (const Hazard& hazard : hazards) numbers.push_back(number(hazard));
  return NamedColumn::integers(std::move(name), std::move(numbers));
}

template <class Says>
NamedColumn flag_column(std::string name, const Hazards& hazards, Says says) {
  std::vector<std::uint8_t> flags;
  flags.reserve(hazards.size());
  for (const Hazard& hazard : hazards) flags.push_back(says(hazard) ? 1 : 0);
  return NamedColumn::flags(std::move(name), std::move(flags));
}

}  // namespace

Columns Snapshot::columns() const {
  const auto detail = [&](const char* key) {
    return text_column(key, hazards_, [key](const Hazard& one) { return std::string_view(one.details.text(key)); });
  };
  const auto last = [](const Hazard& one) { return one.steps.empty() ? nullptr : &one.steps.back(); };
  return Columns({
      text_column("id", hazards_, [](const Hazard& one) { return std::string_view(one.id.text()); }),
      text_column("state", hazards_, [](const Hazard& one) { return state_name(one.state); }),
      text_column("grade", hazards_, [](const Hazard& one) { return grade_name(one.grade); }),
      text_column("holds", hazards_, holds_of),
      text_column("supervising_unit", hazards_, [](const Hazard& one) { return std::string_view(one.supervising_unit.text()); }),
      text_column("territorial_unit", hazards_, [](const Hazard& one) { return std::string_view(one.territorial_unit.text()); }),
      detail("task"),
      detail("enterprise"),
      detail("place"),
      detail("text"),
      day_column("found_on", hazards_, [](const Hazard& one) { return one.found_on; }),
      day_column("limit_on", hazards_, [](const Hazard& one) { return one.limit_on; }),
      day_column("rectified_on", hazards_, [](const Hazard& one) { return one.rectified_on; }),
      day_column("passed_on", hazards_, [](const Hazard& one) { return one.passed_on; }),
      day_column("closed_on", hazards_, [](const Hazard& one) { return one.closed_on; }),
      integer_column("round", hazards_, [](const Hazard& one) { return one.round; }),
      integer_column("extension_count", hazards_, [](const Hazard& one) { return one.extension_count; }),
      integer_column("extended_days", hazards_, [](const Hazard& one) { return one.extended_days; }),
      integer_column("overdue_days", hazards_, [this](const Hazard& one) { return one.overdue_days(as_of_); }),
      flag_column("is_open", hazards_, [](const Hazard& one) { return one.is_open(); }),
      flag_column("once_listed", hazards_, [](const Hazard& one) { return one.once_listed; }),
      day_column("last_on", hazards_, [&](const Hazard& one) { return last(one) == nullptr ? std::nullopt : std::optional(last(one)->on); }),
      text_column("last_kind", hazards_, [&](const Hazard& one) { return last(one) == nullptr ? std::string_view() : fact_name(last(one)->kind); }),
  });
}

}  // namespace bihuan
