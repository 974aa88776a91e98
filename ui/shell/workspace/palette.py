"""The place of the search box: over the page, while somebody searches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.keys import Key
from ui.parts.search import SearchBox

WIDE = 720


class Palette(QWidget):
    """Covers the window and shows the box; gone as soon as the box has lost the focus."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setObjectName("palette")
        self.box = SearchBox(Key.LEAVE, listens=False, parent=self)
        self.box.begins.connect(self._open)
        self.box.ended.connect(self.hide)
        owner.destroyed.connect(self.deleteLater)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the window."""
        if event.type() is QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the box ends the search."""
        self.box.leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = theme.token("canvas")
        veil.setAlphaF(0.72)
        QPainter(self).fillRect(self.rect(), veil)

    def _open(self) -> None:
        window = self.parentWidget().window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window, edge = self.parentWidget().rect(), theme.size("space-5")
        self.setGeometry(window)
        width = min(WIDE, window.width() - 2 * edge)
        top = theme.size("header") + theme.size("space-4")
        left = (window.width() - width) // 2
        self.box.setGeometry(QRect(left, top, width, self.box.height()))
