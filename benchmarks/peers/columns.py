"""A campaign's hazards as columns, for pandas and the like; the limit copies as many bytes."""

import pathlib
from collections.abc import Callable, Iterator

import numpy as np

import bihuan

Rounds = Iterator[Callable[[], object]]
LAST_DAY = "2022-12-31"


def told(states: list[str]) -> str:
    return f"hazards={len(states)} closed={sum(state == 'closed' for state in states)}"


def snapshot(folder: pathlib.Path) -> bihuan.Snapshot:
    return bihuan.Campaign.open(folder / "campaign.ledger").snapshot(as_of=bihuan.parse_day(LAST_DAY))


def arrow_answer(source: object) -> object:
    """Every column taken as it comes."""
    import pyarrow

    table = pyarrow.table(source)
    return lambda: told([str(state) for state in table.column("state").to_pylist()])


def ours_arrow(size: int, folder: pathlib.Path) -> Rounds:
    """Columns that stand already, handed to pyarrow through the Arrow stream interface."""
    columns = snapshot(folder).columns()
    arrow_answer(columns)
    while True:
        yield lambda: arrow_answer(columns)


def ours_made(size: int, folder: pathlib.Path) -> Rounds:
    """Columns made from the snapshot's hazards first."""
    source = snapshot(folder)
    arrow_answer(source)
    while True:
        yield lambda: arrow_answer(source)


def ours_dicts(size: int, folder: pathlib.Path) -> Rounds:
    source = snapshot(folder)

    def work() -> object:
        rows = source.to_dicts()
        return lambda: told([str(row["state"]) for row in rows])

    while True:
        yield work


def copy(size: int, folder: pathlib.Path) -> Rounds:
    """As many bytes as the Arrow table has, copied once into memory that is there."""
    import pyarrow

    count = pyarrow.table(snapshot(folder)).nbytes
    given, out = np.ones(count, "uint8"), np.ones(count, "uint8")

    def work() -> str:
        np.copyto(out, given)
        return f"read={count}"

    while True:
        yield work
