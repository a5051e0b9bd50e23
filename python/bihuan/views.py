"""How plans, tables, reports and snapshots show themselves: dicts, pandas and HTML. Lent to the classes of _core."""

from __future__ import annotations

import datetime
import decimal
import html
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


def plain_table(keys: list[str], rows: list[list[Cell]]) -> str:
    """A table of at most SHOWN_ROWS rows that says how many there are; every value is escaped, no style is fixed."""
    head = "".join(f"<th>{escaped(key)}</th>" for key in keys)
    body = "".join(f"<tr>{''.join(f'<td>{cell_html(cell)}</td>' for cell in row)}</tr>" for row in rows[:SHOWN_ROWS])
    more = footnote(f"共 {len(rows)} 行，显示前 {SHOWN_ROWS} 行") if len(rows) > SHOWN_ROWS else ""
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
