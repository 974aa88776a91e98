"""The forms of the panel: which file they write, and what was saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.admin import queries as house
from app.formatting import joined
from app.identity import plate as plates
from app.people import commands as people_commands
from app.people import rules
from app.people.operations import Contact
from app.people.queries import PersonRecord
from app.text import _
from app.vehicles import commands as vehicle_commands
from app.vehicles.queries import VehicleRecord
from db.nouns import Noun
from ui.parts.form import Form
from ui.parts.panel import Panel
from ui.people import forms
from ui.people.file_forms import DRAFTS, FileForms, newest_consent
from ui.shell.editing.record_form import RecordForm, Value
from ui.shell.viewer import roles_of
from ui.shell.workspace.page import Shell

DRAFT = "new-person"


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
        self._shell, self._work = shell, shell.work
        self._owner: PersonRecord | None = None
        self.files = FileForms(shell, panel, self)
        self.files.left.connect(self.left)
        self.files.submitted.connect(self._save_file)
        self.files.twins.opened.connect(self.opened)
        self.files.twins.merge_asked.connect(self.merge_asked)
        self.edits = self.files.edits
        self.new_person = self.files.person_form("new_person_form", lambda: None)
        self.new_person.submitted.connect(self._add_person)
        self._adding = RecordForm(shell, self.new_person, draft=DRAFT)
        self._adding.begin(announce=True)

    def holds(self, body: object) -> bool:
        """True for a form of this editor."""
        made = (editing.form for editing in self.edits.made().values())
        return body is not None and body in (self.new_person, *made)

    def is_begun(self, noun: Noun, record_id: int) -> bool:
        """True when something was typed into this file and not saved."""
        return self._shell.drafts.find(DRAFTS.format(noun=noun, key=record_id)) is not None

    def load(self) -> None:
        """Asks for the models that a car can be."""
        self._work.ask(house.trims, then=self.files.offer_trims)

    def begin_person(self) -> None:
        """Show the form of a new customer; what was typed earlier is still there."""
        self.shown.emit(_("New customer"), self.new_person)

    def edit_file(self, record: PersonRecord | VehicleRecord) -> None:
        """Show the form of an existing customer or car."""
        self._owner = None
        if isinstance(record, PersonRecord):
            value, version = forms.person_value(record), record.card.version
            self._open(Noun.PERSON, record.card.id, value, version=version)
            self._show(_of(record, _("Edit customer")), Noun.PERSON)
        else:
            value = forms.vehicle_value(record)
            self._open(Noun.VEHICLE, record.hit.id, value, version=record.version)
            self._show(_of(record, _("Edit car")), Noun.VEHICLE)

    def begin_vehicle(self, owner: PersonRecord) -> None:
        """Show the form of one more car of a customer."""
        self._owner = owner
        self._open(Noun.VEHICLE, f"new-{owner.card.id}", {}, version=None)
        title = _("New car of {name}").format(name=owner.card.name or _("this customer"))
        self._show(title, Noun.VEHICLE)

    def edit_licence(self, record: PersonRecord) -> None:
        """Show the form of a customer's driving licence."""
        value = forms.licence_value(record, record.card.id_number)
        version = record.licence.version if record.licence else 0
        self._open(Noun.LICENCE, record.card.id, value, version=version)
        self._show(_of(record, _("Driving licence")), Noun.LICENCE)

    def edit_consent(self, record: PersonRecord) -> None:
        """Show the form of what a customer agrees to."""
        version = [given.purpose for given in record.consents]
        forms.offer_purposes(self.edits[Noun.CONSENT].form, record)
        self._open(Noun.CONSENT, record.card.id, newest_consent(record), version=version)
        self._show(_of(record, _("Privacy consent")), Noun.CONSENT)

    def _open(self, noun: Noun, key: int | str, value: Value, *, version: object) -> None:
        self.edits[noun].open(key, value, version=version)

    def _show(self, title: str, noun: Noun) -> None:
        self.shown.emit(title, self.edits[noun].form)

    def _add_person(self) -> None:
        self._adding.save(people_commands.add, self._facts(self.new_person), then=self._added)

    def _added(self, person_id: int) -> None:
        self._adding.restart({})
        self._shell.notices.say(_("Saved"))
        self.saved.emit(Noun.PERSON, person_id)

    def _save_file(self, noun: Noun) -> None:
        """Saves what stands in the form of a file."""
        value = self.edits[noun].form.value()
        if noun == Noun.PERSON:
            self._save(noun, people_commands.edit, self._facts(self.edits[noun].form))
        elif noun == Noun.LICENCE:
            self._save(noun, people_commands.keep_licence, forms.licence_facts(value))
        elif noun == Noun.CONSENT:
            self._save(noun, people_commands.keep_consent, forms.consent_facts(value), seen="seen")
        elif self._owner is None:
            self._save(noun, vehicle_commands.edit, forms.vehicle_facts(value))
        else:
            new = forms.new_vehicle(value, Contact(person_id=self._owner.card.id))
            then = partial(self._told, Noun.VEHICLE)
            self.edits[noun].save(vehicle_commands.add, new, then=then)

    def _save(
        self, noun: Noun, command: Callable[..., object], facts: object, *, seen: str = "version"
    ) -> None:
        """Saves to the record that is open; `seen` names what the command calls its version."""
        editing = self.edits[noun]
        target = editing.key
        then = partial(self._told, Noun.VEHICLE if noun == Noun.VEHICLE else Noun.PERSON, target)
        editing.save(command, target, facts, then=lambda _answer: then(), **{seen: editing.version})

    def _told(self, noun: Noun, record_id: int) -> None:
        self._shell.notices.say(_("Saved"))
        self.saved.emit(noun, record_id)

    def _facts(self, form: Form) -> dict[str, object]:
        """The fields, without the identity number for people who do not see it."""
        facts = form.value()
        if not rules.sees_numbers(roles_of(self._work)):
            facts.pop("id_number")
        return facts


def _of(record: PersonRecord | VehicleRecord, what: str) -> str:
    """Whose form it is: `王丽玲 · Driving licence`."""
    if isinstance(record, PersonRecord):
        return joined(record.card.name, what)
    return joined(plates.shown(record.hit.plate or ""), what)
