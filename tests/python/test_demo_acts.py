"""The demo's lives: every arrow of the lifecycle is taken, every hold set and cleared, and 2022 balances month by month."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

import bihuan
from bihuan import Hold, State
from conftest import day

AT_THE_END = day("2022-10-31")


@pytest.fixture(scope="module")
def campaign(demo: Path) -> Iterator[bihuan.Campaign]:
    with bihuan.Campaign.open(demo / "putuo.ledger") as opened:
        yield opened


class Walk:
    """Follows one hazard along the table by itself, fact by fact: which row took it where."""

    def __init__(self) -> None:
        self.state, self.grade, self.holds = State.none, "ungraded", set[Hold]()
        self.once_listed = self.acknowledged = self.ordered = False
        self.set, self.cleared = set[Hold](), set[Hold]()

    def applies(self, when: str, fields: dict) -> bool:
        new = fields.get("new_grade")
        raising = new == "major" and self.grade != "major"
        return {
            "always": True,
            "is_general": self.grade == "general",
            "is_major": self.grade == "major",
            "lowering": self.grade == "major" and new == "general",
            "raising_ordered": raising and self.ordered,
            "raising_unordered": raising and not self.ordered,
            "as_duplicate": "duplicate_of" in fields,
            "unacknowledged": not self.acknowledged,
            "once_listed": self.once_listed,
            "never_listed": not self.once_listed,
        }[when]

    def step(self, row: "Row", kind: str, fields: dict) -> None:
        if row.to is not State.none:
            self.state = row.to
        self.set |= row.sets
        self.cleared |= row.clears
        self.holds = (self.holds | row.sets) - row.clears
        self.grade = fields.get("grade" if kind == "hazard_graded" else "new_grade", self.grade)
        self.once_listed = self.once_listed or kind == "hazard_listed"
        if kind == "order_issued":
            self.ordered = True
        elif kind == "transfer_acknowledged":
            self.acknowledged, self.holds = True, set()
        elif kind == "hazard_transferred":
            self.acknowledged = False
        elif kind == "transfer_returned":
            self.grade = "ungraded"
        if self.state is State.graded and kind != "hazard_regraded" or kind == "hazard_regraded" and row.to is State.graded:
            self.ordered = False


class Row:
    """A line of the table, its sets as Python's."""

    def __init__(self, arrow: bihuan.Arrow) -> None:
        self.kind, self.when, self.to = str(arrow.fact), arrow.when, arrow.to
        self.froms, self.needs, self.without = set(arrow.from_states), set(arrow.needs), set(arrow.without)
        self.sets, self.clears = set(arrow.sets), set(arrow.clears)
        holds = [f"with {hold}" for hold in arrow.needs] + [f"without {hold}" for hold in arrow.without]
        self.name = " ".join([str(arrow.request), arrow.when, *holds])


def walked(campaign: bihuan.Campaign) -> tuple[list[Row], set[tuple[Row, State]], dict[str, Walk]]:
    """Every row, the rows taken with the state they were taken from, and where each hazard came to stand."""
    rows = [Row(arrow) for arrow in bihuan.lifecycle()]
    of_kind: dict[str, list[Row]] = {}
    for row in rows:
        of_kind.setdefault(row.kind, []).append(row)
    facts: dict[int, tuple[str, datetime.date, str, dict]] = {}
    for known in campaign.facts():
        kind, fields = str(known.fact.kind), dict(known.fact.fields)
        if kind in of_kind:
            facts[known.number] = (known.fact.subject, known.fact.on, kind, fields)
        if kind == "fact_corrected":
            subject, on, corrected, old = facts[fields["corrects"]]
            moved = day(fields["value"]) if fields["field"] == "on" else on
            facts[fields["corrects"]] = (subject, moved, corrected, old | {fields["field"]: fields["value"]})
    walks: dict[str, Walk] = {}
    taken: set[tuple[Row, State]] = set()
    for _, (subject, on, kind, fields) in sorted(facts.items(), key=lambda item: (item[1][1], item[0])):
        walk = walks.setdefault(subject, Walk())
        fitting = [
            row for row in of_kind[kind]
            if walk.state in row.froms and row.needs <= walk.holds and not row.without & walk.holds and walk.applies(row.when, fields)
        ]
        assert len(fitting) == 1, f"{subject}: {kind} on {on} from {walk.state} takes {[row.name for row in fitting]}"
        taken.add((fitting[0], walk.state))
        walk.step(fitting[0], kind, fields)
    return rows, taken, walks


def test_every_arrow_and_every_hold_of_the_lifecycle_is_taken(campaign: bihuan.Campaign) -> None:
    rows, taken, walks = walked(campaign)
    # A row from two states is two arrows; one from many states (any open one) is an act that may come at any time.
    missing = [f"{row.name} from {state}" for row in rows if len(row.froms) <= 2 for state in row.froms if (row, state) not in taken]
    missing += [row.name for row in rows if len(row.froms) > 2 and row not in {one for one, _ in taken}]
    assert missing == [], f"{len(missing)} arrows are not taken by the demo"
    assert set.union(*(walk.set for walk in walks.values())) == set(Hold)
    assert set.union(*(walk.cleared for walk in walks.values())) == set(Hold)


def test_the_walk_along_the_table_ends_where_the_library_says(campaign: bihuan.Campaign) -> None:
    _, _, walks = walked(campaign)
    hazards = campaign.snapshot(as_of=AT_THE_END).hazards
    assert {hazard.id for hazard in hazards} == set(walks)
    assert [hazard.id for hazard in hazards if (hazard.state, set(hazard.holds)) != (walks[hazard.id].state, walks[hazard.id].holds)] == []


def test_every_month_of_2022_balances(campaign: bihuan.Campaign) -> None:
    reports = [campaign.report(period=f"2022-{month:02}") for month in range(1, 11)]
    assert [report.period for report in reports if not report.balanced] == []
    assert sum(report.headline.found for report in reports) == 14
    assert reports[0].headline.found_cumulative == 1, "the published year is not touched"


def test_the_listed_boiler_is_closed_by_the_listers_side_after_an_extension_and_a_failed_review(campaign: bihuan.Campaign) -> None:
    boiler = campaign.snapshot(as_of=AT_THE_END).hazard("TS-2022-0001")
    kinds = [str(step.kind) for step in boiler.steps]
    assert kinds.index("hazard_listed") < kinds.index("extension_granted") < kinds.index("review_failed")
    assert kinds.index("reported_upward") < kinds.index("review_failed") < kinds.index("hazard_delisted") < kinds.index("hazard_closed")
    assert (boiler.state, boiler.extension_count, boiler.round) == (State.closed, 1, 2)
    late = {str(known.fact.kind): (known.recorded_at.date() - known.fact.on).days for known in campaign.facts("TS-2022-0001")}
    assert late["review_failed"] == 3, "entered three days after it was so"


def test_a_hold_comes_back_from_a_transfer_and_goes_to_a_receiver_who_acknowledges(campaign: bihuan.Campaign) -> None:
    def holds(hazard: str, on: str) -> tuple[State, list[Hold]]:
        found = campaign.snapshot(as_of=day(on)).hazard(hazard)
        return found.state, list(found.holds)

    assert holds("TP-2022-0001", "2022-09-07") == (State.transferred, [Hold.out_of_use])
    assert holds("TP-2022-0001", "2022-09-22") == (State.graded, [Hold.out_of_use])
    assert holds("TP-2022-0002", "2022-07-21") == (State.transferred, [Hold.out_of_use])
    assert holds("TP-2022-0002", "2022-07-22") == (State.transferred, [])


def test_a_pause_ends_by_itself_and_another_by_resume(campaign: bihuan.Campaign) -> None:
    paused = campaign.snapshot(as_of=day("2022-05-31")).hazard("ZR-2022-0001")
    assert paused.paused_until == day("2022-06-01") and not paused.is_overdue(as_of=day("2022-05-31"))
    assert campaign.snapshot(as_of=day("2022-06-02")).hazard("ZR-2022-0001").limit_on == day("2022-08-31")
    assert campaign.snapshot(as_of=day("2022-08-10")).hazard("ZF-2022-0001").limit_on == day("2022-08-24")


def test_reviews_before_july_2022_follow_the_campaign_and_later_ones_order_57(campaign: bihuan.Campaign) -> None:
    rules = {
        known.fact.on: dict(known.fact.fields).get("due_rule")
        for hazard in ("ZR-2022-0001", "TS-2022-0001")
        for known in campaign.facts(hazard)
        if known.fact.kind is bihuan.FactKind.rectification_reported
    }
    assert {rule for on, rule in rules.items() if on >= day("2022-07-01")} == {"M57-29"}
    assert "M57-29" not in {rule for on, rule in rules.items() if on < day("2022-07-01")}


def test_an_override_a_withdrawal_and_a_recurrence_are_on_record(campaign: bihuan.Campaign) -> None:
    snapshot = campaign.snapshot(as_of=AT_THE_END)
    assert snapshot.hazard("TP-2022-0003").override_count == 1
    assert snapshot.hazard("ZF-2022-0002").details["recurrence_of"] == "ZF-2022-0001"
    assert snapshot.hazard("TP-2022-0004").details["distinct_from"] == ["TP-2022-0003"]
    withdrawn = [known.fact.fields["withdrawn"] for known in campaign.facts("CZ-2022-0002") if "withdrawn" in known.fact.fields]
    assert len(withdrawn) == 1 and withdrawn[0][0] in campaign.names()


def test_the_enterprises_of_2022_are_strangers_to_the_returns(campaign: bihuan.Campaign) -> None:
    parties: dict[bool, set[str]] = {True: set(), False: set()}
    for hazard in campaign.snapshot(as_of=AT_THE_END).hazards:
        if hazard.found_on:
            parties[hazard.found_on.year == 2022].add(str(hazard.details["enterprise"]))
    assert parties[True] and not parties[True] & parties[False]
    assert all(name.startswith("演示（虚构）") for name in parties[True])


def test_the_acts_name_no_person(campaign: bihuan.Campaign) -> None:
    names = set(campaign.names().values())
    told = "".join(str(dict(known.fact.fields).values()) for known in campaign.facts() if known.fact.on >= day("2022-01-06"))
    assert [name for name in names if len(name) > 1 and name in told] == []


def test_three_case_files_are_printed(demo: Path) -> None:
    printed = (demo / "printed.txt").read_text(encoding="utf-8")
    for said in ("TS-2022-0001", "ZF-2022-0001", "TP-2022-0001", "复查未通过", "批准延期", "予以摘牌"):
        assert said in printed
