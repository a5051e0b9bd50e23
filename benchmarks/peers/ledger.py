"""Storing: a row a fact through sqlite3's executemany, each row with its link of a hashlib chain. Lines and rows are given.

Journal and synchronisation are the ledger's own, so that both sides promise the same after a power cut.
"""

import hashlib
import os
import pathlib
import sqlite3
from collections.abc import Callable, Iterator

from peers.files import lines, rows

FACTS_A_COMMIT = 1000
COLUMNS = "number, hazard, kind, on_day, recorded_day, unit, task, grade, state, person, note"


def python_sqlite(size: int, folder: pathlib.Path) -> Iterator[Callable[[], str]]:
    given = list(zip(rows(folder), lines(folder), strict=True))
    file = pathlib.Path(os.environ.get("BENCH_OUT", folder)) / "append-python.db"
    while True:
        for beside in ("", "-journal"):
            pathlib.Path(f"{file}{beside}").unlink(missing_ok=True)
        database = sqlite3.connect(file, isolation_level=None)
        database.execute("PRAGMA journal_mode = TRUNCATE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute(f"CREATE TABLE facts ({COLUMNS.replace('number', 'number INTEGER PRIMARY KEY')}, chain BLOB)")

        def work(database: sqlite3.Connection = database) -> str:
            chain = bytes(32)
            for first in range(0, len(given), FACTS_A_COMMIT):
                stored = []
                for row, line in given[first : first + FACTS_A_COMMIT]:
                    chain = hashlib.sha256(chain + line).digest()
                    stored.append((*row, chain))
                database.execute("BEGIN IMMEDIATE")
                database.executemany(f"INSERT INTO facts VALUES ({','.join('?' * 12)})", stored)
                database.execute("COMMIT")
            commits = -(-len(given) // FACTS_A_COMMIT)
            return f"items={len(given) + commits}"

        yield work
        database.close()
