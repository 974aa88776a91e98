"""Where the order stands: its next stage, who works on it, until when it is promised, and how it came here."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.house import queries as house
from app.labels import label
from app.moments import local, local_day
from app.orders import queries as orders
from app.orders import rules
from app.orders.queries import Step
from app.service.commands import opening
from app.text import N_
from db.words import Role, Stage
from ui.labels import tone
from ui.parts.fields import Choice, MomentField, Text
from ui.parts.form import Field, Form
from ui.parts.table import Column, Table
from ui.service.section import Section, aware, short_moment


class ProgressSection(Section):
    """One form: what was changed in it is done, in the order technician, promise, stage."""

    writers = (*opening.DESK, Role.TECHNICIAN)

    def build(self) -> None:
        self.form = self.keep_drafts(
            Form(
                (
                    Field("stage", N_("Move to"), Choice, half=True),
                    Field("reason", N_("Reason of the move"), partial(Text, limit=120), half=True),
                    Field("technician_id", N_("Technician"), Choice, half=True),
                    Field("bay_id", N_("Bay"), Choice, half=True),
                    Field("promised_at", N_("Promised"), partial(MomentField, today=lambda: local_day(self.work.now())), half=True),
                    Field("promise_reason", N_("Reason of the new time"), partial(Text, limit=120), half=True),
                ),
                submit=N_("Save the progress"),
                clear="",
                name="progress",
            )
        )
        self.steps = Table(
            (
                Column("at", N_("Time"), width=104, text=short_moment, sortable=False),
                Column("new_stage", N_("Stage"), width=144, text=label, chip=True, tone=lambda row: tone(row.new_stage), sortable=False),
                Column("staff", N_("By whom"), stretch=True, second=lambda row: row.reason or "", sortable=False),
            ),
            empty=N_("The order has not moved yet."),
            row_id="at",
            name="steps",
        )
        self.column.addWidget(self.form)
        self.column.addWidget(self.steps, 1)
        self.form.submitted.connect(self._save)

    def refresh(self, new: bool) -> None:
        if self.sheet is None:
            return
        if new:
            self.work.ask(house.staff, Role.TECHNICIAN, Role.CONTROLLER, then=self._take_people, topic=(self, "people"))
            self.work.ask(orders.bays, then=self._take_bays, topic=(self, "bays"))
        check = self.shell.settings.close_needs_quality_check
        ahead = rules.next_stages(self.sheet.stage, quality_check=check, settled=self.sheet.bill is not None) - {Stage.DELIVERED}
        self.form["stage"].set_options([(stage, label(stage)) for stage in Stage if stage in ahead])
        self.form.setVisible(not self.sheet.is_closed)
        self.steps.show_rows(_latest_first(self.sheet.steps))
        if new or not self.form.is_dirty:
            self._fill()

    def _fill(self) -> None:
        if self.sheet is not None:
            promised = local(self.sheet.promised_at).replace(tzinfo=None) if self.sheet.promised_at else None
            value = {"technician_id": self.sheet.technician_id, "bay_id": self.sheet.bay_id, "promised_at": promised}
            self.form.set_value(value)

    def _take_people(self, people: list[house.StaffChoice]) -> None:
        self.form["technician_id"].set_options([(one.id, one.name) for one in people])
        self._again("technician_id")

    def _take_bays(self, bays: list[orders.BayChoice]) -> None:
        self.form["bay_id"].set_options([(bay.id, f"{bay.name} · {bay.taken_by}" if bay.taken_by else bay.name) for bay in bays])
        self._again("bay_id")

    def _again(self, name: str) -> None:
        """A list that arrives after its value shows the value."""
        if self.sheet is not None and self.form[name].value() is None and not self.form.is_dirty:
            self._fill()

    def _save(self) -> None:
        if self.sheet is None:
            return
        value, gestures = self.form.value(), []
        given = {"technician_id": value["technician_id"], "bay_id": value["bay_id"]}
        if given != {"technician_id": self.sheet.technician_id, "bay_id": self.sheet.bay_id}:
            gestures.append((opening.assign, (), given))
        until = aware(value["promised_at"])
        if until is not None and until != self.sheet.promised_at:
            gestures.append((opening.promise, (until,), {"reason": value["promise_reason"]}))
        if value["stage"] is not None:
            gestures.append((opening.move, (value["stage"],), {"reason": value["reason"]}))
        self._do(gestures)

    def _do(self, gestures: list[tuple[Any, tuple[Any, ...], dict[str, Any]]]) -> None:
        """One after the other: what was refused stays in the form, what went well is done."""
        if not gestures:
            self._done()
            return
        command, told, more = gestures[0]
        self.act(command, *told, form=self.form, then=lambda _answer: self._do(gestures[1:]), **more)

    def _done(self) -> None:
        self.form.set_value(self.form.value() | {"stage": None, "reason": None, "promise_reason": None})


def _latest_first(steps: tuple[Step, ...]) -> list[Step]:
    return list(reversed(steps))
