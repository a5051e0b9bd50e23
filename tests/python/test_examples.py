"""The example programs and the notebook run as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import HOUSE

PROGRAMS = HOUSE / "examples" / "python"
NOTEBOOK = HOUSE / "examples" / "notebooks" / "campaign.ipynb"
PLANS = sorted((HOUSE / "examples").glob("*/plan.toml"))


def run(program: str, *words: object) -> str:
    command = [sys.executable, str(PROGRAMS / program), *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.parent.name)
def test_a_plan_is_checked(plan: Path):
    assert "末级任务" in run("check_plan.py", plan)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.parent.name)
def test_a_hazard_is_recorded_and_what_is_due_is_told(plan: Path):
    said = run("record_hazard.py", plan)
    assert "超期 8 天" in said and "不能" in said and "期限" in said


def test_one_units_month_is_printed_in_forty_lines(demo_ledger: Path):
    said = run("unit_month.py", demo_ledger, "特设科", "2020-11")
    assert "unit=特种设备安全监察科，period=2020-11" in said and "登记许可科" not in said
    assert len((PROGRAMS / "unit_month.py").read_text(encoding="utf-8").splitlines()) <= 40


def test_there_are_four_programs():
    assert {file.name for file in PROGRAMS.glob("*.py")} == {
        "check_plan.py", "unit_month.py", "record_hazard.py", "returned_workbook.py",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs_from_top_to_bottom(demo_ledger: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BIHUAN_LEDGER", str(demo_ledger))
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    monkeypatch.setitem(os.environ, "PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "outputs are not kept in the repository"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    kinds = [kind for output in outputs for kind in output.get("data", {})]
    assert kinds.count("image/png") == 3 and kinds.count("text/html") >= 3
    said = "".join(output.get("text", "") for output in outputs)
    assert "% in time" in said and "Verified ok" in said
