"""A Python contender: `serve.py MODULE/NAME SIZE FOLDER`; runs a round for every line on standard input.

A contender is a generator: what comes before `yield` is given to it and not timed, what it yields is called under the clock and
returns its answer, or a function that makes the answer afterwards.
"""

import importlib
import pathlib
import sys
import time

from contender import Missing


def main() -> None:
    module, _, name = sys.argv[1].partition("/")
    try:
        make = getattr(importlib.import_module(f"peers.{module}"), name)
        rounds = make(int(sys.argv[2]), pathlib.Path(sys.argv[3]))
        work = next(rounds)
    except Missing as missing:
        print("missing:", missing, flush=True)
        return
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        result = work()
        spent = time.perf_counter() - began
        print(f"{spent:.9f}", result() if callable(result) else result, flush=True)
        result = None
        work = next(rounds)


main()
