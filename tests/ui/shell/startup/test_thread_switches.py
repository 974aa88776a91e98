"""While the program loads its windows no thread is interrupted in the middle of a Qt class."""

import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desks import DESKS
from app.records import Records
from db import upgrade
from tests.make import NOON
from ui.main import Program, Start
from ui.shell.startup import thread_switches
from ui.shell.startup.backend import Backend
from ui.shell.startup.thread_switches import USUAL_SECONDS, WHILE_LOADING_SECONDS


@pytest.fixture
def founded(records: Records) -> Path:
    path = Path(records.where)
    records.close()
    return path


def test_threads_are_not_interrupted_until_the_last_page_is_loaded(
    founded: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    intervals: list[float] = []
    house = Backend(lambda path: Records(upgrade.prepare(path), DESKS), lambda records, at: None)
    program = Program(Start(founded, house, tmp_path / "config", clock=lambda: NOON))
    try:
        assert sys.getswitchinterval() == pytest.approx(WHILE_LOADING_SECONDS)
        load_page = program._load_page
        monkeypatch.setattr(
            program,
            "_load_page",
            lambda desk: intervals.append(sys.getswitchinterval()) or load_page(desk),
        )
        program.go_on()
        qtbot.waitUntil(lambda: sys.getswitchinterval() == pytest.approx(USUAL_SECONDS))
        assert intervals == [pytest.approx(WHILE_LOADING_SECONDS)] * len(program._known_desks())
    finally:
        program.end()


def test_a_thread_that_waits_for_nothing_is_not_interrupted() -> None:
    """Another thread that is ready all the time gets its turn only at the end."""
    order: list[str] = []
    ready = threading.Event()

    def calculate() -> None:
        ready.set()
        for number in range(3_000_000):
            hash(number)
        order.append("calculated")

    try:
        thread_switches.only_where_one_waits()
        thread = threading.Thread(target=calculate)
        thread.start()
        ready.wait()
        order.append("other")
        thread.join()
    finally:
        thread_switches.as_usual()
    assert order == ["calculated", "other"]
