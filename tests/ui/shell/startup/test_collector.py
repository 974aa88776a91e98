"""Cycles are collected by the event loop, in small steps, and the window never stands still."""

import gc
import os
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.shell import stress
from ui.shell.startup import collector as module
from ui.shell.startup.collector import GarbageCollector

SECONDS = 60 if os.environ.get("DEALER_DESK_NIGHTLY") else 5


class Cycle:
    """Only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> GarbageCollector:
    made = GarbageCollector()
    made.start()
    yield made
    made.stop()


def litter(count: int) -> None:
    for _ in range(count):
        Cycle()


def an_old_cycle() -> weakref.ref[Cycle]:
    """It has outlived the younger generations."""
    cycle = Cycle()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(cycle)


def test_nothing_is_collected_by_itself(collector) -> None:
    seen = []
    gc.callbacks.append(lambda *_given: seen.append(1))
    litter(10 * gc.get_threshold()[0])
    gc.callbacks.pop()
    assert not seen


def test_what_is_young_goes_at_the_next_look(collector, qtbot: QtBot) -> None:
    young = weakref.ref(Cycle())
    litter(module.YOUNG)
    qtbot.waitUntil(lambda: young() is None)


def test_little_is_left_alone(collector) -> None:
    gc.collect()
    young = weakref.ref(Cycle())
    collector.look()
    assert young() is not None


def test_what_is_old_waits_until_nobody_types(collector, qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setattr(module, "QUIET_MS", 300)
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    line.activateWindow()
    line.setFocus()
    old = an_old_cycle()
    litter(module.ALL)
    collector.look()
    for _ in range(12):
        qtbot.wait(50)
        qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert old() is not None
    qtbot.waitUntil(lambda: old() is None)


def test_what_is_old_goes_in_the_end_where_nobody_ever_rests(collector) -> None:
    old = an_old_cycle()
    litter(module.WITHOUT_QUIET)
    collector.look()
    assert old() is None


def test_after_the_end_nobody_collects(collector, qtbot: QtBot) -> None:
    collector.stop()
    young = weakref.ref(Cycle())
    litter(module.YOUNG)
    qtbot.wait(3 * module.LOOK_MS)
    assert young() is not None
    assert not gc.isenabled()


@pytest.mark.timeout(SECONDS + 90)
def test_pages_come_and_go_while_every_lane_makes_cycles() -> None:
    """60 s with DEALER_DESK_NIGHTLY=1. With automatic collection it stands still within seconds."""
    done = stress.run(SECONDS)
    assert done.returncode == 0, done.stdout + done.stderr
