"""Reads of which service types an order is: its own, and those that single lines have."""

from functools import cache

from sqlalchemy import CompoundSelect, Select, bindparam, select
from sqlalchemy.orm import Session

from app.orders.rules import CHARGED
from app.read_once import read_once
from db.tables.service import LabourLine, PartLine, RepairOrder
from db.vocabulary import ServiceType


def repair_class(session: Session, order_id: int) -> ServiceType:
    """The class of the repair that checks and guarantee follow: the biggest of its lines.

    A rework has that of the first repair.
    """
    kind, again = session.execute(_own_type(), {"order_id": order_id}).one()
    of_lines = line_types(session, order_id)
    for big in (ServiceType.ASSEMBLY, ServiceType.SECOND_LEVEL):
        if big in (kind, *of_lines):
            return big
    if kind is ServiceType.REWORK and again is not None and again < order_id:
        return repair_class(session, again)
    return ServiceType(kind)


@read_once
def line_types(session: Session, order_id: int) -> frozenset[ServiceType]:
    """The service types that charged lines of an order have of their own."""
    found = session.scalars(_line_types(), {"order_id": order_id})
    return frozenset(kind for kind in found if kind is not None)


# Built once each: building these statements costs more than running them.


@cache
def _own_type() -> Select[ServiceType, int | None]:
    wanted = select(RepairOrder.service_type, RepairOrder.reworked_id)
    return wanted.where(RepairOrder.id == bindparam("order_id"))


@cache
def _line_types() -> CompoundSelect[ServiceType | None]:
    labour, parts = (
        select(table.service_type).where(
            table.order_id == bindparam("order_id"),
            table.state.in_(CHARGED),
            table.service_type.is_not(None),
        )
        for table in (LabourLine, PartLine)
    )
    return labour.union(parts)
