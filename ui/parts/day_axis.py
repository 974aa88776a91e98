"""Drawings over the hours of a day: squares for things, lanes for cars, a line for how many."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.local_time import local
from app.today_spec import StripLane, StripMark
from app.tones import Tone
from ui import theme
from ui.parts import paint

SQUARE, STEP, LANE, NAMES, LINE = 14, 17, 22, 92, 36
EVERY = 2
"""Every second hour is written under the axis."""


def hour_of(at: datetime) -> float:
    """The time of day in hours, as the store's clock shows it."""
    moment = local(at)
    return moment.hour + moment.minute / 60


class DayAxis(QWidget):
    """The hours from `opens` to `closes`, with the line of now; what stands on it is drawn above.

    `says` tells the drawing in words.
    """

    left = 0

    def __init__(self, opens: int, closes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opens, self.closes = opens, max(closes, opens + 1)
        self.now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def x(self, hour: float) -> float:
        """Where an hour is; earlier and later ones stand at the ends."""
        room = self.width() - self.left - SQUARE
        share = (hour - self.opens) / (self.closes - self.opens)
        return self.left + SQUARE / 2 + room * min(1.0, max(0.0, share))

    def paint_hours(self, painter: QPainter, top: int) -> None:
        """The hours under the drawing."""
        for hour in range(self.opens, self.closes + 1, EVERY):
            place = QRect(round(self.x(hour)) - 12, top, 24, theme.size("space-4"))
            paint.text(painter, place, str(hour), color="ink-2", font="caption", align=paint.CENTER)

    def paint_now(self, painter: QPainter, top: int, *, bottom: int) -> None:
        """The line of this minute."""
        if self.now is not None:
            x = self.x(hour_of(self.now))
            painter.setPen(QPen(theme.token("accent"), 2))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))


class HourMarks(DayAxis):
    """Squares stacked over their hour, coloured as they stand; done ones are pale."""

    def show_marks(self, marks: Sequence[StripMark], now: datetime, *, says: str) -> None:
        """Other things."""
        self._stacks: dict[int, list[StripMark]] = {}
        for mark in sorted(marks, key=lambda one: (not one.is_done, one.at)):
            hour = round(min(self.closes, max(self.opens, hour_of(mark.at))) * 2)
            self._stacks.setdefault(hour, []).append(mark)
        self.now = now
        self.setAccessibleName(says)
        self.updateGeometry()
        self.update()

    def _rows(self) -> int:
        return min(8, max(2, max(map(len, self._stacks.values()), default=0)))

    def sizeHint(self) -> QSize:
        """As high as the highest stack."""
        return QSize(200, self._rows() * STEP + 2 * theme.size("space-2") + 4)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stacks from the axis upwards."""
        painter, base = QPainter(self), self._rows() * STEP
        painter.fillRect(QRect(0, base, self.width(), 1), theme.token("field-line"))
        for half_hour, marks in self._stacks.items():
            for place, mark in enumerate(marks):
                top = max(0, base - (place + 1) * STEP + 1)
                spot = QRectF(self.x(half_hour / 2) - SQUARE / 2, top, SQUARE, SQUARE)
                _square(painter, spot, mark)
        self.paint_now(painter, 0, bottom=base)
        self.paint_hours(painter, base + 3)


class LaneRows(DayAxis):
    """Each car is a row with its bookings as blocks; a name stands beside a short block."""

    left = NAMES

    def show_lanes(self, lanes: Sequence[StripLane], now: datetime, *, says: str) -> None:
        """Other cars."""
        self._lanes, self.now = tuple(lanes), now
        self.setAccessibleName(says)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row for each car."""
        high = len(self._lanes) * (LANE + theme.size("space-2")) + theme.size("space-4")
        return QSize(240, high)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, the hours, the line of now."""
        painter, top = QPainter(self), 0
        for lane in self._lanes:
            self._lane(painter, lane, top)
            top += LANE + theme.size("space-2")
        self.paint_now(painter, 0, bottom=top - theme.size("space-2"))
        self.paint_hours(painter, top - 2)

    def _lane(self, painter: QPainter, lane: StripLane, top: int) -> None:
        name = QRect(0, top, NAMES - theme.size("space-2"), LANE)
        paint.text(painter, name, lane.title, color="ink", font="label")
        track = QRectF(self.left, top, self.width() - self.left, LANE)
        paint.box(painter, track, "neutral-bg", radius=4)
        ends = [self.x(hour_of(span.starts_at)) for span in lane.spans[1:]]
        for span, free in zip(lane.spans, [*ends, float(self.width())], strict=False):
            start, end = self.x(hour_of(span.starts_at)), self.x(hour_of(span.ends_at))
            block = QRectF(start, top + 0.5, max(8, end - start), LANE - 1)
            pen = QPen(paint.ink(span.tone), 1.2)
            paint.box(painter, block, paint.tint(span.tone), line=pen, radius=4)
            beside = QRect(round(block.right()) + 5, top, round(free - block.right()) - 8, LANE)
            ink = "ink" if span.tone != Tone.BAD else paint.ink(Tone.BAD)
            paint.text(painter, beside, span.name, color=ink, font="caption")


class SparkLine(DayAxis):
    """How many in each hour as one line, with a dot at the hour of now."""

    def show_counts(self, counts: Sequence[int], now: datetime, *, says: str) -> None:
        """Other counts: one for each hour from midnight on."""
        self._counts, self.now = tuple(counts), now
        self.setAccessibleName(says)
        self.update()

    def sizeHint(self) -> QSize:
        """A low line over the hours."""
        return QSize(200, LINE + theme.size("space-4") + 4)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line up to this hour; what is still to come is not known."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = local(self.now).hour if self.now is not None else self.closes
        shown = [
            (hour, self._counts[hour]) for hour in range(self.opens, min(last, self.closes) + 1)
        ]
        most = max((count for _hour, count in shown), default=0) or 1
        base = LINE - 4
        points = [QPointF(self.x(hour), base - (base - 6) * n / most) for hour, n in shown]
        painter.fillRect(QRect(0, base + 1, self.width(), 1), theme.token("line"))
        painter.setPen(QPen(theme.token("accent"), 2))
        painter.drawPolyline(QPolygonF(points))
        if points:
            painter.setBrush(theme.token("accent"))
            painter.drawEllipse(points[-1], 3, 3)
        self.paint_hours(painter, LINE)


def _square(painter: QPainter, spot: QRectF, mark: StripMark) -> None:
    is_full = mark.tone == Tone.BAD and not mark.is_done
    fill = paint.ink(mark.tone) if is_full else paint.tint(mark.tone)
    pen = QPen(theme.token("field-line") if mark.is_done else paint.ink(mark.tone), 1.2)
    paint.box(painter, spot.adjusted(0.6, 0.6, -0.6, -0.6), fill, line=pen, radius=4)
