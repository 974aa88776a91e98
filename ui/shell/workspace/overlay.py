"""A panel that lies over the page until Esc: help, shortcuts, about.

Not a dialog: nothing waits for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Label


class Overlay(QWidget):
    """Covers its parent with a veil and shows one card; the focus goes back where it was."""

    def __init__(self, title: str, body: QWidget, parent: QWidget, *, name: str) -> None:
        super().__init__(parent, objectName=name)
        self.setAccessibleName(title)
        window = parent.window()
        self._before = window.focusWidget()
        self._close = Button("", icon=Icon.X, kind="plain", name="sheetClose", says=_("Close"))
        self._close.clicked.connect(self.leave)
        card = self._card(title, body)
        middle = QHBoxLayout(self)
        middle.addStretch(1)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
        parent.installEventFilter(self)
        self.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self._close.setFocus()

    def leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def mousePressEvent(self, event: QEvent) -> None:
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys end here: neither a page's action nor a tab key may act beneath the veil. A filter
        and not `event()`: the
        override of a widget that deletes itself crashed the process.
        """
        if watched is self:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = theme.token("canvas")
        veil.setAlphaF(0.72)
        QPainter(self).fillRect(self.rect(), veil)

    def _card(self, title: str, body: QWidget) -> QFrame:
        card = QFrame(self, objectName="sheetCard")
        card.setProperty("surface", "raised")
        card.mousePressEvent = lambda event: event.accept()  # type: ignore[method-assign]
        head = QHBoxLayout()
        head.addWidget(Label(title, "title"), 1)
        head.addWidget(self._close)
        scroll = QScrollArea(card)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.setProperty("clear", "true")
        scroll.setWidget(body)
        column = QVBoxLayout(card)
        gap = theme.size("space-5")
        column.setContentsMargins(gap, theme.size("space-4"), gap, gap)
        column.setSpacing(theme.size("space-3"))
        column.addLayout(head)
        column.addWidget(scroll)
        width = body.sizeHint().width() + 2 * gap + theme.size("space-4")
        card.setFixedWidth(min(max(width, theme.size("panel-max")), self.parentWidget().width()))
        wanted = body.sizeHint().height() + theme.size("control") + 2 * gap + theme.size("space-6")
        card.setFixedHeight(min(wanted, self.parentWidget().height() - 2 * gap))
        return card
