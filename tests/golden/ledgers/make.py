"""Writes a golden ledger file of the current version: `python make.py ledger-N.ledger`. Run once for each version that is
released; the file is kept for ever and tests/python/test_golden_ledgers.py reads it with every later library.

Everything in it is made up.
"""

import datetime
import sys
from pathlib import Path

import bihuan

HOUSE = Path(__file__).resolve().parents[3]
EXAMPLE = HOUSE / "examples" / "yunting-2024"


def main(target: Path) -> None:
    now = "2024-03-12T09:00:00+08:00"

    def clock() -> str:
        return now

    officers = ["q1@officer@jianguan", "q2@officer@jianguan"]
    with bihuan.Campaign.create(target, plan=EXAMPLE / "plan.toml", clock=clock) as campaign:
        now = "2024-05-20T09:00:00+08:00"
        campaign.register_hazard(
            "ZJ-1", on=datetime.date(2024, 5, 17), by=officers, task="1.1", enterprise="演示（虚构）南岭液化气站",
            supervising_unit="jianguan", territorial_unit="xitan", source="监督检查", place="卸车区",
            text="紧急切断装置未投用", signatures="双方签字",
        )  # fmt: skip
        campaign.grade("ZJ-1", on=datetime.date(2024, 5, 17), by="q3@chief@jianguan", grade="general")
        now = "2024-07-04T16:00:00+08:00"
        campaign.hand_in(sorted((EXAMPLE / "returns" / "2024-Q2").glob("*.csv"), key=lambda p: "隐患台账" not in p.name))
        registered = campaign.snapshot(as_of=datetime.date(2024, 7, 4)).hazard("ZJ-1").set_by["place"]
        campaign.correct(
            "ZJ-1", on=datetime.date(2024, 7, 4), by="q4@auditor@jianguan", corrects=registered, field="place",
            value="卸车区二号泊位", reason="位置写错",
        )  # fmt: skip
        campaign.erase_person("p2")
        try:  # refused, and kept in the access log from version 2 on
            campaign.close("ZJ-1", on=datetime.date(2024, 7, 4), by="q5@chief@jianguan", outcome="done")
        except bihuan.Refused:
            pass
        campaign.remind("ZJ-1", on=datetime.date(2024, 7, 4), by="q3@chief@jianguan", to="示例气站（虚构）", text="请尽快整改")
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
