#!/bin/sh
# Makes .venv ready to run and to test. Safe to run at any time; does nothing twice.
set -eu
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
LOCK=installer/requirements-dev.lock
STAMPS=.venv/.stamps
LACKS=
LIBRARIES="libgl1 libegl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 libbrotli1
 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1
 libxkbcommon-x11-0 libx11-xcb1 libcups2"

say() { printf 'setup: %s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

stamped() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }

stamp() { mkdir -p "$STAMPS" && printf '%s\n' "$2" > "$STAMPS/$1"; }

environment() {
    [ -x .venv/bin/python ] && return
    command -v "$PYTHON" >/dev/null || fail "no $PYTHON here: install Python 3.11 or newer"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed, this is $("$PYTHON" -V)"
    # Debian keeps ensurepip in a package of its own; an environment without pip serves as well
    if "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
        "$PYTHON" -m venv .venv
    else
        "$PYTHON" -m venv --without-pip .venv
    fi
}

pip_install() {
    if .venv/bin/python -c 'import pip' 2>/dev/null; then
        .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"
    elif "$PYTHON" -c 'import pip' 2>/dev/null; then
        "$PYTHON" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check "$@"
    else
        fail "no pip here: sudo apt-get install python3-pip"
    fi
}

libraries() {
    command -v dpkg-query >/dev/null || { say "not a Debian: see installer/setup.sh for the libraries that Qt needs"; return 0; }
    stamped libraries "$(id -u) $LIBRARIES" && return
    missing=
    for library in $LIBRARIES; do
        # shellcheck disable=SC2016
        dpkg-query -W -f '${db:Status-Status}\n' "$library" "${library}t64" 2>/dev/null | grep -q '^installed' ||
            missing="$missing $library"
    done
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
        say "installing what Qt needs:$missing"
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $missing >/dev/null && missing=
    fi
    if [ -n "$missing" ]; then
        say "Qt needs libraries that are not here; the window may not open until you run:"
        say "  sudo apt-get install$missing"
        LACKS=1
    else
        stamp libraries "$(id -u) $LIBRARIES"
    fi
}

packages() {
    wanted=$(sha256sum "$LOCK" | cut -d' ' -f1)
    stamped packages "$wanted" && return
    say "installing the locked packages (a few minutes the first time)"
    pip_install --require-hashes -r "$LOCK"
    stamp packages "$wanted"
}

project() {
    wanted="$(sha256sum pyproject.toml | cut -d' ' -f1) $PWD"
    [ -x .venv/bin/dealer-desk ] && stamped project "$wanted" && return
    pip_install --no-deps --no-build-isolation --editable .
    stamp project "$wanted"
}

opens() {
    # what only a screen or a printer needs may be missing where nobody looks at the window
    [ -z "$LACKS" ] || .venv/bin/python -c 'import PySide6.QtWidgets' 2>/dev/null ||
        fail "no window opens without these libraries"
}

environment
libraries
packages
opens
project
.venv/bin/python installer/catalogue.py
