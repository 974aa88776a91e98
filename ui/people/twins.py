"""Somebody who has a file already is told while the number is typed, before a second file is
saved.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.identity import plate as plates
from app.people import rules
from app.people.lookup import PersonHit, known_as
from app.text import _
from app.tones import Tone
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleHit
from db.nouns import Noun
from db.vocabulary import Role
from ui.parts.form import Form
from ui.shell.work import Work

Besides = Callable[[], int | None]


class Twins(QObject):
    """Watches numbers in forms. `opened(noun, id)`: the known file is to be read instead."""

    opened = Signal(Noun, int)
    merge_asked = Signal(int, int)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._roles = work.actor.roles if work.actor else frozenset()

    def watch_person(self, form: Form, besides: Besides) -> None:
        """Telephone and identity number of a customer's form."""
        form.edited.connect(partial(self._check_person, form, besides))

    def watch_vehicle(self, form: Form, besides: Besides) -> None:
        """Plate and VIN of a car's form."""
        form.edited.connect(partial(self._check_vehicle, form, besides))

    def _check_person(self, form: Form, besides: Besides, field: str) -> None:
        if field not in ("phone", "other_phone", "id_number"):
            return
        value = form[field].value()
        form.say(field)
        if value:
            asked = (None, value) if field == "id_number" else (value, None)
            then = partial(self._warn_person, form, (field, besides()))
            self._work.ask(known_as, *asked, besides=besides(), then=then, topic=(self, field))

    def _warn_person(
        self, form: Form, place: tuple[str, int | None], known: list[PersonHit]
    ) -> None:
        field, own = place
        if not known:
            return
        hit = known[0]
        told = _("{name} has a file already").format(
            name=hit.name or rules.phone_for(hit.phone, self._roles)
        )
        more = " ".join(part for part in (hit.model, hit.owner) if part)
        said = f"{told} · {more}" if more else told
        if own is not None and Role.MANAGER in self._roles:
            form.say(
                field,
                said,
                tone=Tone.WARN,
                action=_("Merge"),
                then=lambda: self.merge_asked.emit(hit.id, own),
            )
        else:
            form.say(
                field,
                said,
                tone=Tone.WARN,
                action=_("Open"),
                then=lambda: self.opened.emit(Noun.PERSON, hit.id),
            )

    def _check_vehicle(self, form: Form, besides: Besides, field: str) -> None:
        if field not in ("plate", "vin"):
            return
        value = form[field].value()
        form.say(field)
        if value:
            asked = (value, None) if field == "plate" else (None, value)
            then = partial(self._warn_vehicle, form, field)
            self._work.ask(
                vehicles.known_as, *asked, besides=besides(), then=then, topic=(self, field)
            )

    def _warn_vehicle(self, form: Form, field: str, hit: VehicleHit | None) -> None:
        if hit is None:
            return
        named = " ".join(part for part in (plates.shown(hit.plate), hit.model, hit.owner) if part)
        told = _("This plate was on {car}") if hit.former else _("Known already: {car}")
        form.say(
            field,
            told.format(car=named),
            tone=Tone.WARN,
            action=_("Open"),
            then=lambda: self.opened.emit(Noun.VEHICLE, hit.id),
        )
