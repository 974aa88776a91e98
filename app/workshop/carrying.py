"""Carries unfinished cars over to another day, with a new promise or a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.local_time import day_bounds
from app.orders import operations
from app.orders.queries import OrderRow, in_shop
from app.orders.rules import FINISHED, check_open
from app.permissions import Actor, allow
from app.text import N_
from db.tables.workshop import CarryOver
from db.vocabulary import Role


@dataclass(frozen=True, slots=True)
class CarryValue:
    """A new promised time, and why the car is not finished; without a time the reason counts."""

    promised_at: datetime | None
    reason: str | None


def left_over(session: Session, day: date) -> list[OrderRow]:
    """Unfinished cars whose promise ends with `day` or before, and those without one.

    Those that were carried over on that day are left out.
    """
    end = day_bounds(day)[1]
    done = set(session.scalars(select(CarryOver.order_id).where(CarryOver.day == day)))
    open_rows = (row for row in in_shop(session) if row.stage not in FINISHED)
    due = (row for row in open_rows if row.promised_at is None or row.promised_at < end)
    return [row for row in due if row.id not in done and row.received_at < end]


@allow(Role.CONTROLLER, Role.ADVISOR)
def carry_over(
    session: Session,
    order_id: int,
    value: CarryValue,
    *,
    day: date,
    by: Actor,
    at: datetime,
) -> int:
    """Carries an unfinished car over to another day; returns the id of the note."""
    order = operations.find(session, order_id)
    check_open(order.stage)
    if order.stage in FINISHED:
        raise Refused("carry.finished", N_("This car is finished."))
    reason = (value.reason or "").strip()
    if not reason:
        raise Refused("carry.reason", N_("Say why it is not finished."), field="reason")
    if value.promised_at is not None:
        if value.promised_at < day_bounds(day)[1]:
            message = N_("The new time lies on a later day.")
            raise Refused("carry.same_day", message, field="promised_at")
        operations.promise(session, order, value.promised_at, reason=reason, by=by, at=at)
    row = session.scalar(
        select(CarryOver).where(CarryOver.order_id == order_id, CarryOver.day == day)
    )
    row = row or CarryOver(order_id=order_id, day=day)
    row.promised_at, row.reason = value.promised_at, reason
    row.staff_id, row.at = by.staff_id, at
    session.add(row)
    session.flush()
    return row.id
