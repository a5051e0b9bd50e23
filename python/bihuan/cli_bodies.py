"""Commands about bodies outside: what they were asked, what they answered, what they owe."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli import (
    By,
    CalendarFile,
    Json,
    KnownAt,
    Ledger,
    Now,
    On,
    app,
    day_typed,
    last_day,
    opened,
    point,
    printed,
    told,
)
from bihuan.cli_actors import Seats
from bihuan.cli_measures import MaybeAsOf
from bihuan.words import FieldValue

cooperation_app = typer.Typer(no_args_is_help=True, help="Requests to bodies outside.", rich_markup_mode=None)
app.add_typer(cooperation_app, name="cooperation")

Id = Annotated[str, typer.Argument(metavar="ID", help="Of the request: C-0001")]
MaybeDocument = Annotated[str | None, typer.Option("--document", help="文号.")]


def said(campaign: bihuan.Campaign, known: _core.Known, as_json: bool) -> None:
    """What was written down, and where the request stands now."""
    found = next(one for one in campaign.snapshot(as_of=last_day(campaign)).cooperations if one.id == known.subject)
    after = campaign.checkpoint
    shape = cli_shapes.recorded_shape(known, after) | {
        "state": str(found.state),
        "due_on": found.due_on if found.is_open else None,
        "allowed": [str(kind) for kind in found.allowed],
    }

    def show() -> None:
        cli_tables.show_recorded(known, after)
        until = f"，答复期限 {found.due_on.isoformat()}" if found.is_open else ""
        cli_tables.line(f"现为“{found.state.chinese}”{until}")

    printed(shape, as_json, show)


@cooperation_app.command()
@told
def ask(
    ledger: Ledger,
    cooperation: Id,
    task: Annotated[str, typer.Option("--task", help="The task it serves.")],
    unit: Annotated[str, typer.Option("--unit", help="Who asks: id, name or alias.")],
    body: Annotated[str, typer.Option("--body", help="Who is asked: a body of the plan, id or name.")],
    text: Annotated[str, typer.Option("--text", help="What is asked.")],
    due: Annotated[
        datetime.date,
        typer.Option("--due", parser=day_typed, metavar="DAY", help="The day by which the paper wants an answer."),
    ],
    on: On,
    addressee: Annotated[
        str | None, typer.Option("--addressee", help="Whom exactly, where the plan has a collective name.")
    ] = None,
    document: MaybeDocument = None,
    hazard: Annotated[
        list[str] | None, typer.Option("--hazard", metavar="ID", help="A hazard it is about; again for more.")
    ] = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A request to a body outside goes out, with the day of its answer."""
    fields: dict[str, FieldValue] = {"task": task, "unit": unit, "body": body, "text": text, "answer_due_on": due,
                                     "addressee": addressee, "document": document, "hazards": hazard or None}  # fmt: skip
    with opened(ledger, now) as campaign:
        known = campaign.ask_body(cooperation, on=on, by=Seats(campaign).actors(by or [], on), **fields)
        said(campaign, known, as_json)


@cooperation_app.command()
@told
def answer(
    ledger: Ledger,
    cooperation: Id,
    outcome: Annotated[str, typer.Option("--outcome", help="done 办结, partial 部分答复 or declined 不予办理.")],
    text: Annotated[str, typer.Option("--text", help="What it answers.")],
    on: On,
    due: Annotated[
        datetime.date | None,
        typer.Option("--due", parser=day_typed, metavar="DAY", help="After a partial answer: the day of the next."),
    ] = None,
    document: MaybeDocument = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """What a body outside answered."""
    fields: dict[str, FieldValue] = {"outcome": outcome, "text": text, "document": document,
                                     "answer_due_on": due}  # fmt: skip
    with opened(ledger, now) as campaign:
        known = campaign.answer_for_body(cooperation, on=on, by=Seats(campaign).actors(by or [], on), **fields)
        said(campaign, known, as_json)


@cooperation_app.command()
@told
def chase(
    ledger: Ledger,
    cooperation: Id,
    text: Annotated[str, typer.Option("--text", help="What it was told.")],
    on: On,
    document: MaybeDocument = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A body outside was urged to answer."""
    with opened(ledger, now) as campaign:
        actors = Seats(campaign).actors(by or [], on)
        known = campaign.chase_body(cooperation, on=on, by=actors, text=text, document=document)
        said(campaign, known, as_json)


@cooperation_app.command()
@told
def withdraw(
    ledger: Ledger,
    cooperation: Id,
    reason: Annotated[str, typer.Option("--reason", help="Why nothing is asked any more.")],
    on: On,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Nothing is asked of the body any more."""
    with opened(ledger, now) as campaign:
        known = campaign.withdraw_cooperation(cooperation, on=on, by=Seats(campaign).actors(by or [], on), reason=reason)
        said(campaign, known, as_json)


def meant(campaign: bihuan.Campaign, owed: Sequence[_core.Outstanding], asked: Sequence[_core.Cooperation], body: str, on: datetime.date) -> set[str]:
    """The names under which a body stands in the lists. A transfer may have gone to one that the plan does not have."""
    if any(body in (one.body_name, one.addressee) for one in owed) or any(body == one.addressee for one in asked):
        return {body}
    organisation = campaign.plan.organisation
    unit = organisation.resolve(body, on=on).unit
    return {unit, organisation.unit_name(unit)}


def bodies_of(owed: Sequence[_core.Outstanding]) -> list[dict[str, Any]]:
    """How much each body owes, most overdue first."""
    out: dict[str, dict[str, Any]] = {}
    for one in owed:
        row = out.setdefault(
            one.body_name,
            {"body": one.body or None, "body_name": one.body_name, "owed": 0, "receipts": 0, "overdue": 0, "longest_days": 0},
        )
        row["owed"] += 1
        row["receipts"] += one.owed is _core.Owed.receipt
        row["overdue"] += one.overdue_days > 0
        row["longest_days"] = max(row["longest_days"], one.waiting_days)
    return sorted(out.values(), key=lambda row: (-row["overdue"], -row["owed"], row["body_name"]))


def show_requests(asked: Sequence[_core.Cooperation], day: datetime.date, organisation: _core.Organisation) -> None:
    rows = [
        (
            one.id,
            organisation.unit_name(one.body) + (f"（{one.addressee}）" if one.addressee else ""),
            one.task,
            one.text,
            organisation.unit_name(one.unit),
            one.asked_on,
            one.due_on,
            one.state.chinese,
            one.settled_on,
            one.late_count or None,
        )
        for one in asked
    ]
    headings = ["编号", "外部门", "任务", "事项", "发函单位", "发函", "答复期限", "状态", "了结", "迟复次数"]
    cli_tables.table(f"协作请求 {len(asked)}", headings, rows, shown=0)


@cooperation_app.command("list")
@told
def list_owed(
    ledger: Ledger,
    as_of: MaybeAsOf = None,
    known_at: KnownAt = None,
    body: Annotated[str | None, typer.Option("--body", help="Only of this body: id, name or addressee.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Only what this unit has to chase.")] = None,
    settled: Annotated[bool, typer.Option("--all", help="The settled requests too.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is past its day.")] = False,
    calendar: CalendarFile = None,
    as_json: Json = False,
) -> None:
    """What bodies outside owe: answers to requests, receipts of transfers; by when, how late, and who has to chase."""
    with opened(ledger, None, calendar) as campaign:
        day = as_of or last_day(campaign)
        owed = campaign.outside(as_of=day, known_at=point(known_at))
        organisation = campaign.plan_at(point(known_at)).organisation
        asked = campaign.snapshot(as_of=day, known_at=point(known_at)).cooperations
        if body is not None:
            names = meant(campaign, owed, asked, body, day)
            owed = [one for one in owed if {one.body, one.body_name, one.addressee} & names]
            asked = [one for one in asked if {one.body, one.addressee} & names]
        if unit is not None:
            chaser = Seats(campaign).unit(unit, day)
            owed = [one for one in owed if one.unit == chaser]
            asked = [
                one for one in asked if chaser in (one.unit, organisation.heir(one.unit, had_on=one.asked_on, on=day, task=one.task))
            ]
        if overdue:
            owed = [one for one in owed if one.overdue_days]
            asked = [one for one in asked if one.is_overdue(as_of=day)]
        asked = [one for one in asked if settled or one.is_open]
        shape = {
            "as_of": day,
            "bodies": bodies_of(owed),
            "outside": [cli_shapes.outstanding_shape(one, organisation) for one in owed],
            "requests": [cli_shapes.cooperation_shape(one, day, organisation) for one in asked],
        }

        def show() -> None:
            cli_tables.line(f"截至 {day.isoformat()}")
            cli_tables.show_outside(owed, organisation, shown=0)
            counts = [[row[key] for key in ("body_name", "owed", "receipts", "overdue", "longest_days")] for row in bodies_of(owed)]
            if counts:
                cli_tables.table("按外部门", ["外部门", "未答复", "其中回执", "其中逾期", "最长等待天数"], counts, shown=0)
            if settled:
                show_requests(asked, day, organisation)

        printed(shape, as_json, show)


@cooperation_app.command("show")
@told
def show_request(
    ledger: Ledger, cooperation: Id, as_of: MaybeAsOf = None, known_at: KnownAt = None, as_json: Json = False
) -> None:
    """One request, act by act."""
    with opened(ledger, None) as campaign:
        day = as_of or last_day(campaign)
        asked = campaign.snapshot(as_of=day, known_at=point(known_at)).cooperations
        organisation = campaign.plan_at(point(known_at)).organisation
        found = next((one for one in asked if one.id == cooperation), None)
        if found is None:
            raise bihuan.Refused(
                f"there is no request {cooperation} as of {day.isoformat()} (of {len(asked)})",
                code="unknown_subject",
                chinese=f"截至{day.isoformat()}没有编号为{cooperation}的协作请求",
                subject=f"cooperation {cooperation}",
                allowed=[one.id for one in asked][:5],
            )

        def show() -> None:
            show_requests([found], day, organisation)
            rows = [(step.number, step.on, step.act.chinese, step.text, step.document or None, step.due_on, step.state.chinese) for step in found.steps]
            cli_tables.table("经过", ["记录号", "日期", "事项", "内容", "文号", "当时期限", "其后状态"], rows, shown=0)

        printed(cli_shapes.cooperation_shape(found, day, organisation), as_json, show)


STANDING = {"task": "任务", "title": "任务名称", "body_name": "外部门", "asked_count": "发函", "open_count": "未答复",
            "done_count": "办结", "declined_count": "不予办理", "withdrawn_count": "撤回", "late_count": "迟复",
            "chased_count": "催办", "transferred_count": "移送", "receipt_count": "待回执", "overdue_count": "逾期",
            "last_on": "最近往来"}  # fmt: skip


@cooperation_app.command("bodies")
@told
def show_bodies(ledger: Ledger, as_of: MaybeAsOf = None, known_at: KnownAt = None, as_json: Json = False) -> None:
    """Each body that the plan names for a task, and what passed with it; those that nobody ever wrote to stand too."""
    with opened(ledger, None) as campaign:
        day = as_of or last_day(campaign)
        plan = campaign.plan_at(point(known_at))
        titles = {task.id: task.title for task in plan.tasks}
        standings = bihuan.body_standings(campaign.snapshot(as_of=day, known_at=point(known_at)), plan)
        rows = [cli_shapes.standing_shape(one, titles) for one in standings]

        def show() -> None:
            cli_tables.line(f"截至 {day.isoformat()}")
            cli_tables.table("各任务的外部门", list(STANDING.values()), [[row[key] or None for key in STANDING] for row in rows], shown=0)
            silent = [f"{one.task} {one.body_name}" for one in standings if one.last_on is None]
            if silent:
                cli_tables.line(f"方案写明配合而从未去函：{'、'.join(silent)}")

        printed({"as_of": day, "bodies": rows}, as_json, show)
