#!/usr/bin/env bash
# From a bare Debian 12 to the first issued monthly report: installs what is missing, builds, runs the demo campaign.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/machine.sh"

environment=$top/build/venv

# The campaign itself; everything above it only makes it possible.
main_job() {
  export PYTHONPATH=$top/build/first-run/python PATH=$environment/bin:$PATH
  python "$top/examples/putuo-2020/run_demo.py"
}

began=$SECONDS
need_packages "${build_packages[@]}"
must "Python environment" python_environment "$environment" demo
must "library and Python extension" build_preset first-run -DPython_EXECUTABLE="$environment/bin/python"
main_job
echo "everything: $((SECONDS - began)) s. Next: bash tests/run.sh"
