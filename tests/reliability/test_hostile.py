"""Whatever is typed is kept, found and read again exactly as it was typed, in the text fields of
every desk; or it is refused.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, Table, select, update
from sqlalchemy.orm import Session

from app import fields, search
from app.admin import commands as house
from app.admin import entries
from app.desks import DESKS
from app.errors import Refused
from app.identity import names
from app.parts import commands as parts
from app.parts.rules import LabourItemValue, PartValue
from app.people import commands as people
from app.people.operations import Contact
from app.reception import commands as reception
from app.reception.values import NewVisit
from app.records import Records
from app.service.commands import lines, opening
from app.service.values import (
    ConcernValue,
    Intake,
    LabourValue,
    NewOrder,
    OtherValue,
    PartLineValue,
)
from app.testdrives import commands as testdrives
from app.testdrives.values import NewDrive, RouteEntry
from app.vehicles import commands as vehicles
from app.vehicles.operations import NewVehicle
from db import engine as engines
from db import search as index
from db import upgrade
from db.columns import declared
from db.nouns import Noun
from db.store_address import StorePlace
from db.tables.all import METADATA
from db.tables.parts import LabourItem, Part
from db.tables.people import Person
from db.tables.reception import Visit
from db.tables.service import Concern, LabourLine, OtherLine, PartLine, RepairOrder
from db.tables.store_lists import Source
from db.tables.testdrives import DriveRoute
from db.tables.vehicles import Vehicle
from tests.db.golden.__main__ import fill_empty
from tests.make import NOON
from tests.reliability.acting import Desk
from tests.reliability.hostile import CHOSEN_TEXTS, HOSTILE, LONE, kept

Save = Callable[[Desk, str], Any]
ONE = Decimal(1)
CHOSEN_ONLY = {
    *("person address", "person employer", "person alert", "visit area", "visit transport"),
    *("visit rivals", "order belongings", "order damage", "car model_name", "car colour"),
    *("car engine_number", "car body_type", "part brand", "finding"),
}
"""Fields saved the same way as another one of their noun, which takes all the texts."""
GOLDEN = Path(__file__).parents[1] / "db" / "golden" / "schema-8.db"
serial = iter(range(10_000, 99_999))


def _plate() -> str:
    return f"京Q{next(serial)}"


def _person(field: str) -> Save:
    return lambda desk, text: desk.act(
        people.add, {"name": "张伟", "phone": f"139001{next(serial)}", field: text}
    )


def _visit(field: str) -> Save:
    return lambda desk, text: desk.act(reception.register, NewVisit(**{field: text})).visit_id


def _order(field: str) -> Save:
    return lambda desk, text: desk.act(
        opening.open_order, NewOrder(_plate(), intake=Intake(**{field: text}))
    )


def _car(field: str) -> Save:
    return lambda desk, text: desk.act(vehicles.add, NewVehicle(_plate(), **{field: text}))


def _line(command: Any, value: Callable[[str], Any]) -> Save:
    return lambda desk, text: desk.act(command, 1, value(text)).id


FIELDS: dict[str, tuple[Save, Any, str]] = {
    **{
        f"person {field}": (_person(field), Person, field)
        for field in ("address", "employer", "note", "alert")
    },
    **{
        f"visit {field}": (_visit(field), Visit, field)
        for field in ("area", "transport", "rivals", "course")
    },
    **{
        f"order {field}": (_order(field), RepairOrder, field)
        for field in ("belongings", "damage", "note")
    },
    **{
        f"car {field}": (_car(field), Vehicle, field)
        for field in ("model_name", "colour", "engine_number", "body_type", "note")
    },
    "labour": (
        _line(lines.save_labour, lambda text: LabourValue(text, ONE, ONE)),
        LabourLine,
        "name",
    ),
    "part": (_line(lines.save_part, lambda text: PartLineValue(text, ONE, ONE)), PartLine, "name"),
    "part brand": (
        _line(lines.save_part, lambda text: PartLineValue("机油", ONE, ONE, brand=text)),
        PartLine,
        "brand",
    ),
    "other": (_line(lines.save_other, lambda text: OtherValue(text, ONE)), OtherLine, "name"),
    "concern": (
        lambda desk, text: desk.act(lines.save_concern, 1, ConcernValue(text)),
        Concern,
        "words",
    ),
    "finding": (
        lambda desk, text: desk.act(lines.save_concern, 1, ConcernValue("响", finding=text)),
        Concern,
        "finding",
    ),
    "labour item": (
        lambda desk, text: desk.act(
            parts.save_labour_item, LabourItemValue(f"L{next(serial)}", text, ONE, ONE)
        ),
        LabourItem,
        "name",
    ),
    "price list part": (
        lambda desk, text: desk.act(parts.save_part, PartValue(f"P{next(serial)}", text, ONE)),
        Part,
        "name",
    ),
    "source": (
        lambda desk, text: desk.act(house.save_entry, entries.SourceEntry(name=text)),
        Source,
        "name",
    ),
    "route": (
        lambda desk, text: desk.act(testdrives.save_route, RouteEntry(text, 1, 1)),
        DriveRoute,
        "name",
    ),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """One store for all of them; order 1 is open. A server's gets the chosen texts."""
    place: StorePlace = tmp_path_factory.mktemp("hostile") / "store.db"
    if request.param == "sqlite":
        place.write_bytes(request.getfixturevalue("furnished_store").read_bytes())
    else:
        place = request.getfixturevalue("own_database")
    made = Desk(Records(engines.open_store(place), DESKS), 1)
    made.act(opening.open_order, NewOrder("京A00001"))
    yield made
    made.records.close()


def texts_for(desk: Desk, field: str = "") -> Sequence[str]:
    """All of them, or where each costs more one for each kind of danger."""
    is_dear = field in CHOSEN_ONLY or not isinstance(desk.records.place, Path)
    return CHOSEN_TEXTS if is_dear else HOSTILE


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_field_keeps_what_was_typed(desk: Desk, field: str) -> None:
    save, noun, column = FIELDS[field]
    texts = texts_for(desk, field)
    saved, refused = save_all(desk, save, texts)
    assert all(one.text() for one in refused.values())
    assert len(saved) >= 0.88 * len(texts)
    with desk.records.read() as session:
        rows = {
            row.id: getattr(row, column)
            for row in session.scalars(select(noun).where(noun.id.in_(saved)))
        }
    lost = {
        text: rows[key]
        for key, text in saved.items()
        if (rows[key] or "") not in (text, kept(text))
    }
    assert lost == {}


def save_all(
    desk: Desk, save: Save, texts: Sequence[str]
) -> tuple[dict[int, str], dict[str, Refused]]:
    """The texts by the ids under which they were saved, and why the others were not.

    In one gesture: what one text breaks would otherwise be paid with two hundred commits.
    """
    saved: dict[int, str] = {}
    refused: dict[str, Refused] = {}

    def all_of_them(session: Session, *, by: Any, at: Any) -> None:
        inside = Desk(_Inside(session), desk.place)  # type: ignore[arg-type]
        for text in texts:
            try:
                with session.begin_nested():
                    saved[int(save(inside, text))] = text
            except Refused as error:
                refused[text] = error

    desk.act(all_of_them)
    return saved, refused


def _free_columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Where somebody writes sentences, as the columns themselves declare it."""
    for table in METADATA.sorted_tables:
        if found := [column for column in table.columns if declared(column).free]:
            yield table, found


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store with a row in every table."""
    path = tmp_path_factory.mktemp("golden") / "store.db"
    path.write_bytes(GOLDEN.read_bytes())
    made = upgrade.prepare(path)
    with engines.writing(made).begin() as connection:
        fill_empty(connection)
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("table", "columns"), list(_free_columns()), ids=lambda value: getattr(value, "name", "")
)
def test_every_free_text_keeps_what_fits_and_refuses_the_rest(
    golden: Engine, table: Table, columns: list[Column[Any]]
) -> None:
    """In the database itself: the way there through commands is that of the fields above."""
    limit = {column: declared(column).limit or 0 for column in columns}
    with engines.writing(golden).begin() as connection:
        row_id = connection.scalars(select(table.c.id).limit(1)).one()
        for text in HOSTILE:
            _keep(connection, row_id, [one for one in columns if len(text) <= limit[one]], text)
    refused = [(one, text) for one in columns for text in HOSTILE if len(text) > limit[one]]
    for column, text in refused:
        with pytest.raises(Refused, match=r"text\.long"):
            fields.check(table.name, {column.name: text})
    assert refused, "no text of the collection is longer than the column"


def _keep(connection: Connection, row_id: int, columns: list[Column[Any]], text: str) -> None:
    """Stores the text in these columns and reads it back unchanged."""
    if columns:
        table = columns[0].table
        change = update(table).where(table.c.id == row_id).returning(*columns)
        kept = connection.execute(change.values({column.name: text for column in columns}))
        assert set(kept.one()) == {text}


class _Inside:
    """Runs commands in a session that is already open."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def act(self, command: Any, *args: Any, by: Any, at: Any, **more: Any) -> Any:
        return command(self._session, *args, by=by, at=at, **more)


def test_a_name_is_kept_shown_and_found(desk: Desk) -> None:
    def save(inside: Desk, text: str) -> Any:
        return inside.act(people.add, {"name": text, "phone": f"137002{next(serial)}"})

    saved, refused = save_all(desk, save, texts_for(desk))
    for text, why in refused.items():
        assert why.field == "name" or not names.normalise(text), text
    with desk.records.read() as session:
        for key, text in saved.items():
            person = session.get_one(Person, key)
            assert person.name == names.normalise(text)
            asked = index.plain(person.name)
            if asked:
                assert key in search.find_ids(session, Noun.PERSON, text, limit=5000), text
                search.find(session, text)


@pytest.mark.parametrize("text", LONE, ids=ascii)
@pytest.mark.parametrize("field", ["person note", "visit course", "concern", "labour"])
def test_half_a_character_is_refused_or_kept_without_it_and_never_a_bug(
    desk: Desk, field: str, text: str
) -> None:
    save, noun, column = FIELDS[field]
    try:
        key = save(desk, text)
    except Refused:
        return
    with desk.records.read() as session:
        assert "\ud800" not in (getattr(session.get_one(noun, int(key)), column) or "")


def test_thousands_of_scraps_find_without_an_error(desk: Desk) -> None:
    hostile = texts_for(desk)
    mixed = 4 * len(hostile)
    pieces = [
        text[start : start + size]
        for text in hostile
        for start in range(min(len(text), 8))
        for size in (1, 2, 3, 5, 9)
    ]
    dice, signs = random.Random(7), "".join(hostile)
    pieces += ["".join(dice.choices(signs, k=dice.randint(1, 20))) for _ in range(mixed)]
    asked = dict.fromkeys(pieces + list(LONE))
    with desk.records.read() as session:
        for piece in asked:
            search.find(session, piece, limit=3)


def test_a_booking_for_any_name(desk: Desk) -> None:
    for place, text in enumerate(CHOSEN_TEXTS):
        try:
            desk.act(
                testdrives.book,
                NewDrive(
                    1, NOON + timedelta(days=place + 1), 20, Contact(text, f"136003{next(serial)}")
                ),
            )
        except Refused as refused:
            assert refused.text()
