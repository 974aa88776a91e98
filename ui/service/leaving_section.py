"""The car goes back to its owner."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.labels import label
from app.moments import local, local_day
from app.service.commands import handing_over
from app.service.values import HandOver
from app.text import N_, _
from db.words import OldParts, Role, Stage
from ui.parts.fields import Area, DateField, Number, Segments, Text
from ui.parts.form import Field, Form
from ui.parts.words import Label
from ui.service.section import Section


class LeavingSection(Section):
    """`handed_over` tells the page to print the settlement list."""

    handed_over = Signal()

    writers = (Role.ADVISOR,)

    def build(self) -> None:
        self.told = Label("", "body", wrap=True)
        old_parts = tuple((word, label(word)) for word in OldParts)
        today = partial(_today, self)
        self.form = self.keep_drafts(
            Form(
                (
                    Field("odometer_out", N_("Odometer out"), partial(Number, maximum=2_000_000, unit="km"), half=True),
                    Field("collected_by", N_("Collected by"), partial(Text, limit=40), half=True),
                    Field("old_parts", N_("Old parts"), partial(Segments, old_parts)),
                    Field("explained", N_("Explained at hand-over"), partial(Area, rows=3, limit=800)),
                    Field("next_service_on", N_("Next service on"), partial(DateField, today=today), half=True),
                    Field("next_service_km", N_("Next service at"), partial(Number, maximum=2_000_000, unit="km"), half=True),
                ),
                submit=N_("Hand over and print the settlement list"),
                clear="",
                name="hand_over",
            )
        )
        self.column.addWidget(self.told)
        self.column.addWidget(self.form, 1)
        self.form.submitted.connect(self._save)

    def refresh(self, new: bool) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        gone = sheet.stage is Stage.DELIVERED
        self.form.setVisible(not sheet.is_closed)
        self.told.say(self._told())
        self.told.setVisible(bool(self.told.text()))
        if new or not self.form.is_dirty:
            customer = sheet.customer.name if sheet.customer else None
            explained = "\n".join(row.correction for row in sheet.concerns if row.correction) or None
            self.form.set_value({"collected_by": sheet.intake.bringer_name or customer, "explained": explained})
        if gone:
            self.column.addStretch(1)

    def _told(self) -> str:
        sheet = self.sheet
        if sheet is None:
            return ""
        if sheet.departure.at is not None:
            said = _("Handed over {time} to {who}, {km} km.")
            km = f"{sheet.departure.odometer:,}" if sheet.departure.odometer is not None else "—"
            who = sheet.departure.collected_by or "—"
            return said.format(time=f"{local(sheet.departure.at):%Y-%m-%d %H:%M}", who=who, km=km)
        if sheet.bill is None:
            return _("Settle the order first (F8).")
        if sheet.balance > 0:
            return _("Still to pay: ¥{rest}.").format(rest=f"{sheet.balance:,.2f}")
        return "" if sheet.stage is Stage.READY else _("The car is not ready yet. Move the order to “Ready” first.")

    def _save(self) -> None:
        value: dict[str, Any] = self.form.value()
        self.act(handing_over.hand_over, HandOver(**value), form=self.form, then=lambda _none: self.handed_over.emit())


def _today(section: Section) -> Any:
    return local_day(section.work.now())
