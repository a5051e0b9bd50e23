"""The command line: every command, the shapes of --json and the exit codes that docs/cli.md promises."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import bihuan
from bihuan.cli import app, grouped
from conftest import DEMO, HOUSE, INSPECTORS, WORLD, day
from returns import ROW, csv_files, workbook

NOW = "2021-06-01T09:00:00+08:00"
REGISTERED = [
    "--by", INSPECTORS[0], "--by", INSPECTORS[1], "--field", "task=1.1", "--field", "enterprise=虚构物业公司",
    "--field", "supervising_unit=lift", "--field", "territorial_unit=station", "--field", "source=inspection",
    "--field", "place=1号梯", "--field", "text=层门门锁失效", "--field", "signatures=both", "--field", "prominent=是",
]  # fmt: skip


def run(*words: object) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def shape(*words: object, code: int = 0):
    result = run(*words, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    assert run("adopt", tmp_path / "l.ledger", WORLD, "--now", NOW).exit_code == 0
    return tmp_path / "l.ledger"


@pytest.fixture
def registered(ledger: Path) -> Path:
    shape("record", ledger, "register", "--hazard", "H-1", "--on", "2021-03-01", "--now", NOW, *REGISTERED)
    return ledger


# Questions to a plan and to the calendar.


def test_check(tmp_path: Path):
    said = shape("check", DEMO / "plan.toml")
    assert (said["leaf_task_count"], said["error_count"]) == (31, 0) and said["warning_count"] == len(said["problems"])
    assert set(said["problems"][0]) == {"code", "severity", "place", "line", "sentence"}
    assert f"{DEMO / 'plan.toml'}:{said['problems'][0]['line']}: 提示" in run("check", DEMO / "plan.toml").stdout
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(WORLD.read_text(encoding="utf-8").replace('leading     = ["电梯科"]', 'leading     = ["无此科"]'))
    assert shape("check", wrong, code=1)["error_count"] > 0


def test_rules_are_listed_by_the_day_and_by_the_file(tmp_path: Path):
    before, after = (shape("rules", DEMO / "plan.toml", "--on", on) for on in ("2022-06-30", "2022-07-01"))
    for said, review in ((before, ("reviewing", 10, False)), (after, ("M57-29", 10, True))):
        found = [(rule["id"], rule["days"], rule["is_law"]) for rule in said["rules"] if rule["limit"] == "review"]
        assert found == [review]
    assert before["on"] == "2022-06-30" and shape("rules")["on"] is None
    assert all(rule["source"] and rule["is_law"] for rule in shape("rules")["rules"])
    said = run("rules", DEMO / "plan.toml", "--on", "2022-07-01").stdout
    assert "特种设备安全监督检查办法" in said and "方案（假定）" in said and "180日内 3 次" in said
    other = tmp_path / "other.toml"
    lines = ['id = "R"', 'title = "复查"', 'limit = "review"', "days = 5", 'counting = "working_days"', 'source = "某规定"']
    other.write_text("\n".join(["[[rule]]", *lines]), encoding="utf-8")
    assert [rule["days"] for rule in shape("rules", "--rules", other)["rules"]] == [5]
    other.write_text('[[rule]]\nid = "R"\n')
    assert shape("rules", "--rules", other, code=3)["error"]["line"] == 1


def test_filings():
    dues = shape("filings", DEMO / "plan.toml")
    assert [sum(due["filing"] == name for due in dues) for name in ("monthly", "annual")] == [28, 3]
    festival = next(due for due in dues if due["due_on"] == "2022-02-01")
    assert list(festival) == [
        "filing", "title", "period", "cutoff_on", "due_on", "on_working_day", "previous_working_day",
        "next_working_day", "explanation",
    ]  # fmt: skip
    assert festival["previous_working_day"] == "2022-01-30" and festival["period"] == "2022-01"
    rolled = shape("filings", DEMO / "plan.toml", "--roll", "forward")
    assert next(due for due in rolled if due["period"] == "2022-01")["due_on"] == "2022-02-07"
    assert run("filings", DEMO / "plan.toml", "--roll", "up").exit_code == 2
    assert "共 31 个报送日" in run("filings", DEMO / "plan.toml").stdout


@pytest.mark.parametrize(
    ("words", "key", "answer"),
    [
        (("add", "2022-01-28", 3), "result", "2022-02-07"),
        (("add", "2022-01-28", "--", -1), "result", "2022-01-27"),
        (("count", "2022-01-31", "2022年2月7日"), "count", 1),
        (("next", "2022-01-31"), "result", "2022-02-07"),
        (("previous", "2022-02-01"), "result", "2022-01-30"),
        (("is", "2022-01-30"), "kind", "make_up_day"),
    ],
)
def test_days(words: tuple, key: str, answer: object):
    plain = run("days", *words)
    assert plain.exit_code == 0 and (str(answer) in plain.stdout or "调休上班日" in plain.stdout)
    result = run("days", words[0], "--json", *words[1:])
    assert json.loads(result.stdout)[key] == answer


def test_days_of_years_that_nobody_has_announced():
    result = run("days", "next", "2049-01-01")
    assert result.exit_code == 3 and "no_calendar" in result.stderr and "2049年" in result.stderr
    assert run("days", "next", "tomorrow").exit_code == 2


def test_who():
    said = shape("who", WORLD, "1.1", "--on", "2021-03-01")
    assert [unit["name"] for unit in said["leads"]] == ["电梯科"] and said["answers"][0]["unit"] == "lift"
    assert "电梯科" in run("who", WORLD, "1.1").stdout
    assert shape("who", WORLD, "9.9", code=3)["error"]["code"] == "unknown_name"


# A ledger.


def test_adopt(ledger: Path):
    again = shape("adopt", ledger, WORLD, "--now", NOW, code=4)
    assert again["error"]["code"] == "ledger_exists" and again["error"]["kind"] == "LedgerError"
    assert run("adopt", ledger.with_name("x"), ledger.with_name("none.toml")).exit_code == 3


def test_record(registered: Path):
    said = shape("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-01", "--by", "p3@grader@lift",
                 "--field", "grade=general", "--now", NOW)  # fmt: skip
    assert list(said) == ["item", "recorded_at", "kind", "on", "subject", "by", "fields", "leaf", "checkpoint", "short_code"]
    assert bihuan.Checkpoint.parse(said["checkpoint"]).short_code == said["short_code"]
    assert (said["kind"], said["on"], said["by"]) == ("hazard_graded", "2021-03-01", ["p3@grader@lift"])
    limit = {"due_limit": "order", "due_on": "2021-03-04", "due_rule": "order", "due_edition": "2021-1"}
    assert said["recorded_at"] == "2021-06-01T01:00:00+00:00" and said["fields"] == {"grade": "general", **limit}
    said = shape("record", registered, "order", "--hazard", "H-1", "--on", "2021-03-02", "--by", "p4@orderer@lift",
                 "--field", "paper=directive", "--field", "number=1号", "--field", "clauses=甲法第一条",
                 "--field", "clauses=乙法第二条", "--field", "measures=换", "--field", "limit_on=2021/3/12",
                 "--field", "money_fen=125000", "--field", "rectifier=p5@rectifier@虚构物业公司", "--now", NOW)  # fmt: skip
    assert said["fields"]["clauses"] == ["甲法第一条", "乙法第二条"] and said["fields"]["limit_on"] == "2021-03-12"
    assert said["fields"]["money_fen"] == 125000
    refused = shape("record", registered, "close", "--hazard", "H-1", "--on", "2021-03-02", "--by", "p4@approver@lift",
                    "--field", "outcome=done", "--now", NOW, code=3)  # fmt: skip
    assert refused["error"]["code"] == "wrong_state" and "begin" in refused["error"]["allowed"]


def test_every_request_is_known_to_record(registered: Path):
    for request in bihuan.Request:
        result = run("record", registered, request, "--hazard", "H-9", "--on", "2021-03-01", "--by", "p1@citizen@lift")
        assert result.exit_code == 3, (request, result.output)
    assert run("record", registered, "registre", "--hazard", "H-9", "--on", "2021-03-01", "--by", "p").exit_code == 2
    assert run("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-01").exit_code == 2, "--by is needed"


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("limit_on", "key=value"),
        ("limit_on=soon", "soon"),
        ("money_fen=1.5", "whole fen"),
        ("rectifier=p5", "p5"),
        ("number=1", "said twice"),
    ],
)
def test_fields_are_typed_by_their_forms(registered: Path, field: str, says: str):
    result = run("record", registered, "order", "--hazard", "H-1", "--on", "2021-03-02", "--by", "p4@orderer@lift",
                 "--field", "number=2", "--field", field)  # fmt: skip
    assert result.exit_code == 3 and says in result.stderr


def test_the_unit_of_a_person_follows_from_term_or_post(registered: Path):
    words = ("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-01", "--field", "grade=general")
    nobody = run(*words, "--by", "p3@grader", "--now", NOW)
    assert nobody.exit_code == 3 and "PERSON@POST@UNIT" in nobody.stderr
    for unit in ("lift", "crane"):
        known = shape("appoint", registered, f"grader@{unit}", f"虚构{unit}", "--on", "2021-01-05", "--now", NOW)
    several = run(*words, "--by", "p99@grader", "--now", NOW)
    assert several.exit_code == 3 and "crane, lift" in several.stderr
    said = shape(*words, "--by", f"{known['fields']['person']}@grader", "--now", NOW)
    assert said["by"] == [f"{known['fields']['person']}@grader@crane"]


def test_a_new_person_never_gets_an_id_that_has_acted(registered: Path):
    acted = {"p1", "p2"}
    shape("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-01", "--by", "p1@grader@lift",
          "--field", "grade=general", "--now", NOW)  # fmt: skip
    known = shape("appoint", registered, "grader@lift", "虚构甲", "--on", "2021-03-01", "--now", NOW)
    assert known["fields"]["person"] not in acted
    assert "虚构甲" not in run("explain", registered, "H-1").stdout


def test_the_help_of_record_reads(ledger: Path):
    assert "REQUEST <0|" not in run("record", "--help").stdout


def test_refusals_name_posts_by_their_titles(registered: Path):
    wrong = run("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-01", "--by", "p4@orderer@lift",
                "--field", "grade=general", "--now", NOW)  # fmt: skip
    assert wrong.exit_code == 3 and "办理人须为定级人员（方案中的职务：" in wrong.stderr
    assert "grader" not in wrong.stderr.splitlines()[-1]


def test_appoint_and_end(ledger: Path):
    known = shape("appoint", ledger, "head@电梯科", "虚构甲", "--on", "2021-02-01", "--acting", "--now", NOW)
    assert (known["kind"], known["subject"], known["fields"]["acting"]) == ("person_appointed", "head@lift", 1)
    person = known["fields"]["person"]
    said = shape(
        "appoint", ledger, "head@lift", person, "--on", "2021-03-01", "--end", "--by", "p0@head@office", "--now", NOW
    )
    assert said["kind"] == "term_ended" and said["by"] == ["p0@head@office"]
    assert run("appoint", ledger, "head", "虚构甲", "--on", "2021-02-01").exit_code == 2


# Returns.


def test_hand_in(ledger: Path, tmp_path: Path):
    good = workbook(tmp_path / "good.xlsx", [ROW])
    gap = workbook(tmp_path / "gap.xlsx", [ROW | {"id": "C-1", "found_on": None}], {"单位": "起重科"})
    dry = shape("hand-in", ledger, good, "--dry-run", "--received", "2021-04-01", "--now", NOW)
    assert dry["returns"][0]["receipt"]["dry_run"] and shape("verify", ledger)["commit_count"] == 1
    said = shape("hand-in", ledger, good, gap, "--received", "2021-04-01", "--now", NOW, code=1)
    first, second = said["returns"]
    assert first["files"] == [str(good)] and first["receipt"]["standing"] == "complete"
    assert list(second["receipt"]["refused"][0]) == ["sheet", "row", "column", "subject", "reason", "english"]
    assert second["receipt"]["refused_count"] == 1
    text = run("hand-in", ledger, good, "--received", "2021-04-01", "--reason", "更正", "--now", NOW).stdout
    assert "重复（原回执）" in text
    whole = run("hand-in", ledger, gap, good, tmp_path / "none.xlsx", "--received", "2021-04-01", "--now", NOW)
    assert whole.exit_code == 3 and "none.xlsx" in whole.stderr and "Traceback" not in whole.output


def test_what_is_refused_whole_does_not_stop_the_others(ledger: Path, tmp_path: Path):
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    said = shape("hand-in", ledger, tmp_path / "old.xls", workbook(tmp_path / "good.xlsx", [ROW]),
                 "--received", "2021-04-01", "--now", NOW, code=3)  # fmt: skip
    assert said["returns"][0]["error"]["code"] == "bad_file" and said["returns"][1]["receipt"]["standing"] == "complete"


def test_csv_files_of_one_return_go_together(ledger: Path, tmp_path: Path):
    files = csv_files(tmp_path, [ROW])
    book = tmp_path / "z.xlsx"
    assert grouped([files[2], book, files[0], files[1]], ["隐患台账", "制度措施清单", "进展情况"]) == [files, [book]]
    said = shape("hand-in", ledger, *reversed(files), "--received", "2021-04-02", "--now", NOW)
    assert len(said["returns"]) == 1 and said["returns"][0]["receipt"]["late"]


def test_send_back_and_take(ledger: Path, tmp_path: Path):
    run("hand-in", ledger, workbook(tmp_path / "good.xlsx", [ROW]), "--received", "2021-04-01", "--now", NOW)
    said = shape("send-back", ledger, "电梯科/monthly/2021-03", "--reason", "缺附件", "--now", NOW)
    assert said["kind"] == "return_sent_back" and said["on"] == "2021-06-01"
    assert shape("take", ledger, "lift/monthly/2021-03", "--on", "2021-05-31", "--now", NOW)["on"] == "2021-05-31"
    assert shape("send-back", ledger, "crane/monthly/2021-03", "--reason", "x", "--now", NOW, code=3)["error"]
    assert run("send-back", ledger, "lift/2021-03", "--reason", "x").exit_code == 2


# Answers.


def test_status(registered: Path):
    said = shape("status", registered, "--as-of", "2021-03-30")
    assert list(said) == [
        "as_of", "known_at", "checkpoint", "counts", "by_state", "missing", "late", "due_soon", "overdue", "stuck",
        "steps_due", "steps_overdue", "steps_undated", "undecided", "outside",
    ]  # fmt: skip
    assert said["counts"] == {"hazards": 1, "open": 1, "open_major": 0, "overdue": 0}
    assert {row["period"] for row in said["missing"]} == {"2021-01", "2021-02"}
    assert [(row["unit"], row["due_on"], row["answers"]) for row in said["due_soon"]] == [
        ("lift", "2021-04-01", "head@lift"), ("crane", "2021-04-01", "head@crane"),
    ]  # fmt: skip
    later = shape("status", registered, "--as-of", "2021-04-20", "--stuck", "45")
    assert [row["id"] for row in later["stuck"]] == ["H-1"] and later["stuck"][0]["idle_days"] == 50
    then = shape("status", registered, "--as-of", "2021-03-30", "--known-at", "1")
    assert then["counts"]["hazards"] == 0
    assert "缺报 4" in run("status", registered, "--as-of", "2021-03-30").stdout
    assert run("status", registered).exit_code == 2


def test_late_returns_and_overdue_hazards(ledger: Path, tmp_path: Path):
    run("hand-in", ledger, workbook(tmp_path / "r.xlsx", [ROW]), "--received", "2021-04-05", "--now", NOW)
    said = shape("status", ledger, "--as-of", "2021-04-20")
    assert [(row["unit"], row["received_on"]) for row in said["late"]] == [("lift", "2021-04-05")]
    assert [(row["id"], row["limit_on"], row["overdue_days"]) for row in said["overdue"]] == [
        ("H-0001", "2021-03-12", 39)
    ]


def test_report(registered: Path, tmp_path: Path):
    said = shape("report", registered, "--period", "2021-03", "--out", tmp_path / "draft")
    assert not said["report"]["issued"] and said["item"] == 0 and len(said["files"]) == 4
    assert said["report"]["headline"]["found"] == 1 and said["report"]["headline"]["rate"] == "0.00"
    assert all(Path(file).exists() for file in said["files"])
    issued = shape("report", registered, "--period", "2021-03", "--out", tmp_path, "--issue", "--now", NOW)
    assert issued["report"]["issued"] and issued["item"] > 0 and len(issued["digests"]) == 4
    again = shape("report", registered, "--period", "2021-03", "--out", tmp_path, "--issue", "--now", NOW, code=3)
    assert again["error"]["code"] == "already_issued"
    text = run("report", registered, "--period", "2021-04", "--out", tmp_path).stdout
    assert "草稿" in text and "未闭环 1 项" in text
    assert run("report", registered, "--period", "2021-13", "--out", tmp_path).exit_code == 2
    assert (
        run("report", registered, "--period", "2021-04", "--out", tmp_path, "--issue", "--known-at", 1).exit_code == 2
    )


def test_explain(registered: Path):
    said = shape("explain", registered, "H-1")
    assert (said["state"], said["as_of"], said["answers"]) == ("registered", "2021-06-01", "head@lift")
    assert "grade" in said["allowed"] and said["steps"][0]["kind"] == "hazard_registered"
    assert said["details"]["text"] == "层门门锁失效" and said["set_by"]["text"] == said["steps"][0]["item"]
    assert "目前可以" in run("explain", registered, "H-1", "--as-of", "2021-03-05").stdout
    assert shape("explain", registered, "H-2", code=3)["error"]["code"] == "unknown_subject"


def test_verify(registered: Path):
    said = shape("verify", registered)
    assert list(said) == [
        "verdict", "bad_item", "bad_item_last", "bad_commit", "witnessed_size", "sentence", "chinese", "commit_count", "refusal_count",
        "checkpoint", "kept_count", "absent_count", "altered_files", "accounts",
    ]  # fmt: skip
    assert said["verdict"] == "intact" and said["accounts"] == {"ok": True, "reports": []}
    with sqlite3.connect(registered) as file:
        for trigger in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger[0]}")
        file.execute("UPDATE commits SET text = replace(text, '1号梯', '2号梯') WHERE seq = 2")
    file.close()
    result = run("verify", registered, "--json")
    assert result.exit_code == 4
    said = json.loads(result.stdout)
    assert (said["verdict"], said["bad_item"], said["bad_commit"]) == ("altered", 4, 2) and "4" in said["sentence"]


def test_verify_tells_of_issued_reports(registered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shape("report", registered, "--period", "2021-03", "--out", tmp_path / "out", "--issue", "--now", NOW)
    (check,) = shape("verify", registered)["accounts"]["reports"]
    assert check["ok"] and check["period"] == "2021-03" and check["figure_count"] > 16 and check["differing"] == []
    assert "已印发报告 1 期：均与台账一致" in run("verify", registered).stdout
    found = bihuan.verify_campaign(registered)

    class NotHonoured:
        """The same ledger with a report that says something else."""

        def __getattr__(self, name: str) -> object:
            return getattr(found, name)

        def __bool__(self) -> bool:
            return False

    monkeypatch.setattr(bihuan, "verify_campaign", lambda *_: NotHonoured())
    assert run("verify", registered).exit_code == 4


def test_what_is_no_ledger_ends_with_4(tmp_path: Path):
    (tmp_path / "x").write_text("no ledger")
    for words in (["explain", tmp_path / "none", "H-1"], ["status", tmp_path / "x", "--as-of", "2021-01-01"]):
        result = run(*words)
        assert result.exit_code == 4 and "LedgerError" in result.stderr and result.stdout == ""
    assert shape("verify", tmp_path / "x", code=4)["verdict"] == "unreadable"


# Everything.


def test_markup_in_a_ledger_is_printed_as_it_stands(ledger: Path):
    words = [word.replace("层门门锁失效", "[red]门锁[/red][/]") for word in REGISTERED]
    shape("record", ledger, "register", "--hazard", "H-1", "--on", "2021-03-01", "--now", NOW, *words)
    assert "[red]门锁[/red][/]" in run("explain", ledger, "H-1").stdout


def test_every_command_takes_json_and_writers_take_now_and_by():
    commands = {"chart", "check", "filings", "rules", "who", "adopt", "hand-in", "send-back", "take", "record", "appoint", "status",
                "feasible", "report", "explain", "verify", "measure", "coverage", "meet", "phases", "prefill",
                "merge", "posts", "handover", "accountability", "what-if"}  # fmt: skip
    listed = set(re.findall(r"^  ([a-z-]+) ", run("--help").stdout.partition("Commands:")[2], re.MULTILINE))
    # They write no fact.
    beside = {"key", "receipt", "checkpoint", "witness", "bundle", "rebuild", "diff", "trace", "backup", "doctor", "refusals"}
    assert listed == commands | beside | {"days", "cooperation", "reorganise"}  # which have commands of their own
    assert all("--json" in run(command, "--help").stdout for command in beside)
    readers = {"chart", "check", "feasible", "filings", "rules", "who", "status", "explain", "verify", "coverage",
               "phases", "prefill", "merge", "posts", "handover", "accountability", "what-if"}  # fmt: skip
    for command in commands:
        said = run(command, "--help").stdout
        assert "--json" in said, command
        assert ("--now" in said) == (command not in readers), command
        assert ("--by" in said) == (command not in readers), command


def test_the_manual_names_every_command_option_and_exit_code():
    manual = (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in ("chart", "check", "filings", "rules", "days", "who", "adopt", "hand-in", "send-back", "take", "record", "appoint",
                    "status", "feasible", "report", "explain", "verify", "measure", "coverage", "meet",
                    "phases", "prefill", "merge", "key", "receipt", "checkpoint", "witness", "bundle",
                    "rebuild", "diff", "trace", "backup", "doctor", "refusals", "posts", "handover",
                    "accountability", "reorganise rename", "reorganise split", "reorganise move"):  # fmt: skip
        words = ["days", "add"] if command == "days" else command.split()
        assert f"bihuan {command} " in manual, command
        for option in re.findall(r"--[a-z][a-z-]+", run(*words, "--help").stdout):
            assert option in manual or option == "--help", f"{command} {option}"


def keys_of(thing: object) -> set[str]:
    if isinstance(thing, list):
        return set().union(*map(keys_of, thing)) if thing else set()
    if not isinstance(thing, dict):
        return set()
    free = {"fields", "details", "set_by", "by_state"}  # their keys are words of the ledger
    return set(thing) | set().union(*(keys_of(value) for key, value in thing.items() if key not in free), set())


def test_the_manual_names_every_key_that_is_printed(registered: Path, tmp_path: Path):
    manual = set(re.findall(r"\w+", (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")))
    bad = workbook(tmp_path / "r.xlsx", [ROW | {"found_on": None}])
    printed = [
        shape("check", DEMO / "plan.toml"), shape("filings", WORLD), shape("days", "is", "2022-01-30"),
        shape("rules", WORLD), shape("who", WORLD, "1.1"),
        shape("hand-in", registered, bad, "--received", "2021-04-05", "--now", NOW, code=1),
        shape("status", registered, "--as-of", "2021-04-20"), shape("explain", registered, "H-1"),
        shape("report", registered, "--period", "2021-03", "--out", tmp_path), shape("verify", registered),
        shape("feasible", registered, "H-1", "--limit", "2021-06-30"), shape("explain", registered, "H-9", code=3), json.loads((tmp_path / "monthly-2021-03.draft.json").read_bytes()),
    ]  # fmt: skip
    tables = printed[-1].pop("tables")
    assert "headline" in printed[-1] and tables["board"]
    # `_cumulative`, `_total` and `_late` are said once for all figures.
    said = {key for key in keys_of(printed) if not key.endswith(("_cumulative", "_total", "_late"))}
    assert said - manual == set()


def test_it_runs_as_a_module_and_as_a_program():
    done = subprocess.run([sys.executable, "-m", "bihuan", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"bihuan {bihuan.__version__}\n"
    program = shutil.which("bihuan")
    if program:
        assert subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout == done.stdout


def test_the_demo_ledger_tells_its_story(demo_ledger: Path):
    said = shape("status", demo_ledger, "--as-of", "2020-12-31")
    assert said["counts"]["hazards"] > 500 and said["by_state"]["closed"] > 400
    assert shape("verify", demo_ledger)["verdict"] == "intact"
    row = said["overdue"][0] if said["overdue"] else said["stuck"][0]
    assert shape("explain", demo_ledger, row["id"], "--as-of", day("2020-12-31"))["id"] == row["id"]


def test_adopt_says_who_adopted(tmp_path: Path):
    shape("adopt", tmp_path / "l", WORLD, "--now", NOW, "--by", "p5@director@office")
    with bihuan.Campaign.open(tmp_path / "l") as campaign:
        (adopted,) = campaign.facts("plan")
        assert [str(actor) for actor in adopted.by] == ["p5@director@office"]


def test_explain_tells_every_step_in_words(ledger: Path):
    shape("record", ledger, "register", "--hazard", "H-1", "--on", "2021-03-01", "--now", NOW, *REGISTERED)
    (step,) = shape("explain", ledger, "H-1")["steps"]
    assert "电梯科检查人员" in step["text"] and "问题隐患：层门门锁失效" in step["text"]


def test_explain_reads_like_a_case_file(registered: Path):
    said = shape("explain", registered, "H-1")
    (line,) = said["steps"]
    assert line["who"] == ["电梯科检查人员p1", "电梯科检查人员p2"] and "第57号" in line["source"]
    assert said["next"][0]["request"] == "grade" and said["next"][0]["movers"] == ["grader"]
    text = run("explain", registered, "H-1").stdout
    for words in ("隐患H-1案卷", "一、经过", "依据：", "办理：电梯科检查人员p1", "录入", "二、下一步", "由谁负责：", "领导小组"):
        assert words in text, words
    assert text.strip() == said["case_file"].strip()


def test_a_like_hazard_is_named_when_it_is_registered_and_its_outcome_recorded(registered: Path):
    words = ["record", registered, "register", "--hazard", "H-2", "--on", "2021-03-20", "--now", NOW, *REGISTERED]
    told = run(*words)
    assert told.exit_code == 0 and "与H-1同一单位" in told.stderr and "recurrence_of" in told.stderr
    (pair,) = shape("status", registered, "--as-of", "2021-03-30")["undecided"]
    assert (pair["hazard"], pair["other"], pair["same_enterprise"]) == ("H-2", "H-1", True)
    assert "相似而未认定 1" in run("status", registered, "--as-of", "2021-03-30").stdout
    number = shape("explain", registered, "H-2")["steps"][0]["item"]
    shape("record", registered, "correct", "--hazard", "H-2", "--on", "2021-03-21", "--now", NOW, "--by", "p9@checker@lift",
          "--field", f"corrects={number}", "--field", "field=distinct_from", "--field", "value=H-1", "--field", "reason=另一处")  # fmt: skip
    assert shape("status", registered, "--as-of", "2021-03-30")["undecided"] == []


def test_an_order_is_told_how_long_such_hazards_took(registered: Path):
    shape("record", registered, "grade", "--hazard", "H-1", "--on", "2021-03-02", "--now", NOW, "--by", "p3@grader@lift",
          "--field", "grade=general")  # fmt: skip
    told = run("record", registered, "order", "--hazard", "H-1", "--on", "2021-03-03", "--now", NOW, "--by", "p4@orderer@lift",
               "--field", "paper=directive", "--field", "number=1号", "--field", "clauses=第六十二条", "--field", "measures=更换",
               "--field", "limit_on=2021-03-10")  # fmt: skip
    assert told.exit_code == 0 and "剩余5个工作日" in told.stderr and "不作推断" in told.stderr
    said = shape("feasible", registered, "H-1", "--limit", "2021-03-10", "--as-of", "2021-03-03")
    assert (said["working_days_left"], said["case_count"], said["median_days"]) == (5, 0, None)
    past = shape("status", registered, "--as-of", "2021-03-15")
    assert "rectify" in [due["limit"] for due in past["steps_overdue"]] and past["counts"]["overdue"] == 1
    assert "事项超期" in run("status", registered, "--as-of", "2021-03-15").stdout


def test_another_law_by_file_changes_limits(ledger: Path, tmp_path: Path):
    law = tmp_path / "law.toml"
    law.write_text(
        '[[rule]]\nid = "X-1"\ntitle = "分级"\nlimit = "grade"\ndays = 2\ncounting = "working_days"\n'
        'first = 2021-01-01\nsource = "虚构条例第一条"\n',
        encoding="utf-8",
    )
    words = ["record", ledger, "register", "--hazard", "H-1", "--on", "2021-03-01", "--now", NOW, "--rules", law, *REGISTERED]
    fields = shape(*words)["fields"]
    assert (fields["due_rule"], fields["due_on"]) == ("X-1", "2021-03-03")
    (line,) = shape("explain", ledger, "H-1", "--rules", law)["steps"]
    assert line["limit"]["source"] == "虚构条例第一条" and "2个工作日" in line["limit"]["explanation"]
    assert "X-1" in shape("explain", ledger, "H-1")["steps"][0]["limit"]["explanation"]  # not in the shipped law


def test_a_report_in_gb18030_names_what_a_double_click_would_garble(ledger: Path, tmp_path: Path):
    words = [word.replace("虚构物业公司", "虚构䶮㛃物业公司") for word in REGISTERED]
    shape("record", ledger, "register", "--hazard", "H-1", "--on", "2021-03-01", "--now", NOW, *words)
    made = shape("report", ledger, "--period", "2021-03", "--out", tmp_path / "out", "--gb18030", "--now", NOW)
    assert "䶮" in {one["character"] for one in made["outside_cp936"]}
    assert "虚构䶮㛃物业公司" in Path(made["files"][-1]).read_bytes().decode("gb18030")
