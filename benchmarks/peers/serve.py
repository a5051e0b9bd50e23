"""A Python contender: `serve.py MODULE/NAME SIZE FOLDER`; runs a round for every line on standard input.

A contender is a generator: what comes before `yield` is given to it and not timed, what it yields is called under the clock and
returns its answer, or a function that makes the answer afterwards. Memory is told as cpp/serve.cpp tells it.
"""

import contextlib
import ctypes
import gc
import importlib
import pathlib
import sys
import time

from contender import Missing


LONG_ENOUGH, VERY_LONG = 0.1, 10
"""A round does its work once and then again, until it has worked so many seconds; at least once again, unless the first time took very long."""


def kib(line: str) -> int:
    status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(one.split()[1]) for one in status.splitlines() if one.startswith(line))


def forget_peak() -> None:
    """Where the kernel does not let it begin anew, the mark is that of the whole process."""
    with contextlib.suppress(OSError):
        pathlib.Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def main() -> None:
    module, _, name = sys.argv[1].partition("/")
    try:
        make = getattr(importlib.import_module(f"peers.{module}"), name)
        rounds = make(int(sys.argv[2]), pathlib.Path(sys.argv[3]))
        work = next(rounds)
    except Missing as missing:
        print("missing:", missing, flush=True)
        return
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    print("ready", kib("VmRSS"), flush=True)
    for _ in sys.stdin:
        spent: list[float] = []
        forget_peak()
        while True:
            began = time.perf_counter()
            result = work()
            spent.append(time.perf_counter() - began)
            if sum(spent) >= LONG_ENOUGH and (len(spent) > 1 or spent[0] >= VERY_LONG):
                break
            result = None  # let go outside of the clock
            work = next(rounds)
        peak = kib("VmHWM")
        again = spent[1:] or spent
        print(f"{spent[0]:.9f} {sum(again) / len(again):.9f}", peak, result() if callable(result) else result, flush=True)
        result = None
        work = next(rounds)


main()
