"""Two files of one person become one, and one gesture takes that back.

Used inside this desk's commands.

Every value that the merge writes is kept with the value before it (`ledger`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, literal, or_, select
from sqlalchemy.orm import Session

from app import search
from app.people.ledger import LIVE_STATES, Ledger, ids_of, row_of, rows_of
from db.nouns import Noun
from db.tables.all import METADATA
from db.tables.fleet import CarBooking
from db.tables.people import Licence, Merge, Person, Phone
from db.tables.prospects import FollowUp, Prospect
from db.tables.vehicles import VehicleRelation
from db.vocabulary import ProspectState

FIELDS = (
    "name",
    "kind",
    "sex",
    "customer_class",
    "id_number",
    "born_on",
    "address",
    "employer",
    "note",
    "alert",
)
LICENCE = (
    "number",
    "licence_class",
    "first_issued_on",
    "expires_on",
    "long_term",
    "seen_at",
    "seen_by",
)
PEOPLE, PHONES, LICENCES, KEEPERS, WISHES, CONTACTS, BOOKINGS = (
    METADATA.tables[noun.__tablename__]
    for noun in (Person, Phone, Licence, VehicleRelation, Prospect, FollowUp, CarBooking)
)
APART = frozenset(
    noun.__tablename__ for noun in (Person, Phone, Licence, VehicleRelation, Prospect, Merge)
)
"""Tables whose rows are not simply moved."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Who stays, who goes into it, and for every field whether the value of the one that goes is
    wanted.
    """

    stay: int
    gone: int
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A file that went into this one, and can come out again."""

    id: int
    name: str
    at: datetime


def merge(session: Session, ledger: Ledger, pair: Pair, *, at: datetime) -> None:
    """Moves everything from the one that goes to the one that stays."""
    _merge_licences(session, ledger, pair)
    _merge_phones(session, ledger, pair)
    _merge_keepers(session, ledger, pair)
    _merge_wishes(session, ledger, pair, at=at)
    for table, column in leads():
        for row_id in ids_of(session, table, column == pair.gone):
            ledger.write(table, row_id, **{column.name: pair.stay})
    stay, gone = row_of(session, PEOPLE, pair.stay), row_of(session, PEOPLE, pair.gone)
    assert stay is not None and gone is not None
    chosen = {name: gone[name] for name in FIELDS if name in pair.takes}
    ledger.write(
        PEOPLE, pair.stay, **chosen, do_not_contact=stay["do_not_contact"] or gone["do_not_contact"]
    )
    ledger.write(PEOPLE, pair.gone, merged_into=pair.stay)
    session.expire_all()


def leads() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every table that names a person and is simply moved."""
    for table in METADATA.sorted_tables:
        for column in table.c:
            if table.name not in APART and any(
                key.column.table is PEOPLE for key in column.foreign_keys
            ):
                yield table, column


def moves(session: Session, gone: int) -> Counter[str]:
    """How many rows of which table a merge would move, to be shown before it is done.

    Bookings of cars are counted by their kind: a loan car is no test drive.
    """
    places = [
        *leads(),
        (WISHES, WISHES.c.person_id),
        (KEEPERS, KEEPERS.c.person_id),
        (PHONES, PHONES.c.person_id),
    ]
    found: Counter[str] = Counter()
    for table, column in places:
        noun = table.c.kind if table is BOOKINGS else literal(table.name)
        found.update(session.scalars(select(noun).where(column == gone)))
    return found


def twins(session: Session, person_id: int, text: str = "", *, limit: int = 50) -> list[int]:
    """Who may be this person once more.

    The same number, identity number or name; with a fragment whoever it finds.
    """
    if text.strip():
        return [
            one
            for one in search.find_ids(session, Noun.PERSON, text, limit=limit)
            if one != person_id
        ]
    person = session.get_one(Person, person_id)
    numbers = [phone.number for phone in person.phones]
    same = or_(
        Person.id.in_(select(Phone.person_id).where(Phone.number.in_(numbers))),
        Person.id_number == (person.id_number or ""),
    )
    living = select(Person.id).where(
        Person.merged_into.is_(None), Person.erased_at.is_(None), Person.id != person_id
    )
    found = list(session.scalars(living.where(same).order_by(Person.id.desc()).limit(limit)))
    named = search.find_ids(session, Noun.PERSON, person.name, limit=limit) if person.name else []
    return list(dict.fromkeys([*found, *(one for one in named if one != person_id)]))


def merges(session: Session, person_id: int) -> Iterator[Merged]:
    """What went into this file and can come out again, newest first."""
    wanted = select(Merge.id, Person.name, Merge.at).join(Person, Person.id == Merge.gone_id)
    for row in session.execute(
        wanted.where(Merge.stayed_id == person_id, Merge.undone_at.is_(None)).order_by(
            Merge.id.desc()
        )
    ):
        yield Merged(row.id, row.name, row.at)


def is_latest(session: Session, merge: Merge) -> bool:
    """Whether nothing else went into the file since.

    A later merge remembers values that this one wrote, and would bring them back.
    """
    later = select(Merge.id).where(
        Merge.stayed_id == merge.stayed_id, Merge.id > merge.id, Merge.undone_at.is_(None)
    )
    return session.scalar(later.limit(1)) is None


def _merge_licences(session: Session, ledger: Ledger, pair: Pair) -> None:
    mine, theirs = (
        next(iter(rows_of(session, LICENCES, LICENCES.c.person_id == one)), None)
        for one in (pair.stay, pair.gone)
    )
    if theirs is None:
        return
    if mine is None:
        ledger.write(LICENCES, theirs["id"], person_id=pair.stay)
    elif "licence" in pair.takes:
        ledger.write(LICENCES, mine["id"], **{name: theirs[name] for name in LICENCE})


def _merge_phones(session: Session, ledger: Ledger, pair: Pair) -> None:
    """A number that both have stays where it is: the file that goes keeps its own copy."""
    known = {
        row["number"]: row["position"]
        for row in rows_of(session, PHONES, PHONES.c.person_id == pair.stay)
    }
    place = max(known.values(), default=-1) + 1
    for row in sorted(
        rows_of(session, PHONES, PHONES.c.person_id == pair.gone),
        key=lambda row: (row["position"], row["id"]),
    ):
        if row["number"] not in known:
            ledger.write(PHONES, row["id"], person_id=pair.stay, position=place)
            known[row["number"]] = place
            place += 1


def _merge_keepers(session: Session, ledger: Ledger, pair: Pair) -> None:
    """What both are to one car now is said once, from the earlier day."""
    current = {
        (row["vehicle_id"], row["relation"]): row
        for row in rows_of(session, KEEPERS, KEEPERS.c.person_id == pair.stay)
        if row["until_on"] is None
    }
    for row in list(rows_of(session, KEEPERS, KEEPERS.c.person_id == pair.gone)):
        same = (
            current.get((row["vehicle_id"], row["relation"])) if row["until_on"] is None else None
        )
        if same is None:
            ledger.write(KEEPERS, row["id"], person_id=pair.stay)
        else:
            ledger.write(KEEPERS, same["id"], from_on=min(same["from_on"], row["from_on"]))
            ledger.remove(KEEPERS, row["id"])


def _merge_wishes(session: Session, ledger: Ledger, pair: Pair, *, at: datetime) -> None:
    """One person has one live wish.

    The other one is closed as entered twice, and its planned contact with it.
    """
    live = {
        one: next(
            (
                row
                for row in rows_of(session, WISHES, WISHES.c.person_id == one)
                if row["state"] in LIVE_STATES
            ),
            None,
        )
        for one in (pair.stay, pair.gone)
    }
    mine, theirs = live[pair.stay], live[pair.gone]
    if mine is not None and theirs is not None:
        loser, winner = (mine, theirs) if "prospect" in pair.takes else (theirs, mine)
        ledger.write(WISHES, loser["id"], state=ProspectState.MERGED, closed_at=at)
        has_plan = bool(_planned(session, winner["id"]))
        for row_id in _planned(session, loser["id"]):
            if has_plan:
                ledger.remove(CONTACTS, row_id)
            else:
                moved = {"prospect_id": winner["id"], "staff_id": winner["owner_id"]}
                ledger.write(CONTACTS, row_id, **moved)
            has_plan = True
    for row_id in ids_of(session, WISHES, WISHES.c.person_id == pair.gone):
        ledger.write(WISHES, row_id, person_id=pair.stay)


def _planned(session: Session, prospect_id: int) -> list[int]:
    open_ = CONTACTS.c.done_at.is_(None)
    return ids_of(session, CONTACTS, (CONTACTS.c.prospect_id == prospect_id) & open_)
