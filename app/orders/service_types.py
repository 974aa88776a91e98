"""Reads of which service types an order is: its own, and those that single lines have."""

from functools import cache

from sqlalchemy import CompoundSelect, Select, bindparam, select
from sqlalchemy.orm import Session

from app.orders.rules import CHARGED
from app.read_once import read_once
from db.tables.service import LabourLine, PartLine, RepairOrder
from db.vocabulary import ServiceType

BIG = (ServiceType.ASSEMBLY, ServiceType.SECOND_LEVEL)
"""What the law calls big, the biggest first."""


def repair_class(session: Session, order_id: int) -> ServiceType:
    """The class of the repair that checks and guarantee follow: the biggest of its lines.

    A rework has that of the first repair, also where it is one line of another order.
    """
    kind, again = session.execute(_own_type(), {"order_id": order_id}).one()
    kinds = {kind, *line_types(session, order_id)}
    if ServiceType.REWORK in kinds and again is not None and again < order_id:
        first = repair_class(session, again)
        kinds.add(first)
        kind = first if kind is ServiceType.REWORK else kind
    return next((big for big in BIG if big in kinds), ServiceType(kind))


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
