"""Runs the workloads, contenders interleaved, answers held against one another; keeps results.json and prints the table."""

import argparse
import hashlib
import json
import pathlib
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field

from python_calamine import CalamineWorkbook

import page
from contender import PATIENCE, Differs, Missing, Round, Running, TooSlow
from workloads import WORKLOADS, Workload

FULL_SIZE = 10_000_000
MOST_ROUNDS = 9
Answers = dict[tuple[str, int], tuple[str, str]]


@dataclass
class Side:
    """One contender through all rounds of one size."""

    name: str
    program: str
    size: int
    files: tuple[str, ...]
    out: pathlib.Path | None = None
    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    given_kib: int = 0
    peak_kib: int = 0
    missing: str = ""
    running: Running | None = None

    def begin(self, folder: pathlib.Path) -> None:
        try:
            self.running = Running(self.program, self.size, folder, self.out)
        except Missing as missing:
            self.missing = str(missing)

    def round(self, folder: pathlib.Path, ours: bool) -> Round | None:
        """One round; who takes over a minute begins again at a tenth of the size."""
        if self.running is None:
            return None
        try:
            done = self.running.round(None if ours and self.size == FULL_SIZE else PATIENCE)
        except TooSlow:
            self.running.end()
            self.size //= 10
            self.peak_kib = 0
            need_files(folder, self.size, self.files)
            self.running = Running(self.program, self.size, folder, self.out)
            done = self.running.round(None)
        self.first.append(done.first)
        self.again.append(done.again)
        program = done.answer.pop("peak", None)  # of a program that it starts, where it says so: to that nothing is given
        self.given_kib = 0 if program else self.running.given_kib
        self.peak_kib = max(self.peak_kib, int(program or done.peak_kib))
        return done


def need_files(folder: pathlib.Path, size: int, makers: tuple[str, ...]) -> None:
    """The seeded files of a size, made once for a build of the contenders."""
    for name in makers:
        marker = folder / f"n{size}" / name.replace("/", "-").replace(":", "-")
        if marker.exists() and marker.stat().st_mtime > (folder / "cpp" / "contenders").stat().st_mtime:
            continue
        print(f"  {name} makes {size}", file=sys.stderr, flush=True)
        maker = Running(name, size, folder)
        maker.round(None)
        maker.end()
        marker.touch()


def read_back(file: pathlib.Path, plain: bool) -> dict[str, str]:
    """What stands in the cells of a workbook; of one without looks, where days are bare numbers, the texts only."""
    cells, texts = hashlib.sha256(), hashlib.sha256()
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).iter_rows():
            cells.update(repr([str(cell) for cell in row]).encode())
            texts.update(repr([cell for cell in row if isinstance(cell, str) and cell]).encode())
    told = {"texts": texts.hexdigest()[:16]}
    return told if plain else told | {"cells": cells.hexdigest()[:16]}


def check(seen: Answers, workload: Workload, side: Side, answer: dict[str, str]) -> None:
    """Holds an answer against those of the others at the same size. A workbook is read back once."""
    if file := answer.get("file") or answer.get("plain_file"):
        answer = read_back(pathlib.Path(file), "file" not in answer) if len(side.first) == 1 else {}
    for key, value in answer.items():
        if key == "read":  # a limit only reads
            continue
        who, first = seen.setdefault((f"{workload.name} {key}", side.size), (side.name, value))
        if first != value:
            raise Differs(f"{workload.title}, {side.size}: {who} says {key}={first}, {side.name} says {value}")


def rounds_for(seconds: float) -> int:
    return 3 if seconds > 0.5 else MOST_ROUNDS


def measure(workload: Workload, size: int, folder: pathlib.Path, seen: Answers, most_rounds: int) -> list[Side]:
    """All contenders of a workload at a size; ours alone at the full one. A B C, A B C; who is slow runs three times."""
    need_files(folder, size, workload.files)
    out = pathlib.Path(tempfile.mkdtemp(dir="/dev/shm")) if workload.no_disk else None
    sides = [Side(name, program, size, workload.files, out) for name, program in workload.contenders.items()]
    if size == FULL_SIZE:
        del sides[1:]
    try:
        for side in sides:
            side.begin(folder)
        for _ in range(most_rounds):
            for side in sides:
                if side.first and len(side.first) >= rounds_for(side.first[-1]):
                    continue
                if done := side.round(folder, side is sides[0]):
                    check(seen, workload, side, done.answer)
    finally:
        for side in sides:
            if side.running:
                side.running.end()
        if out:
            shutil.rmtree(out)
    return sides


def line_of(workload: Workload, size: int, sides: list[Side]) -> dict[str, object]:
    """One line of results: medians, a time a unit where sizes differ, ratios and gates."""
    contenders = {}
    for side in sides:
        told: dict[str, object] = {"size": side.size}
        if side.missing:
            told["missing"] = side.missing
        else:
            told |= {"first_s": statistics.median(side.first), "median_s": statistics.median(side.again), "min_s": min(side.again), "max_s": max(side.again)}
            told |= {"given_mib": round(side.given_kib / 1024, 1), "peak_mib": round(side.peak_kib / 1024, 1)}
        contenders[side.name] = told
    ours = contenders[sides[0].name]
    gates = []
    for told in contenders.values():
        if "median_s" in told and "median_s" in ours:
            for measure in ("first", "median"):
                told[f"{measure}_times_ours"] = (told[f"{measure}_s"] / told["size"]) / (ours[f"{measure}_s"] / ours["size"])
    # A gate is told at the largest size that everybody runs, and nowhere else.
    if size == max(workload.sizes["default"]):
        for gate in workload.gates:
            times = contenders.get(gate.against, {}).get("median_times_ours")
            gates.append({"gate": gate.text, "held": None if times is None else gate.held(times)})
    return {"workload": workload.name, "title": workload.title, "size": size, "unit": workload.unit, "contenders": contenders, "gates": gates}


def growth_of(workload: Workload, lines: list[dict]) -> dict[str, object] | None:
    """Ours at the largest size over ours at the smallest, a unit: of work done again, or of the first time where the largest is done only once."""
    own = [line for line in lines if line["workload"] == workload.name and "median_s" in next(iter(line["contenders"].values()))]
    if workload.growth is None or len(own) < 2:
        return None
    ours = [next(iter(line["contenders"].values())) for line in (own[0], own[-1])]
    once = ours[-1]["first_s"] == ours[-1]["median_s"]
    per_unit = [one["first_s" if once else "median_s"] / one["size"] for one in ours]
    grown = per_unit[1] / per_unit[0]
    beyond = [round((one["peak_mib"] - one["given_mib"]) * 2**20 / one["size"]) for one in ours]
    return {"workload": workload.name, "from": own[0]["size"], "to": own[-1]["size"], "grown": grown, "gate": f"≤ {workload.growth:g}×",
            "held": grown <= workload.growth, "unit": workload.unit, "bytes_beyond": beyond, "bytes_gate": f"≤ {workload.beyond:,}",
            "bounded": beyond[-1] <= workload.beyond}


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--folder", type=pathlib.Path, required=True)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--full", action="store_true")
    options.add_argument("--write-page", action="store_true")
    options.add_argument("--only", default="", help="workloads whose name begins so")
    options.add_argument("--size", type=int, help="this size alone (or the largest that a workload has), to try something out")
    chosen = options.parse_args()
    began = time.monotonic()
    lines: list[dict] = []
    seen: Answers = {}
    wrong = []
    for workload in (one for one in WORKLOADS if one.name.startswith(chosen.only)):
        wanted = [min(chosen.size, max(workload.sizes["default"]))] if chosen.size else list(workload.sizes["quick" if chosen.quick else "default"])
        if chosen.full and workload.growth and wanted[-1] * 10 == FULL_SIZE:
            wanted.append(FULL_SIZE)
        for size in wanted:
            try:
                line = line_of(workload, size, measure(workload, size, chosen.folder, seen, 2 if chosen.quick else MOST_ROUNDS))
            except Differs as differs:
                wrong.append(str(differs))
                continue
            lines.append(line)
            page.show(line)
    results = {
        "machine": page.machine(chosen.folder), "kind": "quick" if chosen.quick else "full" if chosen.full else "default", "lines": lines,
        "growth": [grown for one in WORKLOADS if (grown := growth_of(one, lines))], "seconds": round(time.monotonic() - began), "differ": wrong,
    }  # fmt: skip
    page.show_end(results)
    (chosen.folder / "results.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if chosen.write_page:
        page.write(results, pathlib.Path(__file__).resolve().parents[1] / "docs" / "performance.md")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
