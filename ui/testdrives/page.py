"""The day of the demo cars: asks what is booked, shows it, and opens one drive or one form beside it."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.moments import local_day
from app.testdrives import papers, queries
from app.testdrives.facts import DeskDay, Drive
from app.text import _
from db.words import PaperKind, Role
from ui.parts.confirm import ConfirmBar
from ui.parts.page_header import PageHeader
from ui.parts.panel import Panel
from ui.parts.split import Split, lay_out_page
from ui.parts.words import Figure
from ui.shell import theme
from ui.shell.page import Page, Shell
from ui.shell.printing import Paper
from ui.testdrives import shown
from ui.testdrives.bookings import Bookings
from ui.testdrives.day_view import DayView
from ui.testdrives.desk import DESK
from ui.testdrives.late_alarm import LateAlarm
from ui.testdrives.one_drive import OneDrive

TICK_MS = 15_000
QUARTER = 15


class DrivesPage(Page):
    """Timeline and list left; booking, blocking or one drive right."""

    nouns = frozenset(
        {
            "test_drive",
            "drive_feedback",
            "demo_car",
            "drive_route",
            "licence",
            "person",
            "phone",
            "staff",
            "setting",
            "level",
            "trim",
            "prospect",
        }
    )
    desk = DESK

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._day: DeskDay | None = None
        self._drive_id: int | None = None
        self._alarm = LateAlarm(shell.notices, self.open_drive)
        self.view = DayView(shell.settings, local_day(self.work.now()))
        self.bookings = Bookings(shell, self)
        self.confirm = ConfirmBar()
        self.one = OneDrive(shell, self.confirm)
        self.panel = Panel(name="drive_panel")
        self.panel.setFixedWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        self._lay_out()
        self._listen()
        self._put(_("New test drive"), self.bookings.new)
        timer = QTimer(self, interval=TICK_MS)
        timer.timeout.connect(self.tick)
        timer.start()

    def reload(self) -> None:
        """The day, the lists, and the drive that is open."""
        self.bookings.reload()
        self._ask_day()
        if self._drive_id is not None:
            self._ask_drive()

    def show_record(self, noun: str, record_id: int) -> None:
        """One drive, on its day."""
        self.open_drive(record_id)

    def take_focus(self) -> None:
        """The first empty field of the form, or the timeline beside an open drive."""
        if self.panel.body() is self.bookings.new:
            self.bookings.new.start()
        else:
            self.view.timeline.setFocus()

    def book(self) -> None:
        """F6: an empty form, starting at the next quarter of an hour."""
        form = self.bookings.new
        self._put(_("New test drive"), form)
        if form["starts_at"].value() is None and self.view.day == local_day(self.work.now()):
            form.at_slot(None, _next_quarter(self.work.now()))
        form.start()

    def block(self) -> None:
        """Shift+F6: a car that is not to be had."""
        self._put(_("Block a car"), self.bookings.blocking)
        self.bookings.blocking.start()

    def print_agreement(self) -> None:
        """Ctrl+P: the agreement of the drive that is open."""
        if self.panel.body() is self.one:
            self.one.print_agreement()
        else:
            self.shell.notices.say(_("Choose a booking first."), "neutral")

    def daily_sheet(self) -> None:
        """F9: the register of the day that is shown."""
        title, name = _("Test-drive register"), f"testdrives-{self.view.day.isoformat()}"

        def show(pdf: bytes) -> None:
            self.shell.printing.show(Paper(PaperKind.DRIVE_SHEET.value, title, pdf, name))

        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(queries.drive_sheet, self.view.day, **about, then=lambda facts: self.work.run(papers.drive_sheet, facts, then=show))

    def tick(self) -> None:
        """Time goes on: the line of now moves, cars become late."""
        now = self.work.now()
        self.view.tick(now)
        if self._day is None:
            return
        overdue = [row for row in self._day.out if shown.late(row, now)]
        self._figures[0].show_value(str(self._day.today))
        self._figures[1].show_value(str(len(self._day.out)))
        self._figures[2].show_value(str(len(overdue)), "bad" if overdue else "neutral")
        self._alarm.tell(overdue, now)

    def open_drive(self, drive_id: int) -> None:
        """One drive in the panel, its block and its line chosen."""
        self._drive_id = drive_id
        self._ask_drive(focus=True)

    def _ask_day(self, _day: object = None) -> None:
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(queries.desk_day, self.view.day, **about, then=self._show_day, topic=(self, "day"))

    def _show_day(self, day: DeskDay) -> None:
        self._day = day
        self.view.show_day(day, self.work.now())
        self.tick()

    def _ask_drive(self, *, focus: bool = False) -> None:
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(queries.drive, self._drive_id, **about, then=lambda drive: self._show_drive(drive, focus=focus))

    def _show_drive(self, drive: Drive | None, *, focus: bool) -> None:
        if drive is None or drive.row.id != self._drive_id:
            return
        may_override = self.work.actor is not None and self.work.actor.may(Role.MANAGER)
        lists = self.bookings.lists
        self.one.show_drive(drive, colleagues=list(lists.consultants), levels=self.bookings.levels, may_override=may_override)
        self._put(drive.row.reason if drive.row.is_block else drive.row.customer, self.one)
        if not focus:
            return
        day = local_day(drive.row.starts_at)
        if day != self.view.day:
            self.view.day = day
            self._ask_day()
        self.view.select(drive.row.id)
        self.one.start()

    def _put(self, title: str, body: QWidget) -> None:
        """What stands in the panel. A form there leaves no drive open behind it."""
        if body is not self.one:
            self._drive_id = None
        self.panel.show_body(title, body, actions=self.one.buttons() if body is self.one else ())

    def _change(self) -> None:
        if self.one.drive is not None:
            self.bookings.change(self.one.drive)
            self._put(_("Change the booking"), self.bookings.changing)
            self.bookings.changing.start()

    def _take_slot(self, car_id: int, start: datetime) -> None:
        form = self.panel.body()
        if form is self.bookings.blocking:
            form["car_id"].set_value(car_id)
            form["starts_at"].set_value(start)
        else:
            form = self.bookings.new
            self._put(_("New test drive"), form)
            form.at_slot(car_id, start)
        form.start()

    def _leave(self) -> None:
        """Esc: back to the list; what was typed stays in the form."""
        if self.panel.body() is not self.bookings.new:
            self._put(_("New test drive"), self.bookings.new)
        self.view.timeline.setFocus()

    def _listen(self) -> None:
        self.view.day_asked.connect(self._ask_day)
        self.view.slot_asked.connect(self._take_slot)
        self.view.drive_asked.connect(self.open_drive)
        self.view.move_asked.connect(self.bookings.move)
        self.bookings.saved.connect(self.open_drive)
        self.one.change_asked.connect(self._change)
        self.one.reshown.connect(lambda: self._ask_drive(focus=True))
        self.one.left.connect(self._leave)
        self.panel.closed.connect(self._leave)
        for form in (self.bookings.new, self.bookings.changing, self.bookings.blocking):
            form.left.connect(self._leave)

    def _lay_out(self) -> None:
        self._figures = (
            Figure(_("Test drives today"), name="drives_today"),
            Figure(_("Out now"), name="drives_out"),
            Figure(_("Late back"), name="drives_late"),
        )
        extra = (self.action_button("block", kind="quiet", icon="lock"), self.action_button("daily_sheet", kind="quiet", icon="printer"))
        header = PageHeader(_("Test rides and drives"), self._figures, self.action_button("book", icon="plus"), extra=extra)
        lay_out_page(self, header, self.confirm, Split(self.view, self.panel))


def _next_quarter(now: datetime) -> datetime:
    return now + timedelta(minutes=QUARTER - now.minute % QUARTER, seconds=-now.second, microseconds=-now.microsecond)
