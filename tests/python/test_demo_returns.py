"""The synthetic returns of the demo campaign keep their promises: same bytes, published totals, legal days, labels.

The files are read here by a small reader of their own (zip, XML and CSV of the standard library), not by bihuan.
"""
import csv
import io
import json
import sys
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "putuo-2020"
RETURNS = FOLDER / "returns"
SHEETS = ["隐患台账", "制度措施清单", "进展情况"]
NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DAYS_IN_ORDER = ["发现日期", "文书日期", "方案日期", "开工日期", "申请日期", "批准日期", "整改完成日期", "复查日期"]


def column_number(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_workbook(path: Path) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(path) as book:
        shared = ["".join(t.text or "" for t in item.iter(NS + "t"))
                  for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        formats = [int(xf.get("numFmtId")) for xf in ElementTree.fromstring(book.read("xl/styles.xml")).find(NS + "cellXfs")]
        names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(NS + "sheet")]
        return {name: [read_row(row, shared, formats)
                       for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml")).iter(NS + "row")]
                for place, name in enumerate(names, 1)}


def read_row(row, shared: list[str], formats: list[int]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        value = cell.findtext(NS + "v")
        if value is None:
            continue
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif formats[int(cell.get("s", 0))] >= 164:    # the only format of our own on numbers is the day
            value = (date(1899, 12, 30) + timedelta(int(value))).isoformat()
        place = column_number(cell.get("r"))
        cells += [""] * (place + 1 - len(cells))
        cells[place] = value
    return cells


def read_return(paths: list[Path]) -> dict[str, list[list[str]]]:
    if paths[0].suffix == ".xlsx":
        return read_workbook(paths[0])
    sheets = {}
    for path in paths:
        content = path.read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
        sheets[path.suffixes[-2][1:]] = list(csv.reader(io.StringIO(text, newline="")))
    return sheets


def header_of(rows: list[list[str]]) -> dict[str, str]:
    pairs = {}
    for row in rows:
        if "编号" in row:
            return pairs
        filled = [cell for cell in row if cell]
        pairs |= dict(zip(filled[::2], filled[1::2]))
    raise AssertionError("no headings")


def table_of(rows: list[list[str]], key: str) -> list[dict[str, str]]:
    """The rows below the headings, blanks absent; the second 批准人 is renamed, `row` is the number in the file."""
    start = next(place for place, row in enumerate(rows) if key in row)
    headings = list(rows[start])
    if headings.count("批准人") == 2:
        headings[len(headings) - 1 - headings[::-1].index("批准人")] = "销号批准人"
    table = []
    for row in rows[start + 1:]:
        if not any(row) or "项目" in row:
            break
        table.append({heading: cell for heading, cell in zip(headings, row) if cell})
    return table


@pytest.fixture(scope="module")
def calendar() -> dict:
    return json.loads((RETURNS / "calendar.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def returns(calendar) -> list[tuple[dict, dict[str, list[list[str]]]]]:
    return [(entry, read_return([RETURNS / path for path in entry["paths"]]))
            for entry in calendar["entries"] if entry["kind"] == "return"]


@pytest.fixture(scope="module")
def hazards(returns) -> dict[tuple[str, int], dict[str, str]]:
    """(编号, 轮次) to all its cells, as they stand after the last hand-in; refused rows left out."""
    latest: dict[tuple[str, int], dict[str, str]] = {}
    for entry, sheets in returns:
        refused = {row["id"] for row in entry.get("expect", {}).get("refused", [])}
        for row in table_of(sheets["隐患台账"], "编号"):
            if row["编号"] not in refused:
                latest.setdefault((row["编号"], int(row["轮次"])), {"unit": entry["unit"]}).update(row)
    return latest


def stated(returns) -> dict[tuple[str, str, str], str]:
    """(unit, period, indicator) to the value last stated."""
    return {(entry["unit"], entry["period"], row["指标代码"]): row["本月数"]
            for entry, sheets in returns for row in table_of(sheets["进展情况"], "指标代码")}


def passed_on(row: dict[str, str]) -> str | None:
    if row.get("现场处置") == "当场改正":
        return row["发现日期"]
    return row["复查日期"] if row.get("复查结论") == "合格" else None


def members(path: Path) -> dict[str, bytes]:
    """What the file says, however a release of zlib or XlsxWriter wraps it."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist() if name.startswith(("xl/worksheets/", "xl/sharedStrings"))}


def test_the_same_seed_gives_the_same_files(tmp_path):
    pytest.importorskip("xlsxwriter")
    sys.path.insert(0, str(FOLDER))
    try:
        from make_returns import make
    finally:
        sys.path.remove(str(FOLDER))
    first, second = tmp_path / "first", tmp_path / "second"
    make(first)
    make(second)
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(RETURNS) for path in RETURNS.rglob("*") if path.is_file())
    for path in files:
        assert (first / path).read_bytes() == (second / path).read_bytes(), path
        ours, kept = members(first / path), members(RETURNS / path)
        assert ours == kept, path


def test_totals_of_2021_are_the_published_ones(calendar, returns, hazards):
    published = calendar["published_2021"]
    assert sum(1 for row in hazards.values() if row.get("发现日期", "").startswith("2021")) == published["found"] == 8942
    assert sum(1 for row in hazards.values() if (passed_on(row) or "").startswith("2021")) == published["rectified"] == 8740
    sums: Counter = Counter()
    for (_, period, code), value in stated(returns).items():
        if period.startswith("2021"):
            sums[code] += round(float(value) * 100)
    assert {code: sums[code] for code in ("I20", "I22", "I23", "I27")} == {"I20": 14700, "I22": 29384, "I23": 3300, "I27": 7000}
    assert {code: str(value) for code, value in published.items() if code == "fines"} == {"fines": "293.84"}


def test_every_sheet_says_synthetic(returns):
    for entry, sheets in returns:
        assert list(sheets) == SHEETS, entry["paths"]
        for name, rows in sheets.items():
            assert any("合成数据（synthetic）" in cell for cell in rows[0]), (entry["paths"], name)


def test_headers_say_what_the_calendar_says(returns):
    for entry, sheets in returns:
        header = header_of(sheets["隐患台账"])
        assert (header["单位"], header["报送任务"], header["报告期"]) == (entry["unit"], entry["filing"], entry["period"])
        assert len({header[label] for label in ("填表人", "审核人", "单位负责人")}) == 3
        assert (header["零报告"] == "是") == (not table_of(sheets["隐患台账"], "编号"))
        assert header["填报日期"] <= entry["received_on"] == entry["now"][:10]


def test_no_day_lies_after_the_return_that_states_it(returns):
    for entry, sheets in returns:
        filled_on = header_of(sheets["隐患台账"])["填报日期"]
        for row in table_of(sheets["隐患台账"], "编号"):
            for heading, cell in row.items():
                if heading.endswith("日期"):
                    assert cell <= filled_on and cell[:7] <= entry["period"], (row["编号"], heading)


def test_a_stated_cell_never_changes_but_by_a_corrected_return(returns):
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for entry, sheets in returns:
        corrected = set(entry.get("expect", {}).get("corrected", []))
        for row in table_of(sheets["隐患台账"], "编号"):
            before = seen.setdefault((row["编号"], row["轮次"]), {})
            changed = {heading for heading, cell in before.items() if row.get(heading) != cell}
            assert not changed or (row["编号"] in corrected and changed == {"整改资金(万元)"}), (row["编号"], changed)
            before.update(row)


def test_days_follow_the_lifecycle(hazards):
    for (name, turn), row in hazards.items():
        first = hazards[name, 1]
        days = [row[heading] for heading in DAYS_IN_ORDER if heading in row]
        assert days == sorted(days), name
        if turn == 2:
            assert first["复查结论"] == "不合格" and first["复查日期"] <= row["文书日期"] and "销号日期" not in first, name
        if first["现场处置"] == "当场改正":
            assert first["等级"] == "一般" and not {"文书日期", "复查日期", "整改责任人"} & set(row), name
        if "复查日期" in row:
            assert row["整改完成日期"] <= row["复查日期"] and row["整改完成日期"] >= row["文书日期"], name
        if "申请日期" in row:
            assert row["申请日期"] < row["整改时限"] < row["延期至"] and row.get("开工日期", row["文书日期"]) <= row["申请日期"], name
        if "销号日期" in row:
            assert passed_on(row) and passed_on(row) <= row["销号日期"], name
            for began, ended in (("停用", "恢复使用日期"), ("查封", "解封日期")):
                assert (began in first["现场处置"]) == (ended in row), name
            assert ("挂牌日期" in row) == ("摘牌日期" in row), name
        if "解封日期" in row:
            assert date.fromisoformat(row["解封日期"]) - date.fromisoformat(first["发现日期"]) <= timedelta(60), name
        if first["等级"] == "重大":
            assert first["判定依据"] and {"方案日期", "应急预案"} <= set(row) or "开工日期" not in row, name
        if "挂牌日期" in row:
            assert first["等级"] == "重大" and row["方案日期"] <= row["挂牌日期"] <= row.get("摘牌日期", "9") <= row.get("销号日期", "9"), name


def test_persons_are_kept_apart(returns, hazards):
    headed_by = {}
    for entry, sheets in returns:
        header = header_of(sheets["隐患台账"])
        headed_by[entry["unit"]] = {header["单位负责人"], header["审核人"], header["填表人"]}
    for (name, turn), row in hazards.items():
        inspectors = set(hazards[name, 1]["检查人员"].split("、"))
        reviewers = set(row.get("复查人", "").split("、")) - {""}
        approvers = {row[heading] for heading in ("批准人", "销号批准人") if heading in row}
        rectifiers = {row["整改责任人"]} if "整改责任人" in row else set()
        groups = [inspectors | reviewers, approvers, rectifiers, headed_by[row["unit"]]]
        assert len(inspectors) == 2 and len(reviewers) in (0, 2) and len(approvers) <= 1, name
        assert sum(map(len, groups)) == len(set().union(*groups)), name


def test_the_special_returns_are_there(calendar, returns, hazards):
    entries = [entry for entry, _ in returns]
    issued = {entry["period"]: entry["now"] for entry in calendar["entries"] if entry["kind"] == "issue"}
    assert len(issued) == 16 and [e["now"] for e in calendar["entries"]] == sorted(e["now"] for e in calendar["entries"])
    due = {period: (datetime.fromisoformat(period + "-28") + timedelta(5)).replace(day=1).strftime("%Y-%m-%d") for period in issued}
    late = [e for e in entries if e["received_on"] > due[e["period"]] and "reason" not in e]
    assert [(e["unit"], e["now"] < issued[e["period"]]) for e in late] == [("质量发展促进科", True), ("信用监督管理科", False)]
    keys = Counter((e["unit"], e["period"]) for e in entries)
    missing = {(unit, period) for unit in {e["unit"] for e in entries} for period in issued} - set(keys)
    assert missing == {(case["unit"], case["period"]) for case in calendar["missing"]} and len(missing) == 1
    twice = [e for e in entries if keys[e["unit"], e["period"]] == 2]
    assert len(twice) == 4 and sum("reason" in e for e in twice) == 1 and twice[2]["paths"] == twice[3]["paths"]
    broken = [e for e in entries if "refused" in e.get("expect", {})]
    assert len(broken) == 1
    with zipfile.ZipFile(RETURNS / broken[0]["paths"][0]) as book:
        assert b"<mergeCell " in book.read("xl/worksheets/sheet1.xml")
    rows = read_return([RETURNS / broken[0]["paths"][0]])["隐患台账"]
    place = broken[0]["expect"]["refused"][0]
    assert rows[place["row"] - 2][0] == place["id"]     # row 6 is empty and not in the file's XML
    with pytest.raises(UnicodeDecodeError):
        (RETURNS / "2020-11" / "网络监管所-2020-11.隐患台账.csv").read_bytes().decode("utf-8")
    assert any("䶮" in row.get("检查人员", "") for row in hazards.values())
    assert sum("摘牌日期" in row for row in hazards.values()) >= 2
    assert any(turn == 2 for _, turn in hazards) and any("延期至" in row for row in hazards.values())


def test_a_derivable_figure_differs_only_where_it_is_meant_to(returns):
    for entry, sheets in returns:
        rows = table_of(sheets["隐患台账"], "编号")
        refused = {row["id"] for row in entry.get("expect", {}).get("refused", [])}
        counted = {"I08": sum(1 for row in rows if row.get("发现日期", "")[:7] == entry["period"] and row["编号"] not in refused),
                   "I11a": sum(1 for row in rows if (passed_on(row) or "")[:7] == entry["period"] and row["编号"] not in refused)}
        figures = {row["指标代码"]: int(float(row["本月数"])) for row in table_of(sheets["进展情况"], "指标代码")}
        differs = [code for code, count in counted.items() if figures[code] != count]
        assert differs == entry.get("expect", {}).get("differs", []), entry["paths"]


def test_credit_codes_have_their_check_character(hazards):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for code in {row["统一社会信用代码"] for row in hazards.values() if "统一社会信用代码" in row}:
        total = sum(pow(3, place, 31) * alphabet.index(char) for place, char in enumerate(code[:17]))
        assert len(code) == 18 and alphabet[(31 - total % 31) % 31] == code[17] and code[2:8] == "319900"


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in RETURNS.rglob("*") if path.is_file()) < 8_000_000
