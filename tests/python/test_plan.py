"""A plan loads, is checked, lists its due days and says who answers; the notice of the demo as the issue counts it."""

import pickle
from collections import Counter

import pytest

import bihuan
from conftest import DEMO, day


@pytest.fixture(scope="module")
def notice() -> bihuan.Plan:
    return bihuan.Plan.load(DEMO / "plan.toml")


def test_the_notice_has_31_leaf_tasks_and_31_due_days(notice):
    assert sum(task.is_leaf for task in notice.tasks) == 31
    assert Counter(due.filing for due in notice.filings()) == {"monthly": 28, "annual": 3}


def test_the_due_day_in_the_spring_festival(notice):
    due = next(due for due in notice.filings() if due.due_on == day("2022-02-01"))
    assert str(due.period) == "2022-01" and due.cutoff_on == day("2022-01-31") and not due.on_working_day
    assert due.previous_working_day == day("2022-01-30") and due.next_working_day == day("2022-02-07")
    assert "国办发明电〔2021〕11号" in due.explanation
    rolled = next(due for due in notice.filings(roll=bihuan.Roll.backward) if str(due.period) == "2022-01")
    assert rolled.due_on == day("2022-01-30")


def test_the_notice_has_oddities_and_no_errors(notice):
    problems = notice.problems()
    assert problems and all(problem.severity is bihuan.Severity.warning for problem in problems)
    assert sum(problem.code == "due_on_non_working_day" for problem in problems) == 12
    assert all(problem.sentence and not problem.sentence.isascii() for problem in problems)


def test_who_leads_and_who_answers(world):
    chart = world.chart()
    assert [tie.from_.id for tie in chart.who("1.1", bihuan.Bond.leads, on=day("2021-03-01"))] == ["lift"]
    assert [tie.from_.id for tie in chart.who("1.1", bihuan.Bond.carries, on=day("2021-03-01"))] == ["station"]
    chain = chart.chain(bihuan.Node(bihuan.NodeKind.task, "1.1"), on=day("2021-03-01"))
    assert [str(step.seat) for step in chain][:2] == ["head@lift", "head@office"]


def test_limits_are_chosen_by_the_day_of_the_event(notice):
    law = bihuan.Rulebook.law()
    assert law.find(bihuan.Limit.review, on=day("2022-06-30")) is None
    assert law.find(bihuan.Limit.review, on=day("2022-07-01")).term.id == "M57-29"
    book = law.with_rules(notice.rules)
    own = book.find(bihuan.Limit.review, on=day("2022-06-30"), grade=bihuan.Grade.major)
    assert not own.is_law and own.origin is bihuan.Origin.assumed and own.limit.chinese == "复查"
    assert bihuan.resolve(own.term, day("2020-09-23"), bihuan.Calendar.china()).due_on == day("2020-10-13")
    assert book.text != law.text and bihuan.Rulebook.none().rules == []
    with pytest.raises(bihuan.PlanError) as told:
        law.rule("M57-92")
    assert told.value.code == "unknown_name" and "M57-29" in told.value.allowed
    missing = [problem.code for problem in notice.problems(law=bihuan.Rulebook.none())]
    assert missing.count("limit_missing") == 1


def test_the_ladder_rises_to_the_district_and_classes_cover_the_tasks(notice):
    steps = [(rung.when, rung.act, rung.to) for rung in notice.ladder if rung.when == "overdue"]
    assert steps == [
        ("overdue", "remind", "supervising_unit"),
        ("overdue", "remind", "leading_unit"),
        ("overdue", "interview", "leading_group"),
        ("overdue", "report_up", "区委区政府"),
    ]
    leaves = sorted(task.id for task in notice.tasks if task.is_leaf)
    assert sorted(task for kind in notice.problem_classes for task in kind.tasks) == leaves
    kinds = {demand.kind for phase in notice.phases for demand in phase.demands}
    assert kinds == set(bihuan.DemandKind) and bihuan.DemandKind.study_meeting.chinese == "专题研讨会"


def test_names_resolve_and_near_misses_are_named(world):
    assert world.organisation.resolve("电梯科", on=day("2021-03-01")).unit == "lift"
    with pytest.raises(bihuan.PlanError) as told:
        world.organisation.resolve("电梯处", on=day("2021-03-01"))
    assert told.value.code == "unknown_name" and "电梯科" in str(told.value) + "".join(told.value.allowed)


def test_what_is_not_there_is_none(world):
    assert world.find_task("9.9") is None and world.find_filing("weekly") is None
    assert world.organisation.find_unit("none") is None
    assert world.find_task("1.1").title == "电梯" and world.find_role(bihuan.Role.grader).posts == ["grader", "head"]


def test_days_are_named_by_keyword(world):
    with pytest.raises(TypeError):
        world.chart().who("1.1", bihuan.Bond.leads, day("2021-03-01"))


def test_a_plan_travels_between_processes(world):
    again = pickle.loads(pickle.dumps(world))
    assert again.text == world.text and len(again.tasks) == len(world.tasks)


def test_a_plan_is_one_line_and_a_table_in_a_notebook(world):
    assert repr(world) == "<Plan world, 3 tasks>"
    page = world._repr_html_()
    assert "电梯科" in page and "<table>" in page and "某区" not in repr(world)
