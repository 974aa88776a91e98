"""Merges two files of one person in a way that can be undone.

Used inside this desk's commands. Every value that the merge writes is stored with the value before
it (`ledger`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, Table, literal, or_, select
from sqlalchemy.orm import Session

from app import fields, search
from app.people.ledger import LIVE_STATES, Ledger, ids_of, row_of, rows_of
from app.people.lookup import LIVING
from app.rows import fetch
from db.columns import declared
from db.nouns import Noun
from db.tables.all import METADATA
from db.tables.fleet import CarBooking
from db.tables.people import Licence, Merge, Person, Phone
from db.tables.prospects import FollowUp, Prospect
from db.tables.vehicles import VehicleRelation
from db.vocabulary import ProspectState, Relation

PEOPLE, PHONES, LICENCES, RELATIONS, PROSPECTS, FOLLOW_UPS, BOOKINGS = (
    METADATA.tables[noun.__tablename__]
    for noun in (Person, Phone, Licence, VehicleRelation, Prospect, FollowUp, CarBooking)
)
APART = frozenset({PEOPLE, PHONES, LICENCES, RELATIONS, PROSPECTS, METADATA.tables["merge"]})
"""Tables whose rows are not simply moved."""
FIELDS = ("kind", *fields.private(PEOPLE.name))
"""What may be chosen from either file."""
LICENCE = tuple(
    name for name, column in LICENCES.c.items() if (one := declared(column)).label and not one.owner
)
"""All that a licence says; not whose it is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The file that stays, the one that goes, and which fields that one gives."""

    stay: int
    gone: int
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """A file that was merged into this one; the merge can be undone."""

    id: int
    name: str
    at: datetime


def merge(session: Session, merge_id: int, pair: Pair, *, at: datetime) -> Ledger:
    """Moves everything from the one that goes to the one that stays."""
    ledger = Ledger(session, merge_id)
    _merge_licences(session, ledger, pair)
    _merge_phones(session, ledger, pair)
    _merge_relations(session, ledger, pair)
    _merge_prospects(session, ledger, pair, at=at)
    for table, column in leads():
        for row_id in ids_of(session, table, column == pair.gone):
            ledger.write(table, row_id, **{column.name: pair.stay})
    _merge_fields(session, ledger, pair)
    session.expire_all()
    return ledger


def leads() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every table that names a person and is simply moved."""
    for table in METADATA.sorted_tables:
        for column in table.c if table not in APART else ():
            if any(key.column.table is PEOPLE for key in column.foreign_keys):
                yield table, column


def moves(session: Session, gone: int) -> Counter[str]:
    """How many rows of each noun a merge would move.

    Bookings of cars are counted by their kind: a loan car is no test drive.
    """
    own = [(table, table.c.person_id) for table in (PROSPECTS, RELATIONS, PHONES)]
    found: Counter[str] = Counter()
    for table, column in (*leads(), *own):
        noun = table.c.kind if table is BOOKINGS else literal(table.name)
        found.update(session.scalars(select(noun).where(column == gone)))
    return found


def twins(session: Session, person_id: int, text: str = "", *, limit: int = 50) -> list[int]:
    """Files that may be the same person: with the same number, identity number or name.

    With a fragment, whatever the search finds.
    """
    person = session.get_one(Person, person_id)
    found = [] if text.strip() else list(session.scalars(_same_numbers(person).limit(limit)))
    asked = text.strip() or person.name
    named = search.find_ids(session, Noun.PERSON, asked, limit=limit) if asked else []
    return [one for one in dict.fromkeys([*found, *named]) if one != person_id]


def merges(session: Session, person_id: int) -> list[Merged]:
    """The files that were merged into this one and not taken out again, newest first."""
    wanted = select(Merge.id, Person.name, Merge.at).join(Person, Person.id == Merge.gone_id)
    live = wanted.where(Merge.stayed_id == person_id, Merge.undone_at.is_(None))
    return fetch(session, Merged, live.order_by(Merge.id.desc()))


def is_latest(session: Session, merge: Merge) -> bool:
    """True when nothing else was merged into the file since.

    A later merge stored values that this one wrote, and undoing it would bring them back.
    """
    live = select(Merge.id).where(Merge.stayed_id == merge.stayed_id, Merge.undone_at.is_(None))
    return session.scalar(live.where(Merge.id > merge.id).limit(1)) is None


def _same_numbers(person: Person) -> Select[int]:
    """The living files with a telephone or the identity number of this person, newest first."""
    numbers = [phone.number for phone in person.phones]
    callers = select(Phone.person_id).where(Phone.number.in_(numbers))
    same = or_(Person.id.in_(callers), Person.id_number == (person.id_number or ""))
    return select(Person.id).where(LIVING, same).order_by(Person.id.desc())


def _merge_fields(session: Session, ledger: Ledger, pair: Pair) -> None:
    stay, gone = row_of(session, PEOPLE, pair.stay), row_of(session, PEOPLE, pair.gone)
    assert stay is not None and gone is not None
    values = {name: gone[name] for name in FIELDS if name in pair.takes}
    values["do_not_contact"] = stay["do_not_contact"] or gone["do_not_contact"]
    ledger.write(PEOPLE, pair.stay, **values)
    ledger.write(PEOPLE, pair.gone, merged_into=pair.stay)


def _merge_licences(session: Session, ledger: Ledger, pair: Pair) -> None:
    mine, theirs = _of_both(session, LICENCES, pair)
    if theirs and not mine:
        ledger.write(LICENCES, theirs[0]["id"], person_id=pair.stay)
    elif theirs and "licence" in pair.takes:
        ledger.write(LICENCES, mine[0]["id"], **{name: theirs[0][name] for name in LICENCE})


def _merge_phones(session: Session, ledger: Ledger, pair: Pair) -> None:
    """Moves the numbers that only the file that goes has to the end."""
    mine, theirs = _of_both(session, PHONES, pair)
    known = {row["number"] for row in mine}
    place = max((row["position"] for row in mine), default=-1) + 1
    for row in sorted(theirs, key=lambda row: (row["position"], row["id"])):
        if row["number"] not in known:
            ledger.write(PHONES, row["id"], person_id=pair.stay, position=place)
            known.add(row["number"])
            place += 1


def _merge_relations(session: Session, ledger: Ledger, pair: Pair) -> None:
    """What both are to one car now is said once, from the earlier day."""
    mine, theirs = _of_both(session, RELATIONS, pair)
    current = {_relation(row): row for row in mine if row["until_on"] is None}
    for row in theirs:
        same = current.get(_relation(row)) if row["until_on"] is None else None
        if same is None:
            ledger.write(RELATIONS, row["id"], person_id=pair.stay)
        else:
            ledger.write(RELATIONS, same["id"], from_on=min(same["from_on"], row["from_on"]))
            ledger.remove(RELATIONS, row["id"])


def _relation(row: Mapping[str, Any]) -> tuple[int, Relation]:
    return row["vehicle_id"], row["relation"]


def _merge_prospects(session: Session, ledger: Ledger, pair: Pair, *, at: datetime) -> None:
    """One person has one live prospect: the other one is closed as entered twice."""
    mine, theirs = _of_both(session, PROSPECTS, pair)
    live = [row for row in (*mine, *theirs) if row["state"] in LIVE_STATES]
    if len(live) == 2:
        winner, loser = reversed(live) if "prospect" in pair.takes else live
        ledger.write(PROSPECTS, loser["id"], state=ProspectState.MERGED, closed_at=at)
        _merge_plans(session, ledger, winner, loser)
    for row in theirs:
        ledger.write(PROSPECTS, row["id"], person_id=pair.stay)


def _merge_plans(
    session: Session, ledger: Ledger, winner: Mapping[str, Any], loser: Mapping[str, Any]
) -> None:
    """A live prospect has one planned contact.

    Its own, else the first one of the other.
    """
    has_plan = bool(_planned(session, winner["id"]))
    for row_id in _planned(session, loser["id"]):
        if has_plan:
            ledger.remove(FOLLOW_UPS, row_id)
        else:
            moved = {"prospect_id": winner["id"], "staff_id": winner["owner_id"]}
            ledger.write(FOLLOW_UPS, row_id, **moved)
        has_plan = True


def _planned(session: Session, prospect_id: int) -> list[int]:
    is_open = FOLLOW_UPS.c.done_at.is_(None)
    return ids_of(session, FOLLOW_UPS, (FOLLOW_UPS.c.prospect_id == prospect_id) & is_open)


def _of_both(
    session: Session, table: Table, pair: Pair
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of the file that stays, and those of the file that goes."""
    return (
        rows_of(session, table, table.c.person_id == pair.stay),
        rows_of(session, table, table.c.person_id == pair.gone),
    )
