"""Moving an order and its promised time.

Called by the service desk and the workshop, whose commands check the roles.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.errors import Refused
from app.fleet import operations as fleet
from app.orders import rules
from app.orders.queries import paid
from app.orders.settings import ClosingSettings
from app.permissions import Actor
from app.text import N_
from db.tables.admin import Staff
from db.tables.service import Bay, PromiseChange, RepairOrder, Settlement, StageChange
from db.vocabulary import Role, Stage

WORKERS = frozenset({Role.TECHNICIAN, Role.CONTROLLER})


def find(session: Session, order_id: int) -> RepairOrder:
    """The order, or `order.unknown`."""
    order = session.get(RepairOrder, order_id)
    if order is None:
        raise Refused("order.unknown", N_("This order does not exist any more."))
    return order


def settlement(session: Session, order: RepairOrder) -> Settlement | None:
    """The bill that stands; a reversed one does not."""
    return session.scalar(
        select(Settlement).where(Settlement.order_id == order.id, Settlement.reversed_at.is_(None))
    )


def move(
    session: Session,
    order: RepairOrder,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Puts the order on another stage and writes the step.

    A move to where it stands already changes nothing.
    """
    if stage is order.stage:
        return
    now = rules.Circumstances(
        quality_check=settings.load(session).of(ClosingSettings).close_needs_quality_check,
        settled=settlement(session, order) is not None,
        paid=stage is Stage.CANCELLED and paid(session, order.id) != 0,
    )
    rules.check_move(order.stage, stage, reason=reason, now=now)
    if stage in (Stage.DELIVERED, Stage.CANCELLED):
        fleet.close_loans(session, order.id, because=order.number)
    step(session, order, stage, reason=reason, by=by, at=at)
    if stage is Stage.CANCELLED:
        order.cancelled_reason = reason


def step(
    session: Session,
    order: RepairOrder,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Writes one step without judging it.

    The first of an order, and those that `move` has judged.
    """
    old = order.stage if order.id is not None and _has_steps(session, order) else None
    order.stage, order.stage_since = stage, at
    session.flush()
    session.add(
        StageChange(
            order_id=order.id,
            old_stage=old,
            new_stage=stage,
            reason=reason,
            at=at,
            staff_id=by.staff_id,
        )
    )


def promise(
    session: Session,
    order: RepairOrder,
    until: datetime | None,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Gives or moves the promised time.

    Moving a promise needs the reason that the customer is told.
    """
    if until == order.promised_at and order.id is not None:
        return
    if until is not None:
        rules.check_promise(until, received=order.received_at)
    if order.promised_at is not None and not (reason or "").strip():
        raise Refused(
            "order.promise_reason",
            N_("Say why the promised time moves: the customer will ask."),
            field="promise_reason",
        )
    session.add(
        PromiseChange(
            order_id=order.id,
            old_promise=order.promised_at,
            new_promise=until,
            reason=reason,
            at=at,
            staff_id=by.staff_id,
        )
    )
    order.promised_at = until


def assign(
    session: Session, order: RepairOrder, *, technician_id: int | None, bay_id: int | None
) -> None:
    """Who works on it and where; None leaves the place empty.

    Not on an order that has left the shop.
    """
    if order.stage in (Stage.DELIVERED, Stage.CANCELLED):
        raise Refused("order.closed", N_("This order is closed. Open a new one for this car."))
    if technician_id is not None and technician_id != order.technician_id:
        worker = session.get(Staff, technician_id)
        if worker is None or not worker.active or not worker.roles & WORKERS:
            raise Refused(
                "order.technician", N_("Choose a technician who works here."), field="technician_id"
            )
    if bay_id is not None and bay_id != order.bay_id:
        bay = session.get(Bay, bay_id)
        if bay is None or not bay.active:
            raise Refused("order.bay", N_("Choose a bay that is in use."), field="bay_id")
    order.technician_id, order.bay_id = technician_id, bay_id


def _has_steps(session: Session, order: RepairOrder) -> bool:
    return (
        session.scalar(select(StageChange.id).where(StageChange.order_id == order.id).limit(1))
        is not None
    )
