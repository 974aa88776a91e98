"""The page of the test drives."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.local_time import local_day
from app.testdrives import paper_facts, papers, queries
from app.testdrives.facts import DeskDay, DriveRow
from app.text import N_, _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Figure
from ui.parts.page_header import PageHeader
from ui.parts.split import Split, lay_out_page
from ui.shell.printing.print_flow import PaperTask
from ui.shell.viewer import viewing
from ui.shell.workspace.page import Page, Shell
from ui.testdrives import shown
from ui.testdrives.bookings import Bookings
from ui.testdrives.day_view import DayView
from ui.testdrives.desk import DESK
from ui.testdrives.modes import Modes
from ui.testdrives.side_panel import SidePanel

MINUTE_MS, AFTER_MS = 60_000, 30
QUARTER = 15


FIGURES = {
    "drives_today": N_("Test drives today"),
    "drives_out": N_("Out now"),
    "drives_late": N_("Late back"),
}


class DrivesPage(Page):
    """A day at the left; at the right a form or one drive.

    The screen on the wall and the figures of a month take the whole page instead.
    """

    desk = DESK

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._day: DeskDay | None = None
        self.figures = {name: Figure(_(title), name=name) for name, title in FIGURES.items()}
        self.view = DayView(shell.settings, local_day(self.work.now()))
        door = self.door("settings", "demo_cars", text=_("Add demo cars"))
        if door is not None:
            self.view.no_car.say(_("No demo car yet."))
            self.view.no_car.offer(door)
        self.bookings = Bookings(shell, self)
        self.confirm = ConfirmBar()
        self.panel = SidePanel(shell, self.bookings, self.confirm)
        self.one = self.panel.one
        self.modes = Modes(shell, QWidget(), self)
        self._clock = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._lay_out()
        self._connect()
        self._await_minute()

    def reload(self) -> None:
        """Ask for the day, the lists, and whatever else is open."""
        self.bookings.reload()
        self._ask_day()
        self.panel.reload()
        self.modes.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        """Open a drive and show its day."""
        self.open_drive(record_id)

    def take_focus(self) -> None:
        """Put the cursor into the form, or into the timeline beside an open drive."""
        if self.modes.take_focus():
            return
        if self.panel.body() is self.bookings.new:
            self.bookings.new.start()
        else:
            self.view.take_focus()

    def book(self) -> None:
        """F6: begin a booking; on today it starts at the next quarter of an hour."""
        self.modes.show_desk()
        today = self.view.day == local_day(self.work.now())
        self.panel.book(_next_quarter(self.work.now()) if today else None)

    def block(self) -> None:
        """Shift+F6: block a car."""
        self.modes.show_desk()
        self.panel.block()

    def find(self) -> None:
        """Ctrl+F: find a booking of any day."""
        self.modes.show_desk()
        self.view.filter.setFocus()
        self.view.filter.selectAll()

    def show_wall(self) -> None:
        """F11: show the screen on the wall, or leave it."""
        self.modes.show_wall()

    def show_month(self) -> None:
        """Shift+F9: show the signing rate of the month, or leave it."""
        self.modes.show_month()

    def print_agreement(self) -> None:
        """Ctrl+P: print the agreement of the open drive."""
        if self.panel.body() is self.one:
            self.one.print_agreement()
        else:
            self.shell.notices.say(_("Choose a booking first."), Tone.NEUTRAL)

    def daily_sheet(self) -> None:
        """F9: print the register of the day that is shown."""
        day = self.view.day
        name = f"testdrives-{day.isoformat()}"
        task = PaperTask(PaperKind.DRIVE_SHEET, name, papers.drive_sheet, counted=True)
        self.shell.printing.print(task, paper_facts.drive_sheet, day, **viewing(self.work))

    def tick(self) -> None:
        """Show the page as of the minute that has begun."""
        now = self.work.now()
        self._await_minute()
        self.view.tick(now)
        self.modes.tick(now)
        if self._day is None:
            return
        late = sum(bool(shown.late(row, now)) for row in self._day.out)
        self.figures["drives_today"].show_value(str(self._day.today))
        self.figures["drives_out"].show_value(str(len(self._day.out)))
        self.figures["drives_late"].show_value(str(late), Tone.BAD if late else Tone.NEUTRAL)

    def open_drive(self, drive_id: int) -> None:
        """Open a drive in the panel and mark it on the day."""
        self.modes.show_desk()
        self.panel.open_drive(drive_id)

    def _await_minute(self) -> None:
        """Wake up at the next full minute, because lateness counts in whole minutes."""
        now = self.work.now()
        self._clock.start(MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + AFTER_MS)

    def _ask_day(self, _day: object = None) -> None:
        day, about, topic = self.view.day, viewing(self.work), (self, "day")
        self.work.ask(queries.desk_day, day, **about, then=self._show_day, topic=topic)
        self.view.filter_again()

    def _show_day(self, day: DeskDay) -> None:
        self._day = day
        self.view.show_day(day, self.work.now())
        self.tick()

    def _ask_found(self, words: str) -> None:
        self.work.ask(
            queries.found,
            words,
            viewer=self.work.actor,
            then=self.view.show_found,
            topic=(self, "found"),
        )

    def _find_place(self, row: DriveRow) -> None:
        day = local_day(row.starts_at)
        if day != self.view.day:
            self.view.day = day
            self._ask_day()
        self.view.select(row.id)

    def _connect(self) -> None:
        self.view.day_asked.connect(self._ask_day)
        self.view.slot_asked.connect(self.panel.take_slot)
        self.view.drive_asked.connect(self.open_drive)
        self.view.move_asked.connect(self.bookings.move)
        self.view.filter_asked.connect(self._ask_found)
        self.view.month_asked.connect(self.show_month)
        self.panel.opened.connect(self._find_place)
        self.panel.left.connect(self.view.take_focus)
        self.modes.drive_asked.connect(self.open_drive)
        self.modes.rate_told.connect(self.view.say_rate)
        self.modes.turned.connect(self.take_focus)
        self._clock.timeout.connect(self.tick)

    def _lay_out(self) -> None:
        block = self.action_button("block", kind="quiet", icon=Icon.LOCK)
        wall = self.action_button("wall", kind="quiet", icon=Icon.MONITOR)
        sheet = self.action_button("daily_sheet", kind="quiet", icon=Icon.PRINTER)
        book = self.action_button("book", icon=Icon.PLUS)
        title, figures = _("Test rides and drives"), self.figures.values()
        header = PageHeader(title, figures, book, extra=(self.view.rate, wall, block, sheet))
        body = Split(self.view, self.panel)
        column = lay_out_page(self.modes.desk, header, self.confirm, body)
        column.setContentsMargins(0, 0, 0, 0)
        QVBoxLayout(self).addWidget(self.modes)


def _next_quarter(now: datetime) -> datetime:
    return now + timedelta(
        minutes=QUARTER - now.minute % QUARTER, seconds=-now.second, microseconds=-now.microsecond
    )
