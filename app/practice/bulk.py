"""Ten years of an invented store, in bulk.

For measuring, and for trying what a large store feels like.

The rows do not pass through the commands, so not every change has its audit row as in a real store:
each person, car, visit, test
drive, order, bill and payment has one, of the day and the person that would have saved it, marked
`generated`. The same seed and
last day make the same store, save for the random salt of the password.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import search
from app.admin import commands, stores
from app.desks import DESKS
from app.errors import Refused
from app.local_time import at_local, local_day
from app.permissions import Actor
from app.practice import lists
from app.practice.bulk_orders import Orders
from app.practice.bulk_people import Crowd
from app.practice.bulk_visits import Visits
from app.practice.bulk_writer import BulkWriter
from app.practice.fake_identities import FakeIdentities
from app.records import Records
from app.text import N_
from db import engine as engines
from db.nouns import Noun
from db.store_address import StorePlace
from db.tables.admin import Sequence

CACHE = "PRAGMA cache_size=-400000"
"""Four hundred megabytes of pages while writing; with SQLite's two every page of the indexes would
be written many times over.
"""
TOLD = (
    Noun.PERSON,
    Noun.VEHICLE,
    Noun.VISIT,
    Noun.PROSPECT,
    Noun.CAR_BOOKING,
    Noun.REPAIR_ORDER,
    Noun.AUDIT,
)
"""What the command line says of a new store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much: two cars, two and a half orders and one visit for every customer, spread over the
    years. `standing` cars are in the
    workshop at the end; without it as many as a day brings.
    """

    customers: int
    seed: int = 1
    years: int = 10
    standing: int | None = None

    @property
    def days(self) -> int:
        """How many days the store has been open."""
        return max(self.years * 365, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """How many rows of each noun there are, and how many documents the search knows."""

    rows: Counter[str]
    documents: int


def generate(place: StorePlace, scale: Scale, *, at: datetime) -> Made:
    """A new store at `place`, a practice store, filled up to `at`.

    A file is made beside its place, so that a kill leaves none; an empty database is filled where
    it is. Refused where there is a store already.
    """
    if place.exists() if isinstance(place, Path) else not stores.is_new(place):
        raise Refused("store.founded", N_("There is a store already: {file}"), file=str(place))
    return _make_file(place, scale, at) if isinstance(place, Path) else _fill_up(place, scale, at)


def _make_file(path: Path, scale: Scale, at: datetime) -> Made:
    part = path.with_name(path.name + ".making")
    stores.remove_unfinished(part)
    made = _fill_up(part, scale, at)
    part.replace(path)
    stores.remove_unfinished(part)
    return made


def _fill_up(place: StorePlace, scale: Scale, at: datetime) -> Made:
    records = stores.open_store(place, DESKS)
    try:
        return _write(records, scale, at)
    finally:
        records.close()


def last_moment(day: date) -> datetime:
    """The end of a working day, up to which a store for comparison is made."""
    return at_local(day, time(17))


def _write(records: Records, scale: Scale, at: datetime) -> Made:
    found: list[lists.PracticeLists] = []

    def furnish(session: Session, password_hash: str, *, by: Actor, at: datetime) -> None:
        found.append(lists.plant(session, password_hash))
        session.flush()
        session.expunge_all()

    records.act(stores.found_practice, furnish, by=commands.founder(""), at=at)
    pool = FakeIdentities(scale.seed)
    with engines.writing(records.engine).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(CACHE)
            connection.commit()
        with connection.begin():
            rows = _fill(connection, scale, found[0], pool=pool, at=at)
            engines.go_on_counting(connection)
        with connection.begin():
            documents = search.rebuild(Session(connection, info={"desks": DESKS}))
    return Made(rows, documents)


def _fill(
    connection: Connection,
    scale: Scale,
    made: lists.PracticeLists,
    *,
    pool: FakeIdentities,
    at: datetime,
) -> Counter[str]:
    shelf = BulkWriter(connection, pool.random)
    crowd = Crowd(shelf, pool, made)
    visits, orders = Visits(shelf, pool, made, crowd=crowd), Orders(shelf, pool, made, crowd=crowd)
    for place in range(scale.days):
        day, rest = local_day(at) - timedelta(days=scale.days - 1 - place), scale.days - 1 - place
        crowd.come(
            day,
            people=_share(scale.customers, place, scale.days),
            cars=_share(scale.customers * 2, place, scale.days),
        )
        visits.day(day, _share(scale.customers, place, scale.days), now=at)
        orders.day(
            day,
            _share(scale.customers * 5 // 2, place, scale.days),
            now=at,
            last=rest == 0,
            standing=scale.standing,
        )
        shelf.write_if_full()
    for prefix, last in sorted((visits.numbers + orders.numbers).items()):
        shelf.add(Sequence, prefix=prefix, last=last)
    shelf.write()
    return shelf.count


def _share(total: int, place: int, parts: int) -> int:
    """What falls on one of equal parts, so that they add up."""
    return total * (place + 1) // parts - total * place // parts
