"""Bodies outside: requests and answers in Python and on the command line, hostile texts, and the demo's letters."""

import datetime
import json
import re
from pathlib import Path

import pytest
from conftest import FOUND, HOUSE, INSPECTORS, WORLD, Clock, day
from hostile import ALL, free_of, text_fields
from test_cli import NOW, keys_of, run, shape

import bihuan
from bihuan import CooperationOutcome, CooperationState, FactKind, Owed

LETTER = {"task": "1.1", "unit": "电梯科", "body": "区安委办", "text": "请提供小区电梯清单", "answer_due_on": day("2021-03-31")}
SUPERVISOR = "p12@supervising_unit@lift"


def test_a_request_lives_from_letter_to_last_answer(campaign: bihuan.Campaign) -> None:
    campaign.ask_body("C-0001", on=day("2021-03-01"), document="函1号", **LETTER)
    campaign.chase_body("C-0001", on=day("2021-04-02"), text="请答复")
    known = campaign.answer_for_body("C-0001", on=day("2021-04-06"), outcome="部分答复", text="先复一半", answer_due_on=day("2021-04-30"))
    assert known.kind is FactKind.cooperation_answered and known.fields["outcome"] == "partial"
    (one,) = campaign.snapshot(as_of=day("2021-05-03")).cooperations
    assert one.state is CooperationState.partly_answered and one.state.chinese == "部分答复"
    assert (one.unit, one.body, one.document, one.version) == ("lift", "district", "函1号", 3)
    assert (one.is_open, one.late_count, one.chased_count, one.chased_on) == (True, 1, 1, day("2021-04-02"))
    assert one.due_on == day("2021-04-30") and one.overdue_days(as_of=day("2021-05-03")) == 3
    assert one.is_overdue(as_of=day("2021-05-03")) and not one.is_overdue(as_of=day("2021-04-30"))
    assert one.allowed == [FactKind.cooperation_answered, FactKind.cooperation_chased, FactKind.cooperation_withdrawn]
    assert [(step.act, step.due_on) for step in one.steps] == [
        (FactKind.cooperation_requested, day("2021-03-31")),
        (FactKind.cooperation_chased, day("2021-03-31")),
        (FactKind.cooperation_answered, day("2021-03-31")),
    ]
    campaign.answer_for_body("C-0001", on=day("2021-05-04"), outcome="done", text="全部")
    assert campaign.outside(as_of=day("2021-05-04")) == []
    assert repr(one) == "<Cooperation C-0001 partly_answered>"
    with pytest.raises(bihuan.Refused) as refused:
        campaign.withdraw_cooperation("C-0001", on=day("2021-05-05"), reason="不必了")
    assert refused.value.code == "wrong_state" and refused.value.state == "done"
    assert "已于2021年5月4日了结" in refused.value.chinese
    assert campaign.verify()


def test_receipts_and_answers_are_one_list_by_their_day(campaign: bihuan.Campaign) -> None:
    campaign.register_hazard("H-1", on=day("2021-03-01"), by=INSPECTORS, **FOUND)
    campaign.transfer("H-1", on=day("2021-03-02"), by=SUPERVISOR, receiver="区安委办", record="移1号", answer_due_on=day("2021-03-20"))
    campaign.ask_body("C-0001", on=day("2021-03-01"), hazards=["H-1"], addressee="某街道", **LETTER)
    receipt, answer = campaign.outside(as_of=day("2021-03-25"))
    assert (receipt.owed, receipt.subject, receipt.overdue_days, receipt.document) == (Owed.receipt, "H-1", 5, "移1号")
    assert (answer.owed, answer.subject, answer.overdue_days, answer.working_days_left) == (Owed.answer, "C-0001", 0, 4)
    assert (answer.body, answer.body_name, answer.addressee, answer.hazards) == ("district", "区安委办", "某街道", ["H-1"])
    assert answer.waiting_days == 24 and str(answer.answers[0].seat) == "head@lift"
    snapshot = campaign.snapshot(as_of=day("2021-03-25"))
    assert [one.subject for one in bihuan.open_receipts(snapshot, campaign.plan, campaign.calendar)] == ["H-1"]
    assert [one.subject for one in bihuan.outside(snapshot, campaign.plan, campaign.calendar)] == ["H-1", "C-0001"]
    status = bihuan.status_of(campaign.plan, snapshot, campaign.calendar, campaign.rules)
    assert [one.subject for one in status.outside] == ["H-1", "C-0001"]
    campaign.acknowledge_transfer("H-1", on=day("2021-03-26"), by=SUPERVISOR, receipt="收1号")
    assert [one.subject for one in campaign.outside(as_of=day("2021-03-26"))] == ["C-0001"]
    assert len(campaign.outside(as_of=day("2021-03-26"), known_at=receipt.number)) == 1, "the request was not yet known"


def test_words_are_real_enumerations() -> None:
    assert [str(one) for one in CooperationState] == ["none", "awaited", "partly_answered", "done", "declined", "withdrawn"]
    assert [one.chinese for one in CooperationOutcome] == ["办结", "部分答复", "不予办理"]
    assert Owed("receipt").chinese == "移送回执"


def test_hostile_texts_are_kept_word_for_word_or_refused_by_name(campaign: bihuan.Campaign, tmp_path: Path) -> None:
    taken = refused = 0
    acts = {
        FactKind.cooperation_requested: (campaign.ask_body, LETTER),
        FactKind.cooperation_answered: (campaign.answer_for_body, {"outcome": "partial", "text": "复", "answer_due_on": day("2021-04-30")}),
        FactKind.cooperation_chased: (campaign.chase_body, {"text": "催"}),
        FactKind.cooperation_withdrawn: (campaign.withdraw_cooperation, {"reason": "撤"}),
    }
    number = 0
    for kind, (verb, fields) in acts.items():
        for field in text_fields(kind):
            for attack in ALL:
                number += 1
                if kind is not FactKind.cooperation_requested:
                    campaign.ask_body(f"C-{number}", on=day("2021-03-01"), **LETTER)
                try:
                    known = verb(f"C-{number}", on=day("2021-03-02"), **(fields | {field: attack}))
                except bihuan.Refused as error:
                    assert error.code == "field_bad" and field in f"{error.asked} {error}", error
                    refused += 1
                else:
                    assert known.fields[field] == attack
                    taken += 1
    for attack in ALL:
        try:
            campaign.ask_body(attack, on=day("2021-03-01"), **LETTER)
            taken += 1
        except bihuan.Refused as error:
            assert error.code == "field_bad"
            refused += 1
    assert taken > 250 and refused > 150, (taken, refused)
    assert campaign.verify()
    assert len(campaign.outside(as_of=day("2021-03-02"))) > 100


def test_the_screen_shows_no_hidden_character(tmp_path: Path) -> None:
    ledger = tmp_path / "l"
    with bihuan.Campaign.create(ledger, plan=WORLD, clock=NOW) as campaign:
        for number, attack in enumerate(ALL):
            campaign.ask_body(f"C-{number}", on=day("2021-03-01"), **(LETTER | {"text": attack}))
    for arguments in (["cooperation", "list", ledger], ["cooperation", "list", ledger, "--all"], ["status", ledger, "--as-of", "2021-04-02"]):
        shown = run(*arguments)
        assert shown.exit_code == 0 and free_of(shown.stdout)
    place = ALL.index("看\u202e见")
    shown = run("cooperation", "show", ledger, f"C-{place}")
    assert "看⟦U+202E⟧见" in shown.stdout and free_of(shown.stdout)
    exact = run("cooperation", "show", ledger, f"C-{place}", "--json").stdout
    assert free_of(exact) and json.loads(exact)["text"] == "看\u202e见"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "world.ledger"
    shape("adopt", path, WORLD, "--now", NOW)
    return path


def asked(ledger: Path, *more: str, id: str = "C-0001", code: int = 0) -> dict:
    return shape("cooperation", "ask", ledger, id, "--task", "1.1", "--unit", "电梯科", "--body", "区安委办", "--text", "请提供清单",
                 "--due", "2021年3月31日", "--on", "2021-03-01", *more, "--now", NOW, code=code)  # fmt: skip


def test_the_command_line_asks_answers_chases_and_withdraws(ledger: Path) -> None:
    first = asked(ledger, "--document", "函1号", "--addressee", "某街道")
    assert first["kind"] == "cooperation_requested" and first["state"] == "awaited" and first["due_on"] == "2021-03-31"
    assert first["fields"]["body"] == "district" and first["short_code"]
    assert first["allowed"] == ["cooperation_answered", "cooperation_chased", "cooperation_withdrawn"]
    act = ["--on", "2021-04-02", "--now", NOW]
    assert shape("cooperation", "chase", ledger, "C-0001", "--text", "请答复", *act)["state"] == "awaited"
    partial = shape("cooperation", "answer", ledger, "C-0001", "--outcome", "部分答复", "--text", "一半", "--due", "2021-04-30", *act)
    assert (partial["state"], partial["due_on"]) == ("partly_answered", "2021-04-30")
    done = shape("cooperation", "answer", ledger, "C-0001", "--outcome", "done", "--text", "全部", *act)
    assert (done["state"], done["due_on"], done["allowed"]) == ("done", None, [])
    asked(ledger, id="C-0002")
    assert shape("cooperation", "withdraw", ledger, "C-0002", "--reason", "并入另函", *act)["state"] == "withdrawn"
    shown = shape("cooperation", "show", ledger, "C-0001")
    assert [step["kind"] for step in shown["steps"]] == ["cooperation_requested", "cooperation_chased", "cooperation_answered", "cooperation_answered"]
    assert shown["late_count"] == 1 and shown["settled_on"] == "2021-04-02"
    assert "部分答复" in run("cooperation", "show", ledger, "C-0001").stdout


def test_the_list_names_who_owes_since_when_and_who_chases(ledger: Path) -> None:
    asked(ledger)
    asked(ledger, "--addressee", "某街道", id="C-0002")
    shape("cooperation", "answer", ledger, "C-0002", "--outcome", "declined", "--text", "不归其管", "--on", "2021-03-05", "--now", NOW)
    found = shape("cooperation", "list", ledger, "--as-of", "2021-04-02")
    assert found["bodies"] == [{"body": "district", "body_name": "区安委办", "owed": 1, "receipts": 0, "overdue": 1, "longest_days": 32}]
    (one,) = found["outside"]
    assert (one["subject"], one["overdue_days"], one["unit_name"], one["answers"]) == ("C-0001", 2, "电梯科", "head@lift")
    assert [one["id"] for one in found["requests"]] == ["C-0001"]
    assert [one["id"] for one in shape("cooperation", "list", ledger, "--all")["requests"]] == ["C-0001", "C-0002"]
    assert [one["id"] for one in shape("cooperation", "list", ledger, "--all", "--body", "某街道")["requests"]] == ["C-0002"]
    assert shape("cooperation", "list", ledger, "--as-of", "2021-04-02", "--body", "district")["outside"] == [one]
    assert shape("cooperation", "list", ledger, "--unit", "起重科")["outside"] == []
    assert shape("cooperation", "list", ledger, "--as-of", "2021-02-28")["outside"] == []
    text = run("cooperation", "list", ledger, "--as-of", "2021-04-02", "--all").stdout
    assert "外部门未答复 1，其中逾期 1" in text and "不予办理" in text and "电梯科（head@lift）" in text
    assert run("cooperation", "list", ledger, "--body", "区安全办").exit_code == 3
    status = shape("status", ledger, "--as-of", "2021-04-02")
    assert status["outside"] == [one]
    assert "外部门未答复 1，其中逾期 1" in run("status", ledger, "--as-of", "2021-04-02").stdout
    assert "外部门" not in run("status", ledger, "--as-of", "2021-02-28").stdout


def test_the_bodies_of_each_task_stand_with_what_passed(ledger: Path) -> None:
    asked(ledger)
    shape("cooperation", "chase", ledger, "C-0001", "--text", "请答复", "--on", "2021-04-02", "--now", NOW)
    found = shape("cooperation", "bodies", ledger, "--as-of", "2021-04-02")
    (row,) = found["bodies"]
    assert (row["task"], row["title"], row["body_name"], row["is_named"]) == ("1.1", "电梯", "区安委办", False)
    assert (row["asked_count"], row["open_count"], row["overdue_count"], row["chased_count"], row["last_on"]) == (1, 1, 1, 1, "2021-04-02")
    assert "区安委办" in run("cooperation", "bodies", ledger).stdout
    assert [one["subject"] for one in shape("cooperation", "list", ledger, "--overdue")["outside"]] == ["C-0001"]
    assert shape("cooperation", "list", ledger, "--overdue", "--as-of", "2021-03-31")["outside"] == []


def test_the_case_file_shows_what_was_asked_about_its_hazard_and_closing_reminds_of_it(ledger: Path) -> None:
    with bihuan.Campaign.open(ledger, clock=NOW) as campaign:
        campaign.register_hazard("H-1", on=day("2021-03-01"), by=INSPECTORS, **FOUND)
        campaign.grade("H-1", on=day("2021-03-01"), by="p3@grader@lift", grade="general")
        campaign.fix_on_spot("H-1", on=day("2021-03-01"), by=INSPECTORS, before="失效", after="更换", rectified_by="p21@rectifier@阳光物业")
    asked(ledger, "--hazard", "H-1")
    file = shape("explain", ledger, "H-1", "--as-of", "2021-04-02")
    assert [one["id"] for one in file["requests"]] == ["C-0001"]
    assert "三、请外部门协作（1件）" in file["case_file"] and "已逾期2日" in file["case_file"]
    with bihuan.Campaign.open(ledger) as campaign:
        page = campaign.explain("H-1", as_of=day("2021-04-02"))._repr_html_()
        assert "请外部门协作" in page and "请提供清单" in page
    done = run("record", ledger, "close", "--hazard", "H-1", "--on", "2021-03-05", "--by", "p7@approver@lift", "--field", "outcome=done", "--now", NOW)
    assert done.exit_code == 0 and "C-0001尚未答复（期限2021-03-31）" in done.stderr


def test_refusals_on_the_command_line_name_what_would_be_right(ledger: Path) -> None:
    refused = run("cooperation", "ask", ledger, "C-0001", "--task", "1.1", "--unit", "电梯科", "--body", "区安全委办", "--text", "x",
                  "--due", "2021-03-31", "--on", "2021-03-01", "--now", NOW)  # fmt: skip
    assert refused.exit_code == 3 and "相近的有：区安委办" in refused.stderr
    assert run("cooperation", "ask", ledger, "C-0001", "--on", "2021-03-01").exit_code == 2, "what must be said is an option that must be given"
    asked(ledger)
    twice = asked(ledger, code=3)["error"]
    assert (twice["code"], twice["state"]) == ("subject_exists", "awaited")
    unknown = shape("cooperation", "chase", ledger, "C-0002", "--text", "x", "--on", "2021-03-02", "--now", NOW, code=3)["error"]
    assert (unknown["code"], unknown["allowed"]) == ("unknown_subject", ["C-0001"])
    assert shape("cooperation", "show", ledger, "C-9", code=3)["error"]["code"] == "unknown_subject"
    assert [one["code"] for one in shape("refusals", ledger)] == ["field_bad", "subject_exists", "unknown_subject"]


def test_the_manual_names_every_key_that_is_printed(ledger: Path) -> None:
    said = asked(ledger)
    found = shape("cooperation", "list", ledger, "--as-of", "2021-04-02")
    assert found["bodies"] and found["outside"] and found["requests"][0]["steps"]
    manual = set(re.findall(r"\w+", (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")))
    assert keys_of([said, found, shape("cooperation", "bodies", ledger)]) <= manual


def test_every_command_takes_json_and_the_manual_names_its_options() -> None:
    manual = (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")
    writers, readers = {"ask", "answer", "chase", "withdraw"}, {"list", "show", "bodies"}
    listed = set(re.findall(r"^  ([a-z-]+) ", run("cooperation", "--help").stdout.partition("Commands:")[2], re.MULTILINE))
    assert listed == writers | readers
    for command in listed:
        options = set(re.findall(r"--[a-z][a-z-]+", run("cooperation", command, "--help").stdout))
        assert "--json" in options and ("--now" in options) == ("--by" in options) == (command in writers)
        assert [option for option in options if option not in manual and option != "--help"] == []


def test_two_writers_do_not_answer_the_same_letter_twice(tmp_path: Path, world: bihuan.Plan, clock: Clock) -> None:
    path = tmp_path / "l"
    with bihuan.Campaign.create(path, plan=world, clock=clock) as one, bihuan.Campaign.open(path, clock=clock) as other:
        one.ask_body("C-0001", on=day("2021-03-01"), **LETTER)
        other.catch_up()
        seen = other.snapshot(as_of=day("2021-03-01")).cooperations[0].version
        one.answer_for_body("C-0001", on=day("2021-03-02"), outcome="done", text="复")
        with pytest.raises(bihuan.Conflict, match="was first with cooperation_answered"):
            other.answer_for_body("C-0001", on=day("2021-03-03"), outcome="declined", text="不", seen_version=seen)
        with pytest.raises(bihuan.Refused, match="settled on 2021-03-02"):
            other.answer_for_body("C-0001", on=day("2021-03-03"), outcome="declined", text="不")


def test_the_demo_has_letters_answered_in_every_way_and_one_overdue(demo: Path) -> None:
    with bihuan.Campaign.open(demo / "putuo.ledger") as campaign:
        asked = campaign.snapshot(as_of=day("2022-10-31")).cooperations
        assert {one.state for one in asked} == set(CooperationState) - {CooperationState.none}
        tasks = {task.id: {named.name for named in task.cooperating} for task in campaign.plan.tasks}
        organisation = campaign.plan.organisation
        assert {one.task for one in asked} == {"3.2.5", "4.3", "9.1", "9.2"}
        assert all(organisation.unit_name(one.body) in tasks[one.task] for one in asked), "the plan names each as helping with that task"
        owed = campaign.outside(as_of=day("2022-10-31"))
        assert [(one.subject, one.overdue_days) for one in owed] == [("C-2022-06", 17), ("C-2022-04", 0)]
        assert owed[0].chased_on == datetime.date(2022, 10, 19)
        # while the gas bottles were with the commission, their receipt was awaited too, and came late
        between = {one.subject: one for one in campaign.outside(as_of=day("2022-09-21"))}
        assert between["TP-2022-0001"].overdue_days == 1 and between["TP-2022-0001"].body == "qu_jianguanwei"
        standings = bihuan.body_standings(campaign.snapshot(as_of=day("2022-10-31")), campaign.plan)
        never = {(one.task, one.body_name) for one in standings if one.last_on is None}
        assert never == {("9.3", "市市场监管局")}, "the notice names it, and nobody ever wrote to it"
        assert sum(one.is_named for one in standings) == 6 and sum(one.asked_count for one in standings) == 7
        assert sum(one.late_count for one in standings) == 1
        assert [one.id for one in campaign.explain("TP-2022-0001", as_of=day("2022-10-31")).requests] == ["C-2022-05"]
    printed = (demo / "printed.txt").read_text(encoding="utf-8")
    assert "致外部门协作函 7 件，截至 2022-10-31 未答复 2 件，其中逾期 1 件" in printed
