"""Writes the synthetic monthly returns of the demo campaign, September 2020 to December 2021.

    python make_returns.py [--out DIR]          (needs Python 3.11 and XlsxWriter)

Everything here is invented: persons, enterprises, devices, findings and the way the figures spread over units and
months. Only the totals of 2021 are real; the district published them (see README.md). The same seed gives the same
files. The layout of a return is that of the norm for returns; `calendar.json` says in which order they are handed in.
"""
import argparse
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

from invented import MEASURES, TEXTS
from lives import (CSV_UNIT, PERIODS, PUBLISHED, ZERO, District, Hazard, Story, Unit, apportion, invent_hazards, last_day,
                   last_working_day, meet_published, period_of, working_day)
from paper import COLUMNS, LABEL, Paper, write_csv_files, write_workbook

SEED = 20200907
# One return of each kind that a real year brings. (unit, period)
GB18030 = (CSV_UNIT, "2020-11")
MISSING = ("公平交易科", "2021-02")
BROKEN = ("特种设备安全监察科", "2021-03")
LATE = ("质量发展促进科", "2021-04", datetime(2021, 5, 6, 9, 40))
CORRECTED = ("质量监督管理科", "2021-05", datetime(2021, 6, 2, 10, 15))
AFTER_ISSUE = ("信用监督管理科", "2021-07", datetime(2021, 8, 10, 14, 5))
TWICE = ("登记许可科", "2021-09", datetime(2021, 10, 1, 9, 12))
MISCOUNTED = ("长征市场监管所", "2021-10")
OMITTED_ROW = ("桃浦市场监管所", "2021-11")
INDICATORS = [tuple(row.split()) for row in """I01 检查组 个;I02 督导检查次数 次;I03 出动检查人员 人次;I04 检查单位 家次
I05 检查设备 台(套);I08 排查隐患总数 项;I11a 完成整改数 项;I20 行政处罚 次;I22 罚款 万元;I23 责令停产停业整顿 家
I27 约谈警示 家;I31 帮扶指导 家次;I34 宣传报道 篇""".replace("\n", ";").split(";")]


# ---- figures that the ledger cannot know ------------------------------------------------------------------------------

def invent_figures(district: District, rng: random.Random) -> dict[tuple[str, str], dict[str, float]]:
    """Penalties, fines, suspensions and interviews per unit and month; 2021 adds up to the published totals."""
    figures: dict[tuple[str, str], dict[str, float]] = {}
    power = {"执法大队": 60, "公平交易科": 8, "质量监督管理科": 6, "特种设备安全监察科": 6, "网络监管所": 4}
    for year, totals in ((2020, {"penalties": 31, "suspensions": 6, "fines": 5215, "interviews": 14}), (2021, PUBLISHED)):
        keys = [(u.name, p) for u in district.units for p in PERIODS if p.startswith(str(year))]
        keys = [key for key in keys if key not in (ZERO, MISSING)]
        weight = {key: (power.get(key[0], 4) if not key[0].endswith(("许可科", "管理科", "促进科")) or key[0] in power else 0)
                  * rng.random() ** 2 for key in keys}
        for code, name in (("I20", "penalties"), ("I23", "suspensions"), ("I27", "interviews")):
            for key, share in zip(keys, apportion(totals[name], list(weight.values()))):
                figures.setdefault(key, {})[code] = share
        fined = [figures[key]["I20"] * rng.uniform(0.4, 1.6) for key in keys]
        for key, share in zip(keys, apportion(totals["fines"], fined)):
            figures[key]["I22"] = share / 100
    return figures


def indicators(unit: Unit, period: str, found: int, rectified: int, visits: int, figures: dict, rng: random.Random) -> dict[str, float]:
    values = {"I01": max(1, len(unit.inspectors) // 2), "I02": visits, "I03": visits * 2 + rng.randint(0, 9),
              "I04": visits - rng.randint(0, 2), "I05": round(visits * rng.uniform(1.2, 2.2)), "I08": found, "I11a": rectified,
              "I31": rng.randint(0, 6), "I34": rng.randint(0, 3), "I20": 0, "I22": 0, "I23": 0, "I27": 0}
    return values | figures.get((unit.name, period), {})


def measure_rows(unit: Unit, period: str) -> list[list]:
    """The unit's measures as they stand at the month's end: drafted, discussed, issued, in force."""
    rows = []
    for place, (owner, name, kind, target, content, start, months) in enumerate(MEASURES, 1):
        age = PERIODS.index(period) - PERIODS.index(start)
        if owner != unit.name or age < 0:
            continue
        stage = ("拟制", "征求意见", "印发", "实施")[min(3, age * 3 // months)]
        issued = stage in ("印发", "实施")
        issued_on = last_working_day(PERIODS[min(len(PERIODS) - 1, PERIODS.index(start) + (2 * months + 2) // 3)])
        due_on = last_day(PERIODS[min(len(PERIODS) - 1, PERIODS.index(start) + months)])
        rows.append([f"ZD-{unit.code}-{place:02}", name, kind, target, content, unit.name, "各属地市场监管所、执法大队", due_on, stage,
                     issued_on if issued else None, f"普演市监〔{issued_on.year}〕{place + 20}号" if issued else None,
                     "已在日常检查中执行" if stage == "实施" else None, None])
    return rows


def text_rows(unit: Unit, period: str, found: int, rectified: int, rng: random.Random) -> list[list]:
    month = f"{int(period[5:])}月"
    rows = [["主要做法", rng.choice(TEXTS["主要做法"]).format(month=month, found=found, rectified=rectified)],
            ["存在问题", rng.choice(TEXTS["存在问题"])], ["下一步安排", rng.choice(TEXTS["下一步安排"])]]
    if rng.random() < 0.25:
        rows.append(["典型案例", rng.choice(TEXTS["典型案例"])])
    return rows


# ---- handing in ---------------------------------------------------------------------------------------------------------

class Year:
    """Writes the returns month by month and keeps the calendar of hand-ins."""

    def __init__(self, out: Path, story: Story, hazards: list[Hazard], rng: random.Random) -> None:
        self.out, self.story, self.rng = out, story, rng
        self.hazards = {unit.name: [h for h in hazards if h.unit is unit] for unit in story.district.units}
        self.figures = invent_figures(story.district, rng)
        self.entries: list[dict] = []

    def enter(self, unit: Unit, period: str, paths: list[Path], at: datetime, **more) -> None:
        self.entries.append({"kind": "return", "paths": [path.relative_to(self.out).as_posix() for path in paths], "unit": unit.name,
                             "filing": "monthly", "period": period, "received_on": f"{at:%Y-%m-%d}",
                             "now": f"{at:%Y-%m-%dT%H:%M:%S}+08:00"} | more)

    def received(self, unit: Unit, period: str, place: int) -> datetime:
        """Between the month's last working day and the first of the next month; units one after the other."""
        days = (last_day(period) + timedelta(1) - last_working_day(period)).days
        late_hand = self.rng.random() < 0.25
        day = last_working_day(period) + timedelta(self.rng.randint(1, days) if late_hand else 0)
        return datetime(day.year, day.month, day.day, self.rng.randint(9, 16), self.rng.randint(0, 59), place)

    def paper(self, unit: Unit, period: str, at: datetime, rows: list[dict], counted: list[Hazard],
              version: int = 1, forgotten: int = 0) -> Paper:
        state = self.rng.getstate()
        found = sum(1 for h in counted if period_of(h.found_on) == period)
        rectified = sum(1 for h in counted if h.passed_on and period_of(h.passed_on) == period)
        stated = found + 1 if (unit.name, period) == MISCOUNTED else found
        visits = round((found + forgotten) * self.rng.uniform(0.9, 1.4)) + self.rng.randint(2, 9)
        values = indicators(unit, period, stated, rectified, visits, self.figures, self.rng)
        pairs = [("单位", unit.name), ("报送任务", "monthly"), ("报告期", period), ("填表人", unit.clerk), ("审核人", unit.checker),
                 ("单位负责人", unit.head), ("填报日期", at.date()), ("版本", version), ("零报告", "否" if rows else "是")]
        texts = text_rows(unit, period, found, rectified, self.rng)
        if forgotten:
            self.rng.setstate(state)    # the corrected copy then differs in its corrections only
        return Paper(pairs, [[row.get(key) for key, _ in COLUMNS] for row in rows], measure_rows(unit, period),
                     [[code, name, measure, values[code]] for code, name, measure in INDICATORS], texts)

    def save(self, unit: Unit, period: str, paper: Paper, suffix: str = "") -> list[Path]:
        folder = self.out / period
        folder.mkdir(parents=True, exist_ok=True)
        stem = folder / f"{unit.name}-{period}{suffix}"
        if unit.name == CSV_UNIT:
            return write_csv_files(stem, paper, "gb18030" if (unit.name, period) == GB18030 else "utf-8")
        path = stem.with_name(stem.name + ".xlsx")
        write_workbook(path, paper, merged=(unit.name, period) == BROKEN)
        return [path]

    def month(self, unit: Unit, period: str, place: int) -> None:
        key, cutoff, story = (unit.name, period), last_day(period), self.story
        at = self.received(unit, period, place)
        if key == MISSING:
            return
        hazards = [h for h in self.hazards[unit.name] if h.found_on <= cutoff]
        done = [h for h in hazards if h.closed_on and h.closed_on <= cutoff]
        self.hazards[unit.name] = [h for h in self.hazards[unit.name] if h not in done]
        shown, more = hazards, {}
        if key == OMITTED_ROW:
            left_out = next(h for h in hazards if h not in done and all(d < cutoff.replace(day=1) for d, *_ in h.cells if d <= cutoff))
            shown = [h for h in hazards if h is not left_out]
            more = {"note": "上月在列的一行本月漏列，不作销号", "expect": {"left_out": [left_out.id]}}
        rows = [row for h in shown for row in h.rows(cutoff)]
        if key == BROKEN:
            row = next(row for row in rows if row["id"] == story.broken.id)
            del row["rectified_on"]
            more = {"note": "表头合并单元格；一行有复查而无整改完成日期，整行退回；下月报表补全",
                    "expect": {"refused": [{"sheet": "隐患台账", "row": 8 + rows.index(row), "id": row["id"]}], "differs": ["I08", "I11a"]}}
        for case, at_case, note in ((LATE, LATE[-1], "逾期报送，早于当期报告印发"), (AFTER_ISSUE, AFTER_ISSUE[-1], "当期报告印发后才报送，作补报")):
            if key == case[:2]:
                at, more = at_case, {"note": note}
        notes = {ZERO: "零报告", GB18030: "GB18030 编码"}
        if key in notes:
            more = {"note": notes[key]}
        if key == MISCOUNTED:
            more = {"note": "排查隐患总数多报 1 项，与台账比对有差", "expect": {"differs": ["I08"]}}
        if key == CORRECTED[:2]:
            return self.corrected(unit, period, at, rows, shown)
        paths = self.save(unit, period, self.paper(unit, period, at, rows, shown))
        self.enter(unit, period, paths, at, **more)
        if key == TWICE[:2]:
            self.enter(unit, period, paths, TWICE[2], note="同一文件重复报送，不产生新事实")

    def corrected(self, unit: Unit, period: str, at: datetime, rows: list[dict], shown: list[Hazard]) -> None:
        story = self.story
        first = [row | {"money": 0.5} if row["id"] == story.repriced.id else row for row in rows if row["id"] != story.forgotten.id]
        paths = self.save(unit, period, self.paper(unit, period, at, first, [h for h in shown if h is not story.forgotten], forgotten=1))
        self.enter(unit, period, paths, at)
        paths = self.save(unit, period, self.paper(unit, period, CORRECTED[2], rows, shown, version=2), "-v2")
        self.enter(unit, period, paths, CORRECTED[2], reason=f"更正 {story.repriced.id} 整改资金；补登漏报的 {story.forgotten.id}",
                   note="更正报表", expect={"corrected": [story.repriced.id], "added": [story.forgotten.id]})

    def run(self) -> None:
        for period in PERIODS:
            for place, unit in enumerate(self.story.district.units):
                self.month(unit, period, place)
            issue_on = working_day(last_day(period) + timedelta(1) + timedelta(1), 0)
            issue_on = working_day(issue_on, 1)
            self.entries.append({"kind": "issue", "period": period, "issue_on": f"{issue_on}", "now": f"{issue_on}T10:00:00+08:00"})
        self.entries.sort(key=lambda entry: entry["now"])
        calendar = {"label": LABEL, "seed": SEED, "opened_at": "2020-09-07T17:00:00+08:00",
                    "published_2021": PUBLISHED | {"fines": "293.84"}, "missing": [{"unit": MISSING[0], "period": MISSING[1]}],
                    "entries": self.entries}
        (self.out / "calendar.json").write_text(json.dumps(calendar, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def clear(out: Path) -> None:
    """Removes what an earlier run wrote, and nothing else."""
    for period in PERIODS:
        for path in [*(out / period).glob("*.xlsx"), *(out / period).glob("*.csv")]:
            path.unlink()


def make(out: Path, seed: int = SEED) -> None:
    rng = random.Random(seed)
    story = Story(District(rng), rng)
    hazards = invent_hazards(story, rng)
    meet_published(hazards, rng)
    out.mkdir(parents=True, exist_ok=True)
    clear(out)
    Year(out, story, hazards, rng).run()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Writes the synthetic returns of the demo campaign.")
    arguments.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "returns")
    make(arguments.parse_args().out)
