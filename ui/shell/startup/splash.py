"""The first paint.

It does without the enums of `Qt`, which take as long to load as the window: so no label, no colour
handed to a painter, no alignment.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.text import _
from ui import theme
from ui.parts.layouts import stretch, vbox

PATIENCE_MS = 1000


class Splash(QWidget):
    """Shows the product's name while the program is being loaded."""

    seen = Signal()
    """Once: it is painted, or no screen has asked for it in a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False
        QTimer.singleShot(PATIENCE_MS, self, self._tell)
        name = _Words("splashName", theme.font("figure", bold=False))
        name.say(_("Dealer Desk"))
        self._line = _Words("splashLine", theme.font("body"))
        vbox(stretch(2), name, self._line, stretch(3), parent=self)

    def say(self, text: str) -> None:
        """A line under the name: what is being done."""
        self._line.say(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            self.seen.emit()


class _Words(QWidget):
    """One centred line of the program's own words; the style sheet colours it by its name."""

    def __init__(self, name: str, font: QFont) -> None:
        super().__init__(objectName=name)
        self._text = ""
        self.setFont(font)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = painter.fontMetrics()
        left = (self.width() - metrics.horizontalAdvance(self._text)) // 2
        painter.drawText(QPoint(left, metrics.ascent()), self._text)
