"""The disk or the server says no at any moment.

It is said as what it is, nothing is saved by half, and the same program goes on afterwards.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import psycopg
import pytest
import sqlcipher3.dbapi2 as driver
from psycopg import errors
from sqlalchemy import event

from app.desks import DESKS
from app.errors import Cause, Trouble
from app.records import Records
from db import engine as engines
from db.store_address import StorePlace
from tests.reliability import soundness
from tests.reliability.acting import Desk

REFUSALS: dict[str, list[tuple[Callable[[], Exception], Cause]]] = {
    "sqlite": [
        (partial(driver.OperationalError, "disk I/O error"), Cause.DISK),
        (partial(driver.OperationalError, "database or disk is full"), Cause.FULL),
        (partial(driver.OperationalError, "attempt to write a readonly database"), Cause.READ_ONLY),
        (partial(driver.OperationalError, "unable to open database file"), Cause.GONE),
        (partial(driver.OperationalError, "database disk image is malformed"), Cause.DAMAGED),
    ],
    "postgresql": [
        (errors.IoError, Cause.DISK),
        (errors.DiskFull, Cause.FULL),
        (errors.ReadOnlySqlTransaction, Cause.READ_ONLY),
        (errors.QueryCanceled, Cause.SLOW),
        (errors.AdminShutdown, Cause.SERVER),
    ],
}
STEP = {"sqlite": 1, "postgresql": 4}
"""Every statement of a file, every fourth of a server, whose connections cost more."""
SHORT_PATIENCE = {"sqlite": "PRAGMA busy_timeout=20", "postgresql": "SET lock_timeout = '20ms'"}
NOUNS = (
    "visit",
    "person",
    "phone",
    "repair_order",
    "labour_line",
    "approval",
    "car_booking",
    "sequence",
    "audit",
)
SEARCH = {"sqlite": "search_doc", "postgresql": "search_gram_person"}
GESTURES = ("visit", "order", "drive")


@pytest.fixture
def desk(place: StorePlace) -> Iterator[Desk]:
    made = Desk(Records(engines.open_store(place), DESKS), 1)
    yield made
    made.records.close()


class FailingStore:
    """Raises an error of the driver's at the n-th statement; with n = 0 it only counts."""

    def __init__(self, records: Records, error: Callable[[], Exception], at: int) -> None:
        self.count, self._error, self._at = 0, error, at
        event.listen(records.engine, "before_cursor_execute", self._count)
        self._undo = lambda: event.remove(records.engine, "before_cursor_execute", self._count)

    def __enter__(self) -> "FailingStore":
        return self

    def __exit__(self, *_error: object) -> None:
        self._undo()

    def _count(self, *_told: Any) -> None:
        self.count += 1
        if self.count == self._at:
            raise self._error()


def counts(place: StorePlace, engine_name: str) -> tuple[int, ...]:
    """How many rows each table of the desks has, and the search."""
    tables = (*NOUNS, SEARCH[engine_name])
    wanted = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return tuple(soundness.asked(place, f"SELECT {wanted}")[0])


@pytest.mark.parametrize("gesture", GESTURES)
def test_an_error_at_any_statement_saves_nothing_and_says_what_it_is(
    desk: Desk, place: StorePlace, engine_name: str, gesture: str
) -> None:
    getattr(desk, gesture)()
    refusals = REFUSALS[engine_name]
    with FailingStore(desk.records, refusals[0][0], 0) as counted:
        getattr(desk, gesture)()
    assert counted.count > 5
    for at in range(1, counted.count + 1, STEP[engine_name]):
        error, cause = refusals[at % len(refusals)]
        before = counts(place, engine_name)
        with FailingStore(desk.records, error, at), pytest.raises(Trouble) as told:
            getattr(desk, gesture)()
        assert told.value.cause is cause, f"statement {at}"
        assert counts(place, engine_name) == before, f"statement {at}"
    getattr(desk, gesture)()
    assert soundness.half_orders(place) == 0
    desk.records.close()
    assert soundness.faults(place) == []


@pytest.mark.parametrize("happened", [True, False], ids=["it happened", "it did not"])
def test_an_unclear_commit_is_looked_up_before_anybody_is_told(
    desk: Desk,
    place: StorePlace,
    engine_name: str,
    happened: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commit = desk.records.engine.dialect.do_commit
    before = soundness.ids(place, "visit")
    lost = {"sqlite": driver.OperationalError, "postgresql": psycopg.OperationalError}

    def unclear(connection: Any) -> None:
        if happened:
            commit(connection)
        raise lost[engine_name]("disk I/O error")

    monkeypatch.setattr(desk.records.engine.dialect, "do_commit", unclear)
    if happened:
        key = desk.visit()
    else:
        with pytest.raises(Trouble):
            desk.visit()
    monkeypatch.undo()
    assert soundness.ids(place, "visit") - before == ({key} if happened else set())
    desk.visit()


def test_a_program_whose_store_was_read_only_for_a_moment_writes_again_without_a_restart(
    desk: Desk, engine_name: str
) -> None:
    error = next(one for one, cause in REFUSALS[engine_name] if cause is Cause.READ_ONLY)
    with FailingStore(desk.records, error, 1), pytest.raises(Trouble):
        desk.visit()
    assert desk.visit()


def test_nobody_waits_for_ever_and_nothing_is_lost_while_another_program_writes(
    desk: Desk, place: StorePlace, engine_name: str
) -> None:
    def be_impatient(raw: Any, _record: object) -> None:
        raw.execute(SHORT_PATIENCE[engine_name])
        raw.commit()

    event.listen(desk.records.engine, "connect", be_impatient)
    desk.records.engine.dispose()
    other = engines.open_store(place)
    with engines.writing(other).begin(), pytest.raises(Trouble) as told:
        desk.visit()
    assert told.value.cause is Cause.BUSY
    other.dispose()
    assert desk.visit()
