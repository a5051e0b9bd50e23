"""The table, on the screen and as docs/performance.md."""

import datetime
import os
import pathlib
import platform
import re
import statistics
import time
from importlib.metadata import PackageNotFoundError, version

PEERS = ["numpy", "pandas", "polars", "duckdb", "chinesecalendar", "networkx", "igraph", "rustworkx", "transitions", "openpyxl", "XlsxWriter"]


def sync_cost(folder: pathlib.Path) -> float:
    """Median seconds of making 4 KiB durable on the disk of the benchmarks."""
    spent = []
    with open(folder / "sync.bin", "wb", buffering=0) as file:
        for _ in range(31):
            began = time.perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def machine(folder: pathlib.Path) -> dict[str, str]:
    """What kind of machine, never which one."""
    told = {}
    cpu = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    flags = set(re.search(r"^flags\s*:(.*)$", cpu, re.MULTILINE)[1].split()) if "flags" in cpu else set()
    told["kind"] = f"{platform.machine()}, {os.cpu_count()} cores" + "".join(f", {name}" for flag, name in (("sha_ni", "SHA"), ("avx512f", "AVX-512")) if flag in flags)
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text(encoding="utf-8"))
    told["memory"] = f"{round(int(memory[1]) / 2**20)} GiB" if memory else ""
    told["when"] = datetime.date.today().isoformat()
    told["load"] = f"{os.getloadavg()[1]:.1f}"
    told["sync"] = seconds(sync_cost(folder))
    peers = []
    for name in PEERS:
        try:
            peers.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    told["peers"] = f"Python {platform.python_version()}, " + ", ".join(peers)
    return told


def seconds(value: float) -> str:
    for factor, unit in ((1, "s"), (1e3, "ms"), (1e6, "µs")):
        if value * factor >= 1:
            return f"{value * factor:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def size_of(value: int) -> str:
    exponent = len(str(value)) - 1
    return f"1e{exponent}" if value == 10**exponent and exponent > 3 else f"{value:,}"


def mib(value: float) -> str:
    return f"{value:,.0f} MiB" if value >= 10 else f"{max(value, 0):.1f} MiB"


def times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.3g}×"


def cells(line: dict) -> list[list[str]]:
    """Workload, N, contender, median and times ours, both of the first time too, peak memory, how much of that was not given, gate, a row a contender."""
    out = []
    for place, (name, told) in enumerate(line["contenders"].items()):
        gate = next((gate for gate in line["gates"] if gate["gate"].endswith(f" {name}")), None)
        verdict = "" if gate is None else f"{gate['gate']}: {'?' if gate['held'] is None else 'held' if gate['held'] else 'MISSED'}"
        first = [line["title"] if place == 0 else "", size_of(told["size"]) + ("*" if told["size"] != line["size"] else ""), name]
        if "missing" in told:
            out.append([*first, "missing: " + told["missing"], "", "", "", "", "", verdict])
        else:
            measures = [text for one in ("median", "first") for text in (seconds(told[f"{one}_s"]), "" if place == 0 else times(told.get(f"{one}_times_ours")))]
            out.append([*first, *measures, mib(told["peak_mib"]), mib(told["peak_mib"] - told["given_mib"]), verdict])
    return out


def show(line: dict) -> None:
    for row in cells(line):
        print(f"{row[0]:36.36}{row[1]:>9}  {row[2]:22}{row[3]:>10}{row[4]:>9}{row[5]:>10}{row[6]:>9}{row[7]:>12}{row[8]:>12}  {row[9]}", flush=True)


def grown(results: dict) -> list[str]:
    """Of ours at the smallest size and the largest: time a unit, and memory beyond the input a unit."""
    out = []
    for one in results["growth"]:
        memory = " and ".join(f"{count:,}" for count in one["bytes_beyond"])
        out.append(f"{one['workload']}, {size_of(one['from'])} to {size_of(one['to'])} {one['unit']}: {one['grown']:.2f}× the time each, {one['gate']}: "
                   f"{'held' if one['held'] else 'MISSED'}; {memory} bytes each beyond what was given, "
                   f"{one['bytes_gate']}: {'held' if one['bounded'] else 'MISSED'}")
    return out


def show_end(results: dict) -> None:
    for told in grown(results):
        print("growth of " + told)
    gates = [gate["held"] for line in results["lines"] for gate in line["gates"]] + [one[held] for one in results["growth"] for held in ("held", "bounded")]
    for told in results["differ"]:
        print("DIFFERS: " + told)
    print(f"{gates.count(True)} gates held, {gates.count(False)} missed, {gates.count(None)} could not be told; "
          f"{'all answers equal' if not results['differ'] else 'ANSWERS DIFFER'}; {results['seconds']} s")


def write(results: dict, file: pathlib.Path) -> None:
    about = results["machine"]
    text = f"""# Performance

Generated by `bash benchmarks/run.sh --write-page` from one run of the {results['kind']} form, on {about['when']}: {about['kind']}, {about['memory']}, load {about['load']},
fdatasync of 4 KiB {about['sync']}. {about['peers']}.

Ratios are what counts: all contenders of a workload ran interleaved in the same run, on seeded, made-up facts, and gave the same answers.
In its turn everybody does the work once and then again, for a tenth of a second or one more time at least (who takes over ten seconds has only the first). *Time* is that
again; *first* comes after a pause in which the others had the machine, and is shown beside it. Gates are told of *time*: [why](decisions/0029-a-gate-is-told-of-work-done-again.md).
Seconds are medians over the rounds and belong to that machine and hour. *Times ours* is the other's time over ours, a unit of work each; `limit` is what the machine
itself needs. A star: that contender took over a minute and ran at a tenth of the size. Gates stand where they are measured; a missed one is told as missed.
*Peak memory* is the most that the process held while a round ran, *beyond* how much of that was not there when its input had been made.

| workload | N | contender | time | times ours | first | times ours | peak memory | beyond | gate |
|---|---|---|---|---|---|---|---|---|---|
"""
    text += "".join(f"| {' | '.join(row)} |\n" for line in results["lines"] for row in cells(line))
    text += "\n## Growth of ours\n\nOf work done again; of the first time where the largest is done only once.\n\n" + "".join(f"- {told}\n" for told in grown(results))
    file.write_text(text, encoding="utf-8")
