"""What the desks read of a customer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import search, timeline
from app.audit import Newest, last_saved
from app.desk_spec import Event
from app.people import consents, merging
from app.people.consents import Given
from app.people.lookup import PersonHit, by_id, first_number
from app.people.merging import Merged
from app.rows import columns_of, copied, fetch, fetch_one
from db import search as index
from db.nouns import Noun
from db.tables.admin import Level, Staff
from db.tables.fleet import CarBooking
from db.tables.people import Licence, Person
from db.tables.prospects import LIVE, Prospect
from db.tables.reception import Visit
from db.tables.service import Payment, RepairOrder, Settlement
from db.tables.vehicles import Plate, Vehicle, VehicleRelation
from db.vocabulary import (
    CustomerClass,
    LicenceClass,
    PaymentMethod,
    PersonKind,
    Relation,
    Sex,
    Stage,
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
    do_not_contact: bool
    version: int


def card(session: Session, person_id: int) -> PersonCard | None:
    """The customer's card; of a merged one, the card of the one that stayed."""
    person = session.get(Person, person_id)
    while person is not None and person.merged_into is not None:
        person = session.get(Person, person.merged_into)
    if person is None:
        return None
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
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class RelatedCar:
    """A car of a person and what the person is to it. `until` is set once that is over."""

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
    left_out: int = 0
    near: frozenset[int] = frozenset()
    unpaid: Decimal = Decimal(0)

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
    """The file that stays, the one that goes, and how many rows of which noun move."""

    stay: PersonRecord
    gone: PersonRecord
    moves: dict[str, int]


def ids(session: Session, text: str = "", *, limit: int = RECENT) -> list[int]:
    """Customers for the list: whoever was here last first; with a fragment the best 500 answers."""
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
    prospect = (Prospect.person_id == Person.id) & LIVE
    people = (
        select(
            *columns_of(PersonRow, Person),
            first_number(Person.id).label("phone"),
            Level.code.label("level"),
            Staff.name.label("owner"),
        )
        .outerjoin(Prospect, prospect)
        .outerjoin(Staff, Staff.id == Prospect.owner_id)
        .outerjoin(Level, Level.id == Prospect.level_id)
        .where(Person.id.in_(wanted))
    )
    cars, seen = _plates(session, wanted), _last_seen(session, wanted)
    found = fetch(
        session,
        PersonRow,
        people,
        cars=lambda row: tuple(cars[row.id]),
        last_seen=lambda row: seen.get(row.id),
    )
    by_key = {row.id: row for row in found}
    return [by_key[key] for key in wanted if key in by_key]


def _plates(session: Session, people: Sequence[int]) -> dict[int, dict[str, None]]:
    """The plates of their cars of today by person, each once."""
    carried = (
        select(VehicleRelation.person_id, Plate.number)
        .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
        .where(
            VehicleRelation.person_id.in_(people),
            VehicleRelation.until_on.is_(None),
            Plate.until_on.is_(None),
        )
    )
    plates: dict[int, dict[str, None]] = defaultdict(dict)
    for row in session.execute(carried):
        plates[row.person_id][row.number] = None
    return plates


def record(session: Session, person_id: int) -> PersonRecord | None:
    """The whole file of a customer; of a merged one, the file of the one that stayed."""
    found = card(session, person_id)
    if found is None:
        return None
    person, prospect = session.get_one(Person, found.id), by_id(session, found.id)
    assert prospect is not None
    return copied(
        PersonRecord,
        person,
        card=found,
        prospect=prospect,
        licence=licence(session, found.id),
        cars=tuple(_cars(session, found.id)),
        events=tuple(timeline.events(session, Person, found.id)),
        merges=tuple(merging.merges(session, found.id)),
        consents=consents.given(session, found.id),
        left_out=consents.left_out(session, found.id),
        near=frozenset(near(session, person)),
        unpaid=unpaid(session, owes(found.id)),
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
    files = [record(session, one) for one in (stay_id, gone_id)]
    stay, gone = files
    return (
        None
        if stay is None or gone is None
        else MergePreview(stay, gone, dict(merging.moves(session, gone.card.id)))
    )


def _cars(session: Session, person_id: int) -> Iterator[RelatedCar]:
    wanted = (
        select(VehicleRelation, Vehicle)
        .join(Vehicle, Vehicle.id == VehicleRelation.vehicle_id)
        .where(VehicleRelation.person_id == person_id)
    )
    for keeper, car in session.execute(
        wanted.order_by(VehicleRelation.until_on.is_not(None), VehicleRelation.id.desc())
    ):
        plate = next((plate.number for plate in car.plates if plate.until_on is None), "")
        model = f"{car.trim.model.name} {car.trim.name}" if car.trim else car.model_name or ""
        yield RelatedCar(car.id, plate, model, keeper.relation, keeper.until_on)


def near(session: Session, person: Person) -> Iterator[int]:
    """Whose own customer this is.

    Who entered the file, who looks after the wish, who advises on the car.
    """
    yield from () if person.created_by is None else (person.created_by,)
    yield from session.scalars(
        select(Prospect.owner_id).where(Prospect.person_id == person.id, LIVE)
    )
    yield from session.scalars(
        select(RepairOrder.advisor_id).where(RepairOrder.customer_id == person.id).distinct()
    )


def _last_seen(session: Session, wanted: Sequence[int]) -> dict[int, datetime]:
    seen: dict[int, datetime] = {}
    for column, moment in (
        (Visit.person_id, Visit.arrived_at),
        (CarBooking.person_id, CarBooking.out_at),
        (RepairOrder.customer_id, RepairOrder.received_at),
    ):
        latest = select(column, func.max(moment)).where(column.in_(wanted)).group_by(column)
        for one, at in session.execute(latest):
            if one is not None and at is not None and (one not in seen or at > seen[one]):
                seen[one] = at
    return seen


def unpaid(session: Session, orders: ColumnElement[bool]) -> Decimal:
    """What the bills of cars that have left still want; on account is a promise, no payment."""
    left = select(RepairOrder.id).where(orders, RepairOrder.stage == Stage.DELIVERED)
    billed = select(func.sum(Settlement.total)).where(
        Settlement.order_id.in_(left), Settlement.reversed_at.is_(None)
    )
    with_bill = select(Settlement.order_id).where(
        Settlement.order_id.in_(left), Settlement.reversed_at.is_(None)
    )
    paid = select(func.sum(Payment.amount)).where(
        Payment.order_id.in_(with_bill), Payment.method != PaymentMethod.ON_ACCOUNT
    )
    return max(
        (session.scalar(billed) or Decimal(0)) - (session.scalar(paid) or Decimal(0)), Decimal(0)
    )


def owes(person_id: int) -> ColumnElement[bool]:
    """Orders that this customer pays: as payer, or as customer where nobody else pays."""
    return (RepairOrder.payer_id == person_id) | (
        (RepairOrder.customer_id == person_id) & RepairOrder.payer_id.is_(None)
    )
