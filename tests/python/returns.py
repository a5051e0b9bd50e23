"""Builds small returns of the invented campaign: workbooks by openpyxl, CSV files by hand."""

import datetime
from pathlib import Path

import openpyxl

import bihuan

SHEETS = {sheet.key: sheet for sheet in bihuan.Template.standard().returned}
HEADINGS = [column.heading for column in SHEETS["hazards"].columns]
PLACES = {column.key: place for place, column in enumerate(SHEETS["hazards"].columns)}
ROW = {
    "id": "H-0001",
    "found_on": datetime.date(2021, 3, 1),
    "source": "监督检查",
    "inspectors": "虚构甲、虚构乙",
    "enterprise": "虚构物业公司",
    "territory": "街道所",
    "task": "1.1",
    "place": "1号梯",
    "text": "层门门锁失效",
    "device_code": "31104020002021030001",
    "grade": "一般",
    "document": "虚构监令〔2021〕1号",
    "ordered_on": datetime.date(2021, 3, 2),
    "measures": "更换门锁",
    "rectifier": "虚构丙",
    "money": 1.25,
    "due_on": datetime.date(2021, 3, 12),
}
HEADER = {
    "单位": "电梯科", "报送任务": "monthly", "报告期": "2021-03", "填表人": "虚构丁", "审核人": "虚构戊",
    "单位负责人": "虚构己", "填报日期": datetime.date(2021, 3, 31), "版本": 1, "零报告": "否",
}  # fmt: skip


def cells(row: dict[str, object]) -> list[object]:
    line: list[object] = [None] * len(HEADINGS)
    for key, value in row.items():
        line[PLACES[key]] = value
    return line


def workbook(path: Path, rows: list[dict[str, object]], header: dict[str, object] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEETS["hazards"].name
    flat = [part for pair in (HEADER | (header or {})).items() for part in pair]
    for place in range(0, len(flat), 6):
        sheet.append(flat[place : place + 6])
    sheet.append([])
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(cells(row))
    for key in ("measures", "progress"):
        other = book.create_sheet(SHEETS[key].name)
        other.append([column.heading for column in SHEETS[key].columns])
    book.save(path)
    return path


def text(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, datetime.date) else str(value)


def csv_files(
    folder: Path,
    rows: list[dict[str, object]],
    stem: str = "电梯科-2021-03",
    encoding: str = "utf-8",
    header: dict[str, object] | None = None,
) -> list[Path]:
    first = [f"{label},{text(value)}" for label, value in (HEADER | (header or {})).items()]
    first += ["", ",".join(HEADINGS), *(",".join(text(cell) for cell in cells(row)) for row in rows)]
    parts = {"hazards": first}
    for key in ("measures", "progress"):
        parts[key] = [",".join(column.heading for column in SHEETS[key].columns)]
    files = []
    for key, lines in parts.items():
        file = folder / f"{stem}.{SHEETS[key].name}.csv"
        file.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        files.append(file)
    return files
