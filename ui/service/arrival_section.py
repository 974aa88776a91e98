"""What was noted when the car came in, and can be completed."""

from __future__ import annotations

from app.errors import Refused
from app.service import rules
from app.service.commands import opening
from app.service.queries.newest import newest_order
from app.text import N_
from ui.parts.form import Form
from ui.service.intake_fields import intake_fields, intake_of, intake_value, type_field
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource


class ArrivalSection(OrderSection):
    """One form with everything that is noted on a walk round the car."""

    writers = opening.DESK

    def build(self) -> None:
        self._accepted = False
        self.form = Form(
            (type_field(half=False), *intake_fields(more=False)),
            submit=N_("Save the arrival"),
            clear="",
            name="intake",
        )
        self.editing = self.edits(self.form, RecordSource(newest_order, intake_value))
        self.column.addWidget(self.form, 1)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._heed)

    def refresh(self, new: bool) -> None:
        if self.sheet is not None:
            self.editing.load(self.sheet.id, intake_value(self.sheet), version=self.sheet.version)
            self.form.submit_button.setEnabled(not self.sheet.is_closed)

    def _heed(self, name: str) -> None:
        if name == "odometer":
            self._accepted = False

    def _save(self) -> None:
        intake = intake_of(self.form.value(), accepted=self._accepted)
        self.save_edited(self.editing, opening.change_intake, value=intake, refuse=self._refuse)

    def _refuse(self, refused: Refused) -> None:
        self._accepted = refused.code in rules.ASKED_ABOUT
        self.form.point_at(refused)
