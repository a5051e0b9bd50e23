"""Reads the sheets of a return's workbook (xlsx) as text, the way the C++ core reads CSV."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bihuan._core import Sheet
from bihuan.errors import FormError

MOST_BYTES = 20 * 1024 * 1024
"""Of the file; a return of one unit has some hundred kilobytes."""
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 300
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"

# A cell with something in it: where it says it stands, and the rest of its attributes.
FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"([^>]*?)(?<!/)>')


def content_of(paths: Sequence[Path]) -> bytes | None:
    """The bytes of a return that is a workbook of any kind, readable or not; None for CSV files. What a file is called
    does not matter. Throws FormError (bad_file) for large files and for several of which one is a workbook.
    """
    for path in paths:
        refuse_large(path.stat().st_size, path.name)
        with path.open("rb") as file:
            if not file.read(8).startswith((ZIP, OLD_OFFICE)):
                continue
        if len(paths) > 1:
            raise bad_file(
                path.name, "is a workbook among several files; a workbook is a return alone", "工作簿须单独报送"
            )
        return path.read_bytes()
    return None


def refuse_large(size: int, name: str) -> None:
    if size > MOST_BYTES:
        raise bad_file(name, f"has {size} bytes, more than {MOST_BYTES}", "文件过大，请删去无关内容")


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """The cells of every worksheet. Throws FormError (bad_file) with what to do instead."""
    import python_calamine

    refuse_other_kinds(content, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == worksheet]
        return [read_sheet(book.get_sheet_by_name(sheet)) for sheet in names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise bad_file(
            name, f"can't be read as a workbook ({error})", f"无法读取（{error}），请重新另存为 .xlsx"
        ) from error


def refuse_other_kinds(content: bytes, name: str) -> None:
    if content.startswith(OLD_OFFICE):
        raise bad_file(
            name,
            "is an old .xls workbook or is protected by a password; save it as .xlsx without a password",
            "是旧格式（.xls）或设有打开密码，请去掉密码后另存为 .xlsx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            look_inside(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise bad_file(name, f"is damaged ({error})", "文件已损坏，请重新导出") from error


def look_inside(archive: zipfile.ZipFile, name: str) -> None:
    """Refuses macros, other formats, and sheets that would fill the memory."""
    names = {member.filename for member in archive.infolist()}
    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED_BYTES:
        raise bad_file(name, f"unpacks to more than {MOST_UNPACKED_BYTES} bytes", "解压后过大，请删去无关内容")
    if "xl/vbaProject.bin" in names:
        raise bad_file(name, "carries macros (.xlsm); save it as .xlsx", "含有宏（.xlsm），请另存为 .xlsx")
    if "xl/workbook.xml" not in names:
        raise bad_file(name, "is no .xlsx workbook; save it as .xlsx", "不是 .xlsx 工作簿，请另存为 .xlsx")
    for member in archive.infolist():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
            refuse_wrong_cells(archive.read(member), name)


def refuse_wrong_cells(sheet: bytes, name: str) -> None:
    """Cells far out, and cells that hold an error: they would be read as blank, and a blank cell states nothing."""
    for column, row, rest in FILLED_CELL.findall(sheet):
        cell = (column + row).decode()
        if b't="e"' in rest:
            raise bad_file(name, f"has a formula that fails in cell {cell}", f"单元格 {cell} 的公式出错，请改正")
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        if number > MOST_COLUMNS or int(row) > MOST_ROWS:
            raise bad_file(
                name,
                f"has a cell at {cell}; at most {MOST_ROWS} rows and {MOST_COLUMNS} columns are read",
                f"单元格 {cell} 超出范围（最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列），请删去多余内容",
            )


def read_sheet(sheet: Any) -> Sheet:
    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    repeat_downwards(rows, sheet.merged_cell_ranges or [])
    return Sheet(sheet.name, rows)


def repeat_downwards(rows: list[list[str]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """What one cell says for several rows is said in each of them that has something of its own."""
    own = [any(row) for row in rows]
    for (first, left), (last, _) in merged:
        if first >= len(rows) or left >= len(rows[first]):
            continue
        for row in range(first + 1, min(last + 1, len(rows))):
            if own[row] and left < len(rows[row]):
                rows[row][left] = rows[first][left]


def cell_text(cell: object) -> str:
    """Days as ISO, whole numbers without .0, other numbers with the fifteen digits that a spreadsheet keeps."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, float):
        shortest = repr(cell).removesuffix(".0") if cell.is_integer() else format(cell, ".15g")
        return format(decimal.Decimal(shortest), "f")
    return "" if cell is None else str(cell)


def bad_file(name: str, english: str, chinese: str) -> FormError:
    return FormError(f"{name} {english}", code="bad_file", chinese=f"{name}：{chinese}", file=name)
