"""A workbook is made out from the ledger, edited as a clerk edits it, held against the ledger and handed in."""

import datetime
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from conftest import HOUSE, WORLD, day
from returns import HEADER, ROW, workbook
from test_cli import NOW, run, shape

import bihuan

RECEIVED = day("2021-04-01")
HEADING_ROW = 14
"""Title, note, ten lines of header and an empty line stand above it."""


@pytest.fixture
def handed_in(campaign: bihuan.Campaign, tmp_path: Path) -> bihuan.Campaign:
    rows = [ROW, ROW | {"id": "H-0002", "text": "制动器间隙过大"}]
    assert campaign.hand_in(workbook(tmp_path / "march.xlsx", rows), received=RECEIVED).refused_count == 0
    return campaign


def made_out(campaign: bihuan.Campaign, folder: Path, period: str = "2021-04") -> Path:
    path = folder / "prefilled.xlsx"
    campaign.prefill("lift", period=period).write_xlsx(path)
    return path


def edited(path: Path, changes: dict[tuple[str, str], object], dropped: str = "") -> Path:
    """Cells by id and heading, as a clerk changes them; and a row deleted."""
    book = openpyxl.load_workbook(path)
    sheet = book["隐患台账"]
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    for row in list(sheet.iter_rows(min_row=HEADING_ROW + 1)):
        for (hazard, heading), value in changes.items():
            if row[0].value == hazard:
                row[headings.index(heading)].value = value
        if dropped and row[0].value == dropped:
            sheet.delete_rows(row[0].row)
    book.save(path)
    return path


def sign(path: Path) -> Path:
    """The head of the unit puts down his name, in another office program."""
    book = openpyxl.load_workbook(path)
    sheet = book["隐患台账"]
    for row in range(3, HEADING_ROW):
        if sheet.cell(row, 1).value == "单位负责人":
            sheet.cell(row, 2).value = "虚构己"
    book.save(path)
    return path


def test_the_workbook_looks_as_officials_expect_it(handed_in, tmp_path: Path):
    book = openpyxl.load_workbook(made_out(handed_in, tmp_path))
    assert book.sheetnames == ["隐患台账", "制度措施清单", "进展情况"]
    sheet = book["隐患台账"]
    template = bihuan.Template.standard().returned
    assert sheet["A1"].value == "隐患台账" and "A1:H1" in map(str, sheet.merged_cells.ranges)
    header = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(3, HEADING_ROW - 1)}
    assert header["单位"] == "电梯科" and header["报告期"] == "2021-04" and header["单位负责人"] == HEADER["单位负责人"]
    assert header["台账检查点"] == str(handed_in.checkpoint)
    assert [cell.value for cell in sheet[HEADING_ROW]] == [column.heading for column in template[0].columns]
    place = {column.key: number for number, column in enumerate(template[0].columns, 1)}
    row = HEADING_ROW + 1
    found_on = sheet.cell(row, place["found_on"])
    assert (found_on.value, found_on.number_format) == (datetime.datetime(2021, 3, 1), "yyyy-mm-dd")
    assert sheet.cell(row, place["source"]).value == "监督检查" and sheet.cell(row, place["grade"]).value == "一般"
    code = sheet.cell(row, place["device_code"])
    assert (code.value, code.data_type) == (ROW["device_code"], "s")
    assert sheet.cell(row, place["inspectors"]).value == ROW["inspectors"]
    assert sheet.freeze_panes == f"B{HEADING_ROW + 1}"
    lists = {str(one.sqref).split(":")[0].rstrip("0123456789"): one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"一般,重大,未分级,合计"' in lists.values()
    for sheet_template in template[1:]:
        headings = [cell.value for cell in book[sheet_template.name][2] if cell.value]
        assert headings == [column.heading for column in sheet_template.columns]


def test_handed_in_as_it_was_made_out_it_states_nothing(handed_in, tmp_path: Path):
    people = handed_in.names()
    receipt = handed_in.hand_in(made_out(handed_in, tmp_path), received=day("2021-05-01"))
    assert (receipt.fact_count, receipt.refused_count, receipt.missing, receipt.warnings) == (0, 0, [], [])
    assert receipt.merged is not None and receipt.merged.lines == [] and receipt.merged.unchanged_count == 2
    assert handed_in.names() == people


def test_direct_acts_by_persons_without_names_come_back_unchanged_too(campaign, found, tmp_path: Path):
    found(campaign, text="=HYPERLINK(\"x\")", place="  两行\n文字 ", source="群众反映", device_code="12345678901234567000")
    campaign.order("H-1", on=day("2021-03-02"), by="p4@orderer@lift", paper="directive", number="00123", clauses=["第六十二条"],
                   measures="含\u202e反向", limit_on=day("2021-03-12"), money_fen=12_345_678)  # fmt: skip
    path = sign(made_out(campaign, tmp_path))
    prefilled = campaign.prefill("lift", period="2021-04")
    assert prefilled.rows[0].cells["inspectors"] == "p1、p2" and prefilled.rows[0].cells["money"] == "12.345678"
    assert [campaign.facts()[0].kind, prefilled.rows[0].state] == [bihuan.FactKind.plan_adopted, bihuan.State.ordered]
    assert {fact.number: fact.kind for fact in campaign.facts("H-1")}[prefilled.rows[0].facts["due_on"]] is bihuan.FactKind.order_issued
    receipt = campaign.hand_in(path, received=day("2021-05-01"))
    assert (receipt.fact_count, receipt.refused_count) == (0, 0), receipt.rows
    assert receipt.merged is not None and receipt.merged.lines == []


def test_no_unit_of_the_demo_states_anything_by_sending_its_workbook_back(demo_ledger: Path, tmp_path: Path, capsys):
    rows = 0
    with bihuan.Campaign.open(demo_ledger, clock="2021-06-01T09:00:00+08:00") as campaign:
        for unit in campaign.plan.organisation.units:
            prefilled = campaign.prefill(unit.id, period="2021-05")
            if not len(prefilled):
                continue
            path = tmp_path / f"{unit.id}.xlsx"
            prefilled.write_xlsx(path)
            sign(path)
            receipt = campaign.hand_in(path, dry_run=True)
            assert (receipt.fact_count, receipt.refused_count, receipt.missing) == (0, 0, []), unit.id
            assert receipt.merged is not None and receipt.merged.lines == [], unit.id
            rows += len(prefilled)
    assert rows > 50
    with capsys.disabled():
        print(f"\nmerge: demo: {rows} rows of its units handed back unchanged: 0 facts, 0 refused")


def test_what_was_changed_is_told_and_a_conflict_refuses_its_row(handed_in, tmp_path: Path):
    path = edited(
        made_out(handed_in, tmp_path),
        {("H-0001", "整改时限"): day("2021-03-20"), ("H-0001", "开工日期"): day("2021-03-03"), ("H-0002", "部位"): "2号梯"},
    )
    order = next(fact for fact in handed_in.facts("H-0001") if fact.kind is bihuan.FactKind.order_issued)
    handed_in.correct("H-0001", on=day("2021-04-20"), by="p11@checker@lift", corrects=order.number, field="limit_on",
                      value="2021-03-15", reason="笔误")  # fmt: skip
    report = handed_in.merge(path)
    assert handed_in.checkpoint == report.ledger != report.issued
    by_kind = {kind: [line for line in report.lines if line.kind is kind] for kind in bihuan.MergeKind}
    (conflict,) = by_kind[bihuan.MergeKind.conflict]
    assert (conflict.column, conflict.issued, conflict.returned, conflict.ledger) == ("整改时限", "2021-03-12", "2021-03-20", "2021-03-15")
    assert conflict.facts == [handed_in.facts("H-0001")[-1].number] and conflict.who == "电梯科审核人"
    assert [line.key for line in by_kind[bihuan.MergeKind.edited]] == ["begun_on", "place"]
    receipt = handed_in.hand_in(path, received=day("2021-05-01"))
    (refused,) = [row for row in receipt.rows if not row.accepted]
    assert refused.subject == "H-0001" and refused.column == "整改时限" and "2021-03-15" in refused.reason
    assert receipt.fact_count == 1
    snapshot = handed_in.snapshot(as_of=day("2021-05-01"))
    assert snapshot.hazard("H-0001").limit_on == day("2021-03-15")
    assert snapshot.hazard("H-0001").state is bihuan.State.ordered
    assert snapshot.hazard("H-0002").details["place"] == "2号梯"


def test_a_deleted_row_deletes_nothing(handed_in, tmp_path: Path):
    path = edited(made_out(handed_in, tmp_path), {}, dropped="H-0002")
    receipt = handed_in.hand_in(path, received=day("2021-05-01"))
    assert receipt.missing == ["H-0002"] and receipt.fact_count == 0
    assert handed_in.snapshot(as_of=day("2021-05-01")).hazard("H-0002").is_open


def test_a_workbook_of_another_ledger_is_refused(handed_in, tmp_path: Path, world):
    path = made_out(handed_in, tmp_path)
    with (
        bihuan.Campaign.create(tmp_path / "other.ledger", plan=world, clock="2021-06-02T09:00:00+08:00") as other,
        pytest.raises(bihuan.ReturnError) as told,
    ):
        other.hand_in(path)
    assert told.value.code == "bad_return" and "另一本台账" in told.value.chinese


def test_the_report_shows_itself_as_table_and_page(handed_in, tmp_path: Path):
    report = handed_in.merge(edited(made_out(handed_in, tmp_path), {("H-0001", "问题隐患"): "<script>alert(1)</script>"}))
    table = report.to_table()
    assert table.name == "merge" and table.to_dicts()[0]["kind"] == "edited"
    page = report._repr_html_()
    assert "<script>" not in page and "比对结果" in page and "改动" in page
    assert repr(report) == "<MergeReport lift/monthly/2021-04, 2 rows, 1 lines, 0 conflicts>"
    assert repr(report.lines[0]) == "<MergeLine edited H-0001 text>"
    assert repr(handed_in.prefill("lift", period="2021-04")) == "<Prefilled lift/monthly/2021-04, 2 rows>"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.ledger"
    shape("adopt", path, WORLD, "--now", NOW)
    shape("hand-in", path, workbook(tmp_path / "march.xlsx", [ROW]), "--received", "2021-04-01", "--now", NOW)
    return path


def test_the_command_line_makes_out_compares_and_takes(ledger: Path, tmp_path: Path):
    made = shape("prefill", ledger, "--unit", "电梯科", "--period", "2021-04", "--out", tmp_path / "out")
    assert made["row_count"] == 1 and [Path(file).name for file in made["files"]] == [
        "lift-2021-04.xlsx", "lift-2021-04.制度措施清单.csv", "lift-2021-04.进展情况.csv", "lift-2021-04.隐患台账.csv",
    ]  # fmt: skip
    files = [Path(file) for file in made["files"]]
    (same,) = shape("merge", ledger, *files[1:])["returns"]
    assert same["merged"]["lines"] == [] and same["merged"]["unchanged_count"] == 1
    edited(files[0], {("H-0001", "开工日期"): day("2021-03-03")})
    before = files[0].read_bytes()
    (told,) = shape("merge", ledger, files[0])["returns"]
    assert told["merged"]["counts"]["edited"] == 1 and told["merged"]["lines"][0]["returned"] == "2021-03-03"
    shown = run("merge", ledger, files[0])
    assert shown.exit_code == 0 and "改动" in shown.stdout and "开工日期" in shown.stdout
    assert files[0].read_bytes() == before
    handed = shape("hand-in", ledger, files[0], "--received", "2021-05-01", "--now", NOW)["returns"][0]["receipt"]
    assert handed["fact_count"] == 1 and handed["merged"]["counts"]["edited"] == 1
    again = run("hand-in", ledger, *files[1:], "--received", "2021-05-01", "--reason", "误报", "--now", NOW)
    assert again.exit_code == 0 and "与底稿比对" in again.stdout
    refused = shape("merge", ledger, tmp_path / "march.xlsx", code=3)["returns"][0]["error"]
    assert refused["code"] == "bad_return" and "prefill" in refused["sentence" if "sentence" in refused else "english"]


def test_a_conflict_ends_with_findings(ledger: Path, tmp_path: Path):
    shape("prefill", ledger, "--unit", "lift", "--period", "2021-04", "--out", tmp_path)
    path = edited(tmp_path / "lift-2021-04.xlsx", {("H-0001", "整改时限"): day("2021-03-20")})
    with bihuan.Campaign.open(ledger, clock=NOW) as campaign:
        order = next(fact for fact in campaign.facts("H-0001") if fact.kind is bihuan.FactKind.order_issued)
        campaign.correct("H-0001", on=day("2021-04-20"), by="p11@checker@lift", corrects=order.number, field="limit_on",
                         value="2021-03-15", reason="笔误")  # fmt: skip
    shown = run("merge", ledger, path)
    assert shown.exit_code == 1 and "冲突" in shown.stdout and "台账后来已是“2021-03-15”" in "".join(shown.stdout.split())


def test_the_example_goes_the_whole_way():
    program = HOUSE / "examples" / "python" / "returned_workbook.py"
    done = subprocess.run([sys.executable, str(program), str(WORLD)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "冲突" in done.stdout and "改动" in done.stdout and "虚构" in done.stdout
