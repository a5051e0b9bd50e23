#!/usr/bin/env bash
# Makes docs/report-page.png: the last page that the demo campaign issued, as a browser shows it. Run examples/run.sh first.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
page=$top/build/demo/reports/monthly-2021-12.html
[[ -e $page ]] || { echo "no $page: run examples/run.sh first" >&2; exit 1; }
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  { echo "needs a browser: apt-get install chromium fonts-noto-cjk" >&2; exit 3; }
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
"$browser" --headless --no-sandbox --disable-gpu --disable-background-networking --disable-sync --no-first-run \
  --user-data-dir="$profile" --hide-scrollbars --window-size=1240,1754 --screenshot="$top/docs/report-page.png" "file://$page"
