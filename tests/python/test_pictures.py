"""The chart's pictures: what stands in them, that nothing overlaps or breaks out, and that other programs read them."""

import datetime
import difflib
import os
import random
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import networkx
import openpyxl
import pydot
import pytest

import bihuan
from bihuan import Bond, NodeKind
from conftest import DEMO, HOUSE, WORLD, day
from hostile import ALL, BARE
from made_plan import made_plan
from test_cli import keys_of, run, shape

SVG = "{http://www.w3.org/2000/svg}"
ON = day("2020-09-07")
MADE_ON = day("2024-05-01")
GOLDEN = HOUSE / "tests" / "golden" / "chart"


@pytest.fixture(scope="module")
def seed() -> bihuan.Plan:
    return bihuan.Plan.load(DEMO / "plan.toml")


def made(number: int, **more) -> bihuan.Plan:
    return bihuan.Plan.parse(made_plan(number, **more), f"made-{number}.toml")


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def rectangles(root: ET.Element) -> list[tuple[int, int, int, int]]:
    """The boxes: left, top, right, bottom."""
    out = []
    for box in root.iter(f"{SVG}rect"):
        if "bh-box" in box.get("class", "").split():
            x, y, width, height = (int(box.get(key, "")) for key in ("x", "y", "width", "height"))
            out.append((x, y, x + width, y + height))
    return out


def points(root: ET.Element) -> list[tuple[int, int]]:
    """The points of curves (M, C, H): those that lines run through or are drawn to."""
    out = []
    for path in root.iter(f"{SVG}path"):
        x = y = 0
        for command, numbers in re.findall(r"([MCHVhv])([-\d ]*)", path.get("d", "")):
            values = [int(number) for number in numbers.split()]
            if command == "H":
                x = values[0]
            elif command == "V":
                y = values[0]
            elif command == "h":
                x += values[0]
            elif command == "v":
                y += values[0]
            else:
                x, y = values[-2:]
            out.append((x, y))
    return out


def check_drawing(svg: str) -> tuple[int, int]:
    """No two boxes overlap, and nothing leaves the canvas. How many boxes and lines there are."""
    root = drawn(svg)
    width, height = int(root.get("width", "")), int(root.get("height", ""))
    boxes = rectangles(root)
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= width and 0 <= top < bottom <= height
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points(root))
    for text in root.iter(f"{SVG}text"):
        assert 0 <= int(text.get("x", "")) <= width and 0 <= int(text.get("y", "")) <= height
    return len(boxes), len(list(root.iter(f"{SVG}path")))


def golden(name: str, text: str) -> None:
    """Held against the file; BIHUAN_GOLDEN=write makes it anew, to be read before it is committed."""
    file = GOLDEN / name
    if os.environ.get("BIHUAN_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    known = file.read_text(encoding="utf-8")
    difference = "\n".join(list(difflib.unified_diff(known.splitlines(), text.splitlines(), "golden", "now", lineterm=""))[:40])
    assert text == known, difference


def structure(svg: str) -> str:
    """What a picture says, without where: the texts of every box and the lines by class."""
    root = drawn(svg)
    lines = ["/".join("".join(text.itertext()) for text in box.iter(f"{SVG}text")) for box in root.iter(f"{SVG}g")]
    loose = ["".join(text.itertext()) for text in root.findall(f"{SVG}text")]
    strokes = Counter((path.get("class", ""), path.findtext(f"{SVG}title", "")) for path in root.findall(f"{SVG}path"))
    return "\n".join(["boxes:", *lines, "beside:", *loose, "lines:", *(f"{n} {css} {tip}".rstrip() for (css, tip), n in strokes.items())]) + "\n"


# What stands in the pictures.


def test_the_seeds_pictures_are_the_golden_ones(seed: bihuan.Plan):
    chart = seed.chart()
    golden("seed.mmd", bihuan.chart_mermaid(chart, on=ON))
    golden("seed-svg.txt", structure(bihuan.chart_svg(chart, on=ON, campaign=seed.notice.campaign)))
    golden("world.dot", bihuan.chart_dot(bihuan.Plan.load(WORLD).chart(), on=day("2021-03-01")))


def test_the_picture_in_the_manual_is_the_one_that_is_drawn(seed: bihuan.Plan):
    known = (HOUSE / "docs" / "chart.svg").read_bytes()
    svg = bihuan.chart_svg(seed.chart(), on=ON, campaign=seed.notice.campaign).encode()
    if os.environ.get("BIHUAN_GOLDEN") == "write":
        (HOUSE / "docs" / "chart.svg").write_bytes(svg)
    assert svg == known and len(known) < 200_000


STRING = r'"((?:[^"\\]|\\.)*)"'
DOT_NODE = re.compile(rf"    {STRING} \[label={STRING}, kind={STRING}, id={STRING}\];")
DOT_EDGE = re.compile(rf"  {STRING} -> {STRING} \[label={STRING}, bond={STRING}, origin={STRING}, style=\w+, valid={STRING}, printed={STRING}, tooltip={STRING}\];")


def plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


def test_the_dot_text_is_the_whole_graph(seed: bihuan.Plan):
    second = bihuan.Plan.load(HOUSE / "examples" / "yunting-2024" / "plan.toml")
    for plan, on in ((seed, ON), (made(1), MADE_ON), (second, MADE_ON), (hostile_plan(1), MADE_ON)):
        chart = plan.chart()
        text = bihuan.chart_dot(chart, on=on)
        nodes = [tuple(plain(part) for part in match) for match in DOT_NODE.findall(text)]
        assert [name for name, *_ in nodes] == [name for name, *_ in dict.fromkeys(nodes)]
        known = {(str(node), bihuan.visible(chart.name_of(node, on=on)), str(node.kind), node.id) for node in chart.nodes(on=on)}
        assert set(nodes) == known
        edges = Counter(tuple(plain(part) for part in match) for match in DOT_EDGE.findall(text))
        assert edges == Counter(
            (str(tie.from_), str(tie.to), tie.bond.chinese, str(tie.bond), str(tie.origin),
             f"{tie.valid.first or ''}/{tie.valid.last or ''}", bihuan.visible(tie.printed), bihuan.visible(tie.reason))
            for tie in chart.ties(on=on)
        )  # fmt: skip


def test_another_program_reads_the_dot_text():
    """pydot takes half a minute for a large one."""
    for plan, on in ((bihuan.Plan.load(WORLD), day("2021-03-01")), (hostile_plan(3, unit_count=5, task_count=6), MADE_ON)):
        chart = plan.chart()
        (graph,) = pydot.graph_from_dot_data(bihuan.chart_dot(chart, on=on))
        nodes = [node for part in graph.get_subgraphs() for node in part.get_nodes() if node.get_name() != "node"]
        assert sorted(node.get("id").strip('"') for node in nodes) == sorted(node.id for node in chart.nodes(on=on))
        edges = Counter((edge.get_source().strip('"'), edge.get_destination().strip('"'), edge.get("bond").strip('"')) for edge in graph.get_edges())
        assert edges == Counter((str(tie.from_), str(tie.to), str(tie.bond)) for tie in chart.ties(on=on))
        assert networkx.nx_pydot.from_pydot(graph).number_of_edges() == len(chart.ties(on=on))


def test_every_thing_tied_to_a_task_stands_in_the_picture(seed: bihuan.Plan):
    for plan, on in ((seed, ON), (made(2), MADE_ON)):
        chart = plan.chart()
        said = "".join(drawn(bihuan.chart_svg(chart, on=on)).itertext()).replace("\n", "")
        for tie in chart.ties(on=on):
            if tie.to.kind is NodeKind.task and tie.bond in (Bond.leads, Bond.carries, Bond.cooperates) and tie.from_.id:
                assert chart.name_of(tie.from_, on=on) in said
                assert tie.to.id in said


# Where it stands.


def test_nothing_overlaps_and_nothing_leaves_the_canvas(seed: bihuan.Plan, capsys: pytest.CaptureFixture[str]):
    rng = random.Random(20240501)
    boxes, lines = check_drawing(bihuan.chart_svg(seed.chart(), on=ON, campaign=seed.notice.campaign))
    count = 200 if os.environ.get("BIHUAN_LONG") == "1" else 40
    for number in range(count):
        plan = made(number, unit_count=rng.randint(2, 40), task_count=rng.randint(1, 60))
        found = check_drawing(bihuan.chart_svg(plan.chart(), on=MADE_ON, campaign=plan.notice.campaign))
        boxes, lines = boxes + found[0], lines + found[1]
    with capsys.disabled():
        print(f"\npictures: {boxes} boxes and {lines} lines of the seed and {count} made-up campaigns, nothing overlaps")


def test_a_picture_shows_in_a_notebook_and_goes_to_a_file(seed: bihuan.Plan, tmp_path: Path):
    picture = seed.chart().picture(on=ON, campaign="行动")
    assert picture._repr_html_() == picture.svg == bihuan.chart_svg(seed.chart(), on=ON, campaign="行动")
    picture.save(tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").read_bytes() == picture.svg.encode() and "<Picture" in repr(picture)


# What hostile names do to it: nothing.


def names_of_attack(number: int):
    rng = random.Random(number)
    return lambda text, count: f"{rng.choice(ALL)}{count}".replace("\x00", "")


def hostile_plan(number: int, unit_count: int = 20, task_count: int = 24) -> bihuan.Plan:
    text = made_plan(number, unit_count=unit_count, task_count=task_count, name_of=names_of_attack(number))
    return bihuan.Plan.parse(text, "hostile.toml")


def test_hostile_names_break_out_of_nothing():
    tried = 0
    for number in range(12):
        plan = hostile_plan(number)
        chart = plan.chart()
        svg = bihuan.chart_svg(chart, on=MADE_ON, campaign=plan.notice.campaign)
        check_drawing(svg)
        tags = {element.tag for element in drawn(svg).iter()}
        assert tags == {f"{SVG}{name}" for name in ("svg", "style", "rect", "text", "title", "path", "g")}
        assert all(not name.startswith("on") and "href" not in name for element in drawn(svg).iter() for name in element.attrib)
        page = bihuan.chart_html(plan, chart, on=MADE_ON)
        assert "<script" not in page and "<img" not in page and "<iframe" not in page
        dot, mermaid = bihuan.chart_dot(chart, on=MADE_ON), bihuan.chart_mermaid(chart, on=MADE_ON)
        for text in (svg, page, dot, mermaid):
            assert not any(mark in text for mark in BARE)
        assert len(DOT_EDGE.findall(dot)) == len(chart.ties(on=MADE_ON))
        tried += check_mermaid(mermaid)
        matrix_of_names(plan)
    assert tried > 300


def check_mermaid(text: str) -> int:
    """Each line is one of the few that we write, and no label holds a sign that Mermaid could take for its own."""
    label = r'"(?:[0-9A-Za-z \u0080-\U0010ffff.]|#\d+;|<br/>)*"'
    line = re.compile(
        rf"flowchart LR|  subgraph [a-z]+\[{label}\]|    (b\d+|above|group|office)\[{label}\]( --- group)?|    group --- office\[{label}\]"
        r"|  end|  b\d+ ---\|[\u4e00-\u9fff]+\| b\d+|  command --- leading|  linkStyle [\d,]+ stroke:#[0-9a-f]{6}(,stroke-dasharray:\d+ \d+)?"
    )
    lines = text.splitlines()
    for one in lines:
        assert line.fullmatch(one), one
    return len(lines)


def matrix_of_names(plan: bihuan.Plan) -> None:
    sheet = bihuan.matrix_of(plan, plan.chart(), on=MADE_ON).sheet
    known = {unit.name for unit in plan.organisation.units} | {body.name for body in plan.organisation.bodies}
    assert {column.heading for column in sheet.columns[3:]} <= known


# The matrix.


def expected_cell(chart: bihuan.Chart, task: str, node: str, on: datetime.date) -> str | None:
    words = []
    for bond in (Bond.leads, Bond.carries, Bond.cooperates):
        ties = [tie for tie in chart.who(task, bond, on=on) if str(tie.from_) == node]
        if ties:
            origin = min((tie.origin for tie in ties), key=lambda origin: ["printed", "inferred", "assumed"].index(str(origin)))
            words.append(bond.chinese + ("" if str(origin) == "printed" else f"（{origin.chinese}）"))
    return "、".join(words) or None


def test_every_cell_of_the_matrix_says_what_the_chart_says(seed: bihuan.Plan, capsys: pytest.CaptureFixture[str]):
    cells = 0
    for plan, on in ((seed, ON), (made(3), MADE_ON), (made(4, unit_count=12), MADE_ON)):
        chart = plan.chart()
        matrix = bihuan.matrix_of(plan, chart, on=on)
        rows = matrix.table.to_dicts()
        assert [row["task"] for row in rows] == [task.id for task in plan.tasks]
        columns = matrix.table.keys[4:]
        tied = {str(tie.from_) for tie in chart.ties(on=on) if tie.to.kind is NodeKind.task and tie.from_.kind in (NodeKind.unit, NodeKind.body)}
        assert set(columns) == tied and len(columns) == len(set(columns))
        for row in rows:
            for column in columns:
                assert row[column] == expected_cell(chart, row["task"], column, on)
                cells += 1
    with capsys.disabled():
        print(f"\npictures: {cells} cells of three matrices say what the chart says")


def test_the_workbook_of_the_matrix_reads_back(seed: bihuan.Plan, tmp_path: Path):
    matrix = bihuan.matrix_of(seed, seed.chart(), on=ON)
    matrix.write_xlsx(tmp_path / "m.xlsx")
    matrix.write_xlsx(tmp_path / "n.xlsx")
    assert (tmp_path / "m.xlsx").read_bytes() == (tmp_path / "n.xlsx").read_bytes()
    (sheet,) = openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets
    assert sheet.freeze_panes == "D4" and sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$3:$3"
    assert [cell.value for cell in sheet[3]] == [column.heading for column in matrix.sheet.columns]
    assert sheet["D3"].alignment.textRotation == 255 and sheet["A3"].alignment.textRotation in (0, None)
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert read == [row[:3] + row[4:] for row in matrix.table.rows]
    assert "特种设备安全监察科" in matrix._repr_html_() and repr(matrix) == "<Matrix 2020-09-07, 43 rows of 28>"


def test_what_is_amiss_is_listed_by_kind(seed: bihuan.Plan):
    chart = seed.chart()
    rows = bihuan.chart_findings(chart, on=ON).to_dicts()
    count = Counter(str(row["kind"]) for row in rows)
    assert count["uncovered"] == len(chart.uncovered(on=ON)) and count["single_point"] == len(chart.single_points(on=ON))
    silent = {row["node"] for row in rows if row["kind"] == "carries_without_filing"}
    assert silent == {f"unit {unit.id}" for unit in seed.organisation.units if unit.id.startswith("st_")} | {"unit zfdd"}
    assert all(row["reason"] and bihuan.finding_title(str(row["kind"])) != row["kind"] for row in rows)


# The command.


def test_the_command_prints_and_writes_every_form(tmp_path: Path, seed: bihuan.Plan):
    plan = DEMO / "plan.toml"
    chart = seed.chart()
    assert run("chart", plan, "--on", ON, "--format", "dot").stdout == bihuan.chart_dot(chart, on=ON)
    assert run("chart", plan, "--on", ON, "--format", "mermaid").stdout == bihuan.chart_mermaid(chart, on=ON)
    assert run("chart", plan, "--on", ON, "--format", "html").stdout == bihuan.chart_html(seed, chart, on=ON)
    for form in ("dot", "mermaid", "svg", "html", "xlsx"):
        file = tmp_path / f"chart.{form}"
        said = shape("chart", plan, "--on", ON, "--format", form, "--out", file)
        assert said["file"] == str(file) and said["format"] == form and file.stat().st_size > 1000
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == bihuan.chart_svg(chart, on=ON, campaign=seed.notice.campaign)
    said = run("chart", plan, "--on", ON).stdout
    for words in ("牵头", "特种设备安全监察科", "责任缺口", "承担而不报送", "报送成环", "单点"):
        assert words in said, words


def test_the_command_reads_a_ledger_too(tmp_path: Path):
    run("adopt", tmp_path / "l.ledger", WORLD, "--now", "2021-06-01T09:00:00+08:00")
    of_ledger = shape("chart", tmp_path / "l.ledger", "--on", "2021-03-01")
    assert of_ledger == shape("chart", WORLD, "--on", "2021-03-01")
    assert [task["leads"][0]["name"] for task in of_ledger["tasks"]] == ["电梯科", "起重科"]


def test_the_command_refuses_what_it_cannot_do(tmp_path: Path):
    assert run("chart", WORLD, "--on", "2021-03-01", "--format", "xlsx").exit_code == 2
    assert run("chart", WORLD, "--on", "2021-03-01", "--out", tmp_path / "x").exit_code == 2
    assert run("chart", tmp_path / "none.toml", "--on", "2021-03-01").exit_code == 3
    assert run("chart", WORLD, "--on", "2021-03-01", "--format", "svg", "--out", tmp_path / "no" / "x.svg").exit_code == 3


def test_the_manual_names_every_key_of_the_command():
    manual = set(re.findall(r"\w+", (HOUSE / "docs" / "cli.md").read_text(encoding="utf-8")))
    assert keys_of(shape("chart", DEMO / "plan.toml", "--on", ON)) <= manual
