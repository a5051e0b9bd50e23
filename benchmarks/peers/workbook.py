"""The register as a workbook: cells and looks are taken from a sample of ours, and written by XlsxWriter with them, by openpyxl without."""

import datetime
import pathlib
from collections.abc import Callable, Iterator

Rounds = Iterator[Callable[[], object]]
Line = list[str]


def cells(size: int, folder: pathlib.Path) -> Rounds:
    """Makes cells.tsv: looks, sheets with widths, rows with heights, cells as text or number; a sheet tells which rows are repeated."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.utils.datetime import to_excel

    align = {None: 1, "general": 1, "left": 1, "center": 2, "right": 3}  # libxlsxwriter's numbers

    def color(part: object) -> int:
        rgb = getattr(part, "rgb", None)
        return int(rgb[2:], 16) if isinstance(rgb, str) else -1

    def work() -> str:
        book = load_workbook(folder / "sample.xlsx")
        looks: dict[tuple, int] = {}
        out: list[tuple] = []
        for sheet in book.worksheets:
            frozen = sheet.freeze_panes
            first = int("".join(c for c in frozen if c.isdigit())) - 1 if frozen else 0
            last_of = {(m.min_row, m.min_col): m.max_col for m in sheet.merged_cells.ranges}
            repeated = sum(sheet.cell(row, 1).border.left.style is not None for row in range(first + 1, sheet.max_row + 1)) if frozen else 0
            out.append(("sheet", sheet.title, first, repeated))
            out += [("width", sheet.column_dimensions[get_column_letter(i)].width or 9) for i in range(1, sheet.max_column + 1)]
            for row in sheet.iter_rows():
                out.append(("row", sheet.row_dimensions[row[0].row].height or 0))
                covered = 0
                for cell in row:
                    if cell.column <= covered or not cell.has_style:
                        continue
                    covered = last_of.get((cell.row, cell.column), cell.column)
                    look = (cell.font.sz, int(bool(cell.font.b)), align[cell.alignment.horizontal], int(cell.border.left.style is not None),
                            color(cell.fill.fgColor) if cell.fill.fill_type == "solid" else -1, cell.number_format, 270 if cell.alignment.textRotation == 255 else 0,
                            color(cell.font.color))  # fmt: skip
                    value = cell.value
                    if isinstance(value, datetime.datetime):
                        value = to_excel(value)
                    kind = "b" if value is None else "n" if isinstance(value, int | float) else "s"
                    text = "" if value is None else str(value).replace("\n", "\x01")
                    out.append(("cell", kind, looks.setdefault(look, len(looks)), cell.column - 1, covered - 1, text))
        lines = [("look", *look) for look in looks] + out
        (folder / "cells.tsv").write_text("".join("\t".join(map(str, line)) + "\n" for line in lines), encoding="utf-8")
        return "cells=1"

    while True:
        yield work


def sheets(folder: pathlib.Path, size: int) -> tuple[list[Line], list[tuple[Line, list[Line], list[tuple[Line, list[Line]]]]]]:
    """Looks; then every sheet's line, its widths and its rows with their cells, repeated up to the size."""
    looks: list[Line] = []
    found: list[tuple[Line, list[Line], list[tuple[Line, list[Line]]]]] = []
    for line in (folder / "cells.tsv").read_text(encoding="utf-8").split("\n")[:-1]:
        kind, *words = line.split("\t")
        words = [word.replace("\x01", "\n") for word in words]
        match kind:
            case "look": looks.append(words)
            case "sheet": found.append((words, [], []))
            case "width": found[-1][1].append(words)
            case "row": found[-1][2].append((words, []))
            case "cell": found[-1][2][-1][1].append(words)  # fmt: skip
    for (_, first, count), _, rows in found:
        begin, once = int(first), int(count)
        if once and size > once:
            block = rows[begin : begin + once]
            rows[begin : begin + once] = [block[i % once] for i in range(size)]
    return looks, found


def xlsxwriter_formatted(size: int, folder: pathlib.Path) -> Rounds:
    import xlsxwriter

    looks, given = sheets(folder, size)
    file = folder / "xlsxwriter.xlsx"
    align = {"1": "left", "2": "center", "3": "right"}

    def work() -> str:
        book = xlsxwriter.Workbook(file)
        formats = []
        for font_size, bold, side, border, ground, number, rotation, color in looks:
            wanted = {"font_name": "宋体", "font_size": float(font_size), "bold": int(bold), "align": align[side], "valign": "vcenter", "text_wrap": True,
                      "num_format": number, "border": int(border), "rotation": int(rotation)}  # fmt: skip
            wanted |= {name: f"#{int(value):06X}" for name, value in (("bg_color", ground), ("font_color", color)) if int(value) >= 0}
            formats.append(book.add_format(wanted))
        for (name, *_), widths, rows in given:
            sheet = book.add_worksheet(name)
            for place, (width,) in enumerate(widths):
                sheet.set_column(place, place, float(width))
            for at, ((height,), row) in enumerate(rows):
                if float(height):
                    sheet.set_row(at, float(height))
                for kind, look, first, last, text in row:
                    column, shape = int(first), formats[int(look)]
                    if last > first and int(last) > column:
                        sheet.merge_range(at, column, at, int(last), text, shape)
                    elif kind == "n":
                        sheet.write_number(at, column, float(text), shape)
                    elif kind == "s":
                        sheet.write_string(at, column, text, shape)
                    else:
                        sheet.write_blank(at, column, None, shape)
        book.close()
        return f"file={file}"

    while True:
        yield work


def openpyxl_plain(size: int, folder: pathlib.Path) -> Rounds:
    from openpyxl import Workbook

    _, given = sheets(folder, size)
    file = folder / "openpyxl.xlsx"

    def work() -> str:
        book = Workbook(write_only=True)
        for (name, *_), _, rows in given:
            sheet = book.create_sheet(name)
            for _, row in rows:
                values: list[object] = []
                for kind, _, first, _, text in row:
                    values += [None] * (int(first) - len(values))
                    values.append(float(text) if kind == "n" else text or None)
                sheet.append(values)
        book.save(file)
        return f"plain_file={file}"

    while True:
        yield work
