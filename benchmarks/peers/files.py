"""The seeded files as the peers want them, made once from `rows.db` and kept beside it."""

import pathlib
import sqlite3

import pandas as pd

FOLD_COLUMNS = "number, hazard, on_day, unit, task, grade, state"


def rows(folder: pathlib.Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "rows.db") as database:
        return database.execute("SELECT * FROM facts ORDER BY number").fetchall()


def lines(folder: pathlib.Path) -> list[bytes]:
    with sqlite3.connect(folder / "rows.db") as database:
        return [line.encode() for (line,) in database.execute("SELECT line FROM lines ORDER BY number")]


def frame(folder: pathlib.Path) -> pd.DataFrame:
    """What a pandas user would hold in memory: text columns as categories, days as days, in the order of (day, number)."""
    with sqlite3.connect(folder / "rows.db") as database:
        out = pd.read_sql(f"SELECT {FOLD_COLUMNS} FROM facts", database)
    out["on_day"] = pd.to_datetime(out["on_day"])
    out["hazard"] = out["hazard"].str.removeprefix("H-").astype("int64")
    for column in ("unit", "task", "grade", "state"):
        out[column] = out[column].astype("category")
    return out.sort_values(["on_day", "number"], ignore_index=True)


def parquet(folder: pathlib.Path) -> pathlib.Path:
    file = folder / "rows.parquet"
    if not file.exists():
        with sqlite3.connect(folder / "rows.db") as database:
            pd.read_sql(f"SELECT {FOLD_COLUMNS} FROM facts", database).to_parquet(file)
    return file
