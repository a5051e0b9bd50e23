"""What people read on the command line: tables in Chinese. Nothing is cut: long cells wrap."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import bihuan
from bihuan import _core
from bihuan.status import Row, Status, answering

if TYPE_CHECKING:
    import rich.console

SHOWN_ROWS = 20
PLAIN_WIDTH = 160
"""Columns where the output is no terminal."""


def console(stderr: bool = False) -> rich.console.Console:
    import rich.console

    stream = sys.stderr if stderr else sys.stdout
    return rich.console.Console(
        stderr=stderr, width=None if stream.isatty() else PLAIN_WIDTH, highlight=False, markup=False, emoji=False
    )


def line(text: str = "") -> None:
    console().print(_core.visible(text), soft_wrap=True)


def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[object]], shown: int = SHOWN_ROWS) -> None:
    """At most `shown` rows (0: all), and how many there are."""
    import rich.box
    import rich.table
    import rich.text

    made = rich.table.Table(title=rich.text.Text(_core.visible(title)), title_justify="left", box=rich.box.SIMPLE_HEAD)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    part = rows[:shown] if shown else rows
    for row in part:
        made.add_row(*(rich.text.Text(text_of(cell)) for cell in row))
    console().print(made)
    if len(part) < len(rows):
        line(f"  共 {len(rows)} 行，显示前 {len(part)} 行（--json 给出全部）")


def text_of(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        return cell.isoformat()
    return _core.visible(str(cell))


def complain(error: bihuan.Error) -> None:
    """Both sentences, and what would be allowed, to standard error."""
    out = console(stderr=True)
    out.print(f"{type(error).__name__} [{error.code}]: {_core.visible(str(error))}", soft_wrap=True)
    if error.chinese != str(error):
        out.print(_core.visible(error.chinese), soft_wrap=True)
    for orphan in error.orphans:
        out.print(f"  {_core.visible(orphan)}", soft_wrap=True)


def show_plan(plan: _core.Plan, problems: Sequence[_core.Problem], file: str) -> None:
    leaves = sum(task.is_leaf for task in plan.tasks)
    errors = sum(problem.severity is _core.Severity.error for problem in problems)
    line(f"{plan.notice.title}（{plan.notice.number}）：末级任务 {leaves} 项")
    for problem in problems:
        place = f"{file}:{problem.line}" if problem.line else file
        line(f"{place}: {problem.severity.chinese} [{problem.code}] {problem.sentence}")
    line(f"错误 {errors} 处，提示 {len(problems) - errors} 处" + ("，不能采用" if errors else ""))


def show_filings(dues: Sequence[_core.DueFiling]) -> None:
    rows = [
        (
            due.filing,
            due.period,
            due.cutoff_on,
            due.due_on,
            due.on_working_day,
            due.previous_working_day,
            due.next_working_day,
        )
        for due in dues
    ]
    table("", ["报送任务", "报告期", "统计截止", "报送期限", "工作日", "前一工作日", "后一工作日"], rows, shown=0)
    for due in dues:
        if not due.on_working_day:
            line(f"  {due.filing} {due.period}：{due.explanation}")
    line(f"共 {len(dues)} 个报送日")


def show_who(shape: dict[str, Any]) -> None:
    line(f"{shape['task']} {shape['title']}（{shape['on'].isoformat()}）")
    rows = [
        (word, unit["unit"], unit["name"] or "（未定）", unit["printed"])
        for key, word in (("leads", "牵头"), ("carries", "责任"), ("cooperates", "配合"))
        for unit in shape[key]
    ]
    table("", ["", "单位", "名称", "文件所写"], rows, shown=0)
    keys = ("capacity", "unit_name", "post_title", "person", "reason")
    table("由谁负责", ["身份", "单位", "职务", "现任", "依据"], [tuple(step[key] for key in keys) for step in shape["answers"]], shown=0)


def show_receipt(files: Sequence[str], receipt: _core.Receipt) -> None:
    marks = [
        ("试算，未写入", receipt.dry_run),
        ("迟报", receipt.late),
        ("重复（原回执）", receipt.repeated),
        ("更正", receipt.corrected),
        ("另报", receipt.contribution),
    ]
    said = "、".join(word for word, so in marks if so)
    standing = {"complete": "已收", "partial": "部分收下"}.get(receipt.standing, receipt.standing)
    line(
        f"{'、'.join(files)}：{receipt.unit}/{receipt.filing}/{receipt.period} {standing}"
        f"，记录 {receipt.fact_count} 条，退回 {receipt.refused_count} 行" + (f"（{said}）" if said else "")
    )
    if receipt.merged is not None:
        show_merge(receipt.merged)
    refused = [(row.sheet, row.row, row.subject, row.column, row.reason) for row in receipt.rows if not row.accepted]
    if refused:
        table("退回的行", ["工作表", "行", "编号", "列", "理由"], refused, shown=0)
    for name, texts in (
        ("上期有、本期无", receipt.missing),
        ("累计数下降", receipt.lower_figures),
        ("提示", receipt.warnings),
    ):
        for text in texts:
            line(f"  {name}：{text}")
    if not receipt.dry_run:
        line(f"  回执：第 {receipt.item} 项，{receipt.checkpoint}，短码 {receipt.checkpoint.short_code}")


def show_merge(report: _core.MergeReport) -> None:
    counts = "，".join(f"{kind.chinese} {report.count(kind)}" for kind in _core.MergeKind if report.count(kind))
    line(f"  与底稿比对：{report.row_count} 行，未改 {report.unchanged_count} 行" + (f"，{counts}" if counts else ""))
    lines = [(one.kind.chinese, one.row or None, one.id, one.column, one.chinese) for one in report.lines]
    if lines:
        table("改动", ["比对", "行", "编号", "列", "说明"], lines, shown=0)


def show_fact(known: _core.Known) -> None:
    by = "、".join(str(actor) for actor in known.by)
    line(
        f"已记录第 {known.number} 项：{known.on.isoformat()} {known.subject} {known.kind.chinese}"
        + (f"（{by}）" if by else "")
    )


def show_recorded(known: _core.Known, checkpoint: _core.Checkpoint) -> None:
    show_fact(known)
    line(f"  回执：第 {known.number} 项，{checkpoint}，短码 {checkpoint.short_code}")


def show_status(status: Status, organisation: _core.Organisation) -> None:
    counts = status.counts
    line(
        f"截至 {status.as_of.isoformat()}：隐患 {counts['hazards']} 项，未闭环 {counts['open']} 项"
        f"（重大 {counts['open_major']} 项），超期 {counts['overdue']} 项"
    )
    states = [(_core.State(state).chinese, count) for state, count in status.by_state.items()]
    table("按状态", ["状态", "项数"], states, shown=0)
    filing_headings = ["单位", "报送任务", "报告期", "期限", "收到", "由谁负责"]
    filing_keys = ("unit_name", "filing", "period", "due_on", "received_on", "answers")
    for title, rows in (("缺报", status.missing), ("迟报", status.late), ("即将到期", status.due_soon)):
        if rows:
            table(f"{title} {len(rows)}", filing_headings, cells(rows, filing_keys))
    if status.overdue:
        overdue_keys = ("id", "grade", "enterprise", "text", "limit_on", "overdue_days", "answers")
        headings = ["编号", "等级", "单位名称", "问题", "期限", "超期天数", "由谁负责"]
        table(f"超期 {len(status.overdue)}", headings, cells(status.overdue, overdue_keys))
    if status.stuck:
        stuck_keys = ("id", "state", "enterprise", "text", "last_on", "idle_days", "answers")
        headings = ["编号", "状态", "单位名称", "问题", "最近一步", "停滞天数", "由谁负责"]
        table(f"停滞 {len(status.stuck)}", headings, cells(status.stuck, stuck_keys))
    steps = ["编号", "事项", "期限", "剩余工作日", "超期天数", "由谁办理", "由谁负责", "督办"]
    for title, dues in (
        ("事项即将到期", status.steps_due),
        ("事项超期", status.steps_overdue),
        ("没有期限的事项", status.steps_undated),
    ):
        if dues:
            table(f"{title} {len(dues)}", steps, [step_cells(due, organisation) for due in dues])
    if status.outside:
        show_outside(status.outside, organisation)
    if status.undecided:
        alike: dict[str, list[_core.Likeness]] = {}
        for one in status.undecided:
            alike.setdefault(one.hazard, []).append(one)
        table(
            f"相似而未认定 {len(alike)}",
            ["编号", "相似于", "理由"],
            [
                [hazard, ones[0].other + (f" 等{len(ones)}项" if len(ones) > 1 else ""), ones[0].why]
                for hazard, ones in alike.items()
            ],
        )


def show_outside(owed: Sequence[_core.Outstanding], organisation: _core.Organisation, shown: int = SHOWN_ROWS) -> None:
    late = sum(one.overdue_days > 0 for one in owed)
    headings = ["所欠", "编号", "外部门", "事项", "发出", "期限", "剩余工作日", "超期天数", "最近催办", "由谁催办"]
    rows = [
        [
            one.owed.chinese,
            one.subject,
            one.body_name + (f"（{one.addressee}）" if one.addressee else ""),
            one.text,
            one.since_on,
            one.due_on,
            one.working_days_left,
            one.overdue_days or None,
            one.chased_on,
            f"{organisation.unit_name(one.unit)}（{answering(one.answers)}）",
        ]
        for one in owed
    ]
    table(f"外部门未答复 {len(owed)}，其中逾期 {late}", headings, rows, shown)


def step_cells(due: _core.Due, organisation: _core.Organisation) -> list[object]:
    rung = due.rung
    risen = f"第{rung.step}级：{'已' if rung.done else '应'}向{rung.to}{rung.act.chinese}" if rung else ""
    return [
        due.hazard,
        due.request.chinese,
        due.due_on,
        "中止计时" if due.paused else due.working_days_left,
        due.overdue_days or None,
        "、".join(_core.chinese(role) for role in due.movers),
        f"{organisation.unit_name(due.unit)}（{answering(due.answers)}）",
        risen,
    ]


def hint_line(text: str) -> None:
    console(stderr=True).print(f"提示：{_core.visible(text)}", soft_wrap=True)


def hint_open_requests(asked: Sequence[_core.Cooperation]) -> None:
    """A hazard was closed while a body outside had not answered about it."""
    for one in asked:
        hint_line(
            f"就此隐患致外部门的协作请求{one.id}尚未答复（期限{one.due_on.isoformat()}）；已无必要的，请撤回：cooperation withdraw"
        )


def hint_likenesses(found: Sequence[_core.Likeness], known: _core.Known) -> None:
    """Names the hazards like a new one, and how to record what was decided about them."""
    for one in found:
        hint_line(one.why)
    if found:
        hint_line(
            f"请认定并记录：复发的，record correct --hazard {known.subject} --field corrects={known.number} --field "
            "field=recurrence_of --field value=编号 --field reason=理由；不同的，field=distinct_from；"
            f"重复登记的，record void --hazard {known.subject} --field duplicate_of=编号；整改不彻底的，record reopen --hazard 原编号"
        )


def cells(rows: Sequence[Row], keys: Sequence[str]) -> list[list[object]]:
    words: dict[object, str] = {str(state): state.chinese for state in _core.State}
    words |= {str(grade): grade.chinese for grade in _core.Grade}
    return [[words.get(row[key], row[key]) if key in ("state", "grade") else row[key] for key in keys] for row in rows]


def show_report(report: _core.Report, files: Sequence[object]) -> None:
    headline = report.headline
    line(
        f"{report.campaign} {report.filing_title} {report.period.chinese}（{'已印发' if report.issued else '草稿'}）"
        f"，统计截止 {report.cutoff_on.isoformat()}"
    )
    rows = [
        ("本期", headline.found, headline.rectified, headline.struck_off, headline.rate),
        (
            "累计",
            headline.found_cumulative,
            headline.rectified_cumulative,
            headline.struck_off_cumulative,
            headline.rate_cumulative,
        ),
        ("其中补报", headline.found_late, headline.rectified_late, headline.struck_off_late, None),
    ]
    table("", ["", "发现", "整改", "销号", "整改率(%)"], rows)
    line(f"未闭环 {headline.open} 项，其中重大 {headline.open_major} 项，超期 {headline.overdue} 项")
    for warning in report.table("warnings").to_dicts():
        line(f"  提示：{warning['sentence']}")
    for file in files:
        line(f"  {file}")
    line(f"  依据：{report.checkpoint}")


def show_verification(found: _core.Verified) -> None:
    line(found.chinese)
    line(f"  {found.commit_count} 次提交，{found.checkpoint}")
    if found.refusal_count:
        line(f"  受拒记录 {found.refusal_count} 条")
    if found.kept_count or found.absent_count:
        line(f"  存档文件 {found.kept_count} 份完好，{found.absent_count} 份未存于此")
    for name in found.altered_files:
        line(f"  存档文件已被改动：{name}")
    reports = found.accounts.reports
    if not reports:
        return
    wrong = [check for check in reports if not check.ok]
    said = f"{len(wrong)} 期与台账不符" if wrong else "均与台账一致，收支平衡，期初与上期期末相符或已说明"
    line(f"已印发报告 {len(reports)} 期：{said}")
    for check in reports:
        if not check.ok or check.carried:
            line(f"  {'不符：' if not check.ok else ''}{check.chinese}")
