"""One verb for each request of the lifecycle; what each needs is decided in the core (docs/lifecycle.md)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from bihuan import _core
from bihuan.words import FieldValue

if TYPE_CHECKING:
    from bihuan.campaign import By


class Acts:
    """The verbs of a campaign. Each records one fact about a hazard or throws Refused, and then nothing is written.

    `on` is the day it was so, `by` who acted (`person@post@unit`, several in a list). In each verb's words, fields
    with a star must be said. Any act may also carry `note`, and `override_post` with `override_reason`, and name the
    `seen_version` of the hazard that it rests on (`Campaign.record`).
    """

    def record(
        self,
        request: _core.Request | str,
        hazard: str,
        /,
        *,
        on: datetime.date,
        by: By,
        **fields: FieldValue,
    ) -> _core.Known:
        raise NotImplementedError

    def tip_off(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """报线索. Fields: source*, text*, enterprise, credit_code, address, place, device_kind, device_code, task."""
        return self.record("tip_off", hazard, on=on, by=by, **fields)

    def register_hazard(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """登记. Fields: task*, enterprise*, supervising_unit*, territorial_unit*, source*, place*, text*,
        signatures*, credit_code, address, device_kind, device_code, prominent, problem_class, cause, recurrence_of, distinct_from.
        """
        return self.record("register", hazard, on=on, by=by, **fields)

    def grade(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """分级. Fields: grade*, clause."""
        return self.record("grade", hazard, on=on, by=by, **fields)

    def regrade(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """重新定级. Fields: old_grade*, new_grade*, clause*, reason*, approved_by."""
        return self.record("regrade", hazard, on=on, by=by, **fields)

    def fix_on_spot(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """立查立改. Fields: before*, after*, rectified_by."""
        return self.record("fix_on_spot", hazard, on=on, by=by, **fields)

    def order(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """责令整改. Fields: paper*, number*, clauses*, measures*, limit_on*, rectifier, money_fen."""
        return self.record("order", hazard, on=on, by=by, **fields)

    def plan_treatment(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """制定治理方案. Fields: aims*, methods*, money*, people*, time*, safety*, plan_head."""
        return self.record("plan_treatment", hazard, on=on, by=by, **fields)

    def begin(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """开工整改. No fields."""
        return self.record("begin", hazard, on=on, by=by, **fields)

    def ask_extension(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """申请延期. Fields: steps*, reason*, interim_safety*, extended_to_on*."""
        return self.record("ask_extension", hazard, on=on, by=by, **fields)

    def decide_extension(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """审批延期. Fields: decision*, extended_to_on*, document."""
        return self.record("decide_extension", hazard, on=on, by=by, **fields)

    def report_rectified(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """报告整改完成. Fields: report*, evidence*, acceptance."""
        return self.record("report_rectified", hazard, on=on, by=by, **fields)

    def pass_review(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """复查合格. Fields: record*, conclusion*."""
        return self.record("pass_review", hazard, on=on, by=by, **fields)

    def fail_review(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """复查不合格. Fields: findings*."""
        return self.record("fail_review", hazard, on=on, by=by, **fields)

    def close(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """销号. Fields: outcome*."""
        return self.record("close", hazard, on=on, by=by, **fields)

    def reopen(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """重新打开. Fields: findings*, link."""
        return self.record("reopen", hazard, on=on, by=by, **fields)

    def transfer(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """移送. Fields: receiver*, record*, answer_due_on*."""
        return self.record("transfer", hazard, on=on, by=by, **fields)

    def acknowledge_transfer(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """确认接收移送. Fields: receipt*."""
        return self.record("acknowledge_transfer", hazard, on=on, by=by, **fields)

    def take_back(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """收回移送. Fields: reason*."""
        return self.record("take_back", hazard, on=on, by=by, **fields)

    def terminate(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """终结. Fields: proof*."""
        return self.record("terminate", hazard, on=on, by=by, **fields)

    def void_hazard(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """作废. Fields: reason, duplicate_of, approved_by."""
        return self.record("void", hazard, on=on, by=by, **fields)

    def stop_use(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """责令停用. Fields: order*, scope*."""
        return self.record("stop_use", hazard, on=on, by=by, **fields)

    def allow_use(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """同意恢复使用. Fields: consent*."""
        return self.record("allow_use", hazard, on=on, by=by, **fields)

    def seal(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """查封扣押. Fields: decision*, until_on."""
        return self.record("seal", hazard, on=on, by=by, **fields)

    def unseal(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """解除查封扣押. Fields: decision*."""
        return self.record("unseal", hazard, on=on, by=by, **fields)

    def list_hazard(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """挂牌督办. Fields: level*, document*, overseer*, publication*, delisting_unit."""
        return self.record("list", hazard, on=on, by=by, **fields)

    def delist(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """摘牌. Fields: document*."""
        return self.record("delist", hazard, on=on, by=by, **fields)

    def pause(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """中止计时. Fields: reason*, review_on*, limit_on*."""
        return self.record("pause", hazard, on=on, by=by, **fields)

    def resume(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """恢复计时. Fields: limit_on*."""
        return self.record("resume", hazard, on=on, by=by, **fields)

    def remind(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """催办. Fields: to*, text*."""
        return self.record("remind", hazard, on=on, by=by, **fields)

    def interview(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """约谈. Fields: to*, text*."""
        return self.record("interview", hazard, on=on, by=by, **fields)

    def report_up(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """上报. Fields: to*, text*, proposes_closure."""
        return self.record("report_up", hazard, on=on, by=by, **fields)

    def open_case(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """立案. Fields: number*, clause*."""
        return self.record("open_case", hazard, on=on, by=by, **fields)

    def penalise(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """处罚. Fields: number*, clause*, sum_fen*."""
        return self.record("penalise", hazard, on=on, by=by, **fields)

    def close_case(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """结案. Fields: number*."""
        return self.record("close_case", hazard, on=on, by=by, **fields)

    def correct(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """更正. Fields: corrects*, field*, value*, reason*."""
        return self.record("correct", hazard, on=on, by=by, **fields)

    def reassign(self, hazard: str, /, *, on: datetime.date, by: By, **fields: FieldValue) -> _core.Known:
        """调整监管单位. Fields: reason*, supervising_unit, territorial_unit."""
        return self.record("reassign", hazard, on=on, by=by, **fields)
