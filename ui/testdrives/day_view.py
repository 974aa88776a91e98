"""One day of the demo cars: the timeline, and the same bookings as a list."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.local_time import day_bounds, local_day
from app.settings import HourSettings, Settings
from app.testdrives.facts import DeskDay, DriveRow
from app.text import N_, _
from ui import theme
from ui.icons import Icon
from ui.keys import Key
from ui.parts.buttons import Button
from ui.parts.fields import DateField, Segments, Text
from ui.parts.labels import Empty, Label
from ui.parts.layouts import stretched, vbox
from ui.parts.low_window import is_low
from ui.parts.naming import named
from ui.parts.panel import surface
from ui.parts.table import Table, mark
from ui.parts.text_inputs import show_whole_hint
from ui.parts.timeline import Timeline
from ui.testdrives import shown

MOST_ROWS = 5
PAUSE_MS = 200
HOURS, LIST = "hours", "list"
EMPTY = N_("No test drive on this day. Press F6 to book one.")
NOT_FOUND = N_("No test drive has this number, name, phone or plate.")


@dataclass(frozen=True, slots=True)
class DriveLine:
    """A row of the list, as of `now`."""

    id: int
    row: DriveRow
    now: datetime
    dated: bool = False
    """True in a list of many days: the row names its day."""


class DayView(QWidget):
    """Shows a day; its signals say what is wanted."""

    day_asked = Signal(object)
    slot_asked = Signal(object, object)
    drive_asked = Signal(int)
    move_asked = Signal(object, object)
    filter_asked = Signal(str)
    month_asked = Signal()

    def __init__(self, settings: Settings, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = self._today = today
        self._shown: DeskDay | None = None
        self._now: datetime | None = None
        self._found: tuple[DriveRow, ...] | None = None
        self.date = self._build_date()
        self.filter = self._build_filter()
        self.title = Label("", "label")
        opens, closes = _hours(settings)
        self.timeline = Timeline(opens=opens, closes=closes, name="drive_timeline")
        self.timeline.setAccessibleName(_("Demo cars by the hour"))
        self.table = Table(shown.COLUMNS, empty=EMPTY, key=Key.NEW_DRIVE, name="drives")
        self.rate = Button("", kind="link", icon=Icon.PERCENT, name="signing_rate")
        self.no_car = Empty(_("No demo car yet. A manager adds them in Settings."), icon=Icon.CAR)
        self.no_car.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.switch = named(Segments(_views()), "drive_view", says=_("Cars or the list of drives"))
        self.switch.set_value(HOURS)
        self.switch.hide()
        self.say_rate("—")
        self._lay_out()
        self._connect()

    def _build_date(self) -> DateField:
        date = DateField(today=lambda: self._today)
        named(date, "drive_day", says=_("Day"))
        date.setFixedWidth(theme.size("panel-min") * 2 // 5)
        return date

    def _build_filter(self) -> Text:
        words = Text(limit=40, hint=_("Name, phone, plate"))
        named(words, "drive_filter", says=_("Find a test drive"))
        show_whole_hint(words)
        return words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window shows the hours or the list, each over the whole height."""
        super().resizeEvent(event)
        self._choose_view()

    def take_focus(self) -> None:
        """Put the cursor into what is shown."""
        (self.table if self.timeline.isHidden() else self.timeline).setFocus()

    def _choose_view(self) -> None:
        if self.switch.value() is None:  # a second press on the same one
            self.switch.set_value(HOURS)
        low = is_low(self)
        in_list = self.switch.value() == LIST or self._found is not None
        has_cars = self._shown is None or bool(self._shown.cars)
        self.switch.setVisible(low)
        self._today_button.setVisible(not low or self.day != self._today)
        self.timeline.setVisible(has_cars and not (low and in_list))
        if self._shown is not None:
            self.timeline.setFixedHeight(_timeline_height(len(self._shown.cars), low))
        self._rows.setVisible(not low or in_list or not has_cars)
        free = QSizePolicy.Policy.Preferred if self._rows.isHidden() else QSizePolicy.Policy.Maximum
        self._days.setSizePolicy(QSizePolicy.Policy.Preferred, free)

    def say_rate(self, rate: str) -> None:
        """Show this month's signing rate on the button that leads to its rows."""
        self.rate.show_text(_("Conversion {rate}").format(rate=rate))

    def show_found(self, rows: tuple[DriveRow, ...]) -> None:
        """List what the filter found, of any day."""
        if self.filter.value() and self._now is not None:
            self._found = rows
            self.tick(self._now)

    def filter_again(self) -> None:
        """Ask for what is typed in the filter; an empty filter lists the day again."""
        words = self.filter.value()
        if words:
            self.filter_asked.emit(words)
        elif self._found is not None and self._now is not None:
            self._found = None
            self.tick(self._now)

    def show_day(self, day: DeskDay, now: datetime) -> None:
        """Show the bookings of `self.day`; focus, selection and scroll stay."""
        self._shown, self._today = day, local_day(now)
        midnight = day_bounds(self.day)[0]
        self.no_car.setVisible(not day.cars)
        self.timeline.show_day(
            midnight, shown.resources(day.cars), blocks=shown.blocks(day.drives, now)
        )
        self.tick(now)
        if not self.date.hasFocus():
            self.date.set_value(self.day)

    def tick(self, now: datetime) -> None:
        """Show the same bookings as of a later moment."""
        if self._shown is None:
            return
        self._now, self._today = now, local_day(now)
        self.timeline.set_now(now if self.day == self._today else None)
        is_search = self._found is not None
        self.table.say_empty(*((NOT_FOUND, None) if is_search else (EMPTY, Key.NEW_DRIVE)))
        name, rows = self._listed(self._shown)
        self.table.show_rows(DriveLine(row.id, row, now, dated=is_search) for row in rows)
        self.title.say(name)
        self._choose_view()

    def _listed(self, day: DeskDay) -> tuple[str, list[DriveRow]]:
        """The name and the rows of the list."""
        if self._found is not None:
            return _("Found: {count}").format(count=len(self._found)), list(self._found)
        if self.day != self._today:
            return _("List of the day"), list(day.drives)
        known = {row.id for row in day.drives}
        out = [row for row in day.out if row.id not in known]
        return _("Out now and today's list"), [*out, *day.drives]

    def select(self, drive_id: int | None) -> None:
        """Mark a drive on the timeline and in the list."""
        if drive_id is not None:
            self.timeline.select(drive_id)
            mark(self.table, drive_id)

    def go(self, days: int) -> None:
        """Ask for the day so many days later, or earlier below nought."""
        self._ask(self.day + timedelta(days=days))

    def _ask(self, day: date | None) -> None:
        if day is not None and day != self.day:
            self.day = day
            self.date.set_value(day)
            self.day_asked.emit(day)

    def _ask_move(self, drive_id: int, car_id: int, start: datetime) -> None:
        for row in self._shown.drives if self._shown else ():
            if row.id == drive_id:
                self.move_asked.emit(row, (car_id, start))

    def _connect(self) -> None:
        self.date.editingFinished.connect(lambda: self._ask(self.date.value()))
        self.switch.edited.connect(self._choose_view)
        self.filter.edited.connect(self._pause.start)
        self._pause.timeout.connect(self.filter_again)
        self.rate.clicked.connect(self.month_asked)
        self.timeline.slot_asked.connect(self.slot_asked)
        self.timeline.block_chosen.connect(lambda drive_id: self.drive_asked.emit(drive_id))
        self.timeline.move_asked.connect(self._ask_move)
        self.table.activated.connect(lambda line: self.drive_asked.emit(line.id))
        self.table.view.clicked.connect(self._click)

    def _click(self) -> None:
        line = self.table.current()
        if line is not None:
            self.drive_asked.emit(line.id)

    def _lay_out(self) -> None:
        self._days = surface(_clear(self._bar(), self.timeline, self.no_car, gap="space-3"))
        self._rows = surface(_clear(self.title, self.table, gap="space-2"))
        vbox(self._days, stretched(self._rows), parent=self, spacing=3)

    def _bar(self) -> QWidget:
        """Which day it is, and what leads away from it."""
        back = Button("", icon=Icon.CHEVRON_LEFT, name="day_before", says=_("The day before"))
        self._today_button = today = Button(_("Today"), name="day_today")
        on = Button("", icon=Icon.CHEVRON_RIGHT, name="day_after", says=_("The day after"))
        back.clicked.connect(lambda: self.go(-1))
        on.clicked.connect(lambda: self.go(1))
        today.clicked.connect(lambda: self._ask(self._today))
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.size("space-2"))
        for widget in (back, self.date, on, today):
            row.addWidget(widget)
        today.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addStretch(1)
        self.switch.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.switch)
        row.addWidget(self.filter)
        return bar


def _clear(*parts: QWidget, gap: str) -> QWidget:
    """Widgets one below the other; a table takes the free room."""
    box = QWidget()
    box.setProperty("clear", "true")
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.size(gap))
    for part in parts:
        column.addWidget(part, 1 if isinstance(part, Table) else 0)
    column.addStretch()
    return box


def _timeline_height(cars: int, low: bool) -> int:
    """A row for each car, and where the hours scroll sideways the room of the bar."""
    rows = min(cars, MOST_ROWS)
    beneath = theme.size("space-4" if low else "space-1")
    return theme.size("row-dense") + rows * theme.size("timeline-row") + beneath


def _views() -> tuple[tuple[str, str], ...]:
    return ((HOURS, _("Cars")), (LIST, _("List")))


def _hours(settings: Settings) -> tuple[int, int]:
    """The first and the last whole hour around the opening times."""
    hours = settings.of(HourSettings)
    opens, closes = (int(text[:2]) * 60 + int(text[3:5]) for text in (hours.opens, hours.closes))
    return opens // 60, -(-closes // 60)
