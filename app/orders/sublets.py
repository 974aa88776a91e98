"""Keeps the trips of cars to other workshops in step with their cards."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.permissions import Actor
from app.text import N_
from db.tables.service import RepairOrder
from db.tables.workshop import AWAY, SubletTrip
from db.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class SubletValue:
    """To which workshop a car goes, what for, and when it is expected back."""

    workshop: str | None
    expected_at: datetime | None = None
    work: str | None = None


def send(
    session: Session, order: RepairOrder, value: SubletValue, *, by: Actor, at: datetime
) -> None:
    """Notes where a car goes, before its card follows; or changes what was noted."""
    if not (value.workshop or "").strip():
        raise Refused("sublet.workshop", N_("Which workshop?"), field="workshop")
    trip = _open(session, order)
    since = at if trip is None else trip.sent_at
    if value.expected_at is not None and value.expected_at <= since:
        message = N_("The car comes back after it has left.")
        raise Refused("sublet.expected", message, field="expected_at")
    trip = trip or SubletTrip(order_id=order.id, sent_at=at, sent_by=by.staff_id)
    trip.workshop = (value.workshop or "").strip()
    trip.work, trip.expected_at = (value.work or "").strip() or None, value.expected_at
    session.add(trip)
    session.flush()


def follow_move(session: Session, order: RepairOrder, stage: Stage, *, at: datetime) -> None:
    """Ends the trip of a card that comes back; Refused for one that goes nowhere named.

    An undo of the return goes on with the trip that was ended last.
    """
    if order.stage is Stage.SUBLET:
        trip = _open(session, order)
        if trip is not None:
            trip.returned_at = at
    elif stage is Stage.SUBLET and _open(session, order) is None:
        _resume(session, order)


def _resume(session: Session, order: RepairOrder) -> None:
    trips = select(SubletTrip).where(SubletTrip.order_id == order.id)
    last = session.scalar(trips.order_by(SubletTrip.id.desc()).limit(1))
    if last is None or last.returned_at != order.stage_since:
        message = N_("To which workshop does the car go? Enter it in the panel of the card.")
        raise Refused("sublet.unnamed", message)
    last.returned_at = None


def _open(session: Session, order: RepairOrder) -> SubletTrip | None:
    """The trip of a car that is away."""
    return session.scalar(select(SubletTrip).where(SubletTrip.order_id == order.id, AWAY))
