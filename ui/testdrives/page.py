"""The day of the demo cars.

Asks what is booked, shows it, and opens one drive or one form beside it; the wall and the month
besides.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.local_time import local_day
from app.testdrives import paper_facts, papers, queries
from app.testdrives.facts import DeskDay, DriveRow
from app.text import _
from app.tones import Tone
from db.nouns import Noun
from db.vocabulary import PaperKind
from ui.icons import Icon
from ui.parts.confirm import ConfirmBar
from ui.parts.labels import Figure
from ui.parts.page_header import PageHeader
from ui.parts.split import Split, lay_out_page
from ui.shell.printing.print_flow import PaperTask
from ui.shell.workspace.page import Page, Shell
from ui.testdrives import shown
from ui.testdrives.bookings import Bookings
from ui.testdrives.day_view import DayView
from ui.testdrives.desk import DESK
from ui.testdrives.modes import Modes
from ui.testdrives.side_panel import SidePanel

MINUTE_MS, AFTER_MS = 60_000, 30
QUARTER = 15


class DrivesPage(Page):
    """Timeline and list left; booking, blocking or one drive right.

    The wall and the month's figures take the whole page.
    """

    desk = DESK

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._day: DeskDay | None = None
        self.view = DayView(shell.settings, local_day(self.work.now()))
        self.bookings = Bookings(shell, self)
        self.confirm = ConfirmBar()
        self.panel = SidePanel(shell, self.bookings, self.confirm)
        self.one = self.panel.one
        self.modes = Modes(shell, QWidget(), self)
        self._lay_out()
        self._listen()
        self._clock = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self.tick)
        self._await_minute()

    def reload(self) -> None:
        """The day, the lists, and whatever else is open."""
        self.bookings.reload()
        self._ask_day()
        self.panel.reload()
        self.modes.reload()

    def show_record(self, noun: Noun, record_id: int) -> None:
        """One drive, on its day."""
        self.open_drive(record_id)

    def take_focus(self) -> None:
        """The first empty field of the form, or the timeline beside an open drive."""
        if self.modes.take_focus():
            return
        if self.panel.body() is self.bookings.new:
            self.bookings.new.start()
        else:
            self.view.timeline.setFocus()

    def book(self) -> None:
        """F6: an empty form, starting at the next quarter of an hour."""
        self.modes.show_desk()
        today = self.view.day == local_day(self.work.now())
        self.panel.book(_next_quarter(self.work.now()) if today else None)

    def block(self) -> None:
        """Shift+F6: a car that is not to be had."""
        self.modes.show_desk()
        self.panel.block()

    def find(self) -> None:
        """Ctrl+F: a booking of any day."""
        self.modes.show_desk()
        self.view.filter.setFocus()
        self.view.filter.selectAll()

    def show_wall(self) -> None:
        """F11: the screen on the wall, and back."""
        self.modes.show_wall()

    def show_month(self) -> None:
        """Shift+F9: the signing rate of the month, and back."""
        self.modes.show_month()

    def print_agreement(self) -> None:
        """Ctrl+P: the agreement of the drive that is open."""
        if self.panel.body() is self.one:
            self.one.print_agreement()
        else:
            self.shell.notices.say(_("Choose a booking first."), Tone.NEUTRAL)

    def daily_sheet(self) -> None:
        """F9: the register of the day that is shown."""
        day, about = self.view.day, {"now": self.work.now(), "viewer": self.work.actor}
        name = f"testdrives-{day.isoformat()}"
        task = PaperTask(PaperKind.DRIVE_SHEET, name, papers.drive_sheet)
        self.shell.printing.print(task, paper_facts.drive_sheet, day, **about)

    def tick(self) -> None:
        """Another minute: the line of now moves, cars become late."""
        now = self.work.now()
        self._await_minute()
        self.view.tick(now)
        self.modes.tick(now)
        if self._day is None:
            return
        overdue = [row for row in self._day.out if shown.late(row, now)]
        self._figures[0].show_value(str(self._day.today))
        self._figures[1].show_value(str(len(self._day.out)))
        self._figures[2].show_value(str(len(overdue)), Tone.BAD if overdue else Tone.NEUTRAL)

    def open_drive(self, drive_id: int) -> None:
        """One drive in the panel, its block and its line chosen."""
        self.modes.show_desk()
        self.panel.open_drive(drive_id)

    def _await_minute(self) -> None:
        """Lateness is told in whole minutes, so the next look is at the next one."""
        now = self.work.now()
        self._clock.start(MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + AFTER_MS)

    def _ask_day(self, _day: object = None) -> None:
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(
            queries.desk_day, self.view.day, **about, then=self._show_day, topic=(self, "day")
        )
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

    def _listen(self) -> None:
        self.view.day_asked.connect(self._ask_day)
        self.view.slot_asked.connect(self.panel.take_slot)
        self.view.drive_asked.connect(self.open_drive)
        self.view.move_asked.connect(self.bookings.move)
        self.view.filter_asked.connect(self._ask_found)
        self.view.wall_asked.connect(self.show_wall)
        self.view.month_asked.connect(self.show_month)
        self.panel.opened.connect(self._find_place)
        self.panel.left.connect(self.view.timeline.setFocus)
        self.modes.drive_asked.connect(self.open_drive)
        self.modes.rate_told.connect(self.view.say_rate)
        self.modes.turned.connect(self.take_focus)

    def _lay_out(self) -> None:
        self._figures = (
            Figure(_("Test drives today"), name="drives_today"),
            Figure(_("Out now"), name="drives_out"),
            Figure(_("Late back"), name="drives_late"),
        )
        extra = (
            self.action_button("block", kind="quiet", icon=Icon.LOCK),
            self.action_button("daily_sheet", kind="quiet", icon=Icon.PRINTER),
        )
        header = PageHeader(
            _("Test rides and drives"),
            self._figures,
            self.action_button("book", icon=Icon.PLUS),
            extra=extra,
        )
        lay_out_page(
            self.modes.desk, header, self.confirm, Split(self.view, self.panel)
        ).setContentsMargins(0, 0, 0, 0)
        QVBoxLayout(self).addWidget(self.modes)


def _next_quarter(now: datetime) -> datetime:
    return now + timedelta(
        minutes=QUARTER - now.minute % QUARTER, seconds=-now.second, microseconds=-now.microsecond
    )
