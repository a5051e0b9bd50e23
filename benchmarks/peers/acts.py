"""Single durable acts through the Python door: the same acts as cpp/acts.cpp, to the same root. Python has no way to write a fact past the verbs."""

import datetime
import pathlib
from collections.abc import Callable, Iterator
from typing import Any

import bihuan

PLAN = pathlib.Path(__file__).resolve().parents[2] / "examples" / "putuo-2020" / "plan.toml"
HEAD = "p6@head@tejian"
RECTIFIER = "p3@rectifier@云溪机械厂（虚构）"


def life(hazard: str) -> list[tuple[str, Any, dict[str, Any]]]:
    """A made-up hazard's seven acts: the request, who, what is said."""
    found = {"task": "1.1", "enterprise": "云溪机械厂（虚构）", "supervising_unit": "tejian", "territorial_unit": "st_changshou", "source": "inspection",
             "place": "二号车间", "text": "安全阀未按期校验", "signatures": "both"}  # fmt: skip
    order = {"paper": "directive", "number": f"虚构监令{hazard}", "clauses": ["虚构条款"], "measures": "更换并复验", "limit_on": datetime.date(2020, 11, 2)}
    return [
        ("register", ["p1@inspector@tejian", "p2@inspector@tejian"], found),
        ("grade", HEAD, {"grade": "general"}),
        ("order", HEAD, order),
        ("begin", RECTIFIER, {}),
        ("report_rectified", RECTIFIER, {"report": "虚构报告", "evidence": "虚构照片"}),
        ("pass_review", ["p4@inspector@tejian", "p5@inspector@tejian"], {"record": "虚构记录", "conclusion": "合格"}),
        ("close", HEAD, {"outcome": "done"}),
    ]


def ours(size: int, folder: pathlib.Path) -> Iterator[Callable[[], object]]:
    plan, file = bihuan.Plan.load(PLAN), folder / "acts-ours-in-python.ledger"
    asked = []
    for number in range(size):
        hazard, step = f"H-{number // 7}", number % 7
        request, by, fields = life(hazard)[step]
        asked.append((request, hazard, datetime.date(2020, 10, 1 + step), by, fields))
    while True:
        for beside in folder.glob(file.name + "*"):
            beside.unlink()
        with bihuan.Campaign.create(file, plan=plan, clock="2020-11-01T09:00:00+08:00") as campaign:
            before = campaign.checkpoint.size

            def work() -> object:
                for request, hazard, on, by, fields in asked:
                    campaign.record(request, hazard, on=on, by=by, **fields)
                after = campaign.checkpoint
                return lambda: f"items={after.size - before} decided={after.root}"

            yield work
