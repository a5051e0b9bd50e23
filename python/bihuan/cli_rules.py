"""The command about rules: which limits are in force on a day, and on whose word."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

import bihuan
from bihuan import cli_tables
from bihuan.cli import Json, app, day_typed, printed, told

MaybePlan = Annotated[Path | None, typer.Argument(metavar="[PLAN]", help="Its own rules stand behind the law.")]
RuleFile = Annotated[Path | None, typer.Option("--rules", help="A rule file taken as law instead of the shipped one.")]
MaybeDay = Annotated[
    datetime.date | None, typer.Option("--on", parser=day_typed, metavar="DAY", help="Only what is in force that day.")
]


def rule_shape(rule: bihuan.Rule) -> dict[str, Any]:
    term = rule.term
    return {
        "id": term.id,
        "title": term.title,
        "limit": str(rule.limit),
        "grade": None if rule.grade is None else str(rule.grade),
        "days": term.days,
        "counting": str(term.counting),
        "counts_start_day": term.counts_start_day,
        "roll": str(term.roll),
        "count": rule.count or None,
        "first": term.valid.first,
        "last": term.valid.last,
        "is_law": rule.is_law,
        "origin": str(rule.origin),
        "source": term.source,
    }


def in_force(rule: bihuan.Rule) -> str:
    valid = rule.term.valid
    if valid.first is None and valid.last is None:
        return "一直"
    return f"{valid.first or ''}～{valid.last or ''}"


def row_of(rule: bihuan.Rule) -> tuple[object, ...]:
    term = rule.term
    unit = "个工作日" if term.counting is bihuan.Counting.working_days else "日"
    times = f"内 {rule.count} 次" if rule.count else ""
    limit = "" if rule.limit is bihuan.Limit.none else rule.limit.chinese
    grade = "" if rule.grade is None else rule.grade.chinese
    doubt = "" if rule.origin is bihuan.Origin.printed else f"（{rule.origin.chinese}）"
    word = ("法律" if rule.is_law else "方案") + doubt
    return (limit, grade, term.title, f"{term.days}{unit}{times}", in_force(rule), word, term.source, term.id)


def show_rules(found: list[bihuan.Rule], on: datetime.date | None) -> None:
    headings = ["期限", "级别", "事项", "天数", "有效期", "效力", "出处", "代号"]
    title = "期限规定" + (f"（{on.isoformat()}）" if on else "")
    cli_tables.table(title, headings, [row_of(rule) for rule in found], shown=0)
    cli_tables.line(f"共 {len(found)} 条，先列的先用")


@app.command()
@told
def rules(plan: MaybePlan = None, on: MaybeDay = None, rule_file: RuleFile = None, as_json: Json = False) -> None:
    """Lists the limits of the law and of a plan, with their sources."""
    book = bihuan.Rulebook.load(rule_file) if rule_file else bihuan.Rulebook.law()
    if plan is not None:
        book = book.with_rules(bihuan.Plan.load(plan).rules)
    found = [rule for rule in book.rules if on is None or rule.term.valid.on(on)]
    shape = {"on": on, "rules": [rule_shape(rule) for rule in found]}
    printed(shape, as_json, lambda: show_rules(found, on))
