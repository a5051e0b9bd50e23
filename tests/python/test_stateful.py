"""Campaigns driven at random through the front door beside a plain model: late entries, corrections, re-imports.

After every step both are asked the same: what stood on several days, and what was known of them at earlier points.
"""

import datetime
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

import bihuan
import plain_model as plain
from conftest import FOUND, ORDER, WORLD
from returns import ROW, csv_files

EXAMPLES = 2500 if os.environ.get("BIHUAN_LONG") else 250
STEPS = 40
BEGIN = datetime.date(2021, 1, 4)
tried: Counter[str] = Counter()

PARTY = FOUND["enterprise"]
# What a request must carry besides what the model looks at.
CARRIES: dict[str, dict[str, object]] = {
    "tip_off": {"source": "投诉举报", "text": "电梯异响"},
    "register": FOUND,
    "grade": {"clause": "第二十五条第三项"},
    "regrade": {"clause": "第三项", "reason": "复核", "approved_by": "approver@approver@lift"},
    "fix_on_spot": {"before": "门锁失效", "after": "已更换"},
    "order": ORDER,
    "plan_treatment": dict.fromkeys(("aims", "methods", "money", "people", "time", "safety"), "已定"),
    "ask_extension": {"steps": "已订货", "reason": "到货迟", "interim_safety": "停用"},
    "report_rectified": {"report": "报告", "evidence": "照片", "acceptance": "验收合格"},
    "pass_review": {"record": "记录", "conclusion": "合格"},
    "fail_review": {"findings": "仍失效"},
    "close": {"outcome": "done"},
    "reopen": {"findings": "又失效"},
    "transfer": {"receiver": "住建部门", "record": "移送函", "answer_due_on": datetime.date(2029, 12, 31)},
    "acknowledge_transfer": {"receipt": "回执"},
    "take_back": {"reason": "不属职责"},
    "terminate": {"proof": "已注销"},
    "void": {"approved_by": "approver@approver@lift"},
    "stop_use": {"order": "停用令", "scope": "整机"},
    "allow_use": {"consent": "同意"},
    "list": {"level": 4, "document": "督办1号", "overseer": "lift", "publication": "网站"},
    "delist": {"document": "摘牌1号"},
    "remind": {"to": PARTY, "text": "催办"},
    "reassign": {"reason": "分工调整"},
    "correct": {"reason": "笔误"},
}
ACTS = {
    "tip_off": f"citizen@citizen@{PARTY}",
    "register": ["inspector1@inspector@lift", "inspector2@inspector@lift"],
    "fix_on_spot": ["inspector1@inspector@lift", "inspector2@inspector@lift"],
    "reopen": "inspector1@inspector@lift",
    "grade": "grader@grader@lift",
    "regrade": "grader@grader@lift",
    "order": "orderer@orderer@lift",
    "plan_treatment": f"boss@rectifier_head@{PARTY}",
    "begin": f"rectifier@rectifier@{PARTY}",
    "ask_extension": f"rectifier@rectifier@{PARTY}",
    "report_rectified": f"rectifier@rectifier@{PARTY}",
    "pass_review": ["reviewer1@reviewer@lift", "reviewer2@reviewer@lift"],
    "fail_review": ["reviewer1@reviewer@lift", "reviewer2@reviewer@lift"],
    "terminate": "approver@approver@lift",
    "void": "registrar@registrar@lift",
    "list": "lister@lister@district",
    "delist": "delister@delister@district",
    "remind": "ladder@ladder@office",
    "correct": "checker@checker@lift",
}
NEXT = {
    "none": "register", "tip": "register", "registered": "grade", "graded": "order", "planned": "begin",
    "rectifying": "report_rectified", "awaiting_review": "pass_review", "review_failed": "order", "passed": "close",
    "closed": "reopen", "transferred": "take_back",
}  # fmt: skip

hazards = st.sampled_from(["H-1", "H-2", "H-3", "H-4", "H-5"])
rows = st.sampled_from(["R-1", "R-2", "R-3"])
desks = st.sampled_from([0, 1])
DAYS_AGO = [0] * 12 + [1, 2, 3, 4, 6, 9, 14, 25, -1]
days_ago = st.sampled_from(DAYS_AGO)
seeds = st.integers(0, 2**32)  # of what a rule does by itself: evenly spread, as Hypothesis' own numbers are not


def likeness(snapshot: bihuan.Snapshot) -> tuple[object, ...]:
    """Everything that a snapshot says of hazards, to be held against what it says another time."""
    return tuple(
        (h.id, str(h.state), str(h.grade), h.supervising_unit, h.territorial_unit, h.round, h.found_on, h.limit_on, h.rectified_on,
         h.passed_on, h.closed_on, h.due_on, h.graded_on, h.extension_count, h.extended_days, tuple(map(str, h.holds)),
         tuple(h.rectifiers), tuple(h.reviewers), repr(h.details), repr(h.set_by), h.unstated_count,
         tuple((one.number, one.on, str(one.kind), str(one.state)) for one in h.steps))
        for h in snapshot.hazards
    )  # fmt: skip


def seen(h: bihuan.Hazard) -> tuple[object, ...]:
    """The same as `plain.Standing.seen`."""
    said = {name: h.details.get(name, "") for name in ("text", "place", "measures")}
    values = {
        "state": str(h.state).rstrip("_"),
        "holds": frozenset(map(str, h.holds)),
        "grade": str(h.grade),
        "unit": h.supervising_unit,
        "pending": h.pending is not None and h.state is bihuan.State.rectifying,
        **said,
    }
    return tuple(values[name] if name in values else getattr(h, name) for name in plain.SEEN)


class Campaigns(RuleBasedStateMachine):
    """One campaign, at one or two desks, and its model."""

    def __init__(self) -> None:
        super().__init__()
        # In memory where there is such a folder: that acts are durable is proved elsewhere.
        self.folder = Path(tempfile.mkdtemp(prefix="stateful-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
        self.model = plain.Model()
        self.today = BEGIN
        self.desks: list[bihuan.Campaign] = []
        self.remembered: list[tuple[datetime.date, int, tuple[object, ...]]] = []
        self.checkpoints: dict[int, bihuan.Checkpoint] = {}
        self.sheet: dict[tuple[str, int], plain.Row] = {}
        self.received: dict[str, tuple[list[plain.Row], bihuan.Receipt]] = {}
        self.first_handed: dict[str, str] = {}
        self.turn = 0

    def clock(self) -> str:
        return f"{self.today}T09:00:00+08:00"

    @initialize(on_file=st.booleans())
    def adopt(self, on_file: bool) -> None:
        self.on_file = on_file
        if on_file:
            path = self.folder / "campaign.ledger"
            self.desks = [bihuan.Campaign.create(path, plan=WORLD, clock=self.clock), bihuan.Campaign.open(path, clock=self.clock)]
        else:
            self.desks = [bihuan.Campaign.create_in_memory(plan=WORLD, clock=self.clock)]
        self.model.commit(self.today, 1)
        tried["on a file" if on_file else "in memory"] += 1

    def dice(self, seed: int) -> Random:
        return Random(f"{seed}/{self.turn}")

    def desk(self, number: int) -> bihuan.Campaign:
        return self.desks[number % len(self.desks)]

    def teardown(self) -> None:
        try:
            for desk in self.desks:
                desk.catch_up()
                assert desk.verify()
            if self.desks and self.on_file:
                self.desks[0] = self.opened()
            if self.desks:
                for as_of, known_at, then in self.remembered:
                    self.agree(self.desks[0], as_of, known_at, then)
                self.report(0, 0, False)
        finally:
            for desk in self.desks:
                desk.shut()
            shutil.rmtree(self.folder)

    def opened(self) -> bihuan.Campaign:
        return bihuan.Campaign.open(self.folder / "campaign.ledger", clock=self.clock)

    # Both are asked the same.

    @invariant()
    def nothing_differs(self) -> None:
        if not self.desks:
            return
        desk = self.desk(self.turn)
        desk.catch_up()
        assert desk.checkpoint.size == self.model.size
        self.turn += 1
        tried["steps"] += 1
        earlier = self.today - datetime.timedelta(1 + self.turn * 7 % 45)
        for as_of in (self.today, earlier):
            self.remembered.append((as_of, self.model.size, self.agree(desk, as_of, None)))
        self.checkpoints[self.model.size] = desk.checkpoint
        for place in (self.turn * 31, self.turn * 17):
            self.agree(desk, *self.remembered[place % len(self.remembered)])
        known_on = self.today - datetime.timedelta(self.turn % 5 * 8)
        now = desk.snapshot(as_of=self.today, known_at=known_on)
        assert {h.id: seen(h) for h in now.hazards} == self.model.snapshot(self.today, self.model.known_on(known_on))

    def agree(self, desk: bihuan.Campaign, as_of: datetime.date, known_at: int | None, then: tuple[object, ...] = ()) -> tuple[object, ...]:
        """The model says the same, and so did the library when it was asked before."""
        named = self.checkpoints.get(known_at or 0, known_at) if self.turn % 2 else known_at
        snapshot = desk.snapshot(as_of=as_of, known_at=named)
        assert {h.id: seen(h) for h in snapshot.hazards} == self.model.snapshot(as_of, known_at), (as_of, known_at)
        for h in snapshot.hazards:
            steps = [str(one.state).rstrip("_") for one in h.steps]
            assert steps == [s.state for s in self.model.steps(h.id, as_of, known_at)]
        now = likeness(snapshot)
        assert then in ((), now), (as_of, known_at)
        tried["snapshots"] += 1
        return now

    # What happens.

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + datetime.timedelta(days), datetime.date(2022, 11, 30))  # the campaign's last return is December's
        tried["days_pass"] += 1

    def record(self, desk: int, hazard: str, request: str, on: datetime.date, fields: plain.Fields) -> None:
        """One request to both."""
        told = plain.Told(self.model.size + 2, hazard, request, on, fields)
        expected = self.model.refusal(told, self.today)
        there = self.model.standing(hazard, on)
        given = {name: value.isoformat() if isinstance(value, datetime.date) else value
                 for name, value in (CARRIES.get(request, {}) | fields).items()}  # fmt: skip
        by = ACTS.get(request, f"keeper@supervising_unit@{there.unit or 'lift'}")
        if request in ("close", "decide_extension"):
            listed = there.once_listed if request == "close" else "listed" in there.holds
            by = "lister@lister@district" if listed else "approver@approver@lift"
        campaign = self.desk(desk)
        campaign.catch_up()
        before = campaign.checkpoint
        try:
            known = campaign.record(request, hazard, on=on, by=by, **given)
        except bihuan.Refused as refused:
            assert refused.code == expected, (refused, told)
            assert campaign.checkpoint == before
            tried[f"{request} refused"] += 1
            tried[f"refused: {expected}"] += 1
            return
        assert not expected, (known, told, expected)
        assert known.number == told.number and known.on == on
        self.model.commit(self.today, 1)
        self.model.told.append(told)
        tried[request] += 1
        tried["back-dated"] += on < self.today
        tried["late entries"] += any(on <= cutoff for cutoff, _, _ in self.model.issued)

    def fields(self, hazard: str, request: str, on: datetime.date, days: int, major: bool) -> plain.Fields:
        there = self.model.standing(hazard, on)
        later = on + datetime.timedelta(3 * days)
        match request:
            case "tip_off":
                return {"text": CARRIES["tip_off"]["text"]}
            case "register":
                return {name: FOUND[name] for name in ("supervising_unit", "text", "place")}
            case "grade":
                return {"grade": "major" if major else "general"}
            case "regrade":
                new = "general" if there.grade == "major" else "major"
                return {"old_grade": "major" if new == "general" else "general", "new_grade": new}
            case "order":
                return {"limit_on": later, "measures": ORDER["measures"]}
            case "ask_extension" | "decide_extension":
                longer = (there.limit_on or on) + datetime.timedelta(3 * days - 1)
                decision = {} if request == "ask_extension" else {"decision": "granted" if major else "refused"}
                return decision | ({"extended_to_on": longer} if decision != {"decision": "refused"} else {})
            case "void":
                return {"duplicate_of": f"H-{1 + days % 5}"} if major else {"reason": "误登"}
            case "reassign":
                return {"supervising_unit": "crane" if there.unit == "lift" and not (major and days == 0) else "lift"}
        return {}

    @rule(hazard=hazards, seed=seeds)
    def go_on(self, hazard: str, seed: int) -> None:
        """What comes next in the life of a hazard, a few acts of it, in the order of their days."""
        dice = self.dice(seed)
        for ago in sorted((dice.choice(DAYS_AGO) for _ in range(dice.randint(1, 6))), reverse=True):
            self.go_on_once(dice, hazard, ago)

    @rule(hazard=hazards, seed=seeds)
    def go_on_today(self, hazard: str, seed: int) -> None:
        dice = self.dice(seed)
        for _ in range(dice.randint(1, 4)):
            self.go_on_once(dice, hazard, 0)

    def go_on_once(self, dice: Random, hazard: str, ago: int) -> None:
        on = self.today - datetime.timedelta(ago)
        standing, major, luck = self.model.standing(hazard), dice.random() < 0.4, dice.randrange(20)
        request = NEXT.get(standing.state, "plan_treatment" if standing.grade == "major" else "begin")
        if standing.state == "none" and luck < 2:
            request = "tip_off"
        elif standing.state == "graded" and luck < 2:
            request, on = "fix_on_spot", standing.found_on or on
        elif standing.is_open and luck == 2 and standing.state != "registered":
            request = "stop_use"
        elif standing.grade == "major" and luck in (3, 4) and "listed" not in standing.holds:
            request = "list"
        elif standing.is_open and luck == 5:
            request = dice.choice(["transfer", "transfer", "terminate", "void", "reassign", "regrade"])
        elif standing.holds and standing.is_open and luck < 16:
            request = "allow_use" if "out_of_use" in standing.holds else "delist"
        elif standing.state == "awaiting_review" and luck < 10:
            request = "fail_review"
        elif standing.state == "rectifying" and luck < (16 if standing.pending else 11):
            request = "decide_extension" if standing.pending else "ask_extension"
        elif standing.state == "transferred" and luck < 10:
            request = "acknowledge_transfer"
        desk, days = dice.randrange(2), dice.randrange(1, 13)
        self.record(desk, hazard, request, on, self.fields(hazard, request, on, days, major))

    def registered_here(self) -> list[str]:
        """The hazards that the bureau registered itself."""
        return [id for id in self.model.hazards() if id[0] == "H"]

    @precondition(lambda self: self.registered_here())
    @rule(seed=seeds)
    def ask_what_the_state_allows(self, seed: int) -> None:
        """Something that may be done in the state, whatever else stands in its way; rarely an end."""
        dice = self.dice(seed)
        hazard = dice.choice(self.registered_here())
        state = self.model.standing(hazard).state
        could = [row[0] for row in plain.TABLE if state in row[1].split()]
        could = [one for one in could if one not in ("terminate", "void", "remind") or dice.random() < 0.1] or ["remind"]
        self.ask(dice, hazard, dice.choice(could))

    @precondition(lambda self: self.registered_here())
    @rule(seed=seeds)
    def ask_anything(self, seed: int) -> None:
        dice = self.dice(seed)
        self.ask(dice, dice.choice(self.registered_here()), dice.choice([one for one in plain.REQUESTS if one != "correct"]))

    def ask(self, dice: Random, hazard: str, request: str) -> None:
        on = self.today - datetime.timedelta(dice.choice(DAYS_AGO))
        self.record(dice.randrange(2), hazard, request, on, self.fields(hazard, request, on, dice.randrange(13), dice.random() < 0.5))

    @precondition(lambda self: self.first_handed)
    @rule(desk=desks, place=st.integers(0, 5), ago=days_ago, request=st.sampled_from(["stop_use", "allow_use", "reopen", "remind"]))
    def act_on_a_returned_one(self, desk: int, place: int, ago: int, request: str) -> None:
        """What the bureau does itself to a hazard that came in a return."""
        row = sorted(self.first_handed)[place % len(self.first_handed)]
        self.record(desk, row, request, self.today - datetime.timedelta(ago), {})

    @precondition(lambda self: self.model.told)
    @rule(seed=seeds)
    def correct(self, seed: int) -> None:
        """A day or a plain field of any earlier fact."""
        dice = self.dice(seed)
        name = dice.choice(["on", "on", "text", "place", "measures", "limit_on", "extended_to_on"])
        could = [one for one in self.model.told if one.request != "correct" and (name == "on" or name in one.fields)]
        if not could:
            return
        target, days, ago = dice.choice(could), dice.choice([-6, -3, -2, -1, 0, 1, 2, 3, 6]), dice.choice(DAYS_AGO)
        stands = next(one for one in self.model.story(target.hazard) if one.number == target.number)
        old = stands.on if name == "on" else stands.fields[name]
        value = old + datetime.timedelta(days) if isinstance(old, datetime.date) else f"{name}更正{days}"
        fields = {"corrects": target.number, "field": name, "value": value}
        self.record(dice.randrange(2), target.hazard, "correct", self.today - datetime.timedelta(ago), fields)
        tried[f"correct {'a day' if name == 'on' else name}"] += 1

    # Returns of the lift section.

    @rule(row=rows, seed=seeds)
    def clerk_writes(self, row: str, seed: int) -> None:
        """The clerk goes on with a hazard in the workbook, which is not yet handed in."""
        dice = self.dice(seed)
        for days in sorted((dice.randrange(13) for _ in range(dice.randint(1, 6))), reverse=True):
            self.clerk_writes_once(row, days, dice.randrange(6), dice.random() < 0.4)
        tried["clerk_writes"] += 1

    def clerk_writes_once(self, row: str, days: int, luck: int, major: bool) -> None:
        on = self.today - datetime.timedelta(days)
        round = max((r for id, r in self.sheet if id == row), default=1)
        cells = self.sheet.setdefault((row, round), {"id": row, "round": round})
        if round == 1 and "found_on" not in cells:
            cells |= {"found_on": on, "text": ROW["text"], "place": ROW["place"], "grade": "major" if major else "general"}
        elif "ordered_on" not in cells:
            cells |= {"ordered_on": on, "due_on": on + datetime.timedelta(10), "measures": ROW["measures"]}
        elif luck == 0 and "rectified_on" not in cells:
            cells |= {"begun_on": on} if not major else {"planned_on": on}
        elif "rectified_on" not in cells:
            cells["rectified_on"] = on
        elif "reviewed_on" not in cells:
            cells |= {"reviewed_on": on, "conclusion": "不合格" if luck < 2 else "合格"}
        elif cells["conclusion"] == "不合格":
            self.sheet[row, round + 1] = {"id": row, "round": round + 1, "ordered_on": on, "due_on": on + datetime.timedelta(10),
                                          "measures": ROW["measures"]}  # fmt: skip
        else:
            cells["closed_on"] = on

    def amend(self, place: int, cell: str, days: int) -> None:
        """The clerk writes something else over what stood there."""
        could = [cells for cells in self.sheet.values() if cell in cells]
        if could:
            cells, old = could[place % len(could)], could[place % len(could)][cell]
            cells[cell] = old + datetime.timedelta(days) if isinstance(old, datetime.date) else f"{ROW[cell]}，修改{days}"
            tried["cells amended"] += 1

    @precondition(lambda self: self.first_handed)
    @rule(desk=desks, place=st.integers(0, 5), months=st.integers(0, 1), amended=st.lists(
        st.tuples(st.sampled_from(["found_on", "found_on", "ordered_on", "due_on", "begun_on", "rectified_on", "reviewed_on", "text", "measures"]),
                  st.sampled_from([-9, -3, -2, -1, 1, 2, 3])), min_size=1, max_size=3))  # fmt: skip
    def clerk_amends_and_hands_in(self, desk: int, place: int, months: int, amended: list[tuple[str, int]]) -> None:
        for cell, days in amended:
            self.amend(place, cell, days)
        self.hand_in(desk, months, 0, 0, "更正", False)

    def files(self, sheet: list[plain.Row], period: str) -> list[Path]:
        """The sheet as CSV, as the unit writes it."""
        words = {"general": "一般", "major": "重大"}
        written = []
        for cells in sheet:
            row = {name: cells[name] for name in cells if name not in ("grade", "round")} | {"round": cells["round"]}
            if "found_on" in cells:
                row = {name: ROW[name] for name in ("source", "inspectors", "enterprise", "territory", "task")} | row
                row |= {"grade": words[str(cells["grade"])]} | ({"basis": "第三项"} if cells["grade"] == "major" else {})
            if "ordered_on" in cells:
                row |= {"document": f"虚构监令〔2021〕{cells['round']}号", "rectifier": "虚构丙"}
            if "reviewed_on" in cells:
                row["reviewers"] = "虚构庚、虚构辛"
            if "closed_on" in cells:
                row["closed_by"] = "虚构壬"
            written.append(row)
        header = {"报告期": period, "零报告": "否" if sheet else "是"}
        return csv_files(self.folder, written, stem=f"电梯科-{period}", header=header)

    def month(self, months: int) -> datetime.date:
        """The first day of a month, so many back but not before the campaign."""
        at = max(self.today.year * 12 + self.today.month - 1 - months, BEGIN.year * 12 + BEGIN.month - 1)
        return datetime.date(at // 12, at % 12 + 1, 1)

    @rule(desk=desks, months=st.integers(0, 2), without=st.integers(0, 12), ago=st.sampled_from([0, 0, 0, 3]), again=st.sampled_from([False, False, True]),
          reason=st.sampled_from(["补报", "补报", ""]), dry_run=st.sampled_from([False, False, False, True]))  # fmt: skip
    def clerk_hands_in(self, desk: int, months: int, without: int, ago: int, again: bool, reason: str, dry_run: bool) -> None:
        if again and self.received:  # what was handed in before: the old receipt, nothing new
            period = sorted(self.received)[without % len(self.received)]
            self.hand_in_sheet(desk, period, self.received[period][0], self.today, reason, dry_run)
        else:
            self.hand_in(desk, months, without, ago, reason, dry_run)

    def hand_in(self, desk: int, months: int, without: int, ago: int, reason: str, dry_run: bool) -> None:
        """The workbook as it now is, perhaps with a hazard left out."""
        left_out = f"R-{without}"
        sheet = [dict(cells) for (id, _), cells in sorted(self.sheet.items()) if id != left_out]
        self.hand_in_sheet(desk, str(self.month(months))[:7], sheet, max(self.today - datetime.timedelta(ago), BEGIN), reason, dry_run)

    def hand_in_sheet(self, desk: int, period: str, sheet: list[plain.Row], received_on: datetime.date, reason: str, dry_run: bool) -> None:
        campaign = self.desk(desk)
        campaign.catch_up()
        before, earlier = campaign.checkpoint, self.received.get(period)
        files = self.files(sheet, period)
        if earlier and earlier[0] != sheet and not reason:
            with pytest.raises(bihuan.ReturnError) as told:
                campaign.hand_in(files, received=received_on, dry_run=dry_run)
            assert told.value.code == "reason_missing" and campaign.checkpoint == before
            tried["hand_in without a reason"] += 1
            return
        receipt = campaign.hand_in(files, received=received_on, reason=reason, dry_run=dry_run)
        if earlier and earlier[0] == sheet:
            assert receipt.repeated and (receipt.item, receipt.checkpoint) == (earlier[1].item, earlier[1].checkpoint)
            assert campaign.checkpoint == before
            tried["hand_in again"] += 1
            return
        expected = plain.Return(self.model, received_on)
        for cells in sheet:
            expected.row(cells)
        self.compare_receipt(receipt, expected, period, sheet)
        assert receipt.corrected == (earlier is not None)
        if dry_run:
            assert receipt.dry_run and campaign.checkpoint == before
            tried["hand_in dry run"] += 1
            return
        first = self.model.commit(self.today, 1 + len(expected.facts) + len(expected.refused))
        assert receipt.item == first
        for told in expected.facts:
            self.model.told.append(told)
            if told.request == "register":
                self.first_handed[told.hazard] = period
            tried["late entries"] += any(told.on <= cutoff for cutoff, _, _ in self.model.issued)
            tried["corrections by return"] += told.request == "correct"
        self.received[period] = (sheet, receipt)
        tried["hand_in corrected" if receipt.corrected else "hand_in"] += 1
        tried["facts by return"] += len(expected.facts)

    def compare_receipt(self, receipt: bihuan.Receipt, expected: plain.Return, period: str, sheet: list[plain.Row]) -> None:
        refused = [(row.subject, row.reason) for row in receipt.rows if not row.accepted]
        assert [id for id, _ in refused] == [id for id, _ in expected.refused], (refused, expected.refused)
        assert receipt.fact_count == len(expected.facts)
        assert receipt.standing == ("partial" if refused else "complete")
        due_on = (datetime.date.fromisoformat(period + "-01") + datetime.timedelta(31)).replace(day=1)
        assert receipt.late == (expected.received_on > due_on)
        there = {str(cells["id"]) for cells in sheet}
        last = due_on - datetime.timedelta(1)
        missing = [id for id in self.model.hazards() if id not in there and self.first_handed.get(id, "9") < period
                   and self.model.standing(id).is_open and self.model.standing(id).found_on <= last]  # fmt: skip
        assert sorted(receipt.missing) == sorted(missing)
        tried["rows refused"] += len(refused)

    # Reports, desks, persons.

    @rule(desk=desks, months=st.integers(0, 3), then=st.booleans())
    def report(self, desk: int, months: int, then: bool) -> None:
        """A month's figures, as known now or at an earlier point."""
        first = self.month(months)
        last = (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
        known_at = self.remembered[self.turn * 13 % len(self.remembered)][1] if then and self.remembered else None
        campaign = self.desk(desk)
        campaign.catch_up()
        self.compare_report(campaign.report(period=str(first)[:7], known_at=known_at), first, last, known_at)
        tried["report"] += 1

    def compare_report(self, report: bihuan.Report, first: datetime.date, last: datetime.date, known_at: int | None) -> None:
        expected = self.model.report(first, last, known_at)
        for name in ("found", "rectified", "struck_off"):
            for part in (name, f"{name}_total", f"{name}_cumulative", f"{name}_late"):
                if part != "struck_off_total":
                    assert getattr(report.headline, part) == expected.headline.get(part, 0), (part, expected, report.headline)
        for part in ("open", "open_major", "overdue"):
            assert getattr(report.headline, part) == expected.headline.get(part, 0), part
        assert report.balanced
        accounts = {
            (line.unit, str(line.grade)): {
                name: number
                for name, number in (line.flows | {part: getattr(line, part) for part in ("open", "opening", "awaiting", "awaiting_opening")}).items()
                if number
            }
            for line in report.accounts.lines
        }
        assert accounts == expected.accounts

    @rule(desk=desks, months=st.integers(0, 12))
    def issue(self, desk: int, months: int) -> None:
        """Once for each month that has ended; what comes later is a late entry."""
        first = self.month(months % 4)
        while months > 3 and any(cutoff > first for cutoff, _, _ in self.model.issued):  # mostly the next one
            first = (first + datetime.timedelta(31)).replace(day=1)
        period, last = str(first)[:7], (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
        code = "already_issued" if any(one[0] == last for one in self.model.issued) else "nothing_to_report" if last >= self.today else ""
        campaign, pinned = self.desk(desk), self.model.size
        if code:
            with pytest.raises(bihuan.FormError) as told:
                campaign.issue(period=period, folder=self.folder / "issued")
            campaign.catch_up()
            assert told.value.code == code and campaign.checkpoint.size == pinned
            tried["issue refused"] += 1
            return
        issued = campaign.issue(period=period, folder=self.folder / "issued")
        assert issued.report.checkpoint.size == pinned
        self.compare_report(issued.report, first, last, pinned)
        self.model.issued.append((last, pinned, self.model.commit(self.today, 1)))
        tried["issue"] += 1

    @rule(desk=desks, erase=st.booleans())
    def leave_and_open_again_or_erase(self, desk: int, erase: bool) -> None:
        if erase:
            self.appoint_and_erase(self.desk(desk))
        elif self.on_file:
            self.desks[desk].shut()
            self.desks[desk] = self.opened()
            tried["opened again"] += 1

    def appoint_and_erase(self, campaign: bihuan.Campaign) -> None:
        """Names go; whatever was told stays as it is."""
        known = campaign.appoint("head@lift", "虚构戌", on=self.today)
        assert known.number == self.model.commit(self.today, 1)
        point = campaign.checkpoint
        writers = [id for id, name in campaign.names().items() if name in ("虚构戌", "虚构丁")]
        for person in writers:
            campaign.erase_person(person)
        assert campaign.checkpoint == point and not {"虚构戌", "虚构丁"} & set(campaign.names().values())
        tried["erase_person"] += len(writers)


def drive(campaigns: int, phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink)) -> None:
    run_state_machine_as_test(
        Campaigns,
        settings=settings(
            max_examples=campaigns, stateful_step_count=STEPS, derandomize=True, database=None, deadline=None,
            suppress_health_check=list(HealthCheck), print_blob=False, phases=phases,
        ),
    )  # fmt: skip


def test_campaigns_are_what_a_plain_model_says(capsys: pytest.CaptureFixture[str]):
    drive(EXAMPLES)
    with capsys.disabled():
        print(f"\nstateful: {tried['steps']} steps in {EXAMPLES} campaigns: " + ", ".join(f"{n} {w}" for w, n in sorted(tried.items())))
    wanted = {*plain.REQUESTS, "hand_in again", "hand_in corrected", "late entries", "corrections by return", "issue", "opened again", "erase_person"}
    assert wanted <= {what for what, count in tried.items() if count}


def forgets_corrections(model: plain.Model, hazard: str, known_at: int | None = None, also: tuple[plain.Told, ...] = ()) -> list[plain.Told]:
    told = [one for one in (*model.told, *also) if one.hazard == hazard and (known_at is None or one.number <= known_at)]
    return sorted(told, key=lambda one: (one.on, one.number))


def goes_by_numbers(model: plain.Model, hazard: str, known_at: int | None = None, also: tuple[plain.Told, ...] = ()) -> list[plain.Told]:
    return sorted(STORY(model, hazard, known_at, also), key=lambda one: one.number)


def knows_all_along(model: plain.Model, hazard: str, known_at: int | None = None, also: tuple[plain.Told, ...] = ()) -> list[plain.Told]:
    return STORY(model, hazard, None, also)


STORY = plain.Model.story


@pytest.mark.parametrize("fault", [forgets_corrections, goes_by_numbers, knows_all_along])
def test_a_model_that_is_wrong_is_contradicted(fault: Callable[..., list[plain.Told]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plain.Model, "story", fault)
    with pytest.raises((AssertionError, ExceptionGroup)):
        drive(EXAMPLES, (Phase.generate,))
