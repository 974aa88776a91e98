"""Tells while a number is typed that another file has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.formatting import joined
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
from ui.shell.viewer import may, roles_of
from ui.shell.work import Work

Besides = Callable[[], int | None]


class Twins(QObject):
    """Looks up the numbers that are typed in forms.

    `opened(noun, id)`: the known file is to be read. `merge_asked(id, own)`: both are to be merged.
    """

    opened = Signal(Noun, int)
    merge_asked = Signal(int, int)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def watch_person(self, form: Form, besides: Besides) -> None:
        """Look up telephones and identity number; `besides` gives the file that the form writes."""
        form.edited.connect(partial(self._check_person, form, besides))

    def watch_vehicle(self, form: Form, besides: Besides) -> None:
        """Look up plate and VIN; `besides` gives the file that the form writes."""
        form.edited.connect(partial(self._check_vehicle, form, besides))

    def _check_person(self, form: Form, besides: Besides, field: str) -> None:
        if field not in ("phone", "other_phone", "id_number"):
            return
        value = form[field].value()
        form.say(field)
        if value:
            asked = (None, value) if field == "id_number" else (value, None)
            own = besides()
            then = partial(self._warn_person, form, field, own=own)
            self._work.ask(known_as, *asked, besides=own, then=then, topic=(self, field))

    def _warn_person(
        self, form: Form, field: str, known: list[PersonHit], *, own: int | None
    ) -> None:
        if not known:
            return
        hit = known[0]
        name = hit.name or rules.phone_for(hit.phone, roles_of(self._work))
        told = _("{name} has a file already").format(name=name)
        said = joined(told, joined(hit.model, hit.owner, by=" "))
        action, then = _("Open"), partial(self.opened.emit, Noun.PERSON, hit.id)
        if own is not None and may(self._work, Role.MANAGER):
            action, then = _("Merge"), partial(self.merge_asked.emit, hit.id, own)
        form.say(field, said, tone=Tone.WARN, action=action, then=then)

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
        named = joined(plates.shown(hit.plate), hit.model, hit.owner, by=" ")
        told = _("This plate was on {car}") if hit.former else _("Known already: {car}")
        form.say(
            field,
            told.format(car=named),
            tone=Tone.WARN,
            action=_("Open"),
            then=lambda: self.opened.emit(Noun.VEHICLE, hit.id),
        )
