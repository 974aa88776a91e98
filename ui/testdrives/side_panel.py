"""The panel beside the day with a form or one drive."""

from datetime import datetime
from functools import partial
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
from ui.shell.viewer import may, viewing
from ui.shell.workspace.page import Shell
from ui.testdrives.bookings import Bookings
from ui.testdrives.one_drive import OneDrive


class SidePanel(Panel):
    """Shows one form or one drive.

    `opened` carries the row of a drive that was asked for; at `left` the cursor leaves the panel.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, shell: Shell, bookings: Bookings, confirm: ConfirmBar) -> None:
        super().__init__(name="drive_panel")
        self.setFixedWidth((theme.size("panel-min") + theme.size("panel-max")) // 2)
        self.shell, self.work, self.bookings = shell, shell.work, bookings
        self.one = OneDrive(shell, confirm)
        self._made: list[Button] = []
        self.drive_id: int | None = None
        forms = (bookings.new, bookings.changing, bookings.blocking)
        self.adopt(self.one, *forms)
        self.put(_("New test drive"), bookings.new)
        self.one.change_asked.connect(self._change)
        self.one.reshown.connect(lambda: self._ask(focus=True))
        self.closed.connect(self._leave)
        bookings.saved.connect(self.open_drive)
        for body in (self.one, *forms):
            body.left.connect(self._leave)

    def reload(self) -> None:
        """Ask for the open drive again."""
        if self.drive_id is not None:
            self._ask()

    def open_drive(self, drive_id: int) -> None:
        """Show a drive and put the cursor where its next step begins."""
        self.drive_id = drive_id
        self._ask(focus=True)

    def book(self, starts_at: datetime | None = None) -> None:
        """Show the form of a new booking; a time that was typed stays."""
        form = self.bookings.new
        self.put(_("New test drive"), form)
        if starts_at is not None and form["starts_at"].value() is None:
            form.at_slot(None, starts_at)
        form.start()

    def block(self) -> None:
        """Show the form that blocks a car."""
        self.put(_("Block a car"), self.bookings.blocking)
        self.bookings.blocking.start()

    def take_slot(self, car_id: int, start: datetime) -> None:
        """Take the car and the time that were clicked into the form that is shown."""
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
        """Show a form or the open drive; a form closes the drive."""
        if body is not self.one:
            self.drive_id = None
        before, self._made = self._made, self.one.buttons() if body is self.one else []
        self.show_body(title, body, actions=self._made)
        for button in before:
            button.deleteLater()

    def _ask(self, *, focus: bool = False) -> None:
        then = partial(self._show, focus=focus)
        self.work.ask(queries.drive, self.drive_id, **viewing(self.work), then=then)

    def _show(self, drive: Drive | None, *, focus: bool) -> None:
        if drive is None or drive.row.id != self.drive_id:
            return
        lists = self.bookings.lists
        self.one.show_drive(
            drive,
            colleagues=list(lists.consultants),
            levels=list(lists.levels),
            may_override=may(self.work, Role.MANAGER),
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
        """Show the form of a new booking again; what was typed stays in its form."""
        if self.body() is not self.bookings.new:
            self.put(_("New test drive"), self.bookings.new)
        self.left.emit()
