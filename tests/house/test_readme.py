"""What the READMEs show is run: shell and Python blocks as they stand, C++ blocks compiled against the installation."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from reading import HOUSE

READMES = ["README.md", "README.zh-CN.md"]
RUN = {"bash", "sh", "cpp", "python"}
# What would install or test everything again; that these commands work is what runs this test.
ELSEWHERE = re.compile(r"^(sudo |apt(-get)? |git clone |cd bihuan|bash (examples|tests)/run\.sh|(python -m )?pip (install|wheel) |cmake )")


@dataclass
class Block:
    language: str
    line: int
    text: str


def blocks(text: str) -> list[Block]:
    fence = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
    return [Block(m.group(1), text.count("\n", 0, m.start()) + 1, m.group(2)) for m in fence.finditer(text)]


def shell_text(text: str) -> str:
    """The commands of a shell block that are run here; a prompt and what it answers are not typed."""
    lines = text.splitlines()
    if any(line.startswith("$ ") for line in lines):
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    return "\n".join(line for line in lines if not ELSEWHERE.match(line)) + "\n"


def program(text: str) -> str:
    """A C++ block as a program: statements alone are put into a main."""
    if re.search(r"\bint\s+main\s*\(", text):
        return text
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#include")]
    body = [line for line in lines if not line.startswith("#include")]
    return "\n".join([*head, "int main() {", *body, "}", ""])


def run(command: list[str], place: Path, **more) -> None:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300, check=False, **more)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def run_cpp(text: str, place: Path, name: str) -> None:
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "bihuan"], capture_output=True, text=True, check=False)
    assert flags.returncode == 0, "bihuan is not installed where pkg-config looks (PKG_CONFIG_PATH): run bash tests/run.sh"
    (place / f"{name}.cpp").write_text(program(text), encoding="utf-8")
    run([os.environ.get("CXX", "c++"), f"{name}.cpp", "-O0", *flags.stdout.split(), "-o", name], place)
    run([str(place / name)], place)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory that looks like the repository to a reader, where results may be written."""
    for entry in HOUSE.iterdir():
        if entry.name not in {".git", "build", "dist"}:
            (tmp_path / entry.name).symlink_to(entry)
    return tmp_path


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_is_true(readme: str, place: Path):
    found = [block for block in blocks((HOUSE / readme).read_text(encoding="utf-8")) if block.language in RUN]
    assert {block.language for block in found} >= {"bash", "cpp", "python"}, "a block of each language was expected"
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for block in found:
        name = f"{Path(readme).stem.replace('.', '_')}_{block.line}"
        if block.language == "cpp":
            run_cpp(block.text, place, name)
        elif block.language == "python":
            run([sys.executable, "-c", block.text], place, env=environment)
        else:
            run(["bash", "-euo", "pipefail", "-c", shell_text(block.text)], place, env=environment)


@pytest.mark.parametrize("readme", READMES)
def test_the_files_that_the_readme_names_exist(readme: str):
    text = (HOUSE / readme).read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    named += re.findall(r"`((?:examples|docs|tests|src|include|python|bindings)/[\w./-]+)`", text)
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_blocks_are_found_and_made_runnable(tmp_path: Path):
    text = "a\n```bash\n$ echo one\none\n$ bash tests/run.sh\n```\n\n```cpp\n#include <string>\nstd::string s;\n```\n```\nnot run\n```\n"
    assert [(block.language, block.line) for block in blocks(text)] == [("bash", 2), ("cpp", 8), ("", 12)]
    assert shell_text(blocks(text)[0].text) == "echo one\n"
    assert program(blocks(text)[1].text) == "#include <string>\nint main() {\nstd::string s;\n}\n"
    with pytest.raises(AssertionError):
        run([shutil.which("bash") or "bash", "-euc", "false; true"], tmp_path)
