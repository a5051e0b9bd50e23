"""Tables, reports, snapshots and plans show themselves as dicts, frames and HTML that nothing breaks out of."""

import datetime
import json
import subprocess
import sys
from decimal import Decimal

import pytest

import bihuan
from conftest import WORLD, day

TABLE = bihuan.Table(
    "mixed",
    ["id", "count", "money", "on", "nothing"],
    [
        ["甲", 1, Decimal("12.50"), datetime.date(2021, 3, 1), None],
        [None, None, None, None, None],
        ["<b>&\"'", 2, Decimal("-0.05"), datetime.date(2021, 3, 2), None],
    ],
)


def test_cells_keep_their_kind_both_ways():
    assert TABLE.column("money") == [Decimal("12.50"), None, Decimal("-0.05")]
    assert [str(cell) for cell in TABLE.column("money") if cell] == ["12.50", "-0.05"]
    assert TABLE.to_dicts()[0] == {
        "id": "甲",
        "count": 1,
        "money": Decimal("12.50"),
        "on": day("2021-03-01"),
        "nothing": None,
    }
    assert len(TABLE) == 3 and repr(TABLE) == "<Table mixed, 3 rows of 5>"
    assert bihuan.Table(TABLE.name, TABLE.keys, TABLE.rows) == TABLE


def test_a_table_that_is_none_is_refused():
    with pytest.raises(ValueError, match="a row of table t has 1 cells for 2 keys"):
        bihuan.Table("t", ["a", "b"], [[1]])
    for wrong in (1.5, datetime.datetime(2021, 3, 1), [], Decimal("NaN")):
        with pytest.raises(TypeError):
            bihuan.Table("t", ["a"], [[wrong]])
    with pytest.raises(bihuan.FormError, match="id, count"):
        TABLE.column("colour")


def test_a_table_becomes_a_frame_with_types():
    frame = TABLE.to_pandas()
    assert list(frame.columns) == TABLE.keys
    assert str(frame["count"].dtype) == "Int64" and frame["count"].sum() == 3
    assert str(frame["on"].dtype).startswith("datetime64") and frame["on"].isna().sum() == 1
    assert frame["money"].dtype == "float64" and frame["money"].sum() == pytest.approx(12.45)
    assert frame["id"].isna().tolist() == [False, True, False]
    assert len(bihuan.Table("empty", ["a"], []).to_pandas()) == 0


def test_html_is_escaped_and_short():
    page = TABLE._repr_html_()
    assert "<b>" not in page and "&lt;b&gt;" in page
    long = bihuan.Table("long", ["n"], [[number] for number in range(100)])._repr_html_()
    assert "100" in long and long.count("<tr") <= 22


def test_a_report_shows_itself(campaign, found):
    found(campaign, text="<script>alert(1)</script>")
    report = campaign.report(period="2021-03")
    assert report.to_dicts()["balance"] and set(report.to_pandas()) == {table.name for table in report.tables}
    assert report.headline.to_dict()["found"] == 1 and report.headline.rate == Decimal("0.00")
    assert "草稿" in report._repr_html_() and report.table("balance")._repr_html_().startswith("<")
    json.loads(report.to_json())
    for page in (report.to_html(), report._repr_html_()):
        assert "<script" not in page
    assert report.to_csv("balance").count("\n") >= 2


def test_one_units_part_of_a_report(campaign, found):
    found(campaign)
    found(campaign, "H-2", supervising_unit="crane", task="1.2")
    organisation = campaign.plan.organisation
    whole = campaign.report(period="2021-03")
    part = whole.of_unit("crane", organisation)
    assert whole.table("open_work").column("id") == ["H-1", "H-2"] and part.table("open_work").column("id") == ["H-2"]


def test_a_snapshot_shows_itself(campaign, found):
    found(campaign)
    snapshot = campaign.snapshot(as_of=day("2021-03-31"))
    row = snapshot.to_dicts()[0]
    assert (row["id"], row["state"], row["found_on"], row["is_open"]) == ("H-1", "graded", day("2021-03-01"), 1)
    assert row["last_kind"] == "hazard_graded" and snapshot.to_pandas()["enterprise"].tolist() == ["虚构物业公司"]
    assert "未闭环 1 项" in snapshot._repr_html_() and len(snapshot) == 1
    assert repr(snapshot).startswith("<Snapshot as of 2021-03-31, 1 hazards")


@pytest.mark.parametrize("module", ["bihuan", "bihuan.campaign"])
def test_importing_brings_nothing_heavy(module: str):
    heavy = {"pandas", "typer", "rich", "python_calamine", "numpy", "pyarrow", "zipfile", "subprocess"}
    program = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_asking_the_command_line_for_help_brings_no_tables():
    program = """
import sys
from bihuan.cli import app
try:
    app(["--help"], prog_name="bihuan")
finally:
    heavy = {"rich.table", "rich.console", "rich.progress", "bihuan.workbook", "bihuan.reading_room", "pandas", "numpy"}
    print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "prefill" in done.stdout and done.stderr.strip() == "[]"


@pytest.mark.parametrize("order", ["pandas, sqlite3, bihuan", "bihuan, sqlite3, pandas"])
def test_the_order_of_imports_does_not_matter(order: str):
    program = f"""import {order}
with bihuan.Campaign.create_in_memory(plan={str(WORLD)!r}, clock="2021-06-01T09:00:00+08:00") as campaign:
    print(len(campaign.report(period="2021-03").table("board").to_pandas()), sqlite3.connect(":memory:") is not None)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2 True\n"), done.stderr


def test_every_thing_prints_as_one_line(campaign, found):
    found(campaign)
    plan, snapshot = campaign.plan, campaign.snapshot(as_of=day("2021-03-31"))
    things = [
        plan.notice, plan.organisation, plan.tasks[1], plan.phases[0], plan.duties[0], plan.filings()[0], plan.roles[0],
        plan.organisation.units[0], plan.organisation.posts[0], plan.organisation.leading_group, plan.chart(),
        plan.responsibilities()[0], campaign.checkpoint, campaign.facts()[0], campaign.verify(), snapshot.hazards[0],
        snapshot.hazards[0].steps[0], campaign.form, campaign.form.report[0], bihuan.lifecycle()[0], campaign.calendar,
        bihuan.fields_of(bihuan.FactKind.order_issued)[0], bihuan.Sheet("s", [["a"]]), campaign,
    ]  # fmt: skip
    for thing in things:
        assert "\n" not in repr(thing) and " object at 0x" not in repr(thing), thing
