"""What the head of a customer's or a car's file says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from app.formatting import days_ago, joined, kilometres, money, show_date
from app.identity import plate as plates
from app.labels import label
from app.local_time import local_day
from app.people import rules
from app.people.alerts import AlertKind
from app.people.merging import Merged
from app.people.queries import PersonRecord, RelatedCar
from app.text import _, ngettext
from app.tones import Tone
from app.vehicles.queries import CarKeeper, CarriedPlate, VehicleRecord
from db.nouns import Noun
from db.vocabulary import PersonKind, Relation
from ui.people.head import Counter, HeadLink, Toned

DAYS_COUNTED = 60
"""An earlier day is named by its date."""
ORDER = (Relation.OWNER, Relation.PAYER, Relation.BRINGER)


def needs_attention(record: PersonRecord | VehicleRecord) -> bool:
    """True when the file shows an alert, or its customer is a VIP."""
    if isinstance(record, VehicleRecord):
        return bool(vehicle_alerts(record))
    return bool(person_alerts(record)) or rules.is_vip(record.card.customer_class)


def person_alerts(record: PersonRecord) -> list[Toned]:
    """What everybody must know before talking to this customer; VIP stands with the chips."""
    known = [one for one in record.alerts if one.kind is not AlertKind.VIP]
    return _said(((_refused_calls(record), Tone.BAD), *((one.text, one.tone) for one in known)))


def vehicle_alerts(record: VehicleRecord) -> list[Toned]:
    """What everybody must know before working on this car."""
    known = ((one.text, one.tone) for one in record.alerts)
    return _said((*known, (record.note or "", Tone.WARN)))


def person_chips(record: PersonRecord) -> list[Toned]:
    """Level, class, and that it is a company."""
    card, prospect = record.card, record.prospect
    level = _("Level {level}").format(level=prospect.level) if prospect.level else ""
    vip = Tone.WARN if rules.is_vip(card.customer_class) else Tone.GOOD
    company = label(card.kind) if card.kind is PersonKind.COMPANY else ""
    return _said(
        (
            (level, Tone.ACCENT),
            (label(card.customer_class), vip),
            (company, Tone.NEUTRAL),
        )
    )


def vehicle_chips(record: VehicleRecord) -> list[Toned]:
    """The open repair order, and that the car stays away."""
    shop = _("In the workshop: {number}").format(number=record.hit.open_order_number)
    return _said(
        (
            (shop if record.hit.open_order_id else "", Tone.ACCENT),
            (_("Lapsed") if record.lapsed else "", Tone.WARN),
        )
    )


def person_story(record: PersonRecord, today: date) -> str:
    """How often the customer was here and what was spent; noughts are left out."""
    since = local_day(record.last_seen) if record.last_seen else None
    counted = (
        (record.visits, ngettext("{n} visit", "{n} visits", record.visits)),
        (record.drives, ngettext("{n} test drive", "{n} test drives", record.drives)),
        (record.orders, ngettext("{n} repair order", "{n} repair orders", record.orders)),
    )
    last = _("last visit {day}").format(day=_ago(since, today)) if since else _("Never here")
    spent = _("spent {sum}").format(sum=money(record.spent)) if record.spent else ""
    return joined(last, *(text.format(n=n) for n, text in counted if n), spent)


def vehicle_counters(record: VehicleRecord) -> tuple[Counter, ...]:
    """When the car was here, how far it has run, and what is still open."""
    hit, lapsed, since = record.hit, Tone.WARN if record.lapsed else "", record.hit.days_since
    return (
        Counter(_("Last visit"), shown_day(hit.last_visit)),
        Counter(_("How long ago"), "—" if since is None else days_ago(since), lapsed),
        Counter(_("Odometer"), kilometres(hit.odometer) or "—"),
        Counter(_("Orders"), str(record.orders)),
        Counter(_("Open advice"), str(hit.open_advice), Tone.WARN if hit.open_advice else ""),
        Counter(_("Unpaid"), money(record.unpaid), Tone.BAD if record.unpaid else ""),
    )


def car_link(car: RelatedCar) -> HeadLink:
    """A car of a customer, with what the customer is to it."""
    plate = plates.shown(car.plate) if car.plate else _("No plate")
    until = _("until {day}").format(day=show_date(car.until)) if car.until else ""
    return HeadLink(
        joined(plate, car.model, by=" "), Noun.VEHICLE, car.id, until or label(car.relation)
    )


def by_importance(keepers: Iterable[CarKeeper]) -> list[CarKeeper]:
    """Who has to do with the car now comes first, the owner before all others."""
    return sorted(keepers, key=lambda one: (one.until_on is not None, ORDER.index(one.relation)))


def plate_text(plate: CarriedPlate) -> str:
    """A plate and the days on which the car carried it."""
    told = f"{plates.shown(plate.number)} · {days(plate.from_on, plate.until_on)}"
    return told if plate.until_on is None else _("Formerly {plates}").format(plates=told)


def merge_text(merge: Merged) -> str:
    """`Merged with Zhang Wei on 2026-11-21`."""
    name = merge.name or _("another file")
    return _("Merged with {name} on {day}").format(name=name, day=shown_day(merge.at))


def days(since: date, until: date | None) -> str:
    """`since 2024-03-01`, or `2024-03-01 to 2025-06-30`."""
    if until is None:
        return _("since {day}").format(day=show_date(since))
    return _("{start} to {end}").format(start=show_date(since), end=show_date(until))


def shown_day(at: datetime | None) -> str:
    """The day of a moment, or a dash."""
    return show_date(local_day(at)) if at else "—"


def _said(texts: Iterable[Toned]) -> list[Toned]:
    return [(text, tone) for text, tone in texts if text]


def _refused_calls(record: PersonRecord) -> str:
    """Why nobody calls this customer, and how many planned calls were left out for it."""
    count = record.left_out
    if not record.refuses_calls and not count:
        return ""
    why = _("Sales calls refused") if record.refuses_calls else _("No consent to sales calls")
    if record.card.do_not_contact:
        why = _("Do not contact")
    calls = ngettext("{count} planned call left out", "{count} planned calls left out", count)
    return joined(why, calls.format(count=count) if count else "")


def _ago(day: date, today: date) -> str:
    """Days within the last weeks, before that the day itself."""
    days = (today - day).days
    return days_ago(days) if days <= DAYS_COUNTED else show_date(day)
