"""The day: which day it is, every demo car on the timeline, and the same drives as a list."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.local_time import day_bounds, local_day
from app.settings import HourSettings, Settings
from app.testdrives.facts import DeskDay, DriveRow
from app.text import N_, _
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import DateField, Text
from ui.parts.labels import Empty, Label
from ui.parts.panel import surface
from ui.parts.table import Table
from ui.parts.timeline import Timeline
from ui.testdrives import shown

MOST_ROWS = 5
PAUSE_MS = 200
EMPTY = N_("No test drive on this day. Press F6 to book one.")
NOT_FOUND = N_("No test drive has this number, name, phone or plate.")


@dataclass(frozen=True, slots=True)
class DriveLine:
    """A row of the list at one moment."""

    id: int
    row: DriveRow
    now: datetime
    dated: bool = False
    """With its day, because the list is of many."""


class DayView(QWidget):
    """Asks for another day, a slot, a drive or a move; decides nothing."""

    day_asked = Signal(object)
    slot_asked = Signal(object, object)
    drive_asked = Signal(int)
    move_asked = Signal(object, object)
    filter_asked = Signal(str)
    wall_asked = Signal()
    month_asked = Signal()

    def __init__(self, settings: Settings, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = today
        self._today = today
        self._shown: DeskDay | None = None
        self._now: datetime | None = None
        self.date = DateField(today=lambda: self._today)
        self.date.setObjectName("drive_day")
        self.date.setAccessibleName(_("Day"))
        self.title = Label("", "label")
        opens, closes = _hours(settings)
        self.timeline = Timeline(opens=opens, closes=closes, name="drive_timeline")
        self.timeline.setAccessibleName(_("Demo cars by the hour"))
        self.table = Table(shown.columns(), empty=EMPTY, key=Key.NEW_DRIVE, name="drives")
        self.filter = Text(limit=40, hint=_("Number, name, phone or plate"))
        self.filter.setObjectName("drive_filter")
        self.filter.setAccessibleName(_("Find a test drive"))
        self.rate = Button("", kind="link", icon=Icon.PERCENT, name="signing_rate")
        self._found: tuple[DriveRow, ...] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.say_rate("—")
        self._lay_out()
        self._listen()

    def say_rate(self, rate: str) -> None:
        """This month's signing rate; the figure is the button that leads to its rows."""
        self.rate.show_text(_("Signing rate {rate}").format(rate=rate))

    def show_found(self, rows: tuple[DriveRow, ...]) -> None:
        """What the filter found, of any day, instead of the list of the day."""
        if self.filter.value() and self._now is not None:
            self._found = rows
            self.tick(self._now)

    def filter_again(self) -> None:
        """Asks for what is typed in the filter; an empty one gives the day back."""
        words = self.filter.value()
        if words:
            self.filter_asked.emit(words)
        elif self._found is not None and self._now is not None:
            self._found = None
            self.tick(self._now)

    def show_day(self, day: DeskDay, now: datetime) -> None:
        """The bookings of `self.day`; focus, selection and scroll stay."""
        self._shown, self._today = day, local_day(now)
        midnight = day_bounds(self.day)[0]
        self.timeline.setVisible(bool(day.cars))
        self._no_car.setVisible(not day.cars)
        self.timeline.show_day(
            midnight, shown.resources(day.cars), blocks=shown.blocks(day.drives, now)
        )
        rows = min(len(day.cars), MOST_ROWS)
        self.timeline.setFixedHeight(
            theme.size("row-dense") + rows * theme.size("timeline-row") + theme.size("space-1")
        )
        self.tick(now)
        if not self.date.hasFocus():
            self.date.set_value(self.day)

    def tick(self, now: datetime) -> None:
        """The same bookings a little later: the line of now moves, cars become late."""
        if self._shown is None:
            return
        self._now, self._today = now, local_day(now)
        is_today = self.day == self._today
        self.timeline.set_now(now if is_today else None)
        rows, name = list(self._shown.drives), _("List of the day")
        if self._found is not None:
            rows, name = list(self._found), _("Found: {count}").format(count=len(self._found))
        elif is_today:
            known = {row.id for row in rows}
            rows, name = (
                [row for row in self._shown.out if row.id not in known] + rows,
                _("Out now and today's list"),
            )
        self.table.say_empty(
            EMPTY if self._found is None else NOT_FOUND,
            Key.NEW_DRIVE if self._found is None else None,
        )
        self.table.show_rows(
            DriveLine(row.id, row, now, dated=self._found is not None) for row in rows
        )
        self.title.say(name)

    def select(self, drive_id: int | None) -> None:
        """The same drive on the timeline and in the list."""
        if drive_id is not None:
            self.timeline.select(drive_id)
            self.table.select(drive_id)

    def go(self, days: int) -> None:
        """So many days on or back."""
        self._ask(self.day + timedelta(days=days))

    def _ask(self, day: date | None) -> None:
        if day is not None and day != self.day:
            self.day = day
            self.date.set_value(day)
            self.day_asked.emit(day)

    def _ask_move(self, drive_id: int, car_id: int, start: datetime) -> None:
        row = (
            next((row for row in self._shown.drives if row.id == drive_id), None)
            if self._shown
            else None
        )
        if row is not None:
            self.move_asked.emit(row, (car_id, start))

    def _listen(self) -> None:
        self.date.editingFinished.connect(lambda: self._ask(self.date.value()))
        self.filter.edited.connect(self._pause.start)
        self._pause.timeout.connect(self.filter_again)
        self.rate.clicked.connect(self.month_asked)
        self.timeline.slot_asked.connect(self.slot_asked)
        self.timeline.block_chosen.connect(lambda drive_id: self.drive_asked.emit(drive_id))
        self.timeline.move_asked.connect(self._ask_move)
        self.table.activated.connect(lambda line: self.drive_asked.emit(line.id))
        self.table.view.clicked.connect(
            lambda _index: self.table.current() and self.drive_asked.emit(self.table.current().id)
        )

    def _lay_out(self) -> None:
        back = Button("", icon=Icon.CHEVRON_LEFT, name="day_before", says=_("The day before"))
        today = Button(_("Today"), name="day_today")
        on = Button("", icon=Icon.CHEVRON_RIGHT, name="day_after", says=_("The day after"))
        back.clicked.connect(lambda: self.go(-1))
        on.clicked.connect(lambda: self.go(1))
        today.clicked.connect(lambda: self._ask(self._today))
        days = QHBoxLayout()
        days.setSpacing(theme.size("space-2"))
        self.date.setMaximumWidth(theme.size("panel-min") // 2)
        for widget in (back, self.date, on, today):
            days.addWidget(widget)
        days.addStretch(1)
        wall = Button(
            "", icon=Icon.MONITOR, name="drive_wall_on", says=_("Screen on the wall (F11)")
        )
        wall.clicked.connect(self.wall_asked)
        self.filter.setMinimumWidth(theme.size("panel-min") // 2)
        for widget in (self.rate, self.filter, wall):
            days.addWidget(widget)
        box = QWidget()
        box.setProperty("clear", "true")
        upper = QVBoxLayout(box)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(theme.size("space-3"))
        upper.addLayout(days)
        self._no_car = Empty(_("No demo car yet. A manager adds them in Settings."), icon=Icon.CAR)
        self._no_car.hide()
        upper.addWidget(self.timeline)
        upper.addWidget(self._no_car)
        lower = QWidget()
        lower.setProperty("clear", "true")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        column.addWidget(self.title)
        column.addWidget(self.table, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.size("space-3"))
        days_card = surface(box)
        days_card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        page.addWidget(days_card)
        page.addWidget(surface(lower), 1)


def _hours(settings: Settings) -> tuple[int, int]:
    """Whole hours around the opening times."""
    hours = settings.of(HourSettings)
    opens, closes = (int(text[:2]) * 60 + int(text[3:5]) for text in (hours.opens, hours.closes))
    return opens // 60, -(-closes // 60)
