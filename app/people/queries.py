"""What the desks read of a customer."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.identity import phone as phones
from db.tables.house import Level, Staff
from db.tables.people import Person, Phone
from db.tables.prospects import LIVE, Prospect
from db.tables.vehicles import CarModel
from db.words import CustomerClass, PersonKind, Sex


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Who a number belongs to, and who looks after them. `phone` is the normal form: show it through `rules.phone_for`."""

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
    """The customer with this number in any writing, the one seen last first; None where nobody has it."""
    number = phones.normalise(text)
    if not number:
        return None
    wanted = select(Person).join(Phone).where(Phone.number == number, Person.merged_into.is_(None), Person.erased_at.is_(None))
    person = session.scalars(wanted.order_by(Person.id.desc()).limit(1)).first()
    return None if person is None else _hit(session, person, number)


def by_id(session: Session, person_id: int) -> PersonHit | None:
    """The same for a customer chosen from a list."""
    person = session.get(Person, person_id)
    return None if person is None else _hit(session, person, person.phones[0].number if person.phones else None)


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


def _hit(session: Session, person: Person, number: str | None) -> PersonHit:
    wanted = select(CarModel.id, CarModel.name, Level.code, Staff.id, Staff.name).select_from(Prospect)
    wanted = wanted.join(Staff, Staff.id == Prospect.owner_id).join(Level, Level.id == Prospect.level_id)
    wanted = wanted.outerjoin(CarModel, CarModel.id == Prospect.model_id).where(Prospect.person_id == person.id, LIVE)
    row = session.execute(wanted).first()
    model_id, model, level, owner_id, owner = row if row else (None, None, None, None, None)
    masked = phones.masked(number) if number else ""
    return PersonHit(person.id, person.name, person.sex, number, masked, model_id, model or "", level or "", owner_id, owner or "")
