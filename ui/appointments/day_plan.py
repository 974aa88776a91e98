"""One day by the hour: a row for each bay, technician or advisor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appointments import rules
from app.appointments.facts import AllocationRow, AppointmentRow, PlanDay
from app.formatting import joined, labour_hours
from app.identity import plate as plates
from app.labels import label
from app.local_time import day_bounds
from app.settings import HourSettings, Settings
from app.text import N_, _
from app.tones import Tone
from db.appointment_words import AppointmentState, ArrivalWay
from ui.appointments.week_strip import TONES
from ui.icons import Icon
from ui.parts.fields import Segments
from ui.parts.labels import Chip, Empty, Label
from ui.parts.layouts import STRETCH, hbox, stretched, vbox
from ui.parts.naming import named
from ui.parts.timeline import Resource, TimeBlock, Timeline

BAYS, TECHNICIANS, ADVISORS = "bays", "technicians", "advisors"
VIEWS = ((BAYS, N_("Bays")), (TECHNICIANS, N_("Technicians")), (ADVISORS, N_("Advisors")))
NOBODY = 0
"""The row of what is given to nobody yet."""


class DayPlan(QWidget):
    """Shows a day; its signals say what is wanted."""

    slot_asked = Signal(object, object)
    """A bay (None where the rows are people) and a time."""
    chosen = Signal(int)
    move_asked = Signal(int, object, object)
    """An allocation, the bay it goes to (None: its own) and the time."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: PlanDay | None = None
        self._now: datetime | None = None
        options = [(name, _(text)) for name, text in VIEWS]
        self.rows = named(Segments(options), "plan_rows", says=_("Rows of the plan"))
        self.rows.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.rows.set_value(BAYS)
        self.timeline = Timeline(**_hours(settings), name="appointment_timeline")
        self.timeline.setAccessibleName(_("The day by the hour"))
        self.closed = Label("", "body")
        self.no_bay = Empty(_("No bay yet. A manager adds them in Settings."), icon=Icon.WAREHOUSE)
        self.no_bay.hide()
        self.legend = {way: Chip(label(way), TONES[way]) for way in ArrivalWay}
        head = hbox(self.rows, self.closed, STRETCH, *self.legend.values(), spacing=2)
        vbox(head, stretched(self.timeline), self.no_bay, parent=self, spacing=2)
        self.rows.edited.connect(self._show_rows)
        self.timeline.slot_asked.connect(self._ask_slot)
        self.timeline.block_chosen.connect(self._choose)
        self.timeline.move_asked.connect(self._ask_move)

    def show_plan(self, plan: PlanDay, now: datetime) -> None:
        """Another day, or the same one anew; focus and scroll stay."""
        self._plan, self._now = plan, now
        closed = plan.load.closed
        self.closed.say(_("Closed: {why}").format(why=closed) if closed is not None else "")
        ways = Counter(row.way for row in plan.rows if row.state in rules.HELD)
        for way, chip in self.legend.items():
            chip.show_chip(f"{label(way)} {ways[way]}", TONES[way])
        self.timeline.setVisible(bool(plan.choices.bays))
        self.no_bay.setVisible(not plan.choices.bays)
        self._show_rows()

    def select(self, appointment_id: int | None) -> None:
        """Mark the first allocation of an appointment."""
        for part in self._plan.allocations if self._plan is not None else ():
            if part.appointment_id == appointment_id:
                self.timeline.select(part.id)
                return

    def _show_rows(self) -> None:
        if self.rows.value() is None:
            self.rows.set_value(BAYS)
        plan = self._plan
        if plan is None:
            return
        start = day_bounds(plan.day)[0]
        self.timeline.show_day(start, self._resources(plan), blocks=[*self._blocks(plan)])
        is_today = self._now is not None and start <= self._now < day_bounds(plan.day)[1]
        self.timeline.set_now(self._now if is_today else None)

    def _resources(self, plan: PlanDay) -> list[Resource]:
        """The rows; under a bay its trade, under a person the hours that they have."""
        if self.rows.value() == BAYS:
            return [Resource(bay.id, bay.name, label(bay.trade)) for bay in plan.choices.bays]
        by_advisor = self.rows.value() == ADVISORS
        people = plan.choices.advisors if by_advisor else plan.choices.technicians
        nobody = Resource(NOBODY, _("Nobody yet"))
        return [*(Resource(one.id, one.name, self._load_of(one.id)) for one in people), nobody]

    def _load_of(self, staff_id: int) -> str:
        plan = self._plan
        assert plan is not None
        hours = sum(
            (part.hours for part in plan.allocations if self._row_of(part) == staff_id),
            rules.NOTHING,
        )
        return labour_hours(rules.hours_text(hours))

    def _row_of(self, part: AllocationRow) -> int:
        if self.rows.value() == BAYS:
            return part.bay_id
        if self.rows.value() == TECHNICIANS:
            return part.technician_id or NOBODY
        plan = self._plan
        found = plan.row(part.appointment_id) if plan is not None else None
        return (found.advisor_id if found is not None else None) or NOBODY

    def _blocks(self, plan: PlanDay) -> Iterator[TimeBlock]:
        for part in plan.allocations:
            row = plan.row(part.appointment_id)
            if part.holds and row is not None:
                yield _block(part, row, self._row_of(part))
        people = self.rows.value() != BAYS
        for one in plan.away:
            resource = one.staff_id if people else one.bay_id
            if resource is not None:
                yield TimeBlock(
                    f"away-{one.id}",
                    resource,
                    one.starts_at,
                    one.ends_at,
                    one.reason,
                    "",
                    Tone.NEUTRAL,
                    hatched=True,
                )

    def _ask_slot(self, row: int, start: datetime) -> None:
        self.slot_asked.emit(row if self.rows.value() == BAYS else None, start)

    def _choose(self, part_id: int) -> None:
        part = self._part(part_id)
        if part is not None:
            self.chosen.emit(part.appointment_id)

    def _ask_move(self, part_id: int, row: int, start: datetime) -> None:
        part = self._part(part_id)
        if part is not None:
            bay_id = row if self.rows.value() == BAYS else part.bay_id
            self.move_asked.emit(part_id, bay_id, start)

    def _part(self, part_id: int) -> AllocationRow | None:
        parts = self._plan.allocations if self._plan is not None else ()
        return next((part for part in parts if part.id == part_id), None)


def _block(part: AllocationRow, row: AppointmentRow, resource: int) -> TimeBlock:
    tone = TONES[row.way]
    if row.state is AppointmentState.ARRIVED:
        tone = Tone.NEUTRAL
    elif row.is_late:
        tone = Tone.BAD
    wish = (row.wish or label(row.service_type)).splitlines()[0]
    title = plates.shown(row.plate)
    return TimeBlock(
        part.id, resource, part.starts_at, part.ends_at, title, joined(row.customer, wish), tone
    )


def _hours(settings: Settings) -> dict[str, int]:
    """The first and the last whole hour around the opening times."""
    hours = settings.of(HourSettings)
    opens, closes = (int(text[:2]) * 60 + int(text[3:5]) for text in (hours.opens, hours.closes))
    return {"opens": opens // 60, "closes": -(-closes // 60)}
