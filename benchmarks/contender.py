"""One contender in a process of its own, and what a round of it said."""

import os
import pathlib
import select
import subprocess
import sys
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 60.0
"""Seconds after which a round is given up: the contender then runs at a tenth of the size, and the table says so."""


class Missing(Exception):
    """What the contender needs is not there."""


class TooSlow(Exception):
    """A round took longer than anybody waits for."""


class Differs(Exception):
    """Two contenders gave different answers, or one failed."""


@dataclass
class Round:
    first: float
    again: float
    """The mean of the times after the first; the first where it took so long that there is no other."""
    peak_kib: int
    """The most that the process held while the clock ran."""
    answer: dict[str, str]


class Running:
    """A contender at work. Its name is `cpp:WORKLOAD/NAME` or `py:MODULE/NAME`."""

    def __init__(self, name: str, size: int, folder: pathlib.Path, out: pathlib.Path | None = None):
        language, _, what = name.partition(":")
        program = [str(folder / "cpp" / "contenders")] if language == "cpp" else [sys.executable, str(HERE / "peers" / "serve.py")]
        place = folder / f"n{size}"
        place.mkdir(parents=True, exist_ok=True)
        self.name = name
        environment = {**os.environ, "PYTHONPATH": f"{HERE}:{os.environ.get('PYTHONPATH', '')}"} | ({"BENCH_OUT": str(out)} if out else {})
        self.process = subprocess.Popen(
            [*program, what, str(size), str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        first = self.line(None)
        word, _, told = first.partition(" ")
        if first.startswith("missing:"):
            self.end()
            raise Missing(first.removeprefix("missing:").strip())
        if word != "ready":
            self.end()
            raise Differs(f"{name} did not begin: {first or 'it ended'}")
        self.given_kib = int(told)

    def line(self, patience: float | None) -> str:
        out = self.process.stdout
        assert out is not None
        if not select.select([out], [], [], patience)[0]:
            raise TooSlow(self.name)
        return out.readline().rstrip("\n")

    def round(self, patience: float | None = PATIENCE) -> Round:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        told = self.line(patience)
        if not told:
            raise Differs(f"{self.name} ended in the middle of a round")
        seconds, again, peak, *words = told.split()
        return Round(float(seconds), float(again), int(peak), dict(word.split("=", 1) for word in words))

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
