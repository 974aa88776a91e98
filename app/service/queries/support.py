"""Reads how a customer was helped while the car was here, for the warranty repair record."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rows import fetch
from app.warranty.queries.rights import OrderFaultRow, order_rights
from db.tables.fleet import DemoCar, Loan
from db.vocabulary import BookingState


@dataclass(frozen=True, slots=True)
class LentCar:
    """A loan car that was out for an order."""

    plate: str
    out_at: datetime | None
    back_at: datetime | None


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """Faults of an order with towing, loan cars and travel money."""

    faults: tuple[OrderFaultRow, ...]
    loans: tuple[LentCar, ...]
    towed: bool
    travel_money: Decimal | None


def support(session: Session, order_id: int, *, at: datetime) -> SupportFacts:
    """What the record of an order says beside the work."""
    rights = order_rights(session, order_id, at=at)
    lent = (
        select(
            DemoCar.plate.label("plate"),
            Loan.out_at.label("out_at"),
            Loan.back_at.label("back_at"),
        )
        .join(DemoCar, DemoCar.id == Loan.car_id)
        .where(Loan.order_id == order_id, Loan.state.in_((BookingState.OUT, BookingState.BACK)))
        .order_by(Loan.id)
    )
    cars = tuple(fetch(session, LentCar, lent))
    return SupportFacts(rights.faults, cars, rights.towed, rights.travel_money)
