"""SQL, markup, formulas and hidden characters in every text field: refused, or kept word for word and shown harmless."""

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest

import bihuan
from conftest import FOUND, INSPECTORS, WORLD, day
from hostile import ALL, BARE, HTML, cells_of, free_of, hostile_return, try_everywhere
from test_cli import run

RECEIVED = day("2021-04-01")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    """A campaign in which every text stood in every field, and its March report as files."""
    folder = tmp_path_factory.mktemp("hostile")
    with bihuan.Campaign.create(
        folder / "l", plan=bihuan.Plan.load(WORLD), clock="2021-06-01T09:00:00+08:00"
    ) as campaign:
        counts = try_everywhere(campaign)
        receipt = campaign.hand_in(hostile_return(folder), received=RECEIVED)
        issued = campaign.issue(period="2021-03", folder=folder / "out")
    return folder, receipt, issued, counts


def test_every_text_is_tried_in_every_field(told, capsys: pytest.CaptureFixture[str]):
    _, receipt, _, (taken, refused) = told
    rows_taken = len(receipt.rows) - receipt.refused_count
    assert taken > 400 and refused > 200 and rows_taken > 300 and receipt.refused_count > 20
    with capsys.disabled():
        print(f"\ndoor: {len(ALL)} hostile texts: {taken} acts took one word for word, {refused} refused one by name; "
              f"{rows_taken} rows of a return taken, {receipt.refused_count} refused")  # fmt: skip


def test_the_ledger_is_intact_and_its_tables_are_what_they_were(told, tmp_path: Path):
    folder, *_ = told
    with bihuan.Campaign.open(folder / "l", clock="2021-06-02T09:00:00+08:00") as campaign:
        assert campaign.verify()
        assert any(known.fields.get("text") == "'; DROP TABLE commits; --" for known in campaign.facts())
    bihuan.Campaign.create(tmp_path / "fresh", plan=bihuan.Plan.load(WORLD), clock="2021-06-01T09:00:00+08:00").shut()
    schemas = []
    for ledger in (folder / "l", tmp_path / "fresh"):
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as database:
            schemas.append(database.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall())
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert schemas[0] == schemas[1]
    assert not Path("/tmp/bihuan-attached").exists()


def test_refused_rows_name_their_column(told):
    receipt = told[1]
    refused = [row for row in receipt.rows if not row.accepted]
    assert all(row.column and row.reason and row.row > 0 for row in refused)
    assert {"单位名称", "设备代码", "文书文号"} <= {row.column for row in refused}


def test_the_workbook_holds_typed_texts_and_no_formula(told):
    issued = told[2]
    sheets, strings = cells_of(next(file for file in issued.files if file.suffix == ".xlsx"))
    assert len(sheets) > 5
    for sheet in sheets:
        assert "<f" not in re.sub(r"<(firstFooter|fitTo)", "", sheet) and "<hyperlink" not in sheet
        assert not re.search(r't="(str|e|b)"', sheet)
    assert free_of("".join(sheets + strings))
    assert "_x005F_x202E_" in strings[0], "a text that spells a character is no spelling of it"
    assert "=cmd|" in strings[0]


def test_the_page_shows_every_text_and_runs_none(told):
    issued = told[2]
    page = next(file for file in issued.files if file.suffix == ".html").read_text(encoding="utf-8")
    assert free_of(page)
    assert "<script" not in page and "<img" not in page and "<iframe" not in page and "<link" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "⟦U+202E⟧" in page
    from html import escape

    shown = [text for text in HTML if escape(text).replace("&#x27;", "&#39;") in page]
    assert len(shown) > len(HTML) // 2


def test_the_csv_keeps_every_text_and_a_spreadsheet_runs_none(told):
    issued = told[2]
    text = next(file for file in issued.files if file.suffix == ".csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert not any(re.match(r"[=+@\t\r\n＝＋－＠]|-(?![0-9.]+$)", cell) for row in rows for cell in row)
    place = rows[0].index("问题隐患")
    kept = {row[place].removeprefix("'") for row in rows[1:]}
    assert {"=1+1", "看\u202e见", "＝1+1"} <= kept


def test_notebook_views_show_no_hidden_character(told):
    folder, *_ = told
    with bihuan.Campaign.open(folder / "l", clock="2021-06-02T09:00:00+08:00") as campaign:
        snapshot = campaign.snapshot(as_of=day("2021-03-31"))
        report = campaign.report(period="2021-03")
        views = [snapshot, report, campaign.plan, campaign.explain("Y-30", as_of=day("2021-05-01")), snapshot.table()]
        views += list(report.tables)
        for view in views:
            page = view._repr_html_()
            assert free_of(page) and "<script" not in page and "<img" not in page
            assert "on" + "error=" not in page or "&lt;img" in page


def test_the_terminal_shows_no_hidden_character_and_json_loses_none(told):
    folder, *_ = told
    hazard = f"Y-{ALL.index(chr(0x1B) + '[31mred' + chr(0x1B) + '[0m')}"
    shown = run("explain", folder / "l", hazard, "--as-of", "2021-05-01").stdout
    assert free_of(shown) and "⟦U+001B⟧[31mred" in shown
    exact = run("explain", folder / "l", hazard, "--as-of", "2021-05-01", "--json").stdout
    assert free_of(exact) and "\x1b[31mred" in json.dumps(json.loads(exact), ensure_ascii=False).replace("\\u001b", "\x1b")
    failed = run("explain", folder / "l", "no\u202ene", "--as-of", "2021-05-01")
    assert failed.exit_code != 0 and free_of(failed.output) and "⟦U+202E⟧" in failed.output


@pytest.mark.parametrize("mark", list(BARE) + ["\x00", "\n", "\t", "\x7f"])
def test_identifiers_of_direct_acts_hold_nothing_hidden(campaign: bihuan.Campaign, mark: str):
    text = f"甲{mark}乙"
    before = campaign.checkpoint
    for field in ("enterprise", "device_code", "credit_code"):
        with pytest.raises(bihuan.Refused) as refused:
            campaign.record("register", "H-1", on=day("2021-03-01"), by=INSPECTORS, **(FOUND | {field: text}))
        assert refused.value.code == "field_bad" and field in str(refused.value) and field in refused.value.chinese
    with pytest.raises(bihuan.Refused, match="subject"):
        campaign.record("register", text, on=day("2021-03-01"), by=INSPECTORS, **FOUND)
    with pytest.raises(bihuan.Refused, match="by"):
        campaign.record("register", "H-1", on=day("2021-03-01"), by=f"p{mark}1@inspector@lift", **FOUND)
    with pytest.raises(bihuan.Refused, match="person"):
        campaign.appoint("inspector@lift", text, on=day("2021-03-01"))
    assert campaign.checkpoint == before


@pytest.mark.parametrize(("field", "longest"), [("text", 4000), ("address", 4000), ("enterprise", 200), ("device_code", 200)])
def test_fields_of_direct_acts_are_as_long_as_they_may_be(campaign: bihuan.Campaign, field: str, longest: int):
    for count in (longest - 1, longest):
        known = campaign.record("register", f"H-{count}", on=day("2021-03-01"), by=INSPECTORS, **(FOUND | {field: "隐" * count}))
        assert known.fields[field] == "隐" * count
    with pytest.raises(bihuan.Refused) as refused:
        campaign.record("register", "H-1", on=day("2021-03-01"), by=INSPECTORS, **(FOUND | {field: "隐" * (longest + 1)}))
    assert refused.value.code == "field_bad" and f"more than {longest}" in str(refused.value)


def test_no_correction_writes_what_the_act_itself_could_not(campaign: bihuan.Campaign):
    known = campaign.record("register", "H-1", on=day("2021-03-01"), by=INSPECTORS, **FOUND)
    for field, value in (("device_code", "1\u202e2"), ("enterprise", "x" * 201), ("text", "x" * 4001)):
        with pytest.raises(bihuan.Refused) as refused:
            campaign.record("correct", "H-1", on=day("2021-03-02"), by="p8@checker@lift",
                            corrects=known.number, field=field, value=value, reason="笔误")  # fmt: skip
        assert refused.value.code == "field_bad", refused.value
    with pytest.raises(bihuan.Error) as too_long:
        campaign.send_back("lift", "monthly", "2021-03", reason="x" * 4001)
    assert too_long.value.code in ("field_bad", "unknown_subject")
