"""Drives, loans and blocks of a store of the second schema become bookings: none is lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from app import audit
from app.admin.queries import audit as history
from app.desks import DESKS
from app.fleet import queries as fleet
from app.people import commands as people
from app.permissions import Actor
from app.records import Records
from app.testdrives import paper_facts
from app.testdrives import queries as drives
from db import engine as engines
from db import file_copy, schema_version, upgrade
from db.nouns import Noun
from db.tables.fleet import Block, CarBooking, Loan, TestDrive
from db.tables.people import Person
from db.vocabulary import BookingState, Role
from tests.beginnings import Once
from tests.db.second_schema import DAY, ROWS, fill
from tests.make import NOON

STATES = {
    1: ("drive", "back"),
    2: ("drive", "out"),
    3: ("drive", "booked"),
    4: ("drive", "cancelled"),
    5: ("drive", "no_show"),
    6: ("drive", "back"),
    7: ("block", "booked"),
    8: ("block", "cancelled"),
    9: ("loan", "out"),
    10: ("loan", "back"),
    11: ("loan", "cancelled"),
    12: ("loan", "booked"),
}
"""What each row must be afterwards. A block that held was in a state of its own before."""
AFTER_COMMIT = "PRAGMA foreign_keys=ON"
EVERY = 40


def rows(path: Path, question: str) -> list[dict[str, Any]]:
    with closing(driver.connect(str(path))) as raw:
        found = raw.execute(question)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def the_same(old: Path, new: Path) -> None:
    """Asserts that every row stands in the new store, with its id, number and values."""
    bookings = rows(new, "SELECT id, kind, state FROM car_booking")
    assert {row["id"]: (row["kind"], row["state"]) for row in bookings} == STATES
    same = ("drive_feedback", "audit", "demo_car", "person", "visit", "repair_order")
    for table, now in (("test_drive", "car_booking"), *zip(same, same, strict=True)):
        before = rows(old, f"SELECT * FROM {table} ORDER BY id")
        columns = [name for name in before[0] if name != "state"]
        after = rows(new, f"SELECT {', '.join(columns)} FROM {now} ORDER BY id")
        assert after == [{name: row[name] for name in columns} for row in before]


@pytest.fixture(scope="module")
def second_store(once: Once) -> Path:
    """A store as the second program left it, closed."""

    def make(folder: Path) -> None:
        path = folder / "store.db"
        engine = engines.open_store(path)
        upgrade.upgrade(engine, "0002")
        engine.dispose()
        with closing(driver.connect(str(path), isolation_level=None)) as raw:
            fill(raw)
            raw.execute("PRAGMA user_version=2")
            raw.execute("PRAGMA journal_mode=DELETE")
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []

    return once("second", make) / "store.db"


@pytest.fixture(scope="module")
def upgraded_store(second_store: Path, once: Once) -> Path:
    """The same after its upgrade, closed, with the old file beside it: copied for every test."""

    def make(folder: Path) -> None:
        upgrade.prepare(Path(shutil.copy(second_store, folder / "store.db"))).dispose()

    return once("second-upgraded", make) / "store.db"


@pytest.fixture
def upgraded(upgraded_store: Path, tmp_path: Path) -> Iterator[Records]:
    copy = Path(shutil.copy(upgraded_store, tmp_path / "store.db"))
    made = Records(engines.open_store(copy), DESKS)
    yield made
    made.close()


@pytest.fixture
def manager() -> Actor:
    return Actor(0, "王敏", frozenset({Role.MANAGER}), "PC")


def test_every_row_keeps_its_id_its_number_and_its_values(
    upgraded: Records, second_store: Path, tmp_path: Path
) -> None:
    the_same(second_store, tmp_path / "store.db")
    assert engines.inspect(tmp_path / "store.db") == schema_version.SCHEMA
    with upgraded.read() as session:
        for noun, kind in ((TestDrive, "drive"), (Loan, "loan"), (Block, "block")):
            wanted = [key for key, (one, _state) in STATES.items() if one == kind]
            assert list(session.scalars(select(noun.id).order_by(noun.id))) == wanted
        assert session.scalar(select(func.count(CarBooking.id))) == len(ROWS)


def test_the_old_file_lies_beside_the_new_one(
    upgraded_store: Path, second_store: Path, tmp_path: Path
) -> None:
    name = f"store-before-schema-{schema_version.SCHEMA}-from-2.db"
    aside = Path(shutil.copy(upgraded_store.with_name(name), tmp_path / name))
    question = "SELECT * FROM test_drive"
    assert rows(aside, question) == rows(second_store, question)


def test_the_upgraded_store_is_made_as_a_new_one(upgraded: Records, tmp_path: Path) -> None:
    with upgraded.engine.connect() as connection:
        assert file_copy.things(connection.connection.driver_connection) == upgrade.expected_schema(
            "head"
        )
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_what_leaned_on_a_drive_still_leads_to_it(upgraded: Records, manager: Actor) -> None:
    with upgraded.read() as session:
        told = drives.drive(session, 1, now=NOON, viewer=manager)
        assert told is not None and told.opinion is not None
        assert (told.opinion.overall, told.opinion.rival, told.out_km, told.back_km) == (
            4,
            "卡罗拉",
            1003,
            1010,
        )
        paper = paper_facts.signed_agreement(session, 1)
        assert paper is not None and paper.pdf == b"%PDF agreement"
        saved = audit.last_saved(session, Noun.CAR_BOOKING, 1)
        assert saved is not None and saved.by == "赵敏"
        assert [change.noun for change in history(session, "car_booking", 1)] == ["test_drive"]
        lent = [
            loan
            for order in (1, 2)
            for loan in fleet.loans(session, order, now=NOON, viewer=manager)
        ]
        assert [(loan.id, loan.state) for loan in lent] == [
            (10, BookingState.BACK),
            (9, BookingState.OUT),
            (12, BookingState.BOOKED),
            (11, BookingState.CANCELLED),
        ]
        assert fleet.loan_out(session, 1) == "京A·12343" and fleet.loan_out(session, 2) == ""


def test_a_merge_from_before_can_still_be_undone(upgraded: Records, manager: Actor) -> None:
    upgraded.act(people.unmerge, 1, by=manager, at=NOON)
    with upgraded.read() as session:
        assert session.get_one(TestDrive, 1).person_id == 2
        assert session.get_one(Person, 1).note is None, "the note was what the merge had written"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (f"UPDATE car_booking SET starts_at = '{DAY}05:10' WHERE id = 7", "ex_car_booking_car"),
        (f"UPDATE car_booking SET held_until = '{DAY}08:10' WHERE id = 3", "ex_car_booking_car"),
        ("UPDATE car_booking SET car_id = 3 WHERE id = 2", "ex_car_booking_car"),
        ("UPDATE car_booking SET state = 'booked' WHERE id = 8", "ex_car_booking_car"),
        (
            "UPDATE car_booking SET state = 'booked', car_id = 2 WHERE id = 4",
            "ex_car_booking_consultant",
        ),
        ("UPDATE car_booking SET order_id = NULL WHERE id = 9", "ck_car_booking_loan"),
        ("UPDATE car_booking SET state = 'out' WHERE id = 7", "ck_car_booking_block"),
        ("UPDATE drive_feedback SET test_drive_id = 99 WHERE id = 1", "FOREIGN KEY"),
        ("UPDATE audit SET noun = 'car_booking' WHERE id = 1", "append-only"),
    ],
)
def test_the_database_refuses_what_it_refused(upgraded: Records, change: str, says: str) -> None:
    with upgraded.engine.begin() as connection, pytest.raises(IntegrityError, match=says):
        connection.exec_driver_sql(change)


@pytest.mark.parametrize(("kind", "number"), [("drive", "T-1"), ("loan", "L-1"), ("block", None)])
def test_whatever_a_car_is_wanted_for_it_is_promised_once(
    upgraded: Records, kind: str, number: str | None
) -> None:
    """The guard asks neither who books nor what for."""
    order = 3 if kind == "loan" else None
    for held in (3, 7):  # a drive, a block
        copied = (
            "INSERT INTO car_booking (kind, number, state, order_id, car_id, starts_at, ends_at, "
            "held_until, booked_at, booked_by, drives, rides, version) SELECT ?, ?, 'booked', ?, "
            "car_id, starts_at, ends_at, held_until, booked_at, booked_by, 1, 0, 1 "
            "FROM car_booking WHERE id = ?"
        )
        with (
            upgraded.engine.begin() as connection,
            pytest.raises(IntegrityError, match="ex_car_booking_car"),
        ):
            connection.exec_driver_sql(copied, (kind, number, order, held))


def test_cut_off_at_any_step_it_is_the_old_store_or_the_new_one(
    second_store: Path, tmp_path: Path
) -> None:
    """The files that a kill would leave are copied; `test_migrations_golden` has real kills."""
    cut: list[Path] = []
    steps = count(1)
    engine = engines.open_store(Path(shutil.copy(second_store, tmp_path / "store.db")))

    def copy_files(_connection: object, _cursor: object, statement: str, *_told: object) -> None:
        step = next(steps)
        if step % EVERY == 0 or statement in ("COMMIT", AFTER_COMMIT):
            cut.append(tmp_path / f"cut-{step}.db")
            for end in ("", "-wal"):
                shutil.copy(f"{engine.url.database}{end}", f"{cut[-1]}{end}")

    event.listen(engine, "before_cursor_execute", copy_files)
    upgrade.upgrade(engine)
    engine.dispose()
    left = [_left(second_store, path) for path in cut]
    assert left == [2] * (len(left) - 1) + [schema_version.SCHEMA], (
        "new from the commit on, and old before it"
    )
    assert len(left) > 12
    for path in (cut[0], *cut[-2:]):
        upgrade.prepare(path).dispose()
        the_same(second_store, path)


def _left(old: Path, cut: Path) -> int:
    """The schema that an upgrade left; the old one holds what it held, to the last row."""
    schema = engines.inspect(cut)
    if schema == 2:
        assert _everything(cut) == _everything(old)
    return schema


def _everything(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What the store is made of, and every row of every table, those of the search too."""
    listed = "SELECT * FROM sqlite_schema ORDER BY name"
    made = rows(path, listed)
    tables = [row["name"] for row in made if (row["sql"] or "").startswith("CREATE TABLE")]
    return {listed: made} | {name: rows(path, f'SELECT * FROM "{name}"') for name in tables}
