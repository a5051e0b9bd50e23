"""`measure`, `coverage`, `meet` and `phases`: what officials read, what programs get, what is refused."""

import json
import re
from pathlib import Path

import pytest
from conftest import HOUSE, INSPECTORS, WORLD, day
from returns import ROW, workbook
from test_cli import NOW, keys_of, run, shape

import bihuan


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "world.ledger"
    shape("adopt", path, WORLD, "--now", NOW)
    return path


def stated(ledger: Path, *more: str, code: int = 0) -> dict:
    return shape("measure", ledger, "M-1", *more, "--now", NOW, code=code)


NEW = ("--field", "title=电梯日管控制度", "--field", "unit=电梯科", "--field", "targets=电梯")
ISSUED = ("--field", "document=虚构〔2021〕7号", "--field", "issued_on=2021年3月2日")


def test_a_measure_is_stated_from_draft_to_repeal_in_either_language(ledger: Path):
    first = stated(ledger, "--on", "2021-03-01", *NEW)
    assert (first["kind"], first["state"], first["fields"]["assumed"]) == ("measure_stated", "drafted", ["status"])
    words = ["征求意见", "adopted", "印发", "in_force", "评估修订", "consulted", "issued", "废止"]
    for number, word in enumerate(words, 2):
        said = stated(ledger, "--status", word, "--on", f"2021-03-{number:02}", *ISSUED)
        assert word in (said["state"], bihuan.MeasureState(said["state"]).chinese)
    assert said["allowed"] == []
    refused = stated(ledger, "--status", "实施", "--on", "2021-03-20", code=3)["error"]
    assert (refused["code"], refused["state"], refused["allowed"]) == ("wrong_state", "repealed", ["repealed"])
    with bihuan.Campaign.open(ledger) as campaign:
        (measure,) = campaign.snapshot(as_of=day("2021-03-31")).measures
        assert measure.state is bihuan.MeasureState.repealed and not measure.is_valid
        assert len(measure.steps) == len(words) + 1
        assert measure.targets == ["电梯"] and measure.details["document"] == "虚构〔2021〕7号"


def test_an_issued_measure_needs_its_document_and_the_refusal_says_so(ledger: Path):
    done = run("measure", ledger, "M-1", "--status", "印发", "--on", "2021-03-01", *NEW, "--now", NOW)
    assert done.exit_code == 3
    assert "填“印发”须有发文字号" in done.stderr and "needs document" in done.stderr
    refused = stated(ledger, "--status", "快好了", "--on", "2021-03-01", *NEW, code=3)["error"]
    assert refused["code"] == "field_bad" and len(refused["allowed"]) == len(bihuan.MeasureState)


def test_coverage_shows_what_no_measure_answers(ledger: Path):
    with bihuan.Campaign.open(ledger, clock=NOW) as campaign:
        for number, cause in enumerate(["person", "management", None], 1):
            campaign.register_hazard(
                f"H-{number}", on=day("2021-03-01"), by=INSPECTORS, task="1.1", enterprise="虚构物业公司",
                supervising_unit="lift", territorial_unit="station", source="监督检查", place="1号梯", text="门锁失效",
                signatures="both", cause=cause,
            )  # fmt: skip
    bare = shape("coverage", ledger)
    assert [(row["title"], row["found"], row["flag"]) for row in bare["coverage"]] == [("电梯", 3, "无措施")]
    (common,) = bare["shared_problems"]
    assert (common["person"], common["management"], common["unstated"]) == (1, 1, 1)
    assert "有隐患而无措施：电梯" in run("coverage", ledger, "--as-of", "2021-03-31").stdout
    stated(ledger, "--status", "实施", "--on", "2021-03-02", *NEW, *ISSUED)
    answered = shape("coverage", ledger)["coverage"][0]
    assert (answered["measures"], answered["flag"]) == ("M-1（实施）", None)
    assert shape("coverage", ledger, "--as-of", "2021-03-01")["coverage"][0]["flag"] == "无措施"


def test_a_phase_is_left_when_its_demands_are_met(ledger: Path):
    (before,) = shape("phases", ledger)["phases"]
    demand = before["rows"][0]["demand"]
    assert not before["may_exit"] and before["missing"] == [f"{demand} 排查整治：办公室未完成"]
    met = ["meet", ledger, demand, "--unit", "办公室", "--on", "2021-03-01", "--evidence", "会议纪要", "--now", NOW]
    fact = shape(*met, "--event", "现场推进会", "--attended", "12", "--problem", "1.1", "--document", "纪要1号")
    assert fact["fields"] == {
        "unit": "office", "evidence": "会议纪要", "event": "on_site_push", "attended": 12, "problems": ["1.1"], "document": "纪要1号",
    }  # fmt: skip
    (after,) = shape("phases", ledger, "--phase", "all")["phases"]
    assert after["may_exit"] and after["rows"][0]["item"] == fact["item"]
    said = run("phases", ledger, "--phase", "all").stdout
    assert "可以转入下一阶段" in said and "会议纪要" in said
    shape(*met, "--withdraw")
    assert not shape("phases", ledger)["phases"][0]["may_exit"]
    assert shape("phases", ledger, "--known-at", str(fact["item"]))["phases"][0]["may_exit"]


def test_a_demand_of_another_unit_is_refused_with_those_it_is_of(ledger: Path):
    demand = shape("phases", ledger)["phases"][0]["rows"][0]["demand"]
    refused = shape("meet", ledger, demand, "--unit", "电梯科", "--on", "2021-03-01", "--evidence", "纪要", "--now", NOW, code=3)
    assert refused["error"]["allowed"] == ["office"]
    assert shape("phases", ledger, "--phase", "none", code=3)["error"]["code"] == "unknown_name"


def test_the_manual_names_the_keys_of_measures_and_phases(ledger: Path):
    manual = set(re.findall(r"\w+", (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")))
    printed = [stated(ledger, "--on", "2021-03-01", *NEW), shape("coverage", ledger), shape("phases", ledger)]
    assert set().union(*map(keys_of, printed)) - manual == set()


def test_the_tables_stand_in_every_report(ledger: Path, tmp_path: Path):
    shape("report", ledger, "--period", "2021-03", "--out", tmp_path)
    tables = json.loads((tmp_path / "monthly-2021-03.draft.json").read_bytes())["tables"]
    assert list(tables)[-5:] == ["coverage", "shared_problems", "phases", "tasks", "exceptions"]
    assert {row["unit"] for row in tables["tasks"]} == {"街道所"}


def test_a_workbook_says_class_and_cause_in_chinese_and_older_ones_do_not(ledger: Path, tmp_path: Path):
    rows = [ROW, ROW | {"id": "H-0002", "problem_class": "起重机械", "cause": "人的不安全行为"}]
    shape("hand-in", ledger, workbook(tmp_path / "r.xlsx", rows), "--received", "2021-03-31", "--now", NOW)
    with bihuan.Campaign.open(ledger) as campaign:
        older, newer = campaign.snapshot(as_of=day("2021-03-31")).hazards
        assert newer.details["cause"] == str(bihuan.Cause.person) and "cause" not in older.details
        classes = [bihuan.problem_class_of(campaign.plan, hazard) for hazard in (older, newer)]
        assert classes == ["1.1", "1.2"]
    bad = workbook(tmp_path / "b.xlsx", [ROW | {"id": "H-0003", "cause": "天气"}])
    said = shape("hand-in", ledger, bad, "--received", "2021-04-02", "--reason", "补", "--now", NOW, code=1)
    (refused,) = said["returns"][0]["receipt"]["refused"]
    assert refused["column"] == "原因" and "人、物、管理、环境" in refused["reason"]
