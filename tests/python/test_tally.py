"""Where all hazards stood on some days: one question, the same answer as counting snapshots, whole for programs of analysis."""

import datetime
from collections import Counter

import polars
import pytest

import bihuan
from conftest import ORDER, day


def counted(campaign: bihuan.Campaign, on: datetime.date) -> Counter[tuple[object, ...]]:
    return Counter(
        (on, hazard.details["task"], hazard.supervising_unit, hazard.grade, hazard.state)
        for hazard in campaign.snapshot(as_of=on).hazards
    )


def test_a_tally_counts_what_the_snapshots_of_its_days_hold(campaign, found):
    found(campaign)
    found(campaign, "H-2", on="2021-03-20")
    campaign.order("H-1", on=day("2021-03-02"), by="p4@orderer@lift", limit_on=day("2021-03-12"), **ORDER)
    days = [day("2021-03-31"), day("2021-02-28"), day("2021-03-01")]
    tally = campaign.tally(as_of=days)
    told = Counter({(one.as_of, one.task, one.unit, one.grade, one.state): one.count for one in tally.standings})
    assert told == counted(campaign, days[0]) + counted(campaign, days[2])
    assert tally.deviation_count == 0 and len(tally) == 3
    assert campaign.tally(as_of=day("2021-03-01")).standings == [one for one in tally.standings if one.as_of == days[2]]
    assert repr(tally) == "<Tally, 3 standings>"
    assert [tally[row] for row in range(3)] == tally.standings == list(tally) and tally[-1] == tally[2]
    with pytest.raises(IndexError, match="row 3 of 3"):
        tally[3]


def test_a_tally_as_known_earlier_knows_no_late_entry(campaign, found):
    found(campaign)
    point = campaign.checkpoint
    found(campaign, "H-2", on="2021-03-01")
    assert [one.count for one in campaign.tally(as_of=day("2021-03-31")).standings] == [2]
    assert [one.count for one in campaign.tally(as_of=day("2021-03-31"), known_at=point).standings] == [1]


def test_a_tally_leaves_as_columns(campaign, found):
    found(campaign)
    campaign.tip_off("H-9", on=day("2021-03-05"), by="p1@inspector@lift", source="hotline", text="电梯异响")
    columns = campaign.tally(as_of=day("2021-03-31")).columns()
    frame = polars.DataFrame(columns).cast({"task": polars.String, "unit": polars.String, "grade": polars.String, "state": polars.String})
    assert frame.rows() == [
        (day("2021-03-31"), None, None, "ungraded", "tip", 1),
        (day("2021-03-31"), "1.1", "lift", "general", "graded", 1),
    ]
    assert list(campaign.tally(as_of=[]).columns().names) == ["as_of", "task", "unit", "grade", "state", "count"]
