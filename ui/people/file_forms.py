"""The forms of known customers and cars, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.admin import queries as house
from app.local_time import local_day
from app.people import queries as people
from app.people import rules
from app.people.queries import PersonRecord
from app.vehicles import queries as vehicles
from db.nouns import Noun
from ui.parts.form import Form
from ui.parts.late import LateWidgets
from ui.parts.panel import Panel
from ui.people import forms
from ui.people.twins import Besides, Twins
from ui.shell.editing.record_form import RecordForm, RecordSource, Value
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

DRAFTS = "{noun}-{key}"


class FileForms(QObject):
    """Forms by what they edit; `submitted(noun)`, `left()`.

    `twins` tells while a number is typed that another file has it.
    """

    submitted = Signal(Noun)
    left = Signal()

    def __init__(self, shell: Shell, panel: Panel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell, self._panel = shell, panel
        self._trims: list[house.TrimChoice] = []
        self.twins = Twins(shell.work, self)
        self.edits = LateWidgets(tuple(VALUES), self._make)

    def person_form(self, name: str, besides: Besides) -> Form:
        """A form of a customer; `besides` gives the file that it writes."""
        form = self._placed(forms.person_form(local_day(self._shell.work.now()), name))
        form.show_field("id_number", rules.sees_numbers(roles_of(self._shell.work)))
        self.twins.watch_person(form, besides)
        return form

    def offer_trims(self, trims: list[house.TrimChoice]) -> None:
        """What a car can be, now and for a form that is made later."""
        self._trims = trims
        if Noun.VEHICLE in self.edits.made():
            _set_trims(self.edits[Noun.VEHICLE].form, trims)

    def _make(self, noun: Noun) -> RecordForm:
        """Saves a form; a licence is taken whole from one of two versions."""
        form = self._form(noun)
        form.submitted.connect(partial(self.submitted.emit, noun))
        query = vehicles.newest_record
        if noun != Noun.VEHICLE:
            query = partial(people.newest_record, noun=noun)
        source, is_whole = RecordSource(query, VALUES[noun]), noun == Noun.LICENCE
        draft = DRAFTS.format(noun=noun, key="{key}")
        return RecordForm(self._shell, form, source, draft=draft, whole=is_whole)

    def _form(self, noun: Noun) -> Form:
        today = local_day(self._shell.work.now())
        if noun == Noun.PERSON:
            return self.person_form(forms.EDITED, partial(self._own, noun))
        if noun == Noun.LICENCE:
            return self._placed(forms.licence_form(today))
        if noun == Noun.CONSENT:
            return self._placed(forms.consent_form())
        form = self._placed(forms.vehicle_form(today))
        self.twins.watch_vehicle(form, partial(self._own, noun))
        _set_trims(form, self._trims)
        return form

    def _own(self, noun: Noun) -> int | None:
        """The file that a form writes; None for a new one."""
        key = self.edits[noun].key
        return key if isinstance(key, int) else None

    def _placed(self, form: Form) -> Form:
        self._panel.adopt(form)
        form.left.connect(self.left)
        return form


def newest_consent(record: PersonRecord) -> Value:
    """What the customer agreed to, with the newest notice that was shown."""
    edition = max((given.notice_edition for given in record.consents), default=None)
    return forms.consent_value(record, edition)


def _licence_value(record: PersonRecord) -> Value:
    return forms.licence_value(record, None)


def _set_trims(form: Form, trims: list[house.TrimChoice]) -> None:
    form["model"].set_options([(trim.id, trim.text) for trim in trims])


VALUES: dict[Noun, Callable[..., Value]] = {
    Noun.PERSON: forms.person_value,
    Noun.VEHICLE: forms.vehicle_value,
    Noun.LICENCE: _licence_value,
    Noun.CONSENT: newest_consent,
}
"""How the form of each kind of file reads its record."""
