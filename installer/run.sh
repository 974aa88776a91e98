#!/bin/sh
# Opens the program, or shows what it can do where no window can open.
set -eu
cd "$(dirname "$0")/.."

if [ "$#" -gt 0 ] || [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    exec .venv/bin/dealer-desk "$@"
fi
echo "No display here, so no window: writing a day of an invented store to out/demo instead." >&2
rm -rf out/demo-data
exec .venv/bin/dealer-desk demo --data out/demo-data --out out/demo
