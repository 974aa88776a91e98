"""What the desks do to a customer's file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.errors import Conflict, Refused, check_seen
from app.identity import names
from app.people import consents, erasing, merging, operations, rules
from app.people import ledger as ledgers
from app.people.consents import ConsentFacts
from app.permissions import Actor, allow
from app.text import N_
from db.nouns import Noun
from db.tables.people import Licence, Merge, Person, Phone
from db.vocabulary import Act, ConsentPurpose, LicenceClass, PersonKind, Role

KEEPERS = (Role.RECEPTION, Role.CONSULTANT, Role.ADVISOR, Role.CARE, Role.CASHIER)
TEXTS = ("address", "employer", "note", "alert")
PLAIN = ("sex", "customer_class", "born_on")


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A driving licence as seen at the desk."""

    number: str | None
    licence_class: LicenceClass | None
    first_issued_on: date | None = None
    expires_on: date | None = None
    long_term: bool = False


@dataclass(frozen=True, slots=True)
class MergeWish:
    """Which file stays, which goes into it, whose values the one that goes gives, and the versions
    that were looked at.
    """

    stay_id: int
    gone_id: int
    takes: frozenset[str]
    versions: tuple[int, int]


@allow(*KEEPERS)
def add(session: Session, facts: Mapping[str, Any], *, by: Actor, at: datetime) -> int:
    """A new customer.

    The same name with the same number, or the same identity number, is the same customer and
    refused.
    """
    person = Person(kind=PersonKind.PERSON, name="", created_at=at, created_by=by.staff_id or None)
    session.add(person)
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
    if person.version != version:
        raise Conflict(
            "record.changed",
            N_("Somebody else saved this record meanwhile. Look at both versions."),
            noun=Noun.PERSON,
            id=person_id,
        )
    if person.merged_into is not None or person.erased_at is not None:
        raise Refused("person.gone", N_("This customer does not exist."))
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
    """The licence as it was shown now: number, class, dates. It was seen, never copied.

    Conflict where somebody saved it since `version` was read; 0 says that there was none.
    """
    number = operations.identity_number(facts.number, "number")
    if number is None:
        raise Refused(
            "licence.number",
            N_("Enter the licence number: it is the identity number."),
            field="number",
        )
    if facts.licence_class is None:
        raise Refused("licence.class", N_("Choose the class."), field="licence_class")
    if facts.first_issued_on and facts.expires_on and facts.expires_on <= facts.first_issued_on:
        raise Refused(
            "licence.dates", N_("It cannot expire before it was issued."), field="expires_on"
        )
    row = session.scalars(select(Licence).where(Licence.person_id == person_id)).first()
    check_seen(version, row.version if row else 0, noun=Noun.LICENCE, id=person_id)
    if row is None:
        row = Licence(person_id=person_id)
        session.add(row)
    row.number, row.licence_class = number, facts.licence_class
    row.first_issued_on, row.long_term = facts.first_issued_on, facts.long_term
    row.expires_on = None if facts.long_term else facts.expires_on
    row.seen_at, row.seen_by = at, by.staff_id or None


@allow(*KEEPERS)
def reveal(session: Session, person_id: int, *, by: Actor, at: datetime) -> int:
    """Somebody looks at the whole numbers of a customer.

    That is allowed to who works with them, and written down.
    """
    audit.note(session, Act.SEE, Noun.PERSON, noun_id=person_id, reason="numbers")
    return person_id


@allow(*KEEPERS, Role.CONTROLLER, Role.TECHNICIAN)
def see_alerts(session: Session, noun: Noun, record_id: int, *, by: Actor, at: datetime) -> int:
    """Somebody opened a file that asks for attention, and it stood before their eyes.

    Nobody can say later that it was hidden.
    """
    audit.note(session, Act.SEE, noun, noun_id=record_id, reason="alerts")
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
    """What the customer agrees to from now on, purpose by purpose.

    What is no longer named is withdrawn and stays known.

    `seen` is what stood when it was read.
    """
    standing = frozenset(one.purpose for one in consents.given(session, person_id))
    check_seen(None if seen is None else frozenset(seen), standing, noun=Noun.PERSON, id=person_id)
    consents.keep(session, person_id, facts, by=by, at=at)
    audit.touched(session, Noun.PERSON, person_id)


@allow(Role.MANAGER)
def merge(session: Session, wish: MergeWish, *, by: Actor, at: datetime) -> int:
    """Two files become one, field by field as chosen; all that happened moves along.

    Returns the merge, which can be undone.

    Do-not-contact of either beats. Conflict where somebody saved one of the two since they were
    shown.
    """
    stay, gone = session.get_one(Person, wish.stay_id), session.get_one(Person, wish.gone_id)
    rules.check_merge(_file(stay), _file(gone))
    if (stay.version, gone.version) != wish.versions:
        raise Conflict(
            "record.changed",
            N_("Somebody else saved this record meanwhile. Look at both versions."),
            noun=Noun.PERSON,
            id=stay.id,
        )
    row = Merge(
        stayed_id=stay.id, gone_id=gone.id, changes="[]", at=at, staff_id=by.staff_id or None
    )
    session.add(row)
    session.flush()
    ledger = ledgers.Ledger(session, row.id)
    merging.merge(session, ledger, merging.Pair(stay.id, gone.id, wish.takes), at=at)
    row.changes = ledgers.told(ledger)
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
    ledgers.undo(session, entries)
    return gone_id


@allow(Role.MANAGER)
def erase(session: Session, person_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Forgets a customer who asked for it.

    No name and no number stays in file or index, counts and sums do not change.
    """
    if not reason.strip():
        raise Refused("erase.reason", N_("Say who asked for it, and when."), field="reason")
    person = session.get_one(Person, person_id)
    if person.merged_into is not None or person.erased_at is not None:
        raise Refused("person.gone", N_("This customer does not exist."))
    erasing.check_free(session, person_id)
    session.info["reason"] = erasing.without(session, person_id, reason.strip())
    erasing.erase(session, person, at=at)


def _file(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in ("id", "id_number", "merged_into", "erased_at")}


def _write(session: Session, person: Person, facts: Mapping[str, Any]) -> None:
    name = operations.checked_name(facts.get("name")) if "name" in facts else person.name
    numbers = [
        operations.phone_number(facts.get(field), field) for field in ("phone", "other_phone")
    ]
    if not name and not any(numbers):
        raise Refused("person.nothing", N_("Enter a name or a telephone number."), field="name")
    person.name = name
    if facts.get("kind") is not None:
        person.kind = facts["kind"]
    if "id_number" in facts:
        person.id_number = operations.identity_number(facts["id_number"])
    for field in (field for field in TEXTS if field in facts):
        setattr(person, field, (facts[field] or "").strip() or None)
    for field in (field for field in PLAIN if field in facts):
        setattr(person, field, facts[field])
    if "do_not_contact" in facts:
        person.do_not_contact = bool(facts["do_not_contact"])
    if "phone" in facts:
        _write_phones(session, person, [number for number in numbers if number])


def _write_phones(session: Session, person: Person, numbers: list[str]) -> None:
    """The two numbers of the form in their order.

    Further ones that the file knows stay behind them.
    """
    old = sorted(person.phones, key=lambda phone: phone.position)
    shown, rest = old[:2], [phone for phone in old[2:] if phone.number not in numbers]
    for phone in [one for one in shown if one.number not in numbers]:
        person.phones.remove(phone)
        session.delete(phone)
    known = {phone.number: phone for phone in old}
    for place, number in enumerate(dict.fromkeys(numbers)):
        if number in known:
            known[number].position = place
        else:
            person.phones.append(Phone(number=number, position=place))
    for place, phone in enumerate(rest, len(numbers)):
        phone.position = place


def _refuse_second(session: Session, person: Person) -> None:
    numbers = [phone.number for phone in person.phones]
    living = select(Person).where(
        Person.merged_into.is_(None), Person.erased_at.is_(None), Person.id != person.id
    )
    session.flush()
    if (
        person.id_number
        and session.scalars(
            living.where(Person.id_number == person.id_number, Person.id != person.id).limit(1)
        ).first()
    ):
        raise Refused(
            "person.known",
            N_("A customer with this identity number has a file already."),
            field="id_number",
        )
    for other in session.scalars(
        living.join(Phone).where(Phone.number.in_(numbers), Person.id != person.id)
    ):
        if names.normalise(other.name) == names.normalise(person.name):
            raise Refused(
                "person.known",
                N_("{name} with this number has a file already."),
                field="phone",
                name=other.name or numbers[0],
            )
