"""Reads the finished orders of a car that a rework may do again, with their guarantee."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.orders import guarantees
from app.orders.rules import GuaranteeEnd, is_covered
from app.rows import copied
from db.tables.service import RepairOrder
from db.vocabulary import ServiceType, Stage

MOST = 20


@dataclass(frozen=True, slots=True)
class PastRepair:
    """A finished order; `odometer` is None where none was read."""

    id: int
    number: str
    service_type: ServiceType
    delivered_at: datetime
    odometer: int | None
    end: GuaranteeEnd

    def is_free(self, *, on: date, km: int | None) -> bool:
        """True while its guarantee holds."""
        return is_covered(self.end, on, km=km)


def past_repairs(
    session: Session, vehicle_id: int, *, before: int | None = None
) -> tuple[PastRepair, ...]:
    """The orders of a car that were handed over, newest first; `before` is the order of now."""
    of_car = select(RepairOrder).where(RepairOrder.vehicle_id == vehicle_id)
    left = of_car.where(RepairOrder.stage == Stage.DELIVERED, RepairOrder.id != (before or 0))
    newest = left.order_by(RepairOrder.delivered_at.desc(), RepairOrder.id.desc()).limit(MOST)
    return tuple(_past(session, order) for order in session.scalars(newest))


def _past(session: Session, order: RepairOrder) -> PastRepair:
    end = guarantees.end_of(session, order.id)
    odometer = order.odometer_out or order.odometer_in
    return copied(PastRepair, order, odometer=odometer, end=end)
