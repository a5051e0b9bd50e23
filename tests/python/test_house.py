"""A house that changes, through Python and the command line: who holds, who inherits, what the figures say as then and as now."""

import copy
import csv
import datetime
import io
import json
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import HOUSE as ROOT
from conftest import Clock, day
from returns import ROW, csv_files, workbook
from test_cli import keys_of, run, shape

import bihuan
from bihuan import MembershipChanged, ResponsibilityMoved, UnitClosed, UnitRenamed, UnitsMerged, UnitSplit

PLAN = ROOT / "tests" / "campaign" / "house.toml"
FIRST = "2021-01-04T09:00:00+08:00"


class House:
    """A campaign with a clock that the test sets by the day."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = Clock(FIRST)
        self.campaign = bihuan.Campaign.create(path, plan=PLAN, clock=self.clock)

    def on(self, today: str) -> None:
        self.clock.now = f"{today}T09:00:00+08:00"

    def found(self, hazard: str, unit: str, task: str, on: str) -> None:
        self.campaign.register_hazard(
            hazard, on=day(on), by=["p91@inspector@lift", "p92@inspector@lift"], task=task, enterprise="虚构物业公司",
            supervising_unit=unit, territorial_unit=unit, source="监督检查", place="2号楼", text="门锁失效", signatures="both",
        )  # fmt: skip

    def close(self, hazard: str, on: str) -> None:
        c, at = self.campaign, day(on)
        c.grade(hazard, on=at, by="p93@grader@lift", grade="general")
        c.order(hazard, on=at, by="p94@orderer@lift", paper="directive", number="虚构1号", clauses=["一"], measures="更换",
                limit_on=at + datetime.timedelta(days=20))  # fmt: skip
        c.begin(hazard, on=at, by="p95@rectifier@虚构物业公司")
        c.report_rectified(hazard, on=at, by="p95@rectifier@虚构物业公司", report="报告", evidence="照片", acceptance="合格")
        c.pass_review(hazard, on=at, by=["p96@reviewer@lift", "p97@reviewer@lift"], record="记录", conclusion="合格")
        c.close(hazard, on=at, by="p98@approver@lift", outcome="done")

    def open(self, as_of: str, house_on: str | None = None) -> dict[str, int]:
        state = self.campaign.snapshot(as_of=day(as_of), house_on=day(house_on) if house_on else None)
        return Counter(hazard.supervising_unit for hazard in state.hazards if hazard.is_open)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house.ledger")


def scripted(house: House) -> House:
    """The director leaves, a deputy acts, a new one comes; two stations merge; a section is renamed; a responsibility moves."""
    c = house.campaign
    c.appoint("director@bureau", "王一", on=day("2021-01-04"))
    for unit, name in (("lift", "赵三"), ("east", "钱四"), ("west", "孙五")):
        c.appoint(f"head@{unit}", name, on=day("2021-01-04"))
    house.on("2021-03-20")
    house.found("H-1", "east", "1.1", "2021-02-01")
    house.found("H-2", "west", "1.2", "2021-02-10")
    house.found("H-3", "west", "1.1", "2021-03-05")
    house.found("H-4", "crane", "1.1", "2021-03-20")
    house.on("2021-04-01")
    c.end_term("director@bureau", "王一", on=day("2021-03-31"))
    c.appoint("director@bureau", "李二", on=day("2021-04-01"), acting=True)
    house.on("2021-05-20")
    c.appoint("director@bureau", "吴七", on=day("2021-05-06"))
    house.close("H-3", "2021-05-20")
    house.on("2021-06-03")
    c.reorganise(UnitsMerged(units=["east", "west"], into="both", name="东西所"), on=day("2021-06-01"), document="编办1号")
    c.appoint("head@both", "钱四", on=day("2021-06-01"))
    house.on("2021-06-20")
    house.found("H-6", "east", "1.1", "2021-05-25")
    c.reopen("H-3", on=day("2021-06-20"), by="p99@supervising_unit@both", findings="又失效")
    house.on("2021-07-15")
    c.reorganise(UnitRenamed("crane", name="起重机械科"), on=day("2021-07-15"))
    house.on("2021-09-01")
    house.found("H-5", "north", "1.2", "2021-08-01")
    c.reorganise(ResponsibilityMoved("1.2", from_="both", to="north"), on=day("2021-09-01"))
    house.on("2021-12-31")
    return house


EXPECTED = [
    # day, director, acting, heir of the east station, name of the cranes' section, open as then, open as now
    ("2021-02-15", "王一", False, "east", "起重科", {"east": 1, "west": 1}, {"both": 1, "north": 1}),
    ("2021-03-31", "王一", False, "east", "起重科", {"east": 1, "west": 2, "crane": 1}, {"both": 2, "north": 1, "crane": 1}),
    ("2021-04-01", "李二", True, "east", "起重科", {"east": 1, "west": 2, "crane": 1}, {"both": 2, "north": 1, "crane": 1}),
    ("2021-05-20", "吴七", False, "east", "起重科", {"east": 1, "west": 1, "crane": 1}, {"both": 1, "north": 1, "crane": 1}),
    ("2021-05-31", "吴七", False, "east", "起重科", {"east": 2, "west": 1, "crane": 1}, {"both": 2, "north": 1, "crane": 1}),
    ("2021-06-01", "吴七", False, "both", "起重科", {"both": 3, "crane": 1}, {"both": 2, "north": 1, "crane": 1}),
    ("2021-06-20", "吴七", False, "both", "起重科", {"both": 4, "crane": 1}, {"both": 3, "north": 1, "crane": 1}),
    ("2021-07-15", "吴七", False, "both", "起重机械科", {"both": 4, "crane": 1}, {"both": 3, "north": 1, "crane": 1}),
    ("2021-12-31", "吴七", False, "both", "起重机械科", {"both": 3, "crane": 1, "north": 2}, {"both": 3, "crane": 1, "north": 2}),
]


def answers(campaign: bihuan.Campaign) -> list[object]:
    """What the questions about the house come to, as plain values."""
    organisation, names = campaign.plan.organisation, campaign.names()
    told: list[object] = []
    for on, *_ in EXPECTED:
        at = day(on)
        holder = organisation.holders(bihuan.PostInUnit("director", "bureau"), on=at)[0]
        counts = [
            Counter(one.supervising_unit for one in campaign.snapshot(as_of=at, house_on=under).hazards if one.is_open)
            for under in (None, day("2021-12-31"))
        ]
        told.append((on, names[holder.person], holder.acting, organisation.heir("east", had_on=day("2021-01-10"), on=at),
                     organisation.unit_name("crane", on=at), *map(dict, counts)))  # fmt: skip
    return told


def test_the_scripted_year_has_its_holders_heirs_and_figures(house: House):
    scripted(house)
    assert answers(house.campaign) == EXPECTED
    organisation = house.campaign.plan.organisation
    assert organisation.resolve("东所", on=day("2021-06-01")).unit == "both"
    assert [(one.name, one.last) for one in organisation.find_unit("crane").former] == [("起重科", day("2021-07-14"))]
    assert organisation.find_unit("crane").name_on(on=day("2021-07-14")) == "起重科"
    held = organisation.held(
        bihuan.PostInUnit("director", "bureau"), days=bihuan.Span(day("2021-03-01"), day("2021-05-10"))
    )
    assert [(one.days.first, one.holder.acting) for one in held] == [
        (day("2021-03-01"), False), (day("2021-04-01"), True), (day("2021-05-06"), False),
    ]  # fmt: skip
    (succession, *_) = organisation.successions
    assert (succession.on, succession.heirs.of(task="1.1")) == (day("2021-06-01"), "both")


def test_a_reopened_file_gives_the_same_plan_in_force_and_the_same_answers_in_another_process(house: House):
    scripted(house)
    program = (
        "import sys, json; sys.path.insert(0, sys.argv[2])\n"
        "import bihuan, test_house\n"
        "with bihuan.Campaign.open(sys.argv[1]) as campaign: print(json.dumps(test_house.plainly(campaign), ensure_ascii=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(house.path), str(Path(__file__).parent)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(json.dumps(plainly(house.campaign)))


def plainly(campaign: bihuan.Campaign) -> list[object]:
    plan = campaign.plan
    bonds = [[one.task, one.unit, str(one.bond), str(one.valid)] for one in plan.responsibilities()]
    units = [[one.id, one.name, str(one.valid)] for one in plan.organisation.units]
    terms = [[one.person, str(one.seat), str(one.valid)] for one in plan.organisation.incumbencies]
    days = [[one.hazard, one.open_days, one.overdue_days] for one in campaign.accountability(as_of=day("2021-12-31"))]
    lists = [[str(one.seat), len(campaign.handover(one.seat, as_of=day("2021-12-31")))] for one in plan.answering_seats(on=day("2021-12-31"))]
    return [answers(campaign), bonds, units, terms, days, lists]


def test_a_plan_that_its_ledger_has_changed_is_copied_whole_and_never_pickled_as_its_text(house: House):
    assert pickle.loads(pickle.dumps(house.campaign.plan)).notice.id == "house"
    plan = scripted(house).campaign.plan
    for copied in (copy.copy(plan), copy.deepcopy(plan)):
        assert copied.organisation.unit_name("crane", on=day("2021-12-31")) == "起重机械科"
        assert len(copied.responsibilities()) == len(plan.responsibilities())
    with pytest.raises(TypeError, match="the ledger's path"):
        pickle.dumps(plan)


def test_a_report_is_the_same_in_sum_as_then_and_as_now(house: House, tmp_path: Path):
    c = scripted(house).campaign
    for month in ("2021-05", "2021-06", "2021-09"):
        then, now = c.report(period=month), c.report(period=month, house_on=day("2021-12-31"))
        assert then.headline.open == now.headline.open and then.balanced and now.balanced
        assert (then.house_on, now.house_on, now.issued) == (None, day("2021-12-31"), False)
    names = {row["unit"] for row in c.report(period="2021-05", house_on=day("2021-12-31")).table("balance").to_dicts()}
    assert names == {"东西所", "北所", "起重机械科", "合计"}
    with pytest.raises(bihuan.TimeError, match="older than the state"):
        c.report(period="2021-05", house_on=day("2021-05-30"))
    # Beside each other in one folder, neither over the other.
    files = c.write_draft(c.report(period="2021-05"), folder=tmp_path / "out")
    files += c.write_draft(c.report(period="2021-05", house_on=day("2021-12-31")), folder=tmp_path / "out")
    assert len({file.name for file in files}) == 8 == len(list((tmp_path / "out").iterdir()))


def test_days_belong_to_the_unit_and_the_holder_of_its_post(house: House):
    c = scripted(house).campaign
    found = c.accountability("H-2", as_of=day("2021-12-31"))
    names = c.names()
    assert [(one.unit, names[one.holder.person] if one.holder else None, one.days.first) for one in found.tenures] == [
        ("west", "孙五", day("2021-02-10")), ("both", "钱四", day("2021-06-01")), ("north", None, day("2021-09-01")),
    ]  # fmt: skip
    assert found.open_days == sum(one.open_days for one in found.tenures) == 325
    assert [one.hazard for one in c.accountability(as_of=day("2021-12-31"))] == [f"H-{n}" for n in (1, 2, 3, 4, 6, 5)]
    assert found.to_dicts()[2]["person"] is None and "空缺" in found._repr_html_()
    with pytest.raises(bihuan.Refused) as refused:
        c.accountability("H-77", as_of=day("2021-12-31"))
    assert refused.value.code == "unknown_subject"


def test_a_handover_list_says_what_is_open_due_and_promised(house: House):
    c = scripted(house).campaign
    found = c.handover("head@both", as_of=day("2021-06-01"))
    assert (found.from_, c.names()[found.to.person]) == (None, "钱四")
    assert found.count(bihuan.HandedWhat.hazard) == 3 == sum(one.what is bihuan.HandedWhat.hazard for one in found.items)
    assert bihuan.HandedWhat("filing").chinese == "未报报表"
    assert len(found.to_dicts()) == len(found)
    assert "交接清单" in found._repr_html_() and "未销号隐患" in found._repr_html_()
    assert c.handover(bihuan.PostInUnit("director", "bureau"), as_of=day("2021-06-01")).items == []
    with pytest.raises(bihuan.PlanError) as unknown:
        c.handover("head@nowhere", as_of=day("2021-06-01"))
    assert unknown.value.code == "unknown_name" and "head@both" in unknown.value.allowed
    with pytest.raises(ValueError, match="POST@UNIT"):
        c.handover("head", as_of=day("2021-06-01"))


def test_who_answers_and_what_is_vacant(house: House):
    c = scripted(house).campaign
    before, after = (c.who_answers("H-2", as_of=day(on)) for on in ("2021-05-31", "2021-06-01"))
    assert (str(before[0].seat), str(after[0].seat)) == ("head@west", "head@both")
    assert all(step.reason for step in before + after)
    vacant = {str(one.seat) for one in c.vacancies(on=day("2021-06-01"))}
    assert {"head@north", "head@south", "head@crane"} <= vacant and "head@both" not in vacant
    assert "head@east" not in vacant, "a unit that has ended has no vacancy"


def test_what_would_be_left_without_an_heir_is_listed_and_nothing_is_written(house: House):
    c = house.campaign
    house.on("2021-05-01")
    house.found("H-1", "east", "1.1", "2021-02-01")
    house.found("H-2", "east", "1.2", "2021-02-02")
    before = c.checkpoint
    with pytest.raises(bihuan.Refused) as refused:
        c.reorganise(UnitClosed("east", heirs=bihuan.Heirs(of_task={"1.1": "west"})), on=day("2021-05-01"))
    assert refused.value.code == "orphaned"
    assert refused.value.orphans == ["hazard H-2", "filing monthly", "seat head@east (组员)"]
    assert copy.copy(refused.value).orphans == refused.value.orphans
    assert c.checkpoint == before and house.open("2021-05-01") == {"east": 2}
    heirs = bihuan.Heirs(of_task={"1": "west"}, of_hazard={"H-2": "north"}, rest="south")
    c.reorganise(UnitClosed("east", heirs=heirs), on=day("2021-05-01"), reason="精简")
    assert house.open("2021-05-01") == {"west": 1, "north": 1} and house.open("2021-04-30") == {"east": 2}
    assert c.refused_acts()[0].code == "orphaned" and c.verify()


def test_a_split_and_other_members_through_python(house: House):
    c = house.campaign
    house.on("2021-06-01")
    house.found("H-1", "east", "1.2", "2021-02-01")
    heirs = bihuan.Heirs(of_task={"1.2": "far"}, rest="east")
    c.reorganise(UnitSplit("east", into={"far": "远东所"}, heirs=heirs), on=day("2021-04-01"))
    c.reorganise(MembershipChanged("各所", joined=["lift"], left=["west"]), on=day("2021-05-01"))
    assert house.open("2021-06-01") == {"far": 1}
    carry = {one.unit for one in c.plan.responsibilities(on=day("2021-05-01")) if (one.task, one.bond) == ("1.2", bihuan.Bond.carries)}
    assert carry == {"far", "lift", "north", "south"}


CHANGES = [
    UnitRenamed("a", name="甲 所"),
    UnitsMerged(units=["a", "b"], into="c", name="丙所"),
    UnitsMerged(units=["a"], into="b"),
    UnitSplit("a", into={"b": "乙所", "a2": "甲二所"}, heirs=bihuan.Heirs(of_task={"1.1": "b"}, of_hazard={"H 1": "b"}, rest="a2")),
    UnitClosed("a", heirs=bihuan.Heirs(rest="b")),
    ResponsibilityMoved("1", bond=bihuan.Bond.leads, from_="a", to="b"),
    MembershipChanged("各所", joined=["a"], left=["b"]),
]


def test_changes_are_values_that_can_be_typed_again():
    for change in CHANGES:
        again = eval(repr(change), vars(bihuan))
        assert again == change and repr(again) == repr(change)
        assert sum(change == other for other in CHANGES) == 1
    assert list(CHANGES[3].into.items()) == [("b", "乙所"), ("a2", "甲二所")]
    assert UnitRenamed("a", name="甲") != UnitRenamed("a", name="乙")


def test_what_is_no_change_is_refused_before_anything_is_written(house: House):
    c = house.campaign
    before = c.checkpoint
    for wrong in (None, "east", 3, {"unit": "east"}, bihuan.Heirs(rest="east"), object()):
        with pytest.raises(TypeError):
            c.reorganise(wrong, on=day("2021-01-04"))
    with pytest.raises(TypeError):
        c.reorganise(UnitRenamed("east", name="新所"), on="2021-01-04")
    for make in (
        lambda: UnitRenamed("east"),
        lambda: UnitRenamed("east", name=3),
        lambda: UnitRenamed("east", "新所"),
        lambda: UnitsMerged(units="east", into="west"),
        lambda: UnitsMerged(units=["east", None], into="west"),
        lambda: UnitSplit("east", into=["x"], heirs=bihuan.Heirs()),
        lambda: UnitSplit("east", into={"x": 1}, heirs=bihuan.Heirs()),
        lambda: UnitSplit("east", into={"x": "新所"}, heirs={"rest": "x"}),
        lambda: ResponsibilityMoved("1.1", bond="leads", to="east"),
        lambda: bihuan.Heirs(of_task=["1.1"]),
        lambda: bihuan.Heirs("east"),
    ):
        with pytest.raises(TypeError):
            make()
    assert c.checkpoint == before and c.refused_acts() == []


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (UnitRenamed("nowhere", name="某所"), "unknown_subject", "no unit nowhere"),
        (UnitRenamed("east", name="北所"), "field_bad", "北所"),
        (UnitRenamed("east", name=""), "field_bad", "needs a name"),
        (UnitRenamed("east", name=" 东所"), "field_bad", "no blanks around it"),
        (UnitRenamed("east", name="新\n所"), "field_bad", "one line"),
        (UnitRenamed("east", name="新\u202e所"), "field_bad", "nothing invisible"),
        (UnitRenamed("east", name="所" * 201), "field_bad", "at most 200"),
        (UnitsMerged(units=["east", "west"], into="b\u200b", name="新所"), "field_bad", "invisible"),
        (UnitRenamed("", name="新所"), "unknown_subject", ""),
        (UnitsMerged(units=[], into="east"), "field_bad", "two units"),
        (UnitsMerged(units=["east", "west"], into="a b", name="新所"), "field_bad", "no id"),
        (UnitSplit("east", into={}, heirs=bihuan.Heirs(rest="west")), "field_bad", "at least one new unit"),
        (ResponsibilityMoved("1.1", bond=bihuan.Bond.files_to, from_="lift", to="east"), "field_bad", "bond is leads"),
        (ResponsibilityMoved("9", from_="lift", to="east"), "field_bad", "no task 9"),
        (MembershipChanged("各科", joined=["lift"]), "unknown_subject", "各所"),
        (MembershipChanged("各所"), "field_bad", "nobody"),
    ],
)
def test_a_change_that_can_not_be_is_refused_in_two_languages(house: House, change: object, code: str, says: str):
    before = house.campaign.checkpoint
    with pytest.raises(bihuan.Refused) as refused:
        house.campaign.reorganise(change, on=day("2021-01-04"))
    assert refused.value.code == code and says in str(refused.value)
    assert refused.value.chinese != str(refused.value)
    assert house.campaign.checkpoint == before


def test_a_field_that_no_change_has_and_a_day_to_come_are_refused(house: House):
    renamed = UnitRenamed("east", name="新所")
    with pytest.raises(bihuan.Refused, match="document, reason, note"):
        house.campaign.reorganise(renamed, on=day("2021-01-04"), colour="红")
    with pytest.raises(bihuan.Refused) as refused:
        house.campaign.reorganise(renamed, on=day("2021-01-05"))
    assert refused.value.code == "day_in_future"
    # A field of the change itself can't be smuggled in beside it.
    known = house.campaign.reorganise(renamed, on=day("2021-01-04"), name="假所")
    assert known.fields["name"] == "新所"


MAY = {"单位": "西所", "报告期": "2021-05", "填报日期": datetime.date(2021, 5, 31)}
MAY_ROW = ROW | {"territory": "西所", "found_on": day("2021-05-10"), "ordered_on": day("2021-05-11"), "due_on": day("2021-05-25")}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_station_hands_in_its_last_month_after_its_merge_and_what_is_open_stands_with_the_heir(
    house: House, tmp_path: Path, kind: str
):
    c = house.campaign
    house.on("2021-06-05")
    c.reorganise(UnitsMerged(units=["west"], into="east"), on=day("2021-06-01"))
    (tmp_path / "in").mkdir()
    files = (
        [workbook(tmp_path / "in" / "west.xlsx", [MAY_ROW], MAY)]
        if kind == "xlsx"
        else csv_files(tmp_path / "in", [MAY_ROW], "西所-2021-05", header=MAY)
    )
    receipt = c.hand_in(files, received=day("2021-06-05"))
    assert (receipt.unit, str(receipt.period), receipt.refused_count, receipt.late) == ("west", "2021-05", 0, True), receipt.rows
    assert house.open("2021-05-31") == {"west": 1} and house.open("2021-06-05") == {"east": 1}
    assert house.open("2021-05-31", "2021-06-05") == {"east": 1}
    taken = c.take("west", "monthly", "2021-05", on=day("2021-06-05"))
    assert taken.subject == "west/monthly/2021-05"
    # For June the station does not file any more.
    june = csv_files(tmp_path / "in", [], "西所-2021-06", header=MAY | {"报告期": "2021-06", "填报日期": day("2021-06-05"), "零报告": "是"})
    house.on("2021-06-30")
    second = c.hand_in(june, received=day("2021-06-30"))
    assert second.unit == "east"


def test_a_report_issued_before_a_merge_comes_out_the_same_after_it(house: House, tmp_path: Path):
    c = house.campaign
    c.appoint("head@west", "孙五", on=day("2021-01-04"))
    house.on("2021-06-02")
    house.found("H-1", "west", "1.1", "2021-05-10")
    issued = c.issue(period="2021-05", folder=tmp_path / "issued")
    before = {file.name: file.read_bytes() for file in issued.files}
    house.on("2021-07-10")
    c.reorganise(UnitsMerged(units=["east", "west"], into="both", name="东西所"), on=day("2021-05-15"))
    c.reorganise(UnitRenamed("lift", name="电梯监察科"), on=day("2021-05-20"))
    assert house.open("2021-05-31") == {"both": 1}, "back-dated: the month looks otherwise now"
    rebuilt = c.rebuild(period="2021-05")
    assert rebuilt and all(file.same for file in rebuilt.files)
    written = c.write_rebuilt(rebuilt, folder=tmp_path / "again")
    assert {file.name: file.read_bytes() for file in written} == before
    assert c.verify()
    found = c.diff(rebuilt.report, c.report(period="2021-05"))
    assert found.figures, "and what differs now is explained"
    assert all(figure.complete for figure in found.figures), [one.name for one in found.figures if not one.complete]


def test_the_command_line_changes_a_house_and_answers_for_it(tmp_path: Path):
    ledger = tmp_path / "house.ledger"
    late = ("--now", "2021-06-05T09:00:00+08:00")
    shape("adopt", ledger, PLAN, "--now", FIRST)
    shape("appoint", ledger, "head@west", "孙五", "--on", "2021-01-04", "--now", FIRST)
    shape("appoint", ledger, "head@east", "=1+1", "--on", "2021-01-04", "--now", FIRST)
    for number, unit in ((1, "east"), (2, "west")):
        shape(
            "record", ledger, "register", "--hazard", f"H-{number}", "--on", "2021-03-01", "--by", "p91@inspector@lift", "--by",
            "p92@inspector@lift", "--field", "task=1.1", "--field", "enterprise=虚构物业公司", "--field", f"supervising_unit={unit}",
            "--field", f"territorial_unit={unit}", "--field", "source=inspection", "--field", "place=1号梯", "--field",
            "text==HYPERLINK(<b>)", "--field", "signatures=both", *late,
        )  # fmt: skip
    merging = ("reorganise", "merge", ledger, "东所", "west", "--into", "both", "--name", "东西所", "--document", "编办〔2021〕1号")
    on = ("--on", "2021-06-01")

    # What has no heir is told, one a line.
    done = run("reorganise", "close", ledger, "east", *on, *late)
    assert done.exit_code == 3
    assert "orphaned" in done.stderr and "无人承接" in done.stderr
    assert [line for line in done.stderr.splitlines() if line.startswith("  ")] == [
        "  hazard H-1", "  filing monthly", "  seat head@east (组员)",
    ]  # fmt: skip
    refused = shape("reorganise", "close", ledger, "east", *on, *late, code=3)["error"]
    assert refused["orphans"] == ["hazard H-1", "filing monthly", "seat head@east (组员)"]

    fact = shape(*merging, *on, *late)
    assert (fact["kind"], fact["subject"], fact["fields"]["units"]) == ("units_merged", "both", ["east", "west"])
    again = shape("reorganise", "rename", ledger, "west", "--name", "新西所", "--on", "2021-06-02", *late, code=3)["error"]
    assert (again["code"], again["allowed"]) == ("wrong_state", ["both"])
    assert shape("reorganise", "rename", ledger, "东西所", "--name", "东西区所", "--on", "2021-06-02", *late)["subject"] == "both"
    shape("reorganise", "move", ledger, "1.2", "--from", "crane", "--to", "lift", "--bond", "leads", "--on", "2021-06-03", *late)
    shape("reorganise", "members", ledger, "各所", "--join", "电梯科", "--leave", "南所", "--on", "2021-06-03", *late)
    shape("reorganise", "split", ledger, "north", "--into", "far=远北所", "--task", "1.2=far", "--rest", "north", "--on", "2021-06-04", *late)
    assert run("reorganise", "split", ledger, "south", "--into", "x", "--on", "2021-06-04", *late).exit_code == 2
    assert run("reorganise", "move", ledger, "1.1", "--bond", "owns", "--on", "2021-06-04", *late).exit_code == 2

    def elsewhere(*words: object) -> dict:
        done = subprocess.run([sys.executable, "-m", "bihuan", *map(str, words), "--json"], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    posts = elsewhere("posts", ledger, "--on", "2021-06-01")
    assert {row["seat"]: row["vacant"] for row in posts["seats"]}["head@both"] is True
    assert {row["seat"] for row in elsewhere("posts", ledger, "--on", "2021-05-31")["seats"]} >= {"head@east", "head@west"}
    assert "空缺" in run("posts", ledger, "--on", "2021-06-01").stdout

    page, sheet = tmp_path / "list.html", tmp_path / "list.csv"
    listed = elsewhere("handover", ledger, "head@west", "--as-of", "2021-06-05", "--out", page)
    assert (listed["seat"], listed["unit_name"], listed["counts"]["hazard"]) == ("head@both", "东西区所", 2)
    assert "<b>" not in page.read_text(encoding="utf-8") and "未销号隐患" in page.read_text(encoding="utf-8")
    elsewhere("handover", ledger, "head@both", "--as-of", "2021-06-05", "--out", sheet)
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(listed["items"]) + 1 and rows[0][0] == "事项"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    said = run("handover", ledger, "head@west", "--as-of", "2021-06-05")
    assert "交接清单 东西区所负责人" in said.stdout and "承接单位" in said.stderr
    assert run("handover", ledger, "head@both", "--as-of", "2021-06-05", "--out", tmp_path / "l.docx").exit_code == 2

    days = elsewhere("accountability", ledger, "H-2", "--as-of", "2021-06-05")
    assert [(one["unit"], one["name"], one["open_days"]) for one in days["tenures"]] == [("west", "孙五", 92), ("both", None, 5)]
    rows_by_holder = elsewhere("accountability", ledger, "--as-of", "2021-06-05")["rows"]
    assert {(row["unit"], row["open_days"], row["hazards"]) for row in rows_by_holder} == {("east", 92, 1), ("west", 92, 1), ("both", 10, 2)}
    assert "责任天数" in run("accountability", ledger, "--as-of", "2021-06-05").stdout
    assert "空缺" in run("accountability", ledger, "H-2", "--as-of", "2021-06-05").stdout

    drafted = elsewhere("report", ledger, "--period", "2021-05", "--out", tmp_path / "r", "--house-on", "2021-06-05")
    assert drafted["report"]["house_on"] == "2021-06-05" and all(".house-2021-06-05.draft" in file for file in drafted["files"])
    issuing = run("report", ledger, "--period", "2021-05", "--out", tmp_path / "r", "--house-on", "2021-06-05", "--issue", *late)
    assert issuing.exit_code == 2 and "--house-on is for drafts" in issuing.stderr.replace("\n", " ")
    assert elsewhere("verify", ledger)["verdict"]

    manual = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    printed = [posts, listed, days, {"rows": rows_by_holder}, drafted["report"] | {"headline": {}}, {"error": refused}]
    assert {key for key in keys_of(printed) if key not in manual} == set()
    for command in ("rename", "merge", "split", "close", "move", "members"):
        assert f"`{command} LEDGER" in manual or f"reorganise {command} LEDGER" in manual, command
