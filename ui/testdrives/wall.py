"""The screen on the wall: which demo car is out with whom.

It is read from three metres, so everything is large.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.formatting import joined, short_moment
from app.testdrives.facts import WallCar
from app.text import _
from app.tones import Tone
from ui import theme
from ui.keys import Key
from ui.parts import paint
from ui.parts.answered import UNKNOWN, Answered
from ui.testdrives.wall_rows import WallRow, rows

WIDTHS = (24, 18, 13, 12, 12, 21)
"""Shares of the width: car, with whom, consultant, out since, due back, state."""
LEAST, MOST = 64, 168
"""Height of a row in pixels; between, the cars share the screen."""
HEAD = 0.7
SMALL = 0.5
TITLE_SCALES = (2.0, 1.7, 1.4, 1.1)
READABLE = 1.0
HINT_MS = 6000


@dataclass(frozen=True, slots=True)
class WallStyle:
    """How words are painted: colour by its token, size as a factor of running text."""

    ink: str
    scale: float
    bold: bool = False
    right: bool = False


class Wall(QWidget):
    """Rows that share the height of the page; `left` at Esc."""

    left = Signal()
    seen_changed = Signal(bool)
    """It has come to the front, or has gone: on a wall nothing else is seen."""
    spoken_role = QAccessible.Role.Chart

    def __init__(self, store: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._hint = QTimer(self, singleShot=True, interval=HINT_MS)
        self._hint.timeout.connect(self.update)
        self.setObjectName("drive_wall")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._cars: tuple[WallCar, ...] = ()
        self._now: datetime | None = None
        self.rows: tuple[WallRow, ...] = ()
        self._answered = Answered(self, self._say)
        self._say()

    def show_cars(self, cars: Iterable[WallCar], now: datetime) -> None:
        """Show the cars as of `now`."""
        self._cars = tuple(cars)
        self._answered.note()
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Show the same cars as of a later moment."""
        self._now, self.rows = now, rows(self._cars, now)
        self._say()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the desk."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The way back is told for the first seconds, then the wall has no controls."""
        super().showEvent(event)
        self._hint.start()
        self.seen_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen_changed.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title and clock, the names of the columns and one row for each car."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head, top = round(LEAST * 1.2), self._titles_end()
        self._paint_head(painter, QRect(0, 0, self.width(), head))
        self._paint_titles(painter, QRect(0, head, self.width(), top - head))
        seen = () if self._answered.is_unknown else self.seen()
        for place, row in enumerate(seen):
            self._paint_row(painter, self._place(place), row)
        words, rest = "", self._place(len(seen))
        if self._answered.is_unknown:
            words = _(UNKNOWN)
        elif not self.rows and self._answered.is_filled:
            words = _("No demo car yet. A manager adds them in Settings.")
        elif len(seen) < len(self.rows):
            words = _("{count} more cars").format(count=len(self.rows) - len(seen))
            rest.setLeft(theme.size("space-5"))
        _write(painter, rest, words, WallStyle("ink-2", 1.6))
        if self._hint.isActive():
            told = _("Press {key} to exit").format(key=Key.LEAVE)
            corner = self.rect().adjusted(0, self.height() - LEAST // 2, 0, 0)
            _write(painter, corner, told, WallStyle("ink-2", 1.2, right=True))

    def _place(self, at: int) -> QRect:
        """The area of the row at a place."""
        height = self._row_height()
        top, gap = self._titles_end() + at * height, theme.size("space-2")
        return QRect(0, top, self.width(), height - gap)

    def seen(self) -> tuple[WallRow, ...]:
        """The rows for which there is room."""
        room = self.height() - self._titles_end()
        fit = max(1, room // self._row_height())
        return self.rows if len(self.rows) <= fit else self.rows[: max(1, fit - 1)]

    def _titles_end(self) -> int:
        return round(LEAST * 1.2) + round(self._row_height() * HEAD) // 2 + theme.size("space-3")

    def _row_height(self) -> int:
        """All cars where there is room; the names of the columns grow with the rows."""
        room = self.height() - round(LEAST * 1.2) - theme.size("space-3") - 1
        return max(LEAST, min(MOST, int(room / (max(1, len(self.rows)) + HEAD / 2))))

    def _paint_head(self, painter: QPainter, area: QRect) -> None:
        words = _("Demo cars")
        if not self._answered.is_unknown and self._answered.is_filled:
            out = sum(bool(car.out_at) for car in self._cars)
            words = _("Demo cars · {out} of {all} out").format(out=out, all=len(self._cars))
        title, clock, room = joined(self._store, words), WallStyle("ink", 2.4, True, True), 0
        if self._now is not None:
            follower = self._answered.follower
            words = short_moment(self._now) if follower.reads() else follower.as_of_text()
            _write(painter, area, words, clock)
            room = _width(words, clock) + theme.size("space-5")
        rest = area.adjusted(0, 0, -room, 0)
        for scale in TITLE_SCALES:
            style = WallStyle("ink", scale, bold=True)
            if _width(title, style) <= rest.width():
                break
        _write(painter, rest, title, style)

    def _paint_titles(self, painter: QPainter, area: QRect) -> None:
        names = (
            _("Car"),
            _("Customer"),
            _("Consultant"),
            _("Out since"),
            _("Due back"),
            _("State"),
        )
        boxes = self._cells(area)
        style = WallStyle("ink-2", 1.3)
        for box, name in zip(boxes, names, strict=True):
            style = _fitted(name, style, box.width())
        for box, name in zip(boxes, names, strict=True):
            _write(painter, box, name, style)

    def _paint_row(self, painter: QPainter, area: QRect, row: WallRow) -> None:
        is_late = row.tone == Tone.BAD
        self._paint_card(painter, area, row.tone)
        scale = self._scale(area)
        plain = WallStyle(Tone.BAD if is_late else "ink", scale)
        bold = replace(plain, bold=True)
        car, who, consultant, since, due, state = self._cells(area)
        _two(painter, car, (row.plate, row.model), bold)
        _two(painter, who, (row.who, row.kind), bold)
        _write(
            painter, consultant, row.consultant, _fitted(row.consultant, plain, consultant.width())
        )
        _two(painter, since, row.since, plain)
        _two(painter, due, row.due, bold)
        self._paint_state(painter, state, row, scale=scale)

    def _scale(self, area: QRect) -> float:
        """As large as the row, and so that the longest plate is whole in its column."""
        room = self._cells(area)[0].width()
        widest = max(_width(row.plate, WallStyle("ink", 1.0, bold=True)) for row in self.rows)
        clock = _width("00:00", WallStyle("ink", 1.0, bold=True))
        of_clock = 0.95 * self._cells(area)[3].width() / clock
        return min(2.8, area.height() / 44, 0.95 * room / max(1, widest), of_clock)

    def _paint_card(self, painter: QPainter, area: QRect, tone: str) -> None:
        """The ground of a row, with its tone at the left edge."""
        radius = theme.size("radius-card")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.tint(tone) if tone == Tone.BAD else theme.token("surface"))
        painter.drawRoundedRect(area, radius, radius)
        edge = area.adjusted(0, radius, 0, -radius)
        edge.setWidth(2 * theme.size("edge"))
        painter.fillRect(edge, paint.ink(tone))

    def _paint_state(self, painter: QPainter, area: QRect, row: WallRow, *, scale: float) -> None:
        extent = round(theme.size("icon") * scale * 0.8)
        box = QRect(area.left(), area.center().y() - extent // 2, extent, extent)
        tone = row.tone if row.tone in paint.TONES else "ink-2"
        theme.icon(row.icon, tone, extent=extent).paint(painter, box)
        ink = "ink-2" if row.tone == Tone.NEUTRAL else row.tone
        style = WallStyle(ink, scale * 0.75, bold=row.tone == Tone.BAD)
        _write(painter, area.adjusted(extent + theme.size("space-2"), 0, 0, 0), row.state, style)

    def _cells(self, area: QRect) -> list[QRect]:
        edge, gap = theme.size("space-5"), theme.size("space-3")
        room, left, boxes = area.width() - 2 * edge, area.left() + edge, []
        for share in WIDTHS:
            width = room * share // sum(WIDTHS)
            boxes.append(QRect(left, area.top(), width - gap, area.height()))
            left += width
        return boxes

    def _say(self) -> None:
        self.setAccessibleName(_("Demo cars on the wall"))
        said = (
            _(UNKNOWN) if self._answered.is_unknown else "\n".join(map(WallRow.spoken, self.rows))
        )
        self.setAccessibleDescription(said)
        self.update()


def _width(words: str, style: WallStyle) -> int:
    font = theme.font("body", scale=style.scale, bold=style.bold)
    return QFontMetrics(font).horizontalAdvance(words)


def _fitted(words: str, style: WallStyle, room: int) -> WallStyle:
    """Smaller letters where the words are wider than `room`, but none too small to be read."""
    scale = style.scale * min(1.0, 0.97 * room / max(1, _width(words, style)))
    return replace(style, scale=max(scale, min(READABLE, style.scale)))


def _two(painter: QPainter, box: QRect, words: tuple[str, str], style: WallStyle) -> None:
    """A large line, and a small one below it unless that is empty."""
    if not words[1]:
        _write(painter, box, words[0], style)
        return
    below = WallStyle("ink-2", style.scale * SMALL)
    large, small = (round(theme.size("body") * one.scale * 1.4) for one in (style, below))
    top = box.top() + (box.height() - large - small) // 2
    _write(painter, QRect(box.left(), top, box.width(), large), words[0], style)
    _write(painter, QRect(box.left(), top + large, box.width(), small), words[1], below)


def _write(painter: QPainter, box: QRect, words: str, style: WallStyle) -> None:
    painter.setFont(theme.font("body", scale=style.scale, bold=style.bold))
    align = Qt.AlignmentFlag.AlignRight if style.right else Qt.AlignmentFlag.AlignLeft
    paint.text(painter, box, words, color=theme.token(style.ink), align=align)
