"""The golden vectors of ledger form 1, recomputed with nothing but the standard library."""

import pathlib
import subprocess
import sys

golden = pathlib.Path(__file__).resolve().parents[1] / "golden" / "form-1"


def test_an_outsider_recomputes_leaves_roots_and_content() -> None:
    done = subprocess.run([sys.executable, "-I", str(golden / "recompute.py")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip()
    source = (golden / "recompute.py").read_text(encoding="utf-8")
    assert "bihuan" not in [
        line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    ]
