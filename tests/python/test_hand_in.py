"""Workbooks and CSV files become facts; what is no readable workbook is refused with what to do instead."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

import bihuan
from bihuan import reading_room, workbook as reader
from conftest import day
from returns import HEADER, ROW, csv_files, workbook

RECEIVED = day("2021-04-01")


def sheets_of(book: openpyxl.Workbook) -> list[bihuan.Sheet]:
    out = io.BytesIO()
    book.save(out)
    return reader.read_workbook(out.getvalue(), "x.xlsx")


def test_a_workbook_becomes_facts(campaign, tmp_path: Path):
    receipt = campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED)
    assert (receipt.unit, receipt.filing, str(receipt.period)) == ("lift", "monthly", "2021-03")
    assert (receipt.standing, receipt.late, receipt.due_on) == ("complete", False, RECEIVED)
    hazard = campaign.snapshot(as_of=day("2021-03-31")).hazard("H-0001")
    assert hazard.state is bihuan.State.ordered and hazard.limit_on == day("2021-03-12")
    assert hazard.details["device_code"] == "31104020002021030001" and hazard.details["money_fen"] == 1_250_000
    assert "虚构丙" in campaign.names().values()


def test_the_same_content_gives_the_old_receipt_whatever_file_it_came_in(campaign, tmp_path: Path):
    first = campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED)
    again = campaign.hand_in(csv_files(tmp_path, [ROW]), received=day("2021-04-20"))
    assert again.repeated and again.item == first.item and again.checkpoint == first.checkpoint
    assert campaign.checkpoint == first.checkpoint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_files_are_read_in_either_encoding(campaign, tmp_path: Path, encoding: str):
    receipt = campaign.hand_in(csv_files(tmp_path, [ROW], encoding=encoding), received=RECEIVED)
    assert receipt.standing == "complete"
    assert campaign.snapshot(as_of=RECEIVED).hazard("H-0001").details["enterprise"] == "虚构物业公司"


def test_a_bad_row_is_refused_and_the_others_stand(campaign, tmp_path: Path):
    gap = ROW | {"id": "H-0002", "reviewed_on": day("2021-03-20"), "reviewers": "虚构庚、虚构辛", "conclusion": "合格"}
    receipt = campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW, gap]), received=RECEIVED)
    refused = receipt.rows[0]
    assert receipt.standing == "partial" and receipt.refused_count == 1
    assert not refused.accepted and refused.subject == "H-0002" and refused.row == 7 and refused.sheet == "隐患台账"
    assert refused.reason and refused.english.isascii() is not None and not refused.reason.isascii()
    assert campaign.snapshot(as_of=RECEIVED).find_hazard("H-0002") is None


def test_a_repeated_return_with_a_refused_row_is_known_after_opening_again(tmp_path: Path, world):
    file = workbook(tmp_path / "r.xlsx", [ROW | {"found_on": None}])
    with bihuan.Campaign.create(tmp_path / "l", plan=world, clock="2021-06-01T09:00:00+08:00") as campaign:
        first = campaign.hand_in(file, received=RECEIVED)
    with bihuan.Campaign.open(tmp_path / "l", clock="2021-06-02T09:00:00+08:00") as campaign:
        again = campaign.hand_in(file, received=RECEIVED)
        assert again.repeated and again.item == first.item


def test_all_or_nothing_writes_nothing(campaign, tmp_path: Path):
    before = campaign.checkpoint
    gap = ROW | {"id": "H-0002", "found_on": None}
    with pytest.raises(bihuan.ReturnError):
        campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW, gap]), received=RECEIVED, all_or_nothing=True)
    assert campaign.checkpoint == before


def test_a_dry_run_says_what_would_come_of_it(campaign, tmp_path: Path):
    before = campaign.checkpoint
    dry = campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED, dry_run=True)
    assert dry.dry_run and campaign.checkpoint == before
    real = campaign.hand_in(tmp_path / "r.xlsx", received=RECEIVED)
    assert (dry.fact_count, dry.standing) == (real.fact_count, real.standing)


def test_a_corrected_return_needs_a_reason(campaign, tmp_path: Path):
    campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED)
    changed = workbook(tmp_path / "v2.xlsx", [ROW | {"begun_on": day("2021-03-03")}])
    with pytest.raises(bihuan.ReturnError) as told:
        campaign.hand_in(changed, received=day("2021-04-02"))
    assert told.value.code == "reason_missing" and "更正" in told.value.chinese
    receipt = campaign.hand_in(changed, received=day("2021-04-02"), reason="补填开工日期")
    assert receipt.corrected and receipt.late
    assert campaign.snapshot(as_of=RECEIVED).hazard("H-0001").state is bihuan.State.rectifying


def test_a_zero_report_says_that_it_is_one(campaign, tmp_path: Path):
    with pytest.raises(bihuan.ReturnError):
        campaign.hand_in(workbook(tmp_path / "r.xlsx", []), received=RECEIVED)
    campaign.hand_in(workbook(tmp_path / "zero.xlsx", [], {"零报告": "是"}), received=RECEIVED)
    assert campaign.snapshot(as_of=RECEIVED).received[0].zero


def test_a_unit_nobody_knows_is_refused_with_near_names(campaign, tmp_path: Path):
    with pytest.raises(bihuan.Error) as told:
        campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW], {"单位": "电梯处"}), received=RECEIVED)
    assert "电梯处" in told.value.chinese


def test_returns_are_sent_back_and_taken(campaign, tmp_path: Path):
    campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED)
    campaign.send_back("lift", "monthly", "2021-03", reason="缺附件", on=day("2021-04-02"))
    assert campaign.snapshot(as_of=day("2021-04-02")).received[0].sent_back
    campaign.take("lift", "monthly", "2021-03", on=day("2021-04-03"))
    with pytest.raises(bihuan.Refused) as told:
        campaign.send_back("crane", "monthly", "2021-03", reason="缺附件")
    assert told.value.code == "unknown_subject"


# How cells are read.


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("31104020002021030001", "31104020002021030001"),
        (12.0, "12"),
        (12, "12"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (3.11040200020210e19, "31104020002021000000"),
        (True, "是"),
        (False, "否"),
        (datetime.date(2021, 3, 1), "2021-03-01"),
        (datetime.datetime(2021, 3, 1), "2021-03-01"),
        (datetime.datetime(2021, 3, 1, 8, 30), "2021-03-01 08:30:00"),
        (" 前后空格 ", " 前后空格 "),
    ],
)
def test_cells_as_text(cell: object, text: str):
    assert reading_room.cell_text(cell) == text


def test_a_merged_cell_speaks_for_every_row_that_has_something_of_its_own():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["单位", "题目", "备注"], [None, None, None], ["甲", "a", None], [None, "b", None], [None, None, None]):
        sheet.append(row)
    sheet["C3"] = "同上"
    for merged in ("A1:A2", "B1:B2", "A3:A5", "C3:C4"):
        sheet.merge_cells(merged)
    rows = sheets_of(book)[0].rows
    assert rows[:4] == [["单位", "题目", "备注"], ["", "", ""], ["甲", "a", "同上"], ["甲", "b", "同上"]]
    assert len(rows) == 4 or rows[4][0] == ""


def test_sheets_and_rows_keep_their_place():
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.active["B3"] = "x"
    book.create_sheet("二")
    book.create_chartsheet("图")
    first, second = sheets_of(book)
    assert (first.name, first.first_row, first.rows) == ("一", 1, [["", ""], ["", ""], ["", "x"]])
    assert (second.name, second.rows) == ("二", [])


# What is refused, and what to do instead.


def zip_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


FAR = b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
ERROR = b'<worksheet><sheetData><row r="9"><c r="I9" t="e"><v>#DIV/0!</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "english", "chinese"),
    [
        (reading_room.OLD_OFFICE + b"\0" * 600, "old .xls workbook or is protected by a password", "另存为 .xlsx"),
        (zip_of({"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}), "carries macros", "含有宏"),
        (zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "no .xlsx", "另存为 .xlsx"),
        (zip_of({"xl/workbook.bin": b""}), "no .xlsx", "另存为 .xlsx"),
        (zip_of({"xl/workbook.xml": b"<not"}), "can't be read", "无法读取"),
        (b"PK\x03\x04 nothing", "is damaged", "已损坏"),
        (zip_of({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": FAR}), "a cell at XFD1048576", "XFD1048576"),
        (zip_of({"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": ERROR}), "fails in cell I9", "I9 的公式出错"),
        (zip_of({"xl/workbook.xml": b"", "xl/media/x": b"\0" * (reading_room.MOST_UNPACKED_BYTES + 1)}), "unpacks", "过大"),
        (reading_room.ZIP + b"\0" * reading_room.MOST_BYTES, "more than", "过大"),
    ],
    ids=["xls", "xlsm", "ods", "xlsb", "empty", "damaged", "far cell", "failed formula", "bomb", "large"],
)
def test_other_files_are_refused_with_advice(campaign, tmp_path: Path, content: bytes, english: str, chinese: str):
    (tmp_path / "r.xlsx").write_bytes(content)
    with pytest.raises(bihuan.FormError) as told:
        campaign.hand_in(tmp_path / "r.xlsx", received=RECEIVED)
    error = told.value
    assert error.code == "bad_file" and error.file == "r.xlsx"
    assert english in str(error) and chinese in error.chinese


def test_a_workbook_called_csv_is_read_as_a_workbook(campaign, tmp_path: Path):
    workbook(tmp_path / "r.xlsx", [ROW]).rename(tmp_path / "r.csv")
    assert campaign.hand_in(tmp_path / "r.csv", received=RECEIVED).standing == "complete"


def test_a_workbook_is_a_return_alone(campaign, tmp_path: Path):
    with pytest.raises(bihuan.FormError, match="a workbook is a return alone"):
        campaign.hand_in([workbook(tmp_path / "r.xlsx", [ROW]), *csv_files(tmp_path, [ROW])], received=RECEIVED)
    with pytest.raises(bihuan.ReturnError):
        campaign.hand_in([], received=RECEIVED)


def test_a_file_that_is_not_there(campaign, tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        campaign.hand_in(tmp_path / "none.xlsx", received=RECEIVED)


def test_no_name_stands_in_the_ledger(campaign, tmp_path: Path):
    campaign.hand_in(workbook(tmp_path / "r.xlsx", [ROW]), received=RECEIVED)
    lines = "".join(str(known.fields) + str([str(actor) for actor in known.by]) for known in campaign.facts())
    assert not any(name in lines for name in ("虚构甲", "虚构丙", HEADER["填表人"], HEADER["单位负责人"]))
