"""A unit's month as workbooks go: made out from the ledger, edited by the unit, held against what the ledger learned
meanwhile, handed in. All values are made up; the ledger is in memory and the clock is given.

python returned_workbook.py ../putuo-2020/plan.toml
"""

import csv
import datetime
import io
import sys
import tempfile
from pathlib import Path

import bihuan


def main(path: str) -> int:
    plan = bihuan.Plan.load(path)
    first = plan.notice.span.first + datetime.timedelta(days=60)
    clock = datetime.datetime.combine(first, datetime.time(9), datetime.timezone(datetime.timedelta(hours=8)))
    monthly = next(duty for duty in plan.duties if duty.every is bihuan.PeriodKind.month)
    period = bihuan.Period(f"{first:%Y-%m}")
    unit = plan.organisation.resolve(monthly.filers[0].name, on=first).unit if monthly.filers else plan.organisation.units[0].id
    leaf = next(task.id for task in plan.tasks if task.is_leaf)

    def by(role: bihuan.Role, person: str) -> bihuan.Actor:
        holders = plan.find_role(role)
        assert holders is not None
        return bihuan.Actor(person, holders.posts[0], unit)

    with bihuan.Campaign.create_in_memory(plan=plan, clock=clock) as campaign:
        for hazard in ("虚构-1", "虚构-2"):
            campaign.register_hazard(
                hazard, on=first, by=[by(bihuan.Role.inspector, "p1"), by(bihuan.Role.inspector, "p2")],
                task=leaf, enterprise="虚构物业公司", supervising_unit=unit, territorial_unit=unit,
                source="inspection", place="2号楼", text="层门门锁失效", signatures="双方签字",
            )  # fmt: skip
            campaign.grade(hazard, on=first, by=by(bihuan.Role.grader, "p3"), grade="general")

        sheets = campaign.prefill(unit, period=period, filing=monthly.id).to_csv()
        print(f"底稿：{len(sheets)} 张表，虚构数据")

        # The unit writes into its sheet …
        rows = list(csv.reader(io.StringIO(sheets["隐患台账"])))
        head = next(row for row in rows if row and row[0] == "编号")
        for row in rows:
            if row[:1] == ["单位负责人"]:
                row[1] = "虚构甲"
            if row[:1] == ["审核人"]:
                row[1] = "虚构乙"
            if row[:1] == ["虚构-1"]:
                row[head.index("部位")] = "3号楼"
            if row[:1] == ["虚构-2"]:
                row[head.index("部位")] = "4号楼"
        # … and meanwhile the office corrects the second hazard.
        registered = campaign.facts("虚构-2")[0]
        campaign.correct(
            "虚构-2", on=first, by=by(bihuan.Role.checker, "p4"), corrects=registered.number, field="place", value="5号楼", reason="笔误"
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "虚构.隐患台账.csv"
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            file.write_text(text.getvalue(), encoding="utf-8")
            for line in campaign.merge(file).lines:
                print(f"{line.kind.chinese} {line.id} {line.column}：{line.chinese}")
            receipt = campaign.hand_in(file)
        print(f"记录 {receipt.fact_count} 条，退回 {receipt.refused_count} 行")
        places = {hazard.id: hazard.details["place"] for hazard in campaign.snapshot(as_of=first).hazards}
        print("台账：" + "，".join(f"{hazard} 在{place}" for hazard, place in places.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
