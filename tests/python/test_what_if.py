"""What if: a fork of the demo campaign answers at once, changes no byte, and both sides add up."""

import json
import os
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bihuan
from bihuan.cli import app
from conftest import HOUSE, Clock, day

HOUSE_PLAN = HOUSE / "tests" / "campaign" / "house.toml"
MERGE = bihuan.UnitsMerged(units=["st_zhenru", "st_changzheng"], into="st_both", name="真如长征市场监管所")
ADDITIVE = ("open", "open_major", "weight", "overdue", "missed")


def zone_noon(text: str) -> str:
    return f"{text}T12:00:00+08:00"


def state_of(ledger: Path) -> tuple[bytes, int, list[str]]:
    return ledger.read_bytes(), os.stat(ledger).st_mtime_ns, sorted(os.listdir(ledger.parent))


def test_a_merger_of_next_month_is_answered_and_changes_no_byte(demo_ledger: Path):
    with bihuan.Campaign.open(demo_ledger, clock=zone_noon("2021-02-20")) as campaign:
        as_of = day("2021-03-10")
        before = state_of(demo_ledger)
        refused_before = len(campaign.refused_acts())
        began = time.perf_counter()
        fork = campaign.fork(clock=zone_noon("2021-03-10"))
        forked = time.perf_counter()
        fork.reorganise(MERGE, on=day("2021-03-01"))
        found = bihuan.compare(campaign, fork, as_of=as_of)
        answered = time.perf_counter()
        print(f"what if: {campaign.checkpoint.size} items, fork {forked - began:.2f} s, answer {answered - forked:.2f} s")
        with pytest.raises(bihuan.Refused):
            fork.reorganise(MERGE, on=day("2021-03-02"))
        assert len(fork.refused_acts()) == refused_before + 1 and len(campaign.refused_acts()) == refused_before
        assert fork.is_fork and not campaign.is_fork
        assert campaign.plan.organisation.find_unit("st_both") is None
        assert fork.verify()
    assert state_of(demo_ledger) == before
    assert found.suppositions == ["2021年3月1日起，真如镇市场监管所、长征市场监管所合并为真如长征市场监管所"]
    ends = [one.unit for one in found.units if one.ends]
    begins = [one.unit for one in found.units if one.begins]
    assert ends == ["st_zhenru", "st_changzheng"] and begins == ["st_both"]
    merged = found.supposed.unit("st_both")
    parts = [found.reality.unit(unit) for unit in ends]
    for figure in ADDITIVE:
        assert getattr(merged, figure) == sum(getattr(part, figure) for part in parts), figure
        assert found.change(figure) == 0, figure
    assert merged.open > 0
    assert len(found.gaps()) == len(found.opened) + len(found.closed)


def test_the_same_suppositions_twice_give_the_same_answer(demo_ledger: Path):
    with bihuan.Campaign.open(demo_ledger) as campaign:
        pages = []
        for _ in range(2):
            fork = campaign.fork(clock=zone_noon("2021-03-10"))
            fork.reorganise(MERGE, on=day("2021-03-01"))
            pages.append(bihuan.what_if_html(bihuan.compare(campaign, fork, as_of=day("2021-03-10"))))
        assert pages[0] == pages[1]


def test_loads_add_up_to_what_the_report_has_open(demo_ledger: Path):
    with bihuan.Campaign.open(demo_ledger) as campaign:
        for period in ("2020-11", "2020-12"):
            report = campaign.report(period=period)
            load = campaign.load(as_of=report.cutoff_on)
            total = load.total()
            assert (total.open, total.open_major, total.overdue) == (
                report.headline.open, report.headline.open_major, report.headline.overdue
            )  # fmt: skip
            assert sum(one.open for one in load.units) == total.open > 0
            assert [sum(one.weeks[week] for one in load.units) for week in range(6)] == total.weeks
            assert len(load.to_dicts()) == len(load.units) and len(load.table()) == len(load.units) + 1
            assert "合计" in load._repr_html_()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    ledger = tmp_path / "house.ledger"
    with bihuan.Campaign.create(ledger, plan=HOUSE_PLAN, clock=Clock(zone_noon("2021-01-04"))) as campaign:
        for unit, name in (("east", "钱四"), ("west", "孙五"), ("north", "郑八")):
            campaign.appoint(f"head@{unit}", name, on=day("2021-01-04"))
    return ledger


def test_an_absence_leaves_the_seat_vacant_and_its_dues_to_nobody(small: Path):
    with bihuan.Campaign.open(small, clock=Clock(zone_noon("2021-02-01"))) as campaign:
        fork = campaign.fork()
        holder = campaign.plan.organisation.holders(bihuan.PostInUnit("head", "north"), on=day("2021-02-01"))[0].person
        fork.end_term("head@north", holder, on=day("2021-01-31"))
        found = bihuan.compare(campaign, fork, as_of=day("2021-02-01"))
        assert [(one.gap, one.node.id) for one in found.opened] == [(bihuan.Gap.vacant, "head@north")]
        north = found.supposed.unit("north")
        assert north.head is bihuan.HeadStanding.vacant and north.unheld == north.coming > 0
        assert found.change("unheld") == north.coming
        assert found.change("coming") == 0
        fork.appoint("head@north", "李二", on=day("2021-02-01"), acting=True)
        again = bihuan.compare(campaign, fork, as_of=day("2021-02-01"))
        assert not again.opened and again.supposed.unit("north").head is bihuan.HeadStanding.acting
        assert not campaign.names().keys() - {"p1", "p2", "p3"}


def test_nothing_official_comes_out_of_a_fork(small: Path, tmp_path: Path):
    with bihuan.Campaign.open(small, clock=Clock(zone_noon("2021-03-05"))) as campaign:
        fork = campaign.fork()
        for asked in (
            lambda: fork.issue(period="2021-01", folder=tmp_path / "reports"),
            lambda: fork.checkpoint_note(key=bihuan.SigningKey.generate("house.example/2021")),
        ):
            with pytest.raises(bihuan.Refused, match="fork"):
                asked()
        assert not (tmp_path / "reports").exists()
        assert campaign.issue(period="2021-01", folder=tmp_path / "reports").item > 0


def test_only_a_fork_of_the_same_ledger_is_compared(small: Path):
    with bihuan.Campaign.open(small) as campaign:
        other = bihuan.Campaign.create_in_memory(plan=HOUSE_PLAN, clock=zone_noon("2022-01-04"))
        with pytest.raises(bihuan.LedgerError):
            bihuan.compare(campaign, other, as_of=day("2021-02-01"))


def test_the_page_stands_alone_and_marks_what_changes(small: Path, tmp_path: Path):
    with bihuan.Campaign.open(small, clock=Clock(zone_noon("2021-02-01"))) as campaign:
        fork = campaign.fork()
        fork.reorganise(bihuan.UnitsMerged(units=["east", "west"], into="both", name="<b>东西所"), on=day("2021-02-01"))
        found = bihuan.compare(campaign, fork, as_of=day("2021-02-01"))
        file = bihuan.write_what_if(found, tmp_path / "what-if.html")
        page = file.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "推演" in page and "<mark" in page
    assert "<b>东西所" not in page and "&lt;b&gt;东西所" in page
    assert "<script" not in page and "http://" not in page and "https://" not in page
    assert "<style" not in found._repr_html_() and "<mark" in found._repr_html_()


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_command_tries_it_out_and_writes_only_the_page(small: Path, tmp_path: Path):
    before = state_of(small)
    page = tmp_path / "page" / "what-if.html"
    page.parent.mkdir()
    before = state_of(small)
    done = run("what-if", small, "--merge", "东所,west=both:东西所", "--close", "南所=北所", "--move", "1.2:leads:crane:lift",
               "--absent", "head@north=李二", "--on", "2021-03-01", "--as-of", "2021-03-10", "--html", page, "--json")  # fmt: skip
    assert done.exit_code == 0, done.output
    shape = json.loads(done.stdout)
    assert len(shape["suppositions"]) == 5
    assert shape["suppositions"][2] == "2021年3月1日起，任务1.2的牵头职责由起重科划转电梯科"
    standing = {row["unit"]: row["standing"] for row in shape["units"] if row["unit"]}
    assert standing["both"] == "新设" and standing["south"] == standing["east"] == "终止" and standing["lift"] == "续存"
    lift = next(row for row in shape["units"] if row["unit"] == "lift")
    assert (lift["leads"], lift["leads_supposed"], lift["leads_change"]) == (1, 2, 1)
    assert page.exists() and state_of(small) == before
    said = run("what-if", small, "--close", "南所=北所", "--as-of", "2021-03-10")
    assert said.exit_code == 0 and "撤销南所" in said.stdout and "终止" in said.stdout


def test_a_supposition_that_cant_be_is_told(small: Path):
    assert run("what-if", small, "--absent", "head@crane", "--as-of", "2021-03-10").exit_code == 2
    assert run("what-if", small, "--move", "1.2", "--as-of", "2021-03-10").exit_code == 2
    assert run("what-if", small, "--merge", "north=fresh:新所", "--as-of", "2021-03-10").exit_code == 3
    assert run("what-if", small, "--as-of", "2021-03-10").exit_code == 0
