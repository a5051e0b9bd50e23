"""The shapes that `--json` prints (docs/cli.md). A key once printed keeps its name and meaning."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import json
from collections.abc import Mapping, Sequence
from typing import Any

import bihuan
from bihuan import _core
from bihuan.status import Status, answering


def as_json(shape: object) -> str:
    """Characters that hide what a text says are escaped, for the screen; a program reads the same either way."""
    text = json.dumps(shape, ensure_ascii=False, indent=2, default=plain)
    if _core.visible(text) == text:
        return text
    return json.dumps(shape, ensure_ascii=True, indent=2, default=plain)


def plain(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    return str(value)


def error_shape(error: bihuan.Error) -> dict[str, Any]:
    return {
        "error": {
            "kind": type(error).__name__,
            "code": error.code,
            "sentence": str(error),
            "chinese": error.chinese,
            "subject": error.subject,
            "state": error.state,
            "asked": error.asked,
            "allowed": error.allowed,
            "file": error.file,
            "line": error.line,
            "column": error.column,
            "orphans": error.orphans,
        }
    }


def plan_shape(plan: _core.Plan, problems: Sequence[_core.Problem]) -> dict[str, Any]:
    return {
        "plan": plan.notice.id,
        "campaign": plan.notice.campaign,
        "number": plan.notice.number,
        "leaf_task_count": sum(task.is_leaf for task in plan.tasks),
        "error_count": sum(problem.severity is _core.Severity.error for problem in problems),
        "warning_count": sum(problem.severity is _core.Severity.warning for problem in problems),
        "problems": [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "place": problem.place,
                "line": problem.line,
                "sentence": problem.sentence,
            }
            for problem in problems
        ],
    }


def due_shape(due: _core.DueFiling, title: str) -> dict[str, Any]:
    return {
        "filing": due.filing,
        "title": title,
        "period": str(due.period),
        "cutoff_on": due.cutoff_on,
        "due_on": due.due_on,
        "on_working_day": due.on_working_day,
        "previous_working_day": due.previous_working_day,
        "next_working_day": due.next_working_day,
        "explanation": due.explanation,
    }


def day_shape(status: _core.DayStatus) -> dict[str, Any]:
    return {
        "day": status.day,
        "working": status.working,
        "kind": str(status.kind),
        "name": status.name,
        "notice": status.notice,
        "edition": status.edition,
    }


def who_shape(plan: _core.Plan, task: _core.Task, on: datetime.date) -> dict[str, Any]:
    chart = plan.chart()
    organisation = plan.organisation

    def units(bond: _core.Bond) -> list[dict[str, Any]]:
        return [
            {
                "unit": tie.from_.id,
                "name": organisation.unit_name(tie.from_.id) if tie.from_.id else "",
                "printed": tie.printed,
                "origin": str(tie.origin),
                "reason": tie.reason,
            }
            for tie in chart.who(task.id, bond, on=on)
        ]

    return {
        "task": task.id,
        "title": task.title,
        "on": on,
        "leads": units(_core.Bond.leads),
        "carries": units(_core.Bond.carries),
        "cooperates": units(_core.Bond.cooperates),
        "answers": [
            {
                "capacity": step.capacity,
                "post": step.seat.post,
                "post_title": organisation.post_title(step.seat.post) if step.seat.post else "",
                "unit": step.seat.unit,
                "unit_name": organisation.unit_name(step.seat.unit),
                "person": step.person,
                "acting": step.acting,
                "reason": step.reason,
            }
            for step in chart.chain(_core.Node(_core.NodeKind.task, task.id), on=on)
        ],
    }


def receipt_shape(receipt: _core.Receipt) -> dict[str, Any]:
    return {
        "unit": receipt.unit,
        "filing": receipt.filing,
        "period": str(receipt.period),
        "received_on": receipt.received_on,
        "due_on": receipt.due_on,
        "standing": receipt.standing,
        "late": receipt.late,
        "repeated": receipt.repeated,
        "corrected": receipt.corrected,
        "contribution": receipt.contribution,
        "dry_run": receipt.dry_run,
        "fact_count": receipt.fact_count,
        "refused_count": receipt.refused_count,
        "refused": [
            {
                "sheet": row.sheet,
                "row": row.row,
                "column": row.column,
                "subject": row.subject,
                "reason": row.reason,
                "english": row.english,
            }
            for row in receipt.rows
            if not row.accepted
        ],
        "missing": receipt.missing,
        "lower_figures": receipt.lower_figures,
        "warnings": receipt.warnings,
        "merged": receipt.merged and merge_shape(receipt.merged),
        "item": receipt.item,
        "checkpoint": str(receipt.checkpoint),
        "leaf": receipt.leaf,
        "short_code": receipt.checkpoint.short_code,
    }


def merge_shape(report: _core.MergeReport) -> dict[str, Any]:
    return {
        "unit": report.unit,
        "filing": report.filing,
        "period": str(report.period),
        "issued": str(report.issued),
        "ledger": str(report.ledger),
        "row_count": report.row_count,
        "unchanged_count": report.unchanged_count,
        "counts": {str(kind): report.count(kind) for kind in _core.MergeKind},
        "lines": [
            {
                "kind": str(line.kind),
                "sheet": line.sheet,
                "row": line.row or None,
                "id": line.id,
                "round": line.round,
                "key": line.key or None,
                "column": line.column or None,
                "issued": line.issued,
                "returned": line.returned,
                "ledger": line.ledger,
                "facts": line.facts,
                "by": [str(actor) for actor in line.by],
                "recorded_on": line.recorded_on,
                "sentence": line.chinese,
                "english": line.english,
            }
            for line in report.lines
        ],
    }


def fact_shape(known: _core.Known) -> dict[str, Any]:
    return {
        "item": known.number,
        "recorded_at": known.recorded_at,
        "kind": str(known.kind),
        "on": known.on,
        "subject": known.subject,
        "by": [str(actor) for actor in known.by],
        "fields": known.fields,
    }


def recorded_shape(known: _core.Known, checkpoint: _core.Checkpoint) -> dict[str, Any]:
    """A fact just recorded, and what its receipt says: leaf, checkpoint after it, short code."""
    receipt = {"leaf": _core.leaf_of(known.fact), "checkpoint": str(checkpoint), "short_code": checkpoint.short_code}
    return fact_shape(known) | receipt


def due_step_shape(due: _core.Due, organisation: _core.Organisation) -> dict[str, Any]:
    rung = due.rung
    return {
        "hazard": due.hazard,
        "limit": str(due.limit),
        "request": str(due.request),
        "started_on": due.started_on,
        "item": due.number,
        "due_on": due.due_on,
        "rule": due.rule,
        "edition": due.edition,
        "resolved_now": due.resolved_now,
        "paused": due.paused,
        "working_days_left": due.working_days_left,
        "overdue_days": due.overdue_days,
        "last_on": due.last_on,
        "silent_days": due.silent_days,
        "movers": [str(role) for role in due.movers],
        "unit": due.unit,
        "unit_name": organisation.unit_name(due.unit),
        "answers": answering(due.answers),
        "rung": rung
        and {
            "step": rung.step,
            "act": str(rung.act),
            "to": rung.to,
            "title": rung.title,
            "place": rung.place,
            "done": rung.done,
        },
        "reason": due.reason,
    }


def likeness_shape(likeness: _core.Likeness) -> dict[str, Any]:
    return {
        "hazard": likeness.hazard,
        "other": likeness.other,
        "same_enterprise": likeness.same_enterprise,
        "same_device": likeness.same_device,
        "problem_class": likeness.problem_class,
        "state": str(likeness.state),
        "found_on": likeness.found_on,
        "closed_on": likeness.closed_on,
        "decided": likeness.decided,
        "why": likeness.why,
    }


def feasibility_shape(found: _core.Feasibility) -> dict[str, Any]:
    return {
        "hazard": found.hazard,
        "as_of": found.as_of,
        "limit_on": found.limit_on,
        "working_days_left": found.working_days_left,
        "problem_class": found.problem_class,
        "grade": str(found.grade),
        "case_count": found.case_count,
        "within_count": found.within_count,
        "median_days": found.median_days,
        "text": found.text,
    }


def outstanding_shape(one: _core.Outstanding, organisation: _core.Organisation) -> dict[str, Any]:
    return {
        "owed": str(one.owed),
        "subject": one.subject,
        "body": one.body or None,
        "body_name": one.body_name,
        "addressee": one.addressee or None,
        "task": one.task or None,
        "text": one.text,
        "document": one.document or None,
        "hazards": one.hazards,
        "unit": one.unit,
        "unit_name": organisation.unit_name(one.unit),
        "answers": answering(one.answers),
        "since_on": one.since_on,
        "due_on": one.due_on,
        "answered_on": one.answered_on,
        "chased_on": one.chased_on,
        "item": one.number,
        "waiting_days": one.waiting_days,
        "overdue_days": one.overdue_days,
        "working_days_left": one.working_days_left,
    }


def standing_shape(one: _core.BodyStanding, titles: Mapping[str, str]) -> dict[str, Any]:
    counts = ("asked", "open", "done", "declined", "withdrawn", "answer", "late", "chased", "transferred", "receipt", "overdue")
    shape = {"task": one.task, "title": titles.get(one.task), "body": one.body or None, "body_name": one.body_name}
    return (
        shape
        | {"is_named": one.is_named}
        | {f"{name}_count": getattr(one, f"{name}_count") for name in counts}
        | {"last_on": one.last_on}
    )


def cooperation_shape(one: _core.Cooperation, as_of: datetime.date, organisation: _core.Organisation) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": str(one.state),
        "task": one.task,
        "unit": one.unit,
        "unit_name": organisation.unit_name(one.unit),
        "body": one.body,
        "body_name": organisation.unit_name(one.body),
        "addressee": one.addressee or None,
        "text": one.text,
        "document": one.document or None,
        "hazards": one.hazards,
        "asked_on": one.asked_on,
        "due_on": one.due_on,
        "overdue_days": one.overdue_days(as_of=as_of),
        "settled_on": one.settled_on,
        "chased_on": one.chased_on,
        "chased_count": one.chased_count,
        "late_count": one.late_count,
        "version": one.version,
        "allowed": [str(kind) for kind in one.allowed],
        "steps": [
            {
                "item": step.number,
                "on": step.on,
                "kind": str(step.act),
                "state": str(step.state),
                "due_on": step.due_on,
                "text": step.text,
                "document": step.document or None,
            }
            for step in one.steps
        ],
    }


def status_shape(status: Status, organisation: _core.Organisation) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "as_of": status.as_of,
        "known_at": status.snapshot.known_at,
        "checkpoint": str(status.snapshot.checkpoint),
    }
    rows = ("counts", "by_state", "missing", "late", "due_soon", "overdue", "stuck")
    shape |= {field.name: getattr(status, field.name) for field in dataclasses.fields(status) if field.name in rows}
    for name in ("steps_due", "steps_overdue", "steps_undated"):
        shape[name] = [due_step_shape(due, organisation) for due in getattr(status, name)]
    shape["undecided"] = [likeness_shape(one) for one in status.undecided]
    return shape | {"outside": [outstanding_shape(one, organisation) for one in status.outside]}


def report_shape(report: _core.Report) -> dict[str, Any]:
    return {
        "campaign": report.campaign,
        "filing": report.filing,
        "title": report.filing_title,
        "period": str(report.period),
        "cutoff_on": report.cutoff_on,
        "due_on": report.due_on,
        "issued": report.issued,
        "house_on": report.house_on,
        "balanced": report.balanced,
        "known_at": report.known_at,
        "checkpoint": str(report.checkpoint),
        "headline": report.headline.to_dict(),
        "warnings": report.table("warnings").to_dicts(),
    }


def case_line_shape(line: _core.CaseLine) -> dict[str, Any]:
    limit = line.limit
    return {
        "item": line.number,
        "on": line.on,
        "kind": str(line.kind),
        "state": str(line.state),
        "text": "；".join(part for part in ("、".join(line.who), line.text) if part),
        "recorded_at": line.recorded_at,
        "recorded_on": line.recorded_on,
        "late_entry": line.late_entry,
        "who": line.who,
        "source": line.source,
        "corrected_by": line.corrected_by,
        "limit": limit
        and {
            "limit": str(limit.limit),
            "rule": limit.rule,
            "title": limit.title,
            "source": limit.source,
            "started_on": limit.started_on,
            "due_on": limit.due_on,
            "edition": limit.edition,
            "recomputed_on": limit.recomputed_on,
            "explanation": limit.explanation,
        },
    }


def case_file_shape(file: _core.CaseFile, answers: str, organisation: _core.Organisation) -> dict[str, Any]:
    hazard, as_of = file.hazard, file.as_of
    return {
        "id": hazard.id,
        "as_of": as_of,
        "state": str(hazard.state),
        "grade": str(hazard.grade),
        "holds": [str(hold) for hold in hazard.holds],
        "round": hazard.round,
        "supervising_unit": hazard.supervising_unit,
        "territorial_unit": hazard.territorial_unit,
        "found_on": hazard.found_on,
        "limit_on": hazard.limit_on,
        "overdue_days": hazard.overdue_days(as_of=as_of),
        "rectified_on": hazard.rectified_on,
        "passed_on": hazard.passed_on,
        "closed_on": hazard.closed_on,
        "extension_count": hazard.extension_count,
        "paused_until": hazard.paused_until,
        "details": hazard.details,
        "set_by": hazard.set_by,
        "allowed": [str(request) for request in hazard.allowed],
        "answers": answers,
        "steps": [case_line_shape(line) for line in file.lines],
        "due_on": hazard.due_on,
        "checkpoint": str(file.checkpoint),
        "next": [due_step_shape(due, organisation) for due in file.next],
        "likenesses": [likeness_shape(one) for one in file.likenesses],
        "requests": [cooperation_shape(one, as_of, organisation) for one in file.requests],
        "case_file": file.text,
    }


def verification_shape(found: _core.Verified) -> dict[str, Any]:
    return {
        "verdict": str(found.verdict),
        "bad_item": found.bad_item,
        "bad_item_last": found.bad_item_last,
        "bad_commit": found.bad_commit,
        "witnessed_size": found.witnessed_size,
        "sentence": found.sentence,
        "chinese": found.chinese,
        "commit_count": found.commit_count,
        "refusal_count": found.refusal_count,
        "checkpoint": str(found.checkpoint),
        "kept_count": found.kept_count,
        "absent_count": found.absent_count,
        "altered_files": found.altered_files,
        "accounts": {"ok": bool(found.accounts), "reports": [assertion_shape(check) for check in found.accounts.reports]},
    }


def assertion_shape(check: _core.IssuedCheck) -> dict[str, Any]:
    return {
        "filing": check.filing,
        "period": check.period,
        "item": check.number,
        "pinned": check.pinned,
        "ok": check.ok,
        "pin_holds": check.pin_holds,
        "balanced": check.balanced,
        "figure_count": check.figure_count,
        "sentence": check.sentence,
        "chinese": check.chinese,
        "differing": [
            {"name": figure.name, "issued": figure.issued, "folded": figure.folded} for figure in check.differing
        ],
        "carried": [
            {
                "unit": line.unit,
                "grade": str(line.grade),
                "closing": line.closing,
                "opening": line.opening,
                "explained": line.explained,
                "items": line.facts,
            }
            for line in check.carried
        ],
    }
