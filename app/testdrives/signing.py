"""Reads 试乘试驾签单率 of a month: the drives, and the orders that followed.

An order for a car counts in the month in which it was signed, unless it was cancelled, where its
customer had been out in a demo car before. It is put down to that person's last drive before the
signature, so that the figures of the consultants, and those of the cars, add up to the store's.
Loans and drives that did not take place count nowhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.identity import names
from app.identity import plate as plates
from app.local_time import on_days
from app.permissions import Actor
from app.prospects.signed_orders import call_share, received_by, shared, signed_on
from app.rows import columns_of, fetch
from app.testdrives import rules
from db.tables.admin import Staff
from db.tables.fleet import DemoCar, TestDrive
from db.tables.people import Person
from db.tables.sale_orders import SaleOrder
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingState, Role

T = TypeVar("T")
K = TypeVar("K")
DRIVEN = TestDrive.state.in_((BookingState.OUT, BookingState.BACK))
SOME = 500


@dataclass(frozen=True, slots=True)
class Driven:
    """One drive that took place."""

    id: int
    number: str
    person_id: int
    customer: str
    consultant_id: int | None
    consultant: str
    car_id: int
    car: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Ordered:
    """One signed order for a car, with the drive that it is put down to."""

    id: int
    number: str
    signed_at: datetime
    drive: Driven
    credits: tuple[tuple[int | None, str, Decimal], ...]
    """Whose it is: the consultant of the drive, and who received the call (S191)."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one consultant or one car has of the month."""

    key: int | None
    name: str
    drives: tuple[Driven, ...]
    orders: tuple[Ordered, ...]
    signed: Decimal
    """The orders, of which a shared one counts in part."""

    @property
    def rate(self) -> Decimal | None:
        """The signing rate in percent; None without a drive."""
        return rules.signing_rate(self.signed, len(self.drives))


@dataclass(frozen=True, slots=True)
class Signing:
    """The drives and orders of one month."""

    month: date
    drives: tuple[Driven, ...]
    orders: tuple[Ordered, ...]

    @property
    def rate(self) -> Decimal | None:
        """The signing rate in percent; None without a drive."""
        return rules.signing_rate(Decimal(len(self.orders)), len(self.drives))

    @property
    def consultants(self) -> tuple[Share, ...]:
        """The shares of the consultants, the most drives first."""
        return self._shares(
            lambda drive: (drive.consultant_id, drive.consultant), lambda order: order.credits
        )

    @property
    def cars(self) -> tuple[Share, ...]:
        """The shares of the cars, the most drives first."""
        return self._shares(
            lambda drive: (drive.car_id, drive.car),
            lambda order: ((order.drive.car_id, order.drive.car, Decimal(1)),),
        )

    def _shares(
        self,
        of: Callable[[Driven], tuple[int | None, str]],
        parts: Callable[[Ordered], Iterable[tuple[int | None, str, Decimal]]],
    ) -> tuple[Share, ...]:
        driven = _grouped(self.drives, of)
        ordered: dict[tuple[int | None, str], list[Ordered]] = defaultdict(list)
        signed: dict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
        for order in self.orders:
            for key, name, part in parts(order):
                ordered[key, name].append(order)
                signed[key, name] += part
        found = [
            Share(*key, tuple(driven[key]), tuple(ordered[key]), signed[key])
            for key in dict.fromkeys([*driven, *ordered])
        ]
        return tuple(sorted(found, key=lambda one: (-len(one.drives), -len(one.orders), one.name)))


def month(session: Session, day: date, *, viewer: Actor) -> Signing:
    """The drives and orders of the calendar month of `day`."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    drives = _driven(session, on_days(TestDrive.starts_at, first, to=last), viewer)
    return Signing(first, drives, _orders(session, first, last, viewer=viewer))


def _orders(session: Session, first: date, last: date, *, viewer: Actor) -> tuple[Ordered, ...]:
    """The orders of these days, each with the last drive of its customer before it."""
    columns = (SaleOrder.id, SaleOrder.number, SaleOrder.person_id, SaleOrder.signed_at)
    received = select(*columns, Staff.id.label("receiver_id"), Staff.name.label("receiver"))
    with_receiver = received.select_from(SaleOrder).outerjoin(Staff, Staff.id == received_by())
    signed, percent = with_receiver.where(signed_on(first, to=last)), call_share(session)
    rows = session.execute(signed.order_by(SaleOrder.signed_at, SaleOrder.id)).all()
    driven = _by_driver(session, {row.person_id for row in rows}, viewer)
    orders = []
    for row in rows:
        before = [drive for drive in driven[row.person_id] if drive.starts_at <= row.signed_at]
        if before:
            drive = before[-1]
            called = {drive.consultant_id: drive.consultant, row.receiver_id: row.receiver}
            parts = shared(drive.consultant_id, row.receiver_id, percent=percent)
            told = tuple((key, called[key], part) for key, part in parts.items())
            orders.append(Ordered(row.id, row.number, row.signed_at, drive, told))
    return tuple(orders)


def _by_driver(session: Session, people: set[int], viewer: Actor) -> dict[int, list[Driven]]:
    """All drives of these people, by person and start."""
    found: dict[int, list[Driven]] = defaultdict(list)
    for some in _chunks(sorted(people)):
        for drive in _driven(session, TestDrive.person_id.in_(some), viewer):
            found[drive.person_id].append(drive)
    return found


def _driven(session: Session, where: ColumnElement[bool], viewer: Actor) -> tuple[Driven, ...]:
    """The drives that took place and meet a condition, by start."""
    shown = str if viewer.may(Role.RECEPTION, Role.CONSULTANT) else names.masked
    drives = _select_drives().where(DRIVEN, where).order_by(TestDrive.starts_at, TestDrive.id)
    found = fetch(
        session,
        Driven,
        drives,
        customer=lambda row: shown(row._customer),
        car=lambda row: f"{row._model} {plates.shown(row._plate)}",
    )
    return tuple(found)


@cache
def _select_drives() -> Select[*tuple[Any, ...]]:
    wanted: Select[*tuple[Any, ...]] = select(
        *columns_of(Driven, TestDrive),
        Person.name.label("_customer"),
        Staff.name.label("consultant"),
        CarModel.name.label("_model"),
        DemoCar.plate.label("_plate"),
    )
    return (
        wanted.join(Person, Person.id == TestDrive.person_id)
        .outerjoin(Staff, Staff.id == TestDrive.consultant_id)
        .join(DemoCar, DemoCar.id == TestDrive.car_id)
        .join(Trim, Trim.id == DemoCar.trim_id)
        .join(CarModel, CarModel.id == Trim.model_id)
    )


def _grouped(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The rows by their key, in their order; an unknown key has none."""
    found: dict[K, list[T]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[at : at + SOME] for at in range(0, len(keys), SOME))
