#!/usr/bin/env bash
# Counts the instructions of the five hottest kernels under callgrind, which no noise reaches, and holds them against
# ceilings.txt; --lower writes what was counted, and a tenth, as the new ceilings where that is lower.
# The simulator knows neither SHA nor AVX-512 instructions: what chooses by the processor chooses the plain way here.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../.ci/machine.sh"

kernels=$top/build/benchmarks/cpp/kernels
ceilings=$top/benchmarks/ceilings.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

counted() {  # KERNEL: instructions a unit
  local units total
  units=$(valgrind --tool=callgrind --collect-atstart=no --callgrind-out-file="$work/$1.out" \
    "$kernels" "$1" "$work/$1" 2>"$work/$1.log") || { cat "$work/$1.log" >&2; return 1; }
  total=$(sed -n 's/^summary: \([0-9]*\).*/\1/p;s/^totals: \([0-9]*\).*/\1/p' "$work/$1.out" | head -n 1)
  echo $((total / units))
}

broken=0
printf '%-10s%14s%14s\n' kernel instructions ceiling
while read -r kernel ceiling unit; do
  [[ -n $kernel && $kernel != \#* ]] || continue
  count=$(counted "$kernel")
  verdict=
  if ((count > ceiling)); then verdict="  above the ceiling" broken=1; fi
  printf '%-10s%14d%14d  %s%s\n' "$kernel" "$count" "$ceiling" "$unit" "$verdict"
  if [[ ${1:-} == --lower ]] && ((count * 11 / 10 < ceiling)); then
    sed -i "s/^$kernel  *$ceiling /$kernel $((count * 11 / 10)) /" "$ceilings"
  fi
done <"$ceilings"
exit $broken
