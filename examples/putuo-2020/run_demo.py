"""Runs the demo campaign: adopts the plan, hands in the synthetic returns under a given clock, issues the monthly reports.

    python run_demo.py [FOLDER]

Everything lands in FOLDER (build/demo unless named); an earlier run there is replaced. All rows are made up.
"""

import datetime as dt
import json
import pathlib
import shutil
import sys
import time

import bihuan

here = pathlib.Path(__file__).resolve().parent
returns = here / "returns"


def clean_folder(folder: pathlib.Path) -> pathlib.Path:
    """Removes an earlier run of this program, and nothing else."""
    marker = folder / "made-by-run_demo"
    if folder.exists():
        if not marker.exists() and any(folder.iterdir()):
            sys.exit(f"{folder} holds something else; name another folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    marker.touch()
    return folder


def hand_in(campaign: bihuan.Campaign, entry: dict, refused: list, warned: list) -> None:
    paths = [returns / path for path in entry["paths"]]
    receipt = campaign.hand_in(paths if len(paths) > 1 else paths[0], reason=entry.get("reason", ""),
                               received=dt.date.fromisoformat(entry["received_on"]))
    for row in receipt.rows:
        if not row.accepted:
            refused.append((paths[0].name, row))
    warned.extend((paths[0].name, warning) for warning in receipt.warnings)


def labelled_plan() -> bihuan.Plan:
    """The plan of the notice, its campaign named as what this is: every page of a demo must say that its rows are made up."""
    text = (here / "plan.toml").read_text(encoding="utf-8")
    name = bihuan.Plan.load(here / "plan.toml").notice.campaign
    return bihuan.Plan.parse(text.replace(f'campaign   = "{name}"', f'campaign   = "{name}（演示，合成数据 synthetic）"'), "plan.toml")


def print_plan(plan: bihuan.Plan) -> None:
    problems = plan.problems()
    leaves = [task for task in plan.tasks if task.is_leaf]
    print(f"方案 {plan.notice.number}：{len(leaves)} 项末级任务，{len(plan.filings())} 个报送日，{len(problems)} 条提示")
    due_days = [problem for problem in problems if problem.code == "due_on_non_working_day"]
    for problem in problems:
        if problem.code != "due_on_non_working_day":
            print(f"  [{problem.code}] {problem.place}：{problem.sentence}")
    print(f"  [due_on_non_working_day] 另有 {len(due_days)} 个期限不是工作日，例如：{due_days[7].sentence}")


def print_months(issued: list) -> None:
    print("\n报告期    发现  整改  销号  未销号  超期  本年发现  本年整改   其中补报")
    for report in issued:
        h = report.headline
        print(f"{report.period}  {h.found:6}{h.rectified:6}{h.struck_off:6}{h.open:8}{h.overdue:6}"
              f"{h.found_cumulative:10}{h.rectified_cumulative:10}{h.found_late:10}")


def print_late(report: bihuan.Report) -> None:
    for row in report.table("board").to_dicts():
        if not row["standing"].startswith(("按时", "另报")):
            print(f"  {report.period} {row['unit']}：{row['standing']}"
                  + (f"（{row['received_on']} 收到）" if row["received_on"] else ""))


def main() -> None:
    folder = clean_folder(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here.parent.parent / "build" / "demo"))
    calendar = json.loads((returns / "calendar.json").read_text(encoding="utf-8"))
    now = calendar["opened_at"]
    plan = labelled_plan()
    print("数据均为虚构（synthetic）。")
    assert "synthetic" in plan.notice.campaign
    print_plan(plan)
    began = time.perf_counter()
    issued, refused, warned = [], [], []
    with bihuan.Campaign.create(folder / "putuo.ledger", plan=plan, clock=lambda: dt.datetime.fromisoformat(now)) as campaign:
        for entry in calendar["entries"]:
            now = entry["now"]
            if entry["kind"] == "issue":
                issued.append(campaign.issue(period=entry["period"], folder=folder / "reports"))
            else:
                hand_in(campaign, entry, refused, warned)
        verdict = campaign.verify()
        reports = [one.report for one in issued]
        print_months(reports)
        print("\n迟报、缺报、退回：")
        for report in reports:
            print_late(report)
        print("\n被拒的行：")
        for name, row in refused:
            print(f"  {name} {row.sheet} 第{row.row}行 {row.column}：{row.reason}")
        print(f"另有 {len(warned)} 处提请核对，例如：{warned[0][0]} {warned[0][1]}")
        year = campaign.report(period="2021-12")
        found, rectified = year.headline.found_cumulative, year.headline.rectified_cumulative
        print(f"\n2021 年：发现 {found}，整改 {rectified}，整改率 {100 * rectified / found:.2f}%")
        for row in year.table("progress").to_dicts():
            if row["code"] in {"I20", "I22", "I23", "I27"}:
                print(f"  {row['title']}：{row['cumulative']} {row['measure']}")
        print(f"\n台账 {folder / 'putuo.ledger'}：{verdict.checkpoint.size} 项，{verdict.chinese}")
    print("最近一期的文件：")
    for file in issued[-1].files:
        print(f"  {file}  {file.stat().st_size} 字节")
    print(f"提交与报告共用 {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
