"""Words typed into a field of the settings as an input method gives them."""

from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(widget: QWidget, text: str) -> None:
    """Chinese as an input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose_over(widget: Any, text: str) -> None:
    widget.selectAll()
    compose(widget, text)
