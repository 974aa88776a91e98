"""A change of language, light or person builds the pages anew.

The old ones are gone, and with them every widget they held.
"""

from collections import Counter
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app import text
from tests.ui.together.conftest import Program
from ui import theme


def _walk(program: Program) -> None:
    for desk in program.window.workspace.desks:
        program.window.workspace.show_desk(desk.name)
        program.settle()


def _widgets() -> Counter[str]:
    """Every widget that lives, by what it hangs on at last."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found: Counter[str] = Counter()
    for widget in QApplication.allWidgets():
        top = widget
        while top.parentWidget() is not None:
            top = top.parentWidget()
        found[f"{type(top).__name__} {top.objectName()}"] += 1
    return found


@pytest.mark.parametrize("again", ["language", "light", "person"])
def test_pages_that_are_built_anew_leave_nothing_behind(program: Program, again: str) -> None:
    def rebuild(number: int) -> None:
        if again == "language":
            program.window.speak(("zh_CN", "en")[number % 2])
            program.qtbot.waitUntil(lambda: text.language() == ("zh_CN", "en")[number % 2])
        elif again == "light":
            program.window.dress(("dark", "light")[number % 2])
            program.qtbot.waitUntil(lambda: theme.scheme() == ("dark", "light")[number % 2])
        else:
            program.window.switch_asked.emit()
            program.settle()
            program.sign_in(("李强", "王敏")[number % 2])
        program.settle()

    program.sign_in()
    _walk(program)
    rebuild(0)
    _walk(program)
    before = _widgets()
    # a colleague sees other tabs: the same person again is what compares
    for number in (1, 2) if again == "person" else (1,):
        rebuild(number)
    _walk(program)
    grown: Any = _widgets() - before
    assert sum(grown.values()) <= 10, grown.most_common(20)
