"""Whom a file is about, in a few lines: before two files become one, both are seen."""

from PySide6.QtWidgets import QFrame

from app.formatting import joined, show_date
from app.identity import plate as plates
from app.local_time import local_day
from app.people import rules
from app.people.queries import PersonRecord
from app.text import _, ngettext
from app.tones import Tone
from db.vocabulary import Role
from ui.parts.avatar import AvatarDisc
from ui.parts.labels import Chip, Label
from ui.parts.layouts import hbox, stretched, vbox
from ui.parts.naming import named


class IdentityCard(QFrame):
    """Name, numbers, cars and last visit of one file; what the `other` has too is marked."""

    def __init__(self, record: PersonRecord, other: PersonRecord, roles: frozenset[Role]) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        named(self, "identity_card", says=record.card.name)
        name = Label(record.card.name, "body", bold=True, elide=True)
        shared = set(record.card.phones) & set(other.card.phones)
        numbers = [
            hbox(
                stretched(Label(rules.phone_for(one, roles), "body", elide=True)),
                Chip(_("same"), Tone.GOOD) if one in shared else None,
            )
            for one in record.card.phones
        ]
        vbox(
            hbox(AvatarDisc(record.card.name), stretched(name)),
            *(numbers or [Label(_("No phone number"), "muted")]),
            Label(_cars(record), "label", wrap=True),
            Label(_seen(record), "caption", wrap=True),
            parent=self,
            spacing=1,
            margins=(2, 2, 2, 2),
        )


def _cars(record: PersonRecord) -> str:
    """The cars that the person has now."""
    shown = [plates.shown(car.plate or "") or car.model for car in record.cars]
    return _(", ").join(one for one in shown if one) or _("No car")


def _seen(record: PersonRecord) -> str:
    """When the person was here last, and how often."""
    if record.last_seen is None:
        return _("Never here")
    day = show_date(local_day(record.last_seen))
    count = ngettext("{count} visit", "{count} visits", record.visits).format(count=record.visits)
    last = _("last visit {day}").format(day=day)
    return joined(last, count if record.visits else "")
