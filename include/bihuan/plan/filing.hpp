// plan/filing.hpp: duties to file: by whom, to whom, which forms, when.
#pragma once

#include "bihuan/plan/task.hpp"
#include "bihuan/time/deadline.hpp"
#include "bihuan/time/period.hpp"

namespace bihuan {

/// A duty to file (报送任务).
struct Filing {
  FilingId id;                    ///< monthly
  std::string title;              ///< as the notice calls it
  std::vector<Named> filers;
  Named recipient;
  PeriodKind every = PeriodKind::month;
  PeriodDay due;                  ///< last day to hand in
  PeriodDay cutoff;               ///< last day that the figures cover
  Roll roll = Roll::none;
  Origin roll_origin = Origin::printed;
  Origin cutoff_origin = Origin::printed;
  std::optional<Span> span;       ///< when it runs; else the campaign's span
  std::vector<std::string> forms; ///< hazards, measures, progress, summary
  std::vector<Variant> variants;
  std::string place;
  std::string note;
};

/// One due day of a filing.
struct DueFiling {
  FilingId filing;
  Period period;
  Day cutoff_on;
  Deadline deadline;
  Day due_on() const noexcept { return deadline.due_on; }
};

}  // namespace bihuan
