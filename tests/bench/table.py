"""A list of half a million rows, paged from memory: what the table itself costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.bench import clock
from tests.bench.figure import Figure, p95
from ui.parts.table import Table
from ui.parts.table_model import Column
from ui.shell.startup.collector import GarbageCollector

ROWS, JUMPS = 500_000, 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line."""

    id: int
    name: str
    phone: str


def figures(_path: Path, _folder: Path) -> Iterator[Figure]:
    """First paint, and jumps to any place."""
    app = QApplication.instance() or QApplication([])
    GarbageCollector(app).start()
    start = clock.now()
    table = Table(
        [Column("id", "No."), Column("name", "Name", stretch=True), Column("phone", "Phone", 160)],
        name="bench",
    )
    table.resize(1200, 700)
    table.show_paged(range(ROWS), _fetch)
    table.show()
    _settle(app)
    yield Figure(
        name=f"a list of {ROWS:,} rows: first paint", value=(clock.now() - start) * 1000, goal=300
    )
    runs = [_jump(app, table, number * 104_729 % ROWS) for number in range(JUMPS)]
    yield Figure(name="a jump to any place in it, p95", value=p95(runs), goal=16)
    table.close()


def _fetch(ids: list[Any], then: Any) -> None:
    rows: Sequence[Row] = [Row(key, f"客户{key}", f"139{key:08d}") for key in ids]
    then(rows)


def _jump(app: Any, table: Any, place: int) -> float:
    start = clock.now()
    view = table.view
    view.scrollTo(view.model().index(place, 0))
    view.viewport().repaint()
    app.processEvents()
    return (clock.now() - start) * 1000


def _settle(app: Any) -> None:
    for _ in range(5):
        app.processEvents()
