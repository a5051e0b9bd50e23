"""Commands about a house that changes: reorganisations, who holds what, handover lists, whose the days were."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_tables, views
from bihuan.campaign import Change, seat_of
from bihuan.cli import AsOf, By, Json, KnownAt, Ledger, Now, On, app, opened, point, printed, recorded, told
from bihuan.cli_actors import Seats

reorganise_app = typer.Typer(
    no_args_is_help=True, help="Units, names, responsibilities and terms change from a day on.", rich_markup_mode=None
)
app.add_typer(reorganise_app, name="reorganise")

Unit = Annotated[str, typer.Argument(metavar="UNIT", help="Id or name.")]
Document = Annotated[str | None, typer.Option("--document", help="文号.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why.")]
OfTask = Annotated[
    list[str] | None, typer.Option("--task", metavar="TASK=UNIT", help="Who takes over a task; again for more.")
]
OfHazard = Annotated[
    list[str] | None, typer.Option("--hazard", metavar="ID=UNIT", help="Who takes over a hazard; again for more.")
]
Rest = Annotated[str | None, typer.Option("--rest", metavar="UNIT", help="Who takes over everything else.")]


class Units:
    """Finds units by what people write: an id, a name that the unit has or had, an alias. Unlike elsewhere an ended unit is
    not read as its heir: what is asked of it is refused, naming the heir."""

    def __init__(self, campaign: bihuan.Campaign, on: datetime.date, fresh: Sequence[str] = ()) -> None:
        self.organisation = campaign.plan.organisation
        self.on = on
        self.fresh = fresh

    def of(self, text: str) -> str:
        if not text or text in self.fresh or self.organisation.find_unit(text) is not None:
            return text
        called = {
            unit.id
            for unit in self.organisation.units
            if text == unit.name or any(text == former.name for former in unit.former)
        }
        return called.pop() if len(called) == 1 else self.organisation.resolve(text, on=self.on).unit

    def heirs(self, of_task: Sequence[str] | None, of_hazard: Sequence[str] | None, rest: str | None) -> _core.Heirs:
        return _core.Heirs(
            of_task=self.named("--task", of_task), of_hazard=self.named("--hazard", of_hazard), rest=self.of(rest or "")
        )

    def named(self, option: str, said: Sequence[str] | None) -> dict[str, str]:
        return {key: self.of(unit) for key, unit in pairs(option, said).items()}


def pairs(option: str, said: Sequence[str] | None) -> dict[str, str]:
    """`KEY=VALUE` texts; a key said twice is a mistake, not a choice."""
    found: dict[str, str] = {}
    for text in said or []:
        key, equals, value = text.rpartition("=") if option == "--hazard" else text.partition("=")
        if not (key and equals and value):
            raise typer.BadParameter(f"{option} is written KEY=VALUE, not {text!r}")
        if key in found:
            raise typer.BadParameter(f"{option} says {key} twice")
        found[key] = value
    return found


def write_down(
    campaign: bihuan.Campaign,
    change: Change,
    on: datetime.date,
    document: str | None,
    reason: str | None,
    by: list[str] | None,
    as_json: bool,
) -> None:
    actors = Seats(campaign).actors(by or [], on)
    recorded(campaign, campaign.reorganise(change, on=on, by=actors, document=document, reason=reason), as_json)


@reorganise_app.command()
@told
def rename(
    ledger: Ledger,
    unit: Unit,
    name: Annotated[str, typer.Option("--name", help="What it is called from that day.")],
    on: On,
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A unit has another name (更名)."""
    with opened(ledger, now) as campaign:
        change = _core.UnitRenamed(Units(campaign, on).of(unit), name=name)
        write_down(campaign, change, on, document, reason, by, as_json)


@reorganise_app.command()
@told
def merge(
    ledger: Ledger,
    units: Annotated[list[str], typer.Argument(metavar="UNIT...", help="Those that end.")],
    into: Annotated[
        str, typer.Option("--into", metavar="UNIT", help="A unit there is, or with --name the id of a new one.")
    ],
    on: On,
    name: Annotated[str, typer.Option("--name", help="The name of a new unit.")] = "",
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """Units become one (合并), which inherits all that they had."""
    with opened(ledger, now) as campaign:
        found = Units(campaign, on, [into] if name else [])
        change = _core.UnitsMerged(units=[found.of(unit) for unit in units], into=found.of(into), name=name)
        write_down(campaign, change, on, document, reason, by, as_json)


@reorganise_app.command()
@told
def split(
    ledger: Ledger,
    unit: Unit,
    into: Annotated[list[str], typer.Option("--into", metavar="ID=NAME", help="A new unit; again for more.")],
    on: On,
    task: OfTask = None,
    hazard: OfHazard = None,
    rest: Rest = None,
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A unit gives its work to several (拆分). With itself as --rest it goes on."""
    fresh = pairs("--into", into)
    with opened(ledger, now) as campaign:
        found = Units(campaign, on, list(fresh))
        change = _core.UnitSplit(found.of(unit), into=fresh, heirs=found.heirs(task, hazard, rest))
        write_down(campaign, change, on, document, reason, by, as_json)


@reorganise_app.command()
@told
def close(
    ledger: Ledger,
    unit: Unit,
    on: On,
    task: OfTask = None,
    hazard: OfHazard = None,
    rest: Rest = None,
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A unit ends (撤销); what nobody would take over refuses it, all of it listed."""
    with opened(ledger, now) as campaign:
        found = Units(campaign, on)
        change = _core.UnitClosed(found.of(unit), heirs=found.heirs(task, hazard, rest))
        write_down(campaign, change, on, document, reason, by, as_json)


@reorganise_app.command()
@told
def move(
    ledger: Ledger,
    task: Annotated[str, typer.Argument(metavar="TASK", help="A leaf task, or a heading for all below it.")],
    on: On,
    giver: Annotated[str, typer.Option("--from", metavar="UNIT", help="Without it the responsibility is new.")] = "",
    taker: Annotated[str, typer.Option("--to", metavar="UNIT", help="Without it the responsibility ends.")] = "",
    bond: Annotated[str, typer.Option("--bond", metavar="leads|carries|cooperates")] = "carries",
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A task goes from one unit to another (职责划转), and what is open for it."""
    bonds = ("leads", "carries", "cooperates")
    if bond not in bonds:
        raise typer.BadParameter(f"--bond is one of {', '.join(bonds)}, not {bond!r}")
    with opened(ledger, now) as campaign:
        found = Units(campaign, on)
        change = _core.ResponsibilityMoved(task, bond=_core.Bond(bond), from_=found.of(giver), to=found.of(taker))
        write_down(campaign, change, on, document, reason, by, as_json)


@reorganise_app.command()
@told
def members(
    ledger: Ledger,
    term: Annotated[str, typer.Argument(metavar="TERM", help="A collective term of the plan.")],
    on: On,
    join: Annotated[
        list[str] | None, typer.Option("--join", metavar="UNIT", help="Belongs to it; again for more.")
    ] = None,
    leave: Annotated[
        list[str] | None, typer.Option("--leave", metavar="UNIT", help="Belongs to it no more; again for more.")
    ] = None,
    document: Document = None,
    reason: Reason = None,
    by: By = None,
    now: Now = None,
    as_json: Json = False,
) -> None:
    """A collective term means other units (统称成员变动)."""
    with opened(ledger, now) as campaign:
        found = Units(campaign, on)
        joined, left = ([found.of(unit) for unit in said or []] for said in (join, leave))
        change = _core.MembershipChanged(term, joined=joined, left=left)
        write_down(campaign, change, on, document, reason, by, as_json)


class Readable:
    """Seats, units and persons as officials read them, as known at a point."""

    def __init__(self, campaign: bihuan.Campaign, known_at: str | None) -> None:
        self.plan = campaign.plan_at(point(known_at))
        self.organisation = self.plan.organisation
        self.names = campaign.names()

    def seat(self, seat: _core.PostInUnit, on: datetime.date) -> dict[str, Any]:
        return {
            "seat": str(seat),
            "post_title": self.organisation.post_title(seat.post),
            "unit": seat.unit,
            "unit_name": self.organisation.unit_name(seat.unit, on=on),
        }

    def holder(self, holder: _core.Holder | None) -> dict[str, Any]:
        """All blank where the seat was vacant, `name` alone where it was erased."""
        return {
            "person": holder.person if holder else None,
            "name": self.names.get(holder.person) if holder else None,
            "acting": holder.acting if holder else None,
        }

    def text(self, holder: _core.Holder | None) -> str:
        return views.holder_text(holder, self.names)


@app.command()
@told
def posts(ledger: Ledger, on: On, known_at: KnownAt = None, as_json: Json = False) -> None:
    """Who holds which post on a day, who is acting, what is vacant."""
    with opened(ledger, None) as campaign:
        readable = Readable(campaign, known_at)
        organisation = readable.organisation
        answering = readable.plan.answering_seats(on=on)
        vacant = {seat.seat for seat in readable.plan.vacancies(on=on)}
        listed = {seat.seat for seat in answering}
        other = sorted({term.seat for term in organisation.incumbencies if term.valid.on(on)} - listed)
        rows: list[dict[str, Any]] = []
        seats = [(one.seat, one.rank, one.count) for one in answering] + [(seat, "", 1) for seat in other]
        for seat, rank, count in seats:
            held = [
                readable.holder(holder) | {"since_on": holder.since} for holder in organisation.holders(seat, on=on)
            ]
            place = {"rank": rank or None, "count": count, "vacant": seat in vacant, "holders": held}
            rows.append(readable.seat(seat, on) | place)
        shape = {"on": on, "vacant_count": len(vacant), "seats": rows}
        printed(shape, as_json, lambda: show_posts(on, rows, len(vacant)))


def show_posts(on: datetime.date, rows: Sequence[dict[str, Any]], vacant_count: int) -> None:
    lines: list[list[object]] = []
    for row in rows:
        start = [row["rank"], row["unit_name"], row["post_title"]]
        for held in row["holders"]:
            since = held["since_on"] or "采用方案以前"
            lines.append([*start, held["name"] or held["person"], "代理" if held["acting"] else "", since])
        if row["vacant"]:
            lines.append([*start, "空缺", "", None])
    cli_tables.table(
        f"任职情况（{on.isoformat()}）", ["领导小组", "单位", "职务", "姓名", "代理", "任职起"], lines, shown=0
    )
    cli_tables.line(f"共 {len(rows)} 个职务，空缺 {vacant_count} 个")


@app.command()
@told
def handover(
    ledger: Ledger,
    seat: Annotated[str, typer.Argument(metavar="POST@UNIT")],
    as_of: AsOf,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Written there as well: FILE.html or FILE.csv.")
    ] = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """What goes over with a post: what is open, due and promised."""
    if out is not None and out.suffix.lower() not in (".html", ".csv"):
        raise typer.BadParameter(f"--out ends in .html or .csv, not {out.suffix!r}")
    try:
        typed = seat_of(seat)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    with opened(ledger, None) as campaign:
        readable = Readable(campaign, known_at)
        place = _core.PostInUnit(typed.post, readable.organisation.resolve(typed.unit, on=as_of).unit)
        if readable.organisation.find_unit(typed.unit) is not None and typed.unit != place.unit:
            heir = readable.organisation.unit_name(place.unit, on=as_of)
            cli_tables.hint_line(f"{readable.organisation.unit_name(typed.unit)}当日已不存在，清单为承接单位{heir}的")
        found = campaign.handover(place, as_of=as_of, known_at=point(known_at))
        if out is not None:
            write_handover(out, found, readable)
        shape = readable.seat(found.seat, as_of) | {
            "on": found.on,
            "from": readable.holder(found.from_),
            "to": readable.holder(found.to),
            "counts": {str(what): found.count(what) for what in _core.HandedWhat},
            "items": found.to_dicts(),
            "file": str(out) if out else None,
        }
        printed(shape, as_json, lambda: show_handover(found, readable, out))


def seat_text(found: _core.Handover, readable: Readable) -> str:
    seat = readable.seat(found.seat, found.on)
    return f"{seat['unit_name']}{seat['post_title']}"


def write_handover(out: Path, found: _core.Handover, readable: Readable) -> None:
    if out.suffix.lower() == ".csv":
        rows = [[cli_tables.text_of(cell) for cell in row] for row in views.handover_rows(found)]
        text = _core.write_csv([list(views.HANDOVER.values()), *rows])
        out.write_text("\ufeff" + text, encoding="utf-8", newline="")
        return
    seat = seat_text(found, readable)
    body = views.handover_html(
        found, seat=seat, giver=readable.text(found.from_), taker=readable.text(found.to), shown=0
    )
    out.write_text(views.page(f"交接清单 {seat}", body), encoding="utf-8", newline="")


def show_handover(found: _core.Handover, readable: Readable, out: Path | None) -> None:
    cli_tables.line(f"交接清单 {seat_text(found, readable)}（{found.on.isoformat()}）")
    cli_tables.line(f"  移交人：{readable.text(found.from_)}，接收人：{readable.text(found.to)}")
    cli_tables.table("", list(views.HANDOVER.values()), views.handover_rows(found), shown=0)
    counts = "，".join(f"{what.chinese} {found.count(what)}" for what in _core.HandedWhat if found.count(what))
    cli_tables.line(f"共 {len(found)} 项" + (f"：{counts}" if counts else ""))
    if out is not None:
        cli_tables.line(f"  {out}")


@app.command()
@told
def accountability(
    ledger: Ledger,
    as_of: AsOf,
    hazard: Annotated[str | None, typer.Argument(metavar="[HAZARD]")] = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Under which unit and post a hazard stood open, in days; without one, the days of all by unit and holder."""
    with opened(ledger, None) as campaign:
        readable = Readable(campaign, known_at)
        if hazard is None:
            rows = days_by_holder(campaign.accountability(as_of=as_of, known_at=point(known_at)), readable, as_of)
            printed({"as_of": as_of, "rows": rows}, as_json, lambda: show_days(as_of, rows))
            return
        found = campaign.accountability(hazard, as_of=as_of, known_at=point(known_at))
        shape = {
            "as_of": as_of,
            "hazard": found.hazard,
            "open_days": found.open_days,
            "overdue_days": found.overdue_days,
            "tenures": [
                {"first": one.days.first, "last": one.days.last}
                | readable.seat(one.seat, one.days.last)
                | readable.holder(one.holder)
                | {"open_days": one.open_days, "overdue_days": one.overdue_days}
                for one in found.tenures
            ],
            "became_overdue": [
                {"on": one.on} | readable.seat(one.seat, one.on) | readable.holder(one.holder)
                for one in found.became_overdue
            ],
        }
        printed(shape, as_json, lambda: show_accountability(found, shape))


def days_by_holder(
    found: Sequence[_core.Accountability], readable: Readable, as_of: datetime.date
) -> list[dict[str, Any]]:
    """A row for each unit and whoever held its post, the most overdue days first."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}

    def row_of(seat: _core.PostInUnit, holder: _core.Holder | None) -> dict[str, Any]:
        key = (str(seat), holder.person if holder else "")
        if key not in rows:
            who = readable.holder(holder)
            del who["acting"]  # some of the days may be, others not
            none = {"hazards": set(), "open_days": 0, "overdue_days": 0, "became_overdue": 0}
            rows[key] = readable.seat(seat, as_of) | who | none
        return rows[key]

    for days in found:
        for tenure in days.tenures:
            row = row_of(tenure.seat, tenure.holder)
            row["hazards"].add(days.hazard)
            row["open_days"] += tenure.open_days
            row["overdue_days"] += tenure.overdue_days
        for one in days.became_overdue:
            row_of(one.seat, one.holder)["became_overdue"] += 1
    made = [row | {"hazards": len(row["hazards"])} for row in rows.values()]
    return sorted(made, key=lambda row: (-row["overdue_days"], -row["open_days"], row["seat"], row["person"] or ""))


def show_days(as_of: datetime.date, rows: Sequence[dict[str, Any]]) -> None:
    headings = ["单位", "职务", "负责人", "隐患项数", "未销号天数", "其中超期天数", "转为超期项数"]
    lines = [
        [row["unit_name"], row["post_title"], row["name"] or row["person"] or "空缺",
         row["hazards"], row["open_days"], row["overdue_days"], row["became_overdue"]]
        for row in rows
    ]  # fmt: skip
    cli_tables.table(f"责任天数（截至 {as_of.isoformat()}）", headings, lines, shown=0)


def show_accountability(found: _core.Accountability, shape: dict[str, Any]) -> None:
    cli_tables.line(f"{found.hazard}：未销号 {found.open_days} 天，其中超期 {found.overdue_days} 天")
    lines = [
        [row["first"], row["last"], row["unit_name"], row["post_title"], row["name"] or row["person"] or "空缺",
         "代理" if row["acting"] else "", row["open_days"], row["overdue_days"]]
        for row in shape["tenures"]
    ]  # fmt: skip
    headings = ["自", "至", "单位", "职务", "负责人", "代理", "未销号天数", "其中超期"]
    cli_tables.table("", headings, lines, shown=0)
    for row in shape["became_overdue"]:
        who = row["name"] or row["person"] or "空缺"
        cli_tables.line(f"  {row['on'].isoformat()} 转为超期，当日负责：{row['unit_name']}{row['post_title']} {who}")
