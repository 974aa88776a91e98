"""The forms that change the keeper of a car and its plate.

What is saved can be undone with one key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import Refused
from app.formatting import show_date
from app.identity import plate as plates
from app.local_time import local_day
from app.people.operations import Contact
from app.text import N_, _
from app.vehicles import commands
from app.vehicles import queries as vehicles
from app.vehicles.operations import RelationChange
from app.vehicles.queries import CarKeeper, VehicleRecord
from db.nouns import Noun
from db.vocabulary import Relation
from ui.parts.columns import choice_of, field
from ui.parts.fields import DateField, PhoneInput, PlateInput, Segments
from ui.parts.form import Field, Form
from ui.shell.editing.person_finder import PersonFinder
from ui.shell.editing.record_form import RecordForm
from ui.shell.viewer import may, roles_of
from ui.shell.workspace.page import Shell

REFUSED_AT = {"phone": "who_phone", "name": "who"}


class Ownership(QObject):
    """Changes the relations of people to a car, and its plates.

    `shown(title, form)`: this form is to stand in the panel. `saved(noun, id)`: this file is to be
    read. `left()`: nothing was changed.
    """

    shown = Signal(str, object)
    saved = Signal(Noun, int)
    left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._notices = shell.work, shell.notices
        self._record: VehicleRecord | None = None
        today = local_day(shell.work.now())
        self.keeper, self.plate = relation_form(today), plate_form(today)
        self._records = {form: RecordForm(shell, form) for form in self.forms()}
        self._connect()

    def _connect(self) -> None:
        self.keeper.built.connect(self._begin_finder)
        self.keeper.edited.connect(self._follow)
        self.keeper.submitted.connect(self._save_keeper)
        self.plate.submitted.connect(self._save_plate)
        for form in self.forms():
            form.left.connect(self.left)

    @property
    def finder(self) -> PersonFinder:
        """The field that finds the other person."""
        found: PersonFinder = self.keeper["who"]
        return found

    def _begin_finder(self) -> None:
        self.finder.show_for(roles_of(self._work))
        self.finder.asked.connect(self._find)

    def forms(self) -> tuple[Form, Form]:
        """Both forms."""
        return self.keeper, self.plate

    def may(self) -> bool:
        """True when the person signed in may change keepers and plates."""
        return may(self._work, *commands.KEEPERS)

    def begin_keeper(self, record: VehicleRecord) -> None:
        """Ask who keeps a car from now on: its owner, payer or bringer."""
        self._record = record
        self.keeper.set_value({"relation": Relation.OWNER, "on": local_day(self._work.now())})
        self._follow("relation")
        self.shown.emit(_("Owner and contacts of {car}").format(car=_named(record)), self.keeper)
        self.finder.setFocus()

    def begin_plate(self, record: VehicleRecord) -> None:
        """Ask for another plate of a car."""
        self._record = record
        self.plate.set_value({"on": local_day(self._work.now())})
        self.shown.emit(_("Another plate for {car}").format(car=_named(record)), self.plate)

    def end(self, keeper: CarKeeper, record: VehicleRecord) -> None:
        """End a relation today; it can be undone."""
        self._record = record
        then = partial(self._saved, record.hit.id, Noun.KEEPER)
        self._work.act(commands.end_keeper, keeper.id, then=then)

    def _find(self, text: str) -> None:
        self._work.ask(
            vehicles.people_found, text, then=partial(self.finder.offer, text), topic=(self, "who")
        )

    def _follow(self, field: str) -> None:
        """Say under the relation who has it now; ask a number only of somebody new."""
        self.keeper.show_field("who_phone", self.finder.is_new() and not self.finder.value().phone)
        if field == "relation" and self._record is not None:
            names = _(", ").join(_holders(self._record, self.keeper["relation"].value()))
            self.keeper.say("relation", _("Now: {names}").format(names=names) if names else "")

    def _save_keeper(self) -> None:
        value = self.keeper.value()
        who = value["who"]
        if isinstance(who, Contact) and not who.phone:
            who = Contact(name=who.name, phone=value["who_phone"])
        turn = commands.NewRelation(who, value["relation"] or Relation.OWNER, value["on"])
        self._send(self.keeper, Noun.KEEPER, commands.change_keeper, value=turn)

    def _save_plate(self) -> None:
        value = self.plate.value()
        self._send(
            self.plate, Noun.PLATE, commands.change_plate, value=value["plate"], on=value["on"]
        )

    def _send(
        self,
        form: Form,
        noun: Noun,
        command: Callable[..., RelationChange],
        *,
        value: object,
        **more: object,
    ) -> None:
        assert self._record is not None
        vehicle_id = self._record.hit.id
        then, refuse = partial(self._saved, vehicle_id, noun), partial(_refuse, form)
        self._records[form].save(command, vehicle_id, value, then=then, refuse=refuse, **more)

    def _saved(self, vehicle_id: int, noun: Noun, change: RelationChange) -> None:
        self.saved.emit(Noun.VEHICLE, vehicle_id)
        back = partial(
            self._work.act, commands.take_back, vehicle_id, change, noun=noun, then=self._taken_back
        )
        self._notices.say(_("Saved"), undo=back)

    def _taken_back(self, vehicle_id: int) -> None:
        self.saved.emit(Noun.VEHICLE, vehicle_id)
        self._notices.say(_("All is as it was."))


def relation_form(today: date) -> Form:
    """Relation, person and first day; the relation before it ends on that day."""
    fields = (
        field("keeper.relation", choice_of(Segments, Relation)),
        Field("who", N_("Who"), PersonFinder),
        Field("who_phone", N_("Phone"), PhoneInput),
        Field("on", N_("Since when"), partial(DateField, today=today)),
    )
    return Form(fields, leaves=True, name="keeper_form")


def plate_form(today: date) -> Form:
    """The new plate and its first day; the old plate still finds the car."""
    fields = (
        field("plate.number", PlateInput, name="plate", label=N_("New plate")),
        Field("on", N_("Since when"), partial(DateField, today=today)),
    )
    return Form(fields, leaves=True, name="plate_form")


def _holders(record: VehicleRecord, relation: Relation | None) -> Iterator[str]:
    """`Zhang Wei since 2024-03-01`, of those who have this relation now."""
    for one in record.keepers:
        if one.relation is relation and one.until_on is None:
            yield _("{name} since {day}").format(name=one.name, day=show_date(one.from_on))


def _refuse(form: Form, refused: Refused) -> None:
    field = (
        REFUSED_AT.get(refused.field or "", refused.field)
        if form.objectName() == "keeper_form"
        else refused.field
    )
    form.point_at(Refused(refused.code, refused.message, field=field, **refused.facts))


def _named(record: VehicleRecord) -> str:
    return plates.shown(record.hit.plate) if record.hit.plate else record.hit.model or _("this car")
