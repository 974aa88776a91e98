"""Customer files that should have been complete by now: two days after a car was delivered (S006, S074)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.moments import day_bounds, local_day
from app.vehicles import rules
from db.tables.house import Staff
from db.tables.people import Person
from db.tables.prospects import Prospect
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.words import ProspectState, Stage

LOOKS_BACK = timedelta(days=90)
"""What nobody completed in a quarter is found by search; a list of ten years would be read by nobody."""


@dataclass(frozen=True, slots=True)
class IncompleteFile:
    """One file past its limit: `missing` are source texts, `late` the days past it, `staff` who delivered."""

    id: str
    noun: str
    record_id: int
    name: str
    plate: str
    missing: tuple[str, ...]
    staff_id: int
    staff: str
    delivered_on: date
    late: int


def incomplete(session: Session, *, today: date) -> list[IncompleteFile]:
    """By consultant, the latest first."""
    start, end = day_bounds(today - LOOKS_BACK)[0], day_bounds(today - rules.COMPLETE_WITHIN)[0]
    found = [*_delivered(session, start, end, today), *_sold(session, start, end, today)]
    newest = {one.id: one for one in sorted(found, key=lambda one: one.delivered_on)}
    return sorted(newest.values(), key=lambda one: (one.staff, one.delivered_on, one.id))


def _delivered(session: Session, start: datetime, end: datetime, today: date) -> list[IncompleteFile]:
    wanted = select(RepairOrder, Vehicle, Person, Staff.name).join(Vehicle, Vehicle.id == RepairOrder.vehicle_id)
    wanted = wanted.join(Staff, Staff.id == RepairOrder.advisor_id).outerjoin(Person, Person.id == RepairOrder.customer_id)
    wanted = wanted.where(RepairOrder.delivered_at >= start, RepairOrder.delivered_at < end, RepairOrder.stage == Stage.DELIVERED)
    rows = []
    for order, car, person, staff in session.execute(wanted.order_by(RepairOrder.delivered_at)):
        if person is not None and person.erased_at is not None:
            continue
        missing = rules.missing(_known(person), car={"vin": car.vin, "model": car.trim_id or car.model_name})
        if missing:
            noun, key = ("vehicle", car.id) if person is None or not rules.missing(_known(person)) else ("person", person.id)
            day = local_day(order.delivered_at or start)
            name = person.name if person else ""
            late = (today - day - rules.COMPLETE_WITHIN).days
            rows.append(IncompleteFile(f"{noun}{key}", noun, key, name, _plate(car), missing, order.advisor_id, staff, day, late))
    return rows


def _sold(session: Session, start: datetime, end: datetime, today: date) -> list[IncompleteFile]:
    wanted = select(Prospect, Person, Staff.name).join(Person, Person.id == Prospect.person_id).join(Staff, Staff.id == Prospect.owner_id)
    wanted = wanted.where(Prospect.state == ProspectState.WON, Prospect.closed_at >= start, Prospect.closed_at < end)
    rows = []
    for wish, person, staff in session.execute(wanted.where(Person.erased_at.is_(None))):
        missing = rules.missing(_known(person), bought=True)
        if missing:
            day = local_day(wish.closed_at or start)
            late = (today - day - rules.COMPLETE_WITHIN).days
            rows.append(
                IncompleteFile(f"person{person.id}", "person", person.id, person.name, "", missing, wish.owner_id, staff, day, late)
            )
    return rows


def _known(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {"name": person.name, "phone": bool(person.phones), "address": person.address, "id_number": person.id_number}


def _plate(car: Vehicle) -> str:
    return next((plate.number for plate in car.plates if plate.until_on is None), "")
