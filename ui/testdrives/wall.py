"""The screen on the wall: which demo car is out, with whom, since when, until when.

Read from three metres, so everything is large.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.fleet import rules
from app.formatting import clock, duration, short_day, short_moment
from app.identity import plate as plates
from app.local_time import local_day
from app.testdrives.facts import WallCar
from app.text import _
from app.tones import Tone
from ui import theme
from ui.icons import Icon
from ui.parts import paint

WIDTHS = (25, 21, 13, 10, 10, 21)
"""Shares of the width: car, with whom, consultant, out since, due back, state."""
LEAST, MOST = 64, 168
"""Height of a row in pixels; between, the cars share the screen."""
HEAD = 0.7
SMALL = 0.5
NEVER = ("", "")


@dataclass(frozen=True, slots=True)
class WallRow:
    """One car in words. `tone` and `icon` say the same as `state`."""

    plate: str
    model: str
    who: str
    kind: str
    consultant: str
    since: tuple[str, str]
    due: tuple[str, str]
    state: str
    icon: str
    tone: str

    def spoken(self) -> str:
        """For whoever hears the screen."""
        parts = (
            self.plate,
            self.model,
            self.who,
            self.kind,
            self.consultant,
            *self.since,
            *self.due,
            self.state,
        )
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class WallStyle:
    """How words are written: the colour of a token, the size against running text."""

    ink: str
    scale: float
    bold: bool = False
    right: bool = False


def rows(cars: Iterable[WallCar], now: datetime) -> tuple[WallRow, ...]:
    """The cars in words; late from the first full minute past the time at which a car was due."""
    return tuple(_row(car, now) for car in cars)


class Wall(QWidget):
    """Takes the whole page; Esc goes back to the desk."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drive_wall")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._cars: tuple[WallCar, ...] = ()
        self._now: datetime | None = None
        self.rows: tuple[WallRow, ...] = ()
        self._say()

    def show_cars(self, cars: Iterable[WallCar], now: datetime) -> None:
        """What the store says now."""
        self._cars = tuple(cars)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """The same cars a little later."""
        self._now, self.rows = now, rows(self._cars, now)
        self._say()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc: back to the desk."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and clock, the names of the columns, one row per car.

        What does not fit is counted.
        """
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._row_height()
        head = round(LEAST * 1.2)
        self._paint_head(painter, QRect(0, 0, self.width(), head))
        top, gap = self._titles_end(), theme.size("space-2")
        self._paint_titles(painter, QRect(0, head, self.width(), top - head))
        seen = self.seen()
        for place, row in enumerate(seen):
            self._paint_row(
                painter, QRect(0, top + place * height, self.width(), height - gap), row
            )
        if len(seen) < len(self.rows):
            words = _("{count} more cars").format(count=len(self.rows) - len(seen))
            area = QRect(
                theme.size("space-5"), top + len(seen) * height, self.width(), height - gap
            )
            _write(painter, area, words, WallStyle("ink-2", 1.6))
        if not self.rows:
            _write(
                painter,
                QRect(0, top, self.width(), height),
                _("No demo car yet. A manager adds them in Settings."),
                WallStyle("ink-2", 1.6),
            )

    def seen(self) -> tuple[WallRow, ...]:
        """The rows for which there is room.

        Where some must stay away, the last place says how many.
        """
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
        out = sum(bool(car.out_at) for car in self._cars)
        _write(
            painter,
            area,
            _("Demo cars · {out} of {all} out").format(out=out, all=len(self._cars)),
            WallStyle("ink", 2.0, bold=True),
        )
        if self._now is not None:
            words = short_moment(self._now)
            _write(painter, area, words, WallStyle("ink", 2.4, bold=True, right=True))

    def _paint_titles(self, painter: QPainter, area: QRect) -> None:
        names = (
            _("Car"),
            _("With whom"),
            _("Consultant"),
            _("Out since"),
            _("Due back"),
            _("State"),
        )
        for box, name in zip(self._cells(area), names, strict=True):
            _write(painter, box, name, WallStyle("ink-2", 1.3))

    def _paint_row(self, painter: QPainter, area: QRect, row: WallRow) -> None:
        radius = theme.size("radius-card")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.tint(Tone.BAD) if row.tone == Tone.BAD else theme.token("surface"))
        painter.drawRoundedRect(area, radius, radius)
        edge = QRect(
            area.left(), area.top() + radius, theme.size("edge") * 2, area.height() - 2 * radius
        )
        painter.fillRect(edge, paint.ink(row.tone))
        scale = min(2.8, area.height() / 44)
        car, who, consultant, since, due, state = self._cells(area)
        ink = Tone.BAD if row.tone == Tone.BAD else "ink"
        _two(painter, car, (row.plate, row.model), WallStyle(ink, scale, bold=True))
        _two(painter, who, (row.who, row.kind), WallStyle(ink, scale, bold=True))
        _write(painter, consultant, row.consultant, WallStyle(ink, scale))
        _two(painter, since, row.since, WallStyle(ink, scale))
        _two(painter, due, row.due, WallStyle(ink, scale, bold=True))
        extent = round(theme.size("icon") * scale * 0.8)
        icon = QRect(state.left(), state.center().y() - extent // 2, extent, extent)
        theme.icon(row.icon, row.tone if row.tone in paint.TONES else "ink-2", extent=extent).paint(
            painter, icon
        )
        words = state.adjusted(extent + theme.size("space-2"), 0, 0, 0)
        _write(
            painter,
            words,
            row.state,
            WallStyle(
                row.tone if row.tone != Tone.NEUTRAL else "ink-2",
                scale * 0.75,
                bold=row.tone == Tone.BAD,
            ),
        )

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
        self.setAccessibleDescription("\n".join(row.spoken() for row in self.rows))


def _two(painter: QPainter, box: QRect, words: tuple[str, str], style: WallStyle) -> None:
    if not words[1]:
        _write(painter, box, words[0], style)
        return
    large, small = (
        round(theme.size("body") * scale * 1.4) for scale in (style.scale, style.scale * SMALL)
    )
    top = box.top() + (box.height() - large - small) // 2
    _write(painter, QRect(box.left(), top, box.width(), large), words[0], style)
    _write(
        painter,
        QRect(box.left(), top + large, box.width(), small),
        words[1],
        WallStyle("ink-2", style.scale * SMALL),
    )


def _write(painter: QPainter, box: QRect, words: str, style: WallStyle) -> None:
    painter.setFont(theme.font("body", scale=style.scale, bold=style.bold))
    align = Qt.AlignmentFlag.AlignRight if style.right else Qt.AlignmentFlag.AlignLeft
    paint.text(painter, box, words, color=theme.token(style.ink), align=align)


def _row(car: WallCar, now: datetime) -> WallRow:
    if car.out_at is None or car.due_at is None:
        return _at_home(car, now)
    late = rules.minutes_late(car.due_at, now)
    state = _("{span} late").format(span=duration(late)) if late else _("Out")
    kind = _("Loan car · {order}").format(order=car.order) if car.order else _("Test drive")
    icon, tone = (
        (Icon.CIRCLE_ALERT, Tone.BAD)
        if late
        else (Icon.KEY, Tone.WARN)
        if car.order
        else (Icon.ROUTE, Tone.WARN)
    )
    return WallRow(
        plates.shown(car.plate),
        car.model,
        car.who,
        kind,
        car.consultant,
        _when(car.out_at, now),
        _when(car.due_at, now),
        state,
        icon,
        tone,
    )


def _at_home(car: WallCar, now: datetime) -> WallRow:
    plate = plates.shown(car.plate)
    if car.is_blocked and car.next_at is not None and car.next_at <= now:
        return WallRow(
            plate, car.model, car.who, "", "", NEVER, NEVER, _("Blocked"), "lock", Tone.NEUTRAL
        )
    if car.next_at is None:
        return WallRow(
            plate,
            car.model,
            "",
            "",
            "",
            NEVER,
            NEVER,
            _("At the store"),
            Icon.CIRCLE_CHECK,
            Tone.GOOD,
        )
    coming = _("from {time}").format(time=clock(car.next_at))
    return WallRow(
        plate,
        car.model,
        car.who,
        coming,
        car.consultant,
        NEVER,
        NEVER,
        _("At the store"),
        Icon.CIRCLE_CHECK,
        Tone.GOOD,
    )


def _when(at: datetime, now: datetime) -> tuple[str, str]:
    """The hour, and its day where that is another one."""
    return clock(at), "" if local_day(at) == local_day(now) else short_day(at)
