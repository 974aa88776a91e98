"""A key as it looks on a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.keys import key_text
from ui.parts import paint


class KeyCap(QWidget):
    """As wide as its name."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key_text(key)
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("caption")).horizontalAdvance(self._key) + 2 * theme.size(
            "space-2"
        )
        return QSize(max(width, theme.size("target")), theme.size("chip"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), "neutral-bg")
        center = paint.CENTER
        paint.text(painter, self.rect(), self._key, color="ink-2", font="caption", align=center)
