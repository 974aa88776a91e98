"""What the desks do to a customer's file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, fields
from app.errors import Refused, check_seen
from app.identity import names
from app.people import consents, erasing, merging, operations, rules
from app.people import ledger as ledgers
from app.people.consents import ConsentFacts
from app.people.lookup import LIVING
from app.permissions import Actor, allow
from app.text import N_
from db.nouns import Noun
from db.tables.people import Licence, Merge, Person, Phone
from db.vocabulary import Act, ConsentPurpose, LicenceClass, LicenceDocument, PersonKind, Role

KEEPERS = (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CARE, Role.CASHIER)
NORMALISED = frozenset({"name", "id_number"})
PLAIN = tuple(name for name in fields.private(Person.__tablename__) if name not in NORMALISED)
"""What is written as it was typed."""
ALERTS_SHOWN = N_("alerts")
"""The reason of such a look in the audit trail."""


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A driving licence as seen at the desk."""

    number: str | None
    licence_class: LicenceClass | None
    first_issued_on: date | None = None
    expires_on: date | None = None
    long_term: bool = False
    document: LicenceDocument = LicenceDocument.ID_CARD
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Which of two files stays, and which values the other one gives.

    `takes` are the fields of the one that goes, `versions` those that were looked at.
    """

    stay_id: int
    gone_id: int
    takes: frozenset[str]
    versions: tuple[int, int]


@allow(*KEEPERS)
def add(session: Session, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """Adds a customer.

    Refused where another file has the same name and number, or the same identity number.
    """
    person = Person(kind=PersonKind.PERSON, name="", created_at=at, created_by=by.staff_id or None)
    session.add(person)
    _check_credit(person, facts, by=by)
    _write(session, person, facts)
    _refuse_second(session, person)
    session.flush()
    return person.id


@allow(*KEEPERS)
def edit(
    session: Session,
    person_id: int,
    facts: Mapping[str, Any],
    *,
    version: int,
    by: Actor,
    at: datetime,
) -> int:
    """Writes the fields that `facts` names, blanks included.

    Conflict where somebody saved since `version`.
    """
    person = session.get_one(Person, person_id)
    check_seen(version, person.version, noun=Noun.PERSON, id=person_id)
    _check_living(person)
    _check_credit(person, facts, by=by)
    _write(session, person, facts)
    audit.touched(session, Noun.PERSON, person_id)
    operations.step(session, person, version, because_of="phone")
    return person_id


@allow(*KEEPERS)
def keep_licence(
    session: Session,
    person_id: int,
    facts: LicenceFacts,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Saves the licence as it was shown now: number, class, dates.

    It was seen, never copied.

    Conflict where somebody saved it since `version` was read; 0 says that there was none.
    """
    number = _checked_licence(facts)
    known = session.scalar(select(Licence).where(Licence.person_id == person_id))
    check_seen(version, known.version if known else 0, noun=Noun.LICENCE, id=person_id)
    row = known or Licence(person_id=person_id)
    session.add(row)
    fields.copy(facts, row)
    row.number, row.seen_at, row.seen_by = number, at, by.staff_id or None
    if facts.long_term:
        row.expires_on = None
    if facts.born_on is not None:
        session.get_one(Person, person_id).born_on = facts.born_on


@allow(*KEEPERS)
def reveal(session: Session, person_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Notes that somebody looks at the whole numbers of a customer, and why.

    Whoever works with customers may, and the audit keeps it.
    """
    said = rules.check_reveal(reason)
    audit.note(session, Act.SEE, Noun.PERSON, noun_id=person_id, reason=said)
    return person_id


@allow(*KEEPERS, Role.CONTROLLER, Role.TECHNICIAN, Role.PARTS)
def see_alerts(session: Session, noun: str, record_id: int, *, by: Actor, at: datetime) -> int:
    """Notes that somebody opened a file with an alert and was shown it.

    So nobody can say later that it was hidden.
    """
    audit.note(session, Act.SEE, noun, noun_id=record_id, reason=ALERTS_SHOWN)
    return record_id


@allow(*KEEPERS)
def keep_consent(
    session: Session,
    person_id: int,
    facts: ConsentFacts,
    *,
    seen: Iterable[ConsentPurpose] | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Saves what the customer agrees to from now on, purpose by purpose.

    What is no longer named is withdrawn and stays known. `seen` is what stood when it was read.
    """
    standing = frozenset(one.purpose for one in consents.given(session, person_id))
    check_seen(None if seen is None else frozenset(seen), standing, noun=Noun.PERSON, id=person_id)
    consents.keep(session, person_id, facts, by=by, at=at)
    audit.touched(session, Noun.PERSON, person_id)


@allow(Role.MANAGER)
def merge(session: Session, choice: MergeChoice, *, by: Actor, at: datetime) -> int:
    """Two files become one, field by field as chosen; all that happened moves along.

    Returns the id of the merge, which can be undone. Do-not-contact of either file stays.
    Conflict where somebody saved one of the two since they were shown.
    """
    stay, gone = session.get_one(Person, choice.stay_id), session.get_one(Person, choice.gone_id)
    rules.check_merge(_file(stay), _file(gone))
    check_seen(choice.versions, (stay.version, gone.version), noun=Noun.PERSON, id=stay.id)
    row = Merge(stayed_id=stay.id, gone_id=gone.id, at=at, staff_id=by.staff_id or None)
    session.add(row)
    session.flush()
    pair = merging.Pair(stay.id, gone.id, choice.takes)
    row.changes = ledgers.told(merging.merge(session, row.id, pair, at=at))
    audit.touched(session, Noun.PERSON, stay.id, gone.id)  # each has other numbers now
    session.flush()
    return row.id


@allow(Role.MANAGER)
def unmerge(session: Session, merge_id: int, *, by: Actor, at: datetime) -> int:
    """Both files as they were; what happened since stays with the one that stayed.

    Returns the one that had gone.
    """
    row = session.get_one(Merge, merge_id)
    stay, gone = session.get_one(Person, row.stayed_id), session.get_one(Person, row.gone_id)
    rules.check_unmerge(
        _file(stay),
        _file(gone),
        undone=row.undone_at is not None,
        is_latest=merging.is_latest(session, row),
    )
    entries, gone_id = ledgers.read(row.changes), gone.id
    row.undone_at, row.undone_by = at, by.staff_id or None
    session.flush()
    audit.touched(session, Noun.PERSON, stay.id, gone_id)
    ledgers.undo(session, entries)
    return gone_id


@allow(Role.MANAGER)
def erase(session: Session, person_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Forgets a customer who asked for it.

    No name and no number stays in file or index; counts and sums do not change.
    """
    if not reason.strip():
        raise Refused("erase.reason", N_("Say who asked for it, and when."), field="reason")
    person = session.get_one(Person, person_id)
    _check_living(person)
    erasing.check_free(session, person_id)
    session.info["reason"] = erasing.without(session, person_id, reason.strip())
    erasing.erase(session, person, at=at)


def _check_living(person: Person) -> None:
    if person.merged_into is not None or person.erased_at is not None:
        raise Refused("person.gone", N_("This customer does not exist."))


def _file(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in ("id", "id_number", "merged_into", "erased_at")}


def _checked_licence(facts: LicenceFacts) -> str:
    """The normal form of the licence number; Refused where number, class or dates cannot be."""
    number = operations.identity_number(facts.number, "number")
    if number is None:
        message = N_("Enter the licence number: mostly it is the identity number.")
        raise Refused("licence.number", message, field="number")
    if facts.licence_class is None:
        raise Refused("licence.class", N_("Choose the class."), field="licence_class")
    if facts.first_issued_on and facts.expires_on and facts.expires_on <= facts.first_issued_on:
        message = N_("It cannot expire before it was issued.")
        raise Refused("licence.dates", message, field="expires_on")
    return number


def _check_credit(person: Person, facts: Mapping[str, Any], *, by: Actor) -> None:
    """Refused where somebody else than a manager changes what a customer may owe."""
    for name in ("credit_limit", "credit_days"):
        if name in facts and facts[name] != getattr(person, name) and not by.may(Role.MANAGER):
            message = N_("Only a manager decides what a customer may owe.")
            raise Refused("person.credit", message, field=name)


OF_THE_STORE = ("cash_only", "credit_limit", "credit_days", "do_not_contact")
"""What the store decides about a customer; nobody tells it."""


def _write(session: Session, person: Person, facts: Mapping[str, Any]) -> None:
    name = operations.checked_name(facts["name"]) if "name" in facts else person.name
    numbers = _numbers(facts)
    operations.check_named(name, numbers)
    person.name, person.kind = name, facts.get("kind") or person.kind
    if "id_number" in facts:
        person.id_number = operations.identity_number(facts["id_number"])
    for field in facts.keys() & {*PLAIN, *OF_THE_STORE}:
        setattr(person, field, _trimmed(facts[field]))
    if "phone" in facts:
        _write_phones(session, person, numbers)


def _numbers(facts: Mapping[str, Any]) -> list[str]:
    """The normal forms of the telephones that were entered."""
    typed = (operations.phone_number(facts.get(one), one) for one in ("phone", "other_phone"))
    return [number for number in typed if number]


def _trimmed(value: Any) -> Any:
    """A text without blanks at its ends, None where nothing else is there."""
    return value.strip() or None if isinstance(value, str) else value


def _write_phones(session: Session, person: Person, numbers: list[str]) -> None:
    """The two numbers of the form in their order.

    Further ones that the file knows stay behind them.
    """
    known = {phone.number: phone for phone in sorted(person.phones, key=lambda one: one.position)}
    shown, rest = list(known)[:2], list(known)[2:]
    for number in set(shown) - set(numbers):
        person.phones.remove(known[number])
        session.delete(known[number])
    for place, number in enumerate(dict.fromkeys([*numbers, *rest])):
        if number in known:
            known[number].position = place
        else:
            person.phones.append(Phone(number=number, position=place))


def _refuse_second(session: Session, person: Person) -> None:
    """Refuses a file whose identity number, or name and number, another file has."""
    session.flush()
    others = select(Person).where(LIVING, Person.id != person.id)
    same = others.where(Person.id_number == person.id_number).limit(1)
    if person.id_number and session.scalar(same):
        message = N_("A customer with this identity number has a file already.")
        raise Refused("person.known", message, field="id_number")
    numbers, own = [phone.number for phone in person.phones], names.normalise(person.name)
    for other in session.scalars(others.join(Phone).where(Phone.number.in_(numbers))):
        if names.normalise(other.name) == own:
            message = N_("{name} with this number has a file already.")
            raise Refused("person.known", message, field="phone", name=own or numbers[0])
