"""Beside the day: a new booking, a car to block, or one drive.

What is made and read there; the page shows where it lies.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.testdrives import queries
from app.testdrives.facts import Drive
from app.text import _
from db.vocabulary import Role
from ui import theme
from ui.parts.buttons import Button
from ui.parts.confirm import ConfirmBar
from ui.parts.panel import Panel
from ui.shell.workspace.page import Shell
from ui.testdrives.bookings import Bookings
from ui.testdrives.one_drive import OneDrive


class SidePanel(Panel):
    """`opened` carries the row of a drive that was asked for.

    `left`: the keyboard goes back to the day.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, bookings: Bookings, confirm: ConfirmBar) -> None:
        super().__init__(name="drive_panel")
        self.setFixedWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        self.shell, self.work, self.bookings = shell, shell.work, bookings
        self.one = OneDrive(shell, confirm)
        self.adopt(self.one, bookings.new, bookings.changing, bookings.blocking)
        self._made: list[Button] = []
        self.drive_id: int | None = None
        self.put(_("New test drive"), bookings.new)
        self.one.change_asked.connect(self._change)
        self.one.reshown.connect(lambda: self._ask(focus=True))
        self.one.left.connect(self._leave)
        self.closed.connect(self._leave)
        bookings.saved.connect(self.open_drive)
        for form in (bookings.new, bookings.changing, bookings.blocking):
            form.left.connect(self._leave)

    def reload(self) -> None:
        """The drive that is open, as it stands now."""
        if self.drive_id is not None:
            self._ask()

    def open_drive(self, drive_id: int) -> None:
        """One drive, with the cursor where its next step begins."""
        self.drive_id = drive_id
        self._ask(focus=True)

    def book(self, starts_at: datetime | None = None) -> None:
        """The form of a new booking; a time that was typed stays."""
        form = self.bookings.new
        self.put(_("New test drive"), form)
        if starts_at is not None and form["starts_at"].value() is None:
            form.at_slot(None, starts_at)
        form.start()

    def block(self) -> None:
        """The form of a car that is not to be had."""
        self.put(_("Block a car"), self.bookings.blocking)
        self.bookings.blocking.start()

    def take_slot(self, car_id: int, start: datetime) -> None:
        """The hour that was clicked, in the form that stands here."""
        form: Any = self.body()
        if form is self.bookings.blocking:
            form["car_id"].set_value(car_id)
            form["starts_at"].set_value(start)
        else:
            form = self.bookings.new
            self.put(_("New test drive"), form)
            form.at_slot(car_id, start)
        form.start()

    def put(self, title: str, body: QWidget) -> None:
        """What stands here. A form leaves no drive open behind it."""
        if body is not self.one:
            self.drive_id = None
        before, self._made = self._made, self.one.buttons() if body is self.one else []
        self.show_body(title, body, actions=self._made)
        for button in before:
            button.deleteLater()

    def _ask(self, *, focus: bool = False) -> None:
        about = {"now": self.work.now(), "viewer": self.work.actor}
        self.work.ask(
            queries.drive, self.drive_id, **about, then=lambda drive: self._show(drive, focus=focus)
        )

    def _show(self, drive: Drive | None, *, focus: bool) -> None:
        if drive is None or drive.row.id != self.drive_id:
            return
        may_override = self.work.actor is not None and self.work.actor.may(Role.MANAGER)
        lists = self.bookings.lists
        self.one.show_drive(
            drive,
            colleagues=list(lists.consultants),
            levels=self.bookings.lists.levels,
            may_override=may_override,
        )
        self.put(drive.row.reason if drive.row.is_block else drive.row.customer, self.one)
        if focus:
            self.opened.emit(drive.row)
            self.one.start()

    def _change(self) -> None:
        if self.one.drive is not None:
            self.bookings.change(self.one.drive)
            self.put(_("Change the booking"), self.bookings.changing)
            self.bookings.changing.start()

    def _leave(self) -> None:
        """Esc: back to the list; what was typed stays in the form."""
        if self.body() is not self.bookings.new:
            self.put(_("New test drive"), self.bookings.new)
        self.left.emit()
