"""Reads customers for lists, for their page and for panels of other desks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import order_money, search, timeline
from app.audit import Newest, last_saved
from app.desk_spec import Event, Offer
from app.people import consents, latest, merging
from app.people.alerts import Alert, alerts_of
from app.people.consents import Given
from app.people.latest import Coming, Seen
from app.people.lookup import PersonHit, by_id, first_number
from app.people.merging import Merged
from app.rows import columns_of, copied, fetch, fetch_one
from db import search as index
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Licence, Person
from db.tables.prospects import LIVE, Prospect
from db.tables.service import RepairOrder
from db.tables.store_lists import Level
from db.tables.vehicles import Vehicle, VehicleRelation
from db.vocabulary import (
    CustomerClass,
    LicenceClass,
    LicenceDocument,
    PersonKind,
    Relation,
    Sex,
)

RECENT = 20_000
"""The list shows so many, whoever was here last first; search finds the others."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A customer in a few lines, for panels of other desks and for papers."""

    id: int
    kind: PersonKind
    name: str
    sex: Sex | None
    phones: tuple[str, ...]
    customer_class: CustomerClass | None
    id_number: str | None
    address: str | None
    alert: str | None
    complaint: str | None
    cash_only: bool
    credit_limit: Decimal | None
    credit_days: int | None
    do_not_contact: bool
    version: int


def card(session: Session, person_id: int) -> PersonCard | None:
    """The customer's card; of a merged one, the card of the one that stayed."""
    person = _stayed(session, person_id)
    return None if person is None else _card(person)


def _stayed(session: Session, person_id: int) -> Person | None:
    person = session.get(Person, person_id)
    while person is not None and person.merged_into is not None:
        person = session.get(Person, person.merged_into)
    return person


def _card(person: Person) -> PersonCard:
    return copied(PersonCard, person, phones=tuple(phone.number for phone in person.phones))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list of customers."""

    id: int
    name: str
    phone: str | None
    cars: tuple[str, ...]
    level: str
    owner: str
    seen: Seen | None
    model: str = ""
    colour: str = ""
    coming: Coming | None = None

    @property
    def last_seen(self) -> datetime | None:
        """When the customer was here."""
        return self.seen.at if self.seen else None


@dataclass(frozen=True, slots=True)
class RelatedCar:
    """A car of a person and what the person is to it.

    `until` is set once that is over.
    """

    id: int
    plate: str
    model: str
    relation: Relation
    until: date | None


@dataclass(frozen=True, slots=True)
class LicenceCard:
    """A driving licence as it was seen."""

    id: int
    number: str
    document: LicenceDocument
    licence_class: LicenceClass
    first_issued_on: date | None
    expires_on: date | None
    long_term: bool
    version: int


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything that the page of a customer shows."""

    card: PersonCard
    born_on: date | None
    employer: str | None
    note: str | None
    prospect: PersonHit
    licence: LicenceCard | None
    cars: tuple[RelatedCar, ...]
    events: tuple[Event, ...]
    merges: tuple[Merged, ...] = ()
    consents: tuple[Given, ...] = ()
    refuses_calls: bool = False
    left_out: int = 0
    near: frozenset[int] = frozenset()
    unpaid: Decimal = Decimal(0)
    alerts: tuple[Alert, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def visits(self) -> int:
        """How often the customer came or called."""
        return self._count("visit")

    @property
    def drives(self) -> int:
        """How many test drives."""
        return self._count("drive")

    @property
    def orders(self) -> int:
        """How many repair orders."""
        return self._count("order")

    @property
    def spent(self) -> Decimal:
        """All payments together."""
        paid = (event.amount for event in self.events if event.kind == "payment")
        return sum((amount for amount in paid if amount), Decimal(0))

    @property
    def last_seen(self) -> datetime | None:
        """The last visit, drive or order."""
        came = ("visit", "drive", "order")
        return max((event.at for event in self.events if event.kind in came), default=None)

    def _count(self, kind: str) -> int:
        return sum(event.kind == kind for event in self.events)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The file that stays, the one that goes, and how many rows move."""

    stay: PersonRecord
    gone: PersonRecord
    moves: dict[str, int]


def ids(session: Session, text: str = "", *, limit: int = RECENT) -> list[int]:
    """Customers for the list: whoever was here last first.

    With a fragment the best 500 answers.
    """
    if text.strip():
        return search.find_ids(session, Noun.PERSON, text, limit=500)
    return index.recent(session.connection(), Noun.PERSON, limit=limit)


def twins(session: Session, person_id: int, text: str = "") -> list[PersonRow]:
    """Who may be this person once more, as a list shows them; see `merging.twins`."""
    return rows(session, merging.twins(session, person_id, text))


def count(session: Session) -> int:
    """How many files there are."""
    return index.count(session.connection(), Noun.PERSON)


def rows(session: Session, wanted: Sequence[int]) -> list[PersonRow]:
    """The lines of these customers, in this order."""
    cars, seen = latest.present_cars(session, wanted), latest.last_seen(session, wanted)
    coming = latest.next_with(session, wanted)
    found = fetch(
        session,
        PersonRow,
        _select_rows().where(Person.id.in_(wanted)),
        cars=lambda row: tuple(car.plate for car in cars.get(row.id, ())),
        model=lambda row: next((car.model for car in cars.get(row.id, ())), ""),
        colour=lambda row: next((car.colour for car in cars.get(row.id, ())), ""),
        seen=lambda row: seen.get(row.id),
        coming=lambda row: coming.get(row.id),
    )
    by_key = {row.id: row for row in found}
    return [by_key[key] for key in wanted if key in by_key]


@cache
def _select_rows() -> Select[*tuple[Any, ...]]:
    """Every customer with the first number and the live prospect's level and owner."""
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(PersonRow, Person),
        first_number(Person.id).label("phone"),
        Level.code.label("level"),
        Staff.name.label("owner"),
    )
    return (
        wanted.outerjoin(Prospect, (Prospect.person_id == Person.id) & LIVE)
        .outerjoin(Staff, Staff.id == Prospect.owner_id)
        .outerjoin(Level, Level.id == Prospect.level_id)
    )


def record(session: Session, person_id: int) -> PersonRecord | None:
    """The whole file of a customer.

    Of a merged one, the file of the one that stayed.
    """
    person = _stayed(session, person_id)  # held: what follows would read it anew
    if person is None:
        return None
    prospect = by_id(session, person.id)
    assert prospect is not None
    return copied(
        PersonRecord,
        person,
        card=_card(person),
        prospect=prospect,
        licence=licence(session, person.id),
        cars=tuple(_cars(session, person.id)),
        events=tuple(timeline.events(session, Person, person.id)),
        merges=tuple(merging.merges(session, person.id)),
        consents=consents.given(session, person.id),
        refuses_calls=consents.has_refused(session, person.id),
        left_out=consents.left_out(session, person.id),
        near=frozenset(near(session, person)),
        unpaid=order_money.unpaid_by(session, person.id),
        alerts=alerts_of(session, person_id=person.id),
        offers=tuple(timeline.offers(session, Person, person.id)),
    )


def licence(session: Session, person_id: int) -> LicenceCard | None:
    """The licence last seen."""
    seen = select(*columns_of(LicenceCard, Licence)).where(Licence.person_id == person_id)
    return fetch_one(session, LicenceCard, seen)


def newest_record(
    session: Session, person_id: int, *, noun: Noun = Noun.PERSON
) -> Newest[PersonRecord] | None:
    """The file as it stands, versioned as what a form writes: person, licence or consent."""
    found = record(session, person_id)
    if found is None:
        return None
    if noun == Noun.CONSENT:
        purposes = [given.purpose for given in found.consents]
        return Newest(found, purposes, last_saved(session, noun))
    card = found.licence if noun == Noun.LICENCE else found.card
    if card is None:
        return Newest(found, 0)
    return Newest(found, card.version, last_saved(session, noun, card.id), key=found.card.id)


def merge_preview(session: Session, stay_id: int, gone_id: int) -> MergePreview | None:
    """Two files side by side before they become one."""
    stay, gone = record(session, stay_id), record(session, gone_id)
    if stay is None or gone is None:
        return None
    return MergePreview(stay, gone, dict(merging.moves(session, gone.card.id)))


def _cars(session: Session, person_id: int) -> Iterator[RelatedCar]:
    """The cars of a person, the present ones first, then the newest."""
    relation = VehicleRelation
    wanted = select(relation, Vehicle).join(Vehicle, Vehicle.id == relation.vehicle_id)
    of_person = wanted.where(relation.person_id == person_id)
    ordered = of_person.order_by(relation.until_on.is_not(None), relation.id.desc())
    for row, car in session.execute(ordered):
        plate = next((plate.number for plate in car.plates if plate.until_on is None), "")
        model = f"{car.trim.model.name} {car.trim.name}" if car.trim else car.model_name or ""
        yield RelatedCar(car.id, plate, model, row.relation, row.until_on)


def near(session: Session, person: Person) -> Iterator[int]:
    """The staff whose own customer this is.

    Who entered the file, who owns the live prospect, who advised on the car.
    """
    if person.created_by is not None:
        yield person.created_by
    for wanted in _near():
        yield from session.scalars(wanted, {"person_id": person.id})


@cache
def _near() -> tuple[Select[int], Select[int]]:
    """Built once: building these statements costs more than running them."""
    owners = select(Prospect.owner_id).where(Prospect.person_id == bindparam("person_id"), LIVE)
    advisors = select(RepairOrder.advisor_id)
    of_person = RepairOrder.customer_id == bindparam("person_id")
    return owners, advisors.where(of_person).distinct()
