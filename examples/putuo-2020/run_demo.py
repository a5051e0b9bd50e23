"""Runs the demo campaign: adopts the plan, hands in the synthetic returns under a given clock, issues the monthly reports,
records what happens in 2022, and prints three case files.

    python run_demo.py [FOLDER]

Everything lands in FOLDER (build/demo unless named); an earlier run there is replaced. All rows are made up.
"""

import datetime as dt
import json
import pathlib
import shutil
import subprocess
import sys
import time

import acts_2022
import bihuan
import bihuan.cli
import letters_2022  # noqa: F401  adds the letters to the acts

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


class Clock:
    """Shows the moment of the story."""

    now = ""

    def __call__(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.now)


def act_out(campaign: bihuan.Campaign, clock: Clock) -> None:
    """Records the acts of 2022 one by one, each at the moment it was entered."""
    ids = {name: person for person, name in campaign.names().items()}
    numbers: dict[tuple[str, str], int] = {}

    def written(value: object) -> object:
        return str(actor(value)) if isinstance(value, acts_2022.Person) else value

    def actor(person: acts_2022.Person) -> bihuan.Actor:
        return bihuan.Actor(ids.get(person.name, person.name), person.post, person.unit)

    for act in acts_2022.told():
        clock.now = act.now
        when_and_who = {"on": dt.date.fromisoformat(act.on), "by": [actor(person) for person in act.by]}
        fields = {key: written(value) for key, value in act.fields.items()}
        if act.request in acts_2022.VERBS:
            getattr(campaign, act.request)(act.subject, **when_and_who, **fields)
            continue
        if "corrects" in fields:
            fields["corrects"] = numbers[act.subject, fields["corrects"]]
        if "withdrawn" in fields:
            fields["withdrawn"] = [ids[person.name] for person in fields["withdrawn"]]
        numbers[act.subject, act.request] = campaign.record(act.request, act.subject, **when_and_who, **fields).number


def labelled_plan() -> bihuan.Plan:
    """The plan of the notice, its campaign named as what this is: every page of a demo must say that its rows are made up."""
    text = (here / "plan.toml").read_text(encoding="utf-8")
    name = bihuan.Plan.load(here / "plan.toml").notice.campaign
    return bihuan.Plan.parse(text.replace(f'campaign   = "{name}"', f'campaign   = "{name}（演示，合成数据 synthetic）"'), "plan.toml")


def print_plan(plan: bihuan.Plan) -> None:
    problems = plan.problems()
    leaves = [task for task in plan.tasks if task.is_leaf]
    print(f"方案 {plan.notice.number}：{len(leaves)} 项末级任务，{len(plan.filings())} 个报送日，{len(problems)} 条提示（bihuan check 逐条列出）")
    of_code: dict[str, list[bihuan.Problem]] = {}
    for problem in problems:
        of_code.setdefault(problem.code, []).append(problem)
    for code, same in of_code.items():
        print(f"  [{code}] {len(same)} 条，例如：{same[-1].sentence}")


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


AS_OF = dt.date(2022, 10, 31)
CASES = {"TS-2022-0001": "挂牌的重大隐患：延期、复查不合格、摘牌后由挂牌一方销号", "ZF-2022-0001": "查封、延长查封、中止计时，销号后处罚结案",
         "TP-2022-0001": "移送、退回、升级，仍在整改"}


def print_2022(campaign: bihuan.Campaign) -> None:
    months = [campaign.report(period=f"2022-{month:02}") for month in range(1, 11)]
    even = "逐月平衡" if all(month.balanced for month in months) else "不平衡"
    print(f"\n2022 年 1 至 10 月由经办人直接记录：新发现 {sum(month.headline.found for month in months)} 项，收支{even}")
    check = campaign.phase_check("consolidate", as_of=AS_OF)
    counts = "，".join(f"{standing.chinese} {check.count(standing)}" for standing in bihuan.DemandStanding)
    print(f"  {check.title}截至 {AS_OF}：{counts}；{'可以转段' if check.may_exit else '尚不能转段'}")
    asked = campaign.snapshot(as_of=AS_OF).cooperations
    owed = campaign.outside(as_of=AS_OF)
    print(f"  致外部门协作函 {len(asked)} 件，截至 {AS_OF} 未答复 {len(owed)} 件，其中逾期 {sum(one.overdue_days > 0 for one in owed)} 件：")
    for one in owed:
        late = f"逾期 {one.overdue_days} 天" if one.overdue_days else "未到期"
        print(f"    {one.subject} {one.body_name}，期限 {one.due_on}，{late}，由{campaign.plan.organisation.unit_name(one.unit)}催办")


def print_cases(ledger: pathlib.Path) -> None:
    for hazard, what in CASES.items():
        print(f"\n案卷：{what}\n$ bihuan explain {ledger.name} {hazard} --as-of {AS_OF}")
        bihuan.cli.app(["explain", str(ledger), hazard, "--as-of", str(AS_OF)], standalone_mode=False)


def print_what_if(campaign: bihuan.Campaign, folder: pathlib.Path) -> None:
    """Two stations become one, which nobody has decided: tried in a fork, of which nothing is written."""
    fork = campaign.fork(clock=f"{AS_OF}T12:00:00+08:00")
    merged = bihuan.UnitsMerged(units=["st_zhenru", "st_changzheng"], into="st_zhenru_changzheng", name="真如长征市场监管所")
    fork.reorganise(merged, on=AS_OF)
    found = bihuan.compare(campaign, fork, as_of=AS_OF)
    page = bihuan.write_what_if(found, folder / "what-if.html")
    print(f"\n推演（只在内存中）：{found.summary}\n  {page}")


def print_bundle(campaign: bihuan.Campaign, period: bihuan.Period, folder: pathlib.Path) -> None:
    """The last issued report for an outsider, checked by a program that knows nothing of this library."""
    file = folder / f"{period}.bundle.zip"
    # a new key each time: the one thing of this demo that is never the same twice
    made = campaign.bundle(period=period, file=file, key=bihuan.SigningKey.generate("putuo.example/2020"))
    verifier = here.parent / "verify_bundle.py"
    done = subprocess.run([sys.executable, "-I", verifier, file, "--paper", made.pinned.short_code], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    print(f"核验包 {file}：{made.fact_count} 条记录及其证明，纸面短码 {made.pinned.short_code}；verify_bundle.py 核验 {done.stdout.count('✓')} 项通过")


def main() -> None:
    folder = clean_folder(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else here.parent.parent / "build" / "demo"))
    calendar = json.loads((returns / "calendar.json").read_text(encoding="utf-8"))
    clock = Clock()
    clock.now = calendar["opened_at"]
    plan = labelled_plan()
    print("数据均为虚构（synthetic）。")
    assert "synthetic" in plan.notice.campaign
    print_plan(plan)
    began = time.perf_counter()
    issued, refused, warned = [], [], []
    with bihuan.Campaign.create(folder / "putuo.ledger", plan=plan, clock=clock) as campaign:
        for entry in calendar["entries"]:
            clock.now = entry["now"]
            if entry["kind"] == "issue":
                issued.append(campaign.issue(period=entry["period"], folder=folder / "reports"))
            else:
                hand_in(campaign, entry, refused, warned)
        act_out(campaign, clock)
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
        print_2022(campaign)
        print(f"\n台账 {folder / 'putuo.ledger'}：{verdict.checkpoint.size} 项，{verdict.chinese}")
        print_bundle(campaign, reports[-1].period, folder)
        print_what_if(campaign, folder)
    print_cases(folder / "putuo.ledger")
    print("\n最近一期的文件：")
    for file in issued[-1].files:
        print(f"  {file}  {file.stat().st_size} 字节")
    print(f"提交与报告共用 {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
