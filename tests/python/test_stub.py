"""What type checkers are told is true: a user's program passes mypy --strict, no C++ name shows in help()."""

import subprocess
import sys
from pathlib import Path

import pytest

import bihuan
from bihuan import _core

PROGRAM = """
import datetime
from pathlib import Path

import numpy
import numpy.typing

import bihuan

def dues(found_on: numpy.typing.NDArray[numpy.datetime64], one: datetime.date) -> numpy.typing.NDArray[numpy.datetime64]:
    china = bihuan.Calendar.china()
    first: datetime.date = china.add_working_days(one, 10)
    spent = china.count_working_days(found_on, first)
    print(spent.sum(), china.is_working_day(found_on).all(), bihuan.Table("t", ["a"], [[1]]).columns().array("a"))
    return china.add_working_days(found_on, 10, out=found_on)

def due(path: Path, as_of: datetime.date) -> list[str]:
    with bihuan.Campaign.open(path, clock="2021-06-01T09:00:00+08:00") as campaign:
        known: bihuan.Known = campaign.order(
            "H-1", on=as_of, by=["p1@head@lift", bihuan.Actor("p2", "head", "lift")], paper="directive",
            clauses=["a"], limit_on=as_of, money_fen=100,
        )
        receipt = campaign.hand_in([path], received=as_of, dry_run=True)
        refused: list[str] = [row.reason for row in receipt.rows if not row.accepted]
        report = campaign.report(period="2021-03", known_at=known.number)
        rate: bihuan.Cell = report.headline.rate
        print(rate, report.table("board").to_dicts()[0]["unit"])
        snapshot = campaign.snapshot(as_of=as_of)
        overdue = [hazard.id for hazard in snapshot.hazards if hazard.is_overdue(as_of=as_of)]
        state: bihuan.State = snapshot.hazard("H-1").state
        try:
            campaign.issue(period=bihuan.Period("2021-03"), folder=path.parent)
        except bihuan.FormError as error:
            allowed: list[str] = error.allowed
            print(error.code, error.chinese, allowed, state is bihuan.State.closed)
        return refused + overdue
"""

WRONG = """
import datetime

import bihuan

bihuan.Calendar.china().is_working_day("2020-01-01")
bihuan.Plan.load("x").tasks[0].is_leave
bihuan.Campaign.open("x").snapshot(datetime.date(2021, 1, 1))
bihuan.Grade.huge
"""


def mypy(tmp_path: Path, text: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "user.py").write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--cache-dir",
        str(tmp_path.parent / "mypy"),
        "user.py",
    ]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


def test_a_users_program_is_typed(tmp_path: Path):
    done = mypy(tmp_path, PROGRAM)
    assert done.returncode == 0, done.stdout


def test_wrong_programs_are_found(tmp_path: Path):
    done = mypy(tmp_path, WRONG)
    assert done.returncode == 1
    found = [line.rpartition("[")[2].rstrip("]") for line in done.stdout.splitlines() if ": error: " in line]
    assert found == ["call-overload", "attr-defined", "call-arg", "attr-defined"], done.stdout


def test_help_speaks_python():
    for name, thing in vars(_core).items():
        if not isinstance(thing, type):
            assert "::" not in (getattr(thing, "__doc__", "") or ""), name
            continue
        for member, value in vars(thing).items():
            said = (getattr(value, "__doc__", "") or "") + (getattr(getattr(value, "fget", None), "__doc__", "") or "")
            assert "::" not in said, f"{name}.{member}: {said}"


def test_what_only_the_library_makes_can_not_be_made():
    for kind in (bihuan.Task, bihuan.Plan, bihuan.Report, bihuan.Hazard, bihuan.Receipt):
        with pytest.raises(TypeError, match="No constructor defined"):
            kind()


def test_the_package_exports_what_the_extension_has():
    kept = {"Campaign", "chinese", "table_html", "table_json"}  # the last three stand behind methods
    names = {name for name in vars(_core) if not name.startswith("_")} - kept
    assert names <= set(vars(bihuan)), sorted(names - set(vars(bihuan)))
    assert bihuan.__version__.count(".") == 2
