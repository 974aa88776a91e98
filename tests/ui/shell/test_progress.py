"""What lasts longer than a second is shown with how far it is, and stops when asked."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import long_work
from app.long_work import WorkStopped
from ui.parts.progress_line import ProgressLine
from ui.shell import progress
from ui.shell.long_task import LongTask
from ui.shell.progress import ProgressLines


class Slow:
    """Work in ten steps, each of which waits until the test lets it go on."""

    def __init__(self) -> None:
        self.may_step = threading.Semaphore(0)
        self.done = 0

    def __call__(self) -> str:
        for step in range(1, 11):
            self.may_step.acquire(timeout=20)
            long_work.step(step, 10)
            self.done = step
        return "whole"

    def go(self, steps: int) -> None:
        for _ in range(steps):
            self.may_step.release()


@pytest.fixture
def shell(make_shell: Any) -> Any:
    return make_shell()


@pytest.fixture
def lines(shell: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgressLines]:
    monkeypatch.setattr(progress, "SHOW_AFTER_S", 0.0)
    monkeypatch.setattr(progress, "LOOK_MS", 5)
    yield ProgressLines(shell.work, shell.notices, shell.notices)


def test_a_line_says_how_far_it_is_and_goes_at_the_end(
    qtbot: QtBot, shell: Any, lines: ProgressLines
) -> None:
    slow, answers = Slow(), list[str]()
    with shell.work.long.lasting(LongTask("Making the backup")):
        shell.work.run(slow, then=answers.append)
    qtbot.waitUntil(lambda: len(lines.lines()) == 1)
    (line,) = lines.lines()
    assert line.accessibleName() == "Making the backup"
    assert line.told() == "0 seconds"
    slow.go(3)
    qtbot.waitUntil(lambda: line.told() == "30%")
    slow.go(7)
    qtbot.waitUntil(lambda: lines.lines() == ())
    assert answers == ["whole"]
    assert not shell.notices.banners.isVisibleTo(shell.notices.banners.parentWidget())


def test_stop_ends_it_and_tells_whoever_waits(
    qtbot: QtBot, shell: Any, lines: ProgressLines
) -> None:
    slow, answers, failures = Slow(), list[str](), list[BaseException]()
    with shell.work.long.lasting(LongTask("Reading")):
        shell.work.run(slow, then=answers.append, failed=failures.append)
    qtbot.waitUntil(lambda: len(lines.lines()) == 1)
    (line,) = lines.lines()
    qtbot.mouseClick(line.stop_button, Qt.MouseButton.LeftButton)
    assert (line.stop_button.isEnabled(), line.stop_button.text()) == (False, "Stopping…")
    slow.go(1)
    qtbot.waitUntil(lambda: lines.lines() == ())
    assert (slow.done, answers, [type(one) for one in failures]) == (0, [], [WorkStopped])
    assert shell.notices.last_line() == "Stopped: Reading. Nothing was left half done."


def test_what_waits_behind_other_work_is_stopped_before_it_begins(
    qtbot: QtBot, shell: Any, lines: ProgressLines
) -> None:
    first, second = Slow(), Slow()
    shell.work.run(first)
    with shell.work.long.lasting(LongTask("Second")):
        shell.work.run(second)
    qtbot.waitUntil(lambda: len(lines.lines()) == 1)
    qtbot.mouseClick(lines.lines()[0].stop_button, Qt.MouseButton.LeftButton)
    first.go(10)
    second.go(10)
    qtbot.waitUntil(lambda: lines.lines() == ())
    assert (first.done, second.done) == (10, 0)


def test_what_must_be_carried_to_its_end_offers_no_stop(
    qtbot: QtBot, shell: Any, lines: ProgressLines
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def final() -> None:
        long_work.no_return()
        begun.set()
        may_end.wait(20)

    with shell.work.long.lasting(LongTask("Restoring")):
        shell.work.run(final)
    qtbot.waitUntil(begun.is_set)
    qtbot.waitUntil(lambda: len(lines.lines()) == 1)
    qtbot.waitUntil(lambda: not lines.lines()[0].stop_button.isEnabled())
    may_end.set()
    qtbot.waitUntil(lambda: lines.lines() == ())
    assert shell.notices.last_line() == ""


def test_what_is_done_at_once_shows_no_line(qtbot: QtBot, shell: Any) -> None:
    lines, seen = ProgressLines(shell.work, shell.notices, shell.notices), list[int]()
    with shell.work.long.lasting(LongTask("Quick")):
        shell.work.run(lambda: None, then=lambda _none: seen.append(1))
    qtbot.waitUntil(lambda: seen == [1])
    qtbot.waitUntil(lambda: not lines._timer.isActive())
    assert lines.lines() == ()


def test_the_line_is_drawn_with_bar_percent_and_button(qtbot: QtBot) -> None:
    line = ProgressLine("Making the backup")
    qtbot.addWidget(line)
    line.show_share(0.425, 3)
    assert line.told() == "42%"
    names = {child.objectName() for child in line.findChildren(QWidget)}
    assert {"progress_bar", "progress_stop"} <= names
