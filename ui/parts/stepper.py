"""The way of a record as points on a line, with a word and a note under each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint
from ui.parts.naming import named

NODE, TOP = 20, 4


class StepLook(StrEnum):
    """How a point is drawn: with a tick, as the present one, empty, or left out."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class StepPoint:
    """One point; `tone` colours the present one and its note."""

    title: str
    look: StepLook
    note: str = ""
    tone: Tone = Tone.ACCENT


class Stepper(QWidget):
    """All points share the width; the line is coloured as far as the record has come."""

    spoken_role = QAccessible.Role.Graphic

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self._points: tuple[StepPoint, ...] = ()
        self._is_low = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: tuple[StepPoint, ...]) -> None:
        """The way of another record, or of the same one later."""
        self._points = points
        self._tell()

    def points(self) -> tuple[StepPoint, ...]:
        """What is shown."""
        return self._points

    def lower(self, is_low: bool) -> None:
        """Only the points where there is little room; their words are in the tooltip."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.updateGeometry()
            self._tell()

    def _tell(self) -> None:
        spoken = "; ".join(map(_spoken, self._points))
        self.setAccessibleName(spoken)
        self.setToolTip(spoken if self._is_low else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Points over two lines of words."""
        words = 0 if self._is_low else 2 * theme.size("board-line") - 4
        return QSize(420, TOP + NODE + (words or TOP))

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, never lower."""
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line first, so that the points lie on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / max(1, len(self._points))
        middles = [step * (place + 0.5) for place in range(len(self._points))]
        self._line(painter, middles)
        notes = note_rooms([_note_width(point) for point in self._points], step)
        for middle, point, note in zip(middles, self._points, notes, strict=True):
            self._point(painter, middle, point)
            if not self._is_low:
                self._words(painter, middle, point, room=step, note=note)

    def _line(self, painter: QPainter, middles: list[float]) -> None:
        y = TOP + NODE / 2
        for (start, _one), (end, point) in zip(
            zip(middles, self._points, strict=True),
            list(zip(middles, self._points, strict=True))[1:],
            strict=False,
        ):
            reached = point.look in (StepLook.DONE, StepLook.NOW)
            pen = QPen(theme.token("accent" if reached else "line"), 2)
            painter.setPen(pen)
            painter.drawLine(QPointF(start, y), QPointF(end, y))

    def _point(self, painter: QPainter, middle: float, point: StepPoint) -> None:
        circle = QRectF(middle - NODE / 2, TOP, NODE, NODE)
        ink = {StepLook.DONE: "accent", StepLook.NOW: point.tone}.get(point.look, "field-line")
        fill = "accent" if point.look is StepLook.DONE else "surface"
        style = Qt.PenStyle.DashLine if point.look is StepLook.LEFT_OUT else Qt.PenStyle.SolidLine
        line = QPen(paint.ink(ink), 2 if point.look is StepLook.NOW else 1.5, style)
        paint.box(painter, circle.adjusted(1, 1, -1, -1), fill, line=line, radius=NODE / 2)
        if point.look is StepLook.DONE:
            icon = theme.icon(Icon.CHECK, "on-accent", extent=12)
            icon.paint(painter, circle.toRect().adjusted(4, 4, -4, -4))
        elif point.look is StepLook.NOW:
            paint.box(painter, circle.adjusted(6, 6, -6, -6), paint.ink(ink), radius=NODE / 2)

    def _words(
        self,
        painter: QPainter,
        middle: float,
        point: StepPoint,
        *,
        room: float,
        note: tuple[float, float],
    ) -> None:
        is_now, high = point.look is StepLook.NOW, theme.size("board-line")
        title = QRect(round(middle - room / 2), TOP + NODE + 2, round(room), high)
        under = QRect(round(note[0]), title.top() + high - 4, round(note[1] - note[0]), high)
        font = theme.font("label", bold=is_now)
        color = "ink" if point.look in (StepLook.DONE, StepLook.NOW) else "ink-2"
        paint.text(painter, title, point.title, color=color, font=font, align=paint.CENTER)
        ink = paint.ink(point.tone) if is_now else theme.token("ink-2")
        paint.text(painter, under, point.note, color=ink, font="caption", align=paint.CENTER)


def note_rooms(widths: Sequence[float], step: float) -> list[tuple[float, float]]:
    """From where to where each note may reach, its point in the middle where that is possible.

    A note that is too long takes what its neighbours leave over, or all where they have none.
    """
    spare = [max(0.0, step - width) / 2 if width else step for width in widths]
    found = []
    for place, width in enumerate(widths):
        left, right = place * step, (place + 1) * step
        if width > step:
            least = left - (spare[place - 1] if place else 0)
            most = right + (spare[place + 1] if place + 1 < len(widths) else 0)
            left = max(least, min(left + (step - width) / 2, most - width))
            right = min(most, left + width)
        found.append((left, right))
    return found


def _note_width(point: StepPoint) -> float:
    wide = QFontMetrics(theme.font("caption")).horizontalAdvance(point.note)
    return wide + 2 if wide else 0


def _spoken(point: StepPoint) -> str:
    state = {
        StepLook.DONE: _("done"),
        StepLook.NOW: _("now"),
        StepLook.AHEAD: _("still to do"),
        StepLook.LEFT_OUT: _("left out"),
    }[point.look]
    return " ".join(part for part in (point.title, state, point.note) if part)
