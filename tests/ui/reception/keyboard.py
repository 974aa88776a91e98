"""Typing and reading for the tests of the reception."""

from datetime import date
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.reception import queries
from app.records import Records


def commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def visits(records: Records, viewer: Any, day: date = date(2026, 11, 21)) -> list[queries.VisitRow]:
    with records.read() as session:
        return queries.register_of(session, day, viewer=viewer)


def here() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus
