"""A link at the foot of the window; its key does the same."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.tones import Tone
from ui import theme
from ui.keys import Key
from ui.parts.naming import named


class StatusLink(QAbstractButton):
    """Key in ink-2, then the word.

    Never in the way of Tab, because the key is the way to press it without a mouse.
    """

    def __init__(self, text: str, key: Key, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, f"foot-{key}", says=f"{text} ({key})")
        self.setText(f"{key}  {text}")
        self.setFont(theme.font("caption"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("caption")).horizontalAdvance(self.text())
        return QSize(width + 2 * theme.size("space-1"), theme.size("status"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.token(Tone.ACCENT if self.underMouse() else "ink-2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
