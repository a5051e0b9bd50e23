"""A unit's monthly return taken in: read, checked, stored as a row a fact with its link of a hashlib chain, in one transaction.

The return is made up: no unit ever handed it in, and nobody in it is real. 1 row in 50 can't be taken. The peers look for just the three faults
that were made, give every name a number, and check no lifecycle, no posts, no limits.
"""

import csv
import datetime
import hashlib
import json
import pathlib
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator

import bihuan

Rounds = Iterator[Callable[[], object]]
PLAN = pathlib.Path(__file__).resolve().parents[2] / "examples" / "putuo-2020" / "plan.toml"
HEADER = ["单位", "特种设备安全监察科", "报送任务", "monthly", "报告期", "2020-10", "填表人", "虚构填表人", "审核人", "虚构审核人", "单位负责人", "虚构负责人"]
HEADINGS = ["编号", "发现日期", "问题来源", "检查人员", "单位名称", "部位", "属地", "任务编号", "问题隐患", "等级", "判定依据", "现场处置", "文书文号", "文书日期",
            "整改措施", "整改责任人", "整改资金(万元)", "整改时限", "方案日期", "应急预案", "开工日期", "整改完成日期", "复查日期", "复查人", "复查结论", "销号日期", "销号批准人", "备注"]  # fmt: skip
TERRITORIES = ["曹杨新村市场监管所", "长风新村市场监管所", "长寿路市场监管所", "甘泉路市场监管所"]
TEXTS = ["电梯底坑积水未及时清理", "安全阀未按期校验", "气瓶防震圈缺失", "叉车司机证件过期", "压力表表盘破损，“读数不清”", "紧急报警装置无人应答"]
CLOCK = "2020-11-01T09:00:00+08:00"
RECEIVED = "2020-11-01"


def leaf_tasks() -> list[str]:
    return [task.id for task in bihuan.Plan.load(PLAN).tasks if task.is_leaf]


def made_row(number: int, tasks: list[str], chance: random.Random) -> dict[str, str]:
    """A hazard that stopped anywhere on its way: found only, graded, ordered, or through to its end."""
    days = iter(datetime.date(2020, 10, 1) + datetime.timedelta(days=day) for day in sorted(chance.sample(range(31), 7)))
    far = chance.choice([0, 1, 2, 2, 2, 2, 4, 6])
    major = chance.random() < 0.2
    row = {
        "编号": f"H-{number:06}", "发现日期": next(days), "问题来源": "监督检查", "检查人员": f"虚构检查员{number % 7}、虚构检查员{7 + number % 5}",
        "单位名称": f"云溪第{chance.randrange(900)}机械厂（虚构）", "部位": f"{chance.randrange(1, 9)}号车间", "属地": chance.choice(TERRITORIES),
        "任务编号": chance.choice(tasks), "问题隐患": chance.choice(TEXTS), "备注": "虚构数据",
    }  # fmt: skip
    if far >= 1:
        row |= {"等级": "重大" if major else "一般"} | ({"判定依据": "虚构判定标准第3条"} if major else {})
    if far >= 2:
        row |= {"现场处置": "限期整改", "文书文号": f"虚构监令〔2020〕{number}号", "文书日期": next(days), "整改措施": "更换并复验，拍照留存", "整改责任人": f"虚构责任人{number % 90}",
                "整改资金(万元)": f"{chance.randrange(1, 900) / 100:.2f}", "整改时限": datetime.date(2020, 12, 1)}  # fmt: skip
    if far >= 4:
        row |= ({"方案日期": next(days), "应急预案": "专人看守"} if major else {}) | {"开工日期": next(days), "整改完成日期": next(days)}
    if far >= 6:
        row |= {"复查日期": next(days), "复查人": "虚构检查员1、虚构检查员8", "复查结论": "合格", "销号日期": next(days), "销号批准人": "虚构负责人"}
    if number % 50 == 7:
        row |= [{"检查人员": "虚构检查员1"}, {"任务编号": "99.9"}, {"文书日期": datetime.date(2020, 9, 30)} if far >= 2 else {"任务编号": "99.9"}][number // 50 % 3]
    return {heading: str(cell) for heading, cell in row.items()}


def lines_of(size: int) -> list[list[str]]:
    chance, tasks = random.Random(20201001), leaf_tasks()
    rows = [made_row(number, tasks, chance) for number in range(size)]
    return [HEADER, [], HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)]


def made(size: int, folder: pathlib.Path) -> Rounds:
    """Makes return.csv and return.xlsx, the same return; texts all, as clerks' exports have them."""
    import xlsxwriter

    def work() -> str:
        lines = lines_of(size)
        with open(folder / "return.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        book = xlsxwriter.Workbook(folder / "return.xlsx", {"constant_memory": True, "strings_to_numbers": False})
        sheet = book.add_worksheet("隐患台账")
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                if cell:
                    sheet.write_string(at, column, cell)
        book.close()
        return f"rows={size}"

    while True:
        yield work


def ours(file: pathlib.Path) -> Rounds:
    ledger = file.with_name("returns-ours-in-python.ledger")
    plan = bihuan.Plan.load(PLAN)
    while True:
        for beside in ledger.parent.glob(ledger.name + "*"):
            if beside.is_file():
                beside.unlink()
        with bihuan.Campaign.create(ledger, plan=plan, clock=CLOCK) as campaign:

            def work() -> object:
                receipt = campaign.hand_in(file)
                refused = receipt.refused_count
                return lambda: told(len(receipt.rows) - refused, refused, receipt.fact_count, len(campaign.snapshot(as_of=bihuan.parse_day(RECEIVED))))

            yield work


def ours_csv(size: int, folder: pathlib.Path) -> Rounds:
    return ours(folder / "return.csv")


def ours_workbook(size: int, folder: pathlib.Path) -> Rounds:
    """Through the reading room, a process with limits."""
    return ours(folder / "return.xlsx")


def told(taken: int, refused: int, facts: int, hazards: int) -> str:
    return f"taken={taken} refused={refused} facts={facts} hazards={hazards}"


# The plain program.

STEPS = [
    ("hazard_registered", "发现日期", "检查人员", ["问题来源", "单位名称", "部位", "属地", "任务编号", "问题隐患", "备注"]),
    ("hazard_graded", "等级", "单位负责人", ["等级", "判定依据"]),
    ("order_issued", "文书日期", "单位负责人", ["文书文号", "整改措施", "整改责任人", "整改资金(万元)", "整改时限"]),
    ("treatment_planned", "方案日期", "整改责任人", ["应急预案"]),
    ("rectification_begun", "开工日期", "整改责任人", []),
    ("rectification_reported", "整改完成日期", "整改责任人", []),
    ("review_passed", "复查日期", "复查人", ["复查结论"]),
    ("hazard_closed", "销号日期", "销号批准人", []),
]


def fault(row: dict[str, str], tasks: set[str]) -> str:
    if row["检查人员"].count("、") != 1:
        return "检查人员须有2人"
    if row["任务编号"] not in tasks:
        return "没有这个任务"
    return "文书日期早于发现日期" if row["文书日期"] and row["文书日期"] < row["发现日期"] else ""


def facts_of(row: dict[str, str], people: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Kind, day, persons and the fields as one JSON text; persons by number, as no record holds a name."""
    for kind, key, who, fields in STEPS:
        if not row[key]:
            continue
        by = ",".join(people.setdefault(name, f"p{len(people) + 1}") for name in (row.get(who) or HEADER[-1]).split("、"))
        said = {field: people.setdefault(row[field], f"p{len(people) + 1}") if field == "整改责任人" else row[field] for field in fields if row[field]}
        yield kind, row[key] if key != "等级" else row["发现日期"], by, json.dumps(said, ensure_ascii=False, sort_keys=True)


def store(database: sqlite3.Connection, rows: Iterable[dict[str, str]], tasks: set[str]) -> str:
    people: dict[str, str] = {}
    facts: list[tuple[object, ...]] = []
    taken = refused = stated = 0
    chain = bytes(32)

    def add(hazard: str, kind: str, day: str, by: str, fields: str) -> None:
        nonlocal chain
        chain = hashlib.sha256(chain + json.dumps([hazard, kind, day, by, fields], ensure_ascii=False).encode()).digest()
        facts.append((hazard, kind, day, RECEIVED, by, fields, chain))

    for row in rows:
        if why := fault(row, tasks):
            refused += 1
            add(row["编号"], "row_refused", RECEIVED, "p0", json.dumps({"reason": why}, ensure_ascii=False))
            continue
        taken += 1
        for fact in facts_of(row, people):
            stated += 1
            add(row["编号"], *fact)
    database.execute("BEGIN IMMEDIATE")
    database.executemany("INSERT INTO facts VALUES (NULL,?,?,?,?,?,?,?)", facts)
    database.executemany("INSERT INTO people VALUES (?,?)", [(number, name) for name, number in people.items()])
    database.execute("COMMIT")
    (hazards,) = database.execute("SELECT count(DISTINCT hazard) FROM facts WHERE kind = 'hazard_registered'").fetchone()
    return told(taken, refused, stated, hazards)


def fresh_databases(file: pathlib.Path) -> Iterator[sqlite3.Connection]:
    """The ledger's own journal and synchronisation."""
    while True:
        for beside in ("", "-journal"):
            pathlib.Path(f"{file}{beside}").unlink(missing_ok=True)
        database = sqlite3.connect(file, isolation_level=None)
        database.execute("PRAGMA journal_mode = TRUNCATE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("CREATE TABLE facts (number INTEGER PRIMARY KEY, hazard TEXT, kind TEXT, on_day TEXT, recorded_day TEXT, by TEXT, fields TEXT, chain BLOB)")
        database.execute("CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT)")
        yield database
        database.close()


def csv_sqlite(size: int, folder: pathlib.Path) -> Rounds:
    tasks = set(leaf_tasks())

    for database in fresh_databases(folder / "returns-csv.db"):

        def work(database: sqlite3.Connection = database) -> str:
            with open(folder / "return.csv", encoding="utf-8", newline="") as file:
                lines = list(csv.reader(file))
            return store(database, (dict(zip(HEADINGS, line, strict=True)) for line in lines[3:]), tasks)

        yield work


def openpyxl_sqlite(size: int, folder: pathlib.Path) -> Rounds:
    from openpyxl import load_workbook

    tasks = set(leaf_tasks())
    for database in fresh_databases(folder / "returns-xlsx.db"):

        def work(database: sqlite3.Connection = database) -> str:
            sheet = load_workbook(folder / "return.xlsx", read_only=True).worksheets[0]
            lines = [[cell or "" for cell in line] for line in sheet.iter_rows(values_only=True)]
            return store(database, (dict(zip(HEADINGS, line, strict=False)) for line in lines[3:]), tasks)

        yield work


def pandas_sql(size: int, folder: pathlib.Path) -> Rounds:
    """A frame a kind of fact, all to one table by to_sql; no chain, and no number for a name."""
    import pandas as pd

    tasks = leaf_tasks()
    for database in fresh_databases(folder / "returns-pandas.db"):

        def work(database: sqlite3.Connection = database) -> str:
            rows = pd.read_csv(folder / "return.csv", skiprows=2, dtype=str, keep_default_na=False)
            late = (rows["文书日期"] != "") & (rows["文书日期"] < rows["发现日期"])
            bad = (rows["检查人员"].str.count("、") != 1) | ~rows["任务编号"].isin(tasks) | late
            sound = rows[~bad]
            parts = [
                pd.DataFrame({"hazard": rows["编号"][bad], "kind": "row_refused", "on_day": RECEIVED}),
                *(sound.loc[sound[key] != "", ["编号", key, *fields]].rename(columns={"编号": "hazard"}).assign(kind=kind, on_day=sound["发现日期" if key == "等级" else key])
                  for kind, key, _, fields in STEPS),
            ]  # fmt: skip
            facts = pd.concat([part.loc[:, ~part.columns.duplicated()] for part in parts], ignore_index=True)
            database.isolation_level = "IMMEDIATE"  # or every row would be a transaction
            facts.to_sql("everything", database, index=False)
            (hazards,) = database.execute("SELECT count(DISTINCT hazard) FROM everything WHERE kind = 'hazard_registered'").fetchone()
            return told(len(sound), int(bad.sum()), len(facts) - int(bad.sum()), hazards)

        yield work
