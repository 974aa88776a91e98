"""Reads until when the repair of an order is guaranteed, and whether a rework is free."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.local_time import local_day
from app.orders.rules import GuaranteeEnd, guarantee, guarantee_end, is_covered
from app.orders.service_types import repair_class
from app.orders.settings import GuaranteeSettings
from db.tables.service import RepairOrder, StageChange
from db.vocabulary import ServiceType, Stage

COMPLETED = (Stage.WASH, Stage.READY)
"""Stages that follow when the work was completed and inspected."""


def end_of(session: Session, order_id: int) -> GuaranteeEnd | None:
    """Counted from the day the car left, of a rework from its completion; None before that."""
    order = session.get_one(RepairOrder, order_id)
    if order.delivered_at is None:
        return None
    reading = order.odometer_out or order.odometer_in
    return expected_end(session, order_id, leaves_on=local_day(order.delivered_at), km=reading)


def expected_end(
    session: Session, order_id: int, *, leaves_on: date, km: int | None
) -> GuaranteeEnd:
    """The end for a car that leaves on a day with a reading."""
    order = session.get_one(RepairOrder, order_id)
    start = leaves_on
    if order.service_type is ServiceType.REWORK:
        start = _completed_on(session, order_id) or leaves_on
    store = settings.load(session).of(GuaranteeSettings)
    promised = guarantee(repair_class(session, order_id), store)
    return guarantee_end(start, km, promised=promised)


def _completed_on(session: Session, order_id: int) -> date | None:
    steps = select(StageChange.at).where(
        StageChange.order_id == order_id, StageChange.new_stage.in_(COMPLETED)
    )
    last = session.scalar(steps.order_by(StageChange.id.desc()).limit(1))
    return local_day(last) if last is not None else None


def covering(session: Session, order: RepairOrder) -> GuaranteeEnd | None:
    """The guarantee of the first repair that makes its rework free; None where none does."""
    if order.reworked_id is None:
        return None
    end = end_of(session, order.reworked_id)
    day = local_day(order.received_at)
    return end if end is not None and is_covered(end, day, km=order.odometer_in) else None
