#!/usr/bin/env bash
# Times the demo ledger through the public API beside a plain peer, in the same run. Run examples/run.sh first.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[[ -e $top/build/demo/putuo.ledger ]] || { echo "no demo ledger: run examples/run.sh first" >&2; exit 1; }
PYTHONPATH=$top/build/first-run/python "$top/build/venv/bin/python" "$top/benchmarks/ledger.py" "$top/build/demo/putuo.ledger"
