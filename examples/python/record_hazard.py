"""A district system that records a hazard and asks what is due. The ledger is in memory and the clock is given.

python record_hazard.py ../putuo-2020/plan.toml
"""

import datetime
import sys

import bihuan


def main(path: str) -> int:
    plan = bihuan.Plan.load(path)
    first = plan.notice.span.first
    today = first + datetime.timedelta(days=45)
    clock = datetime.datetime.combine(today, datetime.time(9), datetime.timezone(datetime.timedelta(hours=8)))
    unit = plan.organisation.units[0].id
    leaf = next(task.id for task in plan.tasks if task.is_leaf)

    def by(role: bihuan.Role, person: str) -> bihuan.Actor:
        """The plan says which posts may act in a role; the persons are this system's own."""
        holders = plan.find_role(role)
        assert holders is not None, f"the plan gives nobody the role {role}"
        return bihuan.Actor(person, holders.posts[0], unit)

    with bihuan.Campaign.create_in_memory(plan=plan, clock=clock) as campaign:
        found_on = first + datetime.timedelta(days=30)
        campaign.register_hazard(
            "H-0001", on=found_on, by=[by(bihuan.Role.inspector, "p1"), by(bihuan.Role.inspector, "p2")],
            task=leaf, enterprise="示例物业公司（虚构）", supervising_unit=unit, territorial_unit=unit,
            source="inspection", place="2号楼", text="电梯层门门锁失效", signatures="双方签字",
        )  # fmt: skip
        campaign.grade("H-0001", on=found_on, by=by(bihuan.Role.grader, "p3"), grade="general")
        campaign.order(
            "H-0001", on=found_on, by=by(bihuan.Role.orderer, "p3"), paper="directive", number="示例〔2020〕1号",
            clauses=["特种设备安全法第四十条"], measures="更换门锁", limit_on=found_on + datetime.timedelta(days=7),
        )  # fmt: skip
        status = bihuan.status_of(plan, campaign.snapshot(as_of=today), campaign.calendar, campaign.rules)
        for row in status.overdue:
            print(f"{row['id']} 期限 {row['limit_on']}，超期 {row['overdue_days']} 天，由 {row['answers']} 负责")
        for row in status.missing + status.due_soon:
            print(f"{row['unit_name']} {row['filing']} {row['period']}：期限 {row['due_on']}")
        try:
            campaign.close("H-0001", on=today, by=by(bihuan.Role.approver, "p4"), outcome="done")
        except bihuan.Refused as refused:
            print(refused.chinese)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
