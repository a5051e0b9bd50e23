"""The command about the responsibility chart: who leads and carries what on a day, what is amiss, and pictures of it."""

from __future__ import annotations

import datetime
import enum
from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_tables
from bihuan.cli import Json, KnownAt, On, app, opened, point, printed, told
from bihuan.cli_shapes import who_shape


class ChartFormat(enum.StrEnum):
    """What `bihuan chart` writes."""

    table = "table"
    dot = "dot"
    mermaid = "mermaid"
    svg = "svg"
    html = "html"
    xlsx = "xlsx"


PlanOrLedger = Annotated[Path, typer.Argument(metavar="PLAN_OR_LEDGER", help="A plan file, or a ledger for its plan.")]
Format = Annotated[ChartFormat, typer.Option("--format", help="table for people; the others for pages and programs.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write there instead of printing; xlsx needs it.")]


def plan_in(path: Path, known_at: str | None) -> bihuan.Plan:
    """The plan in a file, whichever it is: a ledger begins with SQLite's mark, and knows appointments and reorganisations too."""
    with path.open("rb") as file:
        is_ledger = file.read(16) == b"SQLite format 3\x00"
    if is_ledger:
        with opened(path, None) as campaign:
            return campaign.plan_at(point(known_at))
    if known_at is not None:
        raise typer.BadParameter("--known-at is a question to a ledger; a plan file knows no points")
    return bihuan.Plan.load(path)


def finding_shapes(chart: bihuan.Chart, on: datetime.date) -> list[dict[str, Any]]:
    return [{key: row[key] for key in ("kind", "node", "name", "reason")} for row in bihuan.chart_findings(chart, on=on).to_dicts()]


def chart_shape(plan: bihuan.Plan, chart: bihuan.Chart, on: datetime.date) -> dict[str, Any]:
    tasks = [who_shape(plan, task, on) for task in plan.tasks if task.is_leaf]
    return {"plan": plan.notice.id, "on": on, "tasks": tasks, "findings": finding_shapes(chart, on)}


def named(units: list[dict[str, Any]]) -> str:
    """Several units of one collective term stand by its name, with their number; what is not printed is marked."""
    groups: dict[tuple[str, str], list[str]] = {}
    for unit in units:
        groups.setdefault((unit["printed"], unit["origin"]), []).append(unit["name"])
    said = []
    for (printed_name, origin), names in groups.items():
        name = f"{printed_name}（{len(names)}）" if len(names) > 1 else names[0] or f"{printed_name}（成员未定）"
        said.append(name + {"inferred": "（推定）", "assumed": "（假定）"}.get(origin, ""))
    return "、".join(said)


def show_chart(plan: bihuan.Plan, shape: dict[str, Any]) -> None:
    headings = ["任务", "名称", "牵头", "责任", "配合"]
    rows = [
        (task["task"], task["title"], named(task["leads"]) or "（无）", named(task["carries"]) or "（无）", named(task["cooperates"]))
        for task in shape["tasks"]
    ]
    cli_tables.table(f"{plan.notice.campaign} {shape['on'].isoformat()} 责任关系", headings, rows, shown=0)
    for row in shape["findings"]:
        cli_tables.line(f"  {bihuan.finding_title(row['kind'])}：{row['name']}。{row['reason']}")
    if not shape["findings"]:
        cli_tables.line("  没有需要注意的事项")


def text_of(plan: bihuan.Plan, chart: bihuan.Chart, on: datetime.date, form: ChartFormat) -> str:
    if form is ChartFormat.dot:
        return bihuan.chart_dot(chart, on=on)
    if form is ChartFormat.mermaid:
        return bihuan.chart_mermaid(chart, on=on)
    if form is ChartFormat.svg:
        return bihuan.chart_svg(chart, on=on, campaign=plan.notice.campaign)
    return bihuan.chart_html(plan, chart, on=on)


def written(plan: bihuan.Plan, chart: bihuan.Chart, on: datetime.date, form: ChartFormat, out: Path) -> None:
    if form is ChartFormat.xlsx:
        bihuan.matrix_of(plan, chart, on=on).write_xlsx(out)
    else:
        out.write_bytes(text_of(plan, chart, on, form).encode())


@app.command("chart")
@told
def show(
    path: PlanOrLedger,
    on: On,
    form: Format = ChartFormat.table,
    out: Out = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Who leads, carries and helps with every task on a day, what is amiss, and pictures of it."""
    if out is None and form is ChartFormat.xlsx:
        raise typer.BadParameter("--format xlsx needs --out: a workbook is no text to print")
    if out is not None and form is ChartFormat.table:
        raise typer.BadParameter("--out needs --format dot, mermaid, svg, html or xlsx; --json prints the table for programs")
    plan = plan_in(path, known_at)
    chart = plan.chart()
    if out is not None:
        written(plan, chart, on, form, out)
        shape: dict[str, Any] = {"plan": plan.notice.id, "on": on, "format": str(form), "file": str(out)}
        printed(shape, as_json, lambda: cli_tables.line(f"已写出 {out}"))
    elif form is ChartFormat.table:
        shape = chart_shape(plan, chart, on)
        printed(shape, as_json, lambda: show_chart(plan, shape))
    else:
        typer.echo(_core.visible(text_of(plan, chart, on, form)), nl=False)
