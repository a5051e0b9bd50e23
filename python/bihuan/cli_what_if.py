"""The command that tries a reorganisation out: a fork in memory, and both loads side by side."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_tables
from bihuan.campaign import seat_of
from bihuan.cli import Json, Ledger, app, day_typed, last_day, opened, printed, told
from bihuan.cli_house import Units
from bihuan.cli_measures import MaybeAsOf
from bihuan.cli_tables import table

Merge = Annotated[
    list[str] | None,
    typer.Option("--merge", metavar="A,B=ID:NAME", help="Units become one: a new one, or with =ID one that there is."),
]
Close = Annotated[
    list[str] | None, typer.Option("--close", metavar="UNIT=HEIR", help="A unit ends, and another takes all it has.")
]
Move = Annotated[
    list[str] | None,
    typer.Option("--move", metavar="TASK:BOND:FROM:TO", help="A task goes over (carries, leads, cooperates); FROM or TO may be empty."),
]
Absent = Annotated[
    list[str] | None,
    typer.Option("--absent", metavar="SEAT[=NAME]", help="Whoever holds the seat (head@fire) is away; NAME acts, else nobody."),
]
SinceDay = Annotated[
    datetime.date | None,
    typer.Option("--on", parser=day_typed, metavar="DAY", help="From which day it is supposed; the day asked about without it."),
]


def split_once(option: str, text: str, sign: str) -> tuple[str, str]:
    left, found, right = text.partition(sign)
    if not (left and found and right):
        raise typer.BadParameter(f"{option} needs {sign!r} between two parts, not {text!r}")
    return left, right


class Suppositions:
    """Acts on a fork what was typed, each from one day on."""

    def __init__(self, fork: bihuan.Campaign, on: datetime.date) -> None:
        self.fork = fork
        self.on = on

    def units(self) -> Units:
        return Units(self.fork, self.on)

    def merge(self, text: str) -> None:
        ending, into = split_once("--merge", text, "=")
        unit, _, name = into.partition(":")
        units = [self.units().of(one.strip()) for one in ending.split(",")]
        self.fork.reorganise(
            _core.UnitsMerged(units=units, into=unit if name else self.units().of(unit), name=name), on=self.on
        )

    def close(self, text: str) -> None:
        unit, heir = (self.units().of(one) for one in split_once("--close", text, "="))
        self.fork.reorganise(_core.UnitClosed(unit, heirs=_core.Heirs(rest=heir)), on=self.on)

    def move(self, text: str) -> None:
        parts = text.split(":")
        if len(parts) != 4:
            raise typer.BadParameter(f"--move is written TASK:BOND:FROM:TO, not {text!r}")
        task, bond, giver, taker = parts
        try:
            kind = _core.Bond(bond or "carries")
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None
        moved = _core.ResponsibilityMoved(task, bond=kind, from_=self.units().of(giver), to=self.units().of(taker))
        self.fork.reorganise(moved, on=self.on)

    def absent(self, text: str) -> None:
        typed, _, acting = text.partition("=")
        post, unit = split_once("--absent", typed, "@")
        seat = seat_of(f"{post}@{self.units().of(unit)}")
        holders = self.fork.plan.organisation.holders(seat, on=self.on)
        if not holders and not acting:
            raise typer.BadParameter(f"nobody holds {seat} on {self.on.isoformat()}: nobody can be away")
        for holder in holders:
            self.fork.end_term(seat, holder.person, on=self.on - datetime.timedelta(days=1))
        if acting:
            self.fork.appoint(seat, acting, on=self.on, acting=True)


def what_if_shape(found: _core.WhatIf) -> dict[str, Any]:
    return {
        "as_of": found.reality.as_of,
        "suppositions": found.suppositions,
        "summary": found.summary,
        "longest_chain": found.reality.longest_chain,
        "longest_chain_supposed": found.supposed.longest_chain,
        "units": found.table().to_dicts(),
        "gaps": found.gaps().to_dicts(),
    }


SHOWN = {"carries": "责任任务", "open": "未销号", "weight": "加权", "overdue": "超期", "filings": "应报",
         "missed": "错过", "coming": "将到期", "unheld": "无人在任"}  # fmt: skip


def both(row: dict[str, Any], key: str) -> str:
    """12 where nothing changes, else 12 → 23."""
    before, after = row[key], row[f"{key}_supposed"]
    if before == after:
        return "" if before is None else str(before)
    return f"{'—' if before is None else before} → {'—' if after is None else after}"


def show_what_if(found: _core.WhatIf, shape: dict[str, Any]) -> None:
    cli_tables.line(found.summary)
    for one in found.suppositions:
        cli_tables.line(f"  假定：{one}")
    changed = {one.unit for one in found.units if one.changed}
    rows = [
        (row["name"], row["standing"], both(row, "head"), *(both(row, key) for key in SHOWN))
        for row in shape["units"]
        if row["unit"] is None or row["unit"] in changed
    ]
    table("有变化的单位（现状 → 假定之后）", ["单位", "", "负责人", *SHOWN.values()], rows, shown=0)
    for gap in shape["gaps"]:
        cli_tables.line(f"  {gap['change']}{gap['gap']}：{gap['name']}（{gap['reason']}）")


@app.command(name="what-if")
@told
def what_if(
    ledger: Ledger,
    merge: Merge = None,
    close: Close = None,
    move: Move = None,
    absent: Absent = None,
    on: SinceDay = None,
    as_of: MaybeAsOf = None,
    weeks: Annotated[int, typer.Option("--weeks", help="How many weeks ahead dues are counted.")] = 6,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the page there.")] = None,
    as_json: Json = False,
) -> None:
    """Tries a reorganisation or an absence out in memory and shows what would change; the ledger is only read.

    Suppositions are made in the order merge, close, move, absent."""
    with opened(ledger, None) as campaign:
        day = as_of or last_day(campaign)
        since = on or day
        zone = datetime.timezone(datetime.timedelta(minutes=campaign.plan.notice.zone_minutes))
        fork = campaign.fork(clock=datetime.datetime.combine(max(day, since), datetime.time(12), zone))
        supposed = Suppositions(fork, since)
        for texts, act in ((merge, supposed.merge), (close, supposed.close), (move, supposed.move), (absent, supposed.absent)):
            for text in texts or []:
                act(text)
        found = bihuan.compare(campaign, fork, as_of=day, weeks=weeks)
        if html is not None:
            bihuan.write_what_if(found, html)
        shape = what_if_shape(found)
        printed(shape, as_json, lambda: show_what_if(found, shape))
