"""How plans, tables, reports and snapshots show themselves: dicts, pandas and HTML. Lent to the classes of _core."""

from __future__ import annotations

import datetime
import decimal
import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bihuan import _core
from bihuan.words import Cell

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]

SHOWN_ROWS = 20


def table_dicts(table: _core.Table) -> list[dict[str, Cell]]:
    keys = table.keys
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def table_frame(table: _core.Table) -> pandas.DataFrame:
    """Days become datetime64, integers Int64, amounts float; blanks are missing."""
    import pandas

    rows = table.rows
    columns = {key: pandas_column([row[place] for row in rows]) for place, key in enumerate(table.keys)}
    return pandas.DataFrame(columns, columns=table.keys)


def pandas_column(cells: list[Cell]) -> Any:
    import pandas

    kinds = {type(cell) for cell in cells} - {type(None)}
    if kinds == {int}:
        return pandas.array(cells, dtype="Int64")
    if kinds == {datetime.date}:
        return pandas.to_datetime(pandas.Series(cells, dtype="object"))
    if kinds and kinds <= {int, decimal.Decimal}:
        return pandas.Series([cell if cell is None else float(str(cell)) for cell in cells], dtype="float64")
    if kinds == {str}:
        return pandas.Series(cells, dtype="str")
    return pandas.Series(cells, dtype="object")


def columns_frame(columns: _core.Columns) -> pandas.DataFrame:
    """Days become datetime64, integers Int64 (or Int32), texts categories, amounts float; blanks are missing."""
    import pandas

    return pandas.DataFrame({name: column_series(columns, name) for name in columns.names}, index=range(len(columns)))


def column_series(columns: _core.Columns, name: str) -> Any:
    import numpy
    import pandas

    kind = columns.kind(name)
    if kind == "blank":
        return pandas.Series([None] * len(columns), dtype="object")
    masked = columns.array(name)
    cells, blank = numpy.array(numpy.ma.getdata(masked)), numpy.ma.getmaskarray(masked)
    if kind == "integer":
        return pandas.arrays.IntegerArray(cells, blank)
    if kind == "flag":
        return pandas.arrays.BooleanArray(cells, blank)
    if kind == "text":
        codes = numpy.where(blank, -1, cells.astype("int32"))
        return pandas.Categorical.from_codes(codes, categories=pandas.Index(columns.texts(name), dtype="str"))
    if kind == "day":
        days = cells.astype("int64").view("datetime64[D]").astype("datetime64[s]")
        days[blank] = numpy.datetime64("NaT")
        return pandas.Series(days)
    cells[blank] = numpy.nan
    return pandas.Series(cells)


def table_page(table: _core.Table) -> str:
    return _core.table_html(table, rows=SHOWN_ROWS)


def headline_dict(headline: _core.Headline) -> dict[str, Cell]:
    figures: dict[str, Cell] = {name: getattr(headline, name) for name in _core.Headline.figures}
    return figures | {"rate": headline.rate, "rate_cumulative": headline.rate_cumulative}


def report_dicts(report: _core.Report) -> dict[str, list[dict[str, Cell]]]:
    return {table.name: table_dicts(table) for table in report.tables}


def report_frames(report: _core.Report) -> dict[str, pandas.DataFrame]:
    return {table.name: table_frame(table) for table in report.tables}


def report_summary(report: _core.Report) -> str:
    figures = headline_dict(report.headline)
    tables: list[list[Cell]] = [[table.name, len(table)] for table in report.tables]
    return (
        heading(f"{report.filing_title} {report.period.chinese} {'已印发' if report.issued else '草稿'}")
        + plain_table(list(figures), [list(figures.values())])
        + plain_table(["table", "rows"], tables)
        + footnote(f"截至 {report.cutoff_on.isoformat()} · {report.checkpoint}")
    )


def tally_frame(tally: _core.Tally) -> pandas.DataFrame:
    return tally.columns().to_pandas()


def snapshot_dicts(snapshot: _core.Snapshot) -> list[dict[str, Cell]]:
    return table_dicts(snapshot.table())


def snapshot_frame(snapshot: _core.Snapshot) -> pandas.DataFrame:
    return table_frame(snapshot.table())


def snapshot_html(snapshot: _core.Snapshot) -> str:
    keys = ["id", "state", "grade", "supervising_unit", "found_on", "limit_on", "overdue_days", "text"]
    words: dict[Cell, Cell] = {str(one): one.chinese for one in (*_core.State, *_core.Grade)}
    rows = [
        [words.get(row[key], row[key]) if key in ("state", "grade") else row[key] for key in keys]
        for row in table_dicts(snapshot.table())
        if row["is_open"]
    ]
    return (
        heading(f"截至 {snapshot.as_of.isoformat()}：隐患 {len(snapshot)} 项，未闭环 {len(rows)} 项")
        + plain_table(["编号", "状态", "等级", "监管部门", "发现日期", "整改时限", "超期天数", "问题隐患"], rows)
        + footnote(str(snapshot.checkpoint))
    )


def case_file_html(file: _core.CaseFile) -> str:
    rows: list[list[Cell]] = [
        [line.on, line.recorded_on, str(line.kind.chinese), "、".join(line.who), line.source, line.text, line.state.chinese]
        for line in file.lines
    ]
    due: list[list[Cell]] = [[one.reason, one.request.chinese, one.due_on, one.overdue_days] for one in file.next]
    return (
        heading(f"{file.hazard.id} {file.heading}")
        + plain_table(["日期", "录入", "事项", "办理", "依据", "内容", "其后状态"], rows)
        + plain_table(["下一步", "应办", "期限", "超期天数"], due)
        + (plain_table(["请外部门协作"], [[one] for one in file.asked]) if file.asked else "")
        + footnote(f"由谁负责：{file.answers} · {file.checkpoint}")
    )


def merge_html(report: _core.MergeReport) -> str:
    kinds = [(kind, report.count(kind)) for kind in _core.MergeKind]
    counts = "，".join(f"{kind.chinese} {count}" for kind, count in kinds if count)
    return (
        heading(f"{report.period.chinese} {report.unit}：{report.row_count} 行，未改 {report.unchanged_count} 行")
        + (footnote(counts) if counts else "")
        + _core.table_html(report.to_table(), rows=SHOWN_ROWS)
        + footnote(f"底稿 {report.issued} · 台账 {report.ledger}")
    )


HANDOVER = {"what": "事项", "id": "编号", "title": "内容", "due_on": "期限", "overdue_days": "超期天数", "next": "待办"}
TENURES = {"first": "自", "last": "至", "unit": "单位", "seat": "职务", "person": "负责人", "acting": "代理",
           "open_days": "未销号天数", "overdue_days": "其中超期"}  # fmt: skip


def handover_dicts(handover: _core.Handover) -> list[dict[str, Cell]]:
    return [
        {
            "what": str(item.what),
            "id": item.id,
            "title": item.title,
            "due_on": item.due_on,
            "overdue_days": item.overdue_days,
            "next": item.next,
        }
        for item in handover.items
    ]


def handover_rows(handover: _core.Handover) -> list[list[Cell]]:
    """The items as officials read them."""
    return [
        [item.what.chinese, item.id, item.title, item.due_on, item.overdue_days or None, item.next]
        for item in handover.items
    ]


def handover_html(
    handover: _core.Handover,
    *,
    seat: str = "",
    giver: str | None = None,
    taker: str | None = None,
    shown: int = SHOWN_ROWS,
) -> str:
    """The list; texts for the seat and the persons where whoever asks knows their names."""
    counts = "，".join(f"{what.chinese} {handover.count(what)}" for what in _core.HandedWhat if handover.count(what))
    before = giver if giver is not None else holder_text(handover.from_)
    after = taker if taker is not None else holder_text(handover.to)
    return (
        heading(f"交接清单 {seat or handover.seat}（{handover.on.isoformat()}）")
        + footnote(f"移交人：{before}　接收人：{after}　共 {len(handover)} 项" + (f"：{counts}" if counts else ""))
        + plain_table(list(HANDOVER.values()), handover_rows(handover), shown)
    )


def holder_text(holder: _core.Holder | None, names: Mapping[str, str] | None = None) -> str:
    if holder is None:
        return "空缺"
    return (names or {}).get(holder.person, holder.person) + ("（代理）" if holder.acting else "")


def accountability_dicts(days: _core.Accountability) -> list[dict[str, Cell]]:
    return [
        {
            "first": tenure.days.first,
            "last": tenure.days.last,
            "unit": tenure.unit,
            "seat": str(tenure.seat),
            "person": tenure.holder.person if tenure.holder else None,
            "acting": int(tenure.holder is not None and tenure.holder.acting),
            "open_days": tenure.open_days,
            "overdue_days": tenure.overdue_days,
        }
        for tenure in days.tenures
    ]


def accountability_html(days: _core.Accountability) -> str:
    rows = [
        [row[key] for key in TENURES] for row in accountability_dicts(days)
    ]
    for row, tenure in zip(rows, days.tenures, strict=True):
        row[4], row[5] = holder_text(tenure.holder), "是" if row[5] else None
    overdue = "；".join(f"{one.on.isoformat()} {one.seat} {holder_text(one.holder)}" for one in days.became_overdue)
    return (
        heading(f"{days.hazard}：未销号 {days.open_days} 天，其中超期 {days.overdue_days} 天")
        + plain_table(list(TENURES.values()), rows)
        + (footnote(f"转为超期之日的负责人：{overdue}") if overdue else "")
    )


def page(title: str, body: str) -> str:
    """A file that a browser opens."""
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escaped(title)}</title>'
        "<style>table{border-collapse:collapse}th,td{border:1px solid;padding:.2em .5em;text-align:left}</style>"
        f"</head><body>{body}</body></html>\n"
    )


def plan_html(plan: _core.Plan) -> str:
    rows: list[list[Cell]] = [
        [
            task.id,
            task.title,
            "、".join(named.name for named in task.leading),
            "、".join(named.name for named in task.responsible),
        ]
        for task in plan.tasks
        if task.is_leaf
    ]
    notice = plan.notice
    return heading(f"{notice.title} {notice.number}") + plain_table(["任务编号", "任务", "牵头部门", "责任部门"], rows)


def plain_table(keys: list[str], rows: list[list[Cell]], shown: int = SHOWN_ROWS) -> str:
    """A table of at most `shown` rows (0: all) that says how many there are; every value is escaped, no style is fixed."""
    part = rows[:shown] if shown else rows
    head = "".join(f"<th>{escaped(key)}</th>" for key in keys)
    body = "".join(f"<tr>{''.join(f'<td>{cell_html(cell)}</td>' for cell in row)}</tr>" for row in part)
    more = footnote(f"共 {len(rows)} 行，显示前 {len(part)} 行") if len(part) < len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def cell_html(cell: Cell) -> str:
    return "" if cell is None else escaped(str(cell))


def escaped(text: str) -> str:
    """Fit for markup, with nothing in it that hides what it says."""
    return html.escape(_core.visible(text))


def heading(text: str) -> str:
    return f"<p><strong>{escaped(text)}</strong></p>"


def footnote(text: str) -> str:
    return f"<p><small>{escaped(text)}</small></p>"
