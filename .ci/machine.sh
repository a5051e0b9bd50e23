# What a machine needs to build bihuan: Debian packages, a Python environment, a compiler cache. Sourced by the scripts.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$top/build/logs
cores=$(nproc)

# The packages that the library itself is built from.
build_packages=(g++ cmake ninja-build ccache pkg-config libboost-dev libsqlitecpp-dev libsqlite3-dev
  libtomlplusplus-dev libsimdjson-dev libssl-dev libxlsxwriter-dev)

# Objects are found again in another clone and in another build directory of the same depth.
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1
# One name for the compiler everywhere, or the cache would take it for two.
export CXX=${CXX:-c++}

python_is_enough() {  # PYTHON: 3.11 or later, able to make environments and to compile extensions
  "$1" - <<'PY' >/dev/null 2>&1
import ensurepip, pathlib, sys, sysconfig, venv
header = pathlib.Path(sysconfig.get_path("include"), "Python.h")
sys.exit(not (sys.version_info >= (3, 11) and header.exists()))
PY
}

# Installs the Debian packages that are missing, and Python's where no python3 on the path will do. Sets `python`.
# Where it may not install them it names them and stops with exit code 3.
need_packages() {
  local wanted=("$@") present missing=() package
  if python_is_enough python3; then
    python=$(python3 -c 'import sys; print(sys.executable)')
  else
    python=/usr/bin/python3
    wanted+=(python3 python3-dev python3-venv)
  fi
  # (dpkg-query fails where one of them is unknown; what it prints is what counts.)
  present=" $({ dpkg-query -W -f='${Package}=${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true; } |
    sed -n 's/=installed$//p' | tr '\n' ' ')"
  for package in "${wanted[@]}"; do
    [[ $present == *" $package "* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "These Debian packages are missing, and only root can install them. Please run:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 3
  fi
  echo "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=120)
  "${apt[@]}" update
  "${apt[@]}" install --no-install-recommends "${missing[@]}" >/dev/null
}

# DIRECTORY EXTRA...: a virtual environment with what pyproject.toml asks for to build, to run and for those extras.
python_environment() {
  local directory=$1 wanted stamp
  shift
  wanted=$("$python" - "$top/pyproject.toml" "$@" <<'PY'
import sys, tomllib
with open(sys.argv[1], "rb") as file:
    project = tomllib.load(file)
wanted = set(project["build-system"]["requires"]) | set(project["project"]["dependencies"])
for extra in sys.argv[2:]:
    wanted |= set(project["project"]["optional-dependencies"][extra])
print("\n".join(sorted(wanted)))
PY
  )
  stamp=$directory/has-$(printf '%s\n' "$python" "$wanted" | sha256sum | cut -c1-16)
  [[ -e $stamp ]] && return 0
  [[ -x $directory/bin/python ]] || "$python" -m venv "$directory"
  mapfile -t wanted <<<"$wanted"
  "$directory/bin/python" -m pip install --quiet --disable-pip-version-check "${wanted[@]}"
  touch "$stamp"
}

# PRESET [OPTION...]: configures where that was not done since the presets changed, then builds (the build configures again when it must).
build_preset() {
  local preset=$1
  shift
  [[ $top/build/$preset/build.ninja -nt $top/CMakePresets.json ]] || (cd "$top" && cmake --preset "$preset" "$@")
  cmake --build "$top/build/$preset" --parallel "$cores"
}

# NAME COMMAND...: runs a command with its output in a log file, says how long it took, and leaves its code in
# step_code. Shows the end of the log where it failed. (Not to be called in a condition: bash would ignore set -e.)
step() {
  local name=$1 began=${EPOCHREALTIME/./} log spent verdict=
  shift
  log=$logs/${name//[^a-zA-Z0-9]/-}.log
  mkdir -p "$logs"
  printf '%-46s' "$name"
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  step_code=$?
  set -e
  spent=$(((${EPOCHREALTIME/./} - began) / 100000))
  ((step_code == 0)) || verdict="  failed with code $step_code"
  printf '%5d.%d s%s\n' $((spent / 10)) $((spent % 10)) "$verdict"
  ((step_code == 0)) || { tail -n 60 "$log"; echo "(whole log: ${log#"$top"/})"; }
}

# A step without which the rest is pointless.
must() {
  step "$@"
  ((step_code == 0)) || exit 1
}
