"""The search of the same customers on a PostgreSQL server, over its socket.

Copied is what the search reads: its documents, and the tables of the lines that it shows.
"""

import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Table, insert, select, text

from app.desks import DESKS
from app.records import Records
from db import engine as engines
from db import search as index
from db import upgrade
from db.search_text import SearchDocument
from db.tables.all import METADATA, SEARCHED
from db.tables.people import Person, Phone
from db.tables.service import RepairOrder
from db.tables.vehicles import CarModel, Plate, Trim, Vehicle, VehicleRelation
from tests.bench.figure import Figure, middle, p95
from tests.bench.finding import asked_once_and_again, differs, fragments
from tests.postgres import TestServer

TABLES = (Person, Phone, CarModel, Trim, Vehicle, Plate, VehicleRelation, RepairOrder)
AT_ONCE = 5000


def figures(path: Path, _folder: Path) -> Iterator[Figure]:
    """How long an asking takes, and whether the answers are right."""
    with tempfile.TemporaryDirectory() as place:
        server = TestServer(Path(place), found=lambda _engine: None)
        records = Records(upgrade.prepare(server.make_database("bench")), DESKS)
        source = engines.open_store(path)
        try:
            with source.connect() as old, records.engine.begin() as new:
                _carry(old, new)
            with records.engine.begin() as new:
                new.exec_driver_sql("ANALYZE")
            yield from _searched(records)
        finally:
            records.close()
            source.dispose()
            server.stop()


def _searched(records: Records) -> Iterator[Figure]:
    asked = fragments(records)
    first = [once for once, _best in asked_once_and_again(records, asked)]
    dice = random.Random(7)
    with records.read() as session:
        wrong = sum(
            differs(session, kind, dice.sample(pieces, min(60, len(pieces))))
            for kind, pieces in asked.items()
        )
    name = "search on a server"
    yield Figure(name=f"{name}: {len(first)} fragments, p50", value=middle(first))
    yield Figure(name=f"{name}: p95", value=p95(first), goal=15)
    yield Figure(name=f"{name}: the longest single asking", value=max(first))
    yield Figure(name=f"{name}: answers unlike brute force", value=wrong, unit="", goal=0)


def _carry(old: Connection, new: Connection) -> None:
    new.exec_driver_sql("SET LOCAL session_replication_role = replica")
    new.exec_driver_sql("SET LOCAL statement_timeout = 0")
    for rows in TABLES:
        _carry_table(old, new, METADATA.tables[rows.__tablename__])
    for kind in SEARCHED:
        table, ours = index.documents(old, kind)
        wanted = select(table.c.record, table.c.text, table.c.day).where(ours).order_by(table.c.id)
        rows = iter(old.execute(wanted, execution_options={"yield_per": AT_ONCE}))
        while batch := list(islice(rows, AT_ONCE)):
            index.append(new, kind, documents=[SearchDocument(*row) for row in batch])


def _carry_table(old: Connection, new: Connection, table: Table) -> None:
    new.execute(text(f"DELETE FROM {table.name}"))
    rows = iter(old.execute(select(table), execution_options={"yield_per": AT_ONCE}))
    while batch := [dict(row._mapping) for row in islice(rows, AT_ONCE)]:
        new.execute(insert(table), batch)
