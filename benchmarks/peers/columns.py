"""A campaign's hazards as columns, for pandas and the like; the limit copies as many bytes."""

import pathlib
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from peers.answers import told as counts_told

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


# The state of every hazard counted by four programs, each of which takes all columns by the same interface.

Counts = Callable[[bihuan.Columns], Iterable[tuple[str, int]]]


def counted(folder: pathlib.Path, count: Counts) -> Rounds:
    columns = snapshot(folder).columns()
    count(columns)
    while True:
        yield lambda: counts_told(list(count(columns)))


def by_numpy(size: int, folder: pathlib.Path) -> Rounds:
    """No program but numpy, on the codes as they lie in memory."""

    def count(columns: bihuan.Columns) -> Iterable[tuple[str, int]]:
        return zip(columns.texts("state"), np.bincount(columns.array("state")).tolist(), strict=True)

    return counted(folder, count)


def by_pyarrow(size: int, folder: pathlib.Path) -> Rounds:
    import pyarrow

    def count(columns: bihuan.Columns) -> Iterable[tuple[str, int]]:
        found = pyarrow.table(columns).group_by("state").aggregate([([], "count_all")])
        return zip(found["state"].to_pylist(), found["count_all"].to_pylist(), strict=True)

    return counted(folder, count)


def by_pandas(size: int, folder: pathlib.Path) -> Rounds:
    import pandas as pd

    def count(columns: bihuan.Columns) -> Iterable[tuple[str, int]]:
        return pd.DataFrame.from_arrow(columns)["state"].value_counts().items()

    return counted(folder, count)


def by_polars(size: int, folder: pathlib.Path) -> Rounds:
    import polars as pl

    def count(columns: bihuan.Columns) -> Iterable[tuple[str, int]]:
        return pl.DataFrame(columns).group_by("state").len().iter_rows()

    return counted(folder, count)


def by_duckdb(size: int, folder: pathlib.Path) -> Rounds:
    """A query straight on the columns: it takes the ones that it needs."""
    import duckdb

    database = duckdb.connect(config={"threads": 1})

    def count(columns: bihuan.Columns) -> Iterable[tuple[str, int]]:
        return database.sql("SELECT state, count(*) FROM columns GROUP BY state").fetchall()

    return counted(folder, count)


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
