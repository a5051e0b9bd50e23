"""Loads a plan, says what is odd in it and when the returns fall due. Start here.

python check_plan.py ../putuo-2020/plan.toml
"""

import sys

import bihuan


def main(path: str) -> int:
    try:
        plan = bihuan.Plan.load(path)
    except bihuan.PlanError as error:
        print(f"{error}\n{error.chinese}", file=sys.stderr)
        return 1
    leaves = [task for task in plan.tasks if task.is_leaf]
    print(f"{plan.notice.title}（{plan.notice.number}）：末级任务 {len(leaves)} 项")
    problems = plan.problems()
    for problem in problems:
        print(f"  第{problem.line}行 {problem.severity.chinese} [{problem.code}] {problem.sentence}")
    for due in plan.filings():
        if not due.on_working_day:
            print(f"  {due.filing} {due.period}：{due.due_on}，{due.explanation}")
    return 1 if any(problem.severity is bihuan.Severity.error for problem in problems) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
