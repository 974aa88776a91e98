"""What the service desk and the workshop wait for, and how it grows with the store.

The same is measured on a small store: no figure may grow by more than half.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.appointments import queries as appointments
from app.desks import DESKS
from app.records import Records
from app.service import papers
from app.service.queries import sheet
from app.service.queries.facts import order_facts
from app.workshop import queries as workshop
from db import engine as engines
from db.vocabulary import PaperKind
from tests.bench import clock, store
from tests.bench.bare_canvas import drawn, strokes_of
from tests.bench.desk import AT, MANAGER
from tests.bench.figure import Figure
from tests.bench.finding import SMALL
from tests.bench.workshop_fill import BusyWorkshop, fill

TIMES = 20
GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class ReadTimes:
    """The best of several runs, in milliseconds."""

    statements: float
    board: float
    sheet: float
    plan: float


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """The reads of the board, an order and the plan, the paper, and how the reads grow."""
    filled = fill(path)
    found = _reads(path, filled)
    yield Figure(name="300 cars: the board's main statement", value=found.statements, goal=3)
    yield Figure(name="300 cars: everything the board shows, read", value=found.board)
    yield Figure(name="an order with 60 lines, read", value=found.sheet)
    yield Figure(name="a day and a week of 20 bays, read", value=found.plan)
    yield from _growth(found)
    yield from _paper(path, filled)


def _reads(path: Path, filled: BusyWorkshop) -> ReadTimes:
    records = Records(engines.open_store(path), DESKS)
    told: list[tuple[str, Any]] = []
    event.listen(
        records.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, given, *_: told.append((statement, given)),
    )
    try:
        with records.read() as session:
            workshop.board(session, at=AT)
            longest = max(told, key=lambda one: len(one[0]))
            cursor = session.connection().connection.cursor()
            plan = appointments.plan
            return ReadTimes(
                best(lambda: cursor.execute(*longest).fetchall()),
                best(workshop.board, session, at=AT),
                best(sheet.sheet, session, filled.long),
                best(plan, session, filled.day, viewer=MANAGER, at=AT),
            )
    finally:
        records.close()


def _growth(found: ReadTimes) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as place:
        small = store.copied(store.made(SMALL), Path(place))
        floor = _reads(small, fill(small))
    for name, value, least in (
        ("the board", found.board, floor.board),
        ("an order", found.sheet, floor.sheet),
        ("the plan", found.plan, floor.plan),
    ):
        told = f"{name} (floor: {SMALL:,} customers)"
        yield Figure(name=told, value=value, floor=least, goal=GROWTH)


def _paper(path: Path, filled: BusyWorkshop) -> Iterator[Figure]:
    """The settlement list; the floor draws the same strokes without working out where."""
    records = Records(engines.open_store(path), DESKS)
    try:
        with records.read() as session:
            facts = order_facts(
                session, filled.short, kind=PaperKind.SETTLEMENT_LIST, by="王敏", at=AT
            )
    finally:
        records.close()
    strokes = strokes_of(lambda: papers.build(facts, PaperKind.SETTLEMENT_LIST))
    yield Figure(
        name="a settlement list, warm (floor: its strokes on a bare canvas)",
        value=best(papers.build, facts, PaperKind.SETTLEMENT_LIST),
        floor=best(drawn, strokes),
        goal=1.5,
    )


def best(call: Callable[..., Any], *given: Any, **more: Any) -> float:
    """The best of several runs in milliseconds, after one that warms up."""
    call(*given, **more)
    runs = []
    for _time in range(TIMES):
        start = clock.now()
        call(*given, **more)
        runs.append((clock.now() - start) * 1000)
    return min(runs)
