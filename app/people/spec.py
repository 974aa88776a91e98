"""What the customers tell the registries: their files are found by name and telephone."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

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

_NAMES = select(Person.id, Person.name).where(Person.id.in_(IDS))
_NUMBERS = (
    select(Phone.person_id, Phone.number)
    .where(Phone.person_id.in_(IDS))
    .order_by(Phone.position, Phone.id)
)
_DRIVEN = (
    select(VehicleRelation.person_id, Plate.number)
    .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
    .where(
        VehicleRelation.person_id.in_(IDS),
        VehicleRelation.until_on.is_(None),
        Plate.until_on.is_(None),
    )
    .order_by(VehicleRelation.id.desc())
)
"""Asked at every keystroke, put together once."""


def search_values(session: Session, ids: Sequence[int]) -> Values:
    """Name, its pinyin and every telephone of the living files."""
    living = _NAMES.where(Person.merged_into.is_(None), Person.erased_at.is_(None))
    found = {row.id: [row.name, *pinyin.spellings(row.name)] for row in asked(session, living, ids)}
    for row in asked(session, _NUMBERS, ids):
        if row.person_id in found:
            found[row.person_id].append(row.number)
    return found


def search_hits(
    session: Session, found: Sequence[FoundRecord], question: str, *, clear: bool
) -> Iterator[Hit]:
    """The name, with two telephones and two cars; without a name the first of these."""
    ids = [one.record for one in found]
    known = {row.id: row.name for row in asked(session, _NAMES, ids)}
    numbers: dict[int, list[str]] = defaultdict(list)
    cars: dict[int, list[str]] = defaultdict(list)
    for row in asked(session, _NUMBERS, ids):
        numbers[row.person_id].append(
            phones.shown(row.number) if clear else phones.masked(row.number)
        )
    for row in asked(session, _DRIVEN, ids):
        if plates.shown(row.number) not in cars[row.person_id]:
            cars[row.person_id].append(plates.shown(row.number))
    for one in found:
        parts = [*numbers[one.record][:2], *cars[one.record][:2]]
        title = known.get(one.record) or (parts.pop(0) if parts else "")
        yield Hit(Noun.PERSON, one.record, title, " · ".join(parts), matched(one, question))


def file_events(session: Session, person_id: int) -> Iterator[Event]:
    """Consents, and files that became one."""
    for given in session.scalars(select(Consent).where(Consent.person_id == person_id)):
        yield Event(given.given_at, "consent", Noun.CONSENT, given.id, given.way, given.purpose)
        if given.withdrawn_at is not None:
            yield Event(
                given.withdrawn_at, "withdrawal", Noun.CONSENT, given.id, given.way, given.purpose
            )
    merges = (
        select(Merge, Person.name)
        .join(Person, Person.id == Merge.gone_id)
        .where(Merge.stayed_id == person_id)
    )
    for merge, name in session.execute(merges):
        yield Event(merge.at, "merge", Noun.MERGE, merge.id, name)
        if merge.undone_at is not None:
            yield Event(merge.undone_at, "unmerge", Noun.MERGE, merge.id, name)


def consent(session: Session, record_id: int) -> Document | None:
    """A consent as it was given and withdrawn."""
    wanted = (
        select(Consent, Staff.name)
        .join(Staff, Staff.id == Consent.given_by)
        .where(Consent.id == record_id)
    )
    found = session.execute(wanted).first()
    if found is None:
        return None
    row, clerk = found
    facts = (
        (N_("Purpose"), row.purpose),
        (N_("How the customer agreed"), row.way),
        (N_("Edition of the privacy notice"), row.notice_edition),
    )
    more = ((N_("Taken by"), clerk), (N_("Withdrawn"), row.withdrawn_at))
    return Document(
        Noun.CONSENT, row.id, row.person_id, N_("Privacy consent"), row.given_at, (*facts, *more)
    )


def merge(session: Session, record_id: int) -> Document | None:
    """Two files that became one."""
    by, undone = aliased(Staff), aliased(Staff)
    wanted = select(Merge, Person.name, by.name, undone.name).join(
        Person, Person.id == Merge.gone_id
    )
    wanted = wanted.outerjoin(by, by.id == Merge.staff_id).outerjoin(
        undone, undone.id == Merge.undone_by
    )
    found = session.execute(wanted.where(Merge.id == record_id)).first()
    if found is None:
        return None
    row, name, made_by, undone_by = found
    facts = (
        (N_("The other file"), name),
        (N_("Made by"), made_by),
        (N_("Undone"), row.undone_at),
        (N_("Undone by"), undone_by),
    )
    return Document(Noun.MERGE, row.id, row.stayed_id, N_("Two files made one"), row.at, facts)


def own_rows(_session: Session, who: Traces) -> dict[Noun, set[int]]:
    """The files themselves."""
    return {Noun.PERSON: set(who.ids)}


DESK = DeskSpec(
    name="people",
    nouns={
        Noun.PERSON: N_("Customer"),
        Noun.PHONE: N_("Phone"),
        Noun.LICENCE: N_("Driving licence"),
        Noun.CONSENT: N_("Consent"),
        Noun.MERGE: N_("Two files made one"),
    },
    search=(SearchKind(Person, N_("People"), search_values, search_hits),),
    leads=(Lead(Noun.PHONE, Noun.PERSON, Phone.person_id, Phone.id),),
    events=(
        EventSource(
            Person,
            {
                "consent": EventKind(N_("Agreed to"), "shield-check"),
                "withdrawal": EventKind(N_("Withdrew"), "shield-alert"),
                "merge": EventKind(N_("Merged with another file"), "users"),
                "unmerge": EventKind(N_("Merge undone"), "undo-2"),
            },
            file_events,
        ),
    ),
    documents={Noun.CONSENT: consent, Noun.MERGE: merge},
    erasure=Erasure(near=own_rows),
)
