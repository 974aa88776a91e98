"""Whatever becomes of a job, what it held dies on the GUI thread."""

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.shell.work import Work
from ui.shell.worker import Worker


class Owner(QObject):
    """Somebody who asks; `deaths` are the threads on which such a one died."""

    deaths: list[threading.Thread] = []

    def __init__(self) -> None:
        super().__init__()
        deaths = Owner.deaths
        weakref.finalize(self, lambda: deaths.append(threading.current_thread()))

    def hear(self, _answer: object) -> None: ...

    def fail(self, *_given: object) -> None:
        mine = self  # the traceback holds this frame
        raise ValueError(mine.objectName())


@pytest.fixture(autouse=True)
def _nobody_died() -> Iterator[None]:
    """Threads take turns so often that whoever lets go last is found out."""
    Owner.deaths = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


@pytest.fixture
def work(make_shell, fake_records) -> Work:
    return make_shell(fake_records).work


def died(qtbot: QtBot, count: int) -> None:
    """All of them are gone, and none on a lane."""

    def gone() -> bool:
        qtbot.wait(20)  # a collection holds the interpreter lock: the lanes have their turn before
        gc.collect()
        return len(Owner.deaths) == count

    qtbot.waitUntil(gone, timeout=30_000)
    assert set(Owner.deaths) == {threading.main_thread()}


ASK: dict[str, Callable[[Work, Owner], object]] = {
    "bound method": lambda work, owner: work.run(int, then=owner.hear),
    "argument": lambda work, owner: work.run(id, owner),
    "closure": lambda work, owner: work.run(lambda: owner.objectName()),
    "answer": lambda work, owner: work.run(lambda: [owner]),
    "traceback": lambda work, owner: work.run(owner.fail, failed=owner.hear),
    "topic": lambda work, owner: work.run(int, then=owner.hear, topic=(owner, "same")),
}


@pytest.mark.parametrize("kind", ASK)
def test_what_a_job_holds_dies_on_the_gui_thread(
    work, settled, qtbot: QtBot, monkeypatch, kind: str
) -> None:
    monkeypatch.setattr("sys.excepthook", lambda *_error: None)
    for _turn in range(50):
        ASK[kind](work, Owner())
    settled(work)
    died(qtbot, 50)


def test_a_superseded_job_dies_on_the_gui_thread(work, settled, qtbot: QtBot) -> None:
    gate = threading.Event()
    work.run(gate.wait, 5)
    for _turn in range(50):
        work.run(int, then=Owner().hear, topic="one")
    gate.set()
    settled(work)
    died(qtbot, 50)


def test_jobs_of_a_work_that_nobody_holds_any_more_die_on_the_gui_thread(qtbot: QtBot) -> None:
    work, gate = Work(lambda: None), threading.Event()
    work.run(gate.wait, 5)
    for _turn in range(50):
        work.run(id, Owner(), then=Owner().hear)
    del work
    gc.collect()
    assert not Owner.deaths
    gate.set()
    died(qtbot, 100)


def test_jobs_at_and_after_the_end_die_on_the_gui_thread(qtbot: QtBot) -> None:
    work = Work(lambda: None)
    for _turn in range(50):
        work.run(id, Owner(), then=Owner().hear)
    assert work.close()
    work.run(id, Owner())
    died(qtbot, 101)


def test_a_lane_whose_thread_is_the_last_to_know_it_is_freed_by_the_collector(qtbot: QtBot) -> None:
    gate, freed = threading.Event(), []
    lane = Worker("lonely")
    weakref.finalize(lane, lambda: freed.append(threading.current_thread()))
    lane.put(lambda: gate.wait(5))
    assert not lane.close(0.01)
    del lane
    [thread] = [one for one in threading.enumerate() if one.name == "work-lonely"]
    gate.set()
    thread.join()
    assert not freed
    gc.collect()
    assert freed == [threading.main_thread()]


def test_who_is_gone_is_not_told_and_the_lane_goes_on(qtbot: QtBot) -> None:
    told: list[Any] = []
    lane, owner = Worker("test"), Owner()
    owner.deleteLater()
    qtbot.wait(20)
    lane.put(int, lambda: told.append(owner))
    lane.put(int, lambda: told.append("after"))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["after"]
    assert lane.close()
