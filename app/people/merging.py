"""Two files of one person become one, and one gesture takes that back.

Used inside this desk's commands.

Every value that the merge writes is kept with the value before it. Undoing puts back what nobody
changed since; what was
written in between stays with the file that stayed. Versions jump by `JUMP` for each merge, so that
a window opened on the
merged file never passes for one opened on the file that was put back.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Table, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from app import audit, search
from db.tables.all import METADATA
from db.tables.people import Licence, Merge, Person, Phone
from db.tables.prospects import FollowUp, Prospect
from db.tables.vehicles import VehicleRelation
from db.vocabulary import Act, ProspectState

JUMP = 1000
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
LIVE_STATES = (ProspectState.OPEN, ProspectState.LOSS_ASKED)
AUDITED = {"audited": True}
PEOPLE, PHONES, LICENCES, KEEPERS, WISHES, CONTACTS = (
    METADATA.tables[noun.__tablename__]
    for noun in (Person, Phone, Licence, VehicleRelation, Prospect, FollowUp)
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


class Ledger:
    """Writes values and remembers what stood there."""

    def __init__(self, session: Session, merge_id: int) -> None:
        self.entries: list[dict[str, Any]] = []
        self._session, self._jump = session, JUMP * merge_id
        self._stepped: set[tuple[str, int]] = set()

    def write(self, table: Table, row_id: int, **values: Any) -> None:
        """Sets columns of one row; the first write also moves its version far away."""
        row = _row(self._session, table, row_id)
        assert row is not None
        new = {name: value for name, value in values.items() if row[name] != value}
        if not new:
            return
        if "version" in table.c and (table.name, row_id) not in self._stepped:
            new["version"] = row["version"] + self._jump
        self._stepped.add((table.name, row_id))
        changed = {name: [_plain(row[name]), _plain(value)] for name, value in new.items()}
        self.entries.append({"table": table.name, "id": row_id, "set": changed})
        _put(self._session, table, row_id, new)

    def remove(self, table: Table, row_id: int) -> None:
        """Takes one row out."""
        row = _row(self._session, table, row_id)
        assert row is not None
        self.entries.append(
            {
                "table": table.name,
                "id": row_id,
                "removed": {name: _plain(value) for name, value in row.items()},
            }
        )
        self._session.execute(delete(table).where(table.c.id == row_id), execution_options=AUDITED)
        _tell(self._session, Act.REMOVE, table, row_id)


def merge(session: Session, ledger: Ledger, pair: Pair, *, at: datetime) -> None:
    """Moves everything from the one that goes to the one that stays."""
    _merge_licences(session, ledger, pair)
    _merge_phones(session, ledger, pair)
    _merge_keepers(session, ledger, pair)
    _merge_wishes(session, ledger, pair, at=at)
    for table, column in leads():
        for row_id in _ids(session, table, column == pair.gone):
            ledger.write(table, row_id, **{column.name: pair.stay})
    stay, gone = _row(session, PEOPLE, pair.stay), _row(session, PEOPLE, pair.gone)
    assert stay is not None and gone is not None
    chosen = {name: gone[name] for name in FIELDS if name in pair.takes}
    ledger.write(
        PEOPLE, pair.stay, **chosen, do_not_contact=stay["do_not_contact"] or gone["do_not_contact"]
    )
    ledger.write(PEOPLE, pair.gone, merged_into=pair.stay)
    session.expire_all()


def undo(session: Session, entries: Iterable[Mapping[str, Any]]) -> None:
    """Backwards through the ledger."""
    for entry in reversed(list(entries)):
        table = METADATA.tables[entry["table"]]
        if "removed" in entry:
            _put_back(
                session, table, {name: _typed(value) for name, value in entry["removed"].items()}
            )
        else:
            _take_back(session, table, entry["id"], entry["set"])
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
    """How many rows of which noun a merge would move: to be shown before it is done."""
    places = [
        *leads(),
        (WISHES, WISHES.c.person_id),
        (KEEPERS, KEEPERS.c.person_id),
        (PHONES, PHONES.c.person_id),
    ]
    found = Counter({table.name: 0 for table, _column in places})
    for table, column in places:
        found[table.name] += len(_ids(session, table, column == gone))
    return +found


def twins(session: Session, person_id: int, text: str = "", *, limit: int = 50) -> list[int]:
    """Who may be this person once more.

    The same number, identity number or name; with a fragment whoever it finds.
    """
    if text.strip():
        return [
            one for one in search.find_ids(session, "person", text, limit=limit) if one != person_id
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
    named = search.find_ids(session, "person", person.name, limit=limit) if person.name else []
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


def read(changes: str) -> list[dict[str, Any]]:
    """The ledger of a merge."""
    return list(json.loads(changes))


def told(ledger: Ledger) -> str:
    """The ledger as it is kept."""
    return json.dumps(ledger.entries, ensure_ascii=False)


def _merge_licences(session: Session, ledger: Ledger, pair: Pair) -> None:
    mine, theirs = (
        next(iter(_rows(session, LICENCES, LICENCES.c.person_id == one)), None)
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
        for row in _rows(session, PHONES, PHONES.c.person_id == pair.stay)
    }
    place = max(known.values(), default=-1) + 1
    for row in sorted(
        _rows(session, PHONES, PHONES.c.person_id == pair.gone),
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
        for row in _rows(session, KEEPERS, KEEPERS.c.person_id == pair.stay)
        if row["until_on"] is None
    }
    for row in list(_rows(session, KEEPERS, KEEPERS.c.person_id == pair.gone)):
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
                for row in _rows(session, WISHES, WISHES.c.person_id == one)
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
        has_plan = bool(
            _ids(
                session,
                CONTACTS,
                (CONTACTS.c.prospect_id == winner["id"]) & CONTACTS.c.done_at.is_(None),
            )
        )
        for row_id in _ids(
            session,
            CONTACTS,
            (CONTACTS.c.prospect_id == loser["id"]) & CONTACTS.c.done_at.is_(None),
        ):
            if has_plan:
                ledger.remove(CONTACTS, row_id)
            else:
                ledger.write(
                    CONTACTS, row_id, prospect_id=winner["id"], staff_id=winner["owner_id"]
                )
            has_plan = True
    for row_id in _ids(session, WISHES, WISHES.c.person_id == pair.gone):
        ledger.write(WISHES, row_id, person_id=pair.stay)


def _take_back(
    session: Session, table: Table, row_id: int, changed: Mapping[str, list[Any]]
) -> None:
    row = _row(session, table, row_id)
    if row is None:
        return
    same = {name for name, (_old, new) in changed.items() if _plain(row[name]) == new}
    if table is WISHES and "state" in same and _has_other_wish(session, row):
        same -= {"state", "closed_at"}
    back = {name: _typed(changed[name][0]) for name in same}
    if "version" in changed and "version" not in same:
        back["version"] = row["version"] + 1
    if back:
        _put(session, table, row_id, back)


def _has_other_wish(session: Session, row: Mapping[str, Any]) -> bool:
    """A new wish was opened since: the old one stays closed, or there would be two."""
    mine = (
        (WISHES.c.person_id == row["person_id"])
        & (WISHES.c.id != row["id"])
        & WISHES.c.state.in_(LIVE_STATES)
    )
    return bool(_ids(session, WISHES, mine))


def _put_back(session: Session, table: Table, row: dict[str, Any]) -> None:
    if _row(session, table, row["id"]) is not None:
        row = {name: value for name, value in row.items() if name != "id"}
    made = session.execute(
        insert(table).values(row).returning(table.c.id), execution_options=AUDITED
    ).scalar_one()
    _tell(session, Act.ADD, table, made)


def _put(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    session.execute(
        update(table).where(table.c.id == row_id).values(dict(values)), execution_options=AUDITED
    )
    _tell(session, Act.CHANGE, table, row_id)


def _tell(session: Session, act: Act, table: Table, row_id: int) -> None:
    audit.note(session, act, table.name, noun_id=row_id)
    audit.touched(session, table.name, row_id)


def _row(session: Session, table: Table, row_id: int) -> dict[str, Any] | None:
    return next(iter(_rows(session, table, table.c.id == row_id)), None)


def _rows(session: Session, table: Table, condition: Any) -> list[dict[str, Any]]:
    return [
        dict(row)
        for row in session.execute(select(table).where(condition).order_by(table.c.id)).mappings()
    ]


def _ids(session: Session, table: Table, condition: Any) -> list[int]:
    return list(session.scalars(select(table.c.id).where(condition).order_by(table.c.id)))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _typed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else date.fromisoformat(value["on"])
