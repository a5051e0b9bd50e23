"""Names and texts: no empty words, no clock, nothing of one campaign and nothing of one machine in the library."""

import ast
import datetime
import re
import tomllib
from pathlib import Path

from reading import HOUSE, cpp_files, kept_files, plant, without_comments

EMPTY_WORDS = {
    "manager", "helper", "helpers", "util", "utils", "utility", "common", "data", "info", "handle", "process", "base",
    "impl", "misc",
}  # fmt: skip
LIBRARY = ("include", "src", "bindings", "python")
# Files that are data about the country and not about a campaign.
COUNTRY = {"src/time/china.toml", "src/plan/law.toml"}
SEED_PLAN = "examples/putuo-2020/plan.toml"


def words_of(name: str) -> set[str]:
    """JsonWriter, json_writer -> {json, writer}."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def library_files(house: Path) -> list[Path]:
    return [file for file in kept_files(house) if file.relative_to(house).parts[0] in LIBRARY]


def empty_names(house: Path) -> list[str]:
    wrong = []
    for file in library_files(house):
        place = file.relative_to(house).as_posix()
        for word in sorted(words_of(place) & EMPTY_WORDS):
            wrong.append(f"{place}: the file's name says `{word}`")
    for file in cpp_files(house, "include"):
        # What is reached by a dot or belongs to the standard library is not our name.
        code = re.sub(r'(\.|->|\bstd::)\s*\w+|^\s*#.*$', " ", without_comments(file.read_text(encoding="utf-8")), flags=re.MULTILINE)
        for name in sorted(set(re.findall(r"[A-Za-z_]\w*", code))):
            for word in sorted(words_of(name) & EMPTY_WORDS):
                wrong.append(f"{file.relative_to(house).as_posix()}: `{name}` says `{word}`")
    for file in sorted([*(house / "python").rglob("*.py"), *(house / "python").rglob("*.pyi")]):
        for name in sorted(python_names(file)):
            for word in sorted(words_of(name) & EMPTY_WORDS):
                wrong.append(f"{file.relative_to(house).as_posix()}: `{name}` says `{word}`")
    return wrong


def python_names(file: Path) -> set[str]:
    """Public classes, functions and parameters that a module defines."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            names.add(node.name)
            if not isinstance(node, ast.ClassDef):
                names |= {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
    return names


CLOCK = re.compile(
    r"system_clock|\btime\s*\(\s*(?:nullptr|NULL|0|&)|day_clock|second_clock|microsec_clock|\blocaltime|\bgmtime"
    r"|gettimeofday|clock_gettime|\bnow\s*\(\s*\)|datetime\.now|utcnow|date\.today|time\.time\b|CURRENT_TIMESTAMP|'now'"
)
# The one clock is an argument of Campaign, which brings its default; the bindings hand it through.
CLOCK_PLACES = re.compile(r"src/campaign(?:/\w+)?\w*\.cpp|include/bihuan/campaign\w*\.hpp|bindings/campaign\w*\.cpp|python/bihuan/_?(?:cli|campaign)\w*\.py")


def clocks(house: Path) -> list[str]:
    wrong = []
    for file in library_files(house):
        place = file.relative_to(house).as_posix()
        if file.suffix not in {".cpp", ".hpp", ".py"} or CLOCK_PLACES.fullmatch(place):
            continue
        text = file.read_text(encoding="utf-8")
        if file.suffix != ".py":
            text = without_comments(text, keep_strings=True)
        for number, line in enumerate(text.splitlines(), 1):
            if CLOCK.search(line):
                wrong.append(f"{place}:{number}: {line.strip()}")
    return wrong


def words_of_plan(plan: dict) -> set[str]:
    """Names, titles, places and numbers of a plan, as printed; words of one or two characters say nothing."""
    words: set[str] = set()

    def walk(value: object, key: str) -> None:
        if isinstance(value, dict):
            for inner, member in value.items():
                walk(member, inner)
        elif isinstance(value, list):
            for member in value:
                walk(member, key)
        elif isinstance(value, str) and key in TELLING_KEYS and len(value) >= 3 and not value.isascii():
            words.add(value)

    walk(plan, "")
    return words - GENERAL


TELLING_KEYS = {
    "name", "names", "title", "campaign", "number", "issuer", "alias", "aliases", "leading", "responsible",
    "cooperating", "office", "district", "place_name", "term", "terms",
}  # fmt: skip
# Words of the trade that the law or every campaign uses; a plan may use them too.
GENERAL = {"负责人", "检查人员", "领导小组", "领导小组办公室"}


def days_of_plan(plan: object) -> set[datetime.date]:
    if isinstance(plan, dict):
        return set().union(*map(days_of_plan, plan.values())) if plan else set()
    if isinstance(plan, list):
        return set().union(*map(days_of_plan, plan)) if plan else set()
    return {plan} if isinstance(plan, datetime.date) else set()


def ways_to_write(day: datetime.date) -> set[str]:
    y, m, d = day.year, day.month, day.day
    return {
        day.isoformat(), f"{y}年{m}月{d}日", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}, {m}, {d})", f"{y}, {m}, {d}}}",
        f"{y},{m},{d})", f"{y}{m:02}{d:02}", f"{{{y}, {m}, {d}",
    }  # fmt: skip


def traces(house: Path, plan: dict) -> list[str]:
    """Where the library names something of the plan."""
    wanted = words_of_plan(plan) | set().union(*map(ways_to_write, days_of_plan(plan)))
    wrong = []
    for file in library_files(house):
        place = file.relative_to(house).as_posix()
        if place in COUNTRY:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            wrong += [f"{place}:{number}: {word}" for word in sorted(wanted) if word in line]
    return wrong


MACHINE = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|home/[a-z]+)/[A-Za-z.]")


def machine_paths(house: Path) -> list[str]:
    wrong = []
    for file in kept_files(house):
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE.search(line):
                wrong.append(f"{file.relative_to(house).as_posix()}:{number}: {line.strip()[:100]}")
    return wrong


def test_no_empty_words_in_names():
    assert empty_names(HOUSE) == []


def test_no_clock_in_the_core():
    assert clocks(HOUSE) == []


def test_the_library_knows_nothing_of_the_seed_campaign():
    plan = tomllib.loads((HOUSE / SEED_PLAN).read_text(encoding="utf-8"))
    assert len(words_of_plan(plan)) > 40, "the plan's words were not found: this test would show nothing"
    assert len(days_of_plan(plan)) > 4
    assert traces(HOUSE, plan) == []


def conflict_marks(house: Path) -> list[str]:
    """What a merge leaves in a file that nobody has brought to rest."""
    wrong = []
    for file in kept_files(house):
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        place = file.relative_to(house).as_posix()
        wrong += [f"{place}:{number}" for number, line in enumerate(lines, 1) if re.match(r"(<{7}|>{7}|\|{7}) |={7}$", line)]
    return wrong


def test_no_merge_was_left_half_way():
    assert conflict_marks(HOUSE) == []


def test_marks_of_a_merge_are_found(tmp_path: Path):
    house = plant(tmp_path, {"src/time/day.cpp": "<" * 7 + " HEAD\nint a;\n" + "=" * 7 + "\n" + ">" * 7 + " other\n"})
    assert conflict_marks(house) == ["src/time/day.cpp:1", "src/time/day.cpp:3", "src/time/day.cpp:4"]


def test_no_machine_stands_in_the_tree():
    assert machine_paths(HOUSE) == []


def test_empty_words_are_found(tmp_path: Path):
    house = plant(
        tmp_path,
        {
            "src/time/date_utils.cpp": "",
            "include/bihuan/id.hpp": "// the base of all data\nstruct RowHandle { int based; auto f() { return text.data(); } };\n",
            "python/bihuan/tables.py": "def process_rows(base, rows):\n    data = 1\n    return data\n",
        },
    )
    assert empty_names(house) == [
        "src/time/date_utils.cpp: the file's name says `utils`",
        "include/bihuan/id.hpp: `RowHandle` says `handle`",
        "python/bihuan/tables.py: `base` says `base`",
        "python/bihuan/tables.py: `process_rows` says `process`",
    ]


def test_clocks_are_found(tmp_path: Path):
    house = plant(
        tmp_path,
        {
            "src/time/day.cpp": "// never system_clock\nauto t = std::chrono::system_clock::now();\n",
            "src/ledger/store.cpp": "auto t = time(nullptr);\nint time(int);\n",
            "src/campaign.cpp": "auto t = std::chrono::system_clock::now();\n",
            "python/bihuan/tables.py": "day = datetime.date.today()\n",
        },
    )
    assert sorted(line.split(": ")[0] for line in clocks(house)) == [
        "python/bihuan/tables.py:1",
        "src/ledger/store.cpp:1",
        "src/time/day.cpp:2",
    ]


def test_traces_of_a_plan_are_found(tmp_path: Path):
    plan = tomllib.loads(
        """
        issued_on = 2020-09-07
        [unit.x]
        name = "某某科室"
        [[task]]
        title = "某项专项整治"
        leading = ["某某监管所"]
        substance = "not looked for, 不查"
        """
    )
    house = plant(
        tmp_path,
        {
            "src/org/chart.cpp": 'auto name = "某某科室";\n// 某某监管所\n',
            "src/time/china.toml": "day = 2020-09-07\n",
            "include/bihuan/time/day.hpp": "/// 2020年9月7日\nauto d = Day::of(2020, 9, 7);\n",
            "examples/x/plan.toml": 'title = "某项专项整治"\n',
        },
    )
    assert sorted(traces(house, plan)) == [
        "include/bihuan/time/day.hpp:1: 2020年9月7日",
        "include/bihuan/time/day.hpp:2: 2020, 9, 7)",
        "src/org/chart.cpp:1: 某某科室",
        "src/org/chart.cpp:2: 某某监管所",
    ]


def test_machine_paths_are_found(tmp_path: Path):
    house = plant(tmp_path, {"docs/a.md": "see " + "/ro" + "ot/x\n", "docs/b.md": "https://x.org/work/a and net/work/b\n"})
    assert machine_paths(house) == ["docs/a.md:1: see " + "/ro" + "ot/x"]
