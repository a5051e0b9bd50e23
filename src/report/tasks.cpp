// report/tasks.cpp: how far the tasks and the running phases have come.
#include "bihuan/report/coverage.hpp"
#include "bihuan/report/phase_check.hpp"
#include "report/parts.hpp"

#include <algorithm>
#include <set>

namespace bihuan::parts {

Table coverage(const Desk& desk) { return bihuan::coverage(desk.state, desk.plan); }
Table shared_problems(const Desk& desk) { return bihuan::shared_problems(desk.state, desk.plan); }

Table phases(const Desk& desk) {
  Table table{"phases", {"id", "title", "first_on", "last_on", "demanded", "met", "shown", "open", "missing"}, {}};
  for (const Phase* phase : desk.plan.phases_on(desk.cutoff_on())) {
    const PhaseCheck check = phase_check(desk.state, desk.plan, phase->id);
    std::string missing;
    for (const std::string& sentence : check.missing) missing += (missing.empty() ? "" : "；") + sentence;
    table.rows.push_back({phase->id.text(), phase->title, phase->span.first, phase->span.last, static_cast<std::int64_t>(check.rows.size()),
                          check.count(DemandStanding::met), check.count(DemandStanding::shown), check.count(DemandStanding::open), cell(missing)});
  }
  return table;
}

namespace {

/// What one unit has done about one task.
struct TaskLine {
  std::int64_t found = 0, rectified = 0, open = 0, overdue = 0;
  std::string progress;
  std::optional<Day> reported_on, last_on;
  void heard(Day on) { last_on = last_on ? std::max(*last_on, on) : on; }
};

using TaskUnit = std::pair<TaskId, UnitId>;

/// A hazard counts for the unit that supervises it and for the one on whose territory it lies.
std::set<UnitId> units_of(const Hazard& hazard) {
  std::set<UnitId> units{hazard.supervising_unit, hazard.territorial_unit};
  units.erase(UnitId{});
  return units;
}

void add_hazards(const Desk& desk, std::map<TaskUnit, TaskLine>& lines) {
  std::vector<std::int64_t> rectified(desk.state.hazards().size());
  for (const Count& count : desk.state.counts())
    if (count.what == Count::What::rectified) rectified[count.hazard] += count.sign;
  for (std::size_t i = 0; i < rectified.size(); ++i) {
    const Hazard& hazard = desk.state.hazards()[i];
    if (!hazard.found_on) continue;
    for (const UnitId& unit : units_of(hazard)) {
      TaskLine& line = lines[{TaskId{hazard.details.text("task")}, unit}];
      ++line.found;
      line.rectified += rectified[i];
      line.open += hazard.is_open() ? 1 : 0;
      line.overdue += hazard.is_overdue(desk.cutoff_on()) ? 1 : 0;
      if (!hazard.steps.empty()) line.heard(hazard.steps.back().on);
    }
  }
}

void add_reports(const Desk& desk, std::map<TaskUnit, TaskLine>& lines) {
  for (const Stated& stated : desk.state.task_reports()) {
    const Known* known = desk.history.find(stated.number);
    if (known == nullptr) continue;
    TaskLine& line = lines[{TaskId{stated.code}, stated.unit}];
    line.heard(known->fact.on);
    if (line.reported_on && *line.reported_on > known->fact.on) continue;
    line.reported_on = known->fact.on;
    line.progress = stated.text;
  }
}

/// The responsible units of each task; where the plan names none, the leading ones.
std::map<TaskId, std::vector<UnitId>> carriers_of(const Desk& desk) {
  std::map<TaskId, std::vector<UnitId>> carriers, leaders;
  for (const Responsibility& one : desk.plan.responsibilities(desk.house_on))
    if (!one.unit.empty() && one.bond != Bond::cooperates) (one.bond == Bond::carries ? carriers : leaders)[one.task].push_back(one.unit);
  carriers.merge(leaders);  // keeps the units of a task that has both
  return carriers;
}

}  // namespace

Table tasks(const Desk& desk) {
  std::map<TaskUnit, TaskLine> lines;
  add_hazards(desk, lines);
  add_reports(desk, lines);
  const std::map<TaskId, std::vector<UnitId>> carriers = carriers_of(desk);
  Table table{"tasks", {"task", "title", "unit", "found", "rectified", "open", "overdue", "progress", "reported_on", "silent_since"}, {}};
  for (const Task& task : desk.plan.tasks) {
    if (!task.is_leaf) continue;
    const auto units = carriers.find(task.id);
    if (units == carriers.end()) continue;
    for (const UnitId& unit : units->second) {
      const TaskLine& line = lines[{task.id, unit}];
      table.rows.push_back({task.id.text(), task.title, desk.unit(unit), line.found, line.rectified, line.open, line.overdue,
                            cell(line.progress), cell(line.reported_on), line.last_on.value_or(desk.plan.notice.span.first)});
    }
  }
  return table;
}

}  // namespace bihuan::parts
