"""Commands about the ledger as a record: what was issued, why it differs, copies, damage, what was refused."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import _core, cli_shapes, cli_tables
from bihuan.cli import (
    NOT_BELIEVED,
    Json,
    KnownAt,
    Ledger,
    app,
    opened,
    period_typed,
    point,
    printed,
    told,
)
from bihuan.words import Cell

Period = Annotated[bihuan.Period, typer.Option("--period", parser=period_typed, metavar="PERIOD")]
FilingName = Annotated[str | None, typer.Option("--filing", help="Where the plan has several for such periods.")]


def cell(value: Cell | None) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


@app.command()
@told
def rebuild(
    ledger: Ledger,
    period: Period,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write the files as issued.")] = None,
    filing: FilingName = None,
    as_json: Json = False,
) -> None:
    """Makes an issued report again and holds it against what was issued; 4 when it can't be had as it was."""
    with opened(ledger, None) as campaign:
        made = campaign.rebuild(period=period, filing=filing)
        written = campaign.write_rebuilt(made, folder=out) if out else []
        shape = {
            "report": cli_shapes.report_shape(made.report),
            "item": made.item,
            "library": made.library,
            "same_library": made.same_library,
            "same_figures": made.same_figures,
            "names_erased": made.names_erased,
            "files": [{"name": one.name, "digest": one.digest, "kept": one.kept, "same": one.same} for one in made.files],
            "written": [str(file) for file in written],
        }
        printed(shape, as_json, lambda: show_rebuilt(made, written))
        if not made:
            raise typer.Exit(NOT_BELIEVED)


def show_rebuilt(made: _core.Rebuilt, written: list[Path]) -> None:
    figures = "数字与印发时一致" if made.same_figures else "数字与印发时不一致"
    cli_tables.line(f"{made.report.filing_title} {made.report.period.chinese}（第{made.item}项印发，{made.library}）：{figures}")
    for one in made.files:
        how = "重新生成，逐字节相同" if one.same else "存有印发原件" if one.kept else "未存档，重新生成的与印发时不同"
        cli_tables.line(f"  {one.name}：{how}")
    for file in written:
        cli_tables.line(f"  已写出 {file}")


@app.command()
@told
def diff(
    ledger: Ledger,
    period: Period,
    since: Annotated[
        bihuan.Period | None,
        typer.Option("--since", parser=period_typed, metavar="PERIOD", help="An earlier issued report; else the same one."),
    ] = None,
    filing: FilingName = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Which figures of a period's report (now, or as known at a point) differ from what was issued for it, or for an
    earlier period, and which facts make the difference."""
    with opened(ledger, None) as campaign:
        before = campaign.rebuild(period=since or period, filing=filing).report
        after = campaign.report(period=period, known_at=point(known_at), filing=filing)
        found = campaign.diff(before, after)
        printed(diff_shape(found), as_json, lambda: show_diff(found))


def diff_shape(found: _core.ReportDiff) -> dict[str, Any]:
    return {
        "filing": found.filing,
        "before": {"period": str(found.before_period), "item": found.before_last},
        "after": {"period": str(found.after_period), "item": found.after_last},
        "figures": [
            {
                "figure": one.name,
                "before": cell(one.before),
                "after": cell(one.after),
                "complete": one.complete,
                "facts": [
                    {
                        "item": behind.fact.number,
                        "subject": behind.fact.subject,
                        "kind": str(behind.fact.kind),
                        "on": behind.fact.on.isoformat(),
                        "class": str(behind.change),
                        "late": behind.late,
                        "change": cell(behind.fact.change),
                    }
                    for behind in one.behind
                ],
            }
            for one in found.figures
        ],
    }


def show_diff(found: _core.ReportDiff) -> None:
    if not found.figures:
        cli_tables.line("没有差别")
    for one in found.figures:
        cli_tables.line(f"{one.name}：{printed_cell(one.before)} → {printed_cell(one.after)}")
        for behind in one.behind:
            fact = behind.fact
            late = "，补报" if behind.late and behind.change is not _core.ChangeClass.late_entry else ""
            cli_tables.line(
                f"  {_core.chinese(behind.change)}{late} 第{fact.number}项 {fact.subject} "
                f"{_core.chinese(fact.kind)} {fact.on}（{printed_cell(fact.change)}）"
            )
        if not one.complete:
            cli_tables.line("  以上各项不足以说明全部差额")


def printed_cell(value: Cell | None) -> str:
    return "无" if value is None else str(value)


@app.command()
@told
def trace(
    ledger: Ledger,
    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="found, open UNIT/GRADE, progress[I03].month …")],
    period: Period,
    filing: FilingName = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """The hazards and facts behind a figure of a period's report."""
    with opened(ledger, None) as campaign:
        found = campaign.trace(campaign.report(period=period, known_at=point(known_at), filing=filing), figure)
        printed(trace_shape(found), as_json, lambda: show_trace(found))


def trace_shape(found: _core.Trace) -> dict[str, Any]:
    return {
        "figure": found.name,
        "value": cell(found.value),
        "sum": cell(found.sum),
        "complete": found.complete,
        "shares": [
            {
                "subject": share.subject,
                "amount": cell(share.amount),
                "facts": [
                    {"item": fact.number, "kind": str(fact.kind), "on": fact.on.isoformat(), "change": cell(fact.change)}
                    for fact in share.facts
                ],
            }
            for share in found.shares
        ],
    }


def show_trace(found: _core.Trace) -> None:
    cli_tables.line(f"{found.name} = {printed_cell(found.value)}，共{len(found.shares)}个来源")
    for share in found.shares:
        facts = "、".join(f"第{fact.number}项{_core.chinese(fact.kind)} {fact.on}" for fact in share.facts)
        cli_tables.line(f"  {share.subject}（{printed_cell(share.amount)}）：{facts}")
    if not found.complete:
        cli_tables.line("  各来源之和与该数不等：有去重或共同计数")


@app.command()
@told
def backup(ledger: Ledger, copy: Annotated[Path, typer.Argument(metavar="COPY")], as_json: Json = False) -> None:
    """Writes a verified copy of a ledger while others go on using it."""
    with opened(ledger, None) as campaign:
        found = campaign.backup(copy)
    printed(copy_shape(found, copy), as_json, lambda: cli_tables.line(f"已备份到 {copy}：{found.chinese}"))


def copy_shape(found: _core.Verification, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "verdict": str(found.verdict),
        "commit_count": found.commit_count,
        "refusal_count": found.refusal_count,
        "checkpoint": str(found.checkpoint),
        "sentence": found.sentence,
        "chinese": found.chinese,
    }


@app.command()
@told
def doctor(
    ledger: Ledger,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write what is sound into a new ledger file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What is wrong with a ledger file and what can be done; the file itself is never changed. 4 when it is not sound."""
    found = bihuan.verify_campaign(ledger)
    if not as_json:
        show_doctor(found)
    saved = bihuan.salvage_ledger(ledger, save) if save else None
    shape = cli_shapes.verification_shape(found) | {
        "advice": advice(found),
        "saved": copy_shape(saved, save) if saved and save else None,
    }
    printed(shape, as_json, lambda: cli_tables.line(f"已另存到 {save}：{saved.chinese}") if saved else None)
    if not found:
        raise typer.Exit(NOT_BELIEVED)


def advice(found: _core.Verified) -> str:
    """What to do about a verdict, in Chinese."""
    Verdict = _core.Verdict
    if found.altered_files:
        return "存档文件与印发时不同：" + "、".join(found.altered_files) + "；以加盖印章的纸件或其他副本为准，可重新生成后替换"
    return {
        Verdict.intact: "无须处理",
        Verdict.unwitnessed: "把最新检查点送上级见证（bihuan checkpoint、bihuan witness）",
        Verdict.altered: "保存原文件，用备份核对（verify --against）；完好的部分可用 doctor --save 另存",
        Verdict.truncated: "保存原文件，取最近的备份；缺少的部分按回执重新报送",
        Verdict.unreadable: "先排除磁盘和权限故障，再核验；完好的部分可用 doctor --save 另存",
        Verdict.forked: "保存两份台账，连同见证或回执交上级比对；不要再往任一份中录入",
    }[found.verdict]


def show_doctor(found: _core.Verified) -> None:
    cli_tables.show_verification(found)
    cli_tables.line(f"建议：{advice(found)}")


@app.command()
@told
def refusals(ledger: Ledger, as_json: Json = False) -> None:
    """The access log: acts that were asked for and refused."""
    with opened(ledger, None) as campaign:
        acts = campaign.refused_acts()
        printed([refused_shape(act) for act in acts], as_json, lambda: show_refusals(acts))


def refused_shape(act: _core.RefusedAct) -> dict[str, Any]:
    return {
        "number": act.number,
        "refused_at": act.refused_at.isoformat(),
        "size": act.size,
        "asked": act.asked,
        "subject": act.subject,
        "state": act.state,
        "on": act.on.isoformat() if act.on else None,
        "by": [str(actor) for actor in act.by],
        "code": act.code,
    }


def show_refusals(acts: list[_core.RefusedAct]) -> None:
    if not acts:
        cli_tables.line("没有受拒记录")
    for act in acts:
        who = "、".join(str(actor) for actor in act.by) or "办公室"
        cli_tables.line(f"{act.number}. {act.refused_at.isoformat()} {who} {act.asked} {act.subject}：{act.code}")
