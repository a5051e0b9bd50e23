"""The demo campaign, whole: what the district published comes out, the files are what the ledger says, tampering is found."""

import hashlib
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys

import bihuan


def test_the_year_2021_is_as_published(demo: pathlib.Path) -> None:
    with bihuan.Campaign.open(demo / "putuo.ledger") as campaign:
        report = campaign.report(period="2021-12")
        assert (report.headline.found_cumulative, report.headline.rectified_cumulative) == (8942, 8740)
        progress = {row["code"]: str(row["cumulative"]) for row in report.table("progress").to_dicts()}
        assert progress["I11"] == "97.74"
        assert (progress["I20"], progress["I23"], progress["I22"], progress["I27"]) == ("147", "33", "293.84", "70")
        assert report.balanced


def test_the_special_cases_are_told(demo: pathlib.Path) -> None:
    printed = (demo / "printed.txt").read_text(encoding="utf-8")
    for said in ("synthetic", "公平交易科：缺报", "质量发展促进科：迟报", "第27行 复查日期", "整改率 97.74%", "完好"):
        assert said in printed


def test_a_return_after_the_issue_is_the_next_reports_late_entry(demo: pathlib.Path) -> None:
    with bihuan.Campaign.open(demo / "putuo.ledger") as campaign:
        august = campaign.report(period="2021-08")
        late = august.table("late_entries").to_dicts()
        assert {row["unit"] for row in late} == {"信用监督管理科"}
        assert august.headline.found_late > campaign.report(period="2021-06").headline.found_late


def test_every_issued_file_is_what_the_ledger_says(demo: pathlib.Path) -> None:
    with sqlite3.connect(f"file:{demo / 'putuo.ledger'}?mode=ro", uri=True) as file:
        lines = [line for (text,) in file.execute("SELECT text FROM commits ORDER BY seq") for line in text.split("\n")]
    issued = [fact for fact in map(json.loads, lines) if fact["kind"] == "report_issued"]
    assert len(issued) == 16
    for fact in issued:
        for entry in fact["files"]:
            name, digest = entry.rsplit(" ", 1)
            assert hashlib.sha256((demo / "reports" / name).read_bytes()).hexdigest() == digest
    assert not list((demo / "reports").glob("*.part"))


def test_no_name_stands_in_the_commits(demo: pathlib.Path) -> None:
    with sqlite3.connect(f"file:{demo / 'putuo.ledger'}?mode=ro", uri=True) as file:
        names = [name for (name,) in file.execute("SELECT name FROM people WHERE name <> ''")]
        texts = "\n".join(text for (text,) in file.execute("SELECT text FROM commits"))
    assert len(names) > 100
    assert [name for name in names if f'"{name}"' in texts or f"{name}@" in texts] == []


def test_an_issued_report_is_rebuilt_from_its_point(demo: pathlib.Path) -> None:
    with bihuan.Campaign.open(demo / "putuo.ledger") as campaign:
        issued = json.loads((demo / "reports" / "monthly-2021-03.json").read_text(encoding="utf-8"))
        size = int(str(issued["checkpoint"]["size"] if isinstance(issued["checkpoint"], dict) else issued["checkpoint"].split()[1]))
        again = campaign.report(period="2021-03", known_at=size)
        assert again.headline.found == issued["headline"]["found"]
        assert again.checkpoint.size == size


def test_verify_passes_and_names_the_item_after_one_changed_byte(demo: pathlib.Path, tmp_path: pathlib.Path) -> None:
    verify = [sys.executable, "-m", "bihuan", "verify", "--json"]
    sound = subprocess.run([*verify, str(demo / "putuo.ledger")], capture_output=True, text=True)
    assert sound.returncode == 0 and json.loads(sound.stdout)["verdict"] == "intact"
    tool = shutil.which("sqlite3")
    assert tool is not None, "the sqlite3 tool is part of what tests/run.sh installs"
    altered = tmp_path / "altered.ledger"
    shutil.copy(demo / "putuo.ledger", altered)
    # An enterprise's name in commit 5 gets one other character, by somebody who drops the triggers first.
    attack = """
        SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger';
    """
    drops = subprocess.run([tool, str(altered), attack], capture_output=True, text=True, check=True).stdout
    change = drops + "UPDATE commits SET text = replace(text, 'general', 'generaL') WHERE seq = 5;"
    subprocess.run([tool, str(altered), change], check=True)
    found = subprocess.run([*verify, str(altered)], capture_output=True, text=True)
    assert found.returncode == 4, found.stdout + found.stderr
    verdict = json.loads(found.stdout)
    assert verdict["verdict"] == "altered" and verdict["bad_commit"] == 5 and verdict["bad_item"] > 0
    assert str(verdict["bad_item"]) in verdict["sentence"]
