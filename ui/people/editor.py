"""The forms of the panel: which file they write, and what was saved."""

from __future__ import annotations

from collections.abc import Callable
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
from ui.people import forms
from ui.people.twins import Twins
from ui.shell.editing.record_form import RecordForm, RecordSource, Value
from ui.shell.workspace.page import Shell

DRAFT = "new-person"


class Editor(QObject):
    """`shown(title, form)`: this form wants the panel.

    `saved(noun, id)`, `left()`, `opened(noun, id)`.
    """

    shown = Signal(str, object)
    saved = Signal(Noun, int)
    left = Signal()
    opened = Signal(Noun, int)
    merge_asked = Signal(int, int)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell, self._work = shell, shell.work
        self._target: int | None = None
        self._owner: PersonRecord | None = None
        self.roles = shell.work.actor.roles if shell.work.actor else frozenset()
        today = local_day(shell.work.now())
        self.new_person = forms.person_form(today, "new_person_form")
        self.person, self.vehicle, self.licence = (
            forms.person_form(today, "person_form"),
            forms.vehicle_form(today),
            forms.licence_form(today),
        )
        self.consent = forms.consent_form()
        for form, save in (
            (self.new_person, self._add_person),
            (
                self.person,
                lambda: self._keep(
                    Noun.PERSON, people_commands.edit, _facts(self.person, self.roles)
                ),
            ),
            (self.vehicle, self._save_vehicle),
            (self.licence, self._save_licence),
            (self.consent, self._save_consent),
        ):
            form.submitted.connect(save)
            form.left.connect(self.left)
        for form in (self.new_person, self.person):
            form.show_field("id_number", rules.sees_numbers(self.roles))
        self.edits = {
            noun: RecordForm(
                shell, form, source, draft=f"{noun}-{{key}}", whole=noun == Noun.LICENCE
            )
            for noun, form, source in (
                (Noun.PERSON, self.person, RecordSource(people.newest_record, forms.person_value)),
                (
                    Noun.VEHICLE,
                    self.vehicle,
                    RecordSource(vehicles.newest_record, forms.vehicle_value),
                ),
                (
                    Noun.LICENCE,
                    self.licence,
                    RecordSource(partial(people.newest_record, noun=Noun.LICENCE), _licence_value),
                ),
                (
                    Noun.CONSENT,
                    self.consent,
                    RecordSource(partial(people.newest_record, noun=Noun.CONSENT), _consent_value),
                ),
            )
        }
        self._adding = RecordForm(shell, self.new_person, draft=DRAFT)
        self._twins = Twins(self._work, self)
        self._twins.opened.connect(self.opened)
        self._twins.merge_asked.connect(self.merge_asked)
        self._twins.watch_person(self.new_person, self._besides(self.new_person))
        self._twins.watch_person(self.person, self._besides(self.person))
        self._twins.watch_vehicle(self.vehicle, self._besides(self.vehicle))
        self._adding.begin(announce=True)

    def forms(self) -> tuple[Form, ...]:
        """Every form that may stand in the panel."""
        return (self.new_person, self.person, self.vehicle, self.licence, self.consent)

    def holds(self, body: object) -> bool:
        """Whether what stands in the panel is being typed or chosen."""
        return body in self.forms()

    def is_begun(self, noun: Noun, record_id: int) -> bool:
        """Whether something was typed into this file and not saved."""
        return self.edits[noun].draft.exists(record_id)

    def load(self) -> None:
        """Asks for the models that a car can be."""
        self._work.ask(house.trims, then=self._offer_trims)

    def begin_person(self) -> None:
        """Somebody who has no file; what was typed earlier is still there."""
        self.shown.emit(_("New customer"), self.new_person)

    def edit_file(self, record: PersonRecord | VehicleRecord) -> None:
        """The file of a customer or a car."""
        noun, title = (
            (Noun.PERSON, _("Edit customer"))
            if isinstance(record, PersonRecord)
            else (Noun.VEHICLE, _("Edit car"))
        )
        self._target, version = version_of(record)
        self._owner = None
        self.edits[noun].open(self._target, value_of(record), version=version)
        self.shown.emit(title, self.edits[noun].form)

    def begin_vehicle(self, owner: PersonRecord) -> None:
        """One more car of a customer."""
        self._target, self._owner = None, owner
        self.edits[Noun.VEHICLE].open(f"new-{owner.card.id}", {}, version=None)
        self.shown.emit(
            _("New car of {name}").format(name=owner.card.name or _("this customer")), self.vehicle
        )

    def edit_licence(self, record: PersonRecord) -> None:
        """The driving licence of a customer."""
        self._target = record.card.id
        value, version = (
            forms.licence_value(record.licence, record.card.id_number),
            record.licence.version if record.licence else 0,
        )
        self.edits[Noun.LICENCE].open(self._target, value, version=version)
        self.shown.emit(_("Driving licence"), self.licence)

    def edit_consent(self, record: PersonRecord) -> None:
        """What the customer agrees to."""
        self._target = record.card.id
        self.edits[Noun.CONSENT].open(
            self._target,
            _consent_value(record),
            version=[given.purpose for given in record.consents],
        )
        self.shown.emit(_("Privacy consent"), self.consent)

    def _add_person(self) -> None:
        facts = _facts(self.new_person, self.roles)
        self._adding.save(people_commands.add, facts, then=self._added)

    def _added(self, person_id: int) -> None:
        self._adding.restart({})
        self._shell.notices.say(_("Saved"))
        self.saved.emit(Noun.PERSON, person_id)

    def _keep(self, noun: Noun, command: Callable[..., int], facts: object) -> None:
        editing = self.edits[noun]
        self._target = target = editing.key
        editing.save(
            command, target, facts, then=partial(self._told, noun), version=editing.version
        )

    def _told(self, noun: Noun, record_id: int) -> None:
        self._shell.notices.say(_("Saved"))
        self.saved.emit(noun, record_id)

    def _save_licence(self) -> None:
        editing = self.edits[Noun.LICENCE]
        facts = forms.licence_facts(self.licence.value())
        then = partial(self._told, Noun.PERSON, editing.key)
        editing.save(
            people_commands.keep_licence,
            editing.key,
            facts,
            then=lambda _none: then(),
            version=editing.version,
        )

    def _save_consent(self) -> None:
        editing, target = self.edits[Noun.CONSENT], self.edits[Noun.CONSENT].key
        facts = forms.consent_facts(self.consent.value())
        editing.save(
            people_commands.keep_consent,
            target,
            facts,
            then=lambda _none: self._told(Noun.PERSON, target),
            seen=editing.version,
        )

    def _save_vehicle(self) -> None:
        if self._owner is None:
            self._keep(
                Noun.VEHICLE, vehicle_commands.edit, forms.vehicle_facts(self.vehicle.value())
            )
        else:
            new = forms.new_vehicle(self.vehicle.value(), Contact(person_id=self._owner.card.id))
            self.edits[Noun.VEHICLE].save(
                vehicle_commands.add, new, then=partial(self._told, Noun.VEHICLE)
            )

    def _besides(self, form: Form) -> Callable[[], int | None]:
        """Which file a form writes: it is no twin of itself."""
        return lambda: None if form is self.new_person or self._target is None else self._target

    def _offer_trims(self, trims: list[house.TrimChoice]) -> None:
        self.vehicle["model"].set_options([(trim.id, trim.text) for trim in trims])


def _facts(form: Form, roles: frozenset[Role]) -> dict[str, object]:
    """What may be written: who does not see identity numbers does not empty them either."""
    facts = form.value()
    if not rules.sees_numbers(roles):
        facts.pop("id_number")
    return facts


def value_of(record: PersonRecord | VehicleRecord) -> Value:
    """A file as its form holds it."""
    if isinstance(record, PersonRecord):
        return forms.person_value(record)
    return forms.vehicle_value(record)


def version_of(record: PersonRecord | VehicleRecord) -> tuple[int, int]:
    """Which file it is, and which version of it."""
    if isinstance(record, PersonRecord):
        return record.card.id, record.card.version
    return record.hit.id, record.version


def _licence_value(record: PersonRecord) -> Value:
    return forms.licence_value(record.licence, None)


def _consent_value(record: PersonRecord) -> Value:
    """What was agreed, to the newest text that was shown."""
    edition = max((given.notice_edition for given in record.consents), default=None)
    return forms.consent_value(record, edition)
