"""Every report ever issued is made again, elsewhere and later; what differs is explained by exactly what was planted."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Clock, day
from returns import csv_files

import bihuan

REBUILD_ALL = """
import json, sys
import bihuan
with bihuan.Campaign.open(sys.argv[1], clock="2031-05-05T12:00:00+14:00") as campaign:
    issued = [one for one in campaign.facts() if one.kind is bihuan.FactKind.report_issued]
    made = [campaign.rebuild(period=one.fields["period"], filing=one.fields["filing"]) for one in issued]
    print(json.dumps([
        [str(one.report.period), bool(one), one.same_figures, sorted(file.name + " " + file.digest for file in one.files),
         all(file.same for file in one.files)] for one in made
    ]))
"""
UNIT, RENAMED = "网络监管所", "网络交易监管所"
LATER, PLANTED = 3_300, 60


@pytest.fixture(scope="module")
def copied(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger alone: neither its reports nor its archive come along."""
    return Path(shutil.copy(demo / "putuo.ledger", tmp_path_factory.mktemp("copied") / "putuo.ledger"))


def rebuilt_elsewhere(ledger: Path, zone: str, locale: str) -> list[list[object]]:
    environment = os.environ | {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", REBUILD_ALL, str(ledger)], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows_found(count: int, first: datetime.date, days: int, letter: str) -> list[dict[str, object]]:
    """Found, graded and ordered with a limit of three days: three facts each, spread over so many days."""
    rows = []
    for number in range(count):
        found_on = first + datetime.timedelta(days=number % days)
        rows.append({
            "id": f"{letter}-{number:05}", "found_on": found_on, "source": "监督检查", "inspectors": "虚构甲、虚构乙",
            "enterprise": "虚构网络公司", "territory": "万里市场监管所", "task": "7.1", "place": "配送站", "text": "充电线私拉",
            "grade": "一般", "document": f"虚构监令{letter}{number}号", "ordered_on": found_on, "measures": "拆除",
            "rectifier": "虚构丙", "due_on": found_on + datetime.timedelta(days=3),
        })  # fmt: skip
    return rows


def header(period: str, filled_on: str) -> dict[str, object]:
    return {"单位": UNIT, "报告期": period, "填报日期": filled_on}


def test_every_issued_report_comes_out_the_same_elsewhere_and_after_ten_thousand_later_facts(copied: Path, tmp_path: Path):
    with bihuan.Campaign.open(copied, clock="2022-11-20T09:00:00+08:00") as campaign:
        issued = [
            [one.fields["period"], sorted(one.fields["files"])]
            for one in campaign.facts()
            if one.kind is bihuan.FactKind.report_issued
        ]
        before = campaign.checkpoint.size
    assert len(issued) >= 16

    def check(zone: str, locale: str) -> None:
        found = rebuilt_elsewhere(copied, zone, locale)
        assert [[period, files] for period, _, _, files, _ in found] == issued
        assert all(ok and figures and same for _, ok, figures, _, same in found), found

    check("America/St_Johns", "C")
    clock = Clock("2022-11-20T09:00:00+08:00")
    with bihuan.Campaign.open(copied, clock=clock) as campaign:
        october = campaign.rebuild(period="2020-10").report
        later = csv_files(tmp_path, rows_found(LATER, day("2022-01-03"), 250, "XL"), "later", header=header("2022-10", "2022-11-01"))
        receipt = campaign.hand_in(later)
        assert receipt.refused_count == 0, receipt.rows[:3]
        clock.now = "2022-11-21T09:00:00+08:00"
        early = rows_found(PLANTED, day("2020-10-05"), 20, "XE")
        receipt = campaign.hand_in(csv_files(tmp_path, early, "early", header=header("2022-11", "2022-11-21")))
        assert receipt.refused_count == 0, receipt.rows[:3]
        clock.now = "2022-11-22T09:00:00+08:00"
        plan = bihuan.Plan.parse(campaign.plan.text.replace(UNIT, RENAMED), "renamed.toml")
        campaign.amend(plan, reason="机构更名", on=day("2022-11-22"))
        assert campaign.checkpoint.size - before > 10_000

        # What differs are the planted facts of October 2020, all of them and nothing else.
        now = campaign.report(period="2020-10")
        diff = campaign.diff(october, now)
        planted = [one for one in campaign.facts() if one.subject.startswith("XE-")]
        assert diff.facts == [one.number for one in planted] and len(planted) == 3 * PLANTED
        by_name = {one.name: one for one in diff.figures}
        assert by_name["found"].after - by_name["found"].before == PLANTED
        assert {behind.change for one in diff.figures for behind in one.behind} == {bihuan.ChangeClass.late_entry}
        assert [one.name for one in diff.figures if not one.complete and not one.name.endswith((".enterprises", ".units"))] == []
        # A new name makes no figure jump.
        december = campaign.rebuild(period="2021-12").report
        moved = {one.name for one in campaign.diff(december, campaign.report(period="2021-12")).figures}
        assert not {name for name in moved if name.startswith(("found", "rectified", "struck_off")) and "total" not in name}
        # As then and as now: the old name in the old report, the new one in the new.
        names = {row["unit"] for row in december.table("board").to_dicts()}
        assert UNIT in names and RENAMED not in names
        assert RENAMED in {row["unit"] for row in now.table("board").to_dicts()}
    check("Pacific/Kiritimati", "zh_CN.UTF-8")
    print(f"\nrebuild: {len(issued)} reports of the demo, made again in other zones, before and after {3 * (LATER + PLANTED)} later facts")


def test_a_figure_of_the_demo_is_traced_to_its_hazards(copied: Path):
    with bihuan.Campaign.open(copied, clock="2022-11-22T09:00:00+08:00") as campaign:
        report = campaign.rebuild(period="2020-10").report
        trace = campaign.trace(report, "open_major")
        assert trace.complete and trace.value == len(trace.shares) > 0
        for share in trace.shares:
            hazard = campaign.snapshot(as_of=report.cutoff_on, known_at=report.checkpoint).hazard(share.subject)
            assert hazard.is_open and hazard.grade is bihuan.Grade.major
        with pytest.raises(bihuan.FormError, match="open_major"):
            campaign.trace(report, "open_majr")


def test_the_command_line_rebuilds_explains_traces_copies_and_looks_after_a_ledger(demo_ledger: Path, tmp_path: Path):
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "bihuan", *map(str, words)], capture_output=True, text=True)

    def shape(*words: object) -> dict[str, object]:
        return json.loads(run(*words, "--json").stdout)

    ledger = Path(shutil.copy(demo_ledger, tmp_path / "demo.ledger"))
    made = shape("rebuild", ledger, "--period", "2020-10", "--out", tmp_path / "again")
    assert made["same_figures"] and [file["same"] for file in made["files"]] == [True] * 4 and len(made["written"]) == 4
    assert shape("diff", ledger, "--period", "2020-10")["figures"] == []
    since = shape("diff", ledger, "--period", "2020-11", "--since", "2020-10")
    assert {fact["class"] for figure in since["figures"] for fact in figure["facts"]} >= {"new", "other_period"}
    found = shape("trace", ledger, "found", "--period", "2020-10")
    assert found["complete"] and len(found["shares"]) == found["value"]
    assert run("trace", ledger, "fund", "--period", "2020-10").returncode == 3
    copy = shape("backup", ledger, tmp_path / "copy.ledger")
    assert copy["verdict"] == "intact"
    assert run("backup", ledger, tmp_path / "copy.ledger").returncode == 4
    assert shape("verify", ledger, "--against", tmp_path / "copy.ledger")["verdict"] == "intact"
    refused = run("record", ledger, "close", "--hazard", "NO-1", "--on", "2020-12-01", "--by", "p1@x@y", "--now", "2021-02-01T09:00:00+08:00")
    assert refused.returncode == 3
    log = shape("refusals", ledger)
    assert [(act["asked"], act["subject"], act["code"]) for act in log] == [("close", "NO-1", "field_missing")]
    assert "NO-1" in run("refusals", ledger).stdout

    broken = Path(shutil.copy(ledger, tmp_path / "broken.ledger"))
    content = bytearray(broken.read_bytes())
    place = content.rfind(b"hazard_registered")
    content[place] ^= 1
    broken.write_bytes(content)
    sick = run("doctor", broken, "--save", tmp_path / "saved.ledger")
    assert sick.returncode == 4 and "建议：" in sick.stdout and "已另存到" in sick.stdout
    saved = shape("verify", tmp_path / "saved.ledger", "--against", tmp_path / "copy.ledger")
    assert saved["verdict"] == "truncated" and saved["bad_item"] == saved["bad_item_last"]
    assert run("doctor", ledger).returncode == 0
