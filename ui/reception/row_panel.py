"""The panel of a register row."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.local_time import local_day
from app.reception import queries
from app.reception.commands import correct
from app.reception.queries import Opened, VisitChoices
from app.reception.rotation import RotationTurn
from app.reception.values import Changed
from app.text import _
from db.nouns import Noun
from ui import theme
from ui.icons import Icon
from ui.parts.buttons import Button
from ui.parts.form import Form
from ui.parts.labels import Label
from ui.parts.panel import Panel, inset
from ui.reception import columns, visit_form
from ui.reception.steps_strip import StepChips
from ui.shell.alert_strip import AlertStrip
from ui.shell.editing.record_form import RecordForm, RecordSource

if TYPE_CHECKING:
    from ui.shell.workspace.page import Shell


class RowPanel(Panel):
    """Shows one row; `saved` when its form was saved.

    The other signals name what is wanted.
    """

    saved = Signal()
    struck = Signal(object)
    restored = Signal(int)
    stepped = Signal(int, object)
    person_asked = Signal(int)
    reveal_asked = Signal(int)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("", None, closable=True, name="row_panel", parent=parent)
        self._shell = shell
        self._revealed: str | None = None
        self._turn: int | None = None
        """Whose turn it is, for a guest of today."""
        self.row: Opened | None = None
        self.form: Form | None = None
        self.editing: RecordForm | None = None

    def show_row(
        self, opened: Opened, lists: VisitChoices, *, turns: tuple[RotationTurn, ...], today: date
    ) -> None:
        """Show another row in a new form."""
        row = opened.row
        self.row, self._revealed = opened, None
        self._turn = turns[0].id if turns and local_day(row.arrived_at) == today else None
        name, reviewed = self.draft_name(), row.reviewed
        self.form = form = visit_form.row_form(lambda: today, reviewed=reviewed, name=name)
        form.lead(self._steps_of(opened))
        visit_form.offer(form, lists, turns=turns)
        self._load(form, opened)
        self._fit(form)
        self._connect(form, opened)
        body, acts = self._body_of(opened, form), self._acts(opened)
        self.show_body(columns.title(row), body, actions=acts, once=True)

    def _load(self, form: Form, opened: Opened) -> None:
        source = RecordSource(queries.newest_visit, self._value, self._viewer)
        self.editing = RecordForm(self._shell, form, source, draft="visit-{key}")
        self.editing.load(opened.row.id, self._value(opened), version=opened.row.version)
        form.submit_button.setEnabled(not (opened.row.cancelled or opened.newer_id))

    def _connect(self, form: Form, opened: Opened) -> None:
        if "*" in opened.row.phone:
            reveal = partial(self.reveal_asked.emit, opened.row.id)
            form.say("phone", opened.row.phone, action=_("Show the number"), then=reveal)
        form.changed.connect(lambda: self._fit(form))
        form.submitted.connect(self._save)
        form.left.connect(self.closed)

    def draft_name(self) -> str:
        """One draft per row."""
        return f"visit-{self.row.row.id}" if self.row else "visit-none"

    def show_number(self, number: str | None) -> None:
        """Show the number, after it was asked for and that was recorded."""
        if self.form is not None and self.editing is not None and number:
            self._revealed = number
            self.editing.learn("phone", number)
            self.form.say("phone")

    def finish(self) -> None:
        """Forget the draft of a row that was saved."""
        self._shell.drafts.forget(self.draft_name())
        self.row = None

    def _fit(self, form: Form) -> None:
        visit_form.fit(form)
        level = form["level_id"].value()
        regraded = bool(
            self.row and self.row.row.person_id and level and level != self.row.visit.level_id
        )
        form.show_field("level_reason", regraded)
        form.show_field("skip_reason", self._passed(form) is not None)

    def _passed(self, form: Form) -> int | None:
        """Whose turn another consultant takes with this guest of today."""
        if self.row is None:
            return None
        own = (self.row.visit.consultant_id, self.row.owner_id)
        return visit_form.passed_over(form, self._turn, own=own)

    def _save(self) -> None:
        if self.row is None or self.form is None or self.editing is None:
            return
        value = self.form.value() | {"turn_id": self._passed(self.form)}
        before = self.row.row
        if _is_same(before.phone, value["phone"]):
            value["person_id"] = before.person_id
        change = Changed(before.id, self.editing.version, visit_form.to_visit(value))
        self.editing.save(correct, change, then=lambda _row_id: self.saved.emit())

    def _viewer(self) -> dict[str, object]:
        return {"viewer": self._shell.work.actor}

    def _value(self, opened: Opened) -> dict[str, object]:
        """A row as the form holds it, without a masked number."""
        phone = self._revealed if "*" in opened.row.phone else opened.row.phone or None
        return visit_form.from_visit(opened.visit, phone)

    def _body_of(self, opened: Opened, form: Form) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space-2"))
        self.alerts = AlertStrip(self._shell.work, body)
        visit = (Noun.VISIT, opened.row.id)
        self.alerts.show_of(*visit, person_id=opened.row.person_id)
        column.addLayout(inset(self.alerts))
        if said := _standing(opened):
            column.addWidget(Label(said, "muted", wrap=True))
        column.addWidget(form, 1)
        return body

    def _steps_of(self, opened: Opened) -> StepChips:
        """The steps of the visit, one click each."""
        steps = StepChips("visit_steps")
        steps.show_steps(opened.steps)
        steps.stepped.connect(partial(self.stepped.emit, opened.row.id))
        return steps

    def _acts(self, opened: Opened) -> list[Button]:
        row, made = opened.row, []
        if row.person_id is not None:
            person = Button(_("Open the customer"), icon=Icon.CIRCLE_USER, name="open_person")
            person.clicked.connect(lambda: self.person_asked.emit(row.person_id))
            made.append(person)
        if row.cancelled and not row.reviewed:
            again = Button(_("Count it again"), icon=Icon.UNDO_2, name="uncancel_visit", saves=True)
            again.clicked.connect(lambda: self.restored.emit(row.id))
            return [*made, again]
        strike = Button(_("Strike out"), icon=Icon.BAN, name="cancel_visit")
        strike.clicked.connect(lambda: self.struck.emit(row))
        return [*made, strike]


def _is_same(before: str, number: str | None) -> bool:
    """True when the number was left as it was: untouched while masked, or typed again."""
    if number is None:
        return not before or "*" in before
    return number == "".join(sign for sign in before if sign.isdigit())


def _standing(opened: Opened) -> str:
    """Why the row is not simply edited, in one sentence."""
    row = opened.row
    if opened.newer_id:
        return _("This row was corrected: the newer one counts.")
    if row.cancelled:
        return _("This row was struck out and is not counted.")
    if row.reviewed:
        return _("This row was signed off. Saving adds a correction and keeps this one.")
    return _("Correction of an earlier row.") if row.corrects else ""
