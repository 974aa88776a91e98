"""What a desk waits for on a store of any size.

The register of a day, a save, the board, a customer's file.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import event

from app.desks import DESKS
from app.people import queries as people
from app.permissions import Actor
from app.practice.bulk import last_moment
from app.reception import commands, queries
from app.reception.values import NewVisit
from app.records import Records
from app.workshop import queries as workshop
from db import engine as engines
from db.vocabulary import Role
from tests.bench import clock
from tests.bench.figure import Figure, middle, p95
from tests.bench.store import LAST_DAY

AT = last_moment(LAST_DAY)
MANAGER = Actor(1, "秦岚", frozenset({Role.MANAGER, Role.ADMINISTRATOR}), "bench")
SAVES = 60


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """Every figure of the desks on this store."""
    records = Records(engines.open_store(path), DESKS)
    try:
        yield from _reads(records)
        records.close()
        yield from _saves(records, path)
    finally:
        records.close()


def _reads(records: Records) -> Iterator[Figure]:
    with records.read() as session:
        days = [LAST_DAY - timedelta(days=back) for back in range(1, 41)]
        runs = [_timed(queries.register_of, session, day, viewer=MANAGER) for day in days]
        yield Figure(name="the visitor register of a day, p95", value=p95(runs), goal=5)
        runs = [
            _timed(queries.desk, session, day=LAST_DAY, at=AT, viewer=MANAGER) for _ in range(20)
        ]
        yield Figure(name="everything the reception page shows, p95", value=p95(runs), goal=100)
        standing = len(workshop.board(session, at=AT).rows)
        runs = [_timed(workshop.board, session, at=AT) for _ in range(20)]
        yield Figure(name=f"the board with {standing} open orders, p95", value=p95(runs), goal=100)
        runs = [_timed(people.record, session, person) for person in people.ids(session, limit=40)]
        yield Figure(name="a customer's page, p95", value=p95(runs), goal=100)
        yield Figure(
            name="the ids of the whole customer list", value=_timed(people.ids, session), goal=300
        )


def _saves(records: Records, path: Path) -> Iterator[Figure]:
    """A visit of a known customer with audit and search rows.

    The floor: the very same writes, sent to a twin by the driver.
    """
    with records.read() as session:
        somebody = people.ids(session, limit=SAVES + 5)
    twin = Path(shutil.copy(path, path.with_name("twin.db")))
    raw = driver.connect(str(twin), isolation_level=None)
    for pragma in engines.PRAGMAS:
        raw.execute(pragma)
    floors, runs, writes = [], [], []
    event.listen(
        records.engine,
        "before_cursor_execute",
        lambda _c, _cursor, told, given, *_: writes.append((told, given)),
    )
    for person in somebody:
        writes.clear()
        runs.append(
            _timed(records.act, commands.register, NewVisit(person_id=person), by=MANAGER, at=AT)
        )
        floors.append(
            _timed(_replay, raw, [write for write in writes if not write[0].startswith("SELECT")])
        )
    raw.close()
    yield Figure(
        name="a visit is saved (floor: the same rows by the driver), p50",
        value=middle(runs[5:]),
        floor=middle(floors[5:]),
        goal=1.7,
    )


def _replay(raw: Any, writes: list[tuple[str, Any]]) -> None:
    for told, given in writes:
        raw.execute(told, given)
    raw.execute("COMMIT")


def _timed(call: Callable[..., Any], *given: Any, **more: Any) -> float:
    start = clock.now()
    call(*given, **more)
    return (clock.now() - start) * 1000
