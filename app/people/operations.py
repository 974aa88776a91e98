"""Finds the file of a person by identity, number or name, or adds one.

Used inside other desks' commands.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload

from app import audit
from app.errors import Refused
from app.identity import names, person_id
from app.identity import phone as phones
from app.people import rules
from app.people.lookup import LIVING
from app.permissions import Actor
from app.text import N_
from db.tables.people import Person, Phone
from db.tables.vehicles import Vehicle
from db.vocabulary import Act, PersonKind, Sex

_WITH_PHONES = (
    select(Person)
    .options(joinedload(Person.phones))
    .where(Person.id == bindparam("id"))
    .execution_options(autoflush=False)
)
"""In one statement, unlike `session.get`: every save of a visit reads its customer."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What somebody left at a desk.

    `person_id` says that the desk already knows who it is.
    """

    name: str = ""
    phone: str | None = None
    sex: Sex | None = None
    person_id: int | None = None
    address: str | None = None
    id_number: str | None = None
    kind: PersonKind = PersonKind.PERSON


def find_or_add(session: Session, contact: Contact, *, by: Actor, at: datetime) -> Person:
    """The person behind a contact.

    By id, by number with a name that agrees, else new.

    Blanks never overwrite what is known.
    """
    number, identity = phone_number(contact.phone), identity_number(contact.id_number)
    name = checked_name(contact.name)
    person = _known(session, contact.person_id, identity) or _by_phone(session, number, name)
    if person is None:
        check_named(name, number)
        person = Person(kind=contact.kind, name=name, created_at=at, created_by=by.staff_id or None)
        session.add(person)
    _fill(person, contact, name=name, identity=identity)
    if number:
        add_phone(person, number)
    session.flush()
    return person


def check_named(name: str, number: object) -> None:
    """Refused for somebody without a name and without a telephone."""
    if not name and not number:
        raise Refused("person.nothing", N_("Enter a name or a telephone number."), field="name")


def get(session: Session, person_id: int) -> Person:
    """The person with this number, or the one into which it was merged."""
    person = session.scalars(_WITH_PHONES, {"id": person_id}).unique().first()
    while person is not None and person.merged_into is not None:
        person = session.scalars(_WITH_PHONES, {"id": person.merged_into}).unique().first()
    if person is None:
        raise Refused("person.gone", N_("This customer does not exist."))
    return person


def add_phone(person: Person, number: str) -> None:
    """One more normalised number, unless the person already has it."""
    if all(known.number != number for known in person.phones):
        person.phones.append(Phone(number=number, position=len(person.phones)))


def step(session: Session, row: Person | Vehicle, version: int, *, because_of: str) -> None:
    """Gives a file another version when its telephones or plates changed (`because_of`).

    So a form that was opened before is refused for those as well.
    """
    session.flush()
    if row.version == version and session.info["touched"].get(because_of):
        noun = type(row)
        next_version = update(noun).where(noun.id == row.id).values(version=version + 1)
        options = {"audited": True, "synchronize_session": False}
        session.execute(next_version, execution_options=options)
        session.refresh(row, ["version"])
        audit.note(session, Act.CHANGE, noun.__tablename__, noun_id=row.id)


def phone_number(text: str | None, field: str = "phone") -> str | None:
    """The normal form of a typed number; Refused where it cannot be one."""
    return phones.judge(text).accepted(field) if text and text.strip() else None


def identity_number(text: str | None, field: str = "id_number") -> str | None:
    """The normal form of a typed identity number; Refused where it cannot be one."""
    return person_id.judge(text).accepted(field) if text and text.strip() else None


def checked_name(text: str | None, field: str = "name") -> str:
    """The name as it is kept; Refused where it is too long."""
    return names.judge(text).accepted(field) if text and names.normalise(text) else ""


def _known(session: Session, known_id: int | None, identity: str | None) -> Person | None:
    if known_id is not None:
        return get(session, known_id)
    if identity is None:
        return None
    return session.scalars(
        select(Person).where(LIVING, Person.id_number == identity).limit(1)
    ).first()


def _by_phone(session: Session, number: str | None, name: str) -> Person | None:
    if number is None:
        return None
    living = select(Person).join(Phone).where(LIVING, Phone.number == number)
    found = list(session.scalars(living.order_by(Person.id)))
    exact = [person for person in found if names.normalise(person.name) == name]
    alike = [person for person in found if rules.same_name(person.name, name)]
    return next(iter(exact or alike), None)


def _fill(person: Person, contact: Contact, *, name: str, identity: str | None) -> None:
    if rules.is_fuller(name, person.name):
        person.name = name
    given = {
        "sex": contact.sex,
        "address": (contact.address or "").strip(),
        "id_number": identity,
    }
    for column, value in given.items():
        if value and not getattr(person, column):  # the same value set anew would be one more flush
            setattr(person, column, value)
