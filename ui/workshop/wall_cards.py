"""How an order reads on the wall: without names and telephones.

Where strangers look, plates have their middle hidden.
"""

from __future__ import annotations

from app.formatting import clock, joined
from app.identity import names
from app.identity import plate as plates
from app.orders.due import due
from app.orders.queries import OrderRow
from app.orders.rules import FINISHED, Timing
from app.text import _, ngettext
from app.tones import Tone
from app.workshop.queries import BoardDay
from db.vocabulary import OPEN_STAGES, Sex, Stage
from ui.parts.board import Card


def cards(day: BoardDay, *, hides_plates: bool) -> dict[str, tuple[Card, ...]]:
    """The cards of each column; those that are late are tinted."""
    return {
        stage.value: tuple(
            card(row, day, hides_plates=hides_plates) for row in day.rows if row.stage is stage
        )
        for stage in OPEN_STAGES
    }


def card(row: OrderRow, day: BoardDay, *, hides_plates: bool) -> Card:
    """Plate, model and bay, who waits, the promised time."""
    stands = due(row, now=day.at, risk_minutes=day.risk_minutes)
    waits = row.waits_in_store and row.stage not in FINISHED
    who = _("{who} waits").format(who=addressed(row)) if waits else ""
    return Card(
        id=row.id,
        title=plate(row, hides=hides_plates),
        colour=row.colour or "",
        people=(row.technician,) if row.technician else (),
        lines=(joined(row.model, row.bay), who or row.sublet_to or ""),
        tone=Tone.BAD if day.timing(row) is Timing.LATE else Tone.NEUTRAL,
        due_text=str(stands),
        due_short=stands.words,
        due_tone=stands.tone,
    )


def plate(row: OrderRow, *, hides: bool) -> str:
    """The plate, with its middle hidden where customers look."""
    if not row.plate:
        return row.number
    return plates.masked(row.plate) if hides else plates.shown(row.plate)


def addressed(row: OrderRow) -> str:
    """`王女士`; without the form of address the first character and a star."""
    name = (row.customer or "").strip()
    if not name:
        return _("Customer")
    if row.sex is Sex.FEMALE:
        return _("Ms {name}").format(name=name[0])
    return _("Mr {name}").format(name=name[0]) if row.sex is Sex.MALE else names.masked(name)


def next_ready(day: BoardDay, *, hides_plates: bool) -> str:
    """The car that is handed over next."""
    ready = [row for row in day.rows if row.stage is Stage.READY]
    if not ready:
        return ""
    row = min(ready, key=lambda one: (one.promised_at or one.stage_since, one.id))
    when = clock(row.promised_at) if row.promised_at else ""
    state = _("settled") if row.settled else ""
    return joined(_("Next hand-over"), when, plate(row, hides=hides_plates), state, by=" ")


def foot(day: BoardDay) -> str:
    """What will be late, free bays and free technicians."""
    risk, free = day.answers.at_risk, sum(bay.taken_by is None for bay in day.bays)
    people = len(day.answers.free)
    bays = ngettext("{n} free bay", "{n} free bays", free).format(n=free)
    hands = ngettext("{n} free technician", "{n} free technicians", people).format(n=people)
    return joined(_("{count} at risk").format(count=risk) if risk else "", bays, hands)
