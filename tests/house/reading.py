"""Reads the sources of the house the way its tests need them: rooms, includes, text without comments, functions."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]

# In floor order; a room sees only rooms to its left. `ground` is error.hpp, id.hpp and src/ground.
ROOMS = ["ground", "time", "org", "plan", "ledger", "state", "report", "form", "campaign"]


def cpp_files(house: Path, *places: str) -> list[Path]:
    """Every header and source under these places of the house, in a stable order."""
    return sorted(file for place in places for file in (house / place).rglob("*") if file.suffix in {".hpp", ".cpp"})


def room_of(path: str) -> str | None:
    """The room of `time/day.hpp`, `error.hpp`, `campaign.cpp` …; None for what stands in no room."""
    first, _, rest = path.partition("/")
    if rest:
        return first if first in ROOMS else None
    stem = first.split(".")[0]
    if stem in {"error", "id"}:
        return "ground"
    return "campaign" if stem.startswith(("campaign", "bihuan")) else None


def place_of(file: Path, house: Path) -> str:
    """A file's name under include/bihuan or src."""
    for base in (house / "include" / "bihuan", house / "src"):
        if file.is_relative_to(base):
            return file.relative_to(base).as_posix()
    return file.relative_to(house).as_posix()


INCLUDE = re.compile(r'^\s*#\s*include\s*(<[^>]+>|"[^"]+")', re.MULTILINE)


def includes(text: str) -> list[tuple[int, str]]:
    """Line and target (with its quotes or brackets) of every #include."""
    return [(text.count("\n", 0, match.start(1)) + 1, match.group(1)) for match in INCLUDE.finditer(text)]


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s\\]{0,16})\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\'',
    re.DOTALL,
)


def without_comments(text: str, keep_strings: bool = False) -> str:
    """The text with comments (and strings) emptied; every line keeps its number."""

    def emptied(match: re.Match[str]) -> str:
        token = match.group(0)
        if token.startswith("/"):
            return " " + "\n" * token.count("\n")
        return token if keep_strings else '""' + "\n" * token.count("\n")

    return TOKEN.sub(emptied, text)


@dataclass
class Function:
    name: str
    line: int
    lines: int  # from the first line of its head to its closing brace


NOT_FUNCTIONS = re.compile(r"\b(namespace|class|struct|enum|union|extern|concept)\b[^()]*$")
HEAD = re.compile(r"((?:[\w~]+(?:<[\w,\s]*>)?::)*(?:operator\s*[^\s\w(]+|~?\w+))\s*\(")
ACCESS = re.compile(r"\s*(?:public|private|protected)\s*:")


def functions(text: str) -> list[Function]:
    """Function definitions by matching braces: near enough to C++ for counting lines. A lambda inside a function
    belongs to it."""
    code = re.sub(r"^[ \t]*#.*(?:\\\n.*)*", "", without_comments(text), flags=re.MULTILINE)
    found: list[Function] = []
    head_start = 0
    position = 0
    while position < len(code):
        character = code[position]
        if character in ";}":
            head_start = position + 1
        elif character == "{":
            head = code[head_start:position]
            if not is_function_head(head):
                if "=" in head or head.rstrip().endswith((")", ",")) and "(" not in head:
                    position = closing(code, position)  # an initialiser: what is in it is no declaration
                else:
                    head_start = position + 1
            else:
                end = closing(code, position)
                following = code[end + 1 :].lstrip()[:1]
                if following in {",", "{"}:  # `: member_{…}, …`: the body is still to come
                    position = end + 1
                    continue
                label = ACCESS.match(head)
                head_start += label.end() if label else 0
                head = code[head_start:position]
                first = head_start + len(head) - len(head.lstrip())
                name = HEAD.search(head)
                found.append(
                    Function(
                        name=name.group(1) if name else head.strip()[:40],
                        line=code.count("\n", 0, first) + 1,
                        lines=code.count("\n", first, end) + 1,
                    )
                )
                position = end
                head_start = end + 1
        position += 1
    return found


def is_function_head(head: str) -> bool:
    if "(" not in head or NOT_FUNCTIONS.search(head):
        return False
    before = head.split("(")[0]
    return not re.search(r"(?<![=!<>])=(?!=)", before) or "operator" in before


def closing(code: str, opening: int) -> int:
    """The place of the brace that closes the one at `opening`; the end of the text where there is none."""
    depth = 0
    for position in range(opening, len(code)):
        if code[position] == "{":
            depth += 1
        elif code[position] == "}":
            depth -= 1
            if depth == 0:
                return position
    return len(code) - 1


def kept_files(house: Path) -> list[Path]:
    """The files that are, or would be, under version control."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=house, capture_output=True, check=True
        ).stdout.decode()
        names = [name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        skipped = {"build", "dist", ".git", "__pycache__"}
        names = [
            file.relative_to(house).as_posix()
            for file in house.rglob("*")
            if file.is_file() and not skipped & set(file.relative_to(house).parts)
        ]
    return [house / name for name in names if (house / name).is_file()]


def plant(house: Path, files: dict[str, str]) -> Path:
    """A small house in a temporary directory, for tests of these tests."""
    for name, text in files.items():
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(text, encoding="utf-8")
    return house
