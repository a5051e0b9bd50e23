"""A campaign's hazards as columns, for pandas and the like; the limit copies as many bytes."""

import pathlib
from collections.abc import Callable, Iterator

import numpy as np
from contender import Missing

import bihuan

Rounds = Iterator[Callable[[], object]]
LAST_DAY = "2022-12-31"


def told(states: list[str]) -> str:
    return f"hazards={len(states)} closed={sum(state == 'closed' for state in states)}"


def snapshot(folder: pathlib.Path) -> bihuan.Snapshot:
    return bihuan.Campaign.open(folder / "campaign.ledger").snapshot(as_of=bihuan.parse_day(LAST_DAY))


def ours_arrow(size: int, folder: pathlib.Path) -> Rounds:
    """The whole table of hazards through the Arrow stream interface, every column taken as it comes."""
    import pyarrow

    source = snapshot(folder)
    if not hasattr(source, "__arrow_c_stream__"):
        raise Missing("Snapshot has no __arrow_c_stream__")
    pyarrow.table(source)

    def work() -> object:
        table = pyarrow.table(source)
        return lambda: told([str(state) for state in table.column("state").to_pylist()])

    while True:
        yield work


def ours_dicts(size: int, folder: pathlib.Path) -> Rounds:
    source = snapshot(folder)

    def work() -> object:
        rows = source.to_dicts()
        return lambda: told([str(row["state"]) for row in rows])

    while True:
        yield work


def copy(size: int, folder: pathlib.Path) -> Rounds:
    """As many bytes as the Arrow table has (without one: 200 a hazard), copied once into memory that is there."""
    import pyarrow

    source = snapshot(folder)
    count = pyarrow.table(source).nbytes if hasattr(source, "__arrow_c_stream__") else 200 * len(source)
    given, out = np.ones(count, "uint8"), np.ones(count, "uint8")

    def work() -> str:
        np.copyto(out, given)
        return f"read={count}"

    while True:
        yield work
