"""Who keeps a car and which plate it carries, from a day on.

Two small forms, saved at once and taken back with one key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import Refused
from app.formatting import show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.people.operations import Contact
from app.text import N_, _
from app.vehicles import commands
from app.vehicles import queries as vehicles
from app.vehicles.operations import RelationChange
from app.vehicles.queries import CarKeeper, VehicleRecord
from db.nouns import Noun
from db.vocabulary import Relation
from ui.parts.columns import field
from ui.parts.fields import DateField, PhoneInput, PlateInput, Segments
from ui.parts.form import Field, Form
from ui.people.finder import PersonFinder
from ui.shell.editing.record_form import RecordForm
from ui.shell.workspace.page import Shell

REFUSED_AT = {"phone": "who_phone", "name": "who"}


class Ownership(QObject):
    """`shown(title, form)` wants the panel, `saved(noun, id)` names the file to be read, `left()`
    leaves all as it was.
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
        self.finder: PersonFinder = self.keeper["who"]
        self.finder.show_for(shell.work.actor.roles if shell.work.actor else frozenset())
        self.finder.asked.connect(self._find)
        self.keeper.edited.connect(self._heed)
        self.keeper.submitted.connect(self._save_keeper)
        self.plate.submitted.connect(self._save_plate)
        self._records = {form: RecordForm(shell, form) for form in self.forms()}
        for form in self.forms():
            form.left.connect(self.left)

    def forms(self) -> tuple[Form, Form]:
        """What may stand in the panel."""
        return self.keeper, self.plate

    def may(self) -> bool:
        """Whether this person changes keepers and plates at all."""
        return self._work.actor is not None and self._work.actor.may(*commands.KEEPERS)

    def begin_keeper(self, record: VehicleRecord) -> None:
        """A car was sold, or somebody else brings it or pays for it."""
        self._record = record
        self.keeper.set_value({"relation": Relation.OWNER, "on": local_day(self._work.now())})
        self._heed("relation")
        self.shown.emit(_("Who keeps {car}").format(car=_named(record)), self.keeper)
        self.finder.setFocus()

    def begin_plate(self, record: VehicleRecord) -> None:
        """A car carries another plate."""
        self._record = record
        self.plate.set_value({"on": local_day(self._work.now())})
        self.shown.emit(_("Another plate for {car}").format(car=_named(record)), self.plate)

    def end(self, keeper: CarKeeper, record: VehicleRecord) -> None:
        """From today no longer; one key brings it back."""
        self._record = record
        self._work.act(
            commands.end_keeper, keeper.id, then=partial(self._kept, record.hit.id, Noun.KEEPER)
        )

    def _find(self, text: str) -> None:
        self._work.ask(
            vehicles.people_found, text, then=partial(self.finder.offer, text), topic=(self, "who")
        )

    def _heed(self, field: str) -> None:
        """Who it is now stands under the choice; a number is asked for only of somebody new."""
        self.keeper.show_field("who_phone", self.finder.is_new() and not self.finder.value().phone)
        if field == "relation" and self._record is not None:
            wanted = self.keeper["relation"].value()
            now = [
                one
                for one in self._record.keepers
                if one.relation is wanted and one.until_on is None
            ]
            names = _(", ").join(
                _("{name} since {day}").format(name=one.name, day=show_date(one.from_on))
                for one in now
            )
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
        then, refuse = partial(self._kept, vehicle_id, noun), partial(_refuse, form)
        self._records[form].save(command, vehicle_id, value, then=then, refuse=refuse, **more)

    def _kept(self, vehicle_id: int, noun: Noun, kept: RelationChange) -> None:
        self.saved.emit(Noun.VEHICLE, vehicle_id)
        back = partial(
            self._work.act, commands.take_back, vehicle_id, kept, noun=noun, then=self._taken_back
        )
        self._notices.say(_("Saved"), undo=back)

    def _taken_back(self, vehicle_id: int) -> None:
        self.saved.emit(Noun.VEHICLE, vehicle_id)
        self._notices.say(_("All is as it was."))


def relation_form(today: date) -> Form:
    """What, who, from when: the one before ends on that day."""
    fields = (
        field("keeper.relation", partial(Segments, [(word, label(word)) for word in Relation])),
        Field("who", N_("Who"), PersonFinder),
        Field("who_phone", N_("Phone"), PhoneInput),
        Field("on", N_("Since when"), partial(DateField, today=today)),
    )
    return Form(fields, name="keeper_form")


def plate_form(today: date) -> Form:
    """The new plate and its first day; the old one stays known."""
    fields = (
        field("plate.number", PlateInput, name="plate", label=N_("New plate")),
        Field("on", N_("Since when"), partial(DateField, today=today)),
    )
    return Form(fields, name="plate_form")


def _refuse(form: Form, refused: Refused) -> None:
    field = (
        REFUSED_AT.get(refused.field or "", refused.field)
        if form.objectName() == "keeper_form"
        else refused.field
    )
    form.point_at(Refused(refused.code, refused.message, field=field, **refused.facts))


def _named(record: VehicleRecord) -> str:
    return plates.shown(record.hit.plate) if record.hit.plate else record.hit.model or _("this car")
