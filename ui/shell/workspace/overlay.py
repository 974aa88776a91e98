"""A panel that lies over the page until Esc: help, shortcuts, about.

Not a dialog: nothing waits for it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from app.text import _
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.focus_back import give_focus_back
from ui.parts.keys import is_access
from ui.parts.labels import Label
from ui.parts.layouts import STRETCH, aligned, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.scroll import ScrollArea


class Overlay(QWidget):
    """Covers its parent and shows one card; then the focus goes back."""

    def __init__(self, title: str, body: QWidget, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        named(self, name, says=title)
        self._before = parent.window().focusWidget()
        self._body = body
        says = _("Close")
        close = Button(
            "", icon=Icon.X, kind="plain", name="sheetClose", says=says, clicked=self.leave
        )
        head = hbox(stretched(Label(title, "title")), close)
        self._card = self._make_card(head)
        card = aligned(self._card, Qt.AlignmentFlag.AlignVCenter)
        hbox(STRETCH, card, STRETCH, parent=self, margins=2)
        parent.installEventFilter(self)
        self.installEventFilter(self)
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        close.setFocus()

    def leave(self) -> None:
        self.hide()
        give_focus_back(self._before)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    def mousePressEvent(self, event: QEvent) -> None:
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stops every key, so that neither the page nor a tab acts under the overlay.

        A filter and not `event()`: the override of a widget that deletes itself crashed the
        process.
        """
        if watched is self:
            if event.type() == QEvent.Type.ShortcutOverride and not is_access(event):
                event.accept()
                return True
        elif watched is self._body:
            if event.type() == QEvent.Type.LayoutRequest:
                self._fit()
        elif event.type() == QEvent.Type.Resize:
            self.setGeometry(watched.rect())
            self._fit()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = theme.token("canvas")
        veil.setAlphaF(0.72)
        QPainter(self).fillRect(self.rect(), veil)

    def _make_card(self, head: QLayout) -> QFrame:
        card = QFrame(self, objectName="sheetCard")
        card.setProperty("surface", "raised")
        card.mousePressEvent = lambda event: event.accept()  # type: ignore[method-assign]
        scroll = ScrollArea(self._body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        vbox(head, scroll, parent=card, spacing=3, margins=(5, 4, 5, 5))
        self._card = card
        self._fit()
        self._body.installEventFilter(self)
        return card

    def _fit(self) -> None:
        """As large as the body wants to be now and the window allows."""
        edge = 2 * theme.size("space-5")
        room, wanted = self.parentWidget().size(), self._body.sizeHint()
        width = max(wanted.width() + edge + theme.size("space-4"), theme.size("panel-max"))
        height = wanted.height() + theme.size("control") + edge + theme.size("space-6")
        most = QSize(room.width(), room.height() - edge)
        self._card.setFixedSize(QSize(width, height).boundedTo(most))
