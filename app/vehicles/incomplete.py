"""Customer files that should have been complete by now.

Two days after a car was delivered (S006, S074).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.local_time import day_bounds, local_day
from app.vehicles import rules
from db.nouns import Noun
from db.tables.admin import Staff
from db.tables.people import Person, Phone
from db.tables.prospects import Prospect
from db.tables.service import RepairOrder
from db.tables.vehicles import Vehicle
from db.vocabulary import ProspectState, Stage

LOOKS_BACK = timedelta(days=90)
"""What nobody completed in a quarter is found by search; a list of ten years would be read by
nobody.
"""


ADDRESSES = (
    "先生",
    "女士",
    "小姐",
    "太太",
    "师傅",
    "老师",
    "总",
    " mr",
    " mr.",
    " ms",
    " ms.",
    " mrs",
    " mrs.",
)
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
    """By consultant, the latest first."""
    start, end = day_bounds(today - LOOKS_BACK)[0], day_bounds(today - rules.COMPLETE_WITHIN)[0]
    found = [*_delivered(session, start, end, today), *_sold(session, start, end, today)]
    newest = {one.id: one for one in sorted(found, key=lambda one: one.delivered_on)}
    return sorted(newest.values(), key=lambda one: (one.staff, one.delivered_on, one.id))


def _delivered(
    session: Session, start: datetime, end: datetime, today: date
) -> list[IncompleteFile]:
    """The store's own figures decide what is read.

    Most files are complete, and those stay in the database.
    """
    wanted = select(
        RepairOrder.delivered_at,
        RepairOrder.advisor_id,
        RepairOrder.plate,
        Staff.name.label("staff"),
        Vehicle,
        Person,
    )
    wanted = wanted.join(Vehicle, Vehicle.id == RepairOrder.vehicle_id).join(
        Staff, Staff.id == RepairOrder.advisor_id
    )
    wanted = wanted.outerjoin(Person, Person.id == RepairOrder.customer_id).where(
        Person.erased_at.is_(None)
    )
    wanted = wanted.where(
        RepairOrder.delivered_at >= start,
        RepairOrder.delivered_at < end,
        RepairOrder.stage == Stage.DELIVERED,
    )
    rows = []
    for order in session.execute(wanted.where(_may_lack()).order_by(RepairOrder.delivered_at)):
        car, person, known = order.Vehicle, order.Person, _known(order.Person)
        missing = rules.missing(known, car={"vin": car.vin, "model": car.trim_id or car.model_name})
        of_person = person is not None and bool(rules.missing(known))
        if missing:
            rows.append(
                IncompleteFile(
                    noun=Noun.PERSON if of_person else Noun.VEHICLE,
                    record_id=person.id if of_person else car.id,
                    name=person.name if person else "",
                    plate=order.plate or "",
                    missing=missing,
                    staff_id=order.advisor_id,
                    staff=order.staff,
                    delivered_on=(day := local_day(order.delivered_at)),
                    late=_days_late(day, today),
                )
            )
    return rows


def _days_late(delivered_on: date, today: date) -> int:
    return (today - delivered_on - rules.COMPLETE_WITHIN).days


def _may_lack() -> Any:
    """Files that cannot be complete; what the rule says in the end is asked of these alone."""
    has_phone = exists().where(Phone.person_id == Person.id)
    no_name = or_(Person.name == "", *(Person.name.like(f"%{ending}") for ending in ADDRESSES))
    no_model = and_(Vehicle.trim_id.is_(None), func.coalesce(Vehicle.model_name, "") == "")
    return or_(Vehicle.vin.is_(None), no_model, Person.id.is_(None), no_name, ~has_phone)


def _sold(session: Session, start: datetime, end: datetime, today: date) -> list[IncompleteFile]:
    wanted = (
        select(Prospect, Person, Staff.name)
        .join(Person, Person.id == Prospect.person_id)
        .join(Staff, Staff.id == Prospect.owner_id)
    )
    wanted = wanted.where(
        Prospect.state == ProspectState.WON, Prospect.closed_at >= start, Prospect.closed_at < end
    )
    rows = []
    for wish, person, staff in session.execute(wanted.where(Person.erased_at.is_(None))):
        missing = rules.missing(_known(person), bought=True)
        if missing:
            rows.append(
                IncompleteFile(
                    noun=Noun.PERSON,
                    record_id=person.id,
                    name=person.name,
                    plate="",
                    missing=missing,
                    staff_id=wish.owner_id,
                    staff=staff,
                    delivered_on=(day := local_day(wish.closed_at or start)),
                    late=_days_late(day, today),
                )
            )
    return rows


def _known(person: Person | None) -> dict[str, Any]:
    if person is None:
        return {}
    return {
        "name": person.name,
        "phone": bool(person.phones),
        "address": person.address,
        "id_number": person.id_number,
    }
