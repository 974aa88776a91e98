"""A window in which somebody is signed in."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.vocabulary import Role
from tests.ui.shell import made
from ui.shell.printing.print_flow import Printing
from ui.shell.workspace.build_workspace import build_workspace
from ui.shell.workspace.page import Shell
from ui.shell.workspace.window import Window


@pytest.fixture
def enter(make_shell, fake_records, qtbot: QtBot) -> Callable[..., Window]:
    """`enter(*roles)`.

    A window in which somebody with these roles is signed in, shown and in front.
    """

    def open_window(*roles: Role) -> Window:
        shell: Shell = make_shell(fake_records, *roles)
        window = Window(shell.workstation, partial(build_workspace, desks=made.DESKS))
        qtbot.addWidget(window, before_close_func=_let_close)
        shell.notices = window.notices
        shell.open_record = window.open_record
        shell.printing = Printing(
            shell.work, shell.workstation, window.notices, lambda: window.workspace
        )
        window.shell_of_test = shell
        window.show()
        qtbot.waitExposed(window)
        window.admit(shell)
        qtbot.wait(10)
        return window

    return open_window


def _let_close(window: QWidget) -> None:
    window.may_close = True
