"""The middle of the window while nobody works in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class StartScreen(QStackedWidget):
    """Whatever stands in the middle of the empty window; one at a time."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entrance")

    def show_only(self, widget: QWidget) -> None:
        """Put this one in the middle and let go of the one before.

        A password must not linger in a hidden field.
        """
        before = self.currentWidget()
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()
        self.shown.emit(widget.objectName())
