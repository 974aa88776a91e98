"""Everybody changes the own password from the menu, by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.admin import commands
from app.permissions import Actor
from app.records import Records
from db.vocabulary import Role
from tests.make import NOON, PASSWORD
from ui.parts.form import Form
from ui.shell.workspace.own_password import show_own_password
from ui.shell.workspace.page import Shell

RETURN = Qt.Key.Key_Return


class Floor(QWidget):
    """As much of the floor as a sheet needs."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.actor = shell.work.actor


@pytest.fixture
def form(qtbot: QtBot, records: Records, make_shell: Any) -> Iterator[Form]:
    workspace = Floor(make_shell(records, Role.TECHNICIAN))
    qtbot.addWidget(workspace)
    workspace.resize(1366, 692)
    workspace.show()
    workspace.activateWindow()
    show_own_password(workspace)
    yield workspace.findChild(Form, "ownPassword")
    # the window holds its floor; here it must outlive the sheet as well
    workspace.close()


def type_in(qtbot: QtBot, form: Form, *texts: str) -> None:
    for name, text in zip(("current", "password", "again"), texts, strict=True):
        form[name].clear()
        qtbot.keyClicks(form[name], text)
    form.submit()


def test_three_fields_and_enter_set_it(
    qtbot: QtBot, form: Form, records: Records, settled: Any
) -> None:
    work = form.parentWidget().window().shell.work
    type_in(qtbot, form, PASSWORD, "green-lamp-3", "green-lamp-3")
    settled(work)
    answer = records.act(commands.sign_in, 1, "green-lamp-3", by=commands.founder("x"), at=NOON)
    assert isinstance(answer, Actor)


def test_what_is_wrong_is_told_beside_its_field(qtbot: QtBot, form: Form, settled: Any) -> None:
    work = form.parentWidget().window().shell.work
    type_in(qtbot, form, PASSWORD, "green-lamp-3", "green-lamp-4")
    assert form.message("again")
    type_in(qtbot, form, "guessed", "green-lamp-3", "green-lamp-3")
    settled(work)
    assert form.message("current")
    type_in(qtbot, form, PASSWORD, "12345678", "12345678")
    settled(work)
    assert form.message("password")
