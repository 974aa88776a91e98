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
from app.identity import person_id as identities
from app.identity import phone as phones
from app.people import consents, merging
from app.people.consents import Given
from app.people.merging import Merged
from db import search as index
from db.tables.admin import Level, Staff
from db.tables.fleet import CarBooking
from db.tables.people import Licence, Person, Phone
from db.tables.prospects import LIVE, Prospect
from db.tables.reception import Visit
from db.tables.service import Payment, RepairOrder, Settlement
from db.tables.vehicles import CarModel, Plate, Vehicle, VehicleRelation
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
class PersonHit:
    """Who a number belongs to, and who looks after them.

    `phone` is the normal form: show it through `rules.phone_for`.
    """

    id: int
    name: str
    sex: Sex | None
    phone: str | None
    phone_masked: str
    model_id: int | None
    model: str
    level: str
    owner_id: int | None
    owner: str


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


def by_phone(session: Session, text: str) -> PersonHit | None:
    """The customer with this number in any writing, the one seen last first.

    None where nobody has it.
    """
    number = phones.normalise(text)
    if not number:
        return None
    wanted = (
        select(Person)
        .join(Phone)
        .where(Phone.number == number, Person.merged_into.is_(None), Person.erased_at.is_(None))
    )
    person = session.scalars(wanted.order_by(Person.id.desc()).limit(1)).first()
    return None if person is None else _hit(session, person, number)


def by_id(session: Session, person_id: int) -> PersonHit | None:
    """The same for a customer chosen from a list."""
    person = session.get(Person, person_id)
    return (
        None
        if person is None
        else _hit(session, person, person.phones[0].number if person.phones else None)
    )


def card(session: Session, person_id: int) -> PersonCard | None:
    """The customer's card; of a merged one, the card of the one that stayed."""
    person = session.get(Person, person_id)
    while person is not None and person.merged_into is not None:
        person = session.get(Person, person.merged_into)
    if person is None:
        return None
    numbers = tuple(phone.number for phone in person.phones)
    return PersonCard(
        person.id,
        person.kind,
        person.name,
        person.sex,
        numbers,
        person.customer_class,
        person.id_number,
        person.address,
        person.alert,
        person.do_not_contact,
        person.version,
    )


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
    visits: int
    drives: int
    orders: int
    spent: Decimal
    last_seen: datetime | None
    merges: tuple[Merged, ...] = ()
    consents: tuple[Given, ...] = ()
    left_out: int = 0
    near: frozenset[int] = frozenset()
    unpaid: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The file that stays, the one that goes, and how many rows of which noun move."""

    stay: PersonRecord
    gone: PersonRecord
    moves: dict[str, int]


def ids(session: Session, text: str = "", *, limit: int = RECENT) -> list[int]:
    """Customers for the list: whoever was here last first; with a fragment the best 500 answers."""
    if text.strip():
        return search.find_ids(session, "person", text, limit=500)
    return index.recent(session.connection(), "person", limit=limit)


def twins(session: Session, person_id: int, text: str = "") -> list[PersonRow]:
    """Who may be this person once more, as a list shows them; see `merging.twins`."""
    return rows(session, merging.twins(session, person_id, text))


def count(session: Session) -> int:
    """How many files there are."""
    return index.count(session.connection(), "person")


def rows(session: Session, wanted: Sequence[int]) -> list[PersonRow]:
    """The lines of these customers, in this order."""
    people = {
        row.id: row.name
        for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    }
    first = (
        select(Phone.person_id, Phone.number)
        .where(Phone.person_id.in_(wanted))
        .order_by(Phone.position.desc(), Phone.id.desc())
    )
    numbers = {row.person_id: row.number for row in session.execute(first)}
    cars: dict[int, list[str]] = defaultdict(list)
    carried = select(VehicleRelation.person_id, Plate.number).join(
        Plate, Plate.vehicle_id == VehicleRelation.vehicle_id
    )
    for row in session.execute(
        carried.where(
            VehicleRelation.person_id.in_(wanted),
            VehicleRelation.until_on.is_(None),
            Plate.until_on.is_(None),
        )
    ):
        cars[row.person_id].append(row.number)
    owned = select(Prospect.person_id, Level.code, Staff.name).join(
        Staff, Staff.id == Prospect.owner_id
    )
    owned = owned.join(Level, Level.id == Prospect.level_id).where(
        Prospect.person_id.in_(wanted), LIVE
    )
    prospects = {row.person_id: (row.code, row.name) for row in session.execute(owned)}
    seen = _last_seen(session, wanted)
    return [
        PersonRow(
            one,
            people[one],
            numbers.get(one),
            tuple(dict.fromkeys(cars[one])),
            *prospects.get(one, ("", "")),
            seen.get(one),
        )
        for one in wanted
        if one in people
    ]


def record(session: Session, person_id: int) -> PersonRecord | None:
    """The whole file of a customer; of a merged one, the file of the one that stayed."""
    found = card(session, person_id)
    if found is None:
        return None
    person = session.get_one(Person, found.id)
    happened = events(session, found.id)
    spent = sum(
        (event.amount for event in happened if event.kind == "payment" and event.amount), Decimal(0)
    )
    count = {
        kind: sum(event.kind == kind for event in happened) for kind in ("visit", "drive", "order")
    }
    visited = [event.at for event in happened if event.kind in ("visit", "drive", "order")]
    return PersonRecord(
        found,
        person.born_on,
        person.employer,
        person.note,
        _hit(session, person, found.phones[0] if found.phones else None),
        licence(session, found.id),
        tuple(_cars(session, found.id)),
        tuple(happened),
        count["visit"],
        count["drive"],
        count["order"],
        spent,
        max(visited, default=None),
        tuple(merging.merges(session, found.id)),
        consents.given(session, found.id),
        consents.left_out(session, found.id),
        frozenset(near(session, person)),
        unpaid(session, owes(found.id)),
    )


def licence(session: Session, person_id: int) -> LicenceCard | None:
    """The licence last seen."""
    row = session.scalars(select(Licence).where(Licence.person_id == person_id)).first()
    if row is None:
        return None
    return LicenceCard(
        row.id,
        row.number,
        row.licence_class,
        row.first_issued_on,
        row.expires_on,
        row.long_term,
        row.version,
    )


def newest_record(
    session: Session, person_id: int, *, noun: str = "person"
) -> Newest[PersonRecord] | None:
    """The file as it stands, versioned as what a form writes: person, licence or consent."""
    found = record(session, person_id)
    if found is None:
        return None
    if noun == "consent":
        purposes = [given.purpose for given in found.consents]
        return Newest(found, purposes, last_saved(session, noun))
    card = found.licence if noun == "licence" else found.card
    if card is None:
        return Newest(found, 0)
    return Newest(found, card.version, last_saved(session, noun, card.id), key=found.card.id)


def events(session: Session, person_id: int) -> list[Event]:
    """All that happened with this customer, newest first."""
    return timeline.events(session, Person, person_id)


def known_as(
    session: Session, phone: str | None, id_number: str | None = None, *, besides: int | None = None
) -> list[PersonHit]:
    """Who already has this number or identity number, in any writing.

    To be told before a second file is saved.
    """
    number, identity = phones.normalise(phone or ""), identities.normalise(id_number or "")
    living = select(Person).where(
        Person.merged_into.is_(None), Person.erased_at.is_(None), Person.id != (besides or 0)
    )
    found = (
        list(
            session.scalars(
                living.join(Phone).where(Phone.number == number).order_by(Person.id.desc()).limit(5)
            )
        )
        if number
        else []
    )
    found += (
        session.scalars(living.where(Person.id_number == identity).limit(5)) if identity else []
    )
    return [_hit(session, person, number or None) for person in dict.fromkeys(found)]


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


def _hit(session: Session, person: Person, number: str | None) -> PersonHit:
    wanted = select(CarModel.id, CarModel.name, Level.code, Staff.id, Staff.name).select_from(
        Prospect
    )
    wanted = wanted.join(Staff, Staff.id == Prospect.owner_id).join(
        Level, Level.id == Prospect.level_id
    )
    wanted = wanted.outerjoin(CarModel, CarModel.id == Prospect.model_id).where(
        Prospect.person_id == person.id, LIVE
    )
    row = session.execute(wanted).first()
    model_id, model, level, owner_id, owner = row if row else (None, None, None, None, None)
    masked = phones.masked(number) if number else ""
    return PersonHit(
        person.id,
        person.name,
        person.sex,
        number,
        masked,
        model_id,
        model or "",
        level or "",
        owner_id,
        owner or "",
    )


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
