#!/usr/bin/env bash
# Builds and runs every test; the last line is `N passed, N failed, N skipped`. With --packages also
# what a user installs; with --long that and the long forms (hours).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/machine.sh"

case "${1:-}" in
  "") ;;
  --packages) BIHUAN_PACKAGES=1 ;;
  --long) BIHUAN_PACKAGES=1; export BIHUAN_LONG=1 ;;
  *) echo "usage: tests/run.sh [--packages | --long]" >&2; exit 2 ;;
esac

environment=$top/build/venv
prefix=$top/build/prefix
results=$top/build/results
passed=0 failed=0 skipped=0
skip_reasons=()

# NAME COMMAND...: a step that is a test of its own.
check() {
  step "$@"
  if ((step_code == 0)); then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

skip() {  # NAME REASON
  printf '%-46s skipped: %s\n' "$1" "$2"
  skipped=$((skipped + 1))
  skip_reasons+=("$1: $2")
}

# NAME FILE COMMAND...: a test runner that counts its cases itself in FILE.
count_cases() {
  local name=$1 file=$2 cases p=0 f=0 s=0
  shift 2
  rm -f "$file"
  step "$name" "$@"
  if cases=$("$environment/bin/python" "$top/tests/count.py" "$file"); then
    read -r p f s <<<"$cases"
    printf '  %d passed, %d failed, %d skipped in %s\n' "$p" "$f" "$s" "$name"
  fi
  # A runner that ended badly has failed, whatever it had counted by then.
  ((step_code == 0 || f > 0)) || f=1
  # One that ran nothing has shown nothing.
  ((p + f + s > 0)) || f=1
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

cpp_tests() {
  cd "$top"
  if build/test/tests/bihuan_tests --reporter xml --out "$results/cpp.xml"; then return 0; fi
  build/test/tests/bihuan_tests  # again, for a person to read
}

install_library() {
  rm -rf "$prefix"
  cmake --install "$top/build/test" --prefix "$prefix"
}

consumer_by_find_package() {
  cmake -S "$top/tests/consumer" -B "$top/build/consumer-package" -G Ninja -DCMAKE_BUILD_TYPE=Release --fresh \
    -DCMAKE_PREFIX_PATH="$prefix"
  cmake --build "$top/build/consumer-package"
  "$top/build/consumer-package/consumer"
}

consumer_wants_another_version() {
  local wanted
  for wanted in 0.2 1.0; do
    if cmake -S "$top/tests/consumer" -B "$top/build/consumer-version" -G Ninja --fresh -DCMAKE_PREFIX_PATH="$prefix" \
      -DWANTED_VERSION=$wanted; then
      echo "bihuan $wanted was asked for and something else was accepted"
      return 1
    fi
  done
}

consumer_by_pkg_config() {
  local flags
  flags=$(PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name bihuan.pc)") pkg-config --cflags --libs bihuan)
  mkdir -p "$top/build/consumer-pkg-config"
  # shellcheck disable=SC2086  # the flags are several words
  "${CXX:-c++}" "$top/tests/consumer/main.cpp" $flags -o "$top/build/consumer-pkg-config/consumer"
  "$top/build/consumer-pkg-config/consumer"
}

consumer_by_subdirectory() {
  # Without a build type: that it builds and links is the question, and that is quickest.
  cmake -S "$top/tests/consumer/subdirectory" -B "$top/build/consumer-subdirectory" -G Ninja \
    -DCMAKE_UNITY_BUILD=ON -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
  cmake --build "$top/build/consumer-subdirectory" --parallel "$cores"
  "$top/build/consumer-subdirectory/tests"
}

consumer_of_shared_library() {
  cmake -S "$top" -B "$top/build/shared" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
    -DCMAKE_UNITY_BUILD=ON -DBIHUAN_BUILD_TESTS=OFF -DBIHUAN_BUILD_EXAMPLES=OFF
  cmake --build "$top/build/shared" --parallel "$cores"
  cmake --install "$top/build/shared" --prefix "$top/build/shared-prefix"
  cmake -S "$top/tests/consumer" -B "$top/build/consumer-shared" -G Ninja -DCMAKE_BUILD_TYPE=Release --fresh \
    -DCMAKE_PREFIX_PATH="$top/build/shared-prefix"
  cmake --build "$top/build/consumer-shared"
  "$top/build/consumer-shared/consumer"
}

consumer_examples() {
  cmake -S "$top/examples/cpp" -B "$top/build/consumer-examples" -G Ninja --fresh -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER_LAUNCHER=ccache
  cmake --build "$top/build/consumer-examples" --parallel "$cores"
}

wheel() {
  rm -rf "$top/build/wheel"
  "$environment/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-build-isolation --no-deps \
    --config-settings=build-dir="$top/build/pip" --config-settings=cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=ccache \
    --wheel-dir "$top/build/wheel" "$top"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall \
    "$top"/build/wheel/bihuan-*.whl
}

# WHAT: what a user types, in an environment with nothing in it.
pip_install() {
  rm -rf "$top/build/bare-venv"
  "$python" -m venv "$top/build/bare-venv"
  cd "$top/build/bare-venv"
  CMAKE_CXX_COMPILER_LAUNCHER=ccache bin/python -m pip install --quiet --disable-pip-version-check "$1"
  bin/bihuan --help
  bin/python -c 'import bihuan; print(bihuan.__version__)'
}

stubs() {
  local allow=()
  [[ -e $top/tests/python/stubtest-allow.txt ]] && allow=(--allowlist "$top/tests/python/stubtest-allow.txt")
  cd "$top/build"
  "$environment/bin/python" -m mypy.stubtest bihuan "${allow[@]}"
}

python_tests() {
  cd "$top"
  PATH=$environment/bin:$PATH PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name bihuan.pc)") \
    "$environment/bin/python" -m pytest -q --junitxml "$results/$1.xml" "${@:2}" "$top/tests/$1"
}

began=$SECONDS
need_packages "${build_packages[@]}" catch2 sqlite3 spin chromium
mkdir -p "$results"
must "Python environment" python_environment "$environment" demo pandas notebook test
must "library, tests and examples" build_preset test
count_cases "C++ tests" "$results/cpp.xml" cpp_tests
# What was tried, in numbers.
grep -ahE "^ *(lifecycle|mutants|laws|accounts|merge|proofs|witness|reorganisations|crash|faults|kills|writers|full disk|tamper|flips|honest|rebuild|door|chart|pictures)[^:]*: " "$results/cpp.xml" | sed "s/^ */  /" || true
check "each header compiles alone" cmake --build "$top/build/test" --target all_verify_interface_header_sets
check "installation" install_library
check "consumer by find_package" consumer_by_find_package
check "consumer that wants another version" consumer_wants_another_version
check "consumer by pkg-config" consumer_by_pkg_config
check "consumer by add_subdirectory" consumer_by_subdirectory
check "C++ examples against the installation" consumer_examples
check "wheel" wheel
check "wheel in a bare environment" pip_install "$(compgen -G "$top/build/wheel/bihuan-*.whl" || echo no-wheel)"
if [[ -n ${BIHUAN_PACKAGES:-} ]]; then
  check "pip install . in a bare environment" pip_install "$top"
  check "consumer of a shared library" consumer_of_shared_library
else
  skip "pip install . in a bare environment" "runs with --packages"
  skip "consumer of a shared library" "runs with --packages"
fi
check "stubs say what the module is" stubs
count_cases "Python tests" "$results/python.xml" python_tests python -rP
grep -ahE '^(stateful|proofs|bundles|door|writers|chart|pictures): ' "$logs/Python-tests.log" | cut -c1-160 | sed 's/^/  /' || true
count_cases "house tests" "$results/house.xml" python_tests house
count_cases "model tests" "$results/model.xml" python_tests model -s
grep -ah 'states stored' "$logs/model-tests.log" | sed 's/^/  /' || true
echo "  model: $(grep -ac 'model: fault' "$logs/model-tests.log" || true) planted faults"

echo "everything: $((SECONDS - began)) s"
for reason in "${skip_reasons[@]}"; do echo "skipped: $reason"; done
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
