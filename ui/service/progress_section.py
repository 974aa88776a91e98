"""Technician, bay and promised time of an order, and the moves it has made."""

from __future__ import annotations

from functools import partial

from app.admin import queries as house
from app.admin.values import StaffChoice
from app.formatting import joined, short_moment
from app.identity import plate as plates
from app.labels import label
from app.local_time import local, local_day
from app.orders import queries as orders
from app.service.commands import opening
from app.service.queries.newest import newest_order
from app.service.queries.sheet import OrderSheet
from app.service.values import Progress
from app.text import N_
from db.vocabulary import Role
from ui import theme
from ui.labels import tone
from ui.parts.columns import field, listed
from ui.parts.dates import aware
from ui.parts.fields import Choice, MomentField
from ui.parts.form import Form
from ui.parts.layouts import stretched
from ui.parts.table import Column, Table
from ui.service.promise_hours import PromiseHours
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource
from ui.shell.reasons import usual

LISTS = {"technician_id", "bay_id"}
LEAST_STEPS = 4
"""So many rows of the history are seen at once, the title counted."""

WHO = (
    field("repair_order.technician_id", Choice, half=True),
    field("repair_order.bay_id", Choice, half=True),
)
STEPS = (
    listed("stage_change.at", width=104, text=short_moment, sortable=False),
    listed(
        "stage_change.new_stage",
        width=172,
        text=label,
        chip=True,
        tone=lambda row: tone(row.new_stage),
        sortable=False,
    ),
    Column(
        "staff",
        N_("By whom"),
        stretch=True,
        second=lambda row: row.reason or "",
        sortable=False,
    ),
)


class ProgressSection(OrderSection):
    """One form whose changes are saved together, all of them or none."""

    writers = (*opening.DESK, Role.TECHNICIAN)

    def build(self) -> None:
        why = partial(Choice, free=True)
        promise = partial(MomentField, today=lambda: local_day(self.work.now()))
        fields = (
            *WHO,
            field("repair_order.promised_at", promise, half=True),
            field("promise_change.reason", why, name="promise_reason", half=True),
        )
        self.form = Form(fields, submit=N_("Save the progress"), clear="", name="progress")
        self.editing = self.edits(self.form, RecordSource(newest_order, _value))
        self._offered: set[str] = set()
        empty = N_("The order has not moved yet.")
        self.steps = Table(STEPS, empty=empty, row_id="at", name="steps")
        self.steps.setMinimumHeight(LEAST_STEPS * theme.size("row"))
        self.scroll_as_one(self.form, stretched(self.steps))
        self.hours = PromiseHours(self.shell, self)
        self.form.edited.connect(self._follow)
        self.form.submitted.connect(self._save)

    def _follow(self, name: str) -> None:
        if name == "promised_at":
            self.hours.warn(self.form)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        self.form["promise_reason"].set_options(usual(self.shell, "promise"))
        if new:
            self._offered.clear()
            self._ask_lists()
            self.hours.ask()
        self.form.setVisible(not self.sheet.is_closed)
        self.steps.show_rows(tuple(reversed(self.sheet.steps)))
        self._fill()

    def _ask_lists(self) -> None:
        work, topic = self.work, (self, "people")
        work.ask(house.staff, Role.TECHNICIAN, Role.CONTROLLER, then=self._take_people, topic=topic)
        work.ask(orders.bays, then=self._take_bays, topic=(self, "bays"))

    def _fill(self) -> None:
        """Fill the form once the lists that name its ids are there."""
        if self.sheet is not None and self._offered == LISTS:
            self.editing.load(self.sheet.id, _value(self.sheet), version=self.sheet.version)

    def _take_people(self, people: list[StaffChoice]) -> None:
        self.form["technician_id"].set_options([(one.id, one.name) for one in people])
        self._offered.add("technician_id")
        self._fill()

    def _take_bays(self, bays: list[orders.BayChoice]) -> None:
        self.form["bay_id"].set_options(
            [(bay.id, joined(bay.name, plates.shown(bay.taken_by or ""))) for bay in bays]
        )
        self._offered.add("bay_id")
        self._fill()

    def _save(self) -> None:
        value = self.form.value()
        wanted = Progress(**value | {"promised_at": aware(value["promised_at"])})
        self.save_edited(self.editing, opening.save_progress, value=wanted, then=self._done)

    def _done(self, _none: None) -> None:
        self.form.set_value(self.form.value() | {"promise_reason": None})


def _value(order: OrderSheet) -> dict[str, object]:
    promised = local(order.promised_at).replace(tzinfo=None) if order.promised_at else None
    return {"technician_id": order.technician_id, "bay_id": order.bay_id, "promised_at": promised}
