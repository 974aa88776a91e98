"""A figure of a page header that is pressed to see the rows that it counts."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.parts import paint
from ui.parts.keys import is_enter
from ui.parts.labels import Figure, plain_tooltip
from ui.parts.ring import ring_on_focus


class FigureLink(Figure):
    """`pressed` by mouse, Enter or Space; Tab reaches it."""

    pressed = Signal()
    spoken_role = QAccessible.Role.Button

    def __init__(self, label: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(label, name=name, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tooltip(_("Show the rows")))
        self._is_hovered = False
        ring_on_focus(self)

    def click(self) -> None:
        """As a screen reader presses it."""
        self.pressed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Only a release on the figure itself counts."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As a button."""
        if is_enter(event) or event.key() == Qt.Key.Key_Space:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The ground tells that it can be pressed."""
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Quiet again."""
        self._is_hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As a figure, on the ground of what the mouse is at."""
        if self._is_hovered:
            paint.box(QPainter(self), self.rect(), theme.token("hover"))
        super().paintEvent(event)
