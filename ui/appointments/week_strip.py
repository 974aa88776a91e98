"""Seven days side by side, each with how full it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.appointments.facts import DayLoad
from app.appointments.rules import hours_text
from app.formatting import joined, labour_hours, show_date, weekday
from app.labels import label
from app.text import _, ngettext
from app.tones import Tone
from db.appointment_words import ArrivalWay
from ui import theme
from ui.parts import paint
from ui.parts.layouts import hbox, stretched

TONES = {
    ArrivalWay.WAITS: Tone.ACCENT,
    ArrivalWay.LEAVES: Tone.NEUTRAL,
    ArrivalWay.LOAN: Tone.GOOD,
}
"""The colour of what a customer does meanwhile, on the strip, the plan and its legend."""
PAD, BAR, TICK = 10, 8, 2
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class WeekStrip(QWidget):
    """Shows the loads of a week; `day_asked` tells the day that was chosen."""

    day_asked = Signal(object)
    spoken_role = QAccessible.Role.Grouping

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Days of the week"))
        self.cards = [DayCard(f"day_{place}", self) for place in range(7)]
        hbox(*map(stretched, self.cards), parent=self, spacing=2)
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, card=card: self._choose(card))
            card.walked.connect(self._walk)

    def show_week(self, week: Sequence[DayLoad], *, chosen: date, today: date) -> None:
        """Another week, or the same one anew."""
        for card, load in zip(self.cards, week, strict=True):
            card.show_load(load, is_chosen=load.day == chosen, is_today=load.day == today)

    def _choose(self, card: DayCard) -> None:
        if card.load is not None:
            self.day_asked.emit(card.load.day)

    def _walk(self, step: int) -> None:
        """The day before or after the chosen one, also in another week."""
        chosen = next((card for card in self.cards if card.isChecked()), None)
        if chosen is not None and chosen.load is not None:
            day = chosen.load.day + timedelta(days=step)
            self.day_asked.emit(day)
            self.cards[day.weekday()].setFocus(Qt.FocusReason.OtherFocusReason)


class DayCard(QAbstractButton):
    """A day: weekday, cars, and a bar of hours against those that the day has."""

    walked = Signal(int)
    spoken_role = QAccessible.Role.RadioButton

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.load: DayLoad | None = None
        self._is_today = False

    def show_load(self, load: DayLoad, *, is_chosen: bool, is_today: bool) -> None:
        """Another day."""
        self.load, self._is_today = load, is_today
        self.setChecked(is_chosen)
        cars = ngettext("{n} car", "{n} cars", load.count).format(n=load.count)
        self.setAccessibleName(joined(show_date(load.day), cars, self.told()))
        self.setToolTip(joined(*(f"{label(way)} {_hours(h)}" for way, h in load.hours.items())))
        self.update()

    def told(self) -> str:
        """The hours in words: how many of how many, or how many are too many."""
        load = self.load
        if load is None:
            return ""
        if load.closed is not None:
            return _("Closed: {why}").format(why=load.closed)
        if load.over:
            return _("{over} h over").format(over=hours_text(load.over))
        return labour_hours(f"{hours_text(load.booked)}/{hours_text(load.capacity)}")

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(theme.size("panel-min") // 4, 3 * theme.size("chip") + PAD)

    def minimumSizeHint(self) -> QSize:
        """So narrow that seven stand beside a panel on a small screen."""
        return QSize(theme.size("space-6") * 2, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next day."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Day and cars, the bar, the hours."""
        if self.load is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        room, line = self.rect().adjusted(PAD, PAD // 2, -PAD, -PAD // 2), theme.size("chip")
        head = QRect(room.left(), room.top(), room.width(), line)
        self._paint_head(painter, head)
        self._paint_bar(painter, QRect(room.left(), head.bottom() + 4, room.width(), BAR))
        foot = QRect(room.left(), room.bottom() - line, room.width(), line)
        over = bool(self.load.over)
        font = theme.font("caption", bold=over)
        told = _fitting(self.told(), self._short(), font=font, room=foot.width())
        paint.text(painter, foot, told, color="bad" if over else "ink-2", font=font)

    def _short(self) -> str:
        """The same without its unit, for a narrow card; the tooltip names it."""
        load = self.load
        if load is None or load.closed is not None or load.over:
            return self.told()
        return f"{hours_text(load.booked)}/{hours_text(load.capacity)}"

    def _paint_head(self, painter: QPainter, place: QRect) -> None:
        load, bold = self.load, theme.font("label", bold=True)
        assert load is not None
        day = f"{weekday(load.day)} {load.day.day}"
        long = joined(day, _("today") if self._is_today else "", by="  ")
        words = _fitting(long, day, font=bold, room=place.width() - theme.size("space-4"))
        paint.text(painter, place, words, color="ink", font=bold)
        count = str(load.count or "")
        paint.text(painter, place, count, color="ink-2", font="caption", align=paint.RIGHT)

    def _paint_ground(self, painter: QPainter) -> None:
        outline = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = self.isChecked()
        line = QPen(theme.token("accent" if chosen else "line"), 2 if chosen else 1)
        paint.box(painter, outline.adjusted(1, 1, -1, -1), "surface", line=line)
        if self.hasFocus():
            paint.ring(painter, outline.adjusted(2, 2, -2, -2), theme.size("radius"))

    def _paint_bar(self, painter: QPainter, place: QRect) -> None:
        """Hours by what customers do meanwhile; a tick where the day is full."""
        load = self.load
        assert load is not None
        paint.box(painter, place, "neutral-bg", radius=2)
        most = max(load.booked, load.capacity)
        if not most:
            return
        left = place.left()
        for way in ArrivalWay:
            width = round(place.width() * float(load.hours.get(way, 0) / most))
            painter.fillRect(QRect(left, place.top(), width, place.height()), paint.ink(TONES[way]))
            left += width
        full = place.left() + round(place.width() * float(load.capacity / most))
        painter.fillRect(
            QRect(min(full, place.right()) - TICK, place.top() - 3, TICK, place.height() + 6),
            paint.ink("ink"),
        )


def _fitting(long: str, short: str, *, font: QFont, room: int) -> str:
    """The long words where they have room, else the short ones."""
    return long if QFontMetrics(font).horizontalAdvance(long) <= room else short


def _hours(spent: Decimal) -> str:
    return labour_hours(hours_text(spent))
