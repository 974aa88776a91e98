"""The fuel gauge as the car shows it: a dial whose steps are pressed, beside their words."""

from math import atan2, cos, degrees, radians, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen

from app.tones import Tone
from ui import theme
from ui.parts import paint
from ui.parts.choice_inputs import Segments

DIAL, HIGH, RADIUS = 96, 60, 38


class FuelDial(Segments):
    """A choice whose options are the steps of the gauge, from empty to full."""

    def __init__(self, options: object = (), *, hint: str = "", parent: object = None) -> None:
        super().__init__(options, hint=hint, parent=parent)
        self._row.setContentsMargins(DIAL + theme.size("space-2"), 0, 0, 0)
        self.setMinimumHeight(HIGH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The step that is nearest to where the dial was pressed."""
        spot = event.position() - self._middle()
        if event.position().x() > DIAL or not self.options():
            super().mousePressEvent(event)
            return
        turn = degrees(atan2(max(0.0, -spot.y()), spot.x()))
        share = (180 - turn) / 180
        at = round(share * (len(self.options()) - 1))
        self.set_value(self.options()[at][0])
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.edited.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arc up to the reading, a point for each step, the needle."""
        super().paintEvent(event)
        painter, middle = QPainter(self), self._middle()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arc = QRectF(middle.x() - RADIUS, middle.y() - RADIUS, 2 * RADIUS, 2 * RADIUS)
        values = [value for value, _text in self.options()]
        share = values.index(self.value()) / (len(values) - 1) if self.value() in values else None
        _arc(painter, arc, "line", 1.0)
        if share is not None:
            _arc(painter, arc, Tone.ACCENT, share)
        for place in range(len(values)):
            at = place / max(1, len(values) - 1)
            turn = radians(180 - 180 * at)
            point = theme.token("surface" if share is not None and at <= share else "ink-2")
            painter.setPen(QPen(point, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoint(middle + QPointF(RADIUS * cos(turn), -RADIUS * sin(turn)))
        if share is not None:
            turn = radians(180 - 180 * share)
            tip = middle + QPointF(0.68 * RADIUS * cos(turn), -0.68 * RADIUS * sin(turn))
            painter.setPen(QPen(theme.token("ink"), 2.5))
            painter.drawLine(middle, tip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.token("ink" if share is not None else "field-line"))
        painter.drawEllipse(middle, 4, 4)
        for side, sign in ((-1, "E"), (1, "F")):
            place = QRect(round(middle.x() + side * 22) - 10, round(middle.y()) - 13, 20, 14)
            paint.text(painter, place, sign, color="ink-2", font="caption", align=paint.CENTER)

    def _middle(self) -> QPointF:
        return QPointF(DIAL / 2, (self.height() + RADIUS) / 2)


def _arc(painter: QPainter, arc: QRectF, color: str, share: float) -> None:
    painter.setPen(QPen(theme.token(color), 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(arc, 180 * 16, round(-180 * 16 * share))
