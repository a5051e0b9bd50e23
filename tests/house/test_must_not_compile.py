"""A table of the lifecycle that breaks a law does not compile, and the compiler names the law."""

import os
import re
import subprocess

import pytest

from reading import HOUSE

TOGETHER = "two arrows of one request apply together"
UNREACHABLE = "a state can't be reached"
DEAD_END = "an open state is a dead end"
UNDER_HOLD = "a hazard could end while a hold is set"
MISSING = "a request or a fact is missing"
AWAITED = "an open state waits for nothing, or for several things"

BROKEN = {
    "UNREACHABLE": UNREACHABLE,
    "DEAD_END": DEAD_END,
    "TOGETHER": TOGETHER,
    "CLOSE_UNDER_HOLD": UNDER_HOLD,
    "TERMINATE_UNDER_HOLD": UNDER_HOLD,
    "VOID_UNDER_HOLD": UNDER_HOLD,
    "REQUEST_MISSING": MISSING,
    "FACT_MISSING": MISSING,
    "NOTHING_AWAITED": AWAITED,
    "TWO_AWAITED": AWAITED,
    "AWAITED_IMPOSSIBLE": AWAITED,
}
SOURCE = HOUSE / "tests" / "state" / "must_not_compile" / "table.cpp"


def compiled(*options: str) -> subprocess.CompletedProcess[str]:
    compiler = os.environ.get("CXX", "c++")
    return subprocess.run(
        [compiler, "-std=c++20", "-fsyntax-only", f"-I{HOUSE / 'include'}", *options, str(SOURCE)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )


def test_the_table_itself_compiles():
    done = compiled()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_table_that_breaks_a_law_does_not_compile(wrong: str):
    done = compiled(f"-DBREAK_{wrong}")
    assert done.returncode != 0
    errors = [line for line in done.stderr.splitlines() if re.search(r"\berror:", line)]
    assert len(errors) == 1 and BROKEN[wrong] in errors[0], done.stderr


def test_every_law_is_broken_by_some_table():
    header = (HOUSE / "include" / "bihuan" / "state" / "lifecycle_table.hpp").read_text(encoding="utf-8")
    assert set(re.findall(r'static_assert\(Laws::.*"(.*)"\)', header)) == set(BROKEN.values())
    source = SOURCE.read_text(encoding="utf-8")
    assert set(re.findall(r"defined\(BREAK_(\w+)\)", source)) == set(BROKEN)
