// report/coverage.hpp: which problems recur everywhere, and which of them no measure answers.
#pragma once

#include "bihuan/report/table.hpp"
#include "bihuan/state/snapshot.hpp"

namespace bihuan {

/// Problem classes against measures (F05). Columns: class, title, found, open, rectified, recurred, measures, flag. A row
/// for every class of the plan (without classes: every leaf task with hazards or measures), most hazards first, and one
/// without class for hazards and measures that belong to none. Counts follow lifecycle.md, "Counting", since the campaign
/// began. `recurred`: hazards recorded as the recurrence of another, and reopenings. `flag` 无措施: hazards were found
/// and no measure is issued, in force or under revision.
Table coverage(const Snapshot& snapshot, const Plan& plan);

/// Common problems (共性问题), as the notice's last phase asks. Columns: class, title, found, major, enterprises, units,
/// overdue, person, thing, management, environment, unstated; classes with hazards only, most hazards first.
Table shared_problems(const Snapshot& snapshot, const Plan& plan);

}  // namespace bihuan
