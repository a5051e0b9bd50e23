#!/usr/bin/env bash
# Ours beside the peers and the limits of the machine, interleaved in one run. Results: build/benchmarks/results.json.
#   --quick       small sizes, every workload; fails where results differ or an instruction ceiling is broken, never for a time
#   (nothing)     1e5 and 1e6        --full   also 1e7, ours alone
#   --write-page  docs/performance.md from this run        --only WORD   only workloads whose name begins so
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/machine.sh"

environment=$top/build/bench-venv
folder=$top/build/benchmarks

contenders() {
  cmake --install "$top/build/first-run" --prefix "$folder/prefix" --component development
  [[ -e $folder/cpp/build.ninja ]] || cmake -S "$top/benchmarks/cpp" -B "$folder/cpp" -G Ninja -DCMAKE_PREFIX_PATH="$folder/prefix"
  cmake --build "$folder/cpp" --parallel "$cores"
}

need_packages "${build_packages[@]}" valgrind
must "Python environment with the peers" python_environment "$environment" bench
must "library and Python extension" build_preset first-run -DPython_EXECUTABLE="$environment/bin/python"
must "C++ contenders" contenders

failed=0
PYTHONPATH=$top/build/first-run/python PATH=$environment/bin:$PATH \
  python "$top/benchmarks/suite.py" --folder "$folder" "$@" || failed=1
if [[ " $* " != *" --only "* ]]; then
  bash "$top/benchmarks/instructions.sh" || failed=1
fi
exit $failed
