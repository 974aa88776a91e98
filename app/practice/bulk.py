"""Makes an invented store of ten years in bulk, for measuring.

The rows do not pass through the commands, so not every change has its audit row as in a real store:
each person, car, visit, test drive, order, bill and payment has one, of the day and the person that
would have saved it, marked `generated`. The same seed and last day make the same store, save for
the random salt of the password.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import seals, search
from app.admin import commands, stores
from app.desks import DESKS
from app.errors import Refused
from app.local_time import at_local, local_day
from app.permissions import Actor
from app.practice import lists
from app.practice.bulk_orders import TODAY, BulkOrders
from app.practice.bulk_people import BulkPeople
from app.practice.bulk_visits import BulkVisits
from app.practice.bulk_writer import BulkWriter
from app.practice.fake_identities import FakeIdentities
from app.records import Records
from app.text import N_
from db import engine as engines
from db import long_work, upgrade
from db.store_address import StorePlace
from db.tables.papers import Sequence

CACHE = "PRAGMA cache_size=-400000"
"""400 MB of pages while writing; with SQLite's 2 MB index pages would be written many times."""
THERE = N_("There is a store already: {file}")
TOLD = ("person", "vehicle", "visit", "prospect", "car_booking", "repair_order", "audit")
"""The nouns that the command line counts in a new store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large the store is.

    Every customer has two cars, two and a half orders and one visit, spread over the years.
    `standing` cars are in the workshop at the end; without it as many as a day brings.
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
    """How many rows of each noun were made, and how many documents of the search."""

    rows: Counter[str]
    documents: int


def generate(place: StorePlace, scale: Scale, *, at: datetime) -> Made:
    """A new store at `place`, a practice store, filled up to `at`.

    A file is made beside its place, a database in one transaction: a kill leaves none. Refused
    where there is a store already.
    """
    if place.exists() if isinstance(place, Path) else not stores.is_new(place):
        raise Refused("store.founded", THERE, file=str(place))
    return _make_file(place, scale, at) if isinstance(place, Path) else _fill(place, scale, at)


def _make_file(path: Path, scale: Scale, at: datetime) -> Made:
    part = path.with_name(path.name + ".making")
    stores.remove_unfinished(part)
    try:
        upgrade.prepare(part).dispose()
        made = _fill(part, scale, at)
        part.replace(path)
    finally:
        stores.remove_unfinished(part)
    return made


def _fill(place: StorePlace, scale: Scale, at: datetime) -> Made:
    """Fills a store of nobody, on a server its empty database, in one transaction."""
    records = Records(engines.open_store(place), DESKS)
    try:
        with engines.writing(records.engine).begin() as connection:
            if isinstance(place, Path):
                connection.exec_driver_sql(CACHE)
            else:
                _make_tables(connection, place)
            return _write(records, connection, scale, at=at)
    except DBAPIError as error:
        if not engines.is_environment(error):
            raise
        raise engines.explain(error, place) from error
    finally:
        records.close()


def _make_tables(connection: Connection, place: StorePlace) -> None:
    """As the first start does; whoever waited for the lock looks again."""
    if engines.schema_of(connection):
        raise Refused("store.founded", THERE, file=str(place))
    upgrade.upgrade_within(connection)
    engines.take_time(connection)


def last_moment(day: date) -> datetime:
    """The end of a working day, up to which a store for comparison is made."""
    return at_local(day, time(17))


def _write(records: Records, connection: Connection, scale: Scale, *, at: datetime) -> Made:
    made = _found(records, connection, at)
    with long_work.part(0.8):
        rows = _write_days(connection, scale, made, at=at)
    seals.begin(connection)
    engines.go_on_counting(connection)
    documents = search.rebuild(Session(connection, info={"desks": DESKS}))
    return Made(rows, documents)


def _found(records: Records, connection: Connection, at: datetime) -> lists.PracticeLists:
    """Founds the store; returns its lists."""
    found: list[lists.PracticeLists] = []

    def fill(session: Session, password_hash: str, *, by: Actor, at: datetime) -> None:
        found.append(lists.plant(session, password_hash, day=local_day(at)))
        session.flush()
        session.expunge_all()

    records.act_within(connection, stores.found_practice, fill, by=commands.founder(""), at=at)
    return found[0]


def _write_days(
    connection: Connection, scale: Scale, made: lists.PracticeLists, *, at: datetime
) -> Counter[str]:
    """Writes day after day; returns how many rows each table has."""
    identities = FakeIdentities(scale.seed)
    writer = BulkWriter(connection, identities.random)
    people = BulkPeople(writer, identities, made)
    visits = BulkVisits(writer, identities, made, people=people)
    orders = BulkOrders(writer, identities, made, people=people)
    for place in range(scale.days):
        long_work.step(place, scale.days)
        day = local_day(at) - timedelta(days=scale.days - 1 - place)
        customers = _share(scale.customers, place, scale.days)
        people.come(day, people=customers, cars=_share(scale.customers * 2, place, scale.days))
        visits.day(day, customers, now=at)
        ordered = _share(scale.customers * 5 // 2, place, scale.days)
        if place + 1 < scale.days:
            orders.day(day, ordered)
        else:
            orders.last_day(_standing(scale, ordered), now=at)
        writer.write_if_full()
    for prefix, last in sorted((visits.numbers + orders.numbers).items()):
        writer.add(Sequence, prefix=prefix, last=last)
    writer.write()
    return writer.count


def _standing(scale: Scale, ordered: int) -> int:
    """How many cars stand in the workshop at the end."""
    return max(ordered, len(TODAY)) if scale.standing is None else scale.standing


def _share(total: int, place: int, parts: int) -> int:
    """The share of one of equal parts; the shares add up to the total."""
    return total * (place + 1) // parts - total * place // parts
