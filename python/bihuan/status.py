"""Where a campaign stands on a day: which returns are late or due, what needs doing, what is stuck, and who answers.

What needs doing is the library's agenda; here it becomes rows.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter

from bihuan import _core
from bihuan.views import table_dicts
from bihuan.words import Cell

Row = dict[str, Cell]


@dataclasses.dataclass
class Status:
    """Everything is a plain value; the rows are dicts with the keys that docs/cli.md lists."""

    as_of: datetime.date
    snapshot: _core.Snapshot
    counts: dict[str, int]
    by_state: dict[str, int]
    missing: list[Row]
    """Returns that are due and were not received."""
    late: list[Row]
    """Returns of each filing's latest due day that were received after it."""
    due_soon: list[Row]
    """Returns not yet received that fall due within the coming working days."""
    overdue: list[Row]
    """Hazards past their own limit, longest first."""
    stuck: list[Row]
    """Open hazards that nothing has happened to for long, longest first."""
    steps_due: list[_core.Due]
    """Steps that fall due within the coming working days."""
    steps_overdue: list[_core.Due]
    """Steps past their day, longest first."""
    steps_undated: list[_core.Due]
    """Steps for which neither law nor campaign gives a day, or no calendar covers it."""
    undecided: list[_core.Likeness]
    """Hazards like an earlier one: whether they come back or were entered twice is to be recorded."""
    outside: list[_core.Outstanding]
    """What bodies outside owe, by due day: receipts of transfers and answers to requests."""


def status_of(
    plan: _core.Plan,
    snapshot: _core.Snapshot,
    calendar: _core.Calendar,
    rules: _core.Rulebook,
    *,
    within_days: int = 5,
    stuck_days: int = 30,
) -> Status:
    """`within_days` are working days, `stuck_days` calendar days. `rules` are the campaign's."""
    answers = Answers(plan, snapshot)
    hazards = {str(row["id"]): row for row in table_dicts(snapshot.table())}
    missing, late, due_soon = board(plan, snapshot, calendar, answers, within_days)
    dues = _core.agenda(snapshot, plan, rules, calendar)
    past = _core.overdue(dues)
    own = [due for due in past if due.limit is _core.Limit.rectify]
    still = [due for due in _core.silent(dues, stuck_days) if hazards[due.hazard]["is_open"]]
    is_open = [row for row in hazards.values() if row["is_open"]]
    return Status(
        as_of=snapshot.as_of,
        snapshot=snapshot,
        counts={
            "hazards": len(snapshot),
            "open": len(is_open),
            "open_major": sum(row["grade"] == "major" for row in is_open),
            "overdue": len(own),
        },
        by_state=dict(Counter(str(row["state"]) for row in hazards.values())),
        missing=missing,
        late=late,
        due_soon=due_soon,
        overdue=[hazard_row(hazards[due.hazard], answers) | {"overdue_days": due.overdue_days} for due in own],
        stuck=[
            hazard_row(hazards[due.hazard], answers) | {"last_on": due.last_on, "idle_days": due.silent_days}
            for due in still
        ],
        steps_due=_core.due_within(dues, within_days),
        steps_overdue=past,
        steps_undated=[due for due in dues if due.due_on is None],
        undecided=_core.undecided_likenesses(snapshot, plan),
        outside=_core.outside(snapshot, plan, calendar),
    )


class Answers:
    """The post that answers for a unit, with whoever holds it on the day."""

    def __init__(self, plan: _core.Plan, snapshot: _core.Snapshot) -> None:
        self.plan = plan
        self.organisation = plan.organisation
        self.snapshot = snapshot
        self.known: dict[str, str] = {}

    def of_unit(self, unit: str) -> str:
        if unit not in self.known:
            self.known[unit] = answering(_core.answerers(unit, self.snapshot, self.plan))
        return self.known[unit]


def answering(chain: list[_core.Answerer]) -> str:
    """`person@post@unit` of who answers first, or `post@unit` while nobody is appointed."""
    if not chain:
        return ""
    head = chain[0]
    return f"{head.person}@{head.seat}" if head.person else str(head.seat)


def board(
    plan: _core.Plan, snapshot: _core.Snapshot, calendar: _core.Calendar, answers: Answers, within_days: int
) -> tuple[list[Row], list[Row], list[Row]]:
    """Missing, late and due returns."""
    received = {(one.unit, one.filing, one.period): one for one in snapshot.received if not one.sent_back}
    horizon = calendar.add_working_days(snapshot.as_of, within_days)
    dues = [due for due in plan.filings(calendar=calendar, announced_only=True) if due.due_on <= horizon]
    latest = {due.filing: due.due_on for due in dues if due.due_on < snapshot.as_of}
    duties = {duty.id: duty for duty in plan.duties}
    missing: list[Row] = []
    late: list[Row] = []
    due_soon: list[Row] = []
    for due in dues:
        for unit in plan.filers_of(duties[due.filing], on=min(due.cutoff_on, snapshot.as_of)):
            came = received.get((unit, due.filing, str(due.period)))
            row: Row = {
                "unit": unit,
                "unit_name": answers.organisation.unit_name(unit),
                "filing": due.filing,
                "period": str(due.period),
                "due_on": due.due_on,
                "received_on": came.first_received_on if came else None,
                "answers": answers.of_unit(unit),
            }
            if came is None:
                (missing if due.due_on < snapshot.as_of else due_soon).append(row)
            elif came.first_received_on > due.due_on and latest.get(due.filing) == due.due_on:
                late.append(row)
    return missing, late, due_soon


def hazard_row(row: Row, answers: Answers) -> Row:
    unit = str(row["supervising_unit"])
    kept: Row = {key: row[key] for key in ("id", "state", "grade", "enterprise", "text", "limit_on")}
    return kept | {
        "supervising_unit": unit,
        "unit_name": answers.organisation.unit_name(unit),
        "answers": answers.of_unit(unit),
    }
