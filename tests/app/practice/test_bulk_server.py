"""A generated store on a server is there as a whole or not at all."""

import os
import signal
from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import Engine, event

from app.errors import Refused
from app.practice import bulk
from db import engine as engines
from db.store_address import ServerAddress
from tests.make import NOON
from tests.postgres import TestServer, WorkerStore
from tests.reliability.acting import PROGRAMS

SCALE = bulk.Scale(customers=3, years=1, standing=1)


@pytest.fixture
def empty(server: TestServer, worker_store: WorkerStore) -> Iterator[ServerAddress]:
    name = f"bulk_{worker_store.address.database}"
    yield server.make_database(name)
    server.drop_database(name)


def generate_and_die(place: ServerAddress, fatal: int) -> None:
    """Kills its own process before the statement of that number."""
    left = count(fatal - 1, -1)

    def die(*_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", die)
    bulk.generate(place, SCALE, at=NOON)


def test_killed_anywhere_the_database_is_empty(
    empty: ServerAddress, server: TestServer, worker_store: WorkerStore
) -> None:
    last = _statements_of(empty)
    with pytest.raises(Refused, match=r"store\.founded"):
        bulk.generate(empty, SCALE, at=NOON)
    server.make_database(empty.database)
    for fatal in (last // 3, last - 5):
        program = PROGRAMS.Process(target=generate_and_die, args=(empty, fatal))
        program.start()
        program.join()
        assert program.exitcode == -signal.SIGKILL
        assert engines.inspect(empty) == 0, f"killed at {fatal} of {last}"


def _statements_of(place: ServerAddress) -> int:
    """How many statements a whole store takes, by the making of it."""
    seen: list[object] = []

    def note(*_: object) -> None:
        seen.append(None)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        bulk.generate(place, SCALE, at=NOON)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)
