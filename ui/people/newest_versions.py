"""Two windows write one file: how a file stands now, as the form of its kind holds it."""

from __future__ import annotations

from typing import Any

from app.audit import last_saved
from app.people import queries as people
from app.people.queries import PersonRecord
from app.vehicles import queries as vehicles
from app.vehicles.queries import VehicleRecord
from ui.people import forms
from ui.shell.editing.record_editor import NewestRecord

Record = PersonRecord | VehicleRecord


def value_of(record: Record) -> dict[str, Any]:
    """A file as its form holds it."""
    return (
        forms.person_value(record)
        if isinstance(record, PersonRecord)
        else forms.vehicle_value(record)
    )


def version_of(record: Record) -> tuple[int, int]:
    """Which file it is, and which version of it."""
    return (
        (record.card.id, record.card.version)
        if isinstance(record, PersonRecord)
        else (record.hit.id, record.version)
    )


def newest(noun: str, session: Any, record_id: int) -> NewestRecord | None:
    """The file as it stands now; one that went into another is that one."""
    record: Record | None = (
        people.record(session, record_id)
        if noun == "person"
        else vehicles.record(session, record_id, today=None)
    )
    if record is None:
        return None
    found, version = version_of(record)
    return NewestRecord(version, value_of(record), last_saved(session, noun, found), key=found)


def newest_licence(session: Any, person_id: int) -> NewestRecord | None:
    """The licence as it was seen last; 0 is the version of none."""
    card = people.licence(session, person_id)
    if card is None:
        return NewestRecord(0, forms.licence_value(None, None))
    return NewestRecord(
        card.version, forms.licence_value(card, None), last_saved(session, "licence", card.id)
    )


def newest_consent(session: Any, person_id: int) -> NewestRecord | None:
    """What the customer agrees to now."""
    record = people.record(session, person_id)
    if record is None:
        return None
    edition = max((given.notice_edition for given in record.consents), default=None)
    return NewestRecord(
        [given.purpose for given in record.consents],
        forms.consent_value(record, edition),
        last_saved(session, "consent"),
    )
