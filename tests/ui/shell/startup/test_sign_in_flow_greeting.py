"""Who comes early types the password while the store is still being opened, and is let in as soon
as it is.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.admin import sign_in_info
from app.desks import DESKS
from app.errors import Cause, Trouble
from app.records import Records
from db import upgrade
from tests.make import NOON, PASSWORD
from tests.ui.shell import made
from ui.main import Program, Start
from ui.shell.startup.backend import Backend
from ui.shell.startup.open_failed_page import OpenFailedPage
from ui.shell.startup.sign_in_page import SignIn


class Gate:
    """A store that opens when it is let; `trouble` is what it meets then."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.trouble: Trouble | None = None

    def open(self, path: Path) -> Records:
        assert self.free.wait(20)
        if self.trouble is not None:
            raise self.trouble
        return Records(upgrade.prepare(path), DESKS)


@pytest.fixture
def gate() -> Iterator[Gate]:
    made_gate = Gate()
    yield made_gate
    made_gate.free.set()


@pytest.fixture
def greeted(
    qtbot: QtBot, records: Records, tmp_path: Path, gate: Gate
) -> Iterator[tuple[Program, SignIn]]:
    """The program at its door, the store still closed."""
    path = Path(records.where)
    records.close()
    house = Backend(
        gate.open, lambda _records, _at: None, read_sign_in_info=sign_in_info.read_sign_in_info
    )
    program = Program(
        Start(path, house, config=tmp_path / "config", clock=lambda: NOON), desks=made.DESKS
    )
    program.go_on()
    qtbot.waitUntil(
        lambda: isinstance(program.window.start_screen.currentWidget(), SignIn), timeout=20_000
    )
    qtbot.waitUntil(lambda: program.running is not None, timeout=20_000)
    yield program, program.window.start_screen.currentWidget()
    gate.free.set()
    qtbot.waitUntil(lambda: not program.work.busy, timeout=20_000)
    program.end()
    program.window.may_close = True
    program.window.close()
    program.window.deleteLater()


def test_a_password_typed_early_is_tried_as_soon_as_the_store_is_open(
    greeted: tuple[Program, SignIn], gate: Gate, qtbot: QtBot
) -> None:
    program, sign_in_flow = greeted
    qtbot.keyClicks(sign_in_flow.password, PASSWORD)
    qtbot.keyClick(sign_in_flow.password, Qt.Key.Key_Return)
    assert "正在打开" in sign_in_flow.message.text()
    assert not program.window.is_open()
    gate.free.set()
    qtbot.waitUntil(program.window.is_open, timeout=20_000)
    assert program.work.actor.name == "王敏"


def test_half_a_password_stays_where_it_is(
    greeted: tuple[Program, SignIn], gate: Gate, qtbot: QtBot
) -> None:
    program, sign_in_flow = greeted
    qtbot.keyClicks(sign_in_flow.password, PASSWORD[:4])
    assert not sign_in_flow.other.isEnabled(), (
        "the practice store cannot be opened before this one is"
    )
    gate.free.set()
    qtbot.waitUntil(lambda: sign_in_flow.other.isEnabled(), timeout=20_000)
    assert program.window.start_screen.currentWidget() is sign_in_flow
    qtbot.keyClicks(sign_in_flow.password, PASSWORD[4:])
    qtbot.keyClick(sign_in_flow.password, Qt.Key.Key_Return)
    qtbot.waitUntil(program.window.is_open, timeout=20_000)


def test_a_wrong_password_typed_early_is_refused_and_may_be_typed_again(
    greeted: tuple[Program, SignIn], gate: Gate, qtbot: QtBot
) -> None:
    program, sign_in_flow = greeted
    qtbot.keyClicks(sign_in_flow.password, "not-the-one")
    qtbot.keyClick(sign_in_flow.password, Qt.Key.Key_Return)
    gate.free.set()
    qtbot.waitUntil(lambda: sign_in_flow.button.isEnabled(), timeout=20_000)
    assert not program.window.is_open()
    assert sign_in_flow.message.text()


def test_a_store_that_cannot_be_opened_after_all_shows_the_ways_on(
    greeted: tuple[Program, SignIn], gate: Gate, qtbot: QtBot
) -> None:
    program, sign_in_flow = greeted
    gate.trouble = Trouble(Cause.DAMAGED, "store.db")
    qtbot.keyClicks(sign_in_flow.password, PASSWORD)
    qtbot.keyClick(sign_in_flow.password, Qt.Key.Key_Return)
    gate.free.set()
    qtbot.waitUntil(
        lambda: isinstance(program.window.start_screen.currentWidget(), OpenFailedPage),
        timeout=20_000,
    )
    assert not program.window.is_open()


def test_who_was_dismissed_meanwhile_does_not_stand_at_the_open_door(
    greeted: tuple[Program, SignIn], gate: Gate, qtbot: QtBot
) -> None:
    program, sign_in_flow = greeted
    engine = upgrade.prepare(program._start.store)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET name = '王小敏'")
    engine.dispose()
    gate.free.set()
    qtbot.waitUntil(
        lambda: (
            program.window.start_screen.currentWidget() is not sign_in_flow
            and not program.work.busy
        ),
        timeout=20_000,
    )
    page = program.window.start_screen.currentWidget()
    assert isinstance(page, SignIn)
    assert page.staff.current().name == "王小敏"
