"""Writes the golden stores of the schema that this program has: `python -m tests.db.golden`.

A file and a server's backup, each of a small practice store, with two rows in every table that it
leaves empty: one with every column filled, one with as little as the table allows. Texts are the
ones that have broken programs.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, Table, func, insert, select
from sqlalchemy.orm import Session

from app import seals, search
from app.admin.manifest import MANIFEST
from app.admin.rules import Reason
from app.desks import DESKS
from app.practice import bulk
from app.records import Records
from app.server import dumps
from db import engine as engines
from db import schema_version, server_cluster, server_copy
from db.columns import declared
from db.store_address import ServerAddress
from db.tables.all import METADATA
from db.types import CalendarDay, Flag, Hundredths, Moment, Word, Words
from db.vocabulary import BookingKind, BookingState

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SCALE = bulk.Scale(customers=5, years=1, standing=3)
PAGE = 512  # bytes: an empty store has some 140 things, each at least a page
AWKWARD = (
    "", " ", "O'Neil \"Ⅱ\"", "𬭎𠮷㛃", "<b>粗</b> & \\n", "=1+1", "👨‍👩‍👧 e\u0301",
    "１３８\u3000ＡＢ",
    "'; DROP TABLE person; --", "一\n二\r\n\t三", "\u202eלא\u200b", "null", "长" * 60,
)  # fmt: skip
MORE = {"person": len(AWKWARD), "visit": len(AWKWARD), "car_booking": 2 * len(BookingState)}
"""Tables that get awkward rows beside those of the practice store."""
OF_ONE = {
    "absence": ("staff_id", "bay_id"),
    "clock_correction": ("job_clock_id", "shift_clock_id"),
}
"""Tables whose rows belong to one of two records."""


def write(target: Path) -> None:
    """Makes the store, small and without a journal. An existing file is left alone: an error."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        bulk.generate(path, SCALE, at=AT)
        engine = engines.open_store(path)
        try:
            with engines.writing(engine).begin() as connection:
                _fill_all(connection)
            _copy_small(engine, target)
        finally:
            engine.dispose()


def write_dump(place: ServerAddress, target: Path) -> Path:
    """Fills the empty database at `place`, and makes its backup with the manifest beside it."""
    bulk.generate(place, SCALE, at=AT)
    records = Records(engines.open_store(place), DESKS)
    try:
        with engines.writing(records.engine).begin() as connection:
            _fill_all(connection)
        made = dumps.back_up(records, target.parent, at=AT, reason=Reason.BY_HAND).path
    finally:
        records.close()
    made.with_suffix(MANIFEST).replace(target.with_suffix(MANIFEST))
    return made.replace(target)


def fill_empty(connection: Connection) -> None:
    """Two rows in each table that has none, in a store of an older schema."""
    for table in METADATA.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar_one() == 0:
            _fill(connection, table)


def _fill_all(connection: Connection) -> None:
    for table in METADATA.sorted_tables:
        _fill(connection, table)
    seals.begin(connection)
    search.rebuild(Session(connection, info={"desks": DESKS}))


def _copy_small(engine: Engine, target: Path) -> None:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for step in ("journal_mode=DELETE", f"page_size={PAGE}"):
            connection.exec_driver_sql(f"PRAGMA {step}")
        connection.exec_driver_sql("VACUUM INTO ?", (str(target),))


def _fill(connection: Connection, table: Table) -> None:
    empty = connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    for number in range(max(MORE.get(table.name, 0), 2 if empty else 0)):
        connection.execute(insert(table).values(_row(connection, table, number)))


def _row(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    """Every second row leaves out what may be missing; each state of a drive gets one of both."""
    sparse = (number + number // len(BookingState)) % 2
    values = {
        column.name: _value(connection, column, number)
        for column in table.columns
        if not (column.primary_key or (sparse and column.nullable) or _refers_home(column))
    }
    if table.name == "car_booking":
        values |= _booking(number, values)
    if keys := OF_ONE.get(table.name):
        one = table.columns[keys[number % 2]]
        values |= dict.fromkeys(keys) | {one.name: _value(connection, one, number)}
    if table.name == "credit_note":  # its sums add up
        values |= {"discount": Decimal(0), "total": values["labour"] * 2 + values["other"]}
        values["material"] = values["labour"]
    if {"starts_at", "ends_at"} <= values.keys():
        values["ends_at"] = values["starts_at"] + timedelta(hours=1)
    for begins in values.keys() & {"starts_at", "held_at"}:
        if values.get("held_until") is not None:
            values["held_until"] = values[begins] + timedelta(hours=2)
    return values | ({"erased_at": None} if table.name == "person" else {})


def _refers_home(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _value(connection: Connection, column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        ids = connection.execute(select(key.column).order_by(key.column)).scalars().all()
        return ids[number % len(ids)]
    kind = column.type
    if isinstance(kind, Word):
        return list(kind.words)[number % len(kind.words)]
    if isinstance(kind, Words):
        return frozenset(kind.words)
    value = next(value for known, value in _plain_values(number) if isinstance(kind, known))
    least, most = declared(column).minimum, declared(column).maximum
    if least is not None and value < least:
        return type(value)(least)
    return value if most is None or value <= most else type(value)(most)


def _plain_values(number: int) -> Iterator[tuple[type, Any]]:
    yield Moment, AT + timedelta(days=number, microseconds=number)
    yield CalendarDay, date(2024, 2, 29) + timedelta(days=number)
    yield Hundredths, Decimal("9999999.99") if number else Decimal("0.01")
    yield Flag, bool(number % 2)
    yield LargeBinary, b"%PDF-1.4\x00\xff"
    yield Integer, number + 1
    yield object, AWKWARD[number % len(AWKWARD)]


def _booking(number: int, values: dict[str, Any]) -> dict[str, Any]:
    """A booking on a day of its own, so that none overlaps; a block is booked or cancelled."""
    order = values.get("order_id")
    kind = BookingKind.LOAN if order else list(BookingKind)[number % 2 * 2]
    state = BookingState.BOOKED if kind is BookingKind.BLOCK else values["state"]
    start = AT + timedelta(days=10 + number)
    return {
        "kind": kind,
        "state": state,
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        "held_until": start + timedelta(hours=2),
    }


if __name__ == "__main__":
    here, name = Path(__file__).parent, f"schema-{schema_version.SCHEMA}"
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # as root the server runs as another account
        made = Path(folder) / "golden.db"
        write(made)
        cluster = server_cluster.start(Path(folder) / "server")
        try:
            place = cluster.address("golden")
            server_copy.make_database(place)
            dump = write_dump(place, Path(folder) / "golden.dump")
        finally:
            cluster.stop()
        # apart, because a manifest beside the file of the same name would speak of that file
        print(shutil.move(made, here / f"{name}.db"))
        for one in (dump, dump.with_suffix(MANIFEST)):
            print(shutil.move(one, here / "server" / f"{name}{one.suffix}"))
