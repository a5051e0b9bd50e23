"""What starts how fast: processes and a compiler, run as a user would."""

import pathlib
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator

Rounds = Iterator[Callable[[], str]]
HOUSE = pathlib.Path(__file__).resolve().parents[2]
BARE_TYPER = """import typer
app = typer.Typer()
@app.command()
def one(name: str, count: int = 1): "Does one thing."
@app.command()
def other(name: str): "Does another."
app(prog_name="bare")
"""


def command(*words: str) -> Rounds:
    def work() -> str:
        subprocess.run(words, check=True, capture_output=True)
        return f"peak={resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}"

    while True:
        yield work


def import_ours(size: int, folder: pathlib.Path) -> Rounds:
    return command(sys.executable, "-c", "import bihuan")


def import_numpy(size: int, folder: pathlib.Path) -> Rounds:
    return command(sys.executable, "-c", "import numpy")


def python_alone(size: int, folder: pathlib.Path) -> Rounds:
    return command(sys.executable, "-c", "pass")


def help_ours(size: int, folder: pathlib.Path) -> Rounds:
    return command(sys.executable, "-m", "bihuan", "--help")


def help_typer(size: int, folder: pathlib.Path) -> Rounds:
    (folder / "bare_typer.py").write_text(BARE_TYPER)
    return command(sys.executable, str(folder / "bare_typer.py"), "--help")


def compiled(folder: pathlib.Path, name: str, text: str) -> Rounds:
    (folder / f"{name}.cpp").write_text(text + "int main() {}\n")
    return command("g++", "-std=c++20", "-O0", "-c", "-o", str(folder / f"{name}.o"), f"-I{HOUSE / 'include'}", str(folder / f"{name}.cpp"))


def header_ours(size: int, folder: pathlib.Path) -> Rounds:
    return compiled(folder, "ours", "#include <bihuan/campaign.hpp>\n")


def header_plain(size: int, folder: pathlib.Path) -> Rounds:
    """The standard headers that our public headers name, and nothing else."""
    found = {name for file in (HOUSE / "include").rglob("*.hpp") for name in re.findall(r"#include <([a-z_0-9]+)>", file.read_text(encoding="utf-8"))}
    return compiled(folder, "plain", "".join(f"#include <{name}>\n" for name in sorted(found)))
