"""Where every hazard stands: its last fact by (day, number), counted by task, unit, grade and state. No peer checks the lifecycle."""

import pathlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator

from peers.answers import told, told_rows
from peers.files import FOLD_COLUMNS, frame, parquet

KEYS = ["task", "unit", "grade", "state"]

Rounds = Iterator[Callable[[], object]]


def ours_in_python(size: int, folder: pathlib.Path) -> Rounds:
    """The same as cpp/fold.cpp through the Python door."""
    import datetime

    import bihuan

    def work() -> object:
        with bihuan.Campaign.open(folder / "campaign.ledger") as campaign:
            standings = campaign.tally(as_of=datetime.date(2022, 12, 31)).standings
        counts = Counter({f"{one.task}|{one.unit}|{one.grade.name}|{one.state.name}": one.count for one in standings})
        return lambda: told(counts.items())

    while True:
        yield work


def pandas_read_sql(size: int, folder: pathlib.Path) -> Rounds:
    import pandas as pd

    def work() -> object:
        with sqlite3.connect(folder / "rows.db") as database:
            facts = pd.read_sql(f"SELECT {FOLD_COLUMNS} FROM facts", database)
        last = facts.sort_values(["on_day", "number"]).groupby("hazard", sort=False).last()
        counts = last.groupby(KEYS, observed=True).size()
        return lambda: told(("|".join(key), int(count)) for key, count in counts.items())

    while True:
        yield work


def sqlite_sql(size: int, folder: pathlib.Path) -> Rounds:
    # SQLite's own rule: with one max(), the other columns come from the row that has it.
    question = """SELECT task, unit, grade, state, count(*) FROM (
        SELECT task, unit, grade, state, max(on_day || printf('%09d', number)) FROM facts GROUP BY hazard) GROUP BY 1, 2, 3, 4"""

    def work() -> object:
        with sqlite3.connect(folder / "rows.db") as database:
            counts = database.execute(question).fetchall()
        return lambda: told_rows(counts)

    while True:
        yield work


def duckdb_file(size: int, folder: pathlib.Path) -> Rounds:
    import duckdb

    question = f"""SELECT task, unit, grade, state, count(*) FROM (
        SELECT hazard, unnest(arg_max({{task: task, unit: unit, grade: grade, state: state}}, (on_day, number))) FROM '{parquet(folder)}' GROUP BY hazard)
        GROUP BY ALL"""

    def work() -> object:
        with duckdb.connect(config={"threads": 1}) as database:
            counts = database.execute(question).fetchall()
        return lambda: told_rows(counts)

    while True:
        yield work


def polars_file(size: int, folder: pathlib.Path) -> Rounds:
    import polars as pl

    file = parquet(folder)

    def work() -> object:
        facts = pl.read_parquet(file)
        last = facts.sort("on_day", "number").group_by("hazard").agg(pl.col(KEYS).last())
        counts = last.group_by(KEYS).len()
        return lambda: told_rows(counts.iter_rows())

    while True:
        yield work


def pandas_in_memory(size: int, folder: pathlib.Path) -> Rounds:
    facts = frame(folder)

    def work() -> object:
        last = facts.groupby("hazard", sort=False)[KEYS].last()
        counts = last.groupby(KEYS, observed=True).size()
        return lambda: told(("|".join(key), int(count)) for key, count in counts.items())

    while True:
        yield work


def transitions_per_event(size: int, folder: pathlib.Path) -> Rounds:
    """python-transitions: an object a hazard, a trigger a fact; every arrow of the made-up lives is declared."""
    from transitions import Machine

    facts = frame(folder)
    words = list(facts[["hazard", *KEYS]].itertuples(index=False, name=None))
    seen: dict[int, str] = {}
    arrows = set()
    for hazard, *_, state in words:
        arrows.add((f"to_be_{state}", seen.get(hazard, "none"), state))
        seen[hazard] = state

    class Hazard:
        state: str

    while True:
        machine = Machine(model=None, states=["none", *sorted(facts["state"].unique())], initial="none", auto_transitions=False)
        for trigger, source, target in sorted(arrows):
            machine.add_transition(trigger, source, target)

        def work(machine: object = machine) -> object:
            hazards: dict[int, Hazard] = {}
            where: dict[int, tuple[str, str, str]] = {}
            for number, task, unit, grade, state in words:
                hazard = hazards.get(number)
                if hazard is None:
                    hazard = hazards[number] = Hazard()
                    machine.add_model(hazard)
                getattr(hazard, f"to_be_{state}")()
                where[number] = (task, unit, grade)
            return lambda: told(Counter("|".join((*where[number], hazard.state)) for number, hazard in hazards.items()).items())

        yield work


ANY_DAY = "2021-10-13"  # as in cpp/made_campaign.hpp


def ours_in_memory(folder: pathlib.Path, days: list[str]) -> Rounds:
    """The same as cpp/fold.cpp through the Python door; the answer comes as columns, rows are made when the clock has stopped."""
    import datetime

    import bihuan

    asked = [datetime.date.fromisoformat(day) for day in days]

    def key(one: bihuan.Standing) -> str:
        return (f"{one.as_of}|" if len(days) > 1 else "") + f"{one.task}|{one.unit}|{one.grade.name}|{one.state.name}"

    with bihuan.Campaign.open(folder / "campaign.ledger") as campaign:

        def work() -> object:
            tally = campaign.tally(as_of=asked)
            return lambda: told((key(one), one.count) for one in tally.standings)

        while True:
            yield work


def ours_at_the_end(size: int, folder: pathlib.Path) -> Rounds:
    return ours_in_memory(folder, ["2022-12-31"])


def ours_any_day(size: int, folder: pathlib.Path) -> Rounds:
    return ours_in_memory(folder, [ANY_DAY])


def ours_months(size: int, folder: pathlib.Path) -> Rounds:
    import pandas as pd

    return ours_in_memory(folder, [str(end.date()) for end in pd.date_range("2020-09-01", periods=28, freq="ME")])


def pandas_any_day(size: int, folder: pathlib.Path) -> Rounds:
    """The last fact of every hazard up to the day; the frame is in the order of days, whenever a fact was told."""
    facts = frame(folder)

    def work() -> object:
        last = facts[facts["on_day"] <= ANY_DAY].groupby("hazard", sort=False)[KEYS].last()
        counts = last.groupby(KEYS, observed=True).size()
        return lambda: told(("|".join(key), int(count)) for key, count in counts.items())

    while True:
        yield work


def pandas_months(size: int, folder: pathlib.Path) -> Rounds:
    """28 month ends: the last fact of every hazard up to each, counted by task, unit, grade and state."""
    import pandas as pd

    facts = frame(folder)
    ends = pd.date_range("2020-09-01", periods=28, freq="ME")

    def work() -> object:
        counts = []
        for end in ends:
            last = facts[facts["on_day"] <= end].drop_duplicates("hazard", keep="last")
            counts.append((end, last.groupby(KEYS, observed=True).size()))
        return lambda: told((f"{end.date()}|{'|'.join(key)}", int(count)) for end, of_month in counts for key, count in of_month.items())

    while True:
        yield work
