"""Handing the car over to its owner."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.formatting import show_moment
from app.local_time import local_day
from app.service.commands import handing_over
from app.service.queries.newest import newest_order
from app.service.queries.next_visit import NextVisit
from app.service.queries.sheet import OrderSheet
from app.service.values import HandOver
from app.text import N_, _
from db.vocabulary import OldParts, Role, Stage
from ui.parts.columns import choice_of, field
from ui.parts.fields import Area, Choice, DateField, Number
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.panel import inset
from ui.service.check_list import CheckList
from ui.service.next_visit_row import NextVisitRow
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource

KILOMETRES = partial(Number, unit="km")
HAND_OVER = (
    field("repair_order.odometer_out", KILOMETRES, half=True),
    field("repair_order.collected_by", half=True),
    field("repair_order.old_parts", choice_of(Choice, OldParts)),
    field("repair_order.explained", lambda: Area(rows=3)),
)


class LeavingSection(OrderSection):
    """`handed_over` tells the page to print the settlement list."""

    handed_over = Signal()

    writers = (Role.ADVISOR,)

    def build(self) -> None:
        self.told = Label("", "body", wrap=True)
        self.checks = CheckList(_("Ready to hand over."))
        self.checks.setAccessibleName(_("Before the hand-over"))
        self.checks.asked.connect(self.asked)
        day = partial(DateField, today=partial(_today, self))
        fields = (
            *HAND_OVER,
            field("repair_order.next_service_on", day, half=True),
            field("repair_order.next_service_km", KILOMETRES, half=True),
        )
        submit = N_("Hand over and print the settlement list")
        self.form = Form(fields, submit=submit, clear="", name="hand_over")
        self.editing = self.edits(self.form, RecordSource(newest_order, _value))
        self.next_visit = NextVisitRow(self.shell)
        self.next_visit.proposed.connect(self._take_proposal)
        self.form.lead(self.checks)
        self.column.addLayout(inset(self.told))
        self.column.addLayout(inset(self.next_visit))
        self.column.addWidget(self.form, 4)
        self.rest = QWidget(self)
        self.column.addWidget(self.rest, 1)
        self.form.submitted.connect(self._save)

    def refresh(self, new: bool) -> None:
        order = self.sheet
        if order is None:
            return
        gone = order.stage is Stage.DELIVERED
        self.form.setVisible(not order.is_closed)
        self.told.say(_told(order))
        self.told.setVisible(gone)
        self.checks.show_checks(order.checks)
        self.editing.load(order.id, _value(order), version=order.version)
        self.next_visit.show_order(order)
        self.rest.setVisible(gone)

    def _take_proposal(self, visit: NextVisit) -> None:
        """The form says the day and the kilometres that were counted; what is typed stays."""
        if not self.form.is_dirty:
            day = local_day(visit.expected_at) if visit.expected_at else visit.due.on
            proposal = {"next_service_on": day, "next_service_km": visit.due.km}
            self.form.set_value(self.form.value() | proposal)

    def _save(self) -> None:
        value = HandOver(**self.form.value())
        gone = lambda _none: self.handed_over.emit()  # noqa: E731 - bound to this section
        self.save_edited(self.editing, handing_over.hand_over, value=value, then=gone)


def _told(order: OrderSheet) -> str:
    """That the car is gone, and who has it."""
    if order.departure.at is not None:
        return _("Handed over {time} to {who}, {km} km.").format(
            time=show_moment(order.departure.at),
            who=order.departure.collected_by or "—",
            km=f"{order.departure.odometer:,}" if order.departure.odometer is not None else "—",
        )
    return ""


def _value(order: OrderSheet) -> dict[str, object]:
    """What is known before the car goes: who comes for it, and what was done."""
    customer = order.customer.name if order.customer else None
    explained = "\n".join(row.correction for row in order.concerns if row.correction) or None
    issued = order.quality.certificate
    return {
        "collected_by": order.intake.bringer_name or customer,
        "explained": explained,
        "odometer_out": issued.odometer if issued is not None else None,
    }


def _today(section: OrderSection) -> date:
    return local_day(section.work.now())
