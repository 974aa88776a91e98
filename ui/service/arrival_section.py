"""What was noted when the car came in, and can be completed."""

from __future__ import annotations

from app.errors import Refused
from app.identity import phone as phones
from app.people import rules as privacy
from app.service import rules
from app.service.commands import opening
from app.service.queries.newest import newest_order
from app.service.queries.sheet import OrderSheet
from app.text import N_
from ui.parts.form import Form, FormValue
from ui.service.intake_fields import (
    intake_fields,
    intake_of,
    intake_value,
    numbers_of,
    type_field,
    with_hidden,
)
from ui.service.order_photos import ORDER_PHOTOS, show_sheet
from ui.service.rework_choice import ReworkChoice, rework_field
from ui.service.section import OrderSection
from ui.shell.editing.record_form import RecordSource
from ui.shell.photos.photo_bar import PhotoBar
from ui.shell.viewer import is_among, roles_of


class ArrivalSection(OrderSection):
    """One form with everything that is noted on a walk round the car."""

    writers = opening.DESK

    def build(self) -> None:
        self._accepted = False
        self.form = Form(
            (type_field(half=False), rework_field(), *intake_fields(more=False)),
            submit=N_("Save the intake"),
            clear="",
            name="intake",
        )
        self.editing = self.edits(self.form, RecordSource(newest_order, self._value))
        self.photos = PhotoBar(self.shell, ORDER_PHOTOS)
        self.form.lead(self.photos)
        self.rework = ReworkChoice(self.form, self.work)
        self.column.addWidget(self.form, 1)
        self.form.built.connect(self._take_drops)
        self.form.submitted.connect(self._save)
        self.form.edited.connect(self._heed)

    def refresh(self, new: bool) -> None:
        if self.sheet is not None:
            self._hint(self.sheet)
            show_sheet(self.photos, self.sheet)
            self.editing.load(self.sheet.id, self._value(self.sheet), version=self.sheet.version)
            self.rework.show_car(self.sheet.car.id, order_id=self.sheet.id)
            self.form.submit_button.setEnabled(not self.sheet.is_closed)

    def _take_drops(self) -> None:
        """A picture that is dropped onto a damage mark shows that mark."""
        sketch = self.form["damage_marks"]
        sketch.dropped.connect(lambda content, mark: self.photos.add_content(content, mark=mark))

    def _hides(self, sheet: OrderSheet) -> bool:
        """True when the person signed in reads the numbers of this order masked."""
        own = is_among(self.work, sheet.near)
        return not privacy.reads_at_once(roles_of(self.work), own=own)

    def _value(self, sheet: OrderSheet) -> FormValue:
        return intake_value(sheet, hides=self._hides(sheet))

    def _hint(self, sheet: OrderSheet) -> None:
        """A masked number is the hint of an empty field, which then means the same number."""
        for name, number in numbers_of(sheet).items():
            hidden = phones.masked(number) if number and self._hides(sheet) else ""
            self.form[name].setPlaceholderText(hidden)

    def _heed(self, name: str) -> None:
        if name == "odometer":
            self._accepted = False

    def _save(self) -> None:
        value = self.form.value()
        if self.sheet is not None and self._hides(self.sheet):
            value = with_hidden(value, self.sheet)
        intake = intake_of(value, accepted=self._accepted)
        self.save_edited(self.editing, opening.change_intake, value=intake, refuse=self._refuse)

    def _refuse(self, refused: Refused) -> None:
        self._accepted = refused.code in rules.ASKED_ABOUT
        self.form.point_at(refused)
