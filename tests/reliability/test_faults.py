"""The disk says no at any moment.

It is said as what it is, nothing is saved by half, and the same program goes on afterwards.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import event

from app.desks import DESKS
from app.errors import Cause, Trouble
from app.records import Records
from db import engine as engines
from tests.reliability import soundness
from tests.reliability.acting import Desk

WORDS = {
    "disk I/O error": Cause.DISK,
    "database or disk is full": Cause.FULL,
    "attempt to write a readonly database": Cause.READ_ONLY,
    "unable to open database file": Cause.GONE,
    "database disk image is malformed": Cause.DAMAGED,
}
GESTURES = ("visit", "order", "drive")


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    made = Desk(Records(engines.open_store(store), DESKS), 1)
    yield made
    made.records.close()


class FailingDisk:
    """Raises the driver's own error at the n-th statement; with n = 0 it only counts."""

    def __init__(self, records: Records, words: str, at: int) -> None:
        self.count, self._words, self._at = 0, words, at
        event.listen(records.engine, "before_cursor_execute", self._count)
        self._undo = lambda: event.remove(records.engine, "before_cursor_execute", self._count)

    def __enter__(self) -> "FailingDisk":
        return self

    def __exit__(self, *_error: object) -> None:
        self._undo()

    def _count(self, *_told: Any) -> None:
        self.count += 1
        if self.count == self._at:
            raise driver.OperationalError(self._words)


def counts(path: Path) -> list[Any]:
    """How many rows each table of the desks has."""
    nouns = (
        "visit",
        "person",
        "phone",
        "repair_order",
        "labour_line",
        "approval",
        "car_booking",
        "sequence",
        "audit",
        "search_doc",
    )
    return [soundness.asked(path, f"SELECT count(*) FROM {noun}")[0][0] for noun in nouns]


@pytest.mark.parametrize("gesture", GESTURES)
def test_an_error_at_any_statement_saves_nothing_and_says_what_it_is(
    desk: Desk, store: Path, gesture: str
) -> None:
    getattr(desk, gesture)()
    with FailingDisk(desk.records, "", 0) as counted:
        getattr(desk, gesture)()
    assert counted.count > 5
    for place in range(1, counted.count + 1):
        words = list(WORDS)[place % len(WORDS)]
        before = counts(store)
        with FailingDisk(desk.records, words, place), pytest.raises(Trouble) as told:
            getattr(desk, gesture)()
        assert told.value.cause is WORDS[words], f"statement {place}"
        assert counts(store) == before, f"statement {place}"
    getattr(desk, gesture)()
    assert soundness.half_orders(store) == 0
    desk.records.close()
    assert soundness.faults(store) == []


@pytest.mark.parametrize("happened", [True, False], ids=["it happened", "it did not"])
def test_an_unclear_commit_is_looked_up_before_anybody_is_told(
    desk: Desk, store: Path, happened: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = desk.records.engine.dialect.do_commit
    before = soundness.ids(store, "visit")

    def unclear(connection: Any) -> None:
        if happened:
            commit(connection)
        raise driver.OperationalError("disk I/O error")

    monkeypatch.setattr(desk.records.engine.dialect, "do_commit", unclear)
    if happened:
        key = desk.visit()
    else:
        with pytest.raises(Trouble):
            desk.visit()
    monkeypatch.undo()
    assert soundness.ids(store, "visit") - before == ({key} if happened else set())
    desk.visit()


def test_a_program_whose_file_was_read_only_for_a_moment_writes_again_without_a_restart(
    desk: Desk,
) -> None:
    with (
        FailingDisk(desk.records, "attempt to write a readonly database", 1),
        pytest.raises(Trouble),
    ):
        desk.visit()
    assert desk.visit()


def test_nobody_waits_for_ever_and_nothing_is_lost_while_another_program_writes(
    desk: Desk, store: Path
) -> None:
    other = driver.connect(str(store), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    event.listen(
        desk.records.engine, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=20")
    )
    desk.records.engine.dispose()
    with pytest.raises(Trouble) as told:
        desk.visit()
    assert told.value.cause is Cause.BUSY
    other.execute("ROLLBACK")
    other.close()
    assert desk.visit()
