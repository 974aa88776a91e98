"""A figure over time in the height of a line: earlier readings, then the one of now."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.parts import paint

WIDE, HIGH, EDGE = 56, 24, 4


class Trend(QWidget):
    """Draws at least two figures; `says` tells them in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Decimal, ...] = ()
        self._tone = ""
        self.setFixedSize(QSize(WIDE, HIGH))

    def show_figures(self, figures: Sequence[Decimal], tone: str, *, says: str) -> None:
        """Other figures, oldest first; `tone` is that of the last one."""
        self._figures, self._tone = tuple(figures), tone
        self.setAccessibleName(says)
        self.setToolTip(says)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._figures) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self._points()
        painter.setPen(QPen(theme.token("ink-2"), 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(paint.ink(self._tone), 2))
        painter.setBrush(paint.ink(self._tone))
        painter.drawEllipse(points[-1], 2.5, 2.5)

    def _points(self) -> list[QPointF]:
        low, high = min(self._figures), max(self._figures)
        span = float(high - low) or 1.0
        step = (WIDE - 2 * EDGE) / (len(self._figures) - 1)
        room = HIGH - 2 * EDGE
        return [
            QPointF(EDGE + step * at, HIGH - EDGE - room * float(one - low) / span)
            for at, one in enumerate(self._figures)
        ]
