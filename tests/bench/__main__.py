"""Measures every promise here and now; exit 1 when one is broken.

`python -m tests.bench [--customers N] [--only part-of-a-module-name] [--store FOLDER]`. A new
figure is a `figures(path, folder)` in a
file beside this one: `path` is a copy of the store to write in, `folder` holds the store itself.
`PROMISES` tuples need no store.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from app import text
from tests.bench import clock, store
from tests.bench.figure import HEAD, Figure
from tests.bench.promise import measure

MODULES = (
    "start",
    "tabs",
    "kit",
    "table",
    "desk",
    "window",
    "workshop",
    "workshop_window",
    "showroom",
    "finding",
    "server",
    "writers",
)


def main() -> int:
    os.environ["TZ"] = "Asia/Shanghai"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    time.tzset()
    text.use("zh_CN")
    given = _arguments()
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load"
        f" {os.getloadavg()[0]:.1f}"
    )
    if given.cpu:
        clock.use_cpu()
    begun = time.perf_counter()
    folder = given.store or store.made(given.customers)
    print(
        f"{given.store or f'{given.customers:,} customers'}: made or found in"
        f" {time.perf_counter() - begun:.0f} s\n\n{HEAD}",
        flush=True,
    )
    broken = []
    with tempfile.TemporaryDirectory() as place:
        path = store.copied(folder, Path(place))
        for figure in _measured(given.only, path, folder):
            print(figure.line(), flush=True)
            broken += [] if figure.kept else [figure.name]
    print(
        f"\n{'every promise is kept' if not broken else f'broken: {len(broken)}'}"
        f" ({time.perf_counter() - begun:.0f} s)"
    )
    return 1 if broken else 0


def _measured(only: str, path: Path, folder: Path) -> Iterator[Figure]:
    for name in MODULES:
        if only in name:
            module = import_module(f"tests.bench.{name}")
            for promise in getattr(module, "PROMISES", ()):
                told = measure(promise)
                yield Figure(name=f"{promise.name}, p95", value=told.p95, goal=promise.limit)
            if hasattr(module, "figures"):
                yield from module.figures(path, folder)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("tests.bench")
    parser.add_argument("--customers", type=int, default=20_000)
    parser.add_argument("--only", default="")
    parser.add_argument(
        "--cpu", action="store_true", help="count CPU time: for a machine that has other work too"
    )
    parser.add_argument("--store", type=Path, help="measure on the store in this folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
