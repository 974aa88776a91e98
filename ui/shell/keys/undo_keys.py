"""Undo and redo: of the text where somebody types, else of the last act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeGuard

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit


def redo(act: Callable[[], object]) -> None:
    """Brings back the text that was undone in the field in front, else calls `act`."""
    field = QApplication.focusWidget()
    if can_redo(field):
        field.redo()
    else:
        act()


def can_redo(field: object) -> TypeGuard[QLineEdit | QPlainTextEdit]:
    """True for a field in which typed text was undone."""
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isRedoAvailable()
