"""A screen reader finds a name and the right role on every control of every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app import text
from tests.ui.together.conftest import Program
from ui.desks import DESKS
from ui.parts import spoken_role
from ui.parts.confirm import ConfirmBar
from ui.parts.tab_row import TabButton
from ui.parts.toggle import Toggle
from ui.shell.workspace.page import Page

CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit)
NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client}
by_desk = pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.name)


@by_desk
def test_every_control_has_a_name_and_its_role(desk: Any, program: Program) -> None:
    """In English, then in Chinese: another language builds the page anew."""
    spoken_role.install()
    program.sign_in()
    for language in ("en", "zh_CN"):
        program.window.speak(language)
        program.qtbot.waitUntil(lambda language=language: text.language() == language)
        program.settle()
        program.show(desk.name)
        program.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        program.settle()
        found = {one: _told(one) for one in _controls(program.window)}
        assert len(found) > 5
        wrong = [said for one, told in found.items() if (said := _fault(one, *told))]
        assert wrong == [], language


def _controls(window: QWidget) -> Iterator[QWidget]:
    """What is pressed, typed into or reached by keys, also what an answer hides for now."""
    for one in window.findChildren(QWidget):
        is_reached = one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one, Page)
        is_inside = one.focusProxy() is not None
        if (is_reached and not is_inside) or isinstance(one, CONTROLS):
            yield one


def _told(one: QWidget) -> tuple[QAccessible.Role, str]:
    heard = QAccessible.queryAccessibleInterface(one)
    return heard.role(), heard.text(QAccessible.Text.Name)


def _fault(one: QWidget, role: QAccessible.Role, name: str) -> str:
    called = f"{type(one).__name__} {one.objectName()}"
    if isinstance(one, TabButton) and role not in (
        QAccessible.Role.PageTab,
        QAccessible.Role.ButtonMenu,
    ):
        return f"{called} is no tab but {role.name}"
    if role is QAccessible.Role.CheckBox and not _switches(one):
        return f"{called} is called a check box"
    if role in NOTHING and not isinstance(one, QHeaderView):
        return f"{called} has no role"
    return "" if name or _is_put_away(one) else f"{called} has no name"


def _is_put_away(one: QWidget) -> bool:
    """True for what nobody meets: it is hidden by itself, or waits for a question."""
    bar = one.parentWidget()
    while bar is not None and not isinstance(bar, ConfirmBar):
        bar = bar.parentWidget()
    return one.isHidden() or (bar is not None and bar.isHidden())


def _switches(one: QWidget) -> bool:
    """True for what is on or off by itself: a switch, or one of any number of chips."""
    return isinstance(one, Toggle) or one.objectName().startswith("chip_")
