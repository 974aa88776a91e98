"""What a desk waits for on a store of any size.

The register of a day, a save, the board, a customer's file.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.desks import DESKS
from app.people import queries as people
from app.permissions import Actor
from app.practice.bulk import last_moment
from app.reception import commands, queries
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import lines, opening
from app.service.values import LabourValue, NewOrder, PartLineValue
from app.workshop import queries as workshop
from db import engine as engines
from db.tables.vehicles import Plate
from db.vocabulary import Role
from tests.bench import clock, store
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
    """A visit of a known customer, and an order with six lines, with audit and search rows.

    The floor: the very same writes, sent to a twin by the driver.
    """
    with records.read() as session:
        somebody = people.ids(session, limit=SAVES + 5)
        plates = list(session.scalars(select(Plate.number).limit(SAVES + 5)))
    visits = [(commands.register, NewVisit(person_id=person)) for person in somebody]
    orders = [(_order_of_six, NewOrder(plate, "异响")) for plate in plates]
    with Twin(records, path) as twin:
        runs, floors = twin.both(visits)
        yield Figure(
            name="a visit is saved (floor: the same rows by the driver), p50",
            value=middle(runs[5:]),
            floor=middle(floors[5:]),
            goal=1.7,
        )
        runs, floors = twin.both(orders)
        yield Figure(
            name="an order with 6 lines is saved (floor: the same rows by the driver), p50",
            value=middle(runs[5:]),
            floor=middle(floors[5:]),
            goal=2.5,
        )


def _order_of_six(session: Session, new: NewOrder, *, by: Actor, at: datetime) -> int:
    """Two jobs with two parts each, and all checks, in one gesture."""
    key: int = opening.open_order(session, new, by=by, at=at)
    for _job in range(2):
        value = LabourValue("更换机油", Decimal("0.80"), Decimal(120))
        job = lines.save_labour(session, key, value, by=by, at=at)
        for _part in range(2):
            part = PartLineValue("机油", Decimal(4), Decimal("66.50"), job_id=job.id)
            lines.save_part(session, key, part, by=by, at=at)
    return key


class Twin:
    """The same store a second time, to which the driver alone sends what the program wrote."""

    def __init__(self, records: Records, path: Path) -> None:
        self._records, self._writes = records, list[tuple[str, Any]]()
        twin = store.copied_file(path, path.with_name("twin.db"))
        self._raw = driver.connect(str(twin), isolation_level=None)
        for pragma in engines.PRAGMAS:
            self._raw.execute(pragma)
        event.listen(records.engine, "before_cursor_execute", self._note)

    def __enter__(self) -> "Twin":
        return self

    def __exit__(self, *_error: object) -> None:
        self._raw.close()

    def both(self, gestures: list[tuple[Any, Any]]) -> tuple[list[float], list[float]]:
        """How long each gesture took, and its writes alone."""
        runs, floors = [], []
        for command, value in gestures:
            self._writes.clear()
            runs.append(_timed(self._records.act, command, value, by=MANAGER, at=AT))
            writes = [write for write in self._writes if not write[0].startswith("SELECT")]
            floors.append(_timed(_replay, self._raw, writes))
        return runs, floors

    def _note(
        self, _connection: Any, _cursor: Any, told: str, given: Any, _context: Any, many: bool
    ) -> None:
        """Every row of a statement with many rows is a write of its own."""
        self._writes += [(told, one) for one in given] if many else [(told, given)]


def _replay(raw: Any, writes: list[tuple[str, Any]]) -> None:
    for told, given in writes:
        raw.execute(told, given)
    raw.execute("COMMIT")


def _timed(call: Callable[..., Any], *given: Any, **more: Any) -> float:
    start = clock.now()
    call(*given, **more)
    return (clock.now() - start) * 1000
