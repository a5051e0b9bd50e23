#include "bihuan/plan/plan.hpp"

#include "bihuan/error.hpp"

#include <algorithm>

namespace bihuan {
namespace {

Span days_of(const Plan& plan, const Filing& filing) { return filing.span.value_or(plan.notice.span); }

DueFiling due_filing(const Filing& filing, const Period& period, Roll roll, const Calendar& calendar) {
  const std::string rule = filing.title + "，" + period.chinese() + (filing.place.empty() ? "" : "，" + filing.place);
  return {filing.id, period, filing.cutoff.of(period), resolve_fixed(filing.due.of(period), roll, rule, calendar)};
}

[[noreturn]] void refuse_filing(const Plan& plan, const FilingId& filing) {
  ErrorContext context;
  context.subject = "filing " + filing.text();
  context.asked = "due";
  std::string known;
  for (const Filing& duty : plan.duties) {
    context.allowed.push_back(duty.id.text());
    known += (known.empty() ? "" : ", ") + duty.id.text();
  }
  throw PlanError(ErrorCode::unknown_name, "the plan has no filing \"" + filing.text() + "\"; it has: " + known,
                  "方案中没有报送任务“" + filing.text() + "”；有：" + known, context);
}

[[noreturn]] void refuse_period(const Plan& plan, const Filing& filing, const Period& period) {
  ErrorContext context;
  context.subject = "filing " + filing.id.text();
  context.asked = period.text();
  const std::vector<Period> periods = periods_in(days_of(plan, filing), filing.every);
  const std::string first = periods.empty() ? "" : periods.front().text();
  const std::string last = periods.empty() ? "" : periods.back().text();
  context.allowed = {first, last};
  throw PlanError(ErrorCode::unknown_name,
                  "filing " + filing.id.text() + " has no period " + period.text() + "; its periods are " + first + " to " + last,
                  "报送任务“" + filing.title + "”没有报告期 " + period.text() + "；报告期为 " + first + " 至 " + last, context);
}

/// The names of a task with their bond, in the order of the file.
std::vector<std::pair<Bond, const Named*>> bonds_of(const Task& task) {
  std::vector<std::pair<Bond, const Named*>> out;
  for (const Named& name : task.leading) out.emplace_back(Bond::leads, &name);
  for (const Named& name : task.responsible) out.emplace_back(Bond::carries, &name);
  for (const Named& name : task.cooperating) out.emplace_back(Bond::cooperates, &name);
  return out;
}

bool is_direct(const Organisation& organisation, const Responsibility& responsibility) {
  return organisation.find_term(responsibility.printed) == nullptr;
}

/// Adds a responsibility; one that stands already for the same days keeps the more direct name.
void add(std::vector<Responsibility>& out, const Organisation& organisation, Responsibility more) {
  for (Responsibility& known : out) {
    const bool same = known.task == more.task && known.unit == more.unit && known.bond == more.bond && known.valid == more.valid;
    if (!same || more.unit.empty()) continue;
    if (!is_direct(organisation, known) && is_direct(organisation, more)) known = std::move(more);
    return;
  }
  out.push_back(std::move(more));
}

}  // namespace

Plan::Plan(Notice adopted) : notice(std::move(adopted)) {}

std::vector<DueFiling> Plan::filings(FilingOptions options) const { return filings(Calendar::china(), options); }

std::vector<DueFiling> Plan::filings(const Calendar& calendar, FilingOptions options) const {
  std::vector<DueFiling> out;
  for (const Filing& filing : duties) {
    for (const Period& period : periods_in(days_of(*this, filing), filing.every)) {
      try {
        out.push_back(due_filing(filing, period, options.roll.value_or(filing.roll), calendar));
      } catch (const TimeError& error) {
        if (!options.announced_only || error.code() != ErrorCode::no_calendar) throw;
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const DueFiling& left, const DueFiling& right) { return left.due_on() < right.due_on(); });
  return out;
}

DueFiling Plan::due(const FilingId& id, const Period& period, const Calendar& calendar) const {
  const Filing* filing = find_filing(id);
  if (filing == nullptr) refuse_filing(*this, id);
  if (period.kind() != filing->every || !period.span().overlaps(days_of(*this, *filing))) {
    refuse_period(*this, *filing, period);
  }
  return due_filing(*filing, period, filing->roll, calendar);
}

const Task* Plan::find_task(const TaskId& id) const noexcept {
  for (const Task& task : tasks) {
    if (task.id == id) return &task;
  }
  return nullptr;
}

const Filing* Plan::find_filing(const FilingId& id) const noexcept {
  for (const Filing& filing : duties) {
    if (filing.id == id) return &filing;
  }
  return nullptr;
}

const RoleHolders* Plan::find_role(Role role) const noexcept {
  for (const RoleHolders& holders : roles) {
    if (holders.role == role) return &holders;
  }
  return nullptr;
}

std::vector<UnitId> Plan::filers_of(const Filing& filing, Day on) const {
  std::vector<UnitId> out;
  for (const Named& filer : filing.filers) {
    for (const Reading& reading : organisation.readings(filer.name)) {
      if (reading.valid.on(on) && std::find(out.begin(), out.end(), reading.unit) == out.end()) out.push_back(reading.unit);
    }
  }
  return out;
}

std::vector<const Phase*> Plan::phases_on(Day day) const {
  std::vector<const Phase*> out;
  for (const Phase& phase : phases) {
    if (phase.span.contains(day)) out.push_back(&phase);
  }
  return out;
}

std::vector<Responsibility> Plan::responsibilities() const {
  if (reorganised_) return *reorganised_;
  std::vector<Responsibility> out;
  for (const Task& task : tasks) {
    std::vector<Responsibility> of_task;
    for (const auto& [bond, name] : bonds_of(task)) {
      const CollectiveTerm* term = organisation.find_term(name->name);
      if (term != nullptr && term->open) {
        add(of_task, organisation, {task.id, UnitId(), bond, {}, name->name, name->origin});
      }
      for (const Reading& reading : organisation.readings(name->name)) {
        // How sure we are that the unit is meant: the cell's own origin, and that of the membership.
        const Origin origin = reading.collective ? std::max(name->origin, reading.origin) : name->origin;
        add(of_task, organisation, {task.id, reading.unit, bond, reading.valid, name->name, origin});
      }
    }
    out.insert(out.end(), of_task.begin(), of_task.end());
  }
  return out;
}

std::vector<Responsibility> Plan::responsibilities(Day on) const {
  std::vector<Responsibility> out = responsibilities();
  out.erase(std::remove_if(out.begin(), out.end(), [&](const Responsibility& one) { return !one.valid.on(on); }), out.end());
  return out;
}

std::vector<GroupSeat> Plan::answering_seats(Day on) const {
  std::vector<GroupSeat> out;
  const auto add = [&](const GroupSeat& more) {
    const auto same = [&](const GroupSeat& there) { return there.seat == more.seat; };
    if (const auto there = std::find_if(out.begin(), out.end(), same); there == out.end()) out.push_back(more);
    else there->count = std::max(there->count, more.count);
  };
  for (const GroupSeat& seat : organisation.group_seats(on)) add(seat);
  // A unit whose own post sits in the group (the director's bureau) answers by that post.
  const auto sits = [&](const Unit& unit) {
    return std::any_of(out.begin(), out.end(), [&](const GroupSeat& seat) { return seat.seat.unit == unit.id; });
  };
  for (const Unit& unit : organisation.units)
    if (unit.valid.on(on) && !sits(unit)) out.push_back({"", {head_post, unit.id}, 1, unit.origin});
  return out;
}

std::vector<GroupSeat> Plan::vacancies(Day on) const {
  std::vector<GroupSeat> out = answering_seats(on);
  std::erase_if(out, [&](const GroupSeat& seat) { return static_cast<int>(organisation.holders(seat.seat, on).size()) >= seat.count; });
  return out;
}

void Plan::reorganise(const Reorganisation& change) {
  std::vector<Responsibility> all = responsibilities();  // before the names mean something else
  bihuan::reorganise(all, change);
  bihuan::reorganise(organisation, change);
  reorganised_ = std::move(all);
}

}  // namespace bihuan
