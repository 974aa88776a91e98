"""The next maintenance as it is proposed at hand-over: why then, and one press that books it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.errors import Refused
from app.formatting import clock_on, joined, kilometres, show_date
from app.local_time import local_day
from app.service.commands import next_visit as commands
from app.service.queries.next_visit import NextVisit, next_visit
from app.service.queries.sheet import OrderSheet
from app.text import _
from db.vocabulary import Stage
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.labels import Glyph, Label
from ui.parts.layouts import hbox, stretched
from ui.parts.naming import named
from ui.shell.viewer import may
from ui.shell.workspace.page import Shell


class NextVisitRow(QWidget):
    """`proposed` tells what was counted, so that the form of the hand-over says it too."""

    proposed = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell, self.work = shell, shell.work
        self.visit: NextVisit | None = None
        self._order_id = 0
        self.told = named(Label("", "body", wrap=True), "next_visit")
        self.book = Button("", icon=Icon.CALENDAR, name="book_next", saves=True)
        self.book.clicked.connect(self._book)
        hbox(Glyph(Icon.CALENDAR_CLOCK), stretched(self.told), self.book, parent=self)
        self.hide()

    def show_order(self, order: OrderSheet) -> None:
        """Asks when the car should come next, once it is ready to go."""
        self._order_id = order.id
        if order.stage not in (Stage.READY, Stage.DELIVERED):
            self.hide()
            return
        now, topic = self.work.now(), (self, "visit")
        self.work.ask(next_visit, order.id, at=now, then=self._show, topic=topic)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A column that is short of room squeezes a text with several lines: not below them."""
        super().resizeEvent(event)
        self._keep_lines()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is seen needs its room."""
        super().showEvent(event)
        self._keep_lines()

    def hideEvent(self, event: QHideEvent) -> None:
        """The other sections of the order have the room."""
        super().hideEvent(event)
        self.setMinimumHeight(0)

    def _keep_lines(self) -> None:
        if self.isVisible():
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _show(self, visit: NextVisit | None) -> None:
        self.visit = visit
        self.setVisible(visit is not None)
        if visit is None:
            return
        today = local_day(self.work.now())
        can_book = visit.slot is not None and may(self.work, *commands.book_next.roles)
        self.book.setVisible(can_book)
        if visit.slot is not None:
            self.book.show_text(_("Book {when}").format(when=clock_on(visit.slot.starts_at, today)))
        self.told.say(why(visit, clock_on(visit.expected_at, today), today=today))
        self._keep_lines()
        self.proposed.emit(visit)

    def _book(self) -> None:
        slot = self.visit.slot if self.visit is not None else None
        if slot is not None:
            then = {"then": self._booked, "refuse": self._refuse}
            self.work.act(commands.book_next, self._order_id, slot, **then)

    def _booked(self, _appointment_id: int) -> None:
        self.shell.notices.say(_("The next visit is booked. It stands in the appointments."))

    def _refuse(self, refused: Refused) -> None:
        self.shell.notices.refuse(refused)


def why(visit: NextVisit, expected: str, *, today: date) -> str:
    """When the maintenance is or was due, how that was counted, what is booked or why not."""
    due = visit.due
    due_words = _("Next maintenance {day} or at {km}")
    overdue_words = _("Maintenance overdue: it was due on {day} or at {km}")
    counted = _("{km} km a day since {day}") if due.since else _("{km} km a day, as is usual")
    since = show_date(due.since) if due.since else ""
    words = due_words if due.on >= today else overdue_words
    told = words.format(day=show_date(due.on), km=kilometres(due.km))
    if visit.expected_at is not None:
        booked = _("booked: {when} ({number})").format(when=expected, number=visit.number)
    elif visit.slot is None:
        booked = _("no bay is free in the two weeks from then: book it in the appointments")
    else:
        booked = visit.slot.bay
    counted = counted.format(km=round(due.km_a_day), day=since)
    return joined(told, _(", ").join(visit.work), counted, booked)
