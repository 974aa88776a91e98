"""Measures every promise here and now: `python -m tests.bench [part of a name]`. Exit 1 when one is broken.

A new one is a `PROMISES` tuple in a file beside this one.
"""

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from os import cpu_count
from pathlib import Path

from tests.bench.promise import Promise, measure


def main(wanted: str = "") -> int:
    print(f"Python {platform.python_version()}, {platform.machine()}, {cpu_count()} cores")
    print(f"{'milliseconds':<60} {'median':>9} {'p95':>9} {'max':>9} {'promised':>9}")
    kept = True
    for promise in _promises():
        if wanted in promise.name:
            measured = measure(promise)
            print(measured.line(), flush=True)
            kept = kept and measured.kept
    return 0 if kept else 1


def _promises() -> Iterator[Promise]:
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if not file.stem.startswith("__"):
            yield from getattr(import_module(f"tests.bench.{file.stem}"), "PROMISES", ())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
