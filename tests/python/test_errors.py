"""Every refusal is caught by its class, says what it speaks of, and is an ordinary exception."""

import pickle
import sqlite3
from pathlib import Path

import pytest

import bihuan
from conftest import FOUND, INSPECTORS, WORLD, day

TREE = {
    bihuan.TimeError: ValueError,
    bihuan.PlanError: ValueError,
    bihuan.LedgerError: Exception,
    bihuan.Conflict: bihuan.LedgerError,
    bihuan.Refused: Exception,
    bihuan.ReturnError: ValueError,
    bihuan.FormError: Exception,
}


@pytest.mark.parametrize(("kind", "parent"), TREE.items())
def test_the_tree_of_errors(kind: type, parent: type):
    assert issubclass(kind, bihuan.Error) and issubclass(kind, parent) and issubclass(bihuan.Error, Exception)


def test_a_refusal_names_subject_state_request_and_what_is_allowed(campaign, found):
    found(campaign)
    with pytest.raises(bihuan.Refused) as told:
        campaign.close("H-1", on=day("2021-03-02"), by="p9@approver@lift", outcome="done")
    refused = told.value
    assert refused.code == "wrong_state"
    assert "H-1" in refused.subject and refused.state == "graded" and refused.asked == "close"
    assert "order" in refused.allowed and "close" not in refused.allowed
    assert "H-1" in str(refused) and "H-1" in refused.chinese and not refused.chinese.isascii()


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("unknown_subject", lambda c: c.grade("H-9", on=day("2021-03-01"), by="p3@grader@lift", grade="general")),
        ("subject_exists", lambda c: c.register_hazard("H-1", on=day("2021-03-01"), by=INSPECTORS, **FOUND)),
        ("field_missing", lambda c: c.order("H-1", on=day("2021-03-01"), by="p4@orderer@lift")),
        ("field_bad", lambda c: c.reassign("H-1", on=day("2021-03-01"), by="p4@head@lift", reason="x", colour="red")),
        ("role_missing", lambda c: c.regrade("H-1", on=day("2021-03-01"), by="p4@citizen@lift", old_grade="general",
                                             new_grade="major", clause="x", reason="x")),
        ("persons_missing", lambda c: c.register_hazard("H-2", on=day("2021-03-01"), by=INSPECTORS[:1], **FOUND)),
        ("day_in_future", lambda c: c.reassign("H-1", on=day("2022-03-01"), by="p4@head@lift", reason="x")),
    ],
)  # fmt: skip
def test_requests_are_refused_with_their_code(campaign, found, code, act):
    found(campaign)
    before = campaign.checkpoint
    with pytest.raises(bihuan.Refused) as told:
        act(campaign)
    assert told.value.code == code
    assert campaign.checkpoint == before, "a refusal writes nothing"


def test_a_malformed_plan_says_file_line_and_column():
    text = WORLD.read_text(encoding="utf-8").replace('roll      = "none"', 'roll      = "sideways"')
    with pytest.raises(bihuan.PlanError) as told:
        bihuan.Plan.parse(text, "mine.toml")
    error = told.value
    assert (error.code, error.file) == ("plan_value", "mine.toml") and error.column > 0
    assert text.splitlines()[error.line - 1].startswith("roll")


def test_a_plan_with_errors_is_not_adopted(tmp_path: Path):
    text = WORLD.read_text(encoding="utf-8").replace('leading     = ["电梯科"]', 'leading     = ["无此科"]')
    with pytest.raises(bihuan.PlanError) as told:
        bihuan.Campaign.create(tmp_path / "x.ledger", plan=bihuan.Plan.parse(text))
    assert told.value.code == "plan_blocked" and not (tmp_path / "x.ledger").exists()


def test_ledgers_that_are_none(tmp_path: Path, campaign):
    with pytest.raises(bihuan.LedgerError) as told:
        bihuan.Campaign.open(tmp_path / "nowhere.ledger")
    assert told.value.code == "no_ledger"
    with pytest.raises(bihuan.LedgerError) as told:
        bihuan.Campaign.create(tmp_path / "world.ledger", plan=WORLD)
    assert told.value.code == "ledger_exists"
    with sqlite3.connect(tmp_path / "foreign.db") as other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(bihuan.LedgerError) as told:
        bihuan.Campaign.open(tmp_path / "foreign.db")
    assert told.value.code == "ledger_foreign"


def test_a_report_that_was_issued_is_not_issued_again(campaign, tmp_path: Path):
    campaign.issue(period="2021-03", folder=tmp_path)
    with pytest.raises(bihuan.FormError) as told:
        campaign.issue(period="2021-03", folder=tmp_path)
    assert told.value.code == "already_issued"


def test_errors_travel_between_processes():
    error = bihuan.Refused("no", code="wrong_state", chinese="不行", subject="hazard H-1", allowed=["order"], line=3)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is bihuan.Refused and str(again) == "no" and vars(again) == vars(error)
    assert bihuan.Error("no").chinese == "no"
