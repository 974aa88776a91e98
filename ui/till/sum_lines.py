"""Sums under each other: what it is at the left, the amount at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.parts import paint
from ui.parts.naming import named


@dataclass(frozen=True, slots=True)
class SumLine:
    """One amount as it is written; a sum stands bold under a hairline."""

    title: str
    amount: str
    is_sum: bool = False


class SumLines(QWidget):
    """As high as its lines; the amounts share their right edge."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._lines: tuple[SumLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[SumLine]) -> None:
        """Other sums."""
        self._lines = tuple(lines)
        self.setAccessibleName("; ".join(f"{line.title} {line.amount}" for line in lines))
        self.updateGeometry()
        self.update()

    def lines(self) -> tuple[SumLine, ...]:
        """What is shown."""
        return self._lines

    def sizeHint(self) -> QSize:
        """A chip's height for each line."""
        return QSize(200, len(self._lines) * theme.size("chip"))

    def minimumSizeHint(self) -> QSize:
        """No line is left out."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line after the other."""
        painter, high = QPainter(self), theme.size("chip")
        for at, line in enumerate(self._lines):
            rect = QRect(0, at * high, self.width(), high)
            if line.is_sum:
                paint.hairline(painter, rect.translated(0, -high))
            font = theme.font("body", bold=line.is_sum)
            paint.text(painter, rect, line.title, color="ink-2", font="label")
            paint.text(painter, rect, line.amount, color="ink", font=font, align=paint.RIGHT)
