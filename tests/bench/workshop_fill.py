"""A busy workshop in a store of any size.

300 cars in the shop, one of them with 60 lines, and a week of appointments in 20 bays.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.desks import DESKS
from app.local_time import day_bounds
from app.permissions import Actor
from app.records import Records
from db import engine as engines
from db.tables.appointments import Allocation, Appointment
from db.tables.people import Person
from db.tables.service import IN_SHOP, Bay, PartLine, RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import LineState, PartKind, Stage
from tests import make as makers
from tests.bench.desk import AT, MANAGER

CARS, LINES, BAYS, A_DAY = 300, 60, 20, 4
STAGES = (Stage.WAITING, Stage.IN_WORK, Stage.WAITING_PARTS, Stage.QUALITY_CHECK, Stage.READY)


@dataclass(frozen=True, slots=True)
class BusyWorkshop:
    """Ids: an order with 60 lines, one with six, one that waits, and the day of the plan."""

    long: int
    short: int
    waiting: int
    day: date


@cache
def fill(path: Path) -> BusyWorkshop:
    """Adds what is missing to the store at `path`, once."""
    records = Records(engines.open_store(path), DESKS)
    try:
        filled: BusyWorkshop = records.act(_fill, by=MANAGER, at=AT)
    finally:
        records.close()
    return filled


def _fill(session: Session, *, by: Actor, at: datetime) -> BusyWorkshop:
    bays = _bays(session)
    stages, cars = cycle(STAGES), _cars(session)
    added = [
        _order(session, car, next(stages), by=by.staff_id, lines=6)
        for car in islice(cars, CARS - _standing(session))
    ]
    long = next(one for one in added if one.stage is Stage.IN_WORK)
    _lines(session, long.id, LINES - 6)
    day = (at + timedelta(days=7)).date()
    first = day - timedelta(days=day.weekday())
    for ahead in range(7):
        _appointments(session, first + timedelta(days=ahead), bays, cars=cars, by=by.staff_id)
    of = {one.stage: one.id for one in added if one is not long}
    return BusyWorkshop(long.id, of[Stage.READY], of[Stage.WAITING], day)


def _standing(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(RepairOrder).where(IN_SHOP)) or 0


def _bays(session: Session) -> list[int]:
    there = list(session.scalars(select(Bay.id).where(Bay.active)))
    more = [makers.bay(session, f"工位{number}").id for number in range(BAYS - len(there))]
    return [*there, *more][:BAYS]


def _cars(session: Session) -> Any:
    """Cars that are not here, with their owners."""
    away = ~Vehicle.id.in_(select(RepairOrder.vehicle_id).where(IN_SHOP))
    owner = select(func.min(Person.id)).scalar_subquery() + Vehicle.id % 5000
    found = session.execute(select(Vehicle, owner.label("owner")).where(away).limit(2000)).all()
    return iter(found)


def _order(session: Session, car: Any, stage: Stage, *, by: int, lines: int) -> RepairOrder:
    vehicle, owner = car
    more = {"customer_id": owner, "stage": stage, "promised_at": AT + timedelta(hours=3)}
    plate = f"京Q{vehicle.id % 100_000:05d}"
    begun = AT - timedelta(hours=2)
    number = f"B-{vehicle.id:06d}"
    made = makers.repair_order(
        session, vehicle, by=by, at=begun, plate=plate, number=number, **more
    )
    _lines(session, made.id, lines)
    return made


def _lines(session: Session, order_id: int, count: int) -> None:
    """One third jobs, each with two parts."""
    for place in range(count // 3):
        job = makers.labour_line(session, order_id, position=place + 10)
        session.add_all(_part(order_id, job.id, place * 2 + number) for number in (0, 1))
    session.flush()


def _part(order_id: int, job_id: int, place: int) -> PartLine:
    return PartLine(
        order_id=order_id,
        job_id=job_id,
        position=place + 10,
        name="机油滤清器",
        number=f"15208-{place:05d}",
        kind=PartKind.GENUINE,
        quantity=Decimal(1),
        price=Decimal("66.50"),
        amount=Decimal("66.50"),
        state=LineState.APPROVED,
    )


def _appointments(session: Session, day: date, bays: list[int], *, cars: Any, by: int) -> None:
    """Four cars in every bay, two hours each."""
    opens = day_bounds(day)[0] + timedelta(hours=8)
    for bay in bays:
        for place in range(A_DAY):
            vehicle, owner = next(cars)
            start = opens + timedelta(hours=2 * place)
            row = Appointment(
                number=f"B-{day.isoformat()}-{bay}-{place}",
                starts_at=start,
                vehicle_id=vehicle.id,
                person_id=owner,
                booked_at=AT,
                booked_by=by,
            )
            session.add(row)
            session.flush()
            end = start + timedelta(hours=2)
            session.add(
                Allocation(
                    appointment_id=row.id,
                    bay_id=bay,
                    starts_at=start,
                    ends_at=end,
                    held_until=end,
                    hours=Decimal(2),
                )
            )
