"""The way of an order, drawn from top to bottom with what is missing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.sales.order_way import WayLook, WayStep
from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.naming import named

LINE, NODE, GAP = 26, 18, 8
SAID = {WayLook.DONE: "✓", WayLook.NOW: "…", WayLook.AHEAD: ""}


class OrderWayView(QWidget):
    """One line a step: a mark, its name, and who did it when, or what is waited for."""

    spoken_role = QAccessible.Role.List

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "sale_way")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[WayStep, ...] = ()
        self._wide = 0

    def show_way(self, steps: tuple[WayStep, ...]) -> None:
        """The way of another order, or of the same one later."""
        self._steps = steps
        told = QFontMetrics(theme.font("body", bold=True))
        self._wide = max((told.horizontalAdvance(_(one.title)) for one in steps), default=0) + GAP
        self.setAccessibleName(self.told())
        self.setToolTip("\n".join(self.told().split("; ")))
        self.updateGeometry()
        self.update()

    def told(self) -> str:
        """All steps in words, for tests and for who reads aloud."""
        return "; ".join(
            " ".join(filter(None, (SAID[one.look], _(one.title), one.note))) for one in self._steps
        )

    def sizeHint(self) -> QSize:
        """As high as its steps."""
        return QSize(200, len(self._steps) * LINE)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        for place, one in enumerate(self._steps):
            self._paint_step(painter, QRect(0, place * LINE, self.width(), LINE), place, one)

    def _paint_line(self, painter: QPainter) -> None:
        """From mark to mark; coloured as far as all is done."""
        for place in range(len(self._steps) - 1):
            is_done = self._steps[place].look is self._steps[place + 1].look is WayLook.DONE
            painter.setPen(QPen(theme.token("good" if is_done else "line"), 2))
            top = place * LINE + LINE / 2 + NODE / 2 + 1
            painter.drawLine(QPointF(NODE / 2, top), QPointF(NODE / 2, top + LINE - NODE - 2))

    def _paint_step(self, painter: QPainter, row: QRect, place: int, one: WayStep) -> None:
        mark = QRectF(1, row.top() + (LINE - NODE) / 2 + 1, NODE - 2, NODE - 2)
        is_now, is_done = one.look is WayLook.NOW, one.look is WayLook.DONE
        color = Tone.ACCENT if is_now else "field-line"
        ink = theme.token("good") if is_done else paint.ink(color)
        fill = theme.token("good" if is_done else "surface")
        paint.box(painter, mark, fill, line=QPen(ink, 2 if is_now else 1.5), radius=NODE / 2)
        if is_done:
            icon = theme.icon(Icon.CHECK, "on-accent", extent=12)
            icon.paint(painter, mark.toRect().adjusted(2, 2, -2, -2))
        elif is_now:
            paint.box(painter, mark.adjusted(5, 5, -5, -5), paint.ink(Tone.ACCENT), radius=NODE / 2)
        title = QRect(NODE + GAP, row.top(), self._wide, LINE)
        words = "ink-2" if one.look is WayLook.AHEAD else "ink"
        font = theme.font("body", bold=is_now)
        paint.text(painter, title, _(one.title), color=words, font=font)
        note = row.adjusted(title.right() + GAP, 0, -GAP, 0)
        tone = paint.ink(Tone.BAD) if one.is_late else theme.token("ink-2")
        paint.text(painter, note, one.note, color=tone, font="caption")
