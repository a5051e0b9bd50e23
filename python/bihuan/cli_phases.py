"""Commands about phases: what is demanded of whom, and what is met."""

from __future__ import annotations

from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli import By, Json, KnownAt, Ledger, Now, On, app, last_day, opened, point, printed, told
from bihuan.cli_actors import Seats
from bihuan.cli_measures import MaybeAsOf
from bihuan.words import FieldValue


@app.command()
@told
def meet(
    ledger: Ledger,
    demand: Annotated[str, typer.Argument(metavar="DEMAND", help="As `phases` names it: search.4")],
    unit: Annotated[str, typer.Option("--unit", help="Who has met it: id, name or alias.")],
    on: On,
    evidence: Annotated[str, typer.Option("--evidence", help="What shows it; for a withdrawal, why.")],
    document: Annotated[str | None, typer.Option("--document", help="文号.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="A meeting's kind: on_site_push, 现场推进会 …")] = None,
    attended: Annotated[int | None, typer.Option("--attended", help="How many persons came.")] = None,
    problem: Annotated[
        list[str] | None, typer.Option("--problem", help="A hazard or problem class it was about; again for more.")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="It was not met after all.")] = False,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A unit has met what a phase demands."""
    fields: dict[str, FieldValue] = {"unit": unit, "evidence": evidence, "document": document, "event": event,
                                     "attended": attended, "problems": problem or None,
                                     "withdrawn": 1 if withdraw else None}  # fmt: skip
    with opened(ledger, now) as campaign:
        known = campaign.meet_demand(demand, on=on, by=Seats(campaign).actors(by or [], on), **fields)
        printed(cli_shapes.fact_shape(known), as_json, lambda: cli_tables.show_fact(known))


def check_shape(check: _core.PhaseCheck, organisation: _core.Organisation) -> dict[str, Any]:
    return {
        "phase": check.phase,
        "title": check.title,
        "first": check.span.first,
        "last": check.span.last,
        "as_of": check.as_of,
        "may_exit": check.may_exit,
        "missing": check.missing,
        "rows": [
            {
                "demand": row.demand,
                "text": row.text,
                "kind": str(row.kind),
                "unit": row.unit,
                "unit_name": organisation.unit_name(row.unit),
                "standing": str(row.standing),
                "item": row.number,
                "on": row.on,
                "evidence": row.evidence,
            }
            for row in check.rows
        ],
    }


def show_check(check: _core.PhaseCheck, shape: dict[str, Any]) -> None:
    counts = "，".join(f"{standing.chinese} {check.count(standing)}" for standing in bihuan.DemandStanding)
    cli_tables.line(
        f"{check.title}（{check.span.first.isoformat()} 至 {check.span.last.isoformat()}）截至 {check.as_of.isoformat()}："
        f"{counts}；{'可以转入下一阶段' if check.may_exit else '尚不能转段'}"
    )
    headings = ["要求", "内容", "类型", "单位", "完成情况", "日期", "记录号", "佐证"]
    rows = [
        (row.demand, row.text, row.kind.chinese, seen["unit_name"], row.standing.chinese, row.on, row.number or None, row.evidence)
        for row, seen in zip(check.rows, shape["rows"], strict=True)
    ]
    cli_tables.table("", headings, rows, shown=0)
    for sentence in check.missing:
        cli_tables.line(f"  缺：{sentence}")


@app.command()
@told
def phases(
    ledger: Ledger,
    as_of: MaybeAsOf = None,
    phase: Annotated[
        str | None, typer.Option("--phase", metavar="ID", help="One phase; without it those running on the day.")
    ] = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """What phases demand of whom, what is met, and what keeps them from being left."""
    with opened(ledger, None) as campaign:
        day = as_of or last_day(campaign)
        plan = campaign.plan_at(point(known_at))
        ids = [phase] if phase is not None else [one.id for one in plan.phases_on(day)]
        checks = [campaign.phase_check(one, as_of=day, known_at=point(known_at)) for one in ids]
        shapes = [check_shape(check, plan.organisation) for check in checks]

        def show() -> None:
            for check, shape in zip(checks, shapes, strict=True):
                show_check(check, shape)
            if not checks:
                cli_tables.line(f"{day.isoformat()} 不在任何阶段内；--phase 可指定阶段")

        printed({"as_of": day, "phases": shapes}, as_json, show)
