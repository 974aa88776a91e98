"""Backups at closing and after hours of use."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.make import NOON
from tests.ui.shell.startup.programs import sign_in


def test_closing_backs_up_first_and_then_closes(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    with qtbot.waitSignal(program.states.ended, timeout=10_000):
        program.window.close()
        assert program.window.isVisible(), "nobody waits in front of a frozen window"
    assert not program.window.isVisible()
    assert list((founded.parent / "backups").glob("*.db"))


def test_closing_twice_does_not_wait(
    start, founded: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    monkeypatch.setattr(program.running.backups, "make", lambda **_more: None)
    program.window.close()
    assert program.window.isVisible()
    with qtbot.waitSignal(program.states.ended):
        program.window.close()


def test_four_hours_of_use_make_a_backup(start, founded: Path, qtbot: QtBot) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    backups = program.running.backups
    qtbot.waitUntil(lambda: backups._changed)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest is not None, timeout=10_000)
    first = backups.newest
    backups.look()
    assert not backups._busy, "nothing was saved since"
    backups._changed = True
    program.moment = NOON + timedelta(hours=4)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest not in (None, first), timeout=10_000)
