"""Another window's or program's save is seen within seconds.

One's own is not taken for somebody else's.
"""

import time
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.desks import DESKS
from app.records import Records
from db import upgrade
from tests import make as makers
from tests.make import NOON
from ui.shell.work import Work
from ui.shell.workspace.page import Shell


def _person(session: object, *, by: object, at: object) -> None:
    makers.person(session)


def _look(work: Work, qtbot: QtBot) -> None:
    work.watch.look()
    qtbot.waitUntil(lambda: not work.watch.is_looking)


def test_reading_alone_changes_nothing(
    make_shell: Callable[..., Shell], records: Records, qtbot: QtBot, settled
) -> None:
    work = make_shell(records).work
    heard: list[frozenset[str]] = []
    work.changed.connect(heard.append)
    for _turn in range(10):
        work.ask(
            lambda session: session.connection().exec_driver_sql("SELECT 1").scalar(),
            then=lambda _answer: None,
        )
        _look(work, qtbot)
    settled(work)
    assert heard == []


def test_the_save_of_another_program_is_noticed(
    make_shell: Callable[..., Shell], records: Records, manager, qtbot: QtBot
) -> None:
    work = make_shell(records).work
    heard: list[frozenset[str]] = []
    work.changed.connect(heard.append)
    _look(work, qtbot)
    other = Records(upgrade.prepare(Path(records.where)), DESKS)
    other.act(_person, by=manager, at=NOON)
    other.close()
    _look(work, qtbot)
    assert heard == [frozenset({"person"})]
    _look(work, qtbot)
    assert heard == [frozenset({"person"})]


def test_an_own_save_is_told_by_its_nouns(
    make_shell: Callable[..., Shell], records: Records, qtbot: QtBot, settled
) -> None:
    work = make_shell(records).work
    heard: list[frozenset[str]] = []
    work.changed.connect(heard.append)
    _look(work, qtbot)
    work.act(_person)
    settled(work)
    _look(work, qtbot)
    assert heard == [frozenset({"person"})]


def test_no_save_is_lost_among_many_connections(
    make_shell: Callable[..., Shell], records: Records, qtbot: QtBot, settled
) -> None:
    work = make_shell(records).work
    heard: list[frozenset[str]] = []
    work.changed.connect(heard.append)
    _look(work, qtbot)
    for _turn in range(3):
        for _question in range(3):
            work.ask(
                lambda session: (session.connection(), time.sleep(0.02)), then=lambda _answer: None
            )
            _look(work, qtbot)
        work.act(_person)
        work.ask(lambda session: session.connection(), then=lambda _answer: None)
        settled(work)
        _look(work, qtbot)
    assert heard.count(frozenset({"person"})) == 3
