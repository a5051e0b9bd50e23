"""A small invented campaign, a clock that is set by hand, and a ledger of the demo's first months."""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import bihuan

HOUSE = Path(__file__).resolve().parents[2]
WORLD = HOUSE / "tests" / "state" / "world.toml"
DEMO = HOUSE / "examples" / "putuo-2020"

INSPECTORS = ["p1@inspector@lift", "p2@inspector@lift"]
FOUND = {
    "task": "1.1",
    "enterprise": "虚构物业公司",
    "supervising_unit": "lift",
    "territorial_unit": "station",
    "source": "inspection",
    "place": "1号梯",
    "text": "层门门锁失效",
    "signatures": "both",
}
ORDER = {
    "paper": "directive",
    "number": "虚构监令〔2021〕1号",
    "clauses": ["特种设备安全法第六十二条"],
    "measures": "更换门锁",
}


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Clock:
    """Shows what the test sets."""

    def __init__(self, now: str) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.now)


@pytest.fixture
def clock() -> Clock:
    return Clock("2021-06-01T09:00:00+08:00")


@pytest.fixture
def world() -> bihuan.Plan:
    return bihuan.Plan.load(WORLD)


@pytest.fixture
def campaign(tmp_path: Path, world: bihuan.Plan, clock: Clock) -> Iterator[bihuan.Campaign]:
    with bihuan.Campaign.create(tmp_path / "world.ledger", plan=world, clock=clock) as opened:
        yield opened


@pytest.fixture
def found() -> Callable[..., None]:
    """Puts a hazard into the campaign: registered and graded general."""

    def put(campaign: bihuan.Campaign, hazard: str = "H-1", on: str = "2021-03-01", **fields: object) -> None:
        campaign.register_hazard(hazard, on=day(on), by=INSPECTORS, **(FOUND | fields))
        campaign.grade(hazard, on=day(on), by="p3@grader@lift", grade="general")

    return put


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo campaign up to its fourth issued report."""
    folder = tmp_path_factory.mktemp("demo")
    calendar = json.loads((DEMO / "returns" / "calendar.json").read_text(encoding="utf-8"))
    clock = Clock(calendar["opened_at"])
    issued = 0
    with bihuan.Campaign.create(folder / "demo.ledger", plan=DEMO / "plan.toml", clock=clock) as campaign:
        for entry in calendar["entries"]:
            clock.now = entry["now"]
            if entry["kind"] == "issue":
                campaign.issue(period=entry["period"], folder=folder / "reports")
                issued += 1
                if issued == 4:
                    break
                continue
            paths = [DEMO / "returns" / path for path in entry["paths"]]
            campaign.hand_in(paths, received=day(entry["received_on"]), reason=entry.get("reason", ""))
    return folder / "demo.ledger"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the whole demo leaves in its folder, and in printed.txt what it said."""
    folder = tmp_path_factory.mktemp("whole-demo") / "out"
    done = subprocess.run([sys.executable, str(DEMO / "run_demo.py"), str(folder)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "printed.txt").write_text(done.stdout, encoding="utf-8")
    return folder
