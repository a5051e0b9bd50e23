"""Spin searches every life of a hazard that the table allows, and finds every fault that is planted in a copy of it."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
MODEL = Path(os.environ.get("BIHUAN_MODEL", HOUSE / "build" / "test" / "tests" / "bihuan_model"))
FAULTS = 31
broken_by: dict[int, str] = {}


def said(*words: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, words))}: {done.stdout}{done.stderr}"
    return done.stdout


def fault_names() -> list[str]:
    return said(MODEL).splitlines()


@dataclass
class Search:
    model: list[str]
    output: str

    @property
    def broken(self) -> str | None:
        """The property that does not hold."""
        found = re.search(r"assertion violated \(?(P\d_\w+)", self.output)
        return found[1] if found else None

    def number_of(self, what: str) -> int:
        found = re.search(rf"(\d+) {what}", self.output)
        assert found, self.output
        return int(found[1])

    @property
    def unreached(self) -> set[str]:
        """Lines of the model in which something was never done."""
        return {self.model[int(line) - 1] for line in re.findall(r"^\s+model\.pml:(\d+), state", self.output, re.MULTILINE)}


def search(fault: int, place: Path) -> Search:
    text = said(MODEL, str(fault))
    (place / "model.pml").write_text(text, encoding="utf-8")
    said("spin", "-a", "model.pml", cwd=place)
    optimised = "-O1" if fault == 0 else "-O0"
    said(os.environ.get("CC", "cc"), optimised, "-DSAFETY", "-DNOCLAIM", "-o", "pan", "pan.c", cwd=place)
    return Search(text.splitlines(), said("./pan", "-m1000000", cwd=place))


def test_the_table_keeps_its_promises_in_every_state(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    found = search(0, tmp_path)
    states = found.number_of("states, stored")
    with capsys.disabled():
        print(f"\nmodel: {states} states stored, {found.number_of('transitions')} transitions, no property broken")
    assert "errors: 0" in found.output and found.broken is None, found.output
    # The whole space was searched: no depth or memory ran out.
    for lack in ("Search not completed", "depth too small", "out of memory", "truncated"):
        assert lack not in found.output, found.output
    assert states > 50_000
    # Every arrow was taken, with every choice of persons that it leaves; only the line that reports a dead end was not.
    arrows = [line for line in found.model if line.startswith("  :: atomic") and "//" in line]
    assert len(arrows) > 40
    assert found.unreached == {"  :: else -> hold(P3_can_still_end, 0)"}, found.output


def test_there_are_as_many_faults_as_are_tried():
    assert len(fault_names()) == FAULTS == len(set(fault_names()))


@pytest.mark.parametrize("fault", range(1, FAULTS + 1))
def test_a_planted_fault_is_found(fault: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    found = search(fault, tmp_path)
    with capsys.disabled():
        print(f"\nmodel: fault {fault}, {fault_names()[fault - 1]}: breaks {found.broken}")
    assert "errors: 1" in found.output and found.broken is not None, found.output
    broken_by[fault] = found.broken


def test_each_property_is_broken_by_some_fault():
    if len(broken_by) < FAULTS:
        pytest.skip("not every fault was tried")
    assert set(broken_by.values()) == set(re.findall(r"\bP\d_\w+", said(MODEL, "0")))
