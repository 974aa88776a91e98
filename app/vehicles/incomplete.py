"""Customer files that are not complete two days after a car was delivered (S006, S074)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, local_day
from app.vehicles import rules
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from db.tables.prospects import Prospect
from db.tables.service import RepairOrder
from db.tables.stock import StockCar
from db.tables.vehicles import Vehicle
from db.vocabulary import ProspectState, Stage

LOOKS_BACK = timedelta(days=90)
"""Older files are found by search: nobody reads a list of ten years."""


_ENDINGS = "先生,女士,小姐,太太,师傅,老师,总, mr, mr., ms, ms., mrs, mrs."
ADDRESSES = tuple(_ENDINGS.split(","))
"""How a form of address ends, for the database; `people.rules.is_address` has the word."""


@dataclass(frozen=True, slots=True)
class IncompleteFile:
    """One file past its limit.

    `missing` are source texts, `late` the days past it, `staff` who delivered.
    """

    noun: Noun
    record_id: int
    name: str
    plate: str
    missing: tuple[str, ...]
    staff_id: int
    staff: str
    delivered_on: date
    late: int

    @property
    def id(self) -> str:
        """What tells two files apart."""
        return f"{self.noun}{self.record_id}"


def incomplete(session: Session, *, today: date) -> list[IncompleteFile]:
    """Files that lack something, by consultant, the latest delivery first."""
    start, end = day_bounds(today - LOOKS_BACK)[0], day_bounds(today - rules.COMPLETE_WITHIN)[0]
    found = [*_delivered(session, start, end, today), *_sold(session, start, end, today)]
    newest = {one.id: one for one in sorted(found, key=lambda one: one.delivered_on)}
    return sorted(newest.values(), key=lambda one: (one.staff, one.delivered_on, one.id))


def _delivered(
    session: Session, start: datetime, end: datetime, today: date
) -> Iterator[IncompleteFile]:
    """Of cars that the workshop delivered: what the customer's file and the car's file lack."""
    wanted = _select_delivered(start, end).where(_may_lack()).order_by(RepairOrder.delivered_at)
    for order, car, person, staff in session.execute(wanted):
        known, model = _known(person), car.trim_id or car.model_name
        missing = rules.missing(known, car={"vin": car.vin, "model": model})
        lacking = person if person is not None and rules.missing(known) else car
        if missing:
            yield IncompleteFile(
                noun=Noun.PERSON if lacking is person else Noun.VEHICLE,
                record_id=lacking.id,
                name=person.name if person else "",
                plate=order.plate or "",
                missing=missing,
                staff_id=order.advisor_id,
                staff=staff,
                **_days(order.delivered_at, today),
            )


def _sold(
    session: Session, start: datetime, end: datetime, today: date
) -> Iterator[IncompleteFile]:
    """Of prospects that bought: what the customer's file lacks."""
    for prospect, person, staff in session.execute(_select_sold(start, end)):
        missing = rules.missing(_known(person), bought=True)
        if missing:
            yield IncompleteFile(
                noun=Noun.PERSON,
                record_id=person.id,
                name=person.name,
                plate="",
                missing=missing,
                staff_id=prospect.owner_id,
                staff=staff,
                **_days(prospect.closed_at, today),
            )


def _days(delivered_at: datetime, today: date) -> dict[str, Any]:
    """The day of the delivery, and how many days the file is past its limit."""
    day = local_day(delivered_at)
    return {"delivered_on": day, "late": (today - day - rules.COMPLETE_WITHIN).days}


def _select_delivered(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    at = RepairOrder.delivered_at
    wanted: Select[*tuple[Any, ...]] = select(RepairOrder, Vehicle, Person, Staff.name)
    return (
        wanted.join(Vehicle, Vehicle.id == RepairOrder.vehicle_id)
        .join(Staff, Staff.id == RepairOrder.advisor_id)
        .outerjoin(Person, Person.id == RepairOrder.customer_id)
        .where(at >= start, at < end, RepairOrder.stage == Stage.DELIVERED)
        .where(Person.erased_at.is_(None), ~_is_for_sale())
    )


def _is_for_sale() -> ColumnElement[bool]:
    """True for the store's own cars, which nobody owns yet."""
    return exists().where(StockCar.vehicle_id == Vehicle.id, StockCar.left_on.is_(None))


def _may_lack() -> ColumnElement[bool]:
    """True for files that cannot be complete.

    Most files are complete and stay in the database; `rules.missing` decides on the others.
    """
    has_phone = exists().where(Phone.person_id == Person.id)
    no_name = or_(Person.name == "", *(Person.name.like(f"%{ending}") for ending in ADDRESSES))
    no_model = and_(Vehicle.trim_id.is_(None), func.coalesce(Vehicle.model_name, "") == "")
    return or_(Vehicle.vin.is_(None), no_model, Person.id.is_(None), no_name, ~has_phone)


def _select_sold(start: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    at, won = Prospect.closed_at, Prospect.state == ProspectState.WON
    wanted: Select[*tuple[Any, ...]] = select(Prospect, Person, Staff.name)
    return (
        wanted.join(Person, Person.id == Prospect.person_id)
        .join(Staff, Staff.id == Prospect.owner_id)
        .where(won, at >= start, at < end, Person.erased_at.is_(None))
    )


def _known(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        "name": person.name,
        "phone": bool(person.phones),
        "address": person.address,
        "id_number": person.id_number,
    }
