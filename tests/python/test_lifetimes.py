"""What the library returns are values: they outlive what they came from, and changing a list changes nothing else."""

import gc
import weakref

import bihuan
from conftest import WORLD, day


def test_values_outlive_their_owner(tmp_path, clock, found):
    with bihuan.Campaign.create(tmp_path / "x.ledger", plan=WORLD, clock=clock) as campaign:
        found(campaign)
        plan, facts = campaign.plan, campaign.facts()
        snapshot = campaign.snapshot(as_of=day("2021-03-31"))
        report = campaign.report(period="2021-03")
    tasks, hazard = plan.tasks, snapshot.hazard("H-1")
    seats, table = plan.organisation.leading_group.ranks, report.table("balance")
    steps, fields = hazard.steps, facts[-1].fields
    del campaign, plan, snapshot, report, facts
    gc.collect()
    assert tasks[1].leading[0].name == "电梯科" and seats[0].rank == "组长"
    assert hazard.id == "H-1" and steps[0].kind is bihuan.FactKind.hazard_registered
    assert fields["grade"] == "general" and table.keys


def test_lists_are_copies():
    plan = bihuan.Plan.load(WORLD)
    plan.tasks.clear()
    plan.notice.addressees.append(None)
    assert len(plan.tasks) == 3
    table = bihuan.Table("t", ["a"], [[1]])
    table.rows.append([2])
    table.keys[0] = "b"
    assert table.rows == [[1]] and table.keys == ["a"]


def test_the_ledger_is_let_go_at_the_end_of_with(tmp_path):
    with bihuan.Campaign.create(tmp_path / "x.ledger", plan=WORLD) as campaign:
        inside = weakref.ref(campaign)
    (tmp_path / "x.ledger").unlink()
    del campaign
    gc.collect()
    assert inside() is None


def test_a_clock_is_let_go_with_its_campaign(tmp_path):
    class Watch:
        def __call__(self):
            return "2021-06-01T09:00:00+08:00"

    watch = Watch()
    seen = weakref.ref(watch)
    with bihuan.Campaign.create(tmp_path / "x.ledger", plan=WORLD, clock=watch):
        pass
    del watch
    gc.collect()
    assert seen() is None
