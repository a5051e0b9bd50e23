"""A campaign is opened, written to, asked, and let go; what it can't do it refuses with a sentence."""

import datetime
import inspect
import multiprocessing
import os
import pickle
import threading
from pathlib import Path

import pytest

import bihuan
from bihuan.acts import Acts
from conftest import FOUND, INSPECTORS, ORDER, WORLD, Clock, day

VERB_OF = {"register": "register_hazard", "void": "void_hazard", "list": "list_hazard"}


def test_there_is_one_verb_for_each_request():
    verbs = {name for name in vars(Acts) if not name.startswith("_")} - {"record"}
    assert verbs == {VERB_OF.get(str(request), str(request)) for request in bihuan.Request}


@pytest.mark.parametrize("request_", list(bihuan.Request), ids=str)
def test_each_verb_says_which_fields_it_takes(request_):
    said = inspect.getdoc(getattr(bihuan.Campaign, VERB_OF.get(str(request_), str(request_))))
    kinds = [arrow.fact for arrow in bihuan.lifecycle() if arrow.request is request_]
    forms = [form for kind in dict.fromkeys(kinds) for form in bihuan.fields_of(kind)]
    wanted = dict.fromkeys(form.name + "*" * form.required for form in forms)
    if request_ is bihuan.Request.decide_extension:
        del wanted["count*"]  # counted by the core
    for resolved in ("ask_by_on", "ask_rule"):  # by the rules
        wanted.pop(resolved, None)
    words = " ".join(said.split())
    assert words.startswith(request_.chinese)
    assert words.partition("Fields: ")[2].rstrip(".") == ", ".join(wanted)


def test_a_hazard_is_followed_until_it_is_closed(campaign, found):
    found(campaign)
    issued = campaign.order("H-1", on=day("2021-03-02"), by="p4@orderer@lift", limit_on=day("2021-03-12"), **ORDER)
    assert issued.kind is bihuan.FactKind.order_issued and issued.fields["limit_on"] == "2021-03-12"
    assert issued.fields["clauses"] == ORDER["clauses"] and str(issued.by[0]) == "p4@orderer@lift"
    campaign.begin("H-1", on=day("2021-03-03"), by="p5@rectifier@虚构物业公司")
    campaign.report_rectified(
        "H-1", on=day("2021-03-10"), by="p5@rectifier@虚构物业公司", report="已换", evidence="照片"
    )
    reviewers = [bihuan.Actor("p6", "reviewer", "lift"), "p7@reviewer@lift"]
    campaign.pass_review("H-1", on=day("2021-03-11"), by=reviewers, record="复查单", conclusion="合格")
    campaign.close("H-1", on=day("2021-03-12"), by="p8@approver@lift", outcome="done")
    hazard = campaign.snapshot(as_of=day("2021-03-12")).hazard("H-1")
    assert (hazard.state, hazard.closed_on, hazard.is_final) == (bihuan.State.closed, day("2021-03-12"), True)
    assert [step.kind.name for step in hazard.steps][-1] == "hazard_closed"
    assert campaign.snapshot(as_of=day("2021-03-05")).hazard("H-1").state is bihuan.State.rectifying
    assert hazard.set_by and set(hazard.set_by.values()) <= {known.number for known in campaign.facts("H-1")}
    assert campaign.verify()


def test_a_request_may_be_named_by_its_word(campaign):
    campaign.record("register", "H-1", on=day("2021-03-01"), by=INSPECTORS, **FOUND, prominent=True)
    assert campaign.facts("H-1")[0].fields["prominent"] == 1
    with pytest.raises(ValueError, match="no Request is called 'registre'"):
        campaign.record("registre", "H-2", on=day("2021-03-01"), by=INSPECTORS)


def test_days_and_actors_are_named(campaign):
    with pytest.raises(TypeError):
        campaign.grade("H-1", day("2021-03-01"), "p3@grader@lift")
    with pytest.raises(TypeError, match="a day is a datetime.date"):
        campaign.grade("H-1", on="2021-03-01", by="p3@grader@lift", grade="general")
    with pytest.raises(TypeError, match="field grade holds"):
        campaign.grade("H-1", on=day("2021-03-01"), by="p3@grader@lift", grade=1.5)
    with pytest.raises(bihuan.PlanError, match="p3"):
        campaign.grade("H-1", on=day("2021-03-01"), by="p3", grade="general")


def test_what_was_known_then_is_another_question(campaign, found, clock):
    before = campaign.checkpoint
    found(campaign)
    clock.now = "2021-07-01T09:00:00+08:00"
    found(campaign, "H-2", on="2021-03-02")
    as_of = day("2021-03-31")
    for known_at, count in (
        (None, 2), (before, 0), (before.size, 0), (day("2021-06-01"), 1), (day("2021-07-01"), 2),
        ("2021-06-15T00:00:00+08:00", 1), (datetime.datetime(2021, 6, 15, tzinfo=datetime.UTC), 1),
    ):  # fmt: skip
        assert len(campaign.snapshot(as_of=as_of, known_at=known_at)) == count, known_at
    with pytest.raises(TypeError, match="has no time zone"):
        campaign.snapshot(as_of=as_of, known_at=datetime.datetime(2021, 6, 15))


def test_the_clock_may_stand_still_or_run(tmp_path, world):
    still = datetime.datetime(2021, 5, 1, tzinfo=datetime.UTC)
    for place, clock in enumerate([still, still.isoformat(), lambda: still, lambda: "2021-05-01T08:00:00+08:00"]):
        with bihuan.Campaign.create(tmp_path / f"{place}.ledger", plan=world, clock=clock) as campaign:
            assert campaign.last_recorded_at == still
    with bihuan.Campaign.create(tmp_path / "now.ledger", plan=WORLD) as campaign:
        age = datetime.datetime.now(datetime.UTC) - campaign.last_recorded_at
        assert abs(age) < datetime.timedelta(minutes=5)


def test_a_clock_without_a_zone_or_that_fails_is_told(tmp_path, world):
    with pytest.raises(TypeError, match="has no time zone"):
        bihuan.Campaign.create(tmp_path / "a.ledger", plan=world, clock=datetime.datetime(2021, 5, 1))

    def broken():
        raise RuntimeError("the clock has stopped")

    with pytest.raises(RuntimeError, match="the clock has stopped"):
        bihuan.Campaign.create(tmp_path / "b.ledger", plan=world, clock=broken)


def test_same_input_and_clock_give_the_same_bytes(tmp_path, world, found):
    roots = set()
    for name in ("a", "b"):
        with bihuan.Campaign.create(tmp_path / name, plan=world, clock=Clock("2021-06-01T09:00:00+08:00")) as campaign:
            found(campaign)
            roots.add(str(campaign.checkpoint))
    assert len(roots) == 1


def test_it_is_opened_again_and_sees_what_others_wrote(tmp_path, campaign, found, clock):
    with bihuan.Campaign.open(tmp_path / "world.ledger", clock=clock) as other:
        found(other)
        assert len(campaign.snapshot(as_of=day("2021-03-31"))) == 0
        campaign.catch_up()
        assert len(campaign.snapshot(as_of=day("2021-03-31"))) == 1
        found(campaign, "H-2")
        assert other.checkpoint.size < campaign.checkpoint.size


def test_a_campaign_that_was_let_go_says_so(campaign):
    with campaign:
        assert repr(campaign).endswith("items>")
    assert repr(campaign).endswith("shut>")
    with pytest.raises(ValueError, match="is shut; Campaign.open opens it again"):
        campaign.verify()


def test_a_campaign_is_not_pickled(campaign):
    with pytest.raises(TypeError, match="holds an open ledger and can't be pickled"):
        pickle.dumps(campaign)


def test_two_threads_on_one_campaign_are_told(clock, found):
    told: list[str] = []
    opened: list[bihuan.Campaign] = []

    def meanwhile():
        try:
            opened[0].verify()
        except RuntimeError as error:
            told.append(str(error))

    def slow_clock():
        if opened:
            thread = threading.Thread(target=meanwhile)
            thread.start()
            thread.join(10)
        return clock()

    with bihuan.Campaign.create_in_memory(plan=WORLD, clock=slow_clock) as campaign:
        opened.append(campaign)
        found(campaign)
    assert told and "is in use by another call" in told[0]


def test_threads_with_a_campaign_each_write_in_turn(tmp_path, campaign, found):
    wrong = []

    def write(number: int):
        try:
            with bihuan.Campaign.open(tmp_path / "world.ledger", clock="2021-06-02T09:00:00+08:00") as mine:
                for place in range(5):
                    found(mine, f"H-{number}-{place}")
        except Exception as error:  # noqa: BLE001  what a thread raises is lost otherwise
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not wrong
    campaign.catch_up()
    assert len(campaign.snapshot(as_of=day("2021-03-31"))) == 20 and campaign.verify()


def in_the_child(campaign, answers):
    try:
        campaign.verify()
    except RuntimeError as error:
        answers.put(str(error))
    else:
        answers.put("nothing was said")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_opens_the_ledger_for_itself(campaign):
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=in_the_child, args=(campaign, answers))
    child.start()
    said = answers.get(timeout=30)
    child.join(30)
    assert "was opened in process" in said and "open it again here" in said


def size_in_the_child(path: Path) -> int:
    with bihuan.Campaign.open(path) as campaign:
        return campaign.checkpoint.size


def test_a_spawned_process_opens_the_ledger_by_its_path(campaign, tmp_path: Path):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(size_in_the_child, (tmp_path / "world.ledger",)) == campaign.checkpoint.size


def test_persons_hold_posts_and_names_are_erasable(campaign):
    known = campaign.appoint("head@lift", "虚构甲", on=day("2021-02-01"))
    person = known.fields["person"]
    assert campaign.names() == {person: "虚构甲"}
    assert [term.person for term in campaign.plan.organisation.incumbencies] == [person]
    campaign.end_term("head@lift", person, on=day("2021-04-01"))
    campaign.erase_person(person)
    assert campaign.names() == {} and campaign.verify()
    with pytest.raises(ValueError, match="POST@UNIT"):
        campaign.appoint("head", "虚构乙", on=day("2021-02-01"))


def test_reports_are_drafts_until_they_are_issued(campaign, found, tmp_path, clock):
    found(campaign)
    draft = campaign.report(period="2021-03")
    assert not draft.issued and draft.headline.found == 1 and "draft" in repr(draft)
    files = campaign.write_draft(draft, folder=tmp_path / "draft")
    issued = campaign.issue(period=bihuan.Period("2021-03"), folder=tmp_path / "issued")
    assert (
        {file.suffix for file in issued.files} == {file.suffix for file in files} == {".xlsx", ".csv", ".json", ".html"}
    )
    assert issued.report.issued and issued.item == campaign.checkpoint.size and len(issued.digests) == 4
    clock.now = "2021-06-05T09:00:00+08:00"
    found(campaign, "H-2", on="2021-03-09")
    later = campaign.report(period="2021-04")
    assert later.headline.found_late == 1 and later.table("late_entries").column("hazard").count("H-2") > 0


def test_more_years_may_be_given_to_a_campaign(campaign):
    assert campaign.calendar.editions
    campaign.use_calendar(campaign.calendar.as_published_on(day("2020-12-31")))
    assert campaign.calendar.edition_of(2021).year == 2021


def test_a_paused_limit_that_moves_too_far_is_answered_with_the_days_allowed(campaign, clock, found) -> None:
    found(campaign)
    campaign.order("H-1", on=day("2021-03-02"), by="p4@orderer@lift", limit_on=day("2021-03-20"), **ORDER)
    pause = {"on": day("2021-03-10"), "by": "p5@approver@lift", "reason": "等配件", "review_on": day("2021-03-31")}
    with pytest.raises(bihuan.Refused, match=r"from 2021-03-20 .* to 2021-04-10 .*got 2021-04-11") as refused:
        campaign.pause("H-1", limit_on=day("2021-04-11"), **pause)
    assert "2021年4月10日" in refused.value.chinese
    campaign.pause("H-1", limit_on=day("2021-03-20"), **pause)
    with pytest.raises(bihuan.Refused, match=r"to 2021-03-25 "):
        campaign.resume("H-1", on=day("2021-03-15"), by="p5@approver@lift", limit_on=day("2021-03-26"))
    campaign.resume("H-1", on=day("2021-03-15"), by="p5@approver@lift", limit_on=day("2021-03-25"))
    assert campaign.snapshot(as_of=day("2021-03-15")).hazard("H-1").limit_on == day("2021-03-25")
