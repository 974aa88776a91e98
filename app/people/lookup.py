"""Finds customers by telephone, identity number or id, with their consultant."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.identity import person_id as identities
from app.identity import phone as phones
from app.rows import columns_of, fetch, fetch_one
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from db.tables.prospects import LIVE, Prospect
from db.tables.store_lists import Level
from db.tables.vehicles import CarModel
from db.vocabulary import Sex

LIVING = and_(Person.merged_into.is_(None), Person.erased_at.is_(None))
"""Files that stand for somebody: neither merged into another one nor erased."""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """Who a number belongs to, and who looks after them.

    `phone` is the normal form: show it through `rules.phone_for`.
    """

    id: int
    name: str
    sex: Sex | None
    phone: str | None
    model_id: int | None
    model: str
    level: str
    owner_id: int | None
    owner: str


def by_phone(session: Session, text: str) -> PersonHit | None:
    """The customer with this number in any writing, the one seen last first.

    None where nobody has it.
    """
    number = phones.normalise(text)
    if not number:
        return None
    owners = _living().join(Phone).where(Phone.number == number)
    newest = owners.order_by(Person.id.desc()).limit(1)
    return fetch_one(session, PersonHit, newest, phone=lambda _row: number)


def by_id(session: Session, person_id: int) -> PersonHit | None:
    """The same for a customer chosen from a list."""
    called = _hits(first_number(Person.id).label("phone"))
    return fetch_one(session, PersonHit, called.where(Person.id == person_id))


def first_number(person_id: InstrumentedAttribute[Any]) -> ScalarSelect[str]:
    """The first telephone of the person in a column, as a column itself."""
    numbers = select(Phone.number).where(Phone.person_id == person_id)
    return numbers.order_by(Phone.position, Phone.id).limit(1).scalar_subquery()


def known_as(
    session: Session, phone: str | None, id_number: str | None = None, *, besides: int | None = None
) -> list[PersonHit]:
    """Who already has this number or identity number, in any writing.

    Asked before a second file is saved. `besides` is the file that is being edited.
    """
    number, identity = phones.normalise(phone or ""), identities.normalise(id_number or "")
    called = literal(number) if number else first_number(Person.id)
    others = _others(called, besides)
    same_number = others.join(Phone).where(Phone.number == number).order_by(Person.id.desc())
    same_identity = others.where(Person.id_number == identity)
    wanted = ((number, same_number), (identity, same_identity))
    found = [hit for given, same in wanted if given for hit in fetch(session, PersonHit, same)]
    return list(dict.fromkeys(found))


def _others(called: ColumnElement[Any], besides: int | None) -> Select[*tuple[Any, ...]]:
    return _living(called.label("phone")).where(Person.id != (besides or 0)).limit(5)


def _living(*more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return _hits(*more).where(LIVING)


def _hits(*more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Persons with their live prospect."""
    prospect = (Prospect.person_id == Person.id) & LIVE
    statement: Select[*tuple[Any, ...]] = select(
        *columns_of(PersonHit, Person),
        Prospect.model_id,
        CarModel.name.label("model"),
        Level.code.label("level"),
        Prospect.owner_id,
        Staff.name.label("owner"),
        *more,
    )
    return (
        statement.outerjoin(Prospect, prospect)
        .outerjoin(Staff, Staff.id == Prospect.owner_id)
        .outerjoin(Level, Level.id == Prospect.level_id)
        .outerjoin(CarModel, CarModel.id == Prospect.model_id)
    )
