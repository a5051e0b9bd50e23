"""Where a campaign stands on a day: which returns are late or due, what is overdue, what is stuck, and who answers."""

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
    stuck: list[Row]
    """Open hazards that nothing has happened to for long, longest first."""


def status_of(
    plan: _core.Plan,
    snapshot: _core.Snapshot,
    calendar: _core.Calendar,
    *,
    within_days: int = 5,
    stuck_days: int = 30,
) -> Status:
    """`within_days` are working days, `stuck_days` calendar days."""
    answers = Answers(plan, snapshot)
    hazards = [row for row in table_dicts(snapshot.table()) if row["is_open"]]
    missing, late, due_soon = board(plan, snapshot, calendar, answers, within_days)
    return Status(
        as_of=snapshot.as_of,
        snapshot=snapshot,
        counts={
            "hazards": len(snapshot),
            "open": len(hazards),
            "open_major": sum(row["grade"] == "major" for row in hazards),
            "overdue": sum(row["overdue_days"] != 0 for row in hazards),
        },
        by_state=dict(Counter(str(row["state"]) for row in table_dicts(snapshot.table()))),
        missing=missing,
        late=late,
        due_soon=due_soon,
        overdue=overdue_rows(hazards, answers),
        stuck=stuck_rows(hazards, snapshot.as_of, stuck_days, answers),
    )


class Answers:
    """The post that answers for a unit, with whoever holds it on the day."""

    def __init__(self, plan: _core.Plan, snapshot: _core.Snapshot) -> None:
        self.organisation = plan.organisation
        self.head_post = plan.head_post
        self.on = snapshot.as_of
        self.terms = snapshot.terms
        self.known: dict[str, str] = {}

    def of_unit(self, unit: str) -> str:
        """`person@post@unit`, or `post@unit` while nobody is appointed."""
        if unit not in self.known:
            self.known[unit] = self._find(_core.PostInUnit(self.head_post, unit))
        return self.known[unit]

    def _find(self, seat: _core.PostInUnit) -> str:
        person = self.organisation.incumbent(seat, on=self.on)
        for term in self.terms:
            if term.seat == seat and term.valid.on(self.on):
                person = term.person
        return f"{person}@{seat}" if person else str(seat)


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
        for unit in plan.filers_of(duties[due.filing], on=due.due_on):
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


def overdue_rows(hazards: list[Row], answers: Answers) -> list[Row]:
    rows = [hazard_row(row, answers) | {"overdue_days": row["overdue_days"]} for row in hazards if row["overdue_days"]]
    return sorted(rows, key=lambda row: -int(str(row["overdue_days"])))


def stuck_rows(hazards: list[Row], as_of: datetime.date, stuck_days: int, answers: Answers) -> list[Row]:
    rows = []
    for row in hazards:
        last_on = row["last_on"]
        idle = (as_of - last_on).days if isinstance(last_on, datetime.date) else 0
        if idle >= stuck_days:
            rows.append(hazard_row(row, answers) | {"last_on": last_on, "idle_days": idle})
    return sorted(rows, key=lambda row: -int(str(row["idle_days"])))


def hazard_row(row: Row, answers: Answers) -> Row:
    unit = str(row["supervising_unit"])
    kept: Row = {key: row[key] for key in ("id", "state", "grade", "enterprise", "text", "limit_on")}
    return kept | {
        "supervising_unit": unit,
        "unit_name": answers.organisation.unit_name(unit),
        "answers": answers.of_unit(unit),
    }
