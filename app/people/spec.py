"""What this desk declares: customers, their search, events, documents and erasure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from app import pinyin
from app.desk_spec import (
    DeskSpec,
    Document,
    Erasure,
    Event,
    EventKind,
    EventSource,
    Hit,
    Lead,
    ListExport,
    SearchKind,
    Traces,
    Values,
)
from app.identity import phone as phones
from app.identity import plate as plates
from app.search import IDS, asked, matched
from app.text import N_
from db.nouns import Noun
from db.search import FoundRecord
from db.tables.admin import Staff
from db.tables.people import Consent, Merge, Person, Phone
from db.tables.vehicles import Plate, VehicleRelation

_KNOWN = (
    select(Person.id, Person.name, Phone.number)
    .outerjoin(Phone, Phone.person_id == Person.id)
    .where(Person.id.in_(IDS), Person.merged_into.is_(None), Person.erased_at.is_(None))
    .order_by(Phone.position, Phone.id)
)
_SHOWN = union_all(
    select(
        literal(0).label("part"),
        Person.id.label("person_id"),
        Person.name.label("text"),
        literal(0).label("place"),
        literal(0).label("after"),
    ).where(Person.id.in_(IDS)),
    select(literal(1), Phone.person_id, Phone.number, Phone.position, Phone.id).where(
        Phone.person_id.in_(IDS)
    ),
    select(literal(2), VehicleRelation.person_id, Plate.number, literal(0), -VehicleRelation.id)
    .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
    .where(
        VehicleRelation.person_id.in_(IDS),
        VehicleRelation.until_on.is_(None),
        Plate.until_on.is_(None),
    ),
).order_by("part", "place", "after")
"""Names, telephones and cars: asked at every keystroke, put together once."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """Name, its pinyin and every telephone of the living files."""
    found: dict[int, list[str]] = {}
    for row in asked(session, _KNOWN, ids):
        if row.id not in found:
            found[row.id] = [row.name, *pinyin.spellings(row.name)]
        found[row.id].append(row.number or "")
    return found


def search_hits(
    session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
) -> Iterator[Hit]:
    """The name, with two telephones and two cars; without a name the first of these."""
    rows = list(asked(session, _SHOWN, [one.record for one in found]))
    names, numbers, cars = (
        _by_person((row for row in rows if row.part == part), show)
        for part, show in enumerate((str, phones.shown if clear else phones.masked, plates.shown))
    )
    for one in found:
        parts = [*names[one.record], *numbers[one.record][:2], *cars[one.record][:2]]
        note = " · ".join(parts[1:])
        yield Hit(Noun.PERSON, one.record, parts[0] if parts else "", note, matched(one, question))


def _by_person(rows: Iterable[Any], show: Callable[[str], str]) -> dict[int, list[str]]:
    """What is known of each person as it is shown, each once; nothing of what is empty."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row.text:
            found[row.person_id][show(row.text)] = None
    return defaultdict(list, {person_id: list(texts) for person_id, texts in found.items()})


def consent_events(session: Session, person_id: int) -> Iterator[Event]:
    """Each consent, and where it was withdrawn."""
    for row in session.scalars(select(Consent).where(Consent.person_id == person_id)):
        for kind, at in (("consent", row.given_at), ("withdrawal", row.withdrawn_at)):
            if at is not None:
                yield Event(at, kind, Noun.CONSENT, row.id, row.way, row.purpose)


def merge_events(session: Session, person_id: int) -> Iterator[Event]:
    """Each file that was merged into this one, and where that was undone."""
    merges = select(Merge, Person.name).join(Person, Person.id == Merge.gone_id)
    for row, name in session.execute(merges.where(Merge.stayed_id == person_id)):
        for kind, at in (("merge", row.at), ("unmerge", row.undone_at)):
            if at is not None:
                yield Event(at, kind, Noun.MERGE, row.id, name)


def consent(session: Session, record_id: int) -> Document | None:
    """A consent as it was given and withdrawn."""
    row = session.get(Consent, record_id)
    if row is None:
        return None
    facts = (
        (N_("Purpose"), row.purpose),
        (N_("How the customer agreed"), row.way),
        (N_("Privacy notice edition"), row.notice_edition),
        (N_("Taken by"), _staff_name(session, row.given_by)),
        (N_("Withdrawn"), row.withdrawn_at),
    )
    return Document(Noun.CONSENT, row.id, row.person_id, N_("Privacy consent"), row.given_at, facts)


def merge(session: Session, record_id: int) -> Document | None:
    """Two files that were made one."""
    row = session.get(Merge, record_id)
    if row is None:
        return None
    facts = (
        (N_("The other file"), session.get_one(Person, row.gone_id).name),
        (N_("Made by"), _staff_name(session, row.staff_id)),
        (N_("Undone"), row.undone_at),
        (N_("Undone by"), _staff_name(session, row.undone_by)),
    )
    return Document(Noun.MERGE, row.id, row.stayed_id, N_("Two files made one"), row.at, facts)


def _staff_name(session: Session, staff_id: int | None) -> str | None:
    return None if staff_id is None else session.get_one(Staff, staff_id).name


def own_rows(_session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The files themselves."""
    return {Noun.PERSON: set(who.ids)}


DESK = DeskSpec(
    name="people",
    nouns={
        Noun.PERSON: N_("Customer"),
        Noun.PHONE: N_("Phone"),
        Noun.LICENCE: N_("Driving licence"),
        Noun.LICENCE_COPY: N_("Copy of a licence"),
        Noun.CONSENT: N_("Consent"),
        Noun.MERGE: N_("Two files made one"),
    },
    search=(SearchKind(Person, N_("Customers"), search_values, search_hits),),
    leads=(Lead(Noun.PHONE, Noun.PERSON, Phone.person_id, Phone.id),),
    events=(
        EventSource(
            Person,
            {
                "consent": EventKind(N_("Agreed to"), "shield-check"),
                "withdrawal": EventKind(N_("Withdrew"), "shield-alert"),
            },
            consent_events,
        ),
        EventSource(
            Person,
            {
                "merge": EventKind(N_("Merged with another file"), "users"),
                "unmerge": EventKind(N_("Merge undone"), "undo-2"),
            },
            merge_events,
        ),
    ),
    documents={Noun.CONSENT: consent, Noun.MERGE: merge},
    exports=(
        ListExport("people", N_("Customers"), Noun.PERSON),
        ListExport("incomplete", N_("Incomplete"), Noun.PERSON),
    ),
    erasure=Erasure(near=own_rows),
)
