"""The forms of the panel: which file they write, and what was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.admin import queries as house
from app.local_time import local_day
from app.people import commands as people_commands
from app.people import queries as people
from app.people import rules
from app.people.operations import Contact
from app.people.queries import PersonRecord
from app.text import _
from app.vehicles import commands as vehicle_commands
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from db.vocabulary import Role
from ui.parts.form import Form
from ui.parts.late import LateWidgets
from ui.parts.panel import Panel
from ui.people import forms
from ui.people.twins import Besides, Twins
from ui.shell.editing.record_form import RecordForm, RecordSource, Value
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

DRAFT = "new-person"
DRAFTS = "{noun}-{key}"


class Editor(QObject):
    """Holds the forms of customers and cars and saves what stands in them.

    `shown(title, form)`: this form is to stand in the panel. `saved(noun, id)`, `left()`.
    `opened(noun, id)`: a known file is to be read instead.
    """

    shown = Signal(str, object)
    saved = Signal(Noun, int)
    left = Signal()
    opened = Signal(Noun, int)
    merge_asked = Signal(int, int)

    def __init__(self, shell: Shell, panel: Panel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell, self._work, self._panel = shell, shell.work, panel
        self._target: int | None = None
        self._owner: PersonRecord | None = None
        self._trims: list[house.TrimChoice] = []
        self._twins = Twins(self._work, self)
        self._twins.opened.connect(self.opened)
        self._twins.merge_asked.connect(self.merge_asked)
        self.edits = LateWidgets(tuple(VALUES), self._make)
        self.new_person = self._person_form("new_person_form", lambda: None)
        self.new_person.submitted.connect(self._add_person)
        self._adding = RecordForm(shell, self.new_person, draft=DRAFT)
        self._adding.begin(announce=True)

    @property
    def person(self) -> Form:
        return self.edits[Noun.PERSON].form

    @property
    def vehicle(self) -> Form:
        return self.edits[Noun.VEHICLE].form

    @property
    def licence(self) -> Form:
        return self.edits[Noun.LICENCE].form

    @property
    def consent(self) -> Form:
        return self.edits[Noun.CONSENT].form

    def _make(self, noun: Noun) -> RecordForm:
        """The form of an existing file, made when it is first wanted."""
        form = {
            Noun.PERSON: lambda: self._person_form("person_form", lambda: self._target),
            Noun.VEHICLE: self._vehicle_form,
            Noun.LICENCE: lambda: self._placed(forms.licence_form(self._today())),
            Noun.CONSENT: lambda: self._placed(forms.consent_form()),
        }[noun]()
        save = {
            Noun.PERSON: self._save_person,
            Noun.VEHICLE: self._save_vehicle,
            Noun.LICENCE: self._save_licence,
            Noun.CONSENT: self._save_consent,
        }
        form.submitted.connect(save[noun])
        return _editing(self._shell, form, noun, value=VALUES[noun])

    def _person_form(self, name: str, besides: Besides) -> Form:
        form = self._placed(forms.person_form(self._today(), name))
        form.show_field("id_number", rules.sees_numbers(roles_of(self._work)))
        self._twins.watch_person(form, besides)
        return form

    def _vehicle_form(self) -> Form:
        form = self._placed(forms.vehicle_form(self._today()))
        self._twins.watch_vehicle(form, lambda: self._target)
        _offer_trims(form, self._trims)
        return form

    def _placed(self, form: Form) -> Form:
        self._panel.adopt(form)
        form.left.connect(self.left)
        return form

    def _today(self) -> date:
        return local_day(self._work.now())

    def holds(self, body: object) -> bool:
        """True for a form of this editor."""
        made = (editing.form for editing in self.edits.made().values())
        return body is not None and body in (self.new_person, *made)

    def is_begun(self, noun: Noun, record_id: int) -> bool:
        """True when something was typed into this file and not saved."""
        return self._shell.drafts.find(DRAFTS.format(noun=noun, key=record_id)) is not None

    def load(self) -> None:
        """Asks for the models that a car can be."""
        self._work.ask(house.trims, then=self._take_trims)

    def _take_trims(self, trims: list[house.TrimChoice]) -> None:
        self._trims = trims
        if Noun.VEHICLE in self.edits.made():
            _offer_trims(self.vehicle, trims)

    def begin_person(self) -> None:
        """Show the form of a new customer; what was typed earlier is still there."""
        self.shown.emit(_("New customer"), self.new_person)

    def edit_file(self, record: PersonRecord | VehicleRecord) -> None:
        """Show the form of an existing customer or car."""
        self._owner = None
        if isinstance(record, PersonRecord):
            self._target = record.card.id
            value, version = forms.person_value(record), record.card.version
            self.edits[Noun.PERSON].open(self._target, value, version=version)
            self.shown.emit(_("Edit customer"), self.person)
        else:
            self._target = record.hit.id
            value = forms.vehicle_value(record)
            self.edits[Noun.VEHICLE].open(self._target, value, version=record.version)
            self.shown.emit(_("Edit car"), self.vehicle)

    def begin_vehicle(self, owner: PersonRecord) -> None:
        """Show the form of one more car of a customer."""
        self._target, self._owner = None, owner
        self.edits[Noun.VEHICLE].open(f"new-{owner.card.id}", {}, version=None)
        self.shown.emit(
            _("New car of {name}").format(name=owner.card.name or _("this customer")), self.vehicle
        )

    def edit_licence(self, record: PersonRecord) -> None:
        """Show the form of a customer's driving licence."""
        self._target = record.card.id
        value = forms.licence_value(record.licence, record.card.id_number)
        version = record.licence.version if record.licence else 0
        self.edits[Noun.LICENCE].open(self._target, value, version=version)
        self.shown.emit(_("Driving licence"), self.licence)

    def edit_consent(self, record: PersonRecord) -> None:
        """Show the form of what a customer agrees to."""
        self._target = record.card.id
        self.edits[Noun.CONSENT].open(
            self._target,
            _consent_value(record),
            version=[given.purpose for given in record.consents],
        )
        self.shown.emit(_("Privacy consent"), self.consent)

    def _add_person(self) -> None:
        facts = _facts(self.new_person, roles_of(self._work))
        self._adding.save(people_commands.add, facts, then=self._added)

    def _added(self, person_id: int) -> None:
        self._adding.restart({})
        self._shell.notices.say(_("Saved"))
        self.saved.emit(Noun.PERSON, person_id)

    def _save(
        self, noun: Noun, command: Callable[..., object], facts: object, *, seen: str = "version"
    ) -> None:
        """Saves to the record that is open; `seen` names what the command calls its version."""
        editing = self.edits[noun]
        self._target = target = editing.key
        then = partial(self._told, Noun.VEHICLE if noun == Noun.VEHICLE else Noun.PERSON, target)
        editing.save(command, target, facts, then=lambda _answer: then(), **{seen: editing.version})

    def _save_person(self) -> None:
        self._save(Noun.PERSON, people_commands.edit, _facts(self.person, roles_of(self._work)))

    def _told(self, noun: Noun, record_id: int) -> None:
        self._shell.notices.say(_("Saved"))
        self.saved.emit(noun, record_id)

    def _save_licence(self) -> None:
        facts = forms.licence_facts(self.licence.value())
        self._save(Noun.LICENCE, people_commands.keep_licence, facts)

    def _save_consent(self) -> None:
        facts = forms.consent_facts(self.consent.value())
        self._save(Noun.CONSENT, people_commands.keep_consent, facts, seen="seen")

    def _save_vehicle(self) -> None:
        if self._owner is None:
            self._save(
                Noun.VEHICLE, vehicle_commands.edit, forms.vehicle_facts(self.vehicle.value())
            )
        else:
            new = forms.new_vehicle(self.vehicle.value(), Contact(person_id=self._owner.card.id))
            self.edits[Noun.VEHICLE].save(
                vehicle_commands.add, new, then=partial(self._told, Noun.VEHICLE)
            )


def _editing(shell: Shell, form: Form, noun: Noun, *, value: Callable[..., Value]) -> RecordForm:
    """Saves a form; a licence is taken whole from one of two versions."""
    query = vehicles.newest_record
    if noun != Noun.VEHICLE:
        query = partial(people.newest_record, noun=noun)
    source, is_whole = RecordSource(query, value), noun == Noun.LICENCE
    return RecordForm(
        shell, form, source, draft=DRAFTS.format(noun=noun, key="{key}"), whole=is_whole
    )


def _facts(form: Form, roles: frozenset[Role]) -> dict[str, object]:
    """The fields, without the identity number for people who do not see it."""
    facts = form.value()
    if not rules.sees_numbers(roles):
        facts.pop("id_number")
    return facts


def _offer_trims(form: Form, trims: list[house.TrimChoice]) -> None:
    form["model"].set_options([(trim.id, trim.text) for trim in trims])


def _licence_value(record: PersonRecord) -> Value:
    return forms.licence_value(record.licence, None)


def _consent_value(record: PersonRecord) -> Value:
    """What the customer agreed to, with the newest notice that was shown."""
    edition = max((given.notice_edition for given in record.consents), default=None)
    return forms.consent_value(record, edition)


VALUES: dict[Noun, Callable[..., Value]] = {
    Noun.PERSON: forms.person_value,
    Noun.VEHICLE: forms.vehicle_value,
    Noun.LICENCE: _licence_value,
    Noun.CONSENT: _consent_value,
}
"""How the form of each kind of file reads its record."""
