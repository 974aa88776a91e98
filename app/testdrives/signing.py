"""试乘试驾签单率, the store's figure of a month.

Which drives were driven and which orders followed, down to the rows.

As long as the store writes no sales contracts here, a new order is a prospect marked as won (its
`closed_at` in the month) of a person
who had been out in a demo car before. It is put down to that person's last drive before the order,
so that the figures of the
consultants, and those of the cars, add up to the store's. Loans and drives that did not take place
count nowhere.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from app.identity import names
from app.identity import plate as plates
from app.local_time import day_bounds
from app.permissions import Actor
from app.testdrives import rules
from db.tables.admin import Staff
from db.tables.fleet import DemoCar, TestDrive
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.vehicles import CarModel, Trim
from db.vocabulary import BookingState, ProspectState, Role

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
    """One order, with the drive that it is put down to."""

    prospect_id: int
    ordered_at: datetime
    drive: Driven


@dataclass(frozen=True, slots=True)
class Share:
    """What one consultant or one car has of the month."""

    key: int | None
    name: str
    drives: tuple[Driven, ...]
    orders: tuple[Ordered, ...]

    @property
    def rate(self) -> Decimal | None:
        """In percent."""
        return rules.signing_rate(len(self.orders), len(self.drives))


@dataclass(frozen=True, slots=True)
class Signing:
    """One month."""

    month: date
    drives: tuple[Driven, ...]
    orders: tuple[Ordered, ...]

    @property
    def rate(self) -> Decimal | None:
        """In percent."""
        return rules.signing_rate(len(self.orders), len(self.drives))

    @property
    def consultants(self) -> tuple[Share, ...]:
        """Who drove with whom, the most drives first."""
        return self._shares(lambda drive: (drive.consultant_id, drive.consultant))

    @property
    def cars(self) -> tuple[Share, ...]:
        """Which car they drove."""
        return self._shares(lambda drive: (drive.car_id, drive.car))

    def _shares(self, of: Callable[[Driven], tuple[int | None, str]]) -> tuple[Share, ...]:
        keys = dict.fromkeys([*map(of, self.drives), *(of(order.drive) for order in self.orders)])
        found = (
            Share(
                *key,
                tuple(drive for drive in self.drives if of(drive) == key),
                tuple(order for order in self.orders if of(order.drive) == key),
            )
            for key in keys
        )
        return tuple(
            sorted(found, key=lambda share: (-len(share.drives), -len(share.orders), share.name))
        )


def month(session: Session, day: date, *, viewer: Actor) -> Signing:
    """The calendar month of `day`, as the store's clock counts it."""
    first = day.replace(day=1)
    start, end = day_bounds(first)[0], day_bounds((first + timedelta(days=31)).replace(day=1))[0]
    drives = _driven(session, and_(TestDrive.starts_at >= start, TestDrive.starts_at < end), viewer)
    return Signing(first, drives, _orders(session, start, end, viewer=viewer))


def _orders(
    session: Session, start: datetime, end: datetime, *, viewer: Actor
) -> tuple[Ordered, ...]:
    won = select(Prospect.id, Prospect.person_id, Prospect.closed_at).where(
        Prospect.state == ProspectState.WON
    )
    rows = session.execute(
        won.where(Prospect.closed_at >= start, Prospect.closed_at < end).order_by(
            Prospect.closed_at, Prospect.id
        )
    ).all()
    buyers = sorted({row.person_id for row in rows})
    before = [
        drive
        for some in _chunks(buyers)
        for drive in _driven(session, TestDrive.person_id.in_(some), viewer)
    ]
    orders = []
    for row in rows:
        driven = [
            drive
            for drive in before
            if drive.person_id == row.person_id and drive.starts_at <= row.closed_at
        ]
        if driven:
            orders.append(Ordered(row.id, row.closed_at, driven[-1]))
    return tuple(orders)


def _driven(session: Session, where: ColumnElement[bool], viewer: Actor) -> tuple[Driven, ...]:
    clear = viewer.may(Role.RECEPTION, Role.CONSULTANT)
    found = session.execute(
        _drives().where(DRIVEN, where).order_by(TestDrive.starts_at, TestDrive.id)
    )
    return tuple(
        Driven(
            row.id,
            row.number or "",
            person.id,
            person.name if clear else names.masked(person.name),
            row.consultant_id,
            consultant or "",
            car.id,
            f"{model} {plates.shown(car.plate)}",
            row.starts_at,
        )
        for row, person, consultant, car, model in found
    )


def _drives() -> Select[TestDrive, Person, str, DemoCar, str]:
    wanted = select(TestDrive, Person, Staff.name, DemoCar, CarModel.name).join(
        Person, Person.id == TestDrive.person_id
    )
    wanted = wanted.outerjoin(Staff, Staff.id == TestDrive.consultant_id).join(
        DemoCar, DemoCar.id == TestDrive.car_id
    )
    return wanted.join(Trim, Trim.id == DemoCar.trim_id).join(
        CarModel, CarModel.id == Trim.model_id
    )


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[at : at + SOME] for at in range(0, len(keys), SOME))
