"""How contenders say what they found: the same words as `told` in cpp/serve.hpp."""

import hashlib
from collections.abc import Iterable
from typing import Any


def told(counts: Iterable[tuple[str, int]]) -> str:
    """Counts by a key, in one word."""
    lines = sorted((f"{key}={count}\n".encode() for key, count in counts if count), key=lambda line: line[: line.rindex(b"=")])
    return f"cells={len(lines)} counts={hashlib.sha256(b''.join(lines)).hexdigest()[:16]}"


def told_rows(rows: Iterable[Iterable[Any]]) -> str:
    """The same of rows whose last value is the count."""
    return told(("|".join(str(word) for word in row[:-1]), int(row[-1])) for row in map(list, rows))
