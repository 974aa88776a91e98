"""Moving cards and giving out work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused, check_seen
from app.orders import operations
from app.permissions import Actor, allow
from app.text import N_
from app.workshop.rules import LEAVES_BAY
from db.tables.service import IN_SHOP, RepairOrder
from db.vocabulary import Role, Stage


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who works on a car and where; `version` is that of the order when it was read."""

    technician_id: int | None
    bay_id: int | None
    version: int | None = None


MOVERS = (Role.CONTROLLER, Role.ADVISOR, Role.TECHNICIAN)


@allow(*MOVERS)
def move(
    session: Session,
    order_id: int,
    stage: Stage,
    *,
    reason: str | None = None,
    by: Actor,
    at: datetime,
) -> Stage:
    """Moves a card where the rules allow it; a car that is washed or ready has left its bay.

    Returns the stage it came from.
    """
    order = operations.find(session, order_id)
    old = order.stage
    if stage is Stage.DELIVERED:
        raise Refused(
            "order.hand_over", N_("A car is handed over at the service desk, with its settlement.")
        )
    operations.move(session, order, stage, reason=reason, by=by, at=at)
    if stage in LEAVES_BAY:
        order.bay_id = None
    return old


@allow(Role.CONTROLLER, Role.ADVISOR)
def assign(session: Session, order_id: int, place: Assignment, *, by: Actor, at: datetime) -> None:
    """Gives the car a technician and a bay; a bay holds one car."""
    order = operations.find(session, order_id)
    check_seen(place.version, order.version)
    if place.bay_id is not None and place.bay_id != order.bay_id:
        other = session.scalars(
            select(RepairOrder).where(
                RepairOrder.bay_id == place.bay_id, IN_SHOP, RepairOrder.id != order_id
            )
        ).first()
        if other is not None:
            raise Refused(
                "bay.taken",
                N_("{plate} stands in this bay. Move it first."),
                field="bay_id",
                plate=other.plate or other.number,
            )
    operations.assign(session, order, technician_id=place.technician_id, bay_id=place.bay_id)


@allow(Role.CONTROLLER, Role.ADVISOR, Role.PARTS)
def expect_parts(
    session: Session, order_id: int, expected_at: datetime | None, *, by: Actor, at: datetime
) -> None:
    """When the missing parts are to arrive; shown on the card that waits for them."""
    operations.find(session, order_id).parts_expected_at = expected_at
