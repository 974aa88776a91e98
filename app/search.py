"""Finds people, vehicles and orders by any scrap.

`refresh` keeps the documents in step inside the same transaction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Executable, Result, bindparam, select
from sqlalchemy.orm import Session

from app import pinyin
from app.identity import phone as phones
from app.identity import plate as plates
from app.identity import vin as vins
from app.labels import label
from app.local_time import local_day
from app.text import N_, _
from db import search as index
from db.hanzi import simplified
from db.tables.admin import Setting
from db.tables.fleet import CarBooking
from db.tables.people import Person, Phone
from db.tables.reception import Visit
from db.tables.service import RepairOrder
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle, VehicleRelation
from db.vocabulary import Relation

TITLES = {"person": N_("People"), "vehicle": N_("Cars"), "repair_order": N_("Repair orders")}
COUNTRY = ("+86", "0086")
STEP = 400
VARIANTS = "search_variants"
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PEOPLE = select(Person.id, Person.name).where(Person.id.in_(IDS))
_NUMBERS = (
    select(Phone.person_id, Phone.number)
    .where(Phone.person_id.in_(IDS))
    .order_by(Phone.position, Phone.id)
)
_DRIVEN = (
    select(VehicleRelation.person_id, Plate.number)
    .join(Plate, Plate.vehicle_id == VehicleRelation.vehicle_id)
    .where(
        VehicleRelation.person_id.in_(IDS),
        VehicleRelation.until_on.is_(None),
        Plate.until_on.is_(None),
    )
    .order_by(VehicleRelation.id.desc())
)
_MODELS = (
    select(Vehicle.id, Vehicle.vin, Vehicle.model_name, CarModel.name, Trim.name.label("trim"))
    .outerjoin(Trim, Trim.id == Vehicle.trim_id)
    .outerjoin(CarModel, CarModel.id == Trim.model_id)
    .where(Vehicle.id.in_(IDS), Vehicle.merged_into.is_(None))
)
_PLATES = (
    select(Plate.vehicle_id, Plate.number)
    .where(Plate.vehicle_id.in_(IDS))
    .order_by(Plate.vehicle_id, Plate.id)
)
_CARRIED = select(Plate.vehicle_id, Plate.number).where(
    Plate.vehicle_id.in_(IDS), Plate.until_on.is_(None)
)
_OWNERS = (
    select(VehicleRelation.vehicle_id, Person.name)
    .join(Person, Person.id == VehicleRelation.person_id)
    .where(
        VehicleRelation.vehicle_id.in_(IDS),
        VehicleRelation.until_on.is_(None),
        VehicleRelation.relation == Relation.OWNER,
    )
)
_ORDERS = select(
    RepairOrder.id, RepairOrder.number, RepairOrder.plate, RepairOrder.model_name, RepairOrder.stage
).where(RepairOrder.id.in_(IDS))
"""The questions of every keystroke, put together once."""
Values = dict[int, list[str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer.

    `note` says what else tells it apart, `matched` is the value that holds the question, as it is
    kept.
    """

    kind: str
    id: int
    title: str
    note: str
    matched: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """Answers of one noun, equal values first, then newest first. `title` is a source text."""

    noun: str
    title: str
    hits: tuple[Hit, ...]


def find(session: Session, text: str, *, limit: int = 6, clear: bool = False) -> list[HitGroup]:
    """People, cars and orders that hold the fragment; groups without an answer are left out.

    `clear` shows whole telephone numbers.
    """
    groups, questions = [], _questions(session, text)
    for kind, title in TITLES.items():
        found, question = _found(session, kind, questions, limit=limit), questions[0]
        if found:
            groups.append(
                HitGroup(kind, title, tuple(_HITS[kind](session, found, question, clear)))
            )
    return groups


def find_ids(session: Session, kind: str, text: str, *, limit: int) -> list[int]:
    """Ids of the records of one noun that hold the fragment, for the filter of a list."""
    return [found.record for found in _found(session, kind, _questions(session, text), limit=limit)]


def prepare(session: Session) -> None:
    """Asks once what nobody wants to know, so that the first key of the day waits as little as the
    second.
    """
    find(session, "1")


def refresh(session: Session, touched: Mapping[str, set[int]], at: datetime) -> None:
    """Writes the search documents of the records in `touched` (noun -> ids) anew.

    Who was here today comes first.

    A removed telephone or plate is only noticed when its person or vehicle is touched as well.
    """
    for kind, ids in _affected(session, touched).items():
        _write(session, kind, ids, day=local_day(at))


def rebuild(session: Session) -> int:
    """Writes the whole index anew in the order it had, what it did not know in the order of the
    ids; returns the documents.
    """
    connection = session.connection()
    kept = {kind: index.known(connection, kind) for kind in index.KINDS}
    index.clear(connection)
    count = 0
    for kind in index.KINDS:
        documents = [
            (record, text)
            for ids in _pages(session, kind)
            for record, text in _documents(session, kind, ids).items()
        ]
        documents.sort(key=lambda pair: (kept[kind].get(pair[0], (0, ""))[0], pair[0]))
        for page in _chunks(documents):
            index.add_many(
                connection,
                kind,
                documents=[(one, text, _day(kept[kind], one)) for one, text in page],
            )
        count += len(documents)
    return count


def check(session: Session) -> list[str]:
    """One line per document that is missing, left over or unlike its record, and per index whose
    grams disagree.
    """
    return [
        f"search: {fault}"
        for kind in index.KINDS
        for fault in (*_unlike(session, kind), *index.faults(session.connection(), kind))
    ]


def _unlike(session: Session, kind: str) -> Iterator[str]:
    kept = index.texts(session.connection(), kind)
    for ids in _pages(session, kind):
        for record, text in _documents(session, kind, ids).items():
            if kept.pop(record, None) != text:
                yield f"{kind} {record} is not what the index knows"
    yield from (f"{kind} {record} is in the index but not in the store" for record in kept)


def _questions(session: Session, text: str) -> tuple[str, ...]:
    """In simplified characters, unless the store distinguishes them.

    Then as it was typed, for documents of an older program.
    """
    asked = _question(text)
    simple = simplified(asked)
    return (asked,) if simple == asked or not _knows_variants(session) else (simple, asked)


def _found(
    session: Session, kind: str, questions: tuple[str, ...], *, limit: int
) -> list[index.FoundRecord]:
    found: dict[int, index.FoundRecord] = {}
    for text in questions:
        for one in index.find(session.connection(), kind, text=text, limit=limit):
            found.setdefault(one.record, one)
    return list(found.values())[:limit]


def _knows_variants(session: Session) -> bool:
    kept = (
        session.connection().execute(select(Setting.value).where(Setting.name == VARIANTS)).scalar()
    )
    return kept != "false"


def _question(text: str) -> str:
    """Without the country code that nobody keeps."""
    asked = index.plain(text)
    rest = next((asked[len(code) :] for code in COUNTRY if asked.startswith(code)), asked)
    return rest if rest.isdigit() else asked


def _day(known: Mapping[int, tuple[int, str]], record: int) -> date:
    return date.fromisoformat(known[record][1]) if record in known else date.min


def _write(session: Session, kind: str, ids: Iterable[int], *, day: date) -> None:
    connection = session.connection()
    for page in _chunks(sorted(ids)):
        documents = _documents(session, kind, page)
        for record in page:
            if record in documents:
                index.put(connection, kind, record=record, text=documents[record], day=day)
            else:
                index.drop(connection, kind, record=record)


def _affected(session: Session, touched: Mapping[str, set[int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for noun, ids in touched.items():
        if noun in index.KINDS:
            found[noun] |= ids
        for kind, column, key in _LEADS.get(noun, ()):
            for page in _chunks(sorted(ids)):
                found[kind].update(
                    one
                    for one in (
                        session.connection().execute(select(column).where(key.in_(page))).scalars()
                    )
                    if one
                )
    return found


def _documents(session: Session, kind: str, ids: Sequence[int]) -> dict[int, str]:
    return {
        record: index.document(values) for record, values in _VALUES[kind](session, ids).items()
    }


def _pages(session: Session, kind: str) -> Iterator[Sequence[int]]:
    noun = {"person": Person, "vehicle": Vehicle, "repair_order": RepairOrder}[kind]
    return _chunks(list(session.connection().execute(select(noun.id).order_by(noun.id)).scalars()))


def _chunks(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))


def _person_values(session: Session, ids: Sequence[int]) -> Values:
    people = select(Person.id, Person.name).where(
        Person.id.in_(ids), Person.merged_into.is_(None), Person.erased_at.is_(None)
    )
    found = {
        row.id: [row.name, *pinyin.spellings(row.name)]
        for row in session.connection().execute(people)
    }
    numbers = (
        select(Phone.person_id, Phone.number)
        .where(Phone.person_id.in_(ids))
        .order_by(Phone.person_id, Phone.position, Phone.id)
    )
    for row in session.connection().execute(numbers):
        if row.person_id in found:
            found[row.person_id].append(row.number)
    return found


def _vehicle_values(session: Session, ids: Sequence[int]) -> Values:
    found = {row.id: [row.vin or "", _model(row)] for row in _rows(session, _MODELS, ids)}
    for row in _rows(session, _PLATES, ids):
        if row.vehicle_id in found:
            found[row.vehicle_id].append(row.number)
    return found


def _order_values(session: Session, ids: Sequence[int]) -> Values:
    orders = select(RepairOrder.id, RepairOrder.number, RepairOrder.plate).where(
        RepairOrder.id.in_(ids)
    )
    return {row.id: [row.number, row.plate or ""] for row in session.connection().execute(orders)}


def _people(
    session: Session, found: list[index.FoundRecord], question: str, clear: bool
) -> Iterator[Hit]:
    ids = [one.record for one in found]
    known = {row.id: row.name for row in _rows(session, _PEOPLE, ids)}
    numbers: dict[int, list[str]] = defaultdict(list)
    cars: dict[int, list[str]] = defaultdict(list)
    for row in _rows(session, _NUMBERS, ids):
        numbers[row.person_id].append(
            phones.shown(row.number) if clear else phones.masked(row.number)
        )
    for row in _rows(session, _DRIVEN, ids):
        if plates.shown(row.number) not in cars[row.person_id]:
            cars[row.person_id].append(plates.shown(row.number))
    for one in found:
        parts = [*numbers[one.record][:2], *cars[one.record][:2]]
        title = known.get(one.record) or (parts.pop(0) if parts else "")
        yield Hit("person", one.record, title, " · ".join(parts), _matched(one, question))


def _cars(
    session: Session, found: list[index.FoundRecord], question: str, clear: bool
) -> Iterator[Hit]:
    ids = [one.record for one in found]
    carried = {row.vehicle_id: row.number for row in _rows(session, _CARRIED, ids)}
    owned = {row.vehicle_id: row.name for row in _rows(session, _OWNERS, ids)}
    models = {row.id: _model(row) for row in _rows(session, _MODELS, ids)}
    for one in found:
        plate, matched = carried.get(one.record, ""), _matched(one, question)
        parts = [models.get(one.record, ""), owned.get(one.record, "")]
        if plates.style(matched.upper()) and index.plain(plate) != matched:
            parts.append(_("formerly {plate}").format(plate=plates.shown(matched.upper())))
        title = plates.shown(plate) if plate else vins.masked(one.text.split(index.BREAK)[1])
        yield Hit("vehicle", one.record, title, " · ".join(part for part in parts if part), matched)


def _orders(
    session: Session, found: list[index.FoundRecord], question: str, clear: bool
) -> Iterator[Hit]:
    known = {row.id: row for row in _rows(session, _ORDERS, [one.record for one in found])}
    for one in found:
        if row := known.get(one.record):
            parts = (plates.shown(row.plate or ""), row.model_name or "", label(row.stage))
            yield Hit(
                "repair_order",
                row.id,
                row.number,
                " · ".join(part for part in parts if part),
                _matched(one, question),
            )


def _rows(session: Session, wanted: Executable, ids: Sequence[int]) -> Result[Any]:
    return session.connection().execute(wanted, {"ids": ids})


def _model(row: Any) -> str:
    return f"{row.name} {row.trim}" if row.name else row.model_name or ""


def _matched(found: index.FoundRecord, question: str) -> str:
    return next((value for value in found.text.split(index.BREAK) if question in value), "")


_VALUES: dict[str, Callable[[Session, Sequence[int]], Values]] = {
    "person": _person_values,
    "vehicle": _vehicle_values,
    "repair_order": _order_values,
}
_HITS: dict[str, Callable[[Session, list[index.FoundRecord], str, bool], Iterator[Hit]]] = {
    "person": _people,
    "vehicle": _cars,
    "repair_order": _orders,
}
_LEADS = {
    "phone": (("person", Phone.person_id, Phone.id),),
    "visit": (("person", Visit.person_id, Visit.id),),
    "car_booking": (("person", CarBooking.person_id, CarBooking.id),),
    "plate": (("vehicle", Plate.vehicle_id, Plate.id),),
    "trim": (("vehicle", Vehicle.id, Vehicle.trim_id),),
    "repair_order": (
        ("vehicle", RepairOrder.vehicle_id, RepairOrder.id),
        ("person", RepairOrder.customer_id, RepairOrder.id),
    ),
}
"""Which documents a record of another noun leads to: a visit brings its visitor to the front."""
