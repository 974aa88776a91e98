"""The appointments of a day as a list, under the plan of its week."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appointments import queries
from app.appointments.facts import AppointmentRow, BayRow, PlanDay
from app.formatting import joined
from app.labels import label
from app.local_time import local_day
from db.appointment_words import AppointmentState
from ui.appointments.booking_panel import BookingPanel
from ui.record_desk.declaration import RecordDesk
from ui.record_desk.record_list import RecordList
from ui.shell.reasons import usual
from ui.shell.workspace.page import Shell


class PlanList(RecordList):
    """Asks for the day that is shown; `planned` carries it."""

    planned = Signal(object)
    panel: BookingPanel

    def __init__(self, shell: Shell, desk: RecordDesk, *, above: QWidget) -> None:
        super().__init__(shell, desk, BookingPanel, above=above)
        self.day = local_day(shell.work.now())
        self.is_month = False
        """True while the list has the month up to the day, for the figures that count it."""

    def reload(self) -> None:
        """Ask again for the day that is shown."""
        if self.work.actor is not None:
            about: dict[str, Any] = {"viewer": self.work.actor, "at": self.work.now()}
            self.work.ask(queries.plan, self.day, **about, then=self._take, topic=self)

    def go(self, day: date) -> None:
        """Show another day."""
        self.day, self.is_month = day, False
        self.reload()

    def show_filtered(self, state: AppointmentState, *, is_month: bool = False) -> None:
        """The appointments of a state, of the day or of its month."""
        self.is_month = is_month
        self.filter.show_all()
        self.filter.switch.set_value(state)
        self.reload()

    def open(self, record_id: int) -> None:
        """Brings an appointment into view, on its day."""
        viewer = self.work.actor
        then = partial(self._go_to, record_id)
        self.work.ask(queries.appointment, record_id, viewer=viewer, then=then)

    def _go_to(self, record_id: int, row: AppointmentRow | None) -> None:
        if row is not None:
            self.day = local_day(row.starts_at)
            self._wanted = record_id
            self.reload()

    def _take(self, plan: PlanDay) -> None:
        bays, people = [_bay(bay) for bay in plan.choices.bays], plan.choices
        self.panel.step_forms["add_time"].form.set_options("bay_id", bays)
        reasons = usual(self.panel.shell, "appointment")
        self.panel.step_forms["call_off"].form.set_options("reason", reasons)
        options: dict[str, Any] = {
            "bay_id": bays,
            "technician_id": [(one.id, one.name) for one in people.technicians],
            "advisor_id": [(one.id, one.name) for one in people.advisors],
        }
        self.planned.emit(plan)
        if not self.is_month:
            self._show((plan.rows, options))
            return
        about: dict[str, Any] = {"viewer": self.work.actor, "at": self.work.now()}
        then = partial(self._show_month, options)
        self.work.ask(queries.of_month, self.day, **about, then=then, topic=(self, "month"))

    def _show_month(self, options: dict[str, Any], rows: tuple[AppointmentRow, ...]) -> None:
        if self.is_month:
            self._show((rows, options))


def _bay(bay: BayRow) -> tuple[int, str]:
    return bay.id, joined(bay.name, label(bay.trade))
