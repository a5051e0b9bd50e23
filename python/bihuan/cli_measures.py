"""Commands about measures (list two) and the problems they answer."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli import By, Json, KnownAt, Ledger, Now, On, app, day_typed, last_day, opened, point, printed, told
from bihuan.cli_actors import Seats, fields_typed
from bihuan.cli_tables import table
from bihuan.words import FieldValue

MaybeAsOf = Annotated[
    datetime.date | None,
    typer.Option(
        "--as-of", parser=day_typed, metavar="DAY", help="Without it the day of the last commit."
    ),
]


@app.command()
@told
def measure(
    ledger: Ledger,
    measure: Annotated[str, typer.Argument(metavar="ID")],
    on: On,
    status: Annotated[
        str | None,
        typer.Option("--status", metavar="STATE", help="drafted … repealed, or 拟制 … 废止; without it the state stays."),
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", metavar="KEY=VALUE", help="A field (docs/facts.md); again for more.")
    ] = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """States where a measure of list two stands."""
    with opened(ledger, now) as campaign:
        seats = Seats(campaign)
        said = [*(field or []), *([f"status={status}"] if status is not None else [])]
        fields: dict[str, FieldValue] = fields_typed(_core.FactKind.measure_stated, said, seats, on)
        known = campaign.state_measure(measure, on=on, by=seats.actors(by or [], on), **fields)
        found = next(one for one in campaign.snapshot(as_of=on).measures if one.id == measure)
        shape = cli_shapes.fact_shape(known) | {
            "state": str(found.state),
            "allowed": [str(state) for state in found.allowed],
        }
        printed(shape, as_json, lambda: show_measure(known, found))


def show_measure(known: _core.Known, found: _core.Measure) -> None:
    cli_tables.show_fact(known)
    following = "、".join(state.chinese for state in found.allowed)
    cli_tables.line(f"现为“{found.state.chinese}”" + (f"，其后可填：{following}" if following else "，不再变动"))


COVERAGE = {"class": "类别编号", "title": "问题类别", "found": "发现隐患", "open": "未销号", "rectified": "完成整改",
            "recurred": "复发", "measures": "制度措施（状态）", "flag": "提示"}  # fmt: skip
COMMON = {"class": "类别编号", "title": "问题类别", "found": "发现隐患", "major": "其中重大", "enterprises": "涉及企业",
          "units": "监管部门", "overdue": "超期", "person": "人", "thing": "物", "management": "管理",
          "environment": "环境", "unstated": "未填"}  # fmt: skip


@app.command()
@told
def coverage(
    ledger: Ledger, as_of: MaybeAsOf = None, known_at: KnownAt = None, as_json: Json = False
) -> None:
    """Which classes of problems have measures, and which problems are common."""
    with opened(ledger, None) as campaign:
        day = as_of or last_day(campaign)
        snapshot = campaign.snapshot(as_of=day, known_at=point(known_at))
        plan = campaign.plan_at(point(known_at))
        matrix = bihuan.coverage(snapshot, plan).to_dicts()
        common = bihuan.shared_problems(snapshot, plan).to_dicts()
        shape = {"as_of": day, "coverage": matrix, "shared_problems": common}

        def show() -> None:
            cli_tables.line(f"截至 {day.isoformat()}")
            for title, headings, rows in (("措施覆盖", COVERAGE, matrix), ("共性问题", COMMON, common)):
                table(title, list(headings.values()), [[row[key] for key in headings] for row in rows], shown=0)
            bare = [str(row["title"]) for row in matrix if row["flag"]]
            if bare:
                cli_tables.line(f"有隐患而无措施：{'、'.join(bare)}")

        printed(shape, as_json, show)
