"""Backups at closing and after hours of use."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.admin import commands
from app.desks import DESKS
from app.permissions import Actor
from app.records import Records
from app.settings import Settings
from tests.make import NOON
from tests.postgres import FOUNDED, WorkerStore
from tests.ui.shell.startup.programs import sign_in
from ui.shell.startup.backups import Backups
from ui.shell.startup.sign_in_page import SignIn
from ui.shell.work import Work


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
    qtbot.waitUntil(backups.has_changed)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest is not None, timeout=10_000)
    first = backups.newest
    backups.look()
    assert not backups._busy, "nothing was saved since"
    program.work.saved.emit(program.moment)
    program.moment = NOON + timedelta(hours=4)
    backups.look()
    qtbot.waitUntil(lambda: backups.newest not in (None, first), timeout=10_000)


def test_the_own_store_is_backed_up_before_practice_begins(
    start, founded: Path, qtbot: QtBot
) -> None:
    """Closing in the practice store looks after that one alone."""
    program = start(founded)
    sign_in(program, qtbot)
    assert program.running.backups.has_changed()
    program.window.lock_asked.emit()
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn) and not program.work.busy)
    program.running.sign_in_flow.practice_asked.emit()
    qtbot.waitUntil(lambda: Path(program.window.place).stem == "practice", timeout=10_000)
    assert list((founded.parent / "backups").glob(f"{founded.stem}-*.db"))


def test_practice_begins_although_the_backup_fails_and_the_change_is_remembered(
    start, founded: Path, qtbot: QtBot
) -> None:
    program = start(founded)
    sign_in(program, qtbot)
    backups = program.running.backups
    (founded.parent / "backups").write_text("no folder")
    program.window.lock_asked.emit()
    qtbot.waitUntil(lambda: isinstance(program.page(), SignIn) and not program.work.busy)
    program.running.sign_in_flow.practice_asked.emit()
    qtbot.waitUntil(lambda: Path(program.window.place).stem == "practice", timeout=10_000)
    assert backups.has_changed(), "the own store has still no backup"


def test_a_pc_of_a_shared_store_shows_when_the_main_pc_made_the_newest_backup(
    worker_store: WorkerStore, manager: Actor, qtbot: QtBot
) -> None:
    """And makes none itself: none is needed at closing."""
    records = Records(worker_store.reset(FOUNDED), DESKS)
    work = Work(lambda: NOON)
    work.open(records)
    backups, told = Backups(work), []
    backups.known.connect(told.append)
    backups.watch(records, Settings())
    qtbot.waitUntil(lambda: told == [None], timeout=10_000)
    main_pc = Records(records.engine, DESKS)
    main_pc.act(commands.note_backup, "dealer_desk.dump", by=manager, at=NOON)
    qtbot.waitUntil(lambda: told[-1] == NOON, timeout=10_000)
    assert not backups.is_needed()
    work.close()
