"""Whoever came first writes first, on both systems, and a line that cannot be stood in is none."""

import errno
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from db import engine as engines
from db import write_queue

pytestmark = pytest.mark.sqlite_only("a server lets nobody starve; the line stands before a file")
MANY = 6


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = engines.open_store(tmp_path / "store.db")
    yield made
    made.dispose()


class WindowsLocks(SimpleNamespace):
    """`msvcrt.locking` as Windows has it: bytes from where the file is read, one holder each."""

    LK_NBLCK, LK_UNLCK = 2, 0

    @staticmethod
    def locking(file: int, mode: int, count: int) -> None:
        place = os.lseek(file, 0, os.SEEK_CUR)
        assert count == 1
        if mode == WindowsLocks.LK_UNLCK:
            write_queue._leave(file, place)
        elif not write_queue._take(file, place):
            raise OSError(errno.EACCES, "Permission denied")


@pytest.fixture(params=["linux", "win32"])
def queue(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as each system imports it."""
    monkeypatch.setattr(sys, "platform", request.param)
    monkeypatch.setitem(sys.modules, "msvcrt", WindowsLocks())  # type: ignore[arg-type]
    spec = importlib.util.spec_from_file_location("queue_of_a_system", write_queue.__file__)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    monkeypatch.undo()
    return made


class Comer(threading.Thread):
    """Takes a turn and notes its name; `waits` is set once it stands in line."""

    def __init__(self, queue: ModuleType, engine: Engine, served: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.waits = threading.Event()
        self._turn, self._served = queue.turn(engine), served

    def run(self) -> None:
        with self._turn:
            self._served.append(self.name)


def test_they_are_served_in_the_order_in_which_they_came(
    queue: Any, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = queue.sleep

    def sleep(seconds: float) -> None:
        threading.current_thread().waits.set()  # type: ignore[attr-defined]
        pause(seconds)

    monkeypatch.setattr(queue, "sleep", sleep)
    monkeypatch.setattr(queue, "PATIENCE", 60.0)
    served: list[str] = []
    comers = [Comer(queue, engine, served, f"{place}") for place in range(MANY)]
    with queue.turn(engine):
        for comer in comers:
            comer.start()
            assert comer.waits.wait(20)
        assert served == []
    for comer in comers:
        comer.join(20)
    assert served == [comer.name for comer in comers]


def test_who_stopped_in_front_is_passed_by(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write_queue, "PATIENCE", 0.05)
    with write_queue.turn(engine):
        begun = write_queue.monotonic()
        with write_queue.turn(engine):
            assert 0.05 <= write_queue.monotonic() - begun < 5


def test_the_line_stands_beside_the_store_that_a_link_names(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "store.db")
    assert write_queue.line_file(str(tmp_path / "link.db")) == tmp_path / "store.db-turn"


def test_who_cannot_stand_in_line_writes_all_the_same(tmp_path: Path) -> None:
    engine = engines.open_store(tmp_path / "missing" / "store.db")
    with write_queue.turn(engine), write_queue.turn(engine):
        assert not (tmp_path / "missing").exists()


def test_a_server_needs_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(write_queue, "line_file", opened.append)
    server: Any = SimpleNamespace(
        dialect=SimpleNamespace(name="postgresql"), get_execution_options=lambda: {"store": "host"}
    )
    with write_queue.turn(server), write_queue.turn(create_engine("sqlite://")):
        assert not opened


def test_an_error_of_the_writer_passes_through_and_ends_the_turn(engine: Engine) -> None:
    with pytest.raises(PermissionError, match="own"), write_queue.turn(engine):
        raise PermissionError("own")
    begun = write_queue.monotonic()
    with write_queue.turn(engine):
        assert write_queue.monotonic() - begun < write_queue.PATIENCE
