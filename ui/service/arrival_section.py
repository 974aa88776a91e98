"""What was noted when the car came in, to be completed."""

from __future__ import annotations

from app.errors import Refused
from app.service.commands import opening
from app.text import N_
from ui.parts.form import Form
from ui.service.intake_fields import intake_fields, intake_of, intake_value, type_field
from ui.service.section import Section


class ArrivalSection(Section):
    """One form with everything of the walk round the car."""

    writers = opening.DESK

    def build(self) -> None:
        self._accepted = False
        self.form = self.keep_drafts(
            Form((type_field(half=False), *intake_fields(more=False)), submit=N_("Save the arrival"), clear="", name="intake")
        )
        self.column.addWidget(self.form, 1)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._heed)

    def refresh(self, new: bool) -> None:
        if self.sheet is not None and (new or not self.form.is_dirty):
            self.form.set_value(intake_value(self.sheet))
            self.form.submit_button.setEnabled(not self.sheet.is_closed)

    def _heed(self, name: str) -> None:
        if name == "odometer":
            self._accepted = False

    def _save(self) -> None:
        intake = intake_of(self.form.value(), accepted=self._accepted)
        self.form.busy(True)
        if self.sheet is not None:
            self.work.act(
                opening.change_intake, self.sheet.id, intake, then=self._saved, refuse=self._refuse, failed=lambda _e: self.form.busy(False)
            )

    def _saved(self, _none: None) -> None:
        self.form.set_value(self.form.value())
        self.saved(self.form)

    def _refuse(self, refused: Refused) -> None:
        self._accepted = refused.code == "order.odometer_lower"
        self.form.point_at(refused)
