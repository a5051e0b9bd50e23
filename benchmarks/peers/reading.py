"""Reading what a unit hands in: a CSV file in GB18030, and a workbook."""

import csv
import pathlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Rounds = Iterator[Callable[[], object]]


def told(rows: Iterable[Sequence[str]]) -> str:
    """As `Csv::answer` in cpp/reading.cpp."""
    count = cells = total = weighted = 0
    for row in rows:
        count += 1
        cells += len(row)
        for column, cell in enumerate(row):
            size = len(cell.encode())
            total += size
            weighted += size * (column + 1)
    return f"rows={count} cells={cells} bytes={total} weighted={weighted}"


def python_csv(size: int, folder: pathlib.Path) -> Rounds:
    def work() -> object:
        with open(folder / "register.csv", encoding="gb18030", newline="") as file:
            rows = list(csv.reader(file))
        return lambda: told(rows)

    while True:
        yield work


def pandas_csv(size: int, folder: pathlib.Path) -> Rounds:
    import pandas as pd

    def work() -> object:
        frame = pd.read_csv(folder / "register.csv", encoding="gb18030", dtype=str, keep_default_na=False, header=None)
        return lambda: told(frame.itertuples(index=False, name=None))

    while True:
        yield work


def workbook(size: int, folder: pathlib.Path) -> Rounds:
    """Makes register.xlsx from register.csv."""
    import xlsxwriter

    def work() -> str:
        book = xlsxwriter.Workbook(folder / "register.xlsx", {"constant_memory": True, "strings_to_numbers": False})
        sheet = book.add_worksheet("台账")
        with open(folder / "register.csv", encoding="gb18030", newline="") as file:
            for at, row in enumerate(csv.reader(file)):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
        book.close()
        return f"rows={at + 1}"

    while True:
        yield work


def ours_xlsx(size: int, folder: pathlib.Path) -> Rounds:
    """Through the reading room, a process with limits: what a hand-in costs."""
    from bihuan.workbook import read_workbook

    content = (folder / "register.xlsx").read_bytes()

    def work() -> object:
        sheets = read_workbook(content, "register.xlsx")
        return lambda: told(sheets[0].rows)

    while True:
        yield work


def openpyxl_xlsx(size: int, folder: pathlib.Path) -> Rounds:
    from openpyxl import load_workbook

    def work() -> object:
        sheet = load_workbook(folder / "register.xlsx", read_only=True).worksheets[0]
        rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        return lambda: told(rows)

    while True:
        yield work
