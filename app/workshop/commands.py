"""Use cases of the board: move cards, assign work, expect parts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused, check_seen
from app.formatting import clock
from app.identity import plate as plates
from app.labels import label
from app.orders import bays, operations
from app.orders import clock_operations as clocks
from app.orders import queries as orders
from app.orders.queries import OrderRow
from app.permissions import Actor, allow
from app.text import N_
from db.tables.admin import Staff
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import Role, Stage


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who works on a car and where.

    `version` is that of the order when it was read. `parts_expected_at` counts where the car waits
    for parts.
    """

    technician_id: int | None
    bay_id: int | None
    parts_expected_at: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class CardMove:
    """Where a card goes, and the stage in which it was seen when it was taken."""

    stage: Stage
    seen: Stage
    reason: str | None = None
    bay_id: int | None = None
    """Where the car stood before the move that is undone."""


@dataclass(frozen=True, slots=True)
class MovedCard:
    """The stage that a card left, and the card as it is now."""

    left: Stage
    row: OrderRow


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
    """Moves a card and returns the stage it came from."""
    order = operations.find(session, order_id)
    old = order.stage
    if stage is Stage.DELIVERED:
        message = N_("A car is handed over at the service desk, with its settlement.")
        raise Refused("order.hand_over", message)
    operations.move(session, order, stage, reason=reason, by=by, at=at)
    return old


@allow(*MOVERS)
def move_seen(
    session: Session, order_id: int, step: CardMove, *, by: Actor, at: datetime
) -> MovedCard:
    """Moves a card from where it was seen; whoever comes second is told by whom it was moved.

    The board shows the returned card at once; reading all cards takes far longer.
    """
    left = _move_from_seen(session, order_id, step, by=by, at=at)
    return _moved_card(session, order_id, left)


@allow(*MOVERS)
def undo_move(
    session: Session, order_id: int, step: CardMove, *, by: Actor, at: datetime
) -> MovedCard:
    """Moves a card back; the clocks that its move stopped run on, its bay is taken again.

    The bay only where no other car has come into it.
    """
    order = operations.find(session, order_id)
    stopped_at = order.stage_since
    left = _move_from_seen(session, order_id, step, by=by, at=at)
    if order.stage is Stage.IN_WORK:
        clocks.resume(session, order, stopped_at)
    if order.bay_id is None and bays.is_free(session, step.bay_id, beside=order_id):
        order.bay_id = step.bay_id
    return _moved_card(session, order_id, left)


def _move_from_seen(
    session: Session, order_id: int, step: CardMove, *, by: Actor, at: datetime
) -> Stage:
    order = operations.find(session, order_id)
    if order.stage is not step.seen:
        raise _moved_meanwhile(session, order)
    return move(session, order_id, step.stage, reason=step.reason, by=by, at=at)


def _moved_card(session: Session, order_id: int, left: Stage) -> MovedCard:
    session.flush()
    return MovedCard(left, *orders.rows_of(session, [order_id]))


def _moved_meanwhile(session: Session, order: RepairOrder) -> Conflict:
    """Tells who moved the card last, and when."""
    steps = select(StageChange.at, Staff.name).join(Staff, Staff.id == StageChange.staff_id)
    last = steps.where(StageChange.order_id == order.id).order_by(StageChange.id.desc()).limit(1)
    step = session.execute(last).one()
    return Conflict(
        "order.moved",
        N_("{who} moved {plate} to {stage} at {time}. Look again before you move it."),
        who=step.name,
        plate=plates.shown(order.plate or "") or order.number,
        stage=label(order.stage),
        time=clock(step.at),
    )


@allow(Role.CONTROLLER, Role.ADVISOR)
def assign(session: Session, order_id: int, place: Assignment, *, by: Actor, at: datetime) -> None:
    """Gives a car a technician and a bay.

    Refused where another car is in the bay.
    """
    order = operations.find(session, order_id)
    check_seen(place.version, order.version)
    operations.assign(session, order, technician_id=place.technician_id, bay_id=place.bay_id)
    if order.stage is Stage.WAITING_PARTS:
        order.parts_expected_at = place.parts_expected_at


@allow(Role.CONTROLLER, Role.ADVISOR, Role.PARTS)
def expect_parts(
    session: Session,
    order_id: int,
    expected_at: datetime | None,
    *,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Notes when the missing parts are to arrive."""
    order = operations.find(session, order_id)
    check_seen(version, order.version)
    order.parts_expected_at = expected_at
